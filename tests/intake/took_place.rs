//! What sheets say of whether a visit took place, whose family name is which, and who sent a parent.

use super::sixth::{contains, home, import, map_for, texts};
use crate::common::Home;

/// The one session of a day.
fn session(home: &Home, day: &str) -> String {
    let mut all = texts(home, "sessions/").into_iter();
    let found = all.find(|(path, _)| path.contains(day));
    found.map(|(_, text)| text).unwrap_or_default()
}

/// A log of two visits of half an hour, with a last column.
fn log(header: &str, first: &str, second: &str) -> String {
    format!(
        "Date,Mentor,Parent,Type,Minutes,{header}\n\
         10/1/2026,Rosa,Maria Garcia,home visit,30,{first}\n\
         10/2/2026,Rosa,Maria Garcia,home visit,30,{second}\n"
    )
}

#[test]
fn a_box_that_says_that_a_visit_did_not_happen_is_read_whatever_its_column_is_called() {
    for (header, yes, no, status) in [
        ("Kept", "Y", "N", "no-show"),
        ("Kept?", "yes", "no", "no-show"),
        ("Completed?", "Y", "No", "no-show"),
        ("Met?", "1", "0", "no-show"),
        ("Seen", "Y", "N", "no-show"),
        ("Client showed", "Y", "N", "no-show"),
        ("Took place", "Y", "N", "no-show"),
        ("Contact made", "Y", "N", "attempted"),
        ("No contact", "", "x", "attempted"),
        ("Missed visit", "N", "Y", "no-show"),
    ] {
        let home = home();
        let said = import(&home, "log.csv", &log(header, yes, no), &[]);
        contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
        let (held, other) = (session(&home, "10-01"), session(&home, "10-02"));
        assert!(!held.contains("status"), "{header}: {held}");
        let wanted = format!("status = \"{status}\"");
        assert!(other.contains(&wanted), "{header}: {other}");
    }
}

#[test]
fn a_box_of_which_only_a_person_knows_is_one_question_and_its_rows_wait() {
    let sheet = log("Cancelled?", "", "Y");
    let home = home();
    let (_, map) = map_for(&home, "log.csv", &sheet);
    assert_eq!(map.matches("-> ?\"").count(), 1, "{map}");
    contains(
        &map,
        &["\"Y -> ?\", # 1 cell; write no-show, cancelled-by-participant"],
    );
    let said = home.run(&["import", "log.csv"]).whole();
    contains(&said, &["2 rows: 1 new, 0 on file, 1 refused"]);
    assert!(session(&home, "10-02").is_empty(), "{said}");

    let answers = [("Y -> ?", "Y -> cancelled-by-program")];
    let home = self::home();
    import(&home, "log.csv", &sheet, &answers);
    contains(
        &session(&home, "10-02"),
        &["status = \"cancelled-by-program\""],
    );
}

#[test]
fn a_box_that_may_be_about_something_else_is_asked_and_one_about_a_thing_is_not() {
    let home = home();
    let (_, map) = map_for(&home, "log.csv", &log("Met in person", "Y", "N"));
    contains(
        &map,
        &["\"N -> ?\"", "\"Y -> \"", "does it say whether they met?"],
    );
    assert!(!map.contains("Not taken"), "{map}");
    let said = import(&home, "goals.csv", &log("Goals met", "Y", "N"), &[]);
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
}

#[test]
fn a_second_box_and_one_that_is_empty_where_others_are_ticked_refuse_a_row() {
    let home = home();
    let said = import(
        &home,
        "two.csv",
        "Date,Mentor,Parent,Type,Minutes,No show?,Cancelled?\n\
         10/1/2026,Rosa,Maria Garcia,home visit,30,N,N\n\
         10/2/2026,Rosa,Maria Garcia,home visit,30,N,Y\n\
         10/3/2026,Rosa,Maria Garcia,home visit,30,Y,N\n",
        &[],
    );
    contains(
        &said,
        &[
            "3 rows: 2 new, 0 on file, 1 refused",
            "row 3: `Cancelled?` says that they did not meet: under `No show?`, write",
        ],
    );
    contains(&session(&home, "10-03"), &["status = \"no-show\""]);

    let home = self::home();
    let said = import(&home, "log.csv", &log("Completed", "x", ""), &[]);
    contains(
        &said,
        &["row 3: `Completed` is empty here and marked in other rows"],
    );
}

