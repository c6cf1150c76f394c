//! A program and two reports made by version 0.1.0: read unchanged, and made again.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Answer, Home, copy};

/// The commit of version 0.1.0's reports: the same files, author and day produce it again.
const COMMIT: &str = "b25c216a64d64e60985236568369d6ef83a08ad5";

fn kept(name: &str) -> PathBuf {
    (Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/version01")).join(name)
}

/// The program as it was committed then.
fn program() -> Home {
    let home = Home::empty();
    copy(&kept("program"), home.path());
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(home.path());
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), "Program");
            git.env(format!("GIT_{who}_EMAIL"), "program@example.org");
            git.env(format!("GIT_{who}_DATE"), "2026-11-20T12:00:00+0000");
        }
        let answer = Answer::of(git.output().unwrap(), home.path());
        assert_eq!(answer.status, 0, "{}", answer.whole());
        answer.stdout
    };
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["add", "--all", "--force"]);
    git(&["commit", "--quiet", "--message=The records of version 0.1"]);
    assert_eq!(git(&["rev-parse", "HEAD"]).trim(), COMMIT);
    home
}

fn verify(report: &str) -> Answer {
    let report = kept(report);
    program().run(&["verify", &report.to_string_lossy()])
}

#[test]
fn records_of_version_0_1_are_read_and_written_as_they_are() {
    let home = program();
    let before = home.tree();
    home.ok(&["check"]);
    home.ok(&["report", "quarter", "SFY2027Q1"]);
    assert!(home.tree() == before);
    home.ok(&["log", "casework", "nora", "--on", "2026-11-02", "30min"]);
    assert!(home.read("peer.toml").starts_with("schema = 1\n"));
}

#[test]
fn a_directory_of_version_0_1_is_upgraded_once_and_shows_before_what_would_change() {
    let home = program();
    let before = home.tree();
    let preview = home.ok(&["upgrade", "--dry-run"]).stdout;
    assert!(
        preview.ends_with("would set schema = 2 in peer.toml (it was 1)\n"),
        "{preview}"
    );
    assert!(
        preview.contains("would set up .gitattributes, "),
        "{preview}"
    );
    assert!(home.tree() == before);
    home.ok(&["upgrade"]);
    assert!(home.read("peer.toml").starts_with("schema = 2\n"));
    // Git already has names of this program, so it continues to.
    assert_eq!(home.read(".gitignore").into_bytes(), before[".gitignore"]);
    home.ok(&["check"]);
    assert_eq!(
        home.ok(&["upgrade"]).stderr,
        "this directory is up to date\nnames are in git with the records: `peer upgrade --names` gives them their own git repository, which can be shared and can forget a name\n"
    );
}

#[test]
fn a_report_of_version_0_1_whose_rule_is_the_same_is_the_same() {
    let answer = verify("unduplicated.html");
    assert_eq!(answer.status, 0, "{}", answer.whole());
    assert!(
        answer
            .stdout
            .contains("it was made by peer 0.1.0, and again by peer 0.2.0")
    );
}

#[test]
fn a_report_of_version_0_1_whose_rule_changed_says_so() {
    // The mentor joins in 2026; version 0.1 counted her two places as of 2025.
    let answer = verify("mentors.json");
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(
        answer
            .stdout
            .contains("it was made by peer 0.1.0; these figures differ: rule changed")
    );
}

#[test]
fn records_of_a_later_version_are_one_error_and_nothing_else() {
    let home = Home::new();
    home.write(
        "peer.toml",
        "name = \"Later\"\nschema = 3\nstrange = true\n",
    );
    home.write("participants/p-later.toml", "strange = true\n");
    for arguments in [
        &["check"][..],
        &["report", "unduplicated"],
        &["add", "group", "wed"],
    ] {
        let answer = home.run(arguments);
        assert_eq!(answer.status, 2);
        assert_eq!(
            answer.stderr,
            "error: peer.toml:2:10: these records have schema 3, but this `peer` reads only schema 2 and earlier\n\
             help: install the newer `peer` that wrote them\n"
        );
    }
}
