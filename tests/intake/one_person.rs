//! Rows of a roster that `peer same` would take for one person are asked about, however the name is written.

use super::sixth::{contains, import, texts};
use crate::common::Home;

/// What import says of a sheet of two rows, the second of which is asked about.
fn asked(rows: &str, why: &str) {
    let home = Home::new();
    let sheet = format!("Name,DOB,Phone,Zip\n{rows}");
    let said = import(&home, "roster.csv", &sheet, &[]);
    contains(&said, &["2 rows: 1 new, 0 on file, 1 refused", "row 3: "]);
    contains(&said, &["the person of row 2, who ", why]);
    assert_eq!(texts(&home, "participants/").len(), 1, "{said}");
}

#[test]
fn two_rows_of_one_new_person_are_not_two_people() {
    let both = "has the same birth date and phone";
    for other in [
        // A letter more, a nickname, a second surname, a married name.
        "Maria Helena Soto",
        "Mary Soto",
        "Maria Soto Ruiz",
        "Maria Elena Whitaker",
    ] {
        let rows = format!(
            "Maria Elena Soto,2/28/85,520-555-0104,85714\n{other},2/28/1985,(520) 555-0104,85714\n"
        );
        asked(&rows, both);
    }
    asked(
        "Maria Elena Soto,2/28/85,,\nMaria Elena Whitaker,2/28/85,,\n",
        "has the same birth date",
    );
    // Zip alone, and a name that sounds the same.
    asked(
        "Maria Elena Soto,,,85714\nMaria Helena Soto,,,85714\n",
        "has a name much like it",
    );
}

#[test]
fn a_row_that_looks_like_somebody_on_file_is_asked_about() {
    let home = Home::new();
    let told = ["--born", "1985-02-28", "--phone", "520-555-0104"];
    let added = ["add", "participant", "Maria Elena Soto", "--id", "p-soto"];
    home.ok(&[&added[..], &told].concat());
    let said = import(
        &home,
        "roster.csv",
        "Name,DOB,Phone\nMaria Helena Soto,2/28/85,5205550104\nDestiny Ruiz,4/12/98,520-555-0101\n",
        &[],
    );
    contains(&said, &["2 rows: 1 new, 0 on file, 1 refused"]);
    contains(&said, &["row 2: ", "has the same birth date and phone"]);
    // One answer, and the row is that person.
    let again = home.run(&["import", "roster.csv", "--on-near-match", "same"]);
    contains(&again.whole(), &["2 rows: 0 new, 2 on file, 0 refused"]);
    assert_eq!(texts(&home, "participants/").len(), 2);
}

#[test]
fn relatives_who_share_a_phone_are_two_people() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,DOB,Phone\nMaria Soto,2/28/85,520-555-0104\nHector Soto,11/3/82,520-555-0104\n",
        &[],
    );
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
}

#[test]
fn a_row_that_says_it_repeats_another_is_never_a_new_person_in_silence() {
    for status in ["DUPLICATE?", "dup", "same as row 2", "see Maria"] {
        let home = Home::new();
        let sheet = format!(
            "Name,DOB,Phone,Status\nMaria Soto,2/28/85,520-555-0104,Active\nHelen Ortiz,,,{status}\n"
        );
        let said = import(&home, "roster.csv", &sheet, &[]);
        contains(&said, &["2 rows: 1 new, 0 on file, 1 refused"]);
        let why = format!("row 3: `Status` says `{status}`, and no person on file");
        contains(&said, &[&why]);
    }
}
