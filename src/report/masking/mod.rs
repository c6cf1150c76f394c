//! Which figures of a public report must be hidden so that no small count of people can be worked out.
//!
//! Pure arithmetic: figures, and what everybody knows about how they hang together (a sum of others, never more than
//! others), go in; what may be shown comes out. Which column is which is `audience`'s to say.
//!
//! A count of people from 1 to one less than the limit is hidden, and so is a count that is not printed but implied, such
//! as those who did not return. Then, as long as a hidden figure could still be worked out, one more figure is hidden: of
//! those in the same sum the one that may go first, and of these the smallest that is not zero. Zero is always shown.
//!
//! *Could be worked out* is judged for a reader who knows every shown figure, the relations, and this rule. A hidden
//! figure is safe when a second set of numbers exists that fits all of that and has another number in its place. Where no
//! such set is found in reasonable time, one more figure is hidden: masking too much is safe, masking too little is not.

mod doubt;

use std::collections::VecDeque;

use doubt::Doubt;

/// A figure, by its place in [`Figures`].
pub(super) type Index = usize;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// People, printed: hidden when it is small.
    People,
    /// Anything else, printed, such as days: hidden when it is told to be, or to keep another from being worked out.
    Amount,
    /// People, not printed, but to be worked out from what is: a small one needs others hidden.
    Implied,
}

/// What becomes of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mask {
    /// It is printed.
    Shown,
    /// It is hidden as a small count of people: `<11` may be said.
    Small,
    /// It is hidden for the sake of others: nothing may be said.
    Withheld,
}

/// One figure.
#[derive(Debug, Clone)]
struct Figure {
    value: i64,
    kind: Kind,
    rank: u8,
    mask: Mask,
    /// The sums out of which it was chosen to be hidden.
    chosen_from: Option<usize>,
}

/// What is known about figures.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Relation {
    /// The first is the sum of the others.
    Sum(Index, Vec<Index>),
    /// The sum of the left is not more than the sum of the right.
    AtMost(Vec<Index>, Vec<Index>),
}

impl Relation {
    fn members(&self) -> impl Iterator<Item = Index> + '_ {
        let (left, right): (&[Index], &[Index]) = match self {
            Self::Sum(total, parts) => (std::slice::from_ref(total), parts),
            Self::AtMost(left, right) => (left, right),
        };
        left.iter().chain(right).copied()
    }

    /// By how much the left is more than the right; for a sum, the total is the left.
    fn excess(&self, values: &[i64]) -> i64 {
        let of = |side: &[Index]| side.iter().map(|index| values[*index]).sum::<i64>();
        match self {
            Self::Sum(total, parts) => values[*total] - of(parts),
            Self::AtMost(left, right) => of(left) - of(right),
        }
    }

    fn holds(&self, values: &[i64]) -> bool {
        match self {
            Self::Sum(..) => self.excess(values) == 0,
            Self::AtMost(..) => self.excess(values) <= 0,
        }
    }

    fn on_the_left(&self, index: Index) -> bool {
        match self {
            Self::Sum(total, _) => *total == index,
            Self::AtMost(left, _) => left.contains(&index),
        }
    }
}

/// Figures and how they hang together.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    limit: i64,
    figures: Vec<Figure>,
    relations: Vec<Relation>,
}

/// The rank of a figure that is hidden for others before those of a higher rank.
pub(super) const FIRST: u8 = 0;
/// The rank of a figure that is hidden only when nothing else helps.
pub(super) const LAST: u8 = 2;

impl Figures {
    /// No figures; counts of people from 1 to `small_cell - 1` will be hidden. A `small_cell` of 2 hides 1 and 2, as to
    /// hide nothing but 1 would be to say 1.
    pub(super) fn new(small_cell: u32) -> Self {
        let limit = if small_cell == 2 { 3 } else { i64::from(small_cell) };
        Self { limit, figures: Vec::new(), relations: Vec::new() }
    }

    /// Counts of people from 1 to one less than this are hidden.
    pub(super) const fn limit(&self) -> i64 {
        self.limit
    }

    /// A further figure.
    pub(super) fn add(&mut self, kind: Kind, value: i64, rank: u8) -> Index {
        let small = kind == Kind::People && self.is_small(value);
        let mask = if small { Mask::Small } else { Mask::Shown };
        self.figures.push(Figure { value, kind, rank, mask, chosen_from: None });
        self.figures.len() - 1
    }

