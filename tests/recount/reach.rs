//! `engagement`, following MEASURES: who was referred, how fast they were reached, how much they came, how they left.

use std::collections::{BTreeMap, BTreeSet};

use super::days::Day;
use super::people::{Clauses, Days, add};
use super::statistics::{Followed, ended_quantile};
use super::world::Parent;

/// Figures by their names; the parts of one are separated by a dot.
pub type Row = BTreeMap<String, Option<f64>>;

/// Adds to a count in a row.
pub fn count(row: &mut Row, name: impl Into<String>, many: usize) {
    let value = row.entry(name.into()).or_insert(Some(0.0));
    *value = Some(value.unwrap_or(0.0) + many as f64);
}

/// The quartile (type 2 in R).
pub fn quartile(values: &mut [f64], quarter: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    let at = n * quarter;
    match n {
        0 => None,
        _ if at.is_multiple_of(4) => Some(f64::midpoint(values[at / 4 - 1], values[at / 4])),
        _ => Some(values[at / 4]),
    }
}

impl Days<'_> {
    /// The live files of a person.
    pub fn files(&self, person: usize) -> impl Iterator<Item = &Parent> {
        let all = self.facts.world.parents.iter().enumerate();
        all.filter(move |(at, _)| self.facts.person(*at) == Some(person))
            .map(|(_, file)| file)
    }

    fn everybody(&self) -> BTreeSet<usize> {
        let files = 0..self.facts.world.parents.len();
        files.filter_map(|file| self.facts.person(file)).collect()
    }

    /// The days of each person's countable sessions, as far as they are known.
    fn ever(&self) -> BTreeMap<usize, Vec<Day>> {
        let last = self.facts.today;
        Days { last, ..*self }.came()
    }

    /// Every figure of `engagement` that is not in `engagement` and `stayed` of `people`.
    pub fn reach(&self, clauses: &mut Clauses) -> Row {
        let mut row = Row::new();
        for name in ["referred", "not_referred", "enrolled", "declined", "served"] {
            count(&mut row, name, 0);
        }
        let mut curve = Vec::new();
        for person in self.everybody() {
            self.referral(person, &mut row, &mut curve, clauses);
        }
        for (name, part) in [("q1", 0.25), ("median", 0.5), ("q3", 0.75)] {
            let days = ended_quantile(&curve, part);
            row.insert(
                format!("days_to_first_{name}"),
                days.map(|days| days as f64),
            );
        }
        self.hours(&mut row, clauses);
        self.attendance(&mut row, clauses);
        self.exits(&mut row, clauses);
        row
    }

    fn referral(
        &self,
        person: usize,
        row: &mut Row,
        curve: &mut Vec<Followed>,
        clauses: &mut Clauses,
    ) {
        let today = self.facts.today;
        let told = |file: &&Parent| file.details.referred.is_some_and(|on| on <= today);
        let referrals = self.files(person).filter(told);
        let Some(file) = referrals.min_by_key(|file| file.details.referred) else {
            let times = self.files(person).flat_map(|file| &file.enrollments);
            let mut times = times.filter(|one| !one.void && one.start <= today);
            let enrolled = times.any(|one| self.is_in(one.start));
            add(
                clauses,
                "enrolled without a referral",
                usize::from(enrolled),
            );
            count(row, "not_referred", usize::from(enrolled));
            return;
        };
        let on = file.details.referred.unwrap();
        let many = self.files(person).filter(told).count() > 1;
        if !self.is_in(on) {
            return;
        }
        add(clauses, "referred", 1);
        add(clauses, "referred: in two files", usize::from(many));
        count(row, "referred", 1);
        // A single value: that of the root, otherwise of the first duplicate that has one.
        let source = self.value(person, |file| file.details.source);
        let source = source.unwrap_or("not-recorded");
        count(row, format!("referred_by_source.{source}"), 1);
        let times = self.files(person).flat_map(|file| &file.enrollments);
        let enrolled = times.filter(|one| !one.void && one.start <= today);
        let enrolled: Vec<_> = enrolled.collect();
        let still = |end: Day| end >= on || end > today;
        let counts = enrolled.iter().any(|one| one.end.is_none_or(still));
        add(clauses, "enrolled", usize::from(counts));
        let before = !counts && !enrolled.is_empty();
        add(clauses, "enrolled before alone", usize::from(before));
        count(row, "enrolled", usize::from(counts));
        let mut files = self.files(person);
        let declined = files.any(|file| file.details.declined.is_some_and(|on| on <= today));
        add(clauses, "declined", usize::from(declined));
        count(row, "declined", usize::from(declined));
        let days = self.ever().remove(&person).unwrap_or_default();
        let first = days.iter().map(|day| (*day - on).max(0)).min();
        add(clauses, "served on day 0", usize::from(first == Some(0)));
        add(clauses, "never served", usize::from(first.is_none()));
        count(row, "served", usize::from(first.is_some()));
        for (within, name) in [(7, "within_7"), (30, "within_30")] {
            let is_over = on + within <= today;
            let reached = first.is_some_and(|days| days <= within);
            count(row, format!("{name}.n"), usize::from(is_over));
            count(row, format!("{name}.k"), usize::from(is_over && reached));
            add(clauses, name, usize::from(is_over && reached));
            add(clauses, "not yet 30 days", usize::from(!is_over));
        }
        curve.push(first.map_or((today - on, 0), |days| (days, 1)));
    }

    /// Hours of each person served; people whose sessions have none are left out.
    fn hours(&self, row: &mut Row, clauses: &mut Clauses) {
        let mut hours: BTreeMap<usize, f64> = BTreeMap::new();
        let mut times: BTreeMap<usize, f64> = BTreeMap::new();
        for session in self.countable() {
            for person in self.facts.people(&session.parents) {
                *times.entry(person).or_default() += 1.0;
                if let Some(minutes) = session.minutes {
                    *hours.entry(person).or_default() += minutes as f64 / 60.0;
                }
            }
        }
        add(clauses, "hours unknown", times.len() - hours.len());
        for (name, values) in [("hours", hours), ("sessions", times)] {
            let mut values: Vec<f64> = values.into_values().collect();
            for (part, quarter) in [("q1", 1), ("median", 2), ("q3", 3)] {
                row.insert(format!("{name}_{part}"), quartile(&mut values, quarter));
            }
        }
    }

    fn attendance(&self, row: &mut Row, clauses: &mut Clauses) {
        let end = self.facts.today.min(self.last);
        for session in &self.facts.world.sessions {
            let is_in = self.first <= session.on && session.on <= end && !session.void;
            if !is_in || !["mentoring", "casework"].contains(&session.kind) {
                continue;
            }
            let (clause, counts) = match session.cancelled {
                _ if session.held => ("attendance: held", true),
                None => ("attendance: no-show", true),
                Some("cancelled-by-participant") => ("attendance: cancelled by them", true),
                Some(_) => ("attendance: cancelled by us", false),
            };
            add(clauses, clause, 1);
            count(row, "attendance.n", usize::from(counts));
            count(row, "attendance.k", usize::from(session.held));
        }
    }

    fn exits(&self, row: &mut Row, clauses: &mut Clauses) {
        count(row, "exits", 0);
        let files = self.facts.world.parents.iter().filter(|file| !file.void);
        for one in files.flat_map(|file| &file.enrollments) {
            let end = one.end.filter(|end| *end <= self.facts.today);
            if !end.is_some_and(|end| self.is_in(end)) {
                continue;
            }
            if one.void {
                add(clauses, "exit: void", 1);
                continue;
            }
            count(row, "exits", 1);
            let reason = one.reason.unwrap_or("not-recorded");
            count(row, format!("exits_by_reason.{reason}"), 1);
            let completed = one.reason == Some("goals-met");
            count(row, "completed.n", usize::from(one.reason.is_some()));
            count(row, "completed.k", usize::from(completed));
            add(clauses, "exit: completed", usize::from(completed));
            add(
                clauses,
                "exit: no reason",
                usize::from(one.reason.is_none()),
            );
        }
    }
}
