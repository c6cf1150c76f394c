//! Which hidden figures can be worked out all the same, beside figures that other reports show.

use super::{FigureGraph, Index, Kind, MANY, Mask};

/// How often all relations are looked at.
const ROUNDS: usize = 20;

impl FigureGraph {
    /// The hidden figures with only one possible number, as the relations leave it between equal bounds: if 8 answers
    /// are shown as the sum of 8 hidden figures, each is 1.
    ///
    /// Not every such figure is found: only those that follow from one relation after another.
    pub(in crate::report) fn given_away(&self) -> Vec<Index> {
        let mut bounds: Vec<(i64, i64)> = (0..self.figures.len()).map(|at| self.told(at)).collect();
        for _ in 0..ROUNDS {
            let before = bounds.clone();
            for relation in &self.relations {
                narrow(&mut bounds, &relation.left, &relation.right);
                if relation.equal {
                    narrow(&mut bounds, &relation.right, &relation.left);
                }
            }
            if bounds == before {
                break;
            }
        }
        (0..bounds.len())
            .filter(|at| self.is_sensitive(*at) && bounds[*at].0 == bounds[*at].1)
            .collect()
    }

    /// The lowest and highest number that a figure can have for someone who sees it as it is printed.
    fn told(&self, index: Index) -> (i64, i64) {
        let figure = &self.figures[index];
        match (figure.kind, figure.mask) {
            (Kind::Implied, _) => (0, MANY),
            (_, Mask::Shown) => (figure.value, figure.value),
            (Kind::People, Mask::Small) if !figure.silent => (1, self.limit - 1),
            _ => (1, MANY),
        }
    }
}

/// Narrows bounds by what is known: the sum of `less` is at most that of `more`.
fn narrow(bounds: &mut [(i64, i64)], less: &[Index], more: &[Index]) {
    let least: i64 = less.iter().map(|at| bounds[*at].0).sum();
    let most: i64 = more.iter().map(|at| bounds[*at].1).sum();
    for at in less {
        let (low, high) = bounds[*at];
        bounds[*at].1 = high.min(most - least + low);
    }
    for at in more {
        let (low, high) = bounds[*at];
        bounds[*at].0 = low.max(least - most + high);
    }
}
