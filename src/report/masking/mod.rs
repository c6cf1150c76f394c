//! Which figures of a public report can be printed so that no small count of people can be worked out.
//!
//! Pure arithmetic: figures, and what everybody knows about how they hang together (a sum of others, never more than
//! others), go in; what may be printed comes out. Which column is which is `audience`'s to say.
//!
//! The rule: figures are taken one after the other, those that a reader misses most first. Each is printed unless it is
//! small itself, or a small count could be worked out from it and those printed before. Small is a count of people from 1
//! to one less than the limit, printed or implied, such as those who did not return.
//!
//! *Could be worked out* is judged for a reader who knows every printed figure and the relations: for each small count
//! there are always other sets of numbers at hand (`alternative`) that fit all of that and have another number in its
//! place. Where none is found in reasonable time, a figure is not printed: to hide too much is safe.
//!
//! Figures may be added in steps, [`FigureGraph::settle`] after each: what a step has settled, no later one changes. So
//! figures that many reports share are settled once, and each report then settles its own. Every report leaves possible
//! the other sets of numbers that were found for what it shares; therefore two reports tell no more of it together.

mod alternative;
mod relation;
mod settle;

use std::collections::BTreeSet;

use alternative::Change;
use relation::Relation;

/// A figure, by its place in [`FigureGraph`].
pub(super) type Index = usize;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// People: hidden when it is small.
    People,
    /// Anything else, such as days: hidden when few people are behind it.
    Amount,
}

/// What becomes of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mask {
    /// It is printed.
    Shown,
    /// It is hidden, but for that it is a small count of people: `<11`.
    Small,
    /// It is hidden: nothing may be said.
    Withheld,
}

/// One figure.
#[derive(Debug, Clone)]
struct Figure {
    value: i64,
    rank: u8,
    /// Whether it must not be known: a small count, or an amount of few people.
    is_secret: bool,
    /// Whether it is never printed, but can be worked out.
    is_implied: bool,
    /// The most that a reader may think it is who guesses that it is small.
    most: i64,
    /// Whether it is said to be small.
    is_said: bool,
    /// The least and most that it may be where others are in question: a reader knows that zeros are printed, and guesses
    /// which of the hidden ones are small.
    range: (i64, i64),
}

impl Figure {
    const fn is_printed(&self) -> bool {
        !self.is_implied && self.range.0 == self.value && self.range.1 == self.value
    }
}

/// Figures and how they hang together.
#[derive(Debug, Clone)]
pub(super) struct FigureGraph {
    limit: i64,
    figures: Vec<Figure>,
    relations: Vec<Relation>,
    known: BTreeSet<Relation>,
    /// What is left of figures, each once.
    rests: BTreeSet<Relation>,
    /// How many of the figures are settled.
    settled: usize,
    /// Other sets of numbers that were found to fit, which figures of later steps must leave possible.
    kept: BTreeSet<Vec<Change>>,
}

/// Larger than any figure, and small enough to be added up.
const MANY: i64 = 1 << 40;

impl FigureGraph {
    /// No figures; counts of people from 1 to `small_cell - 1` will be hidden. A `small_cell` of 2 hides 1 and 2, as to
    /// hide nothing but 1 would be to say 1.
    pub(super) fn new(small_cell: u32) -> Self {
        let limit = if small_cell == 2 {
            3
        } else {
            i64::from(small_cell)
        };
        Self {
            limit,
            figures: Vec::new(),
            relations: Vec::new(),
            known: BTreeSet::new(),
            rests: BTreeSet::new(),
            settled: 0,
            kept: BTreeSet::new(),
        }
    }

    /// Counts of people from 1 to one less than this are hidden.
    pub(super) const fn limit(&self) -> i64 {
        self.limit
    }

    /// A further figure. Those of a higher rank are printed first.
    pub(super) fn add(&mut self, kind: Kind, value: i64, rank: u8) -> Index {
        let is_secret = kind == Kind::People && self.is_small(value);
        let most = if is_secret { self.limit - 1 } else { MANY };
        self.figures.push(Figure {
            value,
            rank,
            is_secret,
            is_implied: false,
            most,
            is_said: false,
            range: if value == 0 { (0, 0) } else { (1, most) },
        });
        self.figures.len() - 1
    }

