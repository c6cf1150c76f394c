use std::collections::BTreeSet;

use super::*;
use crate::measure::definition::shipped;
use crate::record::Service;
use crate::record::benchmark::FIGURES;
use crate::register::testing::{day, register};
use crate::report::Align;

mod quarters;

fn group(on: &str, people: &str) -> (String, String) {
    let people: Vec<String> = people.split(' ').map(|id| format!("\"p-{id}\"")).collect();
    (
        format!("sessions/2026/{on}-group-wed.toml"),
        format!(
            "kind = \"support-group\"\non = {on}\ngroup = \"wed\"\nparticipants = [{}]\n",
            people.join(", ")
        ),
    )
}

/// Ana and Ben live in one area; Ana enrolled in October, without a day of referral. Groups: July with Ana, October with Ana and Ben, November with Cleo.
fn program(targets: &str) -> Register {
    let mut files = vec![
        (
            "peer.toml".to_owned(),
            format!(
                "schema = 2\nname = \"T\"\n[[contract]]\nname = \"county\"\nbegins = 2026-07-01\n{targets}"
            ),
        ),
        (
            "participants/p-ana.toml".to_owned(),
            "area = \"85701\"\n[[enrollment]]\nstart = 2026-10-07\n".to_owned(),
        ),
        (
            "participants/p-ben.toml".to_owned(),
            "area = \"85701\"\n".to_owned(),
        ),
        (
            "participants/p-cleo.toml".to_owned(),
            "area = \"85713\"\n".to_owned(),
        ),
    ];
    files.push(group("2026-07-01", "ana"));
    files.push(group("2026-10-07", "ana ben"));
    files.push(group("2026-11-04", "cleo"));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files)
}

/// The answer for October to December, as of the last day of the year.
fn asked(targets: &str) -> Result<Sheet, String> {
    asked_of(
        targets,
        &Period::quarter(Calendar::Common, 2026, 4),
        "2026-12-31",
    )
}

fn asked_of(targets: &str, period: &Period, as_of: &str) -> Result<Sheet, String> {
    let register = program(targets);
    let request = Request {
        register: &register,
        period,
        as_of: day(as_of),
        by: &[],
        consenting_only: false,
    };
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions[..1],
        ..Asked::default()
    };
    sheet(&request, asked, Audience::Internal)
}

fn target(measure: &str, value: &str, rest: &str) -> String {
    format!("[[contract.target]]\nmeasure = \"{measure}\"\nvalue = {value}\n{rest}")
}

fn row(targets: &str) -> Vec<Cell> {
    asked(targets).unwrap().rows.remove(0)
}

#[test]
fn a_target_is_held_against_the_period_and_the_contract_year() {
    // Three people since October and in the year; a fifth of 15. Of 365 days, 184 have passed and 181 are left.
    let row = row(&target("unduplicated.served", "15", ""));
    assert_eq!(
        row[4..10],
        [
            Cell::Count(3),
            Cell::Count(3),
            Cell::Count(15),
            Cell::text("year"),
            Cell::Rate(0.2),
            Cell::Rate(184.0 / 365.0),
        ]
    );
    assert_eq!(row[10], Cell::Number(12.0 / (181.0 * 12.0 / 365.25), 1));
}

#[test]
fn people_are_counted_once_in_the_year_and_new_from_its_first_day() {
    // Ana came in July: in October she is continuing, and she is new in the contract year that began on July 1.
    let new = target("unduplicated.new", "6", "");
    assert_eq!(row(&new)[4..6], [Cell::Count(2), Cell::Count(3)]);
    // In a contract year that begins in October she is new in October, in any calendar.
    let from_october = row(&format!("year = 10\n{new}"));
    assert_eq!(from_october[4..6], [Cell::Count(3), Cell::Count(3)]);
    let served = asked(&target(
        "services.attendances",
        "8",
        "where = \"service:support-group\"\n",
    ));
    assert_eq!(
        served.unwrap().rows[0][4..6],
        [Cell::Count(3), Cell::Count(4)]
    );
}

#[test]
fn words_pick_a_row_of_the_report_and_others_the_people() {
    let row = row(&target(
        "unduplicated.served",
        "4",
        "where = \"area:85701 service:support-group\"\n",
    ));
    assert_eq!(row[4..6], [Cell::Count(2), Cell::Count(2)]);
    let mut services: Vec<String> = Service::WORDS
        .iter()
        .map(|word| format!("`{word}`"))
        .collect();
    services.sort();
    let none = asked(&target(
        "services.sessions",
        "4",
        "where = \"service:yoga\"\n",
    ));
    assert_eq!(
        none.unwrap_err(),
        format!(
            "the target `services.sessions` cannot be counted, because there is no `service:yoga`; `service` can be {}",
            services.join(", ")
        )
    );
    let wrong = asked(&target(
        "unduplicated.served",
        "4",
        "where = \"aera:85701\"\n",
    ));
    assert!(wrong.unwrap_err().contains("did you mean `area:`?"));
}

