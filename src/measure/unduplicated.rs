#![doc = include_str!("unduplicated.md")]

use super::by::{By, Grouping};
use super::roster::Roster;
use super::undecided::Undecided;
use super::window::{Window, windows};
use crate::record::period::Step;
use crate::record::{About, Day, Entry, ParticipantId, Period, Place, Service, Session, SessionId};
use crate::register::Register;

/// What can be asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The parts of the period to count for.
    pub step: Option<Step>,
    /// Groups of people to count for.
    pub group: Option<By>,
    /// Whether to list the persons behind each figure.
    pub who: bool,
}

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct Unduplicated {
    /// The days of the rows, in order, the whole last.
    pub windows: Vec<Window>,
    /// In order of the windows; in each, all services, then each; in each, all people, then each group.
    pub rows: Vec<UnduplicatedRow>,
    /// The people behind the rows of all people, in the same order, then by id; empty unless requested.
    pub units: Vec<Unit>,
    /// Ids among the served without a participant file; each counts as a person.
    pub without_record: usize,
}

/// The figures of some days and one service, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnduplicatedRow {
    /// The days.
    pub window: Window,
    /// The service; `None` for all together.
    pub service: Option<Service>,
    /// The group of people; `None` for all.
    pub group: Option<String>,
    /// The people, if the days have begun.
    pub count: Option<Count>,
    /// Attendees without a name; `None` for a group, because they belong to none.
    pub anonymous: Option<u64>,
}

/// How many people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Distinct people.
    pub served: usize,
    /// Of these, not served before in the year.
    pub new: usize,
    /// Of these, never served before.
    pub new_ever: usize,
    /// Pairs among the served for whom no one has decided whether they are one person.
    pub undecided: usize,
    /// How many were served if each such pair is one person.
    pub served_low: usize,
}

impl Count {
    /// The served who are not new.
    #[must_use]
    pub const fn continuing(&self) -> usize {
        self.served - self.new
    }
}

/// A person behind a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The days of the row, by place among the windows.
    pub window: usize,
    /// The service of the row; `None` for all together.
    pub service: Option<Service>,
    /// The id that counts.
    pub id: ParticipantId,
    /// The first countable session in those days.
    pub first: Day,
    /// The file of that session.
    pub file: Place,
    /// The last countable session before those days.
    pub before: Option<Day>,
    /// Whether the person is new.
    pub new: bool,
}

/// All services, then each.
const SLOTS: usize = 1 + Service::TO_PARTICIPANTS.len();

fn service_of(slot: usize) -> Option<Service> {
    slot.checked_sub(1).map(|at| Service::TO_PARTICIPANTS[at])
}

fn slot_of(service: Service) -> usize {
    Service::TO_PARTICIPANTS
        .iter()
        .position(|one| *one == service)
        .map_or(0, |at| at + 1)
}

/// Counts the people served.
///
/// One pass over the sessions in order of days: at a person's first session in some days, the last session before is
/// known, and so whether the person is new.
#[must_use]
pub fn unduplicated(
    register: &Register,
    period: &Period,
    as_of: Day,
    options: Options,
) -> Unduplicated {
    let windows = windows(period, options.step, as_of);
    let mut sessions: Vec<&Entry<SessionId, Session>> = register
        .records()
        .sessions
        .iter()
        .filter(|entry| entry.record.is_countable())
        .collect();
    sessions.retain(|entry| entry.record.on <= period.last);
    sessions.sort_by_key(|entry| entry.record.on);

    let mut tally = Tally::new(register, windows, options);
    for entry in sessions {
        tally.take(entry);
    }
    tally.finish()
}

/// What is known about a person and a service so far.
#[derive(Debug, Clone, Copy)]
struct Seen {
    last: Option<Day>,
    part: u32,
    whole: bool,
}

const NEVER: Seen = Seen {
    last: None,
    part: u32::MAX,
    whole: false,
};

struct Tally<'r> {
    roster: Roster<'r>,
    options: Options,
    grouping: Option<Grouping>,
    undecided: Undecided,
    windows: Vec<Window>,
    start_of_year: Vec<Day>,
    /// The part of the period that the sessions have reached.
    at: usize,
    seen: Vec<Seen>,
    /// By window, slot and group; group 0 is everyone.
    counts: Vec<Count>,
    anonymous: Vec<u64>,
    /// Each with its slot.
    units: Vec<(usize, Unit)>,
}

