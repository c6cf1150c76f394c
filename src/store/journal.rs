//! The journal of a write that is committed but not finished.
//!
//! It names the record of the write in [`undo`](super::undo), which holds every text; a write without a record holds
//! its texts itself. While the journal exists, readers read the new texts instead of the files.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::change::{Change, FileChange};
use super::directory::Directory;
use super::disk::current;
use super::error::StoreError;
use super::state::JOURNAL;

/// A journal as stored on disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Journal {
    /// The files of a write without a record.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    files: BTreeMap<String, FileChange>,
    #[serde(default)]
    then: Then,
    /// Files that a person has changed in the meantime, which are left alone.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    leave: BTreeSet<String>,
}

/// What happens to the record of a write, given by its number, once its files are written.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Then {
    /// The write has no record.
    #[default]
    Nothing,
    /// It is kept, so that the write can be undone.
    Keep(u64),
    /// The write was undone.
    Undone(u64),
}

/// A write that is about to be committed, or is committed but not finished.
#[derive(Debug)]
pub(super) struct OpenWrite {
    journal: Journal,
    /// What is left to do.
    pub change: Change,
    /// The modes of the files that the write removed.
    modes: BTreeMap<String, u32>,
    /// Its files, as shown to a person.
    name: String,
}

impl OpenWrite {
    /// A write that is about to be committed.
    pub fn new(
        directory: &Directory,
        change: Change,
        then: Then,
        modes: BTreeMap<String, u32>,
    ) -> Self {
        let files = match then {
            Then::Nothing => change.files.clone(),
            Then::Keep(_) | Then::Undone(_) => BTreeMap::new(),
        };
        Self {
            name: name(directory, &change),
            journal: Journal {
                files,
                then,
                leave: BTreeSet::new(),
            },
            change,
            modes,
        }
    }

    /// What happens to its record.
    pub fn then(&self) -> Then {
        self.journal.then
    }

    /// The mode for a file that it restores.
    pub fn mode(&self, path: &str) -> Option<u32> {
        match self.journal.then {
            Then::Undone(_) => self.modes.get(path).copied(),
            Then::Nothing | Then::Keep(_) => None,
        }
    }

    /// Its name.
    pub fn named(&self) -> String {
        match self.journal.then {
            Then::Undone(_) => format!("undoing the change to {}", self.name),
            Then::Nothing | Then::Keep(_) => format!("the change to {}", self.name),
        }
    }

    /// The text of its journal.
    pub fn text(&self) -> Result<String, StoreError> {
        serde_json::to_string(&self.journal)
            .map_err(|error| StoreError::Journal(JOURNAL.into(), error.to_string()))
    }

    /// The files that match neither their text before nor after the write.
    pub fn changed_since(&self, directory: &Directory) -> Result<Vec<String>, StoreError> {
        let mut changed = Vec::new();
        for (path, file) in self.change.turns() {
            let now = current(&directory.own(path)?)?;
            if now != file.before && now != file.after {
                changed.push(path.to_owned());
            }
        }
        Ok(changed)
    }

    /// The same write without some files, which are left alone.
    pub fn around(mut self, files: &[String]) -> Self {
        self.change.files.retain(|path, _| !files.contains(path));
        self.journal.leave.extend(files.iter().cloned());
        self
    }

    /// The write that cancels this one.
    pub fn given_up(self) -> Self {
        let then = match self.journal.then {
            Then::Nothing => Then::Nothing,
            Then::Keep(number) => Then::Undone(number),
            Then::Undone(number) => Then::Keep(number),
        };
        Self {
            journal: Journal {
                files: Change::of(self.journal.files).inverse().files,
                then,
                leave: self.journal.leave,
            },
            change: self.change.inverse(),
            modes: self.modes,
            name: self.name,
        }
    }

    /// The texts to read in place of its files. A file that a person has changed in the meantime is read from disk.
    pub fn texts(&self, directory: &Directory) -> BTreeMap<String, Option<String>> {
        let is_ours = |path: &str, file: &FileChange| {
            let now = directory.own(path).and_then(|path| current(&path));
            now.map_or(true, |now| now == file.before)
        };
        let files = self.change.turns();
        files
            .filter(|(path, file)| is_ours(path, file))
            .map(|(path, file)| (path.to_owned(), file.after.clone()))
            .collect()
    }
}

impl Directory {
    /// The write that is committed but not finished: it is in progress, or was interrupted.
    ///
    /// # Errors
    /// Its journal or its record cannot be read, or was not made by `peer`.
    pub(super) fn open_write(&self) -> Result<Option<OpenWrite>, StoreError> {
        let path = self.state()?.at(JOURNAL)?;
        let Some(text) = current(&path)? else {
            return Ok(None);
        };
        let broken = |why: String| StoreError::Journal(path.clone(), why);
        let journal: Journal =
            serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?;
        let (mut change, modes) = match journal.then {
            Then::Keep(number) | Then::Undone(number) if journal.files.is_empty() => {
                match (self.recorded(number)?, journal.then) {
                    (Some(made), Then::Undone(_)) => (made.change.inverse(), made.modes),
                    (Some(made), _) => (made.change, made.modes),
                    // Its record is removed once all files are restored.
                    (None, Then::Undone(_)) => (Change::default(), BTreeMap::new()),
                    (None, _) => return Err(broken(format!("write {number} has no record"))),
                }
            }
            _ => (Change::of(journal.files.clone()), BTreeMap::new()),
        };
        if let Some(foreign) = change.files.keys().find(|file| !self.is_own(file)) {
            return Err(broken(format!(
                "`{foreign}` is not a file that `peer` writes"
            )));
        }
        let name = name(self, &change);
        change.files.retain(|path, _| !journal.leave.contains(path));
        Ok(Some(OpenWrite {
            journal,
            change,
            modes,
            name,
        }))
    }
}

/// The first file of a change that holds no names, and how many more there are.
fn name(directory: &Directory, change: &Change) -> String {
    let paths = || change.files.keys();
    let first = paths()
        .find(|path| !directory.is_identity(path))
        .or_else(|| paths().next());
    let first = first.map_or_else(|| "no file".to_owned(), |path| directory.shown(path));
    match change.files.len().saturating_sub(1) {
        0 => first,
        1 => format!("{first} and 1 more file"),
        more => format!("{first} and {more} more files"),
    }
}
