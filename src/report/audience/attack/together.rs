//! What someone with several public reports of the same days can work out: every figure is bounded by the others.

use std::collections::{BTreeMap, BTreeSet};

use super::super::*;
use super::facts::*;
use super::reader::{MANY, Reader};
use crate::register::Register;
use crate::register::testing::day;

/// What a reader has at hand.
struct Facts {
    reader: Reader,
    names: Vec<Name>,
    at: BTreeMap<Name, usize>,
    cells: Vec<Cell>,
    found: Vec<String>,
}

impl Facts {
    fn of(seen: &[Seen]) -> Self {
        let value = |cell: &Cell| match cell {
            Cell::Count(count) => Some(*count),
            Cell::Number(number, _) => Some((number * 60.0).round() as i64),
            _ => None,
        };
        let truth = seen.iter().flat_map(|seen| &seen.truth).flat_map(facts);
        let truth: BTreeMap<Name, i64> = truth
            .filter_map(|(name, cell)| Some((name, value(&cell)?)))
            .collect();
        let mut shown: BTreeMap<Name, BTreeSet<String>> = BTreeMap::new();
        let mut cells: BTreeMap<Name, Cell> = BTreeMap::new();
        for (name, cell) in seen.iter().flat_map(|seen| &seen.public).flat_map(facts) {
            if truth.contains_key(&name) && cell != Cell::Unknown {
                shown
                    .entry(name.clone())
                    .or_default()
                    .insert(format!("{cell:?}"));
                cells.insert(name, cell);
            }
        }
        let differ = shown.iter().filter(|(_, cells)| cells.len() > 1);
        let found = differ
            .map(|(name, cells)| format!("{name:?} is {cells:?}"))
            .collect();
        let names: Vec<Name> = cells.keys().cloned().collect();
        let numbers: Vec<i64> = names.iter().map(|name| truth[name]).collect();
        let cells: Vec<Cell> = cells.into_values().collect();
        let known = cells.iter().zip(&numbers).map(|(cell, number)| match cell {
            Cell::Masked(text) if text == "<11" => (1, 10),
            Cell::Masked(_) => (1, MANY),
            _ => (*number, *number),
        });
        Self {
            reader: Reader::new(numbers.clone(), known.collect()),
            at: names.iter().cloned().zip(0..).collect(),
            names,
            cells,
            found,
        }
    }

    /// The figure with another name in the same row.
    fn beside(&self, at: usize, name: &str) -> Option<usize> {
        let name = (name.to_owned(), self.names[at].1.clone());
        self.at.get(&name).copied()
    }

    fn learn_rows(&mut self) {
        for at in 0..self.names.len() {
            let name = self.names[at].0.clone();
            // What is missing is said in rows of services alone: there, nothing said means that nothing is missing.
            let has_missing = self.beside(at, "services.hours").is_some();
            let is_said = |part: &&str| has_missing || !part.starts_with("services.missing.");
            let sums = SUMS.iter().filter(|(total, _)| *total == name);
            for (_, parts) in sums.filter(|(_, parts)| parts.iter().all(is_said)) {
                let parts: Vec<usize> = parts
                    .iter()
                    .filter_map(|part| self.beside(at, part))
                    .collect();
                let sum: i64 = parts.iter().map(|part| self.reader.truth[*part]).sum();
                if sum == self.reader.truth[at] && !parts.is_empty() {
                    self.reader.equal(vec![at], parts);
                }
            }
            for (_, parts) in RESTS.iter().filter(|(whole, _)| *whole == name) {
                let parts: Option<Vec<usize>> =
                    parts.iter().map(|part| self.beside(at, part)).collect();
                let Some(parts) = parts else { continue };
                let sum: i64 = parts.iter().map(|part| self.reader.truth[*part]).sum();
                if name.starts_with("services") {
                    self.reader.at_most(parts, vec![at]);
                } else if sum <= self.reader.truth[at] {
                    self.reader.rest(vec![at], parts);
                }
            }
        }
    }

    /// Families consist of parents; someone who speaks two languages is in the row of people who do.
    fn learn_units(&mut self) {
        for at in 0..self.names.len() {
            let (name, keys) = self.names[at].clone();
            let mut others = keys.clone();
            others.remove("unit");
            let figure = name.strip_prefix("people.").unwrap_or_default();
            if keys.get("unit").is_some_and(|unit| unit == "families") {
                let whole = figure.replace("one_parent_served", "served");
                let whole = (format!("unduplicated.{whole}"), others);
                // A parent of two families may make more families than parents.
                let whole = self.at.get(&whole).copied();
                let is_more = |whole: &usize| self.reader.truth[*whole] >= self.reader.truth[at];
                if let Some(whole) = whole.filter(is_more) {
                    self.reader.rest(vec![whole], vec![at]);
                }
            } else if figure == "served" {
                let any = ("unduplicated.served".to_owned(), keys.clone());
                let groups = keys.keys().filter(|key| KEYS[2..].contains(*key));
                let mut several = keys.clone();
                several.extend(groups.map(|key| (*key, "more-than-one".to_owned())));
                let several = ("people.served".to_owned(), several);
                let is_not_said =
                    |key: &str| keys.get(key).is_some_and(|word| word == "not-recorded");
                let several = self.at.get(&several).copied();
                let several = several.filter(|_| !KEYS[2..].iter().any(|key| is_not_said(key)));
                match (self.at.get(&any).copied(), several) {
                    (Some(any), Some(several)) => self.reader.at_most(vec![any], vec![at, several]),
                    // Nobody has several: each has one.
                    (Some(any), None) if self.reader.truth[any] == self.reader.truth[at] => {
                        self.reader.equal(vec![any], vec![at]);
                    }
                    _ => {}
                }
            }
        }
    }

