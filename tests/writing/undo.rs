//! `peer undo`: after any writer, the directory is restored, byte for byte; or the command says why not.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::common::writers::{WRITERS, home, peer};
use crate::common::{Home, sample, verbs};

/// The verbs that write no record, create a directory where there was none, or leave their effects to git.
const READERS: &[&str] = &[
    "init", "show", "list", "due", "report", "explain", "check", "status", "where", "undo",
    "generate", "history", "verify", "save", "sync", "git", "print", "help", "backup", "restore",
    "export",
];

/// The verbs that deliberately cannot be undone.
const FOR_GOOD: &[&str] = &["forget"];

/// The verbs whose writes `tests/void` undoes: they need existing void records.
const OF_VOID: &[&str] = &["unvoid", "keep", "drop"];

/// A file or folder: its mode, and its bytes.
type Thing = (u32, Option<Vec<u8>>);

/// Every file and folder with its mode, except those in `.peer`.
fn whole(root: &Path) -> BTreeMap<String, Thing> {
    let mut all = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == ".peer") {
                continue;
            }
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            let bytes = path.is_file().then(|| fs::read(&path).unwrap());
            if path.is_dir() {
                folders.push(path.clone());
            }
            all.insert(
                path.strip_prefix(root).unwrap().display().to_string(),
                (mode, bytes),
            );
        }
    }
    all
}

#[test]
fn after_any_writer_the_directory_is_as_it_was() {
    for writer in WRITERS {
        let home = home();
        let before = whole(home.path());
        let wrote = peer(&home, writer);
        assert_eq!(wrote.status, 0, "{writer:?}\n{}", wrote.whole());
        assert!(
            whole(home.path()) != before,
            "{writer:?} wrote nothing\n{}",
            wrote.whole()
        );
        let shown = peer(&home, &["undo", "-n"]);
        assert_eq!(shown.status, 0, "{writer:?}\n{}", shown.whole());
        assert!(
            shown.stdout.contains("# would "),
            "{writer:?}\n{}",
            shown.whole()
        );
        let undone = peer(&home, &["undo"]);
        assert_eq!(undone.status, 0, "{writer:?}\n{}", undone.whole());
        assert!(
            undone.stderr.starts_with("undid the last change:\n  "),
            "{writer:?}\n{}",
            undone.whole()
        );
        assert_eq!(whole(home.path()), before, "{writer:?}");
        assert_eq!(
            peer(&home, &["undo"]).status,
            1,
            "{writer:?}: nothing more is kept"
        );
    }
}

#[test]
fn every_verb_writes_what_can_be_taken_back_or_only_reads() {
    let home = Home::new();
    let help = home.ok(&["--help"]).stdout;
    let verbs = verbs(&help);
    assert!(verbs.len() > 15, "{verbs:?}");
    for verb in verbs {
        let known = READERS.contains(&verb)
            || OF_VOID.contains(&verb)
            || FOR_GOOD.contains(&verb)
            || WRITERS.iter().any(|writer| writer[0] == verb);
        assert!(
            known,
            "`{verb}`: is it undone by `peer undo`? name it here or in tests/common/writers.rs"
        );
    }
}

#[test]
fn one_write_after_the_other_is_taken_back_and_twenty_are_kept() {
    let home = home();
    let mut states = Vec::new();
    for at in 0..24 {
        states.push(whole(home.path()));
        let phone = format!("phone=520-555-01{at:02}");
        assert_eq!(
            peer(&home, &["set", "p-rosa1", &phone, &format!("area={at}")]).status,
            0
        );
    }
    for state in states.iter().rev().take(20) {
        let undone = peer(&home, &["undo"]);
        assert_eq!(undone.status, 0, "{}", undone.whole());
        assert!(whole(home.path()) == *state);
    }
    let none = peer(&home, &["undo"]);
    let told = "error: there is no change on this computer to undo\nhelp: `git log` and `git diff` show what was changed before\n";
    assert_eq!((none.status, none.stderr.as_str()), (1, told));
}

#[test]
fn what_was_changed_since_is_named_and_nothing_is_taken_back() {
    let home = home();
    assert_eq!(
        peer(&home, &["set", "p-rosa1", "area=1", "phone=520-555-0199"]).status,
        0
    );
    let file = "program/participants/p-rosa1.toml";
    home.write(file, home.read(file) + "# by hand\n");
    let before = whole(home.path());
    let refused = peer(&home, &["undo"]);
    assert_eq!(refused.status, 1);
    let told = "error: the last change cannot be undone: ./participants/p-rosa1.toml was changed since; nothing was changed\n\
                help: make the change by hand, with `peer edit ./participants/p-rosa1.toml`; `git diff` shows what was saved\n\
                help: changes before it cannot be undone either; to forget them all and keep the records as they are: `peer undo --forget`\n";
    assert_eq!(refused.stderr.replace("./", ""), told.replace("./", ""));
    assert!(whole(home.path()) == before);
    assert_eq!(peer(&home, &["undo", "-n"]).status, 1);
    fs::remove_file(home.at(file)).unwrap();
    assert!(
        peer(&home, &["undo"])
            .stderr
            .contains("p-rosa1.toml was removed since")
    );
}

