//! What git knows about the directory; git itself is asked, so that its own rules hold.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use super::paths::is_of_program;
use super::regular;

/// The state of the directory in git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The commit checked out, shortened to twelve characters.
    pub commit: String,
    /// Whether files of the directory differ from it.
    pub dirty: bool,
}

/// The commit of the directory; `None` where it is no repository, has no commit yet, or git is not there.
#[must_use]
pub fn revision(root: &Path, identities: &str) -> Option<Revision> {
    let commit = git(root, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
    let dirty = uncommitted(root, identities)? > 0;
    Some(Revision {
        commit: commit.trim().chars().take(12).collect(),
        dirty,
    })
}

/// How many files of the program, its rules, definitions and records, git has not committed as they are; `None` where
/// there is no repository, or no git. Other files that lie there change no figure. Identities that git was never given
/// are left out: they stay on this machine.
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

/// Whether a commit of this clone, on whatever branch, holds a file of that path; `None` where that cannot be said: there
/// is no repository, or no git.
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

/// The files of the program that the commit has and git was told to leave out, by a sparse checkout or one by one, so
/// that figures made without them would be too low. Where nothing can be left out, git is not asked.
pub(super) fn left_out(root: &Path, identities: &str) -> Vec<String> {
    let may_leave =
        |git: &Path| git.join("info/sparse-checkout").exists() || marks_files(&git.join("index"));
    if !super::state::git_folder(root).is_some_and(|git| may_leave(&git)) {
        return Vec::new();
    }
    // Those that git does not put into the work tree begin with an `S`.
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

/// Whether an index of git can mark a file as left out: its format has room for that from version 3 on, which git
/// writes only where a file has such a mark.
fn marks_files(index: &Path) -> bool {
    let mut head = [0; 8];
    let read = regular::open(index).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(b"DIRC") && head[4..] > [0, 0, 0, 2][..]
}

/// What git does with the names of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamesInGit {
    /// They lie in no work tree of git, or in a repository of their own.
    Apart,
    /// Git passes over them.
    Ignored,
    /// Git keeps some of them.
    Kept,
    /// Git would take them with everything else.
    Exposed,
}

/// What git does with the names of the program at `root`, in the folder of its identities, or would do where there are
/// none yet.
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

/// Whether a file of the folder of identities may hold names: those that keep the folder alive are hidden.
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

/// No folder of records is itself taken for a repository because of what lies in it: its settings, which can run any
/// command, may have come from anybody.
/// For the same reason no program watches its files for git.
pub(super) const ONLY_OWN: [&str; 4] = [
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
];

/// The calls of git that look at files, or write them, and run filters on them.
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

/// Switches off, for a call with these arguments, the filters in the settings of a repository: git runs them on files that
/// it looks at, and a folder that was copied from somebody brings its settings along. `asking` is a call of git in the
/// same place. Filters in a person's own settings stay.
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

/// A call of git in a folder, which is given nothing to read.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .args(ONLY_OWN)
        .arg("-C")
        .arg(folder)
        .stdin(Stdio::null());
    command
}
