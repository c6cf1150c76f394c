//! The smallest of equal answers: parents are settled in order among the tight pairs.

use super::problem::{BARRED, Problem, index};

/// A set of nodes.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(pub(super) Vec<u64>);

impl Bits {
    pub(super) fn none(nodes: usize) -> Self {
        Self(vec![0; nodes.div_ceil(64)])
    }

    pub(super) fn put(&mut self, node: usize, present: bool) {
        let bit = 1 << (node % 64);
        if present {
            self.0[node / 64] |= bit;
        } else {
            self.0[node / 64] &= !bit;
        }
    }

    pub(super) fn has(&self, node: usize) -> bool {
        self.0[node / 64] >> (node % 64) & 1 == 1
    }
}

/// The members of a set given as words, ascending.
pub(super) fn ones(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(place, &word)| {
        std::iter::successors((word != 0).then_some(word), |word| {
            let rest = word & (word - 1);
            (rest != 0).then_some(rest)
        })
        .map(move |word| place * 64 + word.trailing_zeros() as usize)
    })
}

/// Finds the smallest of all best assignments.
pub(super) struct Ties<'a> {
    pub(super) problem: &'a Problem,
    pub(super) mentor_of: Vec<usize>,
    /// The nodes where each parent keeps the most, one row of words for each parent.
    pub(super) tight: Vec<u64>,
    pub(super) words: usize,
    /// The parents not yet settled, by node.
    pub(super) open: Vec<Vec<u32>>,
    /// The place of each parent in `open`.
    pub(super) slot: Vec<usize>,
    /// How many open parents of a node are tight elsewhere, by node and other node.
    pub(super) movable: Vec<Vec<u32>>,
    /// Where `movable` is not 0.
    pub(super) reach: Vec<Bits>,
    pub(super) load: Vec<usize>,
    pub(super) least: Vec<usize>,
    pub(super) most: Vec<usize>,
    /// The mentors with more parents than `least`: the last may leave, and its place stays empty.
    pub(super) spare: Bits,
    pub(super) seen: Bits,
    pub(super) before: Vec<usize>,
    pub(super) queue: Vec<usize>,
}

impl<'a> Ties<'a> {
    pub(super) fn new(problem: &'a Problem, prices: &[i64], mentor_of: Vec<usize>) -> Self {
        let nodes = problem.outside() + 1;
        let words = nodes.div_ceil(64);
        let places_earning = |enough: fn(i64) -> bool| {
            problem
                .mentors
                .iter()
                .zip(prices)
                .map(|(side, price)| side.bonus.partition_point(|bonus| enough(bonus + price)))
                .collect::<Vec<_>>()
        };
        let mut ties = Self {
            problem,
            slot: vec![0; mentor_of.len()],
            tight: vec![0; words * mentor_of.len()],
            words,
            open: vec![Vec::new(); nodes],
            movable: vec![Vec::new(); nodes],
            reach: vec![Bits::none(nodes); nodes],
            load: vec![0; nodes],
            least: places_earning(|earned| earned > 0),
            most: places_earning(|earned| earned >= 0),
            spare: Bits::none(nodes),
            seen: Bits::none(nodes),
            before: vec![0; nodes],
            queue: Vec::new(),
            mentor_of,
        };
        for parent in 0..ties.mentor_of.len() {
            ties.mark_tight(parent, prices);
            ties.enter(index(parent), ties.mentor_of[parent]);
        }
        ties
    }

    pub(super) fn mark_tight(&mut self, parent: usize, prices: &[i64]) {
        let most = self.problem.most_kept(parent, prices);
        let row = &mut self.tight[parent * self.words..][..self.words];
        for (mentor, (&points, price)) in self.problem.row(parent).iter().zip(prices).enumerate() {
            let kept = self.problem.match_worth + i64::from(points) - price;
            let is_tight = points != BARRED && kept == most;
            row[mentor / 64] |= u64::from(is_tight) << (mentor % 64);
        }
        let outside = self.problem.outside();
        row[outside / 64] |= u64::from(most == 0) << (outside % 64);
    }

    pub(super) fn is_tight(&self, parent: u32, node: usize) -> bool {
        self.tight[parent as usize * self.words + node / 64] >> (node % 64) & 1 == 1
    }

