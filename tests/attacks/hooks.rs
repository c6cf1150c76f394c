//! What could make git or the program run or obey something: hooks, filters, drivers, settings, the environment, branch
//! names and commit metadata.

use super::world::{Try, Way, World};

const MORE: &[&[&str]] = &[
    &["history", "p-rosa1"],
    &["list", "participants", "--at", "HEAD"],
    &["report", "unduplicated", "CY2026", "--at", "2026-11-20"],
    &["check", "--at", "HEAD"],
    &["git", "setup"],
    &["upgrade"],
    &["edit", "p-rosa1"],
    &["sync"],
];

/// Lines of `.gitattributes`.
const ATTRIBUTES: &[&str] = &[
    "* filter=evil diff=evil merge=evil",
    "* merge=peer",
    "* merge=peer\n.gitattributes merge=peer\nhooks/* merge=peer",
    "*.toml text eol=crlf",
    "*.toml working-tree-encoding=UTF-16",
    "*.toml working-tree-encoding=UTF-7",
    "*.toml ident export-subst",
    "*.toml -merge",
    "*.toml binary",
    "*.toml merge=union",
    "[attr]peer filter=evil\n*.toml peer",
    "[attr]merge filter=evil\n* merge",
    "peer.toml merge=ours",
    "*.toml delta=false -diff merge=\u{1b}[31m",
    "\u{feff}* merge=peer\n\"participants/\\033\" merge=peer",
];

/// Files that some tool would run or obey.
fn programs(world: &World) {
    for path in [
        ".githooks/pre-commit",
        "hooks/pre-commit",
        "hooks/post-merge",
        ".husky/pre-commit",
        "git",
        "peer",
        "sh",
        "vi",
        "participants/git",
        "git-merge-file",
        "git-remote-origin",
    ] {
        world.program(path, world.script());
    }
    let settings = settings(world);
    for path in [
        ".gitconfig",
        "config",
        ".git-config",
        "gitconfig",
        ".config/git/config",
    ] {
        world.put(path, &settings);
    }
}

fn settings(world: &World) -> String {
    let mark = world.mark().replace('"', "\\\"");
    format!(
        "[core]\n\tfsmonitor = \"{mark}; false\"\n\thooksPath = hooks\n\tpager = \"{mark}\"\n\teditor = \"{mark}\"\n\
         \tsshCommand = \"{mark}\"\n[diff]\n\texternal = \"{mark}\"\n[filter \"evil\"]\n\tclean = \"{mark}; cat\"\n\
         \tsmudge = \"{mark}; cat\"\n[merge \"evil\"]\n\tdriver = \"{mark}\"\n[diff \"evil\"]\n\ttextconv = \"{mark}\"\n"
    )
}

/// A commit of the stranger made by hand.
fn commit(world: &World, text: &[u8]) {
    let tree = world.git(&["rev-parse", "HEAD^{tree}"]);
    let parent = world.git(&["rev-parse", "HEAD"]);
    let head = format!("tree {tree}\nparent {parent}\n");
    let whole = [head.as_bytes(), text].concat();
    let made = world.piped(
        &[
            "hash-object",
            "-w",
            "-t",
            "commit",
            "--literally",
            "--stdin",
        ],
        &whole,
    );
    world.git(&["update-ref", "refs/heads/main", &made]);
}

