//! Who may read what, and directories with an unusual layout.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Answer, Home, TODAY, sample};

/// Every file and folder below this one with its mode, including `.peer`.
pub(super) fn modes(root: &Path) -> Vec<(PathBuf, bool, u32)> {
    let mut all = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let meta = fs::symlink_metadata(&path).unwrap();
            all.push((
                path.clone(),
                meta.is_dir(),
                meta.permissions().mode() & 0o777,
            ));
            if meta.is_dir() {
                folders.push(path);
            }
        }
    }
    all
}

#[test]
fn every_file_and_folder_is_its_owners_alone_under_any_umask() {
    for umask in ["000", "022", "077"] {
        let home = Home::empty();
        let lines = [
            "init program --identities ../vault",
            "-C program add participant 'Rosa Medina' --enroll --need housing",
            "-C program add group wednesday",
            "-C program log group wednesday --present rosa --on 2026-08-05",
            "-C program set rosa phone=1 area=2",
            "-C program pack --before 2026-10-01",
            "-C program list participants -o program/list.csv",
        ];
        for line in lines {
            let mut command = Command::new("sh");
            command.arg("-c").arg(format!(
                "umask {umask}; exec {} {line}",
                env!("CARGO_BIN_EXE_peer")
            ));
            command
                .current_dir(home.path())
                .env_clear()
                .env("PEER_TODAY", TODAY);
            let answer = Answer::of(command.output().unwrap(), home.path());
            assert_eq!(answer.status, 0, "{line}\n{}", answer.whole());
        }
        let all = modes(home.path());
        assert!(all.len() > 12, "{all:?}");
        for (path, is_folder, mode) in all {
            let wanted = if is_folder { 0o700 } else { 0o600 };
            assert_eq!(
                format!("{mode:o}"),
                format!("{wanted:o}"),
                "{} under umask {umask}",
                path.display()
            );
        }
    }
}

#[test]
fn a_file_keeps_the_mode_that_somebody_gave_it() {
    let home = Home::empty();
    sample::write(home.path());
    let file = home.at("participants/p-rosa1.toml");
    fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
    home.ok(&["set", "p-rosa1", "area=1"]);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

/// Verbs that only read.
const READERS: &[&[&str]] = &[
    &["check"],
    &["where"],
    &["list", "participants"],
    &["list", "mentors"],
    &["list", "cases"],
    &["list", "matches"],
    &["list", "sessions"],
    &["show", "p-rosa1"],
    &["show", "m-dana1"],
    &["show", "k-first"],
    &["show", "c-first"],
    &["show", "2026-10-07-group-wednesday"],
    &["set", "p-rosa1", "area=1", "--dry-run"],
];

#[test]
fn everything_works_without_identities_and_shows_ids() {
    let home = Home::empty();
    sample::write(home.path());
    let named = home.ok(&["list", "participants", "--names"]);
    assert!(named.stdout.contains("Rosa Medina"));
    fs::remove_dir_all(home.at("identities")).unwrap();
    for reader in READERS {
        let answer = home.ok(reader);
        assert!(!answer.whole().contains("Medina"), "{}", answer.whole());
    }
    let listed = home.ok(&["list", "participants", "--names"]);
    assert!(listed.stdout.contains("p-rosa1"), "{}", listed.whole());
    assert_eq!(
        listed.stderr,
        "note: identities is not on this computer: people are shown by id\n"
    );
    home.ok(&["log", "casework", "p-rosa1", "20min"]);
    home.ok(&["exit", "p-rosa1", "--reason", "goals-met"]);
    // A folder inside the directory is created when needed; one elsewhere may be on a disk that is not plugged in.
    home.ok(&["add", "participant", "New Person", "--id", "p-new"]);
    assert!(home.at("identities/p-new.toml").is_file());
    home.write(
        "peer.toml",
        home.read("peer.toml")
            .replace("\"identities\"", "\"../vault\""),
    );
    let refused = home.run(&["add", "participant", "Other Person"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.starts_with(
            "error: the identities folder ../vault is not here\nhelp: make it reachable"
        ),
        "{}",
        refused.whole()
    );
    home.ok(&["add", "participant", "--id", "p-bare"]);
}

/// Runs the program as a user who may read the directory but not write in it.
fn run_by_another(home: &Home, program: &Path, arguments: &[&str]) -> Answer {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(home.path())
        .env_clear()
        .env("PEER_TODAY", TODAY);
    if fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0) {
        command.uid(65534).gid(65534);
    }
    Answer::of(command.output().unwrap(), home.path())
}

#[test]
fn readers_work_in_a_directory_that_cannot_be_written_and_writers_say_why_not() {
    let home = Home::empty();
    sample::write(home.path());
    let elsewhere = Home::empty();
    let program = elsewhere.at("peer");
    // Copied by another process: a file that this one still has open for writing cannot be run.
    assert!(
        Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_peer"))
            .arg(&program)
            .status()
            .unwrap()
            .success()
    );
    for (path, mode) in [
        (elsewhere.path().to_owned(), 0o755),
        (program.clone(), 0o755),
    ] {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }
    let mode = |folder: u32, file: u32| {
        let root = (home.path().to_owned(), true, 0);
        for (path, is_folder, _) in modes(home.path()).into_iter().chain([root]) {
            fs::set_permissions(
                path,
                Permissions::from_mode(if is_folder { folder } else { file }),
            )
            .unwrap();
        }
    };
    mode(0o555, 0o444);
    let answers: Vec<Answer> = READERS
        .iter()
        .map(|reader| run_by_another(&home, &program, reader))
        .collect();
    let writer = run_by_another(&home, &program, &["set", "p-rosa1", "area=1"]);
    fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
    let files = "{\"participants/p-zoe.toml\":{\"before\":null,\"after\":\"area = \\\"1\\\"\\n\"}}";
    home.write(".peer/journal", format!("{{\"files\":{files}}}"));
    mode(0o555, 0o444);
    let unfinished = run_by_another(&home, &program, &["where"]);
    mode(0o755, 0o644);
    for (answer, reader) in answers.iter().zip(READERS) {
        assert_eq!(answer.status, 0, "{reader:?}\n{}", answer.whole());
    }
    assert_eq!(writer.status, 2);
    let told = "error: cannot make ./.peer: Permission denied (os error 13)\nhelp: check who owns it and whether you may write there\n";
    assert_eq!(writer.stderr, told);
    // An unfinished write is read as done, and reported.
    assert_eq!(unfinished.status, 0, "{}", unfinished.whole());
    assert!(
        unfinished.stdout.contains("participants  4"),
        "{}",
        unfinished.whole()
    );
    assert!(
        unfinished.stderr.starts_with(
            "note: the change to participants/p-zoe.toml is not finished: cannot write "
        ),
        "{}",
        unfinished.whole()
    );
}
