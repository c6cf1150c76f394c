//! What moved in a report since it was submitted.

use serde_json::Value;

use super::repo::{Repo, handed_in};

fn diff(repo: &Repo, arguments: &[&str]) -> Value {
    let all = [&["report", "diff"], arguments, &["--format", "json"]].concat();
    serde_json::from_str(&repo.on("2026-11-21", &all).stdout).unwrap()
}

/// The sentence that says why a figure moved, with its old and new value.
fn why(diff: &Value, row: &str, figure: &str) -> String {
    let rows = diff["rows"].as_array().unwrap();
    let found = rows
        .iter()
        .find(|one| one["row"] == row && one["figure"] == figure);
    found.map_or_else(String::new, |one| {
        format!(
            "{} → {}: {}",
            one["then"],
            one["now"],
            one["why"].as_str().unwrap()
        )
    })
}

const SERVED: [&str; 4] = ["unduplicated", "SFY2027Q1", "--from", "handed-in"];

#[test]
fn sessions_entered_late_and_people_found_to_be_one_are_told() {
    let repo = handed_in();
    repo.parent("p-ana", "same_as = \"p-luis\"\n");
    let commit = repo.commit("2026-10-20");
    let told = diff(&repo, &SERVED);
    assert_eq!(
        why(&told, "SFY2027Q1 all", "served"),
        "2 → 2: 1 session of 2026-09-09 entered on 2026-10-12 (+1); 1 pair found to be one person (-1)"
    );
    let records = told["reports"][0]["rows"].as_array().unwrap();
    let pair = records.iter().find(|row| row["id"] == "p-ana").unwrap();
    assert_eq!(pair["cause"], "found to be the same person");
    assert_eq!(pair["file"], "participants/p-ana.toml");
    assert_eq!(
        (&pair["commit"], &pair["committed"]),
        (&Value::from(&commit[..12]), &Value::from("2026-10-20"))
    );
    let moves = &pair["moves"]["SFY2027Q1 all served"];
    assert_eq!(
        (&moves["from"], &moves["to"]),
        (&Value::from(3), &Value::from(2))
    );
}

#[test]
fn what_was_removed_or_corrected_is_told_committed_or_not() {
    let repo = handed_in();
    std::fs::remove_file(
        repo.home
            .at("records/sessions/2026/2026-09-02-group-wednesday.toml"),
    )
    .unwrap();
    repo.commit("2026-10-20");
    repo.group("2026-09-09", &["p-ana", "p-luis", "p-rosa"]);
    let told = diff(
        &repo,
        &["unduplicated", "SFY2027Q1", "--from", "2026-10-12"],
    );
    assert_eq!(
        why(&told, "SFY2027Q1 all", "served"),
        "3 → 3: 1 session of 2026-09-02 removed on 2026-10-20 (-1); 1 session corrected (+1)"
    );
    let until = diff(
        &repo,
        &[
            "unduplicated",
            "SFY2027Q1",
            "--from",
            "2026-10-12",
            "--to",
            "HEAD",
        ],
    );
    assert_eq!(
        why(&until, "SFY2027Q1 all", "served"),
        "3 → 2: 1 session of 2026-09-02 removed on 2026-10-20 (-1)"
    );
}

#[test]
fn packing_moves_no_figure_and_a_packed_session_keeps_its_commit() {
    let repo = handed_in();
    repo.on("2026-11-21", &["pack", "--before", "2026-11-01"]);
    repo.commit("2026-11-01");
    let told = diff(
        &repo,
        &["unduplicated", "SFY2027Q1", "--from", "2026-10-12"],
    );
    assert_eq!(
        (told["rows"].as_array().unwrap().len(), &told["notes"][0]),
        (0, &Value::from("no figure changed"))
    );
    let told = diff(&repo, &SERVED);
    assert_eq!(
        why(&told, "SFY2027Q1 all", "served"),
        "2 → 3: 1 session of 2026-09-09 entered on 2026-10-12 (+1)"
    );
}

