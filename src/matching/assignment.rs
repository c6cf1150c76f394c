//! Everyone at once: the best assignment of parents to the free places of mentors, with a proof.
//!
//! # The problem
//!
//! Every parent takes at most one place, every mentor gives at most as many places as they have free. A pair that a hard
//! rule forbids is never made. A pair is worth its points (fit and waiting, all of the mentor's places alike), and the
//! mentor's first, second, … further place adds a bonus of its own that never rises, which is how an even load is paid
//! for. Wanted, in this order: as many matches as possible; then the highest total of points and bonuses; then, of equal
//! answers, the one whose list of mentors in the order of the parents is smallest, "unmatched" being the largest.
//!
//! # One number for count and points
//!
//! "Count first" becomes arithmetic by adding a constant to every pair, [`Problem::match_worth`], larger than any
//! difference of points can be. It is added once and taken off again by [`Worth`]; in between there is one `i64` to
//! maximise, and [`MAX_POINTS`] and [`MAX_PEOPLE`] are what keeps it from overflowing. Everything is an integer, and
//! nothing depends on hashing or time.
//!
//! # Prices
//!
//! Each mentor has a price. A parent at a mentor keeps `worth - price`, a parent without a mentor keeps 0; a place earns
//! `bonus + price`. Three things are always true of the parents admitted so far:
//!
//! 1. every parent is where they keep the most (being unmatched counts as a place to be);
//! 2. every taken place of a mentor earns at least 0, and
//! 3. every free place of a mentor earns at most 0.
//!
//! Whoever is given *any* prices can add up what each parent could keep at most and what each place could earn at most:
//! no assignment is worth more than that sum. Under 1 to 3 the assignment is worth exactly that sum, so it is best. The
//! sum is computed from the prices and the problem alone, and is the [`Solution::bound`].
//!
//! # Admitting one parent
//!
//! Parents are admitted one by one. A newcomer who finds a free place that earns 0 where they keep the most takes it.
//! Otherwise someone moves: the newcomer goes to mentor *a*, a parent of *a* is handed over to *b*, …, until a free place
//! is taken or somebody stays unmatched. The chain that loses least is a shortest path, and since the parents of a mentor
//! differ only in what their own move costs, the path walks over *mentors* only: from *a* to *b* with the cheapest
//! hand-over, which a table keeps up to date. Measured against the prices no step costs less than 0, so Dijkstra's search
//! applies, and it stops at the first way out. Raising the price of every mentor nearer than the way out, by how much
//! nearer, makes 1 to 3 true again.
//!
//! The search is a few steps for most newcomers, however many parents there are; this is why it needs neither the
//! `parents x places` matrix nor the time of a general solver.
//!
//! # An even load is levelled first
//!
//! A bonus that falls from place to place makes each newcomer rearrange many others, only for the next newcomer to
//! rearrange them again. So the parents are admitted to places whose first bonuses are levelled to the last one that is
//! likely to be taken, and 1 to 3 hold with these bonuses. Afterwards the places get their own bonuses back: places taken
//! earn more, which breaks nothing, and the few free ones that now earn more than 0 are filled by the same search, walking
//! backwards.
//!
//! # Equal answers
//!
//! Given best prices, an assignment is best exactly if it obeys 1 to 3 ("complementary slackness"), whichever best prices
//! were found. So the best assignments are all those that use only *tight* pairs (where the parent keeps the most) and
//! give each mentor between `least` (places that earn more than 0) and `most` (places that do not earn less than 0)
//! parents. Parents are settled in order: each takes the smallest tight mentor from which a chain of tight hand-overs
//! among the parents not yet settled leads back to the place they give up. That list is the smallest by construction, and
//! does not depend on how the optimum was found.
//!
//! # Questions
//!
//! [`Explainer`] walks the same graph once more: what one more place is worth, and what insisting on a pair costs, are
//! shortest paths from an optimum, hence exact, and the path is who would move.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;

/// The largest size, either sign, of a pair's points or a place's bonus.
pub const MAX_POINTS: i64 = 500_000_000;

/// The most parents, and the most mentors, one problem may have.
pub const MAX_PEOPLE: usize = 1 << 24;

/// The most pairs one problem may have, allowed or not; each takes four bytes.
pub const MAX_PAIRS: usize = 1 << 31;

/// Points of a pair that must not be made. The difference to any allowed points is an `i32` above [`WIDEST`], so that
/// tables of differences need no special case.
const BARRED: i32 = -1_600_000_000;

/// The largest difference between the points of two allowed pairs.
const WIDEST: i32 = 1_000_000_000;

/// Farther than any chain; small enough to add three of them.
const FAR: i64 = i64::MAX / 4;

/// No parent, or no mentor, in the compact tables.
const NOBODY: u32 = u32::MAX;

