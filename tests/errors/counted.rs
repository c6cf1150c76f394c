//! Errors that a report counts and names.

use serde_json::{Value, json};

use super::{FILES, REPORTS, program, report};
use crate::cli::workbook;
use crate::common::Home;
use crate::history::repo::Repo;

/// An enrollment that ends before it begins, and an area that identifies a person.
const WRONG: (&str, &str) = (
    "participants/p-b.toml",
    "area = \"Rosa Verdugo 520-555-0142\"\n\n[[enrollment]]\nstart = 2026-03-01\nend = 2026-01-01\n",
);

const SENTENCE: &str = "2 errors of `peer check` are in the records behind these figures: date-order 1, not-a-short-word 1";

fn answer(home: &Home, name: &str, more: &[&str]) -> String {
    let answer = report(home, name, more);
    assert_eq!(answer.status, 0, "{}", answer.whole());
    answer.stdout
}

/// A text on one line, without Markdown escapes.
fn flat(text: &str) -> String {
    text.replace('\\', "")
        .replace("&#x2f;", "/")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn errors(json: &str) -> Value {
    serde_json::from_str::<Value>(json).unwrap()["errors"].clone()
}

#[test]
fn every_format_says_how_many_errors_of_which_rules() {
    let home = program(&[WRONG]);
    for name in ["unduplicated", "quarter"] {
        for format in ["text", "markdown", "html"] {
            let text = flat(&answer(&home, name, &["--format", format]));
            assert!(text.contains(SENTENCE), "{name} as {format}: {text}");
            for place in ["participants/p-b.toml:5:7", "participants/p-b.toml:1:8"] {
                assert!(text.contains(place), "{name} as {format}: {text}");
            }
        }
        answer(&home, name, &["-o", "report.xlsx"]);
        let text = flat(&workbook::text(&home.at("report.xlsx")));
        assert!(text.contains("date-order 1, not-a-short-word 1"), "{text}");
        assert_eq!(
            errors(&answer(&home, name, &["--format", "json"])),
            json!([
                { "rule": "date-order", "count": 1, "places": ["participants/p-b.toml:5:7"] },
                { "rule": "not-a-short-word", "count": 1, "places": ["participants/p-b.toml:1:8"] },
            ])
        );
    }
    let wide = answer(&home, "unduplicated", &["--format", "csv"]);
    let lines: Vec<&str> = wide.lines().collect();
    assert!(lines[0].ends_with(",errors.date-order,errors.not-a-short-word"));
    assert!(
        lines[1..].iter().all(|line| line.ends_with(",1,1")),
        "{wide}"
    );
    let long = answer(&home, "quarter", &["--full", "--format", "csv"]);
    assert!(long.contains("quarter,CY2026,2026-01-01,2026-12-31,,errors.date-order,1\n"));
}

#[test]
fn whoever_is_handed_a_file_the_writer_of_it_is_told_on_the_screen() {
    let home = program(&[WRONG]);
    let note = format!("note: {SENTENCE}");
    let saved = report(&home, "unduplicated", &["-o", "served.html"]);
    assert!(saved.stderr.contains(&note), "{}", saved.stderr);
    assert_eq!(report(&home, "unduplicated", &[]).stderr, "");
}

#[test]
fn funders_and_the_public_are_told_no_place() {
    let home = program(&[WRONG]);
    for audience in ["funder", "public"] {
        for name in ["unduplicated", "quarter"] {
            for format in ["text", "csv", "json", "markdown", "html"] {
                let told = answer(&home, name, &["--audience", audience, "--format", format]);
                assert!(told.contains("date-order"), "{name} as {format}");
                for hidden in ["p-b", ".toml", "Verdugo", "0142"] {
                    assert!(
                        !told.contains(hidden),
                        "{hidden} in {name} as {format} for {audience}"
                    );
                }
            }
        }
        let told = answer(
            &home,
            "unduplicated",
            &["--audience", audience, "--format", "json"],
        );
        assert_eq!(
            errors(&told),
            json!([{ "rule": "date-order", "count": 1 }, { "rule": "not-a-short-word", "count": 1 }])
        );
    }
}

#[test]
fn an_area_that_is_none_is_not_recorded_for_others() {
    let home = program(&[WRONG]);
    let areas = |audience: &str| {
        let by = ["--by", "area", "--audience", audience, "--format", "json"];
        let told: Value = serde_json::from_str(&answer(&home, "unduplicated", &by)).unwrap();
        let rows = told["rows"].as_array().unwrap().clone();
        let of_all = rows.into_iter().filter(|row| row["service"] == "all");
        of_all
            .filter_map(|row| Some(row["area"].as_str()?.to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        areas("internal")[1..],
        ["85705", "Rosa Verdugo 520-555-0142", "not-recorded"]
    );
    for audience in ["funder", "public"] {
        assert_eq!(areas(audience)[1..], ["85705", "not-recorded"]);
    }
}

#[test]
fn a_report_says_only_the_errors_of_what_it_counts() {
    let wrong_match = (
        "matches/k-a.toml",
        "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-03-01\nbegan = 2026-02-01\n",
    );
    let home = program(&[wrong_match]);
    for name in REPORTS {
        let counts = ["matches", "waits", "mentors", "quarter"].contains(&name);
        let said = !errors(&answer(&home, name, &["--format", "json"])).is_null();
        assert_eq!(said, counts, "{name}");
    }
    let clean = program(&[]);
    for name in REPORTS {
        assert!(
            errors(&answer(&clean, name, &["--format", "json"])).is_null(),
            "{name}"
        );
    }
}

#[test]
fn a_day_that_is_still_to_come_is_left_out_and_said() {
    let later = "kind = \"support-group\"\non = 2027-07-08\ngroup = \"wednesday\"\nparticipants = [ \"p-a\", ]\n";
    let home = program(&[("sessions/2027/2027-07-08-group-wednesday.toml", later)]);
    let told = answer(
        &home,
        "unduplicated",
        &["--as-of", "2026-10-31", "--format", "json"],
    );
    assert_eq!(
        errors(&told),
        json!([{ "rule": "future-date", "count": 1, "places": ["sessions/2027/2027-07-08-group-wednesday.toml:2:6"] }])
    );
}

#[test]
fn many_errors_are_counted_and_the_first_are_placed() {
    let files: Vec<(String, String)> = (0..12)
        .map(|at| (format!("participants/p-x{at:02}.toml"), WRONG.1.to_owned()))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let told = answer(&program(&files), "services", &[]);
    let told = flat(&told);
    assert!(told.contains("24 errors of `peer check` are in"), "{told}");
    assert!(
        told.contains("participants/p-x09.toml:5:7 and 2 more"),
        "{told}"
    );
    assert!(!told.contains("p-x10"), "{told}");
}

#[test]
fn errors_do_not_depend_on_identities() {
    let home = program(&[WRONG]);
    let asked = ["--format", "json"];
    let without = answer(&home, "unduplicated", &asked);
    home.write(
        "identities/p-b.toml",
        "given = \"Rosa\"\nfamily = \"Verdugo\"\nphone = \"520-555-0142\"\nborn = 2026-05-01\n",
    );
    let with = answer(&home, "unduplicated", &asked);
    assert_eq!(errors(&without), errors(&with));
}

/// A repository whose records have an error from the first commit on, and none at the end.
fn repo() -> Repo {
    let repo = Repo::new();
    for (path, text) in FILES.iter().chain([&WRONG]) {
        repo.write(path, text);
    }
    repo.commit("2026-10-01");
    repo.git("2026-10-01", &["tag", "handed-in"]);
    repo
}

fn mended(repo: &Repo) {
    repo.write(WRONG.0, FILES[2].1);
    repo.commit("2026-10-20");
}

#[test]
fn the_errors_of_a_commit_are_said_of_it() {
    let repo = repo();
    mended(&repo);
    let asked = ["report", "unduplicated", "CY2026", "--format", "json"];
    assert!(errors(&repo.on("2026-11-21", &asked).stdout).is_null());
    let then = [&["--at", "handed-in"][..], &asked].concat();
    assert_eq!(
        errors(&repo.on("2026-11-21", &then).stdout)
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_dangling_id_of_a_commit_stops_its_report() {
    let repo = repo();
    repo.write(WRONG.0, "same_as = \"p-aaaab\"\n");
    repo.commit("2026-10-10");
    mended(&repo);
    let asked = ["report", "unduplicated", "CY2026"];
    repo.on("2026-11-21", &asked);
    for past in [
        [&["--at", "2026-10-10"][..], &asked].concat(),
        [
            "report",
            "diff",
            "unduplicated",
            "CY2026",
            "--from",
            "2026-10-10",
        ]
        .to_vec(),
    ] {
        let answer = repo.run(&past);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(
            answer.stderr.contains("participants/p-b.toml:1:11"),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn a_report_with_errors_is_verified() {
    let repo = repo();
    for file in ["../served.json", "../served.html", "../served.md"] {
        repo.on(
            "2026-10-02",
            &["report", "unduplicated", "CY2026", "-o", file],
        );
    }
    mended(&repo);
    for file in ["../served.json", "../served.html", "../served.md"] {
        let answer = repo.run(&["verify", file]);
        assert_eq!(answer.status, 0, "{file}: {}", answer.whole());
    }
    let text = repo
        .home
        .read("served.json")
        .replacen("\"count\": 1", "\"count\": 3", 1);
    repo.home.write("served.json", text);
    let told = repo.run(&["verify", "../served.json"]);
    assert_eq!(told.status, 1);
    let line = told
        .stdout
        .lines()
        .find(|line| line.contains("date-order"))
        .unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(
        words,
        ["unduplicated", "date-order", "count", "3", "1"],
        "{}",
        told.stdout
    );
}

#[test]
fn a_comparison_says_the_errors_of_both_sides() {
    let repo = repo();
    mended(&repo);
    let asked = [
        "report",
        "diff",
        "unduplicated",
        "CY2026",
        "--from",
        "handed-in",
        "--format",
        "json",
    ];
    let told: Value = serde_json::from_str(&repo.on("2026-11-21", &asked).stdout).unwrap();
    assert!(told["errors"].is_null());
    assert!(
        told["notes"]
            .to_string()
            .contains(&format!("then: {SENTENCE}")),
        "{told:#}"
    );
    let back = [
        "report",
        "diff",
        "unduplicated",
        "CY2026",
        "--from",
        "2026-10-20",
        "--to",
        "handed-in",
        "--format",
        "json",
    ];
    let told: Value = serde_json::from_str(&repo.on("2026-11-21", &back).stdout).unwrap();
    assert_eq!(told["errors"].as_array().unwrap().len(), 2);
}
