//! Which figures of a public report must be hidden so that no small count of people can be worked out.
//!
//! Pure arithmetic: the input is figures and what everyone knows about how they are related (a sum of others, never
//! more than others); the output is what may be shown. `audience` decides which column is which.
//!
//! A count of people from 1 to one less than the limit is hidden, and so is a count that is not printed but implied,
//! such as those who did not return. Zero is always shown. Then, as long as a hidden figure could still be worked out,
//! more are hidden: of all sets of figures that would put it in doubt, a cheap one. The cost of a figure depends on its
//! rank, as readers miss some more than others, and on its size.
//!
//! *Could be worked out* is judged for a reader who knows every shown figure, the relations, and this rule. A hidden
//! figure is safe if there are other sets of numbers that fit all of that and have other numbers in its place. If none
//! is found in reasonable time, more is hidden: masking too much is safe, masking too little is not.
//!
//! Figures may be added in steps, with [`FigureGraph::settle`] after each: no later step changes what an earlier one
//! settled. So figures that many reports share are settled once, and each report then settles its own. Every report
//! keeps possible the other sets of numbers that were found for what it shares; therefore two reports together reveal
//! no more about it than one.

mod ambiguity;
mod fallback;
mod given_away;
mod hide_sizes;
mod relation;
mod suppress;

use std::collections::BTreeSet;

use ambiguity::Change;
use relation::Relation;

/// A figure, by its place in [`FigureGraph`].
pub(super) type Index = usize;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// People, printed: hidden if small.
    People,
    /// Anything else, printed, such as days: hidden on request, or to keep another from being worked out.
    Amount,
    /// People, not printed, but computable from what is printed: a small count needs others hidden.
    Implied,
}

/// How a figure appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mask {
    /// It is printed.
    Shown,
    /// It is hidden as a small count of people: `<11` may be said.
    Small,
    /// It is hidden for the sake of others: nothing may be said about it.
    Withheld,
}

/// One figure.
#[derive(Debug, Clone)]
struct Figure {
    value: i64,
    kind: Kind,
    rank: u8,
    mask: Mask,
    /// Whether nothing may be said about it although it is small.
    silent: bool,
    /// Whether few people are behind it, whatever its value.
    few: bool,
    /// Whether its mask was decided elsewhere.
    decided: bool,
    /// The relation that it was chosen from to be hidden.
    chosen_from: Option<usize>,
}

/// Figures and how they are related.
#[derive(Debug, Clone)]
pub(super) struct FigureGraph {
    limit: i64,
    figures: Vec<Figure>,
    relations: Vec<Relation>,
    known: BTreeSet<Relation>,
    rests: BTreeSet<(Vec<Index>, Vec<Index>)>,
    /// For each figure, those that everybody knows are equal to it.
    twins: Vec<Vec<Index>>,
    /// How many of the figures are settled.
    settled: usize,
    /// The maximum number of figures hidden for the sake of one, if others are settled.
    for_one: usize,
    /// Other sets of numbers that fit, which figures of later steps must leave possible.
    others: Vec<Other>,
}

/// Another set of numbers.
#[derive(Debug, Clone)]
struct Other {
    changes: Vec<Change>,
    /// Whether it was the first to put some figure in doubt: if so, more is hidden to keep it.
    is_first: bool,
}

/// The highest rank. Figures of lower ranks are hidden first for the sake of others; one is worth three of the rank
/// below.
const LAST: u8 = 12;

/// The rank of what is said about a small count: nothing is said about it if that saves hiding figures of a higher
/// rank.
const SAID: u8 = 4;

/// The usual maximum number of figures hidden for the sake of one, if others are settled: more would hardly help, as
/// the settled ones fix its value.
const FOR_ONE: usize = 12;

/// Larger than any figure, and small enough to add up.
const MANY: i64 = 1 << 40;

