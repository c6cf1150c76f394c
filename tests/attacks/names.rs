//! File names that are long, odd, or mean something to a shell, a terminal, git or another system.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use super::world::{Try, Way};

const MORE: &[&[&str]] = &[
    &["show", "p-rosa1"],
    &["history", "p-rosa1"],
    &["list", "participants", "--at", "HEAD"],
    &["list", "sessions"],
    &["pack", "--before", "2026-11-01"],
    &["pack", "--unpack", "--before", "2026-11-01"],
    &["upgrade"],
    &["git", "check", "--staged"],
    &["sync"],
];

const NAMES: &[&[u8]] = &[
    b"p-\x1b[31mred.toml",
    b"p-\x1b]0;owned\x07.toml",
    b"p-a\nerror: run `rm -rf .`.toml",
    b"p-a\rb.toml",
    b"p-a\tb.toml",
    b"p-\x7f.toml",
    b"p-\xff\xfe.toml",
    b"p-\xc3.toml",
    b"P-ROSA1.toml",
    b"p-rosa1.TOML",
    b"p-rosa1.toml.",
    b"p-rosa1.toml ",
    b" p-rosa1.toml",
    b"p-rosa1.toml::$DATA",
    b"p-rosa1.toml:x",
    b"CON.toml",
    b"aux",
    b"NUL.toml",
    b"PRN ",
    "p-r\u{43e}sa1.toml".as_bytes(),
    "p-rosa1\u{200b}.toml".as_bytes(),
    "p-\u{202e}lmot.toml".as_bytes(),
    "p-\u{2066}x\u{2069}.toml".as_bytes(),
    "p-\u{9b}31m.toml".as_bytes(),
    "p-e\u{301}.toml".as_bytes(),
    "p-\u{e9}.toml".as_bytes(),
    "\u{ff50}-rosa1.toml".as_bytes(),
    b".toml",
    b"..toml",
    b"...",
    b"-rf.toml",
    b"--help.toml",
    b"--output=ran.toml",
    b"$(echo ran >> ..outsideran).toml",
    b"`echo ran`.toml",
    b";echo ran;.toml",
    b"|sh.toml",
    b"p-'\"'.toml",
    b"%P %O.toml",
    b"..\\..\\outside\\x.toml",
    b"C:\\x.toml",
    b":(top)x.toml",
    b":!p-rosa1.toml",
    b"*.toml",
    b"?[a-z].toml",
    b"~.toml",
    b"#p-rosa1.toml#",
    b".p-rosa1.toml.swp",
    b"p-rosa1.toml.tmp",
    b".p-rosa1.toml.new",
    b"{}.toml",
    b"HEAD.toml",
];

