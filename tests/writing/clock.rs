//! A clock that is wrong by half a century: 1970, as after a flat battery, and 2100.

use std::path::Path;
use std::process::Command;

use crate::common::{Answer, Home};

/// A moment as seconds since 1970, and its day.
const CLOCKS: [(&str, &str); 3] = [
    ("0", "1970-01-01"),
    ("86400", "1970-01-02"),
    ("4102488000", "2100-01-01"),
];

/// A library that gives the program a different clock; `None` if there is no compiler.
fn library(home: &Home) -> Option<String> {
    let library = home.at("clock.so");
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .arg(&library)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/writing/clock.c"))
        .output();
    made.is_ok_and(|made| made.status.success())
        .then(|| library.display().to_string())
}

#[test]
fn everything_is_written_read_and_taken_back_under_a_wrong_clock() {
    for (seconds, day) in CLOCKS {
        let home = Home::empty();
        let Some(library) = library(&home) else {
            eprintln!("there is no compiler here");
            return;
        };
        let ok = |arguments: &[&str]| {
            let mut command = home.command(arguments);
            command
                .env_remove("PEER_TODAY")
                .env("TZ", "UTC")
                .env("LD_PRELOAD", &library)
                .env("FAKE_SECONDS", seconds);
            let answer = Answer::of(command.output().unwrap(), home.path());
            assert_eq!(answer.status, 0, "{day} {arguments:?}\n{}", answer.whole());
            answer
        };
        ok(&["init", "program"]);
        let told = ok(&["-C", "program", "where", "--format", "csv"]);
        if cfg!(target_os = "linux") {
            assert!(told.stdout.contains(day), "{}", told.whole());
        }
        ok(&[
            "-C",
            "program",
            "add",
            "participant",
            "Rosa Medina",
            "--id",
            "p-rosa",
        ]);
        ok(&["-C", "program", "add", "group", "wednesday"]);
        ok(&["-C", "program", "enroll", "rosa"]);
        ok(&[
            "-C",
            "program",
            "log",
            "group",
            "wednesday",
            "--present",
            "rosa",
        ]);
        ok(&["-C", "program", "check"]);
        let listed = ok(&["-C", "program", "list", "sessions", "--format", "csv"]);
        assert!(listed.stdout.contains(day), "{}", listed.whole());
        for file in ["served.csv", "served.html", "served.xlsx"] {
            let period = format!("CY{}", &day[..4]);
            ok(&["-C", "program", "report", "services", &period, "-o", file]);
        }
        ok(&["-C", "program", "undo"]);
        let left = ok(&["-C", "program", "list", "sessions", "--format", "csv"]);
        assert!(!left.stdout.contains(day), "{}", left.whole());
    }
}
