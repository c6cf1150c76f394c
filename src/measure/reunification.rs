#![doc = include_str!("reunification.md")]

use std::collections::BTreeSet;

use super::episodes::Episode;
use super::known::Through;
use super::statistics::{
    AalenJohansen, Interval, Observation, Outcome as End, Quartiles, proportion_interval,
};
pub use super::stays::Options;
use super::stays::{Birthdays, ChildStays, Counted, count, stays};
use super::window::Window;
use crate::record::{ChildRef, Day, EventKind, Period, Place, System};
use crate::register::Register;

/// The figures of a period; its units are the stays of the cohort.
pub type Reunification = Counted<ReunificationFigures, Stay>;

/// The figures of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReunificationFigures {
    /// Children removed, for 8 days or more.
    pub cohort: usize,
    /// Of these, those removed 12 months ago or more.
    pub mature: usize,
    /// Of the mature, those lost within 12 months, with no end of the stay on file and not known about afterwards.
    pub unknown: usize,
    /// Of the mature, those with no end of the stay on file and not known about until the end of the 12 months: they
    /// count as not reunified.
    pub unconfirmed: usize,
    /// Of the mature, those who were home within 12 months.
    pub reunified: usize,
    /// Of the mature, those whose stay ended differently within 12 months.
    pub competing: usize,
    /// Of the cohort, stays ended by the birthday on which the child leaves the system.
    pub cut_by_age: usize,
    /// Of the cohort, stays followed to a dismissal because no end is on file.
    pub dismissed: usize,
    /// Days by which a quarter, half and three quarters of the cohort were home.
    pub days: Quartiles,
}

/// A stay of the cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The child, by the name that counts.
    pub id: ChildRef,
    /// The day of removal.
    pub anchor: Day,
    /// The last day on which reunification counts.
    pub window_end: Day,
    /// Whether that day has passed, or is the as-of day.
    pub mature: bool,
    /// Its outcome within 12 months.
    pub outcome: Outcome,
    /// The end of the stay, whenever it was.
    pub end: Option<(Day, EventKind)>,
    /// The file that records the removal.
    pub file: Option<Place>,
    /// Until when it is known what happened to the child.
    pub through: Through,
    cut_by_age: bool,
    followed_to: (Day, bool),
}

/// The outcome of a stay within 12 months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The child counts as home from this day on.
    Reunified(Day),
    /// The stay ended differently.
    Competing(Day, EventKind),
    /// The child was lost, and is not known about until the end of the 12 months.
    Lost(Day),
    /// None of these is on file, and the child is not known about until the end of the 12 months.
    Unconfirmed,
    /// None of these, as far as is known.
    StillOut,
}

/// Follows every child removed in the period, and counts who was home within 12 months.
#[must_use]
pub fn reunification(
    register: &Register,
    period: &Period,
    as_of: Day,
    options: Options,
) -> Reunification {
    let first = |child: &ChildStays, window: &Window, system: Option<System>| {
        let mut entries = child
            .episodes
            .iter()
            .filter(|episode| window.period.contains(episode.start));
        let first = entries.find(|episode| episode.is_of(system) && episode.is_long(as_of));
        first
            .map(|episode| stay(register, child, episode, as_of))
            .into_iter()
            .collect()
    };
    let options = (options, Birthdays::Known);
    count(register, (period, as_of), options, first, figures)
}

/// Every stay of 8 days or more of every child, with the systems of its removal.
#[must_use]
pub fn every(register: &Register, as_of: Day) -> Vec<(Stay, BTreeSet<System>)> {
    let (children, _) = stays(register, as_of, &Options::default(), Birthdays::Known);
    let of_child = |child: &ChildStays| {
        let long = child.episodes.iter();
        let long = long.filter(|episode| episode.is_long(as_of));
        let stays = long.map(|episode| {
            let stay = stay(register, child, episode, as_of);
            (stay, episode.systems.clone())
        });
        stays.collect::<Vec<_>>()
    };
    children.iter().flat_map(of_child).collect()
}

