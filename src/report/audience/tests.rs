//! What each audience sees of each report.

mod rates;
mod whole;

use super::*;
use crate::record::{Calendar, Day, Period};
use crate::register::testing::{day, register};
use crate::report::catalog;
use crate::report::column::Column;

/// The columns that a report declares in any of its breakdowns, with its disclosure.
fn declared(name: &str) -> (Vec<Column>, Option<&'static Disclosure>) {
    let register = register(&[]);
    let report = catalog::find(name).unwrap();
    let asks = [vec![]]
        .into_iter()
        .chain(report.by.iter().map(|by| vec![*by]));
    let (mut columns, mut disclosure) = (Vec::new(), None);
    for by in asks {
        let request = Request {
            register: &register,
            period: &Period::quarter(Calendar::State, 2027, 1),
            as_of: day("2026-11-21"),
            by: &by,
            consenting_only: false,
        };
        let sheet = (report.rows)(&request, Asked::default()).unwrap();
        (columns, disclosure) = ([columns, sheet.columns].concat(), sheet.disclosure);
    }
    (columns, disclosure)
}

/// A sheet of a report with these columns and rows; words are keys, `-` is unknown, and numbers are counts. A column
/// that no report declares is a number.
pub(super) fn sheet(report: &str, columns: &[&'static str], rows: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new(report, "Title", "Saguaro", day("2026-11-21"));
    sheet.period = Some(Period::quarter(Calendar::State, 2027, 1));
    let (known, disclosure) = declared(report);
    sheet.disclosure = disclosure;
    let column = |name: &&'static str| {
        let own = known.iter().find(|column| column.name == *name);
        own.map_or_else(|| Column::number(name), |column| column.clone().detail())
    };
    sheet.columns = columns.iter().map(column).collect();
    let cell = |text: &&str| match text.parse::<i64>() {
        Ok(count) => Cell::Count(count),
        Err(_) if *text == "-" => Cell::Unknown,
        Err(_) if *text == "all" => Cell::All,
        Err(_) => match (text.parse::<Day>(), text.parse::<f64>()) {
            (Ok(day), _) => Cell::Day(day),
            (_, Ok(rate)) => Cell::Rate(rate),
            _ => Cell::text(text),
        },
    };
    sheet.rows = rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    // Only the mask reads whom a row of waits is about.
    for group in known
        .iter()
        .filter(|one| one.is(Key::Group) && !one.is_printed)
    {
        sheet.columns.push(group.clone());
        for row in &mut sheet.rows {
            let is_own = row[0] == Cell::text(group.name);
            let word = if is_own { row[1].clone() } else { Cell::All };
            row.push(word);
        }
    }
    sheet
}

/// The sheet, with how many people are behind a figure of each row.
fn with_people(mut sheet: Sheet, name: &'static str, people: &[usize]) -> Sheet {
    sheet.columns.push(Column::behind(name));
    for (row, people) in sheet.rows.iter_mut().zip(people) {
        row.push(Cell::behind([("", *people)]));
    }
    sheet
}

fn published(sheets: Vec<Sheet>) -> Vec<Sheet> {
    masked(sheets, Audience::Public, 11, &[]).unwrap()
}

/// What a row prints.
fn row(sheet: &Sheet, at: usize) -> Vec<String> {
    let print = |cell: &Cell| match cell {
        Cell::Unknown => "-".to_owned(),
        Cell::All => "all".to_owned(),
        Cell::Day(day) => day.to_string(),
        Cell::Masked(text) | Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Rate(rate) => rate.to_string(),
        other => format!("{other:?}"),
    };
    sheet.rows[at].iter().map(print).collect()
}

const SERVED: [&str; 9] = [
    "period",
    "start",
    "end",
    "service",
    "served",
    "new",
    "continuing",
    "new_ever",
    "anonymous",
];

fn served(service: &'static str, counts: [&'static str; 5]) -> Vec<&'static str> {
    let [served, new, continuing, ever, anonymous] = counts;
    vec![
        "SFY2027Q1",
        "2026-07-01",
        "2026-09-30",
        service,
        served,
        new,
        continuing,
        ever,
        anonymous,
    ]
}

