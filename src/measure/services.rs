#![doc = include_str!("services.md")]

mod crowd;
mod referrals;
mod rules;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) use crowd::{Crowd, crowd, mentors_at};
use crowd::{Part, touched};
use referrals::{Referrals, referrals};
pub use rules::figure_of;
use rules::{Rules, says_travel};

use super::roster::Roster;
use super::window::{Window, holding, windows};
use crate::record::period::Step;
use crate::record::{Day, Entry, MentorId, Period, Place, Service, Session, SessionId, Status};
use crate::register::{Person, Register};

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct Services<'r> {
    /// In order of days, the whole last; in each, every kind of session.
    pub rows: Vec<ServicesRow>,
    /// Whether any session on file has a travel time or miles.
    pub has_travel: bool,
    /// The sessions and goals behind the rows, in the same order, then by day and id.
    pub units: Vec<Unit<'r>>,
}

/// The figures of some days and one kind of session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicesRow {
    /// The days.
    pub window: Window,
    /// The kind of session.
    pub service: Service,
    /// The figures, if the days have begun.
    pub figures: Option<ServicesFigures>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServicesFigures {
    /// Sessions held.
    pub sessions: usize,
    /// Sessions that the parent did not come to.
    pub no_shows: usize,
    /// Canceled sessions, by either side.
    pub cancelled: usize,
    /// Minutes of held sessions.
    pub minutes: PartialSum,
    /// Units of time of held sessions, if the program counts any.
    pub units: PartialSum,
    /// Distinct people at each held session, added up.
    pub attendances: usize,
    /// Distinct people.
    pub participants: usize,
    /// Distinct mentors.
    pub mentors: usize,
    /// Goals set.
    pub goals_set: usize,
    /// Goals met.
    pub goals_met: usize,
    /// Referrals made.
    pub referrals: usize,
    /// Referrals, whenever made, that were connected.
    pub referrals_connected: usize,
    /// The sums of each field that reports add up, by the name of the figure: minutes of travel under `travel_hours`,
    /// tenths of a mile under `miles`.
    pub said: BTreeMap<&'static str, PartialSum>,
    /// How many people are behind each figure, by its name and part: `k` and `n` of those that say so, `rest` for the
    /// remainder of a figure that is part of another.
    pub behind: BTreeMap<(&'static str, &'static str), usize>,
}

impl ServicesFigures {
    /// The sum of a field that reports add up.
    #[must_use]
    pub fn said(&self, key: &str) -> PartialSum {
        self.said.get(key).copied().unwrap_or_default()
    }
}

/// A sum over sessions, some of which may lack the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartialSum {
    /// The sum over those that have it.
    pub sum: u64,
    /// How many have it.
    pub said: usize,
    /// How many lack it.
    pub missing: usize,
}

impl PartialSum {
    pub(super) fn add(&mut self, value: Option<u64>) {
        match value {
            Some(value) => {
                self.sum += value;
                self.said += 1;
            }
            None => self.missing += 1,
        }
    }

    /// The sum; `None` if there were sessions but none has it.
    #[must_use]
    pub const fn known(&self) -> Option<u64> {
        if self.said == 0 && self.missing > 0 {
            None
        } else {
            Some(self.sum)
        }
    }
}

/// Something behind a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit<'r> {
    /// The days of the row.
    pub window: Window,
    /// The kind of session.
    pub service: Service,
    /// What it is.
    pub what: What<'r>,
}

/// What can be behind a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What<'r> {
    /// A session, held or not.
    Session(&'r Entry<SessionId, Session>),
    /// A goal set or met on a day, of a person with this file.
    Goal(&'r str, Day, &'static str, &'r Place),
}

/// What has been counted for one row.
#[derive(Debug, Clone, Default)]
struct Cell<'r> {
    figures: ServicesFigures,
    people: Vec<bool>,
    mentors: BTreeSet<&'r MentorId>,
    crowds: BTreeMap<Part, Crowd<'r>>,
}

/// How many referrals each held session made, and how many, made then or before, it says were connected.
#[must_use]
pub fn referrals_of(register: &Register) -> HashMap<&SessionId, (usize, usize)> {
    let (sessions, mut roster) = (&register.records().sessions, Roster::new(register));
    let told = referrals(sessions, &mut roster, register.program());
    let counts = |(id, told): (_, Referrals)| (id, (told.made, told.connected));
    told.into_iter().map(counts).collect()
}

