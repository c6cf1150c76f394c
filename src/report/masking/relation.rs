//! What is known about how figures hang together.

use super::Index;

/// The sum of the left equals that of the right, or is at least not more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Relation {
    pub(super) left: Vec<Index>,
    pub(super) right: Vec<Index>,
    /// Whether the sums are equal.
    pub(super) equal: bool,
}

impl Relation {
    /// The figures, with 1 for those on the left and -1 for those on the right.
    pub(super) fn members(&self) -> impl Iterator<Item = (Index, i64)> + '_ {
        let left = self.left.iter().map(|at| (*at, 1));
        left.chain(self.right.iter().map(|at| (*at, -1)))
    }

    /// By how much the left is more than the right.
    pub(super) fn excess(&self, value: impl Fn(Index) -> i64) -> i64 {
        self.members().map(|(at, sign)| sign * value(at)).sum()
    }

    pub(super) const fn holds_with(&self, excess: i64) -> bool {
        if self.equal { excess == 0 } else { excess <= 0 }
    }
}
