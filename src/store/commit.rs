//! Work with the repository that holds the directory: what changed, committing it, and syncing with others.
//!
//! Git itself does all of it, so that hooks, signing and drivers work as usual. History is only added to: nothing here
//! rebases, amends or forces. Paths are relative to the top of the repository, as git names them.

mod anew;
mod apart;
mod bundle;
mod clean;
mod decide;
mod error;
mod given;
mod in_clone;
mod months;
mod names;
mod objects;
mod paths;
mod program;
mod remote;
mod said;
mod setup;
mod stage;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use super::error::StoreError;
use super::git::{ONLY_OWN, without_filters};
pub use anew::NamesBranch;
pub use error::{GitError, here};
pub use in_clone::InClone;
pub use months::Commits;
pub use objects::Unmerged;
pub use remote::{Met, Pushed, Upstream};
pub use setup::{Attributes, Hook, driver_of, driver_settings};

/// A repository, seen from a directory of records in it.
#[derive(Debug, Clone)]
pub struct Repository {
    top: PathBuf,
    /// The directory of records from the top, empty or ending in a slash.
    prefix: String,
    /// The folder where git keeps the state of this work tree.
    state: PathBuf,
    /// What is special about the repository of names, if this is it.
    apart: Option<Apart>,
}

/// A file that differs from the last commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// From the top of the repository.
    pub path: String,
    /// Its state in the index.
    index: char,
    /// Its state in the work tree.
    tree: char,
}

impl Changed {
    /// Whether git does not track it.
    #[must_use]
    pub fn is_untracked(&self) -> bool {
        self.index == '?'
    }

    /// Whether it is staged for the next commit and in no commit yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.index == 'A' && !self.is_unmerged()
    }

    /// Whether it, or its removal, is staged for the next commit.
    #[must_use]
    pub fn is_staged(&self) -> bool {
        !matches!(self.index, ' ' | '?') && !self.is_unmerged()
    }

    /// Whether a merge left it for a person to decide.
    #[must_use]
    pub fn is_unmerged(&self) -> bool {
        matches!(
            (self.index, self.tree),
            ('U', _) | (_, 'U') | ('D', 'D') | ('A', 'A')
        )
    }

    /// Whether a merge left two texts of it to choose from; otherwise one side has none.
    #[must_use]
    pub fn has_both(&self) -> bool {
        matches!((self.index, self.tree), ('U', 'U') | ('A', 'A'))
    }
}

/// What is checked out, and whether a merge is in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// On a branch.
    Branch(String),
    /// On a branch, with an unfinished merge.
    Merging(String),
}

