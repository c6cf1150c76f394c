//! What is known about how figures are related.

use super::Index;

/// The sum of the left equals that of the right, or at least does not exceed it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Relation {
    pub(super) left: Vec<Index>,
    pub(super) right: Vec<Index>,
    /// Whether the sums are equal.
    pub(super) equal: bool,
}

impl Relation {
    pub(super) fn members(&self) -> impl Iterator<Item = Index> + '_ {
        self.left.iter().chain(&self.right).copied()
    }

    /// By how much the left exceeds the right.
    pub(super) fn excess(&self, values: impl Fn(Index) -> i64) -> i64 {
        let of = |side: &[Index]| side.iter().map(|index| values(*index)).sum::<i64>();
        of(&self.left) - of(&self.right)
    }

    pub(super) const fn holds_with(&self, excess: i64) -> bool {
        if self.equal { excess == 0 } else { excess <= 0 }
    }

    /// Whether a figure is the total of a sum.
    pub(super) fn is_total(&self, index: Index) -> bool {
        self.equal && self.left == [index]
    }
}
