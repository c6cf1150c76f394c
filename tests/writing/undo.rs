//! `peer undo`: after any writer, the directory is as it was, byte for byte; or it says why not.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::common::{Answer, Home, sample};

/// Every verb that writes records, with arguments that do write.
const WRITERS: &[&[&str]] = &[
    &["add", "participant", "New Person", "--need", "housing", "--phone", "520-555-0100"],
    &["add", "mentor", "New Mentor", "--capacity", "2"],
    &["add", "case", "--system", "cps", "--participant", "p-ana"],
    &["add", "group", "saturday"],
    &["add", "request", "p-luis1"],
    &["add", "goal", "p-rosa1", "housing"],
    &["add", "consent", "p-rosa1", "services"],
    &["add", "training", "dana", "peer-mentor-core"],
    &["add", "leave", "m-other", "--from", "2026-11-01"],
    &["set", "rosa", "area=1", "phone=555"],
    &["set", "p-luis1", "area=1"],
    &["edit", "p-rosa1"],
    &["edit", "p-rosa1", "--identity"],
    &["edit", "peer.toml"],
    &["enroll", "p-bare"],
    &["exit", "p-rosa1", "--reason", "goals-met"],
    &["event", "c-first", "hearing"],
    &["match", "p-luis1", "dana", "--on", "2026-11-20"],
    &["match", "p-luis1", "dana", "--propose"],
    &["match", "--apply"],
    &["match", "--csv-in", "../decisions.csv"],
    &["accept", "p-ana"],
    &["decline", "p-ana", "--by", "mentor"],
    &["unmatch", "p-rosa1", "--reason", "goals-met"],
    &["log", "group", "wednesday", "--present", "rosa"],
    &["log", "group", "wednesday", "--present", "rosa", "--on", "2025-03-05"],
    &["log", "mentoring", "p-rosa1", "45min"],
    &["log", "meeting", "c-first", "--present", "rosa", "--type", "cft"],
    &["log", "court", "p-rosa1"],
    &["log", "casework", "p-rosa1"],
    &["log", "committee", "pac", "--mentor", "dana"],
    &["log", "supervision", "dana"],
    &["log", "outreach", "fair"],
    &["log", "consultation", "pinal"],
    &["import", "--map-for", "../people.csv"],
    &["import", "../parents.csv"],
    &["pack", "--before", "2026-11-01"],
    &["pack", "--unpack", "--before", "2026-11-01"],
];

/// The verbs that write no record, make a directory where none was, or leave what they do to git.
const READERS: &[&str] = &[
    "init", "show", "list", "due", "report", "explain", "check", "status", "where", "undo", "generate", "history",
    "verify", "save", "sync", "git",
];

/// What a file or folder is: its mode, and its bytes.
type Thing = (u32, Option<Vec<u8>>);

/// Every file and folder with its mode, but for what lies in `.peer`.
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
            all.insert(path.strip_prefix(root).unwrap().display().to_string(), (mode, bytes));
        }
    }
    all
}

/// The sample with more to write about, in a folder of its own, and its identities beside it.
fn home() -> Home {
    let home = Home::empty();
    sample::write(&home.at("program"));
    home.write("editor.sh", "echo '# typed' >> \"$1\"\n");
    let sheet = "First name,Last name,Needs\nNina,Quill,housing\nOmar,Reyes,\n";
    home.write("people.csv", sheet);
    home.write("parents.csv", sheet);
    let column = |header: &str, field: &str| format!("\n[[column]]\nheader = \"{header}\"\nfield = \"{field}\"\n");
    let columns = column("First name", "given") + &column("Last name", "family") + &column("Needs", "needs");
    home.write(
        "program/intake/parents.toml",
        format!("kind = \"participants\"\nfiles = [ \"parents.csv\", ]\n{columns}"),
    );
    home.write("decisions.csv", "participant,mentor,decision\np-ana,m-dana1,begin\n");
    let ana = "needs = [ \"housing\", ]\n\n[[enrollment]]\nstart = 2026-05-01\n\n[[mentor_request]]\non = 2026-05-01\n";
    home.write("program/participants/p-ana.toml", ana);
    home.write("program/participants/p-bare.toml", "");
    home.write(
        "program/participants/p-wait.toml",
        "[[enrollment]]\nstart = 2026-05-01\n\n[[mentor_request]]\non = 2026-05-01\n",
    );
    home.write("program/matches/k-open.toml", "participant = \"p-ana\"\nmentor = \"m-dana1\"\nproposed = 2026-06-01\n");
    fs::rename(home.at("program/identities"), home.at("vault")).unwrap();
    let program = home.read("program/peer.toml").replace("\"identities\"", "\"../vault\"");
    home.write("program/peer.toml", program);
    for (path, mode) in
        [("vault/p-rosa1.toml", 0o600), ("program/sessions/2026/2026-10-05-meeting-c-first.toml", 0o640)]
    {
        fs::set_permissions(home.at(path), Permissions::from_mode(mode)).unwrap();
    }
    home
}

fn peer(home: &Home, arguments: &[&str]) -> Answer {
    let mut command = home.command(arguments);
    command.current_dir(home.at("program")).env("EDITOR", format!("sh {}", home.at("editor.sh").display()));
    Answer::of(command.output().unwrap(), home.path())
}

