//! Decisions on two laptops: no matter which one merges the other's, the people are the same, or it is a conflict on
//! both.

use std::collections::{BTreeMap, BTreeSet};

use peer::cli::merged;
use peer::record::ParticipantId;
use peer::record::read;
use peer::record::{Participant, Program};
use peer::store::{Merged, Sides};

use crate::common::{Home, TODAY, cases};

const PEOPLE: usize = 4;

/// Decides at random, with an occasional undo, and returns the files.
fn work(home: &Home, dice: &mut fastrand::Rng) -> BTreeMap<String, String> {
    for _ in 0..dice.usize(1..=3) {
        let one = dice.usize(0..PEOPLE);
        let other = (one + dice.usize(1..PEOPLE)) % PEOPLE;
        let (one, other) = (format!("p-{one}"), format!("p-{other}"));
        let arguments: &[&str] = match dice.u8(..6) {
            0 => &["undo"],
            1 => &["same", "--not", &one, &other],
            2 => &["same", "--later", &one, &other],
            _ => &["same", &one, &other],
        };
        home.run(arguments).no_panic(&format!("{arguments:?}"));
    }
    files(home)
}

fn files(home: &Home) -> BTreeMap<String, String> {
    let paths = (0..PEOPLE).map(|at| format!("participants/p-{at}.toml"));
    paths.map(|path| (path.clone(), home.read(&path))).collect()
}

/// The files of both laptops together; `None` if a file is a conflict.
fn together(
    base: &BTreeMap<String, String>,
    ours: &BTreeMap<String, String>,
    theirs: &BTreeMap<String, String>,
) -> Option<BTreeMap<String, String>> {
    let program = read::record::<Program>("schema = 2\nname = \"Test\"\n").unwrap();
    let merge = |path: &String| {
        let sides = Sides {
            base: Some(&base[path]),
            ours: &ours[path],
            theirs: &theirs[path],
        };
        match merged(path, &program, &sides, TODAY.parse().unwrap()).unwrap() {
            Merged::Clean(text) => Some((path.clone(), text)),
            Merged::Conflict { clashes, .. } => {
                assert!(!clashes.is_empty(), "a conflict says what it is about");
                None
            }
        }
    };
    base.keys().map(merge).collect()
}

/// A record, the one it is the same as, those it is not the same as, and those it may be the same as.
type Decided = (
    String,
    Option<ParticipantId>,
    Vec<ParticipantId>,
    Vec<ParticipantId>,
);

/// Which records are one person, and who is undecided.
fn people(files: &BTreeMap<String, String>) -> BTreeSet<Decided> {
    let said = |(path, text): (&String, &String)| {
        let record = read::record::<Participant>(text).unwrap();
        let sorted = |mut list: Vec<ParticipantId>| {
            list.sort();
            list
        };
        (
            path.clone(),
            record.same_as,
            sorted(record.not_same_as),
            sorted(record.maybe_same),
        )
    };
    files.iter().map(said).collect()
}

#[test]
fn whoever_merges_the_people_are_the_same_or_it_is_a_conflict_for_both() {
    let (mut clean, mut conflicts) = (0, 0);
    for seed in 0..cases(1000) {
        let mut dice = fastrand::Rng::with_seed(seed);
        let start = || {
            let home = Home::empty();
            home.write("peer.toml", "schema = 2\nname = \"Test\"\n");
            for at in 0..PEOPLE {
                home.write(&format!("participants/p-{at}.toml"), "area = \"85713\"\n");
            }
            home
        };
        let (ana, ben) = (start(), start());
        let base = files(&ana);
        let (of_ana, of_ben) = (work(&ana, &mut dice), work(&ben, &mut dice));
        let one = together(&base, &of_ana, &of_ben);
        let other = together(&base, &of_ben, &of_ana);
        match (one, other) {
            (Some(one), Some(other)) => {
                clean += 1;
                assert_eq!(people(&one), people(&other), "seed {seed}");
            }
            (None, None) => conflicts += 1,
            (one, other) => panic!("seed {seed}: a conflict for one alone\n{one:?}\n{other:?}"),
        }
    }
    assert!(clean > conflicts, "{clean} clean, {conflicts} conflicts");
}
