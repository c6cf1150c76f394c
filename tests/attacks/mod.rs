//! Attacks: each try makes something hostile, brings it to a victim by a clone, a sync, a pull or an archive, runs what
//! a coordinator runs, and checks everything around it.
//!
//! No stranger's program runs, nothing outside changes, nothing becomes executable, no file from elsewhere is shown, no
//! record and no name is lost or leaked, no command panics or runs forever, and every refusal says what helps.

mod copied;
mod hooks;
mod journal;
mod links;
mod names;
mod nested;
mod special;
mod undo;
mod victim;
mod world;

use world::{Try, attempt};

use crate::common::is_thorough;

/// Runs every try of a class in every way, or by default one of many; all findings are printed at once.
fn class(name: &str, all: &[Try]) {
    let runs: Vec<_> = all
        .iter()
        .flat_map(|attack| attack.ways.iter().map(move |way| (attack, *way)))
        .collect();
    assert!(all.len() >= 20, "{name}: only {} tries", all.len());
    let only = std::env::var("PEER_ATTACK").ok();
    let step = if is_thorough() || only.is_some() {
        1
    } else {
        runs.len() / 4
    };
    // A step that shares no factor with the number of ways reaches all of them.
    let chosen: Vec<_> = runs
        .iter()
        .step_by(step | 1)
        .filter(|(attack, _)| only.as_ref().is_none_or(|only| attack.name.contains(only)))
        .collect();
    let found: Vec<String> = chosen
        .iter()
        .flat_map(|(attack, way)| {
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| attempt(attack, *way)))
                .unwrap_or_else(|_| vec![format!("{} ({way:?}): the try failed", attack.name)])
        })
        .inspect(|found| eprintln!("{found}"))
        .collect();
    eprintln!(
        "{name}: {} of {} runs of {} tries, {} found",
        chosen.len(),
        runs.len(),
        all.len(),
        found.len()
    );
    assert!(found.is_empty(), "{name}\n{}", found.join("\n"));
}

#[test]
fn a_journal_of_a_stranger_writes_nothing() {
    class("journal", &journal::tries());
}

#[test]
fn an_undo_record_of_a_stranger_changes_nothing() {
    class("undo", &undo::tries());
}

#[test]
fn no_link_of_a_stranger_is_followed_to_what_lies_elsewhere() {
    class("links", &links::tries());
}

#[test]
fn nothing_that_git_or_the_program_could_run_is_run() {
    class("hooks", &hooks::tries());
}

#[test]
fn what_git_ignores_is_not_passed_over_without_a_word() {
    use crate::common::Home;
    let home = Home::new();
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.args(arguments).current_dir(home.path());
        for part in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{part}_NAME"), "Ada")
                .env(format!("GIT_{part}_EMAIL"), "ada@example.org");
        }
        assert!(git.output().unwrap().status.success());
    };
    home.write(".gitignore", "/identities/\n/sessions/\n");
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "start"]);
    std::fs::remove_dir_all(home.at("identities/.git")).unwrap();
    home.write(
        "sessions/2026/2026-11-20-outreach-fair.toml",
        "kind = \"outreach\"\non = 2026-11-20\nanonymous = 4\n",
    );
    home.write("identities/p-a.toml", "given = \"Ana\"\n");
    let saved = home.ok(&["save"]);
    assert_eq!(
        saved.stderr,
        "note: git ignores 1 file of the program, such as sessions/2026/2026-11-20-outreach-fair.toml, so `peer save` cannot save them; `git check-ignore -v sessions/2026/2026-11-20-outreach-fair.toml` shows the line to delete\n\
         nothing to save but what git ignores\n"
    );
}

#[test]
fn a_repository_in_a_repository_gets_no_hold() {
    class("nested", &nested::tries());
}

#[test]
fn a_name_of_a_file_is_only_a_name() {
    class("names", &names::tries());
}
