//! From followed units to figures.

use super::{Case, Outcome};
use crate::measure::statistics::{
    self, AalenJohansen, Estimate, Interval, KaplanMeier, Observation, Outcome as End,
    proportion_interval,
};

/// The figures of a cohort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReturnsFigures {
    /// Units with an anchor that were served in time.
    pub cohort: usize,
    /// Of these, those whose window is over.
    pub mature: usize,
    /// Of the mature, those lost before the end of their window without an event before.
    pub unknown: usize,
    /// Of the mature, those who returned.
    pub returned: usize,
    /// Of the mature, those for whom a return became impossible before it came.
    pub competing: usize,
    /// Events that fell exactly on the last day of their window.
    pub boundary_events: usize,
    /// The probability of a return within the window by Kaplan-Meier, of the whole cohort. `None` where nobody was
    /// followed to the end of the window while some might still return: the last value seen, carried on, is a guess.
    pub km: Option<Estimate>,
    /// The same by Aalen-Johansen, which counts those who can no longer return.
    pub aj: Option<Estimate>,
    /// Clark's index of completeness.
    pub completeness: Option<f64>,
}

impl ReturnsFigures {
    /// The figures of these units.
    pub(super) fn of(cases: &[&Case], horizon: u32) -> Self {
        let mature = || cases.iter().filter(|case| case.mature);
        let of = |test: fn(&Outcome) -> bool| mature().filter(|case| test(&case.outcome)).count();
        let subjects: Vec<Observation> = cases.iter().map(|case| observation(case)).collect();
        let known = |estimate: &Estimate| !estimate.past_follow_up;
        Self {
            cohort: cases.len(),
            mature: mature().count(),
            unknown: mature().filter(|case| case.is_unknown()).count(),
            returned: of(|outcome| matches!(outcome, Outcome::Returned(..))),
            competing: of(|outcome| matches!(outcome, Outcome::Competing(_))),
            boundary_events: cases.iter().filter(|case| case.is_on_boundary()).count(),
            km: KaplanMeier::new(&subjects)
                .incidence_at(horizon)
                .filter(known),
            aj: AalenJohansen::new(&subjects).at(horizon).filter(known),
            completeness: statistics::completeness(
                cases.iter().map(|case| (case.observed, case.possible)),
            ),
        }
    }

    /// Units whose window is not over.
    #[must_use]
    pub const fn not_yet(&self) -> usize {
        self.cohort - self.mature
    }

    /// The mature units whose outcome is known: the denominator of the rate.
    #[must_use]
    pub const fn known(&self) -> usize {
        self.mature - self.unknown
    }

    /// Returned of those known.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        share(self.returned, self.known())
    }

    /// The 95 % interval of the rate.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        proportion_interval(self.returned, self.known())
    }

    /// The rate if nobody unknown returned.
    #[must_use]
    pub fn best(&self) -> Option<f64> {
        share(self.returned, self.mature)
    }

    /// The rate if everybody unknown returned.
    #[must_use]
    pub fn worst(&self) -> Option<f64> {
        share(self.returned + self.unknown, self.mature)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Case {
    /// Whether it was lost before the end of its window, and its window is over.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.mature && matches!(self.outcome, Outcome::Lost(_))
    }

    /// Whether its event fell exactly on the last day on which it counts.
    #[must_use]
    pub fn is_on_boundary(&self) -> bool {
        matches!(self.outcome, Outcome::Returned(on, _) if on == self.window_end)
    }
}

/// What survival curves see of a unit.
pub(super) fn observation(case: &Case) -> Observation {
    let end = match case.outcome {
        Outcome::Returned(..) => End::Event,
        Outcome::Competing(_) => End::Competing,
        Outcome::Lost(_) | Outcome::Nothing => End::Censored,
    };
    Observation::new(case.observed, end)
}
