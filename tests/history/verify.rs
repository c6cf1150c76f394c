//! A saved report is made again from its commit, and compared with its content.

use super::repo::{Repo, handed_in};
use crate::common::Answer;

fn saved(repo: &Repo, file: &str) -> String {
    repo.on(
        "2026-10-13",
        &[
            "report",
            "unduplicated",
            "SFY2027Q1",
            "--by",
            "quarter",
            "-o",
            file,
        ],
    );
    repo.home.read(&format!("records/{file}"))
}

fn verified(repo: &Repo, file: &str, status: i32) -> Answer {
    let answer = repo.run(&["verify", file]);
    assert_eq!(answer.status, status, "{file}: {}", answer.whole());
    answer
}

const FILES: [&str; 3] = ["../q1.json", "../q1.html", "../q1.md"];

#[test]
fn a_report_comes_out_the_same_whatever_was_done_since() {
    let repo = handed_in();
    for file in FILES {
        saved(&repo, file);
    }
    repo.group("2026-09-16", &["p-luis"]);
    repo.parent("p-ana", "same_as = \"p-rosa\"\n");
    repo.commit("2026-10-20");
    for file in FILES {
        let said = verified(&repo, file, 0).stdout;
        assert!(
            said.contains("same") && said.contains("of 2026-10-12"),
            "{said}"
        );
    }
    repo.on(
        "2026-10-13",
        &[
            "--at",
            "handed-in",
            "report",
            "quarter",
            "SFY2027Q1",
            "--audience",
            "public",
            "-o",
            "../p.html",
        ],
    );
    verified(&repo, "../p.html", 0);
}

#[test]
fn a_figure_changed_by_hand_is_found_with_what_it_was() {
    let repo = handed_in();
    for file in FILES {
        let text = saved(&repo, file);
        let changed = match file {
            "../q1.json" => text.replacen("\"served\": 3", "\"served\": 5", 1),
            "../q1.html" => text.replacen(">3<", ">5<", 1),
            _ => text.replacen(" 3 |", " 5 |", 1),
        };
        assert_ne!(text, changed, "{file}");
        repo.write(file, &changed);
        let said = verified(&repo, file, 1).stdout;
        assert!(
            said.contains("differs") && said.contains("changed after it was made"),
            "{said}"
        );
        if file == "../q1.json" {
            let row = said
                .lines()
                .find(|line| line.contains("served") && line.contains("SFY2027Q1"))
                .unwrap();
            let words: Vec<&str> = row.split_whitespace().collect();
            assert_eq!(words[words.len() - 2..], ["5", "3"]);
        }
    }
}

#[test]
fn a_row_that_was_taken_out_is_named_and_no_other() {
    let repo = handed_in();
    for (id, language) in [("p-ana", "es"), ("p-luis", "en"), ("p-rosa", "vi")] {
        repo.parent(id, &format!("languages = [ \"{language}\", ]\n"));
    }
    repo.commit("2026-10-12");
    let asked = ["report", "unduplicated", "SFY2027Q1", "--by", "language"];
    repo.on("2026-10-13", &[&asked[..], &["-o", "../q1.json"]].concat());
    let mut saved: serde_json::Value = serde_json::from_str(&repo.home.read("q1.json")).unwrap();
    let rows = saved["rows"].as_array_mut().unwrap();
    let taken = |row: &serde_json::Value| row["service"] == "all" && row["language"] == "es";
    rows.retain(|row| !taken(row));
    repo.home.write("q1.json", saved.to_string());
    let answer = repo.run(&["verify", "../q1.json", "--format", "json"]);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    let told: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(
        told["rows"],
        serde_json::json!([{
            "report": "unduplicated",
            "row": "SFY2027Q1 all es",
            "figure": "row",
            "then": "missing",
            "now": "there",
        }])
    );
}

#[test]
fn changes_that_were_not_committed_are_said() {
    let repo = handed_in();
    repo.parent("p-eva", "");
    repo.group("2026-09-16", &["p-eva"]);
    saved(&repo, "../q1.json");
    let said = verified(&repo, "../q1.json", 1)
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        said.contains("changes that were not saved: only the saved records can be compared"),
        "{said}"
    );
    assert!(!said.contains("changed after"), "{said}");
}

#[test]
fn what_cannot_be_verified_is_said_with_status_two() {
    let repo = handed_in();
    repo.home.write("note.md", "# Notes\n");
    assert!(
        verified(&repo, "../note.md", 2)
            .stderr
            .contains("does not say how it was made")
    );
    assert!(
        verified(&repo, "../none.json", 2)
            .stderr
            .contains("cannot read")
    );
    let text = saved(&repo, "../q1.json");
    repo.home.write(
        "evil.json",
        text.replace("\"report\",\n      \"undup", "\"set\",\n      \"undup"),
    );
    assert!(
        verified(&repo, "../evil.json", 1)
            .stdout
            .contains("cannot make")
    );
    std::fs::remove_dir_all(repo.home.at(".git")).unwrap();
    saved(&repo, "../alone.json");
    assert!(
        verified(&repo, "../alone.json", 2)
            .stderr
            .contains("not under git")
    );
}

