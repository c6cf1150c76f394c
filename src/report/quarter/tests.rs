//! What the outcome report contains for each audience.

use super::*;
use crate::record::Calendar;
use crate::register::Register;
use crate::register::testing::{day, register};
use crate::report::{Cell, Chart};

/// A program of some parents, each with a case reunified in 2025, a session each quarter, and a mentor.
fn program() -> Register {
    program_of(30)
}

/// The same, of whom only the first have come since 2025.
fn program_of(known: usize) -> Register {
    let mut files: Vec<(String, String)> = vec![
        ("mentors/m-1.toml".to_owned(), "capacity = 9\n".to_owned()),
        ("mentors/m-2.toml".to_owned(), "capacity = 40\n".to_owned()),
    ];
    for number in 1..=30 {
        let (parent, mentor) = (
            format!("p-{number}"),
            if number < 8 { "m-1" } else { "m-2" },
        );
        files.push((
            format!("participants/{parent}.toml"),
            "[[mentor_request]]\non = 2025-01-10\n".to_owned(),
        ));
        let mut case = format!(
            "system = \"cps\"\nparticipants = [ \"{parent}\", ]\n[child.a]\nborn = 2016-01-01\n\
             [[event]]\non = 2024-11-01\nkind = \"removed\"\nsetting = \"relative\"\n\
             [[event]]\non = 2025-03-{number:02}\nkind = \"reunified\"\n"
        );
        if number == 5 {
            case += "[[event]]\non = 2025-09-10\nkind = \"petition\"\n";
        }
        files.push((format!("cases/c-{number}.toml"), case));
        let pairing =
            format!("participant = \"{parent}\"\nmentor = \"{mentor}\"\nbegan = 2026-07-10\n");
        files.push((format!("matches/k-{number}.toml"), pairing));
    }
    let all: Vec<String> = (1..=30).map(|number| format!("\"p-{number}\"")).collect();
    for (on, came) in [
        ("2025-02-01", 30),
        ("2026-05-01", known),
        ("2026-08-01", known),
    ] {
        let session = format!(
            "kind = \"support-group\"\non = {on}\ngroup = \"wed\"\nparticipants = [ {}, ]\n",
            all[..came].join(", ")
        );
        files.push((
            format!("sessions/{}/{on}-group-wed.toml", &on[..4]),
            session,
        ));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files)
}

fn report(audience: Audience) -> Vec<Sheet> {
    asked(audience, true)
}

fn asked(audience: Audience, full: bool) -> Vec<Sheet> {
    let period = Period::quarter(Calendar::State, 2027, 1);
    asked_of(&program(), &period, audience, full)
}

fn asked_of(register: &Register, period: &Period, audience: Audience, full: bool) -> Vec<Sheet> {
    let as_of = day("2026-11-21");
    let request = Request {
        register,
        period,
        as_of,
        by: &[],
        consenting_only: false,
    };
    let asked = Asked {
        full,
        ..Asked::default()
    };
    sheets(&request, asked, audience).unwrap()
}

fn card(sheets: &[Sheet], figure: &str) -> Vec<Cell> {
    sheets[0]
        .rows
        .iter()
        .find(|row| row[0] == Cell::text(figure))
        .unwrap()[2..]
        .to_vec()
}

#[test]
fn who_came_home_in_the_period_is_counted_as_parents_families_and_children() {
    let home = |day: &str, children: &str| {
        let begins = "[child.a]\nborn = 2016-01-01\n[child.b]\nborn = 2018-01-01\n";
        format!(
            "{begins}[[event]]\non = 2026-01-10\nkind = \"removed\"\nsetting = \"relative\"\n\
             [[event]]\non = {day}\nkind = \"reunified\"\nchildren = [ {children}, ]\n"
        )
    };
    // July 2026 to September 2026: both parents of c-1 with two children, and p-3 with one of hers. p-4 was in June.
    let case = |parents: &str, day: &str, children: &str| {
        format!(
            "system = \"cps\"\nparticipants = [ {parents}, ]\n{}",
            home(day, children)
        )
    };
    let cases = [
        case("\"p-1\", \"p-2\"", "2026-07-10", "\"a\", \"b\""),
        case("\"p-3\"", "2026-09-30", "\"a\""),
        case("\"p-4\"", "2026-06-30", "\"a\""),
    ];
    let register = register(&[
        ("participants/p-1.toml", ""),
        ("participants/p-2.toml", ""),
        ("participants/p-3.toml", ""),
        ("participants/p-4.toml", ""),
        ("cases/c-1.toml", &cases[0]),
        ("cases/c-2.toml", &cases[1]),
        ("cases/c-3.toml", &cases[2]),
        (
            "sessions/2026/2026-02-01-group-wed.toml",
            "kind = \"support-group\"\non = 2026-02-01\ngroup = \"wed\"\n\
             participants = [ \"p-1\", \"p-2\", \"p-3\", \"p-4\", ]\n",
        ),
    ]);
    let period = Period::quarter(Calendar::State, 2027, 1);
    let of = |audience| card(&asked_of(&register, &period, audience, false), "came_home");
    let words = Cell::text("2 families, 3 children");
    let all = [Cell::Count(3), Cell::Count(1), words];
    assert_eq!(of(Audience::Internal), all);
    assert_eq!(of(Audience::Funder), all);
    let public = of(Audience::Public);
    assert!(
        public[0].is_masked() && public[2] == Cell::Unknown,
        "{public:?}"
    );
}

