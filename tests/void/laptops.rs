//! Records void or moved on one laptop and changed on another: nothing comes back, nothing counts twice.

use super::commands::attendances;
use crate::common::Home;
use crate::history::repo::Repo;
use crate::merging::laptops::Office;

const OLD: &str = "2026-10-07-group-wednesday";
const NEW: &str = "2026-10-08-group-wednesday";
const OTHER: &str = "2026-10-09-group-wednesday";

/// A session of a group, committed, in a repository.
fn desk() -> Repo {
    let repo = Repo::new();
    repo.write("groups/wednesday.toml", "kind = \"support-group\"\n");
    repo.parent("p-rosa", "");
    repo.parent("p-luis", "");
    repo.group("2026-10-07", &["p-luis", "p-rosa"]);
    repo.commit("2026-10-07");
    repo
}

fn merge(repo: &Repo) -> bool {
    let program = env!("CARGO_BIN_EXE_peer");
    let driver = format!("{program} git merge-file %O %A %B %P");
    repo.git("2026-10-15", &["config", "merge.peer.driver", &driver]);
    let merged = std::process::Command::new("git")
        .args(["merge", "-q", "--no-edit", "other"])
        .current_dir(repo.home.path())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("PEER_TODAY", "2026-11-21")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    merged.status.success()
}