#[test]
fn a_public_report_tells_no_commit_and_is_held_against_that_of_its_day_or_the_one_named() {
    let repo = handed_in();
    let made = [
        "report",
        "unduplicated",
        "SFY2027Q1",
        "--audience",
        "public",
        "-o",
        "../p.html",
    ];
    repo.on("2026-10-13", &made);
    let page = repo.home.read("records/../p.html");
    let commit = repo.git("2026-10-13", &["rev-parse", "HEAD"]);
    assert!(
        !page.contains(commit[..7].trim()) && !page.contains("from commit"),
        "{page}"
    );
    repo.parent("p-eva", "");
    repo.group("2026-09-16", &["p-eva"]);
    repo.commit("2026-10-20");
    verified(&repo, "../p.html", 0);
    assert_eq!(
        repo.run(&["verify", "../p.html", "--at", "handed-in"])
            .status,
        0,
        "2 and 3 are both masked"
    );
}

#[test]
fn a_change_by_hand_is_told_first_even_where_nothing_can_be_made_again() {
    let repo = handed_in();
    let public = [
        "report",
        "unduplicated",
        "SFY2027Q1",
        "--audience",
        "public",
        "-o",
    ];
    for (file, old, new) in [
        ("../p.html", "September", "October"),
        ("../p.json", "\"unduplicated\"", "\"unduplicate\""),
        ("../p.md", "|", "| "),
    ] {
        repo.on("2026-09-29", &[&public[..], &[file]].concat());
        let text = repo.home.read(&format!("records/{file}"));
        let whole = verified(&repo, file, 2);
        assert!(
            whole
                .stderr
                .contains("there is no commit on or before 2026-09-29"),
            "{}",
            whole.stderr
        );
        let old = if text.contains(old) {
            old
        } else {
            "unduplicated"
        };
        repo.write(file, &text.replacen(old, new, 1));
        let said = verified(&repo, file, 1)
            .stdout
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let changed = said.find("was changed after it was made").unwrap();
        assert!(
            changed
                < said
                    .find("cannot be made again: there is no commit")
                    .unwrap(),
            "{said}"
        );
    }
    let text = saved(&repo, "../q1.json");
    let commit = repo.git("2026-10-13", &["rev-parse", "HEAD"]);
    repo.home
        .write("other.json", text.replace(commit.trim(), &"1".repeat(40)));
    assert!(
        verified(&repo, "../other.json", 1)
            .stdout
            .contains("was changed after")
    );
}

#[test]
fn whatever_the_report_was_asked_with_it_is_made_again() {
    let repo = handed_in();
    let definition = include_str!("../../src/measure/definitions/return-to-court.toml");
    repo.write("definitions/ours.toml", definition);
    repo.commit("2026-10-12");
    for arguments in [
        &[
            "returns",
            "last-quarter",
            "--definition",
            "ours",
            "--definition",
            "return-to-court",
            "--unit",
            "family",
        ][..],
        &[
            "unduplicated",
            "this-fy",
            "--by",
            "month",
            "--by",
            "language",
        ],
        &["unduplicated", "--who"],
        &[
            "quarter",
            "last-quarter",
            "--audience",
            "funder",
            "--as-of",
            "2026-10-01",
        ],
        &["services", "2026-09-01..2026-09-30"],
    ] {
        for file in ["../all.json", "../all.html", "../all.md"] {
            repo.on(
                "2026-10-13",
                &[&["report"], arguments, &["-o", file]].concat(),
            );
            verified(&repo, file, 0);
        }
    }
}

#[test]
fn a_file_that_carries_nothing_is_damaged_or_newer_is_said_so() {
    let repo = handed_in();
    for file in ["../q1.csv", "../q1.txt"] {
        saved(&repo, file);
        assert!(
            verified(&repo, file, 2).stderr.contains("file cannot"),
            "{file}"
        );
    }
    let whole = saved(&repo, "../q1.html");
    repo.home.write("q1.html", &whole[..whole.len() - 40]);
    assert!(
        verified(&repo, "../q1.html", 2)
            .stderr
            .contains("is damaged")
    );
    repo.home.write("q1.html", &whole[..whole.len() / 4]);
    assert!(
        verified(&repo, "../q1.html", 2)
            .stderr
            .contains("the end of the file is missing")
    );
    let newer = whole.replacen("\"by\":\"peer ", "\"signed\":true,\"by\":\"peer 9", 1);
    assert_ne!(newer, whole);
    repo.home.write("q1.html", newer);
    assert!(
        verified(&repo, "../q1.html", 2)
            .stderr
            .contains("was made by peer 9")
    );
}

#[test]
fn a_report_of_another_program_is_said_to_be_so() {
    let (repo, other) = (handed_in(), handed_in());
    other.write("peer.toml", "schema = 1\nname = \"Other Program\"\n");
    other.commit("2026-10-12");
    other.on(
        "2026-10-13",
        &[
            "report",
            "unduplicated",
            "SFY2027Q1",
            "--audience",
            "public",
            "-o",
            "../p.html",
        ],
    );
    repo.home.write("p.html", other.home.read("p.html"));
    let said = verified(&repo, "../p.html", 1).stdout;
    assert!(
        said.contains("the report is from `Other Program`"),
        "{said}"
    );
}

#[test]
fn a_comparison_is_said_to_carry_nothing_to_make_it_again_by() {
    let repo = handed_in();
    for file in ["../d.html", "../d.md", "../d.json"] {
        repo.on(
            "2026-10-13",
            &[
                "report",
                "diff",
                "unduplicated",
                "SFY2027Q1",
                "--from",
                "handed-in",
                "-o",
                file,
            ],
        );
        let said = verified(&repo, file, 2).stderr;
        assert!(
            said.contains("is a comparison") && !said.contains("the end of the file is missing"),
            "{said}"
        );
    }
}