#[test]
fn after_any_writer_the_directory_is_as_it_was() {
    for writer in WRITERS {
        let home = home();
        let before = whole(home.path());
        let wrote = peer(&home, writer);
        assert_eq!(wrote.status, 0, "{writer:?}\n{}", wrote.whole());
        assert!(whole(home.path()) != before, "{writer:?} wrote nothing\n{}", wrote.whole());
        let shown = peer(&home, &["undo", "-n"]);
        assert_eq!(shown.status, 0, "{writer:?}\n{}", shown.whole());
        assert!(shown.stdout.contains("# would "), "{writer:?}\n{}", shown.whole());
        let undone = peer(&home, &["undo"]);
        assert_eq!(undone.status, 0, "{writer:?}\n{}", undone.whole());
        assert!(undone.stderr.starts_with("took back the last write:\n  "), "{writer:?}\n{}", undone.whole());
        assert_eq!(whole(home.path()), before, "{writer:?}");
        assert_eq!(peer(&home, &["undo"]).status, 1, "{writer:?}: nothing more is kept");
    }
}

#[test]
fn every_verb_writes_what_can_be_taken_back_or_only_reads() {
    let home = Home::new();
    let help = home.ok(&["--help"]).stdout;
    let verbs = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let verbs = verbs.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).filter(|v| !v.is_empty());
    for verb in verbs {
        let known = READERS.contains(&verb) || WRITERS.iter().any(|writer| writer[0] == verb);
        assert!(known, "`{verb}`: is it taken back by `peer undo`? name it in this file");
    }
}

#[test]
fn one_write_after_the_other_is_taken_back_and_twenty_are_kept() {
    let home = home();
    let mut states = Vec::new();
    for at in 0..24 {
        states.push(whole(home.path()));
        let phone = format!("phone=520-555-01{at:02}");
        assert_eq!(peer(&home, &["set", "p-rosa1", &phone, &format!("area={at}")]).status, 0);
    }
    for state in states.iter().rev().take(20) {
        let undone = peer(&home, &["undo"]);
        assert_eq!(undone.status, 0, "{}", undone.whole());
        assert!(whole(home.path()) == *state);
    }
    let none = peer(&home, &["undo"]);
    let told = "error: there is no write of this machine to take back\nhelp: `git log` and `git diff` show what was changed before\n";
    assert_eq!((none.status, none.stderr.as_str()), (1, told));
}

#[test]
fn what_was_changed_since_is_named_and_nothing_is_taken_back() {
    let home = home();
    assert_eq!(peer(&home, &["set", "p-rosa1", "area=1", "phone=520-555-0199"]).status, 0);
    let file = "program/participants/p-rosa1.toml";
    home.write(file, home.read(file) + "# by hand\n");
    let before = whole(home.path());
    let refused = peer(&home, &["undo"]);
    assert_eq!(refused.status, 1);
    let told = "error: the last write cannot be taken back: ./participants/p-rosa1.toml was changed since; nothing was changed\n\
                help: change by hand what you want otherwise, as with `peer edit ./participants/p-rosa1.toml`; `git diff` shows what was committed\n";
    assert_eq!(refused.stderr.replace("./", ""), told.replace("./", ""));
    assert!(whole(home.path()) == before);
    assert_eq!(peer(&home, &["undo", "-n"]).status, 1);
    fs::remove_file(home.at(file)).unwrap();
    assert!(peer(&home, &["undo"]).stderr.contains("p-rosa1.toml was removed since"));
}

#[test]
fn what_is_kept_is_private_and_names_stay_with_the_identities() {
    let home = home();
    assert_eq!(peer(&home, &["add", "participant", "Zelda Quill", "--id", "p-zelda"]).status, 0);
    assert_eq!(peer(&home, &["set", "p-zelda", "phone=520-555-0177", "area=7"]).status, 0);
    let holds = |folder: &str, word: &str| -> bool {
        let found = std::process::Command::new("grep").args(["-rqs", word]).arg(home.at(folder)).status().unwrap();
        found.success()
    };
    for word in ["Zelda", "Quill", "520-555-0177"] {
        assert!(holds("vault/.peer/undo", word), "{word} can be brought back");
        assert!(!holds("program", word), "{word} lies outside the identities folder");
    }
    for folder in ["vault/.peer", "program/.peer"] {
        assert_eq!(home.read(&format!("{folder}/.gitignore")), "*\n", "git never sees {folder}");
    }
    fs::rename(home.at("vault"), home.at("away")).unwrap();
    let away = peer(&home, &["undo"]);
    assert_eq!(away.status, 2, "{}", away.whole());
    assert!(away.stderr.contains("../vault") && away.stderr.contains("make that folder reachable"), "{}", away.whole());
    fs::rename(home.at("away"), home.at("vault")).unwrap();
    let forgot = peer(&home, &["undo", "--forget"]);
    assert_eq!((forgot.status, forgot.stderr.as_str()), (0, "forgot 2 writes; the records are as they were\n"));
    assert!(!home.at("vault/.peer").exists() && !holds("program/.peer", "p-zelda"));
    assert!(home.read("vault/p-zelda.toml").contains("Zelda"));
}

#[test]
fn git_never_commits_what_is_kept_even_where_nothing_was_told_to_it() {
    let home = Home::empty();
    sample::write(home.path());
    home.ok(&["set", "p-rosa1", "phone=520-555-0188", "area=3"]);
    let git = |arguments: &[&str]| {
        let output = std::process::Command::new("git").args(arguments).current_dir(home.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    let tracked = git(&["ls-files"]);
    assert!(tracked.contains("identities/p-rosa1.toml") && !tracked.contains(".peer"), "{tracked}");
}

#[test]
fn a_fault_that_taking_back_uncovers_is_noted() {
    let home = home();
    assert_eq!(peer(&home, &["add", "participant", "--id", "p-new"]).status, 0);
    home.write("program/cases/c-hand.toml", "system = \"cps\"\nparticipants = [ \"p-new\", ]\n");
    let undone = peer(&home, &["undo"]);
    assert_eq!(undone.status, 0, "{}", undone.whole());
    assert!(undone.stderr.contains("note: the records have 1 fault now; `peer check` shows it"), "{}", undone.whole());
}
