//! Contact logs in which a note says what became of a contact, a cell counts texts, and rows come a second time.

use super::sixth::{contains, home, import, map_for, texts};
use crate::common::Home;

/// The session of that day.
fn session(home: &Home, day: &str) -> String {
    let mut all = texts(home, "sessions/").into_iter();
    let found = all.find(|(path, _)| path.contains(day));
    found.unwrap_or_else(|| panic!("no session on {day}")).1
}

fn sessions(home: &Home) -> usize {
    texts(home, "sessions/").len()
}

#[test]
fn a_note_that_begins_with_what_became_of_a_contact_is_its_status() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Length,Notes\n\
         9/1/2026,Rosa,Maria Garcia,Home visit,1 hr,met at her place\n\
         9/2/2026,Rosa,Maria Garcia,Home visit,,\"NO SHOW - not home, waited 15 min\"\n\
         9/3/2026,Rosa,Maria Garcia,Home visit,0,CANCELLED by parent\n\
         9/4/2026,Rosa,Maria Garcia,phone,-,\"no answer, LVM\"\n\
         9/7/2026,Rosa,Maria Garcia,office,,she cancelled\n\
         9/8/2026,Rosa,Maria Garcia,Home visit,,NO SHOW\n\
         9/9/2026,Rosa,Maria Garcia,text,-,\"she cancelled Thurs visit, kid sick\"\n\
         9/10/2026,Rosa,Maria Garcia,phone,,she cancelled\n\
         9/11/2026,Rosa,Maria Garcia,Home visit,,CANCELLED - kid sick\n\
         9/14/2026,Rosa,Maria Garcia,Home visit,45 min,\"no show at first, came late\"\n",
        &[],
    );
    contains(
        &said,
        &[
            "10 rows: 7 new, 0 on file, 3 refused",
            "`Notes` begins with what became of the contact: taken as no-show in rows 3, 7, as cancelled-by-participant in \
             rows 4, 6, as attempted in row 5;",
            "row 8: `Notes` reads as if they did not meet",
            "row 9: `Notes` reads as if they did not meet",
            "row 10: `Notes` reads as if they did not meet",
        ],
    );
    for (day, status) in [
        ("2026-09-02", "no-show"),
        ("2026-09-03", "cancelled-by-participant"),
        ("2026-09-04", "attempted"),
        ("2026-09-07", "cancelled-by-participant"),
        ("2026-09-08", "no-show"),
    ] {
        let session = session(&home, day);
        contains(&session, &[&format!("status = \"{status}\"")]);
        assert!(
            !session.replace("minutes = 0\n", "").contains("minutes"),
            "{session}"
        );
    }
    for day in ["2026-09-01", "2026-09-14"] {
        let session = session(&home, day);
        assert!(!session.contains("status"), "{session}");
    }
    let again = home.run(&["import", "log.csv"]).whole();
    contains(&again, &["10 rows: 0 new, 7 on file, 3 refused"]);
}

#[test]
fn a_note_is_kept_as_it_is_and_a_status_column_comes_first() {
    let home = home();
    let sheet = "Date,Mentor,Parent,Type,Length,Notes\n\
         9/2/2026,Rosa,Maria Garcia,Home visit,,\"NO SHOW - not home, waited 15 min\"\n";
    let (path, map) = map_for(&home, "log.csv", sheet);
    let map = format!("{map}\n[[column]]\nheader = \"Notes\"\nfield = \"note\"\n");
    home.write(&path, map);
    home.ok(&["import", "log.csv"]);
    contains(
        &session(&home, "2026-09-02"),
        &["status = \"no-show\"", "NO SHOW - not home, waited 15 min"],
    );
    home.write(
        "log.csv",
        "Date,Mentor,Parent,Type,Length,Notes,Status\n\
         9/3/2026,Rosa,Maria Garcia,Home visit,,NO SHOW,cancelled-by-program\n",
    );
    let said = home.ok(&["import", "log.csv"]).whole();
    contains(
        &session(&home, "2026-09-03"),
        &["status = \"cancelled-by-program\""],
    );
    assert!(!said.contains("begins with"), "{said}");
}