#[test]
fn what_is_kept_is_private_and_names_stay_with_the_identities() {
    let home = home();
    assert_eq!(
        peer(
            &home,
            &["add", "participant", "Zelda Quill", "--id", "p-zelda"]
        )
        .status,
        0
    );
    assert_eq!(
        peer(&home, &["set", "p-zelda", "phone=520-555-0177", "area=7"]).status,
        0
    );
    let holds = |folder: &str, word: &str| -> bool {
        let found = std::process::Command::new("grep")
            .args(["-rqs", word])
            .arg(home.at(folder))
            .status()
            .unwrap();
        found.success()
    };
    for word in ["Zelda", "Quill", "520-555-0177"] {
        assert!(
            holds("vault/.peer/undo", word),
            "{word} can be brought back"
        );
        assert!(
            !holds("program", word),
            "{word} lies outside the identities folder"
        );
    }
    for folder in ["vault/.peer", "program/.peer"] {
        assert_eq!(
            home.read(&format!("{folder}/.gitignore")),
            "*\n",
            "git never sees {folder}"
        );
    }
    fs::rename(home.at("vault"), home.at("away")).unwrap();
    let away = peer(&home, &["undo"]);
    assert_eq!(away.status, 2, "{}", away.whole());
    assert!(
        away.stderr.contains("../vault") && away.stderr.contains("make that folder reachable"),
        "{}",
        away.whole()
    );
    fs::rename(home.at("away"), home.at("vault")).unwrap();
    let forgot = peer(&home, &["undo", "--forget"]);
    assert_eq!(
        (forgot.status, forgot.stderr.as_str()),
        (0, "forgot 2 writes; the records are as they were\n")
    );
    assert!(!home.at("vault/.peer").exists() && !holds("program/.peer", "p-zelda"));
    assert!(home.read("vault/p-zelda.toml").contains("Zelda"));
}

