//! Why the directory cannot be read as of a commit.

use std::path::PathBuf;

use super::moment::Moment;
use crate::record::Day;
use crate::store::commit::here;

/// Why the directory cannot be read as of a commit, with what to do next.
#[derive(Debug, thiserror::Error)]
pub enum PastError {
    /// Git is not installed.
    #[error("git is not installed, and earlier records are only in git")]
    NoGit,
    /// The records are not in a repository.
    #[error("git is not set up {}, so there are no earlier records to read", here(.0))]
    NoRepository(PathBuf),
    /// There is no such commit, tag, branch or day.
    #[error("`{0}` is not a day, and git has no commit, tag or branch of that name")]
    Unknown(String),
    /// A day before the first commit.
    #[error("there is no commit on or before {}{}", .0, .1.map_or_else(String::new, |first| format!("; the first is from {first}")))]
    Before(Day, Option<Day>),
    /// The commit has no records.
    #[error("the records were not yet in {} at commit {} of {}", .1.display(), .0.short(), .0.day)]
    NotThere(Moment, PathBuf),
    /// Someone tried to write.
    #[error("the past cannot be changed: commit {0} stays as it is")]
    Closed(String),
    /// What was asked for may be older than the commits that a shallow clone has.
    #[error("{0}; this clone has only the latest commits")]
    Shallow(Box<PastError>),
    /// Git failed.
    #[error("git says: {0}")]
    Git(String),
}

impl PastError {
    /// What to do next.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Shallow(error) => {
                let fetch = "get the earlier commits with `git fetch --unshallow`, then try again";
                return Some(match error.help() {
                    Some(help) => format!("{fetch}; or else {help}"),
                    None => fetch.to_owned(),
                });
            }
            Self::NoGit => {
                "install git, see https://git-scm.com; everything except the past works without it"
            }
            Self::NoRepository(_) => {
                "start a history with `git init`, `peer git setup` and `peer save`"
            }
            Self::Unknown(_) => {
                "write a commit, a tag, or a day such as 2026-10-12; `git log --oneline` lists the commits"
            }
            Self::Before(..) => {
                "choose a later day; `git log --reverse --date=short` starts with the first commit"
            }
            Self::NotThere(..) => {
                "`git log --diff-filter=A -- peer.toml` names the commit that put them there"
            }
            Self::Closed(_) => "leave out --at to change the records of today",
            Self::Git(said) if said.contains("dubious ownership") => {
                "the repository belongs to someone else; `git status` shows how to trust it"
            }
            Self::Git(said) if said.contains("safe.bareRepository") => {
                "because of files such as `HEAD`, `objects` and `refs`, git treats the folder as a repository of its own: move them away"
            }
            Self::Git(_) => "`git status` says more, and often what to do",
        };
        Some(help.to_owned())
    }
}
