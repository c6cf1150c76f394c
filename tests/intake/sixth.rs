//! What a sixth reader of sheets found: meetings among ways of contact, two people's names in a cell, lengths, leaders,
//! days.

use crate::common::Home;

/// Two parents, a mentor who walks with both, and a group.
pub(super) fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "nurturing"]);
    let mentor = [
        "--id",
        "m-rosa",
        "--capacity",
        "4",
        "--joined",
        "2025-02-20",
    ];
    home.ok(&[&["add", "mentor", "Rosa Delgado"], &mentor[..]].concat());
    for (name, id) in [("Maria Garcia", "p-maria"), ("Keisha Jackson", "p-keisha")] {
        home.ok(&["add", "participant", name, "--id", id]);
        home.write(
            &format!("matches/k-{id}.toml"),
            format!("mentor = \"m-rosa\"\nparticipant = \"{id}\"\nbegan = 2026-06-01\n"),
        );
    }
    home
}

/// The files of a folder, each with its text.
pub(super) fn texts(home: &Home, folder: &str) -> Vec<(String, String)> {
    let files = home.tree().into_iter();
    let files = files.filter(|(path, _)| path.starts_with(folder));
    files
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

/// The map that is guessed for a sheet.
pub(super) fn map_for(home: &Home, file: &str, sheet: &str) -> (String, String) {
    home.write(file, sheet);
    home.ok(&["import", "--map-for", file]);
    texts(home, "intake/").pop().unwrap()
}

/// What import says, with the questions of the map answered.
pub(super) fn import(home: &Home, file: &str, sheet: &str, answers: &[(&str, &str)]) -> String {
    let (path, mut map) = map_for(home, file, sheet);
    for (from, to) in answers {
        assert!(map.contains(from), "{from} is not in\n{map}");
        map = map.replace(from, to);
    }
    home.write(&path, map);
    let said = home.run(&["import", file]);
    said.no_panic(file);
    said.whole()
}

pub(super) fn contains(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
}

#[test]
fn a_meeting_or_a_hearing_among_ways_of_contact_is_no_mentoring() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n\
         9/14/2026,Rosa,Maria Garcia,HV,1 hr\n\
         9/20/2026,Rosa,Maria Garcia,CFT mtg,2 hrs\n\
         9/21/2026,Rosa,Maria Garcia,CFT (zoom),1 hr\n\
         9/22/2026,Rosa,Maria Garcia,Court - review,1 hr\n\
         9/23/2026,Rosa,Maria Garcia,court prep,1 hr\n",
        &[("court prep -> ?", "court prep -> ")],
    );
    let records = texts(&home, "sessions/");
    let of = |day: &str| {
        let found = records.iter().find(|(path, _)| path.contains(day));
        found.map_or_else(|| panic!("{day}: {said}"), |(_, text)| text.as_str())
    };
    contains(
        of("2026-09-14"),
        &["kind = \"mentoring\"", "mode = \"in-person\""],
    );
    contains(
        of("2026-09-20"),
        &["kind = \"team-meeting\"", "meeting = \"cft\""],
    );
    contains(
        of("2026-09-21"),
        &["kind = \"team-meeting\"", "mode = \"video\""],
    );
    contains(of("2026-09-22"), &["kind = \"court\""]);
}

#[test]
fn a_meeting_that_is_not_sure_is_a_question_of_the_kind_too() {
    let (_, map) = map_for(
        &home(),
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n\
         9/14/2026,Rosa,Maria Garcia,HV,1 hr\n\
         9/20/2026,Rosa,Maria Garcia,court prep,2 hrs\n",
    );
    assert_eq!(map.matches("\"court prep -> ?\"").count(), 2, "{map}");
    contains(&map, &["field = \"kind\"", "\"HV -> mentoring\""]);
}

#[test]
fn a_given_name_once_decided_is_asked_again_when_a_second_person_has_it() {
    let home = home();
    let sheet = |day: &str| format!("Nurturing 2026\nName,{day}\nKeisha,x\n");
    home.write("one.csv", sheet("9/17"));
    home.ok(&["import", "--map-for", "one.csv"]);
    home.ok(&["import", "one.csv", "--on-near-match", "same"]);
    contains(&home.read("identities/p-keisha.toml"), &["Keisha"]);
    home.ok(&[
        "log",
        "group",
        "nurturing",
        "--on",
        "2026-09-24",
        "--present",
        "keisha",
    ]);

    home.ok(&["add", "participant", "Keisha Smith", "--id", "p-smith"]);
    home.write("two.csv", sheet("11/12"));
    home.ok(&["import", "--map-for", "two.csv"]);
    let said = home.run(&["import", "two.csv"]).whole();
    contains(
        &said,
        &[
            "1 refused",
            "Keisha may be Keisha Jackson (p-keisha)",
            "or Keisha Smith (p-smith)",
        ],
    );
    let logged = home.run(&[
        "log",
        "group",
        "nurturing",
        "--on",
        "2026-10-01",
        "--present",
        "keisha",
    ]);
    assert_ne!(logged.status, 0, "{}", logged.whole());
    contains(&logged.whole(), &["`keisha` matches 2 records"]);
}

