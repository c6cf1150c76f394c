//! What a tenth reader of sheets found: contacts that did not happen, head counts that come later, questions once answered.

use super::sixth::{contains, home, import, map_for, texts};
use crate::common::Home;

#[test]
fn a_status_that_nobody_can_tell_is_a_question_with_its_choice() {
    let home = home();
    let sheet = "Date,Mentor,Parent,Contact,Length\n\
                 9/14/2026,Rosa,Maria Garcia,HV,1 hr\n\
                 9/15/2026,Rosa,Maria Garcia,cancelled,\n\
                 9/16/2026,Rosa,Maria Garcia,phone - LVM,\n\
                 9/17/2026,Rosa,Maria Garcia,HV - canceled by me,\n\
                 9/18/2026,Rosa,Maria Garcia,I canceled,\n\
                 9/19/2026,Rosa,Maria Garcia,HV - no show,\n\
                 9/21/2026,Rosa,Maria Garcia,LVM,\n";
    let said = import(
        &home,
        "log.csv",
        sheet,
        &[(
            "\"cancelled -> ?\", # they did not meet: write no-show, cancelled-by-participant, cancelled-by-program, attempted",
            "\"cancelled -> cancelled-by-participant\",",
        )],
    );
    contains(&said, &["7 rows: 7 new, 0 on file, 0 refused"]);
    let records = texts(&home, "sessions/");
    for (day, status, mode) in [
        ("2026-09-15", "cancelled-by-participant", ""),
        ("2026-09-16", "attempted", "mode = \"phone\""),
        ("2026-09-17", "cancelled-by-program", "mode = \"in-person\""),
        ("2026-09-18", "cancelled-by-program", ""),
        ("2026-09-19", "no-show", "mode = \"in-person\""),
        ("2026-09-21", "attempted", "mode = \"phone\""),
    ] {
        let (_, text) = records.iter().find(|(path, _)| path.contains(day)).unwrap();
        contains(text, &[&format!("status = \"{status}\""), mode]);
    }
    let (_, held) = records
        .iter()
        .find(|(path, _)| path.contains("2026-09-14"))
        .unwrap();
    assert!(!held.contains("status"), "{held}");
}

#[test]
fn a_column_for_the_status_answers_what_the_map_asks() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n\
         9/14/2026,Rosa,Maria Garcia,HV,1 hr\n\
         9/15/2026,Rosa,Maria Garcia,cancelled,\n",
        &[],
    );
    contains(
        &said,
        &[
            "1 new, 0 on file, 1 refused",
            "the map asks what `cancelled` means",
        ],
    );
    let rejected = home.read("log.rejected.csv");
    let mut lines = rejected.lines();
    let headers = lines.next().unwrap();
    let corrected = format!("{headers},Status\n{},no-show\n", lines.next().unwrap());
    home.write("log.rejected.csv", corrected);
    let said = home.run(&["import", "log.rejected.csv"]).whole();
    contains(&said, &["1 row: 1 new, 0 on file, 0 refused"]);
}

#[test]
fn a_contact_that_did_not_happen_is_not_filed_as_held() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Length,Notes\n\
         9/2/2026,Rosa,Maria Garcia,HV,,not at home\n\
         9/8/2026,Rosa,Maria Garcia,HV,,missed appt\n\
         9/9/2026,Rosa,Maria Garcia,Phone,5,\"# disconnected, closing\"\n\
         9/14/2026,Rosa,Maria Garcia,HV,,she wasn't there\n\
         9/15/2026,Rosa,Maria Garcia,HV,1 hr,left vm for CW together\n\
         9/16/2026,Rosa,Maria Garcia,HV,,\"kids not home yet, hearing 12/1\"\n",
        &[],
    );
    contains(&said, &["6 rows: 2 new, 0 on file, 4 refused"]);
    for row in [2, 3, 4, 5] {
        contains(
            &said,
            &[&format!("row {row}: `Notes` reads as if they did not meet")],
        );
    }
}

