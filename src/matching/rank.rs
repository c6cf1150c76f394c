//! The mentors of one parent, best first: why, and why not.

use std::cmp::Reverse;

use super::pool::Pool;
use super::rules::Broken;
use super::score::Score;

/// A mentor, as one parent sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The mentor's place in the records.
    pub mentor: usize,
    /// What speaks for the pair.
    pub score: Score,
    /// The rules that forbid it; empty if the match can be made.
    pub broken: Vec<Broken>,
    /// A fact that is missing to check a rule, in words.
    pub unknown: Option<&'static str>,
}

impl Candidate {
    /// Whether the match can be made.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.broken.is_empty()
    }

    /// Every missing fact, in words, in the order of the factors.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        self.score
            .factors
            .iter()
            .filter_map(|factor| factor.missing)
            .chain(self.unknown)
            .collect()
    }
}

/// A pair in its current state.
#[must_use]
pub fn candidate(pool: &Pool<'_>, parent: usize, mentor: usize) -> Candidate {
    let pair = pool.pair(parent, mentor);
    Candidate {
        mentor,
        score: pool.score(&pair),
        broken: pool.broken(&pair),
        unknown: pool.unknown(&pair),
    }
}

/// Every mentor for a parent, by place: first those who can be matched, by points, most first; then those who cannot,
/// by the number of broken rules and points; ties by id. Mentors who have left the program are left out.
#[must_use]
pub fn rank(pool: &Pool<'_>, parent: usize) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = pool
        .present()
        .map(|mentor| candidate(pool, parent, mentor))
        .collect();
    all.sort_by_key(|candidate| {
        (
            candidate.broken.len(),
            Reverse(candidate.score.points()),
            candidate.mentor,
        )
    });
    all
}
