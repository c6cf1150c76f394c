//! What every report has in common.

use std::collections::BTreeSet;

use super::*;
use crate::measure::definition::shipped;
use crate::record::{Calendar, Period};
use crate::register::Register;
use crate::register::testing::{day, register};
use crate::report::explain::{REPORTS, is_page};
use crate::report::{Cell, sheet::Layout};

const CASE: &str = "system = \"cps\"\nparticipants = [\"p-1\"]\n[child.a]\n\
    [[event]]\non = 2026-07-02\nkind = \"hearing\"\n[[event]]\non = 2026-01-10\nkind = \"removed\"\nsetting = \"relative\"\n\
    [[event]]\non = 2026-07-10\nkind = \"reunified\"\n[[event]]\non = 2026-08-10\nkind = \"petition\"\n";
const PARENT: &str = "referred = 2026-01-02\ngender = \"woman\"\n[[enrollment]]\nstart = 2026-01-01\n[[mentor_request]]\non = 2026-02-01\n\
    [[goal]]\nset = 2026-03-01\ndomain = \"housing\"\n";
const GROUP: &str = "kind = \"support-group\"\non = 2026-07-01\ngroup = \"wed\"\nminutes = 90\n\
    participants = [\"p-1\"]\nmentors = [\"m-1\"]\n";
const MEETING: &str =
    "kind = \"team-meeting\"\non = 2026-07-02\ncase = \"c-1\"\nparent_voice = true\n";

const ANSWERS: &str = "survey = \"felt-supported\"\non = 2026-07-01\nparticipant = \"p-1\"\npoint = \"once\"\n\
    [answers]\n1 = 5\n";

fn program() -> Register {
    register(&[
        ("participants/p-1.toml", PARENT),
        ("participants/p-2.toml", PARENT),
        ("mentors/m-1.toml", "capacity = 2\n"),
        (
            "matches/k-1.toml",
            "participant = \"p-1\"\nmentor = \"m-1\"\nbegan = 2026-03-01\n",
        ),
        ("cases/c-1.toml", CASE),
        ("sessions/2026/2026-07-01-group-wed.toml", GROUP),
        ("sessions/2026/2026-07-02-meeting-c-1.toml", MEETING),
        ("answers/2026/2026-07-01-felt-supported-p-1.toml", ANSWERS),
    ])
}

fn asked(register: &Register, by: &[By], work: &mut dyn FnMut(&str, Sheet, Sheet)) {
    let period = Period::year(Calendar::Common, 2026);
    let as_of = day("2026-11-21");
    let request = Request {
        register,
        period: &period,
        as_of,
        by,
        consenting_only: false,
    };
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions,
        unit: None,
        full: false,
        new_only: false,
    };
    for report in REPORTS.iter().filter(|report| !is_page(report)) {
        if by.iter().all(|by| breakdowns(report).contains(by)) {
            let sheet = sheet(report, &request, asked).unwrap().unwrap().printed();
            work(
                report,
                sheet,
                who(report, &request, asked).unwrap().unwrap(),
            );
        }
    }
}

#[test]
fn every_row_of_every_report_and_breakdown_fits_its_columns() {
    let register = program();
    for by in By::ALL {
        asked(&register, &[*by], &mut |report, figures, who| {
            for sheet in [&figures, &who] {
                let names: BTreeSet<&str> =
                    sheet.columns.iter().map(|column| column.name).collect();
                assert_eq!(
                    names.len(),
                    sheet.columns.len(),
                    "{report} by {by} names a column twice"
                );
                for row in &sheet.rows {
                    assert_eq!(row.len(), sheet.columns.len(), "{report} by {by}");
                }
                assert!(
                    !sheet.rows.is_empty() && !sheet.rules.is_empty(),
                    "{report} by {by}"
                );
            }
        });
    }
}

#[test]
fn every_figure_can_be_opened_and_names_a_file() {
    asked(&program(), &[], &mut |report, _, who| {
        let at = who
            .columns
            .iter()
            .position(|column| column.name == "file")
            .unwrap();
        assert!(
            who.rows
                .iter()
                .all(|row| matches!(&row[at], Cell::Text(path) if path.ends_with(".toml"))),
            "{report}"
        );
        assert!(
            who.columns.iter().any(|column| column.name == "id"),
            "{report}"
        );
        assert!(who.layout == Layout::Table, "{report}");
    });
}

