//! Where the program keeps what belongs to this machine alone: the lock, the journal of a write, the records of writes
//! that can be undone, and drafts.
//!
//! In a git work tree this is `peer/` in the work tree's own git directory, where no clone or pull can put a file;
//! elsewhere it is `.peer/`. The git directory is found without asking git, which the environment of a hook or another
//! user's permissions can mislead. A `.peer/` in a work tree may have come from anyone: it is never read, and only its
//! lock is also held, for a version 0.1 on the same machine.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::disk::{make_folders, no_link, write_file};
use super::error::StoreError;
use super::full_path::full_path;
use super::regular;
use super::step::Disk;

/// The folder if there is no git.
pub(super) const PRIVATE: &str = ".peer";

/// The folder inside a git directory.
const IN_GIT: &str = "peer";

/// What git looks for in a work tree: its directory, or a file that names it.
const GIT: &str = ".git";

/// How often, and how far apart, to check whether a write of version 0.1 has ended.
const LOOKS: (u32, Duration) = (50, Duration::from_millis(20));

/// Where the state of one folder is.
#[derive(Debug)]
pub(super) struct State {
    /// The folder whose state this is, and whose users share it.
    of: PathBuf,
    /// The trusted part: the folder itself, or the git directory.
    base: PathBuf,
    /// The path relative to `base`.
    inside: PathBuf,
    /// Where version 0.1 keeps its state, in a git work tree.
    old: Option<PathBuf>,
}

impl State {
    /// The state of a folder, which may not exist yet.
    pub fn of(folder: &Path) -> Result<Self, StoreError> {
        let beside = Self {
            of: folder.to_owned(),
            base: folder.to_owned(),
            inside: PRIVATE.into(),
            old: None,
        };
        let Some((there, rest)) = real(folder) else {
            return Ok(beside);
        };
        let Some((top, git)) = work_tree(&there)? else {
            return Ok(beside);
        };
        let from_top = there.strip_prefix(&top).unwrap_or(&there);
        Ok(Self {
            of: folder.to_owned(),
            base: near(&git),
            inside: Path::new(IN_GIT).join(from_top).join(rest),
            old: Some(folder.join(PRIVATE)).filter(|old| is_folder(old)),
        })
    }

    /// The folder.
    pub fn folder(&self) -> PathBuf {
        self.base.join(&self.inside)
    }

    /// The file or folder of this name; no link may lead away from it.
    pub fn at(&self, name: &str) -> Result<PathBuf, StoreError> {
        let inside = self.inside.join(name);
        no_link(&self.base, &inside)?;
        Ok(self.base.join(inside))
    }

    /// Makes the folder, which git never sees.
    pub fn make(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        no_link(&self.base, &self.inside)?;
        let folder = self.folder();
        make_folders(&folder, Some(&self.of), &mut Vec::new(), disk)?;
        let ignore = folder.join(IGNORE);
        if self.inside == Path::new(PRIVATE) && !ignore.exists() {
            write_file(&ignore, b"*\n", disk)?;
        }
        Ok(())
    }

    /// Whether there is a journal.
    pub fn has_journal(&self) -> bool {
        exists(&self.folder().join(JOURNAL))
    }

    /// The folder of version 0.1, if it exists and is not where the state is.
    pub fn old(&self) -> Option<&Path> {
        self.old.as_deref()
    }

    /// Rejects a journal that version 0.1 left, or that came with a clone.
    pub fn no_old_journal(&self) -> Result<(), StoreError> {
        match self.old_journal() {
            Some(journal) => Err(StoreError::OldJournal(journal)),
            None => Ok(()),
        }
    }

    /// [`State::no_old_journal`], after giving a version 0.1 that is writing time to finish.
    pub fn no_old_journal_soon(&self) -> Result<(), StoreError> {
        let (times, apart) = LOOKS;
        for _ in 0..times {
            if self.old_journal().is_none() {
                break;
            }
            thread::sleep(apart);
        }
        self.no_old_journal()
    }

    /// The journal of version 0.1, whatever is in it.
    pub fn old_journal(&self) -> Option<PathBuf> {
        let journal = self.old()?.join(JOURNAL);
        exists(&journal).then_some(journal)
    }
}

/// The journal of a write in progress.
pub(super) const JOURNAL: &str = "journal";

/// The file that makes git ignore the folder that contains it, whatever the other settings.
pub(super) const IGNORE: &str = ".gitignore";

/// A folder without links, as far as it exists, and the rest; `None` if the system knows no such place.
fn real(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let whole = std::path::absolute(folder).ok()?;
    let (named, there) = whole
        .ancestors()
        .find_map(|named| Some((named, full_path(named).ok()?)))?;
    let rest = whole.strip_prefix(named).ok()?;
    let is_plain = rest
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    is_plain.then(|| (there, rest.to_owned()))
}

/// The git directory of the work tree that contains a folder.
pub(super) fn git_folder(folder: &Path) -> Option<PathBuf> {
    let (there, _) = real(folder)?;
    work_tree(&there).ok()?.map(|(_, git)| git)
}

/// The top of the git work tree that contains a folder, and its git directory.
fn work_tree(folder: &Path) -> Result<Option<(PathBuf, PathBuf)>, StoreError> {
    for top in folder.ancestors() {
        let entry = top.join(GIT);
        let git = match fs::metadata(&entry) {
            // Like git, skip a folder that only looks like its directory.
            Ok(meta) if meta.is_dir() => Some(entry).filter(|entry| is_git(entry)),
            Ok(meta) if meta.is_file() => Some(named_in(top, &entry)?),
            _ => None,
        };
        if let Some(git) = git {
            return Ok(Some((top.to_owned(), git)));
        }
    }
    Ok(None)
}

/// The git directory named by the file `.git` of a worktree or a submodule.
fn named_in(top: &Path, entry: &Path) -> Result<PathBuf, StoreError> {
    let text = regular::read_to_string(entry).map_err(StoreError::io("read", entry))?;
    text.strip_prefix("gitdir:")
        .map(|rest| top.join(rest.trim_start_matches(' ').trim_end_matches(['\r', '\n'])))
        .filter(|git| is_git(git))
        .ok_or_else(|| StoreError::NoGitDirectory(near(entry)))
}

fn is_git(folder: &Path) -> bool {
    exists(&folder.join("HEAD"))
}

/// A path as someone in the working folder would write it, if it is below that folder.
fn near(path: &Path) -> PathBuf {
    let real = full_path(path).unwrap_or_else(|_| path.to_owned());
    let here = full_path(".").ok();
    here.and_then(|here| Some(Path::new(".").join(real.strip_prefix(here).ok()?)))
        .unwrap_or(real)
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// Whether anything has this name, including a link.
fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
