//! A question reads the sessions of the days that it needs: faults in others do not stop it, and change no figure.

use serde_json::Value;

use super::program;
use crate::common::Home;

const LATER: &str = "sessions/2026/2026-10-14-group-wednesday.toml";

fn status(home: &Home, words: &str) -> i32 {
    home.run(&words.split(' ').collect::<Vec<_>>()).status
}

/// The first row of a service.
fn row(home: &Home, period: &str, service: &str) -> Value {
    let answer = home.ok(&["report", "services", period, "--format", "json"]);
    let report: Value = serde_json::from_str(&answer.stdout).unwrap();
    let mut rows = report["rows"].as_array().unwrap().iter();
    rows.find(|row| row["service"] == service).unwrap().clone()
}

#[test]
fn a_fault_in_a_session_stops_what_needs_its_day() {
    let home = program(&[(LATER, "kind = \"support-group\"\non = \n")]);
    for (words, is_stopped) in [
        ("report services CY2026Q3", false),
        ("report services CY2026Q4", true),
        ("report services to-date", true),
        ("report services CY2026Q3 --audience public", true),
        ("report court CY2026Q3", false),
        ("report mentors CY2026Q3", false),
        ("report unduplicated CY2026Q3", false),
        ("report unduplicated CY2026Q4", true),
        ("report people CY2026Q3", true),
        ("report matches CY2026Q4", false),
        ("report quarter CY2026Q3", true),
        ("list sessions on:2026-07", false),
        ("list sessions on:2026-07-01,2026-08", false),
        ("list sessions on:2026-10-14", true),
        ("list sessions not:on:2026-07", true),
        ("list sessions on:any", true),
        ("list sessions on:to-date", true),
        ("list sessions", true),
        ("list answers", false),
    ] {
        assert_eq!(
            status(&home, words),
            if is_stopped { 2 } else { 0 },
            "{words}"
        );
    }
    assert_eq!(status(&home, "check"), 1);
}

#[test]
fn a_session_that_is_named_for_another_day_is_an_error_wherever_it_is_read() {
    let text = "kind = \"support-group\"\non = 2026-07-08\ngroup = \"wednesday\"\nparticipants = [ \"p-a\", ]\n";
    let home = program(&[(LATER, text)]);
    let checked = home.run(&["check"]);
    let help = "rename the file to sessions/2026/2026-07-08-group-wednesday.toml, or correct `on`";
    assert_eq!(checked.status, 1);
    assert!(
        checked.stdout.contains(&format!("{LATER}:2:6")),
        "{}",
        checked.stdout
    );
    assert!(
        checked.stdout.contains("[session-file-name]"),
        "{}",
        checked.stdout
    );
    assert!(checked.stdout.contains(help), "{}", checked.stdout);
    for words in [
        "report unduplicated CY2026",
        "report services CY2026Q4",
        "list sessions",
        "due",
    ] {
        let read = home.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(read.status, 2, "{words}");
        assert!(
            read.stderr.contains(&format!("{LATER}:2:6")),
            "{words}: {}",
            read.stderr
        );
    }
    assert_eq!(status(&home, "report services CY2026Q3"), 0);

    let answers = "survey = \"pfs2\"\non = 2026-07-08\nparticipant = \"p-a\"\npoint = \"pre\"\n";
    let packed = format!("[2026-10-14-pfs2-p-a]\n{answers}");
    let home = program(&[("answers/2026/2026-10.toml", &packed)]);
    let checked = home.run(&["check"]).stdout;
    let place = "answers/2026/2026-10.toml:3:6";
    assert!(
        checked.contains(place) && checked.contains("[answers-file-name]"),
        "{checked}"
    );
    assert!(
        checked.contains("change the heading to `[2026-07-08-pfs2-p-a]`, or correct `on`"),
        "{checked}"
    );
    assert_eq!(status(&home, "report surveys CY2026"), 2);
    assert_eq!(status(&home, "report services CY2026"), 0);
}

#[test]
fn the_outcome_of_a_referral_of_an_earlier_quarter_is_no_new_referral() {
    let casework = |on: &str, outcome: &str| {
        format!(
            "kind = \"casework\"\non = {on}\nparticipants = [ \"p-a\", ]\n\n[[referral]]\nresource = \"food-bank\"\n\
             outcome = \"{outcome}\"\n"
        )
    };
    let (made, told) = (
        casework("2026-07-09", "pending"),
        casework("2026-10-14", "connected"),
    );
    let home = program(&[
        ("sessions/2026/2026-07-09-casework-p-a.toml", &made),
        ("sessions/2026/2026-10-14-casework-p-a.toml", &told),
    ]);
    let of = |period| {
        let row = row(&home, period, "casework");
        (row["referrals"].clone(), row["referrals_connected"].clone())
    };
    assert_eq!(of("CY2026Q3"), (1.into(), 0.into()));
    assert_eq!(of("CY2026Q4"), (0.into(), 1.into()));
}

#[test]
fn travel_that_any_session_says_is_missing_from_those_that_do_not() {
    let group = |on: &str, more: &str| {
        format!(
            "kind = \"support-group\"\non = {on}\ngroup = \"wednesday\"\nparticipants = [ \"p-a\", ]\n{more}"
        )
    };
    let other = group("2026-10-14", "miles = 12\n");
    let files = [
        ("peer.toml", "schema = 2\nname = \"Test\"\n"),
        (LATER, other.as_str()),
    ];
    let missing = |home: &Home| row(home, "CY2026Q3", "support-group")["missing"]["miles"].clone();
    assert_eq!(missing(&program(&files)), 1);
    assert_eq!(missing(&program(&files[..1])), Value::Null);
}

#[test]
fn what_a_report_says_is_on_file_are_the_sessions_that_it_counts() {
    let other = "kind = \"support-group\"\non = 2026-10-14\ngroup = \"wednesday\"\nparticipants = [ \"p-a\", ]\n";
    let home = program(&[(LATER, other)]);
    let source = |words: &str| {
        let answer = home.ok(&words.split(' ').collect::<Vec<_>>());
        let report: Value = serde_json::from_str(&answer.stdout).unwrap();
        report["sources"][0].as_str().unwrap().to_owned()
    };
    let on_file = "2 participants, 1 mentor, 1 case, 1 match";
    for (words, sessions) in [
        (
            "report services CY2026Q3 --format json",
            ", 1 session from 2026-07-01 to 2026-09-30",
        ),
        (
            "report unduplicated CY2026Q3 --format json",
            ", 1 session up to 2026-09-30",
        ),
        ("report unduplicated CY2026Q4 --format json", ", 2 sessions"),
        ("report surveys CY2026 --format json", ""),
    ] {
        let wanted = format!("{on_file}{sessions} on file as of 2026-11-21");
        assert_eq!(source(words), wanted, "{words}");
    }
}
