//! Sign-in grids as offices keep them: numbered weeks, months in one cell, newcomers, leaders who were out, empty nights.

use super::sixth::{contains, import, map_for, texts};
use crate::cli::prompts::Desk;
use crate::common::Home;

/// A group, four parents and two mentors.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    for (name, id) in [
        ("Ana Rey", "p-ana"),
        ("Rosa Delgado", "p-rosa"),
        ("Marisol Vega", "p-marisol"),
        ("Tina Boyd", "p-tina"),
    ] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    for (name, id) in [("Marcus Hill", "m-marcus"), ("Guadalupe Ruiz", "m-lupe")] {
        home.ok(&["add", "mentor", name, "--id", id]);
    }
    home
}

/// The day of each session, with what it says under a key.
fn nights(home: &Home, key: &str) -> Vec<(String, Vec<String>)> {
    let sessions = texts(home, "sessions/").into_iter();
    let words = |text: &str| {
        let from = text.split_once(&format!("{key} = ")).map(|(_, rest)| rest);
        let from = from.unwrap_or_default();
        let end = if from.starts_with('[') { ']' } else { '\n' };
        let all = from.split(end).next().unwrap_or_default();
        let all = all.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        let all = all.filter(|word| !word.is_empty());
        all.map(str::to_owned).collect()
    };
    let day = |path: &str| path.rsplit('/').next().unwrap()[..10].to_owned();
    sessions
        .map(|(path, text)| (day(&path), words(&text)))
        .collect()
}

/// Ana came on the first and second night, Rosa on the second, by any writing of the days.
fn are_two_nights(header: &str, days: [&str; 2]) {
    let home = home();
    let said = import(
        &home,
        "grid.csv",
        &format!("{header}\nAna Rey,x,x\nRosa Delgado,,x\n"),
        &[],
    );
    let [one, other] = days.map(str::to_owned);
    let (ana, rosa) = ("p-ana".to_owned(), "p-rosa".to_owned());
    let wanted = vec![(one, vec![ana.clone()]), (other, vec![ana, rosa])];
    assert_eq!(nights(&home, "participants"), wanted, "{header}\n{said}");
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
}

#[test]
fn numbered_weeks_above_below_or_beside_the_days_are_no_people() {
    for header in [
        ",Week 1,Wk 2\nName,9/2/2026,9/9/2026",
        "Name,Week 1,Wk 2\n,9/2/2026,9/9/2026",
        "Name,Week 1,Wk 2\nDate,9/2/2026,9/9/2026",
        ",9/2/2026,9/9/2026\nName,Week 1,Wk 2",
        "Name,Week 1 9/2/2026,9/9/2026 (Wk 2)",
        "2026,,\n,September,\nName,Week 1,Wk 2\n,2nd,9",
    ] {
        are_two_nights(header, ["2026-09-02", "2026-09-09"]);
    }
}

#[test]
fn a_month_in_one_cell_or_in_a_title_is_that_of_the_numbers_below() {
    for header in [
        "Circle 2026,,\n,September,\nName,2,9",
        "Name,Sept. '26,\n,2nd,9th",
        "Name,Sept 26,\n,2,9",
        "Circle sign-in - September 2026,,\nName,2,9",
        ",2026-09-01,\nName,2,9",
    ] {
        are_two_nights(header, ["2026-09-02", "2026-09-09"]);
    }
    are_two_nights("Name,Sept. '26,Oct 26\n,30,7", ["2026-09-30", "2026-10-07"]);
    are_two_nights("Sept - Oct 2026,,\nName,30,7", ["2026-09-30", "2026-10-07"]);
    // Counts below days are none of a month.
    let home = home();
    let sheet = "Name,Sept 2,Sept 9\nKids,3,9\nAna Rey,x,x\n";
    import(&home, "grid.csv", sheet, &[]);
    let kids = [("2026-09-02", "3"), ("2026-09-09", "9")];
    let kids = kids.map(|(day, many)| (day.to_owned(), vec![many.to_owned()]));
    assert_eq!(nights(&home, "children_in_childcare"), kids);
}

#[test]
fn marks_below_no_day_or_below_two_days_begin_no_map() {
    for (sheet, told) in [
        (
            "Name,Week 1,Week 2\nAna Rey,x,x\n",
            "grid.csv has marks below `Week 1` and 1 more headers that are no day",
        ),
        (
            "Name,9/1 & 9/8,9/15 & 9/22\nAna Rey,x,x\n",
            "grid.csv has marks below `9/1 & 9/8` and 1 more headers that are no day",
        ),
        (
            "Date,Ana Rey,Rosa Delgado\n9/2/2026,x,\n9/9/2026,x,x\n",
            "grid.csv has the days down and the people across",
        ),
    ] {
        let home = home();
        home.write("grid.csv", sheet);
        let said = home.run(&["import", "--map-for", "grid.csv"]);
        assert_ne!(said.status, 0, "{}", said.whole());
        contains(&said.whole(), &[told]);
        assert!(texts(&home, "intake/").is_empty());
    }
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026,Alumni\nAna Rey,x,x,\nRosa Delgado,x,,x\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(&said, &["Alumni (it has marks, and its header is no day)"]);
}