#[test]
fn a_clock_beside_lengths_is_a_length() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Contact,Time\n\
         9/14/2026,Rosa,Maria Garcia,HV,1 hr\n\
         9/18/2026,Rosa,Keisha Jackson,HV,~20\n\
         9/19/2026,Rosa,Keisha Jackson,HV,about 15 min\n\
         9/20/2026,Rosa,Keisha Jackson,HV,1:15\n",
        &[],
    );
    let records = texts(&home, "sessions/");
    let minutes: Vec<&str> = records
        .iter()
        .filter_map(|(_, text)| text.lines().find(|line| line.starts_with("minutes")))
        .collect();
    let wanted = [
        "minutes = 60",
        "minutes = 20",
        "minutes = 15",
        "minutes = 75",
    ];
    assert_eq!(minutes, wanted, "{said}");
}

#[test]
fn a_row_that_says_leader_beside_the_name_says_who_led() {
    for head in [
        "Rosa Delgado (leader)",
        "Rosa (leader)",
        "Rosa - facilitator",
        "Rosa Delgado (sub)",
        "Rosa Delgado - sub leader",
        "Facilitator - Rosa",
        "Leader: Rosa Delgado",
    ] {
        let home = home();
        let said = import(
            &home,
            "sign in.csv",
            &format!("Name,9/17/2026,9/24/2026\n{head},x,\nMaria Garcia,x,x\n"),
            &[],
        );
        let led: Vec<bool> = texts(&home, "sessions/")
            .iter()
            .map(|(_, text)| text.contains("led_by") && text.contains("\"m-rosa\""))
            .collect();
        assert_eq!(led, [true, false], "{head}: {said}");
    }
}

#[test]
fn the_given_name_of_one_mentor_says_who_led_a_night() {
    let home = home();
    let said = import(
        &home,
        "sign in.csv",
        "Name,9/17/2026,9/24/2026\nLeader,Rosa,Rosa Delgado\nMaria Garcia,x,x\n",
        &[],
    );
    let sessions = texts(&home, "sessions/");
    let led = sessions.iter().filter(|(_, text)| text.contains("led_by"));
    assert_eq!(led.count(), 2, "{said}");
}

#[test]
fn consents_that_take_the_day_of_another_column_are_told() {
    let home = Home::new();
    let said = import(
        &home,
        "parents.csv",
        "Name,DOB,Referred by,Ref date,ROI signed\n\
         Ana Cruz,1/2/1990,court,8/3/2026,Y\nBo Ruiz,3/4/1991,court,8/4/2026,Y\nCy Diaz,5/6/1992,court,8/5/2026,N\n",
        &[],
    );
    contains(
        &said,
        &[
            "2 consents `release-of-information` have the day of `Ref date`: correct those signed on another day",
        ],
    );
}

#[test]
fn a_closed_row_says_all_that_it_lacks_and_two_ways_to_write_a_phone_are_one() {
    let home = Home::new();
    let said = import(
        &home,
        "parents.csv",
        "Name,DOB,Phone,Referred by,Ref date,Status\n\
         Ana Cruz,1/2/1990,(520) 555-0142,court,8/3/2026,Active\n\
         Ana Cruz,1/2/1990,520-555-0142,court,8/3/2026,Active\n\
         Bo Ruiz,3/4/1991,520-555-0143,court,8/4/2026,Closed\n",
        &[],
    );
    contains(
        &said,
        &[
            "row 4: `Status` says `Closed`",
            "`enrollment.start` and `enrollment.end`",
            "the map needs a [[column]]",
            "1 refused",
            "1 twice in the sheet",
        ],
    );
}

#[test]
fn a_few_days_without_a_year_are_of_the_year_of_the_others() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n\
         9/14/2026,Rosa,Maria Garcia,HV,1 hr\n9/18,Rosa,Maria Garcia,HV,1 hr\nOct 9,Rosa,Maria Garcia,HV,1 hr\n",
        &[],
    );
    let days: Vec<String> = texts(&home, "sessions/")
        .iter()
        .filter_map(|(path, _)| path.rsplit('/').next().map(|name| name[..10].to_owned()))
        .collect();
    assert_eq!(days, ["2026-09-14", "2026-09-18", "2026-10-09"], "{said}");
    let (_, map) = map_for(
        &Home::new(),
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n\
         9/14/2025,Rosa,Maria Garcia,HV,1 hr\n9/18,Rosa,Maria Garcia,HV,1 hr\n9/19/2026,Rosa,Maria Garcia,HV,1 hr\n",
    );
    contains(&map, &["`year = 2025` or `year = 2026`"]);
}

#[test]
fn a_contact_that_was_called_off_shows_what_its_status_may_be() {
    let (_, map) = map_for(
        &home(),
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n\
         9/14/2026,Rosa,Maria Garcia,HV,1 hr\n9/15/2026,Rosa,Maria Garcia,LVM,\n9/16/2026,Rosa,Maria Garcia,cancelled,\n",
    );
    contains(
        &map,
        &[
            "\"LVM -> attempted\"",
            "\"cancelled -> ?\", # they did not meet: write no-show, ",
        ],
    );
}

#[test]
fn a_mentor_by_the_given_name_without_a_match_is_refused_with_that_cause_first() {
    let home = home();
    let other = [
        "--id",
        "m-tamika",
        "--capacity",
        "4",
        "--joined",
        "2025-02-20",
    ];
    home.ok(&[&["add", "mentor", "Tamika Reed"], &other[..]].concat());
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Contact,Length\n9/14/2026,Tamika,Maria Garcia,HV,1 hr\n",
        &[],
    );
    contains(
        &said,
        &[
            "Mentor: the parent has no match with a mentor `Tamika`:",
            "if it was m-tamika: `peer log casework p-maria --mentor m-tamika --on DAY`",
        ],
    );
}
