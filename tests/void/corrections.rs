//! The promises of `peer explain corrections`: each correction is one command in a `--help`, one line, and can be
//! undone.

use super::commands::program;

/// What was wrong, the line of `explain corrections`, and the help that shows the command.
const CORRECTIONS: [(&str, &str, &[&str]); 11] = [
    (
        "a session on the wrong day",
        "peer move SESSION --on DAY",
        &["move"],
    ),
    (
        "the wrong person",
        "peer set SESSION participants-=rosa participants+=luis",
        &["set"],
    ),
    (
        "a session entered twice",
        "peer void SESSION --reason",
        &["void"],
    ),
    (
        "a match that should not be",
        "peer void MATCH --reason",
        &["void"],
    ),
    (
        "a wrong event",
        "peer event CASE --void removed --on DAY",
        &["event"],
    ),
    (
        "a goal that was met",
        "peer goal met WHO housing --on DAY",
        &["goal"],
    ),
    (
        "a referral that came through",
        "peer referral WHO housing-authority connected",
        &["referral"],
    ),
    (
        "a person added twice",
        "peer same p-4f7kq p-77x2a",
        &["same"],
    ),
    (
        "a wrong answer to a survey",
        "peer set SHEET answers.3=4",
        &["set"],
    ),
    (
        "answers on the wrong day",
        "peer void SHEET --reason",
        &["void"],
    ),
    ("a mentor who left", "peer set WHO left=DAY", &["set"]),
];

#[test]
fn each_correction_is_a_line_and_stands_in_a_help() {
    let home = program();
    let text = home.ok(&["explain", "corrections"]).stdout;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (what, command, verb) in CORRECTIONS {
        assert!(
            flat.contains(what) && flat.contains(command),
            "{what}\n{text}"
        );
        assert!(flat.contains("peer undo"));
        let help = home.ok(&[verb, &["--help"]].concat()).stdout;
        let words: Vec<&str> = command.split(' ').take(2).collect();
        assert!(help.contains(&words.join(" ")), "{what}\n{help}");
    }
    for verb in ["remove", "delete"] {
        assert!(home.ok(&[verb, "--help"]).stdout.contains("peer void"));
    }
    let set = home.ok(&["set", "--help"]).stdout;
    for example in [
        "participants-=rosa participants+=luis",
        "same_as=p-4f7kq",
        "left=2026-11-02",
    ] {
        assert!(set.contains(example), "{example}\n{set}");
    }
}

/// A correction leaves the records without errors, and its undo leaves no trace.
fn corrects(arguments: &[&str], path: &str, says: &str) {
    let home = program();
    home.write(
        "participants/p-rosa2.toml",
        "[[enrollment]]\nstart = 2026-01-15\n",
    );
    let before = home.tree();
    home.ok(arguments);
    assert!(
        home.read(path).contains(says),
        "{arguments:?}\n{}",
        home.read(path)
    );
    home.ok(&["check"]);
    home.ok(&["undo"]);
    assert_eq!(home.tree(), before, "{arguments:?}");
}

#[test]
fn the_wrong_person_is_put_right() {
    let path = "sessions/2026/2026-10-14-group-wed.toml";
    let set = [
        "set",
        "2026-10-14-group-wed",
        "participants-=p-luis",
        "participants+=rosa",
    ];
    corrects(&set, path, "\"p-rosa\"");
}

#[test]
fn a_person_added_twice_is_one() {
    let same = ["same", "p-rosa", "p-rosa2"];
    corrects(&same, "participants/p-rosa2.toml", "same_as = \"p-rosa\"");
}

#[test]
fn an_unwanted_match_is_void() {
    let void = ["delete", "k-1", "--reason", "wrong parent"];
    corrects(&void, "matches/k-1.toml", "void = \"wrong parent\"");
}

#[test]
fn a_mentor_left() {
    corrects(
        &["set", "m-dana", "left=2026-11-02"],
        "mentors/m-dana.toml",
        "left = 2026-11-02",
    );
}

#[test]
fn a_session_that_was_about_somebody_else_gets_their_name() {
    let home = program();
    home.write(
        "sessions/2026/2026-10-05-casework-p-rosa.toml",
        "kind = \"casework\"\non = 2026-10-05\nparticipants = [ \"p-rosa\", ]\n",
    );
    let before = home.tree();
    let set = ["set", "2026-10-05-casework-p-rosa", "participants=p-luis"];
    let said = home.ok(&set).stderr;
    assert!(
        said.contains("it is now 2026-10-05-casework-p-luis"),
        "{said}"
    );
    home.ok(&["check"]);
    let old = home.read("sessions/2026/2026-10-05-casework-p-rosa.toml");
    assert!(
        old.contains("moved_to = \"2026-10-05-casework-p-luis\""),
        "{old}"
    );
    home.ok(&["undo"]);
    assert_eq!(home.tree(), before);
}
