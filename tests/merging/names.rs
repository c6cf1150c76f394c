//! Names and git: ignored from the start, and synced only if a program chose to keep them there.

use std::fs;

use super::laptops::{Office, executable};

/// The files with names that a branch, or the index if none is given, has in a folder.
fn kept(office: &Office, folder: &str, branch: Option<&str>) -> String {
    match branch {
        Some(branch) => {
            let asked = ["ls-tree", "-r", "--name-only", branch, "identities/"];
            office.git(folder, &asked)
        }
        None => office.git(folder, &["ls-files", "identities"]),
    }
}

/// Every path that any commit of the remote ever had.
fn ever(office: &Office) -> String {
    office.git(
        "hub.git",
        &["log", "-m", "--all", "--name-only", "--format="],
    )
}

/// An existing program that began before names were ignored.
fn of_old() -> Office {
    let office = Office::at_work();
    fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
    let told = office.read("ana/.gitignore");
    let old: String = told
        .lines()
        .filter(|line| !line.contains("dentities") && !line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(old, "/.peer/\n.*.new\n*.rejected.csv\n");
    office.write("ana/.gitignore", &old);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    office
}

/// Commits names by hand, as `git add -A` does in an old program.
fn committed_by_hand(office: &Office, who: &str) {
    office.git(who, &["add", "-A"]);
    office.git(who, &["commit", "--quiet", "-m", "everything"]);
}

#[test]
fn everything_of_a_new_program_can_be_added_but_names() {
    for identities in ["identities", "people [1]/the *names*"] {
        let office = Office::new();
        office.ok(
            "ana",
            &["init", ".", "--name", "Test", "--identities", identities],
        );
        office.ok(
            "ana",
            &["add", "participant", "Rosa Medina", "--id", "p-rosa"],
        );
        office.git("ana", &["add", "-A"]);
        let added = office.git("ana", &["-c", "core.quotePath=false", "ls-files"]);
        assert_eq!(
            added,
            ".gitattributes\n.gitignore\nparticipants/p-rosa.toml\npeer.toml\n"
        );
        assert!(
            office
                .at("ana")
                .join(identities)
                .join("p-rosa.toml")
                .exists()
        );
        office.ok("ana", &["check"]);
    }
}

#[test]
fn what_git_was_told_before_stays_and_names_are_added_to_it() {
    let office = Office::new();
    office.write("ana/.gitignore", "*.log\n/.peer/");
    office.ok("ana", &["init", ".", "--name", "Test"]);
    let told = office.read("ana/.gitignore");
    assert!(
        told.starts_with("*.log\n/.peer/\n.*.new\n*.rejected.csv\n# Names and addresses: ")
            && told.ends_with("\n/identities\n"),
        "{told}"
    );
    // If git already has names, someone chose that.
    let office = Office::new();
    office.write("ana/identities/p-rosa.toml", "given = \"Rosa\"\n");
    office.git("ana", &["add", "identities"]);
    office.git("ana", &["commit", "--quiet", "-m", "names"]);
    let said = office.ok("ana", &["init", ".", "--name", "Test"]);
    assert!(said.contains("and git already has some of them"), "{said}");
    assert!(!office.read("ana/.gitignore").contains("identities"));
}

#[test]
fn names_that_git_would_take_are_warned_of_until_it_ignores_or_keeps_them() {
    let office = of_old();
    let warned = office.ok("ana", &["check", "--format", "short"]);
    assert!(
        warned.starts_with("peer.toml:")
            && warned.contains("warning: ")
            && warned.contains("[identities-exposed]"),
        "{warned}"
    );
    let dry = office.ok("ana", &["git", "setup", "-n"]);
    assert!(
        dry.contains("would add to .gitignore: /identities"),
        "{dry}"
    );
    office.ok("ana", &["git", "setup"]);
    assert!(
        office.read("ana/.gitignore").ends_with("\n/identities\n")
            && !office.ok("ana", &["check"]).contains("identities-exposed")
    );
    let again = office.ok("ana", &["git", "setup"]);
    assert!(again.contains("this clone is set up"), "{again}");

    let office = of_old();
    office.ok("ana", &["save", "--with-names"]);
    assert_eq!(kept(&office, "ana", None).lines().count(), 3);
    assert!(!office.ok("ana", &["check"]).contains("identities-exposed"));
    office.ok("ana", &["git", "setup"]);
    assert!(!office.read("ana/.gitignore").contains("identities"));
    // A separate repository for them is a choice as well.
    let office = of_old();
    office.git("ana/identities", &["init", "--quiet"]);
    assert!(!office.ok("ana", &["check"]).contains("identities-exposed"));
}

#[test]
fn a_commit_by_hand_with_names_is_not_given_and_the_way_out_loses_nothing() {
    let office = of_old();
    let there = office.git("hub.git", &["rev-parse", "main"]);
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    committed_by_hand(&office, "ana");
    let refused = office.peer("ana", &["sync"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.stderr.starts_with(
            "error: the commits here have 3 files with names, but origin/main has none; nothing was sent\n\
             help: to leave them out: `git reset origin/main`, then `peer save`"
        ) && refused.stderr.contains("`peer sync --with-names`"),
        "{}",
        refused.whole()
    );
    assert_eq!(office.git("hub.git", &["rev-parse", "main"]), there);
    // A later commit that removes them changes nothing: the earlier one would still be pushed.
    office.git("ana", &["rm", "-r", "-q", "--cached", "identities"]);
    office.git("ana", &["commit", "--quiet", "-m", "no names"]);
    assert_eq!(office.peer("ana", &["sync"]).status, 1);
    office.git("ana", &["reset", "origin/main"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    assert!(!ever(&office).contains("identities"), "{}", ever(&office));
    assert!(office.at("ana/identities/p-rosa.toml").exists());
    office.ok("ben", &["sync"]);
    assert!(
        office
            .read("ben/participants/p-rosa.toml")
            .contains("85705")
    );
}

#[test]
fn a_merge_by_hand_that_adds_names_is_not_given() {
    let office = of_old();
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.write("ben/identities/p-rosa.toml", "given = \"Rosa\"\n");
    office.ok("ben", &["set", "p-luis", "area=85713"]);
    office.ok("ben", &["save"]);
    office.git("ben", &["fetch", "--quiet"]);
    office.git("ben", &["merge", "--quiet", "--no-commit", "origin/main"]);
    office.git("ben", &["add", "-f", "identities"]);
    office.git("ben", &["commit", "--quiet", "-m", "merged"]);
    let refused = office.peer("ben", &["sync"]);
    assert!(
        refused.status == 1 && refused.stderr.contains("have 1 file with names"),
        "{}",
        refused.whole()
    );
    assert!(!ever(&office).contains("identities"));
}

#[test]
fn the_first_push_gives_no_names_either() {
    let office = Office::new();
    office.ok("ana", &["init", ".", "--name", "Test"]);
    fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
    office.ok(
        "ana",
        &["add", "participant", "Rosa Medina", "--id", "p-rosa"],
    );
    office.git("ana", &["add", "-A"]);
    office.git("ana", &["add", "-f", "identities"]);
    office.git("ana", &["commit", "--quiet", "-m", "everything"]);
    let refused = office.peer("ana", &["sync"]);
    assert!(
        refused.status == 1 && refused.stderr.contains("`git update-ref -d HEAD`"),
        "{}",
        refused.whole()
    );
    assert_eq!(office.git("hub.git", &["for-each-ref"]), "");
    let branch = office.git("ana", &["symbolic-ref", "--short", "HEAD"]);
    office.git(
        "ana",
        &[
            "config",
            "--unset",
            &format!("branch.{}.remote", branch.trim()),
        ],
    );
    let refused = office.peer("ana", &["sync"]);
    assert!(
        refused.stderr.contains("has no remote branch to sync with")
            && refused
                .stderr
                .contains("help: the commits here contain names"),
        "{}",
        refused.whole()
    );
    office.git(
        "ana",
        &[
            "config",
            &format!("branch.{}.remote", branch.trim()),
            "origin",
        ],
    );
    office.git("ana", &["update-ref", "-d", "HEAD"]);
    office.git("ana", &["read-tree", "--empty"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    assert!(!ever(&office).contains("identities") && ever(&office).contains("p-rosa"));
    assert!(office.at("ana/identities/p-rosa.toml").exists());
}

#[test]
fn names_that_others_begin_to_give_are_not_taken_in_unasked() {
    let office = of_old();
    committed_by_hand(&office, "ana");
    office.ok("ana", &["sync", "--with-names"]);
    assert_eq!(kept(&office, "hub.git", Some("main")).lines().count(), 3);
    let before = office.git("ben", &["rev-parse", "HEAD"]);
    // Ben has his own, which git would silently overwrite because it ignores them.
    office.ok("ben", &["git", "setup"]);
    office.write("ben/identities/p-rosa.toml", "given = \"Rosalia\"\n");
    office.ok("ben", &["save"]);
    let saved = office.git("ben", &["rev-parse", "HEAD"]);
    assert_ne!(saved, before);
    let refused = office.peer("ben", &["sync"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.stderr.starts_with(
            "error: origin/main has 3 files with names, but git has none here; nothing was received or sent\n\
             help: ask the person who saved them to remove them"
        ) && refused.stderr.contains("`peer sync --with-names`"),
        "{}",
        refused.whole()
    );
    let refused = office.peer("ben", &["sync", "--with-names"]);
    assert!(
        refused.status == 1
            && refused.stderr.starts_with(
                "error: 1 file with names here would be replaced by those of origin/main: identities/p-rosa.toml"
            ),
        "{}",
        refused.whole()
    );
    for refused in [refused, office.peer("ben", &["save"])] {
        assert!(
            !refused.stderr.contains("git add") && !refused.stderr.contains("commit or stash"),
            "{}",
            refused.whole()
        );
    }
    assert_eq!(office.git("ben", &["rev-parse", "HEAD"]), saved);
    assert_eq!(
        office.read("ben/identities/p-rosa.toml"),
        "given = \"Rosalia\"\n"
    );
    fs::remove_file(office.at("ben/identities/p-rosa.toml")).unwrap();
    office.ok("ben", &["sync", "--with-names"]);
    assert!(office.read("ben/identities/p-rosa.toml").contains("Medina"));
    // From now on both keep them, and no one is asked again.
    office.ok("ana", &["sync"]);
    office.ok("ana", &["set", "p-rosa", "phone=520-555-0142"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    assert!(office.read("ben/identities/p-rosa.toml").contains("0142"));
}

#[test]
fn names_of_others_never_overwrite_those_that_git_does_not_keep() {
    let office = of_old();
    committed_by_hand(&office, "ana");
    office.ok("ana", &["sync", "--with-names"]);
    office.ok("ben", &["sync", "--with-names"]);
    office.ok("ana", &["add", "participant", "Ana Cruz", "--id", "p-cruz"]);
    office.ok("ana", &["save", "--with-names"]);
    office.ok("ana", &["sync"]);
    office.write("ben/.git/info/exclude", "/identities\n");
    office.write("ben/identities/p-cruz.toml", "given = \"Carla\"\n");
    let refused = office.peer("ben", &["sync"]);
    assert!(
        refused.status == 1 && refused.stderr.contains("identities/p-cruz.toml"),
        "{}",
        refused.whole()
    );
    assert_eq!(
        office.read("ben/identities/p-cruz.toml"),
        "given = \"Carla\"\n"
    );
}

#[test]
fn names_in_another_folder_that_a_commit_begins_are_names_too() {
    let office = of_old();
    let rules = office.read("ana/peer.toml");
    let moved = rules.replace("\"identities\"", "\"people\"");
    assert_ne!(rules, moved);
    office.write("ana/peer.toml", &moved);
    fs::rename(office.at("ana/identities"), office.at("ana/people")).unwrap();
    committed_by_hand(&office, "ana");
    let refused = office.peer("ana", &["sync"]);
    assert!(
        refused.status == 1 && refused.stderr.contains("have 3 files with names"),
        "{}",
        refused.whole()
    );
    office.ok("ana", &["sync", "--with-names"]);
    let refused = office.peer("ben", &["sync"]);
    assert!(
        refused.status == 1 && refused.stderr.contains("has 3 files with names"),
        "{}",
        refused.whole()
    );
    assert!(!office.at("ben/people").exists());
}

#[test]
fn staged_names_are_held_back_by_save_sync_and_the_hook() {
    let office = of_old();
    office.ok("ana", &["git", "setup", "--hooks"]);
    office.ok("ana", &["save"]);
    office.git("ana", &["add", "-f", "identities"]);
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    let words = "error: 3 files with names are staged for a commit, and git keeps no names so far\n\
                 help: `git rm -r --cached identities` leaves them out of git";
    for verb in ["save", "sync"] {
        let refused = office.peer("ana", &[verb]);
        let is_first = verb == "sync" && refused.stderr.contains("not saved yet");
        assert_eq!(refused.status, 1, "{}", refused.whole());
        assert!(
            is_first || refused.stderr.starts_with(words),
            "{}",
            refused.whole()
        );
    }
    executable(&office, "ana/.git/hooks/pre-commit");
    let (well, said) = office.try_git("ana", &["commit", "-m", "x"]);
    assert!(!well && said.contains(words), "{said}");
    office.git("ana", &["rm", "-r", "--cached", "identities"]);
    office.ok("ana", &["save"]);
    assert_eq!(kept(&office, "ana", Some("HEAD")), "");
    assert!(office.at("ana/identities/p-rosa.toml").exists());
    let refused = office.peer("ana", &["save", "--with-names"]);
    assert!(
        refused.status == 1 && refused.stderr.contains("git ignores identities"),
        "{}",
        refused.whole()
    );
}

#[test]
fn a_file_that_keeps_the_folder_alive_is_no_name() {
    let office = Office::at_work();
    fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
    office.write("ana/identities/.gitkeep", "");
    office.git("ana", &["add", "-f", "identities/.gitkeep"]);
    office.git("ana", &["commit", "--quiet", "-m", "keep the folder"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    assert!(office.at("ben/identities/.gitkeep").exists());
}

#[test]
fn no_advice_takes_everything() {
    let office = Office::new();
    fs::create_dir(office.at("plain")).unwrap();
    office.ok("plain", &["init", ".", "--name", "Test"]);
    let answer = office.peer("plain", &["--at", "HEAD", "where"]);
    assert!(
        answer
            .stderr
            .contains("`git init`, `peer git setup` and `peer save`"),
        "{}",
        answer.whole()
    );
}
