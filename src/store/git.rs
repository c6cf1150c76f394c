//! What git knows about the directory; git itself is asked, so that its own rules hold.

use std::path::Path;
use std::process::{Command, Stdio};

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
    Some(Revision { commit: commit.trim().chars().take(12).collect(), dirty })
}

/// How many files of the directory git has not committed as they are; `None` where there is no repository, or no git.
/// Identities that git was never given are left out: they stay on this machine.
#[must_use]
pub fn uncommitted(root: &Path, identities: &str) -> Option<usize> {
    let changes = git(root, &["--no-optional-locks", "status", "--porcelain", "--untracked-files=all", "--", "."])?;
    // Identities outside the repository are none of git's, which then says so instead of listing them.
    let apart = git(root, &["ls-files", "--others", "--exclude-standard", "--", identities]).unwrap_or_default();
    Some(changes.lines().count().saturating_sub(apart.lines().count()))
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = command(root).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A call of git in a folder, which is given nothing to read.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).stdin(Stdio::null());
    command
}
