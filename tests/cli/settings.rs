//! A person's own settings: they change how `peer` looks, and never a figure.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use rexpect::session::{Options, PtySession, spawn_with_options};

use crate::common::{Answer, Home, TODAY, sample};

/// A program at `records`, and a person whose settings are in `config`.
struct Desk {
    home: Home,
}

impl Desk {
    fn new(settings: &str) -> Self {
        let home = Home::empty();
        fs::create_dir(home.at("records")).unwrap();
        sample::write(&home.at("records"));
        fs::create_dir(home.at("elsewhere")).unwrap();
        home.write("config/peer/config.toml", settings);
        Self { home }
    }

    fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command
            .current_dir(self.home.at(folder))
            .env("XDG_CONFIG_HOME", self.home.at("config"));
        command
    }

    fn run(&self, folder: &str, arguments: &[&str]) -> Answer {
        let output = self.command(folder, arguments).output().unwrap();
        Answer::of(output, self.home.path())
    }

    /// Everything a terminal shows for a shell line with `peer` as the program.
    fn seen(&self, folder: &str, line: &str) -> String {
        let text = self.terminal(folder, line).exp_eof().unwrap();
        let bytes = text.chars().map(|c| c as u8).collect();
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }

    fn terminal(&self, folder: &str, line: &str) -> PtySession {
        let mut command = Command::new("sh");
        let script = format!(
            "stty cols 100 rows 20; peer() {{ '{}' \"$@\"; }}; {line}",
            env!("CARGO_BIN_EXE_peer")
        );
        command
            .args(["-c", &script])
            .current_dir(self.home.at(folder))
            .env_clear();
        command
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("XDG_CONFIG_HOME", self.home.at("config"))
            .env("PEER_TODAY", TODAY)
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm");
        let options = Options::new().timeout_ms(Some(60_000));
        spawn_with_options(command, options).unwrap()
    }
}

fn folder(desk: &Desk) -> PathBuf {
    desk.home.at("records")
}

const EVERYTHING: &str =
    "color = \"always\"\nnames = false\neditor = \"nano\"\npager = \"less\"\ndays = \"us\"\n";

#[test]
fn no_setting_changes_a_report() {
    let (plain, set) = (Desk::new(""), Desk::new(EVERYTHING));
    let reports = plain.run("records", &["report"]).stdout;
    let reports: Vec<&str> = reports
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(reports.len() > 10, "{reports:?}");
    for report in reports {
        for format in ["text", "csv", "json", "markdown", "html"] {
            let arguments = [
                "report", report, "CY2026", "--format", format, "--color", "never",
            ];
            let of = |desk: &Desk| desk.run("records", &arguments);
            let (before, after) = (of(&plain), of(&set));
            assert_eq!(before.whole(), after.whole(), "{report} {format}");
            assert!(!before.stdout.is_empty(), "{report} {format}");
        }
    }
    for file in ["a.html", "a.xlsx", "a.json", "a.txt"] {
        for desk in [&plain, &set] {
            let path = format!("../{file}");
            assert_eq!(
                desk.run("records", &["report", "quarter", "-o", &path])
                    .status,
                0
            );
        }
        let bytes = |desk: &Desk| fs::read(desk.home.at(file)).unwrap();
        assert_eq!(bytes(&plain), bytes(&set), "{file}");
    }
}

#[test]
fn a_terminal_shows_days_as_the_person_has_them_and_a_pipe_does_not() {
    let desk = Desk::new("days = \"us\"\n");
    let shown = desk.seen("records", "peer show p-rosa1");
    assert!(
        shown.contains("01/08/2026") && !shown.contains(" 2026-01-08"),
        "{shown}"
    );
    let piped = desk.run("records", &["show", "p-rosa1"]).stdout;
    assert!(
        piped.contains("2026-01-08") && !piped.contains("01/08/2026"),
        "{piped}"
    );
    let json = desk.seen("records", "peer show p-rosa1 --format json");
    assert!(
        json.contains("2026-01-08") && !json.contains("01/08/2026"),
        "{json}"
    );
}

