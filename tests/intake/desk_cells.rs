//! Names, places, ditto marks and consents in sheets as coordinators keep them, and contacts that are told twice.

use super::sixth::{contains, home, import, map_for, texts};
use crate::common::Home;

fn session(home: &Home, name: &str) -> String {
    let mut all = texts(home, "sessions/").into_iter();
    let found = all.find(|(path, _)| path.ends_with(&format!("{name}.toml")));
    found.map(|(_, text)| text).unwrap_or_default()
}

fn count(home: &Home) -> usize {
    texts(home, "sessions/").len()
}

#[test]
fn a_title_and_a_remark_are_no_name_and_two_names_are_two_people() {
    let home = home();
    let said = import(
        &home,
        "roster.csv",
        "Parent,Phone,Intake date,Zip\n\
         \"Kate Young, Joe Reed\",415-555-0207,9/20/2026,94107\n\
         Ms. Kate Hill,415-555-0208,9/20/2026,94107\n\
         Mr Joe,415-555-0209,9/20/2026,94107\n\
         Ashley B. (2 kids),415-555-0210,9/20/2026,94107\n",
        &[],
    );
    contains(
        &said,
        &[
            "4 rows: 3 new, 0 on file, 1 refused",
            "the name may be of two people (a comma)",
            "what is behind the name in row 5",
        ],
    );
    let identities = texts(&home, "identities/");
    for (given, family) in [("Kate", "Hill"), ("Ashley", "B.")] {
        let wanted = format!("given = \"{given}\"\nfamily = \"{family}\"");
        let found = identities.iter().any(|(_, text)| text.contains(&wanted));
        assert!(found, "{wanted}: {identities:?}");
    }
    let joe = |text: &String| text.contains("given = \"Joe\"") && !text.contains("family");
    assert!(identities.iter().any(|(_, text)| joe(text)));
}

#[test]
fn a_column_with_family_names_first_has_two_family_names() {
    let home = home();
    import(
        &home,
        "people.csv",
        "Parent,Phone,Intake date,Zip\n\"Young Reed, Ana Maria\",415-555-0207,9/20/2026,94107\n\
         \"Hill, Kate\",415-555-0208,9/20/2026,94107\n",
        &[],
    );
    let identities = texts(&home, "identities/");
    let wanted = "given = \"Ana Maria\"\nfamily = \"Young Reed\"";
    assert!(identities.iter().any(|(_, text)| text.contains(wanted)));
}

#[test]
fn with_whom_a_mentor_spoke_is_one_question_for_each_word() {
    for header in ["Who", "With", "Contact with"] {
        let home = home();
        let sheet = format!(
            "Date,Mentor,Parent,{header},Type,Min\n\
             9/1/2026,Rosa,Maria Garcia,mom,Phone,15\n\
             9/2/2026,Rosa,Maria Garcia,CW,Phone,10\n\
             9/3/2026,Rosa,Maria Garcia,parent,CFT,60\n\
             9/4/2026,Rosa,Maria Garcia,CW,Phone,20\n"
        );
        let said = import(&home, "log.csv", &sheet, &[("CW -> ?", "CW -> skip")]);
        contains(
            &said,
            &["2 rows: 2 new, 0 on file, 0 refused", "skipped: 2 rows"],
        );
        contains(
            &session(&home, "2026-09-03-meeting-p-maria"),
            &["meeting = \"cft\""],
        );
        assert_eq!(count(&home), 2, "{header}: {said}");
    }
}

#[test]
fn a_ride_is_a_question_about_the_parent() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Min\n9/1/2026,Rosa,Maria Garcia,Transport,15\n\
         9/2/2026,Rosa,Maria Garcia,Phone,10\n9/3/2026,Rosa,Maria Garcia,Ride to court,60\n",
        &[
            ("Transport -> ?", "Transport -> mentoring"),
            ("Ride to court -> ?", "Ride to court -> skip"),
        ],
    );
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
    contains(
        &session(&home, "2026-09-01-mentoring-k-p-maria"),
        &["minutes = 15", "mode = \"in-person\""],
    );
    assert_eq!(count(&home), 2);
}

#[test]
fn a_place_says_how_they_met_where_nothing_else_does() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Location,Min\n\
         9/1/2026,Rosa,Maria Garcia,Team mtg,zoom,60\n\
         9/2/2026,Rosa,Maria Garcia,Phone,office,10\n\
         9/3/2026,Rosa,Maria Garcia,Court,Juv Court,60\n\
         9/4/2026,Rosa,Maria Garcia,HV,home,45\n",
        &[],
    );
    contains(&said, &["4 rows: 4 new, 0 on file, 0 refused"]);
    for (name, mode) in [
        ("2026-09-01-meeting-p-maria", "video"),
        ("2026-09-02-mentoring-k-p-maria", "phone"),
        ("2026-09-03-court-p-maria", "in-person"),
        ("2026-09-04-mentoring-k-p-maria", "in-person"),
    ] {
        contains(&session(&home, name), &[&format!("mode = \"{mode}\"")]);
    }
    let (_, map) = map_for(
        &self::home(),
        "places.csv",
        "Date,Mentor,Parent,Location,Min\n9/1/2026,Rosa,Maria Garcia,library,15\n\
         9/2/2026,Rosa,Maria Garcia,phone,10\n9/3/2026,Rosa,Maria Garcia,Starbucks,60\n",
    );
    contains(
        &map,
        &[
            "library -> in-person",
            "phone -> phone",
            "Starbucks -> ?",
            "where they met says how",
        ],
    );
}