    /// Puts an open parent at a node.
    pub(super) fn enter(&mut self, parent: u32, node: usize) {
        if self.movable[node].is_empty() {
            self.movable[node] = vec![0; self.reach.len()];
        }
        for other in ones(&self.tight[parent as usize * self.words..][..self.words]) {
            let movable = &mut self.movable[node][other];
            *movable += 1;
            if *movable == 1 {
                self.reach[node].put(other, true);
            }
        }
        self.slot[parent as usize] = self.open[node].len();
        self.open[node].push(parent);
        self.seat(parent, node);
    }

    /// Counts the parent, open or settled, at a node.
    pub(super) fn seat(&mut self, parent: u32, node: usize) {
        self.mentor_of[parent as usize] = node;
        self.load[node] += 1;
        self.refresh_spare(node);
    }

    /// Removes an open parent from their node.
    pub(super) fn leave(&mut self, parent: u32) {
        let node = self.mentor_of[parent as usize];
        for other in ones(&self.tight[parent as usize * self.words..][..self.words]) {
            let movable = &mut self.movable[node][other];
            *movable -= 1;
            if *movable == 0 {
                self.reach[node].put(other, false);
            }
        }
        let slot = self.slot[parent as usize];
        self.open[node].swap_remove(slot);
        if let Some(&moved) = self.open[node].get(slot) {
            self.slot[moved as usize] = slot;
        }
        self.load[node] -= 1;
        self.refresh_spare(node);
    }

    pub(super) fn refresh_spare(&mut self, node: usize) {
        if let Some(&least) = self.least.get(node) {
            self.spare.put(node, self.load[node] > least);
        }
    }

    /// Settles everyone in order.
    pub(super) fn resolve(mut self) -> Vec<usize> {
        for parent in 0..self.mentor_of.len() {
            let parent = index(parent);
            let held = self.mentor_of[parent as usize];
            self.leave(parent);
            self.load[held] += 1;
            self.refresh_spare(held);
            let taken = self.smallest_place(parent, held);
            self.load[held] -= 1;
            self.refresh_spare(held);
            if let Some(taken) = taken {
                self.hand_over(taken, held);
            }
            self.seat(parent, taken.unwrap_or(held));
        }
        self.mentor_of
    }

    /// The smallest node below `held` from which a chain leads to `held`; `before` then contains the chain.
    ///
    /// One search serves all candidates: nodes that a smaller candidate reached in vain do not need another visit.
    pub(super) fn smallest_place(&mut self, parent: u32, held: usize) -> Option<usize> {
        self.seen.0.fill(0);
        let row = parent as usize * self.words;
        for word in 0..=held / 64 {
            let mut candidates = self.tight[row + word];
            if word == held / 64 {
                candidates &= (1 << (held % 64)) - 1;
            }
            while candidates != 0 {
                let candidate = word * 64 + candidates.trailing_zeros() as usize;
                candidates &= candidates - 1;
                if !self.seen.has(candidate) && self.leads(candidate, held) {
                    return Some(candidate);
                }
            }
        }
        None
    }

    /// Whether a chain of tight hand-overs leads from one node to another.
    pub(super) fn leads(&mut self, from: usize, to: usize) -> bool {
        self.queue.clear();
        self.queue.push(from);
        self.seen.put(from, true);
        let outside = self.problem.outside();
        let mut next = 0;
        while let Some(&node) = self.queue.get(next) {
            next += 1;
            let takes_one_more = self
                .most
                .get(node)
                .is_some_and(|&most| self.load[node] < most);
            if self.open[node].is_empty() && !takes_one_more && node != outside {
                continue;
            }
            for word in 0..self.words {
                let mut found = self.reach[node].0[word];
                if node == outside {
                    found |= self.spare.0[word];
                } else if takes_one_more && word == outside / 64 {
                    found |= 1 << (outside % 64);
                }
                found &= !self.seen.0[word];
                self.seen.0[word] |= found;
                while found != 0 {
                    let other = word * 64 + found.trailing_zeros() as usize;
                    found &= found - 1;
                    self.before[other] = node;
                    self.queue.push(other);
                }
            }
            if self.seen.has(to) {
                return true;
            }
        }
        false
    }

    /// Moves the open parents on the chain from one node to another; a step without a parent is a place given up or
    /// taken.
    pub(super) fn hand_over(&mut self, from: usize, to: usize) {
        let mut node = to;
        while node != from {
            let previous = self.before[node];
            let mover = self.open[previous]
                .iter()
                .copied()
                .find(|&parent| self.is_tight(parent, node));
            if let Some(mover) = mover {
                self.leave(mover);
                self.enter(mover, node);
            }
            node = previous;
        }
    }
}
