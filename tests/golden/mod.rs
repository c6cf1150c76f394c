//! The reports of the two example programs, as files that a person can read; and a check that the outcome report agrees
//! with the single reports.
//!
//! `SNAPSHOTS=overwrite cargo test --test all -- golden::` rewrites the files; read them before you commit them.

mod share;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::on_a_terminal;

const EXAMPLES: [&str; 2] = ["saguaro", "golden-gate"];

/// The commands whose answers are kept, each under its name.
const GOLDEN: [(&str, &[&str]); 30] = [
    ("page.txt", &["report", "quarter", "SFY2026Q4"]),
    (
        "page-funder.txt",
        &["report", "quarter", "SFY2026Q4", "--audience", "funder"],
    ),
    (
        "page-public.txt",
        &["report", "quarter", "SFY2026Q4", "--audience", "public"],
    ),
    ("quarter.txt", &["report", "quarter", "SFY2026Q4", "--full"]),
    (
        "quarter-public.txt",
        &[
            "report",
            "quarter",
            "SFY2026Q4",
            "--full",
            "--audience",
            "public",
        ],
    ),
    (
        "unduplicated.csv",
        &[
            "report",
            "unduplicated",
            "SFY2026",
            "--by",
            "quarter",
            "--format",
            "csv",
        ],
    ),
    (
        "unduplicated-public.txt",
        &[
            "report",
            "unduplicated",
            "SFY2026",
            "--by",
            "quarter",
            "--audience",
            "public",
        ],
    ),
    (
        "returns.json",
        &["report", "returns", "SFY2025", "--format", "json"],
    ),
    (
        "returns-who.csv",
        &["report", "returns", "SFY2025", "--who", "--format", "csv"],
    ),
    (
        "returns-all.md",
        &[
            "report",
            "returns",
            "to-date",
            "--definition",
            ALL,
            "--format",
            "markdown",
        ],
    ),
    ("reunification.txt", &["report", "reunification", "SFY2025"]),
    (
        "placements.txt",
        &["report", "placements", "SFY2025", "--by", "year"],
    ),
    (
        "services.csv",
        &["report", "services", "SFY2026", "--format", "csv"],
    ),
    ("matches.txt", &["report", "matches", "SFY2026"]),
    (
        "waits-who.csv",
        &["report", "waits", "SFY2026", "--who", "--format", "csv"],
    ),
    (
        "waits-public.csv",
        &[
            "report",
            "waits",
            "SFY2026",
            "--audience",
            "public",
            "--format",
            "csv",
        ],
    ),
    ("mentors.txt", &["report", "mentors", "SFY2026"]),
    ("people.txt", &["report", "people", "SFY2026Q4"]),
    (
        "people-public.txt",
        &["report", "people", "SFY2026", "--audience", "public"],
    ),
    ("voca.txt", &["report", "voca", "FFY2026Q3"]),
    ("engagement.txt", &["report", "engagement", "SFY2026"]),
    (
        "engagement-public.txt",
        &["report", "engagement", "SFY2026", "--audience", "public"],
    ),
    (
        "meetings-public.txt",
        &["report", "meetings", "SFY2026", "--audience", "public"],
    ),
    ("meetings.txt", &["report", "meetings", "SFY2026"]),
    (
        "court.txt",
        &["report", "court", "SFY2026", "--by", "quarter"],
    ),
    ("surveys.txt", &["report", "surveys", "CY2026"]),
    (
        "surveys.json",
        &[
            "report", "surveys", "CY2026", "--by", "quarter", "--format", "json",
        ],
    ),
    (
        "surveys-public.txt",
        &["report", "surveys", "CY2026", "--audience", "public"],
    ),
    ("match.json", &["match", "--format", "json"]),
    (
        "waiting.csv",
        &["list", "participants", "status:waiting", "--format", "csv"],
    ),
];

const ALL: &str = "return-to-court,return-after-dismissal,reentry,reoffense";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn answer(example: &str, arguments: &[&str]) -> String {
    answer_within("110", example, arguments)
}

