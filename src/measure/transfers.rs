//! Cases that continue in another after a transfer: they count as one case, whose move to another court is not an event
//! for a definition.

use std::collections::{BTreeMap, BTreeSet};

use super::children::{CaseEvent, Family, events_of};
use crate::record::{CaseId, EventKind};
use crate::register::{Child, Register};

/// Every case, with the files that form one case with it.
#[derive(Debug)]
pub struct Transfers<'r> {
    /// The files of each case, by the id of the first.
    one: BTreeMap<CaseId, Vec<&'r Family>>,
    /// The first id of each file.
    first: BTreeMap<&'r CaseId, CaseId>,
    /// The events by which a case moved: the file and the index in it.
    moves: BTreeSet<(&'r CaseId, usize)>,
}

impl<'r> Transfers<'r> {
    /// The transfers of a register.
    #[must_use]
    pub fn new(register: &'r Register) -> Self {
        let mut transfers = Self {
            one: BTreeMap::new(),
            first: BTreeMap::new(),
            moves: BTreeSet::new(),
        };
        for family in &register.records().cases {
            let first = register.case_root(&family.id);
            transfers.one.entry(first.clone()).or_default().push(family);
            transfers.first.insert(&family.id, first);
            let from = family.record.continues.as_ref();
            if let Some(from) = from.and_then(|id| register.case(id)) {
                transfers.moved(from, family);
            }
        }
        transfers
    }

    /// Records the events by which one file continues another: its first petition and its first opening, and the last
    /// dismissal or closing of the other by then.
    fn moved(&mut self, from: &'r Family, to: &'r Family) {
        let events = to.record.timeline();
        let first = |kind: EventKind| events.iter().find(|(_, event)| event.kind == kind);
        let begins: Vec<_> = [EventKind::Petition, EventKind::Opened]
            .into_iter()
            .filter_map(first)
            .collect();
        let then = begins.iter().map(|(_, event)| event.on).max();
        let events = from.record.timeline();
        let ended = events.iter().rev().find(|(_, event)| {
            matches!(event.kind, EventKind::Dismissed | EventKind::Closed)
                && then.is_some_and(|then| event.on <= then)
        });
        self.moves.extend(ended.map(|(at, _)| (&from.id, *at)));
        self.moves
            .extend(begins.iter().map(|(at, _)| (&to.id, *at)));
    }

    /// Every case by the id of its first file, with all its files.
    pub fn cases(&self) -> impl Iterator<Item = (&CaseId, &[&'r Family])> {
        self.one.iter().map(|(id, files)| (id, files.as_slice()))
    }

    /// The files of the case that a file is part of.
    #[must_use]
    pub fn files(&self, of: &Family) -> &[&'r Family] {
        let first = self.first.get(&of.id);
        first
            .and_then(|id| self.one.get(id))
            .map_or(&[], Vec::as_slice)
    }

    /// Every event of these files that a definition may count, in order.
    #[must_use]
    pub fn events_of(&self, files: impl IntoIterator<Item = &'r Family>) -> Vec<CaseEvent<'r>> {
        let mut events = events_of(files);
        events.retain(|at| !self.moves.contains(&(&at.family.id, at.index)));
        events
    }

    /// A child without the events by which its case moved: they say nothing about where it lives.
    #[must_use]
    pub fn unmoved(&self, child: &Child) -> Child {
        let mut child = child.clone();
        child
            .events
            .retain(|at| !self.moves.contains(&(&at.case, at.index)));
        child
    }
}
