#![doc = include_str!("returns.md")]

mod case;
mod figures;
mod follow;
mod population;

use super::children::Children;
use super::statistics::AalenJohansen;
use super::window::{Window, windows};
use crate::record::definition::{Definition, Unit};
use crate::record::{Day, Period};
use crate::register::Register;

pub use case::{Case, Counted, Options, Outcome, UnitId};
pub use figures::ReturnsFigures;

/// The figures of a definition.
#[derive(Debug, Clone)]
pub struct Returns {
    /// What was counted.
    pub unit: Unit,
    /// In order of days, the whole last; in each, everybody, then each group.
    pub rows: Vec<ReturnsRow>,
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
pub struct ReturnsRow {
    /// The days in which the anchors lie.
    pub window: Window,
    /// The group; `None` for everybody.
    pub group: Option<String>,
    /// The figures, where the days have begun.
    pub figures: Option<ReturnsFigures>,
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
            rows.push(ReturnsRow {
                window: window.clone(),
                group: group.map(|group| names[group].clone()),
                figures: window
                    .begun
                    .then(|| ReturnsFigures::of(&cohort(group), horizon)),
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
