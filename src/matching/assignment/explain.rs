//! Questions about a solution, answered by walking its graph again.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Solution;
use super::problem::{FAR, NOBODY, Problem, Worth, index};

/// One parent's move in an answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Who moves.
    pub parent: usize,
    /// Their mentor in the solution; `None` if they are unmatched.
    pub from: Option<usize>,
    /// Their mentor after the change; `None` if they become unmatched.
    pub to: Option<usize>,
}

/// How a best assignment of a changed problem differs from the solution.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// The new value minus the old one.
    pub difference: Worth,
    /// Who would move: first the parent who takes the place in question, then each one who makes room for or replaces
    /// the one before.
    pub moves: Vec<Move>,
}

/// Answers questions about a solution, each with an exact figure and the moves behind it.
///
/// Between any two nodes there is a cheapest step: a parent handed over, or a place taken or given up if one of the
/// nodes is the outside. A question is a shortest path of such steps, and measured against the prices of the solution
/// none of them costs less than 0.
#[derive(Debug, Clone)]
pub struct Explainer<'a> {
    pub(super) problem: &'a Problem,
    pub(super) node_of: Vec<usize>,
    /// The prices, and 0 for the outside.
    pub(super) prices: Vec<i64>,
    /// The cheapest parent to hand over, by node and other node; empty for a node without parents.
    pub(super) hand_overs: Vec<Vec<Step>>,
    /// What is lost when a mentor's next place is taken; `FAR` if all are taken.
    pub(super) place_taken: Vec<i64>,
    /// What is lost when a mentor's last taken place is given up; `FAR` if none is taken.
    pub(super) place_given_up: Vec<i64>,
    pub(super) from_outside: Vec<Reached>,
}

/// One step, before the prices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) cost: i64,
    /// The parent who makes it; `NOBODY` if it is a place taken or given up.
    pub(super) who: u32,
}

/// How a node was reached on a shortest path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reached {
    pub(super) distance: i64,
    pub(super) before: usize,
    pub(super) who: u32,
}

impl<'a> Explainer<'a> {
    /// Prepares for questions; `solution` must be what [`solve`](super::solve) returned for `problem`.
    #[must_use]
    pub fn new(problem: &'a Problem, solution: &Solution) -> Self {
        let prices = solution
            .prices
            .iter()
            .map(|&price| problem.join(price))
            .chain([0])
            .collect();
        let mut explainer = Self {
            problem,
            node_of: solution
                .mentor_of
                .iter()
                .map(|mentor| mentor.unwrap_or(problem.outside()))
                .collect(),
            prices,
            hand_overs: vec![Vec::new(); problem.outside() + 1],
            place_taken: Vec::new(),
            place_given_up: Vec::new(),
            from_outside: Vec::new(),
        };
        explainer.add_hand_overs();
        explainer.add_places();
        explainer.from_outside = explainer.paths(problem.outside());
        explainer
    }

    /// What one more place with this mentor would be worth if the match that takes it earned `bonus` more: the gain,
    /// and who would move. Nothing changes if no one would use the place. `None` if there is no such mentor.
    #[must_use]
    pub fn worth_of_another_place(&self, mentor: usize, bonus: i64) -> Option<Change> {
        self.problem.mentor(mentor)?;
        let Some(mut difference) =
            self.difference(0, self.problem.outside(), mentor, &self.from_outside)
        else {
            return Some(Change::default());
        };
        difference.points = difference.points.saturating_add(bonus);
        if difference <= Worth::default() {
            return Some(Change::default());
        }
        let mut moves = self.moves(self.problem.outside(), mentor, &self.from_outside);
        moves.reverse();
        Some(Change { difference, moves })
    }

