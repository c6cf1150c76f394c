//! Records of writes that may be undone, wherever a stranger can put one.

use serde_json::json;

use super::journal::{ODD, PLACES};
use super::world::{Try, Way, World};

const UNDO: &[&[&str]] = &[&["undo"], &["undo", "-n"], &["undo", "--forget"], &["undo"]];

/// What an undo record may want to do to a file.
const TARGETS: &[&str] = &[
    "../outside/precious.toml",
    ".git/hooks/pre-commit",
    "participants/p-rosa1.toml",
    "participants/p-open.toml",
    "identities/p-mine.toml",
    "peer.toml",
    ".git/config",
    "../outside/empty/x.toml",
    "participants/../../outside/p-rosa1.toml",
    ".gitignore",
];

fn record(world: &World, path: &str) -> String {
    let files = json!({ path: { "before": world.script(), "after": null } });
    json!({
        "command": "set p-rosa1 \u{1b}]0;owned\u{7}",
        "files": files,
        "modes": { path: 0o777, "peer.toml": 0o755 },
        "folders": ["../outside/empty", ".git/hooks", "sessions", "../outside"],
    })
    .to_string()
}

pub fn tries() -> Vec<Try> {
    let mut all = Vec::new();
    for (number, place) in PLACES.iter().enumerate() {
        let target = TARGETS[number % TARGETS.len()];
        all.push(
            Try::new(format!("{place}/undo for {target}"), move |world| {
                world.put(
                    &format!("{place}/undo/00000001.json"),
                    record(world, target),
                );
                world.put(
                    &format!("{place}/undo/99999999.json"),
                    record(world, target),
                );
            })
            .then(UNDO),
        );
    }
    for target in TARGETS {
        all.push(
            Try::new(format!("archive: .peer/undo for {target}"), move |world| {
                world.put(".peer/undo/00000001.json", record(world, target));
                world.put("identities/.peer/undo/00000001.json", record(world, target));
            })
            .ways(&[Way::Archive])
            .then(UNDO),
        );
    }
    for (name, inner) in ODD {
        let path = format!("{inner}/undo/00000001.json");
        all.push(
            Try::committed(format!("tree {name:?}/{path}"), move |world| {
                world.raw(&[(name, record(world, TARGETS[1]).as_bytes(), &path)]);
            })
            .then(UNDO),
        );
    }
    let names = [
        "00000000.json",
        "18446744073709551615.json",
        "99999999999999999999999999.json",
        "-1.json",
        "00000001.json/x",
        "\u{1b}[31m.json",
        "00000001.JSON",
        "x.json",
        "۱.json",
    ];
    for name in names {
        all.push(
            Try::new(format!("a record with the name {name:?}"), move |world| {
                world.put(&format!(".peer/undo/{name}"), record(world, TARGETS[0]));
            })
            .ways(&[Way::Clone, Way::Archive])
            .then(UNDO),
        );
    }
    for (about, text) in [
        ("deep", "[".repeat(200_000)),
        ("empty", String::new()),
        ("no object", "[1]".to_owned()),
        ("folders only", json!({ "files": {}, "folders": ["../outside/empty", "..", "/"] }).to_string()),
        ("modes only", json!({ "files": {}, "modes": { "peer.toml": 0o4777, "../outside/precious.toml": 0o777 } }).to_string()),
    ] {
        all.push(
            Try::new(format!("a record that is {about}"), move |world| {
                world.put(".peer/undo/00000001.json", &text);
            })
            .ways(&[Way::Sync, Way::Archive])
            .then(UNDO),
        );
    }
    for link in [
        ".peer",
        ".peer/undo",
        ".peer/undo/00000001.json",
        ".peer/undo/x",
    ] {
        let up = "../".repeat(link.matches('/').count() + 1);
        let target = match link {
            ".peer/undo" => format!("{up}outside/undo"),
            ".peer/undo/00000001.json" => format!("{up}outside/precious.toml"),
            _ => format!("{up}outside"),
        };
        all.push(
            Try::new(format!("{link} is a link, then --forget"), move |world| {
                world.link(link, &target);
            })
            .ways(&[Way::Clone, Way::Sync, Way::Archive])
            .then(UNDO),
        );
    }
    all
}