fn answer_within(columns: &str, example: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_peer"))
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("PEER_TODAY", "2026-11-21")
        .env("LANG", "C.UTF-8")
        .env("COLUMNS", columns)
        .arg("-C")
        .arg(root().join("data-examples").join(example))
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{example} {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The current commit is not part of a figure.
fn settled(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.contains("commit "));
    lines.map(|line| format!("{line}\n")).collect()
}

fn compare(path: &Path, text: &str) -> Option<String> {
    if std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        return None;
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let differ = kept.lines().zip(text.lines()).find(|(old, new)| old != new);
    match differ {
        Some((old, new)) => Some(format!("{}:\n  kept {old}\n  now  {new}", path.display())),
        None if kept.lines().count() != text.lines().count() => {
            Some(format!("{}: other length", path.display()))
        }
        None => None,
    }
}

#[test]
fn the_reports_of_the_examples_say_what_they_said() {
    let folder = root().join("tests/golden");
    let all = EXAMPLES
        .iter()
        .flat_map(|example| GOLDEN.iter().map(move |golden| (*example, golden)));
    let wrong: Vec<String> = all
        .filter_map(|(example, (name, arguments))| {
            compare(
                &folder.join(example).join(name),
                &settled(&answer(example, arguments)),
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn answers_look_well_at_every_width() {
    let asked: [&[&str]; 5] = [
        &["list", "participants", "status:waiting"],
        &["list", "sessions", "on:2026-11", "kind:mentoring"],
        &["show", "p-hpsyr"],
        &["match", "p-hpsyr"],
        &["report", "returns", "SFY2025"],
    ];
    let wrong: Vec<String> = ["40", "60", "80", "200"]
        .into_iter()
        .filter_map(|columns| {
            let all: Vec<String> = asked
                .iter()
                .map(|asked| answer_within(columns, "saguaro", &on_a_terminal(asked)))
                .collect();
            let path = root().join(format!("tests/golden/widths/{columns}.txt"));
            compare(&path, &settled(&all.join("\n\n")))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_outcome_report_says_the_same_as_the_single_reports() {
    for example in EXAMPLES {
        let json = |arguments: &[&str]| -> Value {
            serde_json::from_str(&answer(
                example,
                &[arguments, &["--format", "json"]].concat(),
            ))
            .unwrap()
        };
        let page = json(&["report", "quarter", "SFY2026Q4", "--full"]);
        let mut compared = 0;
        for sheet in page["reports"].as_array().unwrap() {
            let name = sheet["report"].as_str().unwrap();
            let single = json(&["report", name, "SFY2026Q4"]);
            for row in single["rows"].as_array().unwrap() {
                let fits = |other: &&Value| {
                    [
                        "start", "end", "service", "system", "mentor", "unit", "by", "group",
                        "value", "meeting", "survey", "point", "part",
                    ]
                    .iter()
                    .all(|key| other.get(key) == row.get(key))
                };
                // The page leaves out systems in which nothing happened.
                let Some(there) = sheet["rows"].as_array().unwrap().iter().find(fits) else {
                    continue;
                };
                for (field, value) in row.as_object().unwrap() {
                    assert_eq!(
                        there.get(field),
                        Some(value),
                        "{example} {name} {field} of {row}"
                    );
                    compared += 1;
                }
            }
        }
        assert!(compared > 200, "{example}: {compared} figures compared");
    }
}

#[test]
fn the_claim_of_the_first_program_can_be_told_honestly() {
    let text = answer(
        "saguaro",
        &[
            "report",
            "quarter",
            "2024-07-01..2026-11-21",
            "--full",
            "--format",
            "json",
        ],
    );
    let page: Value = serde_json::from_str(&text).unwrap();
    let sheet = |name: &str| {
        page["reports"]
            .as_array()
            .unwrap()
            .iter()
            .find(|sheet| sheet["report"] == name)
            .unwrap()
    };
    let row = |name: &str| {
        let rows = sheet(name)["rows"].as_array().unwrap();
        rows.iter()
            .find(|row| row["start"] == "2024-07-01" && row["end"] == "2026-11-21")
            .unwrap()
            .clone()
    };
    // Counted by hand from the stories of the example.
    // 204, and five records of people who came to a group once and may be on file already.
    assert_eq!(row("unduplicated")["served"], 209);
    let returns = row("returns");
    let counts = ["cohort", "mature", "not_yet", "unknown", "returned"]
        .map(|field| returns[field].as_i64().unwrap());
    // The county, or a later session, shows for 50 of the 63 what happened to them.
    assert_eq!(counts, [115, 63, 52, 13, 1]);
    assert!((returns["rate"].as_f64().unwrap() - 1.0 / 50.0).abs() < 1e-12);
}

#[test]
fn the_public_is_not_told_how_much_was_read_nor_from_which_commit() {
    for name in [
        "quarter",
        "unduplicated",
        "returns",
        "reunification",
        "placements",
        "services",
        "matches",
        "mentors",
    ] {
        for format in ["json", "html", "text"] {
            let text = answer(
                "saguaro",
                &[
                    "report",
                    name,
                    "SFY2026Q4",
                    "--audience",
                    "public",
                    "--format",
                    format,
                ],
            );
            for secret in ["on file as of", "commit "] {
                assert!(!text.contains(secret), "{name} {format}: {secret}");
            }
        }
    }
    let funder = answer(
        "saguaro",
        &[
            "report",
            "unduplicated",
            "SFY2026Q4",
            "--audience",
            "funder",
        ],
    );
    assert!(
        funder.contains("source: "),
        "a funder may count on the figures"
    );
}

#[test]
fn who_is_behind_a_figure_is_for_the_program_alone() {
    for audience in ["funder", "public"] {
        let refused = Command::new(env!("CARGO_BIN_EXE_peer"))
            .env_clear()
            .env("PEER_TODAY", "2026-11-21")
            .arg("-C")
            .arg(root().join("data-examples/saguaro"))
            .args([
                "report",
                "returns",
                "--who",
                "--audience",
                audience,
                "--format",
                "json",
            ])
            .output()
            .unwrap();
        assert!(
            !refused.status.success() && refused.stdout.is_empty(),
            "{audience}"
        );
        assert!(
            String::from_utf8_lossy(&refused.stderr).contains("help:"),
            "{audience}"
        );
    }
}