#[test]
fn time_and_definitions_are_causes_too() {
    let repo = handed_in();
    let case = "system = \"cps\"\nparticipants = [ \"p-rosa\" ]\n\n[child.a]\nborn = 2016-05-01\n\n[[event]]\non = 2025-01-02\n\
                kind = \"removed\"\n\n[[event]]\non = 2025-10-20\nkind = \"reunified\"\n";
    repo.write("cases/c-1.toml", case);
    repo.commit("2026-10-13");
    let told = diff(&repo, &["returns", "CY2025", "--from", "2026-10-13"]);
    assert_eq!(
        why(&told, "return-to-court participant CY2025", "mature"),
        "0 → 1: time has passed from 2026-10-13 to 2026-11-21 (+1)"
    );
    let same_day = diff(
        &repo,
        &[
            "returns",
            "CY2025",
            "--from",
            "2026-10-13",
            "--as-of",
            "2026-10-20",
        ],
    );
    assert_eq!(
        why(&same_day, "return-to-court participant CY2025", "mature"),
        ""
    );

    let definition = include_str!("../../src/measure/definitions/return-to-court.toml");
    repo.write("definitions/ours.toml", definition);
    repo.commit("2026-11-20");
    repo.write(
        "definitions/ours.toml",
        &definition.replace("months = 12", "months = 24"),
    );
    repo.commit("2026-11-21");
    let told = diff(
        &repo,
        &[
            "returns",
            "CY2025",
            "--definition",
            "ours",
            "--from",
            "2026-11-20",
        ],
    );
    let mature = why(&told, "ours participant CY2025", "mature");
    assert_eq!(
        mature,
        "1 → 0: changed rule in 1 definition on 2026-11-21 (-1)"
    );
}

