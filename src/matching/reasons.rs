//! Why an assignment is what it is: runners-up, what would free a mentor, what one more place is worth, what another
//! assumption would change. Every figure is exact: it is the difference from the best assignment of the changed
//! problem.

use std::cmp::Reverse;

use super::assignment::{Change, Explainer, FORBIDDEN, Worth};
use super::everyone::{Everyone, Proposal, Unmatched};
use super::pool::Pool;
use super::rows::Rows;
use super::rule::Rule;
use crate::record::Day;

/// Steps that may be spent on questions about one run; beyond that, runners-up are shown without their cost.
const STEPS: usize = 200_000_000;

/// Who moves when a question is answered, by places in the register and the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The parent.
    pub parent: usize,
    /// The mentor proposed now; `None` if there is none.
    pub from: Option<usize>,
    /// The mentor after the change; `None` if there is none.
    pub to: Option<usize>,
}

/// How the best assignment would differ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Change in the number of matches.
    pub matched: i64,
    /// Change in points, in hundredths.
    pub points: i64,
    /// Who moves; first the parent the question is about.
    pub moves: Vec<Moved>,
}

/// The mentor who would be next for a parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunnerUp {
    /// The mentor, by place in the records.
    pub mentor: usize,
    /// The points of that pair, with the mentor's load after the run, in hundredths.
    pub points: i64,
    /// What insisting on that pair would change; `None` if there were too many questions to ask.
    pub insisting: Option<Difference>,
}

/// What would free a mentor for a parent without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Time: this mentor can be matched with the parent from that day on.
    From {
        /// The mentor, by place in the records.
        mentor: usize,
        /// The first day.
        day: Day,
    },
    /// One more place with this mentor, and who would move.
    Place {
        /// The mentor, by place in the records.
        mentor: usize,
        /// What it would change.
        difference: Difference,
    },
    /// Only this rule excludes this mentor, who has a place.
    Rule {
        /// The mentor, by place in the records.
        mentor: usize,
        /// The rule.
        rule: Rule,
    },
}

/// Answers questions about an assignment.
#[derive(Debug)]
pub struct Reasons<'e> {
    everyone: &'e Everyone<'e>,
    explainer: Explainer<'e>,
    exact: bool,
    places: Vec<(usize, Difference)>,
    free_from: Vec<Option<Day>>,
}

impl<'e> Reasons<'e> {
    /// Prepares for questions.
    #[must_use]
    pub fn new(everyone: &'e Everyone<'e>) -> Self {
        let mentors = everyone.pool.mentors.len();
        let questions = everyone.proposals.len().saturating_mul(mentors);
        let exact = questions.saturating_mul(mentors).saturating_mul(mentors) <= STEPS;
        let explainer = everyone.explainer();
        let free_from = (0..mentors)
            .map(|mentor| free_from(everyone, mentor))
            .collect();
        let mut reasons = Self {
            everyone,
            explainer,
            exact,
            places: Vec::new(),
            free_from,
        };
        reasons.places = reasons.worth_of_places();
        reasons
    }

    /// For each proposal the mentor who would be next: the one who costs least to insist on, in matches, then in
    /// points; in a very large program the one with the most points.
    #[must_use]
    pub fn runners_up(&self) -> Vec<Option<RunnerUp>> {
        if !self.exact {
            return self.next_by_points();
        }
        self.everyone
            .proposals
            .iter()
            .map(|proposal| self.runner_up(proposal.parent, proposal.mentor))
            .collect()
    }

    /// For each proposal the other mentor with a place who has the most points.
    fn next_by_points(&self) -> Vec<Option<RunnerUp>> {
        let pool = self.everyone.pool;
        let load = |mentor: usize| (pool.free(mentor) > 0).then(|| self.load_points_then(mentor));
        let load: Vec<Option<i64>> = (0..pool.mentors.len()).map(load).collect();
        let (mut rows, mut row) = (Rows::new(pool), vec![0; load.len()]);
        let next = |proposal: &Proposal| {
            rows.fill(proposal.parent, &mut row);
            let others = row
                .iter()
                .zip(&load)
                .enumerate()
                .filter(|(mentor, _)| *mentor != proposal.mentor);
            let suitable = others.filter(|(_, (points, _))| **points != FORBIDDEN);
            let points = suitable
                .filter_map(|(mentor, (points, load))| Some((points + (*load)?, Reverse(mentor))));
            let (points, Reverse(mentor)) = points.max()?;
            Some(RunnerUp {
                mentor,
                points,
                insisting: None,
            })
        };
        self.everyone.proposals.iter().map(next).collect()
    }

