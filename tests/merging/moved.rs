//! What people see if a month was packed or unpacked on the other laptop, and what they can do about it.

use std::fs;

use super::laptops::Office;

pub const MONTH: &str = "sessions/2026/2026-10.toml";
pub const ONE: &str = "2026-10-07-group-wednesday";
pub const OWN: &str = "sessions/2026/2026-10-07-group-wednesday.toml";

/// Two sessions of October, which both have.
pub fn october() -> Office {
    let office = Office::at_work();
    for day in ["2026-10-07", "2026-10-14"] {
        office.ok(
            "ana",
            &[
                "log",
                "group",
                "wednesday",
                "--present",
                "p-rosa",
                "60min",
                "--on",
                day,
            ],
        );
    }
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    office
}

pub fn packed_by(office: &Office, who: &str) {
    office.ok(who, &["pack", "--before", "2026-11-01"]);
    office.ok(who, &["save"]);
}

pub fn removed_by(office: &Office, who: &str) {
    fs::remove_file(office.at(&format!("{who}/{OWN}"))).unwrap();
    office.ok(who, &["save"]);
}

pub fn listed(office: &Office, who: &str) -> String {
    office.ok(who, &["list", "sessions", "--format", "csv"])
}

#[test]
fn a_session_that_one_side_removed_stays_removed_when_the_other_packed_it() {
    for (remover, packer) in [("ana", "ben"), ("ben", "ana")] {
        let office = october();
        removed_by(&office, remover);
        packed_by(&office, packer);
        office.ok("ana", &["sync"]);
        let told = office.ok("ben", &["sync"]);
        let side = if remover == "ben" {
            "removed here and packed there"
        } else {
            "removed there and packed here"
        };
        assert!(
            told.starts_with(&format!("{ONE} was {side}: it stays removed\n")),
            "{told}"
        );
        office.ok("ana", &["sync"]);
        for who in ["ana", "ben"] {
            assert!(
                !listed(&office, who).contains("2026-10-07")
                    && listed(&office, who).contains("2026-10-14")
            );
            assert!(office.at(&format!("{who}/{MONTH}")).exists());
            office.ok(who, &["check"]);
        }
    }
}

#[test]
fn a_removal_that_git_alone_lost_is_named_by_the_hook_and_made_again_by_sync() {
    let office = october();
    office.ok("ben", &["git", "setup", "--hooks"]);
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    packed_by(&office, "ben");
    let said = office.git("ben", &["pull", "--no-rebase", "--no-edit"]);
    assert!(
        said.contains(&format!("{ONE} was removed there and is back")),
        "{said}"
    );
    assert!(said.contains("`peer sync` fixes it"), "{said}");
    assert_eq!(office.peer("ben", &["git", "check", "--merged"]).status, 1);
    assert!(listed(&office, "ben").contains("2026-10-07"));
    let back = format!("{ONE} was removed on one side of a merge and is back");
    for verb in ["check", "status"] {
        let said = office.peer("ben", &[verb]).whole();
        assert!(said.contains(&back), "{said}");
        assert!(
            said.contains(&format!("`peer void {ONE} --reason")),
            "{said}"
        );
    }
    let told = office.ok("ben", &["sync"]);
    assert!(
        told.contains(&format!(
            "{ONE} was removed there and packed here: it stays removed"
        )),
        "{told}"
    );
    assert!(!listed(&office, "ben").contains("2026-10-07"));
    assert!(
        office
            .git("ben", &["log", "-1", "--format=%s"])
            .contains("merge packed months by their sessions")
    );
    assert!(office.ok("ben", &["sync"]).contains("nothing new"));
    assert!(!office.peer("ben", &["check"]).whole().contains(&back));
}

