//! The figures of `returns`: counts, rates with their bounds, curves; and how many units met each clause.

use std::collections::BTreeMap;

use super::days::Day;
use super::facts::{ALL, At};
use super::returns::{Anchor, Outcome, Question, Unit};
use super::statistics::{Followed, aalen_johansen, interval, kaplan_meier};

/// The figures, by their names in the contract, and how many units met each clause.
#[derive(Default)]
pub struct Figures {
    pub values: BTreeMap<&'static str, Option<f64>>,
    pub clauses: BTreeMap<&'static str, usize>,
}

/// Adds one if it is true.
fn add(counts: &mut BTreeMap<&'static str, usize>, name: &'static str, holds: bool) {
    *counts.entry(name).or_default() += usize::from(holds);
}

impl Question<'_> {
    /// Every figure.
    pub fn figures(&self) -> Figures {
        let (first, last) = self.window;
        let today = self.facts.today;
        let (mut n, mut clauses) = (BTreeMap::new(), BTreeMap::new());
        let (mut curve, mut observed, mut possible): (Vec<Followed>, i64, i64) = Default::default();
        for unit in self.units() {
            let known = self.facts.known_here(&unit.cases, &unit.people);
            add(&mut n, "events_in_period", self.in_period(&unit, known));
            let Some((start, anchor)) = unit.anchors.range(first..=last).next() else {
                continue;
            };
            let outcome = self.outcome(&unit, *start, anchor, known);
            if !self.is_served(anchor, self.first_event(&unit, *start), outcome.end) {
                continue;
            }
            self.count(&mut n, &unit, *start, anchor, &outcome);
            self.clauses(&mut clauses, &unit, *start, anchor, &outcome);
            let closed = outcome.event.or(outcome.competing.map(|end| end.0));
            let follow = closed
                .unwrap_or(outcome.known.min(outcome.end).min(today))
                .max(*start)
                - start;
            let kind = if outcome.event.is_some() {
                1
            } else {
                2 * u8::from(outcome.competing.is_some())
            };
            curve.push((follow.min(365), kind));
            observed += follow.min(365);
            possible += (closed.unwrap_or(outcome.end.min(today)) - start).min(365);
        }
        let mut figures = Figures {
            values: rates(&n),
            clauses,
        };
        figures
            .values
            .extend(n.iter().map(|(name, count)| (*name, Some(*count as f64))));
        let complete = (possible > 0).then(|| observed as f64 / possible as f64);
        figures.values.insert("completeness", complete);
        figures.values.extend(curves(&curve));
        figures
    }

    fn count(
        &self,
        n: &mut BTreeMap<&'static str, usize>,
        unit: &Unit,
        start: Day,
        anchor: &Anchor,
        outcome: &Outcome,
    ) {
        let mature = outcome.end <= self.facts.today;
        let unknown = |outcome: &Outcome| {
            mature
                && outcome.event.is_none()
                && outcome.competing.is_none()
                && outcome.known < outcome.end
        };
        let official = self
            .facts
            .known(&unit.cases, &unit.people, &["official", "event"]);
        let official = self.outcome(unit, start, anchor, official);
        let lost = unit
            .lost
            .iter()
            .any(|day| start < *day && *day <= outcome.end);
        add(n, "cohort", true);
        add(n, "mature", mature);
        add(n, "not_yet", !mature);
        add(n, "unknown", unknown(outcome));
        add(n, "known", mature && !unknown(outcome));
        add(n, "known_official", mature && !unknown(&official));
        add(n, "silent", unknown(outcome) && !lost);
        add(n, "returned", mature && outcome.event.is_some());
        add(n, "returned_so_far", outcome.event.is_some());
        add(n, "competing", mature && outcome.competing.is_some());
        add(n, "boundary_events", outcome.event == Some(outcome.end));
        add(n, "cut_by_age", outcome.competing.is_some_and(|end| end.1));
    }

    fn clauses(
        &self,
        all: &mut BTreeMap<&'static str, usize>,
        unit: &Unit,
        start: Day,
        anchor: &Anchor,
        outcome: &Outcome,
    ) {
        let facts = self.facts;
        let lost = unit
            .lost
            .iter()
            .any(|day| start < *day && *day < outcome.end);
        let found = outcome.event.is_some() || outcome.known >= outcome.end;
        let without = |by: &[&str]| facts.known(&unit.cases, &unit.people, by);
        let inside = |day: Day| start < day && day <= outcome.end;
        let transfer = |at: &&At| {
            unit.cases.contains(&at.0) && inside(facts.world.cases[at.0].events[at.1].on)
        };
        let void = |case: &usize| {
            let case = &facts.world.cases[*case];
            case.events.iter().any(|event| event.void)
                || case.checks.iter().any(|check| check.void)
                || case
                    .parents
                    .iter()
                    .any(|parent| facts.world.parents[*parent].void)
                || case
                    .continues
                    .is_some_and(|other| facts.world.cases[other].void)
        };
        let dark = |known: Day| {
            outcome.event.is_none() && outcome.competing.is_none() && known < outcome.end
        };
        let differs = dark(without(&["official", "event"])) && !dark(without(&ALL));
        add(all, "lost and found again", lost && found);
        add(
            all,
            "continues",
            facts.transfers.iter().any(|at| transfer(&at)),
        );
        add(all, "with", anchor.with);
        add(all, "void", unit.cases.iter().any(void));
        add(
            all,
            "cut by age",
            outcome.competing.is_some_and(|end| end.1),
        );
        add(all, "two systems", anchor.systems.len() == 2);
        add(
            all,
            "official against contact",
            outcome.end <= facts.today && differs,
        );
        add(all, "silent birthday", outcome.silent_birthday);
    }
}

/// The rate, its interval, and its bounds.
fn rates(n: &BTreeMap<&'static str, usize>) -> BTreeMap<&'static str, Option<f64>> {
    let of = |name: &str| n.get(name).copied().unwrap_or(0);
    let (mature, unknown, returned) = (of("mature"), of("unknown"), of("returned"));
    let known = mature - unknown;
    let share = |k: usize, n: usize| (n > 0).then(|| k as f64 / n as f64);
    let range = (known > 0).then(|| interval(returned as i64, known as i64));
    BTreeMap::from([
        ("rate", share(returned, known)),
        ("ci_low", range.map(|range| range.0)),
        ("ci_high", range.map(|range| range.1)),
        ("best", share(returned, mature)),
        ("worst", share(returned + unknown, mature)),
    ])
}

/// Kaplan-Meier and Aalen-Johansen at 12 months: null if no one is followed that far and the curve has not ended.
fn curves(units: &[Followed]) -> Vec<(&'static str, Option<f64>)> {
    let events_only: Vec<_> = units
        .iter()
        .map(|(t, kind)| (*t, u8::from(*kind == 1)))
        .collect();
    let any: Vec<_> = units
        .iter()
        .map(|(t, kind)| (*t, u8::from(*kind > 0)))
        .collect();
    let reached = units.iter().any(|unit| unit.0 >= 365);
    let (s, se) = kaplan_meier(&events_only);
    let (i, i_se) = aalen_johansen(units);
    let km = reached || s < 1e-12;
    let aj = reached || kaplan_meier(&any).0 < 1e-12;
    vec![
        ("km", km.then_some(1.0 - s)),
        ("km_se", (reached && s > 1e-12).then_some(se)),
        ("aj", aj.then_some(i)),
        ("aj_se", aj.then_some(i_se)),
    ]
}
