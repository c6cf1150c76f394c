//! Public reports of small programs, from their records.

use super::*;
use crate::measure::By;
use crate::measure::definition::shipped;
use crate::register::Register;
use crate::report::quarter;

/// A report of the quarter from July to September 2026, as an audience sees it.
fn report(register: &Register, name: &str, by: &[By], audience: Audience) -> Vec<Sheet> {
    requested(register, name, by, audience).unwrap()
}

fn requested(
    register: &Register,
    name: &str,
    by: &[By],
    audience: Audience,
) -> Result<Vec<Sheet>, String> {
    let period = Period::quarter(Calendar::State, 2027, 1);
    let request = Request {
        register,
        period: &period,
        as_of: day("2026-10-31"),
        by,
        consenting_only: false,
    };
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions[..1],
        unit: None,
        full: true,
        new_only: false,
    };
    if name == "quarter" {
        return quarter::sheets(&request, asked, audience);
    }
    let sheet = catalog::sheet(name, &request, asked).unwrap()?;
    for_audience(vec![sheet], audience, &request, asked)
}

/// The three months of 32 people are refused, those of 33 are not; the whole quarter never is.
#[test]
fn a_program_that_served_fewer_than_the_limit_for_each_part_publishes_the_whole_alone() {
    let served = |people: usize| {
        let ids: Vec<String> = (0..people).map(|at| format!("p-a{at}")).collect();
        let mut files: Vec<(String, String)> = ids
            .iter()
            .map(|id| (format!("participants/{id}.toml"), String::new()))
            .collect();
        files.push((
            "sessions/2026/2026-09-02-group-g.toml".to_owned(),
            format!(
                "kind = \"support-group\"\ngroup = \"g\"\non = 2026-09-02\nparticipants = {ids:?}\n"
            ),
        ));
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        register(&files)
    };
    let public = |people: usize, by: &[By]| {
        requested(&served(people), "unduplicated", by, Audience::Public).map(|sheets| sheets.len())
    };
    assert_eq!(
        public(32, &[By::Month]),
        Err(
            "fewer than 33 people were served in SFY2027Q1, which is 11 for each of the 3 months: too few for public figures by month, as people could be recognized; leave out `--by month`, or choose longer parts"
                .to_owned()
        )
    );
    assert_eq!((public(33, &[By::Month]), public(21, &[])), (Ok(1), Ok(1)));
    assert_eq!(
        public(33, &[By::Month, By::Area]),
        Err("the public gets figures by month or by area, not by both, as people could be recognized; leave one out".to_owned())
    );
    // A quarter is one quarter: nothing is split.
    assert_eq!(public(21, &[By::Quarter]), Ok(1));
}

fn group(word: &str) -> Cell {
    Cell::group(Some(word).filter(|word| *word != "all"))
}

/// Some figures in the quarter's rows with this word, as printed.
fn figures(sheets: &[Sheet], name: &str, word: &str, columns: &[&str]) -> Vec<String> {
    let sheet = sheets.iter().find(|sheet| sheet.report == name).unwrap();
    let at = (0..sheet.rows.len())
        .find(|at| {
            let row = &sheet.rows[*at];
            row.contains(&group(word))
                && row.contains(&Cell::Day(day("2026-07-01")))
                && row.contains(&Cell::Day(day("2026-09-30")))
        })
        .unwrap();
    let printed = row(sheet, at);
    let place = |name: &&str| sheet.columns.iter().position(|column| column.name == *name);
    columns
        .iter()
        .map(|name| printed[place(name).unwrap()].clone())
        .collect()
}

const REMOVED: &str = "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2016-01-01\n\
    [[event]]\non = 2026-03-01\nkind = \"removed\"\nsetting = \"relative\"\n";

#[test]
fn the_days_of_one_child_are_not_printed() {
    let register = register(&[("participants/p-a.toml", ""), ("cases/c-a.toml", REMOVED)]);
    let days = |audience| {
        let sheets = report(&register, "placements", &[], audience);
        figures(
            &sheets,
            "placements",
            "all",
            &["episodes", "care_days", "moves"],
        )
    };
    assert_eq!(days(Audience::Internal), ["0", "92", "0"]);
    assert_eq!(days(Audience::Public), ["0", "*", "0"], "zero is shown");
    let page = report(&register, "quarter", &[], Audience::Public);
    let figures = figures(&page, "placements", "all", &["care_days"]);
    assert_eq!(figures, ["*"]);
}

