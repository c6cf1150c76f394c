//! Whose rows are exported, and how: all files or none, the same bytes for the same records.

use super::{column, exported, files, program, rows};
use crate::common::Home;

#[test]
fn the_same_records_give_the_same_bytes_packed_or_not() {
    let home = program();
    let first = exported(&home, &[]);
    assert_eq!(first, exported(&home, &[]));
    home.ok(&["pack", "--unpack", "--before", "2026-10-01"]);
    assert_eq!(first, exported(&home, &[]));
}

#[test]
fn all_files_are_written_or_none() {
    let home = program();
    home.write("full/notes.txt", "mine\n");
    let refused = home.run(&["export", "full"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("there are files in it already"));
    let refused = home.run(&["export", "sessions/out"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    home.write("cases/c-bad.toml", "system = \"none\"\n");
    let before = home.tree();
    let refused = home.run(&["export", "out"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("cases/c-bad.toml:1:10"),
        "{}",
        refused.stderr
    );
    assert_eq!(home.tree(), before);
}

#[test]
fn a_period_keeps_what_happened_in_it_and_whom_it_happened_to() {
    let home = program();
    home.write("participants/p-else.toml", "referred = 2025-01-01\n");
    let files = exported(&home, &["--period", "2026-09"]);
    // Rosa came in September; Luis shares a case with her.
    assert_eq!(
        column(&files, "people", "participant"),
        ["p-luis1", "p-rosa1"]
    );
    assert_eq!(
        column(&files, "sessions", "session"),
        [
            "2026-09-02-group-wednesday",
            "2026-09-03-casework-p-rosa1",
            "2026-09-05-outreach-1"
        ]
    );
    assert_eq!(
        column(&files, "events", "event"),
        ["c-other#1", "c-other#2"]
    );
    assert_eq!(column(&files, "requests", "request"), ["p-rosa1#1"]);
    assert_eq!(column(&files, "matches", "match"), ["k-first"]);
    assert_eq!(rows(&files, "goals").len(), 0);
    assert_eq!(
        rows(&files, "outcomes").len(),
        1,
        "{:?}",
        rows(&files, "outcomes")
    );
    // Luis was served only later, and the day says so.
    assert_eq!(
        column(&files, "people", "first_session"),
        ["2026-10-07", "2026-09-02"]
    );
    assert!(files["datapackage.json"].contains("\"label\": \"2026-09\""));
}

#[test]
fn consented_keeps_people_who_agreed_and_what_is_about_them() {
    let home = program();
    let files = exported(&home, &["--consented"]);
    assert_eq!(column(&files, "people", "participant"), ["p-rosa1"]);
    assert_eq!(column(&files, "cases", "case"), ["c-first"]);
    assert_eq!(rows(&files, "attendance").len(), 5);
    assert!(
        files
            .iter()
            .all(|(name, text)| name.ends_with("l") || !text.contains("p-luis1"))
    );
    // One day after the last of the consent nobody agrees; the groups were held all the same.
    let mut command = home.command(&["export", "later", "--consented"]);
    let output = command.env("PEER_TODAY", "2027-01-16").output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("2 parents without a live consent to outcome reporting left out"),
        "{said}"
    );
    let later = super::files(&home, "later");
    assert_eq!(rows(&later, "people").len(), 0);
    assert_eq!(rows(&later, "cases").len(), 0);
    assert_eq!(
        column(&later, "sessions", "session"),
        [
            "2026-09-02-group-wednesday",
            "2026-09-05-outreach-1",
            "2026-10-07-group-wednesday"
        ]
    );
}

#[test]
fn birth_dates_are_months_unless_asked_for() {
    let home = program();
    let files = exported(&home, &["--birth-dates"]);
    assert_eq!(column(&files, "people", "born"), ["", "1989-04-12"]);
    assert_eq!(column(&files, "children", "born"), ["2016-05-01", ""]);
    std::fs::remove_dir_all(home.at("identities")).unwrap();
    let files = exported(&home, &["--birth-dates"]);
    assert_eq!(column(&files, "people", "born"), ["", ""]);
}

#[test]
fn what_is_dated_later_is_not_in_it() {
    let files = exported(&program(), &["--as-of", "2026-08-15"]);
    assert_eq!(rows(&files, "sessions").len(), 0);
    assert_eq!(rows(&files, "events").len(), 4);
    assert_eq!(column(&files, "cases", "case"), ["c-first"]);
}

#[test]
fn a_program_can_refuse_to_give_rows() {
    let home = program();
    let settings = home.read("peer.toml").replace("schema = 1", "schema = 2");
    home.write(
        "peer.toml",
        settings.replace("small_cell = 11", "exports = \"aggregate\""),
    );
    let refused = home.run(&["export", "out"]);
    assert_eq!(refused.status, 1, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("[privacy] exports = \"aggregate\""),
        "{}",
        refused.stderr
    );
    assert!(!home.at("out").exists());
}

#[test]
fn an_empty_program_has_tables_without_rows() {
    let home = Home::new();
    home.ok(&["export", "../out"]);
    let out = files(&home, "../out");
    assert_eq!(rows(&out, "people").len(), 0);
    std::fs::remove_dir_all(home.at("../out")).unwrap();
}
