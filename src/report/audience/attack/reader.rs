//! A reader of a public report who knows what its words mean, uses every rule at once, and also asks for counts that
//! are not printed, such as people without mentoring.
//!
//! What the reader knows is written a second time here, based on the measures and not on `people`.

use std::collections::BTreeSet;

use super::super::*;
use super::program::{FIGURES, Program};

/// The maximum of any count.
pub(super) const MANY: i64 = 50_000;
/// The orders in which a reader fills in open numbers, with how many to try before starting over in the next order. A
/// secret counts as worked out only if even the last order finds nothing else.
const TRIES: [(Order, usize); 4] = [
    (Order::Nearest, 2000),
    (Order::Narrowest, 2000),
    (Order::AsPrinted, 4000),
    (Order::Narrowest, 200_000),
];

/// Which open number to fill in next.
#[derive(Debug, Clone, Copy)]
enum Order {
    /// First those related to the number in question.
    Nearest,
    Narrowest,
    AsPrinted,
}

/// The sum of the left is at most that of the right.
struct Rule {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// The printed figures and the differences that count people, with everything known about them.
pub(super) struct Reader {
    rules: Vec<Rule>,
    /// The rules of each figure.
    around: Vec<Vec<usize>>,
    /// The lowest and highest possible value of each figure.
    known: Vec<(i64, i64)>,
    pub(super) truth: Vec<i64>,
    /// Figures that have another number in some set of numbers that fits everything.
    doubted: BTreeSet<usize>,
}

impl Reader {
    pub(super) fn of(program: &Program, cells: &[Cell]) -> Self {
        let truth = program.counts();
        let known = |(cell, truth): (&Cell, &i64)| match cell {
            Cell::Masked(text) if text == "<11" => (1, 10),
            Cell::Masked(_) => (1, MANY),
            _ => (*truth, *truth),
        };
        let known = cells.iter().zip(&truth).map(known).collect();
        let mut reader = Self::new(truth, known);
        reader.learn_rows(program);
        reader.learn_windows(program);
        reader.finish();
        reader
    }

    /// A reader who knows only the lowest and highest possible value of each figure.
    pub(super) const fn new(truth: Vec<i64>, known: Vec<(i64, i64)>) -> Self {
        Self {
            rules: Vec::new(),
            around: Vec::new(),
            known,
            truth,
            doubted: BTreeSet::new(),
        }
    }

    /// Applies all rules.
    pub(super) fn finish(&mut self) {
        self.around = vec![Vec::new(); self.truth.len()];
        for (at, rule) in self.rules.iter().enumerate() {
            rule.left
                .iter()
                .chain(&rule.right)
                .for_each(|figure| self.around[*figure].push(at));
        }
        self.narrow(None).unwrap();
    }

    /// Readers of the figures that are related through open numbers alone, each with the places of its numbers in this
    /// reader.
    pub(super) fn split(&self) -> Vec<(Self, Vec<usize>)> {
        let is_open = |at: &usize| self.known[*at].0 < self.known[*at].1;
        let mut seen = vec![false; self.truth.len()];
        let mut parts = Vec::new();
        for first in (0..self.truth.len()).filter(is_open) {
            if std::mem::replace(&mut seen[first], true) {
                continue;
            }
            let (mut places, mut rules) = (vec![first], BTreeSet::new());
            let mut next = 0;
            while let Some(at) = places.get(next).copied() {
                next += 1;
                for rule in &self.around[at] {
                    if rules.insert(*rule) {
                        let Rule { left, right } = &self.rules[*rule];
                        let members = left.iter().chain(right).copied();
                        let open = members.filter(is_open);
                        places.extend(open.filter(|at| !std::mem::replace(&mut seen[*at], true)));
                    }
                }
            }
            let fixed = rules.iter().flat_map(|rule| {
                let Rule { left, right } = &self.rules[*rule];
                left.iter().chain(right).copied()
            });
            let fixed: BTreeSet<usize> = fixed.filter(|at| !is_open(at)).collect();
            places.extend(fixed);
            let of = |side: &[usize]| {
                let at = |one: &usize| places.iter().position(|place| place == one).unwrap();
                side.iter().map(at).collect::<Vec<usize>>()
            };
            let pick = |at: &usize| (self.truth[*at], self.known[*at]);
            let (truth, known) = places.iter().map(pick).unzip();
            let mut part = Self::new(truth, known);
            for rule in rules {
                let Rule { left, right } = &self.rules[rule];
                part.at_most(of(left), of(right));
            }
            part.finish();
            parts.push((part, places));
        }
        parts
    }

