//! A failing disk: every step of a write fails, once or permanently, in each of the ways in which disks fail.
//!
//! An error means that nothing was written, and success means that all of it was: anyone who reads before the write is
//! finished, and after the next writer ran, sees one or the other.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

use peer::store::{Directory, Disk, Scope, StoreError, Written};

use crate::common::is_thorough;

use super::kill::{change, fresh, made, rests, whole};

/// How a disk fails, by the system's error.
const ERRORS: [(i32, &str); 4] = [(28, "ENOSPC"), (13, "EACCES"), (30, "EROFS"), (5, "EIO")];

/// Refuses a step, or that step and all that follow.
#[derive(Debug)]
struct Refuses {
    at: usize,
    for_good: bool,
    error: i32,
    taken: Cell<usize>,
    refused: RefCell<Option<String>>,
}

impl Disk for Refuses {
    fn step(&self, what: &str) -> io::Result<()> {
        let now = self.taken.get();
        self.taken.set(now + 1);
        if now == self.at || (self.for_good && now > self.at) {
            self.refused.borrow_mut().get_or_insert(what.to_owned());
            return Err(io::Error::from_raw_os_error(self.error));
        }
        Ok(())
    }
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Write,
    TakeBack,
}

/// The outcome of the writes.
#[derive(Debug, Default)]
struct Counts {
    tried: usize,
    refused: usize,
    finished: usize,
    unfinished: usize,
}

/// The records as seen by a reader, who finishes nothing.
fn seen(program: &Path) -> BTreeMap<String, Option<String>> {
    let directory = Directory::open(program).unwrap();
    let change = change();
    let paths = change.files().map(|(path, ..)| path.to_owned());
    let mut seen: BTreeMap<_, _> = paths
        .map(|path| {
            let text = directory.text(&path).unwrap();
            (path, text)
        })
        .collect();
    let reading = directory.read(Scope::EVERYTHING);
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    let records = reading.records;
    let counts = format!(
        "{} {} {}",
        records.participants.len(),
        records.identities.len(),
        records.sessions.len()
    );
    seen.insert("counts".to_owned(), Some(counts));
    seen
}

/// Writes on a disk that refuses a step, and checks the result; returns whether there is such a step.
fn one(
    task: Task,
    refuses: &Refuses,
    wanted: &BTreeMap<String, Vec<u8>>,
    counts: &mut Counts,
) -> bool {
    let home = fresh();
    let program = home.at("program");
    let directory = Directory::open(&program).unwrap();
    if task == Task::TakeBack {
        made(&directory, &change());
    }
    let (before, seen_before) = (whole(home.path()), seen(&program));
    let done = write(task, &directory, refuses);
    let Some(step) = refuses.refused.take() else {
        assert!(done.unwrap().unfinished.is_none());
        return false;
    };
    let about = format!("{task:?}: {refuses:?} at `{step}`: {done:?}");
    let seen_now = seen(&program);
    drop(directory.writer().unwrap());
    let now = visible(home.path());
    counts.tried += 1;
    match &done {
        Err(_) => {
            counts.refused += 1;
            assert_eq!(seen_now, seen_before, "{about}");
            assert_eq!(now, before, "{about}");
            let has_folder = program.join("sessions/2025").exists();
            assert!(
                refuses.for_good || has_folder == (task == Task::TakeBack),
                "{about}"
            );
        }
        Ok(written) => {
            match written.unfinished {
                None => counts.finished += 1,
                Some(_) => counts.unfinished += 1,
            }
            assert_ne!(seen_now, seen_before, "{about}");
            assert_eq!(seen_now, seen(&program), "{about}");
            assert_eq!(&now, wanted, "{about}");
        }
    }
    // The next write removes all leftovers of a write, but nothing names those of an undo.
    if task == Task::TakeBack && refuses.for_good {
        return true;
    }
    let next = directory.text("peer.toml").unwrap().unwrap();
    let mut other = peer::store::Change::default();
    other.replace("peer.toml", next.clone(), next + "# again\n");
    made(&directory, &other);
    assert_eq!(rests(home.path()), Vec::<String>::new(), "{about}");
    assert!(!program.join(".peer/journal").exists(), "{about}");
    true
}

fn write(task: Task, directory: &Directory, disk: &Refuses) -> Result<Written, StoreError> {
    let writer = directory.writer_on(disk, Duration::from_secs(1))?;
    match task {
        Task::Write => writer.commit(&change()),
        Task::TakeBack => writer.undo(&directory.last_write()?.unwrap()),
    }
}

/// The files without half-written ones.
fn visible(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = whole(root);
    files.retain(|name, _| !name.ends_with(".new"));
    files
}

/// The files when the task is done.
fn wanted(task: Task) -> BTreeMap<String, Vec<u8>> {
    let home = fresh();
    if task == Task::Write {
        made(&Directory::open(&home.at("program")).unwrap(), &change());
    }
    whole(home.path())
}

#[test]
fn an_error_at_any_step_of_a_write_means_that_nothing_was_written_and_success_that_all_was() {
    let mut counts = Counts::default();
    for task in [Task::Write, Task::TakeBack] {
        let wanted = wanted(task);
        for for_good in [false, true] {
            let mut steps = 0..;
            // Each step fails in one of the ways, or in all.
            let mut reaches = |at: usize| {
                let ways = ERRORS.iter().enumerate();
                let chosen = ways.filter(|(way, _)| is_thorough() || (at + way).is_multiple_of(4));
                let mut tried = chosen.map(|(_, (error, _))| {
                    let refuses = Refuses {
                        at,
                        for_good,
                        error: *error,
                        taken: Cell::default(),
                        refused: RefCell::default(),
                    };
                    one(task, &refuses, &wanted, &mut counts)
                });
                tried.all(|reached| reached)
            };
            let last = steps.find(|at| !reaches(*at)).unwrap();
            assert!(last > 30, "only {last} steps of {task:?}");
        }
    }
    let Counts {
        tried,
        refused,
        finished,
        unfinished,
    } = counts;
    println!(
        "{tried} injected errors: {refused} refused and nothing written, {finished} written, {unfinished} written and \
         finished by the next writer, 0 half made"
    );
    assert_eq!(tried, refused + finished + unfinished);
    assert!(refused > 30 && finished > 5 && unfinished > 10);
}
