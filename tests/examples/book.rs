//! A program in the making: its records in memory, and the few lookups that its story needs.

use std::collections::{BTreeMap, BTreeSet};

use peer::record::schema::{Prose, Table};
use peer::record::{
    Answer, AnswerId, Case, CaseId, Day, Group, GroupId, Identity, Match, MatchId, Mentor,
    MentorId, Participant, ParticipantId, PersonId, Program, Question, Service, Session, SessionId,
    Word, read,
};

use super::dice::Dice;
use super::names::Background;

/// The first day with sessions on record.
pub const OPENING: &str = "2024-07-01";
/// The last day with anything on record.
pub const LAST: &str = "2026-11-14";

/// Where a program is: for addresses, phone numbers and areas.
pub struct Town {
    /// The backgrounds of the people who live there, and how many of each come to the program.
    pub backgrounds: &'static [(&'static Background, u32)],
    /// The county of its court.
    pub county: &'static str,
    /// Its name.
    pub city: &'static str,
    /// Phone numbers without the last two digits.
    pub phone: &'static str,
    /// Streets that are on no map.
    pub streets: &'static [&'static str],
    /// Areas.
    pub zips: &'static [&'static str],
    /// The system before the colon of an external id.
    pub registry: &'static str,
}

/// A family in its story.
#[derive(Clone)]
pub struct Family {
    /// Its case, if there is one.
    pub case: Option<CaseId>,
    /// The parents in the program.
    pub parents: Vec<ParticipantId>,
    /// The day the first child came home.
    pub home: Option<Day>,
}

/// All records of a program, and what its story must remember.
pub struct Book {
    pub dice: Dice,
    pub town: &'static Town,
    pub peer_toml: &'static str,
    pub program: Program,
    pub participants: BTreeMap<ParticipantId, Participant>,
    pub identities: BTreeMap<PersonId, Identity>,
    pub mentors: BTreeMap<MentorId, Mentor>,
    pub cases: BTreeMap<CaseId, Case>,
    pub groups: BTreeMap<GroupId, Group>,
    pub matches: BTreeMap<MatchId, Match>,
    pub sessions: BTreeMap<SessionId, Session>,
    pub outcomes: BTreeMap<Word, Question>,
    pub answers: BTreeMap<AnswerId, Answer>,
    pub families: Vec<Family>,
    pub names: BTreeSet<(String, String)>,
    pub phones: Vec<String>,
}

impl Book {
    /// An empty program.
    pub fn new(seed: u64, town: &'static Town, peer_toml: &'static str) -> Self {
        let mut dice = Dice::new(seed);
        let numbers: Vec<String> = (100..200)
            .map(|last| format!("{}{last:04}", town.phone))
            .collect();
        Self {
            phones: dice.some(&numbers, 100),
            dice,
            town,
            peer_toml,
            program: blank(peer_toml),
            participants: BTreeMap::new(),
            identities: BTreeMap::new(),
            mentors: BTreeMap::new(),
            cases: BTreeMap::new(),
            groups: BTreeMap::new(),
            matches: BTreeMap::new(),
            sessions: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            answers: BTreeMap::new(),
            families: Vec::new(),
            names: BTreeSet::new(),
        }
    }

    /// Adds a group.
    pub fn group(&mut self, id: &str, text: &str) {
        self.groups.insert(id.parse().unwrap(), blank(text));
    }

    /// Adds a session under its natural key; false if there is one already.
    pub fn hold(&mut self, session: Session) -> bool {
        let id = session.natural_key().unwrap();
        let is_free = !self.sessions.contains_key(&id);
        if is_free {
            self.sessions.insert(id, session);
        }
        is_free
    }

    /// Adds a second session of its kind on a day.
    pub fn hold_again(&mut self, session: Session) {
        let first = session.natural_key().unwrap();
        assert!(
            self.sessions.contains_key(&first),
            "{first} is not the first of its day"
        );
        self.sessions
            .insert(format!("{first}--2").parse().unwrap(), session);
    }

    /// Adds an outreach or a consultation, which have their own subject.
    pub fn hold_about(&mut self, subject: &str, session: Session) {
        self.sessions.insert(
            SessionId::new(session.on, session.kind.log_word(), subject, 1),
            session,
        );
    }

    /// Whether a parent is enrolled on a day.
    pub fn is_enrolled(&self, id: &ParticipantId, on: Day) -> bool {
        self.participants[id]
            .enrollment
            .iter()
            .any(|enrollment| enrollment.is_live(on))
    }

    /// The family of a parent.
    pub fn family(&self, id: &ParticipantId) -> Option<&Family> {
        self.families
            .iter()
            .find(|family| family.parents.contains(id))
    }

    /// The mentor who walks with a parent on a day.
    pub fn mentor_of(&self, id: &ParticipantId, on: Day) -> Option<MentorId> {
        let mut matches = self
            .matches
            .values()
            .filter(|m| m.participant == *id && m.is_active(on));
        matches.next().map(|m| m.mentor.clone())
    }

    /// Whether a mentor is at work on a day: joined, not on leave and not left.
    pub fn at_work(&self, id: &MentorId, on: Day) -> bool {
        let mentor = &self.mentors[id];
        mentor.joined.is_some_and(|joined| joined <= on)
            && mentor.left.is_none_or(|left| on < left)
            && !mentor.leave.iter().any(|leave| leave.is_live(on))
    }

    /// The number of records, without identities.
    pub fn count(&self) -> usize {
        let people = self.participants.len() + self.mentors.len();
        let done = self.matches.len() + self.sessions.len() + self.outcomes.len();
        let done = done + self.answers.len();
        people + self.cases.len() + self.groups.len() + done
    }

    /// The first session in which a person was served.
    pub fn first_served(&self, id: &ParticipantId) -> Option<Day> {
        let mut served = self
            .sessions
            .values()
            .filter(|s| s.is_countable() && s.participants.contains(id));
        served.next().map(|session| session.on)
    }
}

/// A record with only the content of `text`.
pub fn blank<T: Table>(text: &str) -> T {
    read::record(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

/// A session with only its kind and day.
pub fn session(kind: Service, on: Day) -> Session {
    blank(&format!("kind = \"{kind}\"\non = {on}\n"))
}

/// A day, as files write it.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The last day with anything on record.
pub fn last() -> Day {
    day(LAST)
}

/// A word.
pub fn word(text: &str) -> Word {
    text.parse().unwrap()
}

/// Words.
pub fn words(all: &[&str]) -> Vec<Word> {
    all.iter().map(|text| word(text)).collect()
}

/// A note.
pub fn prose(text: &str) -> Option<Prose> {
    Some(Prose(text.into()))
}
