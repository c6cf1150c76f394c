#![doc = include_str!("mentors.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::services::{PartialSum, mentors_at};
use super::window::{Window, windows};
use crate::record::period::Step;
use crate::record::{Day, Entry, Mentor, MentorId, ParticipantId, Period, Session, SessionId};
use crate::register::{Pairing, Register};

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct Mentors<'r> {
    /// In order of days, the whole last; in each, all mentors, then each in order of ids.
    pub rows: Vec<MentorsRow>,
    /// What is behind the rows of single mentors, in the same order: matches, sessions, trainings.
    pub units: Vec<(Window, MentorId, Unit<'r>)>,
}

/// The figures of some days and one mentor, or all.
#[derive(Debug, Clone, PartialEq)]
pub struct MentorsRow {
    /// The days.
    pub window: Window,
    /// The mentor; `None` for all.
    pub mentor: Option<MentorId>,
    /// The figures, if the days have begun.
    pub figures: Option<MentorsFigures>,
}

/// The figures of some days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MentorsFigures {
    /// Matches that hold at the end.
    pub active: usize,
    /// How many there could be.
    pub capacity: u64,
    /// Days of matches from the first day to the end.
    pub pair_days: i64,
    /// Days from the first day to the end, both inclusive.
    pub days: i64,
    /// Held sessions.
    pub sessions: usize,
    /// Their minutes.
    pub minutes: PartialSum,
    /// Minutes of trainings done.
    pub training_minutes: PartialSum,
    /// Mentors who are eligible at the end; for one mentor, 0 or 1.
    pub eligible: usize,
    /// What keeps a mentor from being eligible; empty for all.
    pub missing: BTreeSet<String>,
    /// How many people are behind figures of all mentors, by name: mentors, or participants if there are fewer.
    pub behind: BTreeMap<&'static str, usize>,
}

impl MentorsFigures {
    /// Simultaneous matches, on average; `None` before the days have begun.
    #[must_use]
    pub fn average(&self) -> Option<f64> {
        (self.days > 0).then(|| self.pair_days as f64 / self.days as f64)
    }
}

/// What is behind a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit<'r> {
    /// A match, with its days in the row.
    Match(&'r Pairing, i64),
    /// A held session.
    Session(&'r Entry<SessionId, Session>),
    /// A training: its index in the mentor's list.
    Training(&'r Entry<MentorId, Mentor>, usize),
}

/// Counts what mentors carry and do. The units behind the figures are collected if `who` is set.
#[must_use]
pub fn mentors<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
    who: bool,
) -> Mentors<'r> {
    let mut result = Mentors {
        rows: Vec::new(),
        units: Vec::new(),
    };
    let held: Vec<&Entry<SessionId, Session>> = register
        .records()
        .sessions
        .iter()
        .filter(|entry| entry.record.was_held() && period.contains(entry.record.on))
        .filter(|entry| mentors_at(&entry.record).next().is_some())
        .collect();
    for window in windows(period, step, as_of) {
        let sessions: Vec<_> = held
            .iter()
            .copied()
            .filter(|entry| window.period.contains(entry.record.on))
            .collect();
        let by_mentor = by_mentor(register, &sessions);
        let all = result.rows.len();
        let mut total = MentorsFigures::default();
        for session in &sessions {
            total.add_session(&session.record);
        }
        let mut pairs: Vec<&Pairing> = Vec::new();
        result.rows.push(MentorsRow {
            window: window.clone(),
            mentor: None,
            figures: None,
        });
        for (at, entry) in register.records().mentors.iter().enumerate() {
            let units = units(register, at, entry, &by_mentor[at], &window, as_of);
            if !window.begun || units.is_empty() && !is_here(&entry.record, &window, as_of) {
                continue;
            }
            let figures = figures(register, at, entry, &units, &window, as_of);
            total.add(&figures);
            pairs.extend(units.iter().filter_map(|unit| match unit {
                Unit::Match(entry, _) => Some(*entry),
                Unit::Session(_) | Unit::Training(..) => None,
            }));
            result.rows.push(MentorsRow {
                window: window.clone(),
                mentor: Some(entry.id.clone()),
                figures: Some(figures),
            });
            if who {
                result.units.extend(
                    units
                        .into_iter()
                        .map(|unit| (window.clone(), entry.id.clone(), unit)),
                );
            }
        }
        total.days = days(&window, as_of);
        total.behind = behind(register, &result.rows[all + 1..], &pairs, &sessions);
        let end = window.end(as_of);
        pairs.retain(|entry| entry.record.is_active(end));
        total.behind.insert("active", parents(register, &pairs));
        result.rows[all].figures = window.begun.then_some(total);
    }
    result
}

/// How many people are behind the figures of all mentors: the mentors who contribute to them, or the parents they met
/// if there are fewer.
fn behind(
    register: &Register,
    mentors: &[MentorsRow],
    pairs: &[&Pairing],
    sessions: &[&Entry<SessionId, Session>],
) -> BTreeMap<&'static str, usize> {
    let those = |has: fn(&MentorsFigures) -> bool| {
        let figures = mentors.iter().filter_map(|row| row.figures.as_ref());
        figures.filter(|figures| has(figures)).count()
    };
    let served = |is: fn(&Session) -> bool| {
        let those = sessions.iter().filter(|entry| is(&entry.record));
        let people: BTreeSet<usize> = those
            .flat_map(|entry| register.people_at(&entry.record))
            .collect();
        people.len()
    };
    let fewer = |mentors: usize, parents: usize| match parents {
        0 => mentors,
        parents => mentors.min(parents),
    };
    let timed = |session: &Session| session.minutes.is_some();
    BTreeMap::from([
        ("capacity", those(|one| one.capacity > 0)),
        (
            "average",
            fewer(those(|one| one.pair_days > 0), parents(register, pairs)),
        ),
        (
            "sessions",
            fewer(those(|one| one.sessions > 0), served(|_| true)),
        ),
        (
            "hours",
            fewer(those(|one| one.minutes.said > 0), served(timed)),
        ),
        ("training_hours", those(|one| one.training_minutes.said > 0)),
    ])
}