#[test]
fn names_can_be_hidden_and_never_shown() {
    let hidden = Desk::new("names = false\n");
    let shown = hidden.seen("records", "peer list participants");
    assert!(
        shown.contains("p-rosa1") && !shown.contains("Rosa"),
        "{shown}"
    );
    let refused = Desk::new("# mine\nnames = true\n").run("records", &["status"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.contains("config.toml:2:1"),
        "{}",
        refused.stderr
    );
    assert!(
        refused
            .stderr
            .contains("`names = true` is not allowed here: names can only be hidden"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_directory_found_there_alone_is_said_and_not_written_to_without_a_terminal() {
    let desk = Desk::new("");
    let settings = format!("directory = '{}'\n", folder(&desk).display());
    desk.home.write("config/peer/config.toml", settings);
    let read = desk.run("elsewhere", &["where"]);
    assert_eq!(read.status, 0, "{}", read.whole());
    let said = "in HOME/records, as HOME/config/peer/config.toml says\n";
    assert_eq!(read.stderr, said);
    let before = desk.home.tree();
    for writer in [
        &["log", "outreach", "fair", "2h"][..],
        &["set", "p-rosa1", "area=85713"],
        &["undo"],
        &["edit", "p-rosa1"],
    ] {
        let mut command = desk.command("elsewhere", writer);
        let refused = Answer::of(
            command.env("EDITOR", "true").output().unwrap(),
            desk.home.path(),
        );
        assert_eq!(refused.status, 2, "{writer:?} {}", refused.whole());
        assert!(
            refused
                .stderr
                .contains("give the folder with -C FOLDER or PEER_DIR"),
            "{}",
            refused.stderr
        );
    }
    assert_eq!(desk.home.tree(), before);
    let dry = desk.run("elsewhere", &["set", "p-rosa1", "area=85713", "-n"]);
    assert_eq!(dry.status, 0, "{}", dry.whole());
    let shown = desk.seen("elsewhere", "peer log outreach fair 2h");
    assert!(
        shown.contains("as ") && shown.contains("logged 2026-11-21-outreach-fair"),
        "{shown}"
    );
    // A directory given by name, or a nearer one, takes precedence.
    let named = desk.run(
        "elsewhere",
        &["-C", "../records", "log", "outreach", "walk", "2h"],
    );
    assert_eq!(
        (named.status, named.stderr.contains("config.toml")),
        (0, false)
    );
    let near = desk.run("records", &["log", "outreach", "run", "2h"]);
    assert_eq!(
        (near.status, near.stderr.contains("config.toml")),
        (0, false)
    );
}

#[test]
fn a_fault_is_told_with_its_place_and_what_to_do() {
    for (settings, place, words) in [
        (
            "color = \"auto\"\ncolour = \"auto\"\n",
            "config.toml:2:1",
            "`color`",
        ),
        ("days = \"european\"\n", "config.toml:1:8", "`iso`, `us`"),
        ("names = fales\n", "config.toml:1:9", "error"),
        ("directory = 3\n", "config.toml:1:13", "error"),
    ] {
        let desk = Desk::new(settings);
        let refused = desk.run("records", &["status"]);
        assert_eq!(refused.status, 2, "{settings}");
        assert!(
            refused.stderr.contains(place),
            "{settings}{}",
            refused.stderr
        );
        assert!(
            refused.stderr.contains(words),
            "{settings}{}",
            refused.stderr
        );
        assert!(
            refused
                .stderr
                .contains("help: fix HOME/config/peer/config.toml"),
            "{}",
            refused.stderr
        );
        assert_eq!(desk.run("records", &["help", "log"]).status, 0);
    }
    let gone = Desk::new("directory = \"/nowhere/at/all\"\n").run("elsewhere", &["status"]);
    assert_eq!(gone.status, 2);
    assert!(
        gone.stderr.contains("config.toml names this directory"),
        "{}",
        gone.stderr
    );
}

#[test]
fn where_names_the_file() {
    let desk = Desk::new("days = \"us\"\n");
    let there = desk.run("records", &["where", "--format", "json"]).stdout;
    assert!(there.contains("HOME/config/peer/config.toml\""), "{there}");
    fs::remove_file(desk.home.at("config/peer/config.toml")).unwrap();
    let none = desk.run("records", &["where"]).stdout;
    assert!(
        none.contains("HOME/config/peer/config.toml (not there)"),
        "{none}"
    );
}

#[test]
fn a_long_answer_goes_through_the_pager_on_a_terminal_alone() {
    let desk = Desk::new("pager = \"sed -e s/^/page:/\"\n");
    let long = desk.seen("records", "peer explain services | cat; peer show p-rosa1");
    assert!(long.contains("page:"), "{long}");
    let short = desk.seen("records", "peer list groups");
    assert!(!short.contains("page:"), "{short}");
    assert!(
        !desk
            .run("records", &["show", "p-rosa1"])
            .stdout
            .contains("page:")
    );
    let missing = Desk::new("pager = \"no-such-pager\"\n").seen("records", "peer show p-rosa1");
    assert!(
        missing.contains("cannot start the pager `no-such-pager`"),
        "{missing}"
    );
    assert!(missing.contains("p-rosa1"), "{missing}");
}

#[test]
fn the_editor_of_the_settings_is_the_one_that_opens() {
    let desk = Desk::new("editor = \"sh ../editor.sh\"\n");
    desk.home
        .write("editor.sh", "sed -i 's/85705/85713/' \"$1\"\n");
    let mut command = desk.command("records", &["edit", "p-rosa1"]);
    let answer = Answer::of(
        command.env("EDITOR", "false").output().unwrap(),
        desk.home.path(),
    );
    assert_eq!(answer.status, 0, "{}", answer.whole());
    assert!(
        desk.home
            .read("records/participants/p-rosa1.toml")
            .contains("85713")
    );
}