#[test]
fn git_never_commits_what_is_kept_even_where_nothing_was_told_to_it() {
    let home = Home::empty();
    sample::write(home.path());
    home.ok(&["set", "p-rosa1", "phone=520-555-0188", "area=3"]);
    let git = |arguments: &[&str]| {
        let output = std::process::Command::new("git")
            .args(arguments)
            .current_dir(home.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    let tracked = git(&["ls-files"]);
    assert!(
        tracked.contains("identities/p-rosa1.toml") && !tracked.contains(".peer"),
        "{tracked}"
    );
}

#[test]
fn a_fault_that_taking_back_uncovers_is_noted() {
    let home = home();
    assert_eq!(
        peer(&home, &["add", "participant", "--id", "p-new"]).status,
        0
    );
    home.write(
        "program/cases/c-hand.toml",
        "system = \"cps\"\nparticipants = [ \"p-new\", ]\n",
    );
    let undone = peer(&home, &["undo"]);
    assert_eq!(undone.status, 0, "{}", undone.whole());
    assert!(
        undone
            .stderr
            .contains("note: the records have 1 fault now: see `peer check`"),
        "{}",
        undone.whole()
    );
}

#[test]
fn a_fault_of_the_session_that_comes_back_is_noted() {
    let home = home();
    let logged = ["log", "casework", "p-bare", "--on", "2026-10-20", "30min"];
    assert_eq!(peer(&home, &logged).status, 0);
    let id = "2026-10-20-casework-p-bare";
    let mut edit = home.command(&["-C", "program", "edit", id]);
    edit.env("EDITOR", "sed -i 's/minutes = 30/minutes = 45/'");
    assert!(edit.output().unwrap().status.success());
    fs::remove_file(home.path().join("program/participants/p-bare.toml")).unwrap();
    let undone = peer(&home, &["undo"]);
    assert_eq!(undone.status, 0, "{}", undone.whole());
    assert!(
        undone
            .stderr
            .contains("note: the records have 1 fault now: see `peer check`"),
        "{}",
        undone.whole()
    );
    assert!(
        home.read(&format!("program/sessions/2026/{id}.toml"))
            .contains("minutes = 30")
    );
}

/// The sample in a repository with one commit.
fn under_git() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    git(&home, &["init", "-q", "-b", "main"]);
    git(&home, &["config", "user.name", "Ada"]);
    git(&home, &["config", "user.email", "ada@example.org"]);
    git(&home, &["add", "-A"]);
    git(&home, &["commit", "-q", "-m", "start"]);
    home
}

fn git(home: &Home, arguments: &[&str]) -> bool {
    std::process::Command::new("git")
        .args(arguments)
        .current_dir(home.path())
        .output()
        .unwrap()
        .status
        .success()
}

/// A merge that leaves Rosa's area to a person.
fn in_conflict() -> Home {
    let home = under_git();
    git(&home, &["checkout", "-q", "-b", "other"]);
    home.ok(&["set", "p-rosa1", "area=11111"]);
    git(&home, &["commit", "-qam", "theirs"]);
    git(&home, &["checkout", "-q", "main"]);
    home.ok(&["set", "p-rosa1", "area=22222"]);
    git(&home, &["commit", "-qam", "ours"]);
    assert!(
        !git(&home, &["merge", "-q", "other"]),
        "the merge leaves a conflict"
    );
    home
}

const ROSA: &str = "participants/p-rosa1.toml";

/// Removes the markers from Rosa's file with `peer edit`.
fn decide(home: &Home) {
    let mut edit = home.command(&["edit", ROSA]);
    edit.env("EDITOR", "sed -i '/^<<<<<<< /d; /^=======/,/^>>>>>>> /d'");
    let output = edit.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(!home.read(ROSA).contains("<<<<<<<"));
}

#[test]
fn in_the_middle_of_a_merge_nothing_is_taken_back() {
    let home = in_conflict();
    decide(&home);
    let before = whole(home.path());
    for arguments in [&["undo"][..], &["undo", "-n"]] {
        let refused = home.run(arguments);
        assert_eq!(refused.status, 1, "{}", refused.whole());
        assert!(
            refused.stderr.contains("a merge is under way")
                && refused.stderr.contains("`peer save`")
        );
    }
    let now: BTreeMap<_, _> = whole(home.path())
        .into_iter()
        .filter(|(path, _)| !path.starts_with(".git"))
        .collect();
    let then: BTreeMap<_, _> = before
        .into_iter()
        .filter(|(path, _)| !path.starts_with(".git"))
        .collect();
    assert!(now == then);
    home.ok(&["undo", "--forget"]);
}

#[test]
fn a_decided_conflict_never_comes_back() {
    let home = in_conflict();
    decide(&home);
    home.ok(&["save"]);
    let refused = home.run(&["undo"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    let said = "error: the last change decided a conflict in participants/p-rosa1.toml, and undoing it would bring the conflict back; nothing was changed\n";
    assert!(refused.stderr.starts_with(said), "{}", refused.whole());
    assert!(
        refused
            .stderr
            .contains("to forget them all and keep the records as they are: `peer undo --forget`")
    );
    assert!(!home.read(ROSA).contains("<<<<<<<"));
}

#[test]
fn what_was_saved_already_is_said_to_be() {
    let home = under_git();
    home.ok(&["set", "p-rosa1", "area=1", "phone=520-555-0188"]);
    let open = home.run(&["undo", "-n"]);
    assert!(
        open.status == 0 && !open.stderr.contains("saved"),
        "{}",
        open.whole()
    );
    home.ok(&["save"]);
    home.ok(&["set", "p-luis1", "area=2"]);
    home.ok(&["undo"]);
    for arguments in [&["undo", "-n"][..], &["undo"]] {
        let saved = home.ok(arguments).stderr;
        assert!(
            saved.contains("note: it was already saved in ") && saved.contains("save the undo too"),
            "{saved}"
        );
    }
    home.ok(&["add", "participant", "--id", "p-new"]);
    assert!(!home.ok(&["undo"]).stderr.contains("it was already saved"));
}

#[test]
fn a_file_that_is_gone_is_told_how_to_get_back() {
    let home = under_git();
    home.ok(&["set", "p-rosa1", "area=1"]);
    git(&home, &["commit", "-qam", "area"]);
    fs::remove_file(home.at(ROSA)).unwrap();
    let gone = home.run(&["undo"]).stderr;
    assert!(
        gone.contains("`git restore --staged --worktree participants/p-rosa1.toml`"),
        "{gone}"
    );
    assert!(!gone.contains("peer edit"), "{gone}");
    git(&home, &["commit", "-qam", "gone"]);
    let gone = home.run(&["undo"]).stderr;
    assert!(
        gone.contains("`git log -p -- participants/p-rosa1.toml`") && !gone.contains("peer edit"),
        "{gone}"
    );
    git(&home, &["revert", "--no-edit", "HEAD"]);
    home.ok(&["undo"]);
    let session = "2026-10-07-group-wednesday";
    home.ok(&["set", session, "minutes=70"]);
    let own = format!("sessions/2026/{session}.toml");
    let packed = format!("[{session}]\n{}", home.read(&own));
    fs::remove_file(home.at(&own)).unwrap();
    home.write("sessions/2026/2026-10.toml", packed);
    let moved = home.run(&["undo"]).stderr;
    assert!(
        moved.contains("is in sessions/2026/2026-10.toml now"),
        "{moved}"
    );
    assert!(
        moved.contains(&format!("with `peer edit {session}`")),
        "{moved}"
    );
}
