#![doc = include_str!("returns.md")]

mod figures;
mod follow;
mod population;

use std::collections::BTreeSet;

use super::by::{By, Grouping};
use super::children::Children;
use super::statistics::AalenJohansen;
use super::window::{Window, windows};
use crate::record::definition::{Definition, Unit};
use crate::record::period::Step;
use crate::record::{CaseId, ChildRef, Day, EventKind, ParticipantId, Period, Place};
use crate::register::Register;

pub use figures::Figures;

/// What can be asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The parts of the period to count for.
    pub step: Option<Step>,
    /// Groups of people, or services, to count for.
    pub group: Option<By>,
    /// Whether people without a live consent to outcome reporting are left out.
    pub consenting_only: bool,
}

/// The figures of a definition.
#[derive(Debug, Clone)]
pub struct Returns {
    /// What was counted.
    pub unit: Unit,
    /// In order of days, the whole last; in each, everybody, then each group.
    pub rows: Vec<Row>,
    /// The units behind the rows of everybody, in the same order and then in that of ids, with those that have an
    /// anchor and are not counted.
    pub units: Vec<(Window, Case)>,
    /// Units of the whole period left out because nobody in them has a live consent to outcome reporting.
    pub without_consent: usize,
    /// Units of the whole period with a child whose birth date is not on file.
    pub without_birth_date: usize,
}

impl Returns {
    /// The curve behind the Aalen-Johansen figure of everybody in the whole period, for a chart.
    #[must_use]
    pub fn curve(&self) -> AalenJohansen {
        let counted = self
            .units
            .iter()
            .filter(|(window, case)| window.whole && case.counted == Counted::Yes);
        AalenJohansen::new(
            &counted
                .map(|(_, case)| figures::observation(case))
                .collect::<Vec<_>>(),
        )
    }
}

/// The figures of some days and group.
#[derive(Debug, Clone)]
pub struct Row {
    /// The days in which the anchors lie.
    pub window: Window,
    /// The group; `None` for everybody.
    pub group: Option<String>,
    /// The figures, where the days have begun.
    pub figures: Option<Figures>,
}

/// What identifies a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitId {
    /// A person, by the id that counts.
    Participant(ParticipantId),
    /// A case.
    Family(CaseId),
    /// A child, by the name that counts.
    Child(ChildRef),
}

impl std::fmt::Display for UnitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Participant(id) => f.pad(id.as_str()),
            Self::Family(id) => f.pad(id.as_str()),
            Self::Child(id) => f.pad(&id.to_string()),
        }
    }
}

/// A unit with an anchor, and what followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which unit.
    pub id: UnitId,
    /// The day that starts the clock.
    pub anchor: Day,
    /// The kind of event that day.
    pub anchor_kind: EventKind,
    /// The file that tells of it.
    pub file: Place,
    /// The children that the anchor concerns, by the names that count.
    pub children: Vec<ChildRef>,
    /// The last day on which an event counts.
    pub window_end: Day,
    /// Whether that day has passed, or is the day as of which is asked.
    pub mature: bool,
    /// What came of it, as far as is known.
    pub outcome: Outcome,
    /// The file that tells of the event, where there was one.
    pub event_file: Option<Place>,
    /// The first countable session of the people of the unit, where there was one.
    pub first_session: Option<Day>,
    /// Whether it is in the cohort, and if not, why.
    pub counted: Counted,
    /// Days from the anchor to the end of what was seen, and of what could have been, at most the length of the window.
    pub observed: u32,
    /// Days from the anchor to the end of what could have been seen.
    pub possible: u32,
    birth_dates: bool,
    groups: BTreeSet<usize>,
}

/// What came of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The event came on this day.
    Returned(Day, EventKind),
    /// From this day on the event was impossible.
    Competing(Day),
    /// From this day on nothing is known.
    Lost(Day),
    /// None of these, as far as was seen.
    Nothing,
}

/// Whether a unit with an anchor is in the cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It is.
    Yes,
    /// Nobody of it had a countable session on or before the last day of the window.
    NotServed,
    /// The first countable session was not before the event.
    ServedTooLate,
    /// Nobody of it who was served in time has a live consent to outcome reporting.
    NoConsent,
}

/// Follows everybody with an anchor in the period, and counts who returned.
#[must_use]
pub fn returns(
    register: &Register,
    period: &Period,
    as_of: Day,
    definition: &Definition,
    unit: Unit,
    options: Options,
) -> Returns {
    let children = Children::new(register, as_of);
    let population = population::Population::new(register, as_of, &options);
    let candidates = follow::candidates(&children, unit);
    let horizon = follow::horizon(definition.window.months);
    let names = population.groups();
    let mut rows = Vec::new();
    let mut units = Vec::new();
    for window in windows(period, options.step, as_of) {
        let follow = follow::Follow {
            children: &children,
            definition,
            window: &window.period,
            as_of,
            horizon,
        };
        let mut cases: Vec<Case> = candidates
            .iter()
            .filter_map(|candidate| follow.case(candidate, &population))
            .collect();
        cases.sort_by(|a, b| a.id.cmp(&b.id));
        let cohort = |group: Option<usize>| {
            let counted = cases.iter().filter(|case| case.counted == Counted::Yes);
            counted
                .filter(move |case| group.is_none_or(|group| case.groups.contains(&group)))
                .collect::<Vec<_>>()
        };
        for group in std::iter::once(None).chain((0..names.len()).map(Some)) {
            rows.push(Row {
                window: window.clone(),
                group: group.map(|group| names[group].clone()),
                figures: window.begun.then(|| Figures::of(&cohort(group), horizon)),
            });
        }
        units.extend(cases.into_iter().map(|case| (window.clone(), case)));
    }
    let whole = |test: fn(&Case) -> bool| {
        units
            .iter()
            .filter(|(window, case)| window.whole && test(case))
            .count()
    };
    Returns {
        unit,
        without_consent: whole(|case| case.counted == Counted::NoConsent),
        without_birth_date: whole(|case| case.counted == Counted::Yes && !case.birth_dates),
        rows,
        units,
    }
}

#[cfg(test)]
mod tests;
