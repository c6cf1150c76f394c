//! The figures of `returns`, `reunification` and `placements`, worked out a second time from their definitions alone, with
//! another calendar, other statistics and other ways to walk the records, and compared on random programs.
//!
//! A run tries a few programs, with `PEER_THOROUGH=1` 300, and prints how many units met each clause of what is known.

mod days;
mod facts;
mod figures;
mod generate;
mod returns;
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

/// Where the program says something else than the reader, each a line.
type Differences = Vec<String>;

/// The rows of a report, as the program gives them.
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
    eprintln!("{programs} programs from seed {SEED}; units that met each clause: {clauses:?}");
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
