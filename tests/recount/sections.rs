//! The figures of `engagement`, `meetings`, `court`, `contract`, `people` and `quarter`, computed a second time and
//! compared on random programs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::breakdowns::Tally;
use super::contract::TARGETS;
use super::days::{day, text};
use super::facts::Facts;
use super::people::{Clauses, Days, add};
use super::quarter::Key;
use super::reach::Row;
use super::{Differences, SEED, agree, enrich, generate, rows};
use crate::common::{Home, is_thorough};

/// The figures of a row of the program, those in an object separated by a dot.
fn flat(row: &Value) -> BTreeMap<String, Option<f64>> {
    let mut found = BTreeMap::new();
    for (name, value) in row.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(parts) => found.extend(
                parts
                    .iter()
                    .map(|(part, value)| (format!("{name}.{part}"), value.as_f64())),
            ),
            None => _ = found.insert(name.clone(), value.as_f64()),
        }
    }
    found
}

/// Compares a row of the reader with that of the program: each figure that the reader has, and every part of an object.
fn compare(about: &str, ours: &Row, theirs: &Value, differences: &mut Differences) {
    let theirs = flat(theirs);
    let parts = theirs.keys().filter(|name| name.contains('.'));
    let names: BTreeSet<&String> = ours.keys().chain(parts).collect();
    for name in names {
        let zero = |value: Option<f64>| match value {
            None if name.contains('.') => Some(0.0),
            value => value,
        };
        let ours = zero(ours.get(name).copied().flatten());
        let theirs = zero(theirs.get(name).copied().flatten());
        let same = match (ours, theirs) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-7,
            (ours, theirs) => ours == theirs,
        };
        if !same {
            differences.push(format!(
                "{about} {name}: the reader {ours:?}, the program {theirs:?}"
            ));
        }
    }
}

/// A random program, and the questions about it.
struct Asked<'a> {
    home: Home,
    facts: Facts<'a>,
    about: String,
    as_of: String,
}

/// A year, a month and a day.
type Date = (i64, i64, i64);

const PERIODS: [(&str, Date, Date, Date); 3] = [
    ("SFY2025Q4", (2024, 7, 1), (2025, 4, 1), (2025, 6, 30)),
    ("CY2025", (2025, 1, 1), (2025, 1, 1), (2025, 12, 31)),
    ("FFY2025Q3", (2024, 10, 1), (2025, 4, 1), (2025, 6, 30)),
];

impl Asked<'_> {
    fn rows(&self, report: &str, period: &str) -> Vec<Value> {
        let arguments = ["report", report, period];
        let asked = ["--as-of", &self.as_of, "--format", "json"];
        rows(&self.home, &[&arguments[..], &asked[..]].concat())
    }

    /// A quarter, with the fiscal year that contains it.
    fn quarter(&self, at: usize) -> (&'static str, Days<'_>) {
        let (period, first, last) = QUARTERS[at];
        let of = |(year, month, date)| day(year, month, date);
        let year = if first.1 < 7 { first.0 - 1 } else { first.0 };
        let days = Days {
            facts: &self.facts,
            year: day(year, 7, 1),
            first: of(first),
            last: of(last),
        };
        (period, days)
    }

    fn periods(&self) -> impl Iterator<Item = (&'static str, Days<'_>)> {
        PERIODS.into_iter().map(|(period, year, first, last)| {
            let of = |(year, month, date)| day(year, month, date);
            let days = Days {
                facts: &self.facts,
                year: of(year),
                first: of(first),
                last: of(last),
            };
            (period, days)
        })
    }
}

/// Quarters of the program's calendar, whose year is that of the first contract.
const QUARTERS: [(&str, Date, Date); 3] = [
    ("SFY2025Q4", (2025, 4, 1), (2025, 6, 30)),
    ("SFY2025Q3", (2025, 1, 1), (2025, 3, 31)),
    ("SFY2026Q1", (2025, 7, 1), (2025, 9, 30)),
];

