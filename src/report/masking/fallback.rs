//! What to hide where no other set of numbers was found.

use super::{Figures, Index};

/// When the turn of a relation comes, in the order told below.
type Order = (bool, usize, bool, usize, usize);

/// The cheapest figure of the nearest relation that has one to hide.
///
/// Sums in which a hidden figure stands alone come first, as they give it away, and with it what hangs on it; of relations
/// as near, sums come before bounds, and those with few hidden figures before others.
pub(super) fn next(figures: &Figures, exposed: Index) -> Option<(Index, Option<usize>)> {
    let mut reached = vec![false; figures.figures.len()];
    let mut seen = vec![false; figures.relations.len()];
    let mut edge = vec![exposed];
    let mut found: Vec<(Order, (Index, Option<usize>))> = Vec::new();
    for distance in 0.. {
        edge.retain(|member| !std::mem::replace(&mut reached[*member], true));
        if edge.is_empty() {
            break;
        }
        let mut next = Vec::new();
        for (at, relation) in figures.relations.iter().enumerate() {
            if seen[at] || !relation.members().any(|member| edge.contains(&member)) {
                continue;
            }
            seen[at] = true;
            let hidden: Vec<Index> = relation.members().filter(|member| figures.is_hidden(*member)).collect();
            let open = relation.members().filter(|member| figures.can_be_hidden(*member));
            let alone = relation.equal && hidden.len() == 1 && figures.is_sensitive(hidden[0]);
            if let Some(index) = open.min_by_key(|index| (figures.price(*index), *index)) {
                let order = (!alone, distance, !relation.equal, hidden.len(), at);
                found.push((order, (index, Some(at))));
            }
            next.extend(hidden);
        }
        edge = next;
    }
    found.into_iter().min_by_key(|(order, _)| *order).map(|(_, found)| found)
}
