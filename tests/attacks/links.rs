//! Links in place of anything that the program reads or writes.

use super::world::{Try, Way};

const MORE: &[&[&str]] = &[
    &["edit", "p-rosa1"],
    &["edit", "peer.toml"],
    &["show", "p-rosa1"],
    &["show", "rosa"],
    &["history", "p-rosa1"],
    &["list", "participants", "--at", "HEAD"],
    &["pack", "--before", "2026-11-01"],
    &["pack", "--unpack", "--before", "2026-11-01"],
    &["upgrade"],
    &["add", "mentor", "Dana Hidden"],
    &["undo", "--forget"],
    &["where"],
];

/// The link, and where it leads.
const LINKS: &[(&str, &str)] = &[
    (".peer", "../outside"),
    (".peer", "/dev/null"),
    (".peer", ".git"),
    (".peer/lock", "../../outside/precious.toml"),
    (".peer/lock", "../../outside/made"),
    (".peer/lock", "/dev/zero"),
    (".peer/lock", "lock"),
    (".peer/journal", "../../outside/journal"),
    (".peer/journal", "/dev/zero"),
    (".peer/journal", "../../outside/none"),
    (".peer/undo", "../../outside/undo"),
    (".peer/drafts", "../../outside/drafts"),
    ("participants", "../outside"),
    ("participants", "../outside/none"),
    ("participants", "participants"),
    ("participants", "/dev"),
    ("participants", "mentors"),
    ("sessions", "../outside"),
    ("sessions/2026", "../../outside"),
    (
        "sessions/2026/2026-10.toml",
        "../../../outside/precious.toml",
    ),
    ("sessions/2027", ".."),
    ("mentors/m-other.toml", "/dev/zero"),
    ("mentors/m-other.toml", "/dev/stdin"),
    ("mentors/m-other.toml", "/proc/self/environ"),
    ("participants/p-rosa1.toml", "../../outside/p-rosa1.toml"),
    ("participants/p-rosa1.toml", "p-luis1.toml"),
    ("participants/p-rosa1.toml", "p-next.toml"),
    ("participants/p-new.toml", "../../outside/made.toml"),
    ("groups", "../outside/empty"),
    ("matches", "../.git/hooks"),
    ("definitions", "../outside"),
    ("intake", "../outside"),
    ("identities", "../outside"),
    ("identities", "../outside/none"),
    ("identities", "participants"),
    ("identities", ".git"),
    ("identities", ".git/hooks"),
    ("identities", ".peer"),
    ("identities", "/dev"),
    ("identities", "identities"),
    ("identities/p-rosa1.toml", "../../outside/p-rosa1.toml"),
    ("identities/.peer", "../../outside"),
    ("peer.toml", "../outside/peer.toml"),
    ("peer.toml", "/dev/zero"),
    ("peer.toml", "peer.toml"),
    (".gitattributes", "../outside/precious.toml"),
    (".gitattributes", "../outside/made"),
    (".gitattributes", ".git/config"),
    (".gitignore", "../outside/precious.toml"),
    (".gitignore", "../outside/made"),
    (".gitignore", ".git/hooks/pre-commit"),
];

pub fn tries() -> Vec<Try> {
    let mut all: Vec<Try> = LINKS
        .iter()
        .map(|(link, target)| {
            Try::new(format!("{link} -> {target}"), move |world| {
                world.link(link, target)
            })
            .ways(&[Way::Clone, Way::Sync, Way::Archive])
            .then(MORE)
        })
        .collect();
    all.push(
        Try::new("a chain of links to a record", |world| {
            world.link("participants/p-rosa1.toml", "../a");
            world.link("a", "b");
            world.link("b", "../outside/p-rosa1.toml");
        })
        .then(MORE),
    );
    all.push(
        Try::new("a loop of two folders", |world| {
            world.link("participants/deep", "../mentors");
            world.link("mentors/deep", "../participants");
        })
        .then(MORE),
    );
    all.push(
        Try::new(
            "a link to the folder above in a folder of sessions",
            |world| {
                world.link("sessions/2026/up", "../..");
            },
        )
        .then(MORE),
    );
    all.push(
        Try::new("a program that is a link to this one", |world| {
            world.link("program", ".")
        })
        .ways(&[Way::Clone])
        .inside("program")
        .then(MORE),
    );
    all.push(Try::new(
        "a link with a name of 4000 letters as target",
        |world| {
            world.link("participants/p-rosa1.toml", &"x/".repeat(2000));
        },
    ));
    all
}