#[test]
fn services_of_which_one_is_small_hide_what_would_tell() {
    let rows = [
        served("all", ["131", "43", "88", "43", "0"]),
        served("support-group", ["84", "28", "56", "28", "0"]),
        served("court", ["3", "1", "2", "1", "0"]),
    ];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let public = published(vec![sheet("unduplicated", &SERVED, &rows)]);
    assert_eq!(row(&public[0], 0)[4..], ["131", "43", "88", "43", "0"]);
    assert_eq!(row(&public[0], 1)[4..], ["84", "28", "56", "28", "0"]);
    assert_eq!(row(&public[0], 2)[4..], ["<11", "<11", "<11", "<11", "0"]);
    assert!(
        public[0]
            .notes
            .last()
            .unwrap()
            .contains("`<11` means 1 to 10")
    );
}

#[test]
fn a_figure_of_two_reports_is_hidden_in_both_or_in_none() {
    let rows = [
        served("all", ["98", "40", "58", "40", "0"]),
        served("support-group", ["95", "40", "55", "40", "0"]),
        served("mentoring", ["41", "20", "21", "20", "0"]),
    ];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let columns = [
        "period",
        "start",
        "end",
        "service",
        "sessions",
        "attendances",
        "participants",
    ];
    let group = [
        "SFY2027Q1",
        "2026-07-01",
        "2026-09-30",
        "support-group",
        "13",
        "400",
        "95",
    ];
    let mentoring = [
        "SFY2027Q1",
        "2026-07-01",
        "2026-09-30",
        "mentoring",
        "90",
        "90",
        "41",
    ];
    let public = published(vec![
        sheet("unduplicated", &SERVED, &rows),
        with_people(
            sheet("services", &columns, &[&group, &mentoring]),
            "sessions",
            &[95, 41],
        ),
    ]);
    assert_eq!(row(&public[0], 1)[4], "*", "3 had no group");
    assert_eq!(row(&public[1], 0)[4..], ["13", "*", "*"]);
    assert_eq!(row(&public[0], 2)[4], row(&public[1], 1)[6]);
}

#[test]
fn days_of_few_children_are_hidden_with_another_system() {
    let columns = [
        "system",
        "episodes",
        "open",
        "median_days",
        "care_days",
        "detention_days",
        "moves",
    ];
    let rows: [&[&str]; 3] = [
        &["all", "64", "33", "240", "4100", "90", "40"],
        &["cps", "60", "30", "250", "4000", "0", "38"],
        &["jpd", "4", "3", "90", "100", "90", "2"],
    ];
    let mut report = sheet("placements", &columns, &rows);
    for name in ["care_days", "moves"] {
        report = with_people(report, name, &[64, 60, 4]);
    }
    report = with_people(report, "detention_days", &[4, 0, 4]);
    let public = published(vec![report]);
    for row in [row(&public[0], 1), row(&public[0], 2)] {
        assert_eq!(row[4], "*", "{row:?}");
    }
    assert_eq!(row(&public[0], 2)[1..], ["*", "*", "*", "*", "*", "*"]);
    assert_eq!(row(&public[0], 1)[5], "0", "zero is shown");
}

#[test]
fn who_ended_for_a_reason_in_a_quarter_cannot_be_worked_out_from_the_year() {
    let days = [
        ("2026-01-01", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-12-31"),
        ("2026-01-01", "2026-12-31"),
    ];
    let rows = days.map(|(start, end)| [start, start, end, "-"]);
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 4]>::as_slice).collect();
    let columns = ["period", "start", "end", "ended_by_reason"];
    let mut report = sheet("matches", &columns, &rows);
    for (row, moved) in report.rows.iter_mut().zip([15, 20, 25, 3, 63]) {
        row[3] = Cell::Parts(vec![("moved".to_owned(), Cell::Count(moved))]);
    }
    let public = published(vec![report]);
    let shown = public[0].rows.iter().map(|row| !row[3].is_masked());
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [false, true, true, false, true],
        "63 - 15 - 20 - 25 = 3"
    );
}

