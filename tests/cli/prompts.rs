//! Questions on a real terminal: logging a group with few keys, stopping, and never asking if no one can answer.

use std::time::Duration;

use rexpect::session::{PtySession, spawn_command};

use crate::common::{Answer, Home};

const PATIENCE: Duration = Duration::from_secs(20);
const NAMES: [&str; 14] = [
    "Ana Cruz",
    "Ben Ochoa",
    "Carla Diaz",
    "Dora Webb",
    "Eli Stone",
    "Flor Medina",
    "Gus Ortega",
    "Hana Kim",
    "Ines Rojas",
    "Jo Carter",
    "Kai Begay",
    "Luz Romero",
    "Mia Yazzie",
    "Noor Haddad",
];

/// A program with a Wednesday group, fourteen parents, and two sessions: the last one with the first eleven.
pub fn home() -> Home {
    let home = Home::new();
    home.ok(&[
        "add",
        "group",
        "evening",
        "--stage",
        "both",
        "--meets",
        "wed 18:00",
        "--childcare",
    ]);
    for (at, name) in NAMES.iter().enumerate() {
        home.ok(&[
            "add",
            "participant",
            name,
            "--id",
            &id(at),
            "--enroll",
            "2026-01-05",
        ]);
    }
    let session = |on: &str, who: std::ops::Range<usize>| {
        let present = who.map(id).collect::<Vec<_>>().join(",");
        home.ok(&[
            "log",
            "group",
            "evening",
            "--present",
            &present,
            "--childcare",
            "3",
            "90min",
            "--on",
            on,
        ]);
    };
    session("2026-11-04", 0..4);
    session("2026-11-11", 0..11);
    home
}

fn id(at: usize) -> String {
    format!("p-{}", NAMES[at].split(' ').next().unwrap().to_lowercase())
}

/// The program on a terminal, and the keys pressed.
pub struct Desk {
    session: PtySession,
    keys: usize,
}

impl Desk {
    pub fn new(home: &Home, arguments: &[&str]) -> Self {
        Self::run(home, env!("CARGO_BIN_EXE_peer"), arguments)
    }

    fn run(home: &Home, program: &str, arguments: &[&str]) -> Self {
        let mut command = std::process::Command::new(program);
        command.args(arguments).current_dir(home.path()).env_clear();
        command
            .env("PEER_TODAY", crate::common::TODAY)
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm")
            .env("NO_COLOR", "1");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let patience = u64::try_from(PATIENCE.as_millis()).unwrap();
        Self {
            session: spawn_command(command, Some(patience)).unwrap(),
            keys: 0,
        }
    }

    pub fn sees(&mut self, text: &str) {
        if let Err(error) = self.session.exp_string(text) {
            panic!("`{text}` was not shown: {error}");
        }
    }

    /// Presses keys, one character each.
    pub fn press(&mut self, keys: &str) {
        self.keys += keys.chars().count();
        self.session.send(keys).unwrap();
        self.session.flush().unwrap();
    }

    /// How many keys were pressed.
    pub fn keys(&self) -> usize {
        self.keys
    }

    /// What is shown until the program ends.
    pub fn rest(&mut self) -> String {
        self.session.exp_eof().unwrap()
    }
}

pub const ENTER: &str = "\r";
pub const ESCAPE: &str = "\u{1b}";
const INTERRUPT: &str = "\u{3}";

#[test]
fn a_group_of_twelve_is_logged_in_under_fifteen_keys() {
    let home = home();
    let mut desk = Desk::new(&home, &["log", "group", "wednesday"]);
    desk.sees("Which day?");
    desk.press(ENTER);
    desk.sees("Who was there?");
    desk.press("luz");
    desk.press(ENTER);
    desk.press(ENTER);
    desk.sees("Children looked after");
    desk.press("4");
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press(ENTER);
    desk.sees("Anything else?");
    desk.press(ENTER);
    let told = desk.rest();
    assert!(
        told.contains("logged 2026-11-18-group-evening: Ana Cruz (p-ana)"),
        "{told}"
    );
    let text = home.read("sessions/2026/2026-11-18-group-evening.toml");
    for at in 0..12 {
        let wanted = if at == 11 { "p-luz".to_owned() } else { id(at) };
        assert!(text.contains(&format!("\"{wanted}\"")), "{wanted}\n{text}");
    }
    assert!(
        !text.contains("p-mia")
            && text.contains("children_in_childcare = 4\n")
            && text.contains("minutes = 90\n")
    );
    assert!(desk.keys < 15, "{} keys", desk.keys);
}

/// The questions of a group of which only who was there and how long are left.
pub fn evening(home: &Home) -> Desk {
    let answered = ["--on", "wed", "--childcare", "4", "-m", "well"];
    Desk::new(
        home,
        &[&["log", "group", "evening"][..], &answered].concat(),
    )
}

