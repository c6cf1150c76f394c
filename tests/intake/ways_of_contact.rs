//! How contacts are said: a box for each way, one column for ways and kinds, lengths under any header, who was there.

use super::sixth::{contains, home, import, map_for, texts};
use crate::common::Home;

/// The session of a day, which has one.
fn session(home: &Home, day: &str) -> String {
    let mut all = texts(home, "sessions/").into_iter();
    let found = all.find(|(path, _)| path.contains(day));
    found.map(|(_, text)| text).unwrap_or_default()
}

#[test]
fn a_tick_below_a_way_or_a_kind_is_that_way_or_that_kind() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Phone,In Person,Text,Court,CFT/TDM,Home Visit,Minutes\n\
         9/14/2026,Rosa,Maria Garcia,x,,,,,,15\n\
         9/15/2026,Rosa,Maria Garcia,,,,x,,,180\n\
         9/16/2026,Rosa,Maria Garcia,,X,,,,,60\n\
         9/17/2026,Rosa,Keisha Jackson,,,x,,,,5\n\
         9/18/2026,Rosa,Keisha Jackson,,,,,x,,90\n\
         9/19/2026,Rosa,Keisha Jackson,x,x,,,,,30\n",
        &[],
    );
    contains(&said, &["6 rows: 5 new, 0 on file, 1 refused"]);
    for (day, kind, mode, minutes) in [
        ("09-14", "mentoring", Some("phone"), 15),
        ("09-15", "court", None, 180),
        ("09-16", "mentoring", Some("in-person"), 60),
        ("09-17", "mentoring", Some("text"), 5),
        ("09-18", "team-meeting", None, 90),
    ] {
        let text = session(&home, day);
        contains(
            &text,
            &[
                &format!("kind = \"{kind}\""),
                &format!("minutes = {minutes}\n"),
            ],
        );
        match mode {
            Some(mode) => contains(&text, &[&format!("mode = \"{mode}\"")]),
            None => assert!(!text.contains("mode"), "{text}"),
        }
    }
    assert!(session(&home, "09-19").is_empty(), "both ways are ticked");
    // Nobody had a home visit yet.
    home.write(
        "log.csv",
        "Date,Mentor,Parent,Phone,In Person,Text,Court,CFT/TDM,Home Visit,Minutes\n\
         9/21/2026,Rosa,Maria Garcia,,,,,,x,45\n",
    );
    home.ok(&["import", "log.csv"]);
    contains(
        &session(&home, "09-21"),
        &["kind = \"mentoring\"", "mode = \"in-person\""],
    );
}

#[test]
fn a_mentor_in_the_title_is_that_of_rows_with_boxes() {
    let home = home();
    let (_, map) = map_for(
        &home,
        "log.csv",
        "Peer Parent: Rosa Delgado,,,,\nDate,Client,F2F,Phone,Court,Hours\n\
         9/14/2026,Maria Garcia,x,,,1\n9/15/2026,Maria Garcia,,,x,3\n9/16/2026,Maria Garcia,,x,,.25\n",
    );
    contains(&map, &["field = \"mentors\"\nvalue = \"m-rosa\""]);
    home.ok(&["import", "log.csv"]);
    contains(
        &session(&home, "09-15"),
        &["kind = \"court\"", "minutes = 180\n", "m-rosa"],
    );
    contains(
        &session(&home, "09-16"),
        &["mode = \"phone\"", "minutes = 15\n", "m-rosa"],
    );
}

