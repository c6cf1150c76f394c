//! Everybody who may be matched on a day, in a form that is quick to compare.

use super::rules::Rule;
use super::score::FACTORS;
use super::words::{Vocabulary, WordSet};
use crate::record::{Day, Entry, MentorId, System};
use crate::register::{Person, Register};

/// The parents and mentors of a day, and what may be assumed otherwise than the records say.
#[derive(Debug)]
pub struct Pool<'r> {
    /// The records.
    pub register: &'r Register,
    /// The day a match would begin.
    pub day: Day,
    /// Everybody on file, by place in [`Register::people`].
    pub parents: Vec<Parent<'r>>,
    /// Every mentor, by place in the records.
    pub mentors: Vec<Mentor<'r>>,
    /// The weight of each of [`FACTORS`], in points.
    pub weights: [u32; FACTORS.len()],
    /// Points for each month of waiting.
    pub wait_per_month: u32,
    pub(super) ignored: Vec<Rule>,
}

/// Something assumed otherwise than the records say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assumption {
    /// A mentor, by place in the records, walks with so many parents at most.
    Capacity(usize, u32),
    /// A mentor, by place in the records, is not there.
    Without(usize),
    /// A rule is not asked.
    IgnoreRule(Rule),
    /// A factor, by place in [`FACTORS`], has this weight, in points.
    Weight(usize, u32),
    /// Waiting gives so many points a month.
    WaitPerMonth(u32),
}

/// A parent, as matching sees one.
#[derive(Debug)]
pub struct Parent<'r> {
    /// The person.
    pub person: &'r Person,
    /// The day of the open request, where the parent waits.
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
    /// The systems of open cases, a bit each.
    pub(super) systems: u8,
    /// What stands between the parent and single mentors: their place, and the rule.
    pub(super) barred: Vec<(usize, Rule)>,
}

/// A mentor, as matching sees one.
#[derive(Debug)]
pub struct Mentor<'r> {
    /// The record.
    pub entry: &'r Entry<MentorId, crate::record::Mentor>,
    /// How many parents the mentor walks with at most.
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

/// A parent and a mentor, with the load the mentor carries when the two are asked about.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'p> {
    /// The parent.
    pub parent: &'p Parent<'p>,
    /// The mentor.
    pub mentor: &'p Mentor<'p>,
    /// The parents the mentor carries, this one left out.
    pub load: u32,
    pub(super) at: usize,
}

impl<'r> Pool<'r> {
    /// Everybody on `day`, under some assumptions.
    #[must_use]
    pub fn new(register: &'r Register, day: Day, assumptions: &[Assumption]) -> Self {
        let mut words = Vocabulary::default();
        let people = 0..register.people().len();
        let parents = people
            .map(|person| Parent::new(register, person, day, &mut words))
            .collect();
        let places = 0..register.records().mentors.len();
        let mentors = places
            .map(|mentor| Mentor::new(register, mentor, day, &mut words))
            .collect();
        let weights = register.program().weights();
        let mut pool = Self {
            register,
            day,
            parents,
            mentors,
            weights: FACTORS.each_ref().map(|factor| (factor.weight)(&weights)),
            wait_per_month: weights.wait_per_month,
            ignored: Vec::new(),
        };
        pool.bar_kin();
        assumptions
            .iter()
            .for_each(|assumption| pool.assume(assumption));
        for parent in &mut pool.parents {
            let months = parent
                .waiting_since
                .map_or(0, |since| day.months_since(since));
            parent.waiting_points = 100 * i64::from(pool.wait_per_month) * i64::from(months);
        }
        pool
    }

    /// A parent and a mentor by their places. A proposal of the same two that is open takes no place from them.
    #[must_use]
    #[inline]
    pub fn pair(&self, parent: usize, mentor: usize) -> Pair<'_> {
        let own = u32::from(self.parents[parent].proposed == Some(mentor));
        self.pair_at(
            parent,
            mentor,
            self.mentors[mentor].load.saturating_sub(own),
        )
    }

    /// A parent and a mentor who carries so many other parents.
    #[must_use]
    #[inline]
    pub fn pair_at(&self, parent: usize, mentor: usize, load: u32) -> Pair<'_> {
        Pair {
            parent: &self.parents[parent],
            mentor: &self.mentors[mentor],
            load,
            at: mentor,
        }
    }

    /// The parents who wait and have no open proposal, by place, in order of their ids.
    #[must_use]
    pub fn waiting(&self) -> Vec<usize> {
        let waits =
            |parent: &Parent<'_>| parent.waiting_since.is_some() && parent.proposed.is_none();
        (0..self.parents.len())
            .filter(|at| waits(&self.parents[*at]))
            .collect()
    }

    /// Whether a mentor may be matched at all on the day.
    #[must_use]
    pub fn is_there(&self, mentor: usize) -> bool {
        self.mentors[mentor].eligible || self.ignored.contains(&Rule::MentorNotEligible)
    }

    /// The places of a mentor that nobody has taken.
    #[must_use]
    pub fn free(&self, mentor: usize) -> u32 {
        let side = &self.mentors[mentor];
        if self.is_there(mentor) {
            side.capacity.saturating_sub(side.load)
        } else {
            0
        }
    }

    /// Notes for each parent the mentors that are the same person or in the same case.
    fn bar_kin(&mut self) {
        let register = self.register;
        for mentor in 0..self.mentors.len() {
            let Some(own) = register.person_of_mentor(mentor) else {
                continue;
            };
            self.parents[own].barred.push((mentor, Rule::SamePerson));
            let cases = register
                .cases_of_person(own)
                .flat_map(|case| register.people_of_case(&case.record));
            let kin: std::collections::BTreeSet<usize> =
                cases.filter(|person| *person != own).collect();
            kin.into_iter()
                .for_each(|person| self.parents[person].barred.push((mentor, Rule::SameCase)));
        }
    }

    fn assume(&mut self, assumption: &Assumption) {
        match *assumption {
            Assumption::Capacity(mentor, capacity) => self.mentors[mentor].capacity = capacity,
            Assumption::Without(mentor) => self.mentors[mentor].eligible = false,
            Assumption::IgnoreRule(rule) => self.ignored.push(rule),
            Assumption::Weight(factor, weight) => self.weights[factor] = weight,
            Assumption::WaitPerMonth(points) => self.wait_per_month = points,
        }
    }
}

impl<'r> Parent<'r> {
    fn new(register: &'r Register, at: usize, day: Day, words: &mut Vocabulary<'r>) -> Self {
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
    fn new(register: &'r Register, at: usize, day: Day, words: &mut Vocabulary<'r>) -> Self {
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
