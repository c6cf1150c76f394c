//! Sign-in grids of groups as people keep them: hours in the title, nights off, guests, leaders, marks, days.

use super::sixth::{contains, import, map_for, texts};
use crate::common::Home;

/// A group and five parents.
pub(super) fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    for (name, id) in [
        ("Ana Rey", "p-ana"),
        ("Rosa Delgado", "p-rosa"),
        ("Marisol Vega", "p-marisol"),
        ("Amber Nguyen", "p-amber"),
        ("Luis Vega", "p-luis"),
    ] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    home
}

/// The days of the sessions on file.
fn nights(home: &Home) -> Vec<String> {
    let sessions = texts(home, "sessions/").into_iter();
    let name = |path: String| path.rsplit('/').next().unwrap_or_default()[..10].to_owned();
    sessions.map(|(path, _)| name(path)).collect()
}

/// The session of a day.
pub(super) fn night(home: &Home, day: &str) -> String {
    let mut sessions = texts(home, "sessions/").into_iter();
    sessions.find(|(path, _)| path.contains(day)).unwrap().1
}

#[test]
fn the_hours_in_a_title_are_the_length_of_each_night() {
    for title in [
        "Wednesday group 6:00-7:30 pm",
        "Wednesday group,6-7:30",
        "Wednesday group  5:30 – 7 pm",
    ] {
        let home = home();
        let sheet = format!("{title},,\nName,9/2/2026,9/9/2026\nAna Rey,x,x\nRosa Delgado,,x\n");
        let said = import(
            &home,
            "grid.csv",
            &sheet,
            &[("value = \"90\" # `", "value = \"90\" # `")],
        );
        contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
        assert!(!said.contains("no length"), "{said}");
        for day in ["2026-09-02", "2026-09-09"] {
            contains(&night(&home, day), &["minutes = 90\n"]);
        }
    }
}

#[test]
fn hours_in_a_header_or_the_file_are_taken_and_two_lengths_are_a_question() {
    let home = home();
    let (_, map) = map_for(
        &home,
        "grid.csv",
        "Name,9/2/2026,9/9/2026,Tues 5:30 – 7\nAna Rey,x,x,\n",
    );
    contains(
        &map,
        &["value = \"90\" # `5:30-7` in row 1: delete these 3 lines"],
    );
    let two = "Dinner 5:30-6:00 circle 6:00-7:30,\nName,9/2/2026,9/9/2026\nAna Rey,x,x\n";
    let (_, map) = map_for(&home, "two.csv", two);
    contains(
        &map,
        &["value = \"?\" # `5:30-6:00` in row 1 and `6:00-7:30` in row 1: how many"],
    );
}

#[test]
fn a_map_says_which_length_it_took_beside_that_on_file() {
    let home = home();
    for (day, minutes) in [("2026-08-19", "90min"), ("2026-08-26", "2h")] {
        home.ok(&[
            "log",
            "group",
            "wednesday",
            minutes,
            "--on",
            day,
            "--present",
            "p-ana",
        ]);
    }
    let sheet = "Wednesday 6-7:30 pm,\nName,9/2/2026,9/9/2026\nAna Rey,x,x\n";
    let (_, map) = map_for(&home, "grid.csv", sheet);
    contains(
        &map,
        &[
            "value = \"90\" # `6-7:30pm` in row 1 (taken, though the last meeting on file was 120 minutes)",
        ],
    );
}

#[test]
fn a_night_that_did_not_meet_is_none_however_it_is_written() {
    let home = home();
    let sheet = "Wednesday group,,,,,,,,,\n\
        Name,9/2/2026,9/9/2026 CANX,9/16/2026 (no grp),9/23/2026,9/30/2026,10/7/2026,10/14/2026,HOLIDAY\n\
        Ana Rey,x,,,no grp,C,CANX,closed,\n\
        Rosa Delgado,x,,,no grp,A,,,\n\
        Marisol Vega,,,,no grp,N,,x,\n\
        Amber Nguyen,x,,,no grp,X,,x,\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    // Of 10/14 two came, so Ana's `closed` is no mark of hers.
    contains(
        &said,
        &["4 rows: 4 new, 0 on file, 0 refused; 2 sessions new"],
    );
    assert_eq!(nights(&home), ["2026-09-02", "2026-10-14"], "{said}");
    assert!(!night(&home, "2026-10-14").contains("p-ana"), "{said}");
    for day in ["09-09", "09-16", "09-23", "09-30", "10-07"] {
        let told = format!("they did not meet on 2026-{day}, so no session is made of it");
        assert_eq!(said.matches(&told).count(), 1, "{day}\n{said}");
    }
    contains(
        &said,
        &[
            "`closed` is below it, and others came on 2026-10-14",
            "`HOLIDAY`: they did not meet",
        ],
    );
}

