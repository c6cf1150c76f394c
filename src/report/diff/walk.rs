//! From one state of the records to another, with measurements on the way.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::{Figures, Key};
use crate::record::Records;
use crate::record::difference::Step;
use crate::register::Register;
use crate::report::Cell;

/// What a step, or the passing of time, did to a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The step, by its place; `None` for time, which passes first.
    pub step: Option<usize>,
    /// The figure before.
    pub from: Cell,
    /// The figure after.
    pub to: Cell,
}

/// A figure that moved, with what moved it: each move begins at the end of the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// The figure.
    pub key: Key,
    /// What it was.
    pub then: Cell,
    /// What it is.
    pub now: Cell,
    /// What moved it, in order.
    pub moves: Vec<Move>,
}

/// The figures that changed, each with what moved it.
///
/// `then` are the figures as they were given. `records` are the records they were given from, and `steps` turn these
/// into the current ones; neither has facts after the current as-of day. `measure` returns the figures of that day, or
/// none if it cannot measure.
pub fn moved(
    then: &Figures,
    records: Records,
    steps: &mut [Step],
    measure: &dyn Fn(&Register) -> Figures,
) -> Vec<Moved> {
    let mut walk = Walk {
        records: Some(records),
        measure,
        moves: BTreeMap::new(),
    };
    let start = walk.measure();
    walk.note(None, then, &start);
    let end = walk.all(steps, start);
    let all: BTreeSet<&Key> = then
        .keys()
        .chain(end.keys())
        .chain(walk.moves.keys())
        .collect();
    let of = |figures: &Figures, key: &Key| figures.get(key).cloned().unwrap_or(Cell::Unknown);
    let figure = |key: &Key| Moved {
        key: key.clone(),
        then: of(then, key),
        now: of(&end, key),
        moves: walk.moves.get(key).cloned().unwrap_or_default(),
    };
    all.into_iter()
        .map(figure)
        .filter(|moved| !moved.moves.is_empty())
        .collect()
}

/// At least this many stretches of steps are measured even if nothing changed overall, as causes may cancel each other
/// out.
const FINEST: usize = 64;

struct Walk<'m> {
    /// Always present, except during a measurement.
    records: Option<Records>,
    measure: &'m dyn Fn(&Register) -> Figures,
    moves: BTreeMap<Key, Vec<Move>>,
}

impl Walk<'_> {
    fn measure(&mut self) -> Figures {
        let Some(records) = self.records.take() else {
            return Figures::new();
        };
        let register = Register::new(records);
        let figures = (self.measure)(&register);
        self.records = Some(register.into_records());
        figures
    }

    fn take(&mut self, steps: &mut [Step]) {
        if let Some(records) = &mut self.records {
            steps.iter_mut().for_each(|step| step.take(records));
        }
    }

    fn take_back(&mut self, steps: &mut [Step]) {
        if let Some(records) = &mut self.records {
            steps.iter_mut().rev().for_each(|step| step.take(records));
        }
    }

    /// Takes all steps, and returns the figures after them. Steps are taken forward, as each one moves the records
    /// after it: only a stretch in which figures moved is undone and examined.
    fn all(&mut self, steps: &mut [Step], start: Figures) -> Figures {
        let many = (steps.len() / FINEST).max(1);
        let (mut first, mut before) = (0, start);
        for stretch in steps.chunks_mut(many) {
            self.take(stretch);
            let after = self.measure();
            if before != after {
                self.take_back(stretch);
                self.stretch(first, stretch, &before, &after);
            }
            first += stretch.len();
            before = after;
        }
        before
    }

    /// Takes a stretch of steps between two known states; `first` is the place of its first step.
    fn stretch(&mut self, first: usize, steps: &mut [Step], before: &Figures, after: &Figures) {
        if steps.len() <= 1 || before == after {
            self.take(steps);
            self.note(Some(first), before, after);
            return;
        }
        let (early, late) = steps.split_at_mut(steps.len() / 2);
        self.take(early);
        let middle = self.measure();
        if middle != *before {
            self.take_back(early);
            self.stretch(first, early, before, &middle);
        }
        self.stretch(first + early.len(), late, &middle, after);
    }

    fn note(&mut self, step: Option<usize>, before: &Figures, after: &Figures) {
        if before == after {
            return;
        }
        let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
        for key in keys {
            let of = |figures: &Figures| figures.get(key).cloned().unwrap_or(Cell::Unknown);
            let (from, to) = (of(before), of(after));
            if from != to {
                self.moves
                    .entry(key.clone())
                    .or_default()
                    .push(Move { step, from, to });
            }
        }
    }
}