/// Tables are searched in blocks of this many entries, most of which are passed over after one comparison.
const BLOCK: usize = 16;

/// A mentor as the assignment sees them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MentorSide {
    /// What the 1st, 2nd, … further place adds to the points of the pair that takes it; as long as there are free
    /// places, and never rising.
    pub bonus: Vec<i64>,
}

/// Why a problem was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// More parents or mentors than [`MAX_PEOPLE`], or more pairs than [`MAX_PAIRS`].
    TooMany,
    /// The points of this pair are outside of `-MAX_POINTS..=MAX_POINTS`.
    Points {
        /// The pair's parent.
        parent: usize,
        /// The pair's mentor.
        mentor: usize,
    },
    /// A bonus of this mentor is outside of `-MAX_POINTS..=MAX_POINTS`.
    Bonus {
        /// The mentor.
        mentor: usize,
    },
    /// A later place of this mentor has a higher bonus than an earlier one.
    BonusRises {
        /// The mentor.
        mentor: usize,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "more than {MAX_PEOPLE} parents or mentors, or {MAX_PAIRS} pairs"),
            Self::Points { parent, mentor } => {
                write!(f, "points of parent {parent} with mentor {mentor} are beyond {MAX_POINTS}")
            }
            Self::Bonus { mentor } => write!(f, "a bonus of mentor {mentor} is beyond {MAX_POINTS}"),
            Self::BonusRises { mentor } => write!(f, "the bonus of mentor {mentor} rises from one place to the next"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Who may be matched with whom, and what each match is worth.
///
/// Parents and mentors are numbers from 0 in the order of their ids; the tie rule goes by these numbers. The points of
/// all pairs are kept as one row of `i32` a parent, which is 40 MB at 10,000 parents and 1,000 mentors.
#[derive(Debug, Clone)]
pub struct Problem {
    parents: usize,
    mentors: Vec<MentorSide>,
    points: Vec<i32>,
    match_worth: i64,
}

impl Problem {
    /// A problem whose pairs are worth `edge(parent, mentor)`, `None` where a hard rule forbids the pair.
    ///
    /// `edge` is asked once for each pair, parent by parent. Waiting points are part of what it returns.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if there are too many people, points or bonuses are too large, or a mentor's bonuses rise.
    pub fn new(
        parents: usize,
        mentors: Vec<MentorSide>,
        mut edge: impl FnMut(usize, usize) -> Option<i64>,
    ) -> Result<Self, Refusal> {
        if parents.max(mentors.len()) > MAX_PEOPLE || parents.saturating_mul(mentors.len()) > MAX_PAIRS {
            return Err(Refusal::TooMany);
        }
        let mut largest_bonus = 0;
        for (mentor, side) in mentors.iter().enumerate() {
            if !side.bonus.is_sorted_by(|earlier, later| earlier >= later) {
                return Err(Refusal::BonusRises { mentor });
            }
            for bonus in &side.bonus {
                if bonus.unsigned_abs() > MAX_POINTS.unsigned_abs() {
                    return Err(Refusal::Bonus { mentor });
                }
                largest_bonus = largest_bonus.max(bonus.abs());
            }
        }
        let mut points = Vec::with_capacity(parents * mentors.len());
        let mut largest_points = 0;
        for parent in 0..parents {
            for mentor in 0..mentors.len() {
                let Some(pair) = edge(parent, mentor) else {
                    points.push(BARRED);
                    continue;
                };
                match i32::try_from(pair) {
                    Ok(small) if pair.abs() <= MAX_POINTS => points.push(small),
                    _ => return Err(Refusal::Points { parent, mentor }),
                }
                largest_points = largest_points.max(pair.abs());
            }
        }
        // No assignment and no chain has more points than `longest * largest`, so no two differ by half a match. With at
        // most 2^24 parents and less than 2^30 points to a match this stays below 2^57.
        let longest = i64::try_from(parents.min(MAX_PEOPLE)).unwrap_or_default() + 1;
        let match_worth = 4 * longest * (largest_points + largest_bonus) + 1;
        Ok(Self { parents, mentors, points, match_worth })
    }

    /// The number of parents.
    #[must_use]
    pub fn parents(&self) -> usize {
        self.parents
    }

    /// The number of mentors.
    #[must_use]
    pub fn mentors(&self) -> usize {
        self.mentors.len()
    }

    /// The points of a pair; `None` if the pair must not be made, or there is no such parent or mentor.
    #[must_use]
    pub fn points(&self, parent: usize, mentor: usize) -> Option<i64> {
        if parent >= self.parents || mentor >= self.mentors.len() {
            return None;
        }
        let points = self.row(parent)[mentor];
        (points != BARRED).then_some(i64::from(points))
    }

    /// What a match counts for beyond its points: more than all points together.
    #[must_use]
    pub fn match_worth(&self) -> i64 {
        self.match_worth
    }

    /// The mentor a node stands for.
    fn mentor(&self, node: usize) -> Option<usize> {
        (node < self.mentors.len()).then_some(node)
    }

    fn row(&self, parent: usize) -> &[i32] {
        let width = self.mentors.len();
        &self.points[parent * width..(parent + 1) * width]
    }

    /// The node that stands for being unmatched, and for the places nobody takes: the one after the last mentor.
    fn outside(&self) -> usize {
        self.mentors.len()
    }

    /// What the parent is worth at the node, [`Problem::match_worth`] included; `None` if they must not be there.
    fn worth(&self, parent: usize, node: usize) -> Option<i64> {
        match self.row(parent).get(node) {
            Some(&BARRED) => None,
            Some(&points) => Some(self.match_worth + i64::from(points)),
            None => Some(0),
        }
    }

    /// The most the parent can keep at these prices.
    fn most_kept(&self, parent: usize, prices: &[i64]) -> i64 {
        let mut most = 0;
        for (&points, &price) in self.row(parent).iter().zip(prices) {
            let kept = if points == BARRED { 0 } else { self.match_worth + i64::from(points) - price };
            most = most.max(kept);
        }
        most
    }

    /// Splits a sum of worths into matches and points.
    fn split(&self, sum: i128) -> Worth {
        let unit = i128::from(self.match_worth);
        let matched = (sum + unit / 2).div_euclid(unit);
        let points = sum - matched * unit;
        Worth { matched: i64::try_from(matched).unwrap_or(i64::MAX), points: i64::try_from(points).unwrap_or(i64::MAX) }
    }

    /// What [`Problem::split`] was given.
    fn join(&self, worth: Worth) -> i64 {
        worth.matched * self.match_worth + worth.points
    }
}

/// A number of matches and a number of points; more matches are always worth more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Worth {
    /// Matches.
    pub matched: i64,
    /// Points and bonuses, in the unit the problem was posed in (hundredths).
    pub points: i64,
}

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
    /// The price of each mentor, from which anyone can compute the bound again: add up the most that each parent keeps,
    /// `(1 match, points) - price` or nothing, and for each place what it earns, `bonus + price` or nothing.
    pub prices: Vec<Worth>,
}