    /// A figure that is hidden whatever its value.
    pub(super) fn withhold(&mut self, index: Index) {
        if let Some(figure) = self.figures.get_mut(index)
            && figure.mask == Mask::Shown
        {
            figure.mask = Mask::Withheld;
        }
    }

    /// Everybody knows that `total` is the sum of `parts`. Where it is not, it is at least known not to be less or more.
    pub(super) fn sum(&mut self, total: Index, parts: &[Index]) {
        let relation = Relation::Sum(total, parts.to_vec());
        let excess = relation.excess(&self.values());
        match excess.signum() {
            0 => self.relations.push(relation),
            1 => self.at_most(parts, &[total]),
            _ => self.at_most(&[total], parts),
        }
    }

    /// Everybody knows that the sum of `left` is not more than that of `right`. Nobody knows what is not so.
    pub(super) fn at_most(&mut self, left: &[Index], right: &[Index]) {
        let relation = Relation::AtMost(left.to_vec(), right.to_vec());
        if relation.holds(&self.values()) {
            self.relations.push(relation);
        }
    }

    /// Of `whole`, `part` are printed; how many are left can be worked out, and is protected like a printed count.
    pub(super) fn part_of(&mut self, part: &[Index], whole: Index) {
        let printed: i64 = part.iter().map(|index| self.figures[*index].value).sum();
        let rest = self.add(Kind::Implied, self.figures[whole].value - printed, LAST);
        let parts: Vec<Index> = part.iter().copied().chain([rest]).collect();
        self.sum(whole, &parts);
    }

    /// What becomes of each figure, in the order in which they were added.
    pub(super) fn mask(mut self) -> Vec<Mask> {
        let mut open: VecDeque<Index> = (0..self.figures.len()).filter(|index| self.is_sensitive(*index)).collect();
        let doubt = Doubt::new(&self);
        while let Some(index) = open.pop_front() {
            while !doubt.can_be_another(&self, index) {
                let Some((other, relation)) = self.next_to_hide(index) else { break };
                self.figures[other].mask = Mask::Withheld;
                self.figures[other].chosen_from = Some(relation);
                open.push_back(other);
            }
        }
        self.blur();
        self.figures.iter().map(|figure| figure.mask).collect()
    }

    /// Says nothing about the size of a small count where that would tell why others are hidden.
    ///
    /// Hidden figures that share a relation are of one fate: where one of them is hidden for others, or where nothing of
    /// their relations is shown, all of them are withheld. If `10 + 10 = 20` were `<11`, `<11` and withheld, only 10 and
    /// 10 could be meant, as no other small counts need their total hidden.
    fn blur(&mut self) {
        let mut fate: Vec<Index> = (0..self.figures.len()).collect();
        let mut silent = vec![false; self.figures.len()];
        let hidden: Vec<Vec<Index>> = self
            .relations
            .iter()
            .map(|relation| relation.members().filter(|at| self.is_hidden(*at)).collect())
            .collect();
        for members in &hidden {
            let Some(first) = members.first().map(|first| fate[*first]) else { continue };
            for member in members {
                let old = fate[*member];
                fate.iter_mut().filter(|fate| **fate == old).for_each(|fate| *fate = first);
            }
        }
        let mut open = vec![false; self.figures.len()];
        let mut related = vec![false; self.figures.len()];
        for (relation, members) in self.relations.iter().zip(&hidden) {
            let Some(first) = members.first() else { continue };
            related[fate[*first]] = true;
            open[fate[*first]] |= relation.members().any(|at| !self.is_hidden(at) && self.figures[at].value != 0);
        }
        for (index, figure) in self.figures.iter().enumerate() {
            silent[fate[index]] |= figure.mask == Mask::Withheld;
        }
        for (index, figure) in self.figures.iter_mut().enumerate() {
            let fate = fate[index];
            if figure.mask == Mask::Small && (silent[fate] || (related[fate] && !open[fate])) {
                figure.mask = Mask::Withheld;
            }
        }
    }

    fn is_small(&self, value: i64) -> bool {
        (1..self.limit).contains(&value)
    }

    fn values(&self) -> Vec<i64> {
        self.figures.iter().map(|figure| figure.value).collect()
    }

    fn is_hidden(&self, index: Index) -> bool {
        self.figures[index].kind == Kind::Implied || self.figures[index].mask != Mask::Shown
    }

    /// Whether a figure is hidden for its own sake or for that of others, and must stay in doubt. Hiding more never takes
    /// doubt away, so each has to be looked at once.
    fn is_sensitive(&self, index: Index) -> bool {
        let figure = &self.figures[index];
        match figure.kind {
            Kind::Implied => self.is_small(figure.value),
            _ => figure.mask != Mask::Shown,
        }
    }

