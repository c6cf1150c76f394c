//! A folder copied from someone brings its git settings along, and these can name programs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::common::{Home, sample};

fn git(home: &Home, arguments: &[&str]) {
    let done = Command::new("git")
        .arg("-C")
        .arg(home.path())
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?} {done:?}");
}

/// A program under git whose settings run a script as a watcher and as a filter of every file.
fn copied() -> (tempfile::TempDir, Home, std::path::PathBuf) {
    let elsewhere = tempfile::tempdir().unwrap();
    let (script, ran) = (
        elsewhere.path().join("hook.sh"),
        elsewhere.path().join("ran"),
    );
    let text = format!("#!/bin/sh\necho \"$0 $@\" >> {}\ncat\n", ran.display());
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let home = Home::empty();
    sample::write(home.path());
    git(&home, &["init", "-q"]);
    for (key, value) in [("user.name", "Ana"), ("user.email", "ana@example.org")] {
        git(&home, &["config", key, value]);
    }
    home.ok(&["save"]);
    let script = script.to_str().unwrap();
    git(&home, &["config", "core.fsmonitor", script]);
    for key in ["clean", "smudge", "process"] {
        git(&home, &["config", &format!("filter.a=b.{key}"), script]);
        git(&home, &["config", &format!("filter.x.{key}"), script]);
    }
    git(&home, &["config", "filter.x.required", "true"]);
    fs::create_dir_all(home.at(".git/info")).unwrap();
    home.write(".git/info/attributes", "* filter=x\nmentors/* filter=a=b\n");
    // Git looks again at files that are newer than its index.
    for entry in fs::read_dir(home.at("participants")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read(&path).unwrap();
        fs::write(&path, text).unwrap();
    }
    (elsewhere, home, ran)
}

#[test]
fn no_filter_and_no_watcher_of_a_copied_folder_runs() {
    let (_elsewhere, home, ran) = copied();
    for verb in [
        &["where"][..],
        &["status"],
        &["check"],
        &["history", "p-rosa1"],
        &["report", "unduplicated", "CY2026"],
        &["set", "p-rosa1", "area=85713"],
        &["save"],
        &["undo"],
        &["git", "setup"],
    ] {
        let answer = home.run(verb);
        let what = fs::read_to_string(&ran).unwrap_or_default();
        assert!(!ran.exists(), "{verb:?} ran {what} {}", answer.whole());
        assert!(answer.status < 2, "{verb:?} {}", answer.whole());
    }
}

#[test]
fn a_pipe_in_place_of_a_file_of_git_is_named() {
    for file in [".gitignore", ".gitattributes", "participants/.gitignore"] {
        let (_elsewhere, home, _) = copied();
        let path = home.at(file);
        drop(fs::remove_file(&path));
        let made = Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        let answer = home.run(&["where"]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(
            answer.stderr.contains("a pipe, not a file"),
            "{}",
            answer.whole()
        );
    }
}

#[test]
fn a_limit_that_would_hide_nothing_is_refused() {
    let home = Home::empty();
    sample::write(home.path());
    for cell in [0, 1] {
        let rules = home
            .read("peer.toml")
            .replace("small_cell = 11", &format!("small_cell = {cell}"));
        home.write("peer.toml", &rules);
        let answer = home.run(&["report", "unduplicated", "--audience", "public"]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(
            answer.stderr.contains("from 2 to 1000"),
            "{}",
            answer.whole()
        );
        home.write(
            "peer.toml",
            rules.replace(&format!("small_cell = {cell}"), "small_cell = 11"),
        );
    }
}
