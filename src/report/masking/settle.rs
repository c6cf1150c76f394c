//! Figures are printed one after the other, as long as every secret has other numbers that are possible.

use std::cmp::Reverse;

use super::alternative::{Change, Search};
use super::{FigureGraph, Index, MANY};

/// How many other numbers must be possible for a secret. One would leave two in all, but a reader who knows this rule can
/// often strike out one more, as with another number in its place something else would have been hidden.
const ENOUGH: usize = 2;
/// The changes of a secret that are tried, in this order.
const STEPS: [i64; 4] = [1, -1, 2, -2];
/// How many alternatives of earlier steps are tried along with a secret.
const ALONG: usize = 4;

/// Another set of numbers that is kept possible.
struct Alternative {
    /// The secret for which it is kept; `None` for one of an earlier step.
    of: Option<Index>,
    /// The changes that it is about.
    core: Vec<Change>,
    /// All that is another number in it.
    changes: Vec<Change>,
}

/// What is kept while figures are settled.
struct Settling {
    search: Search,
    all: Vec<Alternative>,
    /// The alternatives in which each figure is another number.
    by_figure: Vec<Vec<usize>>,
}

impl FigureGraph {
    /// Settles what becomes of the figures added since the last time.
    pub(in crate::report) fn settle(&mut self) {
        let mut kept = Settling {
            search: Search::new(self),
            all: Vec::new(),
            by_figure: vec![Vec::new(); self.figures.len()],
        };
        for core in std::mem::take(&mut self.kept) {
            if let Some(changes) = kept.search.find(self, &core, true) {
                let of = None;
                kept.push(Alternative { of, core, changes });
            }
        }
        let new = self.settled..self.figures.len();
        for secret in new.clone().filter(|at| self.figures[*at].is_secret) {
            for _ in 0..ENOUGH {
                let Some(found) = kept.other(self, secret, &numbers(kept.all.iter(), secret))
                else {
                    break;
                };
                kept.push(found);
            }
        }
        let mut order: Vec<Index> = new.filter(|at| !self.figures[*at].is_implied).collect();
        order.sort_by_key(|at| {
            let figure = &self.figures[*at];
            (figure.value != 0, Reverse((figure.rank, figure.value)))
        });
        for index in &order {
            if !self.figures[*index].is_secret {
                kept.print(self, *index);
            }
        }
        for index in order {
            self.figures[index].is_said = self.may_be_said(&kept, index);
        }
        self.kept = kept.all.into_iter().map(|one| one.changes).collect();
        self.settled = self.figures.len();
    }
}

impl FigureGraph {
    /// Whether `<11` may be said of a figure: where a larger one beside it is hidden, that would say which of them is small.
    fn may_be_said(&self, kept: &Settling, index: Index) -> bool {
        let figure = &self.figures[index];
        let around = kept.search.around[index].iter();
        let mut beside = around.flat_map(|(at, _)| self.relations[*at].members());
        let is_hidden_for_others = |at: Index| {
            let figure = &self.figures[at];
            !figure.is_secret && !figure.is_printed()
        };
        let mut alternatives = kept.by_figure[index]
            .iter()
            .map(|at| &kept.all[*at].changes);
        let becomes_zero = |changes: &Vec<Change>| changes.contains(&(index, -figure.value));
        figure.is_secret
            && self.is_small(figure.value)
            && figure.range.1 < MANY
            && !beside.any(|(at, _)| is_hidden_for_others(at))
            && !alternatives.any(becomes_zero)
    }
}

impl Settling {
    fn push(&mut self, alternative: Alternative) {
        let at = self.all.len();
        for (index, _) in &alternative.changes {
            self.by_figure[*index].push(at);
        }
        self.all.push(alternative);
    }

    /// Prints a figure, if every alternative in which it is another number has one in its place in which it is not.
    fn print(&mut self, graph: &mut FigureGraph, index: Index) {
        let value = graph.figures[index].value;
        let before = std::mem::replace(&mut graph.figures[index].range, (value, value));
        let lost = self.by_figure[index].clone();
        let mut taken: Vec<(usize, Alternative)> = Vec::new();
        for at in lost {
            match self.instead(graph, at, &taken) {
                Some(other) => taken.push((at, other)),
                None => {
                    graph.figures[index].range = before;
                    return;
                }
            }
        }
        for (at, other) in taken {
            for (index, _) in &self.all[at].changes {
                self.by_figure[*index].retain(|one| *one != at);
            }
            for (index, _) in &other.changes {
                self.by_figure[*index].push(at);
            }
            self.all[at] = other;
        }
    }

    /// An alternative in the place of one that is no longer possible: the same with other changes around it, or another
    /// number for its secret.
    fn instead(
        &mut self,
        graph: &FigureGraph,
        at: usize,
        taken: &[(usize, Alternative)],
    ) -> Option<Alternative> {
        let (of, core) = (self.all[at].of, self.all[at].core.clone());
        if let Some(changes) = self.search.find(graph, &core, of.is_none()) {
            return Some(Alternative { of, core, changes });
        }
        let secret = of?;
        let others = (0..self.all.len()).filter(|other| *other != at);
        let others = others.map(|other| {
            let taken = taken.iter().find(|(at, _)| *at == other);
            taken.map_or(&self.all[other], |(_, taken)| taken)
        });
        let numbers = numbers(others, secret);
        self.other(graph, secret, &numbers)
    }

    /// An alternative in which a secret is a number that is not among these yet: alone, or along with one of an earlier
    /// step that changes a figure beside it.
    fn other(
        &mut self,
        graph: &FigureGraph,
        secret: Index,
        numbers: &[i64],
    ) -> Option<Alternative> {
        let steps = STEPS.iter().filter(|step| !numbers.contains(step));
        for step in steps.clone() {
            let core = vec![(secret, *step)];
            if let Some(changes) = self.search.find(graph, &core, false) {
                let of = Some(secret);
                return Some(Alternative { of, core, changes });
            }
        }
        let beside = self.search.around[secret].iter();
        let beside = beside.flat_map(|(at, _)| graph.relations[*at].members());
        let mut cores: Vec<usize> = beside
            .filter(|(at, _)| *at < graph.settled)
            .flat_map(|(at, _)| self.by_figure[at].iter().copied())
            .filter(|at| self.all[*at].of.is_none())
            .collect();
        cores.sort_unstable();
        cores.dedup();
        cores.truncate(ALONG);
        for (at, step) in cores
            .iter()
            .flat_map(|at| steps.clone().map(move |step| (at, step)))
        {
            let core = [&self.all[*at].core[..], &[(secret, *step)]].concat();
            if let Some(changes) = self.search.find(graph, &core, true) {
                let of = Some(secret);
                return Some(Alternative { of, core, changes });
            }
        }
        None
    }
}

/// By how much a secret is more in the alternatives that are kept for it.
fn numbers<'a>(all: impl Iterator<Item = &'a Alternative>, secret: Index) -> Vec<i64> {
    let own = all.filter(|one| one.of == Some(secret));
    let steps = own.flat_map(|one| &one.changes);
    steps
        .filter(|(index, _)| *index == secret)
        .map(|one| one.1)
        .collect()
}
