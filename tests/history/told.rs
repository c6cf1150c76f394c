//! What happened to a record.

use super::repo::{Repo, handed_in, told};

const SESSION: &str = "2026-09-02-group-wednesday";

#[test]
fn moving_a_session_into_a_packed_month_and_back_is_no_change() {
    let repo = handed_in();
    repo.on("2026-11-21", &["pack", "--before", "2026-11-01"]);
    repo.commit("2026-11-01");
    let month = repo.home.read("records/sessions/2026/2026-09.toml");
    repo.write(
        "sessions/2026/2026-09.toml",
        &month.replacen("minutes = 90", "minutes = 75", 1),
    );
    repo.commit("2026-11-02");
    repo.on(
        "2026-11-21",
        &["pack", "--unpack", "--before", "2026-11-01"],
    );
    repo.commit("2026-11-03");
    assert_eq!(
        told(&repo, &[SESSION]),
        [
            format!("2026-09-30 {SESSION} entered kind  support-group"),
            format!("2026-09-30 {SESSION} entered on  2026-09-02"),
            format!("2026-09-30 {SESSION} entered group  wednesday"),
            format!("2026-09-30 {SESSION} entered minutes  90"),
            format!("2026-09-30 {SESSION} entered participants  p-luis"),
            format!("2026-09-30 {SESSION} entered participants  p-rosa"),
            format!("2026-11-02 {SESSION} changed minutes 90 75"),
        ]
    );
    assert_eq!(told(&repo, &[SESSION, "--since", "2026-10-01"]).len(), 1);
}

#[test]
fn the_files_of_one_person_are_told_together_and_what_is_not_committed_last() {
    let repo = handed_in();
    repo.parent("p-ana", "same_as = \"p-rosa\"\n");
    repo.commit("2026-10-20");
    repo.parent("p-rosa", "area = \"85701\"\n");
    assert_eq!(
        told(&repo, &["p-ana"]),
        [
            "2026-09-30 p-rosa entered enrollment of 2026-01-01  start=2026-01-01",
            "2026-09-30 p-ana entered enrollment of 2026-01-01  start=2026-01-01",
            "2026-10-20 p-ana changed same_as  p-rosa",
            " p-rosa changed area  85701",
        ]
    );
    let past = repo
        .ok(&["--at", "2026-10-12", "history", "p-ana", "--format", "csv"])
        .stdout;
    assert_eq!(past.lines().count(), 2, "{past}");
}

#[test]
fn a_file_written_otherwise_is_no_change_and_a_broken_one_is_passed_over_aloud() {
    let repo = handed_in();
    repo.write(
        "participants/p-luis.toml",
        "# checked\n[[enrollment]]\nstart   = 2026-01-01\n",
    );
    repo.commit("2026-10-13");
    repo.write(
        "participants/p-luis.toml",
        "area = 7\n[[enrollment]]\nstart = 2026-01-01\n",
    );
    repo.commit("2026-10-14");
    repo.parent("p-luis", "area = \"7\"\n");
    repo.commit("2026-10-15");
    std::fs::remove_file(repo.home.at("records/participants/p-luis.toml")).unwrap();
    repo.commit("2026-10-16");
    assert_eq!(
        told(&repo, &["p-luis"]),
        [
            "2026-09-30 p-luis entered enrollment of 2026-01-01  start=2026-01-01",
            "2026-10-14 p-luis cannot be read   ",
            "2026-10-15 p-luis changed area  7",
            "2026-10-16 p-luis removed   ",
        ]
    );
}

#[test]
fn nothing_from_identities_is_told() {
    let repo = handed_in();
    repo.write(
        "identities/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\n",
    );
    repo.commit("2026-10-20");
    for format in ["text", "csv", "json", "markdown", "html"] {
        let answer = repo.on("2026-11-21", &["history", "rosa", "--format", format]);
        assert!(
            !answer.stdout.contains("Medina") && answer.stdout.contains("p-rosa"),
            "{}",
            answer.stdout
        );
    }
}