#[test]
fn people_without_a_name_are_counted_and_a_given_name_is_asked() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026,9/16/2026\nAna Rey,x,x,x\nNew person,x,,\nnew mom,,x,\nGuest,,x,x\n\
        visitor (Bo's sister),x,,\n2 visitors,x,,\nWalk-in,,1,\nUnknown,x,,\n??,x,,\nno name given,,x,\n\
        Jasmine,x,,\nJasmine (new),x,,\nRosa?,x,,\n";
    let (_, map) = map_for(&home, "grid.csv", sheet);
    assert!(!map.contains("Bo") && !map.contains("sister"), "{map}");
    let said = home.run(&["import", "grid.csv"]).whole();
    contains(
        &said,
        &["13 rows: 10 new, 0 on file, 3 refused; 3 sessions new"],
    );
    // 9/2: 1 new, 1 visitor, 2 visitors, 1 unknown, 1 of ??; 9/9: a mom, a guest, a walk-in, one without a name; 9/16: a guest.
    for (day, count) in [("2026-09-02", 6), ("2026-09-09", 4), ("2026-09-16", 1)] {
        let session = night(&home, day);
        contains(&session, &[&format!("anonymous = {count}\n")]);
        assert_eq!(session.matches("\"p-").count(), 1, "{session}");
    }
    contains(
        &said,
        &[
            "row 3 and 7 more rows name nobody: their marks are counted under `anonymous`, 10 in all",
        ],
    );
}

#[test]
fn a_row_of_guests_counts_as_many_as_it_says_times() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nguest x2,x,\nGuest,,x\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(&said, &["3 rows: 3 new, 0 on file, 0 refused"]);
    contains(&night(&home, "2026-09-02"), &["anonymous = 2\n"]);
    contains(&night(&home, "2026-09-09"), &["anonymous = 1\n"]);
}

#[test]
fn a_person_without_a_name_is_not_counted_beside_a_row_that_counts_them() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nVisitors,2,3\nWalk-in,x,\nNew!,,x\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(
        &said,
        &[
            "row 4: `Walk-in` is nobody by name",
            "row 5: `New!` is nobody by name",
            "2 refused",
        ],
    );
    contains(&night(&home, "2026-09-02"), &["anonymous = 2\n"]);
}

/// Three mentors.
fn with_mentors() -> Home {
    let home = home();
    for (name, id) in [
        ("Dana Webb", "m-dana"),
        ("Luis Ortiz", "m-luis"),
        ("Eva Ruiz", "m-eva"),
    ] {
        home.ok(&["add", "mentor", name, "--id", id]);
    }
    home
}

/// The ids of those who led on a day.
fn leaders(home: &Home, day: &str) -> Vec<String> {
    let session = night(home, day);
    let ids = session.split_once("led_by = [").map(|(_, rest)| rest);
    let ids = ids
        .and_then(|rest| rest.split(']').next())
        .unwrap_or_default();
    let ids = ids
        .split(',')
        .map(|id| id.trim().trim_matches('"').to_owned());
    ids.filter(|id| !id.is_empty()).collect()
}

#[test]
fn leaders_are_known_by_given_names_and_initials_and_a_reason_is_said_once() {
    let home = with_mentors();
    let sheet = "Name,9/2/2026,9/9/2026,9/16/2026,9/23/2026\nAna Rey,x,x,x,x\n\
        LF,Dana,EV,Dana/Eva,Dana + Luis Ortiz\nCo-leaders: Bev & Eva,x,x,,\nLeader,,Bev,,Bev/Dana\n";
    let sheet = sheet.replace(",EV,", ",ER,");
    let said = import(&home, "grid.csv", &sheet, &[]);
    contains(
        &said,
        &[
            "4 rows: 2 new, 0 on file, 2 refused; 4 sessions new",
            "row 4: no participant or mentor on file is called `Bev`: write the whole name or the id",
            "row 5: no participant or mentor on file is called `Bev`: write the whole name or the id",
        ],
    );
    assert_eq!(said.matches("called `Bev`").count(), 2, "{said}");
    assert_eq!(leaders(&home, "2026-09-02"), ["m-dana"]);
    assert_eq!(leaders(&home, "2026-09-09"), ["m-eva"]);
    assert_eq!(leaders(&home, "2026-09-16"), ["m-dana", "m-eva"]);
    assert_eq!(leaders(&home, "2026-09-23"), ["m-dana", "m-luis"]);
}

