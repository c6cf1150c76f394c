//! Who was reached after a referral, and how much people attended.

use std::collections::BTreeMap;

use super::super::by::NOT_RECORDED;
use super::super::meetings::Share;
use super::super::roster::Roster;
use super::super::statistics::{KaplanMeier, Observation, Outcome, Quartiles, median, quartiles};
use super::super::window::Window;
use crate::record::{Day, Place, Service, Session, Status};
use crate::register::Register;

/// The numbers of days within which people are counted as served.
pub const WITHIN: [i64; 2] = [7, 30];

/// What happened to the people referred.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Different people whose earliest referral is in the days.
    pub referred: usize,
    /// The same by who referred them.
    pub by_source: BTreeMap<String, usize>,
    /// Those who enrolled.
    pub enrolled: usize,
    /// Those who declined.
    pub declined: usize,
    /// Those who were served.
    pub served: usize,
    /// For each of [`WITHIN`], those served within it, out of those referred at least that long ago.
    pub within: [Share; 2],
    /// Days by which a quarter, half and three quarters were served.
    pub days_to_first: Option<Quartiles>,
}

/// How much those served attended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dose {
    /// Sessions per person: quartiles.
    pub sessions: Option<[f64; 3]>,
    /// Hours per person: quartiles.
    pub hours: Option<[f64; 3]>,
    /// How many people have known hours.
    pub hours_people: usize,
    /// People who came once, 2 to 5 times, 6 or more times.
    pub came: [usize; 3],
    /// The median number of sessions in the first 90 days.
    pub first_90: Option<f64>,
    /// Those whose first session ever is in the days, and whose first 90 days are over.
    pub first_90_people: usize,
    /// Sessions of mentoring and casework held, out of those that the parent could have attended.
    pub attendance: Share,
}

/// Someone who was referred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referred {
    /// The id that counts.
    pub id: String,
    /// The day of the earliest referral.
    pub on: Day,
    /// The first session, if there is one.
    pub first: Option<Day>,
    /// Days from the referral to the session, 0 if the session was before it.
    pub days: Option<u32>,
    /// The file of the person.
    pub place: Place,
}

/// How many days count as someone's start in the program.
const BEGINNING: i64 = 90;

/// The sessions that served each person.
pub(super) struct Visits {
    /// By place in the roster, in order of days, each with its minutes if known.
    of: Vec<Vec<(Day, Option<u32>)>>,
}

impl Visits {
    /// The sessions up to a day.
    pub(super) fn new(register: &Register, as_of: Day) -> Self {
        let mut roster = Roster::new(register);
        let mut of = vec![Vec::new(); roster.len()];
        let sessions = register
            .records()
            .sessions
            .iter()
            .map(|entry| &entry.record);
        for session in sessions.filter(|one| one.is_countable() && one.on <= as_of) {
            let mut people: Vec<usize> = session
                .participants
                .iter()
                .map(|id| roster.place(id))
                .collect();
            people.sort_unstable();
            people.dedup();
            for person in people {
                of.resize_with(of.len().max(person + 1), Vec::new);
                let minutes = session.minutes.map(|minutes| minutes.count());
                of[person].push((session.on, minutes));
            }
        }
        of.iter_mut().for_each(|visits| visits.sort_unstable());
        Self { of }
    }

