#![doc = include_str!("placements.md")]

use super::episodes::Episode;
use super::statistics::{KaplanMeier, Observation, Outcome as End, Quartiles};
pub use super::stays::Options;
use super::stays::{ChildStays, SYSTEMS, stays};
use super::window::{Window, windows};
use crate::record::{ChildRef, Day, EventKind, Period, Place, System};
use crate::register::Register;

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct Placements {
    /// In order of days, the whole last; in each, all systems, then each; in each, everybody, then each group.
    pub rows: Vec<Row>,
    /// The episodes with days in the rows of everybody, in the same order and then in that of children.
    pub units: Vec<(Window, Option<System>, Stay)>,
    /// Children of the whole period left out because none of their parents has a live consent to outcome reporting.
    pub without_consent: usize,
    /// Children with days in the whole period whose birth date is not on file.
    pub without_birth_date: usize,
}

/// The figures of some days, system and group.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The days.
    pub window: Window,
    /// The system; `None` for all.
    pub system: Option<System>,
    /// The group; `None` for everybody.
    pub group: Option<String>,
    /// The figures, where the days have begun.
    pub figures: Option<Figures>,
}

/// The figures of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Episodes that began in the days, of 8 calendar days or more.
    pub episodes: usize,
    /// Of these, those without an exit.
    pub open: usize,
    /// Days by which a quarter, half and three quarters of the cohort had left, without detention.
    pub days: Quartiles,
    /// Days out of home in the days asked about, without detention.
    pub care_days: i64,
    /// Days in detention in the days asked about.
    pub detention_days: i64,
    /// Changes of setting in the days asked about.
    pub moves: usize,
}

impl Figures {
    /// Moves in 1,000 days out of home; `None` without any.
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
    /// Where it is followed to without an exit: the loss or dismissal, or `None` for the day as of which is asked.
    pub followed_to: Option<(Day, EventKind)>,
    /// Whether it is in the cohort.
    pub in_cohort: bool,
    /// Its length without detention, so far.
    pub days: i64,
    /// Its days out of home in the days of the row, without detention.
    pub care_days: i64,
    /// Its days in detention in the days of the row.
    pub detention_days: i64,
    /// Its moves in the days of the row.
    pub moves: usize,
    /// The file that tells of the removal.
    pub file: Option<Place>,
}

/// Counts episodes, days and moves.
#[must_use]
pub fn placements(register: &Register, period: &Period, as_of: Day, options: Options) -> Placements {
    let (children, groups) = stays(register, as_of, &options);
    let mut result = Placements { rows: Vec::new(), units: Vec::new(), without_consent: 0, without_birth_date: 0 };
    for window in windows(period, options.step, as_of) {
        for system in SYSTEMS {
            let mut counted: Vec<(&ChildStays, Stay)> = Vec::new();
            for child in &children {
                let of_system = child.episodes.iter().filter(|episode| episode.is_of(system));
                let here: Vec<Stay> =
                    of_system.filter_map(|episode| stay(register, child, episode, &window.period, as_of)).collect();
                if window.whole && system.is_none() && !here.is_empty() {
                    result.without_consent += usize::from(!child.consents);
                    result.without_birth_date += usize::from(child.consents && !child.has_birth_date);
                }
                counted.extend(here.into_iter().filter(|_| child.consents).map(|stay| (child, stay)));
            }
            for group in std::iter::once(None).chain((0..groups.len()).map(Some)) {
                let of_group: Vec<&Stay> =
                    counted.iter().filter(|(child, _)| child.is_in(group)).map(|(_, stay)| stay).collect();
                result.rows.push(Row {
                    window: window.clone(),
                    system,
                    group: group.map(|group| groups[group].clone()),
                    figures: window.begun.then(|| figures(&of_group)),
                });
            }
            result.units.extend(counted.into_iter().map(|(_, stay)| (window.clone(), system, stay)));
        }
    }
    result
}

/// The episode as the days of a row see it; `None` where it has no part in them.
fn stay(register: &Register, child: &ChildStays, episode: &Episode, days: &Period, as_of: Day) -> Option<Stay> {
    let (care_days, detention_days) = episode.days_within(days.first, days.last.plus_days(1), as_of);
    let moves = episode.moves.iter().filter(|on| days.contains(**on)).count();
    let in_cohort = days.contains(episode.start) && episode.is_long(as_of);
    (in_cohort || care_days + detention_days > 0 || moves > 0).then(|| Stay {
        id: child.id.clone(),
        start: episode.start,
        exit: episode.exit.as_ref().map(|exit| (exit.on, exit.kind)),
        followed_to: episode.followed_to.filter(|_| episode.exit.is_none()),
        in_cohort,
        days: episode.days_within(episode.start, Day::LAST, as_of).0,
        care_days,
        detention_days,
        moves,
        file: episode.place(register).cloned(),
    })
}

fn figures(stays: &[&Stay]) -> Figures {
    let cohort = || stays.iter().filter(|stay| stay.in_cohort);
    let subjects: Vec<Observation> = cohort()
        .map(|stay| {
            let end = if stay.exit.is_some() { End::Event } else { End::Censored };
            Observation::new(u32::try_from(stay.days).unwrap_or(0), end)
        })
        .collect();
    Figures {
        episodes: subjects.len(),
        open: cohort().filter(|stay| stay.exit.is_none()).count(),
        days: KaplanMeier::new(&subjects).quartiles(),
        care_days: stays.iter().map(|stay| stay.care_days).sum(),
        detention_days: stays.iter().map(|stay| stay.detention_days).sum(),
        moves: stays.iter().map(|stay| stay.moves).sum(),
    }
}

#[cfg(test)]
mod tests;