#[test]
fn what_few_are_behind_together_is_hidden_as_well() {
    let columns = ["area", "episodes", "care_days"];
    let rows: [&[&str]; 5] = [
        &["all", "64", "4100"],
        &["north", "30", "2000"],
        &["south", "29", "1950"],
        &["east", "3", "92"],
        &["west", "2", "58"],
    ];
    let report = sheet("placements", &columns, &rows);
    let report = with_people(report, "care_days", &[64, 30, 29, 3, 2]);
    let public = published(vec![with_people(report, "episodes", &[64, 30, 29, 3, 2])]);
    let days: Vec<String> = (0..5).map(|at| row(&public[0], at)[2].clone()).collect();
    assert_eq!(
        days,
        ["4100", "*", "1950", "*", "*"],
        "4100 - 2000 - 1950 = 150 days of five children"
    );
}

#[test]
fn mentors_are_not_told_apart() {
    let columns = ["mentor", "active", "capacity", "average"];
    let rows: [&[&str]; 3] = [
        &["all", "58", "84", "2.7"],
        &["m-9x2dh", "4", "4", "3.5"],
        &["m-7c1aa", "2", "4", "1.5"],
    ];
    let all = |audience: Audience| {
        masked(vec![sheet("mentors", &columns, &rows)], audience, 11, &[]).unwrap()
    };
    let funder = all(Audience::Funder);
    assert_eq!(funder[0].rows.len(), 1);
    assert!(funder[0].charts.is_empty(), "no bar for each mentor");
    assert!(!format!("{funder:?}").contains("m-9x2dh"));
    assert!(all(Audience::Public)[0].charts.is_empty());
    let internal = all(Audience::Internal);
    assert_eq!((internal[0].rows.len(), internal[0].charts.len()), (3, 1));
    assert!(format!("{internal:?}").contains("m-9x2dh"));
}

#[test]
fn the_records_behind_figures_are_internal() {
    let (register, period) = (register(&[]), Period::quarter(Calendar::State, 2027, 1));
    let request = Request {
        register: &register,
        period: &period,
        as_of: day("2026-11-21"),
        by: &[],
        consenting_only: false,
    };
    for report in catalog::REPORTS {
        let who = || (report.who)(&request, Asked::default()).unwrap();
        // A column of records in the figures themselves would be a mistake.
        let mut figures = (report.rows)(&request, Asked::default()).unwrap();
        figures.columns.push(Column::text("id"));
        let internal = vec![who(), figures.clone()];
        let internal = masked(internal, Audience::Internal, 11, &[]).unwrap();
        assert!(internal[0].charts.is_empty(), "records are not drawn");
        for audience in [Audience::Funder, Audience::Public] {
            for sheet in [who(), figures.clone()] {
                let refused = masked(vec![sheet], audience, 11, &[]).unwrap_err();
                assert!(refused.contains("internal use only"), "{refused}");
            }
        }
    }
}

#[test]
fn what_nobody_has_thought_about_is_hidden() {
    let public = published(vec![sheet(
        "services",
        &["service", "participants", "shoe_size"],
        &[&["court", "40", "44"]],
    )]);
    assert_eq!(row(&public[0], 0), ["court", "40", "*"]);
}

#[test]
fn the_longest_wait_is_that_of_one_person() {
    let columns = [
        "new",
        "rematched",
        "wait_days_min",
        "wait_days_median",
        "wait_days_max",
    ];
    let public = published(vec![sheet(
        "matches",
        &columns,
        &[&["30", "0", "2", "9", "81"]],
    )]);
    assert_eq!(row(&public[0], 0), ["30", "0", "*", "9", "*"]);
}

