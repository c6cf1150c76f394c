//! Each cause is named. `tests/history` tries the causes on made-up histories.

#[path = "../../../tests/history/account.rs"]
mod account;

use super::*;
use crate::measure::definition::shipped;
use crate::record::difference::{Cause, Step, difference};
use crate::record::{Calendar, Day, Period, Records};
use crate::register::Register;
use crate::register::testing::{day, register};
use crate::report::catalog::{self, Asked};
use crate::report::{Cell, Request};
use account::accounts_for_all;

/// Files by their paths.
type Files = Vec<(String, String)>;

const GIVEN: &str = "2026-10-05";
const TODAY: &str = "2026-11-21";

fn records(files: &Files) -> Records {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files).into_records()
}

fn measured(report: &str, register: &Register, as_of: Day) -> Figures {
    let period = Period::year(Calendar::Common, 2025);
    let request = Request {
        register,
        period: &period,
        as_of,
        by: &[],
        consenting_only: false,
    };
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions,
        unit: None,
        full: false,
        new_only: false,
    };
    figures(&[catalog::sheet(report, &request, asked).unwrap().unwrap()])
}

/// What moved between two sets of files, and the steps.
fn told(report: &str, was: &Files, now: &Files) -> (Vec<Moved>, Vec<Step>) {
    let (given, today) = (day(GIVEN), day(TODAY));
    let then = measured(report, &Register::new(records(was).as_of(given)), given);
    let (before, after) = (records(was).as_of(today), records(now).as_of(today));
    let mut steps = difference(&before, &after, given);
    let measure = |register: &Register| measured(report, register, today);
    let moved = moved(&then, before, &mut steps, &measure);
    let end = measure(&Register::new(after));
    accounts_for_all(&moved, &then, &end);
    (moved, steps)
}

