//! Journals of unfinished writes, wherever a clone, a sync or an archive can put one.

use super::world::{Try, Way, World};

/// Where a stranger can put something that looks like this machine's own state.
pub const PLACES: &[&str] = &[
    ".peer",
    "identities/.peer",
    "identities/peer",
    "peer",
    "peer/identities",
    "participants/.peer",
    "participants/peer",
    ".Peer",
    ".PEER",
    ".peer.",
    ".peer/.peer",
    ".peer/identities",
    ".git.peer",
    "git/peer",
];

/// Trees with names that some systems turn into `.git` or `.peer`.
pub const ODD: &[(&str, &str)] = &[
    (".GIT", "peer"),
    ("git~1", "peer"),
    (".g\u{200c}it", "peer"),
    (".git ", "peer"),
    (".git\\peer", ""),
    ("..", "clone/.peer"),
    (".", ".peer"),
];

/// What a journal may want to write.
const TARGETS: &[&str] = &[
    ".git/hooks/pre-commit",
    ".git/config",
    "../outside/precious.toml",
    "participants/../../outside/new.toml",
    "participants/p-open.toml",
    "identities/p-mine.toml",
    "peer.toml",
    ".gitattributes",
    ".git/peer/journal",
    "./../outside/x.toml",
    "participants/.git/hooks/pre-commit",
    "sessions/2026/../../.git/hooks/post-checkout",
    "participants\\..\\..\\outside\\x.toml",
    "run.sh",
];

/// The content of a journal, made when it is planted.
type Text = fn() -> Vec<u8>;

fn journal(world: &World, path: &str) -> String {
    let text = world.script();
    let files = serde_json::json!({ path: { "before": null, "after": text } });
    let then = serde_json::json!({ "undone": 1 });
    serde_json::json!({ "files": files, "modes": { path: 0o755 }, "then": then }).to_string()
}

pub fn tries() -> Vec<Try> {
    let mut all = Vec::new();
    for (number, place) in PLACES.iter().enumerate() {
        let target = TARGETS[number % TARGETS.len()];
        all.push(Try::new(
            format!("{place}/journal for {target}"),
            move |world| {
                world.put(&format!("{place}/journal"), journal(world, target));
            },
        ));
    }
    for target in TARGETS {
        let made = Try::new(
            format!("archive: .peer/journal for {target}"),
            move |world| {
                world.put(".peer/journal", journal(world, target));
            },
        );
        all.push(made.ways(&[Way::Archive, Way::Sync]));
    }
    for (name, inner) in ODD {
        let path = format!("{inner}/journal");
        all.push(Try::committed(
            format!("tree {name:?}/{path}"),
            move |world| {
                world.raw(&[(
                    name,
                    journal(world, ".git/hooks/pre-commit").as_bytes(),
                    &path,
                )]);
            },
        ));
    }
    let texts: [(&str, Text); 8] = [
        ("empty", Vec::new),
        ("deep", || b"[".repeat(200_000)),
        ("deep objects", || b"{\"files\":".repeat(50_000)),
        ("no text", || vec![0xff; 4096]),
        ("long", || b" ".repeat(8_000_000)),
        ("null", || b"null".to_vec()),
        ("number", || {
            b"{\"files\":{},\"then\":{\"undone\":1e400}}".to_vec()
        }),
        ("escape", || {
            b"{\"files\":{\"\\u001b]0;x\\u0007\":{\"before\":null,\"after\":\"\"}}}".to_vec()
        }),
    ];
    for (about, text) in texts {
        let made = Try::new(format!("a journal that is {about}"), move |world| {
            world.put(".peer/journal", text());
        });
        all.push(made.ways(&[Way::Clone, Way::Sync, Way::Archive]));
    }
    all.push(Try::new("a journal that is a folder", |world| {
        world.put(".peer/journal/x", "{}");
    }));
    all.push(Try::new("a lock that is a folder", |world| {
        world.put(".peer/lock/x", "");
    }));
    for identities in [
        "shared",
        "./shared",
        "participants",
        ".peer",
        ".git",
        ".git/hooks",
        "../outside/empty/..",
    ] {
        all.push(
            Try::new(
                format!("a journal beside identities in {identities}"),
                move |world| {
                    let text = world.get("peer.toml");
                    let text = text.replace("\"identities\"", &format!("\"{identities}\""));
                    world.put("peer.toml", text);
                    world.put("shared/.peer/journal", journal(world, "p-mine.toml"));
                    world.put("participants/.peer/journal", journal(world, "p-mine.toml"));
                },
            )
            .ways(&[Way::Sync, Way::Archive]),
        );
    }
    for folder in ["programs/north", "peer/x"] {
        all.push(
            Try::new(
                format!("the journal of a program in {folder}"),
                move |world| {
                    for (path, text) in crate::common::sample::FILES {
                        world.put(&format!("{folder}/{path}"), text);
                    }
                    world.put(
                        &format!("{folder}/.peer/journal"),
                        journal(world, "../../.git/hooks/pre-commit"),
                    );
                },
            )
            .ways(&[Way::Clone])
            .inside(folder),
        );
    }
    all
}