#[test]
fn sentences_and_sources_tell_nothing_more() {
    let mut report = sheet(
        "services",
        &["service", "participants"],
        &[&["court", "40"]],
    );
    report.notes = vec!["3 persons without a participant file".to_owned()];
    report.sources = vec!["14 participants on file".to_owned()];
    let mut hiding = report.clone();
    hiding.rows[0][1] = Cell::Count(4);
    hiding.notes = vec!["14 sessions held without `minutes`".to_owned()];
    let hiding = published(vec![hiding]);
    assert_eq!(
        hiding[0].notes[0], "* sessions held without `minutes`",
        "a row may say 12 and hide 2"
    );
    let public = published(vec![report]);
    assert_eq!(public[0].notes, ["<11 persons without a participant file"]);
    assert!(public[0].sources.is_empty());
}

#[test]
fn parts_of_a_value_are_masked_one_by_one() {
    let mut report = sheet(
        "matches",
        &["new", "ended", "ended_by_reason", "sustained_3"],
        &[&["60", "45", "-", "-"]],
    );
    let parts = |parts: &[(&str, i64)]| {
        Cell::Parts(
            parts
                .iter()
                .map(|(name, count)| ((*name).to_owned(), Cell::Count(*count)))
                .collect(),
        )
    };
    report.rows[0][2] = parts(&[("goals-met", 30), ("moved", 12), ("other", 3)]);
    report.rows[0][3] = parts(&[("k", 45), ("n", 50)]);
    let public = published(vec![report]);
    let masked = |at: usize| match &public[0].rows[0][at] {
        Cell::Parts(parts) => parts
            .iter()
            .map(|(_, cell)| cell.is_masked())
            .collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    assert_eq!(masked(2), [false, true, true]);
    assert!(masked(3).contains(&true), "5 did not last");
}

#[test]
fn a_group_that_waits_cannot_be_worked_out_from_the_others() {
    let columns = [
        "by",
        "group",
        "requests_met",
        "wait_days_median",
        "wait_days_max",
        "waiting_at_end",
    ];
    let public = published(vec![sheet(
        "waits",
        &columns,
        &[
            &["all", "all", "60", "20.5", "90", "0"],
            &["language", "en", "40", "18.5", "80", "0"],
            &["language", "es", "15", "30.5", "90", "0"],
            &["language", "vi", "5", "70.5", "88", "0"],
            &["area", "85701", "40", "19.5", "90", "0"],
            &["area", "85705", "20", "21.5", "70", "0"],
        ],
    )]);
    let rows: Vec<String> = (0..6).map(|at| row(&public[0], at).join(" ")).collect();
    assert_eq!(
        rows,
        [
            "all all 60 20.5 * 0",
            "language en 40 18.5 * 0",
            "language es * * * 0",
            "language vi * * * 0",
            "area 85701 40 19.5 * 0",
            "area 85705 20 21.5 * 0",
        ]
    );
}

#[test]
fn a_chart_tells_nothing_that_its_table_hides() {
    let charts = |court: [&'static str; 5]| {
        let rows = [
            served("all", ["131", "43", "88", "43", "0"]),
            served("court", court),
        ];
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let public = published(vec![sheet("unduplicated", &SERVED, &rows)]).remove(0);
        (row(&public, 1), public.charts)
    };
    let (few, more) = (
        charts(["5", "2", "3", "2", "0"]),
        charts(["8", "4", "4", "4", "0"]),
    );
    assert_eq!(few.0[4..8], ["<11", "<11", "<11", "<11"]);
    assert_eq!(
        few, more,
        "bars, labels and summaries come from what is shown"
    );
    let [crate::report::chart::Chart::Bars(bars)] = &few.1[..] else {
        panic!("{few:?}")
    };
    assert_eq!(
        (bars.bars[0].total.size, bars.bars[0].total.shown.as_str()),
        (None, "<11")
    );
    assert!(bars.bars[0].parts.iter().all(|part| part.size.is_none()));
}

#[test]
fn what_keeps_few_mentors_from_being_eligible_is_not_told() {
    let columns = ["mentor", "active", "capacity", "eligible", "missing"];
    let of = |eligible| {
        row(
            &published(vec![sheet(
                "mentors",
                &columns,
                &[&["all", "58", "84", eligible, "training"]],
            )])[0],
            0,
        )
    };
    assert_eq!(of("30")[4], "training");
    assert_eq!(of("3")[4], "*");
}