#[test]
fn what_tells_a_row_from_others_is_no_method_and_no_rule() {
    let said: Vec<String> = report(Audience::Internal)
        .into_iter()
        .filter(|sheet| sheet.layout != Layout::Cards)
        .flat_map(|sheet| sheet.columns)
        .filter(|column| column.is_key())
        .map(|column| column.name.to_owned())
        .collect();
    let keys = [
        "period",
        "start",
        "end",
        "service",
        "definition",
        "unit",
        "system",
        "by",
        "group",
        "mentor",
        "value",
        "meeting",
    ];
    assert!(
        said.iter().all(|name| keys.contains(&name.as_str())),
        "{said:?}"
    );
}

#[test]
fn it_holds_every_report_behind_its_cover() {
    let sheets = report(Audience::Internal);
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.report.as_str()).collect();
    let expected = [
        "quarter",
        "unduplicated",
        "returns",
        "reunification",
        "placements",
        "services",
        "matches",
        "waits",
        "mentors",
        "people",
        "engagement",
        "meetings",
        "court",
    ];
    assert_eq!(names, expected);
    for sheet in &sheets {
        assert!(
            sheet
                .rows
                .iter()
                .all(|row| row.len() == sheet.columns.len()),
            "{}",
            sheet.report
        );
        assert_eq!(sheet.audience, Some(Audience::Internal));
        assert_eq!(
            sheet.period.as_ref().map(|period| period.label.as_str()),
            Some("SFY2027Q1")
        );
    }
}

#[test]
fn the_cover_says_what_the_sheets_say() {
    let sheets = report(Audience::Internal);
    assert_eq!(
        card(&sheets, "served")[..2],
        [Cell::Count(30), Cell::Count(30)]
    );
    assert_eq!(card(&sheets, "returned")[0], Cell::Rate(1.0 / 30.0));
    assert_eq!(
        card(&sheets, "returned")[2],
        Cell::text("1 of 30 reunified October 2024 to September 2025")
    );
    assert_eq!(card(&sheets, "active_at_end")[0], Cell::Count(30));
    assert_eq!(card(&sheets, "parent_voice")[0], Cell::Unknown);
}

#[test]
fn every_report_has_the_period_before_beside_it() {
    for sheet in report(Audience::Internal).iter().skip(1) {
        for label in ["SFY2026Q4", "SFY2027Q1"] {
            let has = sheet
                .rows
                .iter()
                .any(|row| row.contains(&Cell::text(label)));
            assert!(has, "{} has no {label}", sheet.report);
        }
        assert!(
            sheet
                .columns
                .iter()
                .any(|column| column.name == "period" && !column.detail),
            "{}",
            sheet.report
        );
    }
}

#[test]
fn a_program_of_one_court_system_has_no_rows_of_the_other() {
    let sheets = report(Audience::Internal);
    let placements = &sheets[4];
    assert!(placements.rows.iter().all(|row| row.contains(&Cell::All)));
}

#[test]
fn charts_are_drawn_of_what_an_audience_may_see() {
    let curves = |sheets: &[Sheet]| {
        sheets
            .iter()
            .flat_map(|sheet| &sheet.charts)
            .filter(|chart| matches!(chart, Chart::Curve(_)))
            .count()
    };
    let of = |full: bool| {
        let audiences = [Audience::Internal, Audience::Funder, Audience::Public];
        audiences.map(|audience| curves(&asked(audience, full)))
    };
    assert_eq!(of(true), [1, 1, 0]);
    assert_eq!(of(false), [0, 0, 0], "they are for statisticians");
}

#[test]
fn a_funder_sees_no_id() {
    let text = format!("{:?}", report(Audience::Funder));
    for id in ["m-1", "m-2", "p-1", "c-1", "k-1"] {
        assert!(!text.contains(&format!("\"{id}\"")), "{id}");
    }
}

#[test]
fn the_public_sees_no_small_count() {
    let sheets = report(Audience::Public);
    assert_eq!(
        card(&sheets, "returned")[0],
        Cell::Masked("<36.7%".to_owned())
    );
    assert_eq!(
        card(&sheets, "returned")[2],
        Cell::text("<11 of 30 reunified October 2024 to September 2025")
    );
    assert_eq!(card(&sheets, "served")[0], Cell::Count(30));
    assert!(sheets.iter().all(|sheet| sheet.sources.is_empty()));
}

