//! Corner cases of git: a merge that a hook stops, partial clones, attributes of others, reports of unsaved records.

use super::laptops::{Office, executable};

fn office() -> Office {
    let office = Office::at_work();
    office.ok("ana", &["set", "p-rosa", "area=1"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office
}

#[test]
fn a_merge_that_cannot_be_saved_says_why() {
    let office = office();
    office.ok("ben", &["set", "p-luis", "area=2"]);
    office.ok("ben", &["save"]);
    office.write(
        "ben/.git/hooks/pre-merge-commit",
        "#!/bin/sh\necho 'ask the office first' >&2\nexit 1\n",
    );
    executable(&office, "ben/.git/hooks/pre-merge-commit");
    let stopped = office.peer("ben", &["sync"]);
    assert!(
        stopped.status == 2
            && stopped
                .stderr
                .contains("git could not save the merge: ask the office first")
            && stopped.stderr.contains("help: fix that")
            && !stopped.stderr.contains("two ways"),
        "{}",
        stopped.whole()
    );
    std::fs::remove_file(office.at("ben/.git/hooks/pre-merge-commit")).unwrap();
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
    assert!(
        office
            .read("ben/participants/p-rosa.toml")
            .contains("area = \"1\"")
    );
}

#[test]
fn a_shallow_clone_says_that_it_has_only_the_last_commits() {
    let office = office();
    let hub = format!("file://{}", office.at("hub.git").display());
    office.git(".", &["clone", "-q", "--depth", "1", &hub, "few"]);
    let told = office.ok("few", &["history", "p-rosa"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("this clone has only the latest commits"),
        "{told}"
    );
    for revision in ["2001-01-01", "HEAD~1"] {
        let none = office.peer("few", &["list", "participants", "--at", revision]);
        assert!(
            none.status == 2
                && none
                    .stderr
                    .contains("this clone has only the latest commits")
                && none.stderr.contains("git fetch --unshallow"),
            "{}",
            none.whole()
        );
    }
    let whole = office.ok("ben", &["history", "p-rosa"]);
    assert!(!whole.contains("only the latest commits"), "{whole}");
}

#[test]
fn no_report_is_made_of_a_sparse_checkout() {
    let office = office();
    office.git("ben", &["pull", "-q"]);
    office.git("ben", &["sparse-checkout", "set", "mentors"]);
    assert!(!office.at("ben/participants/p-rosa.toml").exists());
    let report = office.peer("ben", &["report", "unduplicated", "CY2026"]);
    assert!(
        report.status == 2
            && report.stdout.is_empty()
            && report.stderr.contains("git is set to leave files out")
            && report.stderr.contains("git sparse-checkout disable"),
        "{}{}",
        report.whole(),
        office.git("ben", &["ls-files", "-t"])
    );
    assert_eq!(office.peer("ben", &["check"]).status, 1);
    office.git("ben", &["sparse-checkout", "disable"]);
    office.ok("ben", &["report", "unduplicated", "CY2026"]);
}

/// `git update-index --skip-worktree` does for one file what a sparse checkout does for folders.
#[test]
fn no_report_is_made_where_git_was_told_to_skip_a_file() {
    let office = office();
    office.git("ben", &["pull", "-q"]);
    let file = "participants/p-rosa.toml";
    office.git("ben", &["update-index", "--skip-worktree", file]);
    office.ok("ben", &["report", "unduplicated", "CY2026"]);
    std::fs::remove_file(office.at("ben").join(file)).unwrap();
    let report = office.peer("ben", &["report", "unduplicated", "CY2026"]);
    assert!(
        report.status == 2
            && report.stdout.is_empty()
            && report
                .stderr
                .contains("1 file of the program is missing on this computer, such as participants/p-rosa.toml")
            && report
                .stderr
                .contains("git update-index --no-skip-worktree"),
        "{}",
        report.whole()
    );
    office.git("ben", &["update-index", "--no-skip-worktree", file]);
    office.git("ben", &["checkout", "--", file]);
    office.ok("ben", &["report", "unduplicated", "CY2026"]);
}

#[test]
fn a_report_of_records_that_are_not_saved_says_that_nobody_can_verify_it() {
    let office = office();
    let report = ["report", "unduplicated", "CY2026", "-o", "../r.json"];
    let saved = office.ok("ana", &report);
    assert!(!saved.contains("verify"), "{saved}");
    office.ok("ana", &["verify", "../r.json"]);
    office.write(
        "r.json",
        &office
            .read("r.json")
            .replacen("on file as of", "on paper as of", 1),
    );
    let changed = office.peer("ana", &["verify", "../r.json"]);
    assert!(
        changed.status == 1 && changed.stdout.contains("was changed after it was made"),
        "{}",
        changed.whole()
    );
    office.ok("ana", &["set", "p-rosa", "area=9"]);
    let open = office.ok("ana", &report);
    assert!(open.contains("no one can verify this report"), "{open}");
    assert!(office.read("r.json").contains("so no one can verify this"));
}

#[test]
fn a_clone_whose_attributes_give_records_to_others_is_not_set_up() {
    let mut tried = 0;
    for (file, lines) in [
        (
            "ana/.gitattributes",
            [
                "*.toml",
                "/cases/*.toml",
                "/participants/*.toml",
                "/sessions/**",
                "/peer.toml",
            ],
        ),
        (
            "ana/.git/info/attributes",
            [
                "*.toml",
                "/mentors/*.toml",
                "/groups/*.toml",
                "*",
                "/matches/*",
            ],
        ),
    ] {
        let office = Office::at_work();
        let before = std::fs::read_to_string(office.at(file)).unwrap_or_default();
        for pattern in lines {
            for way in ["merge=union", "-merge"] {
                tried += 1;
                office.write(file, &format!("{before}\n{pattern} {way}\n"));
                let told = office.peer("ana", &["git", "setup"]);
                assert!(
                    told.status == 1
                        && told.stderr.contains("this clone is not set up")
                        && !told.stderr.contains("this clone is set up"),
                    "{pattern} {way}\n{}",
                    told.whole()
                );
            }
        }
    }
    eprintln!("attributes: {tried} tried");
}
