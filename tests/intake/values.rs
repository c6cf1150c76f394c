//! Cells that are not quite what their column is for: remarks in place of numbers, times of day, approximate days.

use super::messy::records;
use super::tired::with_parents;
use crate::common::Home;

/// A program with a mentor and two of her parents.
fn home() -> Home {
    with_parents(&[("Luis Ortega", "p-luis"), ("Rosa Medina", "p-rosa")])
}

/// Imports a sheet by the map guessed for it; returns the output.
fn import(home: &Home, file: &str, kind: &str, sheet: &str) -> String {
    home.write(file, sheet);
    home.ok(&["import", "--map-for", file, "--kind", kind]);
    let said = home.run(&["import", file]);
    said.no_panic(file);
    said.whole()
}

#[test]
fn a_remark_in_place_of_a_case_number_is_never_filed() {
    let home = home();
    let said = import(
        &home,
        "cases.csv",
        "cases",
        "Parent,Case #,System,Petition\nLuis Ortega,JD-2026-00298,cps,9/1/2026\nRosa Medina,same #12,cps,9/1/2026\n",
    );
    assert!(
        said.contains("row 3: Case #: `same #12` points to another row or case"),
        "{said}"
    );
    let filed: Vec<String> = records(&home, "identities");
    assert!(
        filed.iter().any(|text| text.contains("\"JD-2026-00298\"")),
        "{said}"
    );
    assert!(!filed.iter().any(|text| text.contains("same")), "{said}");
}

/// The minutes of the sessions, by day.
fn minutes(home: &Home) -> Vec<String> {
    let tree = home.tree().into_iter();
    let sessions = tree.filter(|(path, _)| path.starts_with("sessions/"));
    let line = |(path, text): (String, Vec<u8>)| {
        let text = String::from_utf8(text).unwrap();
        let minutes = text
            .lines()
            .find_map(|line| line.strip_prefix("minutes = "));
        let name = path.rsplit('/').next().unwrap_or_default();
        format!("{} {}", &name[..10], minutes.unwrap_or("none"))
    };
    sessions.map(line).collect()
}

#[test]
fn bare_numbers_beside_units_are_read_where_they_can_only_be_one() {
    let home = home();
    let said = import(
        &home,
        "contacts.csv",
        "sessions",
        "Date,Mentor,Parent,Length\n9/1/2026,Dana Webb,Luis Ortega,1 hr\n9/2/2026,Dana Webb,Luis Ortega,1.25\n\
         9/3/2026,Dana Webb,Luis Ortega,5\n9/4/2026,Dana Webb,Luis Ortega,3\n9/8/2026,Dana Webb,Luis Ortega,1½\n\
         9/9/2026,Dana Webb,Luis Ortega,half hour\n9/10/2026,Dana Webb,Luis Ortega,45\n9/11/2026,Dana Webb,Luis Ortega,.5\n",
    );
    assert_eq!(
        minutes(&home),
        [
            "2026-09-01 60",
            "2026-09-02 75",
            "2026-09-03 5",
            "2026-09-08 90",
            "2026-09-09 30",
            "2026-09-10 45",
            "2026-09-11 30"
        ],
        "{said}"
    );
    assert!(
        said.contains("row 5: Length: `3` may be hours or minutes"),
        "{said}"
    );
}

#[test]
fn a_column_of_hours_takes_no_minutes_for_hours() {
    let home = home();
    let said = import(
        &home,
        "contacts.csv",
        "sessions",
        "Date,Mentor,Parent,Hrs\n9/1/2026,Dana Webb,Luis Ortega,1.5\n9/2/2026,Dana Webb,Luis Ortega,45\n\
         9/3/2026,Dana Webb,Luis Ortega,20\n9/4/2026,Dana Webb,Luis Ortega,2\n",
    );
    assert_eq!(
        minutes(&home),
        ["2026-09-01 90", "2026-09-04 120"],
        "{said}"
    );
    assert!(
        said.contains("row 4: Hrs: `20` in a column of hours may be hours or minutes"),
        "{said}"
    );
}

#[test]
fn a_rough_day_of_a_referral_is_left_empty_and_told() {
    let home = home();
    let said = import(
        &home,
        "parents.csv",
        "participants",
        "Name,DOB,Referred\nAna Cruz,4/5/90,9/1/2026\nBo Ruiz,2/30/1990,9/2/2026\nCy Dean,1/2/85,Sept 2026\n\
         Di Voss,1/3/30,~9/1\nJULY,,\n",
    );
    assert!(
        said.contains(
            "`Referred`: 2 cells are no whole day (rows 4, 5), so `referred` is left empty there"
        ),
        "{said}"
    );
    assert!(said.contains("February has 28 days in 1990"), "{said}");
    assert!(
        said.contains("skipped: 1 row of totals, of months or of what marks mean (row 6)"),
        "{said}"
    );
    let map = home.read("intake/parents.toml");
    assert!(!map.contains("in rows 4, 5"), "{map}");
    let identities = records(&home, "identities");
    for born in ["1990-04-05", "1985-01-02", "1930-01-03"] {
        assert!(
            identities.iter().any(|text| text.contains(born)),
            "{born}\n{said}"
        );
    }
    let referred = records(&home, "participants");
    let told = referred
        .iter()
        .filter(|text| text.contains("referred = 2026-09-01"));
    assert_eq!(told.count(), 1, "{said}");
}

#[test]
fn a_day_in_court_with_a_short_year_is_in_this_century() {
    let home = home();
    let said = import(
        &home,
        "cases.csv",
        "cases",
        "Parent,Case #,System,Petition,Hearing\nLuis Ortega,JD-2026-00298,cps,9/1/26,2/2/27\n",
    );
    let cases = records(&home, "cases");
    assert!(
        !cases.iter().any(|text| text.contains("1927")),
        "{said}\n{cases:?}"
    );
    assert!(!said.contains("1927"), "{said}");
}

#[test]
fn what_a_title_says_is_of_each_session() {
    let home = home();
    let sheet = "Wednesday group,,\n6:00-7:30 pm  Facilitator: Dana Webb,,\nName,10/7/2026,10/14/2026\nLuis Ortega,x,x\nRosa Medina,x,\n";
    let said = import(&home, "wednesday.csv", "attendance", sheet);
    assert!(!said.contains("above the table"), "{said}");
    assert_eq!(minutes(&home), ["2026-10-07 90", "2026-10-14 90"], "{said}");
    let sessions = records(&home, "sessions");
    assert!(
        sessions.iter().all(|text| text.contains("\"m-dana\"")),
        "{sessions:?}"
    );
}