    /// The true number.
    pub(super) fn value(&self, index: Index) -> i64 {
        self.figures[index].value
    }

    /// A figure that few people are behind: hidden whatever its value.
    pub(super) fn withhold(&mut self, index: Index) {
        self.figures[index].is_secret |= index >= self.settled;
    }

    /// What becomes of a figure.
    pub(super) fn mask_of(&self, index: Index) -> Mask {
        match &self.figures[index] {
            figure if figure.is_printed() => Mask::Shown,
            figure if figure.is_said => Mask::Small,
            _ => Mask::Withheld,
        }
    }

    /// Everybody knows that `total` is the sum of `parts`. Where it is not, it is at least known not to be less or more.
    pub(super) fn sum(&mut self, total: Index, parts: &[Index]) {
        match self.left_of(&[total], parts) {
            0 => {
                self.equal(&[total], parts);
                // What few people are left in small parts can be worked out together.
                let large = parts.iter().filter(|at| !self.figures[**at].is_secret);
                let large: Vec<Index> = large.copied().collect();
                if !large.is_empty() && large.len() + 1 < parts.len() {
                    self.part_of(&large, &[total]);
                }
            }
            1.. => self.at_most(parts, &[total]),
            _ => self.at_most(&[total], parts),
        }
    }

    /// Everybody knows that the sums of `left` and `right` are equal. Nobody knows what is not so.
    pub(super) fn equal(&mut self, left: &[Index], right: &[Index]) {
        self.know(left, right, true);
    }

    /// Everybody knows that the sum of `left` is not more than that of `right`. Nobody knows what is not so.
    pub(super) fn at_most(&mut self, left: &[Index], right: &[Index]) {
        self.know(left, right, false);
    }

    /// Of `wholes`, `parts` are printed; how many are left can be worked out, and is protected like a printed count.
    pub(super) fn part_of(&mut self, parts: &[Index], wholes: &[Index]) {
        let few = self.is_small(self.left_of(wholes, parts));
        self.amount_of(parts, wholes, few);
    }

    /// Of `wholes`, `parts` are printed; what is left is an amount, which is protected where few people are behind it.
    pub(super) fn amount_of(&mut self, parts: &[Index], wholes: &[Index], few: bool) {
        let rest = self.left_of(wholes, parts);
        self.at_most(parts, wholes);
        if !few || rest <= 0 || !self.rests.insert(self.relation(parts, wholes, true)) {
            return;
        }
        self.figures.push(Figure {
            value: rest,
            rank: 0,
            is_secret: true,
            is_implied: true,
            most: if rest < self.limit {
                self.limit - 1
            } else {
                MANY
            },
            is_said: false,
            range: (1, MANY),
        });
        let parts = [parts, &[self.figures.len() - 1]].concat();
        self.know(wholes, &parts, true);
    }

    fn left_of(&self, wholes: &[Index], parts: &[Index]) -> i64 {
        let of = |side: &[Index]| side.iter().map(|at| self.figures[*at].value).sum::<i64>();
        of(wholes) - of(parts)
    }

    /// A relation without zeros: these are always printed.
    fn relation(&self, left: &[Index], right: &[Index], equal: bool) -> Relation {
        let [left, right] = [left, right].map(|side| {
            let mut side = side.to_vec();
            side.retain(|at| self.figures[*at].value != 0);
            side.sort_unstable();
            side
        });
        Relation { left, right, equal }
    }

    /// Keeps a relation that holds.
    fn know(&mut self, left: &[Index], right: &[Index], equal: bool) {
        let relation = self.relation(left, right, equal);
        let holds = relation.holds_with(relation.excess(|index| self.figures[index].value));
        if holds && !relation.left.is_empty() && self.known.insert(relation.clone()) {
            self.relations.push(relation);
        }
    }

    /// What becomes of each figure, in the order in which they were added.
    #[cfg(test)]
    pub(super) fn mask(mut self) -> Vec<Mask> {
        self.settle();
        (0..self.figures.len()).map(|at| self.mask_of(at)).collect()
    }

    fn is_small(&self, value: i64) -> bool {
        (1..self.limit).contains(&value)
    }
}

#[cfg(test)]
mod attack;
#[cfg(test)]
mod tests;
