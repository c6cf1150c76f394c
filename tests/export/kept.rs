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
    assert!(refused.stderr.contains("it already has files"));
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
    // Luis was first served only later, and the day reflects it.
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
    // One day after the last consent ends, no one consents; the groups were still held.
    let mut command = home.command(&["export", "later", "--consented"]);
    let output = command.env("PEER_TODAY", "2027-01-16").output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("2 parents without a current consent to outcome reporting left out"),
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
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("out");
    let folder = folder.to_str().unwrap();
    home.ok(&["export", folder]);
    assert_eq!(rows(&files(&home, folder), "people").len(), 0);
}

#[test]
fn the_sql_of_each_report_begins_with_the_days_that_are_asked_about() {
    let home = program();
    home.ok(&[
        "export",
        "--sql",
        "sql",
        "--period",
        "SFY2027Q1",
        "--as-of",
        "2026-11-01",
    ]);
    let sql = files(&home, "sql");
    let names: Vec<&str> = sql.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "load-duckdb.sql",
            "load-spark.sql",
            "matches.sql",
            "people.sql",
            "placements.sql",
            "returns.sql",
            "reunification.sql",
            "services.sql",
            "unduplicated.sql"
        ]
    );
    // The state's year of 2027 began on 2026-07-01.
    let days = "SELECT DATE '2026-07-01' AS first_day, DATE '2026-09-30' AS last_day, \
                DATE '2026-07-01' AS year_began, DATE '2026-11-01' AS as_of;";
    for (name, text) in &sql {
        assert_eq!(text.contains(days), !name.starts_with("load-"), "{name}");
    }
    // Both engines declare every table of an export.
    for table in exported(&home, &[])
        .keys()
        .filter_map(|name| name.strip_suffix(".csv"))
    {
        assert!(
            sql["load-duckdb.sql"].contains(&format!("site=*/{table}.csv")),
            "{table}"
        );
        assert!(
            sql["load-spark.sql"].contains(&format!("site=*/{table}.csv")),
            "{table}"
        );
    }
}

#[test]
fn the_lines_that_load_the_tables_are_printed() {
    let home = Home::empty();
    for (which, line) in [
        ("r", "jsonlite::fromJSON(\"datapackage.json\""),
        ("python", "import pandas as pd"),
        ("stata", "import delimited"),
    ] {
        let said = home.ok(&["export", "--reader", which]).stdout;
        assert!(said.contains(line) && said.contains("not-asked"), "{said}");
    }
    let refused = home.run(&["export", "--reader", "excel"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    let nowhere = home.run(&["export"]);
    assert_eq!(nowhere.status, 2, "{}", nowhere.stderr);
}

#[test]
fn an_earlier_state_of_the_records_is_exported() {
    let home = program();
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]);
        let status = command
            .args(arguments)
            .current_dir(home.path())
            .status()
            .unwrap();
        assert!(status.success());
    };
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&[
        "add",
        "peer.toml",
        "participants",
        "cases",
        "groups",
        "matches",
        "mentors",
        "sessions",
    ]);
    git(&["commit", "--quiet", "-m", "first"]);
    home.write("participants/p-later.toml", "referred = 2026-11-20\n");
    let now = exported(&home, &[]);
    assert_eq!(
        column(&now, "people", "participant"),
        ["p-later", "p-luis1", "p-rosa1"]
    );
    home.ok(&["--at", "HEAD", "export", "then"]);
    let then = files(&home, "then");
    assert_eq!(
        column(&then, "people", "participant"),
        ["p-luis1", "p-rosa1"]
    );
}
