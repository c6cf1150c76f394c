//! Readers during a write: a change of many files is seen completely or not at all.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use peer::store::{Change, Directory, Scope};

use crate::common::Home;

const FILES: usize = 20;
const CHANGES: usize = 20;

fn text(area: usize) -> String {
    format!("area = \"{}\"\n", area % 2)
}

fn path(at: usize) -> String {
    format!("participants/p-r{at:04}.toml")
}

/// Gives every file a new area, again and again.
fn write(directory: &Directory) {
    for round in 0..CHANGES {
        let mut change = Change::default();
        (0..FILES).for_each(|at| change.replace(path(at), text(round), text(round + 1)));
        let written = directory.writer().unwrap().commit(&change).unwrap();
        assert!(written.unfinished.is_none());
        thread::sleep(Duration::from_millis(3));
    }
}

#[test]
fn a_reader_sees_all_of_a_change_or_nothing() {
    let home = Home::new();
    (0..FILES).for_each(|at| home.write(&path(at), text(0)));
    let directory = Directory::open(home.path()).unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            write(&directory);
            done.store(true, Ordering::Relaxed);
        });
        while !done.load(Ordering::Relaxed) {
            let people = directory.read(Scope::ALL).records.participants;
            let areas: BTreeSet<_> = people.iter().map(|one| one.record.area.clone()).collect();
            assert_eq!((people.len(), areas.len()), (FILES, 1), "{areas:?}");
        }
    });
}
