//! What stops a report, and which report it stops.

use super::{REPORTS, program, report};
use crate::common::Home;

/// Requests every report; those in `by` must be refused with the place, the others must succeed.
fn refused(home: &Home, place: &str, by: &[&str]) {
    for name in REPORTS {
        let answer = report(home, name, &[]);
        let whole = answer.whole();
        if by.contains(&name) {
            assert_eq!(answer.status, 2, "{name}: {whole}");
            assert!(answer.stderr.contains(place), "{name}: {whole}");
            assert!(answer.stderr.contains("help: "), "{name}: {whole}");
            assert_eq!(answer.stdout, "", "{name}");
        } else {
            assert_eq!(answer.status, 0, "{name}: {whole}");
        }
    }
}

const OF_PEOPLE: [&str; 8] = [
    "unduplicated",
    "returns",
    "reunification",
    "placements",
    "services",
    "matches",
    "waits",
    "quarter",
];
const OF_CASES: [&str; 4] = ["returns", "reunification", "placements", "quarter"];
const OF_SESSIONS: [&str; 7] = [
    "unduplicated",
    "returns",
    "reunification",
    "placements",
    "services",
    "mentors",
    "quarter",
];
const OF_MATCHES: [&str; 4] = ["matches", "waits", "mentors", "quarter"];

#[test]
fn an_id_of_no_record_stops_every_report_that_counts_its_file() {
    let session = |line: &str| {
        format!("kind = \"support-group\"\non = 2026-07-08\nparticipants = [ \"p-a\", ]\n{line}\n")
    };
    let path = "sessions/2026/2026-07-08-group-wednesday.toml";
    let case = |line: &str| format!("system = \"cps\"\n{line}\n");
    for (path, text, place, by) in [
        (
            "participants/p-b.toml",
            "same_as = \"p-aaaab\"\n".to_owned(),
            "participants/p-b.toml:1:11",
            &OF_PEOPLE[..],
        ),
        (
            "cases/c-b.toml",
            case("[child.a]\nsame_as = \"c-zzzzz/a\""),
            "cases/c-b.toml:3:11",
            &OF_CASES,
        ),
        (
            "cases/c-b.toml",
            case("[child.a]\nsame_as = \"c-a/b\""),
            "cases/c-b.toml:3:11",
            &OF_CASES,
        ),
        (
            "cases/c-b.toml",
            case("[child.a]\nsame_as = \"c-b/a\""),
            "cases/c-b.toml:3:11",
            &OF_CASES,
        ),
        (
            "cases/c-b.toml",
            case("participants = [ \"p-zzzzz\", ]"),
            "cases/c-b.toml:2:18",
            &OF_CASES,
        ),
        (
            "cases/c-b.toml",
            case(
                "[child.a]\n[[event]]\non = 2026-01-01\nkind = \"petition\"\nchildren = [ \"b\", ]",
            ),
            "cases/c-b.toml:6:14",
            &OF_CASES,
        ),
        (
            path,
            session("group = \"wendesday\""),
            "2026-07-08-group-wednesday.toml:4:9",
            &OF_SESSIONS,
        ),
        (
            path,
            session("case = \"c-zzzzz\""),
            "2026-07-08-group-wednesday.toml:4:8",
            &OF_SESSIONS,
        ),
        (
            path,
            session("match = \"k-zzzzz\""),
            "2026-07-08-group-wednesday.toml:4:9",
            &OF_SESSIONS,
        ),
        (
            path,
            session("mentors = [ \"m-zzzzz\", ]"),
            "2026-07-08-group-wednesday.toml:4:13",
            &OF_SESSIONS,
        ),
        (
            path,
            session("led_by = [ \"p-zzzzz\", ]"),
            "2026-07-08-group-wednesday.toml:4:12",
            &OF_SESSIONS,
        ),
        (
            "matches/k-b.toml",
            "participant = \"p-zzzzz\"\nmentor = \"m-a\"\nbegan = 2026-02-01\n".to_owned(),
            "matches/k-b.toml:1:15",
            &OF_MATCHES,
        ),
        (
            "matches/k-b.toml",
            "participant = \"p-b\"\nmentor = \"m-zzzzz\"\nbegan = 2026-02-01\n".to_owned(),
            "matches/k-b.toml:2:10",
            &OF_MATCHES,
        ),
        (
            "mentors/m-b.toml",
            "participant = \"p-zzzzz\"\ncapacity = 1\n".to_owned(),
            "mentors/m-b.toml:1:15",
            &["mentors", "quarter"],
        ),
    ] {
        refused(&program(&[(path, &text)]), place, by);
    }
}

#[test]
fn a_file_that_cannot_be_read_stops_only_the_reports_that_count_it() {
    for (path, by) in [
        ("participants/p-b.toml", &OF_PEOPLE[..]),
        ("cases/c-a.toml", &OF_CASES),
        (
            "sessions/2026/2026-07-01-group-wednesday.toml",
            &OF_SESSIONS,
        ),
        ("matches/k-a.toml", &OF_MATCHES),
        ("mentors/m-a.toml", &["mentors", "quarter"]),
        ("groups/wednesday.toml", &[]),
        ("definitions/own.toml", &[]),
        ("identities/p-a.toml", &[]),
    ] {
        for text in ["aera = 1\n", "area = \n"] {
            let home = program(&[(path, text)]);
            refused(&home, &format!("{path}:1:"), by);
            let free = REPORTS.iter().find(|name| !by.contains(name)).unwrap();
            // Names, and sessions that no figure needs, are not even read.
            let is_read = !["identities/", "sessions/"]
                .iter()
                .any(|one| path.starts_with(one));
            let noted = "note: 1 file that this report does not count has errors: see `peer check`";
            let stderr = report(&home, free, &[]).stderr;
            assert_eq!(stderr.contains(noted), is_read, "{path}");
        }
    }
}

#[test]
fn what_is_asked_for_beside_the_figures_is_counted_too() {
    let broken = |path| program(&[(path, "aera = 1\n")]);
    let definition = broken("definitions/own.toml");
    assert_eq!(report(&definition, "returns", &[]).status, 0);
    assert_eq!(
        report(&definition, "returns", &["--definition", "own"]).status,
        2
    );
    let case = broken("cases/c-a.toml");
    assert_eq!(report(&case, "unduplicated", &["--by", "area"]).status, 0);
    assert_eq!(report(&case, "unduplicated", &["--by", "system"]).status, 2);
}
