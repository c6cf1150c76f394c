#![doc = include_str!("engagement.md")]

mod reach;
mod stay;

pub use reach::{Dose, Reach, Referred, WITHIN};
pub use stay::{MONTHS, Stay};

use super::window::{Window, windows};
use crate::record::period::Step;
use crate::record::{Day, Period};
use crate::register::Register;

/// The figures of a period, in order of days, the whole last.
#[derive(Debug, Clone)]
pub struct Engagement {
    /// A row for each window.
    pub rows: Vec<EngagementRow>,
    /// The people referred, in the same order, then by id.
    pub units: Vec<(Window, Referred)>,
}

/// The figures of some days.
#[derive(Debug, Clone, PartialEq)]
pub struct EngagementRow {
    /// The days.
    pub window: Window,
    /// The figures, if the days have begun.
    pub figures: Option<EngagementFigures>,
}

/// From referral to exit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EngagementFigures {
    /// What happened to the people referred.
    pub reach: Reach,
    /// How much those served attended.
    pub dose: Dose,
    /// How long people stayed, and how they left.
    pub stay: Stay,
}

/// Counts from referral to exit.
#[must_use]
pub fn engagement(
    register: &Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
) -> Engagement {
    let visits = reach::Visits::new(register, as_of);
    let referred = reach::referred(register, &visits);
    let mut engagement = Engagement {
        rows: Vec::new(),
        units: Vec::new(),
    };
    for window in windows(period, step, as_of) {
        let cohort: Vec<_> = referred
            .iter()
            .filter(|(_, one)| window.period.contains(one.on))
            .collect();
        let figures = EngagementFigures {
            reach: reach::reach(register, &cohort, as_of),
            dose: visits.dose(register, &window, as_of),
            stay: stay::stay(register, &window, as_of),
        };
        let units = cohort
            .into_iter()
            .map(|(_, one)| (window.clone(), one.clone()));
        engagement.units.extend(units);
        engagement.rows.push(EngagementRow {
            figures: window.begun.then_some(figures),
            window,
        });
    }
    engagement
}

#[cfg(test)]
mod tests;