impl Solution {
    /// What the assignment is worth.
    #[must_use]
    pub fn value(&self) -> Worth {
        Worth { matched: i64::try_from(self.matched).unwrap_or(i64::MAX), points: self.total }
    }

    /// The place each parent takes with their mentor, from 0, counted in the order of the parents: the place whose bonus
    /// is the parent's when a total is told parent by parent.
    #[must_use]
    pub fn places(&self) -> Vec<Option<usize>> {
        let mut taken = vec![0; self.prices.len()];
        let mut take = |mentor: usize| {
            taken[mentor] += 1;
            taken[mentor] - 1
        };
        self.mentor_of.iter().map(|mentor| mentor.map(&mut take)).collect()
    }

    /// Whether value and bound are equal: no assignment is better.
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
    let Refill { mentor_of, prices, .. } = Refill::run(flow);
    let prices = &prices[..problem.mentors.len()];
    let mentor_of = Ties::new(problem, prices, mentor_of).settle();
    let value = value_of(problem, &mentor_of);
    Solution {
        matched: usize::try_from(value.matched).unwrap_or_default(),
        total: value.points,
        bound: bound(problem, prices),
        prices: prices.iter().map(|&price| problem.split(price.into())).collect(),
        mentor_of: mentor_of.into_iter().map(|node| problem.mentor(node)).collect(),
    }
}

/// The parents, those for whom the choice of mentor matters most first.
///
/// Any order gives the same assignment. This one keeps chains short where everybody wants the same mentors: who comes
/// later rarely has a better claim than those who are there.
fn by_stake(problem: &Problem) -> Vec<usize> {
    let mut order: Vec<usize> = (0..problem.parents).collect();
    order.sort_by_cached_key(|&parent| {
        let allowed = || problem.row(parent).iter().filter(|&&points| points != BARRED);
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
            value.points += i64::from(problem.row(parent)[mentor]) + problem.mentors[mentor].bonus[load[mentor]];
            load[mentor] += 1;
        }
    }
    value
}

/// The most any assignment can be worth at these prices: what each parent keeps and each place earns at most.
fn bound(problem: &Problem, prices: &[i64]) -> Worth {
    let kept: i128 = (0..problem.parents).map(|parent| i128::from(problem.most_kept(parent, prices))).sum();
    let earned: i128 = problem
        .mentors
        .iter()
        .zip(prices)
        .flat_map(|(side, price)| side.bonus.iter().map(move |bonus| i128::from((bonus + price).max(0))))
        .sum();
    problem.split(kept + earned)
}

