//! A reader of a public report who knows what its words mean, uses every rule at once, and also asks for counts that
//! are not printed, such as people without mentoring.
//!
//! What the reader knows is written a second time here, based on the measures and not on `people`.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::super::*;
use super::program::{FIGURES, Program};

/// The maximum of any count.
pub(super) const MANY: i64 = 1_000_000;
/// The sum of the left is at most that of the right.
struct Rule {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// The printed figures and the differences that count people, with everything known about them.
pub(super) struct Reader {
    rules: Vec<Rule>,
    /// The lowest and highest possible value of each figure.
    known: Vec<(i64, i64)>,
    pub(super) truth: Vec<i64>,
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
        reader
    }

    /// A reader who knows only the lowest and highest possible value of each figure.
    pub(super) const fn new(truth: Vec<i64>, known: Vec<(i64, i64)>) -> Self {
        Self {
            rules: Vec::new(),
            known,
            truth,
        }
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

    /// The secrets among these numbers that are the same in every set of numbers that fits what is known: whole
    /// numbers are tried by branch and bound, so none is missed and none is named without need.
    ///
    /// # Panics
    ///
    /// If the truth does not fit, as the rules are then wrong.
    pub(super) fn worked_out(&self, is_secret: impl Fn(usize) -> bool) -> Vec<usize> {
        let fits = |numbers: &[i64]| {
            let sum = |side: &[usize]| side.iter().map(|at| numbers[*at]).sum::<i64>();
            let is_bounded =
                |(number, known): (&i64, &(i64, i64))| (known.0..=known.1).contains(number);
            numbers.iter().zip(&self.known).all(is_bounded)
                && self
                    .rules
                    .iter()
                    .all(|rule| sum(&rule.left) <= sum(&rule.right))
        };
        assert!(fits(&self.truth), "the rules are wrong");
        let mut doubted = BTreeSet::new();
        let is_certain = |at: &usize| {
            let ways = [
                OptimizationDirection::Maximize,
                OptimizationDirection::Minimize,
            ];
            !doubted.contains(at)
                && ways.into_iter().all(|way| {
                    let numbers = self.farthest(*at, way);
                    assert!(fits(&numbers), "the solver is wrong");
                    let differs = |at: &usize| numbers[*at] != self.truth[*at];
                    doubted.extend((0..numbers.len()).filter(differs));
                    !doubted.contains(at)
                })
        };
        let open = (0..self.truth.len()).filter(|at| is_secret(*at));
        open.filter(is_certain).collect()
    }

    /// The numbers that fit what is known and have the highest or lowest number at one place.
    fn farthest(&self, at: usize, way: OptimizationDirection) -> Vec<i64> {
        let mut problem = Problem::new(way);
        let known = self.known.iter().enumerate();
        let numbers: Vec<Variable> = known
            .map(|(place, (least, most))| {
                let bounds = (*least as i32, *most as i32);
                problem.add_integer_var(f64::from(place == at), bounds)
            })
            .collect();
        for Rule { left, right } in &self.rules {
            let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
            left.iter()
                .for_each(|at| *weights.entry(*at).or_default() += 1.0);
            right
                .iter()
                .for_each(|at| *weights.entry(*at).or_default() -= 1.0);
            let terms = weights
                .into_iter()
                .map(|(at, weight)| (numbers[at], weight));
            problem.add_constraint(terms, ComparisonOp::Le, 0.0);
        }
        let found = problem.solve().unwrap().into_solution().unwrap();
        let number = |at: &Variable| found.var_value(*at).round() as i64;
        numbers.iter().map(number).collect()
    }
}
