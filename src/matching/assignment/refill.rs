//! Places held back while parents were admitted, assigned one by one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::flow::{Chain, Flow, HandOvers, Member, cheapest};
use super::problem::{BLOCK, FAR, NOBODY, Problem, WIDEST, index};

/// Gives the places their own bonuses back, and fills those that should not have been left free.
///
/// With its own, higher bonus a free place may earn more than 0. Then either someone comes: the mirror image of
/// admitting a parent, a chain of hand-overs that ends here and starts with a mentor who gives up a place. Or no one
/// comes for what the place earns, and the price falls until it earns 0. The chain never starts with an unmatched
/// parent: that would be one more match, and there are already as many as possible. The search goes backward, so the
/// table of hand-overs is indexed by where they lead.
pub(super) struct Refill<'a> {
    pub(super) problem: &'a Problem,
    pub(super) mentor_of: Vec<usize>,
    pub(super) members: Vec<Vec<Member>>,
    /// The prices, padded to whole blocks.
    pub(super) prices: Vec<i64>,
    /// As in [`HandOvers`], one row for each mentor: where the parent comes from.
    pub(super) cost: Vec<i32>,
    pub(super) who: Vec<u32>,
    /// How far each mentor is from the free place, as in [`Flow`].
    pub(super) distance: Vec<i64>,
    /// Where the chain continues from each mentor.
    pub(super) after: Vec<usize>,
    pub(super) frontier: BinaryHeap<Reverse<(i64, u32)>>,
}

impl<'a> Refill<'a> {
    /// Turns the assignment of parents to places with levelled bonuses into one for the original problem.
    pub(super) fn run(flow: Flow<'a>) -> Self {
        let mentors = flow.problem.mentors.len();
        let mut refill = Self {
            problem: flow.problem,
            mentor_of: flow.mentor_of,
            members: flow.members,
            prices: flow.prices,
            cost: Vec::new(),
            who: Vec::new(),
            distance: flow.distance,
            after: vec![0; mentors],
            frontier: BinaryHeap::new(),
        };
        if (0..mentors).any(|mentor| refill.free_place_earns(mentor) > 0) {
            refill.turn_around(flow.hand_overs);
            for mentor in 0..mentors {
                while refill.free_place_earns(mentor) > 0 {
                    refill.fill_place(mentor);
                }
            }
        }
        refill
    }

    /// What the mentor's next free place earns; 0 if there is none.
    pub(super) fn free_place_earns(&self, mentor: usize) -> i64 {
        let next = self.problem.mentors[mentor]
            .bonus
            .get(self.members[mentor].len());
        next.map_or(0, |bonus| bonus + self.prices[mentor])
    }

    /// What the mentor's last taken place earns, which is lost if it is given up.
    pub(super) fn last_place_earns(&self, mentor: usize) -> i64 {
        let last = self.members[mentor].len().checked_sub(1);
        let bonus = last.and_then(|last| self.problem.mentors[mentor].bonus.get(last));
        bonus.map_or(FAR, |bonus| bonus + self.prices[mentor])
    }

    /// Sorts the hand-overs by where they lead.
    pub(super) fn turn_around(&mut self, hand_overs: Vec<HandOvers>) {
        let mentors = self.problem.mentors.len();
        let width = self.prices.len();
        self.cost = vec![i32::MAX; mentors * width];
        self.who = vec![NOBODY; mentors * width];
        for (from, hand_overs) in hand_overs.into_iter().enumerate() {
            for (to, (cost, who)) in hand_overs
                .cost
                .into_iter()
                .zip(hand_overs.who)
                .take(mentors)
                .enumerate()
            {
                self.cost[to * width + from] = cost;
                self.who[to * width + from] = who;
            }
        }
    }

    /// Lets someone take the mentor's next free place, or lowers its earnings to 0.
    pub(super) fn fill_place(&mut self, mentor: usize) {
        let chain = self.search(mentor);
        for (price, distance) in self
            .prices
            .iter_mut()
            .zip(&self.distance[..self.problem.mentors.len()])
        {
            *price -= (chain.length - distance).max(0);
        }
        let mut here = chain.last.unwrap_or(mentor);
        while here != mentor {
            let next = self.after[here];
            let mover = self.who[next * self.prices.len() + here];
            self.members[here].retain(|member| member.parent != mover);
            self.seat(mover, next);
            here = next;
        }
    }

    /// Finds the best chain that ends at a free place of this mentor; its other end is the chain's `last`, or `None` if
    /// the place should stay free.
    pub(super) fn search(&mut self, mentor: usize) -> Chain {
        let mut chain = Chain {
            length: self.free_place_earns(mentor),
            last: None,
        };
        self.distance[..self.problem.mentors.len()].fill(FAR);
        self.distance[mentor] = 0;
        self.frontier.clear();
        self.frontier.push(Reverse((0, index(mentor))));
        while let Some(Reverse((distance, mentor))) = self.frontier.pop() {
            if distance >= chain.length {
                break;
            }
            if distance == self.distance[mentor as usize] {
                self.walk_back(mentor as usize, &mut chain);
            }
        }
        chain
    }

    /// Looks at every mentor from whom a parent can be handed over to this one.
    pub(super) fn walk_back(&mut self, mentor: usize, chain: &mut Chain) {
        let base = self.distance[mentor] + self.prices[mentor];
        let row = mentor * self.prices.len();
        for block in (0..self.prices.len()).step_by(BLOCK) {
            let costs = &self.cost[row + block..][..BLOCK];
            let others = self.prices[block..][..BLOCK]
                .iter()
                .zip(&self.distance[block..][..BLOCK]);
            let nearer = costs
                .iter()
                .zip(others)
                .fold(0, |nearer, (&cost, (price, known))| {
                    let distance = base + i64::from(cost) - price;
                    // Negative if both are; avoids a branch.
                    nearer | ((distance - known) & (distance - chain.length))
                });
            if nearer < 0 {
                (block..block + BLOCK).for_each(|from| self.look_at(mentor, from, chain));
            }
        }
    }

    /// Takes the path from one mentor to the other if it is shorter.
    pub(super) fn look_at(&mut self, mentor: usize, from: usize, chain: &mut Chain) {
        let base = self.distance[mentor] + self.prices[mentor] - self.prices[from];
        let known = self.distance[from].min(chain.length);
        let entry = mentor * self.prices.len() + from;
        if base + i64::from(self.cost[entry]) >= known {
            return;
        }
        if self.mentor_of.get(self.who[entry] as usize) != Some(&from) {
            (self.cost[entry], self.who[entry]) =
                cheapest(self.problem, &self.members[from], mentor);
        }
        let distance = base + i64::from(self.cost[entry]);
        if distance >= known || self.cost[entry] > WIDEST {
            return;
        }
        self.distance[from] = distance;
        self.after[from] = mentor;
        self.frontier.push(Reverse((distance, index(from))));
        let length = distance + self.last_place_earns(from);
        if length < chain.length {
            *chain = Chain {
                length,
                last: Some(from),
            };
        }
    }

    /// Gives a mentor one more parent, and updates the tables.
    pub(super) fn seat(&mut self, parent: u32, mentor: usize) {
        let row = self.problem.row(parent as usize);
        let points = row[mentor];
        self.members[mentor].push(Member { parent, points });
        self.mentor_of[parent as usize] = mentor;
        for (to, &there) in row.iter().enumerate() {
            let entry = to * self.prices.len() + mentor;
            if points - there < self.cost[entry] {
                self.cost[entry] = points - there;
                self.who[entry] = parent;
            }
        }
    }
}