#[test]
fn one_column_may_say_the_way_and_the_kind_whatever_it_is_called() {
    for header in [
        "Code",
        "What",
        "Activity Type",
        "Activity",
        "Service",
        "Service Type",
        "Type of Service",
        "Type",
    ] {
        let home = home();
        let said = import(
            &home,
            "log.csv",
            &format!(
                "Date,Mentor,Parent,{header},Minutes\n\
                 9/14/2026,Rosa,Maria Garcia,FTF,60\n9/15/2026,Rosa,Maria Garcia,court,180\n\
                 9/16/2026,Rosa,Maria Garcia,CT,90\n9/17/2026,Rosa,Maria Garcia,CFT,75\n\
                 9/18/2026,Rosa,Maria Garcia,phone,15\n"
            ),
            &[],
        );
        contains(&said, &["5 rows: 5 new, 0 on file, 0 refused"]);
        for (day, kind, mode) in [
            ("09-14", "mentoring", Some("in-person")),
            ("09-15", "court", None),
            ("09-16", "court", None),
            ("09-17", "team-meeting", None),
            ("09-18", "mentoring", Some("phone")),
        ] {
            let text = session(&home, day);
            contains(&text, &[&format!("kind = \"{kind}\"")]);
            match mode {
                Some(mode) => contains(&text, &[&format!("mode = \"{mode}\"")]),
                None => assert!(!text.contains("mode"), "{header} {text}"),
            }
        }
    }
}

#[test]
fn a_column_of_codes_that_nobody_knows_is_not_taken() {
    let sheet = "Date,Mentor,Parent,Code,Minutes\n9/14/2026,Rosa,Maria Garcia,A17,60\n";
    let (_, map) = map_for(&home(), "log.csv", sheet);
    contains(&map, &["# Not taken: `Code`"]);
}

#[test]
fn a_range_among_lengths_is_refused_and_the_others_are_taken() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Time\n9/14/2026,Rosa,Maria Garcia,HV,5 min\n9/15/2026,Rosa,Maria Garcia,HV,15-20 min\n",
        &[],
    );
    contains(&session(&home, "09-14"), &["minutes = 5\n"]);
    contains(
        &said,
        &[
            "1 new, 0 on file, 1 refused",
            "row 3: Time: `15-20 min` is a range",
        ],
    );
}

#[test]
fn lengths_are_known_by_many_headers() {
    for (header, cell, minutes) in [
        ("Time (min)", "45", 45),
        ("Time (in minutes)", "45", 45),
        ("Time (hrs)", "1.25", 75),
        ("Time in hours", "2", 120),
        ("Duration (hrs)", "0.5", 30),
        ("Contact Hours", "1.5", 90),
        ("Direct service hours", "1", 60),
        ("Face to face hours", "2", 120),
        ("Start/End", "2:00-3:30", 90),
        ("Start - End", "10:15-10:45", 30),
        ("From - To", "1-2:15 pm", 75),
        ("Time of contact", "9:00-11:30", 150),
    ] {
        let home = home();
        let sheet =
            format!("Date,Mentor,Parent,Type,{header}\n9/14/2026,Rosa,Maria Garcia,HV,{cell}\n");
        let said = import(&home, "log.csv", &sheet, &[]);
        let text = session(&home, "09-14");
        contains(&text, &[&format!("minutes = {minutes}\n")]);
        assert!(!said.contains("does not name"), "{header}: {said}");
    }
}

#[test]
fn when_it_began_and_ended_in_two_columns_is_the_length_between() {
    for (one, other) in [
        ("Start Time", "End Time"),
        ("Time In", "Time Out"),
        ("Start", "End"),
    ] {
        let home = home();
        let said = import(
            &home,
            "log.csv",
            &format!(
                "Date,Mentor,Parent,Type,{one},{other}\n9/14/2026,Rosa,Maria Garcia,HV,2:00 PM,3:30 PM\n\
                 9/15/2026,Rosa,Maria Garcia,PC,2:00 PM,2:10 PM\n9/16/2026,Rosa,Maria Garcia,Text,,\n\
                 9/17/2026,Rosa,Maria Garcia,HV,11:30 AM,1:00 PM\n9/18/2026,Rosa,Maria Garcia,HV,11:30 AM,\n"
            ),
            &[],
        );
        contains(&said, &["5 rows: 4 new, 0 on file, 1 refused"]);
        assert!(!said.contains("does not name"), "{said}");
        for (day, minutes) in [("09-14", 90), ("09-15", 10), ("09-17", 90)] {
            contains(&session(&home, day), &[&format!("minutes = {minutes}\n")]);
        }
        assert!(!session(&home, "09-16").contains("minutes"), "{said}");
        contains(
            &said,
            &[&format!(
                "row 6: {one} - {other}: `11:30 AM` is a time of day"
            )],
        );
    }
}

