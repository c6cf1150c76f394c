//! Everyone who may be matched on a day.

use super::factors::FACTORS;
use super::pair::{Mentor, Pair, Parent};
use super::rule::Rule;
use super::words::Vocabulary;
use crate::record::Day;
use crate::register::Register;

/// The parents and mentors of a day, under assumptions that may differ from the records.
#[derive(Debug)]
pub struct Pool<'r> {
    /// The records.
    pub register: &'r Register,
    /// The day a match would begin.
    pub day: Day,
    /// Everyone on file, by place in [`Register::people`].
    pub parents: Vec<Parent<'r>>,
    /// Every mentor, by place in the records.
    pub mentors: Vec<Mentor<'r>>,
    /// The weight of each of [`FACTORS`], in points.
    pub weights: [u32; FACTORS.len()],
    /// Points for each month of waiting.
    pub wait_per_month: u32,
    pub(super) ignored: Vec<Rule>,
}

/// An assumption that differs from the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assumption {
    /// A mentor, by place in the records, walks with at most this many parents.
    Capacity(usize, u32),
    /// A mentor, by place in the records, is not available.
    Without(usize),
    /// A rule is ignored.
    IgnoreRule(Rule),
    /// A factor, by place in [`FACTORS`], has this weight, in points.
    Weight(usize, u32),
    /// Waiting gives this many points a month.
    WaitPerMonth(u32),
}

impl<'r> Pool<'r> {
    /// Everyone on `day`, under some assumptions.
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

    /// A parent and a mentor by their places. Their own open proposal does not use one of the mentor's places.
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

    /// A parent and a mentor with this many other parents.
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

    /// The waiting parents without an open proposal, by place, in order of their ids.
    #[must_use]
    pub fn waiting(&self) -> Vec<usize> {
        let waits =
            |parent: &Parent<'_>| parent.waiting_since.is_some() && parent.proposed.is_none();
        (0..self.parents.len())
            .filter(|at| waits(&self.parents[*at]))
            .collect()
    }

    /// Whether a mentor may be matched at all on that day.
    #[must_use]
    pub fn is_there(&self, mentor: usize) -> bool {
        self.mentors[mentor].eligible || self.ignored.contains(&Rule::MentorNotEligible)
    }

    /// The number of a mentor's free places.
    #[must_use]
    pub fn free(&self, mentor: usize) -> u32 {
        let side = &self.mentors[mentor];
        if self.is_there(mentor) {
            side.capacity.saturating_sub(side.load)
        } else {
            0
        }
    }

    /// Records, for each parent, the mentors who are the same person or in the same case.
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