#[test]
fn a_corrected_head_count_is_added_to_a_session_that_counts_nobody() {
    let home = home();
    let sheet = "Nurturing 2026\nName,9/17,9/24\nMaria Garcia,x,x\nJessica (new),x,\nBrenda?,x,x\n";
    let said = import(&home, "nurturing.csv", sheet, &[]);
    contains(&said, &["3 rows: 1 new, 0 on file, 2 refused"]);
    let (path, map) = texts(&home, "intake/").pop().unwrap();
    let marks = "[grid]\nanonymous = [ \"New person\", \"Brenda?\", ]\n";
    home.write(&path, map.replace("[grid]\n", marks));
    let rejected = home
        .read("nurturing.rejected.csv")
        .replace("Jessica (new)", "New person");
    home.write("nurturing.rejected.csv", rejected);
    let said = home.run(&["import", "nurturing.rejected.csv"]).whole();
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
    contains(
        &home.read("sessions/2026/2026-09-17-group-nurturing.toml"),
        &["anonymous = 2\n"],
    );
    contains(
        &home.read("sessions/2026/2026-09-24-group-nurturing.toml"),
        &["anonymous = 1\n"],
    );
    // The second time they may be among those that are counted.
    let said = home.run(&["import", "nurturing.rejected.csv"]).whole();
    contains(&said, &["2 refused", "is on file with 2 under `anonymous`"]);
}

#[test]
fn a_name_of_two_people_or_by_another_person_is_refused() {
    let home = Home::new();
    let said = import(
        &home,
        "families.csv",
        "Parent,Phone,Intake date,Zip\n\
         \"Miller, Kate / Miller, Joe\",415-555-0207,9/20/2026,94107\n\
         \"Kate Young, Joe Young\",415-555-0208,9/20/2026,94107\n\
         \"Kate Perez\nJoe Perez\",415-555-0209,9/20/2026,94107\n\
         Kate Cook aka Katie Bell,415-555-0210,9/20/2026,94107\n\
         \"Kate Roberts, mom\",415-555-0211,9/20/2026,94107\n\
         Kate Rogers NEW,415-555-0212,9/20/2026,94107\n\
         Kate Morgan's sister,415-555-0213,9/20/2026,94107\n\
         \"Garcia Lopez, Ana Maria\",415-555-0214,9/20/2026,94107\n",
        &[],
    );
    contains(&said, &["8 rows: 1 new, 0 on file, 7 refused"]);
    contains(
        &texts(&home, "identities/").pop().unwrap().1,
        &["given = \"Ana Maria\"", "family = \"Garcia Lopez\""],
    );
}

#[test]
fn somebody_named_by_another_is_no_alias_of_that_person() {
    let home = home();
    let (_, _) = map_for(
        &home,
        "nurturing.csv",
        "Nurturing 2026\nName,9/17\nMaria Garcia,x\nMaria's sister,x\n",
    );
    let said = home
        .run(&["import", "nurturing.csv", "--on-near-match", "same"])
        .whole();
    contains(
        &said,
        &[
            "2 new, 0 on file, 0 refused",
            "row 4 names nobody: their marks are counted under `anonymous`, 1 in all",
        ],
    );
    assert!(!home.read("identities/p-maria.toml").contains("sister"));
}

#[test]
fn a_name_once_decided_is_kept_if_its_row_is_refused_for_something_else() {
    let home = home();
    let sheet = "Date,Mentor,Parent,Contact,Length\n\
                 9/14/2026,Rosa,Maria,HV,1 hr\n9/31/2026,Rosa,Keisha,HV,1 hr\n";
    map_for(&home, "log.csv", sheet);
    let said = home
        .run(&["import", "log.csv", "--on-near-match", "same"])
        .whole();
    contains(&said, &["1 new, 0 on file, 1 refused"]);
    contains(&home.read("identities/p-keisha.toml"), &["\"Keisha\""]);
    let rejected = home
        .read("log.rejected.csv")
        .replace("9/31/2026", "9/30/2026");
    home.write("log.rejected.csv", rejected);
    let said = home.run(&["import", "log.rejected.csv"]).whole();
    contains(&said, &["1 row: 1 new, 0 on file, 0 refused"]);
}

#[test]
fn the_same_person_twice_in_a_sheet_has_the_needs_of_both_rows() {
    let home = Home::new();
    let sheet = "Name,DOB,Phone,Needs\n\
                 Yolanda Martinez,6/8/1989,520-555-0101,housing\n\
                 Yolanda Martines,6/8/1989,520-555-0101,\"housing, visitation\"\n";
    map_for(&home, "roster.csv", sheet);
    let said = home
        .run(&["import", "roster.csv", "--on-near-match", "same"])
        .whole();
    contains(
        &said,
        &[
            "2 rows: 2 new, 0 on file, 0 refused",
            "row 3 adds to `needs` of the same person in row 2",
        ],
    );
    contains(
        &texts(&home, "participants/").pop().unwrap().1,
        &["needs = [\n    \"housing\",\n    \"visitation\",\n]\n"],
    );
    contains(
        &texts(&home, "identities/").pop().unwrap().1,
        &["\"Yolanda Martines\""],
    );
}

