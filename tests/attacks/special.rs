//! Pipes, sockets, devices and files larger than they claim, in place of a record or another file that is read: nothing
//! waits for them, uses up all memory, or changes them, and every refusal says what helps.

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use crate::common::{Answer, Home, is_thorough, sample};

/// Where one may be, and the commands that reach it there in addition to those of [`ALWAYS`].
const PLACES: &[(&str, &[&[&str]])] = &[
    ("peer.toml", &[]),
    (
        "participants/p-luis1.toml",
        &[
            &["show", "p-luis1"],
            &["set", "p-luis1", "area=1"],
            &["edit", "p-luis1"],
        ],
    ),
    (
        "participants/p-new01.toml",
        &[&["add", "participant", "--id", "p-new01"]],
    ),
    ("participants", &[]),
    ("mentors/m-dana1.toml", &[&["match"]]),
    (
        "identities/p-luis1.toml",
        &[&["show", "luis"], &["edit", "p-luis1", "--identity"]],
    ),
    ("identities", &[]),
    ("cases/c-first.toml", &[&["event", "c-first", "hearing"]]),
    (
        "groups/wednesday.toml",
        &[&["log", "group", "wednesday", "--present", "p-luis1"]],
    ),
    (
        "matches/k-first.toml",
        &[&["unmatch", "p-rosa1", "--reason", "goals-met"]],
    ),
    ("sessions", &[]),
    ("sessions/2026", &[]),
    (
        "sessions/2026/2026-10.toml",
        &[&["pack", "--before", "2026-11-01"]],
    ),
    (
        "sessions/2026/2026-11-20-outreach-fair.toml",
        &[&["log", "outreach", "fair", "--on", "2026-11-20"]],
    ),
    ("sessions/2026-11-20-outreach-fair.toml", &[]),
    (
        "definitions/own.toml",
        &[&["report", "returns", "CY2026", "--definition", "own"]],
    ),
    (
        "intake/new.toml",
        &[&["import", "--map", "new", "sheet.csv"]],
    ),
    ("sheet.csv", &[&["import", "--map", "new", "sheet.csv"]]),
    ("sheet.xlsx", &[&["import", "--map", "new", "sheet.xlsx"]]),
    (
        "report.json",
        &[
            &["verify", "report.json"],
            &["verify", "report.json", "--format", "json"],
        ],
    ),
    ("decided.csv", &[&["match", "--csv-in", "decided.csv"]]),
    (".gitignore", &[&["upgrade"]]),
    (".peer", &[]),
    (".peer/lock", &[]),
    (".peer/journal", &[]),
    (".peer/undo", &[]),
];

/// What to run in every case.
const ALWAYS: &[&[&str]] = &[
    &["check"],
    &["list", "participants"],
    &["status"],
    &["report", "quarter", "to-date"],
    &["set", "p-rosa1", "area=99"],
    &["undo"],
];

/// What may be there.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Pipe,
    Socket,
    Device,
    Huge,
}

/// Puts it there; returns whether the system allows it.
fn plant(form: Form, at: &Path) -> bool {
    let made = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments.iter().map(|word| match *word {
            "AT" => at.as_os_str(),
            word => word.as_ref(),
        }));
        command.output().is_ok_and(|output| output.status.success())
    };
    match form {
        Form::Pipe => made("mkfifo", &["AT"]),
        Form::Socket => UnixListener::bind(at).is_ok(),
        // Like `/dev/zero`, which has no end; only some users may make one.
        Form::Device => made("mknod", &["AT", "c", "1", "5"]),
        Form::Huge => made("truncate", &["-s", "8G", "AT"]),
    }
}

fn is_as_planted(form: Form, at: &Path) -> bool {
    let Ok(meta) = fs::symlink_metadata(at) else {
        return false;
    };
    match form {
        Form::Pipe => meta.file_type().is_fifo(),
        Form::Socket => meta.file_type().is_socket(),
        Form::Device => meta.file_type().is_char_device(),
        // The process that holds the lock writes this into it.
        Form::Huge => meta.len() == 8 << 30 || at.ends_with("lock"),
    }
}

