//! Sheets with a block of rows for each day: a row that says the day, and below it those who came or the contacts.

use super::sixth::{contains, home, import, map_for, texts};
use crate::common::Home;

/// A group and three parents.
fn group() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "tuesday"]);
    for (name, id) in [
        ("Alicia Romero", "p-alicia"),
        ("Jasmine Carter", "p-jasmine"),
        ("Hector Ruiz", "p-hector"),
    ] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    home
}

/// Who came on a day, and how many children.
fn night(home: &Home, day: &str) -> (Vec<&'static str>, Option<String>) {
    let mut all = texts(home, "sessions/").into_iter();
    let found = all.find(|(path, _)| path.contains(day));
    let text = found.map(|(_, text)| text).unwrap_or_default();
    let all = ["p-alicia", "p-hector", "p-jasmine"];
    let came = all.into_iter().filter(|id| text.contains(id)).collect();
    let mut lines = text.lines();
    let children = lines.find(|line| line.starts_with("children_in_childcare"));
    (came, children.map(str::to_owned))
}

/// Checks the two nights of 17 and 10 November.
fn has_both_nights(home: &Home, about: &str) {
    let children = |count: u8| Some(format!("children_in_childcare = {count}"));
    let last = night(home, "2026-11-17");
    assert_eq!(
        last,
        (vec!["p-alicia", "p-jasmine"], children(3)),
        "{about}"
    );
    let first = night(home, "2026-11-10");
    assert_eq!(
        first,
        (vec!["p-hector", "p-jasmine"], children(4)),
        "{about}"
    );
    assert_eq!(texts(home, "sessions/").len(), 2, "{about}");
}

/// A sheet with two blocks.
fn sheet(one: &str, between: &str) -> String {
    format!(
        "Tuesday group sign in,,\n{one},,\nName,Phone,# Kids\nAlicia Romero,520-555-0142,2\nJasmine Carter,,1\n\
         {between}Hector Ruiz,,3\nJasmine Carter,,1\n"
    )
}

#[test]
fn a_row_that_says_a_day_is_the_day_of_the_rows_below_it() {
    let headers = "Name,Phone,# Kids\n";
    for (one, other) in [
        ("11/17/26", "11/10/26"),
        ("Date: 11/17/26", "Date: 11/10/26"),
        ("Tuesday 11/17/26", "Tuesday 11/10/26"),
        ("\"Tuesday, Nov 17, 2026\"", "\"Tuesday, Nov 10, 2026\""),
        ("Week 2 - 11/17/26", "Week 1 - 11/10/26"),
        ("11/17/26 (potluck)", "11/10/26 (movie night)"),
    ] {
        for between in [
            format!("{other},,\n"),
            format!(",,\n{other},,\n{headers}"),
            format!("Tuesday group sign in,,\n{other},,\n{headers}"),
        ] {
            let home = group();
            let said = import(&home, "list.csv", &sheet(one, &between), &[]);
            contains(&said, &["4 rows: 4 new, 0 on file, 0 refused"]);
            has_both_nights(&home, &format!("{one}: {said}"));
            let again = home.ok(&["import", "list.csv"]).whole();
            contains(&again, &["4 rows: 0 new, 4 on file, 0 refused"]);
        }
    }
}

#[test]
fn a_title_over_headers_that_come_again_may_say_the_day_among_other_words() {
    let home = group();
    let between = "Circle of hope 11/10/26,,\nName,Phone,# Kids\n";
    let said = import(
        &home,
        "list.csv",
        &sheet("Circle of hope 11/17/26", between),
        &[],
    );
    contains(
        &said,
        &["row 6 is a day: the rows below it are of that day"],
    );
    has_both_nights(&home, &said);
}

#[test]
fn a_label_and_its_day_may_be_in_two_cells() {
    let home = group();
    let text = sheet("11/17/26", "").replace("11/17/26,,", "Date:,11/17/26,");
    let text = text.replace("Hector", "Date:,11/10/26,\nHector");
    let said = import(&home, "list.csv", &text, &[]);
    has_both_nights(&home, &said);
}