/// The different parents of matches.
fn parents(register: &Register, pairs: &[&Pairing]) -> usize {
    let parents: BTreeSet<&ParticipantId> = pairs
        .iter()
        .map(|entry| register.root(&entry.record.participant))
        .collect();
    parents.len()
}

/// The held sessions of each mentor, by place in the records.
fn by_mentor<'r>(
    register: &Register,
    sessions: &[&'r Entry<SessionId, Session>],
) -> Vec<Vec<&'r Entry<SessionId, Session>>> {
    let mut all = vec![Vec::new(); register.records().mentors.len()];
    for session in sessions {
        let here: BTreeSet<usize> = mentors_at(&session.record)
            .filter_map(|id| register.mentor_index(id))
            .collect();
        here.into_iter()
            .for_each(|mentor| all[mentor].push(*session));
    }
    all
}

/// The number of days from the first to the end, both inclusive.
fn days(window: &Window, as_of: Day) -> i64 {
    (window.end(as_of).days_since(window.period.first) + 1).max(0)
}

/// Whether a mentor is in the program during some days, as far as is known.
fn is_here(mentor: &Mentor, window: &Window, as_of: Day) -> bool {
    mentor
        .joined
        .is_none_or(|joined| joined <= window.end(as_of))
        && mentor.left.is_none_or(|left| left > window.period.first)
}

/// The days of a match from the first day to the end, both inclusive.
fn days_of(entry: &Pairing, window: &Window, as_of: Day) -> i64 {
    let Some(began) = entry.record.began else {
        return 0;
    };
    let until = window.end(as_of).plus_days(1);
    let ended = entry
        .record
        .ended
        .as_ref()
        .map_or(until, |ended| ended.on.min(until));
    ended.days_since(began.max(window.period.first)).max(0)
}

fn units<'r>(
    register: &'r Register,
    at: usize,
    entry: &'r Entry<MentorId, Mentor>,
    sessions: &[&'r Entry<SessionId, Session>],
    window: &Window,
    as_of: Day,
) -> Vec<Unit<'r>> {
    let matches = register
        .matches_of_mentor(at)
        .map(|entry| Unit::Match(entry, days_of(entry, window, as_of)));
    let matches = matches.filter(|unit| matches!(unit, Unit::Match(_, days) if *days > 0));
    let all = &entry.record.training;
    // A training entered twice counts once.
    let trainings = all.iter().enumerate().filter(|(at, training)| {
        window.period.contains(training.on) && !all[..*at].contains(training)
    });
    matches
        .chain(sessions.iter().map(|session| Unit::Session(session)))
        .chain(trainings.map(|(at, _)| Unit::Training(entry, at)))
        .collect()
}

fn figures(
    register: &Register,
    at: usize,
    entry: &Entry<MentorId, Mentor>,
    units: &[Unit<'_>],
    window: &Window,
    as_of: Day,
) -> MentorsFigures {
    let end = window.end(as_of);
    let mentor = &entry.record;
    let gone = mentor.left.is_some_and(|left| left <= end)
        || mentor.joined.is_some_and(|joined| end < joined);
    let eligibility = register.eligibility(at, end);
    let mut figures = MentorsFigures {
        active: register.active_load(at, end),
        capacity: if gone { 0 } else { u64::from(mentor.capacity) },
        days: days(window, as_of),
        eligible: usize::from(eligibility.is_eligible()),
        missing: eligibility
            .missing
            .iter()
            .map(|missing| missing.key())
            .collect(),
        ..MentorsFigures::default()
    };
    for unit in units {
        match unit {
            Unit::Match(_, days) => figures.pair_days += days,
            Unit::Session(session) => figures.add_session(&session.record),
            Unit::Training(entry, at) => {
                let hours = entry.record.training[*at].hours;
                figures
                    .training_minutes
                    .add(hours.map(|hours| u64::from(hours.minutes)));
            }
        }
    }
    figures
}

impl MentorsFigures {
    fn add_session(&mut self, session: &Session) {
        self.sessions += 1;
        self.minutes
            .add(session.minutes.map(|minutes| u64::from(minutes.count())));
    }

    /// Adds a mentor's own figures; sessions of several mentors are counted once elsewhere.
    fn add(&mut self, one: &Self) {
        self.active += one.active;
        self.capacity += one.capacity;
        self.pair_days += one.pair_days;
        self.eligible += one.eligible;
        self.training_minutes.sum += one.training_minutes.sum;
        self.training_minutes.said += one.training_minutes.said;
        self.training_minutes.missing += one.training_minutes.missing;
    }

    /// What keeps the mentor from being eligible, and what is not on file.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let mut missing: Vec<String> = self.missing.iter().cloned().collect();
        let told = [
            (self.minutes, "minutes"),
            (self.training_minutes, "training-hours"),
        ];
        missing.extend(
            told.iter()
                .filter(|(told, _)| told.missing > 0)
                .map(|(_, name)| (*name).to_owned()),
        );
        missing
    }
}

#[cfg(test)]
mod tests;
