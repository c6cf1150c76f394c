//! Whether a reader must stay in doubt about a hidden figure.

use super::{Figures, Index, Relation};

/// How many changes a search may try before it gives up; giving up means that one more figure is hidden.
const PATIENCE: usize = 400;
/// How many other numbers must be possible. One would leave two in all, but a reader who knows this rule can often strike
/// out one more, as with another number in its place something else would have been hidden.
const ENOUGH: usize = 2;
/// How many figures a second set of numbers may differ in.
const REACH: usize = 24;

/// Figures, each with the relations that it takes part in.
pub(super) struct Doubt {
    around: Vec<Vec<usize>>,
    truth: Vec<i64>,
}

impl Doubt {
    pub(super) fn new(figures: &Figures) -> Self {
        let mut around = vec![Vec::new(); figures.figures.len()];
        for (at, relation) in figures.relations.iter().enumerate() {
            for member in relation.members() {
                around[member].push(at);
            }
        }
        Self { around, truth: figures.values() }
    }

    /// Whether a second set of numbers fits everything that is known and has another number for this figure.
    ///
    /// Starts from the true numbers, changes this one, and mends each relation that no longer holds by changing one more
    /// hidden figure of it.
    pub(super) fn can_be_another(&self, figures: &Figures, index: Index) -> bool {
        let others = [1, -1, 2, -2, 3, -3].into_iter().filter(|step| {
            let mut attempt =
                Attempt { figures, doubt: self, values: self.truth.clone(), changed: Vec::new(), patience: PATIENCE };
            attempt.change(index, *step)
        });
        others.take(ENOUGH).count() == ENOUGH
    }
}

struct Attempt<'a> {
    figures: &'a Figures,
    doubt: &'a Doubt,
    values: Vec<i64>,
    changed: Vec<Index>,
    patience: usize,
}

impl<'a> Attempt<'a> {
    /// Changes a figure and mends what breaks; takes everything back where that cannot be done.
    fn change(&mut self, index: Index, step: i64) -> bool {
        if self.patience == 0 || self.changed.len() == REACH || !self.is_possible(index, step) {
            return false;
        }
        self.patience -= 1;
        self.values[index] += step;
        self.changed.push(index);
        if self.mend() {
            return true;
        }
        self.changed.pop();
        self.values[index] -= step;
        false
    }

    /// Mends the first relation that no longer holds by changing one more of its figures: the one that breaks the fewest
    /// others first.
    fn mend(&mut self) -> bool {
        let Some(broken) = self.broken() else {
            return true;
        };
        let excess = broken.excess(&self.values);
        let mut ways: Vec<(usize, Index, i64)> = Vec::new();
        for member in broken.members() {
            let step = if broken.on_the_left(member) { -excess } else { excess };
            if self.is_possible(member, step) {
                ways.push((self.breaks(member, step), member, step));
            }
        }
        ways.sort_unstable();
        ways.into_iter().any(|(_, member, step)| self.change(member, step))
    }

    fn is_possible(&self, index: Index, step: i64) -> bool {
        let (least, most) = self.figures.range(index);
        (least..=most).contains(&(self.values[index] + step)) && !self.changed.contains(&index)
    }

    /// How many relations around a figure would not hold if it were changed.
    fn breaks(&mut self, index: Index, step: i64) -> usize {
        self.values[index] += step;
        let around = self.doubt.around[index].iter();
        let count = around.filter(|at| !self.figures.relations[**at].holds(&self.values)).count();
        self.values[index] -= step;
        count
    }

    fn broken(&self) -> Option<&'a Relation> {
        let (doubt, figures) = (self.doubt, self.figures);
        let near = self.changed.iter().flat_map(|index| &doubt.around[*index]);
        near.map(|at| &figures.relations[*at]).find(|relation| !relation.holds(&self.values))
    }
}
