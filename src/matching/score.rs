//! The points of a pair, each with its reason.

use super::factors::Share::{Missing, NotAsked, Of};
use super::factors::{FACTORS, LOAD, PARTS, load_share, worth};
use super::pair::Pair;
use super::pool::Pool;

/// What one factor gives a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// The factor's word.
    pub name: &'static str,
    /// The points given, in hundredths.
    pub points: i64,
    /// The most the factor can give, in hundredths.
    pub of: i64,
    /// Why, in a phrase without a name.
    pub reason: String,
    /// The missing fact, if any: if so, half of the weight was given.
    pub missing: Option<&'static str>,
    /// Whether the parent requested anything; if not, every mentor gets these points.
    pub asked: bool,
}

/// Everything in favor of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// What each factor gives, in the order of [`FACTORS`].
    pub factors: Vec<Points>,
    /// Points for the time the parent has waited, in hundredths.
    pub waiting: i64,
    /// The full months of waiting.
    pub months: i32,
}

impl Score {
    /// The points of all factors, in hundredths; 10,000 at most if the weights sum to 100.
    #[must_use]
    pub fn fit(&self) -> i64 {
        self.factors.iter().map(|factor| factor.points).sum()
    }

    /// Fit and waiting points, in hundredths.
    #[must_use]
    pub fn points(&self) -> i64 {
        self.fit() + self.waiting
    }
}

impl Pool<'_> {
    /// The points of a pair, each with its reason.
    #[must_use]
    pub fn score(&self, pair: &Pair<'_>) -> Score {
        let factors = FACTORS.iter().zip(self.weights).map(|(factor, weight)| {
            let share = (factor.share)(pair);
            let (missing, reason) = match share {
                Missing(what) => (Some(what), format!("not on file: {what}; half the points")),
                Of(..) | NotAsked => (None, (factor.reason)(pair)),
            };
            let (points, of) = (worth(weight, share), 100 * i64::from(weight));
            Points {
                name: factor.name,
                points,
                of,
                reason,
                missing,
                asked: share != NotAsked,
            }
        });
        let months = pair
            .parent
            .waiting_since
            .map_or(0, |since| self.day.months_since(since));
        Score {
            factors: factors.collect(),
            waiting: pair.parent.waiting_points,
            months,
        }
    }

    /// The points of a pair for everything except the mentor's load, in hundredths: like [`Pool::score`], without
    /// words.
    #[must_use]
    pub fn plain_points(&self, pair: &Pair<'_>) -> i64 {
        let [by_needs, by_times, by_others] = PARTS.map(|part| self.part_points(pair, part));
        by_needs + by_times + by_others + pair.parent.waiting_points
    }

    /// The points of a pair for some factors, in hundredths.
    pub(super) fn part_points(&self, pair: &Pair<'_>, part: &[usize]) -> i64 {
        part.iter()
            .map(|at| worth(self.weights[*at], (FACTORS[*at].share)(pair)))
            .sum()
    }

    /// The points of the factor `load` for a mentor with this capacity and load, in hundredths.
    #[must_use]
    pub fn load_points(&self, capacity: u32, load: u32) -> i64 {
        worth(self.weights[LOAD], load_share(capacity, load))
    }
}

#[cfg(test)]
mod tests;
