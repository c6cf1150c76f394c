//! `peer match` and its ledger as a coordinator uses them: words, files and exit statuses.

mod due;
mod everyone;
mod ledger;
mod merge;
mod program;
mod terminal;

use crate::common::Home;
use program::home;

/// The one file that was not there before.
fn new_match(
    home: &Home,
    before: &std::collections::BTreeMap<String, Vec<u8>>,
) -> (String, String) {
    let after = home.tree();
    let mut new = after
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes));
    let (path, bytes) = new.next().unwrap();
    assert!(new.next().is_none());
    (path, String::from_utf8(bytes).unwrap())
}

#[test]
fn a_ranking_says_why_and_why_not() {
    let answer = home().ok(&["match", "rosa", "--names"]);
    snapbox::assert_data_eq!(
        answer.stdout,
        snapbox::str![[r#"
Mentors for Rosa Medina (p-rosa1)
Test Program · as of 2026-11-21

Has waited since 2026-10-01, for 1 month: this adds 5.00 points to every score below. It puts this
parent ahead of others when mentors are suggested for everyone; it does not change the order of the
mentors.

mentor               points  for                                  against
────────────────────────────────────────────────────────────────────────────────────────────────────
Dana Webb (m-dana1)   72.50  has been through housing, 1 of 2     not on file: an open case of the
                             needs; same area, 85705; has 0 of 1  parent, the times when both can
                             parents so far                       meet

note: the best choice for everyone who waits gives this parent Dana Webb (m-dana1); `peer match`
      shows why

Not possible

mentor                 points  rule                why not
─────────────────────────────────────────────────────────────────────────────────────────
Noor Haugen (m-noor1)   42.50  no-shared-language  speaks English, and the parent Spanish

"#]]
    );
}

#[test]
fn where_nobody_can_be_matched_the_status_is_1() {
    let answer = home().run(&["match", "lan"]);
    assert_eq!(answer.status, 1);
    assert!(
        answer
            .stdout
            .contains("no mentor can be matched with this parent now"),
        "{}",
        answer.stdout
    );
    assert_eq!(home().run(&["match", "nobody"]).status, 2);
}

#[test]
fn names_are_on_the_screen_only() {
    let home = home();
    for arguments in [
        &["match"][..],
        &["match", "rosa"],
        &["match", "--what-if", "without:dana"],
    ] {
        let named = home.run(&[arguments, &["--names"]].concat());
        assert!(named.stdout.contains("Webb"), "{arguments:?}");
        assert!(
            !home.run(arguments).stdout.contains("Webb"),
            "{arguments:?}"
        );
        for format in ["csv", "json", "markdown", "html"] {
            let answer = home.run(&[arguments, &["--format", format]].concat());
            assert!(
                answer.stdout.contains("m-dana1") && !answer.stdout.contains("Webb"),
                "{}",
                answer.stdout
            );
        }
        home.ok(&[arguments, &["-o", "out.txt"]].concat());
        assert!(!home.read("out.txt").contains("Webb"));
    }
}

#[test]
fn a_ranking_in_json_has_every_part() {
    let answer = home().ok(&["match", "rosa", "--format", "json"]);
    let sheet: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    let first = &sheet["rows"][0];
    assert_eq!(
        (&first["mentor"], &first["points"]),
        (&"m-dana1".into(), &7250.into())
    );
    assert_eq!(
        (&first["fit"], &first["waiting"]),
        (&6750.into(), &500.into())
    );
    assert_eq!(first["factors"]["experience"], 1500);
    assert_eq!(first["blocked_by"], serde_json::Value::Null);
    assert_eq!(sheet["rows"][1]["blocked_by"], "no-shared-language");
}

#[test]
fn a_match_is_made_with_its_reasons() {
    let home = home();
    let before = home.tree();
    let answer = home.ok(&["match", "rosa", "dana", "--on", "2026-11-02"]);
    assert!(
        answer.stderr.starts_with(
            "matched Rosa Medina (p-rosa1) with Dana Webb (m-dana1) on 2026-11-02 (k-"
        )
    );
    let (path, text) = new_match(&home, &before);
    assert!(path.starts_with("matches/k-"), "{path}");
    assert_eq!(
        text,
        "participant = \"p-rosa1\"\nmentor = \"m-dana1\"\nbegan = 2026-11-02\n\n[why]\nscore = 6750\n\
         experience = [\n    \"housing\",\n]\n"
    );
    let again = home.run(&["match", "rosa", "dana"]);
    assert_eq!(again.status, 1);
    assert!(
        again.stderr.contains("they are already matched"),
        "{}",
        again.stderr
    );
}

#[test]
fn another_mentor_instead_is_one_command_and_one_undo() {
    let home = home();
    let none = ["match", "rosa", "dana", "--instead", "mentor-left"];
    let refused = home.run(&none);
    assert_eq!(refused.status, 1);
    assert!(
        refused.stderr.contains("has no mentor on 2026-11-21"),
        "{}",
        refused.whole()
    );
    home.ok(&["match", "rosa", "dana", "--on", "2026-10-02"]);
    let before = home.tree();
    let dana = new_match(
        &home,
        &home
            .tree()
            .into_iter()
            .filter(|(path, _)| !path.starts_with("matches/"))
            .collect(),
    )
    .0;
    let eva = [
        "match",
        "rosa",
        "noor",
        "--instead",
        "mentor-left",
        "--force",
        "asked for her",
        "--on",
        "2026-11-02",
    ];
    let told = home.ok(&eva).stderr;
    assert!(
        told.contains("matched Rosa Medina (p-rosa1) with Noor"),
        "{told}"
    );
    assert!(
        told.contains(": Rosa Medina (p-rosa1) with Dana Webb (m-dana1)\n"),
        "{told}"
    );
    assert!(!told.contains("two-mentors-at-once"), "{told}");
    let ended = home.read(&dana);
    assert!(
        ended.contains("[ended]\non = 2026-11-02\nreason = \"mentor-left\"\n"),
        "{ended}"
    );
    home.ok(&["undo"]);
    assert_eq!(home.tree(), before);
}

#[test]
fn a_rule_refuses_a_match_by_its_name_and_force_records_why() {
    let home = home();
    let before = home.tree();
    let answer = home.run(&["match", "rosa", "noor"]);
    assert_eq!(answer.status, 1);
    let why = "the mentor speaks English, and the parent Spanish [no-shared-language]";
    assert!(answer.stderr.contains(why), "{}", answer.stderr);
    assert_eq!(home.tree(), before);
    assert_eq!(
        home.run(&["match", "rosa", "noor", "--force", " "]).status,
        2
    );
    home.ok(&[
        "match",
        "rosa",
        "noor",
        "--force",
        "an interpreter comes along",
    ]);
    let (_, text) = new_match(&home, &before);
    assert!(
        text.contains("forced = \"no-shared-language: an interpreter comes along\"\n"),
        "{text}"
    );
    home.ok(&["check"]);
}

#[test]
fn a_mentors_last_place_is_given_once() {
    let home = home();
    home.ok(&["match", "rosa", "dana"]);
    let answer = home.run(&["match", "luis", "dana"]);
    assert_eq!(answer.status, 1);
    assert!(
        answer
            .stderr
            .contains("has no free place: 1 of 1 taken [mentor-over-capacity]"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_dry_run_shows_the_file_and_writes_none() {
    let home = home();
    let before = home.tree();
    let answer = home.ok(&["match", "rosa", "dana", "--propose", "-n"]);
    assert!(
        answer.stdout.contains("# would write matches/k-"),
        "{}",
        answer.stdout
    );
    assert!(answer.stdout.contains("proposed = 2026-11-21\n"));
    assert_eq!(home.tree(), before);
}