impl<'r> Tally<'r> {
    fn new(register: &'r Register, windows: Vec<Window>, options: Options) -> Self {
        let grouping = options
            .group
            .and_then(|by| Grouping::new(register, by, About::Participant));
        let cells = windows.len() * SLOTS;
        let groups = 1 + grouping
            .as_ref()
            .map_or(0, |grouping| grouping.values.len());
        Self {
            roster: Roster::new(register),
            undecided: Undecided::new(register),
            options,
            start_of_year: windows
                .iter()
                .map(|window| window.period.start_of_year())
                .collect(),
            at: 0,
            seen: vec![NEVER; register.people().len() * SLOTS],
            counts: vec![Count::default(); cells * groups],
            anonymous: vec![0; cells],
            units: Vec::new(),
            grouping,
            windows,
        }
    }

    fn take(&mut self, entry: &Entry<SessionId, Session>) {
        let session = &entry.record;
        let whole = self.windows.len() - 1;
        while self.at < whole && self.windows[self.at].period.last < session.on {
            self.at += 1;
        }
        let inside = self.windows[whole].period.contains(session.on);
        let slots = [0, slot_of(session.kind)];
        if inside {
            let heads = u64::from(session.anonymous.unwrap_or(0));
            for slot in slots {
                self.anonymous[whole * SLOTS + slot] += heads;
                if self.at < whole {
                    self.anonymous[self.at * SLOTS + slot] += heads;
                }
            }
        }
        let part = u32::try_from(self.at).unwrap_or(u32::MAX);
        for id in &session.participants {
            let person = self.person(id);
            for slot in slots {
                let seen = self.seen[person * SLOTS + slot];
                if inside && self.at < whole && seen.part != part {
                    self.count(self.at, slot, person, entry, seen.last);
                }
                if inside && !seen.whole {
                    self.count(whole, slot, person, entry, seen.last);
                }
                self.seen[person * SLOTS + slot] = Seen {
                    last: Some(session.on),
                    part: if inside { part } else { seen.part },
                    whole: seen.whole || inside,
                };
            }
        }
    }

    /// The place of a person, with room for what is known about them.
    fn person(&mut self, id: &ParticipantId) -> usize {
        let place = self.roster.place(id);
        if place * SLOTS >= self.seen.len() {
            self.seen.resize((place + 1) * SLOTS, NEVER);
        }
        place
    }

    fn count(
        &mut self,
        window: usize,
        slot: usize,
        person: usize,
        entry: &Entry<SessionId, Session>,
        before: Option<Day>,
    ) {
        let new = before.is_none_or(|before| before < self.start_of_year[window]);
        let groups = self.counts.len() / self.anonymous.len();
        let cell = (window * SLOTS + slot) * groups;
        let own = self
            .grouping
            .iter()
            .flat_map(|grouping| grouping.of(person))
            .map(|group| group + 1);
        for group in std::iter::once(0).chain(own) {
            let count = &mut self.counts[cell + group];
            count.served += 1;
            count.new += usize::from(new);
            count.new_ever += usize::from(before.is_none());
            self.undecided.serve(person, cell + group);
        }
        if self.options.who
            && let Some(id) = self.roster.id(person)
        {
            let unit = Unit {
                window,
                service: service_of(slot),
                id: id.clone(),
                first: entry.record.on,
                file: entry.place.clone(),
                before,
                new,
            };
            self.units.push((slot, unit));
        }
    }

    fn finish(mut self) -> Unduplicated {
        let groups = self.counts.len() / self.anonymous.len();
        let values: &[String] = self
            .grouping
            .as_ref()
            .map_or(&[], |grouping| &grouping.values);
        let mut rows = Vec::with_capacity(self.counts.len());
        for (at, count) in self.counts.iter_mut().enumerate() {
            let (undecided, fewer) = self.undecided.of(at);
            (count.undecided, count.served_low) = (undecided, count.served - fewer);
            let (cell, group) = (at / groups, at % groups);
            let window = &self.windows[cell / SLOTS];
            rows.push(UnduplicatedRow {
                window: window.clone(),
                service: service_of(cell % SLOTS),
                group: group.checked_sub(1).map(|group| values[group].clone()),
                count: window.begun.then_some(*count),
                anonymous: (group == 0 && window.begun).then_some(self.anonymous[cell]),
            });
        }
        self.units
            .sort_by(|a, b| (a.1.window, a.0, &a.1.id).cmp(&(b.1.window, b.0, &b.1.id)));
        let units = self.units.into_iter().map(|(_, unit)| unit).collect();
        Unduplicated {
            windows: self.windows,
            rows,
            units,
            without_record: self.roster.without_record(),
        }
    }
}

#[cfg(test)]
mod tests;
