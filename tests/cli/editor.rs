//! `peer edit` with a script as the editor: what it saves is checked, then accepted or kept as a draft.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use crate::common::{Answer, Home, sample};

const FILE: &str = "participants/p-rosa1.toml";

/// A directory, and an editor that runs this script with the draft as `$1`.
fn with_editor(script: &str) -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home.write("editor.sh", format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(home.at("editor.sh"), Permissions::from_mode(0o755)).unwrap();
    home
}

fn edit(home: &Home, arguments: &[&str]) -> Answer {
    let mut command = home.command(&[&["edit"], arguments].concat());
    command.env("EDITOR", format!("sh {}", home.at("editor.sh").display()));
    Answer::of(command.output().unwrap(), home.path())
}

fn drafts(home: &Home) -> Vec<String> {
    let Ok(folder) = fs::read_dir(home.at(".peer/drafts")) else {
        return Vec::new();
    };
    folder
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn what_is_saved_well_is_taken() {
    let home = with_editor("sed -i 's/85705/85713/' \"$1\"");
    let answer = edit(&home, &["rosa"]);
    assert_eq!(
        (answer.status, answer.stderr.as_str()),
        (0, "changed participants/p-rosa1.toml\n")
    );
    assert!(home.read(FILE).contains("area = \"85713\""));
    assert!(drafts(&home).is_empty());
}

#[test]
fn what_is_saved_unchanged_changes_nothing() {
    let home = with_editor("true");
    let before = home.tree();
    let answer = edit(&home, &["rosa"]);
    assert_eq!(
        (answer.status, answer.stderr.as_str()),
        (0, "participants/p-rosa1.toml was not changed\n")
    );
    assert!(home.tree() == before && drafts(&home).is_empty());
}

#[test]
fn a_faulty_text_is_refused_shown_and_kept_where_nobody_can_answer() {
    let home = with_editor("sed -i 's/^area/aera/' \"$1\"");
    let before = home.tree();
    let answer = edit(&home, &["rosa"]);
    assert_eq!(answer.status, 2);
    assert!(
        answer.stderr.contains("there is no field `aera`")
            && answer.stderr.contains("participants/p-rosa1.toml:4:1"),
        "{}",
        answer.whole()
    );
    assert!(answer.stderr.contains("did you mean `area`?"));
    let end = "error: participants/p-rosa1.toml was not changed\nhelp: what you typed is kept in ./.peer/drafts/p-rosa1.toml\n";
    assert!(answer.stderr.ends_with(end), "{}", answer.whole());
    assert!(home.tree() == before);
    assert!(
        home.read(".peer/drafts/p-rosa1.toml")
            .contains("aera = \"85705\"")
    );
    // A second try keeps the first draft.
    let again = edit(&home, &["rosa"]);
    assert!(
        again.stderr.contains("./.peer/drafts/1-p-rosa1.toml"),
        "{}",
        again.whole()
    );
    assert_eq!(drafts(&home).len(), 2);
}

#[test]
fn an_editor_that_fails_changes_nothing_and_keeps_what_was_typed() {
    let home = with_editor("echo '# typed' >> \"$1\"; exit 3");
    let before = home.tree();
    let answer = edit(&home, &["rosa"]);
    assert_eq!(answer.status, 2);
    let told = "error: the editor `sh` ended with an error; nothing was changed\nhelp: what you typed is kept in ./.peer/drafts/p-rosa1.toml\n";
    assert_eq!(answer.stderr, told);
    assert!(home.tree() == before);
    assert!(
        home.read(".peer/drafts/p-rosa1.toml")
            .ends_with("# typed\n")
    );
}

#[test]
fn a_file_that_changed_meanwhile_is_not_written_over() {
    let home =
        with_editor("echo '# meanwhile' >> participants/p-rosa1.toml; echo '# typed' >> \"$1\"");
    let answer = edit(&home, &["rosa"]);
    assert_eq!(answer.status, 2);
    assert!(
        answer.stderr.starts_with(
            "error: someone else changed participants/p-rosa1.toml in the meantime; nothing was written\n"
        ),
        "{}",
        answer.whole()
    );
    assert!(
        answer
            .stderr
            .contains("what you typed is kept in ./.peer/drafts/p-rosa1.toml"),
        "{}",
        answer.whole()
    );
    assert!(home.read(FILE).ends_with("# meanwhile\n"));
}

#[test]
fn a_faulty_file_can_be_mended_though_nothing_else_works() {
    let home = with_editor("echo 'area = \"1\"' > \"$1\"");
    home.write(FILE, "area = \n");
    assert_eq!(home.run(&["list", "participants"]).status, 2);
    let answer = edit(&home, &[FILE]);
    assert_eq!(answer.status, 0, "{}", answer.whole());
    home.ok(&["list", "participants"]);
    home.write(FILE, b"\xff\xfe");
    let answer = edit(&home, &["p-rosa1"]);
    assert_eq!(answer.status, 2);
    assert!(
        answer
            .stderr
            .contains("p-rosa1.toml is not UTF-8 text at byte 0"),
        "{}",
        answer.whole()
    );
}

#[test]
fn names_and_the_programs_own_rules_can_be_edited() {
    let home = with_editor("sed -i 's/555-0142/555-9999/; s/Sample/Simple/' \"$1\"");
    assert_eq!(edit(&home, &["rosa", "--identity"]).status, 0);
    assert!(home.read("identities/p-rosa1.toml").contains("555-9999"));
    assert_eq!(edit(&home, &["peer.toml"]).status, 0);
    assert!(home.read("peer.toml").contains("Simple Peers"));
    let group = edit(&home, &["wednesday", "--identity"]);
    assert_eq!(
        (
            group.status,
            group.stderr.contains("has no file in identities")
        ),
        (2, true),
        "{}",
        group.whole()
    );
    let outside = edit(&home, &["wednesday", "--identity"]);
    assert_eq!(outside.status, 2);
}

#[test]
fn without_an_editor_it_says_how_to_choose_one() {
    let home = with_editor("");
    let none = home.run(&["edit", "rosa"]);
    assert_eq!(
        (none.status, none.stderr.as_str()),
        (
            2,
            "error: no editor is chosen\nhelp: set EDITOR, for example: export EDITOR=nano\n"
        )
    );
    let mut command = home.command(&["edit", "rosa"]);
    let missing = Answer::of(
        command.env("EDITOR", "no-such-editor").output().unwrap(),
        home.path(),
    );
    assert_eq!(missing.status, 2);
    assert!(
        missing
            .stderr
            .starts_with("error: cannot start the editor `no-such-editor`"),
        "{}",
        missing.whole()
    );
    assert!(
        drafts(&home).is_empty(),
        "a draft that nobody saw is left behind"
    );
}

/// Gives a parent and a mentor a namesake each, and gives the files of the first ones a fault.
fn namesakes(home: &Home) {
    home.write("participants/p-rosa2.toml", "area = \"85719\"\n");
    home.write(
        "identities/p-rosa2.toml",
        "given = \"Rosa\"\nfamily = \"Quill\"\n",
    );
    home.write(
        "mentors/m-dana2.toml",
        "joined = 2026-01-01\ncapacity = 1\n",
    );
    home.write(
        "identities/m-dana2.toml",
        "given = \"Dana\"\nfamily = \"Quill\"\n",
    );
    let faulty = "<<<<<<< ours\narea = \"1\"\n=======\narea = \"2\"\n>>>>>>> theirs\n";
    home.write(FILE, faulty);
    home.write("mentors/m-dana1.toml", faulty);
}

#[test]
fn nobody_is_taken_for_a_namesake_whose_file_has_a_fault() {
    let home = with_editor("echo 'area = \"1\"' > \"$1\"");
    namesakes(&home);
    let before = home.tree();
    for (typed, ids) in [
        ("Rosa", ["p-rosa1", "p-rosa2"]),
        ("dana", ["m-dana1", "m-dana2"]),
        ("p-ro", ["p-rosa1", "p-rosa2"]),
    ] {
        for verb in ["edit", "history"] {
            let answer = if verb == "edit" {
                edit(&home, &[typed])
            } else {
                home.run(&["history", typed])
            };
            assert_eq!(answer.status, 2, "{}", answer.whole());
            assert!(
                ids.iter().all(|id| answer.stderr.contains(id)),
                "{verb} {typed}\n{}",
                answer.whole()
            );
        }
    }
    assert!(home.tree() == before);
}

#[test]
fn a_faulty_file_is_found_by_the_name_of_its_person() {
    let home = with_editor("echo 'area = \"1\"' > \"$1\"");
    namesakes(&home);
    let name = home.read("identities/p-rosa1.toml");
    let family = name
        .lines()
        .find_map(|line| line.strip_prefix("family = \"")?.strip_suffix('"'))
        .unwrap();
    let answer = edit(&home, &[&format!("rosa {family}")]);
    assert_eq!(
        (answer.status, answer.stderr.as_str()),
        (0, "changed participants/p-rosa1.toml\n"),
        "{}",
        answer.whole()
    );
    assert_eq!(home.read(FILE), "area = \"1\"\n");
    let identity = edit(&home, &["dana webb", "--identity"]);
    assert!(
        identity.stderr.contains("identities/m-dana1.toml"),
        "{}",
        identity.whole()
    );
}

#[test]
fn a_file_is_found_from_the_folder_it_lies_in() {
    let home =
        with_editor("sed -i 's/^minutes = .*/minutes = 95/; s/^area = .*/area = \"9\"/' \"$1\"");
    let from = |folder: &str, arguments: &[&str]| {
        let mut command = home.command(arguments);
        command
            .current_dir(home.at(folder))
            .env("EDITOR", format!("sh {}", home.at("editor.sh").display()));
        Answer::of(command.output().unwrap(), home.path())
    };
    let session = "2026-10-07-group-wednesday.toml";
    for (folder, typed) in [
        ("sessions/2026", session.to_owned()),
        ("sessions/2026", format!("./{session}")),
        ("participants", format!("../sessions/2026/{session}")),
        ("participants", session.to_owned()),
        ("sessions/2026", "2026-09.toml".to_owned()),
        ("participants", "p-rosa1.toml".to_owned()),
        ("sessions/2026", "../../peer.toml".to_owned()),
    ] {
        let answer = from(folder, &["edit", &typed]);
        assert_eq!(answer.status, 0, "{folder} {typed}\n{}", answer.whole());
        assert!(
            answer.stderr.contains(typed.rsplit('/').next().unwrap()),
            "{folder} {typed}\n{}",
            answer.whole()
        );
    }
    let set = from("sessions/2026", &["set", session, "minutes=70"]);
    assert_eq!(set.status, 0, "{}", set.whole());
    let none = from(
        "sessions/2026",
        &["edit", "2026-10-08-group-wednesday.toml"],
    );
    assert!(
        none.status == 2 && none.stderr.contains("there is no record called"),
        "{}",
        none.whole()
    );
}

#[test]
fn a_circle_of_same_as_is_undone_with_set() {
    let home = with_editor("true");
    home.write(
        "participants/p-luis1.toml",
        "same_as = \"p-twice\"\narea = \"85713\"\n",
    );
    for other in [&["set", "p-luis1", "area=1"], &["set", "p-rosa1", "area=1"]] {
        let refused = home.run(other);
        assert!(
            refused.status == 2 && refused.stderr.contains("`same_as` goes in a circle"),
            "{}",
            refused.whole()
        );
    }
    home.ok(&["set", "p-luis1", "same_as="]);
    assert_eq!(home.read("participants/p-luis1.toml"), "area = \"85713\"\n");
    home.ok(&["list", "participants"]);
}
