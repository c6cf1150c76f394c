use std::collections::BTreeMap;

use crate::intake::{
    Answer, ImportDecisions, Layout, Plan, Question, RowOutcome, answer_sheet, plan,
};
use crate::record::intake::SheetRow;
use crate::record::survey::shipped;
use crate::record::{IdKind, Point};
use crate::register::testing::{day, register};

const FILES: [(&str, &str); 5] = [
    ("participants/p-rosa.toml", ""),
    ("participants/p-luis.toml", ""),
    (
        "identities/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\n",
    ),
    (
        "identities/p-luis.toml",
        "given = \"Luis\"\nfamily = \"Ortiz\"\n",
    ),
    (
        "answers/2026/2026-10-01-felt-supported-p-luis.toml",
        "survey = \"felt-supported\"\non = 2026-10-01\nparticipant = \"p-luis\"\npoint = \"once\"\n[answers]\n1 = 5\n",
    ),
];

/// Decides nothing.
struct Nobody;

impl ImportDecisions for Nobody {
    fn id(&mut self, _: IdKind, _: usize) -> Result<String, String> {
        Err("no id".to_owned())
    }

    fn near(&mut self, _: &Question) -> Answer {
        Answer::Unclear
    }

    fn second_case(&mut self) -> bool {
        false
    }
}

/// What becomes of rows of answers to `felt-supported`, with other files beside those above.
fn taken(more: &[(&str, &str)], heads: &[&str], rows: &[&[&str]]) -> Plan {
    let files: Vec<(&str, &str)> = FILES.iter().chain(more).copied().collect();
    let register = register(&files);
    let row = |number, cells: &[&str]| SheetRow {
        number,
        cells: cells.iter().map(|cell| (*cell).into()).collect(),
    };
    let rows = rows
        .iter()
        .enumerate()
        .map(|(at, cells)| row(at + 2, cells));
    let rows: Vec<SheetRow> = std::iter::once(row(1, heads)).chain(rows).collect();
    let (name, survey) = shipped().next().unwrap();
    assert_eq!(name.as_str(), "felt-supported");
    let map = answer_sheet(&rows, &name, &survey, Some(Point::Once), None).unwrap();
    let today = day("2026-11-21");
    let layout = Layout::new(&map, &rows, today).unwrap();
    plan(&layout, &register, today, &BTreeMap::new(), &mut Nobody).unwrap()
}

fn ids(plan: &Plan) -> Vec<&str> {
    plan.new.iter().map(|new| new.id.as_str()).collect()
}

fn refused(plan: &Plan, row: usize) -> &str {
    match &plan.outcomes[&row] {
        RowOutcome::Refused(why) => why,
        other => panic!("{other:?}"),
    }
}

const HEADERS: [&str; 5] = ["Name", "Date", "1", "2", "3"];

#[test]
fn each_row_is_an_answer_sheet_of_a_parent_on_file() {
    let rows: [&[&str]; 3] = [
        &["Rosa Medina", "10/7/2026", "5", "", "4"],
        &["Ortiz, Luis", "2026-10-08", "3", "3", "3"],
        &["Rosa Medina", "10/9/2026", "", "", ""],
    ];
    let plan = taken(&[], &HEADERS, &rows);
    assert_eq!(
        ids(&plan),
        [
            "2026-10-07-felt-supported-p-rosa",
            "2026-10-08-felt-supported-p-luis"
        ]
    );
    let fields: Vec<String> = plan.new[0]
        .fields
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    assert_eq!(
        fields,
        [
            "survey: felt-supported",
            "on: 2026-10-07",
            "participant: p-rosa",
            "point: once",
            "answers: 1=5 3=4"
        ]
    );
    assert_eq!(
        plan.outcomes[&4],
        RowOutcome::Nothing,
        "no item was answered"
    );
}