#[test]
fn texts_that_are_counted_are_one_session() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Min\n9/1/2026,Rosa,Maria Garcia,Home visit,60\n\
         9/2/2026,Rosa,Maria Garcia,text x3,10\n9/3/2026,Rosa,Maria Garcia,Text x2,5\n\
         9/4/2026,Rosa,Maria Garcia,CFT,90\n9/7/2026,Rosa,Maria Garcia,VM,\n",
        &[],
    );
    contains(
        &said,
        &[
            "5 rows: 5 new, 0 on file, 0 refused",
            "`Text x2`, `text x3` is taken as one session in rows 3, 4: how many texts it was is not kept",
        ],
    );
    contains(
        &session(&home, "2026-09-02"),
        &["mode = \"text\"", "minutes = 10"],
    );
    assert_eq!(sessions(&home), 5);
}

#[test]
fn a_sheet_comes_again_after_its_refused_rows_got_the_column_that_they_asked_for() {
    let home = home();
    let sheet = "Date,Mentor,Parent,Type,Min,Notes\n9/1/2026,Rosa,Maria Garcia,Home visit,60,ok\n\
         9/2/2026,Rosa,Maria Garcia,Home visit,,CANCELLED\n";
    map_for(&home, "log.csv", sheet);
    let first = home.run(&["import", "log.csv"]).whole();
    contains(&first, &["in a column headed `Status`"]);
    let refused = home.read("log.rejected.csv");
    let mut lines = refused.lines();
    let corrected = format!(
        "{},Status\n{},cancelled-by-program\n",
        lines.next().unwrap(),
        lines.next().unwrap()
    );
    home.write("log.rejected.csv", &corrected);
    let again = home.run(&["import", "log.csv"]).whole();
    contains(
        &again,
        &[
            "2 rows: 0 new, 1 on file, 1 refused",
            "log.rejected.csv had rows that the sheet does not have; it is kept as log-old.rejected.csv",
        ],
    );
    assert_eq!(home.read("log.rejected.csv"), refused);
}

#[test]
fn what_is_said_beside_an_office_is_told_and_never_shown() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,DOB,Phone,Referred by\nAlma Reyes,3/4/1990,520-555-0141,DCS - K. Hanley\n\
         Crystal Begay,3/5/1990,520-555-0142,DCS - K. Hanley\nDana Poole,3/6/1990,520-555-0143,DCS\n\
         Erin Vale,3/7/1990,520-555-0144,court\n",
        &[],
    );
    contains(
        &said,
        &[
            "`Referred by` says more than the office or role in 2 rows, such as the name of a worker: that is not kept",
        ],
    );
    assert!(!said.contains("Hanley"), "{said}");
}

#[test]
fn a_question_about_needs_says_how_the_program_gets_more_words() {
    let sheet = "Name,DOB,Phone,Needs\nAlma Reyes,3/4/1990,520-555-0141,\"housing, diapers\"\n";
    let (_, map) = map_for(&Home::new(), "roster.csv", sheet);
    contains(
        &map,
        &[
            "\"diapers -> ?\"",
            "add it first, by `peer edit peer.toml`, to `needs` under [vocabulary].",
        ],
    );
    let known = "Name,DOB,Phone,Needs\nAlma Reyes,3/4/1990,520-555-0141,housing\n";
    let (_, map) = map_for(&Home::new(), "roster.csv", known);
    assert!(!map.contains("peer edit peer.toml"), "{map}");
}

#[test]
fn a_mentor_called_for_short_is_no_reason_where_the_parent_is_not_known() {
    let home = home();
    let mentor = [
        "--id",
        "m-lupe",
        "--capacity",
        "4",
        "--joined",
        "2025-02-20",
    ];
    home.ok(&[&["add", "mentor", "Guadalupe Ruiz"], &mentor[..]].concat());
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Min\n9/1/2026,Rosa,Maria Garcia,phone,10\n9/2/2026,Lupe,Ana Flores,phone,10\n",
        &[],
    );
    contains(
        &said,
        &["row 3: Parent: nobody on file is called `Ana Flores`"],
    );
    assert!(!said.contains("Mentor:"), "{said}");
}
