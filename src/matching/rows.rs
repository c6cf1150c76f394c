//! The points of one parent with every mentor at once.
//!
//! Ten million pairs consist of few different parts, as many parents have the same needs, or the same times. So the
//! points of such a part with each mentor are computed once, by [`score`](super::score) and [`rules`](super::rules),
//! and the row of a parent is the sum of the rows of its parts.

use std::collections::HashMap;
use std::hash::Hash;

use super::assignment::FORBIDDEN;
use super::factors::PARTS;
use super::pair::Pair;
use super::pool::Pool;
use super::words::WordSet;

/// This many points are cached for each part, which is 8 MB; the rest is recomputed for each parent.
const KEPT: usize = 1 << 20;

/// What factors other than needs and times, and the rules, use of a parent: languages, area, the wish for a gender,
/// court systems.
type Others<'p> = (&'p WordSet, Option<u32>, Option<u32>, u8);

/// The points of parents with all mentors.
#[derive(Debug)]
pub(super) struct Rows<'p> {
    pool: &'p Pool<'p>,
    needs: Part<&'p WordSet>,
    times: Part<&'p WordSet>,
    others: Part<Others<'p>>,
}

impl<'p> Rows<'p> {
    pub(super) fn new(pool: &'p Pool<'p>) -> Self {
        Self::keeping(pool, KEPT)
    }

    /// The same, with this many points cached for each part.
    pub(super) fn keeping(pool: &'p Pool<'p>, kept: usize) -> Self {
        Self {
            pool,
            needs: Part::new(kept),
            times: Part::new(kept),
            others: Part::new(kept),
        }
    }

    /// The points of a parent with each mentor: [`Pool::plain_points`] if the pair [suits](Pool::suits), otherwise
    /// [`FORBIDDEN`].
    pub(super) fn fill(&mut self, at: usize, row: &mut [i64]) {
        let pool = self.pool;
        let parent = &pool.parents[at];
        let pair = |mentor: usize| pool.pair(at, mentor);
        let by = PARTS.map(|part| move |pair: &Pair<'_>| pool.part_points(pair, part));
        let needs = self
            .needs
            .row(&parent.needs, row.len(), |mentor| by[0](&pair(mentor)));
        let times = self
            .times
            .row(&parent.slots, row.len(), |mentor| by[1](&pair(mentor)));
        let others = (&parent.languages, parent.area, parent.wish, parent.systems);
        let others = self.others.row(others, row.len(), |mentor| {
            let pair = pair(mentor);
            if pool.suits_but_for_bars(&pair) {
                by[2](&pair)
            } else {
                FORBIDDEN
            }
        });
        for (((sum, by_needs), by_times), by_others) in
            row.iter_mut().zip(needs).zip(times).zip(others)
        {
            *sum = match *by_others {
                FORBIDDEN => FORBIDDEN,
                by_others => by_needs + by_times + by_others + parent.waiting_points,
            };
        }
        for (mentor, _) in &parent.barred {
            if !pool.suits(&pair(*mentor)) {
                row[*mentor] = FORBIDDEN;
            }
        }
    }
}

/// The points of one part of the factors with every mentor, for each value that a parent may have there.
#[derive(Debug)]
struct Part<K> {
    rows: HashMap<K, Vec<i64>>,
    other: Vec<i64>,
    kept: usize,
}

impl<K: Eq + Hash> Part<K> {
    fn new(kept: usize) -> Self {
        Self {
            rows: HashMap::new(),
            other: Vec::new(),
            kept,
        }
    }

    /// The row for a parent's value.
    fn row(&mut self, asked: K, mentors: usize, points: impl FnMut(usize) -> i64) -> &[i64] {
        let is_full = self.rows.len() * mentors >= self.kept;
        if is_full && !self.rows.contains_key(&asked) {
            self.other.clear();
            self.other.extend((0..mentors).map(points));
            return &self.other;
        }
        self.rows
            .entry(asked)
            .or_insert_with(|| (0..mentors).map(points).collect())
    }
}
