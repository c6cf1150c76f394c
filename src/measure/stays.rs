//! The stays of every child out of the home, for the measures that count children no matter who was served.

use std::collections::BTreeSet;

use super::by::{By, Grouping};
use super::children::Children;
use super::episodes::{Episode, episodes};
use super::known::{Knowledge, Through};
use super::transfers::Transfers;
use super::window::{Window, windows};
use crate::record::classes::ConsentKind;
use crate::record::period::Step;
use crate::record::{About, ChildRef, Day, Period, System};
use crate::register::Register;

/// What can be asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The parts of the period to count for.
    pub step: Option<Step>,
    /// Groups of the people of a child's cases to count for.
    pub group: Option<By>,
    /// Whether to leave out children without a parent with a current consent to outcome reporting.
    pub consenting_only: bool,
}

/// The rows of each window: every system, then each.
pub(super) const SYSTEMS: [Option<System>; 3] = [None, Some(System::Cps), Some(System::Jpd)];

/// The figures `F` of a period, and the stays `S` behind them.
#[derive(Debug, Clone)]
pub struct Counted<F, S> {
    /// In order of days, the whole last; in each, all systems, then each; in each, all children, then each group.
    pub rows: Vec<StaysRow<F>>,
    /// The stays behind the rows of all children, in the same order, then by child.
    pub units: Vec<(Window, Option<System>, S)>,
    /// Children in the whole period left out because none of their parents has a current consent to outcome reporting.
    pub without_consent: usize,
    /// Children counted in the whole period whose birth date is not on file.
    pub without_birth_date: usize,
}

/// The figures of some days, system and group.
#[derive(Debug, Clone, PartialEq)]
pub struct StaysRow<F> {
    /// The days.
    pub window: Window,
    /// The system; `None` for all.
    pub system: Option<System>,
    /// The group; `None` for all.
    pub group: Option<String>,
    /// The figures, if the days have begun.
    pub figures: Option<F>,
}

impl<F: Copy, S> Counted<F, S> {
    /// The figures of all children in the whole period.
    #[must_use]
    pub fn whole(&self) -> Option<F> {
        let is_whole =
            |row: &&StaysRow<F>| row.window.whole && row.system.is_none() && row.group.is_none();
        self.rows.iter().find(is_whole).and_then(|row| row.figures)
    }
}

/// Which of the birthdays on which children leave the system end a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Birthdays {
    /// All up to the as-of day.
    All,
    /// Those up to which it is known what happened to the child.
    Known,
}

/// Counts the stays of every child in each window, system and group. `stays_of` returns a child's stays that count in a
/// window, `figures` their figures.
pub(super) fn count<F, S>(
    register: &Register,
    (period, as_of): (&Period, Day),
    (options, birthdays): (Options, Birthdays),
    stays_of: impl Fn(&ChildStays, &Window, Option<System>) -> Vec<S>,
    figures: impl Fn(&[&S]) -> F,
) -> Counted<F, S> {
    let (children, groups) = stays(register, as_of, &options, birthdays);
    let mut result = Counted {
        rows: Vec::new(),
        units: Vec::new(),
        without_consent: 0,
        without_birth_date: 0,
    };
    for window in windows(period, options.step, as_of) {
        for system in SYSTEMS {
            let mut counted: Vec<(&ChildStays, S)> = Vec::new();
            for child in &children {
                let here = stays_of(child, &window, system);
                if window.whole && system.is_none() && !here.is_empty() {
                    result.without_consent += usize::from(!child.consents);
                    result.without_birth_date +=
                        usize::from(child.consents && !child.has_birth_date);
                }
                counted.extend(
                    here.into_iter()
                        .filter(|_| child.consents)
                        .map(|stay| (child, stay)),
                );
            }
            for group in std::iter::once(None).chain((0..groups.len()).map(Some)) {
                let of_group: Vec<&S> = counted
                    .iter()
                    .filter(|(child, _)| child.is_in(group))
                    .map(|(_, stay)| stay)
                    .collect();
                result.rows.push(StaysRow {
                    window: window.clone(),
                    system,
                    group: group.map(|group| groups[group].clone()),
                    figures: window.begun.then(|| figures(&of_group)),
                });
            }
            result.units.extend(
                counted
                    .into_iter()
                    .map(|(_, stay)| (window.clone(), system, stay)),
            );
        }
    }
    result
}

/// A child with its stays.
#[derive(Debug, Clone)]
pub(super) struct ChildStays {
    pub(super) id: ChildRef,
    pub(super) episodes: Vec<Episode>,
    /// Until when it is known what happened to the child.
    pub(super) through: Through,
    has_birth_date: bool,
    /// Whether it may be counted: false if consent is required and none of its parents has given it.
    consents: bool,
    groups: BTreeSet<usize>,
}

impl ChildStays {
    /// Whether the child is in a group; always true if there is no group.
    fn is_in(&self, group: Option<usize>) -> bool {
        group.is_none_or(|group| self.groups.contains(&group))
    }
}

/// The stays of every child that had any, in order of the ids that count, and the names of the groups.
pub(super) fn stays(
    register: &Register,
    as_of: Day,
    options: &Options,
    birthdays: Birthdays,
) -> (Vec<ChildStays>, Vec<String>) {
    let children = Children::new(register);
    let transfers = Transfers::new(register);
    let knowledge = Knowledge::new(register, as_of);
    let grouping = options
        .group
        .and_then(|by| Grouping::new(register, by, About::Child));
    let consents = |person: usize| {
        let person = register.people().get(person);
        person.is_some_and(|person| {
            person
                .consent(register.program(), ConsentKind::OutcomeReporting, as_of)
                .is_some()
        })
    };
    let mut all = Vec::new();
    for (at, child) in children.all.iter().enumerate() {
        let people = children.people_of(at);
        let through = knowledge.of(children.cases_of(at), &people);
        let until = match birthdays {
            Birthdays::All => as_of,
            Birthdays::Known => through.day.unwrap_or(Day::FIRST),
        };
        let episodes = episodes(&transfers.unmoved(child), register.program(), until);
        if episodes.is_empty() {
            continue;
        }
        all.push(ChildStays {
            id: child.id.clone(),
            episodes,
            through,
            has_birth_date: child.born.is_some(),
            consents: !options.consenting_only || people.iter().any(|person| consents(*person)),
            groups: grouping
                .iter()
                .flat_map(|grouping| grouping.of_children([at], &people))
                .collect(),
        });
    }
    (
        all,
        grouping.map(|grouping| grouping.values).unwrap_or_default(),
    )
}
