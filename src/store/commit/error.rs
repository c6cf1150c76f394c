//! What can go wrong between the records and git, each with what to do next.

use std::path::{Path, PathBuf};

/// In which folder something is, in words.
pub fn here(folder: &Path) -> String {
    match folder.to_str() {
        Some("." | "") => "in this folder".to_owned(),
        _ => format!("in {}", folder.display()),
    }
}

/// Why git did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// Git is not installed.
    #[error("git is not installed, or not on the PATH")]
    NoGit,
    /// The directory is not in a repository.
    #[error("git is not set up {}", here(.0))]
    NoRepository(PathBuf),
    /// Git refuses to work in another user's repository.
    #[error("git refuses to work here because the folder belongs to someone else")]
    Foreign(String),
    /// There are no files to work with.
    #[error("this is a bare repository: it has what was saved, but no files to work with")]
    Bare,
    /// No author is set for commits.
    #[error("git does not know who you are")]
    NoAuthor,
    /// No branch is checked out.
    #[error("no branch is checked out, only commit {0}")]
    Detached(String),
    /// A rebase or something like it is not finished.
    #[error("a `git {0}` is under way in this repository")]
    Underway(&'static str),
    /// The common ancestor of both sides is missing here.
    #[error("git cannot find a commit that {remote} and this clone have in common")]
    NoBase {
        /// The branch of the remote.
        remote: String,
        /// Whether this is a shallow clone.
        is_shallow: bool,
    },
    /// A merge is not concluded.
    #[error("a merge is not finished yet")]
    Merging,
    /// The files are merged, but git, a hook or a signing key kept the merge from being saved.
    #[error("the files are merged, but git could not save the merge: {0}")]
    Unconcluded(String),
    /// There is no remote to sync with.
    #[error("this repository has no remote to sync with")]
    NoRemote,
    /// The branch does not follow a remote branch.
    #[error("the branch `{branch}` has no remote branch to sync with")]
    NoUpstream {
        /// The branch here.
        branch: String,
        /// A remote it could follow.
        remote: String,
    },
    /// The index is locked.
    #[error("another git command is running in this repository, or one was interrupted")]
    Locked(String),
    /// The remote did not answer.
    #[error("cannot reach `{remote}`: {why}")]
    Unreachable {
        /// The remote.
        remote: String,
        /// What git said.
        why: String,
    },
    /// The remote rejects commits from here.
    #[error("`{remote}` did not take the commits: {why}")]
    Refused {
        /// The remote.
        remote: String,
        /// What git said.
        why: String,
    },
    /// Unsaved changes in files outside the program block a merge.
    #[error("git cannot merge while these files have changes that are not saved: {0}")]
    InTheWay(String),
    /// Something unrelated is staged for a commit.
    #[error("{0} is staged for a commit and would be committed too")]
    Staged(String),
    /// Anything else.
    #[error("git could not {doing}: {why}")]
    Failed {
        /// What was attempted, as a verb.
        doing: &'static str,
        /// What git said.
        why: String,
    },
}

impl GitError {
    /// What to do next.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoGit => {
                "install it from https://git-scm.com; everything except `peer git`, `save` and `sync` works without it"
                    .to_owned()
            }
            Self::NoRepository(_) => "to set it up, type `git init`, then `peer git setup`".to_owned(),
            Self::Foreign(why) => why.clone(),
            Self::Bare => "work in a clone of it: `git clone` with its path, then `peer` in the new folder".to_owned(),
            Self::NoAuthor => {
                "tell git once: git config user.name \"Your Name\"; git config user.email you@example.org".to_owned()
            }
            Self::Detached(_) => {
                "go to a branch with `git switch main`, or keep what is here with `git switch -c NAME`".to_owned()
            }
            Self::Underway("bisect") => "end it with `git bisect reset`".to_owned(),
            Self::Underway(what) => {
                format!("finish it with `git {what} --continue`, or cancel it with `git {what} --abort`")
            }
            Self::Merging => {
                "decide what is open, then finish it with `peer save`; to cancel it: `git merge --abort`".to_owned()
            }
            Self::Unconcluded(_) => {
                "fix that, then `peer save` saves the merge and `peer sync` sends it; to cancel the merge: `git merge --abort`"
                    .to_owned()
            }
            Self::NoRemote => "add one with `git remote add origin URL`, then `git push -u origin HEAD`".to_owned(),
            Self::NoUpstream { branch, remote } => format!(
                "set it once with `git push -u {remote} {branch}`; if {remote} already has a branch of that name, with `git fetch {remote}` and `git branch -u {remote}/{branch}`"
            ),
            Self::Locked(path) => {
                format!("try again in a moment; if no git command is running, delete {path}")
            }
            Self::NoBase { is_shallow: true, .. } => {
                "this clone has only the latest commits: run `git fetch --unshallow`, then `peer sync`".to_owned()
            }
            Self::NoBase { remote, .. } => {
                format!("they have separate histories: look at `git log {remote}`; is it the right remote?")
            }
            Self::Unreachable { why, .. } => out_of_reach(why).to_owned(),
            Self::Refused { remote, why } => refusal(remote, why),
            Self::InTheWay(_) => "commit or stash those files with git, then `peer sync` again".to_owned(),
            Self::Staged(path) => {
                format!("commit it first, or `git restore --staged {path}`, then try again")
            }
            Self::Failed { why, .. } if why.contains("invalid path") => {
                "a file that others saved has a name that git refuses: ask the person who saved it to delete it; your saved changes are safe here"
                    .to_owned()
            }
            Self::Failed { .. } => STATUS.to_owned(),
        })
    }
}

/// Where git itself says more.
const STATUS: &str = "`git status` says more, and often what to do";

/// What to do about a remote that does not answer.
fn out_of_reach(why: &str) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|word| why.contains(word));
    match () {
        () if says(&[
            "Permission denied",
            "Authentication failed",
            "could not read Username",
            "403",
            "401",
        ]) =>
        {
            "it refused your login: ask its owner for access; your saved changes are safe here"
        }
        () if says(&[
            "not appear to be a git repository",
            "not found",
            "does not exist",
        ]) =>
        {
            "there is nothing at its address: `git remote -v` shows it; your saved changes are safe here"
        }
        () => "your saved changes are safe here; run `peer sync` again when you are connected",
    }
}

/// What to do about a remote that rejects a push.
fn refusal(remote: &str, why: &str) -> String {
    if why.contains("protected branch") || why.contains("Protected branch") {
        return format!(
            "the branch is protected there: push to another name with `git push {remote} HEAD:refs/heads/NAME`, and ask its owner to merge it"
        );
    }
    if why.contains("currently checked out") {
        return "the remote is a folder that someone works in: make a shared one with `git init --bare`".to_owned();
    }
    "ask its owner whether you may push; your saved changes are safe here".to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::said::gist;
    use super::{out_of_reach, refusal};

    #[test]
    fn a_remote_that_does_not_answer_has_a_way_out() {
        let said = "ERROR: Repository not found.\nfatal: Could not read from remote repository.\n\n\
                    Please make sure you have the correct access rights\nand the repository exists.\n";
        assert_eq!(gist(said), "ERROR: Repository not found.");
        assert!(out_of_reach(&gist(said)).starts_with("there is nothing at its address"));
        let denied = gist(
            "git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.",
        );
        assert!(out_of_reach(&denied).starts_with("it refused your login"));
        assert!(
            out_of_reach("Could not resolve host: example.org").contains("when you are connected")
        );
        assert!(refusal("origin", "branch is currently checked out").contains("git init --bare"));
    }
}
