#![doc = include_str!("people.md")]

mod blocks;
mod form;
mod units;

use super::children::Children;
use super::window::{Window, windows};
use crate::record::period::Step;
use crate::record::{Day, Period};
use crate::register::Register;
use blocks::Blocks;
use units::Served;

pub use blocks::{Count, OF_PARENTS, SEVERAL};
pub use form::{Answered, Answers, answers, shipped};
pub use units::{Member, Unit};

/// What can be asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The parts of the period to count for.
    pub step: Option<Step>,
    /// Whether to count only new people, for forms that ask once about each person.
    pub new_only: bool,
}

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct People {
    /// In order of days, the whole last; in each, parents, children and families; for each, all of them, then blocks by
    /// what is known about them.
    pub rows: Vec<PeopleRow>,
    /// Who is behind the rows of all, in the same order, then by id.
    pub units: Vec<(Window, Member)>,
    /// Parents served in the whole period whose identity cannot be read here, so that no ages are counted.
    pub without_identity: usize,
    /// Ids among the served without a participant file; each counts as a person.
    pub without_record: usize,
}

/// The figures of some days, a unit, and a word that may be known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleRow {
    /// The days.
    pub window: Window,
    /// Who is counted.
    pub unit: Unit,
    /// What is known about them, such as `gender`, and the word; `None` for all of them.
    pub value: Option<(&'static str, String)>,
    /// How many; `None` if the days have not begun or it cannot be known here.
    pub count: Option<Count>,
    /// Families of which one parent was served, in the row of all families.
    pub one_parent_served: Option<usize>,
}

/// Counts who was served.
#[must_use]
pub fn people(register: &Register, period: &Period, as_of: Day, options: Options) -> People {
    let windows = windows(period, options.step, as_of);
    let children = Children::new(register);
    let days = units::Days::new(register, period.last, &[]);
    let blocks = Blocks::new(register, &children);
    let mut people = People {
        rows: Vec::new(),
        units: Vec::new(),
        without_identity: 0,
        without_record: days.without_record(),
    };
    for window in &windows {
        let served = Served::new(&children, &days, window, as_of, options.new_only);
        people.without_identity = blocks.without_identity(&served);
        for unit in Unit::ALL {
            let all = served.of(unit);
            let count = |count: Count| window.begun.then_some(count);
            people.rows.push(PeopleRow {
                window: window.clone(),
                unit,
                value: None,
                count: count(Count {
                    served: all.len(),
                    new: all.iter().filter(|one| one.is_new).count(),
                    any: None,
                }),
                one_parent_served: (unit == Unit::Families && window.begun)
                    .then(|| served.families_of_one()),
            });
            for (name, words) in blocks.count(unit, &served, window.period.first) {
                people
                    .rows
                    .extend(words.into_iter().map(|(word, known)| PeopleRow {
                        window: window.clone(),
                        unit,
                        value: Some((name, word)),
                        count: known.and_then(count),
                        one_parent_served: None,
                    }));
            }
            let members = all
                .iter()
                .map(|one| (window.clone(), served.member(unit, one)));
            people.units.extend(members);
        }
    }
    people
}

#[cfg(test)]
mod tests;
