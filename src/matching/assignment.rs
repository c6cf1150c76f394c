//! Everyone at once: the best assignment of parents to the free places of mentors, with a proof.
//!
//! # The problem
//!
//! Every parent takes at most one place, every mentor gives at most as many places as they have free. A pair that a
//! hard rule forbids is never made. A pair is worth its points (fit and waiting, all of the mentor's places alike), and
//! the mentor's first, second, … further place adds its own bonus, which never rises; this is what rewards an even
//! load. The goals, in this order: as many matches as possible; then the highest total of points and bonuses; then,
//! among equal answers, the one whose list of mentors in the order of the parents is smallest, with "unmatched" as the
//! largest.
//!
//! # One number for count and points
//!
//! "Count first" becomes arithmetic by adding a constant to every pair, [`Problem::match_worth`], larger than any
//! possible difference of points. It is added once and removed again by [`Worth`]; in between there is one `i64` to
//! maximize, and [`MAX_POINTS`] and [`MAX_PEOPLE`] keep it from overflowing. Everything is an integer, and nothing
//! depends on hashing or time.
//!
//! # Prices
//!
//! Each mentor has a price. A parent at a mentor keeps `worth - price`, a parent without a mentor keeps 0; a place
//! earns `bonus + price`. Three things are always true of the parents admitted so far:
//!
//! 1. every parent is where they keep the most (being unmatched counts as a place to be);
//! 2. every taken place of a mentor earns at least 0, and
//! 3. every free place of a mentor earns at most 0.
//!
//! From *any* given prices one can add up the most each parent could keep and the most each place could earn:
//! no assignment is worth more than that sum. Under 1 to 3 the assignment is worth exactly that sum, so it is best. The
//! sum is computed from the prices and the problem alone, and is the [`Solution::bound`].
//!
//! # Admitting one parent
//!
//! Parents are admitted one by one. A newcomer takes a free place that earns 0 if it is where they keep the most.
//! Otherwise someone moves: the newcomer goes to mentor *a*, a parent of *a* is handed over to *b*, …, until a free
//! place is taken or someone stays unmatched. The chain that loses least is a shortest path, and since the parents of
//! a mentor differ only in what their own move costs, the path walks over *mentors* only: from *a* to *b* with the
//! cheapest hand-over, which a table keeps up to date. Measured against the prices no step costs less than 0, so
//! Dijkstra's search applies, and it stops at the first way out. Raising the price of every mentor nearer than the way
//! out, by how much nearer, makes 1 to 3 true again.
//!
//! The search takes a few steps for most newcomers, regardless of the number of parents; this is why it needs neither
//! the `parents x places` matrix nor the time of a general solver.
//!
//! # An even load is leveled first
//!
//! A bonus that falls from place to place makes each newcomer rearrange many others, only for the next newcomer to
//! rearrange them again. So the parents are admitted to places whose first bonuses are leveled to the last one that is
//! likely to be taken, and 1 to 3 hold with these bonuses. Afterwards the places get their own bonuses back: places
//! taken earn more, which breaks nothing, and the few free ones that now earn more than 0 are filled by the same
//! search, walking backwards.
//!
//! # Equal answers
//!
//! Given best prices, an assignment is best exactly if it obeys 1 to 3 ("complementary slackness"), no matter which
//! best prices were found. So the best assignments are all those that use only *tight* pairs (in which the parent keeps
//! the most) and give each mentor between `least` (places that earn more than 0) and `most` (places that do not earn
//! less than 0) parents. Parents are settled in order: each takes the smallest tight mentor from which a chain of tight
//! hand-overs among the parents not yet settled leads back to the place they give up. That list is the smallest by
//! construction, and does not depend on how the optimum was found.
//!
//! # Questions
//!
//! [`Explainer`] walks the same graph again: what one more place is worth, and what insisting on a pair costs, are
//! shortest paths from an optimum, hence exact, and the path is who would move.

mod explain;
mod flow;
mod problem;
mod refill;
mod ties;

use std::cmp::Reverse;

pub use explain::{Change, Explainer, Move};
pub use problem::{
    FORBIDDEN, MAX_PAIRS, MAX_PEOPLE, MAX_POINTS, MentorSide, Problem, Refusal, Worth,
};

use flow::Flow;
use problem::BARRED;
use refill::Refill;
use ties::Ties;

