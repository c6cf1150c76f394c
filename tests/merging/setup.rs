//! `peer git setup`, the merge driver as used by git, and what blocks `save` and `sync`.

use std::fs;

use super::laptops::{Office, executable};

fn changed_by_both(office: &Office, ours: &str, theirs: &str) {
    office.ok("ana", &["set", "p-rosa", theirs]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["set", "p-rosa", ours]);
    office.ok("ben", &["save"]);
}

#[test]
fn git_itself_merges_by_what_records_say_once_a_clone_is_set_up() {
    let office = Office::at_work();
    changed_by_both(&office, "gender=woman", "area=85705");
    office.git("ben", &["pull", "--quiet", "--no-rebase"]);
    let text = office.read("ben/participants/p-rosa.toml");
    assert!(
        text.contains("area = \"85705\"\ngender = \"woman\"\n"),
        "{text}"
    );
    changed_by_both(&office, "area=85714", "area=85713");
    let (well, said) = office.try_git("ben", &["pull", "--no-rebase"]);
    assert!(
        !well
            && said
                .contains("`area`: you say `85714`, the other side says `85713` (before: `85705`)"),
        "{said}"
    );
    let text = office.read("ben/participants/p-rosa.toml");
    assert!(
        text.contains(
            "<<<<<<< ours\narea = \"85714\"\n=======\narea = \"85713\"\n>>>>>>> theirs\ngender"
        ),
        "{text}"
    );
    office.git("ben", &["merge", "--abort"]);
    // Without `peer` on the path, git's own line merge is used, and nothing is lost.
    office.git(
        "ben",
        &[
            "config",
            "merge.peer.driver",
            &peer::store::driver_of("no-such-peer"),
        ],
    );
    let (well, _) = office.try_git("ben", &["pull", "--no-rebase"]);
    let text = office.read("ben/participants/p-rosa.toml");
    assert!(
        !well && text.contains("85713") && text.contains("85714") && text.contains("<<<<<<< ours"),
        "{text}"
    );
}

#[test]
fn a_file_with_a_fault_is_merged_by_its_lines_and_names_are_not_told() {
    let office = Office::at_work();
    office.write("ana/base", "aera = \"1\"\n\n\n\ngender = \"woman\"\n");
    office.write("ana/ours", "aera = \"2\"\n\n\n\ngender = \"woman\"\n");
    office.write("ana/theirs", "aera = \"1\"\n\n\n\ngender = \"man\"\n");
    let told = office.ok(
        "ana",
        &[
            "git",
            "merge-file",
            "base",
            "ours",
            "theirs",
            "participants/p-rosa.toml",
        ],
    );
    assert!(
        told.contains(
            "merged by its lines: the earlier text has an error: there is no field `aera`"
        ),
        "{told}"
    );
    assert_eq!(
        office.read("ana/ours"),
        "aera = \"2\"\n\n\n\ngender = \"man\"\n"
    );
    office.write("ana/ours", "aera = \"2\"\n");
    office.write("ana/theirs", "aera = \"3\"\n");
    let answer = office.peer(
        "ana",
        &["git", "merge-file", "base", "ours", "theirs", "notes.toml"],
    );
    assert_eq!(answer.status, 1, "{}", answer.whole());
    office.write("ana/base", "");
    office.write("ana/ours", "given = \"Rosa\"\n");
    office.write("ana/theirs", "given = \"Rosalia\"\n");
    let answer = office.peer(
        "ana",
        &[
            "git",
            "merge-file",
            "base",
            "ours",
            "theirs",
            "identities/p-rosa.toml",
        ],
    );
    assert_eq!(answer.status, 1);
    assert_eq!(
        answer.stderr,
        "conflict in identities/p-rosa.toml\n  `given` was changed in two ways\n"
    );
    assert!(office.read("ana/ours").contains("Rosalia"));
    let none = office.peer(
        "ana",
        &[
            "git",
            "merge-file",
            "base",
            "nowhere",
            "theirs",
            "participants/p-rosa.toml",
        ],
    );
    assert_eq!(none.status, 2, "{}", none.whole());
}

