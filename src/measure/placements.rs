#![doc = include_str!("placements.md")]

use std::collections::BTreeSet;

use super::episodes::Episode;
use super::known::Through;
use super::statistics::{KaplanMeier, Observation, Outcome as End, Quartiles};
pub use super::stays::Options;
use super::stays::{Birthdays, ChildStays, Counted, count, stays};
use super::window::Window;
use crate::record::{Calendar, ChildRef, Day, EventKind, Period, Place, System};
use crate::register::Register;

/// A running stay is unconfirmed if there has been no news about the child for more than this many days.
const UNHEARD: i64 = 90;

/// The figures of a period; its units are the episodes with days in it.
pub type Placements = Counted<PlacementsFigures, Stay>;

/// The figures of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlacementsFigures {
    /// Episodes that began in the days, of 8 calendar days or more.
    pub episodes: usize,
    /// Of these, those without an exit.
    pub open: usize,
    /// Of the cohort, those still running on the as-of day with no news for more than 90 days.
    pub open_unconfirmed: usize,
    /// Of the cohort, those ended by the birthday on which the child leaves the system.
    pub cut_by_age: usize,
    /// Days by which a quarter, half and three quarters of the cohort had left, without detention.
    pub days: Quartiles,
    /// Days out of the home in the period, without detention.
    pub care_days: i64,
    /// Days in detention in the period.
    pub detention_days: i64,
    /// Of the days in detention, those spent waiting for a placement that the court ordered.
    pub hall_wait_days: i64,
    /// Changes of setting in the period.
    pub moves: usize,
    /// How many children are behind each of these.
    pub children: Children,
}

/// How many different children are behind figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Children {
    /// Those of the episodes.
    pub episodes: usize,
    /// Those of the episodes without an exit.
    pub open: usize,
    /// Those with days out of the home.
    pub care_days: usize,
    /// Those with days in detention.
    pub detention_days: usize,
    /// Those who were moved.
    pub moves: usize,
}

impl PlacementsFigures {
    /// Moves per 1,000 days out of the home; `None` if there are no such days.
    #[must_use]
    pub fn moves_per_1000_days(&self) -> Option<f64> {
        (self.care_days > 0).then(|| self.moves as f64 / self.care_days as f64 * 1000.0)
    }
}

/// An episode with days in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The child, by the name that counts.
    pub id: ChildRef,
    /// The day of removal.
    pub start: Day,
    /// The exit.
    pub exit: Option<(Day, EventKind)>,
    /// Until when it is followed without an exit: the loss or dismissal, or `None` for the as-of day.
    pub followed_to: Option<(Day, EventKind)>,
    /// Whether it is in the cohort.
    pub in_cohort: bool,
    /// Its length without detention, so far.
    pub days: i64,
    /// Its days out of the home in the row, without detention.
    pub care_days: i64,
    /// Its days in detention in the row.
    pub detention_days: i64,
    /// Its days of waiting in detention for a placement that the court ordered, in the row.
    pub hall_wait_days: i64,
    /// Whether it still runs, with no news about the child for more than 90 days.
    pub unconfirmed: bool,
    /// Whether the birthday on which the child leaves the system ended it.
    pub cut_by_age: bool,
    /// Until when it is known what happened to the child.
    pub through: Through,
    /// Its moves in the row.
    pub moves: usize,
    /// The file that records the removal.
    pub file: Option<Place>,
}

/// Counts episodes, days and moves.
#[must_use]
pub fn placements(
    register: &Register,
    period: &Period,
    as_of: Day,
    options: Options,
) -> Placements {
    let stays_of = |child: &ChildStays, window: &Window, system: Option<System>| {
        let episodes = child
            .episodes
            .iter()
            .filter(|episode| episode.is_of(system));
        episodes
            .filter_map(|episode| stay(register, child, episode, &window.period, as_of))
            .collect()
    };
    let options = (options, Birthdays::All);
    count(register, (period, as_of), options, stays_of, figures)
}

/// Every stay of every child, counted over all days to `as_of`.
#[must_use]
pub fn every(register: &Register, as_of: Day) -> Vec<(Episode, Stay)> {
    let all = Period::between(Day::FIRST, as_of, Calendar::Common);
    let (children, _) = stays(register, as_of, &Options::default(), Birthdays::All);
    let of_child = |child: &ChildStays| {
        let episodes = child.episodes.iter().filter_map(|episode| {
            let stay = stay(register, child, episode, &all, as_of)?;
            Some((episode.clone(), stay))
        });
        episodes.collect::<Vec<_>>()
    };
    children.iter().flat_map(of_child).collect()
}

/// The episode as seen by a row; `None` if it has no part in the row.
fn stay(
    register: &Register,
    child: &ChildStays,
    episode: &Episode,
    days: &Period,
    as_of: Day,
) -> Option<Stay> {
    let here = episode.days_within(days.first, days.last.plus_days(1), as_of);
    let moves = episode
        .moves
        .iter()
        .filter(|on| days.contains(**on))
        .count();
    let in_cohort = days.contains(episode.start) && episode.is_long(as_of);
    let runs = episode.exit.is_none() && episode.followed_to.is_none();
    let unheard = as_of.plus_days(-UNHEARD);
    (in_cohort || here.care + here.detention > 0 || moves > 0).then(|| Stay {
        id: child.id.clone(),
        start: episode.start,
        exit: episode.exit.as_ref().map(|exit| (exit.on, exit.kind)),
        followed_to: episode.followed_to.filter(|_| episode.exit.is_none()),
        in_cohort,
        days: episode.days_within(episode.start, Day::LAST, as_of).care,
        care_days: here.care,
        detention_days: here.detention,
        hall_wait_days: here.waiting,
        unconfirmed: runs && !child.through.reaches(unheard),
        cut_by_age: episode.is_cut_by_age(),
        through: child.through.clone(),
        moves,
        file: episode.place(register).cloned(),
    })
}

fn figures(stays: &[&Stay]) -> PlacementsFigures {
    let cohort = || stays.iter().filter(|stay| stay.in_cohort);
    let subjects: Vec<Observation> = cohort()
        .map(|stay| {
            let end = if stay.exit.is_some() {
                End::Event
            } else {
                End::Censored
            };
            Observation::new(u32::try_from(stay.days).unwrap_or(0), end)
        })
        .collect();
    let children = |counts: fn(&Stay) -> bool| {
        let counted = stays.iter().filter(|stay| counts(stay));
        let children: BTreeSet<&ChildRef> = counted.map(|stay| &stay.id).collect();
        children.len()
    };
    PlacementsFigures {
        episodes: subjects.len(),
        open: cohort().filter(|stay| stay.exit.is_none()).count(),
        open_unconfirmed: cohort().filter(|stay| stay.unconfirmed).count(),
        cut_by_age: cohort().filter(|stay| stay.cut_by_age).count(),
        days: KaplanMeier::new(&subjects).quartiles(),
        care_days: stays.iter().map(|stay| stay.care_days).sum(),
        detention_days: stays.iter().map(|stay| stay.detention_days).sum(),
        hall_wait_days: stays.iter().map(|stay| stay.hall_wait_days).sum(),
        moves: stays.iter().map(|stay| stay.moves).sum(),
        children: Children {
            episodes: children(|stay| stay.in_cohort),
            open: children(|stay| stay.in_cohort && stay.exit.is_none()),
            care_days: children(|stay| stay.care_days > 0),
            detention_days: children(|stay| stay.detention_days > 0),
            moves: children(|stay| stay.moves > 0),
        },
    }
}

#[cfg(test)]
mod tests;
