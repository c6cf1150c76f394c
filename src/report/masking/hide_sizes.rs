//! What may be said about the size of a small count.

use super::{FigureGraph, Index, Mask};

/// Says nothing about the size of a small count if that would show why others are hidden.
///
/// Nothing is said if a relation of it has a figure hidden for the sake of others, or if everything that depends on it
/// is hidden. If `10 + 10 = 20` were `<11`, `<11` and withheld, it could only mean 10 and 10, as no other small counts
/// need their total hidden.
pub(super) fn hide_sizes(figures: &mut FigureGraph) {
    let count = figures.figures.len();
    let together = together(figures);
    let (mut silent, mut related, mut open) =
        (vec![false; count], vec![false; count], vec![false; count]);
    for relation in &figures.relations {
        let withheld = |at: Index| {
            let figure = &figures.figures[at];
            figure.mask == Mask::Withheld && !figure.few || figure.silent
        };
        let quiet = relation.members().any(withheld);
        let shown = relation.members().any(|at| !figures.is_hidden(at));
        for member in relation.members() {
            silent[member] |= quiet;
            related[member] = true;
            open[together[member]] |= shown;
        }
    }
    for (index, figure) in figures.figures.iter_mut().enumerate().skip(figures.settled) {
        let closed = related[index] && !open[together[index]];
        let blurred = !figure.decided && (silent[index] || closed);
        if figure.mask == Mask::Small && (figure.silent || blurred) {
            figure.mask = Mask::Withheld;
        }
    }
}

/// For each figure, one figure that represents all hidden figures related to it.
fn together(figures: &FigureGraph) -> Vec<Index> {
    let mut nearer: Vec<Index> = (0..figures.figures.len()).collect();
    for relation in &figures.relations {
        let mut hidden = relation.members().filter(|at| figures.is_hidden(*at));
        let Some(first) = hidden.next() else { continue };
        for member in hidden {
            let (one, other) = (root(&mut nearer, first), root(&mut nearer, member));
            nearer[one.max(other)] = one.min(other);
        }
    }
    (0..nearer.len())
        .map(|index| root(&mut nearer, index))
        .collect()
}

/// The figure at the end of the path; shortens the path.
fn root(nearer: &mut [Index], mut index: Index) -> Index {
    while nearer[index] != index {
        nearer[index] = nearer[nearer[index]];
        index = nearer[index];
    }
    index
}
