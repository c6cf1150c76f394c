//! Figures are printed one after the other, as long as every secret has other numbers that are possible.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::alternative::{Change, Search};
use super::{Figure, FigureGraph, Index, MANY};

/// How many other numbers must be possible for a secret. One would leave two in all, but a reader who knows this rule can
/// often strike out one more, as with another number in its place something else would have been hidden.
const ENOUGH: usize = 2;
/// The changes of a secret that are tried, in this order.
const STEPS: [i64; 4] = [1, -1, 2, -2];
/// How many alternatives of earlier steps are tried along with a secret.
const ALONG: usize = 4;
/// How much is tried for an alternative: where nothing is printed yet, and where it only takes the place of another.
const ALL: usize = 3;
const SOME: usize = 2;

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
        let (near, far) = std::mem::take(&mut self.kept)
            .into_iter()
            .partition(|core| kept.hangs_on_new(self, core));
        self.kept = far;
        for core in near {
            if let Some(changes) = kept.search.find(self, &core, ALL) {
                let of = None;
                kept.push(Alternative { of, core, changes });
            }
        }
        let new = self.settled..self.figures.len();
        let mut is_stuck = vec![false; self.figures.len()];
        for secret in new.clone().filter(|at| self.figures[*at].is_secret) {
            for _ in 0..ENOUGH {
                match kept.other(self, secret, &numbers(kept.all.iter(), secret), ALL) {
                    Some(found) => kept.push(found),
                    None => break,
                }
            }
            // All that it hangs on stays hidden, where nothing is found though nothing is printed yet.
            if numbers(kept.all.iter(), secret).is_empty() {
                for (at, _) in &kept.search.around[secret] {
                    let members = self.relations[*at].members();
                    members.for_each(|(at, _)| is_stuck[at] = true);
                }
            }
        }
        let mut order: Vec<Index> = new.filter(|at| !self.figures[*at].is_implied).collect();
        // Of one rank as they stand, as an order by size would tell of a hidden one that it is not the largest.
        order.sort_by_key(|at| Reverse(self.figures[*at].rank));
        order.retain(|at| self.figures[*at].value != 0);
        let mut open = order.clone();
        open.retain(|at| !self.figures[*at].is_secret && !is_stuck[*at]);
        for index in &open {
            kept.print(self, *index);
        }
        // What can be worked out from the others by now.
        for index in open {
            if kept.by_figure[index].is_empty() {
                kept.print(self, index);
            }
        }
        for index in order {
            self.figures[index].is_said = self.may_be_said(&kept, index);
        }
        self.kept
            .extend(kept.all.into_iter().map(|one| one.changes));
        self.settled = self.figures.len();
    }
}

impl FigureGraph {
    /// Whether `<11` may be said of a figure: not where a larger one beside it is hidden, nor where nothing beside it is
    /// printed, nor where a larger one could hardly be hidden in its place, as that would say which of them is small.
    fn may_be_said(&self, kept: &Settling, index: Index) -> bool {
        let figure = &self.figures[index];
        let around = kept.search.around[index].iter();
        let members = around.flat_map(|(at, _)| self.relations[*at].members());
        let beside: Vec<&Figure> = members.map(|(at, _)| &self.figures[at]).collect();
        let is_quiet = |one: &&Figure| match one.is_printed() {
            true => one.value < 2 * self.limit,
            false => !one.is_secret,
        };
        let is_open = beside.is_empty() || beside.iter().any(|one| one.is_printed());
        figure.is_secret && figure.most < MANY && is_open && !beside.iter().any(is_quiet)
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
        if let Some(changes) = self.search.find(graph, &core, ALL) {
            return Some(Alternative { of, core, changes });
        }
        let secret = of?;
        let others = (0..self.all.len()).filter(|other| *other != at);
        let others = others.map(|other| {
            let taken = taken.iter().find(|(at, _)| *at == other);
            taken.map_or(&self.all[other], |(_, taken)| taken)
        });
        let numbers = numbers(others, secret);
        self.other(graph, secret, &numbers, SOME)
    }

    /// An alternative in which a secret is a number that is not among these yet: alone, or along with one of an earlier
    /// step that changes a figure beside it.
    fn other(
        &mut self,
        graph: &FigureGraph,
        secret: Index,
        numbers: &[i64],
        efforts: usize,
    ) -> Option<Alternative> {
        let figure = &graph.figures[secret];
        let (value, most) = (figure.value, figure.most);
        let is_possible =
            |step: &&i64| (1..=most).contains(&(value + **step)) && !numbers.contains(step);
        let steps = STEPS.iter().filter(is_possible);
        for step in steps.clone() {
            let core = vec![(secret, *step)];
            if let Some(changes) = self.search.find(graph, &core, efforts) {
                let of = Some(secret);
                return Some(Alternative { of, core, changes });
            }
        }
        for (at, step) in self
            .beside(graph, secret)
            .iter()
            .flat_map(|at| steps.clone().map(move |step| (at, step)))
        {
            let core = [&self.all[*at].core[..], &[(secret, *step)]].concat();
            if let Some(changes) = self.search.find(graph, &core, efforts - 1) {
                let of = Some(secret);
                return Some(Alternative { of, core, changes });
            }
        }
        None
    }

    /// Alternatives of earlier steps that change figures beside a secret, each of which does so in another way.
    fn beside(&self, graph: &FigureGraph, secret: Index) -> Vec<usize> {
        let around = self.search.around[secret].iter();
        let beside: BTreeSet<Index> = around
            .flat_map(|(at, _)| graph.relations[*at].members())
            .map(|(at, _)| at)
            .filter(|at| *at < graph.settled)
            .collect();
        let mut ways: BTreeMap<Vec<Change>, usize> = BTreeMap::new();
        for at in beside.iter().flat_map(|at| &self.by_figure[*at]) {
            let one = &self.all[*at];
            if one.of.is_none() {
                let mut way = one.core.clone();
                way.retain(|(index, _)| beside.contains(index));
                way.sort_unstable();
                ways.entry(way).or_insert(*at);
            }
        }
        ways.into_values().take(ALONG).collect()
    }

    /// Whether a figure of an alternative has to do with one that is not settled yet.
    fn hangs_on_new(&self, graph: &FigureGraph, core: &[Change]) -> bool {
        let is_new = |(at, _): (Index, i64)| at >= graph.settled;
        core.iter().any(|(index, _)| {
            let mut around = self.search.around[*index].iter();
            around.any(|(at, _)| graph.relations[*at].members().any(is_new))
        })
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
