//! Whole runs of the program on a disk that fails: every verb that writes, with every system call that changes the disk
//! made to fail, one at a time, in each of the ways in which disks fail.
//!
//! An exit status of 2 means that nothing was written, 0 that all of it was, or will be by the next command. Runs in full
//! with `PEER_THOROUGH=1`; else some of the calls of two verbs are made to fail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use peer::store::Directory;

use crate::common::writers::{WRITERS, home};
use crate::common::{Home, is_thorough, tree};

const ERRORS: [&str; 4] = ["ENOSPC", "EACCES", "EROFS", "EIO"];

/// The system calls that change a disk, those that may with `open`.
const CALLS: &str = "openat,write,pwrite64,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,\
                     fsync,fdatasync,fchmod,chmod,fchmodat,fchown,fchownat";

/// A run under `strace`, which writes what it sees to a file outside of the program.
fn traced(home: &Home, arguments: &[&str], options: &[&str]) -> i32 {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq", "-o"])
        .arg(home.at("trace"))
        .args(options)
        .arg(env!("CARGO_BIN_EXE_peer"))
        .args(arguments)
        .current_dir(home.at("program"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("EDITOR", format!("sh {}", home.at("editor.sh").display()))
        .env("PEER_TODAY", crate::common::TODAY)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(home.at("told")).unwrap());
    command.status().unwrap().code().unwrap_or(-1)
}

/// The calls of a run that change the disk below a folder: each by its name and its place among those of that name.
fn calls(home: &Home, arguments: &[&str]) -> BTreeSet<(String, usize)> {
    assert_eq!(
        traced(home, arguments, &["-y", "-e", &format!("trace={CALLS}")]),
        0
    );
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for line in home.read("trace").lines() {
        let Some((process, call)) = line.trim_start().split_once(' ') else {
            continue;
        };
        let Some((name, rest)) = call.trim_start().split_once('(') else {
            continue;
        };
        let at = counts
            .entry((process.to_owned(), name.to_owned()))
            .or_default();
        *at += 1;
        if changes(name, rest, home.path()) {
            found.insert((name.to_owned(), *at));
        }
    }
    found
}

/// Whether a call changes a file or folder.
fn changes(name: &str, rest: &str, root: &Path) -> bool {
    match name {
        "openat" => {
            ["O_CREAT", "O_TRUNC"]
                .iter()
                .any(|flag| rest.contains(flag))
                && !rest.contains("/dev/")
        }
        // What is written to a file, not to the screen or another process.
        "write" | "pwrite64" | "ftruncate" => {
            rest.contains(&*root.to_string_lossy()) && !rest.contains("/told>")
        }
        _ => true,
    }
}

/// The records, as files.
fn records(home: &Home) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(home.path());
    files.retain(|name, _| {
        (name.starts_with("program/") || name.starts_with("vault/")) && !name.ends_with(".new")
    });
    files
}

/// How many files a run adds, changes and removes.
fn difference(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> (usize, usize, usize) {
    let added = after.keys().filter(|name| !before.contains_key(*name));
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let changed = before
        .iter()
        .filter(|(name, text)| after.get(*name).is_some_and(|now| now != *text));
    (added.count(), changed.count(), gone.count())
}

/// What came of the runs.
#[derive(Debug, Default)]
struct Counts {
    refused: AtomicUsize,
    written: AtomicUsize,
    warned: AtomicUsize,
    wrong: Mutex<Vec<String>>,
}

fn one(
    arguments: &[&str],
    (name, at): &(String, usize),
    error: &str,
    wanted: (usize, usize, usize),
    counts: &Counts,
) {
    let home = home();
    let before = records(&home);
    let inject = format!("inject={name}:error={error}:when={at}");
    let status = traced(
        &home,
        arguments,
        &["-e", &format!("trace={name}"), "-e", &inject],
    );
    let told = home.read("told");
    // The next writer finishes what counts.
    let directory = Directory::open(&home.at("program")).unwrap();
    let finished = directory.writer().map(drop);
    let now = difference(&before, &records(&home));
    let is_right = finished.is_ok()
        && match status {
            0 => now == wanted,
            1 | 2 => now == (0, 0, 0),
            _ => false,
        };
    if !is_right {
        let about =
            format!("{arguments:?} {inject}: status {status}, {now:?} of {wanted:?}\n{told}");
        counts.wrong.lock().unwrap().push(about);
    }
    match status {
        0 if told.contains("is not finished") => counts.warned.fetch_add(1, Ordering::Relaxed),
        0 => counts.written.fetch_add(1, Ordering::Relaxed),
        _ => counts.refused.fetch_add(1, Ordering::Relaxed),
    };
}

#[test]
fn no_verb_that_fails_has_written_and_none_that_succeeds_has_not() {
    let can = Command::new("strace")
        .args([
            "-qq",
            "-e",
            "trace=fsync",
            "-e",
            "inject=fsync:error=EIO",
            "true",
        ])
        .stderr(Stdio::null())
        .status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("system calls cannot be made to fail here");
        return;
    }
    let counts = Counts::default();
    let mut tries = Vec::new();
    for (number, arguments) in WRITERS.iter().enumerate() {
        if !is_thorough() && number != 0 && number != 9 {
            continue;
        }
        let home = home();
        let before = records(&home);
        let calls = calls(&home, arguments);
        let wanted = difference(&before, &records(&home));
        assert_ne!(wanted, (0, 0, 0), "{arguments:?}");
        for (at, call) in calls.into_iter().enumerate() {
            for (which, error) in ERRORS.into_iter().enumerate() {
                if is_thorough() || (at + which) % 8 == 0 {
                    tries.push((*arguments, call.clone(), error, wanted));
                }
            }
        }
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((arguments, call, error, wanted)) =
                    tries.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    one(arguments, call, error, *wanted, &counts);
                }
            });
        }
    });
    let wrong = counts.wrong.into_inner().unwrap();
    println!(
        "{} runs with an injected error: {} refused and nothing written, {} written, {} written and finished by the next \
         command, {} wrong",
        tries.len(),
        counts.refused.into_inner(),
        counts.written.into_inner(),
        counts.warned.into_inner(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tries.len() >= 20, "{}", tries.len());
}
