//! Other sets of numbers that a reader must think possible.
//!
//! One is looked for as an auditor would: change a figure, mend each relation that no longer holds by changing one more of
//! its hidden figures, and go on until all hold again.

use super::{FigureGraph, Index};

/// How often a choice may be made among several ways to mend a relation, and how many changes may be tried: near ones
/// first. What can be mended in one way only is no choice, so that long chains of equal figures are followed to their end.
const EFFORTS: [(usize, usize); 3] = [(2, 25), (6, 100), (24, 300)];
/// In how many figures another set of numbers may differ beside those that it is about.
const FARTHEST: usize = 40;

/// A figure that is another number: which, and by how much it is more.
pub(super) type Change = (Index, i64);

/// The relations with the changes that are tried.
pub(super) struct Search {
    /// The relations of each figure, and 1 where it is on the left, -1 on the right.
    pub(super) around: Vec<Vec<(usize, i64)>>,
    /// By how much the left of each relation is more than the right.
    excess: Vec<i64>,
    /// The relations that do not hold.
    broken: Vec<usize>,
    is_changed: Vec<bool>,
    changes: Vec<Change>,
    choices: usize,
    patience: usize,
    farthest: usize,
}

impl Search {
    pub(super) fn new(graph: &FigureGraph) -> Self {
        let mut around = vec![Vec::new(); graph.figures.len()];
        for (at, relation) in graph.relations.iter().enumerate() {
            for (member, sign) in relation.members() {
                around[member].push((at, sign));
            }
        }
        let excess = |one: &super::Relation| one.excess(|at| graph.figures[at].value);
        Self {
            around,
            excess: graph.relations.iter().map(excess).collect(),
            broken: Vec::new(),
            is_changed: vec![false; graph.figures.len()],
            changes: Vec::new(),
            choices: 0,
            patience: 0,
            farthest: 0,
        }
    }

    /// Another set of numbers with these changes that fits all that is known, with so many of the efforts.
    pub(super) fn find(
        &mut self,
        graph: &FigureGraph,
        core: &[Change],
        efforts: usize,
    ) -> Option<Vec<Change>> {
        let is_possible =
            |(index, step): &Change| *index < graph.settled || self.fits(graph, *index, *step);
        if !core.iter().all(is_possible) {
            return None;
        }
        EFFORTS
            .iter()
            .take(efforts)
            .find_map(|(choices, patience)| {
                (self.choices, self.patience) = (*choices, *patience);
                self.farthest = core.len() + FARTHEST;
                self.with(graph, core)
            })
    }

    fn fits(&self, graph: &FigureGraph, index: Index, step: i64) -> bool {
        let figure = &graph.figures[index];
        let (least, most) = figure.range;
        (least..=most).contains(&(figure.value + step))
    }

    /// Makes changes, mends what breaks, and takes everything back.
    fn with(&mut self, graph: &FigureGraph, changes: &[Change]) -> Option<Vec<Change>> {
        if self.patience == 0 || self.changes.len() > self.farthest {
            return None;
        }
        self.patience -= 1;
        for (index, step) in changes {
            self.step(graph, *index, *step);
            self.is_changed[*index] = true;
        }
        self.changes.extend(changes);
        let found = self.mend(graph);
        self.changes.truncate(self.changes.len() - changes.len());
        for (index, step) in changes {
            self.step(graph, *index, -step);
            self.is_changed[*index] = false;
        }
        found
    }

    fn step(&mut self, graph: &FigureGraph, index: Index, step: i64) {
        for (at, sign) in &self.around[index] {
            let relation = &graph.relations[*at];
            let held = relation.holds_with(self.excess[*at]);
            self.excess[*at] += sign * step;
            match (held, relation.holds_with(self.excess[*at])) {
                (true, false) => self.broken.push(*at),
                (false, true) => self.broken.retain(|other| other != at),
                _ => {}
            }
        }
    }

    /// Mends the relation that no longer holds with the fewest ways to mend it, each way in turn.
    fn mend(&mut self, graph: &FigureGraph) -> Option<Vec<Change>> {
        let ways = self.broken.iter().map(|at| self.ways(graph, *at));
        let Some(mut ways) = ways.min_by_key(Vec::len) else {
            return Some(self.changes.clone());
        };
        ways.sort_by_cached_key(|(index, step)| self.breaks(graph, *index, *step));
        let choice = usize::from(ways.len() > 1);
        if self.choices < choice {
            return None;
        }
        self.choices -= choice;
        let found = ways.iter().find_map(|way| self.with(graph, &[*way]));
        self.choices += choice;
        found
    }

    /// The changes by which a relation holds again.
    fn ways(&self, graph: &FigureGraph, at: usize) -> Vec<Change> {
        let excess = self.excess[at];
        let members = graph.relations[at].members();
        let change = members.map(|(index, sign)| (index, -sign * excess));
        let is_open = |(index, step): &Change| {
            *index >= graph.settled && !self.is_changed[*index] && self.fits(graph, *index, *step)
        };
        change.filter(is_open).collect()
    }

    /// How many relations around a figure would not hold if it were changed.
    fn breaks(&self, graph: &FigureGraph, index: Index, step: i64) -> usize {
        let around = self.around[index].iter();
        let breaks = around
            .filter(|(at, sign)| !graph.relations[*at].holds_with(self.excess[*at] + sign * step));
        breaks.count()
    }
}