fn attended(repo: &Repo) -> i64 {
    let answer = repo.on("2026-11-21", &["list", "sessions", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    json["attendances"].as_i64().unwrap()
}

fn session(id: &str) -> String {
    format!("sessions/2026/{id}.toml")
}

#[test]
fn what_no_commit_holds_is_removed_and_what_one_holds_is_void() {
    let repo = desk();
    repo.group("2026-10-14", &["p-rosa"]);
    let new = "2026-10-14-group-wednesday";
    let said = repo
        .on("2026-11-21", &["void", new, "--reason", "a test"])
        .stderr;
    assert!(
        said.contains("removed 2026-10-14-group-wednesday: no commit holds it"),
        "{said}"
    );
    assert!(!repo.home.at(&format!("records/{}", session(new))).exists());
    repo.on("2026-11-21", &["undo"]);
    assert!(repo.home.at(&format!("records/{}", session(new))).exists());
    repo.on("2026-11-21", &["void", OLD, "--reason", "entered twice"]);
    assert!(
        repo.home
            .read(&format!("records/{}", session(OLD)))
            .contains("void = ")
    );
}

#[test]
fn a_void_session_that_is_changed_elsewhere_stays_void() {
    let repo = desk();
    repo.part(
        |repo| drop(repo.on("2026-10-13", &["set", OLD, "minutes=60"])),
        |repo| drop(repo.on("2026-10-14", &["void", OLD, "--reason", "entered twice"])),
    );
    assert!(merge(&repo));
    assert_eq!(attended(&repo), 0);
    let text = repo.home.read(&format!("records/{}", session(OLD)));
    assert!(
        text.contains("minutes = 60") && text.contains("void = \"entered twice\""),
        "{text}"
    );
}

#[test]
fn a_change_under_the_old_day_is_told_and_taken_over_or_left() {
    for (verb, minutes) in [("keep", "60"), ("drop", "90")] {
        let repo = desk();
        repo.part(
            |repo| drop(repo.on("2026-10-13", &["set", OLD, "minutes=60"])),
            |repo| drop(repo.on("2026-10-14", &["move", OLD, "--on", "2026-10-08"])),
        );
        assert!(merge(&repo));
        assert_eq!(attended(&repo), 2);
        let checked = repo.run(&["check"]);
        assert!(
            checked.status == 1
                && checked.stdout.contains(
                    "someone changed this old record after the session moved to `2026-10-08-group-wednesday`"
                ),
            "{}",
            checked.whole()
        );
        repo.on("2026-11-21", &[verb, OLD]);
        let text = repo.home.read(&format!("records/{}", session(NEW)));
        assert!(
            text.contains(&format!("minutes = {minutes}\n")),
            "{verb}\n{text}"
        );
        repo.on("2026-11-21", &["check"]);
        assert_eq!(attended(&repo), 2);
        repo.on("2026-11-21", &["undo"]);
        assert_eq!(repo.run(&["check"]).stdout, checked.stdout);
    }
}

#[test]
fn a_session_moved_to_two_days_is_refused_until_one_is_kept() {
    for (verb, named, counts) in [
        ("keep", NEW, NEW),
        ("drop", NEW, OTHER),
        ("keep", OTHER, OTHER),
    ] {
        let repo = desk();
        repo.part(
            |repo| drop(repo.on("2026-10-13", &["move", OLD, "--on", "2026-10-09"])),
            |repo| drop(repo.on("2026-10-14", &["move", OLD, "--on", "2026-10-08"])),
        );
        assert!(!merge(&repo));
        let refused = repo.run(&["report", "services", "2026"]);
        assert_eq!(refused.status, 2, "{}", refused.whole());
        let open = repo.run(&["save"]).stderr;
        assert!(
            open.contains("`moved_to`: Ben Field on October 13 says `2026-10-09-group-wednesday`")
                || open.contains("Ben Field on October 13 says `2026-10-09-group-wednesday`"),
            "{open}"
        );
        repo.on("2026-11-21", &[verb, named]);
        assert_eq!(attended(&repo), 2, "{verb} {named}");
        repo.on("2026-11-21", &["check"]);
        let listed = repo
            .on("2026-11-21", &["list", "sessions", "--format", "csv"])
            .stdout;
        assert!(listed.contains(counts), "{verb} {named}\n{listed}");
        repo.on("2026-11-21", &["save"]);
    }
}

#[test]
fn what_one_side_changed_and_the_other_removed_is_decided_without_git() {
    for (verb, there) in [("keep", true), ("drop", false)] {
        let repo = desk();
        repo.part(
            |repo| drop(repo.on("2026-10-13", &["set", OLD, "minutes=60"])),
            |repo| repo.remove(&session(OLD)),
        );
        assert!(!merge(&repo));
        let open = repo.run(&["save"]).stderr;
        assert!(
            open.contains("you removed it, and Ben Field on October 13 changed it"),
            "{open}"
        );
        assert!(
            open.contains("peer keep sessions/2026/") && !open.contains("git rm"),
            "{open}"
        );
        repo.on("2026-11-21", &[verb, &session(OLD)]);
        assert_eq!(
            repo.home.at(&format!("records/{}", session(OLD))).exists(),
            there
        );
        repo.on("2026-11-21", &["save"]);
    }
}

#[test]
fn nothing_to_decide_is_said() {
    let home: Home = super::commands::program();
    let answer = home.run(&["keep", "2026-10-07-group-wed"]);
    assert!(
        answer.status == 1 && answer.stderr.contains("there is nothing to decide"),
        "{}",
        answer.whole()
    );
    assert_eq!(attendances(&home), 3);
}

#[test]
fn what_changed_on_a_first_day_is_said_however_often_the_session_was_moved_on() {
    for (verb, minutes) in [("keep", "102"), ("drop", "101")] {
        let office = Office::new();
        office.ok("ana", &["init", ".", "--name", "Test"]);
        office.ok(
            "ana",
            &[
                "add",
                "participant",
                "--id",
                "p-b",
                "--enroll",
                "2026-01-15",
            ],
        );
        office.ok(
            "ana",
            &["log", "casework", "p-b", "101min", "--on", "2026-10-07"],
        );
        office.git("ana", &["add", "-A"]);
        office.git("ana", &["commit", "-q", "-m", "begin"]);
        let first = "2026-10-07-casework-p-b";
        office.ok("ana", &["move", first, "--on", "2026-10-09"]);
        office.ok(
            "ana",
            &["move", "2026-10-09-casework-p-b", "--on", "2026-10-11"],
        );
        assert!(office.ok("ana", &["check"]).contains("no problems found"));
        // The way git merges the lines of someone who changed the session on its first day.
        let path = format!("ana/sessions/2026/{first}.toml");
        let text = office.read(&path).replace("minutes = 101", "minutes = 102");
        office.write(&path, &text);
        let said = office.peer("ana", &["check"]).whole();
        assert!(said.contains("someone changed this old record"), "{said}");
        office.ok("ana", &[verb, first]);
        let said = office.ok("ana", &["check"]);
        assert!(said.contains("no problems found"), "{verb}: {said}");
        let listed = office.ok("ana", &["list", "sessions", "--format", "csv"]);
        let rows: Vec<&str> = listed.lines().skip(1).collect();
        assert_eq!(rows.len(), 1, "{listed}");
        assert!(
            rows[0].starts_with(&format!("2026-10-11-casework-p-b,{minutes},")),
            "{listed}"
        );
    }
}

/// A session of one parent on October 7, in git.
fn begun() -> Office {
    let office = Office::new();
    office.ok("ana", &["init", ".", "--name", "Test"]);
    for id in ["p-b", "p-c"] {
        office.ok(
            "ana",
            &["add", "participant", "--id", id, "--enroll", "2026-01-15"],
        );
    }
    office.ok(
        "ana",
        &["log", "casework", "p-b", "101min", "--on", "2026-10-07"],
    );
    office.git("ana", &["add", "-A"]);
    office.git("ana", &["commit", "-q", "-m", "begin"]);
    office
}

#[test]
fn a_session_that_is_void_as_moved_to_a_day_where_it_is_not_counts_nowhere_in_silence() {
    let first = "2026-10-07-casework-p-b";
    // The moved session is removed by hand.
    let office = begun();
    office.ok("ana", &["move", first, "--on", "2026-10-10"]);
    std::fs::remove_file(office.at("ana/sessions/2026/2026-10-10-casework-p-b.toml")).unwrap();
    let said = office.peer("ana", &["check"]);
    assert!(
        said.status == 0 && said.whole().contains("but is not on file there"),
        "{}",
        said.whole()
    );
    office.ok("ana", &["unvoid", first]);
    assert!(office.ok("ana", &["check"]).contains("no problems found"));

    // Git takes a new session for a renamed old one, and merges the other side's move into it.
    let office = begun();
    office.git("ana", &["push", "-q", "-u", "origin", "main"]);
    office.clone("ben");
    office.git("ben", &["config", "user.name", "ben"]);
    office.git("ben", &["config", "user.email", "ben@example.org"]);
    std::fs::remove_file(office.at(&format!("ana/sessions/2026/{first}.toml"))).unwrap();
    office.ok(
        "ana",
        &["log", "casework", "p-c", "102min", "--on", "2026-10-07"],
    );
    office.git("ana", &["add", "-A"]);
    office.git("ana", &["commit", "-q", "-m", "new"]);
    office.git("ana", &["push", "-q"]);
    office.ok("ben", &["move", first, "--on", "2026-10-08"]);
    office.git("ben", &["add", "-A"]);
    office.git("ben", &["commit", "-q", "-m", "move"]);
    let (merged, said) = office.try_git("ben", &["pull", "-q", "--no-rebase", "--no-edit"]);
    assert!(merged, "{said}");
    let said = office.peer("ben", &["check"]);
    assert!(
        said.status != 0 && said.whole().contains("was not moved from "),
        "{}",
        said.whole()
    );
    office.ok("ben", &["unvoid", "2026-10-07-casework-p-c"]);
    assert!(office.ok("ben", &["check"]).contains("no problems found"));
    let listed = office.ok("ben", &["list", "sessions", "--format", "csv"]);
    assert!(listed.contains("2026-10-07-casework-p-c,102,"), "{listed}");
}

#[test]
fn a_day_between_two_moves_can_be_used_again_and_nothing_is_forgotten() {
    let office = begun();
    let first = "2026-10-07-casework-p-b";
    office.ok("ana", &["move", first, "--on", "2026-10-09"]);
    office.ok(
        "ana",
        &["move", "2026-10-09-casework-p-b", "--on", "2026-10-11"],
    );
    office.ok(
        "ana",
        &["log", "casework", "p-b", "30min", "--on", "2026-10-09"],
    );
    assert!(office.ok("ana", &["check"]).contains("no problems found"));
    let path = format!("ana/sessions/2026/{first}.toml");
    let text = office.read(&path);
    assert!(
        text.contains("moved_to = \"2026-10-09-casework-p-b--2\""),
        "{text}"
    );
    office.write(&path, &text.replace("minutes = 101", "minutes = 102"));
    office.ok("ana", &["keep", first]);
    let listed = office.ok("ana", &["list", "sessions", "--format", "csv"]);
    assert!(listed.contains("2026-10-11-casework-p-b,102,"), "{listed}");
    assert!(listed.contains("2026-10-09-casework-p-b,30,"), "{listed}");
    assert!(office.ok("ana", &["check"]).contains("no problems found"));
}