#[test]
fn a_record_that_git_does_not_know_is_said_so() {
    let repo = handed_in();
    let answer = repo.run(&["history", "p-zzzzz"]);
    assert_eq!(answer.status, 2);
    assert!(
        answer
            .stderr
            .contains("no commit has that id or name either"),
        "{}",
        answer.stderr
    );
    let fresh = Repo::new();
    fresh.parent("p-ana", "");
    assert_eq!(
        told(&fresh, &["p-ana"]),
        [" p-ana entered enrollment of 2026-01-01  start=2026-01-01"]
    );
}

#[test]
fn rules_groups_definitions_and_maps_have_a_history_too() {
    let repo = handed_in();
    let rules = "schema = 1\nname = \"Test Program\"\n\n[matching]\nexperience = 30\nsystem = 20\narea = 15\n\
                 availability = 15\ngender = 10\nload = 10\n\n[privacy]\nsmall_cell = 6\n";
    repo.write("peer.toml", rules);
    repo.write(
        "groups/wednesday.toml",
        "kind = \"support-group\"\nstage = \"both\"\nmeets = \"wed 18:00\"\n",
    );
    let definition = include_str!("../../src/measure/definitions/return-to-court.toml");
    repo.write("definitions/ours.toml", definition);
    repo.commit("2026-10-20");
    repo.write(
        "peer.toml",
        &rules.replace("small_cell = 6", "small_cell = 11"),
    );
    repo.write(
        "definitions/ours.toml",
        &definition.replace("months = 12", "months = 24"),
    );
    repo.commit("2026-10-21");
    for name in ["peer.toml", "program", "./peer.toml"] {
        let found = told(&repo, &[name, "--since", "2026-10-21"]);
        assert_eq!(
            found,
            ["2026-10-21 peer.toml changed privacy.small_cell 6 11"],
            "{name}"
        );
    }
    assert!(told(&repo, &["peer.toml"])[0].starts_with("2026-09-30 peer.toml entered schema"));
    for name in ["wednesday", "wed", "groups/wednesday.toml"] {
        let found = told(&repo, &[name, "--since", "2026-10-01"]);
        assert_eq!(
            found,
            ["2026-10-20 wednesday changed meets  wed 18:00"],
            "{name}"
        );
    }
    for name in [
        "ours",
        "definitions/ours.toml",
        "records/definitions/ours.toml",
    ] {
        assert_eq!(
            told(&repo, &[name, "--since", "2026-10-21"]).len(),
            1,
            "{name}"
        );
    }
    repo.write(
        "peer.toml",
        &rules.replace("small_cell = 6", "small_cell = 12"),
    );
    assert_eq!(
        told(&repo, &["peer.toml"]).last().unwrap(),
        " peer.toml changed privacy.small_cell 11 12"
    );
}

#[test]
fn what_is_not_on_file_any_more_is_told_by_its_id_or_file() {
    let repo = handed_in();
    repo.parent("p-rosa-2", "");
    repo.commit("2026-10-13");
    for path in ["groups/wednesday.toml", "participants/p-rosa.toml"] {
        repo.remove(path);
    }
    repo.commit("2026-10-14");
    for name in ["p-rosa", "participants/p-rosa.toml"] {
        assert_eq!(
            told(&repo, &[name]).last().unwrap(),
            "2026-10-14 p-rosa removed   ",
            "{name}"
        );
    }
    assert_eq!(
        told(&repo, &["wednesday"]).last().unwrap(),
        "2026-10-14 wednesday removed   "
    );
    assert!(told(&repo, &["p-rosa-"])[0].contains("p-rosa-2 entered"));
    for (name, message) in [
        (
            "identities/p-rosa.toml",
            "the history of names and addresses is not shown",
        ),
        (
            "sessions/2026/2026-09.toml",
            "is a packed month with many sessions",
        ),
        ("notes/p-rosa.toml", "is not the file of a record"),
        ("thursday", "there is no record called `thursday`"),
    ] {
        let answer = repo.run(&["history", name]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(
            answer.stderr.contains(message) && answer.stderr.contains("help: "),
            "{}",
            answer.stderr
        );
    }
}
