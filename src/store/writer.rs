//! A change of one or more files that happens completely or not at all.
//!
//! Under the lock, the record of the change is written first, then every file next to its final place. Once all of that
//! is flushed, the journal is put in [`State`]: from then on the change is committed. The files are renamed, and the
//! journal is removed. A failure before the first file has its new text is rolled back and returned as an error; after
//! a later failure the change stays committed, the next writer finishes it, and readers read [through](super::source)
//! it. Every change is kept for a while in [`undo`](super::undo), so that it can be undone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use super::change::Change;
use super::directory::Directory;
use super::disk::{
    Fresh, current, discard, flush, folder_of, make_folders, remove, remove_empty, rest_of,
    sync_folder,
};
use super::error::StoreError;
use super::journal::{OpenWrite, Then};
use super::lock::{Lock, PATIENCE, lock};
use super::past::PastError;
use super::paths::MARKER;
use super::read::faults_of;
use super::state::{JOURNAL, State};
use super::step::{DISK, Disk};
use super::undo::LastWrite;

/// The right to write, held with the lock.
#[derive(Debug)]
pub struct Writer<'d> {
    directory: &'d Directory,
    disk: &'d dyn Disk,
    state: State,
    _lock: Lock,
}

/// A committed change.
#[must_use]
#[derive(Debug, Default)]
pub struct Written {
    /// What prevented it from being finished on disk: [`StoreError::Unfinished`].
    pub unfinished: Option<StoreError>,
}

/// How an unfinished write was ended.
#[derive(Debug)]
pub struct Ended {
    /// The name of the write.
    pub write: String,
    /// What was done to end it.
    pub change: Change,
    /// The files that a person has changed in the meantime, which were left alone.
    pub left: Vec<String>,
    /// What prevented this from being finished on disk.
    pub written: Written,
}

/// How long a reader waits for a writer that has started, before it reads the change through the journal.
const SOON: Duration = Duration::from_millis(200);