    fn runner_up(&self, parent: usize, chosen: usize) -> Option<RunnerUp> {
        let others = (0..self.everyone.pool.mentors.len()).filter(|mentor| *mentor != chosen);
        let others = others.filter(|mentor| {
            self.everyone
                .pool
                .suits(&self.everyone.pool.pair(parent, *mentor))
        });
        let answers = others.filter_map(|mentor| Some((mentor, self.insisting(parent, mentor)?)));
        let least = answers.max_by_key(|(mentor, difference)| {
            (difference.matched, difference.points, Reverse(*mentor))
        });
        let (mentor, insisting) = least?;
        Some(RunnerUp {
            mentor,
            points: self.points_then(parent, mentor),
            insisting: Some(insisting),
        })
    }

    /// The points of a pair at the place the parent would take, in hundredths: the next free one, otherwise the last.
    fn points_then(&self, parent: usize, mentor: usize) -> i64 {
        let pool = self.everyone.pool;
        pool.plain_points(&pool.pair(parent, mentor)) + self.load_points_then(mentor)
    }

    /// The points for load of that place, in hundredths.
    fn load_points_then(&self, mentor: usize) -> i64 {
        let side = &self.everyone.pool.mentors[mentor];
        let load = (side.load + self.everyone.given[mentor]).min(side.capacity.saturating_sub(1));
        self.everyone.pool.load_points(side.capacity, load)
    }

    /// What insisting on a pair would change; `None` if a rule forbids it, or the parent is not waiting.
    #[must_use]
    pub fn insisting(&self, parent: usize, mentor: usize) -> Option<Difference> {
        let at = self.everyone.waiting.binary_search(&parent).ok()?;
        self.explainer
            .cost_of_insisting(at, mentor)
            .map(|change| self.told(change))
    }

    /// What one more place with each full mentor would change, if it changes anything; the largest change first. The
    /// place itself gives no points for load.
    #[must_use]
    pub fn places(&self) -> &[(usize, Difference)] {
        &self.places
    }

    fn worth_of_places(&self) -> Vec<(usize, Difference)> {
        let pool = self.everyone.pool;
        let full = (0..pool.mentors.len()).filter(|mentor| {
            pool.is_there(*mentor) && self.everyone.given[*mentor] >= pool.free(*mentor)
        });
        let worth = full.filter_map(|mentor| Some((mentor, self.another_place(mentor)?)));
        let mut worth: Vec<(usize, Difference)> = worth.collect();
        worth.sort_by_key(|(mentor, difference)| {
            (Reverse((difference.matched, difference.points)), *mentor)
        });
        worth
    }

    /// What one more place with a mentor would change; `None` if no one would use it.
    fn another_place(&self, mentor: usize) -> Option<Difference> {
        let change = self.explainer.worth_of_another_place(mentor, 0)?;
        (change.difference > Worth::default()).then(|| self.told(change))
    }

    /// What would free a mentor for a parent: a place with an existing mentor, and time; otherwise the one rule that
    /// excludes a free mentor.
    #[must_use]
    pub fn remedies(&self, unmatched: &Unmatched) -> Vec<Remedy> {
        let pool = self.everyone.pool;
        let parent = unmatched.parent;
        let mut remedies = Vec::new();
        let suits = |mentor: usize| pool.suits_apart_from_eligibility(&pool.pair(parent, mentor));
        let free = self
            .free_from
            .iter()
            .enumerate()
            .filter_map(|(mentor, day)| Some(((*day)?, mentor)));
        let soonest = free.filter(|(_, mentor)| suits(*mentor)).min();
        remedies.extend(soonest.map(|(day, mentor)| Remedy::From { mentor, day }));
        let helps = |(_, difference): &&(usize, Difference)| {
            difference.matched > 0
                && difference
                    .moves
                    .iter()
                    .any(|moved| moved.parent == parent && moved.from.is_none())
        };
        let place = self.places.iter().find(helps).cloned();
        remedies.extend(place.map(|(mentor, difference)| Remedy::Place { mentor, difference }));
        if remedies.is_empty() {
            remedies.extend(self.single_rule(parent));
        }
        remedies
    }

