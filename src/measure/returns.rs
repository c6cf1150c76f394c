#![doc = include_str!("returns.md")]

mod anchors;
mod candidates;
mod case;
mod figures;
mod follow;
mod population;

use std::collections::BTreeSet;

use super::children::Children;
use super::known::Knowledge;
use super::statistics::AalenJohansen;
use super::transfers::Transfers;
use super::window::{Window, windows};
use crate::record::definition::{Definition, Unit};
use crate::record::{About, Day, Period};
use crate::register::Register;
use anchors::Start;
use candidates::Candidate;

pub use case::{Case, Counted, Options, Outcome, UnitId};
pub use figures::{ReturnsFigures, observation};

/// The figures of a definition.
#[derive(Debug, Clone)]
pub struct Returns {
    /// What was counted.
    pub unit: Unit,
    /// In order of days, the whole last; in each, everyone, then each group.
    pub rows: Vec<ReturnsRow>,
    /// The units behind the rows of everyone, in the same order, then by id, including those with an anchor that are
    /// not counted.
    pub units: Vec<(Window, Case)>,
    /// Units in the whole period left out because no one in them has a current consent to outcome reporting.
    pub without_consent: usize,
    /// Units in the whole period left out because they had returned before they were first served, or on the same day.
    pub served_too_late: usize,
    /// Units in the whole period with a child whose birth date is not on file.
    pub without_birth_date: usize,
    /// Units in the whole period with an event on the day of the anchor itself, which does not count.
    pub same_day: usize,
}

impl Returns {
    /// The curve behind the Aalen-Johansen figure of everyone in the whole period, for a chart.
    #[must_use]
    pub fn curve(&self) -> AalenJohansen {
        let counted = self
            .units
            .iter()
            .filter(|(window, case)| window.whole && case.counted == Counted::Yes);
        AalenJohansen::new(
            &counted
                .map(|(_, case)| observation(case))
                .collect::<Vec<_>>(),
        )
    }
}

/// The figures of some days and group.
#[derive(Debug, Clone)]
pub struct ReturnsRow {
    /// The days that contain the anchors.
    pub window: Window,
    /// The group; `None` for everyone.
    pub group: Option<String>,
    /// The figures, if the days have begun.
    pub figures: Option<ReturnsFigures>,
}

/// Follows everyone with an anchor in the period, and counts who returned.
#[must_use]
pub fn returns(
    register: &Register,
    period: &Period,
    as_of: Day,
    definition: &Definition,
    unit: Unit,
    options: Options,
) -> Returns {
    let ground = Ground::new(register, as_of);
    let population = population::Population::new(register, as_of, &options, unit.about());
    let follow = ground.follow(definition);
    let candidates = ground.candidates(definition, unit);
    let names = population.groups();
    let mut rows = Vec::new();
    let mut units = Vec::new();
    for window in windows(period, options.step, as_of) {
        let days = &window.period;
        let mut cases = Vec::new();
        let mut events: Vec<BTreeSet<usize>> = Vec::new();
        for (candidate, starts) in &candidates {
            let first = starts.iter().find(|start| days.contains(start.on));
            cases.extend(first.map(|start| follow.case(candidate, start, &population)));
            events.extend(follow.groups_in(candidate, starts, &population, days));
        }
        cases.sort_by(|a, b| a.id.cmp(&b.id));
        for group in std::iter::once(None).chain((0..names.len()).map(Some)) {
            let is_in =
                |groups: &BTreeSet<usize>| group.is_none_or(|group| groups.contains(&group));
            let counted = |case: &&Case| case.counted == Counted::Yes && is_in(&case.groups);
            let cohort: Vec<&Case> = cases.iter().filter(counted).collect();
            let events = events.iter().filter(|groups| is_in(groups)).count();
            rows.push(ReturnsRow {
                window: window.clone(),
                group: group.map(|group| names[group].clone()),
                figures: window
                    .begun
                    .then(|| ReturnsFigures::of(&cohort, follow.horizon, events)),
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
        served_too_late: whole(|case| case.counted == Counted::ServedTooLate),
        without_birth_date: whole(|case| case.counted == Counted::Yes && !case.birth_dates),
        same_day: whole(|case| case.counted == Counted::Yes && case.same_day),
        rows,
        units,
    }
}

/// Every person with an anchor, from the last one on, with what followed.
#[must_use]
pub fn latest(register: &Register, as_of: Day, definition: &Definition) -> Vec<Case> {
    let ground = Ground::new(register, as_of);
    let nobody = Options::default();
    let population = population::Population::new(register, as_of, &nobody, About::Participant);
    let follow = ground.follow(definition);
    let last = |(candidate, starts): &(Candidate<'_>, Vec<Start<'_>>)| {
        let last = starts.iter().rfind(|start| start.on <= as_of)?;
        Some(follow.case(candidate, last, &population))
    };
    let candidates = ground.candidates(definition, Unit::Participant);
    candidates.iter().filter_map(last).collect()
}

/// Every anchor of every unit, with what followed, for each definition and unit; by id and day.
#[must_use]
pub fn every(register: &Register, as_of: Day, asked: &[(&Definition, Unit)]) -> Vec<Vec<Case>> {
    let ground = Ground::new(register, as_of);
    let of_one = |(definition, unit): &(&Definition, Unit)| {
        let nobody = Options::default();
        let population = population::Population::new(register, as_of, &nobody, unit.about());
        let follow = ground.follow(definition);
        let mut cases: Vec<Case> = Vec::new();
        for (candidate, starts) in ground.candidates(definition, *unit) {
            let past = starts.iter().filter(|start| start.on <= as_of);
            cases.extend(past.map(|start| follow.case(&candidate, start, &population)));
        }
        cases.sort_by(|a, b| (&a.id, a.anchor).cmp(&(&b.id, b.anchor)));
        cases
    };
    asked.iter().map(of_one).collect()
}

/// What the units of any definition are built from.
struct Ground<'r> {
    children: Children<'r>,
    transfers: Transfers<'r>,
    knowledge: Knowledge<'r>,
    as_of: Day,
}

impl<'r> Ground<'r> {
    fn new(register: &'r Register, as_of: Day) -> Self {
        Self {
            children: Children::new(register),
            transfers: Transfers::new(register),
            knowledge: Knowledge::new(register, as_of),
            as_of,
        }
    }

    fn follow<'a>(&'a self, definition: &'a Definition) -> follow::Follow<'a, 'r> {
        follow::Follow {
            children: &self.children,
            definition,
            as_of: self.as_of,
            horizon: follow::horizon(definition.window.months),
        }
    }

    /// Every unit of a kind that ever had an anchor, with all of its anchors.
    fn candidates(
        &self,
        definition: &Definition,
        unit: Unit,
    ) -> Vec<(Candidate<'r>, Vec<Start<'r>>)> {
        let source = candidates::Source {
            children: &self.children,
            transfers: &self.transfers,
            knowledge: &self.knowledge,
        };
        let anchors = anchors::Anchors {
            children: &self.children,
            transfers: &self.transfers,
            definition,
            as_of: self.as_of,
        };
        let all = source.candidates(unit).into_iter().map(|candidate| {
            let starts = anchors.of(&candidate);
            (candidate, starts)
        });
        all.filter(|(_, starts)| !starts.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests;
