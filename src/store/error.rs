//! What can go wrong between the program and the disk.

use std::io;
use std::path::{Path, PathBuf};

use super::commit::GitError;
use super::past::PastError;
use super::regular;
use crate::record::Finding;

/// A failure of the store, with what to do next.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No directory of records was found in a folder or above it.
    #[error("there are no records in this folder ({}): it has no file `peer.toml`", .0.display())]
    NoDirectory(PathBuf),
    /// The named folder is not a directory of records.
    #[error("there is no `peer.toml` in {}", .0.display())]
    NotADirectory(PathBuf),
    /// The operating system refused something.
    #[error("cannot {doing} {}: {source}", .path.display())]
    Io {
        /// What was attempted, as a verb.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Without a terminal, nothing is written to a directory that no one named.
    #[error("without a terminal, `peer` does not write to {}, the folder from your settings", .0.display())]
    OnlyRead(PathBuf),
    /// Another process holds the lock.
    #[error("another `peer` command is writing in this folder{}", .0.map_or_else(String::new, |pid| format!(" (process {pid})")))]
    Locked(Option<u32>),
    /// A file has changed since the change was prepared.
    #[error("someone else changed {} in the meantime; nothing was written", .0.display())]
    Changed(PathBuf),
    /// A file that should be new already exists.
    #[error("{} already exists; nothing was written", .0.display())]
    Exists(PathBuf),
    /// A committed write is not finished, with what prevents that.
    #[error("{write} is not finished: {why}")]
    Unfinished {
        /// The name of the write.
        write: String,
        /// What prevents it from finishing.
        why: Box<Self>,
    },
    /// A person has changed files of an unfinished write in the meantime.
    #[error("{} changed by hand since then", were(.0))]
    ByHand(Vec<String>),
    /// The journal of an unfinished write cannot be read.
    #[error("the journal of an interrupted write, {}, cannot be read: {}", .0.display(), .1)]
    Journal(PathBuf, String),
    /// There is a journal of version 0.1, or one that came with a clone, in a git work tree.
    #[error("version 0.1 of `peer` is writing here, or was stopped while it wrote: {} is there", .0.display())]
    OldJournal(PathBuf),
    /// The file `.git` names no git directory, so there is no place for the state.
    #[error("{} names no git directory; nothing was written", .0.display())]
    NoGitDirectory(PathBuf),
    /// A file or folder of the program is a link.
    #[error("{} is a link, which `peer` does not follow", .0.display())]
    Link(PathBuf),
    /// A file to be written is not one of the program's.
    #[error("{0} is not a file that `peer` writes; nothing was written")]
    NotOwn(String),
    /// The record of a write to undo cannot be read.
    #[error("the record of the last change, {}, cannot be read: {}", .0.display(), .1)]
    Undo(PathBuf, String),
    /// The last change was to identities, and their folder, or what it holds for undo, is missing.
    #[error("the last change was to {}, and its earlier text is missing", .0.display())]
    Apart(PathBuf),
    /// A file is not UTF-8, with the number of bytes before the first invalid one.
    #[error("{} is not UTF-8 text at byte {}", .0.display(), .1)]
    NotText(PathBuf, usize),
    /// A newer program wrote the directory.
    #[error("peer.toml:{line}:{column}: {why}")]
    LaterSchema {
        /// The line of the version, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
        /// The known version and the one found.
        why: String,
        /// What to do next.
        help: String,
    },
    /// The answer cannot be written to the named file.
    #[error("cannot write {}: {why}", .path.display())]
    Target {
        /// The file, as given.
        path: PathBuf,
        /// Why not.
        why: String,
        /// What to do next.
        help: &'static str,
    },
    /// Records are faulty.
    #[error("{} of the records cannot be read", .0.len())]
    Faulty(Vec<Finding>),
    /// The directory cannot be read as of a commit.
    #[error(transparent)]
    Past(#[from] PastError),
    /// Git or the repository prevents something.
    #[error(transparent)]
    Git(#[from] GitError),
    /// A file is not a spreadsheet, or not the right one.
    #[error("{}{at} cannot be imported: {why}", .path.display())]
    Spreadsheet {
        /// The file.
        path: PathBuf,
        /// The line and column as `:3:7`, if they are known.
        at: String,
        /// Why not.
        why: String,
        /// What to do next.
        help: String,
    },
    /// A file cannot be edited as a document.
    #[error("{path} cannot be edited: {why}")]
    Uneditable {
        /// The file.
        path: String,
        /// Why not.
        why: String,
    },
}

/// How to cancel a write that cannot be finished.
const GIVE_UP: &str = "to cancel that change and go back to how it was before: `peer undo`";

/// Files, as the start of a sentence about what happened to them.
fn were(files: &[String]) -> String {
    match files {
        [one] => format!("{one} was"),
        [one, another] => format!("{one} and {another} were"),
        [one, rest @ ..] => format!("{one} and {} more files were", rest.len()),
        [] => "nothing was".to_owned(),
    }
}

impl StoreError {
    /// A committed write that is not finished.
    pub(super) fn unfinished(write: &str, why: Self) -> Self {
        match why {
            Self::Unfinished { .. } => why,
            why => Self::Unfinished {
                write: write.to_owned(),
                why: Box::new(why),
            },
        }
    }

    /// Wraps a system error about a path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }

    /// What to do next.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoDirectory(_) | Self::NotADirectory(_) => Some(
                "go to the folder of your records with `cd FOLDER`, or start new records with `peer init FOLDER`"
                    .to_owned(),
            ),
            Self::OnlyRead(_) => Some("give the folder with -C FOLDER or PEER_DIR".to_owned()),
            Self::Locked(_) => Some("try again in a moment; if that process hangs, stop it".to_owned()),
            Self::Changed(_) => Some("run the command again; it will use the current file".to_owned()),
            Self::Exists(_) => Some("choose another id".to_owned()),
            Self::Unfinished { why, .. } => Some(GIVE_UP.to_owned()).map(|end| match why.help() {
                Some(help) => format!("{help}; {end}"),
                None => end,
            }),
            Self::ByHand(_) => Some(
                "to finish the rest and leave those files as they are: `peer undo --finish`".to_owned(),
            ),
            Self::OldJournal(journal) => Some(format!(
                "if you still use that version here, run any of its commands once to finish the write; otherwise delete {0}, which lists the files and their text. If `git ls-files .peer` lists it, it came from someone else: `git rm -r .peer` and commit",
                journal.display()
            )),
            Self::NoGitDirectory(_) => Some(
                "`git status` shows what is wrong; if you no longer use git here, delete that file".to_owned(),
            ),
            Self::Link(_) => Some(
                "delete this link, and put a copy of the real file or folder in its place, with the same name; only the identities folder can be a link".to_owned(),
            ),
            Self::NotOwn(_) => Some(
                "records end in `.toml` and are in the folder of their kind: `peer check` lists files in the wrong place"
                    .to_owned(),
            ),
            Self::Journal(..) => Some(
                "to drop it and keep the records as they are: `peer undo --forget`; `peer check` and `git diff` show them"
                    .to_owned(),
            ),
            Self::Undo(..) => Some("to drop it without changing the records: `peer undo --forget`".to_owned()),
            Self::Apart(_) => Some("make that folder reachable, then try again".to_owned()),
            Self::NotText(..) => {
                Some("open it with an editor that can read its encoding, and save it as UTF-8".to_owned())
            }
            Self::Past(error) => error.help(),
            Self::Git(error) => error.help(),
            Self::Spreadsheet { help, .. } | Self::LaterSchema { help, .. } => Some(help.clone()),
            Self::Target { help, .. } => Some((*help).to_owned()),
            Self::Uneditable { .. } => Some("fix it with `peer edit`, then try again".to_owned()),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
                Some("check who owns it and whether you may write there".to_owned())
            }
            Self::Io { source, .. } => match source.kind() {
                _ if regular::help(source).is_some() => regular::help(source).map(str::to_owned),
                io::ErrorKind::IsADirectory => {
                    Some("there is a folder where a file should be: move it away, then try again".to_owned())
                }
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                    Some("there is a file where a folder should be: move it away, then try again".to_owned())
                }
                io::ErrorKind::InvalidData => {
                    Some("it is not a text file: move it away, then try again".to_owned())
                }
                _ => None,
            },
            Self::Faulty(_) => None,
        }
    }
}