#[test]
fn leaders_that_are_corrected_later_are_added_to_the_nights_on_file() {
    let home = with_mentors();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nLeader,Bev,Bev\n";
    import(&home, "grid.csv", sheet, &[]);
    let rejected = home.read("grid.rejected.csv").replace("Bev", "Eva Ruiz");
    home.write("grid.rejected.csv", rejected);
    let said = home.ok(&["import", "grid.rejected.csv"]).whole();
    contains(&said, &["1 row: 1 new, 0 on file, 0 refused"]);
    assert_eq!(leaders(&home, "2026-09-02"), ["m-eva"]);
    assert_eq!(leaders(&home, "2026-09-09"), ["m-eva"]);
}

#[test]
fn mentors_whom_a_title_names_led_every_night() {
    let home = with_mentors();
    let sheet = "Wednesday 6-7:30 pm  Facilitators: Dana Webb & Luis Ortiz,,\nName,9/2/2026,9/9/2026\nAna Rey,x,x\n";
    let (_, map) = map_for(&home, "grid.csv", sheet);
    contains(
        &map,
        &["value = \"m-dana; m-luis\" # row 1 says so: delete these 3 lines"],
    );
    assert!(!map.contains("Dana") && !map.contains("Ortiz"), "{map}");
    home.ok(&["import", "grid.csv"]);
    assert_eq!(leaders(&home, "2026-09-09"), ["m-dana", "m-luis"]);
}

#[test]
fn a_length_or_a_leader_that_a_night_on_file_lacks_is_filled_in_when_asked() {
    let home = with_mentors();
    let first = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nRosa Delgado,x,\n";
    import(&home, "grid.csv", first, &[]);
    home.ok(&["set", "2026-09-09-group-wednesday", "minutes=60"]);
    let more = format!("{first}Leader,Dana,Dana\nMinutes,90,90\n");
    std::fs::remove_file(home.at("intake/grid.toml")).unwrap();
    map_for(&home, "grid.csv", &more);
    let said = home.ok(&["import", "grid.csv"]).whole();
    contains(
        &said,
        &[
            "says `minutes`, which 2026-09-02-group-wednesday on file does not; it was left as it is; `peer import` with `--fill` fills it in",
        ],
    );
    assert!(!night(&home, "2026-09-02").contains("minutes"), "{said}");
    let said = home.ok(&["import", "grid.csv", "--fill"]).whole();
    contains(&night(&home, "2026-09-02"), &["minutes = 90\n", "m-dana"]);
    // What is on file stays, and is told with the command.
    contains(&night(&home, "2026-09-09"), &["minutes = 60\n", "m-dana"]);
    contains(&said, &["peer set 2026-09-09-group-wednesday minutes=90"]);
    let again = home.ok(&["import", "grid.csv", "--fill"]).whole();
    contains(&again, &["4 rows: 0 new, 4 on file, 0 refused"]);
}

#[test]
fn rows_about_the_nights_make_no_person() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026,9/16/2026\nAna Rey,x,x,x\nRosa Delgado,x,,x\n\
        Minutes,90,75,1.5h\nTopic,Anger,Self-care,Court\nSnack,Bo,,\nNotes,,hot,\n\
        # kids in childcare,2,3,1\n# present,2,1,2\nParents,2,1,2\nTOTAL adults,2,1,2\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(
        &said,
        &[
            "5 rows: 5 new, 0 on file, 0 refused; 3 sessions new",
            "rows 6 (`Snack`), 7 (`Notes`) are about the nights and no person: not imported",
            "skipped: 3 rows of totals",
        ],
    );
    for (day, minutes, kids, topic) in [
        ("2026-09-02", 90, 2, "Anger"),
        ("2026-09-09", 75, 3, "Self-care"),
        ("2026-09-16", 90, 1, "Court"),
    ] {
        let session = night(&home, day);
        contains(
            &session,
            &[
                &format!("minutes = {minutes}\n"),
                &format!("children_in_childcare = {kids}\n"),
                &format!("Topic: {topic}"),
            ],
        );
        assert!(!session.contains("anonymous"), "{session}");
    }
    assert_eq!(texts(&home, "participants/").len(), 5);
}

