//! The repository of names: created at once, ignored by that of the records, and synced with it.

use std::fs;

use super::world::{add, begun, found, join, objects, round, shown, two};
use crate::common::Home;
use crate::merging::laptops::Office;

#[test]
fn a_fresh_program_gives_no_name_away() {
    for by_peer in [false, true] {
        let office = begun();
        add(&office, "ana", "Quilla Zephyr", "p-rosa");
        office.ok("ana", &["set", "p-rosa", "phone=520-555-0142"]);
        match by_peer {
            true => {
                office.ok("ana", &["save"]);
                office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
                office.ok("ana", &["sync"]);
            }
            false => {
                office.git("ana", &["add", "-A"]);
                office.git("ana", &["commit", "--quiet", "-m", "all"]);
                office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
            }
        }
        for folder in ["ana", "hub.git"] {
            let all = objects(&office, folder);
            assert!(all.contains("start = 2026-01-15"), "{all}");
            for name in ["Quilla", "Zephyr", "520-555-0142"] {
                assert!(!all.contains(name), "{folder}: {name}");
            }
            assert!(
                !office
                    .git(folder, &["ls-tree", "-r", "HEAD"])
                    .contains("identities")
            );
        }
    }
}

#[test]
fn git_clean_leaves_names_alone() {
    let office = begun();
    add(&office, "ana", "Rosa Medina", "p-rosa");
    office.git("ana", &["add", "-A"]);
    office.write("ana/left.txt", "x");
    office.git("ana", &["clean", "-q", "-fdx"]);
    assert!(!office.at("ana/left.txt").exists());
    assert!(office.read("ana/identities/p-rosa.toml").contains("Medina"));
    let state = office.ok("ana", &["where"]);
    let told = "in a git repository of their own, 1 file not saved; on this computer only";
    assert!(state.contains(told), "{state}");
}

#[test]
fn the_second_laptop_knows_everybody_by_name() {
    let office = two();
    assert!(shown(&office, "ben").contains("Rosa Medina"));
    // Changes of each are on the other laptop once both have gone round.
    add(&office, "ben", "Nora Diaz", "p-nora");
    office.ok("ana", &["set", "p-rosa", "phone=520-555-0142"]);
    office.ok("ben", &["set", "p-rosa", "email=rosa@example.org"]);
    let told = round(&office, "ana");
    assert!(
        told.contains("saved names of p-rosa separately (as "),
        "{told}"
    );
    assert!(told.contains("names: sent 1 commit"), "{told}");
    let told = round(&office, "ben");
    assert!(
        told.contains("names: received 1 commit, sent 2 commits"),
        "{told}"
    );
    office.ok("ana", &["sync"]);
    for who in ["ana", "ben"] {
        assert!(shown(&office, who).contains("Nora Diaz"));
        assert_eq!(
            office.read(&format!("{who}/identities/p-rosa.toml")),
            "given = \"Rosa\"\nfamily = \"Medina\"\nphone = \"520-555-0142\"\nemail = \"rosa@example.org\"\n"
        );
        let status = office.ok(who, &["status"]);
        assert!(status.contains("as of the last sync"), "{status}");
    }
    assert!(!objects(&office, "hub.git").contains("Medina"));
}

#[test]
fn names_that_were_there_before_the_remote_are_joined() {
    let office = two();
    office.clone("cem");
    office.git("cem", &["config", "user.name", "cem"]);
    add(&office, "cem", "Olga Ruiz", "p-olga");
    let told = office.ok("cem", &["git", "setup", "--names", "../names.git"]);
    assert!(told.contains("saved names of p-olga separately"), "{told}");
    let all = shown(&office, "cem");
    assert!(all.contains("Olga Ruiz") && all.contains("p-rosa"), "{all}");
    assert!(office.read("cem/identities/p-rosa.toml").contains("Medina"));
    office.ok("ben", &["sync"]);
    assert!(office.read("ben/identities/p-olga.toml").contains("Ruiz"));
}