    /// All figures that have these keys, by their names without them.
    fn families(&self, free: &[&str]) -> BTreeMap<Name, Vec<usize>> {
        let mut families: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
        for (at, (name, keys)) in self.names.iter().enumerate() {
            if free.iter().all(|key| keys.contains_key(key)) {
                let mut rest = keys.clone();
                rest.retain(|key, _| !free.contains(key));
                families.entry((name.clone(), rest)).or_default().push(at);
            }
        }
        families
    }

    fn learn_sum(&mut self, total: usize, parts: &[usize], adds_up: bool) {
        let sum: i64 = parts.iter().map(|part| self.reader.truth[*part]).sum();
        if parts.is_empty() {
        } else if sum == self.reader.truth[total] && adds_up {
            self.reader.equal(vec![total], parts.to_vec());
        } else if sum >= self.reader.truth[total] {
            self.reader.at_most(vec![total], parts.to_vec());
        }
    }

    fn learn_within(&mut self, whole: usize, parts: &[usize]) {
        for part in parts {
            let is_part = self.reader.truth[*part] <= self.reader.truth[whole];
            if is_part && self.names[whole].0 == "unduplicated.served" {
                self.reader.rest(vec![whole], vec![*part]);
            } else if is_part {
                self.reader.at_most(vec![*part], vec![whole]);
            }
        }
    }

    /// How the rows of groups relate to the row of everyone: if they add up to it, a reader may know that everyone is
    /// in one of them. This does not hold for services, as anyone may have several.
    fn learn_groups(&mut self) {
        for group in &KEYS[2..15] {
            for (whole, parts) in self.families(&[group]) {
                let of_parents = (whole.0.replace("people.", "unduplicated."), whole.1.clone());
                let found = self.at.get(&whole).or(self.at.get(&of_parents));
                let Some(at) = found.copied() else {
                    continue;
                };
                let adds_up = *group != "service" || whole.0.ends_with(".anonymous");
                self.learn_sum(at, &parts, adds_up);
                self.learn_within(at, &parts);
            }
        }
        for (mut whole, parts) in self.families(&["service"]) {
            // Anybody may have several services: only the sessions of mentors are of one service each.
            let Some(figure) = whole.0.strip_prefix("services.") else {
                continue;
            };
            whole.0 = format!("mentors.{figure}");
            if let Some(at) = self
                .at
                .get(&whole)
                .copied()
                .filter(|_| whole.0 != "mentors.anonymous")
            {
                self.learn_sum(at, &parts, true);
            }
        }
    }

    /// How days relate to longer ones that include them.
    fn learn_time(&mut self) {
        let days = |name: &Name| {
            let day = |key: &str| Some(day(name.1.get(key)?));
            Some((day("start")?, day("end")?))
        };
        let rows = self.families(&["start", "end"]);
        for (at, row) in rows
            .values()
            .flat_map(|row| row.iter().map(move |at| (*at, row)))
        {
            let Some((first, last)) = days(&self.names[at]) else {
                continue;
            };
            let mut others = row.clone();
            others.retain(|other| *other != at);
            if OF_A_DAY.contains(&self.names[at].0.as_str()) {
                for other in others {
                    let ends = days(&self.names[other]).is_some_and(|days| days.1 == last);
                    if ends && self.reader.truth[other] == self.reader.truth[at] {
                        self.reader.equal(vec![at], vec![other]);
                    }
                }
                continue;
            }
            others.retain(|other| {
                days(&self.names[*other]).is_some_and(|days| first <= days.0 && days.1 <= last)
            });
            self.learn_within(at, &others);
            // The months of a year, or its quarters.
            for months in [1, 3, 12] {
                let mut parts = others.clone();
                parts.retain(|part| {
                    days(&self.names[*part])
                        .is_some_and(|days| days.0.plus_months(months).plus_days(-1) == days.1)
                });
                if parts.len() > 1 {
                    let comes_back = COME_BACK.contains(&self.names[at].0.as_str());
                    self.learn_sum(at, &parts, !comes_back);
                }
            }
        }
    }

    fn leaks(mut self) -> Vec<String> {
        self.learn_rows();
        self.learn_groups();
        self.learn_units();
        self.learn_time();
        // Many people may be worked out: they are hidden only for the sake of a few.
        let is_of_many = |at: usize| {
            let name = self.names.get(at).map_or("", |(name, _)| name.as_str());
            ["people.", "unduplicated.", "engagement."]
                .iter()
                .any(|report| name.starts_with(report))
                && self.reader.truth[at] > 10
        };
        let is_secret = |at: usize| self.reader.is_secret(at, &self.cells) && !is_of_many(at);
        let told = |at: usize| {
            let what = self.names.get(at).map(|name| format!("{name:?}"));
            let (names, truth) = (&self.names, self.reader.truth[at]);
            let rest = || format!("what is left of {:?}", self.reader.sides(at, names));
            format!("{} is {truth}", what.unwrap_or_else(rest))
        };
        let leaks = self.reader.worked_out(is_secret).into_iter().map(told);
        self.found.extend(leaks);
        self.found
    }
}

/// What a reader works out from these reports together.
pub(super) fn worked_out(register: &Register, asks: &[&Ask]) -> Vec<String> {
    let seen: Vec<Seen> = asks.iter().map(|ask| seen(register, ask)).collect();
    let mut found = Facts::of(&seen).leaks();
    found.extend(
        seen.iter()
            .flat_map(|seen| &seen.public)
            .flat_map(beside_hidden),
    );
    found
        .into_iter()
        .map(|leak| format!("{asks:?}: {leak}"))
        .collect()
}