    /// The mentor with the most points who is excluded for a parent by just one rule.
    fn single_rule(&self, parent: usize) -> Option<Remedy> {
        let pool = self.everyone.pool;
        let single = pool.present().filter_map(|mentor| {
            let load = pool.mentors[mentor].load + self.everyone.given[mentor];
            let pair = pool.pair_at(parent, mentor, load);
            let mut broken = Rule::ALL
                .iter()
                .copied()
                .filter(|rule| pool.breaks(&pair, *rule));
            let rule = broken.next().filter(|_| broken.next().is_none())?;
            let points = pool.plain_points(&pair) + pool.load_points(pair.mentor.capacity, load);
            matches!(
                rule,
                Rule::NoSharedLanguage | Rule::DeclinedBefore | Rule::MentorNotEligible
            )
            .then_some((points, Reverse(mentor), rule))
        });
        let (_, Reverse(mentor), rule) =
            single.max_by_key(|(points, mentor, _)| (*points, *mentor))?;
        Some(Remedy::Rule { mentor, rule })
    }

    fn told(&self, change: Change) -> Difference {
        let waiting = &self.everyone.waiting;
        let moved = |one: &super::assignment::Move| Moved {
            parent: waiting[one.parent],
            from: one.from,
            to: one.to,
        };
        let moves = change.moves.iter().map(moved).collect();
        Difference {
            matched: change.difference.matched,
            points: change.difference.points,
            moves,
        }
    }
}

/// The first day after this one on which a mentor is eligible and has a place through the passing of time alone.
fn free_from(everyone: &Everyone<'_>, mentor: usize) -> Option<Day> {
    let (pool, register) = (everyone.pool, everyone.pool.register);
    let from = register.eligibility(mentor, pool.day).from?;
    let ends = register
        .matches_of_mentor(mentor)
        .filter_map(|entry| entry.record.ended.as_ref())
        .map(|end| end.on);
    let mut days: Vec<Day> = ends
        .chain([from])
        .filter(|day| *day > pool.day && *day >= from)
        .collect();
    days.sort_unstable();
    days.into_iter().find(|day| {
        let load = u32::try_from(register.load(mentor, *day)).unwrap_or(u32::MAX);
        load.saturating_add(everyone.given[mentor]) < pool.mentors[mentor].capacity
            && register.eligibility(mentor, *day).is_eligible()
    })
}

/// What an assumption would change: from the assignment by the records to the one under the assumption.
#[must_use]
pub fn compare(now: &Everyone<'_>, then: &Everyone<'_>) -> Difference {
    let moves = now.waiting.iter().filter_map(|parent| {
        let (from, to) = (now.mentor_of(*parent), then.mentor_of(*parent));
        (from != to).then_some(Moved {
            parent: *parent,
            from,
            to,
        })
    });
    let count =
        |everyone: &Everyone<'_>| i64::try_from(everyone.proposals.len()).unwrap_or(i64::MAX);
    Difference {
        matched: count(then) - count(now),
        points: then.total - now.total,
        moves: moves.collect(),
    }
}

impl Pool<'_> {
    /// The mentors who have not left, by place in the records.
    pub(super) fn present(&self) -> impl Iterator<Item = usize> + '_ {
        let has_left = |mentor: usize| {
            self.mentors[mentor]
                .entry
                .record
                .left
                .is_some_and(|left| left <= self.day)
        };
        (0..self.mentors.len()).filter(move |mentor| !has_left(*mentor))
    }
}

#[cfg(test)]
mod tests;
