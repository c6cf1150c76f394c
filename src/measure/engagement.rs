#![doc = include_str!("engagement.md")]

mod reach;
mod stay;

use std::collections::BTreeMap;

use super::meetings::Share;
use super::statistics::Quartiles;
use super::window::{Window, windows};
use crate::record::period::Step;
use crate::record::{Day, Period, Place};
use crate::register::Register;

/// The figures of a period, in order of days, the whole last.
#[derive(Debug, Clone)]
pub struct Engagement {
    /// A row for each window.
    pub rows: Vec<EngagementRow>,
    /// Who was referred, in the same order and then in that of ids.
    pub units: Vec<(Window, Referred)>,
}

/// The figures of some days.
#[derive(Debug, Clone, PartialEq)]
pub struct EngagementRow {
    /// The days.
    pub window: Window,
    /// The figures, where the days have begun.
    pub figures: Option<EngagementFigures>,
}

/// From referral to the end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EngagementFigures {
    /// What became of those referred.
    pub reach: Reach,
    /// How much those served came.
    pub dose: Dose,
    /// How long people stayed, and how they left.
    pub stay: Stay,
}

/// What became of those referred.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Different people whose earliest referral lies in the days.
    pub referred: usize,
    /// The same by who referred them.
    pub by_source: BTreeMap<String, usize>,
    /// Those who enrolled.
    pub enrolled: usize,
    /// Those who said no.
    pub declined: usize,
    /// Those who were served.
    pub served: usize,
    /// For each of [`WITHIN`], those served so soon, of those referred so long ago.
    pub within: [Share; 2],
    /// Days by which a quarter, half and three quarters were served.
    pub days_to_first: Option<Quartiles>,
}

/// How much those served came.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dose {
    /// Sessions of a person: quartiles.
    pub sessions: Option<[f64; 3]>,
    /// Hours of a person: quartiles.
    pub hours: Option<[f64; 3]>,
    /// People who came once, 2 to 5 times, 6 times or more.
    pub came: [usize; 3],
    /// The median of sessions in the first 90 days.
    pub first_90: Option<f64>,
    /// Those whose first session ever lies in the days, and whose 90 days are over.
    pub first_90_people: usize,
    /// Sessions of mentoring and casework held, of those that the parent could have come to.
    pub attendance: Share,
}

/// How long people stayed, and how they left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stay {
    /// For each of [`MONTHS`], enrollments that lasted, of those that could have.
    pub retained: [Share; 3],
    /// Enrollments that ended.
    pub exits: usize,
    /// The same by reason.
    pub by_reason: BTreeMap<String, usize>,
    /// Those that count as completed, of those with a reason.
    pub completed: Share,
}

/// Somebody who was referred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referred {
    /// The id that counts.
    pub id: String,
    /// The day of the earliest referral.
    pub on: Day,
    /// The first session, where there is one.
    pub first: Option<Day>,
    /// Days from the one to the other, 0 where the session came before.
    pub days: Option<u32>,
    /// The file of the person.
    pub place: Place,
}

/// The days within which it is asked who was served.
pub const WITHIN: [i64; 2] = [7, 30];

/// The lengths by which times in the program are judged, in months.
pub const MONTHS: [i32; 3] = [3, 6, 12];

/// Counts from referral to the end.
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
