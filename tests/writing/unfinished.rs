//! A committed but unfinished write: who reads it, what is reported about it, and how it ends.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use peer::store::{Directory, StoreError};

use super::kill::{Writer, change, died_at_rename, fresh, made, whole};
use crate::common::{Answer, Home};

/// The name of the write in these tests.
const NAME: &str = "the change to program/groups/wednesday.toml and 5 more files";

const LIST: [&str; 5] = ["-C", "program", "list", "participants", "--format=csv"];

/// Fails unless the whole write is read, although only some of its files are written.
fn reads_all_of_it(answer: &Answer) {
    assert_eq!(answer.status, 0, "{}", answer.whole());
    let rows: Vec<&str> = answer.stdout.lines().skip(1).collect();
    assert!(
        rows.len() == 2 && rows[0].starts_with("p-new,") && rows[1].starts_with("p-old,"),
        "{}",
        answer.whole()
    );
}

#[test]
fn a_writer_that_is_stopped_keeps_nobody_from_reading_all_of_its_write() {
    for renamed in [0, 2, 4] {
        let Writer { home, mut process } = Writer::stopped_at(renamed);
        let start = Instant::now();
        let listed = home.run(&LIST);
        assert!(start.elapsed() < Duration::from_secs(5), "a reader waited");
        reads_all_of_it(&listed);
        let told = format!(
            "note: {NAME} is not finished: another `peer` command is writing in this folder (process {}). Its changes are read as done",
            process.id()
        );
        assert!(listed.stderr.starts_with(&told), "{}", listed.whole());
        let directory = Directory::open(&home.at("program")).unwrap();
        assert_eq!(
            directory
                .text("participants/p-new.toml")
                .unwrap()
                .as_deref(),
            Some("area = \"1\"\n")
        );
        let sessions = directory.stems(peer::record::Kind::Session);
        assert_eq!(sessions, ["2025-01-02-outreach-fair"]);
        // A writer says which write it is waiting for.
        let refused = directory.writer_within(Duration::from_millis(50));
        assert!(
            matches!(&refused, Err(StoreError::Unfinished { write, why })
                if write.ends_with("and 5 more files") && matches!(**why, StoreError::Locked(Some(_)))),
            "{refused:?}"
        );
        // No one else finishes it while that process has the lock; the process does when it continues.
        assert!(home.at("program/.peer/journal").exists());
        let on = process.id().to_string();
        Command::new("kill").args(["-CONT", &on]).status().unwrap();
        assert!(process.wait().unwrap().success());
        assert_eq!(home.ok(&LIST).stderr, "");
    }
}

#[test]
fn a_read_only_medium_with_an_unfinished_write_is_read_as_if_it_were_finished() {
    let home = died_at_rename(2);
    let before = whole(home.path());
    let script = format!(
        "mount --bind {0} {0} && mount -o remount,bind,ro {0} && cd {0} && exec {1} {2}",
        home.path().display(),
        env!("CARGO_BIN_EXE_peer"),
        LIST.join(" ")
    );
    let output = Command::new("unshare")
        .args(["-m", "sh", "-c", &script])
        .current_dir(home.path())
        .output();
    let Ok(output) = output else { return };
    let listed = Answer::of(output, home.path());
    if listed.status != 0 && !listed.stderr.contains("peer") {
        eprintln!("nothing can be mounted here: {}", listed.stderr);
        return;
    }
    reads_all_of_it(&listed);
    let told = format!("note: {NAME} is not finished: cannot ");
    assert!(listed.stderr.starts_with(&told), "{}", listed.whole());
    assert!(listed.stderr.contains("Read-only"), "{}", listed.whole());
    assert!(whole(home.path()) == before);
    assert!(home.at("program/.peer/journal").exists());
    // If it can be written, the next command finishes it silently.
    assert_eq!(home.ok(&LIST).stderr, "");
    assert!(!home.at("program/.peer/journal").exists());
}

#[test]
fn peer_toml_is_read_as_an_unfinished_write_has_it() {
    let home = Home::new();
    let old = home.read("peer.toml");
    let new = old.replace("Test Program", "Other Program");
    let files = serde_json::json!({ "peer.toml": { "before": old, "after": new } });
    home.write(
        ".peer/journal",
        serde_json::json!({ "files": files }).to_string(),
    );
    let directory = Directory::open(home.path()).unwrap();
    assert_eq!(&*directory.program().name, "Other Program");
    assert_eq!(home.read("peer.toml"), old);
    home.ok(&["where"]);
    assert_eq!(home.read("peer.toml"), new);
}

