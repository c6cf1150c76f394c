//! Whether a reader must stay in doubt about a hidden figure, and what it would take.
//!
//! A second set of numbers is looked for as an auditor would: change the figure, mend each relation that no longer holds
//! by changing one more of its figures, and go on until all hold again. A shown figure may be changed as well, at its
//! price: it is then to be hidden. The cheapest set found wins, so what is hidden is only what some figure needs.

use super::{Figures, Index, Kind, Mask, SAID, price_of};

/// One way to mend a relation: what it costs, the figure to change, and by how much.
type Mend = (i64, Index, i64);

/// How many other numbers must be possible. One would leave two in all, but a reader who knows this rule can often strike
/// out one more, as with another number in its place something else would have been hidden.
const ENOUGH: usize = 2;
/// The changes of a figure that are tried, in this order.
const STEPS: [i64; 6] = [1, -1, 2, -2, 3, -3];
/// How many figures a second set of numbers may differ in: near ones are tried first.
const REACHES: [usize; 3] = [5, 12, 32];
/// How many changes a search may try within one reach and rank.
const PATIENCE: usize = 600;

/// A figure that is another in a second set of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) index: Index,
    pub(super) step: i64,
    /// The relation that it mends.
    pub(super) from: Option<usize>,
}

/// Figures with the relations that each takes part in, and the other numbers that are known to be possible for each.
pub(super) struct Doubt {
    /// The relations of each figure, and 1 where it is on the left, -1 on the right.
    around: Vec<Vec<(usize, i64)>>,
    /// By how much the left of each relation is more than the right.
    excess: Vec<i64>,
    others: Vec<Vec<i64>>,
    /// The ranks of figures that can be hidden, in order.
    ranks: Vec<u8>,
}

impl Doubt {
    pub(super) fn new(figures: &Figures) -> Self {
        let mut around = vec![Vec::new(); figures.figures.len()];
        for (at, relation) in figures.relations.iter().enumerate() {
            relation.left.iter().for_each(|member| around[*member].push((at, 1)));
            relation.right.iter().for_each(|member| around[*member].push((at, -1)));
        }
        let excess = figures.relations.iter().map(|relation| relation.excess(|at| figures.figures[at].value)).collect();
        let mut ranks: Vec<u8> = figures.figures.iter().map(|figure| figure.rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        Self { around, excess, others: vec![Vec::new(); figures.figures.len()], ranks }
    }

    /// Whether enough other numbers are known to be possible for a figure.
    pub(super) fn is_enough(&self, index: Index) -> bool {
        self.others[index].len() >= ENOUGH
    }

    /// Notes the numbers of a second set. Hiding more never makes them impossible.
    pub(super) fn learn(&mut self, figures: &Figures, changes: &[Change]) {
        for change in changes {
            let other = figures.figures[change.index].value + change.step;
            if !self.others[change.index].contains(&other) {
                self.others[change.index].push(other);
            }
        }
    }

    /// A second set of numbers that fits everything that is known and has a number for this figure that is new: one that
    /// needs nothing more hidden, else a cheap one.
    pub(super) fn another(&self, figures: &Figures, index: Index) -> Option<Vec<Change>> {
        let value = figures.figures[index].value;
        let steps: Vec<i64> = STEPS.into_iter().filter(|step| !self.others[index].contains(&(value + step))).collect();
        let mut search = Search::new(figures, self);
        for rank in std::iter::once(None).chain(self.ranks.iter().copied().map(Some)) {
            for reach in REACHES {
                search.rank = rank;
                search.reach = reach;
                let found = search.best.is_some();
                for step in &steps {
                    search.patience = PATIENCE;
                    search.change(index, *step, None);
                    if search.most == 0 {
                        return search.best;
                    }
                }
                if !found && search.best.is_some() {
                    break;
                }
            }
        }
        search.best
    }
}

struct Search<'a> {
    figures: &'a Figures,
    doubt: &'a Doubt,
    excess: Vec<i64>,
    is_changed: Vec<bool>,
    changes: Vec<Change>,
    /// What the figures cost that would have to be hidden.
    price: i64,
    /// The highest rank that may be hidden; `None` for nothing.
    rank: Option<u8>,
    reach: usize,
    patience: usize,
    best: Option<Vec<Change>>,
    /// What the best costs.
    most: i64,
}

/// A way to mend a relation: its price, how many relations it breaks, and the change.
type Way = (i64, usize, Index, i64);

