//! All waiting parents at once: who is matched with whom, and why.
//!
//! The points of a pair are its fit without the load, and its waiting points; the load is what each further place of a
//! mentor earns, less from place to place. So the total of the [assignment](super::assignment) is the total of the
//! points shown, and its bound applies to them.

use super::assignment::{Explainer, MentorSide, Problem, Refusal, Solution, solve};
use super::pool::Pool;
use super::rows::Rows;
use super::rule::Rule;
use super::score::Score;

/// This many pairs are solved without a noticeable delay.
const AT_ONCE: usize = 200_000;

/// The best assignment of all waiting parents.
#[derive(Debug)]
pub struct Everyone<'p> {
    /// The people to match.
    pub pool: &'p Pool<'p>,
    /// The waiting parents without a proposal, by place in the register, in order of ids.
    pub waiting: Vec<usize>,
    /// The matches, in order of the parents' ids.
    pub proposals: Vec<Proposal>,
    /// The parents who stay without a mentor, in order of ids.
    pub unmatched: Vec<Unmatched>,
    /// The points of all proposals together, in hundredths.
    pub total: i64,
    /// The most points that as many matches can have, proved by prices, in hundredths. It equals `total`.
    pub bound: i64,
    /// Whether as many matches as possible were made, and with the most points: value and bound are equal.
    pub proved: bool,
    pub(super) problem: Problem,
    pub(super) solution: Solution,
    /// The parents that each mentor was given, by place in the records.
    pub(super) given: Vec<u32>,
}

/// A proposed match.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The parent, by place in the register.
    pub parent: usize,
    /// The mentor, by place in the records.
    pub mentor: usize,
    /// What speaks for it.
    pub score: Score,
    /// The mentor's load before this parent: the parents on file, and earlier ones from this run.
    pub load: u32,
    /// A fact that is missing to check a rule, in words.
    pub unknown: Option<&'static str>,
    /// How many of the parent's matches began earlier.
    pub earlier: usize,
}

/// A parent who stays without a mentor.
#[derive(Debug, Clone)]
pub struct Unmatched {
    /// The parent, by place in the register.
    pub parent: usize,
    /// The rule that excludes the most mentors for the parent; `None` if there is no mentor.
    pub blocked_by: Option<Rule>,
    /// How many mentors that rule excludes.
    pub blocked: usize,
    /// How many mentors there are, not counting those who left.
    pub mentors: usize,
    /// The points for the time waited, in hundredths.
    pub waiting: i64,
}

impl<'p> Everyone<'p> {
    /// Finds the best assignment of all waiting parents: as many matches as possible, then the most points, then the
    /// tie rule. `progress` is called with how many parents are done, and how many there are.
    ///
    /// # Errors
    /// Returns an error if the weights are too large to add up, or if there are too many pairs.
    pub fn at_once(
        pool: &'p Pool<'p>,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self, Refusal> {
        let waiting = pool.waiting();
        let sides = (0..pool.mentors.len())
            .map(|mentor| MentorSide {
                bonus: bonuses(pool, mentor),
            })
            .collect();
        let count = waiting.len();
        let mut rows = Rows::new(pool);
        let problem = Problem::by_rows(count, sides, |parent, row| {
            progress(parent, count);
            rows.fill(waiting[parent], row);
        })?;
        drop(rows);
        let solution = solve(&problem);
        let mut given = vec![0; pool.mentors.len()];
        let mut proposals = Vec::new();
        for (parent, mentor) in solution.mentor_of.iter().enumerate() {
            if let Some(mentor) = *mentor {
                proposals.push(proposal(pool, waiting[parent], mentor, given[mentor]));
                given[mentor] += 1;
            }
        }
        let alone = solution
            .mentor_of
            .iter()
            .zip(&waiting)
            .filter(|(mentor, _)| mentor.is_none());
        let unmatched = alone
            .map(|(_, parent)| unmatched(pool, *parent, &given))
            .collect();
        Ok(Self {
            pool,
            proposals,
            unmatched,
            total: solution.total,
            bound: solution.bound.points,
            proved: solution.is_proved_best(),
            waiting,
            problem,
            solution,
            given,
        })
    }

    /// The best assignment of all waiting parents, if this parent is one of several and the program is small enough for
    /// an immediate answer.
    #[must_use]
    pub fn with(pool: &'p Pool<'p>, parent: usize) -> Option<Self> {
        let waiting = pool.waiting();
        let asked = waiting.len() > 1
            && waiting.contains(&parent)
            && waiting.len() * pool.mentors.len() <= AT_ONCE;
        if asked {
            Self::at_once(pool, |_, _| {}).ok()
        } else {
            None
        }
    }

    /// The mentor of a waiting parent, by place.
    #[must_use]
    pub fn mentor_of(&self, parent: usize) -> Option<usize> {
        self.waiting
            .binary_search(&parent)
            .ok()
            .and_then(|at| self.solution.mentor_of[at])
    }

    /// Answers questions about the assignment.
    #[must_use]
    pub(super) fn explainer(&self) -> Explainer<'_> {
        Explainer::new(&self.problem, &self.solution)
    }
}

/// The load points of each further place of a mentor; empty if the mentor cannot take anyone.
fn bonuses(pool: &Pool<'_>, mentor: usize) -> Vec<i64> {
    let side = &pool.mentors[mentor];
    let further = side.load..side.load.max(side.capacity);
    // No more places are taken than there are parents.
    further
        .take(pool.parents.len())
        .map(|load| pool.load_points(side.capacity, load))
        .collect()
}

fn proposal(pool: &Pool<'_>, parent: usize, mentor: usize, given: u32) -> Proposal {
    let load = pool.mentors[mentor].load + given;
    let pair = pool.pair_at(parent, mentor, load);
    let began = |entry: &&crate::register::Pairing| {
        entry.record.began.is_some_and(|began| began < pool.day)
    };
    Proposal {
        parent,
        mentor,
        score: pool.score(&pair),
        load,
        unknown: pool.unknown(&pair),
        earlier: pool
            .register
            .matches_of_person(parent)
            .filter(began)
            .count(),
    }
}

fn unmatched(pool: &Pool<'_>, parent: usize, given: &[u32]) -> Unmatched {
    let mut blocked = vec![0; Rule::ALL.len()];
    let mut mentors = 0;
    let barred = !pool.parents[parent].barred.is_empty();
    for mentor in pool.present() {
        mentors += 1;
        let pair = pool.pair_at(parent, mentor, pool.mentors[mentor].load + given[mentor]);
        for (rule, count) in Rule::ALL
            .iter()
            .zip(&mut blocked)
            .filter(|(rule, _)| barred || !rule.is_between_two())
        {
            *count += usize::from(pool.breaks(&pair, *rule));
        }
    }
    let most = blocked.iter().max().copied().filter(|most| *most > 0);
    let rule = most
        .and_then(|most| blocked.iter().position(|count| *count == most))
        .map(|at| Rule::ALL[at]);
    let waiting = pool.parents[parent].waiting_points;
    Unmatched {
        parent,
        blocked_by: rule,
        blocked: most.unwrap_or(0),
        mentors,
        waiting,
    }
}

#[cfg(test)]
mod tests;
