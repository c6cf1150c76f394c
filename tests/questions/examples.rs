//! On both examples, in their state before anyone looked: from a gap to a question sent and an answer imported.

use std::collections::BTreeSet;
use std::path::Path;

use peer::record::{Case, CaseId, Day, Question, read};

use super::{ok, run};
use crate::common::Home;

/// Copies an example into `records`, without the questions to the county and court and their answers.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let name = from.file_name().unwrap();
        if name == "outcomes" {
            continue;
        }
        let to = to.join(name);
        if from.is_dir() {
            copied(&from, &to);
            continue;
        }
        let text = std::fs::read_to_string(&from).unwrap();
        let is_case = from.parent().unwrap().ends_with("cases");
        let kept = match text.split_once("\n[[checked]]") {
            Some((kept, _)) if is_case => format!("{}\n", kept.trim_end()),
            _ => text,
        };
        std::fs::write(&to, kept).unwrap();
    }
}

fn example(name: &str) -> Home {
    let home = Home::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-examples");
    copied(&root.join(name), &home.at("records"));
    home
}

/// The opening sentence about parents whose children came home in the federal year 2025, in one line.
fn said(home: &Home) -> String {
    let report = ok(home, &["report", "returns", "FFY2025"]).stdout;
    let mut parts = report.split("\n\n");
    parts.nth(1).unwrap().replace('\n', " ")
}

fn is_of_2025(day: Day) -> bool {
    let day = day.to_string();
    ("2024-10-01".."2025-10-01").contains(&&*day)
}

/// The four commands; the county found nothing, and fills in the last day of each row. Returns what was asked.
fn asked_and_answered(home: &Home, agreement: &str, gap: &str) -> Question {
    assert!(said(home).contains(gap), "{}", said(home));
    ok(home, &["outcome", "ask", agreement, "-o", "ask.csv"]);
    let sent = home.read("ask.csv");
    let filled: Vec<String> = sent
        .lines()
        .map(|row| match row.strip_suffix(",,,,") {
            Some(before) => format!("{before},{},,,", before.rsplit(',').next().unwrap()),
            None => row.to_owned(),
        })
        .collect();
    home.write("ask.csv", filled.join("\n"));
    ok(home, &["outcome", "answer", "ask.csv"]);
    let entry = std::fs::read_dir(home.at("records/outcomes")).unwrap();
    let path = entry.map(|entry| entry.unwrap().path()).next().unwrap();
    let question: Question = read::record(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(question.asked.len(), filled.len() - 1);
    question
}

/// The parents in the requested cases whose children came home in the federal year 2025: everyone looked up with a case
/// is known about, even if only the other parent consented.
fn parents(home: &Home, question: &Question) -> BTreeSet<String> {
    let asked = question.asked.iter();
    let of_2025 = asked.filter(|asked| is_of_2025(asked.anchor));
    let case = |id: &CaseId| -> Case {
        read::record(&home.read(&format!("records/cases/{id}.toml"))).unwrap()
    };
    of_2025
        .flat_map(|asked| case(&asked.case).participants)
        .map(|id| id.to_string())
        .collect()
}

#[test]
fn saguaro_closes_its_gap_in_four_commands() {
    let home = example("saguaro");
    let question = asked_and_answered(
        &home,
        "county",
        "Of 46 parents whose children came home, 1 is known to have returned to court within 12 months; for 37 no one has looked, so between 1 and 38 have returned to court.",
    );
    // Nine were known; everyone asked about is known to the last day of the 12 months, which are over.
    let asked = parents(&home, &question).len();
    let (known, unknown) = (9 + asked, 37 - asked);
    assert!((38..=42).contains(&known), "{known}");
    let first = said(&home);
    assert!(
        first.starts_with(&format!(
            "1 of {known} parents whose children came home has returned"
        )),
        "{first}"
    );
    assert!(
        first.contains(&format!("; for {unknown} more it is not known.")),
        "{first}"
    );
    assert_eq!(run(&home, &["check"]).status, 0);
    // After undo, the gap is there again, and the question is open.
    ok(&home, &["undo"]);
    assert!(said(&home).contains("for 37 no one has looked"));
    ok(&home, &["undo"]);
    assert!(!home.at("records/outcomes").exists());
}

#[test]
fn golden_gate_closes_its_gap_in_four_commands() {
    let home = example("golden-gate");
    let gap = "Of 26 parents whose children came home, 3 are known to have returned to court within 12 months; for 20 no one has looked, so between 3 and 23 have returned to court.";
    let question = asked_and_answered(&home, "court", gap);
    let asked = parents(&home, &question).len();
    let (known, unknown) = (6 + asked, 20 - asked);
    let first = said(&home);
    // More than a fifth of 26 is more than five.
    let expected = if unknown > 5 {
        format!(
            "for {unknown} no one has looked, so between 3 and {} have",
            3 + unknown
        )
    } else {
        format!("3 of {known} parents")
    };
    assert!(asked >= 10 && first.contains(&expected), "{asked}: {first}");
    assert_eq!(run(&home, &["check"]).status, 0);
}

/// The checks on file are exactly what the questions asked and their answers said.
#[test]
fn every_check_of_the_examples_is_the_answer_to_a_question_on_file() {
    for name in ["saguaro", "golden-gate"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data-examples")
            .join(name);
        let mut expected = Vec::new();
        for entry in std::fs::read_dir(root.join("outcomes")).unwrap() {
            let path = entry.unwrap().path();
            let id = path.file_stem().unwrap().to_string_lossy().into_owned();
            let question: Question =
                read::record(&std::fs::read_to_string(&path).unwrap()).unwrap();
            for asked in question.asked {
                let on = asked.answered.unwrap();
                let say =
                    |case: &_| format!("{case} {on} {} {} {id}", question.through, question.source);
                expected.extend(asked.cases.iter().map(say));
            }
        }
        let mut found = Vec::new();
        for entry in std::fs::read_dir(root.join("cases")).unwrap() {
            let path = entry.unwrap().path();
            let id = path.file_stem().unwrap().to_string_lossy().into_owned();
            let case: Case = read::record(&std::fs::read_to_string(&path).unwrap()).unwrap();
            for one in case.checked {
                let reference = one.reference.unwrap();
                found.push(format!(
                    "{id} {} {} {} {reference}",
                    one.on, one.through, one.source
                ));
            }
        }
        expected.sort();
        found.sort();
        assert!(found.len() > 10, "{name}: {}", found.len());
        assert_eq!(found, expected, "{name}");
    }
}