#[test]
fn a_target_is_called_what_readers_call_it() {
    let label = |measure: &str, rest: &str| row(&target(measure, "4", rest))[1].clone();
    assert_eq!(
        label("unduplicated.served", ""),
        Cell::text("People served")
    );
    assert_eq!(
        label("services.sessions", "where = \"service:support-group\"\n"),
        Cell::text("Services: sessions (service support group)")
    );
    assert_eq!(
        label("engagement.within_7", ""),
        Cell::text("From referral to the end: served within 7 days")
    );
}

#[test]
fn a_contract_that_does_not_hold_in_the_period_says_nothing() {
    let over = target("unduplicated.served", "4", "")
        .replace("[[contract", "ends = 2026-09-30\n[[contract");
    let sheet = asked(&over).unwrap();
    assert!(sheet.rows.is_empty() && sheet.notes[0].contains("no contract"));
}

/// Fourteen people came to the group in October, three of them also to casework; twelve had come in July.
fn public(targets: &str, period: &Period) -> Vec<Vec<Cell>> {
    let people = |count: usize| (1..=count).map(|at| format!("p{at}")).collect::<Vec<_>>();
    let listed = |count: usize| people(count).join(" ");
    let head = "schema = 2\nname = \"T\"\n[[contract]]\nname = \"county\"\nbegins = 2026-07-01\n";
    let mut files = vec![("peer.toml".to_owned(), format!("{head}{targets}"))];
    files.extend(people(14).iter().map(|id| {
        let path = format!("participants/p-{id}.toml");
        (path, "area = \"85701\"\n".to_owned())
    }));
    files.push(group("2026-07-01", &listed(12)));
    files.push(group("2026-10-07", &listed(14)));
    let (path, text) = group("2026-10-08", &listed(3));
    files.push((
        path.replace("group-wed", "casework-p-p1"),
        text.replace("support-group", "casework")
            .replace("group = \"wed\"\n", ""),
    ));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let register = register(&files);
    let request = Request {
        register: &register,
        period,
        as_of: day("2026-12-31"),
        by: &[],
        consenting_only: false,
    };
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions[..1],
        ..Asked::default()
    };
    let sheet = sheet(&request, asked, Audience::Public).unwrap();
    let mut sheets = for_audience(vec![sheet], Audience::Public, &request, asked).unwrap();
    sheets.remove(0).rows
}

#[test]
fn the_public_sees_of_a_target_what_it_sees_of_the_figure() {
    let targets = [
        target("unduplicated.served", "28", ""),
        target("unduplicated.served", "28", "by = \"quarter\"\n"),
        target(
            "unduplicated.served",
            "9",
            "where = \"service:casework\"\nby = \"quarter\"\n",
        ),
        target(
            "unduplicated.served",
            "28",
            "where = \"area:85701\"\nby = \"quarter\"\n",
        ),
        target("engagement.attendance", "0.8", ""),
    ];
    let rows = public(
        &targets.concat(),
        &Period::quarter(Calendar::Common, 2026, 4),
    );
    let withheld = || Cell::Masked("*".to_owned());
    // Next to the quarter, the year would reveal who came in July alone.
    assert_eq!(
        rows[0][4..7],
        [Cell::Count(14), withheld(), Cell::Count(28)]
    );
    assert_eq!((&rows[0][8], &rows[0][10]), (&withheld(), &withheld()));
    assert_eq!(
        (&rows[1][4], &rows[1][8]),
        (&Cell::Count(14), &Cell::Rate(0.5))
    );
    // Three people; a target of nine is not a secret.
    assert_eq!(
        rows[2][4..9],
        [
            withheld(),
            withheld(),
            Cell::Count(9),
            Cell::text("quarter"),
            withheld()
        ]
    );
    assert_eq!(
        rows[3][4],
        withheld(),
        "whoever lives elsewhere is the rest"
    );
    assert_eq!(rows[4][4], withheld(), "the public has no such column");
}

#[test]
fn the_public_sees_the_contract_year_where_it_is_what_was_asked_for() {
    let days = Period::between(day("2026-07-01"), day("2026-12-31"), Calendar::Program(7));
    let rows = public(&target("unduplicated.served", "28", ""), &days);
    assert_eq!(
        rows[0][4..7],
        [Cell::Count(14), Cell::Count(14), Cell::Count(28)]
    );
    assert_eq!(rows[0][8], Cell::Rate(0.5));
    let each = target("unduplicated.served", "14", "by = \"quarter\"\n");
    let withheld = Cell::Masked("*".to_owned());
    let row = &public(&each, &days)[0];
    assert_eq!(
        (&row[4], &row[8], &row[11], &row[12]),
        (&Cell::Count(14), &Cell::Unknown, &withheld, &withheld),
        "the quarters are reports of their own"
    );
}