#[test]
fn a_removal_under_a_month_that_a_rebase_put_on_top_is_named() {
    let office = october();
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    packed_by(&office, "ben");
    // A clone that is set up rebases only on request.
    assert_eq!(office.git("ben", &["config", "pull.rebase"]), "false\n");
    office.git("ben", &["pull", "--quiet", "--rebase"]);
    let told = office.ok("ben", &["sync"]);
    assert!(
        told.contains(&format!(
            "note: {ONE} was removed in what others saved, but {MONTH} has it"
        )),
        "{told}"
    );
    // Sessions that are only packed need no attention.
    office.ok("ana", &["sync"]);
    office.ok("ana", &["pack", "--unpack", "--before", "2026-11-01"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    packed_by(&office, "ana");
    assert!(!office.ok("ana", &["sync"]).contains("note"));
}

#[test]
fn a_merge_by_hand_is_held_to_the_same_as_a_sync() {
    let office = october();
    removed_by(&office, "ana");
    office.ok("ana", &["set", "c-first", "county=pima"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    packed_by(&office, "ben");
    office.ok("ben", &["set", "c-first", "county=pinal"]);
    office.ok("ben", &["save"]);
    let (well, _) = office.try_git("ben", &["pull", "--no-rebase"]);
    assert!(!well);
    let check = office.peer("ben", &["git", "check"]);
    assert!(
        check
            .stderr
            .contains("`peer save` finishes the merge without"),
        "{}",
        check.whole()
    );
    let dry = office.ok("ben", &["save", "--dry-run"]);
    assert!(dry.contains("would first merge the packed months"), "{dry}");
    let open = office.peer("ben", &["save"]);
    assert_eq!(open.status, 1, "{}", open.whole());
    assert!(
        open.stderr
            .contains("conflict in cases/c-first.toml\n  `county`: you say `pinal`"),
        "{}",
        open.whole()
    );
    assert!(
        open.stderr
            .contains(&format!("{ONE} was removed there and packed here")),
        "{}",
        open.whole()
    );
    let text = office.read("ben/cases/c-first.toml");
    let marked = "<<<<<<< ours\ncounty = \"pinal\"\n=======\ncounty = \"pima\"\n>>>>>>> theirs\n";
    office.write(
        "ben/cases/c-first.toml",
        &text.replace(marked, "county = \"pima\"\n"),
    );
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
    assert!(!listed(&office, "ben").contains("2026-10-07"));
}

#[test]
fn a_session_that_one_side_removed_and_the_other_changed_and_packed_is_left_to_a_person() {
    let office = october();
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    office.ok("ben", &["set", ONE, "minutes=61"]);
    packed_by(&office, "ben");
    let before = office.read(&format!("ben/{MONTH}"));
    let told = office.peer("ben", &["sync"]);
    assert_eq!(told.status, 1, "{}", told.whole());
    let words = format!("conflict in {MONTH}\n  {ONE}: the whole session: you say");
    assert!(
        told.stderr.contains(&words)
            && told.stderr.contains("the other side says nothing any more"),
        "{}",
        told.whole()
    );
    assert!(
        told.stderr.contains(&format!("help: `peer edit {MONTH}`")),
        "{}",
        told.whole()
    );
    // It can be aborted, and asked again.
    office.git("ben", &["merge", "--abort"]);
    assert_eq!(
        (
            office.read(&format!("ben/{MONTH}")),
            office.git("ben", &["status", "--short"])
        ),
        (before, String::new())
    );
    assert_eq!(office.peer("ben", &["sync"]).stderr, told.stderr);
    assert_eq!(office.peer("ben", &["save", "--anyway"]).status, 1);
    let text = office.read(&format!("ben/{MONTH}"));
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !["<<<<", "====", ">>>>"].contains(&line.get(..4).unwrap_or("")))
        .collect();
    office.write(&format!("ben/{MONTH}"), &(kept.join("\n") + "\n"));
    let told = office.ok("ben", &["save"]);
    assert!(!told.contains("removed"), "{told}");
    office.ok("ben", &["sync"]);
    office.ok("ana", &["sync"]);
    assert!(
        office
            .read(&format!("ana/{MONTH}"))
            .contains("minutes = 61")
    );
}

#[test]
fn half_a_decision_is_not_written_over() {
    let office = october();
    for (who, minutes) in [("ana", "70"), ("ben", "80")] {
        for session in [ONE, "2026-10-14-group-wednesday"] {
            office.ok(who, &["set", session, &format!("minutes={minutes}")]);
        }
        office.ok(who, &["save"]);
    }
    packed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    assert_eq!(office.peer("ben", &["sync"]).status, 1);
    let path = format!("ben/{MONTH}");
    let text = office.read(&path);
    assert_eq!(text.matches("<<<<<<< ours").count(), 2, "{text}");
    let half = text.replacen(
        "<<<<<<< ours\nminutes = 80\n=======\nminutes = 70\n>>>>>>> theirs\n",
        "minutes = 75 # asked\n",
        1,
    );
    office.write(&path, &half);
    let save = office.peer("ben", &["save"]);
    assert!(
        save.status == 1 && save.stderr.contains("1 conflict still to decide"),
        "{}",
        save.whole()
    );
    assert_eq!(office.read(&path), half);
    office.write(
        &path,
        &half
            .replace("<<<<<<< ours\nminutes = 80\n=======\n", "")
            .replace(">>>>>>> theirs\n", ""),
    );
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
    let merged = office.read(&path);
    assert!(
        merged.contains("minutes = 75 # asked") && merged.contains("minutes = 70"),
        "{merged}"
    );
}

#[test]
fn a_session_changed_in_a_month_that_was_taken_apart_and_removed_there_has_a_first_step() {
    let office = october();
    packed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    office.ok("ana", &["pack", "--unpack", "--before", "2026-11-01"]);
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    office.ok("ben", &["set", ONE, "minutes=61"]);
    office.ok("ben", &["save"]);
    let told = office.peer("ben", &["sync"]);
    assert_eq!(told.status, 1, "{}", told.whole());
    assert!(
        told.stderr
            .contains("  you changed it, and the other side removed it\n"),
        "{}",
        told.whole()
    );
    let help =
        format!("help: keep the file with `peer keep {OWN}`, or delete it with `peer drop {OWN}`");
    assert!(told.stderr.contains(&help), "{}", told.whole());
    let save = office.peer("ben", &["save"]);
    assert!(
        save.status == 1 && save.stderr.contains(&help),
        "{}",
        save.whole()
    );
    office.git("ben", &["rm", "--quiet", OWN]);
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
    assert!(
        !listed(&office, "ben").contains("2026-10-07")
            && !office.at(&format!("ben/{MONTH}")).exists()
    );
}

#[test]
fn comments_go_with_a_session_wherever_it_is_put() {
    let office = october();
    let text = office.read(&format!("ana/{OWN}"));
    office.write(
        &format!("ana/{OWN}"),
        &format!("# asked for by the group\n{text}# and this at the end\n"),
    );
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    let text = office.read(&format!("ben/{MONTH}").replace(MONTH, OWN));
    office.write(
        &format!("ben/{OWN}"),
        &text
            .replace("group = ", "minutes_of = 1\ngroup = ")
            .replace("minutes_of = 1\n", "# in the small room\n"),
    );
    packed_by(&office, "ben");
    office.ok("ben", &["sync"]);
    let month = office.read(&format!("ben/{MONTH}"));
    for comment in [
        "# asked for by the group",
        "# and this at the end",
        "# in the small room",
    ] {
        assert_eq!(month.matches(comment).count(), 1, "{month}");
    }
    office.ok("ben", &["check"]);
}

#[test]
fn a_month_with_a_fault_is_merged_by_git_and_held_back_where_a_session_came_back() {
    let office = october();
    let other = "sessions/2026/2026-10-14-group-wednesday.toml";
    let text = office.read(&format!("ana/{other}"));
    office.write(&format!("ana/{other}"), &format!("aera = 1\n{text}"));
    fs::remove_file(office.at(&format!("ana/{OWN}"))).unwrap();
    office.ok("ana", &["save", "--anyway"]);
    office.ok("ana", &["sync", "--anyway"]);
    packed_by(&office, "ben");
    let told = office.peer("ben", &["sync"]);
    assert_eq!(told.status, 1, "{}", told.whole());
    assert!(
        told.stderr
            .contains("the sessions of 2026-10 were merged file by file"),
        "{}",
        told.whole()
    );
    assert!(told.stderr.contains("help: "), "{}", told.whole());
    office.git("ben", &["rm", "--quiet", other]);
    let save = office.peer("ben", &["save"]);
    assert_eq!(save.status, 1, "{}", save.whole());
    assert!(
        save.stderr
            .contains(&format!("{ONE} was removed there and is back in {MONTH}")),
        "{}",
        save.whole()
    );
    let text = office.read(&format!("ben/{MONTH}"));
    office.write(
        &format!("ben/{MONTH}"),
        &text[text.find("[2026-10-14").unwrap()..],
    );
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
    assert!(!listed(&office, "ben").contains("2026-10-07"));
}

#[test]
fn a_month_below_the_top_of_a_repository_is_merged_alike() {
    let office = Office::new();
    let inside = |who: &str| format!("{who}/data/records");
    office.ok("ana", &["init", "data/records", "--name", "Test"]);
    office.ok(&inside("ana"), &["git", "setup"]);
    office.ok(
        &inside("ana"),
        &[
            "add",
            "participant",
            "--id",
            "p-rosa",
            "--enroll",
            "2026-01-15",
        ],
    );
    office.ok(&inside("ana"), &["add", "group", "wednesday"]);
    for day in ["2026-10-07", "2026-10-14"] {
        office.ok(
            &inside("ana"),
            &[
                "log",
                "group",
                "wednesday",
                "--present",
                "p-rosa",
                "--on",
                day,
            ],
        );
    }
    office.ok(&inside("ana"), &["save"]);
    office.ok(&inside("ana"), &["sync"]);
    office.git(".", &["clone", "--quiet", "hub.git", "cara"]);
    office.git("cara", &["config", "user.name", "cara"]);
    office.git("cara", &["config", "user.email", "cara@example.org"]);
    removed_by(&office, &inside("ana"));
    office.ok(&inside("ana"), &["sync"]);
    packed_by(&office, &inside("cara"));
    let told = office.ok(&inside("cara"), &["sync"]);
    assert!(
        told.contains("was removed there and packed here: it stays removed"),
        "{told}"
    );
    assert!(
        !office.at("cara/sessions").exists()
            && office.at(&format!("{}/{MONTH}", inside("cara"))).exists()
    );
    assert!(!listed(&office, &inside("cara")).contains("2026-10-07"));
}

#[test]
fn a_new_record_is_not_taken_for_one_that_was_removed() {
    let office = october();
    let text = office.read("ana/participants/p-luis.toml");
    fs::remove_file(office.at("ana/participants/p-luis.toml")).unwrap();
    office.write(
        "ana/participants/p-mara.toml",
        &format!("area = \"1\"\n{text}"),
    );
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["set", "p-luis", "gender=man"]);
    office.ok("ben", &["save"]);
    let told = office.peer("ben", &["sync"]);
    let words = "conflict in participants/p-luis.toml\n  you changed it, and ana on ";
    assert!(
        told.status == 1 && told.stderr.contains(words),
        "{}",
        told.whole()
    );
    assert!(
        !office
            .read("ben/participants/p-mara.toml")
            .contains("gender")
    );
    office.git("ben", &["add", "participants/p-luis.toml"]);
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
}

#[test]
fn a_removal_that_a_merge_of_others_lost_is_made_again_when_it_comes_in() {
    let office = october();
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    packed_by(&office, "ben");
    // Ben's git merges silently, and the server gets his result.
    office.git("ben", &["pull", "--quiet", "--no-rebase", "--no-edit"]);
    office.git("ben", &["push", "--quiet"]);
    let told = office.ok("ana", &["sync"]);
    assert!(told.contains(ONE), "{told}");
    assert!(!listed(&office, "ana").contains("2026-10-07"));
    assert!(listed(&office, "ana").contains("2026-10-14"));
}

#[test]
fn a_removal_under_a_month_that_somebody_rebased_is_named_when_it_comes_in() {
    let office = october();
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    packed_by(&office, "ben");
    office.git("ben", &["pull", "--quiet", "--rebase"]);
    office.git("ben", &["push", "--quiet"]);
    let told = office.ok("ana", &["sync"]);
    assert!(
        told.contains(&format!(
            "note: {ONE} was removed in what you saved, but {MONTH} has it"
        )),
        "{told}"
    );
}