pub fn tries() -> Vec<Try> {
    let mut all: Vec<Try> = ATTRIBUTES
        .iter()
        .map(|line| {
            Try::new(format!(".gitattributes of {line:?}"), move |world| {
                programs(world);
                world.put(".gitattributes", format!("{line}\n"));
                world.put("participants/.gitattributes", format!("{line}\n"));
            })
            .ways(&[Way::Clone, Way::Sync, Way::Pull])
            .then(MORE)
        })
        .collect();
    all.push(Try::new("5 MB of .gitattributes", |world| {
        world.put(".gitattributes", "*.toml merge=evil\n".repeat(300_000));
    }));
    for rule in [
        "*",
        "participants/",
        "*.toml",
        "!/identities/\n!identities/*",
        ".gitignore",
    ] {
        all.push(
            Try::new(format!(".gitignore of {rule:?}"), move |world| {
                world.put(".gitignore", format!("{rule}\n"));
            })
            .then(MORE),
        );
    }
    let peer: [(&str, &str); 9] = [
        (
            "name = \"Sample Peers\"",
            "name = \"$(echo ran)\\u001b]0;owned\\u0007\"",
        ),
        (
            "name = \"Sample Peers\"",
            "name = \"x\"\neditor = \"sh\"\npager = \"sh\"\nhooks = \"hooks\"",
        ),
        ("identities = \"identities\"", "identities = \"--help\""),
        ("identities = \"identities\"", "identities = \".git\""),
        ("identities = \"identities\"", "identities = \".git/hooks\""),
        (
            "identities = \"identities\"",
            "identities = \".git/refs/heads\"",
        ),
        (
            "identities = \"identities\"",
            "identities = \"participants\"",
        ),
        ("identities = \"identities\"", "identities = \"\""),
        ("schema = 1", "schema = 99"),
    ];
    for (from, to) in peer {
        all.push(
            Try::new(format!("peer.toml with {to:?}"), move |world| {
                programs(world);
                let text = world.get("peer.toml").replace(from, to);
                world.put("peer.toml", text);
            })
            .ways(&[Way::Clone, Way::Sync, Way::Archive])
            .then(MORE),
        );
    }
    for identities in ["shared", "participants/..", ".", "docs/names", "mentors"] {
        all.push(
            Try::new(
                format!("names are led to {identities}, which is tracked"),
                move |world| {
                    let text = world
                        .get("peer.toml")
                        .replace("\"identities\"", &format!("\"{identities}\""));
                    world.put("peer.toml", text);
                    world.put(&format!("{identities}/p-evil.toml"), "given = \"Eve\"\n");
                    world.put(".gitignore", "");
                },
            )
            .then(MORE),
        );
    }
    all.push(
        Try::new("names are tracked from now on", |world| {
            world.put("identities/p-evil.toml", "given = \"Eve\"\n");
            world.put(".gitignore", "!identities\n");
        })
        .then(MORE),
    );
    all.push(
        Try::new("names are led to a folder that came before", |world| {
            world.put("shared/p-rosa1.toml", "given = \"Eve\"\n");
            world.git(&["add", "-A"]);
            world.git(&["commit", "-q", "-m", "first"]);
            world.saves_and_syncs();
            world.git(&["reset", "-q", "--hard"]);
            let text = world
                .get("peer.toml")
                .replace("\"identities\"", "\"shared\"");
            world.put("peer.toml", text);
        })
        .ways(&[Way::Sync])
        .then(&[&["set", "p-rosa1", "family=Hidden"], &["save"], &["sync"]]),
    );
    all.push(
        Try::new("records are ignored, and then overwritten", |world| {
            let rules = world.get(".gitignore") + "/participants/\n";
            world.put(".gitignore", rules);
            if world.way == Way::Sync {
                // The victim entered this before anyone hid it, and hides it with their own rule.
                let exclude = world.at("clone/.git/info/exclude");
                std::fs::write(exclude, "/participants/p-open.toml\n").unwrap();
            }
            world.put("participants/p-open.toml", "area = \"666\"\n");
        })
        .then(MORE),
    );
    all.push(
        Try::new("the other side tracks a name of that id", |world| {
            world.put("identities/p-mine.toml", "given = \"Eve\"\n");
            world.put("participants/p-open.toml", "area = \"666\"\n");
        })
        .ways(&[Way::Sync])
        .then(MORE),
    );
    for name in [
        "-x",
        "--upload-pack=touch",
        "--output=ran",
        "HEAD",
        "origin/main",
        "a;b",
        "$(x)",
        "refs/heads/main",
        "@{u}x",
    ] {
        all.push(
            Try::committed(format!("the branch {name:?}"), move |world| {
                let head = world.git(&["rev-parse", "HEAD"]);
                let full = format!("refs/heads/{name}");
                // Git already refuses some of them here; what it lets through is tried.
                let file = world.at("origin/.git").join(&full);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, format!("{head}\n")).unwrap();
                std::fs::write(world.at("origin/.git/HEAD"), format!("ref: {full}\n")).unwrap();
            })
            .then(MORE),
        );
    }
    for name in [
        "main",
        "HEAD",
        "origin/main",
        "-x",
        "2026-11-20",
        "FETCH_HEAD",
        "heads/main",
    ] {
        all.push(
            Try::committed(format!("the tag {name:?}"), move |world| {
                let tree = world.git(&["hash-object", "-w", "-t", "tree", "/dev/null"]);
                let odd = world.git(&["commit-tree", "-m", "odd", &tree]);
                world.git(&["update-ref", &format!("refs/tags/{name}"), &odd]);
            })
            .then(MORE),
        );
    }
    let commits: [(&str, &[u8]); 9] = [
        ("terminal codes in the author", b"author \x1b]0;owned\x07\x1b[31mEve <e\x1b[2J@example.org> 1700000000 +0000\ncommitter E <e@example.org> 1700000000 +0000\n\nx\n"),
        ("terminal codes in the message", b"author E <e@example.org> 1700000000 +0000\ncommitter E <e@example.org> 1700000000 +0000\n\n\x1b[2J\x1b]0;owned\x07\r\xe2\x80\xaex\n"),
        ("a day of the year 30 billion", b"author E <e@example.org> 999999999999999999 +0000\ncommitter E <e@example.org> 999999999999999999 +0000\n\nx\n"),
        ("a day before all", b"author E <e@example.org> -99999999999 +0000\ncommitter E <e@example.org> -99999999999 +0000\n\nx\n"),
        ("an odd zone", b"author E <e@example.org> 1700000000 +9999\ncommitter E <e@example.org> 1700000000 -9999\n\nx\n"),
        ("no author", b"\nx\n"),
        ("an author that is no text", b"author \xff\xfe <\xff> 1700000000 +0000\ncommitter \xff <\xff> 1700000000 +0000\nencoding UTF-16\n\n\xff\n"),
        ("an author with lines in the name", b"author E\x0b\x0c\x1e\x1f\x00F <e@example.org> 1700000000 +0000\ncommitter E <e@example.org> 1700000000 +0000\n\nx\n"),
        ("no day", b"author E <e@example.org>\ncommitter E <e@example.org> \n\nx\n"),
    ];
    for (about, text) in commits {
        all.push(
            Try::committed(format!("a commit with {about}"), move |world| {
                world.put("participants/p-rosa1.toml", "area = \"31\"\n");
                world.git(&["add", "-A"]);
                world.git(&["commit", "-q", "-m", "change"]);
                commit(world, text);
            })
            .then(MORE),
        );
    }
    all.push(
        Try::committed("history that was written anew", |world| {
            let tree = world.git(&["rev-parse", "HEAD^{tree}"]);
            let odd = world.git(&["commit-tree", "-m", "odd", &tree]);
            world.git(&["update-ref", "refs/heads/main", &odd]);
        })
        .then(MORE),
    );
    all.push(
        Try::new("every record is gone", |world| {
            for folder in [
                "participants",
                "mentors",
                "sessions",
                "cases",
                "groups",
                "matches",
            ] {
                std::fs::remove_dir_all(world.at(world.theirs()).join(folder)).unwrap();
            }
        })
        .then(MORE),
    );
    // The victim chooses which repository git works in.
    for (name, value) in [
        ("GIT_NAMESPACE", "odd"),
        ("GIT_LITERAL_PATHSPECS", "1"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_QUARANTINE_PATH", "/none"),
        ("GIT_PREFIX", "participants/"),
        ("GIT_EXTERNAL_DIFF", "echo ran >> 'ROOT/outside/ran'"),
        ("GIT_PAGER", "echo ran >> 'ROOT/outside/ran'"),
        ("GIT_CEILING_DIRECTORIES", "ROOT/clone"),
    ] {
        all.push(
            Try::new(format!("{name}={value}"), programs)
                .with(name, value)
                .ways(&[Way::Clone])
                .then(MORE),
        );
    }
    all
}
