//! A new person at a group with the same name as someone else: asked about on a terminal, reported everywhere.

use super::prompts::{Desk, ENTER, ESCAPE, evening, home};
use crate::common::Home;

/// The questions of a group up to the name of a new person.
fn asked(home: &Home) -> Desk {
    let mut desk = evening(home);
    desk.sees("Who was there?");
    // Up from the first line is the last.
    desk.press("\u{1b}[A ");
    desk.press(ENTER);
    desk.sees("Name of someone new");
    desk
}

fn session(home: &Home) -> String {
    home.read("sessions/2026/2026-11-18-group-evening.toml")
}

/// How many participants are on file.
fn participants(home: &Home) -> usize {
    home.tree()
        .keys()
        .filter(|path| path.starts_with("participants/"))
        .count()
}

fn finish(desk: &mut Desk) -> String {
    desk.sees("Name of someone new");
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press(ENTER);
    desk.rest()
}

#[test]
fn somebody_new_with_the_name_of_somebody_on_file_is_asked_about() {
    let home = home();
    let before = participants(&home);
    let mut desk = asked(&home);
    desk.press("Mia Yazzie\r");
    desk.sees("Which Mia Yazzie was it?");
    desk.press(ENTER);
    finish(&mut desk);
    assert!(session(&home).contains("p-mia"), "{}", session(&home));
    assert_eq!(participants(&home), before, "nobody was put on file");
}

#[test]
fn a_first_name_alone_is_somebody_new_unless_said_otherwise() {
    let home = home();
    let before = participants(&home);
    let mut desk = asked(&home);
    desk.press("mia\r");
    desk.sees("Which mia was it?");
    desk.press(ENTER);
    desk.sees("Name of someone new");
    desk.press("Mia\r");
    desk.sees("already added");
    desk.press(ENTER);
    let told = finish(&mut desk);
    assert!(told.contains(", new)"), "{told}");
    assert!(!session(&home).contains("p-mia\""), "{}", session(&home));
    assert_eq!(participants(&home), before + 1);
}

#[test]
fn somebody_who_is_ticked_already_is_not_there_twice() {
    let home = home();
    let mut desk = asked(&home);
    desk.press("Ana Cruz\r");
    desk.sees("Which Ana Cruz was it?");
    desk.press(ENTER);
    finish(&mut desk);
    assert_eq!(session(&home).matches("p-ana").count(), 1);
}

#[test]
fn a_mentor_of_that_name_was_there_as_a_mentor() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Dana Tso",
        "--id",
        "m-dana",
        "--capacity",
        "2",
    ]);
    let mut desk = asked(&home);
    desk.press("dana tso\r");
    desk.sees("as a mentor");
    desk.press(ENTER);
    finish(&mut desk);
    assert!(
        session(&home).contains("mentors = [\n    \"m-dana\",\n]"),
        "{}",
        session(&home)
    );
}

#[test]
fn a_name_on_the_command_line_is_told_with_the_command_that_joins_the_two() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Dana Tso",
        "--id",
        "m-dana",
        "--capacity",
        "2",
    ]);
    let log = |name: &str, more: &[&str]| {
        home.run(
            &[
                &["log", "group", "evening", "--new", name, "--on", "wed"],
                more,
            ]
            .concat(),
        )
        .stderr
    };
    for (name, command) in [
        ("Mia Yazzie", "`peer same p-mia p-"),
        ("Dana Tso", "`peer set m-dana participant=p-"),
    ] {
        let told = log(name, &["--again", "-n"]);
        assert!(
            told.contains("is already on file\n"),
            "nobody is put on file who could be named\n{told}"
        );
        let told = log(name, &["--again"]);
        assert!(
            told.contains("is already on file; if this is the same person: `peer s")
                && told.contains(command),
            "{told}"
        );
    }
    home.ok(&["set", "m-dana", "participant=p-mia"]);
    let told = log("Dana Tso", &["--again"]);
    assert!(
        !told.contains("participant=p-"),
        "that mentor came up as somebody else\n{told}"
    );
    let told = log("Mia Yazzie", &[]);
    assert!(
        told.contains("is already logged") && !told.contains("is on file already"),
        "{told}"
    );
}

