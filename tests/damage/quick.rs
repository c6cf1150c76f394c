//! Reading only part of the records gives the same result as reading all of them, even with damaged files.

use std::collections::HashMap;

use peer::record::schema::{Leaf, Wanted};
use peer::record::{Kind, Records};
use peer::store::{Directory, Scope};

use super::all;
use crate::common::{Home, sample};

/// How many people are requested at once: enough for several threads.
const MANY: usize = 1_200;

/// The values of some kinds, each with its file and its place there.
fn seen(records: &Records, wanted: Wanted, is_wanted: fn(&Leaf<'_>) -> bool) -> Vec<String> {
    let mut seen = Vec::new();
    records.visit_some(wanted, &mut |place, spot, leaf| {
        if is_wanted(&leaf) {
            seen.push(format!("{place:?} {:?} {leaf:?}", spot.path.steps()));
        }
    });
    seen
}

/// Shows every directory of the sample with one damaged file that can still be opened.
fn damaged(see: impl Fn(&str, &Directory)) {
    let mut opened = 0;
    for harmed in all() {
        let home = Home::empty();
        sample::write(home.path());
        std::fs::write(home.path().join(harmed.path), &harmed.bytes).unwrap();
        if let Ok(directory) = Directory::open(home.path()) {
            see(&harmed.name, &directory);
            opened += 1;
        }
    }
    assert!(opened > 100, "{opened}");
}

#[test]
fn the_values_of_some_kinds_are_those_among_all() {
    type Is = fn(&Leaf<'_>) -> bool;
    let kinds: [(Wanted, Is); 4] = [
        (Wanted::DAYS, |leaf| matches!(leaf, Leaf::Day(_))),
        (Wanted::IDS, |leaf| matches!(leaf, Leaf::Id(..))),
        (Wanted::WORDS, |leaf| matches!(leaf, Leaf::Word(_))),
        (Wanted::WORDS, |leaf| matches!(leaf, Leaf::Text(_))),
    ];
    damaged(|name, directory| {
        let records = directory.read(Scope::EVERYTHING).records;
        for (wanted, is_wanted) in kinds {
            let some = seen(&records, wanted, is_wanted);
            assert!(!some.is_empty(), "{name}, {wanted:?}");
            assert_eq!(
                some,
                seen(&records, Wanted::ALL, is_wanted),
                "{name}, {wanted:?}"
            );
        }
    });
}

#[test]
fn texts_of_many_files_are_those_of_each() {
    damaged(|name, directory| {
        for kind in Kind::ALL {
            let mut ids = directory.stems(*kind);
            ids.push("p-missing".to_owned());
            let one = |id: &String| directory.text(&directory.path_of(*kind, id)).ok().flatten();
            let each: HashMap<String, Option<String>> =
                ids.iter().map(|id| (id.clone(), one(id))).collect();
            let times = if *kind == Kind::Identity {
                MANY
            } else {
                ids.len()
            };
            let ids: Vec<String> = ids.into_iter().cycle().take(times).collect();
            let made = directory.from_texts(*kind, &ids, &|id, text| {
                Some((id.to_owned(), text.to_owned()))
            });
            assert_eq!(made.len(), ids.len(), "{name}, {kind:?}");
            for (id, made) in ids.iter().zip(made) {
                let expected = each[id].clone().map(|text| (id.clone(), text));
                assert_eq!(made, expected, "{name}, {id}");
            }
        }
    });
}

#[test]
fn people_by_themselves_are_those_of_the_whole_records() {
    damaged(|name, directory| {
        let ids = directory.stems(Kind::Identity);
        let records = directory.read(Scope::EVERYTHING).records;
        let whole: HashMap<String, _> = records
            .identities
            .iter()
            .map(|entry| (entry.id.to_string(), &entry.record))
            .collect();
        let alone = directory.identities(&ids, &|_, _| true);
        for (id, alone) in ids.iter().zip(&alone) {
            assert_eq!(alone.as_ref(), whole.get(id).copied(), "{name}, {id}");
        }
    });
}