/// Counts what was done. The units behind the figures are collected if `who` is set.
#[must_use]
pub fn services<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
    who: bool,
) -> Services<'r> {
    let windows = windows(period, step, as_of);
    let kinds = Service::ALL.len();
    let mut cells: Vec<Cell<'r>> = vec![Cell::default(); windows.len() * kinds];
    let mut units: Vec<(usize, Unit<'r>)> = Vec::new();
    let rows_of = |on: Day, service: Service| {
        holding(&windows, on).map(move |window| window * kinds + service as usize)
    };
    let mut keep = |at: usize, what: What<'r>| {
        let unit = || Unit {
            window: windows[at / kinds].clone(),
            service: Service::ALL[at % kinds],
            what,
        };
        units.extend(who.then(|| (at, unit())));
    };
    let mut roster = Roster::new(register);
    let sessions = &register.records().sessions;
    let told = referrals(sessions, &mut roster, register.program());
    let rules = Rules {
        units: register.program().units.as_ref(),
        has_travel: sessions.iter().any(|entry| says_travel(&entry.record)),
    };
    let is_within = |entry: &&Entry<SessionId, Session>| period.contains(entry.record.on);
    let mut people: Vec<usize> = Vec::new();
    for entry in sessions.iter().filter(is_within) {
        let session = &entry.record;
        people.clear();
        people.extend(session.participants.iter().map(|id| roster.place(id)));
        people.sort_unstable();
        people.dedup();
        let crowd = crowd(register, session, &people);
        for at in rows_of(session.on, session.kind) {
            let referrals = told.get(&entry.id).copied().unwrap_or_default();
            cells[at].take(session, &people, referrals, &rules);
            cells[at].gather(session, &crowd, referrals, &rules);
            keep(at, What::Session(entry));
        }
    }
    for (place, person) in register.people().iter().enumerate() {
        for (on, what) in goals(person) {
            for at in rows_of(on, Service::Casework) {
                cells[at].take_goal(what, place);
                let goal = What::Goal(person.id.as_str(), on, what, &person.place);
                keep(at, goal);
            }
        }
    }
    units.sort_by_key(|(at, unit)| (*at, unit.what.order()));
    let row = |(at, cell): (usize, Cell<'_>)| {
        let window = &windows[at / kinds];
        ServicesRow {
            service: Service::ALL[at % kinds],
            figures: window.begun.then(|| cell.finish()),
            window: window.clone(),
        }
    };
    Services {
        rows: cells.into_iter().enumerate().map(row).collect(),
        has_travel: rules.has_travel,
        units: units.into_iter().map(|(_, unit)| unit).collect(),
    }
}

/// The days on which goals of a person were set or met.
fn goals(person: &Person) -> impl Iterator<Item = (Day, &'static str)> {
    let goals = person.record.goal.iter();
    let days = goals.flat_map(|goal| [(Some(goal.set), "set"), (goal.met, "met")]);
    days.filter_map(|(on, what)| Some((on?, what)))
}

impl<'r> What<'r> {
    fn order(&self) -> (Day, &'r str) {
        match self {
            Self::Session(entry) => (entry.record.on, entry.id.as_str()),
            Self::Goal(id, on, ..) => (*on, id),
        }
    }
}

impl<'r> Cell<'r> {
    fn take(
        &mut self,
        session: &'r Session,
        people: &[usize],
        referrals: Referrals,
        rules: &Rules<'_>,
    ) {
        let figures = &mut self.figures;
        match session.status.unwrap_or(Status::Held) {
            Status::Held => figures.sessions += 1,
            Status::NoShow => return figures.no_shows += 1,
            Status::CancelledByParticipant | Status::CancelledByProgram => {
                return figures.cancelled += 1;
            }
            Status::Attempted => return,
        }
        figures
            .minutes
            .add(session.minutes.map(|minutes| u64::from(minutes.count())));
        if let Some(units) = rules.units {
            let units = session.minutes.map(|minutes| units.of(minutes));
            figures.units.add(units.map(u64::from));
        }
        figures.attendances += people.len();
        for (field, said) in rules.counts(session) {
            let sum = figures.said.entry(figure_of(field)).or_default();
            sum.add(said.map(u64::from));
        }
        figures.referrals += referrals.made;
        figures.referrals_connected += referrals.connected;
        for person in people {
            if *person >= self.people.len() {
                self.people.resize(person + 1, false);
            }
            self.people[*person] = true;
        }
        self.mentors.extend(mentors_at(session));
    }

    fn take_goal(&mut self, what: &str, person: usize) {
        let (count, name) = match what {
            "set" => (&mut self.figures.goals_set, "goals_set"),
            _ => (&mut self.figures.goals_met, "goals_met"),
        };
        *count += 1;
        let crowd = self.crowds.entry((name, "")).or_default();
        crowd.people.insert(person);
    }

    /// Records who is behind what a session adds to each figure.
    fn gather(
        &mut self,
        session: &'r Session,
        crowd: &Crowd<'r>,
        referrals: Referrals,
        rules: &Rules<'_>,
    ) {
        for key in touched(session, referrals, rules) {
            let all = self.crowds.entry(key).or_default();
            all.people.extend(&crowd.people);
            all.mentors.extend(&crowd.mentors);
        }
    }

    fn finish(self) -> ServicesFigures {
        let participants = self.people.iter().filter(|seen| **seen).count();
        let count = |(key, crowd): (_, Crowd<'_>)| (key, crowd.count());
        ServicesFigures {
            behind: self.crowds.into_iter().map(count).collect(),
            participants,
            mentors: self.mentors.len(),
            ..self.figures
        }
    }
}

#[cfg(test)]
mod tests;