    /// How much people attended in some days.
    pub(super) fn dose(&self, register: &Register, window: &Window, as_of: Day) -> Dose {
        let mut dose = Dose::default();
        let (mut sessions, mut hours, mut beginnings) = (Vec::new(), Vec::new(), Vec::new());
        for visits in &self.of {
            let within = |(on, _): &&(Day, Option<u32>)| window.period.contains(*on);
            let here: Vec<_> = visits.iter().filter(within).collect();
            let (Some((first, _)), false) = (visits.first(), here.is_empty()) else {
                continue;
            };
            let minutes: Vec<u32> = here.iter().filter_map(|(_, minutes)| *minutes).collect();
            sessions.push(here.len() as f64);
            hours.extend(
                (!minutes.is_empty()).then(|| f64::from(minutes.iter().sum::<u32>()) / 60.0),
            );
            dose.came[match here.len() {
                1 => 0,
                2..=5 => 1,
                _ => 2,
            }] += 1;
            let until = first.plus_days(BEGINNING);
            if window.period.contains(*first) && until <= as_of {
                let count = visits.iter().filter(|(on, _)| *on < until).count();
                beginnings.push(u32::try_from(count).unwrap_or(u32::MAX));
            }
        }
        dose.sessions = quartiles(sessions);
        dose.hours_people = hours.len();
        dose.hours = quartiles(hours);
        dose.first_90_people = beginnings.len();
        dose.first_90 = median(beginnings);
        let all = register
            .records()
            .sessions
            .iter()
            .map(|entry| &entry.record);
        all.filter(|one| window.period.contains(one.on) && one.on <= as_of)
            .filter_map(came)
            .for_each(|came| dose.attendance.add(Some(came)));
        dose
    }
}

/// Whether the parent came to mentoring or casework that they could have attended.
fn came(session: &Session) -> Option<bool> {
    let is_asked = matches!(session.kind, Service::Mentoring | Service::Casework);
    match session.status.unwrap_or(Status::Held) {
        _ if !is_asked => None,
        Status::Held => Some(true),
        Status::NoShow | Status::CancelledByParticipant => Some(false),
        Status::CancelledByProgram | Status::Attempted => None,
    }
}

/// Everyone who was referred, by place in [`Register::people`].
pub(super) fn referred(register: &Register, visits: &Visits) -> Vec<(usize, Referred)> {
    let records = &register.records().participants;
    let mut earliest: Vec<Option<Day>> = vec![None; register.people().len()];
    for entry in records {
        let person = register.person_index(&entry.id);
        if let (Some(person), Some(on)) = (person, entry.record.referred) {
            earliest[person] = Some(earliest[person].map_or(on, |known| known.min(on)));
        }
    }
    let one = |(at, on): (usize, Option<Day>)| {
        let (on, person) = (on?, &register.people()[at]);
        let first = visits.of[at].first().map(|(first, _)| *first);
        let days = first.map(|first| u32::try_from(first.days_since(on)).unwrap_or(0));
        let referred = Referred {
            id: person.id.to_string(),
            on,
            first,
            days,
            place: person.place.clone(),
        };
        Some((at, referred))
    };
    earliest.into_iter().enumerate().filter_map(one).collect()
}

/// What happened to the people referred.
pub(super) fn reach(register: &Register, cohort: &[&(usize, Referred)], as_of: Day) -> Reach {
    let mut reach = Reach::default();
    let mut waits = Vec::new();
    for (at, one) in cohort {
        let record = &register.people()[*at].record;
        let source = record.referral_source.as_ref().map(ToString::to_string);
        let source = source.unwrap_or_else(|| NOT_RECORDED.to_owned());
        *reach.by_source.entry(source).or_default() += 1;
        let mut enrollments = record.enrollment.iter();
        let enrolled = enrollments.any(|time| time.end.is_none_or(|end| end >= one.on));
        reach.enrolled += usize::from(enrolled);
        reach.declined += usize::from(record.declined.is_some());
        reach.served += usize::from(one.days.is_some());
        for (share, days) in reach.within.iter_mut().zip(WITHIN) {
            let soon = one.days.is_some_and(|wait| i64::from(wait) <= days);
            share.add((one.on.plus_days(days) <= as_of).then_some(soon));
        }
        let followed = u32::try_from(as_of.days_since(one.on)).unwrap_or(0);
        waits.push(match one.days {
            Some(days) => Observation::new(days, Outcome::Event),
            None => Observation::new(followed, Outcome::Censored),
        });
    }
    reach.referred = cohort.len();
    reach.days_to_first = (!waits.is_empty()).then(|| KaplanMeier::new(&waits).quartiles());
    reach
}
