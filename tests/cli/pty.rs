//! In a real terminal: width, color, signs, and what happens when a pager or `head` has seen enough.

use std::process::Command;

use rexpect::reader::Options;
use rexpect::session::{PtySession, spawn_with_options};

use crate::common::{Home, TODAY, sample};

/// No answer takes this long, in milliseconds; a test that reaches it has failed.
const PATIENCE: u64 = 60_000;

fn filled() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home
}

/// Runs a shell line in a terminal with this many columns, with `peer` as the program.
fn terminal(home: &Home, columns: usize, variables: &[(&str, &str)], line: &str) -> PtySession {
    let mut command = Command::new("sh");
    let script = format!(
        "stty cols {columns} rows 50; peer() {{ '{}' \"$@\"; }}; {line}",
        env!("CARGO_BIN_EXE_peer")
    );
    command
        .args(["-c", &script])
        .current_dir(home.path())
        .env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
        .env("PEER_TODAY", TODAY)
        .env("LANG", "C.UTF-8")
        .env("TERM", "xterm")
        .envs(variables.iter().copied());
    let options = Options::new().timeout_ms(Some(PATIENCE));
    spawn_with_options(command, options).unwrap()
}

/// Everything sent to a terminal, with plain line ends.
fn seen(home: &Home, columns: usize, variables: &[(&str, &str)], line: &str) -> String {
    // One character for every byte.
    let bytes = terminal(home, columns, variables, line)
        .exp_eof()
        .unwrap()
        .chars()
        .map(|c| c as u8)
        .collect();
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

/// A text without its styles.
fn plain(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    let after = |part: &str| {
        part.split_once('m')
            .map_or_else(String::new, |(_, rest)| rest.to_owned())
    };
    parts.map(after).fold(first, |all, part| all + &part)
}

#[test]
fn answers_are_as_wide_as_the_terminal() {
    let home = filled();
    for columns in [40, 60, 80, 200] {
        for line in [
            "peer list participants",
            "peer due --within 60d",
            "peer report returns to-date",
            "peer match p-luis1",
            "peer list sessions",
            "peer show p-rosa1",
            "peer report",
            "peer explain returns",
        ] {
            let text = plain(&seen(&home, columns, &[], line));
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(
                widest <= columns,
                "{line} on {columns} columns is {widest} wide\n{text}"
            );
            assert!(text.len() > 100, "{line}\n{text}");
        }
    }
}

#[test]
fn messages_are_broken_between_words_and_never_in_a_command() {
    let home = filled();
    let text = plain(&seen(&home, 50, &[], "peer show nobody-at-all"));
    assert_eq!(
        text,
        "error: there is no record called `nobody-at-all`\nhelp: 1 person has no name on this computer\n      \
         (m-other, joined 2025-03-01); it may be them\nhelp: `peer list participants` shows who is on\n      \
         file; `peer add participant` adds a new one\n"
    );
}

#[test]
fn a_terminal_has_colour_unless_it_is_not_wanted() {
    let home = filled();
    let line = "peer list participants";
    let has_colour = |variables: &[(&str, &str)], line: &str| {
        seen(&home, 80, variables, line).contains("\u{1b}[")
    };
    assert!(has_colour(&[], line));
    assert!(!has_colour(&[("NO_COLOR", "1")], line));
    assert!(!has_colour(&[("TERM", "dumb")], line));
    assert!(!has_colour(&[], "peer --color never list participants"));
    assert!(has_colour(
        &[("NO_COLOR", "1")],
        "peer --color always list participants"
    ));
    assert!(
        !has_colour(&[], "peer list participants | cat"),
        "a pipe has none"
    );
}

#[test]
fn without_utf_8_signs_are_ascii_and_letters_stay() {
    let home = filled();
    home.write(
        "identities/p-luis1.toml",
        "given = \"José\"\nfamily = \"Ñúñez\"\n",
    );
    for variable in [("LANG", "C"), ("LC_ALL", "C"), ("LC_ALL", "POSIX")] {
        let text = seen(
            &home,
            100,
            &[variable],
            "peer list participants; peer check",
        );
        assert!(text.contains("José Ñúñez"), "{text}");
        let signs: Vec<char> = text
            .chars()
            .filter(|c| !c.is_ascii() && !"éÑúñ".contains(*c))
            .collect();
        assert!(
            signs.is_empty() && text.contains("-----"),
            "{signs:?}\n{text}"
        );
    }
}

#[test]
fn a_pipe_has_the_same_width_whatever_the_terminal() {
    let home = filled();
    let on = |columns| seen(&home, columns, &[], "peer list participants | cat");
    assert_eq!(on(40), on(200));
}

#[test]
fn head_and_a_pager_that_has_seen_enough_are_no_fault() {
    let home = filled();
    for n in 0..3_000 {
        home.write(&format!("participants/p-many{n}.toml"), "area = \"1\"\n");
    }
    let text = seen(
        &home,
        80,
        &[],
        "( peer list participants; echo \"ended $?\" >&2 ) | head -n 1",
    );
    assert_eq!(text, "Participants\nended 0\n");
    let text = seen(
        &home,
        80,
        &[],
        "( peer explain returns; echo \"ended $?\" >&2 ) | true",
    );
    assert_eq!(text, "ended 0\n");
}

#[test]
fn a_terminal_that_does_not_know_its_width_gets_the_usual_one() {
    let home = filled();
    let text = plain(&seen(&home, 0, &[], "peer due --within 60d"));
    let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!((60..=80).contains(&widest), "{widest}\n{text}");
}
