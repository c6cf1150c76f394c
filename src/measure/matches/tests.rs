use super::*;
use crate::record::Calendar;
use crate::register::testing::{day, register};

const AS_OF: &str = "2026-11-21";

/// A parent who asked for a mentor on these days and is enrolled.
fn parent(asked: &[&str]) -> String {
    let asked: String = asked
        .iter()
        .map(|on| format!("[[mentor_request]]\non = {on}\n"))
        .collect();
    format!("[[enrollment]]\nstart = 2025-01-01\n{asked}")
}

fn pair(participant: &str, more: &str) -> String {
    format!("participant = \"{participant}\"\nmentor = \"m-1\"\n{more}")
}

/// Six parents and their matches in the third quarter of 2026.
fn six() -> Register {
    let texts = [
        ("participants/p-1.toml", parent(&["2026-06-21"])),
        ("participants/p-2.toml", parent(&["2026-07-01"])),
        (
            "participants/p-3.toml",
            parent(&["2025-01-10", "2026-07-20"]),
        ),
        ("participants/p-4.toml", parent(&[])),
        ("participants/p-5.toml", parent(&["2026-08-01"])),
        (
            "participants/p-6.toml",
            "same_as = \"p-3\"\ngender = \"man\"\n".to_owned(),
        ),
        ("mentors/m-1.toml", "capacity = 9\n".to_owned()),
        // Waited 10 days, ended on its third month.
        (
            "matches/k-1.toml",
            pair(
                "p-1",
                "began = 2026-07-01\n[ended]\non = 2026-10-01\nreason = \"goals-met\"\n",
            ),
        ),
        // Waited 31 days, ended a day before its third month.
        (
            "matches/k-2.toml",
            pair("p-2", "began = 2026-08-01\n[ended]\non = 2026-10-31\n"),
        ),
        // A match of 2025 that met the first request, and one for the second, under the other file.
        (
            "matches/k-3.toml",
            pair(
                "p-3",
                "began = 2025-01-20\n[ended]\non = 2026-07-05\nreason = \"moved\"\n",
            ),
        ),
        ("matches/k-4.toml", pair("p-6", "began = 2026-09-01\n")),
        // No request on file.
        ("matches/k-5.toml", pair("p-4", "began = 2026-09-30\n")),
        (
            "matches/k-6.toml",
            pair(
                "p-5",
                "proposed = 2026-09-01\n[declined]\non = 2026-09-03\nby = \"mentor\"\n",
            ),
        ),
    ];
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    Register::new(register(&texts).records().clone().as_of(day(AS_OF)))
}

fn quarter(number: i32) -> MatchesFigures {
    let period = Period::quarter(Calendar::Common, 2026, number);
    matches(&six(), &period, day(AS_OF), None, None)
        .rows
        .remove(0)
        .figures
        .unwrap()
}

#[test]
fn a_quarter_is_counted_as_on_paper() {
    let figures = quarter(3);
    assert_eq!(
        (figures.new, figures.rematched, figures.active_at_end),
        (4, 1, 4)
    );
    assert_eq!(
        (figures.ended, figures.declined, figures.waiting.clone()),
        (1, 1, vec![60])
    );
    assert_eq!(
        figures.ended_by_reason,
        BTreeMap::from([("moved".to_owned(), 1)])
    );
}

#[test]
fn waits_run_from_the_request_that_the_match_met() {
    let figures = quarter(3);
    assert_eq!(
        (figures.waits.clone(), figures.without_request),
        (vec![10, 31, 43], 1)
    );
    assert_eq!(figures.wait_days(), Some((10, 31.0, 43)));
    assert_eq!(figures.waiting_days(), Some((60.0, 60)));
    assert_eq!(quarter(4).wait_days(), None);
}

#[test]
fn a_match_lasts_when_it_has_not_ended_before_the_day() {
    // k-1 and k-2 could have reached three months by November; only k-1 did. None could have reached six.
    assert_eq!(quarter(3).sustained, [(1, 2), (0, 0), (0, 0)]);
    let period = Period::year(Calendar::Common, 2025);
    let figures = matches(&six(), &period, day(AS_OF), None, None)
        .rows
        .remove(0)
        .figures
        .unwrap();
    assert_eq!(figures.sustained, [(1, 1); 3]);
}

#[test]
fn the_end_is_the_day_as_of_which_is_asked_where_the_period_is_not_over() {
    let figures = quarter(4);
    assert_eq!(
        (figures.new, figures.active_at_end, figures.ended),
        (0, 2, 2)
    );
    assert_eq!(
        figures.ended_by_reason.keys().collect::<Vec<_>>(),
        ["goals-met", "not-recorded"]
    );
}

#[test]
fn an_even_number_of_waits_has_the_mean_of_the_middle_two() {
    let figures = MatchesFigures {
        waits: vec![1, 4, 7, 50],
        ..MatchesFigures::default()
    };
    assert_eq!(figures.wait_days(), Some((1, 5.5, 50)));
}

#[test]
fn groups_are_those_of_the_person() {
    let period = Period::quarter(Calendar::Common, 2026, 3);
    let rows = matches(&six(), &period, day(AS_OF), None, Some(By::Gender)).rows;
    let new: Vec<_> = rows
        .iter()
        .map(|row| (row.group.as_deref(), row.figures.as_ref().unwrap().new))
        .collect();
    assert_eq!(
        new,
        [(None, 4), (Some("man"), 1), (Some("not-recorded"), 3)]
    );
}

#[test]
fn who_lists_matches_and_those_who_wait() {
    let register = six();
    let period = Period::quarter(Calendar::Common, 2026, 3);
    let units = matches(&register, &period, day(AS_OF), None, None).units;
    let ids: Vec<_> = units
        .iter()
        .map(|(_, unit)| match unit {
            Unit::Match(entry, _) => entry.id.as_str(),
            Unit::Waiting(id, ..) => id.as_str(),
        })
        .collect();
    assert_eq!(ids, ["k-1", "k-2", "k-3", "k-4", "k-5", "k-6", "p-5"]);
}
