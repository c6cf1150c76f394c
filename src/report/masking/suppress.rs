//! How figures are put in doubt, one after another, and how later steps keep them there.

use std::collections::{BTreeSet, VecDeque};

use super::ambiguity::{Ambiguity, Change};
use super::fallback::Fallback;
use super::{FigureGraph, Index, Mask, Other, hide_sizes};

/// State kept while figures are settled.
struct Search {
    ambiguity: Ambiguity,
    fallback: Fallback,
    /// The hidden figures still to be put in doubt.
    open: VecDeque<Index>,
    /// Whether the last look found a set of numbers.
    found: bool,
    /// The changes of sets found in earlier steps that are still possible.
    kept: Vec<Vec<Change>>,
}

impl FigureGraph {
    /// Settles the masks of the figures added since the last time.
    ///
    /// If nothing is left to hide around a figure, it stays in doubt without a second set of numbers: everything
    /// related to it is hidden, zeros are part of no relation, and [`hide_sizes`] makes sure that nothing is said about
    /// small counts there. Relations compare sums and contain no constants, so twice and three times every figure fits
    /// as well. Beside settled figures that are shown this is no proof; it failed only in programs that served hardly
    /// more people than the limit, of which the public gets no parts of the period.
    pub(in crate::report) fn suppress(&mut self) {
        let mut search = Search {
            ambiguity: Ambiguity::new(self),
            fallback: Fallback::new(self),
            open: (self.settled..self.figures.len())
                .filter(|index| self.is_sensitive(*index))
                .collect(),
            found: false,
            kept: Vec::new(),
        };
        for other in std::mem::take(&mut self.others) {
            self.keep(&mut search, &other);
        }
        search.ambiguity.rest();
        while let Some(index) = search.open.pop_front() {
            while !search.ambiguity.is_enough(index) && !search.fallback.is_closed(index) {
                let starts = search.ambiguity.starts(self, index);
                let is_over = if self.settled == 0 {
                    self.look(&mut search, &[index], &starts, true) && !search.found
                } else {
                    self.beside_settled(&mut search, index, &starts)
                };
                if is_over {
                    break;
                }
            }
        }
        hide_sizes::hide_sizes(self);
        self.settled = self.figures.len();
    }

    /// Keeps another set of numbers possible, if it is possible with the figures of this step, or if it was the first
    /// for some figure and becomes possible by hiding a few more.
    fn keep(&mut self, search: &mut Search, other: &Other) {
        let starts = [other.changes.clone()];
        if self.learn(search, &starts) {
            search.kept.push(other.changes.clone());
            return;
        }
        if !other.is_first {
            return;
        }
        let around: Vec<Index> = other.changes.iter().map(|change| change.index).collect();
        let (before, open) = (self.figures.clone(), search.open.len());
        let is_over = (0..self.for_one).any(|_| self.look(search, &around, &starts, true));
        if is_over && search.found {
            search.kept.push(other.changes.clone());
        } else if self.for_one < usize::MAX {
            self.figures = before;
            search.open.truncate(open);
            search.fallback = Fallback::new(self);
            (0..self.figures.len()).for_each(|index| search.ambiguity.refresh(self, index));
        }
    }

    /// Puts a figure in doubt when others are settled: without hiding more if possible, otherwise by hiding what it takes.
    /// What is hidden in vain stays hidden: a number that others give away may not be printed beside them. Returns whether
    /// the figure is done.
    fn beside_settled(
        &mut self,
        search: &mut Search,
        index: Index,
        starts: &[Vec<Change>],
    ) -> bool {
        if self.learn(search, starts) {
            return false;
        }
        let along = self.along(search, index, starts);
        if self.learn(search, &along) {
            return false;
        }
        if search.ambiguity.is_known(index) {
            let starts = [starts, &along].concat();
            while !self.look(search, &[index], &starts, true) {}
            !search.found
        } else {
            self.look(search, &[index], starts, false) && !search.found
        }
    }

    /// Looks for a set of numbers that begins with one of `starts` and needs nothing more hidden; returns whether there
    /// is one.
    fn learn(&mut self, search: &mut Search, starts: &[Vec<Change>]) -> bool {
        let found = search.ambiguity.another(self, starts, true);
        if let Some(changes) = found {
            let is_first = search.ambiguity.learn(self, &changes);
            self.others.push(Other { changes, is_first });
            return true;
        }
        false
    }

    /// Changes of a figure, each combined with one of the sets kept for a settled figure next to it.
    fn along(&self, search: &Search, index: Index, starts: &[Vec<Change>]) -> Vec<Vec<Change>> {
        let relations = search.ambiguity.around[index].iter();
        let beside: BTreeSet<Index> = relations
            .flat_map(|(at, _)| self.relations[*at].members())
            .filter(|at| self.is_settled(*at))
            .collect();
        let kept = search
            .kept
            .iter()
            .filter(|kept| kept.iter().any(|change| beside.contains(&change.index)));
        kept.flat_map(|kept| starts.iter().map(|start| [&kept[..], start].concat()))
            .collect()
    }

    /// Looks for a set of numbers that begins with one of `starts`, and hides what it needs; or if there is none and
    /// there `must` be, something around these figures. Returns whether the figure is done: a set was found, or nothing
    /// more was hidden.
    fn look(
        &mut self,
        search: &mut Search,
        around: &[Index],
        starts: &[Vec<Change>],
        must: bool,
    ) -> bool {
        let found = search.ambiguity.another(self, starts, false);
        let more = match &found {
            Some(found) => self.with_cheaper(found),
            None => around
                .iter()
                .filter(|_| must)
                .find_map(|at| search.fallback.next(self, &search.ambiguity.around, *at))
                .into_iter()
                .collect(),
        };
        for (index, from) in &more {
            self.figures[*index].mask = Mask::Withheld;
            self.figures[*index].chosen_from = *from;
            search.open.push_back(*index);
        }
        more.iter()
            .for_each(|(index, _)| search.ambiguity.refresh_around(self, *index));
        let is_over = found.is_some() || more.is_empty();
        search.found = found.is_some();
        if let Some(found) = found {
            self.silence(&found);
            found
                .iter()
                .for_each(|change| search.ambiguity.refresh(self, change.index));
            let is_first = search.ambiguity.learn(self, &found);
            self.others.push(Other {
                changes: found,
                is_first,
            });
        }
        is_over
    }

    /// The figures that a second set of numbers needs hidden, each with the relation it is chosen from; and before
    /// each, the cheaper ones of that relation. Otherwise a figure left out would reveal that it would not have helped.
    fn with_cheaper(&self, changes: &[Change]) -> Vec<(Index, Option<usize>)> {
        let mut chosen: Vec<(Index, Option<usize>)> = changes
            .iter()
            .filter(|change| !self.is_hidden(change.index))
            .map(|c| (c.index, c.from))
            .collect();
        for at in 0..chosen.len() {
            let (index, Some(from)) = chosen[at] else {
                continue;
            };
            for cheaper in self.before(index, from) {
                if chosen.iter().all(|(index, _)| *index != cheaper) {
                    chosen.push((cheaper, Some(from)));
                }
            }
        }
        chosen
    }

    /// Says nothing about small counts that a second set of numbers makes larger.
    fn silence(&mut self, changes: &[Change]) {
        for change in changes {
            let is_large = self.figures[change.index].value + change.step >= self.limit;
            let may_be = !self.is_given(change.index) && self.is_said(change.index);
            self.figures[change.index].silent |= is_large && may_be;
        }
    }
}