impl<'a> Search<'a> {
    fn new(figures: &'a Figures, doubt: &'a Doubt) -> Self {
        Self {
            figures,
            doubt,
            excess: doubt.excess.clone(),
            is_changed: vec![false; figures.figures.len()],
            changes: Vec::new(),
            price: 0,
            rank: None,
            reach: 0,
            patience: 0,
            best: None,
            most: i64::MAX,
        }
    }

    /// Changes a figure, mends what breaks, and takes everything back.
    fn change(&mut self, index: Index, step: i64, from: Option<usize>) {
        let Some(price) = self.price_of(index, step, from) else { return };
        if self.patience == 0 || self.changes.len() == self.reach {
            return;
        }
        self.patience -= 1;
        self.step(index, step);
        self.price += price;
        self.is_changed[index] = true;
        self.changes.push(Change { index, step, from });
        self.mend();
        self.changes.pop();
        self.is_changed[index] = false;
        self.price -= price;
        self.step(index, -step);
    }

    fn step(&mut self, index: Index, step: i64) {
        for (relation, sign) in &self.doubt.around[index] {
            self.excess[*relation] += sign * step;
        }
    }

    /// What it costs to change a figure; `None` where it cannot be, or where that costs more than the best.
    fn price_of(&self, index: Index, step: i64, from: Option<usize>) -> Option<i64> {
        if self.is_changed[index] {
            return None;
        }
        let figure = &self.figures.figures[index];
        let hidden = self.figures.is_hidden(index);
        let may_hide = |rank: u8| self.rank.is_some_and(|most| rank <= most);
        if !hidden && (figure.value == 0 || !may_hide(figure.rank)) {
            return None;
        }
        let from = if hidden { figure.chosen_from } else { from };
        let (least, most) = self.figures.range(index, from);
        let other = figure.value + step;
        let price = match hidden {
            _ if other < least => return None,
            false if other <= most => self.figures.price(index) + self.price_before(index, from),
            true if other <= most => 0,
            true if figure.kind == Kind::People && figure.mask == Mask::Small && may_hide(SAID) => price_of(SAID),
            _ => return None,
        };
        (self.price + price < self.most).then_some(price)
    }

    /// What the figures cost that go before a figure of a relation.
    fn price_before(&self, index: Index, from: Option<usize>) -> i64 {
        let before = from.into_iter().flat_map(|from| self.figures.before(index, from));
        before.filter(|at| !self.is_changed[*at]).map(|at| self.figures.price(at)).sum()
    }

    /// Mends the relation that no longer holds with the fewest ways to mend it, each way in turn.
    fn mend(&mut self) {
        let mut fewest: Option<(usize, Vec<Mend>)> = None;
        let near = self.changes.iter().flat_map(|change| &self.doubt.around[change.index]);
        for (at, _) in near {
            if self.figures.relations[*at].holds_with(self.excess[*at]) {
                continue;
            }
            let ways = self.ways(*at);
            if ways.is_empty() {
                return;
            }
            if fewest.as_ref().is_none_or(|(_, fewest)| ways.len() < fewest.len()) {
                fewest = Some((*at, ways));
            }
        }
        let Some((at, ways)) = fewest else {
            self.most = self.price;
            self.best = Some(self.changes.clone());
            return;
        };
        let mut ways: Vec<Way> =
            ways.into_iter().map(|(price, index, step)| (price, self.breaks(index, step), index, step)).collect();
        ways.sort_unstable();
        for (_, _, index, step) in ways {
            self.change(index, step, Some(at));
            if self.most == 0 {
                return;
            }
        }
    }

    fn ways(&self, at: usize) -> Vec<(i64, Index, i64)> {
        let relation = &self.figures.relations[at];
        let excess = self.excess[at];
        let left = relation.left.iter().map(|index| (*index, -excess));
        let right = relation.right.iter().map(|index| (*index, excess));
        left.chain(right)
            .filter_map(|(index, step)| Some((self.price_of(index, step, Some(at))?, index, step)))
            .collect()
    }

    /// How many relations around a figure would not hold if it were changed.
    fn breaks(&self, index: Index, step: i64) -> usize {
        let around = self.doubt.around[index].iter();
        around.filter(|(at, sign)| !self.figures.relations[*at].holds_with(self.excess[*at] + sign * step)).count()
    }
}
