//! Files named for answers, chosen by someone malicious: no verb changes any of the program's, git's or `peer`'s own,
//! and links, devices and pipes stay what they are.

mod targets;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::Command;

use targets::OWN;

use crate::common::{Answer, Home, everything, is_thorough, sample};

/// Every verb that writes an answer to a named file, up to that name. The first is tried with every target.
const VERBS: &[&str] = &[
    "list participants --format csv -o",
    "list cases --format json --output",
    "show p-rosa1 --format markdown -o",
    "status --format html -o",
    "due --format xlsx -o",
    "where --format text -o",
    "report services --format csv -o",
    "report quarter CY2026Q3 --format html -o",
    "report returns CY2026 --audience public --format json -o",
    "report diff services CY2026 --from HEAD --format text -o",
    "history p-rosa1 --format text -o",
    "verify ../report.json --format json -o",
    "match --format csv -o",
    "match p-rosa1 --format csv -o",
    "match --csv-out",
    "import ../new.csv --rejects",
    "list participants --format=csv -o=",
    "--at HEAD list participants --format csv -o",
];

/// A program `one` in git, with names in `vault`, another program `two`, and git's own files under other names.
fn homes() -> Home {
    let home = Home::empty();
    sample::write(&home.at("one"));
    sample::write(&home.at("two"));
    fs::rename(home.at("one/identities"), home.at("real-vault")).unwrap();
    symlink("real-vault", home.at("vault")).unwrap();
    let rules = home.read("one/peer.toml");
    home.write(
        "one/peer.toml",
        rules.replace("\"identities\"", "\"../vault\""),
    );
    home.write("one/notes/.gitignore", "*.tmp\n");
    home.write(
        "one/intake/new.toml",
        "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
         [[column]]\nheader = \"Born\"\nfield = \"born\"\n",
    );
    home.write("new.csv", "Name,Born\nBea Diaz,soon\n");
    home.write("outside/precious.csv", "precious");
    home.write("outside/script.sh", "#!/bin/sh\n");
    git(&home, &["init", "-q", "-b", "main", "one"]);
    git(&home, &["init", "-q", "--bare", "hub"]);
    git(
        &home,
        &["init", "-q", "--separate-git-dir", "store", "apart"],
    );
    git(&home, &["-C", "one", "add", "-A"]);
    git(&home, &["-C", "one", "commit", "-q", "-m", "start"]);
    git(
        &home,
        &[
            "-C", "one", "worktree", "add", "-q", "-b", "side", "../side",
        ],
    );
    let report = "report services -o ../report.json";
    let answer = run(&home, &report.split(' ').collect::<Vec<_>>());
    assert_eq!(answer.status, 0, "{}", answer.whole());
    for (to, from) in [
        ("peer.toml", "rules.csv"),
        ("rules.csv", "again.csv"),
        ("again.csv", "thrice.csv"),
        ("participants/p-nobody.toml", "dangling.csv"),
        ("../outside", "away"),
        ("away/../one/participants", "folder"),
        (".git", "depot"),
        ("../hub", "depot2"),
        ("round.csv", "round.csv"),
        ("/proc/self/cwd/peer.toml", "proc.csv"),
        (".", "here"),
    ] {
        symlink(to, home.at("one").join(from)).unwrap();
    }
    symlink(
        "../one/participants/p-rosa1.toml",
        home.at("outside/rosa.csv"),
    )
    .unwrap();
    home
}