#[test]
fn the_whole_quarter_can_be_asked_and_every_format_is_given() {
    let repo = handed_in();
    for format in ["text", "csv", "json", "markdown", "html"] {
        let answer = repo.on(
            "2026-11-21",
            &[
                "report",
                "diff",
                "quarter",
                "SFY2027Q1",
                "--from",
                "handed-in",
                "--format",
                format,
            ],
        );
        for word in ["attendances", "served", "entered"] {
            assert!(answer.stdout.contains(word), "{format}: {}", answer.stdout);
        }
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    let repo = handed_in();
    for (arguments, message) in [
        (
            &["unduplicatd", "CY2026", "--from", "HEAD"][..],
            "did you mean `unduplicated`?",
        ),
        (
            &["unduplicated", "CY2026", "--from", "nope"],
            "`nope` is not a day, and git has no commit",
        ),
        (
            &["unduplicated", "CY2026", "--from", "HEAD", "--by", "color"],
            "color",
        ),
        (
            &[
                "returns",
                "CY2025",
                "--from",
                "HEAD",
                "--definition",
                "ours",
            ],
            "ours",
        ),
        (&["unduplicated", "CY2026"], "--from"),
    ] {
        let answer = repo.run(&[&["report", "diff"], arguments].concat());
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(answer.stderr.contains(message), "{}", answer.stderr);
    }
}

#[test]
fn a_spreadsheet_gets_a_row_for_each_step_of_each_figure() {
    let repo = handed_in();
    repo.parent("p-ana", "same_as = \"p-luis\"\n");
    let commit = repo.commit("2026-10-20");
    let asked = [&["report", "diff"], &SERVED[..], &["--format", "csv"]].concat();
    let csv = repo.on("2026-11-21", &asked).stdout;
    let served: Vec<&str> = csv
        .lines()
        .filter(|line| line.contains("SFY2027Q1 all,served,"))
        .collect();
    let late = "found to be the same person,p-ana,,participants/p-ana.toml";
    assert_eq!(served.len(), 2, "{csv}");
    assert!(
        served[0].contains(",entered late,2026-09-09-group-wednesday,2026-09-09,")
            && served[0].ends_with(",2,3")
    );
    assert!(
        served[1].contains(&format!("{late},{},2026-10-20,3,2", &commit[..12])),
        "{csv}"
    );
}

#[test]
fn the_commit_that_is_named_is_the_one_that_moved_the_figure() {
    let repo = handed_in();
    let event = |more: &str| {
        let child = "system = \"cps\"\nparticipants = [ \"p-rosa\" ]\n\n[child.a]\nborn = 2016-05-01\n\n[[event]]\n";
        repo.write(
            "cases/c-1.toml",
            &format!("{child}on = 2025-01-02\nkind = \"removed\"\n{more}"),
        );
    };
    event("");
    let given = repo.commit("2026-10-22");
    event("\n[[event]]\non = 2025-10-20\nkind = \"reunified\"\n");
    let home = repo.commit("2026-10-23");
    event("\n[[event]]\non = 2025-10-20\nkind = \"reunified\"\nnote = \"\"\"\nBy order.\"\"\"\n");
    repo.commit("2026-10-24");
    let told = diff(&repo, &["returns", "CY2025", "--from", &given]);
    let records = told["reports"][0]["rows"].as_array().unwrap();
    assert_eq!(
        (&records[0]["id"], &records[0]["commit"]),
        (&"c-1".into(), &home[..12].into()),
        "{told:#}"
    );
}

#[test]
fn a_later_note_moved_no_figure() {
    let repo = handed_in();
    let session = |more: &str| {
        let text =
            "kind = \"support-group\"\non = 2026-09-02\ngroup = \"wednesday\"\nminutes = 90\n";
        repo.write(
            "sessions/2026/2026-09-02-group-wednesday.toml",
            &format!("{text}{more}"),
        );
    };
    session("anonymous = 10\n");
    repo.commit("2026-10-20");
    session("anonymous = 11\n");
    let corrected = repo.commit("2026-10-21");
    session("anonymous = 11\nnote = \"\"\"\nLater note.\"\"\"\n");
    repo.commit("2026-10-22");
    let told = diff(
        &repo,
        &["unduplicated", "SFY2027Q1", "--from", "2026-10-20"],
    );
    let records = told["reports"][0]["rows"].as_array().unwrap();
    assert_eq!(
        (records.len(), &records[0]["commit"]),
        (1, &corrected[..12].into()),
        "{told:#}"
    );
}

#[test]
fn a_commit_with_a_fault_cannot_be_mended_but_another_named() {
    let repo = handed_in();
    repo.write("participants/p-ana.toml", "aera = \"1\"\n");
    let faulty = repo.commit("2026-10-20");
    repo.parent("p-ana", "");
    repo.commit("2026-10-21");
    for arguments in [
        &[
            "report",
            "diff",
            "unduplicated",
            "SFY2027Q1",
            "--from",
            &faulty,
        ][..],
        &["--at", &faulty, "report", "unduplicated", "SFY2027Q1"],
    ] {
        let answer = repo.run(arguments);
        assert_eq!(answer.status, 2);
        assert!(
            answer
                .stderr
                .contains(&format!("commit {} of 2026-10-20", &faulty[..12])),
            "{}",
            answer.stderr
        );
        assert!(
            answer.stderr.contains("choose another commit") && !answer.stderr.contains("peer edit")
        );
    }
}

#[test]
fn what_moved_in_a_promise_is_told() {
    let repo = handed_in();
    let rules = repo.home.read("records/peer.toml");
    let contract = "\n[[contract]]\nname = \"county\"\nbegins = 2026-07-01\n\n[[contract.target]]\n\
                    measure = \"unduplicated.served\"\nvalue = 10\n";
    repo.home.write("records/peer.toml", rules + contract);
    repo.commit("2026-10-20");
    repo.parent("p-new", "");
    let session = "kind = \"casework\"\non = 2026-09-16\nparticipants = [\n    \"p-new\",\n]\n";
    repo.home.write(
        "records/sessions/2026/2026-09-16-casework-p-new.toml",
        session,
    );
    repo.commit("2026-10-21");
    // Ana, Luis and one more were served by the day of the first commit.
    let told = diff(&repo, &["contract", "SFY2027Q1", "--from", "HEAD~1"]);
    let rows = told["rows"].as_array().unwrap();
    let served = rows.iter().find(|row| row["figure"] == "value").unwrap();
    assert_eq!(
        (&served["then"], &served["now"]),
        (&Value::from(3), &Value::from(4)),
        "{told}"
    );
}