#[test]
fn what_cannot_be_right_is_refused_with_the_reason() {
    let rows: [&[&str]; 5] = [
        &["Rosa Medina", "10/7/2026", "6", "2", "often"],
        &["Ana Ruiz", "10/7/2026", "5", "5", "5"],
        &["", "10/7/2026", "5", "5", "5"],
        &["Rosa Medina", "", "5", "5", "5"],
        &["Luis Ortiz", "10/1/2026", "4", "", ""],
    ];
    let plan = taken(&[], &HEADERS, &rows);
    assert!(plan.new.is_empty());
    assert_eq!(
        refused(&plan, 2),
        "item 1 has no answer `6`, but 1 to 5; item 3 has no answer `often`, but 1 to 5"
    );
    assert_eq!(refused(&plan, 3), "no parent on file is called `Ana Ruiz`");
    assert!(refused(&plan, 4).starts_with("there is no name in this row"));
    assert_eq!(refused(&plan, 5), "there is no day in this row");
    assert!(refused(&plan, 6).contains("is on file and says otherwise"));
}

#[test]
fn what_is_on_file_or_in_an_earlier_row_is_taken_once() {
    let rows: [&[&str]; 3] = [
        &["Luis Ortiz", "10/1/2026", "5", "", ""],
        &["Rosa Medina", "10/7/2026", "5", "5", "5"],
        &["Rosa Medina", "10/7/2026", "5", "5", "5"],
    ];
    let plan = taken(&[], &HEADERS, &rows);
    assert_eq!(plan.outcomes[&2], RowOutcome::OnFile);
    assert_eq!(plan.outcomes[&4], RowOutcome::Twice(3));
    assert_eq!(ids(&plan).len(), 1);
}

#[test]
fn sheets_without_names_are_numbered_and_found_again() {
    let heads = ["Date", "1", "2", "3"];
    let rows: [&[&str]; 3] = [
        &["10/7/2026", "5", "5", "5"],
        &["10/7/2026", "5", "5", "5"],
        &["10/7/2026", "4", "5", "5"],
    ];
    let plan = taken(&[], &heads, &rows);
    assert_eq!(
        ids(&plan),
        [
            "2026-10-07-felt-supported-anonymous",
            "2026-10-07-felt-supported-anonymous--2",
            "2026-10-07-felt-supported-anonymous--3"
        ]
    );
    let text = "survey = \"felt-supported\"\non = 2026-10-07\npoint = \"once\"\n[answers]\n1 = 5\n2 = 5\n3 = 5\n";
    let on_file = [(
        "answers/2026/2026-10-07-felt-supported-anonymous.toml",
        text,
    )];
    let plan = taken(&on_file, &heads, &rows);
    assert_eq!(plan.outcomes[&2], RowOutcome::OnFile);
    assert_eq!(
        plan.outcomes[&3],
        RowOutcome::New,
        "one is on file, and two are in the sheet"
    );
    assert_eq!(ids(&plan).len(), 2);
}

#[test]
fn answers_that_are_the_numbers_of_their_items_are_no_second_row_of_headers() {
    let plan = taken(
        &[],
        &HEADERS,
        &[&["Rosa Medina", "10/7/2026", "1", "2", "3"]],
    );
    assert_eq!(ids(&plan), ["2026-10-07-felt-supported-p-rosa"]);
}

#[test]
fn an_id_may_be_in_a_column_for_names_and_a_time_behind_the_day() {
    let headers = ["Parent", "Timestamp", "1", "2", "3"];
    let plan = taken(
        &[],
        &headers,
        &[&["p-rosa", "10/7/2026 14:03:22", "4", "4", "4"]],
    );
    assert_eq!(ids(&plan), ["2026-10-07-felt-supported-p-rosa"]);
}

#[test]
fn a_sheet_that_may_say_whose_answers_it_has_is_not_taken_as_nobodys() {
    let row = |number, cells: &[&str]| SheetRow {
        number,
        cells: cells.iter().map(|cell| (*cell).into()).collect(),
    };
    let (name, survey) = shipped().next().unwrap();
    let ask = |headers: &[&str]| {
        let rows = [
            row(1, headers),
            row(2, &["p-rosa", "10/7/2026", "4", "4", "4"]),
        ];
        answer_sheet(&rows, &name, &survey, Some(Point::Once), None)
            .map_err(|problem| problem.message)
    };
    assert_eq!(
        ask(&["WHO", "Date", "1", "2", "3"]).unwrap_err(),
        "no column says whose answers these are, unless it is `WHO`"
    );
    assert!(ask(&["Room", "Date", "1", "2", "3", "Name"]).is_ok());
    assert!(ask(&["", "Date", "1", "2", "3"]).is_ok());
}
