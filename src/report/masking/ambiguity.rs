//! Whether a hidden figure stays in doubt for a reader, and what that takes.
//!
//! The search for a second set of numbers works as an auditor would: change the figure, repair each relation that no
//! longer holds by changing one more of its figures, and continue until all hold again. A shown figure may be changed
//! as well, at its price: it must then be hidden. The cheapest set found wins, so nothing is hidden that no figure
//! needs hidden.

use super::{FigureGraph, Index, SAID, price_of};

/// One way to repair a relation: its cost, the figure to change, and by how much.
type Mend = (i64, Index, i64);

/// How many other numbers must be possible. One would leave two in all, but a reader who knows this rule can often rule
/// out one more, because with another number in its place something else would have been hidden.
const ENOUGH: usize = 2;
/// The changes to try for a figure, in this order.
const STEPS: [i64; 6] = [1, -1, 2, -2, 3, -3];
/// How often a second set of numbers may choose among several ways to repair a relation: near ones are tried first. A
/// repair with only one way is not a choice, so long chains of equal figures are followed to their end.
const REACHES: [usize; 3] = [3, 8, 24];
/// The maximum number of figures that differ in a second set of numbers.
const FARTHEST: usize = 60;
/// How many changes a search may try within one reach and rank: few for all ranks, before many for any.
const PATIENCES: [usize; 3] = [30, 150, 750];
/// How many changes may be tried in all for one figure. If that is not enough, one more figure is hidden.
const EFFORT: usize = 4_000;
/// How many changes may be tried in all for all figures together, in addition to [`LITTLE`] for each. Only very small
/// counts in very many rows need more, and hardly any of those can be shown.
const ALL: usize = 200_000;
/// How many changes are tried for a figure when [`ALL`] is used up.
const LITTLE: usize = 60;

/// A figure that differs in a second set of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) index: Index,
    pub(super) step: i64,
    /// The relation that this change repairs.
    pub(super) from: Option<usize>,
}

/// Figures with their relations, and the other numbers known to be possible for each.
pub(super) struct Ambiguity {
    /// The relations of each figure, with 1 if it is on the left, -1 if on the right.
    pub(super) around: Vec<Vec<(usize, i64)>>,
    /// By how much the left of each relation exceeds the right, with the current changes.
    excess: Vec<i64>,
    /// The relations that do not hold with the current changes.
    broken: Vec<usize>,
    /// Whether the current changes include each figure.
    is_changed: Vec<bool>,
    /// The numbers possible for hidden figures; `None` for shown ones.
    ranges: Vec<Option<(i64, i64)>>,
    others: Vec<Vec<i64>>,
    /// The ranks of figures that can be hidden, in order.
    ranks: Vec<u8>,
    /// How many changes are left of [`ALL`].
    effort: usize,
}