#[test]
fn a_ditto_mark_and_an_empty_day_are_the_cell_above() {
    let home = home();
    let sheet = "Date,Mentor,Parent,Type,Min\n\
         9/1/2026,Rosa,Maria Garcia,Phone,15\n\
         \"\"\"\",Rosa,Keisha Jackson,Phone,10\n\
         ,Rosa,Maria Garcia,HV,60\n\
         9/4/2026,\"\"\"\",do.,Phone,45\n";
    let (_, map) = map_for(&home, "log.csv", sheet);
    contains(
        &map,
        &[
            "as_above = true # no day or a ditto mark in rows 3, 4:",
            "as_above = true # a ditto mark in row 5:",
        ],
    );
    home.ok(&["import", "log.csv"]);
    contains(
        &session(&home, "2026-09-01-mentoring-k-p-keisha"),
        &["minutes = 10"],
    );
    contains(
        &session(&home, "2026-09-01-mentoring-k-p-maria--2"),
        &["minutes = 60"],
    );
    contains(
        &session(&home, "2026-09-04-mentoring-k-p-maria"),
        &["minutes = 45"],
    );
    assert_eq!(count(&home), 4);
}

#[test]
fn a_row_that_takes_the_day_above_keeps_it_when_it_is_refused() {
    let home = home();
    let sheet = "Date,Mentor,Parent,Type,Min\n9/1/2026,Rosa,Maria Garcia,Phone,15\n\
         ,Rosa,Nobody Here,HV,60\n9/4/2026,Rosa,Maria Garcia,Phone,45\n,Rosa,Maria Garcia,HV,a while\n";
    import(&home, "log.csv", sheet, &[]);
    let rejected = home.read("log.rejected.csv");
    contains(
        &rejected,
        &[
            "9/1/2026,Rosa,Nobody Here",
            "9/4/2026,Rosa,Maria Garcia,HV,a while",
        ],
    );
}

#[test]
fn without_its_line_in_the_map_a_ditto_mark_is_refused() {
    let home = home();
    let sheet = "Date,Mentor,Parent,Type,Min\n9/1/2026,Rosa,Maria Garcia,Phone,15\n\
         ditto,Rosa,Keisha Jackson,Phone,10\n";
    let (path, map) = map_for(&home, "log.csv", sheet);
    let lines = map.lines().filter(|line| !line.starts_with("as_above"));
    home.write(
        &path,
        lines.map(|line| format!("{line}\n")).collect::<String>(),
    );
    let said = home.run(&["import", "log.csv"]).whole();
    contains(
        &said,
        &[
            "a mark for the same as above",
            "`as_above = true`",
            "1 refused",
        ],
    );
}

#[test]
fn who_consented_by_word_of_mouth_is_enrolled_without_a_consent() {
    let home = home();
    let said = import(
        &home,
        "roster.csv",
        "Parent,Phone,Intake date,Consent\n\
         Kate Hill,415-555-0208,9/20/2026,9/20/2026\n\
         Joe Bird,415-555-0209,9/20/2026,verbal\n\
         Ann Reed,415-555-0210,9/20/2026,verbal ok 9/3\n",
        &[],
    );
    contains(
        &said,
        &[
            "3 rows: 3 new, 0 on file, 0 refused",
            "is not recorded (rows 3, 4); once it is signed: `peer add consent WHO services --on DAY`",
        ],
    );
    let records = texts(&home, "participants/");
    let consents = records
        .iter()
        .filter(|(_, text)| text.contains("[[consent]]"));
    assert_eq!(consents.count(), 1);
    let enrolled = records
        .iter()
        .filter(|(_, text)| text.contains("start = 2026-09-20"));
    assert_eq!(enrolled.count(), 3);
}

const CALLS: &str = "Date,Mentor,Parent,Type,Min\n11/4/2026,Rosa,Maria Garcia,Phone,15\n";
const VISITS: &str = "Date,Mentor,Parent,Type,Min\n11/4/2026,Rosa,Maria Garcia,Home visit,60\n";