impl Directory {
    /// Takes the lock, and finishes a write that was interrupted earlier.
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
        self.writer_on(DISK, patience)
    }

    /// [`Directory::writer_within`], asking `disk` before every step.
    ///
    /// # Errors
    /// As [`Directory::writer`].
    pub fn writer_on<'d>(
        &'d self,
        disk: &'d dyn Disk,
        patience: Duration,
    ) -> Result<Writer<'d>, StoreError> {
        let writer = self.locked(disk, patience)?;
        writer.recover()?;
        Ok(writer)
    }

    /// Only takes the lock.
    fn locked<'d>(
        &'d self,
        disk: &'d dyn Disk,
        patience: Duration,
    ) -> Result<Writer<'d>, StoreError> {
        if let Some(moment) = self.moment() {
            return Err(PastError::Closed(moment.short()).into());
        }
        self.allow_writing()?;
        let state = self.state()?;
        let held = lock(&state, patience, disk);
        let lock = held.map_err(|error| match self.open_write() {
            Ok(Some(open)) => StoreError::unfinished(&open.named(), error),
            _ => error,
        })?;
        Ok(Writer {
            _lock: lock,
            disk,
            state,
            directory: self,
        })
    }

    /// Finishes an interrupted write if that is possible right away. Readers call it first; if it returns
    /// [`StoreError::Unfinished`], they read through that write.
    ///
    /// # Errors
    /// It is unknown what that write changes.
    pub fn finish_interrupted_write(&self) -> Result<Option<StoreError>, StoreError> {
        // The past cannot change; and if there is no place for the state, no one can have started to write.
        let (None, Ok(state)) = (self.moment(), self.state()) else {
            return Ok(None);
        };
        state.no_old_journal_soon()?;
        if !state.has_journal() {
            return Ok(None);
        }
        match self.writer_within(SOON) {
            Ok(_) => Ok(None),
            Err(unfinished @ StoreError::Unfinished { .. }) => Ok(Some(unfinished)),
            // Another process may just have finished it.
            Err(_) if !state.has_journal() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Cancels a write that cannot be finished: its files are restored. `None` if there is no such write.
    ///
    /// # Errors
    /// The lock is not free, or the write cannot be canceled either.
    pub fn give_up_write(&self) -> Result<Option<Ended>, StoreError> {
        self.end_write(OpenWrite::given_up)
    }

    /// Finishes a write although a person has changed some of its files in the meantime; those are left alone. `None`
    /// if every write is finished.
    ///
    /// # Errors
    /// The lock is not free, or the write cannot be finished.
    pub fn finish_write_around_changes(&self) -> Result<Option<Ended>, StoreError> {
        self.end_write(|open| open)
    }

    /// The change that `peer undo` would make to cancel the unfinished write.
    ///
    /// # Errors
    /// It is unknown what that write changes.
    pub fn write_to_give_up(&self) -> Result<Option<Change>, StoreError> {
        let Some(open) = self.open_write()? else {
            return Ok(None);
        };
        let left = open.changed_since(self)?;
        Ok(Some(open.around(&left).given_up().change))
    }

    fn end_write(
        &self,
        turn: impl FnOnce(OpenWrite) -> OpenWrite,
    ) -> Result<Option<Ended>, StoreError> {
        let writer = self.locked(DISK, PATIENCE)?;
        let Some(open) = self.open_write()? else {
            return Ok(None);
        };
        let write = open.named();
        let left = open.changed_since(self)?;
        for path in &left {
            discard(&rest_of(&self.own(path)?), writer.disk);
        }
        let open = turn(open.around(&left));
        let unfinished = |why| StoreError::unfinished(&write, why);
        let journal = writer.put_journal(&open, &mut false);
        journal.map_err(unfinished)?;
        let written = Written {
            unfinished: writer.complete(&open).err().map(unfinished),
        };
        Ok(Some(Ended {
            change: open.change,
            write,
            left,
            written,
        }))
    }

    /// Forgets all writes that are kept, including those of version 0.1, with all their texts, and an unfinished write
    /// if it is unknown what it changes.
    ///
    /// # Errors
    /// A record cannot be read or removed.
    pub fn forget_writes(&self) -> Result<usize, StoreError> {
        let writer = self.locked(DISK, PATIENCE)?;
        match writer.recover() {
            Err(StoreError::Journal(path, _)) => remove(&path, writer.disk)?,
            recovered => recovered?,
        }
        let all = self.numbers();
        all.iter()
            .try_for_each(|number| self.forget(*number, writer.disk))?;
        self.forget_old_writes(writer.disk)?;
        Ok(all.len())
    }
}

impl Writer<'_> {
    /// Forgets every text that is kept besides the records: undo history and drafts.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn forget_traces(&self) -> Result<(), StoreError> {
        let all = self.directory.numbers();
        all.iter()
            .try_for_each(|number| self.directory.forget(*number, self.disk))?;
        self.directory.forget_old_writes(self.disk)?;
        self.directory.forget_drafts()
    }

    /// Makes a change, or nothing at all.
    ///
    /// # Errors
    /// A file would be faulty, has changed since the change was prepared, or cannot be written; then nothing was
    /// written.
    pub fn commit(&self, change: &Change) -> Result<Written, StoreError> {
        if change.is_empty() {
            return Ok(Written::default());
        }
        let faults = faults_of(self.directory, change);
        if !faults.is_empty() {
            return Err(StoreError::Faulty(faults));
        }
        self.verify_unchanged(change)?;
        let number = self.directory.next_write();
        let open = OpenWrite::new(
            self.directory,
            change.clone(),
            Then::Keep(number),
            BTreeMap::new(),
        );
        let written = self
            .directory
            .prepare_undo(number, change, self.disk)
            .and_then(|()| self.make(&open));
        if written.is_err() {
            self.directory.drop_pending(self.disk);
        }
        written
    }

    /// Makes a change that cannot be undone, such as creating the directory itself, or forgetting a name.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn commit_for_good(&self, change: &Change) -> Result<Written, StoreError> {
        self.verify_unchanged(change)?;
        self.make(&OpenWrite::new(
            self.directory,
            change.clone(),
            Then::Nothing,
            BTreeMap::new(),
        ))
    }

    /// Undoes the last change: every file that it changed is restored byte for byte, and the write is forgotten.
    ///
    /// # Errors
    /// A file has changed since, or cannot be written; then nothing was written.
    pub fn undo(&self, last: &LastWrite) -> Result<Written, StoreError> {
        let change = last.inverse();
        self.verify_unchanged(&change)?;
        self.make(&OpenWrite::new(
            self.directory,
            change,
            Then::Undone(last.number),
            last.modes.clone(),
        ))
    }

    /// Checks that every file is unchanged since the change was prepared.
    fn verify_unchanged(&self, change: &Change) -> Result<(), StoreError> {
        for (path, file) in &change.files {
            let shown = || PathBuf::from(self.directory.shown(path));
            match (current(&self.directory.own(path)?)?, &file.before) {
                (now, before) if now == *before => {}
                (Some(_), None) => return Err(StoreError::Exists(shown())),
                _ => return Err(StoreError::Changed(shown())),
            }
        }
        Ok(())
    }

    /// Makes a write whose record is prepared.
    fn make(&self, open: &OpenWrite) -> Result<Written, StoreError> {
        let (mut beside, mut has_journal) = (Beside::default(), false);
        let done = self
            .write_beside(open, &mut beside)
            .and_then(|()| self.put_journal(open, &mut has_journal))
            .and_then(|()| self.place(open, &beside))
            .and_then(|()| self.end(open));
        let Err(why) = done else {
            return Ok(Written::default());
        };
        beside.discard(self.disk);
        if has_journal && !self.rolls_back(open) {
            let unfinished = Some(StoreError::unfinished(&open.named(), why));
            return Ok(Written { unfinished });
        }
        for folder in beside.folders.iter().rev() {
            remove_empty(folder, self.disk);
        }
        Err(why)
    }

    /// Removes the journal again, if no file has its new text yet; whether that worked.
    fn rolls_back(&self, open: &OpenWrite) -> bool {
        let Ok(path) = self.state.at(JOURNAL) else {
            return false;
        };
        if self.verify_unchanged(&open.change).is_err() || remove(&path, self.disk).is_err() {
            return false;
        }
        // A journal that reappears after a power failure is finished as if it had never been removed.
        let _ = sync_folder(folder_of(&path), self.disk);
        true
    }

    /// Finishes the write that a journal describes, if `peer` made it.
    fn recover(&self) -> Result<(), StoreError> {
        self.state.no_old_journal()?;
        let Some(open) = self.directory.open_write()? else {
            return Ok(());
        };
        let shown = |path: &String| self.directory.shown(path);
        let finished = match open.changed_since(self.directory) {
            Ok(changed) if changed.is_empty() => self.complete(&open),
            Ok(changed) => Err(StoreError::ByHand(changed.iter().map(shown).collect())),
            Err(error) => Err(error),
        };
        finished.map_err(|why| StoreError::unfinished(&open.named(), why))
    }

    /// Finishes a write that has a journal.
    fn complete(&self, open: &OpenWrite) -> Result<(), StoreError> {
        let mut beside = Beside::default();
        let done = self
            .write_beside(open, &mut beside)
            .and_then(|()| self.place(open, &beside))
            .and_then(|()| self.end(open));
        if done.is_err() {
            beside.discard(self.disk);
        }
        done
    }

    /// Writes every file that has to change next to its final place, and flushes them together, which is many times
    /// faster than one by one. The file that makes its folder a program comes first: the journal is only looked for
    /// there.
    fn write_beside(&self, open: &OpenWrite, beside: &mut Beside) -> Result<(), StoreError> {
        let mut files: Vec<_> = open.change.files.iter().collect();
        files.sort_by_key(|(path, _)| *path != MARKER);
        for (path, file) in files {
            let full = self.directory.own(path)?;
            let text = match &file.after {
                Some(text) if current(&full)?.as_ref() != Some(text) => text,
                // What an interrupted write left next to it is useless.
                _ => {
                    discard(&rest_of(&full), self.disk);
                    continue;
                }
            };
            make_folders(folder_of(&full), None, &mut beside.folders, self.disk)?;
            let fresh = Fresh::write(&full, text.as_bytes(), open.mode(path), self.disk)?;
            beside.files.push(fresh);
        }
        flush(&beside.files, self.disk)
    }

    /// Moves the files into place, and removes those that should be removed.
    fn place(&self, open: &OpenWrite, beside: &Beside) -> Result<(), StoreError> {
        for file in &beside.files {
            file.take_place(self.disk)?;
        }
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for (path, file) in &open.change.files {
            let full = self.directory.own(path)?;
            if file.after.is_none() && full.exists() {
                remove(&full, self.disk)?;
            }
            folders.insert(folder_of(&full).to_owned());
        }
        // An interrupted write may have renamed files without flushing, so all folders are flushed.
        let there = folders.iter().filter(|folder| folder.is_dir());
        there
            .into_iter()
            .try_for_each(|folder| sync_folder(folder, self.disk))
    }

    /// Ends a write whose files are in place.
    fn end(&self, open: &OpenWrite) -> Result<(), StoreError> {
        match open.then() {
            Then::Nothing => {}
            Then::Keep(number) => self.directory.keep_undo(number, self.disk)?,
            Then::Undone(number) => self.directory.end_undo(number, self.disk)?,
        }
        self.no_journal()
    }

    /// Commits a write; `is_there` is set if it may be committed from now on.
    fn put_journal(&self, open: &OpenWrite, is_there: &mut bool) -> Result<(), StoreError> {
        let path = self.state.at(JOURNAL)?;
        let fresh = Fresh::write(&path, open.text()?.as_bytes(), None, self.disk)?;
        let placed = flush(std::slice::from_ref(&fresh), self.disk).and_then(|()| {
            let placed = fresh.take_place(self.disk);
            *is_there = placed.is_ok() || path.exists();
            placed
        });
        if placed.is_err() {
            fresh.discard(self.disk);
        }
        placed?;
        sync_folder(folder_of(&path), self.disk)
    }

    fn no_journal(&self) -> Result<(), StoreError> {
        let path = self.state.at(JOURNAL)?;
        remove(&path, self.disk)?;
        // Everything is written. A journal that reappears after a power failure is finished once more, which changes
        // nothing.
        let _ = sync_folder(folder_of(&path), self.disk);
        Ok(())
    }
}

/// What a write puts next to the files that it changes.
#[derive(Debug, Default)]
struct Beside {
    files: Vec<Fresh>,
    /// The folders that it makes, outermost first.
    folders: Vec<PathBuf>,
}

impl Beside {
    fn discard(&self, disk: &dyn Disk) {
        self.files.iter().for_each(|file| file.discard(disk));
    }
}
