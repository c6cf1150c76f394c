//! A change of one or more files that happens wholly or not at all.
//!
//! Under the lock, the whole change is first written to the journal in [`State`] and flushed; from then on it counts as made.
//! Every file is then written to a temporary file beside it; these are flushed and renamed, and the journal is removed. A process
//! that dies before the journal stands has changed nothing; one that dies later is finished by the next command.
//! Every change is kept for a while in [`undo`](super::undo), so that it can be taken back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::change::{Change, FileChange};
use super::directory::Directory;
use super::disk::{
    Disk, Fresh, Quiet, current, flush, folder_of, make_folder, sync_folder, write_file,
};
use super::error::StoreError;
use super::lock::{Lock, PATIENCE, lock};
use super::past::PastError;
use super::read::faults_of;
use super::state::{JOURNAL, State};
use super::undo::LastWrite;

/// A change that counts as made, with what is left to do once its files are written.
#[derive(Debug, Serialize, Deserialize)]
struct Journal<F> {
    files: F,
    #[serde(default)]
    then: Then,
}

/// What becomes of the record of a write when its files are written; it is known by its number.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Then {
    /// There is none.
    #[default]
    Nothing,
    /// It counts from now on.
    Keep(u64),
    /// The write was taken back.
    Undone(u64),
}

/// The right to write, held with the lock.
#[derive(Debug)]
pub struct Writer<'d> {
    directory: &'d Directory,
    state: State,
    _lock: Lock,
}

impl Directory {
    /// Takes the lock, and finishes a write that was interrupted before.
    ///
    /// # Errors
    /// Another process holds the lock, or the interrupted write cannot be finished.
    pub fn writer(&self) -> Result<Writer<'_>, StoreError> {
        self.writer_within(PATIENCE)
    }

    /// [`Directory::writer`], waiting no longer than `patience` for another process.
    ///
    /// # Errors
    /// As [`Directory::writer`].
    pub fn writer_within(&self, patience: Duration) -> Result<Writer<'_>, StoreError> {
        if let Some(moment) = self.moment() {
            return Err(PastError::Closed(moment.short()).into());
        }
        let state = self.state()?;
        let writer = Writer {
            _lock: lock(&state, patience)?,
            state,
            directory: self,
        };
        writer.recover()?;
        Ok(writer)
    }

    /// Finishes a write that was interrupted, where there is one. Readers call it first.
    ///
    /// # Errors
    /// As [`Directory::writer`].
    pub fn finish_interrupted_write(&self) -> Result<(), StoreError> {
        // The past stands still; and where the state has no place, nobody can have begun to write.
        let (None, Ok(state)) = (self.moment(), self.state()) else {
            return Ok(());
        };
        state.no_old_journal_soon()?;
        if state.has_journal() {
            self.writer().map(drop)
        } else {
            Ok(())
        }
    }
}

