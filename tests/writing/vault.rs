//! Where `peer.toml` may keep names: a stranger may have written it.

use std::fs;
use std::os::unix::fs::symlink;

use crate::common::{Home, everything, sample, unchanged};

/// A program in git, in its own folder, whose identities are where a stranger says.
fn home(identities: &str) -> Home {
    let home = Home::empty();
    sample::write(&home.at("program"));
    sample::write(&home.at("other"));
    fs::create_dir_all(home.at("program/.git/hooks")).unwrap();
    fs::create_dir_all(home.at("program/.peer")).unwrap();
    for folder in ["hub/objects", "hub/refs", "hub/hooks", "vault"] {
        fs::create_dir_all(home.at(folder)).unwrap();
    }
    home.write("hub/HEAD", "ref: refs/heads/main\n");
    let text = home.read("program/peer.toml");
    let identities = identities.replace("HOME", &home.path().display().to_string());
    home.write(
        "program/peer.toml",
        text.replace("\"identities\"", &format!("\"{identities}\"")),
    );
    home
}

fn refuses(home: &Home, about: &str) {
    let before = everything(home.path());
    for line in [
        &["list", "participants"][..],
        &["show", "p-rosa1"],
        &["add", "participant", "New Person"],
        &["set", "p-rosa1", "phone=520-555-0142"],
        &["report", "services"],
    ] {
        let answer = home.run(&[&["-C", "program"], line].concat());
        assert_eq!(answer.status, 2, "{about}: {line:?}\n{}", answer.whole());
        assert!(
            answer.stderr.contains("error[bad-value]: ")
                && answer.stderr.contains("program/peer.toml:4:"),
            "{about}: {line:?}\n{}",
            answer.whole()
        );
    }
    assert_eq!(home.run(&["-C", "program", "check"]).status, 1, "{about}");
    unchanged(home.path(), &before, about);
}

#[test]
fn no_identities_lie_with_git_or_with_records_or_around_the_program() {
    for identities in [
        "",
        " ",
        ".",
        "./",
        "..",
        "../..",
        "/",
        "HOME",
        "HOME/program",
        ".git",
        ".git/hooks",
        ".GIT/new",
        "identities/../.git/hooks",
        ".peer",
        ".peer/undo",
        "../hub",
        "../hub/hooks",
        "participants",
        "Participants",
        "sessions/2026",
        "cases/deeper",
        "forms",
        "../other",
        "../other/participants",
        "HOME/other/cases",
        "peer.toml",
    ] {
        refuses(&home(identities), identities);
    }
}

#[test]
fn a_link_does_not_hide_where_identities_lie() {
    for to in [".git/hooks", "../hub", "..", "participants", "/"] {
        let home = home("identities");
        fs::rename(home.at("program/identities"), home.at("away")).unwrap();
        symlink(to, home.at("program/identities")).unwrap();
        refuses(&home, to);
    }
}

#[test]
fn a_folder_elsewhere_is_allowed_where_it_is_there_and_only_for_names() {
    let home = home("../vault");
    // A file without the name of an identity is not even opened: this one would wait forever.
    let made = std::process::Command::new("mkfifo")
        .arg(home.at("vault/notes.toml"))
        .status();
    assert!(made.unwrap().success());
    let found = home.run(&["-C", "program", "check", "--format", "short"]);
    assert!(
        found.stdout.contains("vault/notes.toml:1:1: error: ")
            && found.stdout.contains("[file-name]"),
        "{}",
        found.whole()
    );
    fs::remove_file(home.at("vault/notes.toml")).unwrap();
    let first = home.ok(&["-C", "program", "add", "participant", "New Person"]);
    assert!(
        first.stderr.starts_with(
            "note: names go to HOME/vault, outside of this directory, as peer.toml says\n"
        ),
        "{}",
        first.whole()
    );
    let second = home.ok(&["-C", "program", "add", "participant", "Other Person"]);
    assert!(!second.stderr.contains("names go to"), "{}", second.whole());
    let told = home.ok(&["-C", "program", "where"]);
    assert!(
        told.stdout.contains("outside, in HOME/vault (2 people)"),
        "{}",
        told.whole()
    );
}

#[test]
fn a_folder_elsewhere_is_never_made_on_the_way() {
    for identities in ["../gone", "HOME/gone", "../gone/deeper"] {
        let home = home(identities);
        let before = everything(home.path());
        for line in [
            &["add", "participant", "New Person"][..],
            &["set", "p-rosa1", "phone=520-555-0142"],
            &["edit", "p-rosa1", "--identity"],
        ] {
            let mut command = home.command(&[&["-C", "program"], line].concat());
            let output = command.env("EDITOR", "sh -c 'echo given=1 > \"$1\"' -");
            let output = output.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("is not here"), "{said}");
        }
        assert!(!home.at("gone").exists());
        unchanged(home.path(), &before, "at the end");
    }
    // A link that came with a clone is treated the same.
    let home = home("identities");
    fs::remove_dir_all(home.at("program/identities")).unwrap();
    symlink("../gone", home.at("program/identities")).unwrap();
    let answer = home.run(&["-C", "program", "add", "participant", "New Person"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(
        answer.stderr.contains("identities is not here"),
        "{}",
        answer.whole()
    );
}

#[test]
fn a_program_begins_where_it_may_keep_names_and_never_through_a_link() {
    let home = Home::empty();
    for identities in [".git/names", "participants", "/", ".."] {
        let answer = home.run(&["init", "new", "--identities", identities]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(!home.at("new/peer.toml").exists());
    }
    fs::create_dir_all(home.at("hub/.git")).unwrap();
    sample::write(&home.at("program"));
    for folder in ["hub/.git/new", "program/.peer/new", "program/cases/new"] {
        let answer = home.run(&["init", folder]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(!home.at(folder).exists());
    }
    fs::create_dir(home.at("clone")).unwrap();
    symlink("../rules", home.at("clone/peer.toml")).unwrap();
    let answer = home.run(&["init", "clone"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(!home.at("rules").exists());
}

#[test]
fn a_draft_of_a_name_lies_where_names_are_kept() {
    let home = home("../vault");
    fs::remove_dir_all(home.at("program/.git")).unwrap();
    fs::rename(
        home.at("program/identities/p-rosa1.toml"),
        home.at("vault/p-rosa1.toml"),
    )
    .unwrap();
    let mut command = home.command(&["-C", "program", "edit", "p-rosa1", "--identity"]);
    let output = command
        .env("EDITOR", "sh -c 'echo x >> \"$0\"; exit 1'")
        .output();
    assert_eq!(output.unwrap().status.code(), Some(2));
    assert!(home.at("vault/.peer/drafts/p-rosa1.toml").is_file());
    assert!(!home.at("program/.peer/drafts").exists());
}
