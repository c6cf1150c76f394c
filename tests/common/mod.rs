//! What the whole-program tests share: a temporary directory, the program with a cleared environment, and its answer.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "shared by tests, which should stop and say why"
)]

pub mod sample;
#[cfg(unix)]
pub mod writers;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The day that counts as today in every test; a Saturday.
pub const TODAY: &str = "2026-11-21";

/// How many random cases to try: all of them with `PEER_THOROUGH=1`, otherwise a tenth.
pub fn cases(all: u64) -> u64 {
    if is_thorough() { all } else { all / 10 }
}

/// Whether `PEER_THOROUGH=1` asks for every case.
pub fn is_thorough() -> bool {
    std::env::var_os("PEER_THOROUGH").is_some_and(|set| set == "1")
}

/// A folder that is deleted after the test, and the program run in it.
pub struct Home {
    folder: TempDir,
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Answer {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// A new program directory at `DIR`, which is also where commands run.
    pub fn new() -> Self {
        let home = Self::empty();
        home.ok(&["init", "--name", "Test Program"]);
        home
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, relative: &str) -> PathBuf {
        self.path().join(relative)
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.at(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
    }

    pub fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        let path = self.at(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The program, with only the environment variables that the tests set.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_peer"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .stdin(Stdio::null());
        command
            .env("PEER_TODAY", TODAY)
            .env("COLUMNS", "100")
            .env("LANG", "C.UTF-8");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(self.command(arguments).output().unwrap(), self.path())
    }

    /// Runs the program, which must succeed.
    pub fn ok(&self, arguments: &[&str]) -> Answer {
        let answer = self.run(arguments);
        assert_eq!(
            answer.status,
            0,
            "peer {}\n{}{}",
            arguments.join(" "),
            answer.stdout,
            answer.stderr
        );
        answer
    }

    /// Every file with its bytes, except those in `.peer`.
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        tree(self.path())
    }
}

impl Answer {
    /// The output of a process, with the folder of the test replaced by `HOME`.
    pub fn of(output: Output, home: &Path) -> Self {
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .unwrap()
                .replace(&*home.to_string_lossy(), "HOME")
        };
        let status = output.status.code().unwrap_or(-1);
        Self {
            status,
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Status, stdout and stderr in one text.
    pub fn whole(&self) -> String {
        format!("status {}\n{}{}", self.status, self.stdout, self.stderr)
    }

    /// Fails if the program panicked.
    pub fn no_panic(&self, about: &str) {
        assert!(
            !self.stderr.contains("panicked") && self.status != 101,
            "{about}\n{}",
            self.whole()
        );
    }
}

/// The arguments of a command that make it show the names it would show on a terminal.
pub fn on_a_terminal<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    let mut all = arguments.to_vec();
    let verb = arguments.iter().find(|word| !word.starts_with('-'));
    let shows = verb.is_some_and(|verb| {
        ["list", "due", "status", "show", "match", "history", "print"].contains(verb)
    });
    let never = ["-o", "--format", "--no-names", "--help", "-h", "--keys"];
    if shows && !arguments.iter().any(|word| never.contains(word)) {
        all.push("--names");
    }
    all
}

/// The verbs that a help text lists, under any heading; empty for the help of a single verb.
pub fn verbs(help: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut is_listing = false;
    for line in help.lines() {
        match line.strip_prefix("  ") {
            None if line.ends_with(':') => {
                is_listing = !["Options:", "Arguments:", "Examples:"].contains(&line);
            }
            Some(entry) if is_listing => {
                let verb = entry.split_once("  ").map(|(verb, _)| verb);
                found.extend(verb.filter(|verb| verb.starts_with(char::is_lowercase)));
            }
            _ => {}
        }
    }
    found
}

/// Every file under a folder with its bytes, by path, except those in `.peer`.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == ".peer") || path.ends_with(".git/peer") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Copies every file and folder of one folder to another.
pub fn copy(from: &Path, to: &Path) {
    let mut folders = vec![from.to_owned()];
    while let Some(folder) = folders.pop() {
        fs::create_dir_all(to.join(folder.strip_prefix(from).unwrap())).unwrap();
        let inside = fs::read_dir(&folder).unwrap();
        folders.extend(
            inside
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.is_dir()),
        );
    }
    for (name, bytes) in tree(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Everything under a folder except what `peer` keeps for itself: files with their texts, and links with their targets,
/// which are not followed.
pub fn everything(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if path.ends_with(".peer") || path.ends_with(".git/peer") {
                continue;
            }
            let held = match () {
                () if kind.is_symlink() => {
                    format!("-> {}", fs::read_link(&path).unwrap().display())
                }
                () if kind.is_file() => {
                    String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned()
                }
                () => format!("{kind:?}"),
            };
            if kind.is_dir() {
                folders.push(path.clone());
            }
            found.insert(path, held);
        }
    }
    found
}

/// Fails, and names the files, if anything under a folder has changed.
pub fn unchanged(root: &Path, before: &BTreeMap<PathBuf, String>, about: &str) {
    let now = everything(root);
    let all = before.keys().chain(now.keys());
    let changed: Vec<_> = all
        .filter(|path| before.get(*path) != now.get(*path))
        .collect();
    assert!(changed.is_empty(), "{about}: {changed:?}");
}
