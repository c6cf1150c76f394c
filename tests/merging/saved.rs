//! What `peer save` commits: every change in the program, and nothing staged outside it.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::laptops::Office;

/// The files that the last commit changed, each with the kind of change.
fn committed(office: &Office) -> BTreeSet<String> {
    let said = office.git("ana", &["show", "--name-status", "--format=", "HEAD"]);
    said.lines().map(|line| line.replace('\t', " ")).collect()
}

#[test]
fn files_that_came_changed_and_went_are_saved_at_once() {
    let office = Office::at_work();
    for at in 0..30 {
        office.write(
            &format!("ana/participants/p-n{at:02}.toml"),
            "area = \"85705\"\n",
        );
    }
    office.ok("ana", &["save"]);
    let came = (0..30).map(|at| format!("A participants/p-n{at:02}.toml"));
    assert_eq!(committed(&office), came.collect());
    fs::remove_file(office.at("ana/participants/p-n00.toml")).unwrap();
    office.write("ana/participants/p-n01.toml", "area = \"85706\"\n");
    office.git("ana", &["rm", "-q", "participants/p-n02.toml"]);
    office.ok("ana", &["save"]);
    let changed = [
        "D participants/p-n00.toml",
        "M participants/p-n01.toml",
        "D participants/p-n02.toml",
    ];
    assert_eq!(committed(&office), changed.map(str::to_owned).into());
    assert!(office.ok("ana", &["save"]).contains("nothing to save"));
    let left = fs::read_dir(office.at("ana/.git")).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(!left.into_iter().any(|name| name.starts_with("next-index")));
}

#[test]
fn what_is_put_up_while_the_records_are_saved_is_not_saved_with_them() {
    let office = Office::at_work();
    office.write("ana/notes.txt", "x");
    let hook = office.at("ana/.git/hooks/prepare-commit-msg");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(
        &hook,
        "#!/bin/sh\nunset GIT_INDEX_FILE\ngit add notes.txt\nexit 0\n",
    )
    .unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    office.ok("ana", &["save"]);
    let changed = BTreeSet::from(["M participants/p-rosa.toml".to_owned()]);
    assert_eq!(committed(&office), changed);
}

#[test]
fn a_file_that_git_was_to_let_go_and_that_is_still_there_is_compared_with_the_last_commit() {
    let office = Office::at_work();
    let text = "area = \"85705\"\n";
    office.write("ana/participants/p-n1.toml", text);
    office.ok("ana", &["save"]);
    office.git("ana", &["rm", "-q", "--cached", "participants/p-n1.toml"]);
    office.write("ana/participants/p-n1.toml", &text.replace("705", "706"));
    office.write("ana/participants/p-n2.toml", text);
    office.git("ana", &["add", "participants/p-n2.toml"]);
    let said = office.ok("ana", &["save", "--dry-run"]);
    assert!(said.contains("change p-n1"), "{said}");
    assert!(said.contains("add p-n2"), "{said}");
}