#[test]
fn every_figure_of_every_report_may_be_promised_and_no_other() {
    let register = program("");
    let period = Period::quarter(Calendar::Common, 2026, 4);
    let request = Request {
        register: &register,
        period: &period,
        as_of: day("2026-12-31"),
        by: &[],
        consenting_only: false,
    };
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions[..1],
        ..Asked::default()
    };
    let mut figures = BTreeSet::new();
    for report in catalog::REPORTS {
        let sheet = (report.rows)(&request, asked).unwrap().printed();
        let numbers = sheet
            .columns
            .iter()
            .filter(|one| one.align == Align::Right && !one.is_key() && one.bound.is_none());
        figures.extend(numbers.map(|column| format!("{}.{}", report.name, column.name)));
    }
    let known: BTreeSet<String> = FIGURES.iter().map(ToString::to_string).collect();
    let differ: Vec<&String> = known.symmetric_difference(&figures).collect();
    assert!(
        differ.is_empty(),
        "FIGURES of src/record/kinds/benchmark.rs and the columns of reports differ in {differ:?}"
    );
}

#[test]
fn what_nobody_did_in_the_days_is_none_of_a_target() {
    let row = row(&target("meetings.held", "6", "where = \"meeting:cft\"\n"));
    assert_eq!(row[4..6], [Cell::Count(0), Cell::Count(0)]);
    let wrong = asked(&target("meetings.held", "6", "where = \"meeting:cftt\"\n"));
    assert_eq!(
        wrong.unwrap_err(),
        "the target `meetings.held` cannot be counted, because there is no `meeting:cftt`; did you mean `meeting:cft`?"
    );
    let two = asked(&target(
        "meetings.held",
        "6",
        "where = \"meeting:cft,tdm\"\n",
    ));
    assert_eq!(
        two.unwrap_err(),
        "a target on `meetings.held` picks no row: `meeting:cft,tdm`; write a target for each word"
    );
}

#[test]
fn a_word_that_no_survey_or_person_has_is_no_zero() {
    for (measure, terms, near) in [
        (
            "surveys.given",
            "survey:pfs3",
            "did you mean `survey:pfs2`?",
        ),
        (
            "surveys.given",
            "survey:pfs2 point:pri",
            "did you mean `point:pre`?",
        ),
        (
            "surveys.given",
            "survey:felt-supported part:sheet",
            "did you mean `part:sheets`?",
        ),
        (
            "unduplicated.served",
            "gender:woman,womn",
            "did you mean `gender:woman`?",
        ),
    ] {
        let said = asked(&target(measure, "4", &format!("where = \"{terms}\"\n"))).unwrap_err();
        assert!(said.contains(near), "{said}");
    }
    let none = row(&target(
        "surveys.given",
        "4",
        "where = \"survey:pfs2 point:pre\"\n",
    ));
    assert_eq!(none[4], Cell::Count(0));
}

/// Of four sheets given to people, three came back: 75 %; both answers of the two people are the best.
#[test]
fn a_share_is_promised_as_a_share() {
    let toml = target(
        "surveys.response",
        "0.5",
        "where = \"survey:felt-supported\"\n",
    );
    let targets = toml.clone()
        + &target(
            "surveys.best",
            "0.8",
            "where = \"survey:felt-supported part:item-1\"\n",
        );
    let program_text = format!(
        "schema = 2\nname = \"T\"\n[[contract]]\nname = \"county\"\nbegins = 2026-07-01\n{targets}"
    );
    let sheet_of = |id: &str, answers: &str| {
        (
            format!("answers/2026/2026-10-07-felt-supported-p-{id}.toml"),
            format!(
                "survey = \"felt-supported\"\non = 2026-10-07\nparticipant = \"p-{id}\"\npoint = \"once\"\n{answers}"
            ),
        )
    };
    let mut files = vec![("peer.toml".to_owned(), program_text)];
    for id in ["a", "b", "c", "d"] {
        files.push((format!("participants/p-{id}.toml"), String::new()));
    }
    files.push(sheet_of("a", "[answers]\n1 = 5\n"));
    files.push(sheet_of("b", "[answers]\n1 = 5\n"));
    files.push(sheet_of("c", "[answers]\n1 = 1\n"));
    files.push(sheet_of("d", ""));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let register = register(&files);
    let period = Period::quarter(Calendar::Common, 2026, 4);
    let request = Request {
        register: &register,
        period: &period,
        as_of: day("2026-12-31"),
        by: &[],
        consenting_only: false,
    };
    let sheet = sheet(&request, Asked::default(), Audience::Internal).unwrap();
    let withheld_month = Cell::Unknown;
    for (row, share, promised) in [
        (&sheet.rows[0], 0.75, 0.5),
        (&sheet.rows[1], 2.0 / 3.0, 0.8),
    ] {
        assert_eq!(
            row[4..7],
            [Cell::Rate(share), Cell::Rate(share), Cell::Rate(promised)]
        );
        assert_eq!(
            row[10], withheld_month,
            "a share is not reached month by month"
        );
    }
    assert_eq!(sheet.rows[0].last(), Some(&Cell::text("met")));
    assert_eq!(sheet.rows[1].last(), Some(&Cell::text("under way")));
}