impl Writer<'_> {
    /// Makes a change, or nothing at all.
    ///
    /// # Errors
    /// A file would be faulty, is not as it was when the change was prepared, or cannot be written.
    pub fn commit(&self, change: &Change) -> Result<(), StoreError> {
        self.commit_watched(change, &mut Quiet)
    }

    /// [`Writer::commit`], with every step told to `disk` first.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn commit_watched(&self, change: &Change, disk: &mut dyn Disk) -> Result<(), StoreError> {
        if change.is_empty() {
            return Ok(());
        }
        let faults = faults_of(self.directory, change);
        if !faults.is_empty() {
            return Err(StoreError::Faulty(faults));
        }
        self.verify_unchanged(change)?;
        let number = self.directory.next_write();
        self.directory.prepare_undo(number, change, disk)?;
        self.make(change, Then::Keep(number), disk)
    }

    /// Makes a change that cannot be taken back: one that makes the directory itself.
    pub(super) fn commit_for_good(&self, change: &Change) -> Result<(), StoreError> {
        self.verify_unchanged(change)?;
        self.make(change, Then::Nothing, &mut Quiet)
    }

    /// Takes the last write back: every file it changed is as it was, byte for byte, and the write is forgotten.
    ///
    /// # Errors
    /// A file was changed since, or cannot be written.
    pub fn undo(&self, last: &LastWrite) -> Result<(), StoreError> {
        self.undo_watched(last, &mut Quiet)
    }

    /// [`Writer::undo`], with every step told to `disk` first.
    ///
    /// # Errors
    /// As [`Writer::undo`].
    pub fn undo_watched(&self, last: &LastWrite, disk: &mut dyn Disk) -> Result<(), StoreError> {
        let change = last.inverse();
        self.verify_unchanged(&change)?;
        self.make(&change, Then::Undone(last.number), disk)
    }

    /// Whether every file is as it was when the change was prepared.
    fn verify_unchanged(&self, change: &Change) -> Result<(), StoreError> {
        for (path, turn) in &change.files {
            match (current(&self.directory.own(path)?)?, &turn.before) {
                (now, before) if now == *before => {}
                (Some(_), None) => {
                    return Err(StoreError::Exists(PathBuf::from(
                        self.directory.shown(path),
                    )));
                }
                _ => {
                    return Err(StoreError::Changed(PathBuf::from(
                        self.directory.shown(path),
                    )));
                }
            }
        }
        Ok(())
    }

    fn make(&self, change: &Change, then: Then, disk: &mut dyn Disk) -> Result<(), StoreError> {
        let path = self.state.at(JOURNAL)?;
        let text = serde_json::to_string(&Journal {
            files: &change.files,
            then,
        })
        .map_err(|error| StoreError::Journal(path.clone(), error.to_string()))?;
        disk.step("write the journal");
        write_file(&path, text.as_bytes(), disk)?;
        self.apply(change, then, disk)
    }

    /// Finishes the write that a journal describes, where it is one that `peer` makes.
    fn recover(&self) -> Result<(), StoreError> {
        self.state.no_old_journal()?;
        let journal = self.state.at(JOURNAL)?;
        let Some(text) = current(&journal)? else {
            return Ok(());
        };
        let Journal { files, then }: Journal<BTreeMap<String, FileChange>> =
            serde_json::from_str(&text)
                .map_err(|error| StoreError::Journal(journal.clone(), error.to_string()))?;
        let is_foreign = |file: &&String| !self.directory.is_own(file);
        if let Some(foreign) = files.keys().find(is_foreign) {
            let why = format!("`{foreign}` is not a file that `peer` writes");
            return Err(StoreError::Journal(journal, why));
        }
        for (path, turn) in &files {
            let now = current(&self.directory.own(path)?)?;
            if now != turn.before && now != turn.after {
                let changed = self.directory.shown(path).into();
                return Err(StoreError::Unfinished(changed, journal));
            }
        }
        self.apply(&Change { files }, then, &mut Quiet)
    }

    /// Writes all files beside those they replace, flushes them together, which is many times faster than one by one,
    /// and then renames them.
    fn apply(&self, change: &Change, then: Then, disk: &mut dyn Disk) -> Result<(), StoreError> {
        let mut fresh = Vec::new();
        let written = self
            .write_beside(change, &mut fresh, disk)
            .and_then(|()| flush(&fresh));
        if written.is_err() {
            fresh.iter().for_each(Fresh::discard);
        }
        written?;
        for file in &fresh {
            file.take_place(disk)?;
        }
        let mut folders: BTreeSet<PathBuf> =
            fresh.iter().map(|file| file.folder().to_owned()).collect();
        for (path, _) in change.files.iter().filter(|(_, turn)| turn.after.is_none()) {
            let full = self.directory.own(path)?;
            disk.step("remove a file");
            match fs::remove_file(&full) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(StoreError::io("remove", &full)(error));
                }
                _ => folders.insert(folder_of(&full).to_owned()),
            };
        }
        folders.iter().for_each(|folder| sync_folder(folder));
        disk.step("keep or drop the record of the write");
        match then {
            Then::Nothing => {}
            Then::Keep(number) => self.directory.keep_undo(number)?,
            Then::Undone(number) => self.directory.end_undo(number)?,
        }
        let journal = self.state.at(JOURNAL)?;
        disk.step("remove the journal");
        fs::remove_file(&journal).map_err(StoreError::io("remove", &journal))
    }

    fn write_beside(
        &self,
        change: &Change,
        fresh: &mut Vec<Fresh>,
        disk: &mut dyn Disk,
    ) -> Result<(), StoreError> {
        for (path, turn) in &change.files {
            let Some(text) = &turn.after else { continue };
            let full = self.directory.own(path)?;
            make_folder(folder_of(&full))?;
            fresh.push(Fresh::write(&full, text.as_bytes(), disk)?);
        }
        Ok(())
    }
}
