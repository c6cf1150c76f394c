#![doc = include_str!("court.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::children::Family;
use super::meetings::Share;
use super::services::mentors_at;
use super::window::{Window, holding, windows};
use crate::record::period::Step;
use crate::record::{CaseId, Day, EventKind, ParticipantId, Period, Service, Session, Status};
use crate::register::Register;

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct Court<'r> {
    /// In order of days, the whole last.
    pub rows: Vec<CourtRow>,
    /// The hearings behind the rows, in the same order, then by day and case.
    pub units: Vec<(Window, Hearing<'r>)>,
}

/// The figures of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtRow {
    /// The days.
    pub window: Window,
    /// The figures, if the days have begun.
    pub figures: Option<CourtFigures>,
}

/// How often parents were in court.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CourtFigures {
    /// Days of cases with a hearing.
    pub hearings: usize,
    /// Those that a parent attended, out of those with attendance recorded.
    pub attended: Share,
    /// Of those attended, those that a mentor attended too.
    pub with_mentor: Share,
    /// How many parents are behind each figure, by its name and part: `rest` for hearings that say no, `silent` for
    /// hearings that say nothing.
    pub behind: BTreeMap<(&'static str, &'static str), usize>,
}

impl CourtFigures {
    /// Whether attendance is recorded for enough hearings to give a share: 80 %.
    #[must_use]
    pub const fn is_share_known(&self) -> bool {
        self.attended.n * 5 >= self.hearings * 4
    }
}

/// A day in court of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Hearing<'r> {
    /// The day.
    pub on: Day,
    /// The case.
    pub case: &'r Family,
    /// Whether a parent was there, if that was recorded.
    pub attended: Option<bool>,
    /// Whether a mentor came along.
    pub with_mentor: bool,
}

/// What is known about a hearing so far.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    attended: Option<bool>,
    with_mentor: bool,
}

/// Counts days in court.
#[must_use]
pub fn court<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
) -> Court<'r> {
    let windows = windows(period, step, as_of);
    let hearings = hearings(register, period, as_of);
    let served = served(register, &windows, as_of);
    let mut figures = vec![CourtFigures::default(); windows.len()];
    let mut crowds: Vec<BTreeMap<_, BTreeSet<usize>>> = vec![BTreeMap::new(); windows.len()];
    let mut units = Vec::new();
    let parents = parents(register);
    for ((on, id), (case, seen)) in hearings {
        for window in holding(&windows, on) {
            if !served[window].contains(id) {
                continue;
            }
            let one = &mut figures[window];
            one.hearings += 1;
            one.attended.add(seen.attended);
            if seen.attended == Some(true) {
                one.with_mentor.add(Some(seen.with_mentor));
            }
            for part in parts(seen) {
                crowds[window].entry(part).or_default().extend(&parents[id]);
            }
            let hearing = Hearing {
                on,
                case,
                attended: seen.attended,
                with_mentor: seen.with_mentor,
            };
            units.push((window, hearing));
        }
    }
    for (figures, crowds) in figures.iter_mut().zip(crowds) {
        let people = crowds.into_iter().map(|(part, crowd)| (part, crowd.len()));
        figures.behind = people.collect();
    }
    units.sort_by_key(|(window, hearing)| (*window, hearing.on, &hearing.case.id));
    let rows = windows
        .iter()
        .zip(figures)
        .map(|(window, figures)| CourtRow {
            figures: window.begun.then_some(figures),
            window: window.clone(),
        });
    Court {
        rows: rows.collect(),
        units: units
            .into_iter()
            .map(|(at, one)| (windows[at].clone(), one))
            .collect(),
    }
}

