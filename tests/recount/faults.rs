//! Small record sets on which the program and MEASURES differed, each with the figure that is right according to the
//! text.

use serde_json::Value;

use super::rows;
use crate::common::Home;

const PROGRAM: &str =
    "schema = 2\nname = \"Recount\"\nfiscal_year_starts = 7\nidentities = \"identities\"\n";

/// A program with the parent `p-a`.
fn program(files: &[(&str, &str)]) -> Home {
    let home = Home::empty();
    home.write("peer.toml", PROGRAM);
    home.write("participants/p-a.toml", "referred = 2023-06-10\n");
    for (path, text) in files {
        home.write(path, text);
    }
    home
}

fn ask(home: &Home, report: &str, period: &str, more: &[&str]) -> Vec<Value> {
    let asked = ["report", report, period, "--format", "json"];
    rows(home, &[&asked[..], more].concat())
}

const REMOVED: &str = "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2007-03-01\n\
    [[event]]\non = 2024-01-01\nkind = \"petition\"\n\
    [[event]]\non = 2024-01-01\nkind = \"removed\"\nsetting = \"relative\"\n";

const CASEWORK: &str = "kind = \"casework\"\non = 2025-02-03\nparticipants = [\"p-a\"]\n";

/// In every measure of children, the birthday is an `aged-out` event of that day.
#[test]
fn a_child_of_age_is_nowhere_a_week_after_a_meeting() {
    let meeting = "kind = \"team-meeting\"\non = 2025-05-01\nparticipants = [\"p-a\"]\ncase = \"c-a\"\nmeeting = \"cft\"\n";
    let home = program(&[
        ("cases/c-a.toml", REMOVED),
        ("sessions/2025/2025-05-01-meeting-c-a.toml", meeting),
    ]);
    let row = &ask(&home, "meetings", "2025-05", &[])[0];
    assert_eq!(row["held"], 1);
    assert!(row["setting_after"]["relative"].is_null(), "{row}");
}

/// A case with `continues` is one case with the other; `hearings` are days of a case.
#[test]
fn a_day_in_court_of_a_case_that_was_transferred_is_one_hearing() {
    let first = "system = \"cps\"\nparticipants = [\"p-a\"]\n[[event]]\non = 2024-01-01\nkind = \"petition\"\n";
    let next = "system = \"cps\"\nparticipants = [\"p-a\"]\ncontinues = \"c-a\"\n[[event]]\non = 2025-02-01\nkind = \"petition\"\n";
    let court = "kind = \"court\"\non = 2025-03-03\nparticipants = [\"p-a\"]\n";
    let home = program(&[
        ("cases/c-a.toml", first),
        ("cases/c-b.toml", next),
        ("sessions/2025/2025-03-03-court-p-a.toml", court),
    ]);
    let row = &ask(&home, "court", "CY2025", &[])[0];
    assert_eq!(row["hearings"], 1, "{row}");
}

/// `cft_in_time`: n = episodes whose 60 days are over, still out on that day.
#[test]
fn the_sixtieth_day_counts_on_that_day() {
    let case = REMOVED
        .replace("2007-03-01", "2015-01-01")
        .replace("2024-01-01", "2025-02-01");
    let meeting = "kind = \"team-meeting\"\non = 2025-01-31\nparticipants = [\"p-a\"]\ncase = \"c-a\"\nmeeting = \"cft\"\n";
    let home = program(&[
        (
            "participants/p-a.toml",
            "[[enrollment]]\nstart = 2025-01-01\n",
        ),
        ("cases/c-a.toml", &case),
        ("sessions/2025/2025-01-31-meeting-c-a.toml", meeting),
    ]);
    let row = &ask(&home, "meetings", "CY2025", &["--as-of", "2025-04-02"])[0];
    let expected = serde_json::json!({ "k": 0, "n": 1 });
    assert_eq!(row["cft_in_time"], expected);
}

