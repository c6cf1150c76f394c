//! A parent and a mentor who may be matched, in a form that is fast to compare.

use super::rule::Rule;
use super::words::{Vocabulary, WordSet};
use crate::record::{Day, Entry, MentorId, System};
use crate::register::{Person, Register};

/// A parent, as used in matching.
#[derive(Debug)]
pub struct Parent<'r> {
    /// The person.
    pub person: &'r Person,
    /// The day of the open request, if the parent is waiting.
    pub waiting_since: Option<Day>,
    /// Points for the time waited, in hundredths.
    pub waiting_points: i64,
    /// The mentor of an open proposal, by place in the records.
    pub proposed: Option<usize>,
    pub(super) needs: WordSet,
    pub(super) slots: WordSet,
    pub(super) languages: WordSet,
    pub(super) area: Option<u32>,
    pub(super) wish: Option<u32>,
    /// The systems of open cases, one bit each.
    pub(super) systems: u8,
    /// What keeps the parent from particular mentors: the mentor's place, and the rule.
    pub(super) barred: Vec<(usize, Rule)>,
}

/// A mentor, as used in matching.
#[derive(Debug)]
pub struct Mentor<'r> {
    /// The record.
    pub entry: &'r Entry<MentorId, crate::record::Mentor>,
    /// The maximum number of parents the mentor walks with.
    pub capacity: u32,
    /// Active matches and open proposals.
    pub load: u32,
    /// Whether the mentor is eligible on the day.
    pub eligible: bool,
    pub(super) experience: WordSet,
    pub(super) slots: WordSet,
    pub(super) languages: WordSet,
    pub(super) area: Option<u32>,
    pub(super) gender: Option<u32>,
    pub(super) systems: u8,
}

/// A parent and a mentor, with the mentor's load at the time of the question.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'p> {
    /// The parent.
    pub parent: &'p Parent<'p>,
    /// The mentor.
    pub mentor: &'p Mentor<'p>,
    /// The mentor's load, without this parent.
    pub load: u32,
    pub(super) at: usize,
}

impl<'r> Parent<'r> {
    /// The person at a place of [`Register::people`], as of `day`.
    pub(super) fn new(
        register: &'r Register,
        at: usize,
        day: Day,
        words: &mut Vocabulary<'r>,
    ) -> Self {
        let person = &register.people()[at];
        let record = &person.record;
        let open = register
            .cases_of_person(at)
            .filter(|case| case.record.is_open(day));
        let proposal = register.open_proposal(at, day);
        let mut barred = Vec::new();
        for mentor in record
            .avoid_mentors
            .iter()
            .filter_map(|id| register.mentor_index(id))
        {
            barred.push((mentor, Rule::MentorAvoided));
        }
        for entry in register
            .matches_of_person(at)
            .filter(|entry| entry.record.declined.is_some())
        {
            if let Some(mentor) = register.mentor_index(&entry.record.mentor)
                && register.declined_before(mentor, at, day).is_some()
                && !barred.contains(&(mentor, Rule::DeclinedBefore))
            {
                barred.push((mentor, Rule::DeclinedBefore));
            }
        }
        Self {
            person,
            waiting_since: register.waiting(at, day).map(|waiting| waiting.since),
            waiting_points: 0,
            proposed: proposal.and_then(|entry| register.mentor_index(&entry.record.mentor)),
            needs: words.needs.set(&record.needs),
            slots: words.slots.set(&record.availability),
            languages: words.languages.set(&record.languages),
            area: record.area.as_deref().map(|area| words.areas.of(area)),
            wish: record
                .mentor_gender
                .as_ref()
                .map(|wish| words.genders.of(wish.as_str())),
            systems: open.fold(0, |bits, case| bits | bit(case.record.system)),
            barred,
        }
    }
}

impl<'r> Mentor<'r> {
    /// The mentor at a place of the records, as of `day`.
    pub(super) fn new(
        register: &'r Register,
        at: usize,
        day: Day,
        words: &mut Vocabulary<'r>,
    ) -> Self {
        let entry = &register.records().mentors[at];
        let record = &entry.record;
        Self {
            entry,
            capacity: record.capacity,
            load: u32::try_from(register.load(at, day)).unwrap_or(u32::MAX),
            eligible: register.eligibility(at, day).is_eligible(),
            experience: words.needs.set(&record.experience),
            slots: words.slots.set(&record.availability),
            languages: words.languages.set(&record.languages),
            area: record.area.as_deref().map(|area| words.areas.of(area)),
            gender: record
                .gender
                .as_ref()
                .map(|gender| words.genders.of(gender.as_str())),
            systems: record
                .systems
                .iter()
                .fold(0, |bits, system| bits | bit(*system)),
        }
    }
}

fn bit(system: System) -> u8 {
    match system {
        System::Cps => 1,
        System::Jpd => 2,
    }
}