/// A program in which a write stopped after two of its files, one of which someone has changed by hand since.
fn changed_by_hand() -> Home {
    let home = died_at_rename(2);
    home.write("program/participants/p-old.toml", "area = \"by hand\"\n");
    home
}

#[test]
fn undo_gives_up_an_unfinished_write_and_leaves_what_was_typed_by_hand() {
    let home = changed_by_hand();
    let before = whole(home.path());
    let shown = home.ok(&["-C", "program", "undo", "-n"]);
    assert!(shown.stdout.contains("# would "), "{}", shown.whole());
    assert!(whole(home.path()) == before);
    let given_up = home.ok(&["-C", "program", "undo"]);
    let told = format!(
        "gave up {NAME}\nnote: program/participants/p-old.toml was changed by hand, and stays as it is\n"
    );
    assert_eq!(given_up.stderr, told);
    let mut wanted = whole(fresh().path());
    wanted.insert(
        "program/participants/p-old.toml".to_owned(),
        b"area = \"by hand\"\n".to_vec(),
    );
    assert_eq!(whole(home.path()), wanted);
    assert!(!home.at("program/sessions/2025").exists());
    // Nothing is left of it: nothing to undo, and nothing in the way of the next write.
    let none = home.run(&["-C", "program", "undo"]);
    assert_eq!(none.status, 1, "{}", none.whole());
    home.ok(&["-C", "program", "set", "p-old", "area=3"]);
}

#[test]
fn undo_finish_writes_the_rest_and_leaves_what_was_typed_by_hand() {
    let home = changed_by_hand();
    let finished = home.ok(&["-C", "program", "undo", "--finish"]);
    let told = format!(
        "finished {NAME}\nnote: program/participants/p-old.toml was changed by hand, and stays as it is\n"
    );
    assert_eq!(finished.stderr, told);
    let after = fresh();
    made(&Directory::open(&after.at("program")).unwrap(), &change());
    let mut wanted = whole(after.path());
    wanted.insert(
        "program/participants/p-old.toml".to_owned(),
        b"area = \"by hand\"\n".to_vec(),
    );
    assert_eq!(whole(home.path()), wanted);
    let again = home.run(&["-C", "program", "undo", "--finish"]);
    assert_eq!(
        (again.status, again.stderr.as_str()),
        (
            1,
            "error: there is no unfinished write\nhelp: to undo the last change: `peer undo`\n"
        )
    );
}

#[test]
fn a_journal_that_cannot_be_read_is_dropped_by_undo_forget() {
    let home = fresh();
    home.write("program/.peer/journal", "{\"then\":{\"keep\":7}}");
    for command in [&["where"][..], &["set", "p-old", "area=3"]] {
        let refused = home.run(&[&["-C", "program"], command].concat());
        assert_eq!(refused.status, 2, "{}", refused.whole());
        let told = "error: the journal of an interrupted write, program/.peer/journal, cannot be read: write 7 has no record\nhelp: to drop it";
        assert!(refused.stderr.starts_with(told), "{}", refused.whole());
    }
    home.ok(&["-C", "program", "undo", "--forget"]);
    home.ok(&["-C", "program", "set", "p-old", "area=3"]);
}

#[test]
fn a_write_that_cannot_be_finished_is_given_up_where_its_other_files_can_be_written() {
    let home = died_at_rename(2);
    // A folder is in place of the last file.
    let path = "program/sessions/2025/2025-01-02-outreach-fair.toml";
    std::fs::create_dir_all(home.at(path)).unwrap();
    let refused = home.run(&["-C", "program", "set", "p-old", "area=3"]);
    assert_eq!(refused.status, 2);
    let told = format!("error: {NAME} is not finished: cannot read {path}: Is a directory");
    assert!(refused.stderr.starts_with(&told), "{}", refused.whole());
    assert!(
        refused.stderr.contains("to cancel that change"),
        "{}",
        refused.whole()
    );
    std::fs::remove_dir(home.at(path)).unwrap();
    home.ok(&["-C", "program", "set", "p-old", "area=3"]);
}

#[test]
fn init_that_fails_leaves_no_program() {
    let home = Home::empty();
    home.write("made/.gitattributes/x", "");
    let refused = home.run(&["init", "made"]);
    assert_eq!(refused.status, 0, "{}", refused.whole());
    let home = Home::empty();
    home.write("made/.gitignore/x", "");
    let refused = home.run(&["init", "made"]);
    assert_eq!(refused.status, 2, "{}", refused.whole());
    assert!(!home.at("made/peer.toml").exists());
    assert!(!home.at("made/participants").exists());
    assert!(Path::new(&home.at("made/.gitignore/x")).exists());
}
