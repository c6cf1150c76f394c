//! Small programs to solve by hand, by an oracle and by exhaustive search.

use std::cmp::Reverse;

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::super::{MentorSide, Problem, Solution, Worth, solve};

/// A small generator, so that the random programs are the same on every machine.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    pub(super) fn size(&mut self, least: usize, most: usize) -> usize {
        least + usize::try_from(self.below((most - least + 1) as u64)).unwrap()
    }

    pub(super) fn points(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(most.abs_diff(least) + 1)).unwrap()
    }
}

/// A program as the caller would describe it, easy to change.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub(super) bonuses: Vec<Vec<i64>>,
    pub(super) pairs: Vec<Vec<Option<i64>>>,
}

impl Program {
    pub(super) fn random(
        dice: &mut Dice,
        most_parents: usize,
        most_mentors: usize,
        most_places: usize,
    ) -> Self {
        let (parents, mentors) = (dice.size(0, most_parents), dice.size(0, most_mentors));
        let range = [0, 1, 3, 20, 10_000][dice.size(0, 4)];
        let negative = if dice.below(4) == 0 { range } else { 0 };
        let barred = [0, 1, 3, 8][dice.size(0, 3)];
        let bonuses = (0..mentors)
            .map(|_| {
                let places = dice.size(0, most_places);
                let mut bonus: Vec<i64> = (0..places)
                    .map(|_| dice.points(-negative, range / 2))
                    .collect();
                bonus.sort_unstable_by_key(|&bonus| Reverse(bonus));
                bonus
            })
            .collect();
        let pair =
            |dice: &mut Dice| (dice.below(10) >= barred).then(|| dice.points(-negative, range));
        let pairs = (0..parents)
            .map(|_| (0..mentors).map(|_| pair(dice)).collect())
            .collect();
        Self { bonuses, pairs }
    }

    pub(super) fn problem(&self) -> Problem {
        let sides = self
            .bonuses
            .iter()
            .map(|bonus| MentorSide {
                bonus: bonus.clone(),
            })
            .collect();
        Problem::new(self.pairs.len(), sides, |parent, mentor| {
            self.pairs[parent][mentor]
        })
        .unwrap()
    }

    pub(super) fn solve(&self) -> Solution {
        let solution = solve(&self.problem());
        self.check(&solution);
        solution
    }

    pub(super) fn value(&self) -> Worth {
        self.solve().value()
    }

    /// The worth of an assignment, `None` if it breaks a rule.
    pub(super) fn worth(&self, mentor_of: &[Option<usize>]) -> Option<Worth> {
        let mut left: Vec<_> = self.bonuses.iter().map(|bonus| bonus.iter()).collect();
        let mut worth = Worth::default();
        for (parent, mentor) in mentor_of.iter().enumerate() {
            if let Some(mentor) = *mentor {
                worth.points += self.pairs[parent][mentor]? + left[mentor].next()?;
                worth.matched += 1;
            }
        }
        Some(worth)
    }

    pub(super) fn check(&self, solution: &Solution) {
        assert_eq!(solution.mentor_of.len(), self.pairs.len());
        assert_eq!(self.worth(&solution.mentor_of), Some(solution.value()));
        assert_eq!(solution.bound, solution.value());
        assert!(solution.is_proved_best());
        assert_eq!(self.bound_by_hand(&solution.prices), solution.value());
    }

    /// The bound, computed the way the documentation of `Solution::prices` describes.
    pub(super) fn bound_by_hand(&self, prices: &[Worth]) -> Worth {
        let mut bound = Worth::default();
        let mut add = |worth: Worth| {
            bound.matched += worth.matched;
            bound.points += worth.points;
        };
        for row in &self.pairs {
            let kept = row.iter().zip(prices).filter_map(|(points, price)| {
                points.map(|points| Worth {
                    matched: 1 - price.matched,
                    points: points - price.points,
                })
            });
            add(kept.max().unwrap_or_default().max(Worth::default()));
        }
        for (bonuses, price) in self.bonuses.iter().zip(prices) {
            for bonus in bonuses {
                add(Worth {
                    matched: price.matched,
                    points: price.points + bonus,
                }
                .max(Worth::default()));
            }
        }
        bound
    }

    /// The optimum by a general solver over single places, with an extra place for each parent to stay unmatched.
    pub(super) fn oracle(&self) -> Worth {
        let parents = self.pairs.len();
        let unit = self.problem().match_worth();
        if parents == 0 {
            return Worth::default();
        }
        let places: Vec<(usize, i64)> = self
            .bonuses
            .iter()
            .enumerate()
            .flat_map(|(mentor, bonuses)| bonuses.iter().map(move |&bonus| (mentor, bonus)))
            .collect();
        let rows = self.pairs.iter().map(|row| {
            let taken = places.iter().map(|&(mentor, bonus)| {
                row[mentor].map_or(-2 * unit, |points| unit + points + bonus)
            });
            taken
                .chain(std::iter::repeat_n(0, parents))
                .collect::<Vec<i64>>()
        });
        let (_, columns) = kuhn_munkres(&Matrix::from_rows(rows).unwrap());
        let mut worth = Worth::default();
        for (parent, column) in columns.into_iter().enumerate() {
            if let Some(&(mentor, bonus)) = places.get(column) {
                worth.matched += 1;
                worth.points += self.pairs[parent][mentor].unwrap() + bonus;
            }
        }
        worth
    }

    /// The first best assignment, in the order of the tie rule, among all.
    pub(super) fn smallest_best(&self) -> Vec<Option<usize>> {
        let mentors = self.bonuses.len();
        let mut digits = vec![0; self.pairs.len()];
        let mut best: Option<(Worth, Vec<Option<usize>>)> = None;
        loop {
            let mentor_of: Vec<_> = digits
                .iter()
                .map(|&digit| (digit < mentors).then_some(digit))
                .collect();
            if let Some(worth) = self.worth(&mentor_of)
                && best.as_ref().is_none_or(|(known, _)| worth > *known)
            {
                best = Some((worth, mentor_of));
            }
            let Some(place) = digits.iter().rposition(|&digit| digit < mentors) else {
                break;
            };
            digits[place] += 1;
            digits[place + 1..].fill(0);
        }
        best.unwrap().1
    }

    /// The same program in which this parent may only be with this mentor, or unmatched, and preferably there: the
    /// points rise by `PRIZE`.
    pub(super) fn insisting(&self, parent: usize, mentor: Option<usize>) -> Self {
        let mut program = self.clone();
        for (other, points) in program.pairs[parent].iter_mut().enumerate() {
            *points = points
                .filter(|_| mentor == Some(other))
                .map(|points| points + PRIZE);
        }
        program
    }

    /// The best value of all assignments with this pair: the pair, with the mentor's first place, plus the best of the
    /// rest.
    pub(super) fn forced(&self, parent: usize, mentor: usize) -> Worth {
        let mut rest = self.clone();
        let bonus = rest.bonuses[mentor].remove(0);
        rest.pairs.remove(parent);
        let mut worth = rest.value();
        worth.matched += 1;
        worth.points += self.pairs[parent][mentor].unwrap() + bonus;
        worth
    }

    pub(super) fn with_place(&self, mentor: usize, bonus: i64) -> Self {
        let mut program = self.clone();
        program.bonuses[mentor].push(bonus);
        program.bonuses[mentor].sort_unstable_by_key(|&bonus| Reverse(bonus));
        program
    }
}

/// More than all points of a small program.
pub(super) const PRIZE: i64 = 1_000_000;
