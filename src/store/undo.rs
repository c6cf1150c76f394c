//! The last changes of this machine, kept so that they can be undone.
//!
//! What each write changed is in the folder `undo` of the [`state`](super::state): see [`record`]. A record is written
//! before the journal, and is kept once the write is done.

mod record;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use record::{UNDO, made, numbers};

use super::change::Change;
use super::directory::Directory;
use super::disk::{current, is_link, remove};
use super::error::StoreError;
use super::state::State;
use super::step::Disk;
use crate::record::Kind;

/// The last change of this machine that was not undone.
#[derive(Debug)]
pub struct LastWrite {
    pub(super) number: u64,
    change: Change,
    pub(super) modes: BTreeMap<String, u32>,
}

/// Why a file prevents a write from being undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// It has other content now.
    Changed,
    /// It was removed.
    Removed,
    /// It exists again.
    Made,
}

impl LastWrite {
    /// What the write did.
    #[must_use]
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// The change that undoes it.
    #[must_use]
    pub fn inverse(&self) -> Change {
        self.change.inverse()
    }

    /// The files that are not as the write left them.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn changed_since(&self, directory: &Directory) -> Result<Vec<(String, Since)>, StoreError> {
        let mut changed = Vec::new();
        for (path, _, after) in self.change.files() {
            let now = current(&directory.own(path)?)?;
            let since = match (now.as_deref(), after) {
                (now, after) if now == after => continue,
                (None, _) => Since::Removed,
                (_, None) => Since::Made,
                _ => Since::Changed,
            };
            changed.push((path.to_owned(), since));
        }
        Ok(changed)
    }

    /// Leaves out the files that the write made and that were since removed by hand: undo would remove them anyway.
    /// Returns their paths.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn leave_removed(&mut self, directory: &Directory) -> Result<Vec<String>, StoreError> {
        let gone: Vec<String> = self
            .changed_since(directory)?
            .into_iter()
            .filter(|(path, since)| *since == Since::Removed && self.change.makes(path))
            .map(|(path, _)| path)
            .collect();
        self.change.leave_out(&gone);
        Ok(gone)
    }

    /// The first file whose restored text would contain merge conflicts.
    #[must_use]
    pub fn conflicted(&self) -> Option<&str> {
        let has_markers = |text: &str| text.lines().any(|line| line.starts_with("<<<<<<< "));
        self.change
            .files()
            .find(|(_, before, _)| before.is_some_and(has_markers))
            .map(|(path, ..)| path)
    }

    /// The commit that contains everything in the write that git tracks; `None` if some of it is not committed, or
    /// there is no git.
    #[must_use]
    pub fn saved_in(&self, directory: &Directory) -> Option<String> {
        // The identities folder may be outside the repository, where git fails.
        let paths: Vec<&str> = self
            .change
            .files()
            .map(|(path, ..)| path)
            .filter(|path| is_below(path))
            .collect();
        if paths.is_empty() {
            return None;
        }
        let asked = |arguments: &[&str]| {
            let mut git = super::git::command(directory.root());
            let asking = super::git::command(directory.root());
            super::git::without_filters(&mut git, asking, arguments).ok()?;
            git.arg("--literal-pathspecs")
                .args(arguments)
                .arg("--")
                .args(&paths);
            let output = git.output().ok().filter(|output| output.status.success())?;
            Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let open = asked(&[
            "--no-optional-locks",
            "status",
            "--porcelain",
            "--untracked-files=all",
        ])?;
        if !open.is_empty() {
            return None;
        }
        asked(&[
            "log",
            "-1",
            "--no-show-signature",
            "--format=%h",
            "--abbrev=12",
        ])
        .filter(|commit| !commit.is_empty())
    }
}

/// Whether a path from the root stays below the root.
fn is_below(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)))
}

impl Directory {
    /// How many writes can be undone, one after the other.
    #[must_use]
    pub fn writes_kept(&self) -> usize {
        self.numbers().len()
    }

    /// The size of the record of the last change in bytes; 0 if there is none.
    #[must_use]
    pub fn last_write_size(&self) -> u64 {
        self.numbers()
            .pop_last()
            .map_or(0, |number| self.record_size(number))
    }

    /// The last change of this machine; `None` if there is none.
    ///
    /// # Errors
    /// Its record cannot be read or was not made by `peer`, or the identities folder that it changed is missing.
    pub fn last_write(&self) -> Result<Option<LastWrite>, StoreError> {
        let Some(number) = self.numbers().pop_last() else {
            return Ok(None);
        };
        Ok(self.recorded(number)?.map(|recorded| LastWrite {
            number,
            change: recorded.change,
            modes: recorded.modes,
        }))
    }

    /// The folder where version 0.1 kept its last changes, if there are any; they are no longer read.
    #[must_use]
    pub fn writes_of_old(&self) -> Option<PathBuf> {
        old_in(self.root()).filter(|old| !numbers(old).is_empty())
    }

    /// Removes the records that version 0.1 kept.
    pub(super) fn forget_old_writes(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        let identities = self.at(&self.folder(Kind::Identity));
        let old = [&identities, self.root()].into_iter().filter_map(old_in);
        for folder in old.chain(self.undo_folders_ever()) {
            for number in numbers(&folder) {
                remove(&made(&folder, number), disk)?;
            }
        }
        Ok(())
    }
}

/// Where version 0.1 kept the writes of a folder in a git work tree.
fn old_in(folder: &Path) -> Option<PathBuf> {
    let old = State::of(folder).ok()?.old()?.join(UNDO);
    (!is_link(&old)).then_some(old)
}
