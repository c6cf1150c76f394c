//! For many made-up histories: the listed causes turn every old figure into the new one.

#[path = "account.rs"]
mod account;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fastrand::Rng;
use peer::measure::definition::{Named, shipped};
use peer::record::difference::{Cause, Step, difference};
use peer::record::{Calendar, Day, Period, Records, read};
use peer::register::Register;
use peer::report::catalog::{self, Asked};
use peer::report::diff::{Figures, Key, Moved, figures, moved};
use peer::report::{Cell, Request};
use peer::store::{Change, Directory, after};

use account::accounts_for_all;

use super::world::World;

/// The number of histories drawn, from seed 0.
const HISTORIES: u64 = 2_000;

static USUAL: LazyLock<Named> = LazyLock::new(|| shipped().swap_remove(0));

fn records(world: &World) -> Records {
    let files = world.files();
    let program = || read::record(&files["peer.toml"]).unwrap();
    let mut change = Change::default();
    for (path, text) in files.iter().filter(|(path, _)| *path != "peer.toml") {
        change.create(path, text);
    }
    let records = after(
        &Directory::of_texts(program()),
        &Records::new(program()),
        &change,
    );
    assert_eq!(
        records.count() + records.definitions.len(),
        world.count(),
        "a record cannot be read"
    );
    records
}

fn measured(report: &str, register: &Register, as_of: Day) -> Figures {
    let period = Period::year(Calendar::Common, 2025);
    let request = Request {
        register,
        period: &period,
        as_of,
        by: &[],
        consenting_only: false,
    };
    let own = register.records().definitions.iter();
    let own = own.map(|entry| Named {
        name: entry.id.to_string(),
        definition: entry.record.clone(),
    });
    let definitions: Vec<Named> = std::iter::once(USUAL.clone()).chain(own).collect();
    let asked = Asked {
        definitions: &definitions,
        unit: None,
        full: false,
        new_only: false,
    };
    figures(&[catalog::sheet(report, &request, asked).unwrap().unwrap()])
}

/// A program over time: what was submitted, on which day, and the records on a later day.
struct History {
    was: World,
    given: Day,
    now: World,
    today: Day,
}

fn history(seed: u64) -> History {
    let rng = &mut Rng::with_seed(seed);
    let mut commits = vec![World::by_chance(rng)];
    for _ in 0..rng.usize(1..6) {
        let base = commits[commits.len() - 1].clone();
        let mut work = |most: usize| {
            let mut world = base.clone();
            (0..rng.usize(1..most)).for_each(|_| world.act(rng));
            world
        };
        let (one, other, third) = (work(8), work(8), work(4));
        if rng.bool() {
            let merge = base.merged(rng, &one, &other, &third);
            commits.push(other);
            commits.push(merge);
        } else {
            commits.push(one);
        }
    }
    let now = commits.pop().unwrap();
    let was = commits.swap_remove(rng.usize(..commits.len()));
    let given = "2025-10-01"
        .parse::<Day>()
        .unwrap()
        .plus_days(rng.i64(0..400));
    History {
        was,
        given,
        now,
        today: given.plus_days(rng.i64(0..500)),
    }
}

/// What moved, after checking that it accounts for everything.
fn told(
    report: &str,
    History {
        was,
        given,
        now,
        today,
    }: &History,
) -> (Vec<Moved>, Vec<Step>) {
    let (was, now) = (records(was), records(now));
    let then = measured(report, &Register::new(was.clone().as_of(*given)), *given);
    let (before, after) = (was.as_of(*today), now.as_of(*today));
    let mut steps = difference(&before, &after, *given);
    let measure = |register: &Register| measured(report, register, *today);
    let moved = moved(&then, before, &mut steps, &measure);
    let end = measure(&Register::new(after));
    accounts_for_all(&moved, &then, &end);
    (moved, steps)
}

#[test]
fn the_causes_of_every_history_turn_the_old_figures_into_the_new() {
    let many = crate::common::cases(HISTORIES);
    let mut causes: BTreeMap<Option<Cause>, usize> = BTreeMap::new();
    for seed in 0..many {
        let history = history(seed);
        for report in ["unduplicated", "returns"] {
            let (moved, steps) = told(report, &history);
            for step in moved.iter().flat_map(|moved| &moved.moves) {
                *causes
                    .entry(step.step.map(|at| steps[at].cause))
                    .or_default() += 1;
            }
        }
    }
    // Every cause, and the passing of time.
    assert_eq!(causes.len(), 1 + Cause::ALL.len(), "{causes:?}");
    assert!(causes.values().sum::<usize>() > 1_000, "{causes:?}");
}

#[test]
fn the_steps_turn_the_old_records_into_the_new_ones_and_back() {
    for seed in 0..100 {
        let History {
            was, given, now, ..
        } = history(seed);
        let (was, now) = (records(&was), records(&now));
        let mut steps = difference(&was, &now, given);
        let mut records = was.clone();
        steps.iter_mut().for_each(|step| step.take(&mut records));
        assert!(difference(&records, &now, given).is_empty());
        steps
            .iter_mut()
            .rev()
            .for_each(|step| step.take(&mut records));
        assert_eq!(format!("{records:?}"), format!("{was:?}"));
    }
}
