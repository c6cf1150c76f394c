//! What to hide if no other set of numbers was found.

use super::{FigureGraph, Index};

/// Sort key that gives relations their turn, as described below.
type Order = (bool, usize, bool, usize, usize);

/// How many relations to look at before taking the best one so far.
const ENOUGH: usize = 300;

/// Which figures have nothing left to hide around them.
pub(super) struct Fallback {
    is_closed: Vec<bool>,
    /// Which relations have nothing left to hide: what is hidden once stays hidden.
    is_spent: Vec<bool>,
    /// The last search in which each figure was reached; `seen` is the same for relations.
    reached: Vec<usize>,
    seen: Vec<usize>,
    search: usize,
}

impl Fallback {
    pub(super) fn new(figures: &FigureGraph) -> Self {
        let (count, relations) = (figures.figures.len(), figures.relations.len());
        Self {
            is_closed: vec![false; count],
            is_spent: vec![false; relations],
            reached: vec![0; count],
            seen: vec![0; relations],
            search: 0,
        }
    }

    /// Whether everything related to a figure is hidden, or zero: it can only be worked out from words.
    pub(super) fn is_closed(&self, index: Index) -> bool {
        self.is_closed[index]
    }

    /// The cheapest figure of the nearest relation that still has one to hide.
    ///
    /// Sums with only one hidden figure come first, as they reveal it, and with it what depends on it; among equally
    /// near relations, sums come before bounds, and those with few hidden figures before others. `around` has the
    /// relations of each figure.
    pub(super) fn next(
        &mut self,
        figures: &FigureGraph,
        around: &[Vec<(usize, i64)>],
        exposed: Index,
    ) -> Option<(Index, Option<usize>)> {
        self.search += 1;
        self.reached[exposed] = self.search;
        let mut edge = vec![exposed];
        let mut all = edge.clone();
        let mut looked = 0;
        let mut best: Option<(Order, (Index, Option<usize>))> = None;
        for distance in 0.. {
            let mut next = Vec::new();
            for (at, _) in edge.iter().flat_map(|index| &around[*index]) {
                if std::mem::replace(&mut self.seen[*at], self.search) == self.search {
                    continue;
                }
                looked += 1;
                let found = match self.is_spent[*at] {
                    true => None,
                    false => candidate(figures, *at, distance),
                };
                self.is_spent[*at] = found.is_none();
                best = best
                    .into_iter()
                    .chain(found)
                    .min_by_key(|(order, _)| *order);
                let hidden = figures.relations[*at]
                    .members()
                    .filter(|member| figures.is_hidden(*member));
                next.extend(hidden.filter(|at| {
                    std::mem::replace(&mut self.reached[*at], self.search) != self.search
                }));
            }
            if next.is_empty() || best.is_some() && looked > ENOUGH {
                break;
            }
            all.extend(&next);
            edge = next;
        }
        if best.is_none() {
            all.iter().for_each(|index| self.is_closed[*index] = true);
        }
        best.map(|(_, found)| found)
    }
}

/// The cheapest figure of a relation that can be hidden, with the sort key of the relation.
fn candidate(
    figures: &FigureGraph,
    at: usize,
    distance: usize,
) -> Option<(Order, (Index, Option<usize>))> {
    let relation = &figures.relations[at];
    let open = relation
        .members()
        .filter(|member| figures.can_be_hidden(*member));
    let index = open.min_by_key(|index| (figures.price(*index), *index))?;
    let hidden: Vec<Index> = relation
        .members()
        .filter(|member| figures.is_hidden(*member))
        .collect();
    let alone = relation.equal && hidden.len() == 1 && figures.is_sensitive(hidden[0]);
    Some((
        (!alone, distance, !relation.equal, hidden.len(), at),
        (index, Some(at)),
    ))
}