    fn learn_rows(&mut self, program: &Program) {
        for window in 0..=program.parts {
            let at = |row: usize, figure: usize| program.at(window, row, figure);
            for row in 0..program.rows() {
                self.equal(vec![at(row, 0)], vec![at(row, 1), at(row, 2)]);
                self.rest(vec![at(row, 1)], vec![at(row, 3)]);
                self.rest(vec![at(row, 0)], vec![at(row, 3)]);
                if row > 0 {
                    self.rest(vec![at(0, 0)], vec![at(row, 0)]);
                    self.rest(vec![at(0, 2)], vec![at(row, 2)]);
                }
            }
            for figure in [0, 1, 3] {
                self.at_most(
                    vec![at(0, figure)],
                    (1..program.rows()).map(|row| at(row, figure)).collect(),
                );
            }
            let busy: Vec<usize> = (1..program.rows())
                .map(|row| at(row, 0))
                .filter(|at| self.truth[*at] > 0)
                .collect();
            if busy.len() == 2 {
                self.rest(busy, vec![at(0, 0)]);
            }
        }
    }

    fn learn_windows(&mut self, program: &Program) {
        let year = program.parts;
        for row in 0..program.rows() {
            let all = |figure: usize| {
                (0..year)
                    .map(|window| program.at(window, row, figure))
                    .collect::<Vec<_>>()
            };
            let whole = |figure: usize| program.at(year, row, figure);
            self.equal(vec![whole(1)], all(1));
            self.equal(vec![whole(3)], all(3));
            self.at_most(vec![whole(0)], all(0));
            for window in 0..year {
                for figure in [0, 1, 3] {
                    self.rest(vec![whole(figure)], vec![program.at(window, row, figure)]);
                }
                self.rest(all(1)[..window].to_vec(), vec![program.at(window, row, 2)]);
            }
        }
    }

    pub(super) fn at_most(&mut self, left: Vec<usize>, right: Vec<usize>) {
        self.rules.push(Rule { left, right });
    }

    pub(super) fn equal(&mut self, left: Vec<usize>, right: Vec<usize>) {
        self.at_most(left.clone(), right.clone());
        self.at_most(right, left);
    }

    /// A difference that counts people.
    pub(super) fn rest(&mut self, wholes: Vec<usize>, mut parts: Vec<usize>) {
        let of = |side: &[usize]| side.iter().map(|at| self.truth[*at]).sum::<i64>();
        self.truth.push(of(&wholes) - of(&parts));
        self.known.push((0, MANY));
        parts.push(self.truth.len() - 1);
        self.equal(wholes, parts);
    }

    /// Whether a number must stay unknown: a hidden printed one, or a small difference.
    pub(super) fn is_secret(&self, at: usize, cells: &[Cell]) -> bool {
        cells
            .get(at)
            .map_or_else(|| (1..11).contains(&self.truth[at]), Cell::is_masked)
    }

    /// What a number is, for a message.
    pub(super) fn name(&self, program: &Program, at: usize) -> String {
        let row = at / FIGURES;
        let (window, row, figure) = (row / program.rows(), row % program.rows(), at % FIGURES);
        if window <= program.parts {
            return format!(
                "figure {figure} of window {window}, row {row}: {}",
                self.truth[at]
            );
        }
        let rule = self.rules.iter().find(|rule| rule.right.contains(&at));
        format!(
            "the rest {} of {:?}",
            self.truth[at],
            rule.map(|rule| (&rule.left, &rule.right))
        )
    }

    /// The figures of the first rule in which a difference appears: those it is the remainder of, and those subtracted.
    pub(super) fn sides<'n, N>(&self, at: usize, names: &'n [N]) -> (Vec<&'n N>, Vec<&'n N>) {
        let rule = self.rules.iter().find(|rule| rule.right.contains(&at));
        let of = |side: &[usize]| side.iter().filter_map(|at| names.get(*at)).collect();
        rule.map_or_else(Default::default, |rule| (of(&rule.left), of(&rule.right)))
    }

