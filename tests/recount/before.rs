//! Compares the figures of another `peer`, such as the previous version, on the same random programs and damaged files:
//! `PEER_BEFORE` names its binary. Without it there is nothing to compare.

use std::process::Command;

use peer::report::catalog::REPORTS;
use serde_json::Value;

use super::{enrich, generate};
use crate::common::{Answer, Home, cases, sample};
use crate::damage::harm::{Dice, HARMS, harmed};

/// The number of random programs, and of damaged files, with `PEER_THOROUGH=1`; otherwise a tenth.
const PROGRAMS: u64 = 200;
const DAMAGES: u64 = 600;

/// Every report, and the page of the quarter.
fn reports() -> impl Iterator<Item = &'static str> {
    let all = REPORTS.iter().map(|report| report.name);
    all.chain(["quarter"])
}

const PERIODS: [&[&str]; 4] = [
    &["to-date"],
    &["CY2025Q3"],
    &["SFY2026", "--by", "quarter"],
    &["2025-02", "--audience", "funder"],
];

/// The answers of both binaries.
fn both(home: &Home, before: &str, arguments: &[&str]) -> [Answer; 2] {
    let ours = home.command(arguments);
    let mut theirs = Command::new(before);
    theirs.args(arguments).current_dir(home.path()).env_clear();
    for (name, value) in ours.get_envs() {
        theirs.env(name, value.unwrap_or_default());
    }
    [ours, theirs].map(|mut command| Answer::of(command.output().unwrap(), home.path()))
}

/// A report without its sources and their errors: how much is read for them may differ.
fn figures(answer: &Answer) -> String {
    let Ok(mut report) = serde_json::from_str::<Value>(&answer.stdout) else {
        return answer.stdout.clone();
    };
    figures_alone(&mut report);
    report.to_string()
}

fn figures_alone(report: &mut Value) {
    match report {
        Value::Object(fields) => {
            fields.retain(|name, _| !["sources", "errors"].contains(&name.as_str()));
            fields.values_mut().for_each(figures_alone);
        }
        Value::Array(items) => items.iter_mut().for_each(figures_alone),
        _ => {}
    }
}

/// Compares both answers, and returns whether there were figures.
fn same(home: &Home, before: &str, arguments: &[&str], about: &str) -> bool {
    let [ours, theirs] = both(home, before, arguments);
    let about = format!("{about}: peer {}", arguments.join(" "));
    assert_eq!(ours.status, theirs.status, "{about}\n{}", ours.whole());
    assert_eq!(figures(&ours), figures(&theirs), "{about}");
    if ours.status != 0 {
        assert_eq!(ours.stderr, theirs.stderr, "{about}");
    }
    ours.status == 0
}

#[test]
fn the_version_before_gives_the_same_figures() {
    let Ok(before) = std::env::var("PEER_BEFORE") else {
        return;
    };
    let (mut given, mut refused) = (0, 0);
    for seed in 0..cases(PROGRAMS) {
        let world = match seed % 3 {
            0 => generate::world(seed),
            1 => generate::busy_world(seed),
            _ => enrich::full_world(seed),
        };
        let home = Home::empty();
        for (path, file) in world.files() {
            home.write(&path, file);
        }
        if seed.is_multiple_of(2) {
            home.run(&["pack", "--before", "2026-01-01"]);
        }
        let as_of: &[&str] = match seed % 4 {
            0 => &["--as-of", "2026-03-31"],
            _ => &[],
        };
        let mut count = |words: &[&str]| {
            let arguments = [words, as_of, &["--format", "json"]].concat();
            match same(&home, &before, &arguments, &format!("program {seed}")) {
                true => given += 1,
                false => refused += 1,
            }
        };
        for report in reports() {
            let period = PERIODS[(seed as usize + report.len()) % PERIODS.len()];
            count(&[&["report", report][..], period].concat());
            count(&["report", report, "CY2025Q4"]);
        }
        count(&["list", "sessions", "on:2025-07-01..2025-09-30"]);
        count(&["list", "sessions", "on:2025-08", "kind:casework"]);
        count(&["list", "answers", "on:CY2025"]);
        count(&["list", "participants"]);
    }
    eprintln!("{given} answers are the same, and {refused} refusals");
    assert!(given > refused, "{given} answers, {refused} refusals");
}

#[test]
fn the_version_before_points_at_the_same_faults() {
    let Ok(before) = std::env::var("PEER_BEFORE") else {
        return;
    };
    for at in 0..cases(DAMAGES) as usize {
        let (path, text) = sample::FILES[at % sample::FILES.len()];
        let harm = HARMS[(at / sample::FILES.len()) % HARMS.len()];
        let home = Home::empty();
        for (path, text) in sample::FILES {
            home.write(path, text);
        }
        home.write(path, harmed(harm, text, &mut Dice::new(at as u64)));
        let about = format!("{path} after {harm:?}, number {at}");
        same(&home, &before, &["check"], &about);
        same(&home, &before, &["check", "--format", "json"], &about);
    }
}