#[test]
fn a_setup_is_made_once_and_leaves_what_people_wrote() {
    let office = Office::new();
    office.ok("ana", &["init", ".", "--name", "Test"]);
    office.write(
        "ana/.gitattributes",
        "*.toml text\n/cases/*.toml merge=union",
    );
    office.write("ana/.git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    let dry = office
        .peer("ana", &["git", "setup", "--hooks", "--dry-run"])
        .whole();
    assert!(
        dry.contains("would set up .gitattributes, so that git uses `peer` to combine records")
            && dry.contains(
                "would make git on this laptop combine records with `peer` (merge.peer.driver)"
            ),
        "{dry}"
    );
    assert!(
        !office.read("ana/.git/config").contains("merge-file")
            && !office.at("ana/.git/hooks/post-merge").exists()
    );
    let told = office.peer("ana", &["git", "setup", "--hooks"]);
    assert_eq!(told.status, 1, "{}", told.whole());
    let told = told.whole();
    assert!(
        told.contains(
            "/cases/*.toml has another merge setting in git's attributes (merge: union), which stays"
        ) && told.contains("this clone is not set up"),
        "{told}"
    );
    assert!(
        told.contains(
            "pre-commit is your own hook and was not changed; add this line to it: peer -C . git check --staged"
        ),
        "{told}"
    );
    let attributes = office.read("ana/.gitattributes");
    assert!(
        attributes.starts_with("*.toml text\n/cases/*.toml merge=union\n/peer.toml merge=peer\n"),
        "{attributes}"
    );
    assert!(
        !attributes.contains("*.toml merge=peer\n/cases"),
        "{attributes}"
    );
    assert_eq!(
        office.read("ana/.git/hooks/pre-commit"),
        "#!/bin/sh\nexit 0\n"
    );
    let config = office.read("ana/.git/config");
    assert_eq!(office.peer("ana", &["git", "setup"]).status, 1);
    assert_eq!(
        (
            office.read("ana/.git/config"),
            office.read("ana/.gitattributes")
        ),
        (config, attributes.clone())
    );
    office.write(
        "ana/.gitattributes",
        &attributes.replace("merge=union", "merge=peer"),
    );
    let again = office.ok("ana", &["git", "setup"]);
    assert!(
        again.ends_with("this clone is set up: records are merged by content\n"),
        "{again}"
    );
    assert!(
        office
            .read("ana/.git/config")
            .contains("[pull]\n\ttwohead = recursive\n\trebase = false\n")
    );
    // Existing settings stay, and so does a custom driver.
    office.git("ana", &["config", "pull.rebase", "true"]);
    office.git("ana", &["config", "merge.peer.driver", "my-merge %A"]);
    let own = office.peer("ana", &["git", "setup"]);
    assert!(
        own.status == 1
            && own
                .stderr
                .contains("merge.peer.driver is already set to `my-merge %A` and was not changed"),
        "{}",
        own.whole()
    );
}

#[test]
fn hooks_are_made_where_git_looks_for_them() {
    let office = Office::at_work();
    office.git("ana", &["config", "core.hooksPath", ".hooks"]);
    office.ok("ana", &["git", "setup", "--hooks"]);
    assert!(
        office.at("ana/.hooks/pre-commit").exists()
            && !office.at("ana/.git/hooks/pre-commit").exists()
    );
    fs::create_dir(office.at("shared")).unwrap();
    office.git(
        "ben",
        &[
            "config",
            "core.hooksPath",
            office.at("shared").to_str().unwrap(),
        ],
    );
    let told = office.ok("ben", &["git", "setup", "--hooks"]);
    assert!(
        told.contains("hooks are in a folder that other repositories use too"),
        "{told}"
    );
    assert!(!office.at("shared/pre-commit").exists());
    // A commit of records with an error is stopped; other errors are only mentioned.
    office.write("ana/participants/p-rosa.toml", "aera = 1\n");
    office.write("ana/notes.txt", "x");
    office.git("ana", &["add", "notes.txt"]);
    assert!(
        office
            .git("ana", &["commit", "-m", "notes"])
            .contains("1 error in other files")
    );
    office.git("ana", &["add", "participants"]);
    let (well, said) = office.try_git("ana", &["commit", "-m", "x"]);
    assert!(
        !well
            && said.contains("there is no field `aera`")
            && said.contains("1 error in the records that changed"),
        "{said}"
    );
    office.ok("ana", &["save", "--anyway"]);
}

#[test]
fn a_clone_that_is_not_set_up_says_so_and_merges_all_the_same() {
    let office = Office::at_work();
    office.git("ben", &["config", "--remove-section", "merge.peer"]);
    assert!(
        office
            .ok("ben", &["where"])
            .contains("this clone is not set up to merge records")
    );
    assert!(
        !office
            .ok("ana", &["where"])
            .contains("is not set up to merge records")
    );
    changed_by_both(&office, "gender=woman", "area=85705");
    let told = office.ok("ben", &["sync"]);
    assert!(
        told.contains("received 1 commit") && told.contains("`peer git setup`"),
        "{told}"
    );
}

#[test]
fn only_the_programs_own_files_are_saved() {
    let office = Office::at_work();
    office.write("ana/notes.txt", "x");
    office.write("ana/draft.txt", "x");
    office.git("ana", &["add", "notes.txt"]);
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    let told = office.ok("ana", &["save", "-m", "Moved in May"]);
    assert!(
        told.contains("1 other file staged for a commit: left as you had it"),
        "{told}"
    );
    let committed = office.git("ana", &["show", "--name-only", "--format=%B", "HEAD"]);
    assert_eq!(
        committed,
        "Moved in May\n\n- change p-rosa\n\n\nparticipants/p-rosa.toml\n"
    );
    assert!(
        office
            .git("ana", &["status", "--short"])
            .contains("A  notes.txt")
    );
    // Names already in git are kept up to date.
    fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
    office.git("ana", &["add", "-f", "identities/p-rosa.toml"]);
    office.ok("ana", &["save", "--with-names"]);
    office.write(
        "ana/identities/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\nphone = \"520-555-0142\"\n",
    );
    assert!(office.ok("ana", &["save"]).contains("change 1 identity"));
    let kept = office.git("ana", &["ls-files", "identities"]);
    assert_eq!(kept, "identities/p-rosa.toml\n");
    assert!(office.ok("ana", &["save"]).contains("nothing to save"));
}

#[test]
fn no_name_gets_into_a_message_and_no_error_into_a_commit() {
    let office = Office::at_work();
    let before = office.git("ana", &["rev-parse", "HEAD"]);
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    let refused = office.peer("ana", &["save", "-m", "Rosa Medina moved"]);
    assert_eq!(refused.status, 1);
    let words = "error: the message contains the full name of `p-rosa`; nothing was saved\nhelp: leave it out or write an id";
    assert!(refused.stderr.starts_with(words), "{}", refused.whole());
    office.write(
        "ana/cases/c-first.toml",
        "system = \"cps\"\nparticipants = [ \"p-nobody\", ]\n",
    );
    let refused = office.peer("ana", &["save"]);
    assert!(
        refused.status == 1
            && refused
                .stderr
                .contains("the records have 1 error; nothing was saved"),
        "{}",
        refused.whole()
    );
    assert_eq!(office.git("ana", &["rev-parse", "HEAD"]), before);
    fs::remove_file(office.at("ana/cases/c-first.toml")).unwrap();
    let refused = office.peer("ana", &["save", "-m", "Rosa moved"]);
    let words = "error: the message contains what may be a name of `p-rosa`; nothing was saved\nhelp: leave it out";
    assert!(
        refused.status == 1 && refused.stderr.starts_with(words),
        "{}",
        refused.whole()
    );
    assert_eq!(office.git("ana", &["rev-parse", "HEAD"]), before);
    let told = office.ok("ana", &["save", "--anyway", "-m", "Rosa moved"]);
    assert!(
        told.contains("note: the message contains what may be a name of `p-rosa`; saved anyway"),
        "{told}"
    );
    office.write(
        "ana/groups/wednesday.toml",
        "# ask Rosa Medina\nkind = \"support-group\"\n",
    );
    let refused = office.peer("ana", &["save"]);
    let words =
        "error: the full name of `p-rosa` is in groups/wednesday.toml, line 1; nothing was saved";
    assert!(
        refused.status == 1 && refused.stderr.starts_with(words),
        "{}",
        refused.whole()
    );
}

#[test]
fn what_stands_in_the_way_is_named_with_the_way_out() {
    let office = Office::at_work();
    let said = |who: &str, arguments: &[&str], words: &str, help: &str| {
        let answer = office.peer(who, arguments);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        let (first, rest) = answer.stderr.split_once('\n').unwrap();
        assert!(
            first.starts_with("error: ") && first.contains(words),
            "{words}\n{}",
            answer.whole()
        );
        assert!(
            rest.contains("help: ") && rest.contains(help),
            "{help}\n{}",
            answer.whole()
        );
    };
    fs::create_dir(office.at("plain")).unwrap();
    office.ok("plain", &["init", ".", "--name", "Test"]);
    for verb in [
        &["save"][..],
        &["sync"],
        &["git", "setup"],
        &["git", "check"],
    ] {
        said("plain", verb, "git is not set up", "git init");
        let mut command = office.command("ana", verb);
        let none = command.env("PATH", office.at("plain")).output().unwrap();
        assert!(
            String::from_utf8_lossy(&none.stderr).starts_with("error: git is not installed"),
            "{none:?}"
        );
    }
    office.git("plain", &["init", "--quiet", "-b", "main"]);
    said(
        "plain",
        &["save"],
        "git does not know who you are",
        "git config user.email",
    );
    said("plain", &["sync"], "no remote", "git remote add origin URL");
    office.git("plain", &["remote", "add", "origin", "../hub.git"]);
    said(
        "plain",
        &["sync"],
        "has no remote branch to sync with",
        "git push -u origin main",
    );

    for verb in [&["save"][..], &["sync"], &["git", "setup"]] {
        let mut command = office.command("ben", verb);
        let foreign = command
            .env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&foreign.stderr).into_owned();
        assert!(
            said.starts_with(
                "error: git refuses to work here because the folder belongs to someone else"
            ),
            "{said}"
        );
        assert!(
            said.contains("help: if you trust it: git config --global --add safe.directory "),
            "{said}"
        );
    }
    office.ok("ben", &["set", "p-rosa", "area=85705"]);
    let unsaved = office.peer("ben", &["sync"]);
    assert!(
        unsaved.status == 1 && unsaved.stderr.contains("1 file is not saved yet"),
        "{}",
        unsaved.whole()
    );
    office.write("ben/.git/index.lock", "");
    said(
        "ben",
        &["save"],
        "another git command is running",
        "index.lock",
    );
    fs::remove_file(office.at("ben/.git/index.lock")).unwrap();
    office.ok("ben", &["save"]);
    office.git("ben", &["checkout", "--quiet", "--detach"]);
    for verb in ["save", "sync"] {
        said(
            "ben",
            &[verb],
            "no branch is checked out",
            "git switch main",
        );
    }
    office.git("ben", &["checkout", "--quiet", "main"]);
    fs::create_dir(office.at("ben/.git/rebase-merge")).unwrap();
    said(
        "ben",
        &["save"],
        "a `git rebase` is under way",
        "git rebase --continue",
    );
    fs::remove_dir(office.at("ben/.git/rebase-merge")).unwrap();
    for (file, what, way) in [
        ("CHERRY_PICK_HEAD", "cherry-pick", "git cherry-pick --abort"),
        ("REVERT_HEAD", "revert", "git revert --abort"),
        ("rebase-apply/applying", "am", "git am --abort"),
        ("BISECT_LOG", "bisect", "git bisect reset"),
    ] {
        office.write(&format!("ben/.git/{file}"), "");
        said(
            "ben",
            &["sync"],
            &format!("a `git {what}` is under way"),
            way,
        );
        fs::remove_file(office.at(&format!("ben/.git/{file}"))).unwrap();
        let _ = fs::remove_dir(office.at("ben/.git/rebase-apply"));
    }
    office.git("ben", &["config", "remote.origin.url", "../away.git"]);
    said(
        "ben",
        &["sync"],
        "cannot reach `origin`",
        "`git remote -v` shows it; your saved changes are safe here",
    );
    office.git(
        "ben",
        &["config", "remote.origin.url", "ssh://git@127.0.0.1:1/x.git"],
    );
    said(
        "ben",
        &["sync"],
        "cannot reach `origin`",
        "run `peer sync` again when you are connected",
    );
    office.git("ben", &["config", "remote.origin.url", "../hub.git"]);
    office.write(
        "hub.git/hooks/pre-receive",
        "#!/bin/sh\necho not today >&2\nexit 1\n",
    );
    executable(&office, "hub.git/hooks/pre-receive");
    said(
        "ben",
        &["sync"],
        "`origin` did not take the commits",
        "ask its owner",
    );
    said("ben", &["sync"], "not today", "ask its owner");
    let protected = "#!/bin/sh\necho 'GH006: Protected branch update failed for refs/heads/main.' >&2\nexit 1\n";
    office.write("hub.git/hooks/pre-receive", protected);
    said(
        "ben",
        &["sync"],
        "Protected branch update failed",
        "git push origin HEAD:refs/heads/NAME",
    );
    fs::remove_file(office.at("hub.git/hooks/pre-receive")).unwrap();

    // If there are no files, or not enough history.
    fs::copy(office.at("ana/peer.toml"), office.at("hub.git/peer.toml")).unwrap();
    for verb in [&["save"][..], &["sync"], &["git", "setup"]] {
        said("hub.git", verb, "this is a bare repository", "git clone");
    }
    let hub = format!("file://{}", office.at("hub.git").display());
    office.git(".", &["clone", "--quiet", "--depth", "1", &hub, "cara"]);
    office.git("cara", &["config", "user.name", "cara"]);
    office.git("cara", &["config", "user.email", "cara@example.org"]);
    office.ok("ben", &["sync"]);
    office.ok("cara", &["set", "p-rosa", "gender=woman"]);
    office.ok("cara", &["save"]);
    office.git("cara", &["fetch", "--quiet", "--depth", "1"]);
    said(
        "cara",
        &["sync"],
        "git cannot find a commit that origin/main and this clone have in common",
        "git fetch --unshallow",
    );
    office.git("cara", &["fetch", "--quiet", "--unshallow"]);
    office.ok("cara", &["sync"]);
}