#[test]
fn newcomers_are_counted_or_refused_with_the_one_word_that_works() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nTina's friend?,x,\nnew dad (Pete's friend),,x\n\
        +1,x,\nguest of Tina Boyd,,x\nWalk-in,x,\nKeisha (new),x,\nnew mom - Brenda?,x,\nCrystal (Tina's friend),x,\n\
        Keisha,x,\nTina's baby,x,\n";
    let (_, map) = map_for(&home, "grid.csv", sheet);
    assert!(!map.contains("Tina") && !map.contains("Pete"), "{map}");
    let said = home.run(&["import", "grid.csv"]).whole();
    contains(&said, &["11 rows: 6 new, 0 on file, 5 refused"]);
    // 9/2: Tina's friend, +1, a walk-in; 9/9: a dad, a guest.
    let wanted = [("2026-09-02", "3"), ("2026-09-09", "2")];
    let wanted = wanted.map(|(day, many)| (day.to_owned(), vec![many.to_owned()]));
    assert_eq!(nights(&home, "anonymous"), wanted, "{said}");
    for row in [8, 9, 10, 11] {
        let why = said
            .lines()
            .find(|line| line.starts_with(&format!("row {row}: ")));
        let call = "; if they gave no whole name, call the row `Guest`";
        assert!(
            why.is_some_and(|why| why.ends_with(call)),
            "row {row}\n{said}"
        );
    }
    let baby = said.lines().find(|line| line.starts_with("row 12: "));
    assert!(!baby.unwrap().contains("`Guest`"), "{said}");
}

#[test]
fn a_leader_may_be_named_in_a_sentence_or_by_a_short_form() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nLeader,out - Marcus led,Marcus/Lupe\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(
        &said,
        &[
            "row 3 says of 2026-09-02 in other words that m-marcus led",
            "2 rows: 2 new, 0 on file, 0 refused",
        ],
    );
    let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let wanted = [
        ("2026-09-02".to_owned(), ids(&["m-marcus"])),
        ("2026-09-09".to_owned(), ids(&["m-lupe", "m-marcus"])),
    ];
    assert_eq!(nights(&home, "led_by"), wanted);
}

#[test]
fn leaders_and_times_above_the_days_are_read_as_those_below() {
    let home = home();
    let sheet = "Circle 2026,,,,\n,Leader:,Marcus,Marcus,Lupe\n,Time:,6-7:30,6-7:30,6-7\n\
        #,Name,9/2,9/9,9/16\n1,Ana Rey,x,x,x\n2,Rosa Delgado,x,,out of town\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(
        &said,
        &["4 rows: 4 new, 0 on file, 0 refused; 3 sessions new"],
    );
    let minutes: Vec<_> = nights(&home, "minutes")
        .into_iter()
        .map(|(_, said)| said)
        .collect();
    assert_eq!(minutes, [["90"], ["90"], ["60"]], "{said}");
    let led: Vec<_> = nights(&home, "led_by")
        .into_iter()
        .map(|(_, said)| said)
        .collect();
    assert_eq!(led, [["m-marcus"], ["m-marcus"], ["m-lupe"]], "{said}");
}

#[test]
fn a_night_without_any_mark_is_told_once() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026,9/16/2026,9/23/2026 (canceled),12/2/2026\n\
        Ana Rey,x,,-,,\nRosa Delgado,x,,,,\nLeader,Marcus,,,,\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    let told = "no one is marked on 2026-09-09 and 2026-09-16, so no sessions are made of them";
    assert_eq!(said.matches("no one is marked").count(), 1, "{said}");
    contains(&said, &[told, "1 session new"]);
}

#[cfg(unix)]
#[test]
fn on_a_terminal_a_newcomer_and_a_leader_are_asked_about_once() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nKeisha (new),x,x\nLeader,Priya,Priya\n";
    map_for(&home, "grid.csv", sheet);
    let mut desk = Desk::new(&home, &["import", "grid.csv"]);
    desk.sees("who is Keisha (new)?");
    desk.sees("leave this row for later");
    desk.press("\u{1b}[A\r");
    desk.sees("who led as Priya?");
    desk.sees("leave this row for later");
    // The list is in the order of the ids: Guadalupe, Marcus, later.
    desk.press("\u{1b}[A\r");
    let shown = desk.rest();
    assert!(
        shown.contains("3 rows: 3 new, 0 on file, 0 refused"),
        "{shown}"
    );
    let heads: Vec<_> = nights(&home, "anonymous")
        .into_iter()
        .map(|(_, said)| said)
        .collect();
    assert_eq!(heads, [["1"], ["1"]]);
    let led: Vec<_> = nights(&home, "led_by")
        .into_iter()
        .map(|(_, said)| said)
        .collect();
    assert_eq!(led, [["m-marcus"], ["m-marcus"]]);
}

#[test]
fn somebody_new_who_may_be_on_file_is_asked_about_as_without_that_word() {
    for name in ["Tina (new)", "Tina (1st time)", "Tina", "Tina Boyd (new)"] {
        let home = home();
        let sheet = format!("Name,9/2/2026,9/9/2026\nAna Rey,x,x\n{name},x,\n");
        let said = import(&home, "grid.csv", &sheet, &[]);
        let is_whole = name.contains("Boyd");
        let wanted = if is_whole {
            "2 rows: 2 new, 0 on file, 0 refused"
        } else {
            "Tina may be Tina Boyd (p-tina)"
        };
        contains(&said, &[wanted]);
        assert!(!said.contains("add participant"), "{name}: {said}");
    }
}
