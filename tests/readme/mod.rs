//! The README's tour: every command is run, and every line of output is compared.
//!
//! New ids are drawn at random, so an id in the README matches any id of its kind. `SNAPSHOTS=overwrite cargo test
//! --test all -- readme::` writes the current output into the README; read it before you commit it.

mod contributing;

use std::path::Path;
use std::process::Command;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const MARK: &str = "@@ command ";

/// The commands of the tour, in order: the lines of `console` blocks that begin with a dollar sign.
fn commands(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut all = Vec::new();
    for line in text.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            line if inside => all.extend(line.strip_prefix("$ ").map(str::to_owned)),
            _ => {}
        }
    }
    all
}

/// Commands that show names on a terminal show them here, as the reader of the tour uses one.
const ON_A_TERMINAL: &str = r#"peer() {
  case "$1 $*" in
    *" -o "*|*" --format "*) command peer "$@" ;;
    list\ *|due\ *|status\ *|show\ *|match\ *) command peer "$@" --names ;;
    *) command peer "$@" ;;
  esac
}"#;

/// Runs all commands in one shell and returns the output of each.
fn run(commands: &[String], folder: &Path) -> Vec<String> {
    // The examples are where the tour says the repository is.
    let repository = folder.join("peer");
    std::fs::create_dir(&repository).unwrap();
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/data-examples");
    std::os::unix::fs::symlink(examples, repository.join("data-examples")).unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_peer")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    let script: String = commands
        .iter()
        .enumerate()
        .map(|(at, command)| format!("echo '{MARK}{at}'\n{command}\n"))
        .collect();
    let output = Command::new("bash")
        .args(["-c", &format!("exec 2>&1\n{ON_A_TERMINAL}\n{script}")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .env("COLUMNS", "100")
        .envs([
            ("GIT_AUTHOR_NAME", "A"),
            ("GIT_AUTHOR_EMAIL", "a@example.org"),
        ])
        .envs([
            ("GIT_COMMITTER_NAME", "A"),
            ("GIT_COMMITTER_EMAIL", "a@example.org"),
        ])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split(MARK)
        .skip(1)
        .map(|part| part.split_once('\n').unwrap().1.to_owned())
        .collect()
}

/// The README with the outputs of a run.
fn with_outputs(text: &str, outputs: &[String]) -> String {
    let mut next = outputs.iter();
    let mut inside = false;
    let mut fresh = String::new();
    for line in text.lines() {
        let keep = match line {
            "```console" => {
                inside = true;
                true
            }
            "```" => {
                inside = false;
                true
            }
            line => !inside || line.starts_with("$ "),
        };
        if keep {
            fresh.push_str(line);
            fresh.push('\n');
        }
        if inside && line.starts_with("$ ") {
            fresh.push_str(next.next().unwrap());
        }
    }
    fresh
}

/// Ids, commits and folders differ from run to run.
fn settled(text: &str, folder: &Path) -> String {
    let mut text = text.replace(&folder.display().to_string(), "/home/rosa");
    for prefix in [
        "p-",
        "m-",
        "c-",
        "k-",
        "commit ",
        "saved as ",
        "separately (as ",
    ] {
        let length = if prefix.ends_with(' ') { 12 } else { 5 };
        let mut from = 0;
        while let Some(at) = text[from..].find(prefix) {
            let start = from + at + prefix.len();
            let id = text.get(start..start + length).unwrap_or("");
            let plain =
                |c: char| c.is_ascii_digit() || (c.is_ascii_lowercase() && !"ilou".contains(c));
            let before = text[..start - prefix.len()].chars().next_back();
            if id.len() == length
                && id.chars().all(plain)
                && !before.is_some_and(|c| c.is_alphanumeric())
            {
                text.replace_range(start..start + length, &"0".repeat(length));
            }
            from = start;
        }
    }
    text
}

#[test]
fn every_command_of_the_tour_says_what_the_readme_says() {
    let text = std::fs::read_to_string(README).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let outputs = run(&commands(&text), folder.path());
    let fresh =
        with_outputs(&text, &outputs).replace(&folder.path().display().to_string(), "/home/rosa");
    if std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(README, fresh).unwrap();
        return;
    }
    snapbox::assert_data_eq!(
        settled(&fresh, folder.path()),
        settled(&text, folder.path())
    );
}