#[test]
fn a_mark_of_several_words_that_are_no_name_is_a_question_of_the_map() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,no call\nRosa Delgado,called out,x\nMarisol Vega,x,Ana Rey\n";
    let answers = [
        ("\"no call -> ?\"", "\"no call -> no-show\""),
        ("\"called out -> ?\"", "\"called out -> absent\""),
    ];
    let said = import(&home, "grid.csv", sheet, &answers);
    contains(&said, &["3 rows: 2 new, 0 on file, 1 refused"]);
    let map = home.read("intake/grid.toml");
    assert!(!map.to_lowercase().contains("ana rey"), "{map}");
    assert_eq!(night(&home, "2026-09-02").matches("\"p-").count(), 1);
}

#[test]
fn a_mark_that_nobody_can_tell_is_one_question_of_the_map() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026,9/16/2026\nAna Rey,x,C,C\nRosa Delgado,?,late 15,sick\nMarisol Vega,x (zoom),E,C\n";
    let answers = [
        (
            "\"c -> ?\", # 3 cells: write present",
            "\"c -> absent\", # 3 cells: write present",
        ),
        ("\"? -> ?\"", "\"? -> present\""),
    ];
    let said = import(&home, "grid.csv", sheet, &answers);
    contains(
        &said,
        &["3 rows: 3 new, 0 on file, 0 refused; 2 sessions new"],
    );
    let came = |day: &str| night(&home, day).matches("\"p-").count();
    // 9/2: Ana, Rosa, Marisol; 9/9: Rosa, late; 9/16: nobody.
    assert_eq!((came("2026-09-02"), came("2026-09-09")), (3, 1), "{said}");
}

#[test]
fn lengths_in_place_of_marks_say_who_came() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,60,90\nRosa Delgado,90,1.5h\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(
        &said,
        &["2 rows: 2 new, 0 on file, 0 refused; 2 sessions new"],
    );
    assert_eq!(night(&home, "2026-09-02").matches("\"p-").count(), 2);
}

#[test]
fn days_without_a_year_go_on_from_december_to_january_and_are_never_after_today() {
    for (sheet, wanted) in [
        // In 2026 the last would be after today, 2026-11-21.
        (
            "Name,11/18,12/2,12/16,1/6,1/20\nAna Rey,x,x,x,x,x\n",
            &[
                "2025-11-18",
                "2025-12-02",
                "2025-12-16",
                "2026-01-06",
                "2026-01-20",
            ][..],
        ),
        (
            "Name,11/4,12/2\nAna Rey,x,x\n",
            &["2025-11-04", "2025-12-02"],
        ),
        // A column for a day to come is no reason for another year.
        ("Name,11/4,12/2\nAna Rey,x,\n", &["2026-11-04"]),
        (
            "Name,9/16,9/9,9/2\nAna Rey,x,x,x\n",
            &["2026-09-02", "2026-09-09", "2026-09-16"],
        ),
        (
            "Sept 2026,,,\nName,2,9,16\nAna Rey,x,,x\n",
            &["2026-09-02", "2026-09-16"],
        ),
        (
            "Name,Wed 9/2,Sept 9,Wed Sep 16\nAna Rey,x,x,x\n",
            &["2026-09-02", "2026-09-09", "2026-09-16"],
        ),
    ] {
        let home = home();
        let said = import(&home, "grid.csv", sheet, &[]);
        assert_eq!(nights(&home), wanted, "{sheet}\n{said}");
    }
}

#[test]
fn children_beside_a_name_and_words_that_may_be_names_stay_out() {
    let home = home();
    let sheet = "Names,9/2/2026,9/9/2026\nAna Rey (2 kids),x,x\nRosa Delgado w/ baby,x,\nMarisol Vega,x,Jo Ann\nPrayer requests,,Ana\n";
    let (_, map) = map_for(&home, "grid.csv", sheet);
    assert!(
        !map.contains("Ana") && !map.to_lowercase().contains("jo ann"),
        "{map}"
    );
    let said = home.run(&["import", "grid.csv"]).whole();
    contains(
        &said,
        &[
            "3 rows: 2 new, 0 on file, 1 refused; 2 sessions new",
            "row 2 names children beside the person: they are not counted",
            "row 5 (`Prayer requests`) is about the nights and no person",
        ],
    );
    contains(&night(&home, "2026-09-02"), &["p-ana", "p-rosa"]);
}
