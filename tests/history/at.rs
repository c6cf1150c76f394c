//! Every reader on the records of a past commit.

use std::fs;

use serde_json::Value;

use super::repo::{Repo, handed_in};
use crate::common::tree;

fn served(repo: &Repo, arguments: &[&str]) -> (Value, String) {
    let all = [
        &["report", "unduplicated", "SFY2027Q1", "--format", "json"],
        arguments,
    ]
    .concat();
    let report: Value = serde_json::from_str(&repo.ok(&all).stdout).unwrap();
    (
        report["rows"][0]["served"].clone(),
        report["as_of"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn a_report_is_asked_of_a_commit_a_tag_or_the_last_commit_of_a_day() {
    let repo = handed_in();
    let first = repo
        .git("2026-10-12", &["rev-parse", "handed-in"])
        .trim()
        .to_owned();
    for at in [
        "handed-in",
        &first[..9],
        &first,
        "HEAD~1",
        "2026-09-30",
        "2026-10-11",
    ] {
        assert_eq!(
            served(&repo, &["--at", at]),
            (Value::from(2), "2026-09-30".to_owned()),
            "{at}"
        );
    }
    assert_eq!(
        served(&repo, &["--at", "2026-10-12"]),
        (Value::from(3), "2026-10-12".to_owned())
    );
    let text = repo
        .ok(&["--at", "handed-in", "report", "unduplicated", "SFY2027Q1"])
        .stdout;
    assert!(
        text.replace('\n', " ")
            .contains(&format!("from commit {} of 2026-09-30", &first[..12])),
        "{text}"
    );
}

#[test]
fn today_is_the_day_of_the_commit_unless_it_is_set() {
    let repo = handed_in();
    let report = [
        "--at",
        "handed-in",
        "report",
        "unduplicated",
        "SFY2027Q1",
        "--format",
        "json",
    ];
    let set: Value = serde_json::from_str(&repo.on("2026-11-21", &report).stdout).unwrap();
    assert_eq!(set["as_of"], "2026-11-21");
    let asked: Value = serde_json::from_str(
        &repo
            .ok(&[&report[..], &["--as-of", "2026-09-01"]].concat())
            .stdout,
    )
    .unwrap();
    assert_eq!(
        (&asked["as_of"], &asked["rows"][0]["served"]),
        (&Value::from("2026-09-01"), &Value::from(0))
    );
}

#[test]
fn the_answer_at_a_commit_is_that_of_its_work_tree_then() {
    let repo = handed_in();
    repo.on("2026-11-21", &["pack", "--before", "2026-11-01"]);
    repo.write("mentors/m-dana.toml", "capacity = 2\njoined = 2026-01-01\n");
    let commit = repo.commit("2026-11-02");
    let asked: [&[&str]; 6] = [
        &["report", "quarter", "SFY2027Q1", "--format", "csv"],
        &["list", "sessions", "--format", "csv"],
        &["list", "participants"],
        &["show", "p-ana", "--format", "csv"],
        &["check"],
        &["due", "--format", "csv"],
    ];
    let then: Vec<String> = asked
        .iter()
        .map(|arguments| repo.on("2026-11-21", arguments).stdout)
        .collect();
    fs::remove_dir_all(repo.home.at("records/sessions")).unwrap();
    fs::remove_dir_all(repo.home.at("records/participants")).unwrap();
    let files = tree(repo.home.path());
    for (arguments, then) in asked.iter().zip(then) {
        let now = repo
            .on("2026-11-21", &[&["--at", &commit], *arguments].concat())
            .stdout;
        let heading = format!(" · from commit {} of 2026-11-02", &commit[..12]);
        assert_eq!(now.replace(&heading, ""), then, "{arguments:?}");
    }
    assert_eq!(
        files,
        tree(repo.home.path()),
        "reading the past touched the work tree"
    );
}

#[test]
fn the_status_of_a_commit_is_that_of_its_records_without_the_files_of_now() {
    let repo = handed_in();
    repo.write("mentors/m-dana.toml", "capacity = 2\njoined = 2026-01-01\n");
    repo.ok(&["set", "p-ana", "area=1"]);
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let then = parsed(
        &repo
            .ok(&["--at", "handed-in", "status", "--format", "json"])
            .stdout,
    );
    let facts = &then["rows"][0];
    assert_eq!(
        (&facts["active_parents"], &facts["active_mentors"]),
        (&Value::from(3), &Value::from(0)),
        "{then}"
    );
    assert_eq!(
        (&facts["uncommitted_files"], &facts["last_write"]),
        (&Value::Null, &Value::Null),
        "{then}"
    );
    let text = repo.ok(&["--at", "handed-in", "status"]).stdout;
    assert!(
        text.contains("2026-09-30") && !text.contains("peer undo"),
        "{text}"
    );
}

#[test]
fn identities_outside_git_are_those_of_now_and_that_is_said() {
    let repo = handed_in();
    repo.write(".gitignore", "/.peer/\n.*.new\n/identities/\n");
    repo.write(
        "identities/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\n",
    );
    repo.commit("2026-10-20");
    let list = repo.ok(&["--at", "handed-in", "list", "participants", "--names"]);
    assert!(list.stdout.contains("Rosa Medina"), "{}", list.whole());
    assert!(
        list.stderr.contains(
            "that commit has no identities: the names shown are those in identities today"
        ),
        "{}",
        list.stderr
    );

    repo.write(".gitignore", "/.peer/\n.*.new\n");
    repo.commit("2026-10-21");
    repo.write(
        "identities/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Delgado\"\n",
    );
    let kept = repo.ok(&["--at", "HEAD", "list", "participants", "--names"]);
    assert!(
        kept.stdout.contains("Rosa Medina") && !kept.stderr.contains("note:"),
        "{}",
        kept.whole()
    );
}

#[test]
fn identities_in_another_folder_of_the_repository_are_read_from_it() {
    let repo = handed_in();
    repo.write(
        "peer.toml",
        "schema = 1\nname = \"Test Program\"\nidentities = \"../vault\"\n",
    );
    repo.home.write(
        "vault/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\n",
    );
    repo.commit("2026-10-20");
    repo.home.write(
        "vault/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Delgado\"\n",
    );
    assert!(
        repo.ok(&["--at", "HEAD", "list", "participants", "--names"])
            .stdout
            .contains("Rosa Medina")
    );
}

#[test]
fn a_fault_of_a_commit_is_shown_with_its_line_and_named_as_git_does() {
    let repo = handed_in();
    repo.parent("p-ana", "area = 7\n");
    let commit = repo.commit("2026-10-20");
    repo.parent("p-ana", "");
    let answer = repo.run(&["--at", "HEAD", "report", "unduplicated"]);
    assert_eq!(answer.status, 2);
    let place = format!("{}:records/participants/p-ana.toml:1:8", &commit[..12]);
    assert!(
        answer.stderr.contains(&place) && answer.stderr.contains("area = 7"),
        "{}",
        answer.stderr
    );
}

#[test]
fn writers_refuse_the_past() {
    let repo = handed_in();
    let before = tree(repo.home.path());
    let mine = repo.home.at("mine.toml").display().to_string();
    for arguments in [
        &["set", "p-ana", "area=1"][..],
        &["init", "other"],
        &["add", "group", "friday"],
        &["edit", "p-ana"],
        &["enroll", "p-ana"],
        &["exit", "p-ana", "--reason", "goals-met"],
        &["event", "c-1", "reunified"],
        &["match", "--apply"],
        &["accept", "p-ana"],
        &["decline", "p-ana", "m-dana", "--by", "mentor"],
        &["unmatch", "p-ana", "--reason", "goals-met"],
        &["import", "participants", &mine],
        &["undo"],
        &["save"],
        &["sync"],
        &["git", "setup"],
        &["log", "group", "wednesday", "--present", "p-ana", "-n"],
        &["match", "p-ana", "m-dana"],
        &["pack", "--before", "2026-10-01"],
        &["explain", "returns"],
    ] {
        let answer = repo.run(&[arguments, &["--at", "handed-in"]].concat());
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(
            answer
                .stderr
                .contains("--at handed-in reads the records as they were then"),
            "{}",
            answer.stderr
        );
        assert!(
            answer.stderr.contains("help: leave out --at"),
            "{}",
            answer.stderr
        );
    }
    assert_eq!(before, tree(repo.home.path()));
}

#[test]
fn only_files_of_the_program_count_as_changes() {
    let repo = handed_in();
    let made = |file: &str| {
        repo.on(
            "2026-10-13",
            &["report", "unduplicated", "SFY2027Q1", "-o", file],
        );
        repo.home.read(&format!("records/{file}"))
    };
    for stray in [
        "notes.docx",
        ".DS_Store",
        "participants/.DS_Store",
        "retreat/list.xlsx",
        "old/p-ana.toml",
    ] {
        repo.write(stray, "x");
    }
    for file in ["q1.html", "q1.html", "q1.json"] {
        let text = made(file);
        assert!(!text.contains("changes that are not saved"), "{text}");
        repo.ok(&["verify", file]);
    }
    let status = |repo: &Repo| repo.ok(&["status", "--format", "json"]).stdout;
    assert!(
        status(&repo).contains("\"uncommitted_files\": 0"),
        "{}",
        status(&repo)
    );
    repo.parent("p-ana", "area = \"1\"\n");
    assert!(made("q1.html").contains("changes that are not saved"));
    assert!(
        status(&repo).contains("\"uncommitted_files\": 1"),
        "{}",
        status(&repo)
    );
    repo.git("2026-10-13", &["checkout", "-q", "--", "."]);
    repo.write(
        "definitions/ours.toml",
        include_str!("../../src/measure/definitions/return-to-court.toml"),
    );
    assert!(made("q1.html").contains("changes that are not saved"));
}

#[test]
fn what_is_not_there_is_said_with_what_to_do() {
    let repo = handed_in();
    repo.git("2026-10-13", &["checkout", "-q", "--orphan", "bare"]);
    repo.git("2026-10-13", &["rm", "-rq", "--cached", "."]);
    repo.git(
        "2026-10-13",
        &["commit", "-q", "--allow-empty", "-m", "nothing"],
    );
    repo.git("2026-10-13", &["symbolic-ref", "HEAD", "refs/heads/main"]);
    let cases = [
        (
            "nope",
            "`nope` is not a day, and git has no commit, tag or branch of that name",
        ),
        ("-x", "`-x` is not a day, and git has no commit"),
        (
            "2026-09-29",
            "there is no commit on or before 2026-09-29; the first is from 2026-09-30",
        ),
        ("bare", "the records were not yet in"),
    ];
    for (at, message) in cases {
        let answer = repo.run(&[&format!("--at={at}"), "where"]);
        assert_eq!(answer.status, 2, "{at}");
        assert!(
            answer.stderr.contains(message) && answer.stderr.contains("help: "),
            "{at}: {}",
            answer.stderr
        );
    }
    let mut without = repo.command(None, &["--at", "HEAD", "where"]);
    let said = without.env("PATH", "/nowhere").output().unwrap().stderr;
    assert!(
        String::from_utf8(said)
            .unwrap()
            .contains("git is not installed")
    );
    fs::remove_dir_all(repo.home.at(".git")).unwrap();
    let answer = repo.run(&["--at", "HEAD", "where"]);
    assert!(
        answer.stderr.contains("git is not set up"),
        "{}",
        answer.stderr
    );
}

#[test]
fn tags_branches_and_days_complete() {
    let repo = handed_in();
    let mut command = repo.command(None, &["--", "peer", "--at", ""]);
    command
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", "2")
        .env("_CLAP_COMPLETE_COMP_TYPE", "9");
    command.env("_CLAP_IFS", "\n");
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    for word in ["handed-in", "main", "2026-09-30", "2026-10-12"] {
        assert!(said.contains(word), "{word} in {said}");
    }
}