    /// The figure to hide next so that `exposed` can no longer be worked out, and the relation it was chosen from.
    ///
    /// First come sums in which one hidden figure stands alone, as they give it away, and with it what hangs on it; then
    /// relations near `exposed`, sums before bounds, and those with the fewest hidden figures.
    fn next_to_hide(&self, exposed: Index) -> Option<(Index, usize)> {
        let order = |(at, distance): &(usize, usize)| {
            let bound = matches!(self.relations[*at], Relation::AtMost(..));
            (!self.pins(*at), *distance, bound, self.hidden_in(*at), *at)
        };
        let near = self.connected(exposed).into_iter().filter(|(at, _)| self.least_of(*at).is_some());
        let (at, _) = near.min_by_key(order)?;
        self.least_of(at).map(|index| (index, at))
    }

    /// The relations that a figure hangs on, directly or through other hidden figures, and through how many.
    fn connected(&self, figure: Index) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.relations.len()];
        let mut reached = vec![false; self.figures.len()];
        reached[figure] = true;
        let mut edge = vec![figure];
        for distance in 0.. {
            if edge.is_empty() {
                break;
            }
            let mut next = Vec::new();
            for (at, relation) in self.relations.iter().enumerate() {
                if !seen[at] && relation.members().any(|member| edge.contains(&member)) {
                    seen[at] = true;
                    found.push((at, distance));
                    next.extend(relation.members().filter(|member| self.is_hidden(*member)));
                }
            }
            next.retain(|member| !std::mem::replace(&mut reached[*member], true));
            edge = next;
        }
        found
    }

    /// Whether a sum leaves one of its figures in no doubt that must be in doubt.
    fn pins(&self, relation: usize) -> bool {
        let mut hidden = self.relations[relation].members().filter(|member| self.is_hidden(*member));
        let (first, second) = (hidden.next(), hidden.next());
        matches!(self.relations[relation], Relation::Sum(..))
            && second.is_none()
            && first.is_some_and(|index| self.is_sensitive(index))
    }

    fn hidden_in(&self, relation: usize) -> usize {
        self.relations[relation].members().filter(|member| self.is_hidden(*member)).count()
    }

    /// Of the shown figures of a relation that are not zero, the one to hide first.
    fn least_of(&self, relation: usize) -> Option<Index> {
        let relation = &self.relations[relation];
        let open = relation.members().filter(|index| !self.is_hidden(*index) && self.figures[*index].value != 0);
        open.min_by_key(|index| self.turn(relation, *index))
    }

    /// When a figure's turn to be hidden comes: by its rank, parts before their total, the smallest first.
    fn turn(&self, relation: &Relation, index: Index) -> (u8, bool, i64, Index) {
        let figure = &self.figures[index];
        let total = matches!(relation, Relation::Sum(total, _) if *total == index);
        (figure.rank, total, figure.value, index)
    }

    /// The numbers that a reader who knows the rule would think possible for a hidden figure, taken alone.
    fn range(&self, index: Index) -> (i64, i64) {
        const MANY: i64 = 1 << 40;
        let figure = &self.figures[index];
        match (figure.kind, figure.mask) {
            (Kind::Implied, _) if self.is_small(figure.value) => (1, self.limit - 1),
            (Kind::Implied, _) => (0, MANY),
            (Kind::People, Mask::Small) => (1, self.limit - 1),
            (Kind::People, Mask::Withheld) => (self.limit, self.ceiling(index).unwrap_or(MANY)),
            (Kind::Amount, Mask::Withheld) => match figure.chosen_from {
                Some(_) => (1, self.ceiling(index).unwrap_or(MANY)),
                None => (0, MANY),
            },
            (_, Mask::Shown | Mask::Small) => (figure.value, figure.value),
        }
    }

    /// A figure chosen as the smallest of a relation was not larger than those of its standing that are still shown.
    fn ceiling(&self, index: Index) -> Option<i64> {
        let relation = &self.relations[self.figures[index].chosen_from?];
        let standing = |at: Index| {
            let (rank, total, ..) = self.turn(relation, at);
            (rank, total)
        };
        let peers = relation
            .members()
            .filter(|at| !self.is_hidden(*at) && self.figures[*at].value != 0 && standing(*at) == standing(index));
        peers.map(|at| self.figures[at].value - i64::from(at < index)).min()
    }
}

#[cfg(test)]
mod attack;
#[cfg(test)]
mod tests;