#[test]
fn only_what_was_written_is_said_to_be_undone() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Dana Tso",
        "--id",
        "m-dana",
        "--capacity",
        "2",
    ]);
    let add = |more: &[&str]| home.run(&[&["add", "mentor", "Dana Tso"], more].concat());
    for more in [["--id", "m-two", "-n"].as_slice(), &["--id", "m-dana"]] {
        let told = add(more);
        assert!(!told.stderr.contains("peer undo"), "{}", told.whole());
    }
    let told = add(&["--id", "m-two"]);
    assert!(
        told.stderr
            .contains("(m-dana) is already on file; if this is the same person: `peer undo`"),
        "{}",
        told.whole()
    );
    let log = ["log", "group", "evening", "--present", "p-ana", "-n"];
    let told = home.ok(&log).stderr;
    assert!(
        told.contains("a Saturday; if it was not today: log it again with --on wed"),
        "{told}"
    );
    let told = home.ok(&log[..5]).stderr;
    assert!(
        told.contains("if it was not today: `peer undo`, and log it again with --on wed"),
        "{told}"
    );
}

#[test]
fn newcomers_stand_in_the_list_when_everything_is_asked_again_and_go_when_they_are_not_ticked() {
    let home = home();
    let mut desk = Desk::new(
        &home,
        &[
            "log",
            "group",
            "evening",
            "--on",
            "2026-11-11",
            "--childcare",
            "4",
            "-m",
            "x",
        ],
    );
    desk.sees("Who was there?");
    // Up from the first line is the last.
    desk.press("\u{1b}[A ");
    desk.press(ENTER);
    desk.sees("Name of someone new");
    desk.press("Zelda\r");
    desk.sees("Name of someone new");
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press(ENTER);
    desk.sees("is already logged");
    desk.press(ENTER);
    desk.sees("Which group?");
    desk.press(ENTER);
    desk.sees("Which day?");
    desk.press(ENTER);
    desk.sees("[x] + somebody new: Zelda");
    desk.press(ENTER);
    desk.sees("Name of someone new");
    desk.press(ESCAPE);
    let told = desk.rest();
    assert!(
        told.contains("--new Zelda"),
        "what was answered is not lost\n{told}"
    );
}

/// The one participant added since.
fn newest(home: &Home, before: &[String]) -> String {
    let paths = home.tree().into_keys();
    let new: Vec<String> = paths
        .filter(|path| path.starts_with("participants/") && !before.contains(path))
        .collect();
    assert_eq!(new.len(), 1, "{new:?}");
    home.read(&new[0])
}

#[test]
fn who_comes_for_the_first_time_is_enrolled_in_the_same_command() {
    let home = home();
    let log = ["log", "group", "evening", "--on", "wed", "--new", "Ana Rey"];
    let before: Vec<String> = home.tree().into_keys().collect();
    let told = home.ok(&[&log[..], &["--enroll"]].concat());
    let record = newest(&home, &before);
    assert!(record.contains("referred = 2026-11-18"), "{record}");
    assert!(record.contains("start = 2026-11-18"), "{record}");
    assert!(!told.stderr.contains("not enrolled"), "{}", told.whole());
    assert!(told.whole().contains("Ana Rey (p-"), "{}", told.whole());
}

#[test]
fn who_is_not_enrolled_is_told_by_name() {
    let home = home();
    let log = ["log", "group", "evening", "--on", "wed", "--new", "Ana Rey"];
    let before: Vec<String> = home.tree().into_keys().collect();
    let told = home.ok(&log).stderr;
    assert!(!newest(&home, &before).contains("start ="));
    let notes: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("has sessions but was never enrolled"))
        .collect();
    assert_eq!(notes.len(), 1, "{told}");
    assert!(notes[0].contains("Ana Rey (p-"), "{told}");
    let alone = home.run(&["log", "group", "evening", "--present", "p-ana", "--enroll"]);
    assert!(
        alone.status != 0 && alone.stderr.contains("--new"),
        "{}",
        alone.whole()
    );
}

#[test]
fn digits_alone_are_nobody_new() {
    let home = home();
    let before = home.tree();
    for digits in ["12", "520-555-0142"] {
        let told = home.run(&["log", "group", "evening", "--on", "wed", "--new", digits]);
        assert!(
            told.status != 0
                && told.stderr.contains("is not a name")
                && told.stderr.contains("--anonymous"),
            "{}",
            told.whole()
        );
    }
    for kind in ["participant", "mentor"] {
        let told = home.run(&["add", kind, "520-555-0142"]);
        assert!(
            told.status != 0 && told.stderr.contains("is not a name"),
            "{}",
            told.whole()
        );
    }
    assert_eq!(home.tree(), before, "nothing was written");
    let mut desk = asked(&home);
    desk.press("12\r");
    desk.sees("is not a name");
    desk.sees("Name of someone new");
    desk.press("\u{7f}\u{7f}Zelda\r");
    let told = finish(&mut desk);
    assert!(told.contains("Zelda"), "{told}");
    assert_eq!(
        participants(&home),
        before
            .keys()
            .filter(|path| path.starts_with("participants/"))
            .count()
            + 1
    );
}