/// A best assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// The mentor of each parent.
    pub mentor_of: Vec<Option<usize>>,
    /// The number of matches.
    pub matched: usize,
    /// The points of all pairs made and the bonuses of all places taken.
    pub total: i64,
    /// The most that any assignment can be worth, computed from the prices without looking at the assignment. It equals
    /// [`Solution::value`], which proves the assignment best.
    pub bound: Worth,
    /// The price of each mentor, from which anyone can recompute the bound: add up the most that each parent keeps, `(1
    /// match, points) - price` or nothing, and what each place earns, `bonus + price` or nothing.
    pub prices: Vec<Worth>,
}

impl Solution {
    /// What the assignment is worth.
    #[must_use]
    pub fn value(&self) -> Worth {
        Worth {
            matched: i64::try_from(self.matched).unwrap_or(i64::MAX),
            points: self.total,
        }
    }

    /// The place each parent takes with their mentor, from 0, counted in the order of the parents: the place whose
    /// bonus is the parent's when a total is split by parent.
    #[must_use]
    pub fn places(&self) -> Vec<Option<usize>> {
        let mut taken = vec![0; self.prices.len()];
        let mut take = |mentor: usize| {
            taken[mentor] += 1;
            taken[mentor] - 1
        };
        self.mentor_of
            .iter()
            .map(|mentor| mentor.map(&mut take))
            .collect()
    }

    /// Whether value and bound are equal, so that no assignment is better.
    #[must_use]
    pub fn is_proved_best(&self) -> bool {
        self.value() == self.bound
    }
}

/// The best assignment of a problem; see the [module](self) for what best means.
#[must_use]
pub fn solve(problem: &Problem) -> Solution {
    solve_in(problem, &by_stake(problem))
}

/// The best assignment, found by admitting the parents in this order.
fn solve_in(problem: &Problem, order: &[usize]) -> Solution {
    let mut flow = Flow::new(problem);
    for &parent in order {
        flow.admit(parent);
    }
    let Refill {
        mentor_of, prices, ..
    } = Refill::run(flow);
    let prices = &prices[..problem.mentors.len()];
    let mentor_of = Ties::new(problem, prices, mentor_of).resolve();
    let value = value_of(problem, &mentor_of);
    Solution {
        matched: usize::try_from(value.matched).unwrap_or_default(),
        total: value.points,
        bound: bound(problem, prices),
        prices: prices
            .iter()
            .map(|&price| problem.split(price.into()))
            .collect(),
        mentor_of: mentor_of
            .into_iter()
            .map(|node| problem.mentor(node))
            .collect(),
    }
}

/// The parents, those for whom the choice of mentor matters most first.
///
/// Any order gives the same assignment. This one keeps chains short when everyone wants the same mentors: parents
/// admitted later rarely have a better claim than those already there.
fn by_stake(problem: &Problem) -> Vec<usize> {
    let mut order: Vec<usize> = (0..problem.parents).collect();
    order.sort_by_cached_key(|&parent| {
        let allowed = || {
            problem
                .row(parent)
                .iter()
                .filter(|&&points| points != BARRED)
        };
        let (least, most) = (allowed().min(), allowed().max());
        Reverse(most.zip(least).map_or(0, |(most, least)| most - least))
    });
    order
}

/// What an assignment is worth, counted pair by pair.
fn value_of(problem: &Problem, mentor_of: &[usize]) -> Worth {
    let mut load = vec![0; problem.mentors.len()];
    let mut value = Worth::default();
    for (parent, &mentor) in mentor_of.iter().enumerate() {
        if mentor != problem.outside() {
            value.matched += 1;
            value.points += i64::from(problem.row(parent)[mentor])
                + problem.mentors[mentor].bonus[load[mentor]];
            load[mentor] += 1;
        }
    }
    value
}

/// The most that any assignment can be worth at these prices: what each parent can keep and each place can earn.
fn bound(problem: &Problem, prices: &[i64]) -> Worth {
    let kept: i128 = (0..problem.parents)
        .map(|parent| i128::from(problem.most_kept(parent, prices)))
        .sum();
    let earned: i128 = problem
        .mentors
        .iter()
        .zip(prices)
        .flat_map(|(side, price)| {
            side.bonus
                .iter()
                .map(move |bonus| i128::from((bonus + price).max(0)))
        })
        .sum();
    problem.split(kept + earned)
}

#[cfg(test)]
mod tests;