impl Ambiguity {
    pub(super) fn new(figures: &FigureGraph) -> Self {
        let mut around = vec![Vec::new(); figures.figures.len()];
        for (at, relation) in figures.relations.iter().enumerate() {
            relation
                .left
                .iter()
                .for_each(|member| around[*member].push((at, 1)));
            relation
                .right
                .iter()
                .for_each(|member| around[*member].push((at, -1)));
        }
        let excess = figures
            .relations
            .iter()
            .map(|relation| relation.excess(|at| figures.figures[at].value))
            .collect();
        let mut ranks: Vec<u8> = figures.figures.iter().map(|figure| figure.rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let count = figures.figures.len();
        let mut doubt = Self {
            around,
            excess,
            broken: Vec::new(),
            is_changed: vec![false; count],
            ranges: vec![None; count],
            others: vec![Vec::new(); count],
            ranks,
            effort: ALL,
        };
        (0..count).for_each(|index| doubt.refresh(figures, index));
        doubt
    }

    /// Updates the range of a figure.
    pub(super) fn refresh(&mut self, figures: &FigureGraph, index: Index) {
        let range = || figures.range(index, figures.figures[index].chosen_from);
        self.ranges[index] = figures.is_hidden(index).then(range);
    }

    /// Updates ranges after a figure was hidden: its own, and those of figures chosen from its relations.
    pub(super) fn refresh_around(&mut self, figures: &FigureGraph, index: Index) {
        self.refresh(figures, index);
        for at in 0..self.around[index].len() {
            let (relation, _) = self.around[index][at];
            for member in figures.relations[relation].members() {
                if figures.figures[member].chosen_from == Some(relation) {
                    self.refresh(figures, member);
                }
            }
        }
    }

    /// Whether enough other numbers are known to be possible for a figure.
    pub(super) fn is_enough(&self, index: Index) -> bool {
        self.others[index].len() >= ENOUGH
    }

    /// Whether no other number is known to be possible for a figure.
    pub(super) fn is_known(&self, index: Index) -> bool {
        self.others[index].is_empty()
    }

    /// Records the numbers of a second set; hiding more never makes them impossible. Returns whether it is the first
    /// for a figure.
    pub(super) fn learn(&mut self, figures: &FigureGraph, changes: &[Change]) -> bool {
        let mut is_first = false;
        for change in changes {
            is_first |= self.others[change.index].is_empty();
            let other = figures.figures[change.index].value + change.step;
            if !self.others[change.index].contains(&other) {
                self.others[change.index].push(other);
            }
        }
        is_first
    }

    /// Restores the full effort.
    pub(super) const fn rest(&mut self) {
        self.effort = ALL;
    }

    /// Changes of a figure to numbers not yet known to be possible.
    pub(super) fn starts(&self, figures: &FigureGraph, index: Index) -> Vec<Vec<Change>> {
        let other = |step: &i64| figures.value(index) + step;
        STEPS
            .into_iter()
            .filter(|step| !self.others[index].contains(&other(step)))
            .map(|step| {
                vec![Change {
                    index,
                    step,
                    from: None,
                }]
            })
            .collect()
    }

    /// A second set of numbers that fits everything known and includes one of these changes: one that needs nothing
    /// more hidden, otherwise a cheap one unless it must be `free`. It changes no settled figures except these. `None`
    /// if none is found with reasonable effort.
    pub(super) fn another(
        &mut self,
        figures: &FigureGraph,
        starts: &[Vec<Change>],
        free: bool,
    ) -> Option<Vec<Change>> {
        let effort = LITTLE + self.effort.min(EFFORT - LITTLE);
        let mut search = Search::new(figures, self, effort);
        search.run(starts, free);
        let (best, used) = (search.best, effort - search.effort);
        self.effort -= used.saturating_sub(LITTLE);
        best
    }
}

struct Search<'a> {
    figures: &'a FigureGraph,
    doubt: &'a mut Ambiguity,
    changes: Vec<Change>,
    /// The cost of the figures that would have to be hidden.
    price: i64,
    /// The highest rank that may be hidden; `None` if nothing may.
    rank: Option<u8>,
    reach: usize,
    /// How many of the changes were chosen among several.
    choices: usize,
    patience: usize,
    /// How many changes may still be tried in all.
    effort: usize,
    /// Whether something was not tried because reach or patience ran out.
    was_cut: bool,
    best: Option<Vec<Change>>,
    /// The cost of the best set.
    most: i64,
}

/// A way to repair a relation: its price, how many relations it breaks, and the change.
type Way = (i64, usize, Index, i64);

impl<'a> Search<'a> {
    const fn new(figures: &'a FigureGraph, doubt: &'a mut Ambiguity, effort: usize) -> Self {
        Self {
            figures,
            doubt,
            changes: Vec::new(),
            price: 0,
            rank: None,
            reach: 0,
            choices: 0,
            patience: 0,
            effort,
            was_cut: false,
            best: None,
            most: i64::MAX,
        }
    }

    /// Tries these changes: first with nothing more hidden, then hiding figures of higher and higher ranks.
    fn run(&mut self, starts: &[Vec<Change>], free: bool) {
        let ranks = self.doubt.ranks.iter().copied().filter(|_| !free);
        let ranks: Vec<Option<u8>> = std::iter::once(None).chain(ranks.map(Some)).collect();
        let patiences = if free { 2 } else { PATIENCES.len() };
        for patience in PATIENCES.into_iter().take(patiences) {
            for rank in &ranks {
                if rank.is_some_and(|rank| price_of(rank) >= self.most) {
                    break;
                }
                self.rank = *rank;
                self.search(starts, patience);
                if self.most == 0 || self.effort == 0 {
                    return;
                }
            }
            if self.best.is_some() {
                return;
            }
        }
    }

    /// Tries these changes, extending the reach until a set is found.
    fn search(&mut self, starts: &[Vec<Change>], patience: usize) {
        for reach in REACHES {
            self.reach = reach;
            self.was_cut = false;
            let most = self.most;
            for start in starts {
                self.patience = patience;
                self.begin(start);
                if self.most == 0 || self.effort == 0 {
                    return;
                }
            }
            if !self.was_cut || self.most < most {
                return;
            }
        }
    }

    /// Begins with changes; those of settled figures are made without a price.
    fn begin(&mut self, start: &[Change]) {
        let mut all = 0;
        for change in start {
            let is_settled = self.figures.is_settled(change.index);
            match self.price_of(change.index, change.step, None) {
                _ if is_settled => {}
                Some(price) => all += price,
                None => return,
            }
        }
        self.with(start, all);
    }

