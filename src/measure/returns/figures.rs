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
    /// Of the mature, those with nothing on file and not known about until the end of their window.
    pub unknown: usize,
    /// Of the unknown, those that no one recorded as lost.
    pub silent: usize,
    /// Of the mature, those whose outcome is known from official sources and events, whatever else counts.
    pub known_official: usize,
    /// Of the mature, those who returned.
    pub returned: usize,
    /// Those who returned within their window so far, mature or not.
    pub returned_so_far: usize,
    /// Units, whenever their window began, with an event within it and in the period.
    pub events_in_period: usize,
    /// Of the cohort, those for whom a birthday made a return impossible.
    pub cut_by_age: usize,
    /// Of the mature, those for whom a return became impossible before it came.
    pub competing: usize,
    /// Events that fell exactly on the last day of their window.
    pub boundary_events: usize,
    /// The probability of a return within the window by Kaplan-Meier, for the whole cohort. `None` if no one was
    /// followed to the end of the window while some might still return: extrapolating the last value would be a guess.
    pub km: Option<Estimate>,
    /// The same by Aalen-Johansen, which accounts for those who can no longer return.
    pub aj: Option<Estimate>,
    /// Clark's index of completeness.
    pub completeness: Option<f64>,
    /// Units still followed on the day of the last event within the window; `None` without an event.
    pub at_risk: Option<usize>,
}

impl ReturnsFigures {
    /// The figures of these units.
    pub(super) fn of(cases: &[&Case], horizon: u32, events_in_period: usize) -> Self {
        let mature = || cases.iter().filter(|case| case.mature);
        let of = |test: fn(&Outcome) -> bool| mature().filter(|case| test(&case.outcome)).count();
        let subjects: Vec<Observation> = cases.iter().map(|case| observation(case)).collect();
        let known = |estimate: &Estimate| !estimate.past_follow_up;
        let curve = KaplanMeier::new(&subjects);
        let mut steps = curve.steps().iter().map(|step| step.count);
        Self {
            cohort: cases.len(),
            mature: mature().count(),
            unknown: mature().filter(|case| case.is_unknown()).count(),
            silent: mature()
                .filter(|case| case.is_unknown() && case.lost.is_none())
                .count(),
            known_official: mature().filter(|case| case.known_official).count(),
            returned: of(|outcome| matches!(outcome, Outcome::Returned(..))),
            returned_so_far: cases.iter().filter(|case| case.has_returned()).count(),
            events_in_period,
            cut_by_age: cases.iter().filter(|case| case.cut_by_age).count(),
            competing: of(|outcome| matches!(outcome, Outcome::Competing(_))),
            boundary_events: cases.iter().filter(|case| case.is_on_boundary()).count(),
            km: curve.incidence_at(horizon).filter(known),
            at_risk: steps
                .rfind(|count| count.events > 0)
                .map(|count| count.at_risk),
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

    /// Whether more than a fifth of the mature are unknown: then the rate of the known is not reliable.
    #[must_use]
    pub const fn is_mostly_guess(&self) -> bool {
        self.unknown * 5 > self.mature
    }

    /// The share of the known who returned.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        share(self.returned, self.known())
    }

    /// The 95 % interval of the rate.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        proportion_interval(self.returned, self.known())
    }

    /// The rate if no one unknown returned.
    #[must_use]
    pub fn best(&self) -> Option<f64> {
        share(self.returned, self.mature)
    }

    /// The rate if everyone unknown returned.
    #[must_use]
    pub fn worst(&self) -> Option<f64> {
        share(self.returned + self.unknown, self.mature)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Case {
    /// Whether its window is over, nothing is on file, and it is not known about until the end.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.mature && self.outcome == Outcome::Nothing && !self.through.reaches(self.window_end)
    }

    /// Whether it returned within its window, which may not be over.
    #[must_use]
    pub fn has_returned(&self) -> bool {
        matches!(self.outcome, Outcome::Returned(..))
    }

    /// Whether its event fell exactly on the last day that counts.
    #[must_use]
    pub fn is_on_boundary(&self) -> bool {
        matches!(self.outcome, Outcome::Returned(on, _) if on == self.window_end)
    }
}

/// How survival curves see a unit.
#[must_use]
pub fn observation(case: &Case) -> Observation {
    let end = match case.outcome {
        Outcome::Returned(..) => End::Event,
        Outcome::Competing(_) => End::Competing,
        Outcome::Nothing => End::Censored,
    };
    Observation::new(case.observed, end)
}
