//! Two coordinators, two laptops, one git.

use std::process::Command;

use super::program::home;
use crate::common::Home;

fn git(home: &Home, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .current_dir(home.path())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_last_place_given_away_twice_merges_cleanly_and_is_found() {
    let home = home();
    git(&home, &["init", "-q", "-b", "main"]);
    git(&home, &["add", "."]);
    git(&home, &["commit", "-q", "-m", "Begin"]);
    for (branch, who) in [("one", "rosa"), ("two", "luis")] {
        git(&home, &["checkout", "-q", "-b", branch, "main"]);
        home.ok(&["match", who, "dana"]);
        home.ok(&["check"]);
        git(&home, &["add", "matches"]);
        git(&home, &["commit", "-q", "-m", who]);
    }
    git(&home, &["merge", "-q", "--no-edit", "one"]);
    let answer = home.run(&["check"]);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(
        answer.whole().contains("mentor-over-capacity"),
        "{}",
        answer.whole()
    );
    assert!(
        answer.whole().contains("`m-dana1` was full"),
        "{}",
        answer.whole()
    );
}
