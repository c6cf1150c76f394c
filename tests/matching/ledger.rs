//! Decisions in files: proposed, accepted, declined, ended, and not proposed again.

use super::program::home;
use crate::common::Home;

/// The text of the only match.
fn the_match(home: &Home) -> String {
    let mut all = home
        .tree()
        .into_iter()
        .filter(|(path, _)| path.starts_with("matches/k-"));
    let (_, bytes) = all.next().unwrap();
    assert!(all.next().is_none());
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_proposal_is_begun_in_its_own_file() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--propose", "--on", "2026-11-18"]);
    assert_eq!(home.run(&["match", "rosa", "dana", "--propose"]).status, 1);
    home.ok(&["match", "rosa", "dana"]);
    let text = the_match(&home);
    assert!(
        text.contains("proposed = 2026-11-18\nbegan = 2026-11-21\n"),
        "{text}"
    );
}

#[test]
fn accepting_asks_the_rules_again_of_the_day_it_begins() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--propose", "--on", "2026-11-01"]);
    let mentor = home.read("mentors/m-dana1.toml");
    home.write(
        "mentors/m-dana1.toml",
        format!("{mentor}[[leave]]\nstart = 2026-11-15\nend = 2026-11-30\n"),
    );
    let answer = home.run(&["accept", "rosa"]);
    assert_eq!(answer.status, 1);
    assert!(
        answer
            .stderr
            .contains("the mentor is on leave until 2026-11-30 [mentor-not-eligible]"),
        "{}",
        answer.stderr
    );
    assert_eq!(
        home.run(&["accept", "rosa", "--on", "2026-10-31"]).status,
        1,
        "before it was proposed"
    );
    home.ok(&["accept", "rosa", "--on", "2026-11-14"]);
    assert!(the_match(&home).contains("began = 2026-11-14\n"));
}

#[test]
fn the_place_of_a_proposal_is_its_own_when_it_is_accepted() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--propose"]);
    assert_eq!(
        home.run(&["match", "luis", "dana"]).status,
        1,
        "it is taken for others"
    );
    home.ok(&["accept", "rosa"]);
}

#[test]
fn accepting_may_be_forced_and_says_so() {
    let home = home();
    home.ok(&[
        "match",
        "rosa",
        "noor",
        "--propose",
        "--force",
        "interpreter",
    ]);
    let mentor = home.read("mentors/m-noor1.toml");
    home.write(
        "mentors/m-noor1.toml",
        format!("{mentor}[[leave]]\nstart = 2026-11-15\n"),
    );
    assert_eq!(home.run(&["accept", "rosa"]).status, 1);
    home.ok(&["accept", "rosa", "--force", "back on Monday"]);
    let text = the_match(&home);
    let forced =
        "forced = \"mentor-not-eligible, no-shared-language: interpreter; back on Monday\"\n";
    assert!(text.contains(forced), "{text}");
    home.ok(&["check"]);
}

#[test]
fn a_declined_pair_is_not_proposed_again_unless_it_is_forced() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--propose"]);
    home.ok(&[
        "decline",
        "rosa",
        "--by",
        "participant",
        "--reason",
        "distance",
    ]);
    let everyone = home.ok(&["match", "--format", "csv"]).stdout;
    assert!(!everyone.contains("p-rosa1,m-dana1"), "{everyone}");
    let answer = home.run(&["match", "rosa", "dana", "--propose"]);
    assert_eq!(answer.status, 1);
    assert!(
        answer
            .stderr
            .contains("was declined by the participant on 2026-11-21"),
        "{}",
        answer.stderr
    );
    home.ok(&[
        "match",
        "rosa",
        "dana",
        "--propose",
        "--force",
        "asked again",
    ]);
}

#[test]
fn what_the_program_takes_back_may_come_up_again() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--propose"]);
    home.ok(&["decline", "rosa", "--by", "program"]);
    home.ok(&["match", "rosa", "dana", "--propose"]);
}

#[test]
fn a_match_ends_and_the_next_is_a_re_match() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--on", "2026-10-05"]);
    home.ok(&[
        "unmatch",
        "rosa",
        "--reason",
        "mentor-left",
        "--on",
        "2026-11-01",
    ]);
    assert!(the_match(&home).contains("[ended]\non = 2026-11-01\nreason = \"mentor-left\"\n"));
    let answer = home.ok(&["match", "rosa", "dana"]);
    assert!(
        answer
            .stderr
            .contains("a re-match, after one earlier match"),
        "{}",
        answer.stderr
    );
}