/// Single values come from the root, then from the duplicates.
#[test]
fn a_birth_date_of_a_duplicate_is_that_of_the_person() {
    let home = program(&[
        ("participants/p-b.toml", "same_as = \"p-a\"\n"),
        ("identities/p-a.toml", "given = \"A\"\nfamily = \"B\"\n"),
        (
            "identities/p-b.toml",
            "given = \"A\"\nfamily = \"B\"\nborn = 1990-01-01\n",
        ),
        ("sessions/2025/2025-02-03-casework-p-a.toml", CASEWORK),
    ]);
    let all = ask(&home, "people", "CY2025", &[]);
    let mut ages = all
        .iter()
        .filter(|row| row["unit"] == "parents" && row["by"] == "age");
    let row = ages.find(|row| row["value"] == "35-44").unwrap();
    assert_eq!(row["served"], 1);
}

/// Void records do not exist for any figure.
#[test]
fn a_hearing_at_which_only_a_void_person_was_is_not_attended() {
    let case = "system = \"cps\"\nparticipants = [\"p-a\", \"p-v\"]\n[[event]]\non = 2024-01-01\nkind = \"petition\"\n\
        [[event]]\non = 2025-03-03\nkind = \"hearing\"\npresent = [\"p-v\"]\n";
    let home = program(&[
        ("participants/p-v.toml", "void = \"entered by mistake\"\n"),
        ("cases/c-a.toml", case),
        ("sessions/2025/2025-02-03-casework-p-a.toml", CASEWORK),
    ]);
    let row = &ask(&home, "court", "CY2025", &[])[0];
    assert_eq!(row["hearings"], 1);
    assert_eq!(row["attended"]["k"].as_u64().unwrap_or(0), 0, "{row}");
}

fn contract(lines: &str, target: &str) -> String {
    format!(
        "{PROGRAM}[[contract]]\nname = \"county\"\nfunder = \"Pima County\"\n{lines}\n[[contract.target]]\n{target}\nvalue = 6\n"
    )
}

/// Something promised that did not happen in a quarter counts as 0, not as a refusal.
#[test]
fn a_target_on_meetings_of_which_there_were_none_is_at_zero() {
    let target = "measure = \"meetings.held\"\nwhere = \"meeting:cft\"";
    let promised = contract("begins = 2024-07-01\nyear = 7", target);
    let home = program(&[
        ("peer.toml", &promised),
        ("sessions/2025/2025-02-03-casework-p-a.toml", CASEWORK),
    ]);
    let row = &ask(&home, "contract", "SFY2025Q3", &[])[0];
    assert_eq!(row["value"], 0);
    assert_eq!(row["to_date"], 0);
}

/// The first year of this contract ends in June: on its last day it is gone.
#[test]
fn a_short_first_contract_year_is_gone_on_its_last_day() {
    let lines = "begins = 2025-02-01\nends = 2026-01-31\nyear = 7";
    let promised = contract(lines, "measure = \"unduplicated.served\"");
    let home = program(&[
        ("peer.toml", &promised),
        ("sessions/2025/2025-02-03-casework-p-a.toml", CASEWORK),
    ]);
    let row = &ask(&home, "contract", "SFY2025Q4", &[])[0];
    assert_eq!(row["to_date"], 1);
    assert_eq!(row["year_gone"].as_f64(), Some(1.0));
}

/// The key figures of the previous quarter are numbers, even if no one was served in this one.
#[test]
fn a_quarter_in_which_nobody_was_served_has_numbers_of_the_one_before() {
    let home = program(&[
        (
            "cases/c-a.toml",
            &REMOVED.replace("2007-03-01", "2015-01-01"),
        ),
        ("sessions/2025/2025-02-03-casework-p-a.toml", CASEWORK),
    ]);
    let all = ask(&home, "quarter", "SFY2025Q4", &[]);
    for figure in ["children", "families"] {
        let row = all.iter().find(|row| row["figure"] == figure).unwrap();
        assert_eq!(row["before"], 1, "{row}");
    }
}
