//! Clones, pulls and archives from someone malicious: nothing in them is run, and nothing outside the records is read
//! or written.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::time::Duration;

use peer::store::{Directory, StoreError};

use crate::common::{Answer, Home, sample};

/// A script that would run if a stranger's file became a hook.
const SCRIPT: &str = "#!/bin/sh\necho ran > \"$(git rev-parse --show-toplevel)/../outside/ran\"\n";

/// Git in a folder of the test, without outside settings.
fn git(home: &Home, folder: &str, arguments: &[&str]) -> String {
    let output = clean(Command::new("git").args(arguments), home, folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(
        output.status.success(),
        "git {}\n{said}",
        arguments.join(" ")
    );
    said
}

fn clean<'c>(command: &'c mut Command, home: &Home, folder: &str) -> &'c mut Command {
    command
        .current_dir(home.at(folder))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Ada")
        .env("GIT_AUTHOR_EMAIL", "ada@example.org")
        .env("GIT_COMMITTER_NAME", "Ada")
        .env("GIT_COMMITTER_EMAIL", "ada@example.org")
        .env("GIT_ALLOW_PROTOCOL", "file")
}

fn peer_in(home: &Home, folder: &str, arguments: &[&str]) -> Answer {
    let mut command = home.command(arguments);
    Answer::of(
        clean(&mut command, home, folder).output().unwrap(),
        home.path(),
    )
}

/// A stranger's repository with the sample and what `plant` adds, and its clone in `clone`, next to an unrelated
/// folder.
fn cloned(plant: impl Fn(&Home)) -> Home {
    let home = Home::empty();
    home.write("outside/precious.toml", "given = \"Precious\"\n");
    git(&home, ".", &["init", "-q", "-b", "main", "origin"]);
    sample::write(&home.at("origin"));
    plant(&home);
    git(&home, "origin", &["add", "-f", "-A"]);
    git(&home, "origin", &["commit", "-q", "-m", "start"]);
    git(&home, ".", &["clone", "-q", "origin", "clone"]);
    home
}

/// A journal that writes one file, and the record of a write that makes it executable.
fn plant_journal(home: &Home, at: &str, path: &str) {
    let files = serde_json::json!({ path: { "before": null, "after": SCRIPT } });
    let journal = serde_json::json!({ "files": files, "then": { "undone": 1 } });
    let record = serde_json::json!({ "files": {}, "modes": { path: 0o755 } });
    home.write(&format!("{at}/.peer/journal"), journal.to_string());
    home.write(
        &format!("{at}/.peer/undo/00000001.json"),
        record.to_string(),
    );
}

/// Commands that read, that write, and that sync with others.
const COMMANDS: &[&[&str]] = &[
    &["list", "participants"],
    &["check"],
    &["report", "unduplicated", "CY2026"],
    &["add", "participant", "--id", "p-new"],
    &["set", "p-rosa1", "area=99"],
    &["undo"],
    &["git", "check", "--staged"],
    &["save"],
    &["sync"],
];

#[test]
fn a_journal_that_came_with_a_clone_is_never_applied() {
    let absolute = tempfile::TempDir::new().unwrap();
    let away = absolute.path().join("x.toml");
    let paths = [
        ".git/hooks/pre-commit",
        ".git/config2",
        ".GIT/hooks/pre-commit",
        "../outside/x.toml",
        "../outside/precious.toml",
        "participants/../../outside/x.toml",
        away.to_str().unwrap(),
        "participants/p-stranger.toml",
        "run.sh",
    ];
    for path in paths {
        let home = cloned(|home| plant_journal(home, "origin", path));
        let before = (home.tree(), hooks(&home));
        // Every command reacts in the same way to every journal; all commands are tried on the worst one.
        let commands = if path == paths[0] {
            COMMANDS
        } else {
            &COMMANDS[..1]
        };
        for command in commands {
            let answer = peer_in(&home, "clone", command);
            assert_eq!(answer.status, 2, "{path} {command:?}\n{}", answer.whole());
            assert!(
                answer.stderr.contains(".peer/journal is there")
                    && answer.stderr.contains("`git rm -r .peer`"),
                "{command:?}\n{}",
                answer.whole()
            );
        }
        git(
            &home,
            "clone",
            &["commit", "-q", "--allow-empty", "-m", "x"],
        );
        assert_eq!(hooks(&home), before.1, "{path}");
        assert!(!home.at("outside/ran").exists() && !away.exists(), "{path}");
        let now = home.tree();
        let written: Vec<_> = now
            .keys()
            .filter(|name| !name.starts_with("clone/.git/") && !before.0.contains_key(*name))
            .collect();
        assert!(written.is_empty(), "{path}: {written:?}");
        // Following the message fixes it.
        git(&home, "clone", &["rm", "-r", "-q", ".peer"]);
        git(&home, "clone", &["commit", "-q", "-m", "x"]);
        assert_eq!(peer_in(&home, "clone", &["list", "participants"]).status, 0);
    }
}

