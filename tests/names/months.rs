//! Random months of two laptops: people come, are looked up and added, changed, found to be one and forgotten, and
//! names are saved and synced, in any order.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::month::{Month, Side, Soul, There, WHO};
use super::world::{again, shown, two};
use crate::common::is_thorough;
use crate::merging::laptops::Office;

/// The number of actions in a month.
const ACTS: usize = 26;

/// Both know the two initial parents.
fn begun<'o>(
    office: &'o Office,
    seed: u64,
    counts: &'o mut BTreeMap<&'static str, u64>,
) -> Month<'o> {
    let mut month = Month {
        office,
        rng: Rng::with_seed(seed),
        souls: Vec::new(),
        sides: [Side::default(), Side::default()],
        there: There::default(),
        texts: BTreeMap::new(),
        next: 0,
        counts,
        done: vec![format!("seed {seed}")],
    };
    for (given, family, id) in [("Rosa", "Medina", "p-rosa"), ("Luis", "Ortega", "p-luis")] {
        month.souls.push(Soul {
            given: given.to_owned(),
            family: family.to_owned(),
            ids: vec![id.to_owned()],
        });
        month.tell(id, given);
        month.tell(id, family);
        let card = BTreeMap::from([("family", family.to_owned())]);
        for side in &mut month.sides {
            side.base.insert(id.to_owned(), card.clone());
            side.cards.insert(id.to_owned(), card.clone());
            side.parents.insert(id.to_owned());
        }
        month.there.parents.insert(id.to_owned());
        month.there.cards.insert(id.to_owned(), card);
    }
    month
}

/// What must be true once both laptops have gone round.
fn ended(month: &mut Month<'_>) {
    for side in [0, 1, 0] {
        month.sides[side].away = 0;
        month.round_there(side, true);
    }
    for soul in 0..month.souls.len() {
        let roots: Vec<String> = month.roots(0, soul).into_iter().collect();
        if let [one, other] = &roots[..] {
            month.join(0, one, other);
        }
    }
    for side in [0, 1, 0] {
        month.round_there(side, true);
    }
    (0..2).for_each(|side| month.finds(side));
    let office = month.office;
    let lists = WHO.map(|who| shown(office, who));
    assert_eq!(lists[0], lists[1], "both show the same people");
    // Everyone who was not forgotten is there once.
    for soul in 0..month.souls.len() {
        let is_here = month.souls[soul].ids.is_empty() || month.is_forgotten(soul);
        assert!(is_here || month.roots(0, soul).len() == 1);
        assert_eq!(month.roots(0, soul), month.roots(1, soul));
    }
    let all = month.souls.iter().flat_map(|soul| &soul.ids).count();
    let people = all - month.there.same.len();
    for who in WHO {
        let listed = office.ok(who, &["list", "participants", "--format", "csv"]);
        let people_listed = listed.lines().filter(|line| line.starts_with("p-")).count();
        assert_eq!(people_listed, people, "{who}: {listed}");
    }
    month.reaches_nothing();
    office.git("names.git", &["gc", "--quiet", "--prune=now"]);
    let heard = month.there.names.clone();
    month.holds_nothing(&["ana", "ben", "names.git", "hub.git"], &heard);
}

fn one_month(template: &Office, seed: u64, counts: &mut BTreeMap<&'static str, u64>) {
    let office = again(template);
    let mut month = begun(&office, seed, counts);
    let lived = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        for _ in 0..ACTS {
            month.act();
            month.tick();
        }
        ended(&mut month);
    }));
    if let Err(why) = lived {
        eprintln!("{}", month.done.join("\n"));
        std::panic::resume_unwind(why);
    }
}

/// A few months by default, 30 with `PEER_THOROUGH=1`, or those of `PEER_SEEDS=A-B` if set: all 500 take an hour.
#[test]
fn nobody_is_twice_and_nobody_comes_back() {
    let months = if is_thorough() { 30 } else { 4 };
    let asked_for = std::env::var("PEER_SEEDS").unwrap_or_else(|_| format!("1-{months}"));
    let (first, last) = asked_for.split_once('-').unwrap();
    let (first, last): (u64, u64) = (first.parse().unwrap(), last.parse().unwrap());
    let template = two();
    let mut counts = BTreeMap::new();
    let mut faults = Vec::new();
    for seed in first..=last {
        let tried = std::panic::AssertUnwindSafe(|| one_month(&template, seed, &mut counts));
        if std::panic::catch_unwind(tried).is_err() {
            faults.push(seed);
        }
    }
    eprintln!("seeds {first} to {last}: {counts:?}; faults at {faults:?}");
    assert!(faults.is_empty(), "{faults:?}");
}