#[test]
fn no_rate_is_said_of_the_known_if_half_are_unknown() {
    let period = Period::quarter(Calendar::State, 2027, 1);
    let returned = |audience: Audience| {
        let sheets = asked_of(&program_of(15), &period, audience, false);
        let card = card(&sheets, "returned");
        [card[0].clone(), card[2].clone()]
    };
    assert_eq!(
        returned(Audience::Internal),
        [
            Cell::text("1 to 16 of 30"),
            Cell::text("no one has looked up 15 of 30 reunified")
        ]
    );
    assert_eq!(
        returned(Audience::Public),
        [
            Cell::Masked("*".to_owned()),
            Cell::text("<11 known to have returned; no one has looked up 15 of 30 reunified")
        ]
    );
    // 5 unknown of 30 are hidden; they may be 10, which is more than a fifth.
    let sheets = asked_of(&program_of(25), &period, Audience::Public, false);
    assert_eq!(
        card(&sheets, "returned")[2],
        Cell::text(
            "<11 of the 30 reunified October 2024 to September 2025; for <11 of them it is not known"
        )
    );
}

#[test]
fn children_whose_stay_has_no_end_on_file_are_said_beside_the_rate() {
    let case = |of: &str, end: &str| {
        format!(
            "system = \"cps\"\nparticipants = [ \"p-{of}\", ]\n[child.a]\nborn = 2016-01-01\n\
             [[event]]\non = 2024-11-01\nkind = \"removed\"\nsetting = \"relative\"\n{end}"
        )
    };
    let home = case("home", "[[event]]\non = 2025-03-01\nkind = \"reunified\"\n");
    let out = case("out", "");
    let session = "kind = \"support-group\"\non = 2024-12-01\ngroup = \"wed\"\nparticipants = [ \"p-home\", \"p-out\", ]\n";
    let register = register(&[
        ("participants/p-home.toml", ""),
        ("participants/p-out.toml", ""),
        ("cases/c-home.toml", &home),
        ("cases/c-out.toml", &out),
        ("sessions/2024/2024-12-01-group-wed.toml", session),
    ]);
    let period = Period::quarter(Calendar::State, 2027, 1);
    let said = |audience: Audience| {
        let sheets = asked_of(&register, &period, audience, false);
        card(&sheets, "reunified")[2].clone()
    };
    assert_eq!(
        said(Audience::Funder),
        Cell::text(
            "1 of 2 removed October 2024 to September 2025; 1 child without an end of the stay on file counts as not home"
        )
    );
    let public = format!("{:?}", said(Audience::Public));
    assert!(
        public.contains("; children without an end of the stay on file count as not home"),
        "{public}"
    );
}

#[test]
fn without_full_it_is_the_page_alone() {
    for audience in [Audience::Internal, Audience::Funder, Audience::Public] {
        let sheets = asked(audience, false);
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.report.as_str()).collect();
        assert_eq!(names, ["quarter"], "{audience:?}: nothing was promised");
        assert_eq!(sheets[0].rows, report(audience)[0].rows, "{audience:?}");
        assert!(sheets[0].sources.is_empty());
        let said = [&sheets[0].answer[..], &sheets[0].notes].concat().join(" ");
        assert!(!said.contains('`'), "{said}");
    }
}

#[test]
fn the_page_says_who_was_served_and_how_families_fared() {
    let page = &asked(Audience::Funder, false)[0];
    // 30 parents with one child each; all were home by the end of March 2025, and one was back within a year.
    let families = page
        .rows
        .iter()
        .find(|row| row[0] == Cell::text("families"));
    assert_eq!(families.unwrap()[2], Cell::Count(30));
    let titles: Vec<&str> = page.columns.iter().map(|column| &*column.title).collect();
    assert_eq!(
        titles[2..4],
        ["July to September 2026", "April to June 2026"]
    );
    assert!(
        page.answer
            .iter()
            .any(|said| said.starts_with("October 2024 to September 2025: 1 of 30 parents")),
        "{:?}",
        page.answer
    );
    assert!(asked(Audience::Public, false)[0].answer.is_empty());
}

#[test]
fn a_period_in_which_nobody_was_served_has_the_one_before_beside_it() {
    let register = register(&[
        ("participants/p-a.toml", ""),
        (
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2015-01-01\n[[event]]\non = 2024-01-01\n\
             kind = \"petition\"\n",
        ),
        (
            "sessions/2025/2025-02-03-casework-p-a.toml",
            "kind = \"casework\"\non = 2025-02-03\nparticipants = [\"p-a\"]\n",
        ),
    ]);
    let period = Period::quarter(Calendar::State, 2025, 4);
    let sheets = asked_of(&register, &period, Audience::Internal, false);
    for unit in ["children", "families"] {
        let row = card(&sheets, unit);
        assert!(
            row.contains(&Cell::Count(0)) && row.contains(&Cell::Count(1)),
            "{row:?}"
        );
    }
}
