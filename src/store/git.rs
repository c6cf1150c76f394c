//! What git knows about the directory; git itself is asked, so that its own rules apply.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use super::paths::is_of_program;
use super::regular;

/// The state of the directory in git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The checked-out commit, shortened to twelve characters.
    pub commit: String,
    /// Whether files of the directory differ from it.
    pub dirty: bool,
}

/// The commit of the directory; `None` if it is not in a repository, has no commit yet, or git is not installed.
#[must_use]
pub fn revision(root: &Path, identities: &str) -> Option<Revision> {
    let commit = git(root, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
    let dirty = uncommitted(root, identities)? > 0;
    Some(Revision {
        commit: commit.trim().chars().take(12).collect(),
        dirty,
    })
}

/// How many files of the program (its rules, definitions and records) have uncommitted changes; `None` if there is no
/// repository or no git. Other files there change no figure. Identities that git does not track are not counted: they
/// stay on this machine.
#[must_use]
pub fn uncommitted(root: &Path, identities: &str) -> Option<usize> {
    let prefix = git(root, &["rev-parse", "--show-prefix"])?;
    let asked = [
        "--no-optional-locks",
        "status",
        "--porcelain",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--",
        ".",
    ];
    let changes = git(root, &asked)?;
    let counts = |line: &&str| {
        let Some((state, path)) = line.split_at_checked(3) else {
            return false;
        };
        let path = path
            .strip_prefix(prefix.trim_end_matches('\n'))
            .unwrap_or(path);
        let is_identity = path
            .strip_prefix(identities)
            .is_some_and(|name| name.starts_with('/'));
        is_of_program(path) || (is_identity && path.ends_with(".toml") && !state.starts_with('?'))
    };
    Some(changes.split('\0').filter(counts).count())
}

/// Whether a commit of this clone, on any branch, or the index has a file at that path; `None` if there is no
/// repository or no git.
#[must_use]
pub fn is_committed(root: &Path, path: &str) -> Option<bool> {
    git(root, &["rev-parse", "--show-prefix"])?;
    let asked = [
        "--literal-pathspecs",
        "log",
        "--all",
        "--max-count=1",
        "--format=%h",
        "--",
        path,
    ];
    let anywhere = git(root, &asked)?;
    let staged = git(root, &["--literal-pathspecs", "ls-files", "--", path])?;
    Some(!anywhere.trim().is_empty() || !staged.trim().is_empty())
}

/// The files of the program that are in the commit but git was told to leave out, by a sparse checkout or one by one;
/// figures made without them would be too low. If nothing can be left out, git is not asked.
pub(super) fn left_out(root: &Path, identities: &str) -> Vec<String> {
    let may_leave =
        |git: &Path| git.join("info/sparse-checkout").exists() || marks_files(&git.join("index"));
    if !super::state::git_folder(root).is_some_and(|git| may_leave(&git)) {
        return Vec::new();
    }
    // Files that git does not put in the work tree are listed with an `S`.
    let listed = git(root, &["ls-files", "-t", "-z", "--", "."]).unwrap_or_default();
    let is_left = |path: &&str| {
        let is_identity = path
            .strip_prefix(identities)
            .is_some_and(|name| name.starts_with('/') && name.ends_with(".toml"));
        (is_of_program(path) || is_identity) && !root.join(path).exists()
    };
    let paths = listed
        .split('\0')
        .filter_map(|line| line.strip_prefix("S "));
    paths.filter(is_left).map(str::to_owned).collect()
}

/// Whether a git index can mark a file as left out: its format allows that from version 3, which git writes only if a
/// file has such a mark.
fn marks_files(index: &Path) -> bool {
    let mut head = [0; 8];
    let read = regular::open(index).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(b"DIRC") && head[4..] > [0, 0, 0, 2][..]
}

/// What git does with the names of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamesInGit {
    /// They are in no git work tree, or in a repository of their own.
    Apart,
    /// Git ignores them.
    Ignored,
    /// Git tracks some of them.
    Kept,
    /// Git would add them with everything else.
    Exposed,
}

/// What git does with the names of the program at `root`, in its identities folder, or would do if there are none yet.
#[must_use]
pub fn names_in_git(root: &Path, identities: &str) -> NamesInGit {
    let folder = root.join(identities);
    let (from, path) = match folder.is_dir() {
        true => (&*folder, "."),
        false => (root, identities),
    };
    let Some(prefix) = git(from, &["rev-parse", "--show-prefix"]) else {
        return NamesInGit::Apart;
    };
    if folder.is_dir() && prefix.trim().is_empty() {
        return NamesInGit::Apart;
    }
    let listed = ["--literal-pathspecs", "ls-files", "-z", "--", path];
    let Some(kept) = git(from, &listed) else {
        return NamesInGit::Apart;
    };
    let sample = format!("{path}/p-0.toml");
    if kept.split('\0').any(holds_names) {
        NamesInGit::Kept
    } else if git(from, &["check-ignore", "--quiet", "--", &sample]).is_some() {
        NamesInGit::Ignored
    } else {
        NamesInGit::Exposed
    }
}

/// Whether a file in the identities folder may hold names: files that only keep the folder in git are hidden.
pub(super) fn holds_names(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    !name.is_empty() && !name.starts_with('.')
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let mut call = command(root);
    without_filters(&mut call, command(root), arguments).ok()?;
    let output = call.args(arguments).stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Prevents a folder of records from being taken for a repository because of what is in it: its settings, which can run
/// any command, may have come from anyone. For the same reason, no program may watch its files for git.
pub(super) const ONLY_OWN: [&str; 4] = [
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
];

/// Git commands that look at files or write them, and run filters on them.
const LOOKS_AT_FILES: [&str; 16] = [
    "add",
    "checkout",
    "checkout-index",
    "commit",
    "diff",
    "diff-index",
    "hash-object",
    "ls-files",
    "merge",
    "pull",
    "read-tree",
    "reset",
    "restore",
    "stash",
    "status",
    "update-index",
];

/// Disables, for a call with these arguments, the filters in the settings of a repository: git runs them on files that
/// it looks at, and a folder copied from someone else comes with its settings. `asking` is a git call in the same
/// place. Filters in a person's own settings stay enabled.
///
/// # Errors
/// A filter has a name that is not text, or git cannot be run.
pub(super) fn without_filters(
    call: &mut Command,
    mut asking: Command,
    arguments: &[&str],
) -> io::Result<()> {
    const NOTHING: &str = "PEER_NOTHING";
    if !arguments.iter().any(|word| LOOKS_AT_FILES.contains(word)) {
        return Ok(());
    }
    let asked = [
        "config",
        "--includes",
        "--show-scope",
        "--name-only",
        "--get-regexp",
        r"^filter\.",
    ];
    asking
        .args(asked)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let named = String::from_utf8(asking.output()?.stdout).map_err(|_| {
        io::Error::other("its settings (.git/config) name a filter that is not text")
    })?;
    let own = named.lines().filter_map(|line| {
        let (scope, name) = line.split_once('\t')?;
        matches!(scope, "local" | "worktree").then(|| format!("--config-env={name}={NOTHING}"))
    });
    call.args(own).env(NOTHING, "");
    Ok(())
}

/// A git call in a folder, without input.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .args(ONLY_OWN)
        .arg("-C")
        .arg(folder)
        .stdin(Stdio::null());
    command
}