#[test]
fn a_directory_below_the_top_of_a_repository_works_alike() {
    let office = Office::new();
    office.ok("ana", &["init", "data/records", "--name", "Test"]);
    office.ok("ana/data/records", &["git", "setup", "--hooks"]);
    office.ok(
        "ana/data/records",
        &[
            "add",
            "participant",
            "--id",
            "p-rosa",
            "--enroll",
            "2026-01-15",
        ],
    );
    office.ok("ana/data/records", &["save"]);
    assert!(
        office
            .git("ana", &["ls-files"])
            .contains("data/records/participants/p-rosa.toml")
    );
    office.write("ana/data/records/participants/p-rosa.toml", "aera = 1\n");
    office.git("ana", &["add", "."]);
    let (well, said) = office.try_git("ana", &["commit", "-m", "x"]);
    assert!(!well && said.contains("there is no field `aera`"), "{said}");
}

#[test]
fn what_is_no_part_of_a_merge_is_not_committed_with_it() {
    let office = Office::at_work();
    changed_by_both(&office, "area=85714", "area=85713");
    assert_eq!(office.peer("ben", &["sync"]).status, 1);
    let text = office.read("ben/participants/p-rosa.toml");
    let decided: Vec<&str> = text
        .lines()
        .filter(|line| !["<<<", "===", ">>>"].contains(&&line[..line.len().min(3)]))
        .collect();
    office.write(
        "ben/participants/p-rosa.toml",
        &(decided.join("\n").replace("area = \"85713\"\n", "") + "\n"),
    );
    office.write("ben/notes.txt", "x");
    office.git("ben", &["add", "notes.txt"]);
    let save = office.peer("ben", &["save"]);
    assert!(
        save.status == 1 && save.stderr.contains("notes.txt is staged for a commit"),
        "{}",
        save.whole()
    );
    office.git("ben", &["restore", "--staged", "notes.txt"]);
    office.ok("ben", &["save"]);
    assert!(!office.git("ben", &["ls-files"]).contains("notes.txt"));
}

