//! Sign-in grids of groups as people keep them: hours in the title, nights off, guests, leaders, marks, days.

use super::sixth::{contains, import, map_for, texts};
use crate::common::Home;

/// A group and five parents.
fn home() -> Home {
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
fn night(home: &Home, day: &str) -> String {
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