    /// Changes a figure.
    fn change(&mut self, index: Index, step: i64, from: Option<usize>) {
        if let Some(price) = self.price_of(index, step, from) {
            self.with(&[Change { index, step, from }], price);
        }
    }

    /// Changes figures, repairs what breaks, and undoes everything.
    fn with(&mut self, changes: &[Change], price: i64) {
        if self.patience == 0
            || self.effort == 0
            || self.choices > self.reach
            || self.changes.len() >= FARTHEST
        {
            self.was_cut = true;
            return;
        }
        self.patience -= 1;
        self.effort -= 1;
        self.price += price;
        for change in changes {
            self.step(change.index, change.step);
            self.doubt.is_changed[change.index] = true;
            self.changes.push(*change);
        }
        self.mend();
        for change in changes {
            self.changes.pop();
            self.doubt.is_changed[change.index] = false;
            self.step(change.index, -change.step);
        }
        self.price -= price;
    }

    fn step(&mut self, index: Index, step: i64) {
        let Ambiguity {
            around,
            excess,
            broken,
            ..
        } = &mut *self.doubt;
        for (at, sign) in &around[index] {
            let relation = &self.figures.relations[*at];
            let held = relation.holds_with(excess[*at]);
            excess[*at] += sign * step;
            match (held, relation.holds_with(excess[*at])) {
                (true, false) => broken.push(*at),
                (false, true) => broken.retain(|other| other != at),
                _ => {}
            }
        }
    }

    /// The cost of changing a figure; `None` if it cannot be changed, or if that costs more than the best.
    fn price_of(&self, index: Index, step: i64, from: Option<usize>) -> Option<i64> {
        if self.doubt.is_changed[index] || self.figures.is_settled(index) {
            return None;
        }
        let figure = &self.figures.figures[index];
        let may_hide = |rank: u8| self.rank.is_some_and(|most| rank <= most);
        let other = figure.value + step;
        let price = match self.doubt.ranges[index] {
            Some((least, most)) if (least..=most).contains(&other) => 0,
            Some((least, _))
                if other >= least
                    && self.figures.is_said(index)
                    && !self.figures.is_given(index)
                    && may_hide(SAID) =>
            {
                price_of(SAID)
            }
            None if self.figures.can_be_hidden(index) && may_hide(figure.rank) => {
                let (least, most) = self.figures.range(index, from);
                if !(least..=most).contains(&other) {
                    return None;
                }
                self.figures.price(index) + self.price_before(index, from)
            }
            _ => return None,
        };
        (self.price + price < self.most).then_some(price)
    }

    /// The cost of the figures that would be chosen before this figure of a relation.
    fn price_before(&self, index: Index, from: Option<usize>) -> i64 {
        let before = from
            .into_iter()
            .flat_map(|from| self.figures.before(index, from));
        before
            .filter(|at| !self.doubt.is_changed[*at])
            .map(|at| self.figures.price(at))
            .sum()
    }

    /// Takes the broken relation with the fewest ways to repair it, and tries each way.
    fn mend(&mut self) {
        let mut fewest: Option<(usize, usize)> = None;
        for at in &self.doubt.broken {
            let most = fewest.map_or(usize::MAX, |(count, _)| count);
            let count = self.ways(*at).take(most).count();
            if count == 0 {
                return;
            }
            if count < most {
                fewest = Some((count, *at));
            }
        }
        let Some((_, at)) = fewest else {
            self.most = self.price;
            self.best = Some(self.changes.clone());
            return;
        };
        let mut ways: Vec<Way> = self
            .ways(at)
            .map(|(price, index, step)| (price, self.breaks(index, step), index, step))
            .collect();
        ways.sort_unstable();
        let choices = usize::from(ways.len() > 1);
        self.choices += choices;
        for (_, _, index, step) in ways {
            self.change(index, step, Some(at));
            if self.most == 0 {
                break;
            }
        }
        self.choices -= choices;
    }

    /// The figures that can repair a relation: their price and their change.
    fn ways(&self, at: usize) -> impl Iterator<Item = Mend> {
        let relation = &self.figures.relations[at];
        let excess = self.doubt.excess[at];
        let left = relation.left.iter().map(move |index| (*index, -excess));
        let right = relation.right.iter().map(move |index| (*index, excess));
        left.chain(right).filter_map(move |(index, step)| {
            Some((self.price_of(index, step, Some(at))?, index, step))
        })
    }

    /// How many relations of a figure would not hold if it were changed.
    fn breaks(&self, index: Index, step: i64) -> usize {
        let around = self.doubt.around[index].iter();
        around
            .filter(|(at, sign)| {
                !self.figures.relations[*at].holds_with(self.doubt.excess[*at] + sign * step)
            })
            .count()
    }
}