#[test]
fn places_from_and_to_are_no_length() {
    let sheet = "Date,Mentor,Parent,Type,From,To\n9/14/2026,Rosa,Maria Garcia,HV,office,home\n";
    let (_, map) = map_for(&home(), "log.csv", sheet);
    assert!(!map.contains("minutes\" #"), "{map}");
}

#[test]
fn a_mentor_at_a_hearing_need_not_be_that_of_the_match() {
    let home = home();
    for (name, id) in [("Marcus Bell", "m-marcus"), ("Tanya Whitehorse", "m-tanya")] {
        let joined = ["--id", id, "--capacity", "4", "--joined", "2025-02-20"];
        home.ok(&[&["add", "mentor", name], &joined[..]].concat());
    }
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Length\n9/14/2026,Rosa & Marcus,Maria Garcia,Court,2 hrs\n\
         9/15/2026,Tanya,Maria Garcia,CFT,1 hr\n9/16/2026,Tanya,Maria Garcia,Phone,10 min\n",
        &[],
    );
    contains(
        &said,
        &["3 rows: 2 new, 0 on file, 1 refused", "row 4: Mentor"],
    );
    contains(
        &session(&home, "09-14"),
        &["kind = \"court\"", "\"m-marcus\"", "\"m-rosa\""],
    );
    contains(
        &session(&home, "09-15"),
        &["kind = \"team-meeting\"", "\"m-tanya\""],
    );
}

#[test]
fn a_mentor_at_a_hearing_whose_given_name_two_have_is_refused() {
    let home = home();
    for (name, id) in [("Tanya Bell", "m-bell"), ("Tanya Whitehorse", "m-tanya")] {
        let joined = ["--id", id, "--capacity", "4", "--joined", "2025-02-20"];
        home.ok(&[&["add", "mentor", name], &joined[..]].concat());
    }
    let sheet = "Date,Mentor,Parent,Type,Length\n9/15/2026,Tanya,Maria Garcia,CFT,1 hr\n9/16/2026,Rosa,Maria Garcia,Phone,1 hr\n";
    let said = import(&home, "log.csv", sheet, &[]);
    contains(&said, &["2 rows: 1 new, 0 on file, 1 refused"]);
}

#[test]
fn a_name_in_place_of_a_day_may_head_the_contacts_below_it() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Parent,Type,Length\nROSA DELGADO,,,\n9/14/2026,Maria Garcia,HV,1 hr\n9/15/2026,Maria Garcia,HV,1 hr\n",
        &[("value = \"?\"", "value = \"m-rosa\"")],
    );
    contains(
        &said,
        &[
            "row 2: `ROSA DELGADO` alone is no contact",
            "in a column headed `Mentor`",
            "2 new",
        ],
    );
}

#[test]
fn a_row_of_refused_rows_is_called_by_its_number_in_the_sheet() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Length\n9/14/2026,Rosa,Maria Garcia,HV,1 hr\n9/15/2026,Rosa,Maria Garcia,HV,10-15 min\n",
        &[],
    );
    contains(&said, &["row 3: Length"]);
    let again = home.run(&["import", "log.rejected.csv"]).whole();
    contains(&again, &["row 3: Length"]);
}

#[test]
fn a_column_of_partners_names_the_mentors() {
    for header in ["Partner", "Partner Name", "Assigned Partner"] {
        let home = home();
        let said = import(
            &home,
            "log.csv",
            &format!(
                "Date,{header},Parent,Type,Time spent\n9/14/2026,Rosa,Maria Garcia,HV,1.5 hrs\n"
            ),
            &[],
        );
        let text = session(&home, "09-14");
        contains(
            &text,
            &["\"m-rosa\"", "minutes = 90\n", "mode = \"in-person\""],
        );
        contains(&said, &["1 row: 1 new, 0 on file, 0 refused"]);
    }
}
