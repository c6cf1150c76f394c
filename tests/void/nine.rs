//! Nine things that were entered wrong or came true later: each corrected by one command, and restored byte for byte by
//! undo.

use super::entries::desk;

/// What was wrong; the command; a file and its content afterward.
const NINE: [(&str, &[&str], &str, &str); 9] = [
    (
        "wrong day",
        &["move", "2026-10-07-group-wed", "--on", "2026-10-08"],
        "sessions/2026/2026-10-08-group-wed.toml",
        "on = 2026-10-08",
    ),
    (
        "wrong person",
        &[
            "set",
            "2026-10-14-group-wed",
            "participants-=p-luis",
            "participants+=rosa",
        ],
        "sessions/2026/2026-10-14-group-wed.toml",
        "\"p-rosa\"",
    ),
    (
        "session entered twice",
        &["void", "2026-10-14-group-wed", "--reason", "entered twice"],
        "sessions/2026/2026-10-14-group-wed.toml",
        "void = \"entered twice\"",
    ),
    (
        "unwanted match",
        &["void", "k-1", "--reason", "wrong parent"],
        "matches/k-1.toml",
        "void = \"wrong parent\"",
    ),
    (
        "wrong event",
        &["event", "c-1", "--void", "removed", "--on", "2025-06-02"],
        "cases/c-1.toml",
        "void = ",
    ),
    (
        "goal met",
        &["goal", "met", "rosa", "housing", "--on", "2026-11-12"],
        "participants/p-rosa.toml",
        "2026-11-12",
    ),
    (
        "referral connected",
        &["referral", "rosa", "housing-authority", "connected"],
        "sessions/2026/2026-10-05-casework-p-rosa.toml",
        "resource = \"housing-authority\"\noutcome = \"connected\"",
    ),
    (
        "person added twice",
        &["set", "p-rosa2", "same_as=p-rosa"],
        "participants/p-rosa2.toml",
        "same_as = \"p-rosa\"",
    ),
    (
        "mentor left",
        &["set", "m-dana", "left=2026-11-02"],
        "mentors/m-dana.toml",
        "left = 2026-11-02",
    ),
];

#[test]
fn each_of_nine_corrections_is_one_command_and_undone_to_the_byte() {
    let home = desk();
    home.write(
        "participants/p-rosa2.toml",
        "[[enrollment]]\nstart = 2026-01-15\n",
    );
    let before = home.tree();
    for (what, command, path, says) in NINE {
        home.ok(command);
        let text = home.read(path);
        assert!(text.contains(says), "{what}\n{text}");
        home.ok(&["check"]);
        home.ok(&["undo"]);
        assert_eq!(home.tree(), before, "{what}");
    }
}

#[test]
fn all_nine_one_after_the_other_are_undone_one_by_one() {
    let home = desk();
    home.write(
        "participants/p-rosa2.toml",
        "[[enrollment]]\nstart = 2026-01-15\n",
    );
    let mut trees = vec![home.tree()];
    for (_, command, ..) in NINE {
        home.ok(command);
        trees.push(home.tree());
    }
    trees.pop();
    for (tree, (what, ..)) in trees.iter().zip(NINE).rev() {
        home.ok(&["undo"]);
        assert_eq!(&home.tree(), tree, "{what}");
    }
}

#[test]
fn an_undo_after_a_file_was_removed_by_hand_reaches_the_write_before() {
    let home = desk();
    let before = home.tree();
    home.ok(&["set", "m-dana", "left=2026-11-02"]);
    home.ok(&["log", "casework", "rosa", "30min", "--on", "2026-11-10"]);
    std::fs::remove_file(home.at("sessions/2026/2026-11-10-casework-p-rosa.toml")).unwrap();
    let said = home.ok(&["undo"]).stderr;
    assert!(
        said.contains("2026-11-10-casework-p-rosa.toml was deleted by hand since"),
        "{said}"
    );
    assert_eq!(home.tree(), before);
}
