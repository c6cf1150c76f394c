//! Why the directory cannot be read as it stood at a commit.

use std::path::PathBuf;

use super::moment::Moment;
use crate::record::Day;

/// Why the directory cannot be read as it stood at a commit, with what to do next.
#[derive(Debug, thiserror::Error)]
pub enum PastError {
    /// There is no program `git`.
    #[error("git is not here, and only git knows how the records stood before")]
    NoGit,
    /// The records are in no repository.
    #[error("{} is in no git repository: nothing is known of how the records stood before", .0.display())]
    NoRepository(PathBuf),
    /// No commit, tag, branch or day.
    #[error("git knows no commit, tag or branch `{0}`, and it is no day")]
    Unknown(String),
    /// A day before the first commit.
    #[error("there is no commit of {} or before{}", .0, .1.map_or_else(String::new, |first| format!("; the first is of {first}")))]
    Before(Day, Option<Day>),
    /// The commit has no records.
    #[error("the records were not in {} yet at commit {} of {}", .1.display(), .0.short(), .0.day)]
    NotThere(Moment, PathBuf),
    /// Something was to be written.
    #[error("what was cannot be changed: commit {0} stays as it is")]
    Closed(String),
    /// What is asked for may lie before the commits that a shallow clone has.
    #[error("{0}; this clone has only its last commits")]
    Shallow(Box<PastError>),
    /// git refused.
    #[error("git says: {0}")]
    Git(String),
}

impl PastError {
    /// What to do next.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Shallow(error) => {
                let fetch = "`git fetch --unshallow` brings the commits before, then try again";
                return Some(match error.help() {
                    Some(help) => format!("{fetch}; or else {help}"),
                    None => fetch.to_owned(),
                });
            }
            Self::NoGit => {
                "install git, see https://git-scm.com; everything but the past works without it"
            }
            Self::NoRepository(_) => {
                "begin a history with `git init`, `peer git setup` and `peer save`"
            }
            Self::Unknown(_) => {
                "name a commit, a tag, or a day such as 2026-10-12; `git log --oneline` lists the commits"
            }
            Self::Before(..) => {
                "name a later day; `git log --reverse --date=short` begins with the first commit"
            }
            Self::NotThere(..) => {
                "`git log --diff-filter=A -- peer.toml` names the commit that put them there"
            }
            Self::Closed(_) => "leave out --at to change the records of today",
            Self::Git(said) if said.contains("dubious ownership") => {
                "the repository belongs to somebody else; `git status` says how to trust it"
            }
            Self::Git(said) if said.contains("safe.bareRepository") => {
                "files such as `HEAD`, `objects` and `refs` in it make git take the folder for a repository of its own: move \
                 them away"
            }
            Self::Git(_) => "`git status` says more, and often what to do",
        };
        Some(help.to_owned())
    }
}