/// Runs a comparison on random programs.
fn each(compare: impl Fn(&Asked<'_>, &mut Clauses, &mut Differences)) {
    let mut clauses = BTreeMap::new();
    let mut differences = Vec::new();
    let programs = if is_thorough() { 300 } else { 6 };
    for seed in (0..programs).map(|seed| SEED + seed) {
        let world = enrich::full_world(seed);
        let home = Home::empty();
        for (path, file) in world.files() {
            home.write(&path, file);
        }
        let today = if seed.is_multiple_of(3) {
            day(2025, 8, 15)
        } else {
            generate::today()
        };
        let asked = Asked {
            home,
            facts: Facts::new(&world, today),
            about: format!("{seed} as of {}", text(today)),
            as_of: text(today),
        };
        compare(&asked, &mut clauses, &mut differences);
    }
    agree(programs, &clauses, &differences);
}

#[test]
fn an_independent_reader_counts_who_is_reached() {
    each(|asked, clauses, differences| {
        for (period, days) in asked.periods() {
            let about = format!("{} {period} engagement", asked.about);
            let mut ours = days.reach(clauses);
            for (name, value) in days.engagement(clauses) {
                ours.insert(name.to_owned(), value);
            }
            for (name, value) in days.stayed(clauses) {
                let name = match name.strip_suffix("_of") {
                    Some(name) => format!("{name}.n"),
                    None if name.starts_with("retained") => format!("{name}.k"),
                    None if name == "completed" => "completed.k".to_owned(),
                    None => name,
                };
                ours.insert(name, Some(value as f64));
            }
            let row = &asked.rows("engagement", period)[0];
            compare(&about, &ours, row, differences);
        }
    });
}

#[test]
fn an_independent_reader_counts_the_same_meetings() {
    each(|asked, clauses, differences| {
        for (period, days) in asked.periods() {
            let all = asked.rows("meetings", period);
            for (meeting, mentor, ours) in days.meetings(clauses) {
                let mut found = all.iter();
                let row = found.find(|row| row["meeting"] == meeting && row["mentor"] == mentor);
                let about = format!("{} {period} {meeting} {mentor}", asked.about);
                match row {
                    Some(row) => compare(&about, &ours, row, differences),
                    None if ours["held"] == Some(0.0) => {}
                    None => differences.push(format!("{about}: no such row")),
                }
            }
        }
    });
}

#[test]
fn an_independent_reader_counts_the_same_hearings() {
    each(|asked, clauses, differences| {
        for (period, days) in asked.periods() {
            let about = format!("{} {period} court", asked.about);
            let row = &asked.rows("court", period)[0];
            compare(&about, &days.court(clauses), row, differences);
        }
    });
}

#[test]
fn an_independent_reader_tells_the_same_of_people() {
    each(|asked, clauses, differences| {
        for (period, days) in asked.periods() {
            let all = asked.rows("people", period);
            for row in &all {
                let of = |name: &str| row[name].as_i64().unwrap_or(0);
                if of("continuing") != of("served") - of("new") {
                    differences.push(format!("{} {period} continuing of {row}", asked.about));
                }
            }
            for ((unit, by), block) in days.blocks(clauses) {
                let rows = all
                    .iter()
                    .filter(|row| row["unit"] == unit && row["by"] == by);
                let mut theirs = BTreeMap::new();
                for row in rows {
                    let of = |name: &str| row[name].as_u64().unwrap_or(0) as usize;
                    let (served, new, any) = (of("served"), of("new"), of("any"));
                    theirs.insert(
                        row["value"].as_str().unwrap_or("").to_owned(),
                        Tally { served, new, any },
                    );
                }
                theirs.retain(|_, tally| *tally != Tally::default());
                let fresh = theirs.values().map(|tally| tally.new).sum::<usize>();
                add(clauses, "people: new in a block", fresh);
                if theirs != block {
                    differences.push(format!(
                        "{} {period} {unit} {by}: the reader {block:?}, the program {theirs:?}",
                        asked.about
                    ));
                }
            }
        }
    });
}

#[test]
fn an_independent_reader_tells_the_same_of_promises() {
    each(|asked, clauses, differences| {
        for (period, days) in [0, 1, 2].map(|at| asked.quarter(at)) {
            let all = asked.rows("contract", period);
            let lines = days.promised(clauses);
            for ((target, line), row) in TARGETS.iter().zip(lines).zip(&all) {
                let about = format!(
                    "{} {period} {} {:?}",
                    asked.about, target.measure, target.which
                );
                if row["measure"] != target.measure {
                    differences.push(format!("{about}: the program has {}", row["measure"]));
                }
                for (name, ours) in ["value", "to_date", "share", "year_gone"]
                    .into_iter()
                    .zip(line)
                {
                    let theirs = row[name].as_f64();
                    let same = ours.zip(theirs).is_some_and(|(a, b)| (a - b).abs() < 1e-7);
                    // MEASURES does not say which year decides who is new in a quarter of another contract year.
                    let is_open =
                        target.month == 10 && target.measure.ends_with("new") && name == "value";
                    if !same && (ours, theirs) != (None, None) && !is_open {
                        differences.push(format!(
                            "{about} {name}: the reader {ours:?}, the program {theirs:?}"
                        ));
                    }
                }
            }
        }
    });
}

/// A key figure of the program.
fn key(value: &Value) -> Key {
    match value.as_str() {
        Some(words) => Key::Words(words.to_owned()),
        None => Key::Number(value.as_f64()),
    }
}

fn is_like(ours: &Key, theirs: &Key) -> bool {
    match (ours, theirs) {
        (Key::Number(Some(ours)), Key::Number(Some(theirs))) => (ours - theirs).abs() < 1e-7,
        (ours, theirs) => ours == theirs,
    }
}

#[test]
fn an_independent_reader_has_the_same_key_figures() {
    each(|asked, clauses, differences| {
        let [now, before, later] = [0, 1, 2].map(|at| asked.quarter(at));
        let mut compared = vec![
            (now.0, "value", now.1.keys(clauses)),
            (now.0, "before", before.1.keys(clauses)),
            (now.0, "value", now.1.of_a_year(clauses)),
        ];
        if later.1.last <= asked.facts.today {
            compared.push((later.0, "value", later.1.of_a_year(clauses)));
        }
        for (period, column, ours) in compared {
            let rows = asked.rows("quarter", period);
            for (name, ours) in ours {
                let row = rows.iter().find(|row| row["figure"] == name);
                let missing = || Key::Words("no such row".to_owned());
                let theirs = row.map_or_else(missing, |row| key(&row[column]));
                if !is_like(&ours, &theirs) {
                    differences.push(format!(
                        "{} {period} {name} {column}: the reader {ours:?}, the program {theirs:?}",
                        asked.about
                    ));
                }
            }
        }
    });
}