#[test]
fn a_name_that_was_changed_two_ways_is_left_to_a_person_and_never_shown() {
    let office = two();
    office.ok("ana", &["set", "p-rosa", "phone=520-555-0142"]);
    office.ok("ben", &["set", "p-rosa", "phone=520-555-0143"]);
    round(&office, "ana");
    office.ok("ben", &["save"]);
    let refused = office.peer("ben", &["sync"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    let told = refused.whole();
    assert!(told.contains("`phone` was changed in two ways"), "{told}");
    assert!(
        told.contains("`peer edit identities/p-rosa.toml`"),
        "{told}"
    );
    for name in ["520-555", "Medina", "Rosa"] {
        assert!(!told.contains(name), "{told}");
    }
    let held = office.peer("ben", &["--no-names", "save"]);
    assert!(!held.whole().contains("520-555"), "{}", held.whole());
    assert_eq!(held.status, 1, "{}", held.whole());
    let text = office.read("ben/identities/p-rosa.toml");
    let decided: String = text
        .lines()
        .filter(|line| !line.starts_with(['<', '=', '>']) && !line.contains("0142"))
        .map(|line| format!("{line}\n"))
        .collect();
    office.write("ben/identities/p-rosa.toml", &decided);
    let told = round(&office, "ben");
    assert!(told.contains("names: sent 2 commits"), "{told}");
    office.ok("ana", &["sync"]);
    assert_eq!(
        office.read("ana/identities/p-rosa.toml"),
        "given = \"Rosa\"\nfamily = \"Medina\"\nphone = \"520-555-0143\"\n"
    );
    let log = office.git("ana/identities", &["log", "--format=%B"]);
    assert!(!log.contains("Medina") && !log.contains("555"), "{log}");
}

#[test]
fn a_stick_that_is_not_there_keeps_nobody_from_the_records() {
    let office = two();
    add(&office, "ana", "Nora Diaz", "p-nora");
    fs::rename(office.at("names.git"), office.at("away.git")).unwrap();
    let told = round(&office, "ana");
    assert!(
        told.contains("note: the records were synced, but the names were not: cannot reach"),
        "{told}"
    );
    assert!(
        told.contains("synced with origin/main: sent 1 commit"),
        "{told}"
    );
    assert!(
        office
            .ok("ana", &["where"])
            .contains("saved, not given to others yet")
    );
    fs::rename(office.at("away.git"), office.at("names.git")).unwrap();
    assert!(office.ok("ana", &["sync"]).contains("names: sent 1 commit"));
    office.ok("ben", &["sync"]);
    assert!(shown(&office, "ben").contains("Nora Diaz"));
}

#[test]
fn the_remote_of_names_is_none_of_the_records() {
    let office = two();
    let refused = |remote: &str, told: &str| {
        let answer = office.peer("ana", &["git", "setup", "--names", remote]);
        assert_ne!(answer.status, 0, "{remote}");
        assert!(answer.whole().contains(told), "{}", answer.whole());
    };
    refused("../hub.git", "is also the remote of the records");
    refused("../nowhere.git", "git init --bare ../nowhere.git");
    refused("--upload-pack=x", "");
    office.git(".", &["clone", "--quiet", "--bare", "hub.git", "copy.git"]);
    refused("../copy.git", "has records");
    // None of them is kept.
    assert!(office.ok("ana", &["sync"]).contains("names: up to date"));
}

#[test]
fn the_names_of_another_program_are_neither_taken_in_nor_mixed_with_others() {
    let office = two();
    office.git(".", &["init", "-q", "--bare", "other.git"]);
    office.git(".", &["clone", "-q", "other.git", "mia"]);
    office.git("mia", &["config", "user.name", "mia"]);
    office.git("mia", &["config", "user.email", "mia@example.org"]);
    office.ok("mia", &["init", ".", "--name", "Other"]);
    add(&office, "mia", "Vera Solis", "p-vera");
    office.ok("mia", &["save"]);
    office.git("mia", &["push", "-q", "-u", "origin", "HEAD"]);
    let there = office.git("names.git", &["for-each-ref"]);
    let told = "has the names of another program; no names were received or sent";
    let is_as_before = || {
        assert_eq!(office.git("names.git", &["for-each-ref"]), there);
        for text in ["Medina", "Ortega"] {
            let places = found(&office, "mia", text);
            assert!(places.is_empty(), "{places:?}");
        }
        assert!(shown(&office, "mia").contains("Vera Solis"));
    };
    let config = office.read("mia/identities/.git/config");
    let refused = office.peer("mia", &["git", "setup", "--names", "../names.git"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(refused.stderr.contains(told), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("`git init --bare`"),
        "{}",
        refused.stderr
    );
    assert_eq!(office.read("mia/identities/.git/config"), config);
    is_as_before();
    // The remote is set by hand, which is noticed at the first sync.
    let address = office.at("names.git").display().to_string();
    let asked = ["config", "remote.origin.url", &address];
    office.git("mia/identities", &asked);
    let every = "+refs/heads/*:refs/remotes/origin/*";
    office.git("mia/identities", &["config", "remote.origin.fetch", every]);
    let refused = office.peer("mia", &["sync"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(refused.stderr.contains(told), "{}", refused.stderr);
    is_as_before();
    // An empty one is fine, and belongs to this program from then on.
    office.git(".", &["init", "-q", "--bare", "new.git"]);
    office.ok("mia", &["git", "setup", "--names", "../new.git"]);
    let refused = office.peer("ben", &["git", "setup", "--names", "../new.git"]);
    assert!(refused.stderr.contains(told), "{}", refused.whole());
    assert!(office.ok("ben", &["sync"]).contains("names: up to date"));
}

#[test]
fn a_plain_folder_goes_on_and_moves_when_asked() {
    let office = Office::new();
    office.ok("ana", &["init", ".", "--name", "Test"]);
    fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
    add(&office, "ana", "Rosa Medina", "p-rosa");
    office.ok("ana", &["save"]);
    assert!(office.ok("ana", &["where"]).contains("in a plain folder"));
    let offered = office.ok("ana", &["upgrade"]);
    assert!(
        offered.contains("`peer upgrade --names` gives them"),
        "{offered}"
    );
    let would = office.ok("ana", &["upgrade", "--names", "--dry-run"]);
    assert!(
        would.contains("would make identities a git repository of its own"),
        "{would}"
    );
    assert!(!office.at("ana/identities/.git").exists());
    office.ok("ana", &["upgrade", "--names"]);
    assert!(
        office
            .ok("ana", &["save"])
            .contains("saved names of p-rosa separately (as ")
    );
    assert!(office.ok("ana", &["upgrade"]).contains("up to date"));
}

#[test]
fn names_in_git_with_the_records_go_on_and_move_when_asked() {
    let office = Office::new();
    office.ok("ana", &["init", ".", "--name", "Test"]);
    fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
    let ignored = office.read("ana/.gitignore").replace("/identities\n", "");
    office.write("ana/.gitignore", &ignored);
    add(&office, "ana", "Rosa Medina", "p-rosa");
    office.ok("ana", &["save", "--with-names"]);
    assert!(
        office
            .ok("ana", &["where"])
            .contains("in git with the records")
    );
    office.ok("ana", &["set", "p-rosa", "phone=520-555-0142"]);
    office.ok("ana", &["save"]);
    let told = office.ok("ana", &["upgrade", "--names"]);
    assert!(
        told.contains("still has the names that were saved there"),
        "{told}"
    );
    let told = office.ok("ana", &["save"]);
    assert!(
        told.contains("saved names of p-rosa separately (as "),
        "{told}"
    );
    assert!(
        !office
            .git("ana", &["ls-tree", "-r", "--name-only", "HEAD"])
            .contains("identities")
    );
    assert!(office.read("ana/identities/p-rosa.toml").contains("Medina"));
}

#[test]
fn a_repository_that_nobody_named_to_peer_is_left_alone() {
    let office = Office::new();
    office.ok(
        "ana",
        &["init", ".", "--name", "Test", "--identities", "../other"],
    );
    fs::remove_dir_all(office.at("other/.git")).unwrap();
    office.git("other", &["init", "--quiet"]);
    add(&office, "ana", "Rosa Medina", "p-rosa");
    let told = office.ok("ana", &["save"]);
    assert!(!told.contains("names of"), "{told}");
    assert!(
        office
            .git("other", &["status", "--short"])
            .contains("p-rosa.toml")
    );
}

#[test]
fn the_names_of_another_program_are_not_its_own() {
    let office = two();
    std::fs::create_dir(office.at("mallory")).unwrap();
    office.git("mallory", &["init", "--quiet"]);
    office.git("mallory", &["config", "user.name", "mallory"]);
    office.git("mallory", &["config", "user.email", "m@example.org"]);
    office.ok("mallory", &["init", ".", "--name", "Test"]);
    let rules = office.read("mallory/peer.toml");
    let rules = rules.replace("\"identities\"", "\"../ana/identities\"");
    office.write("mallory/peer.toml", &rules);
    office.write("mallory/participants/p-rosa.toml", "");
    let before = office.git("ana/identities", &["rev-parse", "HEAD"]);
    let told = office.ok("mallory", &["save", "--anyway"]);
    assert!(!told.contains("names of"), "{told}");
    assert!(
        office
            .ok("mallory", &["where"])
            .contains("in a plain folder")
    );
    assert_eq!(office.git("ana/identities", &["rev-parse", "HEAD"]), before);
}

#[test]
fn where_names_are_is_said_once_a_week() {
    let office = begun();
    let save = |day: &str, name: &str, id: &str| {
        add(&office, "ana", name, id);
        let mut command = office.command("ana", &["save"]);
        let output = command.env("PEER_TODAY", day).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let told = "names are on this computer only";
    assert!(save("2026-11-02", "Rosa Medina", "p-a").contains(told));
    assert!(!save("2026-11-02", "Luis Ortega", "p-b").contains(told));
    assert!(!save("2026-11-08", "Nora Diaz", "p-c").contains(told));
    assert!(save("2026-11-09", "Olga Ruiz", "p-d").contains(told));
}

#[test]
fn a_program_without_git_has_no_repository_of_names() {
    let home = Home::empty();
    let mut command = home.command(&["init"]);
    command.env("PATH", "/nowhere");
    assert!(command.status().unwrap().success());
    assert!(home.at("identities").is_dir() && !home.at("identities/.git").exists());
    assert!(!home.at("identities/.git.new").exists());
}

#[test]
fn a_repository_of_names_that_cannot_be_made_names_the_place_and_leaves_nothing() {
    let office = Office::new();
    // A new program: a file is in the way of the repository to be created.
    office.write("ana/identities/.git.new", "in the way");
    let made = office.peer("ana", &["init", ".", "--name", "Test"]);
    let place = "./identities/.git.new";
    assert_eq!(made.status, 0, "{}", made.whole());
    assert!(made.stderr.contains(place), "{}", made.whole());
    let next = "To make one: peer upgrade --names";
    assert!(made.stderr.contains(next), "{}", made.whole());
    add(&office, "ana", "Rosa Medina", "p-rosa");
    // An existing one: for the verb that creates it, and for the one that gives it a remote.
    office.git(".", &["init", "-q", "--bare", "names.git"]);
    office.ok("ana", &["save"]);
    let setup = ["git", "setup", "--names", "../names.git"];
    for asked in [&["upgrade", "--names"][..], &setup] {
        let refused = office.peer("ana", asked);
        assert_eq!(refused.status, 2, "{}", refused.whole());
        assert!(refused.stderr.contains(place), "{}", refused.whole());
        assert!(!office.at("ana/identities/.git").exists());
        assert_eq!(office.read("ana/identities/.git.new"), "in the way");
    }
    assert!(office.read("ana/identities/p-rosa.toml").contains("Medina"));
    assert!(!objects(&office, "ana").contains("Medina"));
    fs::remove_file(office.at("ana/identities/.git.new")).unwrap();
    office.ok("ana", &["upgrade", "--names"]);
    let names: Vec<_> = fs::read_dir(office.at("ana/identities")).unwrap().collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(office.ok("ana", &["save"]).contains("names of p-rosa"));
}

#[test]
fn an_undo_brings_a_name_back() {
    let office = begun();
    join_names(&office);
    add(&office, "ana", "Rosa Medina", "p-rosa");
    round(&office, "ana");
    office.ok("ana", &["set", "p-rosa", "family=Delgado"]);
    round(&office, "ana");
    office.ok("ana", &["undo"]);
    assert!(office.read("ana/identities/p-rosa.toml").contains("Medina"));
    assert!(round(&office, "ana").contains("names: sent 1 commit"));
    join(&office, "ben");
    assert!(shown(&office, "ben").contains("Rosa Medina"));
}

fn join_names(office: &Office) {
    office.ok("ana", &["save"]);
    office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
    office.ok("ana", &["git", "setup", "--names", "../names.git"]);
}

#[test]
fn the_remote_of_names_never_is_that_of_the_records_however_and_whenever_it_is_written() {
    let office = begun();
    add(&office, "ana", "Rosa Medina", "p-rosa");
    office.ok("ana", &["save"]);
    // The remote of the records is still empty, so nothing in it would reveal what it is.
    let hub = office.at("hub.git").display().to_string();
    for written in [
        format!("file://{hub}"),
        format!("{hub}/"),
        "../ana/identities".to_owned(),
    ] {
        let refused = office.peer("ana", &["git", "setup", "--names", &written]);
        assert_ne!(refused.status, 0, "{written}");
    }
    office.ok("ana", &["git", "setup", "--names", "../names.git"]);
    // The records are sent to the remote of names later, by hand.
    office.git("ana", &["remote", "set-url", "origin", "../names.git"]);
    add(&office, "ana", "Luis Ortega", "p-luis");
    office.ok("ana", &["save"]);
    let refused = office.peer("ana", &["sync"]);
    assert!(
        refused.status != 0 && refused.stderr.contains("is also the remote of the records"),
        "{}",
        refused.whole()
    );
    office.git("ana", &["remote", "set-url", "origin", "../hub.git"]);
    office.git(
        "ana",
        &["push", "--quiet", "../names.git", "HEAD:refs/heads/records"],
    );
    let refused = office.peer("ana", &["sync"]);
    assert!(
        refused.status != 0 && refused.stderr.contains("has records"),
        "{}",
        refused.whole()
    );
    assert!(!objects(&office, "names.git").contains("Ortega"));
    assert!(!objects(&office, "hub.git").contains("Medina"));
}