#[test]
fn a_name_of_two_words_is_typed_as_it_is_written() {
    let home = home();
    home.ok(&["add", "participant", "Lu Medina", "--id", "p-lu"]);
    home.ok(&["add", "participant", "Luz Castro", "--id", "p-luzc"]);
    let mut desk = evening(&home);
    desk.sees("type to find");
    desk.press("luz ro");
    desk.press(ENTER);
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press(ENTER);
    desk.rest();
    let text = home.read("sessions/2026/2026-11-18-group-evening.toml");
    assert!(
        text.contains("\"p-luz\"") && !text.contains("p-luzc") && !text.contains("\"p-lu\""),
        "{text}"
    );
}

#[test]
fn somebody_new_is_put_on_file_with_the_session_and_the_name_goes_to_the_identities_alone() {
    let home = home();
    let mut desk = Desk::new(&home, &["log", "group", "evening", "--on", "wed"]);
    desk.sees("Who was there?");
    // Letters that nobody on file has are the name, which is shown to be accepted.
    desk.press("Zelda");
    desk.press(ENTER);
    desk.press(ENTER);
    desk.sees("Name of someone new Zelda");
    desk.press(ENTER);
    desk.sees("Name of someone new");
    desk.press(ENTER);
    desk.sees("Children looked after");
    for _ in 0..3 {
        desk.press(ENTER);
        std::thread::sleep(Duration::from_millis(200));
    }
    let told = desk.rest();
    assert!(
        told.contains("Zelda (p-") && told.contains(", new)"),
        "{told}"
    );
    let named: Vec<String> = home
        .tree()
        .into_iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Zelda"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(named.len(), 1, "{named:?}");
    let new = named[0]
        .strip_prefix("identities/")
        .unwrap()
        .strip_suffix(".toml")
        .unwrap();
    assert!(
        home.read("sessions/2026/2026-11-18-group-evening.toml")
            .contains(new)
    );
    assert!(home.at(&format!("participants/{new}.toml")).is_file());
    home.ok(&["check"]);
    home.ok(&["undo"]);
    assert!(!home.at(&format!("participants/{new}.toml")).exists() && !home.at(&named[0]).exists());
}

#[test]
fn escape_and_interrupt_write_nothing_and_say_so() {
    let home = home();
    let before = home.tree();
    for key in [ESCAPE, INTERRUPT] {
        let mut desk = Desk::new(&home, &["log", "group", "evening", "--on", "wed"]);
        desk.sees("Who was there?");
        desk.press(ENTER);
        desk.sees("Children looked after");
        desk.press("4");
        desk.press(key);
        let told = desk.rest();
        assert!(told.contains("stopped; nothing was written"), "{told}");
        let status = desk.session.process().wait().unwrap();
        assert!(format!("{status:?}").contains(", 1)"), "{status:?}");
        assert!(home.tree() == before);
    }
}

#[test]
fn what_was_answered_survives_an_error_and_is_given_as_a_command() {
    let home = home();
    // Another group comes before the intended one, which is selected by the beginning of its id.
    home.ok(&["add", "group", "dawn", "--meets", "wed 6:00"]);
    let mut desk = Desk::new(
        &home,
        &[
            "log",
            "group",
            "even",
            "--on",
            "2026-11-11",
            "--childcare",
            "4",
            "-m",
            "went well",
        ],
    );
    desk.sees("Who was there?");
    desk.press("luz\r\r");
    desk.sees("How long?");
    desk.press(ENTER);
    desk.sees("2026-11-11-group-evening is already logged");
    desk.sees("Go through it again");
    desk.press(ENTER);
    desk.sees("Which group?");
    desk.press(ENTER);
    desk.sees("Which day?");
    desk.press(ESCAPE);
    let told = desk.rest();
    let line = told
        .lines()
        .find(|line| line.contains("peer log group"))
        .unwrap_or_else(|| panic!("{told}"));
    let command = &line[line.find("peer log group").unwrap()..];
    assert!(
        told.contains("the command above has all your answers"),
        "{told}"
    );
    let words = shlex::split(command).unwrap();
    let mut arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
    assert!(
        command.contains("p-luz") && !command.contains("Romero"),
        "{command}"
    );
    assert!(
        arguments.contains(&"went well") && arguments.contains(&"1h30"),
        "{command}"
    );
    arguments.push("--again");
    home.ok(&arguments);
    let text = home.read("sessions/2026/2026-11-11-group-evening--2.toml");
    assert!(
        text.contains("p-luz") && text.contains("went well") && text.contains("minutes = 90"),
        "{text}"
    );
}

#[test]
fn people_are_found_by_names_that_are_not_shown() {
    let home = home();
    let arguments = [
        "--no-names",
        "log",
        "group",
        "evening",
        "--on",
        "2026-11-12",
        "--childcare",
        "4",
        "-m",
        "well",
    ];
    let mut desk = Desk::new(&home, &arguments);
    desk.sees("Who was there?");
    desk.press("luz\r\r");
    desk.sees("How long?");
    desk.press(ENTER);
    let told = desk.rest();
    assert!(!told.contains("Romero"), "{told}");
    assert!(
        home.read("sessions/2026/2026-11-12-group-evening.toml")
            .contains("p-luz"),
        "{told}"
    );
}

