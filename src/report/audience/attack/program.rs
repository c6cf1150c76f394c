//! Programs drawn at random, and what they publish about the people they served: reports related like real ones.

use super::super::tests::sheet;
use super::super::*;
use crate::record::{Calendar, Day, Period};

const SERVICES: [&str; 5] = [
    "support-group",
    "mentoring",
    "team-meeting",
    "casework",
    "court",
];

/// The figures of a row: served, new, continuing, new ever.
pub(super) const FIGURES: usize = 4;

/// A person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Whether they were served in an earlier year.
    pub(super) known: bool,
    /// A bit for each service, by part of the year.
    pub(super) came: Vec<u8>,
}

/// A year of a program.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub(super) people: Vec<Person>,
    /// Parts of the year: 4 or 12.
    pub(super) parts: usize,
    pub(super) services: usize,
}

impl Program {
    /// A realistic program: people join at some time and stay for a while, most of them in one of two large services;
    /// the others are small.
    pub(super) fn lifelike(seed: u64, people: usize, parts: usize, services: usize) -> Self {
        let mut dice = fastrand::Rng::with_seed(seed);
        let stays = dice.usize(30..90);
        let person = |dice: &mut fastrand::Rng| {
            let known = dice.u8(..3) == 0;
            let first = if known || dice.bool() {
                dice.usize(0..2)
            } else {
                dice.usize(0..parts)
            };
            let main = [0, 0, 0, 1, 1, 2, 3, 4][dice.usize(0..8)] % services;
            let mut came = vec![0; parts];
            for (at, came) in came.iter_mut().enumerate().skip(first) {
                let is_main = at == first || dice.usize(0..100) < 85;
                *came |= u8::from(is_main) << main;
                if dice.u8(..8) == 0 {
                    *came |= 1 << dice.usize(0..services);
                }
                if dice.usize(0..100) >= stays {
                    break;
                }
            }
            Person { known, came }
        };
        Self {
            people: (0..people).map(|_| person(&mut dice)).collect(),
            parts,
            services,
        }
    }

    /// The number of rows for some days: all, then each service.
    pub(super) const fn rows(&self) -> usize {
        self.services + 1
    }

    /// The place of a figure in [`Self::counts`]; the window after the last part is the year.
    pub(super) const fn at(&self, window: usize, row: usize, figure: usize) -> usize {
        (window * self.rows() + row) * FIGURES + figure
    }

    /// All figures.
    pub(super) fn counts(&self) -> Vec<i64> {
        let mut counts = vec![0; (self.parts + 1) * self.rows() * FIGURES];
        for window in 0..=self.parts {
            let parts = if window == self.parts {
                0..self.parts
            } else {
                window..window + 1
            };
            for row in 0..self.rows() {
                let bits = if row == 0 { u8::MAX } else { 1 << (row - 1) };
                for person in &self.people {
                    if person.came[parts.clone()]
                        .iter()
                        .any(|came| came & bits != 0)
                    {
                        let before = person.came[..parts.start]
                            .iter()
                            .any(|came| came & bits != 0);
                        counts[self.at(window, row, 0)] += 1;
                        counts[self.at(window, row, 1)] += i64::from(!before);
                        counts[self.at(window, row, 2)] += i64::from(before);
                        counts[self.at(window, row, 3)] += i64::from(!before && !person.known);
                    }
                }
            }
        }
        counts
    }

    /// What the public sees of each figure.
    pub(super) fn published(&self) -> Vec<Cell> {
        let names = [
            "period",
            "start",
            "end",
            "service",
            "served",
            "new",
            "continuing",
            "new_ever",
        ];
        let mut report = sheet("unduplicated", &names, &[]);
        let year = Period::year(Calendar::State, 2027);
        let windows = self.windows(&year);
        report.period = Some(year);
        for (at, figures) in self.counts().chunks(FIGURES).enumerate() {
            let (window, row) = (at / self.rows(), at % self.rows());
            let (first, last) = windows[window];
            let service = row.checked_sub(1).map(|row| SERVICES[row]);
            let mut cells = vec![
                Cell::text(window),
                Cell::Day(first),
                Cell::Day(last),
                Cell::group(service),
            ];
            cells.extend(figures.iter().map(|count| Cell::Count(*count)));
            report.rows.push(cells);
        }
        let public = masked(vec![report], Audience::Public, 11, &[])
            .unwrap()
            .remove(0);
        public
            .rows
            .into_iter()
            .flat_map(|mut row| row.split_off(4))
            .collect()
    }

    /// The first and last day of each part, then of the year.
    fn windows(&self, year: &Period) -> Vec<(Day, Day)> {
        let months = 12 / self.parts;
        let first = |part: usize| year.first.plus_months((part * months) as i32);
        let part = |part: usize| (first(part), first(part + 1).plus_days(-1));
        (0..self.parts)
            .map(part)
            .chain([(year.first, year.last)])
            .collect()
    }
}