#[test]
fn neither_sessions_nor_hours_of_one_parent_are_printed() {
    let sessions: Vec<(String, String)> = (1..=24)
        .map(|at| {
            (
                format!("sessions/2026/2026-09-{at:02}-casework-p-a.toml"),
                format!(
                    "kind = \"casework\"\non = 2026-09-{at:02}\nminutes = 60\nparticipants = [\"p-a\"]\n\
                     [[referral]]\nresource = \"housing\"\noutcome = \"connected\"\n"
                ),
            )
        })
        .collect();
    let mut files = vec![("participants/p-a.toml", "")];
    files.extend(
        sessions
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let register = register(&files);
    let names = [
        "sessions",
        "attendances",
        "participants",
        "referrals",
        "referrals_connected",
        "no_shows",
    ];
    let casework = |audience| {
        let sheets = report(&register, "services", &[], audience);
        figures(&sheets, "services", "casework", &names)
    };
    assert_eq!(
        casework(Audience::Internal),
        ["24", "24", "1", "24", "24", "0"]
    );
    assert_eq!(casework(Audience::Public)[..2], ["*", "*"]);
    assert_eq!(casework(Audience::Public)[3..], ["*", "*", "0"]);
    let public = report(&register, "services", &[], Audience::Public);
    assert!(
        !format!("{:?}", public[0].rows).contains("Number(24"),
        "hours"
    );
}

#[test]
fn the_row_of_all_mentors_is_not_that_of_one() {
    let register = register(&[
        ("participants/p-a.toml", ""),
        ("mentors/m-a.toml", "capacity = 3\n"),
        (
            "matches/k-a.toml",
            "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-06-01\n",
        ),
        (
            "sessions/2026/2026-09-02-mentoring-k-a.toml",
            "kind = \"mentoring\"\non = 2026-09-02\nmatch = \"k-a\"\nminutes = 60\nparticipants = [\"p-a\"]\n\
             mentors = [\"m-a\"]\n",
        ),
    ]);
    let names = ["active", "capacity", "average", "sessions", "hours"];
    let sheets = report(&register, "mentors", &[], Audience::Public);
    let all = figures(&sheets, "mentors", "all", &names);
    assert_eq!(all[1..], ["*", "*", "*", "*"]);
    assert!(["*", "<11"].contains(&all[0].as_str()), "{all:?}");
}

/// 12 people in groups and 10 others at court.
fn twelve_and_ten() -> Register {
    let people: Vec<String> = (0..22)
        .map(|at| format!("participants/p-{at}.toml"))
        .collect();
    let of = |range: std::ops::Range<usize>| {
        let ids: Vec<String> = range.map(|at| format!("\"p-{at}\"")).collect();
        format!("participants = [{}]\n", ids.join(", "))
    };
    let group = format!(
        "kind = \"support-group\"\non = 2026-08-05\ngroup = \"wed\"\n{}",
        of(0..12)
    );
    let court = format!(
        "kind = \"court\"\non = 2026-08-06\ncase = \"c-a\"\n{}",
        of(12..22)
    );
    let mut files: Vec<(&str, &str)> = people
        .iter()
        .map(|path| (path.as_str(), "area = \"85701\"\n"))
        .collect();
    files.extend([
        (
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-20\"]\n",
        ),
        ("sessions/2026/2026-08-05-group-wed.toml", group.as_str()),
        ("sessions/2026/2026-08-06-court-c-a.toml", court.as_str()),
    ]);
    register(&files)
}

#[test]
fn the_people_of_a_service_are_hidden_in_two_reports_or_in_none() {
    let register = twelve_and_ten();
    let names = [("unduplicated", "served"), ("services", "participants")];
    for (report_name, column) in names {
        let internal = report(&register, report_name, &[], Audience::Internal);
        let of = |word: &str| figures(&internal, report_name, word, &[column]);
        assert_eq!([of("support-group"), of("court")], [["12"], ["10"]]);
    }
    for by in [&[][..], &[By::Area]] {
        let unduplicated = report(&register, "unduplicated", by, Audience::Public);
        let of = |word: &str| figures(&unduplicated, "unduplicated", word, &["served"]);
        assert_eq!(
            [of("all"), of("support-group"), of("court")],
            [["22"], ["*"], ["*"]]
        );
    }
    let services = report(&register, "services", &[], Audience::Public);
    let of = |word: &str| figures(&services, "services", word, &["participants"]);
    assert_eq!(
        [of("support-group"), of("court")],
        [["*"], ["*"]],
        "22 - 12 = 10"
    );
    let page = report(&register, "quarter", &[], Audience::Public);
    for (report_name, column) in names {
        let of = |word: &str| figures(&page, report_name, word, &[column]);
        assert_eq!([of("support-group"), of("court")], [["*"], ["*"]]);
    }
}

#[test]
fn a_breakdown_hides_nothing_of_everybody_that_the_report_without_it_shows() {
    let people: Vec<String> = (0..14)
        .map(|at| format!("participants/p-{at}.toml"))
        .collect();
    let ids: Vec<String> = (0..14).map(|at| format!("\"p-{at}\"")).collect();
    let group = format!(
        "kind = \"support-group\"\non = 2026-08-05\ngroup = \"wed\"\nparticipants = [{}]\n",
        ids.join(", ")
    );
    let mut files: Vec<(&str, &str)> = people
        .iter()
        .enumerate()
        .map(|(at, path)| {
            let area = if at < 4 {
                "area = \"85701\"\n"
            } else {
                "area = \"85705\"\n"
            };
            (path.as_str(), area)
        })
        .collect();
    files.push(("sessions/2026/2026-08-05-group-wed.toml", group.as_str()));
    let register = register(&files);
    let plain = report(&register, "unduplicated", &[], Audience::Public);
    let by_area = report(&register, "unduplicated", &[By::Area], Audience::Public);
    let of = |sheets: &[Sheet], word: &str| figures(sheets, "unduplicated", word, &["served"]);
    assert_eq!(of(&plain, "support-group"), ["14"]);
    assert_eq!(of(&by_area, "support-group"), ["14"]);
    let areas = ["85701", "85705"].map(|area| of(&by_area, area)[0].clone());
    assert!(
        areas.iter().all(|shown| shown == "*" || shown == "<11"),
        "{areas:?}"
    );
}