fn stay(register: &Register, child: &ChildStays, episode: &Episode, as_of: Day) -> Stay {
    let anchor = episode.start;
    let window_end = anchor.plus_months(12);
    let end = match (&episode.exit, episode.reunified()) {
        (_, Some(home)) => Some((home, EventKind::Reunified)),
        (Some(exit), None) => Some((exit.on, exit.kind)),
        (None, None) => None,
    };
    let outcome = match end.filter(|(on, _)| *on <= window_end) {
        Some((on, EventKind::Reunified)) => Outcome::Reunified(on),
        Some((on, kind)) => Outcome::Competing(on, kind),
        None if end.is_some() || child.through.reaches(window_end) => Outcome::StillOut,
        None => match episode.lost.filter(|on| *on < window_end) {
            Some(on) => Outcome::Lost(on),
            None if window_end <= as_of => Outcome::Unconfirmed,
            None => Outcome::StillOut,
        },
    };
    let dismissed = episode
        .followed_to
        .is_some_and(|(_, kind)| kind == EventKind::Dismissed);
    Stay {
        id: child.id.clone(),
        anchor,
        window_end,
        mature: window_end <= as_of,
        outcome,
        end,
        file: episode.place(register).cloned(),
        through: child.through.clone(),
        cut_by_age: episode.is_cut_by_age()
            && end.is_some_and(|(_, kind)| kind == EventKind::AgedOut),
        followed_to: (episode.end(as_of), dismissed && episode.exit.is_none()),
    }
}

fn figures(cohort: &[&Stay]) -> ReunificationFigures {
    let mature = |test: fn(&Outcome) -> bool| {
        cohort
            .iter()
            .filter(|stay| stay.mature && test(&stay.outcome))
            .count()
    };
    let subjects: Vec<Observation> = cohort.iter().map(|stay| observation(stay)).collect();
    ReunificationFigures {
        cohort: cohort.len(),
        mature: mature(|_| true),
        unknown: mature(|outcome| matches!(outcome, Outcome::Lost(_))),
        unconfirmed: mature(|outcome| matches!(outcome, Outcome::Unconfirmed)),
        reunified: mature(|outcome| matches!(outcome, Outcome::Reunified(_))),
        competing: mature(|outcome| matches!(outcome, Outcome::Competing(..))),
        cut_by_age: cohort.iter().filter(|stay| stay.cut_by_age).count(),
        dismissed: cohort.iter().filter(|stay| stay.followed_to.1).count(),
        days: AalenJohansen::new(&subjects).quartiles(),
    }
}

/// How the curve of time to reunification sees a stay, at any length.
fn observation(stay: &Stay) -> Observation {
    let (to, end) = match stay.end {
        Some((on, EventKind::Reunified)) => (on, End::Event),
        Some((on, _)) => (on, End::Competing),
        None => (stay.followed_to.0, End::Censored),
    };
    Observation::new(u32::try_from(to.days_since(stay.anchor)).unwrap_or(0), end)
}

impl ReunificationFigures {
    /// Children removed less than 12 months ago.
    #[must_use]
    pub const fn not_yet(&self) -> usize {
        self.cohort - self.mature
    }

    /// The mature children whose outcome is known: the denominator of the rate.
    #[must_use]
    pub const fn known(&self) -> usize {
        self.mature - self.unknown
    }

    /// The share of the known who were reunified.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.known() > 0).then(|| self.reunified as f64 / self.known() as f64)
    }

    /// The rate if only those on file were reunified.
    #[must_use]
    pub fn worst(&self) -> Option<f64> {
        (self.mature > 0).then(|| self.reunified as f64 / self.mature as f64)
    }

    /// The rate if everyone unconfirmed or unknown was reunified.
    #[must_use]
    pub fn best(&self) -> Option<f64> {
        let most = self.reunified + self.unconfirmed + self.unknown;
        (self.mature > 0).then(|| most as f64 / self.mature as f64)
    }

    /// The 95 % interval of the rate.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        proportion_interval(self.reunified, self.known())
    }
}

#[cfg(test)]
mod tests;