#[test]
fn a_visit_that_was_moved_is_not_held_and_a_call_about_it_is() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Minutes,Notes\n\
         10/1/2026,Rosa,Maria Garcia,home visit,60,resched\n\
         10/2/2026,Rosa,Maria Garcia,home visit,60,rescheduled to 10/9\n\
         10/3/2026,Rosa,Maria Garcia,home visit,60,moved to 10/9\n\
         10/4/2026,Rosa,Maria Garcia,home visit,60,she cancelled when I got there\n\
         10/5/2026,Rosa,Maria Garcia,home visit,60,moved to Phoenix\n\
         10/6/2026,Rosa,Maria Garcia,phone,10,rescheduled our visit\n\
         10/7/2026,Rosa,Maria Garcia,home visit,60,\"good visit, r/s next one to 11/2\"\n\
         10/8/2026,Rosa,Maria Garcia,home visit,75,rescheduled from 10/6\n",
        &[],
    );
    contains(&said, &["8 rows: 4 new, 0 on file, 4 refused"]);
    for day in ["10-05", "10-06", "10-07", "10-08"] {
        assert!(!session(&home, day).is_empty(), "{day}: {said}");
    }
}

#[test]
fn a_visit_of_no_length_is_asked_about_and_a_text_is_not() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Minutes\n\
         10/1/2026,Rosa,Maria Garcia,home visit,0\n\
         10/2/2026,Rosa,Maria Garcia,text,0\n\
         10/3/2026,Rosa,Maria Garcia,home visit,45\n",
        &[],
    );
    contains(
        &said,
        &[
            "3 rows: 2 new, 0 on file, 1 refused",
            "row 2: `Minutes` says 0: if they did not meet, write no-show",
        ],
    );
}

#[test]
fn a_contact_log_that_is_called_attendance_is_of_sessions() {
    let home = home();
    let sheet = log("Place", "library", "home");
    let said = import(&home, "attendance.csv", &sheet, &[]);
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
}

#[test]
fn family_names_with_particles_or_of_two_words_stay_whole_and_doubtful_ones_are_told() {
    let home = home();
    let said = import(
        &home,
        "roster.csv",
        "Parent,Phone,Intake date,Zip\n\
         Maria de la Cruz,415-555-0201,9/20/2026,94107\n\
         Ana Lucia Flores Mendez,415-555-0202,9/20/2026,94107\n\
         de la Torre Ana,415-555-0203,9/20/2026,94107\n\
         LOPEZ JUAN,415-555-0204,9/20/2026,94107\n\
         Kate Hill,415-555-0205,9/20/2026,94107\n",
        &[],
    );
    contains(
        &said,
        &[
            "names in capitals are kept in usual letters in row 5, as `ANNA` would be `Anna`",
            "which words are the family name is a guess in rows 4, 5:",
        ],
    );
    let identities = texts(&home, "identities/");
    for (given, family) in [
        ("Maria", "de la Cruz"),
        ("Ana Lucia", "Flores Mendez"),
        ("Ana", "de la Torre"),
        ("Kate", "Hill"),
    ] {
        let wanted = format!("given = \"{given}\"\nfamily = \"{family}\"");
        let found = identities.iter().any(|(_, text)| text.contains(&wanted));
        assert!(found, "{wanted}: {identities:?}");
    }
}

#[test]
fn two_who_may_have_sent_a_parent_are_a_question() {
    let home = home();
    let (_, map) = map_for(
        &home,
        "roster.csv",
        "Parent,Phone,Referral date,Referred by\n\
         Kate Hill,415-555-0205,9/20/2026,DCS/court\n\
         Kate Young,415-555-0206,9/20/2026,DCS - Hall\n",
    );
    contains(&map, &["\"DCS/court -> ?\"", "\"DCS - Hall -> cps\""]);
}

#[test]
fn a_plain_no_gives_way_to_what_says_more_and_a_yes_to_nothing() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type of contact,Length,Completed?,Notes\n\
         10/1/2026,Rosa,Maria Garcia,VM,,N,\n\
         10/2/2026,Rosa,Maria Garcia,LM,2 min,N,\n\
         10/3/2026,Rosa,Maria Garcia,Phone,10 min,Y,\n\
         10/4/2026,Rosa,Maria Garcia,HV,,N,\n\
         10/5/2026,Rosa,Maria Garcia,HV,,N,cancelled by parent - sick\n\
         10/6/2026,Rosa,Maria Garcia,VM,2 min,Y,\n",
        &[],
    );
    contains(
        &said,
        &[
            "row 7: `VM` says that no one was reached, and `Completed?` that they met",
            "6 rows: 5 new, 0 on file, 1 refused",
        ],
    );
    for (day, status) in [
        ("10-01", "attempted"),
        ("10-02", "attempted"),
        ("10-04", "no-show"),
        ("10-05", "cancelled-by-participant"),
    ] {
        let filed = session(&home, day);
        assert!(
            filed.contains(&format!("status = \"{status}\"")),
            "{day}: {filed}"
        );
    }
    assert!(!session(&home, "10-03").contains("status"));
}