#[test]
fn a_breakdown_that_a_report_does_not_have_is_refused_with_those_it_has() {
    let (register, period) = (program(), Period::year(Calendar::Common, 2026));
    let by = [By::Area];
    let request = Request {
        register: &register,
        period: &period,
        as_of: day("2026-11-21"),
        by: &by,
        consenting_only: false,
    };
    let error = sheet("mentors", &request, Asked::default())
        .unwrap()
        .unwrap_err();
    assert_eq!(
        error,
        "`mentors` cannot be broken down by area, only by `quarter`, `month`, `year`"
    );
    assert!(sheet("mentor", &request, Asked::default()).is_none());
}

/// Two parents live in areas named like the rows of everyone and of people without an area.
#[test]
fn an_area_called_all_is_not_the_row_of_all() {
    let group = "kind = \"support-group\"\non = 2026-07-01\ngroup = \"wed\"\n\
        participants = [\"p-1\", \"p-2\", \"p-3\"]\n";
    let (all, unsaid) = (
        format!("area = \"all\"\n{PARENT}"),
        format!("area = \"not-recorded\"\n{PARENT}"),
    );
    let register = register(&[
        ("participants/p-1.toml", &all),
        ("participants/p-2.toml", &unsaid),
        ("participants/p-3.toml", PARENT),
        ("sessions/2026/2026-07-01-group-wed.toml", group),
    ]);
    asked(&register, &[By::Area], &mut |report, figures, _| {
        let keys: Vec<Vec<&Cell>> = figures
            .lines()
            .map(|line| {
                let keys = line.cells().filter(|(column, _)| column.is_key());
                keys.map(|(_, cell)| cell).collect()
            })
            .collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{report}: {key:?}");
        }
        if report != "unduplicated" {
            return;
        }
        let of_areas: Vec<(&Cell, &Cell)> = figures
            .lines()
            .filter(|line| *line.cell("service") == Cell::All)
            .map(|line| (line.cell("area"), line.cell("served")))
            .collect();
        let named = ["\"all\"", "\"not-recorded\"", "not-recorded"].map(Cell::text);
        assert_eq!(
            of_areas,
            [
                (&Cell::All, &Cell::Count(3)),
                (&named[0], &Cell::Count(1)),
                (&named[1], &Cell::Count(1)),
                (&named[2], &Cell::Count(1)),
            ]
        );
    });
}

#[test]
fn fields_have_the_names_of_the_contract() {
    let expected = [
        (
            "services",
            "period start end service sessions no_shows cancelled hours attendances participants anonymous \
         children_in_childcare mentors travel_hours miles rights_explained parent_voice goals_set goals_met referrals referrals_connected \
         natural_supports recommendations missing",
        ),
        (
            "matches",
            "period start end new rematched active_at_end ended ended_by_reason declined waiting_at_end \
         waiting_days_median waiting_days_max requests_met wait_days_min wait_days_median wait_days_max sustained_3 sustained_6 sustained_12",
        ),
        (
            "waits",
            "period start end by group requests_met wait_days_median wait_days_max waiting_at_end \
         waiting_days_median waiting_days_max",
        ),
        (
            "mentors",
            "period start end mentor active capacity average sessions hours training_hours eligible missing",
        ),
        (
            "reunification",
            "period start end system cohort mature not_yet unknown reunified unconfirmed rate ci_method \
         ci_low ci_high worst best median_days q1_days q3_days cut_by_age",
        ),
        (
            "surveys",
            "period start end survey point part given answered response anonymous_given anonymous only_before \
         paired before after change change_low change_high change_sd standardized improved same worse \
         best best_low best_high best_method",
        ),
        (
            "placements",
            "period start end system episodes open open_unconfirmed cut_by_age median_days q1_days q3_days \
         care_days detention_days hall_wait_days moves moves_per_1000_days",
        ),
    ];
    asked(&program(), &[], &mut |report, figures, _| {
        let names: Vec<_> = figures.columns.iter().map(|column| column.name).collect();
        if let Some((_, fields)) = expected.iter().find(|(name, _)| *name == report) {
            assert_eq!(
                names.join(" "),
                fields.split_whitespace().collect::<Vec<_>>().join(" ")
            );
        }
    });
}
