//! The figures of `returns`, `reunification`, `placements`, `people` and parts of `engagement`, computed a second time
//! from their definitions alone, with a different calendar, different statistics and different ways to walk the
//! records, and compared on random programs.
//!
//! A run tries a few programs, or 300 with `PEER_THOROUGH=1`, and prints how many units met each clause about what is
//! known.

mod before;
mod breakdowns;
mod contract;
mod court;
mod days;
mod details;
mod enrich;
mod facts;
mod faults;
mod figures;
pub mod generate;
mod meetings;
mod people;
mod quarter;
mod reach;
mod returns;
mod sections;
mod statistics;
mod stays;
mod world;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::{Home, is_thorough};
use days::{Day, day, text};
use facts::Facts;
use figures::Figures;
use returns::{DEFINITIONS, Question};

const SEED: u64 = 20_261_121;

/// The differences between the program and the reader, one per line.
type Differences = Vec<String>;

/// The rows of a report, as returned by the program.
fn rows(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&home.ok(arguments).stdout).unwrap();
    answer["rows"].as_array().unwrap().clone()
}

fn compare(about: &str, row: &Value, figures: &Figures, differences: &mut Differences) {
    for (name, ours) in &figures.values {
        let theirs = row
            .get(*name)
            .unwrap_or_else(|| panic!("{about}: no `{name}`"))
            .as_f64();
        let same = match (*ours, theirs) {
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

/// Prints how often each clause was met, and fails if the readings differ or a clause is rarely met.
fn agree(programs: u64, clauses: &BTreeMap<&'static str, usize>, differences: &Differences) {
    eprintln!("{programs} programs from seed {SEED}; how many met each clause: {clauses:?}");
    assert!(
        differences.is_empty(),
        "{} differences\n{}",
        differences.len(),
        differences.join("\n")
    );
    let enough = clauses.values().all(|count| *count >= 20);
    assert!(
        enough || !is_thorough(),
        "a clause is hardly met: {clauses:?}"
    );
}

/// One program, by every report, definition and unit.
fn one(seed: u64, clauses: &mut BTreeMap<&'static str, usize>) -> Differences {
    let world = generate::world(seed);
    let home = Home::empty();
    for (path, file) in world.files() {
        home.write(&path, file);
    }
    let as_of = if seed.is_multiple_of(3) {
        day(2026, 3, 31)
    } else {
        generate::today()
    };
    let window: (Day, Day) = (day(2024, 7, 1), day(2026, 2, 28));
    let facts = Facts::new(&world, as_of);
    let period = format!("{}..{}", text(window.0), text(window.1));
    let as_of = text(as_of);
    let mut differences = Vec::new();
    let asked = ["--as-of", &as_of, "--format", "json"];
    for (definition, events) in DEFINITIONS {
        let units: &[&'static str] = match definition {
            "return-to-court" | "return-after-dismissal" => &["participant", "family", "child"],
            "new-report" => &["participant"],
            _ => &["child"],
        };
        for unit in units {
            let question = Question {
                facts: &facts,
                definition,
                events,
                unit,
                window,
            };
            let figures = question.figures();
            let mut arguments = vec![
                "report",
                "returns",
                &period,
                "--definition",
                definition,
                "--unit",
                unit,
            ];
            arguments.extend(asked);
            compare(
                &format!("{seed} {definition} {unit}"),
                &rows(&home, &arguments)[0],
                &figures,
                &mut differences,
            );
            if definition == "return-to-court" {
                for (name, count) in figures.clauses {
                    *clauses.entry(name).or_default() += count;
                }
            }
        }
    }
    for report in ["reunification", "placements"] {
        let mut arguments = vec!["report", report, &period];
        arguments.extend(asked);
        for row in rows(&home, &arguments) {
            let system = row["system"].as_str().unwrap();
            let figures = match report {
                "reunification" => stays::reunification(&facts, window, system),
                _ => stays::placements(&facts, window, system),
            };
            compare(
                &format!("{seed} {report} {system}"),
                &row,
                &figures,
                &mut differences,
            );
        }
    }
    differences
}

#[test]
fn an_independent_reader_counts_the_same() {
    let mut clauses = BTreeMap::new();
    let mut differences = Vec::new();
    let programs = if is_thorough() { 300 } else { 6 };
    for seed in 0..programs {
        differences.extend(one(SEED + seed, &mut clauses));
    }
    agree(programs, &clauses, &differences);
}

/// One program, by the reports of who was served and how they stayed.
fn served(seed: u64, clauses: &mut people::Clauses) -> Differences {
    let world = generate::busy_world(seed);
    let home = Home::empty();
    for (path, file) in world.files() {
        home.write(&path, file);
    }
    let today = if seed.is_multiple_of(3) {
        day(2025, 8, 15)
    } else {
        generate::today()
    };
    let as_of = text(today);
    let facts = Facts::new(&world, today);
    let mut differences = Vec::new();
    for (period, year, first, last) in [
        (
            "SFY2025Q4",
            day(2024, 7, 1),
            day(2025, 4, 1),
            day(2025, 6, 30),
        ),
        (
            "CY2025",
            day(2025, 1, 1),
            day(2025, 1, 1),
            day(2025, 12, 31),
        ),
        (
            "FFY2025Q3",
            day(2024, 10, 1),
            day(2025, 4, 1),
            day(2025, 6, 30),
        ),
    ] {
        let days = people::Days {
            facts: &facts,
            year,
            first,
            last,
        };
        let mut check = |what: &str, ours: String, theirs: String| {
            if ours != theirs {
                differences.push(format!(
                    "{seed} {period} as of {as_of} {what}: the reader {ours}, the program {theirs}"
                ));
            }
        };
        let asked = ["--as-of", &as_of, "--format", "json"];
        let all = rows(&home, &[&["report", "people", period], &asked[..]].concat());
        let of = |unit: &str, by: &str, value: &str| {
            let mut found = all
                .iter()
                .filter(|row| row["unit"] == unit && row["by"] == by && row["value"] == value);
            let row = found.next().cloned().unwrap_or(Value::Null);
            let count = |name: &str| row[name].as_u64().unwrap_or(0) as usize;
            ((count("served"), count("new")), count("one_parent_served"))
        };
        let (children, families) = (days.children(clauses), days.families(clauses));
        let count = (children.len(), children.iter().filter(|one| one.1).count());
        let parents = days.parents(clauses);
        check(
            "parents",
            format!("{parents:?}"),
            format!("{:?}", of("parents", "all", "all").0),
        );
        check(
            "children",
            format!("{count:?}"),
            format!("{:?}", of("children", "all", "all").0),
        );
        check(
            "families",
            format!("{families:?}"),
            format!("{:?}", of("families", "all", "all")),
        );
        let ages = days.ages(&children);
        for band in ["0-5", "6-12", "13-17", "18+"] {
            let ours = ages.get(band).copied().unwrap_or_default();
            check(
                band,
                format!("{ours:?}"),
                format!("{:?}", of("children", "age", band).0),
            );
        }
        let row = &rows(
            &home,
            &[&["report", "engagement", period], &asked[..]].concat(),
        )[0];
        for (name, ours) in days.engagement(clauses) {
            check(
                name,
                format!("{ours:?}"),
                format!("{:?}", row[name].as_f64()),
            );
        }
        for (name, ours) in days.stayed(clauses) {
            let (key, part) = match name.strip_suffix("_of") {
                Some(key) => (key, "n"),
                None => (&*name, "k"),
            };
            let theirs = if row[key].is_object() {
                &row[key][part]
            } else {
                &row[key]
            };
            check(
                &name,
                format!("{ours}"),
                format!("{}", theirs.as_u64().unwrap_or(0)),
            );
        }
    }
    differences
}

#[test]
fn an_independent_reader_counts_the_same_people() {
    let mut clauses = BTreeMap::new();
    let mut differences = Vec::new();
    let programs = if is_thorough() { 300 } else { 6 };
    for seed in (0..programs).chain([103, 165]) {
        differences.extend(served(SEED + seed, &mut clauses));
    }
    agree(programs, &clauses, &differences);
}