/// The cheapest way to move one parent of a mentor to each other mentor, and whom it moves.
///
/// A parent who has left the mentor may still be named. Such an entry is too cheap, never too dear, and is put right when
/// a search would use it: most entries are never used between two changes.
#[derive(Debug, Clone, Default)]
struct HandOvers {
    /// The points that are lost; more than `WIDEST` if nobody can be moved there.
    cost: Vec<i32>,
    /// The parent who moves.
    who: Vec<u32>,
    /// At most the least `cost + price` of each block. Prices only rise and costs fall only in `add`, so that a floor
    /// once computed stays one.
    floor: Vec<i64>,
}

impl HandOvers {
    /// Nobody to move, in a problem with this many mentors.
    fn nobody(mentors: usize) -> Self {
        let length = padded(mentors);
        Self { cost: vec![i32::MAX; length], who: vec![NOBODY; length], floor: vec![FAR; length / BLOCK] }
    }

    /// Lets `parent`, who is worth `points` where they are and `row` elsewhere, be moved.
    fn add(&mut self, parent: u32, points: i32, row: &[i32]) {
        let blocks = self.cost.chunks_mut(BLOCK).zip(self.who.chunks_mut(BLOCK)).zip(&mut self.floor);
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

/// The cheapest of `members` to be moved to `mentor`, and what that loses.
fn cheapest(problem: &Problem, members: &[Member], mentor: usize) -> (i32, u32) {
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
struct Member {
    parent: u32,
    /// The points of the pair.
    points: i32,
}

/// The assignment of the parents admitted so far, and the prices that prove it best for them.
struct Flow<'a> {
    problem: &'a Problem,
    mentor_of: Vec<usize>,
    /// The levelled bonuses of each mentor.
    bonuses: Vec<Vec<i64>>,
    members: Vec<Vec<Member>>,
    hand_overs: Vec<HandOvers>,
    /// What is lost by taking the mentor's next free place, or by letting one of their parents go unmatched, whichever
    /// is less; before the price.
    way_out: Vec<i64>,
    /// The prices, padded to whole blocks.
    prices: Vec<i64>,
    /// How far each mentor is from the newcomer: exact where it is less than the length of the chain, else the length
    /// or more. The padding is nearer than anything, hence never reached.
    distance: Vec<i64>,
    /// The mentor before this one on the shortest path, `NOBODY` if the newcomer goes there directly.
    before: Vec<u32>,
    /// Mentors to walk on from, nearest first.
    frontier: BinaryHeap<Reverse<(i64, u32)>>,
}

/// The best chain of a search: one that a newcomer starts, or one that ends at a free place.
#[derive(Debug, Clone, Copy)]
struct Chain {
    /// What it loses, measured against the prices.
    length: i64,
    /// The mentor at its far end; none if nobody else moves.
    last: Option<usize>,
}

impl<'a> Flow<'a> {
    fn new(problem: &'a Problem) -> Self {
        let mentors = problem.mentors.len();
        let bonuses = levelled(problem);
        let first_places = bonuses.iter().map(|bonuses| bonuses.first().map_or(FAR, |bonus| -bonus));
        let way_out: Vec<i64> = first_places.collect();
        let mut prices: Vec<i64> = way_out.iter().map(|&lost| if lost == FAR { 0 } else { lost }).collect();
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
    fn admit(&mut self, parent: usize) {
        let chain = self.search(parent);
        for (price, distance) in self.prices.iter_mut().zip(&self.distance[..self.problem.mentors.len()]) {
            *price += (chain.length - distance).max(0);
        }
        if let Some(last) = chain.last {
            self.shift(parent, last);
        }
    }

    /// Finds the best chain that starts with this newcomer.
    fn search(&mut self, parent: usize) -> Chain {
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
    fn start(&mut self, parent: usize) -> Chain {
        let problem = self.problem;
        let most = problem.most_kept(parent, &self.prices);
        let mut chain = Chain { length: most, last: None };
        let row = problem.row(parent);
        for (mentor, &points) in row.iter().enumerate() {
            let forgone = most + self.prices[mentor] - problem.match_worth - i64::from(points);
            let distance = if points == BARRED { FAR } else { forgone };
            self.distance[mentor] = distance;
            let length = distance + self.way_out[mentor] - self.prices[mentor];
            if length < chain.length {
                chain = Chain { length, last: Some(mentor) };
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
    fn walk_on(&mut self, mentor: usize, chain: &mut Chain) {
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

    /// Whether a block seems to lead to some mentor on a shorter way; computes its floor anew.
    fn has_nearer(&self, hand_overs: &mut HandOvers, block: usize, base: i64, length: i64) -> bool {
        let here = block * BLOCK..(block + 1) * BLOCK;
        let steps = hand_overs.cost[here.clone()].iter().zip(&self.prices[here.clone()]);
        let mut floor = FAR;
        let mut nearer = 0;
        for ((&cost, price), known) in steps.zip(&self.distance[here]) {
            let step = i64::from(cost) + price;
            floor = floor.min(step);
            // Negative if both are, without a branch.
            nearer |= (base + step - known) & (base + step - length);
        }
        hand_overs.floor[block] = floor;
        nearer < 0
    }

    /// Takes the shorter ways that a block leads to.
    fn look_into(&mut self, mentor: usize, hand_overs: &mut HandOvers, block: usize, chain: &mut Chain) {
        let base = self.distance[mentor] - self.prices[mentor];
        for next in block * BLOCK..(block + 1) * BLOCK {
            let known = self.distance[next].min(chain.length);
            let seems = base + i64::from(hand_overs.cost[next]) + self.prices[next];
            if seems >= known {
                continue;
            }
            let is_here = |who: u32| self.mentor_of.get(who as usize) == Some(&mentor);
            if !is_here(hand_overs.who[next]) {
                (hand_overs.cost[next], hand_overs.who[next]) = cheapest(self.problem, &self.members[mentor], next);
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
                *chain = Chain { length, last: Some(next) };
            }
        }
    }

    /// Moves everybody on the chain that ends at `last`, and the newcomer to its beginning.
    fn shift(&mut self, newcomer: usize, last: usize) {
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

    /// Who goes unmatched at the end of a chain: nobody if the mentor's next place costs no more.
    fn leaving_at_the_end(&self, last: usize) -> Option<u32> {
        let leaving = self.members[last].iter().min_by_key(|member| member.points)?;
        let cost = self.problem.match_worth + i64::from(leaving.points);
        (cost < self.next_place(last)).then_some(leaving.parent)
    }

    /// What taking the mentor's next free place loses, before the price.
    fn next_place(&self, mentor: usize) -> i64 {
        self.bonuses[mentor].get(self.members[mentor].len()).map_or(FAR, |bonus| -bonus)
    }

    /// Gives a mentor one more parent, whoever left being gone already, and brings the tables up to date.
    fn seat(&mut self, parent: usize, mentor: usize) {
        let row = self.problem.row(parent);
        let points = row[mentor];
        let hand_overs = &mut self.hand_overs[mentor];
        if hand_overs.cost.is_empty() {
            *hand_overs = HandOvers::nobody(row.len());
        }
        hand_overs.add(index(parent), points, row);
        self.members[mentor].push(Member { parent: index(parent), points });
        self.mentor_of[parent] = mentor;
        let least = self.members[mentor].iter().map(|member| member.points).min();
        let unmatched = least.map_or(FAR, |points| self.problem.match_worth + i64::from(points));
        self.way_out[mentor] = unmatched.min(self.next_place(mentor));
    }
}

/// The bonuses of each mentor, those of the places that are likely to be taken lowered to the last of them.
///
/// What a place among the first adds need not be told apart while all of them are going to be taken. How many those are is
/// guessed: as many as if the places with the highest bonuses were taken. A wrong guess costs time only.
fn levelled(problem: &Problem) -> Vec<Vec<i64>> {
    let mut all: Vec<i64> = problem.mentors.iter().flat_map(|side| &side.bonus).copied().collect();
    all.sort_unstable_by_key(|&bonus| Reverse(bonus));
    let left_over = all.get(problem.parents).copied();
    let level = |side: &MentorSide| {
        let mut bonuses = side.bonus.clone();
        let taken = bonuses.partition_point(|&bonus| left_over.is_none_or(|left_over| bonus > left_over));
        if let Some(&last) = bonuses[..taken].last() {
            bonuses[..taken].fill(last);
        }
        bonuses
    };
    problem.mentors.iter().map(level).collect()
}

/// Gives the places their own bonuses again, and fills those that should not have been left free.
///
/// With its own, higher bonus a free place may earn more than 0. Then either someone comes: the mirror image of admitting
/// a parent, a chain of hand-overs that ends here and starts with a mentor who gives up a place. Or nobody comes for what
/// the place earns, and the price falls until it earns 0. It never starts with a parent who was unmatched: that would be
/// one match more, and there are as many as possible already. The search goes backwards, so the table of hand-overs is
/// kept by where they lead.
struct Refill<'a> {
    problem: &'a Problem,
    mentor_of: Vec<usize>,
    members: Vec<Vec<Member>>,
    /// The prices, padded to whole blocks.
    prices: Vec<i64>,
    /// As in [`HandOvers`], for each mentor a row of where the parent comes from.
    cost: Vec<i32>,
    who: Vec<u32>,
    /// How far each mentor is from the free place, as in [`Flow`].
    distance: Vec<i64>,
    /// Where the chain goes on from each mentor.
    after: Vec<usize>,
    frontier: BinaryHeap<Reverse<(i64, u32)>>,
}

impl<'a> Refill<'a> {
    /// Makes the assignment of parents to places with levelled bonuses one for the problem as it is.
    fn run(flow: Flow<'a>) -> Self {
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
    fn free_place_earns(&self, mentor: usize) -> i64 {
        let next = self.problem.mentors[mentor].bonus.get(self.members[mentor].len());
        next.map_or(0, |bonus| bonus + self.prices[mentor])
    }

    /// What the mentor's last taken place earns, which is lost if it is given up.
    fn last_place_earns(&self, mentor: usize) -> i64 {
        let last = self.members[mentor].len().checked_sub(1);
        let bonus = last.and_then(|last| self.problem.mentors[mentor].bonus.get(last));
        bonus.map_or(FAR, |bonus| bonus + self.prices[mentor])
    }

    /// Sorts the hand-overs by where they lead.
    fn turn_around(&mut self, hand_overs: Vec<HandOvers>) {
        let mentors = self.problem.mentors.len();
        let width = self.prices.len();
        self.cost = vec![i32::MAX; mentors * width];
        self.who = vec![NOBODY; mentors * width];
        for (from, hand_overs) in hand_overs.into_iter().enumerate() {
            for (to, (cost, who)) in hand_overs.cost.into_iter().zip(hand_overs.who).take(mentors).enumerate() {
                self.cost[to * width + from] = cost;
                self.who[to * width + from] = who;
            }
        }
    }

    /// Lets someone take the mentor's next free place, or its earnings fall to 0.
    fn fill_place(&mut self, mentor: usize) {
        let chain = self.search(mentor);
        for (price, distance) in self.prices.iter_mut().zip(&self.distance[..self.problem.mentors.len()]) {
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

    /// Finds the best chain that ends at a free place of this mentor; its other end is the chain's `last`, or none if the
    /// place is to stay free.
    fn search(&mut self, mentor: usize) -> Chain {
        let mut chain = Chain { length: self.free_place_earns(mentor), last: None };
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
    fn walk_back(&mut self, mentor: usize, chain: &mut Chain) {
        let base = self.distance[mentor] + self.prices[mentor];
        let row = mentor * self.prices.len();
        for block in (0..self.prices.len()).step_by(BLOCK) {
            let costs = &self.cost[row + block..][..BLOCK];
            let others = self.prices[block..][..BLOCK].iter().zip(&self.distance[block..][..BLOCK]);
            let nearer = costs.iter().zip(others).fold(0, |nearer, (&cost, (price, known))| {
                let distance = base + i64::from(cost) - price;
                // Negative if both are, without a branch.
                nearer | ((distance - known) & (distance - chain.length))
            });
            if nearer < 0 {
                (block..block + BLOCK).for_each(|from| self.look_at(mentor, from, chain));
            }
        }
    }

    /// Takes the way that leads from one mentor to the other if it is shorter.
    fn look_at(&mut self, mentor: usize, from: usize, chain: &mut Chain) {
        let base = self.distance[mentor] + self.prices[mentor] - self.prices[from];
        let known = self.distance[from].min(chain.length);
        let entry = mentor * self.prices.len() + from;
        if base + i64::from(self.cost[entry]) >= known {
            return;
        }
        if self.mentor_of.get(self.who[entry] as usize) != Some(&from) {
            (self.cost[entry], self.who[entry]) = cheapest(self.problem, &self.members[from], mentor);
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
            *chain = Chain { length, last: Some(from) };
        }
    }

    /// Gives a mentor one more parent, and brings the tables up to date.
    fn seat(&mut self, parent: u32, mentor: usize) {
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

/// A set of nodes.
#[derive(Debug, Clone, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn none(nodes: usize) -> Self {
        Self(vec![0; nodes.div_ceil(64)])
    }

    fn put(&mut self, node: usize, present: bool) {
        let bit = 1 << (node % 64);
        if present {
            self.0[node / 64] |= bit;
        } else {
            self.0[node / 64] &= !bit;
        }
    }

    fn has(&self, node: usize) -> bool {
        self.0[node / 64] >> (node % 64) & 1 == 1
    }
}

/// The members of a set given as words, ascending.
fn ones(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(place, &word)| {
        std::iter::successors((word != 0).then_some(word), |word| {
            let rest = word & (word - 1);
            (rest != 0).then_some(rest)
        })
        .map(move |word| place * 64 + word.trailing_zeros() as usize)
    })
}

/// Finds the smallest of all best assignments.
struct Ties<'a> {
    problem: &'a Problem,
    mentor_of: Vec<usize>,
    /// The nodes where each parent keeps the most, one row of words a parent.
    tight: Vec<u64>,
    words: usize,
    /// The parents not yet settled, by node.
    open: Vec<Vec<u32>>,
    /// The place of each parent in `open`.
    slot: Vec<usize>,
    /// How many open parents of a node are tight elsewhere, by node and other node.
    movable: Vec<Vec<u32>>,
    /// Where `movable` is not 0.
    reach: Vec<Bits>,
    load: Vec<usize>,
    least: Vec<usize>,
    most: Vec<usize>,
    /// The mentors with more parents than `least`: the last may go, and leave a place empty.
    spare: Bits,
    seen: Bits,
    before: Vec<usize>,
    queue: Vec<usize>,
}

impl<'a> Ties<'a> {
    fn new(problem: &'a Problem, prices: &[i64], mentor_of: Vec<usize>) -> Self {
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

    fn mark_tight(&mut self, parent: usize, prices: &[i64]) {
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

    fn is_tight(&self, parent: u32, node: usize) -> bool {
        self.tight[parent as usize * self.words + node / 64] >> (node % 64) & 1 == 1
    }

    /// Puts an open parent at a node.
    fn enter(&mut self, parent: u32, node: usize) {
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
    fn seat(&mut self, parent: u32, node: usize) {
        self.mentor_of[parent as usize] = node;
        self.load[node] += 1;
        self.refresh_spare(node);
    }

    /// Takes an open parent from where they are.
    fn leave(&mut self, parent: u32) {
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

    fn refresh_spare(&mut self, node: usize) {
        if let Some(&least) = self.least.get(node) {
            self.spare.put(node, self.load[node] > least);
        }
    }

    /// Settles everybody in order.
    fn settle(mut self) -> Vec<usize> {
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

    /// The smallest node below `held` from which a chain leads to `held`; `before` then holds the chain.
    ///
    /// One search serves all candidates: what a smaller one reached in vain need not be visited again.
    fn smallest_place(&mut self, parent: u32, held: usize) -> Option<usize> {
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
    fn leads(&mut self, from: usize, to: usize) -> bool {
        self.queue.clear();
        self.queue.push(from);
        self.seen.put(from, true);
        let outside = self.problem.outside();
        let mut next = 0;
        while let Some(&node) = self.queue.get(next) {
            next += 1;
            let takes_one_more = self.most.get(node).is_some_and(|&most| self.load[node] < most);
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
    fn hand_over(&mut self, from: usize, to: usize) {
        let mut node = to;
        while node != from {
            let previous = self.before[node];
            let mover = self.open[previous].iter().copied().find(|&parent| self.is_tight(parent, node));
            if let Some(mover) = mover {
                self.leave(mover);
                self.enter(mover, node);
            }
            node = previous;
        }
    }
}

/// One parent's move in an answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Who moves.
    pub parent: usize,
    /// Their mentor in the solution; none if they are unmatched.
    pub from: Option<usize>,
    /// Their mentor then; none if they go unmatched.
    pub to: Option<usize>,
}

/// How a best assignment of a changed problem differs from the solution.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// The new value less the old one.
    pub difference: Worth,
    /// Who would move: first whoever takes the place in question, then whoever makes room for or replaces the one before.
    pub moves: Vec<Move>,
}

/// Answers questions about a solution, each with an exact figure and the moves behind it.
///
/// Between any two nodes there is a cheapest step: a parent who is handed over, or a place that is taken or given up
/// where one of the nodes is the outside. A question is a shortest path of such steps, and measured against the prices of
/// the solution none of them costs less than 0.
#[derive(Debug, Clone)]
pub struct Explainer<'a> {
    problem: &'a Problem,
    node_of: Vec<usize>,
    /// The prices, and 0 for the outside.
    prices: Vec<i64>,
    /// The cheapest parent to hand over, by node and other node; empty for a node without parents.
    hand_overs: Vec<Vec<Step>>,
    /// What is lost when a mentor's next place is taken; `FAR` if all are.
    place_taken: Vec<i64>,
    /// What is lost when a mentor's last taken place is given up; `FAR` if none is taken.
    place_given_up: Vec<i64>,
    from_outside: Vec<Reached>,
}

/// One step, before the prices.
#[derive(Debug, Clone, Copy)]
struct Step {
    cost: i64,
    /// The parent who makes it; `NOBODY` if it is a place that is taken or given up.
    who: u32,
}

/// How a node was reached on a shortest path.
#[derive(Debug, Clone, Copy)]
struct Reached {
    distance: i64,
    before: usize,
    who: u32,
}

impl<'a> Explainer<'a> {
    /// Prepares for questions; `solution` must be what [`solve`] returned for `problem`.
    #[must_use]
    pub fn new(problem: &'a Problem, solution: &Solution) -> Self {
        let prices = solution.prices.iter().map(|&price| problem.join(price)).chain([0]).collect();
        let mut explainer = Self {
            problem,
            node_of: solution.mentor_of.iter().map(|mentor| mentor.unwrap_or(problem.outside())).collect(),
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

    /// What one more place with this mentor would be worth, if the match that takes it earned `bonus` more: the gain, and
    /// who would move. Nothing changes if nobody would use the place. `None` if there is no such mentor.
    #[must_use]
    pub fn worth_of_another_place(&self, mentor: usize, bonus: i64) -> Option<Change> {
        self.problem.mentor(mentor)?;
        let Some(mut difference) = self.difference(0, self.problem.outside(), mentor, &self.from_outside) else {
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

    /// What it would cost to insist on this pair, as a difference that is never above 0: the loss, and who would be
    /// displaced after the parent's own move. `None` if the pair must not be made, or the mentor has no place at all.
    #[must_use]
    pub fn cost_of_insisting(&self, parent: usize, mentor: usize) -> Option<Change> {
        let from = *self.node_of.get(parent)?;
        let there = self.problem.mentor(mentor).and_then(|_| self.problem.worth(parent, mentor))?;
        if from == mentor {
            return Some(Change::default());
        }
        let gained = there - self.problem.worth(parent, from)?;
        let paths = self.paths(mentor);
        let difference = self.difference(gained, mentor, from, &paths)?;
        let mut moves = vec![Move { parent, from: self.problem.mentor(from), to: Some(mentor) }];
        moves.extend(self.moves(mentor, from, &paths));
        Some(Change { difference, moves })
    }

    fn add_hand_overs(&mut self) {
        let outside = self.problem.outside();
        for (parent, &here) in self.node_of.iter().enumerate() {
            let Some(kept) = self.problem.worth(parent, here) else { continue };
            let steps = &mut self.hand_overs[here];
            steps.resize(outside + 1, Step { cost: FAR, who: NOBODY });
            for (there, step) in steps.iter_mut().enumerate() {
                let cost = self.problem.worth(parent, there).map_or(FAR, |worth| kept - worth);
                if cost < step.cost {
                    *step = Step { cost, who: index(parent) };
                }
            }
        }
    }

    fn add_places(&mut self) {
        let mut load = vec![0_usize; self.prices.len()];
        for &node in &self.node_of {
            load[node] += 1;
        }
        for (side, &load) in self.problem.mentors.iter().zip(&load) {
            let last = load.checked_sub(1).and_then(|last| side.bonus.get(last));
            self.place_taken.push(side.bonus.get(load).map_or(FAR, |bonus| -bonus));
            self.place_given_up.push(last.map_or(FAR, |&bonus| bonus));
        }
    }

    /// The shortest paths from one node to all others (Dijkstra).
    fn paths(&self, from: usize) -> Vec<Reached> {
        let outside = self.problem.outside();
        let mut reached = vec![Reached { distance: FAR, before: from, who: NOBODY }; outside + 1];
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
                    reached[next] = Reached { distance, before: node, who };
                    frontier.push(Reverse((distance, next)));
                }
            };
            let place = |cost| Step { cost, who: NOBODY };
            if node == outside {
                self.place_given_up.iter().enumerate().for_each(|(mentor, &cost)| walk(mentor, place(cost)));
            } else {
                walk(outside, place(self.place_taken[node]));
            }
            self.hand_overs[node].iter().enumerate().for_each(|(next, &step)| walk(next, step));
        }
        reached
    }

    /// What is `gained` less what is lost on the path between two nodes; `None` if there is no path.
    fn difference(&self, gained: i64, from: usize, to: usize, paths: &[Reached]) -> Option<Worth> {
        let distance = paths[to].distance;
        let lost = distance + self.prices[from] - self.prices[to];
        (distance < FAR).then(|| self.problem.split((gained - lost).into()))
    }

    /// Who moves on the path between two nodes, in its direction.
    fn moves(&self, from: usize, to: usize, paths: &[Reached]) -> Vec<Move> {
        let mut moves = Vec::new();
        let mut node = to;
        while node != from {
            let Reached { before, who, .. } = paths[node];
            if who != NOBODY {
                let (from, to) = (self.problem.mentor(before), self.problem.mentor(node));
                moves.push(Move { parent: who as usize, from, to });
            }
            node = before;
        }
        moves.reverse();
        moves
    }
}

/// The length rounded up to whole blocks.
fn padded(length: usize) -> usize {
    length.next_multiple_of(BLOCK)
}

/// A parent or mentor in the compact tables.
fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NOBODY)
}

#[cfg(test)]
mod tests;
