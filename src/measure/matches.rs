#![doc = include_str!("matches.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::by::{By, Grouping, NOT_RECORDED};
use super::statistics;
use super::window::{Window, windows};
use crate::record::period::Step;
use crate::record::{About, Day, ParticipantId, Period, Place};
use crate::register::{Pairing, Register};

/// The lengths of matches that are reported, in months.
pub const LENGTHS: [i32; 3] = [3, 6, 12];

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct Matches<'r> {
    /// In order of days, the whole last; in each, all participants, then each group.
    pub rows: Vec<MatchesRow>,
    /// What is behind the rows of all participants, in the same order: matches by id, then those waiting, longest
    /// first.
    pub units: Vec<(Window, Unit<'r>)>,
}

/// The figures of some days and group.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchesRow {
    /// The days.
    pub window: Window,
    /// The group of participants; `None` for all.
    pub group: Option<String>,
    /// The figures, if the days have begun.
    pub figures: Option<MatchesFigures>,
}

/// The figures of some days.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatchesFigures {
    /// Matches that began.
    pub new: usize,
    /// Of these, those whose participant had an earlier match.
    pub rematched: usize,
    /// Matches that hold at the end.
    pub active_at_end: usize,
    /// Matches that ended.
    pub ended: usize,
    /// The same by reason.
    pub ended_by_reason: BTreeMap<String, usize>,
    /// Proposals declined.
    pub declined: usize,
    /// Days so far of each person waiting at the end, sorted.
    pub waiting: Vec<u32>,
    /// Days from request to match of those that began, sorted.
    pub waits: Vec<u32>,
    /// Matches that began without a request on file.
    pub without_request: usize,
    /// For each of [`LENGTHS`], how many lasted, out of how many could have.
    pub sustained: [(usize, usize); 3],
    /// How many participants are behind each figure, by its name and part.
    pub behind: BTreeMap<(&'static str, String), usize>,
}

/// The names of the figures for [`LENGTHS`].
pub const SUSTAINED: [&str; 3] = ["sustained_3", "sustained_6", "sustained_12"];

impl MatchesFigures {
    /// The shortest, the median and the longest wait.
    #[must_use]
    pub fn wait_days(&self) -> Option<(u32, f64, u32)> {
        let median = statistics::median(self.waits.iter().copied())?;
        Some((*self.waits.first()?, median, *self.waits.last()?))
    }

    /// The median and the longest of the waits that are not over.
    #[must_use]
    pub fn waiting_days(&self) -> Option<(f64, u32)> {
        Some((
            statistics::median(self.waiting.iter().copied())?,
            *self.waiting.last()?,
        ))
    }
}

/// What is behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Unit<'r> {
    /// A match or proposal.
    Match(&'r Pairing, Part),
    /// A person who is waiting: since when, for how many days so far, and the file.
    Waiting(&'r ParticipantId, Day, u32, &'r Place),
}

/// What a match counts as in some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// It began then.
    pub new: bool,
    /// Its participant had an earlier one.
    pub rematched: bool,
    /// It holds at the end.
    pub active: bool,
    /// It ended then.
    pub ended: bool,
    /// It was declined then.
    pub declined: bool,
    /// The day of the request that it met.
    pub requested: Option<Day>,
    /// For each of [`LENGTHS`], whether it lasted; `None` if it could not have yet.
    pub sustained: [Option<bool>; 3],
}

impl Part {
    const fn is_any(&self) -> bool {
        self.new || self.active || self.ended || self.declined
    }
}

/// Counts matches.
#[must_use]
pub fn matches<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
    group: Option<By>,
) -> Matches<'r> {
    let grouping = group.and_then(|by| Grouping::new(register, by, About::Participant));
    let groups: &[String] = grouping.as_ref().map_or(&[], |grouping| &grouping.values);
    let is_in = |person: Option<usize>, group: Option<usize>| match (&grouping, group) {
        (Some(grouping), Some(group)) => grouping
            .of(person.unwrap_or(usize::MAX))
            .any(|own| own == group),
        _ => true,
    };
    let mut rows = Vec::new();
    let mut units = Vec::new();
    for window in windows(period, step, as_of) {
        let parts: Vec<(Option<usize>, &Pairing, Part)> = register
            .records()
            .matches
            .iter()
            .map(|entry| {
                let person = register.person_index(&entry.record.participant);
                (person, entry, part(register, person, entry, &window, as_of))
            })
            .filter(|(.., part)| part.is_any())
            .collect();
        let end = window.end(as_of);
        let mut waiting: Vec<(Day, usize)> = (0..register.people().len())
            .filter_map(|person| Some((register.waiting(person, end)?.since, person)))
            .collect();
        waiting.sort_unstable();
        for group in std::iter::once(None).chain((0..groups.len()).map(Some)) {
            let here = parts.iter().filter(|(person, ..)| is_in(*person, group));
            let mut figures = MatchesFigures::default();
            here.clone()
                .for_each(|(_, entry, part)| figures.take(entry, part));
            figures.behind = behind(register, here.map(|(_, entry, part)| (*entry, part)));
            figures.waits.sort_unstable();
            let here = waiting
                .iter()
                .rev()
                .filter(|(_, person)| is_in(Some(*person), group));
            figures.waiting = here.map(|(since, _)| days(*since, end)).collect();
            rows.push(MatchesRow {
                window: window.clone(),
                group: group.map(|group| groups[group].clone()),
                figures: window.begun.then_some(figures),
            });
        }
        if window.begun {
            units.extend(
                parts
                    .into_iter()
                    .map(|(_, entry, part)| (window.clone(), Unit::Match(entry, part))),
            );
            units.extend(waiting.into_iter().map(|(since, person)| {
                let person = &register.people()[person];
                (
                    window.clone(),
                    Unit::Waiting(&person.id, since, days(since, end), &person.place),
                )
            }));
        }
    }
    Matches { rows, units }
}

