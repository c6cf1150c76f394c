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
    of("felt-supported", Some(Point::Once), more, heads, rows)
}

/// What becomes of rows of answers to a survey that ships.
fn of(
    survey: &str,
    point: Option<Point>,
    more: &[(&str, &str)],
    heads: &[&str],
    rows: &[&[&str]],
) -> Plan {
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
    let (name, survey) = shipped().find(|(name, _)| name.as_str() == survey).unwrap();
    let map = answer_sheet(&rows, &name, &survey, point, None).unwrap();
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
        "`6` is not an answer to question 1, which has 1 to 5; `often` is not an answer to question 3, which has 1 to 5"
    );
    assert_eq!(refused(&plan, 3), "no parent on file is called `Ana Ruiz`");
    assert!(refused(&plan, 4).starts_with("there is no name in this row"));
    assert_eq!(refused(&plan, 5), "there is no day in this row");
    assert_eq!(plan.outcomes[&6], RowOutcome::OnFile);
    let note = "has other answers than 2026-10-01-felt-supported-p-luis, which was left as it is";
    assert_eq!(plan.notes[&6], note);
    let said = &plan.differences[&6][0].own[0];
    assert_eq!((said.0, said.1.to_string().as_str()), ("answers", "1=4"));
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

#[test]
fn answers_that_are_void_stay_so_and_a_corrected_row_comes_in() {
    let void = |path: &'static str, who: &str| {
        let text = format!(
            "survey = \"felt-supported\"\non = 2026-10-07\n{who}point = \"once\"\nvoid = \"withdrawn\"\n[answers]\n1 = 5\n"
        );
        (path, text)
    };
    let named = void(
        "answers/2026/2026-10-07-felt-supported-p-rosa.toml",
        "participant = \"p-rosa\"\n",
    );
    let nameless = void("answers/2026/2026-10-07-felt-supported-anonymous.toml", "");
    let more = [(named.0, &*named.1), (nameless.0, &*nameless.1)];
    let rows: [&[&str]; 2] = [
        &["Rosa Medina", "10/7/2026", "5", "", ""],
        &["anonymous", "10/7/2026", "5", "", ""],
    ];
    let plan = taken(&more, &HEADERS, &rows);
    assert!(plan.new.is_empty());
    for (row, id) in [(2, "p-rosa"), (3, "anonymous")] {
        assert_eq!(plan.outcomes[&row], RowOutcome::OnFile);
        let note = format!(
            "is about 2026-10-07-felt-supported-{id}, which is void on file; it was left as it is"
        );
        assert_eq!(plan.notes[&row], note);
    }
    let plan = taken(
        &more,
        &HEADERS,
        &[&["Rosa Medina", "10/7/2026", "4", "", ""]],
    );
    assert_eq!(ids(&plan), ["2026-10-07-felt-supported-p-rosa--2"]);
}

#[test]
fn points_are_known_by_what_forms_call_them_and_a_second_one_is_noted() {
    let numbers: Vec<String> = (1..=19)
        .map(|number| format!("Question #{number}"))
        .collect();
    let mut heads = vec!["Parent's name:", "Date of survey", "Pre/Post"];
    heads.extend(numbers.iter().map(String::as_str));
    let row = |day: &'static str, point: &'static str| {
        let mut row = vec!["Rosa Medina", day, point];
        row.extend(std::iter::repeat_n("3", 19));
        row
    };
    let rows = [
        row("10/5/2026", "Before"),
        row("10/6/2026", "pre"),
        row("11/9/2026", "After"),
    ];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let plan = of("pfs2", None, &[], &heads, &rows);
    assert_eq!(
        ids(&plan),
        [
            "2026-10-05-pfs2-p-rosa",
            "2026-10-06-pfs2-p-rosa",
            "2026-11-09-pfs2-p-rosa"
        ]
    );
    assert_eq!(
        plan.notes,
        BTreeMap::from([(
            3,
            "is a second `pre` of `pfs2` of this parent, beside that of 2026-10-05: if one has the wrong day, void it"
                .to_owned()
        )])
    );
}

#[test]
fn a_row_of_answers_is_no_row_of_headers_and_what_a_sheet_lacks_is_said_once() {
    let (name, survey) = shipped().find(|(name, _)| name.as_str() == "pfs2").unwrap();
    let ask = |headers: &[&str], point| {
        let named = headers.iter().map(ToString::to_string);
        let numbers = (1..=19).map(|number: u32| number.to_string());
        let signed = headers.iter().map(|_| "Rosa Medina".to_owned());
        let answers = (0..20).map(|answer: u32| (answer % 5).to_string());
        let row = |number, cells: Vec<String>| SheetRow {
            number,
            cells: cells.iter().map(|cell| cell.as_str().into()).collect(),
        };
        let rows = [
            row(1, named.chain(numbers).collect()),
            row(2, signed.chain(answers).collect()),
        ];
        let map = answer_sheet(&rows, &name, &survey, point, None);
        map.map(|map| map.header_row)
            .map_err(|problem| problem.message)
    };
    assert_eq!(ask(&["Your name", "Date"], Some(Point::Post)), Ok(Some(1)));
    assert_eq!(
        ask(&["Your name", "Date"], None).unwrap_err(),
        "no column says which of `post`, `pre`, `retrospective` the answers are"
    );
    assert_eq!(
        ask(&["Name", "When filled in"], Some(Point::Pre)).unwrap_err(),
        "no column says the day of the answers, unless it is `When filled in`"
    );
    assert_eq!(
        ask(&["Name", "Date", "Pre/Post"], Some(Point::Pre)).unwrap_err(),
        "row 1 has a column `Pre/Post`, and `--point` says `pre` of all rows"
    );
}