#[test]
fn every_kind_can_be_asked_for_from_nothing() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Dana Webb",
        "--id",
        "m-dana",
        "--capacity",
        "2",
    ]);
    let mut desk = Desk::new(&home, &["log"]);
    desk.sees("What happened?");
    desk.press("superv");
    desk.press(ENTER);
    desk.sees("Which day?");
    desk.press(ENTER);
    desk.sees("Which mentor?");
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press("1h");
    desk.press(ENTER);
    desk.sees("Note");
    desk.press(ENTER);
    let told = desk.rest();
    assert!(
        told.contains("logged 2026-11-21-supervision-m-dana, 1h"),
        "{told}"
    );
}

#[test]
fn the_usual_answer_is_replaced_by_what_is_typed_and_a_dash_is_none() {
    let home = home();
    let mut desk = Desk::new(&home, &["log", "group", "wed"]);
    desk.sees("Which day?");
    desk.press("tue\r");
    desk.sees("Who was there?");
    desk.press(ENTER);
    desk.sees("Children looked after");
    desk.press("some\r");
    desk.sees("write a whole number");
    desk.press("\u{7f}\u{7f}\u{7f}\u{7f}0\r");
    desk.sees("How long?");
    desk.press("-\r");
    desk.sees("Anything else?");
    desk.press("note\r");
    desk.press(ENTER);
    desk.sees("Note");
    desk.press("quiet\r");
    let told = desk.rest();
    assert!(told.contains("logged 2026-11-17-group-evening"), "{told}");
    let text = home.read("sessions/2026/2026-11-17-group-evening.toml");
    assert!(
        text.contains("children_in_childcare = 0") && text.contains("quiet"),
        "{text}"
    );
    assert!(!text.contains("minutes"), "{text}");
}

#[test]
fn an_editor_is_offered_again_where_what_was_saved_has_a_fault() {
    let home = home();
    home.write("editor.sh", "echo 'aera = 1' >> \"$1\"\n");
    let before = home.tree();
    let editor = format!("EDITOR=sh {}", home.at("editor.sh").display());
    let mut desk = Desk::run(
        &home,
        "env",
        &[&editor, env!("CARGO_BIN_EXE_peer"), "edit", "p-ana"],
    );
    desk.sees("there is no field `aera`");
    desk.sees("Edit it again?");
    desk.press("n\r");
    let told = desk.rest();
    assert!(told.contains("what you typed is kept in"), "{told}");
    assert!(home.tree() == before);
}

#[test]
fn nothing_is_asked_where_nobody_can_answer() {
    let home = home();
    let before = home.tree();
    for kind in [
        "group",
        "mentoring",
        "meeting",
        "casework",
        "court",
        "committee",
        "supervision",
        "outreach",
        "consultation",
    ] {
        let answer = home.run(&["log", kind]);
        assert_eq!(answer.status, 2, "{kind}\n{}", answer.whole());
        assert!(
            answer.stderr.starts_with("error: say ")
                && answer.stderr.contains("help: as in `peer log"),
            "{}",
            answer.whole()
        );
    }
    assert_eq!(
        home.run(&["log", "group", "evening"]).stderr.lines().next(),
        Some("error: no one is listed as present")
    );
    assert_eq!(home.run(&["log"]).status, 2);
    assert!(home.tree() == before);
}

#[test]
fn the_previous_session_is_repeated_on_another_day_and_flags_go_first() {
    let home = home();
    let answer = home.ok(&["log", "--last", "--on", "wed"]);
    assert!(
        answer.stderr.contains(
            "copied from 2026-11-11-group-evening\nlogged 2026-11-18-group-evening: Ana Cruz"
        ),
        "{}",
        answer.whole()
    );
    let text = home.read("sessions/2026/2026-11-18-group-evening.toml");
    assert!(
        text.contains("p-kai") && text.contains("minutes = 90") && !text.contains("children"),
        "{text}"
    );
    home.ok(&[
        "log",
        "group",
        "--last",
        "2h",
        "--present",
        "p-luz",
        "--on",
        "today",
    ]);
    let text = home.read("sessions/2026/2026-11-21-group-evening.toml");
    assert!(
        text.contains("p-luz") && !text.contains("p-kai") && text.contains("minutes = 120"),
        "{text}"
    );
    let none = home.run(&["log", "mentoring", "--last"]);
    assert_eq!(
        (none.status, none.stderr.lines().next()),
        (2, Some("error: there is no mentoring session to repeat"))
    );
}

#[test]
fn a_group_is_found_by_the_weekday_it_meets_on() {
    let home = home();
    home.ok(&[
        "log",
        "group",
        "wed",
        "--anonymous",
        "2",
        "--on",
        "2026-11-18",
    ]);
    assert!(
        home.at("sessions/2026/2026-11-18-group-evening.toml")
            .is_file()
    );
    home.ok(&["add", "group", "second", "--meets", "Wednesday 10:00"]);
    let both: Answer = home.run(&["log", "group", "wednesday", "--anonymous", "2"]);
    assert_eq!(both.status, 2);
    assert!(
        both.stderr
            .contains("2 groups meet on that weekday\nhelp: choose one: evening, second"),
        "{}",
        both.whole()
    );
}