fn files(all: &[(&str, &str)]) -> Files {
    all.iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

const P1: (&str, &str) = (
    "participants/p-1.toml",
    "[[enrollment]]\nstart = 2024-12-01\n",
);
const P2: (&str, &str) = (
    "participants/p-2.toml",
    "[[enrollment]]\nstart = 2024-12-01\n",
);
const GROUP: (&str, &str) = (
    "sessions/2025/2025-03-05-group-g.toml",
    "kind = \"support-group\"\non = 2025-03-05\nparticipants = [\"p-1\"]\n",
);

fn causes(
    report: &str,
    was: &[(&str, &str)],
    now: &[(&str, &str)],
    figure: &str,
) -> Vec<(Option<Cause>, String)> {
    let (moved, steps) = told(report, &files(was), &files(now));
    let of_figure = moved.iter().find(|moved| moved.key.figure == figure);
    let of_move = |step: &Move| match step.step.map(|at| &steps[at]) {
        Some(step) => (Some(step.cause), step.id.clone()),
        None => (None, String::new()),
    };
    of_figure
        .into_iter()
        .flat_map(|moved| moved.moves.iter().map(of_move))
        .collect()
}

#[test]
fn each_cause_is_told_by_its_name() {
    let late = (
        "sessions/2025/2025-04-02-group-g.toml",
        "kind = \"support-group\"\non = 2025-04-02\nparticipants = [\"p-2\"]\n",
    );
    let joined = (
        "participants/p-2.toml",
        "same_as = \"p-1\"\n[[enrollment]]\nstart = 2024-12-01\n",
    );
    assert_eq!(
        causes(
            "unduplicated",
            &[P1, P2, GROUP],
            &[P1, joined, GROUP, late],
            "served"
        ),
        [
            (Some(Cause::Late), "2025-04-02-group-g".to_owned()),
            (Some(Cause::SamePerson), "p-2".to_owned())
        ]
    );
    assert_eq!(
        causes(
            "unduplicated",
            &[P1, joined, GROUP, late],
            &[P1, P2, GROUP, late],
            "served"
        ),
        [(Some(Cause::ToldApart), "p-2".to_owned())]
    );
    assert_eq!(
        causes(
            "unduplicated",
            &[P1, P2, GROUP, late],
            &[P1, P2, late],
            "served"
        ),
        [(Some(Cause::Removed), "2025-03-05-group-g".to_owned())]
    );
    let corrected = (
        GROUP.0,
        "kind = \"support-group\"\non = 2025-03-05\nparticipants = [\"p-1\", \"p-2\"]\n",
    );
    assert_eq!(
        causes(
            "unduplicated",
            &[P1, P2, GROUP],
            &[P1, P2, corrected],
            "served"
        ),
        [(Some(Cause::Corrected), "2025-03-05-group-g".to_owned())]
    );
}

#[test]
fn a_family_that_matured_and_an_event_that_was_added_are_told_apart() {
    let events = "system = \"cps\"\nparticipants = [\"p-1\"]\n[child.a]\nborn = 2018-01-01\n[[event]]\non = 2024-12-01\n\
        kind = \"removed\"\n[[event]]\non = 2025-11-01\nkind = \"reunified\"\n";
    let case = ("cases/c-1.toml", events);
    assert_eq!(
        causes("returns", &[P1, GROUP, case], &[P1, GROUP, case], "mature"),
        [(None, String::new())]
    );
    let back = format!("{events}[[event]]\non = 2026-02-01\nkind = \"petition\"\n");
    let returned = causes(
        "returns",
        &[P1, GROUP, case],
        &[P1, GROUP, ("cases/c-1.toml", &back)],
        "returned",
    );
    assert_eq!(returned, [(Some(Cause::Late), "c-1".to_owned())]);
    let later = format!("{events}[[event]]\non = 2026-10-20\nkind = \"petition\"\n");
    let returned = causes(
        "returns",
        &[P1, GROUP, case],
        &[P1, GROUP, ("cases/c-1.toml", &later)],
        "returned",
    );
    assert_eq!(returned, [(Some(Cause::Since), "c-1".to_owned())]);
}

#[test]
fn causes_that_cancel_each_other_out_are_both_told() {
    let other = (
        "sessions/2025/2025-05-07-group-g.toml",
        "kind = \"support-group\"\non = 2025-05-07\nparticipants = [\"p-2\"]\n",
    );
    let found = causes("unduplicated", &[P1, P2, GROUP], &[P1, P2, other], "served");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn of_very_many_steps_those_are_named_that_moved_a_figure() {
    let (p3, none) = (("participants/p-3.toml", P1.1), &[P1, P2, GROUP]);
    let was = files(&[&none[..], &[p3]].concat());
    // 270 sessions of the same parent, except for two consecutive ones and the last one.
    let who = |at: i64| match at {
        150 => "p-2",
        151 => "p-3",
        269 => "p-4",
        _ => "p-1",
    };
    let added = (0..270).map(|at| {
        let on = day("2025-04-01").plus_days(at);
        let text = format!(
            "kind = \"support-group\"\non = {on}\nparticipants = [\"{}\"]\n",
            who(at)
        );
        (format!("sessions/2025/{on}-group-g.toml"), text)
    });
    let now: Files = was.iter().cloned().chain(added).collect();
    let (moved, steps) = told("unduplicated", &was, &now);
    assert_eq!(steps.len(), 270);
    let served = moved.iter().find(|moved| moved.key.figure == "served");
    let served = served.unwrap();
    // 150, 151 and 269 days after 2025-04-01.
    let names = [
        "2025-08-29-group-g",
        "2025-08-30-group-g",
        "2025-12-26-group-g",
    ];
    let moves = served.moves.iter();
    let moves = moves.map(|step| (&*steps[step.step.unwrap()].id, step.to.clone()));
    let counts = [2, 3, 4].map(Cell::Count);
    assert!(moves.eq(names.into_iter().zip(counts)), "{served:?}");
}
