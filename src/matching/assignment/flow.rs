//! Admitting parents one by one, each by the chain that loses the least.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::problem::{BARRED, BLOCK, FAR, MentorSide, NOBODY, Problem, WIDEST, index, padded};

/// The cheapest way to move one parent of a mentor to each other mentor, and whom it moves.
///
/// A parent who has left the mentor may still be named. Such an entry is too cheap, never too expensive, and is
/// corrected when a search would use it: most entries are never used between two changes.
#[derive(Debug, Clone, Default)]
pub(super) struct HandOvers {
    /// The points lost; more than `WIDEST` if no one can be moved there.
    pub(super) cost: Vec<i32>,
    /// The parent who moves.
    pub(super) who: Vec<u32>,
    /// At most the least `cost + price` of each block. Prices only rise and costs fall only in `add`, so a floor once
    /// computed stays valid.
    pub(super) floor: Vec<i64>,
}

impl HandOvers {
    /// No one to move, in a problem with this many mentors.
    pub(super) fn nobody(mentors: usize) -> Self {
        let length = padded(mentors);
        Self {
            cost: vec![i32::MAX; length],
            who: vec![NOBODY; length],
            floor: vec![FAR; length / BLOCK],
        }
    }

    /// Allows `parent` to be moved, worth `points` in their current place and `row` elsewhere.
    pub(super) fn add(&mut self, parent: u32, points: i32, row: &[i32]) {
        let blocks = self
            .cost
            .chunks_mut(BLOCK)
            .zip(self.who.chunks_mut(BLOCK))
            .zip(&mut self.floor);
        for (((costs, whos), floor), row) in blocks.zip(row.chunks(BLOCK)) {
            let mut fell = false;
            for ((cost, who), &there) in costs.iter_mut().zip(whos).zip(row) {
                let lost = points - there;
                let less = lost < *cost;
                *cost = if less { lost } else { *cost };
                *who = if less { parent } else { *who };
                fell |= less;
            }
            if fell {
                *floor = -FAR;
            }
        }
    }
}

/// The cheapest of `members` to move to `mentor`, and what that loses.
pub(super) fn cheapest(problem: &Problem, members: &[Member], mentor: usize) -> (i32, u32) {
    let mut cheapest = (i32::MAX, NOBODY);
    for member in members {
        let lost = member.points - problem.row(member.parent as usize)[mentor];
        if lost < cheapest.0 {
            cheapest = (lost, member.parent);
        }
    }
    cheapest
}

/// A parent at a mentor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) parent: u32,
    /// The points of the pair.
    pub(super) points: i32,
}

/// The assignment of the parents admitted so far, and the prices that prove it best for them.
pub(super) struct Flow<'a> {
    pub(super) problem: &'a Problem,
    pub(super) mentor_of: Vec<usize>,
    /// The levelled bonuses of each mentor.
    pub(super) bonuses: Vec<Vec<i64>>,
    pub(super) members: Vec<Vec<Member>>,
    pub(super) hand_overs: Vec<HandOvers>,
    /// What is lost by taking the mentor's next free place, or by letting one of their parents become unmatched,
    /// whichever is less; before the price.
    pub(super) way_out: Vec<i64>,
    /// The prices, padded to whole blocks.
    pub(super) prices: Vec<i64>,
    /// How far each mentor is from the newcomer: exact if it is less than the length of the chain, else the length
    /// or more. The padding is nearer than anything, and so never reached.
    pub(super) distance: Vec<i64>,
    /// The mentor before this one on the shortest path, `NOBODY` if the newcomer goes there directly.
    pub(super) before: Vec<u32>,
    /// Mentors to walk on from, nearest first.
    pub(super) frontier: BinaryHeap<Reverse<(i64, u32)>>,
}