    pub(super) const fn len(&self) -> usize {
        self.truth.len()
    }

    /// The lowest and highest possible value of a number, as far as it has been narrowed down.
    pub(super) fn bounds(&self, at: usize) -> (i64, i64) {
        self.known[at]
    }

    /// Whether some set of numbers fits everything and has a different number here.
    pub(super) fn must_doubt(&mut self, at: usize) -> bool {
        self.doubted.contains(&at)
            || TRIES
                .into_iter()
                .any(|(order, patience)| self.has_another(at, order, patience))
    }

    fn has_another(&mut self, at: usize, order: Order, patience: usize) -> bool {
        let before = self.known.clone();
        let (least, most) = self.known[at];
        let truth = self.truth[at];
        let printed = match order {
            Order::Nearest => Some(self.nearest(at)),
            Order::AsPrinted => Some((0..self.known.len()).collect()),
            Order::Narrowest => None,
        };
        let mut others = (1..=10).flat_map(|step| [truth + step, truth - step]);
        others.any(|other| {
            self.known[at] = (other, other);
            let fits = (least..=most).contains(&other)
                && self.narrow(Some(at)).is_some()
                && self.fill(printed.as_deref(), &mut { patience });
            if fits {
                let differs = |at: &usize| self.known[*at].0 != self.truth[*at];
                let others: Vec<usize> = (0..self.known.len()).filter(differs).collect();
                self.doubted.extend(others);
            }
            self.known.clone_from(&before);
            fits
        })
    }

    /// All figures, by the number of rules between them and this one.
    fn nearest(&self, at: usize) -> Vec<usize> {
        let mut order = vec![at];
        let mut seen: BTreeSet<usize> = order.iter().copied().collect();
        let mut next = 0;
        while let Some(at) = order.get(next).copied() {
            let rules = self.around[at].iter().map(|rule| &self.rules[*rule]);
            let beside = rules
                .flat_map(|rule| rule.left.iter().chain(&rule.right))
                .copied();
            order.extend(beside.filter(|figure| seen.insert(*figure)));
            next += 1;
        }
        order.extend((0..self.known.len()).filter(|figure| !seen.contains(figure)));
        order
    }

    /// Gives every open number a value, near the truth first; in the given order, or the narrowest first.
    fn fill(&mut self, order: Option<&[usize]>, patience: &mut usize) -> bool {
        let is_open = |at: &usize| self.known[*at].0 < self.known[*at].1;
        let next = match order {
            Some(order) => order.iter().copied().find(is_open),
            None => (0..self.known.len())
                .filter(is_open)
                .min_by_key(|at| self.known[*at].1 - self.known[*at].0),
        };
        let Some(at) = next else { return true };
        let before = self.known.clone();
        let (least, most) = before[at];
        let near = self.truth[at].clamp(least, most);
        for value in [near, near + 1, near - 1, near + 2, near - 2] {
            if *patience == 0 {
                return false;
            }
            *patience -= 1;
            self.known[at] = (value, value);
            if (least..=most).contains(&value)
                && self.narrow(Some(at)).is_some()
                && self.fill(order, patience)
            {
                return true;
            }
            self.known.clone_from(&before);
        }
        false
    }

    /// Narrows down every number by every rule, starting from one figure or from all; `None` if nothing fits.
    fn narrow(&mut self, from: Option<usize>) -> Option<()> {
        let mut open: Vec<usize> = from.map_or_else(
            || (0..self.rules.len()).collect(),
            |at| self.around[at].clone(),
        );
        while let Some(rule) = open.pop() {
            let rule = &self.rules[rule];
            let least: i64 = rule.left.iter().map(|at| self.known[*at].0).sum();
            let most: i64 = rule.right.iter().map(|at| self.known[*at].1).sum();
            if least > most {
                return None;
            }
            for at in &rule.left {
                let bound = most - (least - self.known[*at].0);
                if bound < self.known[*at].1 {
                    self.known[*at].1 = bound;
                    open.extend(&self.around[*at]);
                }
            }
            for at in &rule.right {
                let bound = least - (most - self.known[*at].1);
                if bound > self.known[*at].0 {
                    self.known[*at].0 = bound;
                    open.extend(&self.around[*at]);
                }
            }
        }
        Some(())
    }
}
