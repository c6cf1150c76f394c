//! Random months of two laptops: people are added, changed, found to be one and forgotten, saved and carried, in any
//! order.

use std::collections::{BTreeMap, BTreeSet};

use super::world::{found, shown, two};
use crate::common::is_thorough;
use crate::merging::laptops::Office;

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below).unwrap()).unwrap()
    }
}

/// What should be true of a month.
#[derive(Default)]
struct Truth {
    /// The family name of each id; it is in no other name.
    names: BTreeMap<String, String>,
    forgotten: BTreeSet<String>,
    /// Which ids each laptop has seen.
    known: [BTreeSet<String>; 2],
    /// Whom each laptop knows to be forgotten; it may still write about others.
    heard: [BTreeSet<String>; 2],
    /// What a laptop has saved and not given yet.
    open: [BTreeSet<String>; 2],
    /// Those who were found to be another.
    same: BTreeMap<String, String>,
}

const WHO: [&str; 2] = ["ana", "ben"];

/// A name in letters that no other text holds.
fn name(seed: u64, count: usize) -> String {
    let letter = |at: u64| char::from(b'a' + u8::try_from(at % 26).unwrap());
    let count = u64::try_from(count).unwrap();
    format!(
        "Zq{}{}{}ova",
        letter(seed),
        letter(seed / 26),
        letter(count)
    )
}

fn act(office: &Office, dice: &mut Dice, truth: &mut Truth, seed: u64, at: usize) {
    let side = dice.next(2);
    let who = WHO[side];
    let mut known: Vec<String> = truth.known[side].iter().cloned().collect();
    known.retain(|id| !truth.heard[side].contains(id) && !truth.same.contains_key(id));
    let pick = |dice: &mut Dice, known: &[String]| {
        (!known.is_empty()).then(|| known[dice.next(known.len())].clone())
    };
    match dice.next(8) {
        0 | 1 => {
            let (id, family) = (format!("p-x{at:02}"), name(seed, at));
            let full = format!("Given {family}");
            let asked = [
                "add",
                "participant",
                &full,
                "--id",
                &id,
                "--enroll",
                "2026-02-01",
            ];
            office.ok(who, &asked);
            truth.names.insert(id.clone(), family);
            truth.known[side].insert(id.clone());
            truth.open[side].insert(id);
        }
        2 | 3 => {
            if let Some(id) = pick(dice, &known) {
                // Both laptops say the same of a key, so that nobody has to decide.
                let key = ["city=Tucson", "zip=85705", "phone=520-555-0142"][dice.next(3)];
                office.ok(who, &["set", &id, key]);
            }
        }
        4 => {
            if let (Some(one), Some(other)) = (pick(dice, &known), pick(dice, &known))
                && one < other
                && !truth.same.values().any(|root| *root == other)
                && !truth.forgotten.contains(&one)
                && !truth.forgotten.contains(&other)
            {
                let same = format!("same_as={one}");
                office.ok(who, &["set", &other, &same]);
                truth.same.insert(other, one);
            }
        }
        5 => {
            if let Some(id) = pick(dice, &known)
                && !truth.forgotten.contains(&id)
            {
                office.ok(who, &["forget", &id, "--reason", "asked", "--yes"]);
                truth.forgotten.insert(id.clone());
                let also = truth.same.iter().filter(|(_, root)| **root == id);
                let also: Vec<String> = also.map(|(id, _)| id.clone()).collect();
                truth.forgotten.extend(also);
                truth.heard[side] = truth.forgotten.clone();
            }
        }
        _ => go_round(office, truth, side),
    }
}

/// Saves and syncs one laptop, which then knows what the other gave.
fn go_round(office: &Office, truth: &mut Truth, side: usize) {
    super::world::round(office, WHO[side]);
    truth.open[side].clear();
    truth.heard[side] = truth.forgotten.clone();
    let other = 1 - side;
    let given: Vec<String> = truth.known[other]
        .difference(&truth.open[other])
        .cloned()
        .collect();
    truth.known[side].extend(given);
}

fn one_month(seed: u64) {
    eprintln!("seed {seed}");
    let office = two();
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut truth = Truth::default();
    for id in ["p-rosa", "p-luis"] {
        for known in &mut truth.known {
            known.insert(id.to_owned());
        }
    }
    truth.names.insert("p-rosa".to_owned(), "Medina".to_owned());
    truth.names.insert("p-luis".to_owned(), "Ortega".to_owned());
    for at in 0..20 {
        act(&office, &mut dice, &mut truth, seed, at);
    }
    for side in [0, 1, 0] {
        go_round(&office, &mut truth, side);
    }
    office.git("names.git", &["gc", "--quiet", "--prune=now"]);
    let lists = WHO.map(|who| shown(&office, who));
    assert_eq!(lists[0], lists[1], "seed {seed}: both show the same people");
    for (id, family) in &truth.names {
        if truth.forgotten.contains(id) {
            for folder in ["ana", "ben", "names.git", "hub.git"] {
                let places = found(&office, folder, family);
                assert!(
                    places.is_empty(),
                    "seed {seed}: {family} of {id} in {places:?}"
                );
            }
        } else {
            for who in WHO {
                let text = office.read(&format!("{who}/identities/{id}.toml"));
                assert!(text.contains(family.as_str()), "seed {seed}: {who}: {id}");
            }
        }
    }
}

/// A few months by default, 500 with `PEER_THOROUGH=1`.
#[test]
fn nobody_is_twice_and_nobody_comes_back() {
    let months = if is_thorough() { 500 } else { 4 };
    for seed in 1..=months {
        one_month(seed);
    }
}