impl Repository {
    /// The repository that holds the directory at `root`.
    ///
    /// # Errors
    /// There is no repository, or git is not installed.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let asked = [
            "rev-parse",
            "--show-toplevel",
            "--show-prefix",
            "--absolute-git-dir",
        ];
        let output = run(root, &asked, &[])?;
        if !output.status.success() {
            return Err(match said::of_opening(&output) {
                Some(error) => error,
                None => GitError::NoRepository(root.to_owned()).into(),
            });
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut lines = text.lines();
        let mut next = || lines.next().unwrap_or_default().to_owned();
        Ok(Self {
            top: next().into(),
            prefix: next(),
            state: next().into(),
            apart: None,
        })
    }

    /// The branch, and whether a merge is in progress on it.
    ///
    /// # Errors
    /// No branch is checked out, or something other than a merge is in progress.
    pub fn head(&self) -> Result<Head, StoreError> {
        let underway = [
            ("rebase-apply/applying", "am"),
            ("rebase-merge", "rebase"),
            ("rebase-apply", "rebase"),
            ("CHERRY_PICK_HEAD", "cherry-pick"),
            ("REVERT_HEAD", "revert"),
            ("BISECT_LOG", "bisect"),
        ];
        if let Some((_, what)) = underway
            .iter()
            .find(|(file, _)| self.state.join(file).exists())
        {
            return Err(GitError::Underway(what).into());
        }
        let Some(branch) = self.maybe(&["symbolic-ref", "--quiet", "--short", "HEAD"])? else {
            return Err(GitError::Detached(
                self.maybe(&["rev-parse", "--short", "HEAD"])?
                    .unwrap_or_default(),
            )
            .into());
        };
        let is_merging = self.state.join("MERGE_HEAD").exists();
        Ok(if is_merging {
            Head::Merging(branch)
        } else {
            Head::Branch(branch)
        })
    }

    /// Whether there is a commit yet.
    ///
    /// # Errors
    /// Git fails.
    pub fn has_commit(&self) -> Result<bool, StoreError> {
        Ok(self
            .maybe(&["rev-parse", "--verify", "--quiet", "HEAD"])?
            .is_some())
    }

    /// Makes sure that commits have an author; a name that git would guess does not count.
    ///
    /// # Errors
    /// `user.name` or `user.email` is not set.
    pub fn has_author(&self) -> Result<(), StoreError> {
        let known = self.maybe(&[
            "-c",
            "user.useConfigOnly=true",
            "var",
            "GIT_COMMITTER_IDENT",
        ])?;
        known.map(drop).ok_or(GitError::NoAuthor.into())
    }

    /// Every file of the repository that differs from the last commit, except those that git ignores.
    ///
    /// # Errors
    /// Git fails.
    pub fn changes(&self) -> Result<Vec<Changed>, StoreError> {
        let asked = [
            "--no-optional-locks",
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
        ];
        let text = self.said("look for changes", &asked)?;
        let entry = |line: &str| {
            let mut states = line.chars();
            let (index, tree) = (states.next()?, states.next()?);
            Some(Changed {
                path: line.get(3..)?.to_owned(),
                index,
                tree,
            })
        };
        Ok(text.split('\0').filter_map(entry).collect())
    }

    /// The files that differ between two commits, or between the last commit and the index if none are given.
    ///
    /// # Errors
    /// Git fails.
    pub fn differing(&self, commits: Option<[&str; 2]>) -> Result<Vec<String>, StoreError> {
        let mut asked = vec!["diff", "--name-only", "-z", "--no-renames"];
        match &commits {
            Some(commits) => asked.extend(commits),
            None => asked.push("--cached"),
        }
        asked.push("--");
        let text = self.said("compare", &asked)?;
        Ok(text
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect())
    }

    /// Commits only these files as they are now; other staged files stay staged. Returns the new commit, or the last
    /// one if nothing is left to commit.
    ///
    /// # Errors
    /// Git, or a hook, refuses.
    pub fn commit(&self, files: &[Changed], message: &str) -> Result<String, StoreError> {
        self.stage(files)?;
        // A staged file that matches the last commit again is no change.
        let differing: BTreeSet<String> = self.differing(None)?.into_iter().collect();
        let paths = files.iter().map(|changed| changed.path.as_str());
        let paths: Vec<&str> = paths.filter(|path| differing.contains(*path)).collect();
        if paths.is_empty() {
            return self.make_commit(|| Ok(()));
        }
        if let Some(index) = self.index_of_just(&paths)? {
            let asked = ["commit", "--quiet", "-m", message];
            return self.make_commit(|| self.with_index(&index, &asked, "commit"));
        }
        let asked = ["commit", "--quiet", "--only", "-m", message];
        self.make_commit(|| self.with_paths(&asked, &paths, "commit"))
    }

    /// Makes a commit and returns its name. If git fails after it made the commit, that is not an error.
    fn make_commit(
        &self,
        make: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<String, StoreError> {
        let head = || self.maybe(&["rev-parse", "--verify", "--quiet", "HEAD"]);
        let before = head()?;
        let made = make();
        let is_there = || head().is_ok_and(|now| now != before);
        if made.is_err() && !is_there() {
            made?;
        }
        let named = self.said("name the commit", &["rev-parse", "--short=12", "HEAD"]);
        Ok(named.unwrap_or_else(|_| "the last commit".to_owned()))
    }

    /// Runs a command on paths that are taken literally, whatever characters they contain.
    fn with_paths(
        &self,
        arguments: &[&str],
        paths: &[&str],
        doing: &'static str,
    ) -> Result<(), StoreError> {
        let all = [
            &["--literal-pathspecs"],
            arguments,
            &["--pathspec-from-file=-", "--pathspec-file-nul"],
        ]
        .concat();
        let list: String = paths.iter().map(|path| format!("{path}\0")).collect();
        let output = self.run(&all, list.as_bytes())?;
        if output.status.success() {
            Ok(())
        } else {
            Err(said::of(doing, &output))
        }
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Output, StoreError> {
        run_in(self.apart.as_ref(), &self.top, arguments, input, None)
    }

    /// The output of a command that must succeed, without the final line break.
    fn said(&self, doing: &'static str, arguments: &[&str]) -> Result<String, StoreError> {
        let output = self.run(arguments, &[])?;
        if output.status.success() {
            Ok(text_of(&output.stdout))
        } else {
            Err(said::of(doing, &output))
        }
    }

    /// The output of a command that may find nothing.
    fn maybe(&self, arguments: &[&str]) -> Result<Option<String>, StoreError> {
        let output = self.run(arguments, &[])?;
        Ok(output.status.success().then(|| text_of(&output.stdout)))
    }
}

/// What is special about the repository of names.
#[derive(Debug, Clone)]
struct Apart {
    /// The folder of identities, as `peer.toml` names it.
    folder: String,
    /// Who commits: the same person who commits the records.
    author: Option<[String; 2]>,
}

/// What git sets for a hook about the repository it runs in, which is not the repository of names.
const SURROUNDINGS: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

impl Apart {
    /// Makes git work in the repository of names, whatever repository it is called from.
    fn enter(&self, command: &mut Command) {
        for name in SURROUNDINGS {
            command.env_remove(name);
        }
        if let Some([name, email]) = &self.author {
            command
                .env("GIT_AUTHOR_NAME", name)
                .env("GIT_COMMITTER_NAME", name)
                .env("GIT_AUTHOR_EMAIL", email)
                .env("GIT_COMMITTER_EMAIL", email);
        }
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .trim_end_matches(['\n', '\r'])
        .to_owned()
}

/// Runs git in a folder with this input.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Output, StoreError> {
    run_in(None, folder, arguments, input, None)
}

/// The same with another index, and in the repository of names if `apart` is given. Git is asked to answer in English,
/// because some of its output is parsed.
fn run_in(
    apart: Option<&Apart>,
    folder: &Path,
    arguments: &[&str],
    input: &[u8],
    index: Option<&Path>,
) -> Result<Output, StoreError> {
    let call = || {
        let mut command = Command::new("git");
        if let Some(apart) = apart {
            apart.enter(&mut command);
        }
        command.args(ONLY_OWN).arg("-C").arg(folder);
        command
    };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => GitError::NoGit,
        _ => GitError::Failed {
            doing: "start",
            why: error.to_string(),
        },
    };
    let mut command = call();
    without_filters(&mut command, call(), arguments).map_err(failed)?;
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index);
    }
    command.args(arguments).env("LC_ALL", "C").env(SAVING, "1");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let stdin = child.stdin.take();
    thread::scope(|scope| {
        // Git may answer before it has read all of the input.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        Ok(child.wait_with_output().map_err(failed)?)
    })
}

/// Set for the hooks of [`Hook`]: what is being committed was already checked.
const SAVING: &str = "PEER_SAVING";

/// The text of a file anywhere, byte for byte.
///
/// # Errors
/// It cannot be read, or is not text.
pub fn text_of_file(path: &Path) -> Result<String, StoreError> {
    super::disk::text_at(path)
}

/// Merges three files line by line, as git does, into the first; whether there was no conflict.
///
/// # Errors
/// Git is not installed, or cannot merge them.
pub fn merge_lines(ours: &Path, base: &Path, theirs: &Path) -> Result<bool, StoreError> {
    let names: Vec<String> = [ours, base, theirs]
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let labels = ["merge-file", "-L", "ours", "-L", "before", "-L", "theirs"];
    let all: Vec<&str> = labels
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    let output = run(Path::new("."), &all, &[])?;
    match output.status.code() {
        Some(0) => Ok(true),
        Some(1..=127) => Ok(false),
        _ => Err(said::of("merge the lines", &output)),
    }
}