/// The hooks of the clone that git would run.
fn hooks(home: &Home) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(home.at("clone/.git/hooks"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    all.sort();
    all
}

#[test]
fn a_journal_that_a_sync_brings_is_never_applied() {
    let home = cloned(|_| ());
    plant_journal(&home, "origin", ".git/hooks/pre-commit");
    home.write("origin/participants/p-other.toml", "area = \"1\"\n");
    git(&home, "origin", &["add", "-f", "-A"]);
    git(&home, "origin", &["commit", "-q", "-m", "more"]);
    let before = hooks(&home);
    let synced = peer_in(&home, "clone", &["sync"]);
    assert!(home.at("clone/.peer/journal").exists());
    assert_eq!(synced.status, 2, "{}", synced.whole());
    assert!(
        synced.stderr.contains("`git rm -r .peer`"),
        "{}",
        synced.whole()
    );
    for command in COMMANDS {
        peer_in(&home, "clone", command);
    }
    git(
        &home,
        "clone",
        &["commit", "-q", "--allow-empty", "-m", "x"],
    );
    assert_eq!(hooks(&home), before);
    assert!(!home.at("outside/ran").exists());
}

#[test]
fn a_write_that_came_with_a_clone_is_not_undone() {
    let home = cloned(|home| {
        let text = "area = \"1\"\n";
        let files = serde_json::json!({
            "../outside/x.toml": { "before": SCRIPT, "after": null },
            "participants/p-rosa1.toml": { "before": text, "after": sample_text("participants/p-rosa1.toml") },
        });
        let record = serde_json::json!({ "files": files, "modes": { "peer.toml": 0o755 } });
        home.write("origin/.peer/undo/00000001.json", record.to_string());
    });
    let before = home.tree();
    let none = peer_in(&home, "clone", &["undo"]);
    assert_eq!(none.status, 1, "{}", none.whole());
    let told =
        "./.peer/undo is from version 0.1 and no longer used; to delete it: `peer undo --forget`";
    assert!(none.stderr.contains(told), "{}", none.whole());
    assert_eq!(peer_in(&home, "clone", &["undo", "--forget"]).status, 0);
    assert!(!home.at("clone/.peer/undo/00000001.json").exists());
    let files = |tree: std::collections::BTreeMap<String, Vec<u8>>| -> Vec<_> {
        tree.into_iter()
            .filter(|(name, _)| !name.starts_with("clone/.git/"))
            .collect()
    };
    assert!(files(home.tree()) == files(before));
}

fn sample_text(path: &str) -> &'static str {
    sample::FILES
        .iter()
        .find(|(name, _)| *name == path)
        .unwrap()
        .1
}

