//! The stays of every child out of the home, for the measures that count children whoever was served.

use std::collections::BTreeSet;

use super::by::{By, Grouping};
use super::children::Children;
use super::episodes::{Episode, episodes};
use crate::record::participant::ConsentKind;
use crate::record::period::Step;
use crate::record::{ChildRef, Day, System};
use crate::register::Register;

/// What can be asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The parts of the period to count for.
    pub step: Option<Step>,
    /// Groups of the people of a child's cases to count for.
    pub group: Option<By>,
    /// Whether children are left out none of whose parents has a live consent to outcome reporting.
    pub consenting_only: bool,
}

/// The rows of each window: every system, then each.
pub const SYSTEMS: [Option<System>; 3] = [None, Some(System::Cps), Some(System::Jpd)];

/// A child with its stays.
#[derive(Debug, Clone)]
pub(super) struct ChildStays {
    pub(super) id: ChildRef,
    pub(super) episodes: Vec<Episode>,
    pub(super) has_birth_date: bool,
    /// Whether it may be counted: false where consent is asked for and none of its parents has given it.
    pub(super) consents: bool,
    groups: BTreeSet<usize>,
}

impl ChildStays {
    /// Whether the child is in a group; everybody is where no group is asked for.
    pub(super) fn is_in(&self, group: Option<usize>) -> bool {
        group.is_none_or(|group| self.groups.contains(&group))
    }
}

/// The stays of every child that had any, in order of the ids that count, and the names of the groups.
pub(super) fn stays(register: &Register, as_of: Day, options: &Options) -> (Vec<ChildStays>, Vec<String>) {
    let children = Children::new(register, as_of);
    let grouping = options.group.and_then(|by| Grouping::new(register, by));
    let consents = |person: usize| {
        let person = register.people().get(person);
        person.is_some_and(|person| person.consent(ConsentKind::OutcomeReporting, as_of).is_some())
    };
    let mut all = Vec::new();
    for (at, child) in children.all.iter().enumerate() {
        let episodes = episodes(child, as_of);
        if episodes.is_empty() {
            continue;
        }
        let people = children.people_of(at);
        all.push(ChildStays {
            id: child.id.clone(),
            episodes,
            has_birth_date: child.born.is_some(),
            consents: !options.consenting_only || people.iter().any(|person| consents(*person)),
            groups: grouping.iter().flat_map(|grouping| people.iter().flat_map(|at| grouping.of(*at))).collect(),
        });
    }
    (all, grouping.map(|grouping| grouping.values).unwrap_or_default())
}
