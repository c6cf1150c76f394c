//! Mentors who are gone, have too many parents, or are proposed to someone who already has one.

use super::commands::program;
use crate::common::{Answer, Home};

fn refused(answer: &Answer, says: &str) {
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(answer.stderr.contains(says), "{}", answer.whole());
}

/// The due items of a kind, as csv: the day, the parent and what is due.
fn due(home: &Home, duty: &str) -> Vec<String> {
    let csv = home
        .ok(&["due", "--within", "365", "--format", "csv"])
        .stdout;
    let rows = csv
        .lines()
        .filter(|line| line.split(',').nth(2) == Some(duty));
    rows.map(str::to_owned).collect()
}

#[test]
fn a_mentor_who_left_is_told_when_it_is_written_and_in_due_and_in_the_report() {
    let home = program();
    assert_eq!(due(&home, "first-contact").len(), 1);
    let said = home.ok(&["set", "m-dana", "left=2026-11-02"]).stderr;
    assert!(
        said.contains("`m-dana` left on 2026-11-02 and has 1 active match: `k-1` [mentor-away]"),
        "{said}"
    );
    let due_now = due(&home, "without-mentor");
    assert_eq!(due_now.len(), 1, "{due_now:?}");
    assert!(
        due_now[0].contains("p-rosa") && due_now[0].contains("has had no mentor since 2026-11-02"),
        "{due_now:?}"
    );
    // No one is late with something no one can do.
    assert_eq!(due(&home, "first-contact"), Vec::<String>::new());
    let report = home.ok(&["report", "matches", "2026-11"]).stdout;
    assert!(
        report.contains("1 match that is active at the end has a mentor who left"),
        "{report}"
    );
    home.ok(&["undo"]);
    assert_eq!(due(&home, "without-mentor"), Vec::<String>::new());

    let leave = home
        .ok(&["add", "leave", "m-dana", "--from", "2026-11-10"])
        .stderr;
    assert!(
        leave.contains("has been on leave since 2026-11-10, with no end date"),
        "{leave}"
    );
    home.ok(&["unmatch", "rosa", "--reason", "moved-away"]);
    assert_eq!(due(&home, "without-mentor"), Vec::<String>::new());
}

#[test]
fn a_meeting_that_falls_into_a_leave_is_due_after_it() {
    let home = program();
    home.write(
        "sessions/2026/2026-11-01-mentoring-k-1.toml",
        "kind = \"mentoring\"\non = 2026-11-01\nmatch = \"k-1\"\nparticipants = [ \"p-rosa\", ]\nmentors = [ \"m-dana\", ]\n",
    );
    let before = due(&home, "contact");
    assert_eq!(before.len(), 1, "{before:?}");
    let day = before[0].split(',').next().unwrap().to_owned();
    let leave = [
        "add",
        "leave",
        "m-dana",
        "--from",
        "2026-11-02",
        "--to",
        "2027-01-03",
    ];
    home.ok(&leave);
    let after = due(&home, "contact");
    assert!(
        day.as_str() < "2027-01-03" && after[0].starts_with("2027-01-04,"),
        "{after:?}"
    );
}

#[test]
fn capacity_can_be_lowered_below_what_a_mentor_carries() {
    let home = program();
    home.write(
        "matches/k-2.toml",
        "participant = \"p-luis\"\nmentor = \"m-dana\"\nbegan = 2026-03-01\n\n[why]\nforced = \"mentor-not-eligible: decided so\"\n",
    );
    home.ok(&["check"]);
    let before = home.tree();
    let said = home.ok(&["set", "m-dana", "capacity=1"]).stderr;
    assert!(
        said.contains("`m-dana` is matched with 2 parents, but the capacity is 1"),
        "{said}"
    );
    let later = home.read("matches/k-2.toml");
    assert!(
        later.contains("forced = \"mentor-over-capacity, mentor-not-eligible: decided so\""),
        "{later}"
    );
    home.ok(&["check"]);
    home.ok(&["undo"]);
    assert_eq!(home.tree(), before);
    home.ok(&["set", "m-dana", "capacity=2"]);
    home.ok(&[
        "unmatch",
        "k-2",
        "--reason",
        "goals-met",
        "--on",
        "2026-10-01",
    ]);
    home.ok(&["set", "m-dana", "capacity=0"]);
    let checked = home.ok(&["check"]).stdout;
    assert!(
        !checked.contains("k-2"),
        "the past is not judged: {checked}"
    );
}

#[test]
fn a_match_cannot_end_before_one_of_its_sessions() {
    let home = program();
    home.write(
        "sessions/2026/2026-11-10-mentoring-k-1.toml",
        "kind = \"mentoring\"\non = 2026-11-10\nmatch = \"k-1\"\nparticipants = [ \"p-rosa\", ]\nmentors = [ \"m-dana\", ]\n",
    );
    let before = home.tree();
    for arguments in [
        [
            "unmatch",
            "rosa",
            "--reason",
            "goals-met",
            "--on",
            "2026-11-09",
        ],
        [
            "exit",
            "rosa",
            "--reason",
            "goals-met",
            "--on",
            "2026-11-09",
        ],
    ] {
        let answer = home.run(&arguments);
        refused(
            &answer,
            "this session is on 2026-11-10, but the match `k-1` ended on 2026-11-09 [session-outside-match]",
        );
        assert_eq!(home.tree(), before);
    }
    home.ok(&[
        "unmatch",
        "rosa",
        "--reason",
        "goals-met",
        "--on",
        "2026-11-10",
    ]);
}