/// The best chain of a search: one that a newcomer starts, or one that ends at a free place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    /// What it loses, measured against the prices.
    pub(super) length: i64,
    /// The mentor at its far end; `None` if no one else moves.
    pub(super) last: Option<usize>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mentors = problem.mentors.len();
        let bonuses = levelled(problem);
        let first_places = bonuses
            .iter()
            .map(|bonuses| bonuses.first().map_or(FAR, |bonus| -bonus));
        let way_out: Vec<i64> = first_places.collect();
        let mut prices: Vec<i64> = way_out
            .iter()
            .map(|&lost| if lost == FAR { 0 } else { lost })
            .collect();
        prices.resize(padded(mentors), 0);
        Self {
            problem,
            bonuses,
            way_out,
            mentor_of: vec![problem.outside(); problem.parents],
            members: vec![Vec::new(); mentors],
            hand_overs: vec![HandOvers::default(); mentors],
            prices,
            distance: vec![-FAR; padded(mentors)],
            before: vec![NOBODY; mentors],
            frontier: BinaryHeap::new(),
        }
    }

    /// Admits one more parent.
    pub(super) fn admit(&mut self, parent: usize) {
        let chain = self.search(parent);
        for (price, distance) in self
            .prices
            .iter_mut()
            .zip(&self.distance[..self.problem.mentors.len()])
        {
            *price += (chain.length - distance).max(0);
        }
        if let Some(last) = chain.last {
            self.shift(parent, last);
        }
    }

    /// Finds the best chain that starts with this newcomer.
    pub(super) fn search(&mut self, parent: usize) -> Chain {
        let mut chain = self.start(parent);
        while let Some(Reverse((distance, mentor))) = self.frontier.pop() {
            if distance >= chain.length {
                break;
            }
            if distance == self.distance[mentor as usize] {
                self.walk_on(mentor as usize, &mut chain);
            }
        }
        chain
    }

    /// Looks at every mentor the newcomer can go to directly.
    pub(super) fn start(&mut self, parent: usize) -> Chain {
        let problem = self.problem;
        let most = problem.most_kept(parent, &self.prices);
        let mut chain = Chain {
            length: most,
            last: None,
        };
        let row = problem.row(parent);
        for (mentor, &points) in row.iter().enumerate() {
            let forgone = most + self.prices[mentor] - problem.match_worth - i64::from(points);
            let distance = if points == BARRED { FAR } else { forgone };
            self.distance[mentor] = distance;
            let length = distance + self.way_out[mentor] - self.prices[mentor];
            if length < chain.length {
                chain = Chain {
                    length,
                    last: Some(mentor),
                };
            }
        }
        self.before.fill(NOBODY);
        self.frontier.clear();
        for (mentor, &distance) in self.distance[..row.len()].iter().enumerate() {
            if distance < chain.length {
                self.frontier.push(Reverse((distance, index(mentor))));
            }
        }
        chain
    }

    /// Looks at every mentor to whom one of this mentor's parents can be handed over.
    pub(super) fn walk_on(&mut self, mentor: usize, chain: &mut Chain) {
        let base = self.distance[mentor] - self.prices[mentor];
        let mut hand_overs = std::mem::take(&mut self.hand_overs[mentor]);
        for block in 0..hand_overs.floor.len() {
            if base + hand_overs.floor[block] < chain.length
                && self.has_nearer(&mut hand_overs, block, base, chain.length)
            {
                self.look_into(mentor, &mut hand_overs, block, chain);
            }
        }
        self.hand_overs[mentor] = hand_overs;
    }

    /// Whether a block may lead to some mentor on a shorter path; recomputes its floor.
    pub(super) fn has_nearer(
        &self,
        hand_overs: &mut HandOvers,
        block: usize,
        base: i64,
        length: i64,
    ) -> bool {
        let here = block * BLOCK..(block + 1) * BLOCK;
        let steps = hand_overs.cost[here.clone()]
            .iter()
            .zip(&self.prices[here.clone()]);
        let mut floor = FAR;
        let mut nearer = 0;
        for ((&cost, price), known) in steps.zip(&self.distance[here]) {
            let step = i64::from(cost) + price;
            floor = floor.min(step);
            // Negative if both are; avoids a branch.
            nearer |= (base + step - known) & (base + step - length);
        }
        hand_overs.floor[block] = floor;
        nearer < 0
    }

    /// Takes the shorter paths that a block leads to.
    pub(super) fn look_into(
        &mut self,
        mentor: usize,
        hand_overs: &mut HandOvers,
        block: usize,
        chain: &mut Chain,
    ) {
        let base = self.distance[mentor] - self.prices[mentor];
        for next in block * BLOCK..(block + 1) * BLOCK {
            let known = self.distance[next].min(chain.length);
            let seems = base + i64::from(hand_overs.cost[next]) + self.prices[next];
            if seems >= known {
                continue;
            }
            let is_here = |who: u32| self.mentor_of.get(who as usize) == Some(&mentor);
            if !is_here(hand_overs.who[next]) {
                (hand_overs.cost[next], hand_overs.who[next]) =
                    cheapest(self.problem, &self.members[mentor], next);
            }
            let distance = base + i64::from(hand_overs.cost[next]) + self.prices[next];
            if distance >= known || hand_overs.cost[next] > WIDEST {
                continue;
            }
            self.distance[next] = distance;
            self.before[next] = index(mentor);
            self.frontier.push(Reverse((distance, index(next))));
            let length = distance + self.way_out[next] - self.prices[next];
            if length < chain.length {
                *chain = Chain {
                    length,
                    last: Some(next),
                };
            }
        }
    }

    /// Moves everyone on the chain that ends at `last`, and the newcomer to its beginning.
    pub(super) fn shift(&mut self, newcomer: usize, last: usize) {
        if let Some(leaving) = self.leaving_at_the_end(last) {
            self.members[last].retain(|member| member.parent != leaving);
            self.mentor_of[leaving as usize] = self.problem.outside();
        }
        let mut here = last;
        loop {
            let previous = self.before[here];
            if previous == NOBODY {
                self.seat(newcomer, here);
                break;
            }
            let previous = previous as usize;
            let mover = self.hand_overs[previous].who[here];
            self.members[previous].retain(|member| member.parent != mover);
            self.seat(mover as usize, here);
            here = previous;
        }
    }

    /// The parent who becomes unmatched at the end of a chain; `None` if the mentor's next place costs no more.
    pub(super) fn leaving_at_the_end(&self, last: usize) -> Option<u32> {
        let leaving = self.members[last]
            .iter()
            .min_by_key(|member| member.points)?;
        let cost = self.problem.match_worth + i64::from(leaving.points);
        (cost < self.next_place(last)).then_some(leaving.parent)
    }

    /// What taking the mentor's next free place loses, before the price.
    pub(super) fn next_place(&self, mentor: usize) -> i64 {
        self.bonuses[mentor]
            .get(self.members[mentor].len())
            .map_or(FAR, |bonus| -bonus)
    }

    /// Gives a mentor one more parent, after anyone leaving has left, and updates the tables.
    pub(super) fn seat(&mut self, parent: usize, mentor: usize) {
        let row = self.problem.row(parent);
        let points = row[mentor];
        let hand_overs = &mut self.hand_overs[mentor];
        if hand_overs.cost.is_empty() {
            *hand_overs = HandOvers::nobody(row.len());
        }
        hand_overs.add(index(parent), points, row);
        self.members[mentor].push(Member {
            parent: index(parent),
            points,
        });
        self.mentor_of[parent] = mentor;
        let least = self.members[mentor]
            .iter()
            .map(|member| member.points)
            .min();
        let unmatched = least.map_or(FAR, |points| self.problem.match_worth + i64::from(points));
        self.way_out[mentor] = unmatched.min(self.next_place(mentor));
    }
}

/// The bonuses of each mentor, with those of the places likely to be taken lowered to the last of them.
///
/// The bonuses of the first places do not need to differ as long as all of these places will be taken. How many those
/// are is a guess: as many as if the places with the highest bonuses were taken. A wrong guess only costs time.
pub(super) fn levelled(problem: &Problem) -> Vec<Vec<i64>> {
    let mut all: Vec<i64> = problem
        .mentors
        .iter()
        .flat_map(|side| &side.bonus)
        .copied()
        .collect();
    all.sort_unstable_by_key(|&bonus| Reverse(bonus));
    let left_over = all.get(problem.parents).copied();
    let level = |side: &MentorSide| {
        let mut bonuses = side.bonus.clone();
        let taken =
            bonuses.partition_point(|&bonus| left_over.is_none_or(|left_over| bonus > left_over));
        if let Some(&last) = bonuses[..taken].last() {
            bonuses[..taken].fill(last);
        }
        bonuses
    };
    problem.mentors.iter().map(level).collect()
}
