//! A saved report is made again from its commit, and held against what it says.

use super::common::Answer;
use super::repo::{Repo, handed_in};

fn saved(repo: &Repo, file: &str) -> String {
    repo.on("2026-10-13", &["report", "unduplicated", "SFY2027Q1", "--by", "quarter", "-o", file]);
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
        assert!(said.contains("same") && said.contains("of 2026-10-12"), "{said}");
    }
    repo.on(
        "2026-10-13",
        &["--at", "handed-in", "report", "quarter", "SFY2027Q1", "--audience", "public", "-o", "../p.html"],
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
        assert!(said.contains("differs") && said.contains("changed after it was made"), "{said}");
        if file == "../q1.json" {
            let row = said.lines().find(|line| line.contains("served") && line.contains("SFY2027Q1")).unwrap();
            let words: Vec<&str> = row.split_whitespace().collect();
            assert_eq!(words[words.len() - 2..], ["5", "3"]);
        }
    }
}

#[test]
fn changes_that_were_not_committed_are_said() {
    let repo = handed_in();
    repo.parent("p-eva", "");
    repo.group("2026-09-16", &["p-eva"]);
    saved(&repo, "../q1.json");
    let said = verified(&repo, "../q1.json", 1).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("changes that were not committed: only the commit can be compared"), "{said}");
    assert!(!said.contains("changed after"), "{said}");
}

#[test]
fn what_cannot_be_verified_is_said_with_status_two() {
    let repo = handed_in();
    repo.home.write("note.md", "# Notes\n");
    assert!(verified(&repo, "../note.md", 2).stderr.contains("does not say how it was made"));
    assert!(verified(&repo, "../none.json", 2).stderr.contains("cannot read"));
    let text = saved(&repo, "../q1.json");
    let commit = repo.git("2026-10-13", &["rev-parse", "HEAD"]);
    repo.home.write("other.json", text.replace(commit.trim(), &"1".repeat(40)));
    assert!(verified(&repo, "../other.json", 2).stderr.contains("git knows no commit"));
    repo.home.write("evil.json", text.replace("\"report\",\n      \"undup", "\"set\",\n      \"undup"));
    assert!(verified(&repo, "../evil.json", 2).stderr.contains("cannot make"));
    std::fs::remove_dir_all(repo.home.at(".git")).unwrap();
    saved(&repo, "../alone.json");
    assert!(verified(&repo, "../alone.json", 2).stderr.contains("not under git"));
}

#[test]
fn a_public_report_tells_no_commit_and_is_held_against_that_of_its_day_or_the_one_named() {
    let repo = handed_in();
    let made = ["report", "unduplicated", "SFY2027Q1", "--audience", "public", "-o", "../p.html"];
    repo.on("2026-10-13", &made);
    let page = repo.home.read("records/../p.html");
    let commit = repo.git("2026-10-13", &["rev-parse", "HEAD"]);
    assert!(!page.contains(commit[..7].trim()) && !page.contains("from commit"), "{page}");
    repo.parent("p-eva", "");
    repo.group("2026-09-16", &["p-eva"]);
    repo.commit("2026-10-20");
    verified(&repo, "../p.html", 0);
    assert_eq!(repo.run(&["verify", "../p.html", "--at", "handed-in"]).status, 0, "2 and 3 are both masked");
}
