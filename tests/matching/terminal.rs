//! `peer match` on a terminal.

use rexpect::session::spawn_command;

use super::program::home;
use crate::common::Home;

/// Far longer than any answer takes: a test that reaches it has failed.
const PATIENCE: Option<u64> = Some(60_000);

/// Everything that a command sends to a terminal.
fn sent(home: &Home, arguments: &[&str]) -> String {
    let mut command = home.command(arguments);
    command
        .env("TERM", "xterm")
        .env("LANG", "C")
        .env("NO_COLOR", "1");
    spawn_command(command, PATIENCE).unwrap().exp_eof().unwrap()
}

/// What the terminal then shows: overwritten lines are gone.
fn shown(sent: &str) -> String {
    let line = |line: &str| {
        line.rsplit("\r")
            .next()
            .unwrap_or_default()
            .trim_start_matches("\u{1b}[K")
            .to_owned()
    };
    sent.replace("\r\n", "\n")
        .split('\n')
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_terminal_shows_the_answer_and_no_bar_is_left_on_it() {
    let home = home();
    let mut piped = home.command(&["match", "--names"]);
    let piped = String::from_utf8(piped.env("LANG", "C").output().unwrap().stdout).unwrap();
    assert!(
        piped.contains("Dana Webb (m-dana1)") && piped.is_ascii(),
        "{piped}"
    );
    assert_eq!(shown(&sent(&home, &["match"])), piped);
}