/// The figures that a hearing adds to, by name and part.
fn parts(seen: Seen) -> Vec<(&'static str, &'static str)> {
    let mut parts = vec![("hearings", ""), ("attended", "of")];
    parts.extend(match (seen.attended, seen.with_mentor) {
        (None, _) => vec![("attended", "silent"), ("attended", "not")],
        (Some(false), _) => vec![("attended", "n"), ("attended", "rest"), ("attended", "not")],
        (Some(true), with_mentor) => {
            let with = if with_mentor { "k" } else { "rest" };
            vec![
                ("attended", "n"),
                ("attended", "k"),
                ("with_mentor", "n"),
                ("with_mentor", with),
            ]
        }
    });
    parts
}

/// The first file of the case that a file is part of.
fn first_file<'r>(register: &'r Register, case: &'r Family) -> &'r Family {
    register.case(&register.case_root(&case.id)).unwrap_or(case)
}

/// The parents of each case, by its first file.
fn parents(register: &Register) -> BTreeMap<&CaseId, BTreeSet<usize>> {
    let mut all: BTreeMap<&CaseId, BTreeSet<usize>> = BTreeMap::new();
    for case in &register.records().cases {
        let parents = all.entry(&first_file(register, case).id).or_default();
        parents.extend(register.people_of_case(&case.record));
    }
    all
}

/// The cases of the parents served in each window, by their first files.
fn served<'r>(register: &'r Register, windows: &[Window], as_of: Day) -> Vec<BTreeSet<&'r CaseId>> {
    let mut people: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); windows.len()];
    let sessions = register
        .records()
        .sessions
        .iter()
        .map(|entry| &entry.record);
    for session in sessions.filter(|one| one.is_countable() && one.on <= as_of) {
        for window in holding(windows, session.on) {
            people[window].extend(register.people_at(session));
        }
    }
    let cases = |person: usize| {
        let all = register.cases_of_person(person);
        all.map(|case| &first_file(register, case).id)
    };
    people
        .into_iter()
        .map(|all| all.into_iter().flat_map(cases).collect())
        .collect()
}

/// Every day in court of every case.
fn hearings<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
) -> BTreeMap<(Day, &'r CaseId), (&'r Family, Seen)> {
    let counts = |on: Day| period.contains(on) && on <= as_of;
    let mut all: BTreeMap<(Day, &CaseId), (&Family, Seen)> = BTreeMap::new();
    for case in &register.records().cases {
        let events = case.record.event.iter();
        let first = first_file(register, case);
        for event in events.filter(|one| one.kind == EventKind::Hearing && counts(one.on)) {
            let new = || (first, Seen::default());
            let (_, seen) = all.entry((event.on, &first.id)).or_insert_with(new);
            let is_there = |id: &ParticipantId| register.person_index(id).is_some();
            let present = event.present.as_ref();
            seen.says(present.map(|present| present.0.iter().any(is_there)));
        }
    }
    for entry in &register.records().sessions {
        let session = &entry.record;
        if session.kind != Service::Court
            || session.was_called_off()
            || session.status == Some(Status::Attempted)
            || !counts(session.on)
        {
            continue;
        }
        for case in cases_of(register, session) {
            let case = first_file(register, case);
            let new = || (case, Seen::default());
            let (_, seen) = all.entry((session.on, &case.id)).or_insert_with(new);
            seen.says(Some(session.was_held()));
            seen.with_mentor |= session.was_held() && mentors_at(session).next().is_some();
        }
    }
    all
}

/// The case of a court session, or the open cases of its parents.
fn cases_of<'r>(register: &'r Register, session: &Session) -> Vec<&'r Family> {
    if let Some(id) = &session.case {
        return register.case(id).into_iter().collect();
    }
    let people = register.people_at(session).into_iter();
    let cases = people.flat_map(|person| register.cases_of_person(person));
    cases
        .filter(|case| case.record.is_open(session.on))
        .collect()
}

impl Seen {
    /// Takes in what one record says: if two differ, a parent was there.
    fn says(&mut self, attended: Option<bool>) {
        self.attended = match (self.attended, attended) {
            (Some(one), Some(other)) => Some(one || other),
            (one, other) => one.or(other),
        };
    }
}

#[cfg(test)]
mod tests;