/// How many different participants are behind the figures of matches.
fn behind<'p>(
    register: &Register,
    parts: impl Iterator<Item = (&'p Pairing, &'p Part)>,
) -> BTreeMap<(&'static str, String), usize> {
    let mut people: BTreeMap<(&'static str, String), BTreeSet<&ParticipantId>> = BTreeMap::new();
    for (entry, part) in parts {
        let mut keys: Vec<(&'static str, String)> = [
            ("new", part.new),
            ("rematched", part.rematched),
            ("active_at_end", part.active),
            ("ended", part.ended),
            ("declined", part.declined),
            ("requests_met", part.requested.is_some()),
        ]
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(name, _)| (name, String::new()))
        .collect();
        if part.ended {
            keys.push(("ended_by_reason", reason(entry)));
        }
        for (name, lasted) in SUSTAINED.into_iter().zip(part.sustained) {
            let n = lasted.map(|_| (name, "n".to_owned()));
            let k = lasted
                .filter(|lasted| *lasted)
                .map(|_| (name, "k".to_owned()));
            keys.extend(n.into_iter().chain(k));
        }
        let person = register.root(&entry.record.participant);
        for key in keys {
            people.entry(key).or_default().insert(person);
        }
    }
    let count = |(key, people): (_, BTreeSet<_>)| (key, people.len());
    people.into_iter().map(count).collect()
}

/// Why a match ended.
fn reason(entry: &Pairing) -> String {
    let ended = entry.record.ended.as_ref();
    let reason = ended.and_then(|ended| ended.reason.as_ref());
    reason
        .map_or(NOT_RECORDED, |reason| reason.as_str())
        .to_owned()
}

impl MatchesFigures {
    fn take(&mut self, entry: &Pairing, part: &Part) {
        self.active_at_end += usize::from(part.active);
        self.declined += usize::from(part.declined);
        if part.ended {
            self.ended += 1;
            *self.ended_by_reason.entry(reason(entry)).or_default() += 1;
        }
        if !part.new {
            return;
        }
        self.new += 1;
        self.rematched += usize::from(part.rematched);
        match (part.requested, entry.record.began) {
            (Some(requested), Some(began)) => {
                self.waits.push(days(requested, began));
            }
            _ => self.without_request += 1,
        }
        for ((k, n), lasted) in self.sustained.iter_mut().zip(part.sustained) {
            *n += usize::from(lasted.is_some());
            *k += usize::from(lasted == Some(true));
        }
    }
}

fn days(from: Day, to: Day) -> u32 {
    u32::try_from(to.days_since(from)).unwrap_or(0)
}

fn part(
    register: &Register,
    person: Option<usize>,
    entry: &Pairing,
    window: &Window,
    as_of: Day,
) -> Part {
    let record = &entry.record;
    let ended = record.ended.as_ref().map(|ended| ended.on);
    let mut part = Part {
        active: record.is_active(window.end(as_of)),
        ended: record.began.is_some() && ended.is_some_and(|on| window.period.contains(on)),
        declined: record
            .declined
            .as_ref()
            .is_some_and(|declined| window.period.contains(declined.on)),
        ..Part::default()
    };
    let Some(began) = record.began.filter(|began| window.period.contains(*began)) else {
        return part;
    };
    part.new = true;
    part.rematched = others(register, person, entry).any(|other| other < began);
    part.requested = person.and_then(|person| request(register, person, entry, began));
    part.sustained = LENGTHS.map(|months| {
        let day = began.plus_months(months);
        (day <= as_of).then(|| ended.is_none_or(|ended| day <= ended))
    });
    part
}

/// The days on which other matches of the person began.
fn others<'r>(
    register: &'r Register,
    person: Option<usize>,
    entry: &'r Pairing,
) -> impl Iterator<Item = Day> + use<'r> {
    let all = person
        .into_iter()
        .flat_map(|person| register.matches_of_person(person));
    all.filter(|other| other.id != entry.id)
        .filter_map(|other| other.record.began)
}

/// The request that a begun match met, if there was one.
#[must_use]
pub fn requested(register: &Register, entry: &Pairing) -> Option<Day> {
    let person = register.person_index(&entry.record.participant)?;
    request(register, person, entry, entry.record.began?)
}

/// The earliest request that a match met: made by the day it began, not withdrawn by then, and not met by an earlier
/// match.
fn request(register: &Register, person: usize, entry: &Pairing, began: Day) -> Option<Day> {
    let requests = &register.people().get(person)?.record.mentor_request;
    let open = requests.iter().filter(|request| request.on <= began);
    open.filter(|request| request.withdrawn.is_none_or(|withdrawn| began < withdrawn))
        .map(|request| request.on)
        .filter(|on| {
            !others(register, Some(person), entry).any(|other| *on <= other && other < began)
        })
        .min()
}

#[cfg(test)]
mod tests;