fn git(home: &Home, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org"])
        .args(arguments)
        .current_dir(home.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
}

fn run(home: &Home, arguments: &[&str]) -> Answer {
    let mut command = home.command(arguments);
    Answer::of(
        command.current_dir(home.at("one")).output().unwrap(),
        home.path(),
    )
}

fn line(verb: &str, target: &str) -> Vec<String> {
    let mut words: Vec<String> = verb.split(' ').map(str::to_owned).collect();
    if verb.ends_with('=') {
        words.last_mut().unwrap().push_str(target);
    } else {
        words.push(target.to_owned());
    }
    words
}

/// Everything except what git itself writes when it runs.
fn state(home: &Home) -> BTreeMap<PathBuf, String> {
    let mut all = everything(home.path());
    all.retain(|path, _| !path.ends_with(".git/index"));
    all
}

#[test]
fn nothing_is_written_where_it_may_not_be() {
    let home = homes();
    let before = state(&home);
    let mut faults = Vec::new();
    let mut tried = 0;
    for (class, targets) in OWN {
        let from = tried;
        for (at, target) in targets.iter().enumerate() {
            let verbs = if is_thorough() || at == 0 {
                VERBS
            } else {
                &VERBS[at % VERBS.len()..][..1]
            };
            for verb in verbs {
                // Without a name there is nothing to refuse: `-o=` and the screen.
                if target.is_empty() && verb.ends_with('=') {
                    continue;
                }
                tried += 1;
                let words = line(verb, target);
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let answer = run(&home, &words);
                let is_refused = answer.status == 2 && answer.stderr.contains("error: ");
                let is_helped = ["help: ", "os error", "in a circle", "--help"]
                    .iter()
                    .any(|words| answer.stderr.contains(words));
                if !is_refused || !is_helped || answer.stderr.contains("panicked") {
                    faults.push(format!(
                        "{class}: peer {}\n{}",
                        words.join(" "),
                        answer.whole()
                    ));
                }
                let now = state(&home);
                for path in before.keys().chain(now.keys()) {
                    if before.get(path) != now.get(path) {
                        faults.push(format!(
                            "{class}: peer {}: {} changed",
                            words.join(" "),
                            path.display()
                        ));
                    }
                }
                assert!(faults.len() < 40, "{}", faults.join("\n"));
            }
        }
        eprintln!("{class}: {} tried", tried - from);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every verb refuses one target of each kind, and so does every writer except the first.
#[test]
fn every_verb_asks() {
    let home = homes();
    let before = state(&home);
    let mut tried = 0;
    let targets = [
        "participants/p-rosa1.toml",
        "../real-vault/x.csv",
        ".git/hooks/pre-commit",
        "thrice.csv",
    ];
    for (at, verb) in VERBS.iter().enumerate() {
        let some = if is_thorough() {
            &targets[..]
        } else {
            &targets[at % targets.len()..][..1]
        };
        for target in some {
            tried += 1;
            let words = line(verb, target);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let answer = run(&home, &words);
            assert!(
                answer.status == 2 && answer.stderr.contains("error: cannot write "),
                "peer {}\n{}",
                words.join(" "),
                answer.whole()
            );
            assert!(state(&home) == before, "peer {}", words.join(" "));
        }
    }
    for folder in [
        ".git/man",
        "participants",
        "forms/man",
        "../real-vault",
        "depot/man",
        "folder",
        "../outside/.peer/man",
    ] {
        tried += 1;
        let answer = run(&home, &["generate", "man", folder]);
        assert_eq!(answer.status, 2, "{folder}\n{}", answer.whole());
        assert!(state(&home) == before, "{folder}");
    }
    // A page that is a link to a record must not be written.
    fs::create_dir(home.at("outside/man")).unwrap();
    symlink(
        "../../one/participants/p-rosa1.toml",
        home.at("outside/man/peer-list.1"),
    )
    .unwrap();
    let record = home.read("one/participants/p-rosa1.toml");
    let answer = run(&home, &["generate", "man", "../outside/man"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert_eq!(home.read("one/participants/p-rosa1.toml"), record);
    eprintln!("every verb: {} tried", tried + 1);
}

/// Files that may be written keep their kind, and nothing else changes.
#[test]
fn what_may_be_written_stays_what_it_is() {
    let home = homes();
    let answer = run(&home, &["list", "participants", "--format", "csv"]);
    let csv = answer.stdout;
    let mut tried = 0;
    let mut listed = |target: &str| {
        tried += 1;
        run(
            &home,
            &["list", "participants", "--format", "csv", "-o", target],
        )
    };
    // Hard links of a record and of git's files become separate files.
    for (own, link) in [
        ("one/participants/p-rosa1.toml", "outside/hard.csv"),
        ("one/.git/config", "outside/config.csv"),
        ("real-vault/p-rosa1.toml", "outside/name.csv"),
        ("one/peer.toml", "outside/hard-rules.csv"),
    ] {
        let text = home.read(own);
        fs::hard_link(home.at(own), home.at(link)).unwrap();
        let answer = listed(&format!("../{link}"));
        assert_eq!(answer.status, 0, "{link}\n{}", answer.whole());
        assert!(home.read(own) == text && home.read(link) == csv, "{link}");
    }
    // Links to other files are followed.
    symlink("hard.csv", home.at("outside/soft.csv")).unwrap();
    symlink("soft.csv", home.at("outside/softer.csv")).unwrap();
    symlink("new.csv", home.at("outside/to-new.csv")).unwrap();
    for link in ["soft.csv", "softer.csv", "to-new.csv"] {
        let answer = listed(&format!("../outside/{link}"));
        assert_eq!(answer.status, 0, "{link}\n{}", answer.whole());
        assert!(home.at("outside").join(link).is_symlink(), "{link}");
        assert_eq!(home.read(&format!("outside/{link}")), csv, "{link}");
    }
    // Names that only look like something else.
    for name in [
        "./-.csv",
        "./--.csv",
        ".csv",
        "participants.csv",
        "peer.toml.csv",
        ".gitignore.csv",
        "a b.csv",
        "git/config",
        "notes/x.csv",
        "é.csv",
        "a\nb.csv",
        "...",
        "peer.tom",
        ".peer.csv",
        ".git.csv",
        "identities.csv",
        "participants-2/x.csv",
    ] {
        let (folder, _) = name.rsplit_once('/').unwrap_or(("", name));
        fs::create_dir_all(home.at("one").join(folder)).unwrap();
        let answer = listed(name);
        assert_eq!(answer.status, 0, "{name}\n{}", answer.whole());
        assert_eq!(home.read(&format!("one/{name}")), csv, "{name}");
        fs::remove_file(home.at("one").join(name)).unwrap();
    }
    // The screen, under its four names.
    for screen in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let answer = listed(screen);
        assert_eq!(
            (answer.status, &answer.stdout),
            (0, &csv),
            "{screen}\n{}",
            answer.whole()
        );
    }
    assert!(!home.at("one/-").exists());
    // Sockets, devices and pipes stay what they are.
    let socket = UnixListener::bind(home.at("outside/socket")).unwrap();
    assert_eq!(listed("../outside/socket").status, 2);
    assert!(
        fs::symlink_metadata(home.at("outside/socket"))
            .unwrap()
            .file_type()
            .is_socket()
    );
    drop(socket);
    assert_eq!(listed("/dev/null").status, 0);
    assert!(
        fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
    // Read permissions stay, and nothing new can run with another user's rights.
    for (mode, after) in [
        (0o600, 0o600),
        (0o640, 0o640),
        (0o755, 0o755),
        (0o4755, 0o755),
        (0o2755, 0o755),
    ] {
        fs::set_permissions(
            home.at("outside/script.sh"),
            fs::Permissions::from_mode(mode),
        )
        .unwrap();
        assert_eq!(listed("../outside/script.sh").status, 0);
        let now = fs::metadata(home.at("outside/script.sh"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(now & 0o7777, after, "{mode:o}");
    }
    eprintln!("what may be written: {tried} tried");
}

/// Descriptors that a shell left open lead to a file just like its name.
#[test]
fn an_open_record_is_no_way_to_it() {
    let home = homes();
    let before = state(&home);
    let peer = env!("CARGO_BIN_EXE_peer");
    let mut tried = 0;
    for (number, file) in [
        (3, "participants/p-rosa1.toml"),
        (4, "peer.toml"),
        (5, ".git/config"),
        (6, "../vault/p-rosa1.toml"),
    ] {
        for target in [
            format!("/dev/fd/{number}"),
            format!("/proc/self/fd/{number}"),
            format!("/proc/thread-self/fd/{number}"),
        ] {
            tried += 1;
            let line = format!(
                "'{peer}' list participants --format csv -o {target} {number}<>{file} 2>../said; echo $? >../status"
            );
            let mut command = Command::new("sh");
            command
                .args(["-c", &line])
                .current_dir(home.at("one"))
                .env("PEER_TODAY", crate::common::TODAY);
            assert!(command.status().unwrap().success());
            assert_eq!(home.read("status"), "2\n", "{line}\n{}", home.read("said"));
            fs::remove_file(home.at("status")).unwrap();
            fs::remove_file(home.at("said")).unwrap();
            assert!(state(&home) == before, "{line}");
        }
    }
    eprintln!("open files: {tried} tried");
}

/// The refused rows of a sheet are written next to it, or to the given place, and overwrite nothing.
#[test]
fn refused_rows_go_over_nothing() {
    let home = homes();
    home.write("sheets/new.csv", "Name,Born\nBea Diaz,soon\n");
    let mut tried = 0;
    let mut import = |words: &[&str], status: i32| {
        tried += 1;
        let before = state(&home);
        let answer = run(&home, &[&["import", "--map", "new"], words].concat());
        assert_eq!(answer.status, status, "{words:?}\n{}", answer.whole());
        if status == 2 {
            assert!(state(&home) == before, "{words:?}");
        }
        answer
    };
    // Not over the sheet itself, by its name, a link, or another path.
    symlink("new.csv", home.at("sheets/same.csv")).unwrap();
    fs::hard_link(home.at("sheets/new.csv"), home.at("sheets/hard.csv")).unwrap();
    for target in [
        "../sheets/new.csv",
        "../sheets/same.csv",
        "../sheets/hard.csv",
        "../sheets/../sheets/new.csv",
        "/proc/self/cwd/../sheets/new.csv",
        "../outside/precious.csv",
        "../outside/script.sh",
        "../outside",
        "",
        "intake/new.toml",
        "participants/x.csv",
        "../vault/x.csv",
        ".git/x.csv",
        "thrice.csv",
    ] {
        import(&["../sheets/new.csv", "--rejects", target], 2);
    }
    // Not next to a sheet that is among records or git's files.
    for sheet in [
        "cases/new.csv",
        ".git/new.csv",
        "../vault/new.csv",
        "../hub/new.csv",
        "../two/forms/new.csv",
    ] {
        home.write(&format!("one/{sheet}"), "Name,Born\nBea Diaz,soon\n");
        import(&[sheet], 2);
        fs::remove_file(home.at("one").join(sheet)).unwrap();
    }
    // A link or a file in their place.
    home.write("sheets/trap.csv", "Name,Born\nBea Diaz,soon\n");
    symlink(
        "../outside/precious.csv",
        home.at("sheets/trap.rejected.csv"),
    )
    .unwrap();
    import(&["../sheets/trap.csv"], 2);
    home.write("sheets/bait.csv", "Name,Born\nBea Diaz,soon\n");
    symlink("../outside/begun", home.at("sheets/bait.rejected.csv")).unwrap();
    import(&["../sheets/bait.csv"], 2);
    assert!(!home.at("outside/begun").exists());
    // Input that is not a file has nothing next to it.
    symlink("../new.csv", home.at("outside/stdin")).unwrap();
    for sheet in [
        "/proc/self/cwd/../sheets/new.csv",
        "/dev/fd/../cwd/../new.csv",
    ] {
        import(&[sheet], 2);
    }
    // And the screen.
    let answer = import(&["../sheets/new.csv", "--rejects", "-"], 1);
    assert!(
        answer.stdout.contains("Bea Diaz,soon"),
        "{}",
        answer.whole()
    );
    eprintln!("refused rows: {tried} tried");
}