impl FigureGraph {
    /// Without figures; counts of people from 1 to `small_cell - 1` will be hidden. A `small_cell` of 2 hides 1 and 2,
    /// as a mask for 1 alone would reveal it.
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
            twins: Vec::new(),
            settled: 0,
            for_one: FOR_ONE,
            others: Vec::new(),
        }
    }

    /// Counts of people from 1 to one less than this are hidden.
    pub(super) const fn limit(&self) -> i64 {
        self.limit
    }

    /// Adds a figure.
    pub(super) fn add(&mut self, kind: Kind, value: i64, rank: u8) -> Index {
        let small = kind == Kind::People && self.is_small(value);
        let mask = if small { Mask::Small } else { Mask::Shown };
        self.figures.push(Figure {
            value,
            kind,
            rank: rank.min(LAST),
            mask,
            silent: false,
            few: kind == Kind::Implied,
            decided: false,
            chosen_from: None,
        });
        self.twins.push(Vec::new());
        self.figures.len() - 1
    }

    /// The true number.
    pub(super) fn value(&self, index: Index) -> i64 {
        self.figures[index].value
    }

    /// Hides a figure whatever its value.
    pub(super) fn withhold(&mut self, index: Index) {
        if let Some(figure) = self.figures.get_mut(index)
            && figure.mask == Mask::Shown
        {
            figure.mask = Mask::Withheld;
            figure.few = true;
        }
    }

    /// Allows any number of figures to be hidden for the sake of one, as readers miss none of them much.
    pub(super) const fn hide_freely(&mut self) {
        self.for_one = usize::MAX;
    }

    /// Sets the mask that a figure has in another report, and must have here.
    pub(super) fn decide(&mut self, index: Index, mask: Mask) {
        let small = self.is_small(self.figures[index].value);
        let figure = &mut self.figures[index];
        figure.decided = true;
        figure.silent = mask == Mask::Withheld && small && figure.kind == Kind::People;
        figure.mask = if figure.silent { Mask::Small } else { mask };
    }

    /// The mask of a figure.
    pub(super) fn mask_of(&self, index: Index) -> Mask {
        self.figures[index].mask
    }

    /// Everyone knows that `total` is the sum of `parts`. If it is not, they at least know that it is not less, or not
    /// more.
    pub(super) fn sum(&mut self, total: Index, parts: &[Index]) {
        let all: i64 = parts.iter().map(|part| self.figures[*part].value).sum();
        match self.figures[total].value.cmp(&all) {
            std::cmp::Ordering::Equal => self.equal(&[total], parts),
            std::cmp::Ordering::Greater => self.at_most(parts, &[total]),
            std::cmp::Ordering::Less => self.at_most(&[total], parts),
        }
    }

    /// Everyone knows that the sums of `left` and `right` are equal. Ignored if untrue.
    pub(super) fn equal(&mut self, left: &[Index], right: &[Index]) {
        self.know(left, right, true);
    }

    /// Everyone knows that the sum of `left` is at most that of `right`. Ignored if untrue.
    pub(super) fn at_most(&mut self, left: &[Index], right: &[Index]) {
        self.know(left, right, false);
    }

    /// `parts` of `wholes` are printed; the remainder can be worked out, and is protected like a printed count.
    ///
    /// A reader can guess that it is small if a large count is hidden, but not if a small one is hidden because of its
    /// own size.
    pub(super) fn part_of(&mut self, parts: &[Index], wholes: &[Index]) {
        if self.is_small(self.left_of(wholes, parts)) {
            let told = parts
                .iter()
                .chain(wholes)
                .any(|index| self.figures[*index].mask == Mask::Small);
            let mask = if told { Mask::Shown } else { Mask::Small };
            self.protect_rest(parts, wholes, mask);
        } else {
            self.at_most(parts, wholes);
        }
    }

    /// `parts` of `wholes` are printed; the remainder is an amount, which is protected if few people are behind it.
    pub(super) fn amount_of(&mut self, parts: &[Index], wholes: &[Index], few: bool) {
        if few && self.left_of(wholes, parts) > 0 {
            self.protect_rest(parts, wholes, Mask::Shown);
        } else {
            self.at_most(parts, wholes);
        }
    }

    fn left_of(&self, wholes: &[Index], parts: &[Index]) -> i64 {
        let of = |side: &[Index]| side.iter().map(|at| self.figures[*at].value).sum::<i64>();
        of(wholes) - of(parts)
    }

    fn protect_rest(&mut self, parts: &[Index], wholes: &[Index], mask: Mask) {
        let (mut parts, wholes) = (self.without_zeros(parts), self.without_zeros(wholes));
        if self.rests.insert((parts.clone(), wholes.clone())) {
            let rest = self.add(Kind::Implied, self.left_of(&wholes, &parts), LAST);
            self.figures[rest].mask = mask;
            parts.push(rest);
            self.know(&wholes, &parts, true);
        }
    }

    /// Figures in order, without zeros, which are always shown.
    fn without_zeros(&self, side: &[Index]) -> Vec<Index> {
        let mut side: Vec<Index> = side
            .iter()
            .copied()
            .filter(|index| self.figures[*index].value != 0)
            .collect();
        side.sort_unstable();
        side
    }

    /// Keeps a relation that holds.
    fn know(&mut self, left: &[Index], right: &[Index], equal: bool) {
        let relation = Relation {
            left: self.without_zeros(left),
            right: self.without_zeros(right),
            equal,
        };
        let holds = relation.holds_with(relation.excess(|index| self.figures[index].value));
        if let (true, [one], [other]) = (holds && equal, &relation.left[..], &relation.right[..]) {
            self.twins[*one].push(*other);
            self.twins[*other].push(*one);
        }
        if holds && !relation.left.is_empty() && self.known.insert(relation.clone()) {
            self.relations.push(relation);
        }
    }

    /// The mask of each figure, in the order they were added.
    #[cfg(test)]
    pub(super) fn mask(mut self) -> Vec<Mask> {
        self.suppress();
        self.figures.iter().map(|figure| figure.mask).collect()
    }

    /// Whether the mask of a figure was decided before, or elsewhere.
    fn is_given(&self, index: Index) -> bool {
        self.is_settled(index) || self.figures[index].decided
    }

    const fn is_settled(&self, index: Index) -> bool {
        index < self.settled
    }

    /// Whether a printed figure is known to be small.
    fn is_said(&self, index: Index) -> bool {
        let figure = &self.figures[index];
        figure.kind == Kind::People && figure.mask == Mask::Small && !figure.silent
    }

    /// The figures of a relation that can still be hidden and cost less than this one.
    fn before(&self, index: Index, from: usize) -> impl Iterator<Item = Index> {
        let price = (self.price(index), index);
        self.relations[from]
            .members()
            .filter(move |at| self.can_be_hidden(*at) && (self.price(*at), *at) < price)
    }

    fn is_small(&self, value: i64) -> bool {
        (1..self.limit).contains(&value)
    }

    fn is_hidden(&self, index: Index) -> bool {
        self.figures[index].kind == Kind::Implied || self.figures[index].mask != Mask::Shown
    }

    /// Whether a figure may still be hidden for the sake of others: zeros are always shown, and a figure that equals one
    /// that stays shown would be hidden in vain.
    fn can_be_hidden(&self, index: Index) -> bool {
        let stays = |at: Index| self.is_given(at) && !self.is_hidden(at);
        !self.is_hidden(index)
            && !self.is_given(index)
            && self.figures[index].value != 0
            && !self.twins[index].iter().any(|twin| stays(*twin))
    }

    /// Whether a figure is hidden, for its own sake or for that of others, and must stay in doubt. Hiding more never
    /// removes doubt, so each needs only one look.
    fn is_sensitive(&self, index: Index) -> bool {
        let figure = &self.figures[index];
        match figure.kind {
            Kind::Implied => figure.few,
            _ => figure.mask != Mask::Shown,
        }
    }

    /// The cost of hiding a figure: by its rank, and within a rank by the people it counts.
    fn price(&self, index: Index) -> i64 {
        let figure = &self.figures[index];
        price_of(figure.rank) + figure.value.clamp(0, 999)
    }

    /// The numbers that a reader who knows the rule would think possible for a figure if it were hidden because of this
    /// relation alone.
    fn range(&self, index: Index, from: Option<usize>) -> (i64, i64) {
        let figure = &self.figures[index];
        let most = || self.ceiling(index, from).unwrap_or(MANY);
        // Zeros are always shown, so a printed figure that is hidden is at least 1.
        match (figure.kind, figure.mask) {
            (Kind::People, Mask::Small) if figure.silent => (1, MANY),
            (Kind::Implied | Kind::People, Mask::Small) => (1, self.limit - 1),
            (Kind::Implied, _) => (0, MANY),
            (Kind::People, _) => (self.limit, most()),
            (Kind::Amount, _) => (1, most()),
        }
    }

    /// A figure chosen from a relation as the smallest of its standing was at most as large as those still shown.
    fn ceiling(&self, index: Index, from: Option<usize>) -> Option<i64> {
        let relation = &self.relations[from?];
        let standing = |at: Index| (self.figures[at].rank, relation.is_total(at));
        let peers = relation
            .members()
            .filter(|at| {
                *at != index && self.can_be_hidden(*at) && standing(*at) == standing(index)
            })
            .map(|at| self.figures[at].value - i64::from(at < index));
        peers
            .min()
            .filter(|most| *most >= self.figures[index].value)
    }
}

fn price_of(rank: u8) -> i64 {
    3i64.pow(u32::from(rank)) * 1000
}

/// The lowest rank.
#[cfg(test)]
const FIRST: u8 = 0;

#[cfg(test)]
mod attack;
#[cfg(test)]
mod tests;