pub fn tries() -> Vec<Try> {
    let mut all: Vec<Try> = NAMES
        .iter()
        .map(|name| {
            Try::new(
                format!("participants/{:?}", String::from_utf8_lossy(name)),
                move |world| {
                    for folder in ["participants", "sessions/2026", "mentors"] {
                        let path = world
                            .at(world.theirs())
                            .join(folder)
                            .join(OsStr::from_bytes(name));
                        fs::write(path, "area = \"1\"\n").unwrap();
                    }
                },
            )
            .ways(&[Way::Clone, Way::Sync, Way::Pull, Way::Archive])
            .then(MORE)
        })
        .collect();
    for name in [
        &b"\x1b[2J"[..],
        b"\xff",
        b"a\nb",
        b".Peer",
        b"PEER.TOML",
        b"Peer.toml",
        b"Participants",
        b"IDENTITIES",
        b"identities ",
        b"identities.",
        b"-C",
        b"nul",
    ] {
        all.push(
            Try::new(
                format!("a folder {:?}", String::from_utf8_lossy(name)),
                move |world| {
                    for below in ["", "participants", "sessions", "identities"] {
                        let folder = world
                            .at(world.theirs())
                            .join(below)
                            .join(OsStr::from_bytes(name));
                        fs::create_dir_all(&folder).unwrap();
                        fs::write(folder.join("p-rosa1.toml"), "given = \"Eve\"\n").unwrap();
                    }
                },
            )
            .ways(&[Way::Clone, Way::Sync, Way::Archive])
            .then(MORE),
        );
    }
    for (letter, count) in [("a", 248), ("a", 60), ("é", 120), ("a-", 100)] {
        all.push(
            Try::new(format!("{count} times {letter:?}"), move |world| {
                let long = letter.repeat(count);
                world.put(&format!("participants/p-{}.toml", &long), "area = \"1\"\n");
                world.put(
                    &format!(
                        "sessions/2026/2026-10-01-{}.toml",
                        &letter.repeat(count.min(100))
                    ),
                    "x = 1\n",
                );
            })
            .ways(&[Way::Clone, Way::Sync, Way::Pull, Way::Archive])
            .then(MORE),
        );
    }
    for depth in [30, 900] {
        all.push(
            Try::new(format!("{depth} folders deep"), move |world| {
                let deep = "d/".repeat(depth);
                world.put(&format!("participants/{deep}p-x.toml"), "area = \"1\"\n");
                world.put(&format!("sessions/2026/{deep}2026-01-01-x.toml"), "a = 1\n");
            })
            .ways(&[Way::Clone, Way::Sync, Way::Archive])
            .then(MORE),
        );
    }
    for path in [
        "participants/p-rosa1.toml/x.toml",
        "peer.toml/x",
        ".gitattributes/x",
        ".gitignore/x",
        "sessions/2026/2026-10.toml/x",
        "identities/p-rosa1.toml/x",
        "participants/p-mine.toml/x",
        "participants/p-open.toml/x",
        "identities/p-mine.toml/x",
    ] {
        all.push(
            Try::new(
                format!("a folder in the place of a file: {path}"),
                move |world| {
                    let file = path.rsplit_once('/').unwrap().0;
                    let _ = fs::remove_file(world.at(world.theirs()).join(file));
                    world.put(path, "a = 1\n");
                },
            )
            .then(MORE),
        );
    }
    for path in [
        "sessions/99999/x.toml",
        "sessions/-1/x.toml",
        "sessions/2026/9999-99.toml",
        "sessions/2026/2026-13.toml",
        "sessions/x",
        "participants",
        "identities",
        "mentors",
    ] {
        all.push(
            Try::new(format!("a file {path}"), move |world| {
                let at = world.at(world.theirs()).join(path);
                let _ = fs::remove_dir_all(at);
                world.put(path, "a = 1\n");
            })
            .ways(&[Way::Clone, Way::Sync, Way::Archive])
            .then(MORE),
        );
    }
    for key in [
        "../../x",
        "2026-09-02-group-wednesday/../../../../outside/x",
        "../../.git/hooks/pre-commit",
        "a/b",
        "a\\\\b",
        ".git",
        "",
        "\\u001b[2J",
        "2026-09-02-\\u202ex",
        "2026-09-02-outreach-CON.",
    ] {
        all.push(
            Try::new(
                format!("a packed session with the key {key:?}"),
                move |world| {
                    let session = "kind = \"outreach\"\non = 2026-09-02\nanonymous = 4\n";
                    world.put(
                        "sessions/2026/2026-09.toml",
                        format!("[\"{key}\"]\n{session}"),
                    );
                },
            )
            .ways(&[Way::Clone, Way::Sync, Way::Pull, Way::Archive])
            .then(MORE),
        );
    }
    for (about, text) in [
        (
            "terminal codes as an id",
            "participants = [ \"p-\\u001b]0;owned\\u0007\", ]\nsystem = \"\\u001b[2J\"\n",
        ),
        (
            "an id with ..",
            "participants = [ \"../../outside/precious\", \"p-../x\", ]\n",
        ),
        (
            "a key with terminal codes",
            "\"\\u001b[31m\" = 1\n\"\\u202e\" = 2\n",
        ),
        (
            "a broken line with terminal codes",
            "a = \u{1b}[31m\u{202e}\n",
        ),
        (
            "a comment that turns round",
            "system = \"cps\" # \u{202e}\u{2066} x\n",
        ),
        (
            "deep arrays",
            "x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n",
        ),
    ] {
        all.push(
            Try::new(format!("a case with {about}"), move |world| {
                world.put("cases/c-first.toml", text);
                world.put("cases/c-deep.toml", format!("x = {}", "[".repeat(100_000)));
            })
            .then(MORE)
            .ways(&[Way::Clone, Way::Sync, Way::Pull]),
        );
    }
    for (name, inner) in [
        ("..", "outside/x.toml"),
        (".", "x.toml"),
        (".GIT", "config"),
        ("participants\\x", ""),
        ("participants", "p-rosa1.toml"),
        ("PARTICIPANTS", "../x"),
        ("participants", ".."),
    ] {
        all.push(
            Try::committed(format!("a tree with {name:?}/{inner}"), move |world| {
                world.raw(&[(name, b"area = \"666\"\n", inner)]);
            })
            .then(MORE),
        );
    }
    all
}