#[test]
fn an_exit_ends_the_match_and_takes_proposals_back() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--on", "2026-10-05"]);
    home.ok(&["match", "luis", "noor", "--propose", "--on", "2026-11-10"]);
    home.ok(&[
        "exit",
        "rosa",
        "--reason",
        "goals-met",
        "--on",
        "2026-11-20",
    ]);
    let answer = home.ok(&[
        "exit",
        "luis",
        "--reason",
        "moved-away",
        "--on",
        "2026-11-20",
    ]);
    assert!(
        answer.stderr.contains("withdrew the proposal"),
        "{}",
        answer.stderr
    );
    assert!(
        home.ok(&["match", "--format", "json"])
            .stdout
            .contains("\"waiting\": 1,")
    );
    home.ok(&["check"]);
}

#[test]
fn a_day_before_a_match_began_begins_no_other_of_the_same_two() {
    for first in [&[][..], &["--propose"]] {
        let home = home();
        home.ok(&[&["match", "rosa", "dana", "--on", "2026-10-05"], first].concat());
        if !first.is_empty() {
            home.ok(&["accept", "rosa", "--on", "2026-11-05"]);
        }
        let before = the_match(&home);
        let answer = home.run(&["match", "rosa", "dana", "--on", "2026-09-25"]);
        assert_eq!(answer.status, 1, "{}", answer.whole());
        for part in ["they are matched from 2026-1", " began=2026-09-25`"] {
            assert!(answer.stderr.contains(part), "{}", answer.stderr);
        }
        home.write(
            "decisions.csv",
            "participant,mentor,decision\np-rosa1,m-dana1,begin\n",
        );
        let decided = ["match", "--csv-in", "decisions.csv", "--on", "2026-10-20"];
        assert_eq!(home.run(&decided).status, 1);
        assert_eq!(the_match(&home), before);
    }
}

#[test]
fn a_proposal_that_was_declined_later_is_not_begun_on_an_earlier_day() {
    let home = home();
    home.ok(&["match", "luis", "noor", "--propose", "--on", "2026-10-05"]);
    home.ok(&["decline", "luis", "--by", "program", "--on", "2026-10-20"]);
    home.ok(&["match", "luis", "noor", "--on", "2026-10-10"]);
    let matches = home.tree().into_iter();
    let texts: Vec<String> = matches
        .filter(|(path, _)| path.starts_with("matches/k-"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(
        texts
            .iter()
            .all(|text| !(text.contains("[declined]") && text.contains("began")))
    );
}

#[test]
fn an_exit_closes_the_enrollments_of_every_record_of_the_person() {
    let home = home();
    let time = "[[enrollment]]\nstart = 2026-08-01\n";
    home.write(
        "participants/p-rosa2.toml",
        format!("same_as = \"p-rosa1\"\n\n{time}"),
    );
    let refused = home.run(&["enroll", "p-rosa2", "--on", "2026-11-20"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    home.ok(&[
        "exit",
        "rosa",
        "--reason",
        "goals-met",
        "--on",
        "2026-11-20",
    ]);
    let ended = "end = 2026-11-20\nreason = \"goals-met\"\n";
    for path in ["participants/p-rosa1.toml", "participants/p-rosa2.toml"] {
        assert!(home.read(path).contains(ended), "{}", home.read(path));
    }
    let listed = home.ok(&["list", "participants", "--format", "csv"]);
    let rosa = listed.stdout.lines().find(|line| line.contains("p-rosa1"));
    assert!(rosa.unwrap().contains("exited"), "{}", listed.stdout);
    home.ok(&["undo"]);
    for path in ["participants/p-rosa1.toml", "participants/p-rosa2.toml"] {
        assert!(!home.read(path).contains(ended), "one write, one undo");
    }
}

#[test]
fn what_a_duplicate_has_already_is_not_added_again() {
    let home = home();
    home.write(
        "participants/p-rosa2.toml",
        "same_as = \"p-rosa1\"\n\n[[goal]]\nset = 2026-11-02\ndomain = \"housing\"\n",
    );
    let goal = ["add", "goal", "rosa", "housing", "--on", "2026-11-02"];
    let answer = home.run(&goal);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    home.ok(&["add", "goal", "rosa", "housing", "--on", "2026-11-03"]);
    assert_eq!(home.run(&[&goal[..5], &["2026-11-03"]].concat()).status, 1);
}
