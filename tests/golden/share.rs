//! How much of the examples the public sees: how many of the figures that are 11 or more are printed.

use std::collections::BTreeSet;

use peer::measure::definition::shipped;
use peer::record::benchmark::{FIGURES, Figure};
use peer::record::{Calendar, Period};
use peer::register::Register;
use peer::report::{Asked, Cell, Request, catalog};
use peer::store::{Directory, Scope};
use serde_json::Value;

use super::{EXAMPLES, answer};
use crate::common::is_thorough;

/// Reports, with their breakdowns.
const REPORTS: [(&str, &str, &[&str]); 13] = [
    (
        "unduplicated",
        "SFY2026",
        &["", "area", "language", "gender", "quarter"],
    ),
    ("services", "SFY2026", &["", "quarter"]),
    ("matches", "SFY2026", &["", "quarter"]),
    ("waits", "SFY2026", &[""]),
    ("mentors", "SFY2026", &["", "quarter"]),
    ("people", "SFY2026", &["", "quarter"]),
    ("engagement", "SFY2026", &["", "quarter"]),
    ("meetings", "SFY2026", &["", "quarter"]),
    ("court", "SFY2026", &["", "quarter"]),
    ("placements", "SFY2025", &["", "quarter"]),
    ("returns", "SFY2025", &["", "system"]),
    ("reunification", "SFY2025", &["", "quarter"]),
    ("surveys", "SFY2026", &["", "quarter"]),
];
/// Columns that are never public.
const PRIVATE: [&str; 8] = [
    "served_low",
    "undecided",
    "wait_days_min",
    "wait_days_max",
    "wait_days_median",
    "waiting_days_max",
    "waiting_days_median",
    "attendance",
];

/// How many numbers in a value are 11 or more.
fn large(value: &Value) -> usize {
    match value {
        Value::Number(number) => usize::from(number.as_i64().is_some_and(|number| number > 10)),
        Value::Object(parts) => parts.values().map(large).sum(),
        _ => 0,
    }
}

/// The same, for the columns of some rows; rows of one mentor or of `others` do not count.
fn figures(rows: &[Value], is_meant: impl Fn(&str) -> bool) -> usize {
    let is_row = |row: &&Value| {
        let mentor = &row["mentor"];
        let is_one =
            !mentor.is_null() && !["all", "with", "without"].iter().any(|all| mentor == all);
        let cells = row.as_object().unwrap();
        !is_one && !cells.values().any(|cell| cell == "others")
    };
    let cells = rows
        .iter()
        .filter(is_row)
        .flat_map(|row| row.as_object().unwrap());
    let meant = cells.filter(|(name, _)| is_meant(name));
    meant.map(|(_, value)| large(value)).sum()
}

/// How many large figures of a report are printed, and how many there are.
fn share(example: &str, report: &str, period: &str, by: &str) -> (usize, usize) {
    let ask = |audience: &str| {
        let mut arguments = vec!["report", report, period, "--as-of", "2026-10-31"];
        arguments.extend(["--audience", audience, "--format", "json"]);
        if !by.is_empty() {
            arguments.extend(["--by", by]);
        }
        let answer: Value = serde_json::from_str(&answer(example, &arguments)).unwrap();
        answer["rows"].as_array().unwrap().clone()
    };
    let (all, public) = (ask("internal"), ask("public"));
    let has = |name: &str| {
        let mut rows = public.iter();
        !PRIVATE.contains(&name) && rows.any(|row| row.get(name).is_some())
    };
    (figures(&public, has), figures(&all, has))
}

/// Every report with `PEER_THOROUGH=1`, otherwise one; the line printed at the end has the total.
#[test]
fn half_of_the_large_figures_of_the_examples_are_printed() {
    for (example, percent) in EXAMPLES.into_iter().zip([50, 50]) {
        let (mut printed, mut all) = (0, 0);
        let reports = REPORTS
            .iter()
            .take(if is_thorough() { REPORTS.len() } else { 1 });
        for (report, period, breakdowns) in reports {
            for by in *breakdowns {
                let (shown, of) = share(example, report, period, by);
                println!("{example} {report} {by}: {shown} of {of}");
                (printed, all) = (printed + shown, all + of);
            }
        }
        println!("{example}: {printed} of {all}");
        assert!(
            printed * 100 >= all * percent,
            "{example}: {printed} of {all}"
        );
    }
}

#[test]
fn every_report_is_among_those_of_which_the_public_share_is_counted() {
    let listed: BTreeSet<&str> = REPORTS.iter().map(|(name, ..)| *name).collect();
    let all: BTreeSet<&str> = catalog::REPORTS.iter().map(|report| report.name).collect();
    let differ: Vec<_> = all.symmetric_difference(&listed).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

/// The known figures of a sheet, each with whether it is a share.
fn kinds(example: &str, year: i32, seen: &mut BTreeSet<(String, bool)>) {
    let root = format!("{}/data-examples/{example}", env!("CARGO_MANIFEST_DIR"));
    let reading = Directory::open(root.as_ref())
        .unwrap()
        .read(Scope::EVERYTHING);
    let (register, period) = (
        Register::new(reading.records),
        Period::year(Calendar::Common, year),
    );
    let request = Request {
        register: &register,
        period: &period,
        as_of: "2026-11-21".parse().unwrap(),
        by: &[],
        consenting_only: false,
    };
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions[..1],
        ..Asked::default()
    };
    for report in catalog::REPORTS {
        let sheet = (report.rows)(&request, asked).unwrap();
        let cells = sheet.lines().flat_map(|line| line.cells());
        for (column, cell) in cells.filter(|(column, _)| column.is_printed) {
            let is_share = match cell {
                Cell::Rate(_) => true,
                Cell::Parts(parts) => parts.iter().map(|(name, _)| name.as_str()).eq(["k", "n"]),
                Cell::Count(_) | Cell::Number(..) => false,
                _ => continue,
            };
            seen.insert((format!("{}.{}", report.name, column.name), is_share));
        }
    }
}

#[test]
fn a_figure_that_a_report_shows_as_a_share_is_promised_as_one_and_no_other() {
    let mut seen = BTreeSet::new();
    for example in EXAMPLES {
        kinds(example, 2025, &mut seen);
        kinds(example, 2026, &mut seen);
    }
    // Whether a figure is a share can only be seen if it is known: the examples leave out few.
    let shares = seen.iter().filter(|(_, is_share)| *is_share);
    assert!(shares.count() >= 25);
    for name in FIGURES {
        let promised = Figure::find(name).unwrap().is_share();
        let shown: Vec<bool> = [true, false]
            .into_iter()
            .filter(|is_share| seen.contains(&((*name).to_owned(), *is_share)))
            .collect();
        assert!(
            shown.is_empty() || shown == [promised],
            "{name}: is it a line of SHARES in src/record/kinds/benchmark.rs? shown as a share: {shown:?}"
        );
    }
}