#[test]
fn a_row_with_the_day_alone_fills_the_column_for_the_day() {
    let home = group();
    let said = import(
        &home,
        "sign-in.csv",
        "Date,Name,# Kids\n11/17/26,,\n,Alicia Romero,2\n,Jasmine Carter,1\n11/10/26,,\n,Hector Ruiz,3\n,Jasmine Carter,1\n",
        &[],
    );
    contains(&said, &["4 rows: 4 new, 0 on file, 0 refused"]);
    has_both_nights(&home, &said);
}

#[test]
fn headers_that_come_again_without_a_day_begin_rows_without_one() {
    let home = group();
    let text = sheet("11/17/26", "11/10/26,,\nName,Phone,# Kids\n");
    let text = text + ",,\nName,Phone,# Kids\nAlicia Romero,,5\n";
    let said = import(&home, "list.csv", &text, &[]);
    has_both_nights(&home, &said);
    contains(&said, &["5 rows: 4 new, 0 on file, 1 refused"]);
}

#[test]
fn a_map_with_one_day_for_all_refuses_a_sheet_with_several() {
    let home = group();
    let (path, map) = map_for(&home, "list.csv", &sheet("11/17/26", ""));
    contains(
        &map,
        &["[[constant]]\nfield = \"on\"\nvalue = \"2026-11-17\""],
    );
    home.write("list.csv", sheet("11/17/26", "11/10/26,,\n"));
    let refused = home.run(&["import", "list.csv"]).whole();
    contains(
        &refused,
        &[
            "row 6 says a day of its own (`11/10/26`), and the map has one day for every row",
            "header = \"Date\", field = \"on\" and dates = [ \"us-short\" ]",
        ],
    );
    assert!(texts(&home, "sessions/").is_empty());
    let day = "[[column]]\nheader = \"Date\"\nfield = \"on\"\ndates = [ \"us-short\" ]";
    let map = map.replace("[[constant]]\nfield = \"on\"\nvalue = \"2026-11-17\"", day);
    home.write(&path, map);
    let said = home.ok(&["import", "list.csv"]).whole();
    has_both_nights(&home, &said);
    // The next sheet has one day, in its title.
    home.write("list.csv", sheet("11/3/26", ""));
    home.ok(&["import", "list.csv"]);
    let all = ["p-alicia", "p-hector", "p-jasmine"].to_vec();
    assert_eq!(night(&home, "2026-11-03").0, all);
}

#[test]
fn a_day_that_was_called_off_is_that_of_nobody() {
    let home = group();
    let between = "11/10/26 NO GROUP,,\n";
    let said = import(&home, "list.csv", &sheet("11/17/26", between), &[]);
    assert_eq!(night(&home, "2026-11-17").0, ["p-alicia", "p-jasmine"]);
    contains(&said, &["`11/10/26 NO GROUP` is no day", "2 refused"]);
    assert_eq!(texts(&home, "sessions/").len(), 1);
}

#[test]
fn a_day_among_contacts_is_that_of_the_contacts_below_it() {
    for headers in ["", "Mentor,Parent,Type,Length\n"] {
        let home = home();
        let said = import(
            &home,
            "log.csv",
            &format!(
                "11/5/26,,,\nMentor,Parent,Type,Length\nRosa,Maria Garcia,Home visit,1 hr\n\
                 11/6/26,,,\n{headers}Rosa,Maria Garcia,Phone,20 min\n"
            ),
            &[],
        );
        let records = texts(&home, "sessions/");
        let of = |day: &str| {
            let found = records.iter().find(|(path, _)| path.contains(day));
            found.map_or_else(|| panic!("{day}: {said}"), |(_, text)| text.as_str())
        };
        contains(of("2026-11-05"), &["mode = \"in-person\"", "minutes = 60"]);
        contains(of("2026-11-06"), &["mode = \"phone\"", "minutes = 20"]);
        assert_eq!(records.len(), 2, "{said}");
    }
}

#[test]
fn a_row_of_a_log_with_a_day_and_nothing_else_is_not_the_day_of_others() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Length\n11/5/26,Rosa,Maria Garcia,HV,1 hr\n11/6/26,,,,\n11/9/26,Rosa,Maria Garcia,Phone,20 min\n",
        &[],
    );
    assert!(!said.contains("is a day"), "{said}");
    contains(&said, &["2 new"]);
}