/// The program, limited to the time and memory that a try may use.
fn limited(home: &Home, arguments: &[&str]) -> Answer {
    let peer = home.command(&[]);
    let mut command = Command::new("timeout");
    command
        .args(["20", "sh", "-c", "ulimit -v 1000000; exec \"$@\"", "sh"])
        .arg(peer.get_program())
        .args(arguments)
        .current_dir(home.path())
        .env_clear()
        .envs(
            peer.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("EDITOR", "true")
        .stdin(std::process::Stdio::null());
    Answer::of(command.output().unwrap(), home.path())
}

/// What is wrong with one try.
fn faults(form: Form, place: &str, commands: &[&[&str]]) -> Option<Vec<String>> {
    let home = Home::empty();
    sample::write(home.path());
    home.write(
        "intake/new.toml",
        "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n",
    );
    home.write("sheet.csv", "Name\nBea Diaz\n");
    let at = home.at(place);
    if at.is_dir() {
        fs::remove_dir_all(&at).unwrap();
    }
    let _ = fs::remove_file(&at);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    if !plant(form, &at) {
        return None;
    }
    let mut found = Vec::new();
    for command in ALWAYS.iter().chain(commands) {
        let answer = limited(&home, command);
        let about = format!(
            "{form:?} as {place}: peer {}\n{}",
            command.join(" "),
            answer.whole()
        );
        let is_ended = (0..=2).contains(&answer.status) && !answer.stderr.contains("panicked");
        let is_helped = answer.status != 2 || answer.stderr.contains("help:");
        if !(is_ended && is_helped) {
            found.push(about.clone());
        }
        if !is_as_planted(form, &at) {
            found.push(format!("changed: {about}"));
            break;
        }
    }
    // Nothing among the records is ever skipped.
    let is_counted = |folder: &&str| place.starts_with(*folder) && place.ends_with(".toml");
    let folders = [
        "participants/",
        "mentors/",
        "cases/",
        "matches/",
        "sessions/",
    ];
    let is_record = folders.iter().any(is_counted);
    let report = limited(&home, ALWAYS[3]);
    if is_record && report.status != 2 {
        found.push(format!(
            "{form:?} as {place}: a report is made\n{}",
            report.whole()
        ));
    }
    Some(found)
}

fn tried(form: Form) {
    let step = if is_thorough() { 1 } else { 5 };
    let (mut tried, mut refused, mut found) = (0, 0, Vec::new());
    for (place, commands) in PLACES.iter().step_by(step) {
        match faults(form, place, commands) {
            Some(faults) => {
                tried += 1;
                found.extend(faults);
            }
            None => refused += 1,
        }
    }
    eprintln!(
        "{form:?}: {tried} of {} places tried, {refused} that this user cannot make, {} found",
        PLACES.len(),
        found.len()
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_pipe_keeps_nobody_waiting() {
    tried(Form::Pipe);
}

#[test]
fn a_socket_is_not_read() {
    tried(Form::Socket);
}

#[test]
fn a_device_takes_no_memory() {
    tried(Form::Device);
}

#[test]
fn a_file_has_a_limit_that_is_said() {
    tried(Form::Huge);
    let home = Home::new();
    assert!(plant(Form::Huge, &home.at("participants/p-huge1.toml")));
    let answer = limited(&home, &["check"]);
    assert!(
        answer.status == 1
            && answer
                .stdout
                .contains("this cannot be read: it has more than 64 MB"),
        "{}",
        answer.whole()
    );
}

/// Two records of one person are combined word by word, without taking quadratic time.
#[test]
fn a_list_of_thirty_thousand_words_keeps_nobody_waiting() {
    let home = Home::new();
    let words: String = (0..30_000).map(|at| format!("\"w{at}\", ")).collect();
    home.write("participants/p-one01.toml", format!("needs = [ {words}]\n"));
    home.write(
        "participants/p-two02.toml",
        format!("same_as = \"p-one01\"\nneeds = [ {words}\"z\", ]\n"),
    );
    let answer = limited(&home, &["list", "participants", "--format", "csv"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let all = answer.stdout.split_whitespace();
    let is_word = |word: &&str| word.trim_matches(['"', ',']).starts_with('w');
    assert!(all.filter(is_word).count() >= 29_999);
}

#[test]
fn a_name_that_is_no_text_is_said() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    fs::write(
        home.at("participants")
            .join(OsStr::from_bytes(b"p-\xff.toml")),
        "area = \"1\"\n",
    )
    .unwrap();
    let answer = home.run(&["check"]);
    assert!(
        answer.status == 1
            && answer
                .stdout
                .contains("the name of this file is not UTF-8 text"),
        "{}",
        answer.whole()
    );
}