#[test]
fn another_contact_of_a_day_in_a_second_file_is_refused_with_both_ways_and_never_lost() {
    let home = home();
    import(&home, "calls.csv", CALLS, &[]);
    let said = import(&home, "visits.csv", VISITS, &[]);
    contains(
        &said,
        &[
            "1 row: 0 new, 0 on file, 1 refused",
            "2026-11-04-mentoring-k-p-maria is on file and says something else about `minutes`, `mode`",
            "`peer set 2026-11-04-mentoring-k-p-maria minutes=60 mode=in-person`",
            "write 2 in a column headed `Again`",
        ],
    );
    assert_eq!(count(&home), 1);
    // It was another contact: the row comes again with that column.
    let rejected = home.read("visits.rejected.csv");
    let mut lines: Vec<String> = rejected.lines().map(str::to_owned).collect();
    lines[0] += ",Again";
    lines[1] += ",2";
    home.write("visits.rejected.csv", lines.join("\n") + "\n");
    home.ok(&["import", "visits.rejected.csv"]);
    contains(
        &session(&home, "2026-11-04-mentoring-k-p-maria--2"),
        &["minutes = 60", "mode = \"in-person\""],
    );
    contains(
        &session(&home, "2026-11-04-mentoring-k-p-maria"),
        &["minutes = 15"],
    );
    // Nothing is doubled or refused when any of them comes again.
    let before = home.tree();
    for file in ["calls.csv", "visits.csv"] {
        let said = home.ok(&["import", file]).whole();
        contains(&said, &["1 row: 0 new, 1 on file, 0 refused"]);
    }
    let sessions = |tree: &std::collections::BTreeMap<String, Vec<u8>>| {
        tree.keys()
            .filter(|path| path.starts_with("sessions/"))
            .count()
    };
    assert_eq!(sessions(&before), sessions(&home.tree()));
}

#[test]
fn two_equal_rows_are_two_contacts_if_a_column_numbers_them() {
    let home = home();
    let rows = "9/1/2026,Rosa,Maria Garcia,Phone,15";
    let said = import(
        &home,
        "log.csv",
        &format!(
            "Date,Mentor,Parent,Type,Min\n{rows}\n{rows}\n9/2/2026,Rosa,Maria Garcia,Phone x2,10\n"
        ),
        &[],
    );
    contains(
        &said,
        &[
            "taken once; if there were two, number the rows, 1 and 2, in a column headed `Again`",
            "1 refused",
        ],
    );
    home.write(
        "log.csv",
        format!("Date,Mentor,Parent,Type,Min,Again\n{rows},1\n{rows},2\n"),
    );
    let said = home.ok(&["import", "log.csv"]).whole();
    assert!(!said.contains("does not name"), "{said}");
    assert_eq!(count(&home), 2);
    let said = home.ok(&["import", "log.csv"]).whole();
    contains(&said, &["2 rows: 0 new, 2 on file, 0 refused"]);
}

#[test]
fn the_same_parent_and_day_with_another_mentor_is_another_session() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Dana Webb",
        "--id",
        "m-dana",
        "--capacity",
        "4",
        "--joined",
        "2025-02-20",
    ]);
    home.write(
        "matches/k-two.toml",
        "mentor = \"m-dana\"\nparticipant = \"p-maria\"\nbegan = 2026-06-01\n",
    );
    import(&home, "rosa.csv", CALLS, &[]);
    let dana = CALLS.replace("Rosa", "Dana");
    let said = import(&home, "dana.csv", &dana, &[]);
    contains(&said, &["1 row: 1 new, 0 on file, 0 refused"]);
    assert_eq!(count(&home), 2);
}

#[test]
fn a_contact_log_that_names_no_mentor_says_whose_contacts_they_are() {
    let (_, map) = map_for(
        &home(),
        "contact log.csv",
        "Date,Parent,Type,Min\n9/1/2026,Maria Garcia,Phone,15\n",
    );
    contains(
        &map,
        &[
            "each row is of the mentor of the parent's match on that day",
            "# field = \"mentors\"",
        ],
    );
}

#[test]
fn a_log_of_one_mentor_has_its_lengths_and_places_too() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Rosa - contacts Sept,,,,\nDate,Parent,Type,Location,Time\n\
         9/1/26,Ms. Maria Garcia,HV,home,10:00-11:15\n\
         9/4/26,Keisha Jackson,CFT,DCS office,9-11\n\
         9/11/26,Maria Garcia,zoom,,:45\n\
         9/12/26,Maria Garcia,HV,,NS\n\
         9/14/26,Maria Garcia,HV,home,1-2:30pm\n",
        &[],
    );
    contains(&said, &["5 rows: 5 new, 0 on file, 0 refused"]);
    for (name, wanted) in [
        ("2026-09-01-mentoring-k-p-maria", "minutes = 75"),
        (
            "2026-09-04-meeting-p-keisha",
            "minutes = 120\nmode = \"in-person\"",
        ),
        ("2026-09-11-mentoring-k-p-maria", "minutes = 45"),
        ("2026-09-12-mentoring-k-p-maria", "status = \"no-show\""),
        ("2026-09-14-mentoring-k-p-maria", "minutes = 90"),
    ] {
        contains(&session(&home, name), &[wanted]);
    }
}