#[test]
fn a_damaged_file_that_is_saved_anyway_is_no_removal() {
    let office = Office::at_work();
    let path = "ana/sessions/2026/2026-11-18-group-wednesday.toml";
    office.ok(
        "ana",
        &[
            "log",
            "group",
            "wednesday",
            "--present",
            "p-rosa",
            "--on",
            "2026-11-18",
        ],
    );
    office.ok("ana", &["save"]);
    let text = office.read(path);
    office.write(path, &format!("minuets = 90\n{text}"));
    let told = office.ok("ana", &["save", "--anyway"]);
    assert!(
        told.contains("save 1 file with a fault") && !told.contains("remove"),
        "{told}"
    );
    office.write(path, &format!("minutes = 90\n{text}"));
    let told = office.ok("ana", &["save"]);
    assert!(
        told.contains("mend 1 file") && !told.contains("log"),
        "{told}"
    );
}

#[test]
fn names_that_stay_on_this_machine_are_nothing_to_commit() {
    let office = Office::at_work();
    assert!(
        office
            .ok("ana", &["status", "--format", "json"])
            .contains("\"uncommitted_files\": 0")
    );
    assert!(
        !office
            .ok("ana", &["report", "unduplicated", "to-date"])
            .contains("not saved")
    );
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    assert!(
        office
            .ok("ana", &["status", "--format", "json"])
            .contains("\"uncommitted_files\": 1")
    );
}

#[test]
fn no_name_in_a_message_is_given_to_others() {
    let office = Office::at_work();
    office.ok("ana", &["set", "p-rosa", "area=85706"]);
    office.git("ana", &["commit", "-qam", "Rosa Medina called"]);
    let refused = office.peer("ana", &["sync"]);
    let words = "error: the message of commit ";
    assert!(
        refused.status == 1 && refused.stderr.contains(words),
        "{}",
        refused.whole()
    );
    assert!(!refused.stderr.contains("Medina"), "{}", refused.whole());
    office.git("ana", &["commit", "-q", "--amend", "-m", "p-rosa called"]);
    assert!(office.ok("ana", &["sync"]).contains("sent 1 commit"));
}