#[test]
fn a_decided_name_is_kept_if_the_row_says_another_phone_number() {
    let home = Home::new();
    let sheet = "Name,DOB,Phone\n\
                 Yolanda Martinez,6/8/1989,520-555-0101\n\
                 Yolanda Martines,6/8/1989,520-555-0102\n";
    map_for(&home, "roster.csv", sheet);
    let said = home
        .run(&["import", "roster.csv", "--on-near-match", "same"])
        .whole();
    contains(
        &said,
        &[
            "1 new, 0 on file, 1 refused",
            "about `phone`: correct one of the two rows",
        ],
    );
    let rejected = home.read("roster.rejected.csv").replace("0102", "0101");
    home.write("roster.rejected.csv", rejected);
    let said = home.run(&["import", "roster.rejected.csv"]).whole();
    contains(&said, &["1 row: 0 new, 1 on file, 0 refused"]);
}

#[test]
fn a_mentor_is_no_cause_while_the_parent_is_not_known() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n9/14/2026,Rosa,Keisha,HV,1 hr\n",
        &[],
    );
    contains(&said, &["row 2: Parent: Keisha may be Keisha Jackson"]);
    assert!(!said.contains("Mentor:"), "{said}");
}

#[test]
fn a_night_that_was_called_off_is_told_with_its_day() {
    let home = home();
    let said = import(
        &home,
        "nurturing.csv",
        "Nurturing 2026\nName,10/22,11/5 CANCELLED,CANCELLED - Dana sick,No group 11/12\nMaria Garcia,x,,,\n",
        &[],
    );
    contains(
        &said,
        &[
            "1 row: 1 new, 0 on file, 0 refused; 1 session new",
            "`11/5 CANCELLED`: they did not meet on 2026-11-05",
            "`No group 11/12`: they did not meet on 2026-11-12",
            "`CANCELLED - Dana sick`: they did not meet, and the header has no day",
        ],
    );
}

#[test]
fn child_welfare_is_one_source_whatever_it_is_called() {
    let home = Home::new();
    import(
        &home,
        "roster.csv",
        "Name,DOB,Referred by,Needs\n\
         Maria Garcia,3/14/1994,DCS,housing $\n\
         \"LOPEZ, JOSE\",3/15/1994,CPS,rent $\n\
         MEGAN O'BRIEN,3/16/1994,DCS - Hall,housing\n\
         Pat Ames,3/17/1994,cps,housing\n",
        &[],
    );
    let records = texts(&home, "participants/");
    assert_eq!(records.len(), 4);
    for (_, text) in records {
        contains(
            &text,
            &[
                "referral_source = \"cps\"\n",
                "needs = [\n    \"housing\",\n]",
            ],
        );
    }
    let identities: String = texts(&home, "identities/")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    contains(
        &identities,
        &[
            "given = \"Jose\"\nfamily = \"Lopez\"",
            "given = \"Megan\"\nfamily = \"O'Brien\"",
        ],
    );
}

#[test]
fn a_column_that_a_reason_asks_for_is_read_of_the_rejected_file_and_may_lack_in_the_sheet() {
    let home = Home::new();
    let sheet = "Name,DOB,Start,Status\nAnn Lee,1/6/1994,8/6/2026,Closed\nPat Ames,1/5/1994,8/5/2026,Active\n";
    let (path, map) = map_for(&home, "roster.csv", sheet);
    home.run(&["import", "roster.csv"]);
    let column = "[[column]]\nheader = \"enrollment.end\"\nfield = \"enrollment.end\"\n";
    home.write(&path, format!("{map}\n{column}"));
    let rejected = home.read("roster.rejected.csv");
    let lines: Vec<&str> = rejected.lines().collect();
    home.write(
        "roster.rejected.csv",
        format!("{},enrollment.end\n{},2026-09-30\n", lines[0], lines[1]),
    );
    let said = home.run(&["import", "roster.rejected.csv"]).whole();
    contains(&said, &["1 row: 1 new, 0 on file, 0 refused"]);
    let said = home.run(&["import", "roster.csv", "-n"]).whole();
    contains(&said, &["2 rows: 0 new, 1 on file, 1 refused"]);
}

#[test]
fn a_name_with_a_space_more_is_asked_about() {
    let home = Home::new();
    home.ok(&["add", "group", "nurturing"]);
    home.ok(&["add", "participant", "DeShawn Price", "--id", "p-price"]);
    map_for(
        &home,
        "nurturing.csv",
        "Nurturing 2026\nName,9/17\nDe Shawn Price,x\n",
    );
    let said = home.run(&["import", "nurturing.csv"]).whole();
    contains(&said, &["De Shawn Price may be DeShawn Price (p-price)"]);
}
