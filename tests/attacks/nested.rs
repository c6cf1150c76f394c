//! Submodules, repositories inside others, work trees, and `.git` files that lead elsewhere.

use std::fs;
use std::process::Command;

use super::world::{Try, Way, World};

const MORE: &[&[&str]] = &[
    &["where"],
    &["history", "p-rosa1"],
    &["list", "participants", "--at", "HEAD"],
    &["upgrade"],
    &["pack", "--before", "2026-11-01"],
    &["undo"],
];

/// A commit in place of a folder or file.
fn gitlink(world: &World, path: &str, of: Option<&str>) {
    let found = world.at("origin").join(path);
    if found.is_dir() {
        fs::remove_dir_all(&found).unwrap();
    } else {
        let _ = fs::remove_file(&found);
    }
    world.git(&["add", "-A"]);
    let head = world.git(&["rev-parse", "HEAD"]);
    let info = format!("160000,{head},{path}");
    world.git(&["update-index", "--add", "--cacheinfo", &info]);
    if let Some(text) = of {
        fs::write(world.at("origin/.gitmodules"), text).unwrap();
        world.git(&["add", ".gitmodules"]);
    }
    world.git(&["commit", "-q", "-m", "link"]);
}

/// Something that looks like a bare repository, with settings that run something.
fn bare(world: &World, at: &str) {
    let status = Command::new("cp")
        .args([
            "-a",
            "outside/repo/.git/.",
            &format!("{}/{at}", world.theirs()),
        ])
        .current_dir(world.at("."))
        .status();
    assert!(status.unwrap().success());
    let _ = fs::remove_dir_all(world.at(world.theirs()).join(at).join("hooks"));
    world.put(&format!("{at}/refs/heads/keep"), "");
    world.put(&format!("{at}/objects/info/keep"), "");
    let mark = world.mark();
    for worktree in ["config", "config.worktree"] {
        world.put(
            &format!("{at}/{worktree}"),
            format!(
                "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"{mark}; false\"\n\
                 \thooksPath = .\n[include]\n\tpath = config.worktree\n"
            ),
        );
    }
    world.program(&format!("{at}/pre-commit"), world.script());
}

