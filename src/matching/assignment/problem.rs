//! The problem as posed: who may be matched with whom, for what, and within which limits.

use std::fmt;

/// The largest size, either sign, of a pair's points or a place's bonus.
pub const MAX_POINTS: i64 = 500_000_000;

/// The maximum number of parents, and of mentors, in one problem.
pub const MAX_PEOPLE: usize = 1 << 24;

/// The maximum number of pairs in one problem, allowed or not; each takes four bytes.
pub const MAX_PAIRS: usize = 1 << 31;

/// Marks a forbidden pair, if a problem is posed row by row.
pub const FORBIDDEN: i64 = i64::MIN;

/// Points of a forbidden pair in the table. The difference from any allowed points is an `i32` above [`WIDEST`], so
/// tables of differences need no special case.
pub(super) const BARRED: i32 = -1_600_000_000;

/// The largest difference between the points of two allowed pairs.
pub(super) const WIDEST: i32 = 1_000_000_000;

/// Farther than any chain; small enough to add three of them.
pub(super) const FAR: i64 = i64::MAX / 4;

/// No parent, or no mentor, in the compact tables.
pub(super) const NOBODY: u32 = u32::MAX;

/// Tables are searched in blocks of this many entries, most of which are skipped after one comparison.
pub(super) const BLOCK: usize = 16;

/// A mentor as the assignment sees them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MentorSide {
    /// What the 1st, 2nd, … further place adds to the points of the pair that takes it; one entry per free place, never
    /// rising.
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
            Self::TooMany => write!(
                f,
                "more than {MAX_PEOPLE} parents or mentors, or {MAX_PAIRS} pairs"
            ),
            Self::Points { parent, mentor } => {
                write!(
                    f,
                    "points of parent {parent} with mentor {mentor} are beyond {MAX_POINTS}"
                )
            }
            Self::Bonus { mentor } => {
                write!(f, "a bonus of mentor {mentor} is beyond {MAX_POINTS}")
            }
            Self::BonusRises { mentor } => write!(
                f,
                "the bonus of mentor {mentor} rises from one place to the next"
            ),
        }
    }
}

impl std::error::Error for Refusal {}

/// Who may be matched with whom, and what each match is worth.
///
/// Parents and mentors are numbers from 0 in the order of their ids; the tie rule uses these numbers. The points of all
/// pairs are stored as one row of `i32` per parent, which is 40 MB for 10,000 parents and 1,000 mentors.
#[derive(Debug, Clone)]
pub struct Problem {
    pub(super) parents: usize,
    pub(super) mentors: Vec<MentorSide>,
    pub(super) points: Vec<i32>,
    pub(super) match_worth: i64,
}

impl Problem {
    /// A problem whose pairs are worth `edge(parent, mentor)`, `None` if a hard rule forbids the pair.
    ///
    /// `edge` is called once for each pair, parent by parent. What it returns includes waiting points.
    ///
    /// # Errors
    ///
    /// Returns a [`Refusal`] if there are too many people, points or bonuses are too large, or a mentor's bonuses rise.
    pub fn new(
        parents: usize,
        mentors: Vec<MentorSide>,
        mut edge: impl FnMut(usize, usize) -> Option<i64>,
    ) -> Result<Self, Refusal> {
        Self::by_rows(parents, mentors, |parent, row| {
            for (mentor, points) in row.iter_mut().enumerate() {
                *points =
                    edge(parent, mentor).map_or(FORBIDDEN, |points| points.max(FORBIDDEN + 1));
            }
        })
    }

    /// The same, if `fill` writes the points of a parent with every mentor at once, [`FORBIDDEN`] if a hard rule
    /// forbids the pair.
    ///
    /// # Errors
    ///
    /// The same as for [`Problem::new`].
    pub fn by_rows(
        parents: usize,
        mentors: Vec<MentorSide>,
        mut fill: impl FnMut(usize, &mut [i64]),
    ) -> Result<Self, Refusal> {
        if parents.max(mentors.len()) > MAX_PEOPLE
            || parents.saturating_mul(mentors.len()) > MAX_PAIRS
        {
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
        let mut row = vec![0; mentors.len()];
        for parent in 0..parents {
            fill(parent, &mut row);
            for (mentor, &pair) in row.iter().enumerate() {
                match i32::try_from(pair) {
                    Ok(small) if i64::from(small).abs() <= MAX_POINTS => {
                        points.push(small);
                        largest_points = largest_points.max(pair.abs());
                    }
                    _ if pair == FORBIDDEN => points.push(BARRED),
                    _ => return Err(Refusal::Points { parent, mentor }),
                }
            }
        }
        // No assignment and no chain has more points than `longest * largest`, so no two differ by half a match. With
        // at most 2^24 parents and less than 2^30 points per match this stays below 2^57.
        let longest = i64::try_from(parents.min(MAX_PEOPLE)).unwrap_or_default() + 1;
        let match_worth = 4 * longest * (largest_points + largest_bonus) + 1;
        Ok(Self {
            parents,
            mentors,
            points,
            match_worth,
        })
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

    /// The points of a pair; `None` if the pair is forbidden, or the parent or mentor does not exist.
    #[must_use]
    pub fn points(&self, parent: usize, mentor: usize) -> Option<i64> {
        if parent >= self.parents || mentor >= self.mentors.len() {
            return None;
        }
        let points = self.row(parent)[mentor];
        (points != BARRED).then_some(i64::from(points))
    }

    /// What a match is worth in addition to its points: more than all points together.
    #[must_use]
    pub fn match_worth(&self) -> i64 {
        self.match_worth
    }

    /// The mentor that a node means.
    pub(super) fn mentor(&self, node: usize) -> Option<usize> {
        (node < self.mentors.len()).then_some(node)
    }

    pub(super) fn row(&self, parent: usize) -> &[i32] {
        let width = self.mentors.len();
        &self.points[parent * width..(parent + 1) * width]
    }

    /// The node for being unmatched and for places no one takes: the one after the last mentor.
    pub(super) fn outside(&self) -> usize {
        self.mentors.len()
    }

    /// What the parent is worth at the node, [`Problem::match_worth`] included; `None` if they must not be there.
    pub(super) fn worth(&self, parent: usize, node: usize) -> Option<i64> {
        match self.row(parent).get(node) {
            Some(&BARRED) => None,
            Some(&points) => Some(self.match_worth + i64::from(points)),
            None => Some(0),
        }
    }

    /// The most the parent can keep at these prices.
    pub(super) fn most_kept(&self, parent: usize, prices: &[i64]) -> i64 {
        let mut most = 0;
        for (&points, &price) in self.row(parent).iter().zip(prices) {
            let kept = if points == BARRED {
                0
            } else {
                self.match_worth + i64::from(points) - price
            };
            most = most.max(kept);
        }
        most
    }

    /// Splits a sum of worths into matches and points.
    pub(super) fn split(&self, sum: i128) -> Worth {
        let unit = i128::from(self.match_worth);
        let matched = (sum + unit / 2).div_euclid(unit);
        let points = sum - matched * unit;
        Worth {
            matched: i64::try_from(matched).unwrap_or(i64::MAX),
            points: i64::try_from(points).unwrap_or(i64::MAX),
        }
    }

    /// The inverse of [`Problem::split`].
    pub(super) fn join(&self, worth: Worth) -> i64 {
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

/// The length rounded up to whole blocks.
pub(super) fn padded(length: usize) -> usize {
    length.next_multiple_of(BLOCK)
}

/// A parent or mentor in the compact tables.
pub(super) fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NOBODY)
}