#[test]
fn in_an_archive_that_was_unpacked_only_records_are_finished_and_nothing_is_made_executable() {
    let absolute = tempfile::TempDir::new().unwrap();
    let away = absolute.path().join("x.toml");
    for path in [
        ".git/hooks/pre-commit",
        "../outside/x.toml",
        away.to_str().unwrap(),
        "run.sh",
        "participants/.x.toml",
    ] {
        let home = unpacked();
        plant_journal(&home, "program", path);
        let before = home.tree();
        for command in [&["list", "participants"][..], &["set", "p-rosa1", "area=1"]] {
            let answer = peer_in(&home, "program", command);
            assert_eq!(answer.status, 2, "{path}\n{}", answer.whole());
            let why = format!("`{path}` is not a file that `peer` writes");
            assert!(answer.stderr.contains(&why), "{path}\n{}", answer.whole());
        }
        assert!(home.tree() == before && !away.exists(), "{path}");
    }
    // A record may be completed; its mode is never executable.
    let home = unpacked();
    plant_journal(&home, "program", "participants/p-new.toml");
    let answer = peer_in(&home, "program", &["list", "participants"]);
    assert!(answer.stderr.contains("the mode 755"), "{}", answer.whole());
    let mode = fs::metadata(home.at("program/participants/p-new.toml"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o111, 0);
    // Folders created by a write are removed when it is undone; no other folder is.
    let home = unpacked();
    fs::create_dir(home.at("outside/empty")).unwrap();
    let file = "participants/p-rosa1.toml";
    let files =
        serde_json::json!({ file: { "before": "area = \"1\"\n", "after": sample_text(file) } });
    let record = serde_json::json!({ "files": files, "folders": ["../outside/empty"] });
    home.write("program/.peer/undo/00000001.json", record.to_string());
    let answer = peer_in(&home, "program", &["undo"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(home.at("outside/empty").is_dir());
}

/// A program outside any repository.
fn unpacked() -> Home {
    let home = Home::empty();
    home.write("outside/precious.toml", "given = \"Precious\"\n");
    sample::write(&home.at("program"));
    home
}

#[test]
fn no_link_in_what_peer_keeps_is_followed() {
    for link in [
        ".peer",
        ".peer/lock",
        ".peer/journal",
        ".peer/undo",
        ".peer/drafts",
        ".peer/undo/00000001.json",
        ".peer/.gitignore",
    ] {
        let up = "../".repeat(link.matches('/').count() + 1);
        for name in ["precious.toml", "", "none"] {
            let target = format!("{up}outside/{name}");
            let plant = |home: &Home, at: &str| {
                let path = home.at(at).join(link);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                symlink(&target, path).unwrap();
            };
            let here = unpacked();
            plant(&here, "program");
            let there = cloned(|home| plant(home, "origin"));
            for (home, folder) in [(here, "program"), (there, "clone")] {
                let before = crate::common::tree(&home.at("outside"));
                for command in [COMMANDS[4], COMMANDS[5], COMMANDS[8]] {
                    let answer = peer_in(&home, folder, command);
                    answer.no_panic(link);
                    assert!(
                        !answer.whole().contains("Precious"),
                        "{link}\n{}",
                        answer.whole()
                    );
                }
                let mut edit = home.command(&["edit", "p-rosa1"]);
                edit.env("EDITOR", "sh -c 'echo \"# x\" >> \"$1\"' -");
                clean(&mut edit, &home, folder).output().unwrap();
                assert!(
                    crate::common::tree(&home.at("outside")) == before,
                    "{link} -> {target} in {folder}"
                );
            }
        }
    }
}

/// A link in place of a file or folder of the program.
fn with_link(path: &'static str, target: &'static str) -> Home {
    cloned(move |home| {
        let link = home.at("origin").join(path);
        if link.is_dir() {
            fs::remove_dir_all(&link).unwrap();
        } else {
            let _ = fs::remove_file(&link);
        }
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(target, link).unwrap();
    })
}

#[test]
fn a_record_that_is_a_link_is_an_error_and_is_neither_read_nor_written() {
    let cases = [
        ("participants/p-rosa1.toml", "../../outside/precious.toml"),
        ("participants/p-ana.toml", "../../outside/precious.toml"),
        ("identities/p-rosa1.toml", "../../outside/precious.toml"),
        (
            "sessions/2026/2026-10.toml",
            "../../../outside/precious.toml",
        ),
        ("sessions/2026", "../../outside"),
        ("mentors", "../outside"),
        ("definitions", "../outside"),
        ("participants/p-none.toml", "/dev/zero"),
    ];
    for (path, target) in cases {
        let home = with_link(path, target);
        let outside = crate::common::tree(&home.at("outside"));
        let check = peer_in(&home, "clone", &["check"]);
        assert_eq!(check.status, 1, "{path}\n{}", check.whole());
        assert!(
            check.whole().contains("this is a link") && check.whole().contains(path),
            "{path}\n{}",
            check.whole()
        );
        for command in COMMANDS {
            let answer = peer_in(&home, "clone", command);
            answer.no_panic(path);
            assert!(
                !answer.whole().contains("Precious"),
                "{path} {command:?}\n{}",
                answer.whole()
            );
        }
        for command in [
            &["pack", "--before", "2026-11-01"][..],
            &["pack", "--unpack", "--before", "2026-11-01"],
            &["log", "group", "wednesday", "--present", "p-luis1"],
            &["add", "mentor", "--id", "m-new"],
            &["set", "p-rosa1", "phone=520-555-0177"],
        ] {
            peer_in(&home, "clone", command).no_panic(path);
        }
        let mut edit = home.command(&["edit", path]);
        edit.env("EDITOR", "sh -c 'echo \"# x\" >> \"$1\"' -");
        clean(&mut edit, &home, "clone").output().unwrap();
        assert!(
            crate::common::tree(&home.at("outside")) == outside,
            "{path}"
        );
    }
}

#[test]
fn a_link_in_the_place_of_the_rules_or_of_what_git_is_told_is_refused() {
    let home = with_link("peer.toml", "../outside/precious.toml");
    let answer = peer_in(&home, "clone", &["list", "participants"]);
    assert_eq!(answer.status, 2);
    assert_eq!(
        answer.stderr,
        "error: ./peer.toml is a link, which `peer` does not follow\n\
         help: delete this link, and put a copy of the real file or folder in its place, with the same name; only the identities folder can be a link\n"
    );
    for target in ["../outside/precious.toml", "../outside/new"] {
        let home = with_link(".gitattributes", target);
        let outside = crate::common::tree(&home.at("outside"));
        let answer = peer_in(&home, "clone", &["git", "setup"]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(answer.stderr.contains(".gitattributes is a link"));
        assert!(crate::common::tree(&home.at("outside")) == outside);
    }
    // A new directory is not made through a link either.
    let home = Home::empty();
    fs::create_dir(home.at("program")).unwrap();
    symlink("../made.toml", home.at("program/peer.toml")).unwrap();
    assert_eq!(home.run(&["init", "program"]).status, 2);
    assert!(!home.at("made.toml").exists());
}

#[test]
fn only_the_identities_folder_may_be_a_link() {
    let home = unpacked();
    fs::rename(home.at("program/identities"), home.at("vault")).unwrap();
    symlink("../vault", home.at("program/identities")).unwrap();
    assert_eq!(
        peer_in(&home, "program", &["set", "rosa", "phone=520-555-0177"]).status,
        0
    );
    assert!(home.at("program/identities").is_symlink());
    assert!(home.read("vault/p-rosa1.toml").contains("520-555-0177"));
    assert_eq!(peer_in(&home, "program", &["undo"]).status, 0);
    assert!(!home.read("vault/p-rosa1.toml").contains("520-555-0177"));
    assert_eq!(peer_in(&home, "program", &["check"]).status, 0);
}

#[test]
fn only_files_of_the_program_are_edited() {
    let home = unpacked();
    home.write("program/notes/x.toml", "a = 1\n");
    for path in ["notes/x.toml", "../outside/precious.toml"] {
        let before = home.tree();
        let mut edit = home.command(&["edit", path]);
        edit.env("EDITOR", "sh -c 'echo \"# x\" >> \"$1\"' -");
        let output = clean(&mut edit, &home, "program").output().unwrap();
        let answer = Answer::of(output, home.path());
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(answer.stderr.contains("is not a file that `peer` writes"));
        assert!(home.tree() == before);
    }
}

#[test]
fn a_folder_of_records_that_looks_like_a_repository_runs_none_of_its_settings() {
    let home = cloned(|home| {
        sample::write(&home.at("origin/program"));
        git(home, ".", &["init", "-q", "--bare", "bare"]);
        let copied = Command::new("cp")
            .args(["-r", "../bare/.", "program"])
            .current_dir(home.at("origin"))
            .status()
            .unwrap();
        assert!(copied.success());
        // Git does not store empty folders.
        home.write("origin/program/refs/heads/keep", "");
        home.write("origin/program/objects/info/keep", "");
        let ran = home.at("outside/ran").display().to_string();
        home.write(
            "origin/program/config",
            format!(
                "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"echo ran > {ran}; false\"\n"
            ),
        );
    });
    // Git itself would run it.
    let _ = clean(Command::new("git").arg("status"), &home, "clone/program").output();
    assert!(home.at("outside/ran").exists());
    fs::remove_file(home.at("outside/ran")).unwrap();
    for command in COMMANDS.iter().chain([&["status"][..], &["where"]].iter()) {
        peer_in(&home, "clone/program", command).no_panic("a bare repository");
        peer_in(&home, "clone", &[&["-C", "program"], *command].concat());
        assert!(!home.at("outside/ran").exists(), "{command:?}");
    }
}

/// The program is written to and undone, and what a person typed is kept, all in one folder of a git directory.
fn keeps_state_in(home: &Home, folder: &str, state: &str) {
    let before = crate::common::tree(&home.at(folder));
    let set = peer_in(
        home,
        folder,
        &["set", "p-rosa1", "area=99", "phone=520-555-0177"],
    );
    assert_eq!(set.status, 0, "{}", set.whole());
    for path in [
        "lock",
        "undo/00000001.json",
        "identities/undo/00000001.json",
    ] {
        let path = home.at(state).join(path);
        assert!(path.is_file(), "{}", path.display());
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(!home.at(folder).join(".peer").exists());
    assert!(!home.at(folder).join("identities/.peer").exists());
    let undone = peer_in(home, folder, &["undo"]);
    assert_eq!(undone.status, 0, "{}", undone.whole());
    let after = crate::common::tree(&home.at(folder));
    let records = |name: &&String| !name.starts_with(".git/");
    assert!(
        before
            .keys()
            .filter(records)
            .all(|name| before.get(name) == after.get(name))
    );
    // A user's own journal is finished.
    let path = "participants/p-new.toml";
    let files = serde_json::json!({ path: { "before": null, "after": "area = \"1\"\n" } });
    let journal = home.at(state).join("journal");
    fs::write(&journal, serde_json::json!({ "files": files }).to_string()).unwrap();
    assert_eq!(peer_in(home, folder, &["list", "participants"]).status, 0);
    assert!(!journal.exists() && home.at(folder).join(path).exists());
    fs::remove_file(home.at(folder).join(path)).unwrap();
    let mut edit = home.command(&["edit", "p-rosa1"]);
    edit.env("EDITOR", "sh -c 'echo \"aera = 1\" >> \"$1\"' -");
    let output = clean(&mut edit, home, folder).output().unwrap();
    let told = Answer::of(output, home.path());
    assert_eq!(told.status, 2, "{}", told.whole());
    assert!(home.at(state).join("drafts/p-rosa1.toml").is_file());
}

#[test]
fn in_a_work_tree_the_state_lies_in_its_own_git_directory() {
    let home = cloned(|home| sample::write(&home.at("origin/programs/north")));
    keeps_state_in(&home, "clone", "clone/.git/peer");
    keeps_state_in(
        &home,
        "clone/programs/north",
        "clone/.git/peer/programs/north",
    );
    git(&home, "clone", &["worktree", "add", "-q", "../second"]);
    keeps_state_in(&home, "second", "clone/.git/worktrees/second/peer");
    git(&home, ".", &["init", "-q", "-b", "main", "super"]);
    git(
        &home,
        "super",
        &["submodule", "--quiet", "add", "../origin", "records"],
    );
    keeps_state_in(&home, "super/records", "super/.git/modules/records/peer");
    // A link to the program is another name for the same place.
    symlink("clone/programs", home.at("linked")).unwrap();
    peer_in(&home, "linked/north", &["set", "p-rosa1", "area=98"]);
    assert!(!home.at("clone/programs/north/.peer").exists());
    assert_eq!(peer_in(&home, "clone/programs/north", &["undo"]).status, 0);
}

#[test]
fn what_is_kept_is_found_in_a_hook_and_whatever_git_is_told() {
    let home = cloned(|_| ());
    git(&home, ".", &["init", "-q", "elsewhere"]);
    let mut command = home.command(&["set", "p-rosa1", "area=99"]);
    clean(&mut command, &home, "clone")
        .env("GIT_DIR", home.at("elsewhere/.git"))
        .env("GIT_WORK_TREE", home.at("elsewhere"))
        .env("GIT_INDEX_FILE", home.at("elsewhere/.git/index"));
    assert!(command.output().unwrap().status.success());
    assert!(home.at("clone/.git/peer/undo/00000001.json").exists());
    assert!(!home.at("elsewhere/.git/peer").exists());
    // A hook in a second work tree, for which git sets its directory.
    git(&home, "clone", &["worktree", "add", "-q", "../second"]);
    let peer = env!("CARGO_BIN_EXE_peer");
    home.write(
        "clone/.git/hooks/pre-commit",
        format!("#!/bin/sh\n{peer} set p-rosa1 area=97 && {peer} git check --staged\n"),
    );
    let hook = home.at("clone/.git/hooks/pre-commit");
    fs::set_permissions(hook, fs::Permissions::from_mode(0o755)).unwrap();
    git(
        &home,
        "second",
        &["commit", "-q", "--allow-empty", "-m", "x"],
    );
    assert!(
        home.at("clone/.git/worktrees/second/peer/undo/00000001.json")
            .exists()
    );
}

#[test]
fn a_git_directory_that_is_not_there_stops_writers_and_no_reader() {
    let home = cloned(|_| ());
    git(&home, "clone", &["worktree", "add", "-q", "../second"]);
    fs::rename(home.at("clone"), home.at("away")).unwrap();
    assert_eq!(
        peer_in(&home, "second", &["list", "participants"]).status,
        0
    );
    let writer = peer_in(&home, "second", &["set", "p-rosa1", "area=99"]);
    assert_eq!(writer.status, 2);
    assert_eq!(
        writer.stderr,
        "error: ./.git names no git directory; nothing was written\n\
         help: `git status` shows what is wrong; if you no longer use git here, delete that file\n"
    );
    assert!(!home.at("second/.peer").exists());
    // Something that only looks like a git directory is ignored, as in git.
    let home = unpacked();
    fs::create_dir(home.at("program/.git")).unwrap();
    assert_eq!(
        peer_in(&home, "program", &["set", "p-rosa1", "area=99"]).status,
        0
    );
    assert!(home.at("program/.peer/lock").exists());
}

#[test]
fn version_0_1_and_this_one_do_not_write_at_once() {
    let home = cloned(|_| ());
    let root = home.at("clone");
    let directory = Directory::open(&root).unwrap();
    let soon = Duration::from_millis(50);
    // No one ran version 0.1 here.
    drop(directory.writer_within(soon).unwrap());
    assert!(!root.join(".peer").exists());
    home.write("clone/.peer/lock", "123");
    let old = File::options()
        .read(true)
        .write(true)
        .open(root.join(".peer/lock"))
        .unwrap();
    old.lock().unwrap();
    let refused = directory.writer_within(soon);
    assert!(
        matches!(refused, Err(StoreError::Locked(Some(123)))),
        "{refused:?}"
    );
    old.unlock().unwrap();
    let writer = directory.writer_within(soon).unwrap();
    assert!(old.try_lock().is_err(), "0.1 waits for this version");
    drop(writer);
    // A program started by another test at this moment holds the lock until it runs.
    let is_free = (0..40).any(|_| {
        let locked = old.try_lock().is_ok();
        if !locked {
            std::thread::sleep(soon);
        }
        locked
    });
    assert!(is_free);
    assert_eq!(home.read("clone/.peer/lock"), "123");
    old.unlock().unwrap();
    // A 0.1 write that is about to end is waited for.
    home.write("clone/.peer/journal", "{}");
    let journal = root.join(".peer/journal");
    let writing = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        fs::remove_file(journal).unwrap();
    });
    directory.finish_interrupted_write().unwrap();
    writing.join().unwrap();
}