pub fn tries() -> Vec<Try> {
    let mut all = Vec::new();
    for path in [
        "participants",
        "identities",
        "sessions/2026",
        "peer.toml",
        ".peer",
        "mentors/m-other.toml",
        ".gitattributes",
        ".gitignore",
        "vault",
    ] {
        all.push(
            Try::committed(format!("a commit in the place of {path}"), move |world| {
                gitlink(world, path, None)
            })
            .then(MORE),
        );
        all.push(
            Try::committed(
                format!("a submodule in the place of {path}"),
                move |world| {
                    let url = world.at("outside/repo").display().to_string();
                    gitlink(
                        world,
                        path,
                        Some(&format!(
                            "[submodule \"x\"]\n\tpath = {path}\n\turl = {url}\n\tupdate = !{}\n",
                            world.mark()
                        )),
                    );
                },
            )
            .then(MORE),
        );
    }
    for (about, text) in [
        (
            "ext",
            "[submodule \"x\"]\n\tpath = vault\n\turl = ext::sh -c ran\n",
        ),
        (
            "an option",
            "[submodule \"x\"]\n\tpath = vault\n\turl = -u./run.sh\n",
        ),
        (
            "a name with ..",
            "[submodule \"../../hooks\"]\n\tpath = vault\n\turl = ./.\n\tupdate = merge\n",
        ),
        (
            "a path outside",
            "[submodule \"x\"]\n\tpath = ../outside\n\turl = ./.\n",
        ),
        (
            "a line end",
            "[submodule \"x\"]\n\tpath = \"vault\\r\"\n\turl = ./.\n\tfetchRecurseSubmodules = true\n",
        ),
    ] {
        all.push(
            Try::committed(format!("a submodule with {about}"), move |world| {
                world.program("run.sh", world.script());
                gitlink(world, "vault", Some(text));
            })
            .then(MORE),
        );
    }
    for at in [
        ".",
        "participants",
        "identities",
        ".peer",
        "sessions/2026",
        "program",
    ] {
        all.push(
            Try::new(format!("a bare repository in {at}"), move |world| {
                fs::create_dir_all(world.at(world.theirs()).join(at)).unwrap();
                bare(world, at);
            })
            .ways(&[Way::Clone, Way::Sync])
            .then(MORE),
        );
    }
    for folder in [
        "program",
        "participants/inner",
        "sessions/2026/inner",
        "peer",
        "hooks",
        "objects",
    ] {
        all.push(
            Try::new(
                format!("a program in what looks like a bare repository, {folder}"),
                move |world| {
                    for (path, text) in crate::common::sample::FILES {
                        world.put(&format!("{folder}/{path}"), text);
                    }
                    bare(world, folder);
                },
            )
            .ways(&[Way::Clone, Way::Archive])
            .inside(folder)
            .then(MORE),
        );
    }
    // Only an archive can hold a file named `.git`. Git itself obeys one that leads to a repository.
    for target in [
        "../outside",
        "../outside/none",
        "/dev/null",
        "/dev/zero",
        ".",
        ".git",
        "participants",
        "../home",
        "/",
        "",
        "\u{1b}]0;owned\u{7}",
    ] {
        all.push(
            Try::new(format!("gitdir: {target:?}"), move |world| {
                world.put(".git", format!("gitdir: {target}\n"));
            })
            .ways(&[Way::Archive])
            .then(MORE),
        );
    }
    for (about, text) in [
        ("no gitdir", "hello\n".to_owned()),
        ("nothing", String::new()),
        ("10 MB", "gitdir: ".to_owned() + &"x".repeat(10_000_000)),
        (
            "two lines",
            "gitdir: participants\ngitdir: ../outside/repo/.git\n".to_owned(),
        ),
        ("a NUL", "gitdir: ../outside\0/x\n".to_owned()),
        (
            "a long way",
            format!("gitdir: {}../outside\n", "participants/../".repeat(300)),
        ),
    ] {
        all.push(
            Try::new(format!("a .git file of {about}"), move |world| {
                world.put(".git", &text);
            })
            .ways(&[Way::Archive])
            .then(MORE),
        );
    }
    for target in ["/dev/zero", "../outside", ".git", "none"] {
        all.push(
            Try::new(format!(".git is a link to {target}"), move |world| {
                world.link(".git", target);
            })
            .ways(&[Way::Archive])
            .then(MORE),
        );
    }
    for (file, text) in [
        ("commondir", "/dev/zero\n"),
        ("gitdir", "../../outside/.git\n"),
        ("HEAD", "ref: ../../../outside/precious.toml\n"),
        ("HEAD", "ref: refs/heads/\u{1b}[31mx\n"),
        (
            "objects/info/alternates",
            "/dev\n../../../outside/repo/.git/objects\n",
        ),
        ("packed-refs", "\u{0}\u{0}\n"),
        ("index", "DIRC\u{0}\u{0}\u{0}\u{2}\u{7f}\u{7f}\u{7f}\u{7f}"),
    ] {
        all.push(
            Try::new(format!(".git/{file} of {text:?}"), move |world| {
                world.git(&["init", "-q", "."]);
                world.put(&format!(".git/{file}"), text);
            })
            .ways(&[Way::Archive])
            .then(MORE),
        );
    }
    for (name, inner, text) in [
        (".GIT", "", "gitdir: ../outside/repo/.git\n"),
        ("git~1", "", "gitdir: ../outside/repo/.git\n"),
        (".git", "config", "[core]\n\tfsmonitor = false\n"),
        (".git", "hooks/pre-commit", "#!/bin/sh\n"),
        ("vault", ".git", "gitdir: ../../outside/repo/.git\n"),
        ("vault", ".git/config", "[core]\n"),
    ] {
        all.push(
            Try::committed(format!("a tree with {name}/{inner}"), move |world| {
                world.raw(&[(name, text.as_bytes(), inner)]);
            })
            .then(MORE),
        );
    }
    all
}