    /// The cost of insisting on this pair, as a difference never above 0: the loss, and who would be displaced after
    /// the parent's own move. `None` if the pair is forbidden, or the mentor has no place at all.
    #[must_use]
    pub fn cost_of_insisting(&self, parent: usize, mentor: usize) -> Option<Change> {
        let from = *self.node_of.get(parent)?;
        let there = self
            .problem
            .mentor(mentor)
            .and_then(|_| self.problem.worth(parent, mentor))?;
        if from == mentor {
            return Some(Change::default());
        }
        let gained = there - self.problem.worth(parent, from)?;
        let paths = self.paths(mentor);
        let difference = self.difference(gained, mentor, from, &paths)?;
        let mut moves = vec![Move {
            parent,
            from: self.problem.mentor(from),
            to: Some(mentor),
        }];
        moves.extend(self.moves(mentor, from, &paths));
        Some(Change { difference, moves })
    }

    pub(super) fn add_hand_overs(&mut self) {
        let outside = self.problem.outside();
        for (parent, &here) in self.node_of.iter().enumerate() {
            let Some(kept) = self.problem.worth(parent, here) else {
                continue;
            };
            let steps = &mut self.hand_overs[here];
            steps.resize(
                outside + 1,
                Step {
                    cost: FAR,
                    who: NOBODY,
                },
            );
            for (there, step) in steps.iter_mut().enumerate() {
                let cost = self
                    .problem
                    .worth(parent, there)
                    .map_or(FAR, |worth| kept - worth);
                if cost < step.cost {
                    *step = Step {
                        cost,
                        who: index(parent),
                    };
                }
            }
        }
    }

    pub(super) fn add_places(&mut self) {
        let mut load = vec![0_usize; self.prices.len()];
        for &node in &self.node_of {
            load[node] += 1;
        }
        for (side, &load) in self.problem.mentors.iter().zip(&load) {
            let last = load.checked_sub(1).and_then(|last| side.bonus.get(last));
            self.place_taken
                .push(side.bonus.get(load).map_or(FAR, |bonus| -bonus));
            self.place_given_up.push(last.map_or(FAR, |&bonus| bonus));
        }
    }

    /// The shortest paths from one node to all others (Dijkstra).
    pub(super) fn paths(&self, from: usize) -> Vec<Reached> {
        let outside = self.problem.outside();
        let mut reached = vec![
            Reached {
                distance: FAR,
                before: from,
                who: NOBODY
            };
            outside + 1
        ];
        let mut frontier = BinaryHeap::from([Reverse((0, from))]);
        reached[from].distance = 0;
        while let Some(Reverse((distance, node))) = frontier.pop() {
            if distance > reached[node].distance {
                continue;
            }
            let base = distance - self.prices[node];
            let mut walk = |next: usize, Step { cost, who }: Step| {
                let distance = base + cost + self.prices[next];
                if cost < FAR && distance < reached[next].distance {
                    reached[next] = Reached {
                        distance,
                        before: node,
                        who,
                    };
                    frontier.push(Reverse((distance, next)));
                }
            };
            let place = |cost| Step { cost, who: NOBODY };
            if node == outside {
                self.place_given_up
                    .iter()
                    .enumerate()
                    .for_each(|(mentor, &cost)| walk(mentor, place(cost)));
            } else {
                walk(outside, place(self.place_taken[node]));
            }
            self.hand_overs[node]
                .iter()
                .enumerate()
                .for_each(|(next, &step)| walk(next, step));
        }
        reached
    }

    /// What is `gained` minus what is lost on the path between two nodes; `None` if there is no path.
    pub(super) fn difference(
        &self,
        gained: i64,
        from: usize,
        to: usize,
        paths: &[Reached],
    ) -> Option<Worth> {
        let distance = paths[to].distance;
        let lost = distance + self.prices[from] - self.prices[to];
        (distance < FAR).then(|| self.problem.split((gained - lost).into()))
    }

    /// Who moves on the path between two nodes, in its direction.
    pub(super) fn moves(&self, from: usize, to: usize, paths: &[Reached]) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut node = to;
        while node != from {
            let Reached { before, who, .. } = paths[node];
            if who != NOBODY {
                let (from, to) = (self.problem.mentor(before), self.problem.mentor(node));
                moves.push(Move {
                    parent: who as usize,
                    from,
                    to,
                });
            }
            node = before;
        }
        moves.reverse();
        moves
    }
}
