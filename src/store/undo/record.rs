//! The records of writes on disk: a numbered file for each write, pending until the write is done.
//!
//! Texts of people's identities are kept separately, in the state of the identities folder itself: if that folder is
//! elsewhere, no name leaves it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::record::Kind;
use crate::store::change::{Change, FileChange};
use crate::store::directory::Directory;
use crate::store::disk::{
    current, discard, is_link, make_folders, no_link, remove, remove_empty, rename, rest_of,
    sync_folder, write_file,
};
use crate::store::error::StoreError;
use crate::store::state::{IGNORE, PRIVATE, State};
use crate::store::step::Disk;

/// How many writes are kept.
const KEPT: usize = 20;

/// The maximum number of bytes kept; the last change is kept whatever its size.
const BYTES: u64 = 64 * 1024 * 1024;

/// The extension of a record of a write that is not done yet.
const PENDING: &str = "pending";

/// The extension of a record of a write that is done.
const MADE: &str = "json";

/// The folder of the records in the state.
pub const UNDO: &str = "undo";

/// What a mode may allow: reading and writing, never executing.
const MODES: u32 = 0o666;

/// What one write changed, as stored on disk.
#[derive(Debug, Serialize, Deserialize)]
struct Record<F> {
    files: F,
    /// The folders that the write made, outermost first.
    #[serde(default)]
    folders: Vec<String>,
    /// The modes of the files that it removed.
    #[serde(default)]
    modes: BTreeMap<String, u32>,
    /// The identities folder, if some of the files are in it: their texts are stored there.
    #[serde(default)]
    apart: Option<String>,
}

/// A record as read from disk.
type Read = Record<BTreeMap<String, FileChange>>;

/// What one write changed, with its parts put together.
#[derive(Debug)]
pub struct Recorded {
    /// What it changed.
    pub change: Change,
    /// The modes of the files that it removed.
    pub modes: BTreeMap<String, u32>,
}

impl Directory {
    /// The record of a write, pending or not; `None` if there is none.
    ///
    /// # Errors
    /// It cannot be read or was not made by `peer`, or the identities folder that it changed is missing.
    pub(in crate::store) fn recorded(&self, number: u64) -> Result<Option<Recorded>, StoreError> {
        let Some(record) = self.record_of(&self.undo_folder()?, number)? else {
            return Ok(None);
        };
        let mut files = record.files;
        if let Some(apart) = &record.apart {
            let part = self
                .record_of(&undo_in(&self.at(apart))?, number)?
                .ok_or_else(|| StoreError::Apart(self.shown(apart).into()))?;
            files.extend(part.files);
        }
        Ok(Some(Recorded {
            change: Change::of(files),
            modes: record.modes,
        }))
    }

    /// The number of the next write.
    pub(in crate::store) fn next_write(&self) -> u64 {
        self.numbers()
            .last()
            .map_or(1, |last| last.saturating_add(1))
    }

    /// The numbers of the writes that are kept.
    pub(in crate::store) fn numbers(&self) -> BTreeSet<u64> {
        self.undo_folder()
            .map_or_else(|_| BTreeSet::new(), |folder| numbers(&folder))
    }

    /// The size of the record of a finished write in bytes.
    pub(in crate::store) fn record_size(&self, number: u64) -> u64 {
        let path = self.undo_folder().map(|folder| file(&folder, number, MADE));
        path.ok()
            .and_then(|path| fs::metadata(path).ok())
            .map_or(0, |meta| meta.len())
    }

    /// Records what a write is about to change.
    pub(in crate::store) fn prepare_undo(
        &self,
        number: u64,
        change: &Change,
        disk: &dyn Disk,
    ) -> Result<(), StoreError> {
        self.drop_pending(disk);
        let identities = self.folder(Kind::Identity);
        let is_apart = |path: &str| {
            path.strip_prefix(&*identities)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let (apart, files): (BTreeMap<_, _>, BTreeMap<_, _>) =
            change.turns().partition(|(path, _)| is_apart(path));
        let record = Record {
            files,
            folders: self.folders_to_make(change),
            modes: self.modes_of_removed(change),
            apart: (!apart.is_empty()).then(|| identities.clone()),
        };
        if !apart.is_empty() {
            let part = Record {
                files: apart,
                folders: Vec::new(),
                modes: BTreeMap::new(),
                apart: None,
            };
            write(&State::of(&self.at(&identities))?, number, &part, disk)?;
        }
        write(&self.state()?, number, &record, disk)
    }

    /// Removes what an uncommitted write left behind: half-written files, folders, and its record.
    pub(in crate::store) fn drop_pending(&self, disk: &dyn Disk) {
        for folder in self.undo_folders() {
            if let Some(state) = folder.parent() {
                discard(&rest_of(&state.join(IGNORE)), disk);
            }
            let Ok(entries) = fs::read_dir(folder) else {
                continue;
            };
            for path in entries.flatten().map(|entry| entry.path()) {
                let ending = path.extension();
                if ending.is_some_and(|ending| ending == PENDING) {
                    self.drop_rests(&path, disk);
                    discard(&path, disk);
                } else if ending.is_some_and(|ending| ending == "new") {
                    discard(&path, disk);
                }
            }
        }
    }

    fn drop_rests(&self, pending: &Path, disk: &dyn Disk) {
        let Ok(Some(record)) = self.record(pending) else {
            return;
        };
        for path in record.files.keys().filter_map(|path| self.own(path).ok()) {
            discard(&rest_of(&path), disk);
        }
        for folder in record.folders.iter().rev() {
            remove_empty(&self.at(folder), disk);
        }
    }

    /// Keeps the record of a write, now that it is done.
    pub(in crate::store) fn keep_undo(
        &self,
        number: u64,
        disk: &dyn Disk,
    ) -> Result<(), StoreError> {
        for folder in self.undo_folders() {
            let pending = file(&folder, number, PENDING);
            if pending.exists() {
                rename(&pending, &file(&folder, number, MADE), disk)?;
                sync_folder(&folder, disk)?;
            }
        }
        let mut bytes = 0;
        for (at, number) in self.numbers().into_iter().rev().enumerate() {
            bytes += self.record_size(number);
            if at > 0 && (at >= KEPT || bytes > BYTES) {
                // One that cannot be removed is removed by the next write.
                let _ = self.forget(number, disk);
            }
        }
        Ok(())
    }

    /// Finishes undoing a write, once its files are restored: removes the folders that it made and its record.
    pub(in crate::store) fn end_undo(
        &self,
        number: u64,
        disk: &dyn Disk,
    ) -> Result<(), StoreError> {
        let here = self.undo_folder()?;
        let record = self.record_of(&here, number)?;
        let apart = match &record {
            Some(record) => record.apart.clone(),
            // The record is gone, but its part with the names may still be there.
            None => Some(self.folder(Kind::Identity)),
        };
        for folder in record.iter().flat_map(|record| record.folders.iter().rev()) {
            // A folder that is no longer empty stays.
            remove_empty(&self.at(folder), disk);
        }
        self.drop_record(&here, number, disk)?;
        match apart {
            Some(apart) => self.forget_apart(&self.at(&apart), number, disk),
            None => Ok(()),
        }
    }

    /// Removes the record of a finished write.
    pub(in crate::store) fn forget(&self, number: u64, disk: &dyn Disk) -> Result<(), StoreError> {
        let here = self.undo_folder()?;
        if let Ok(Some(Record {
            apart: Some(apart), ..
        })) = self.record(&file(&here, number, MADE))
        {
            self.forget_apart(&self.at(&apart), number, disk)?;
        }
        remove(&file(&here, number, MADE), disk)
    }

    /// Removes the part of a record in the identities folder, and its folders if it was the last.
    fn forget_apart(
        &self,
        identities: &Path,
        number: u64,
        disk: &dyn Disk,
    ) -> Result<(), StoreError> {
        let folder = undo_in(identities)?;
        if !folder.is_dir() {
            return Ok(());
        }
        self.drop_record(&folder, number, disk)?;
        if remove_empty(&folder, disk)
            && let Some(private) = folder.parent()
        {
            discard(&private.join(IGNORE), disk);
            remove_empty(private, disk);
        }
        Ok(())
    }

    /// Removes the record of a write, pending or not.
    fn drop_record(&self, folder: &Path, number: u64, disk: &dyn Disk) -> Result<(), StoreError> {
        for ending in [PENDING, MADE] {
            let path = file(folder, number, ending);
            if path.exists() {
                remove(&path, disk)?;
                sync_folder(folder, disk)?;
            }
        }
        Ok(())
    }

    fn undo_folder(&self) -> Result<PathBuf, StoreError> {
        self.state()?.at(UNDO)
    }

    /// The folders that contain the parts of a record: the one with names, and the directory's own.
    fn undo_folders(&self) -> Vec<PathBuf> {
        let there = undo_in(&self.at(&self.folder(Kind::Identity)));
        [there, self.undo_folder()].into_iter().flatten().collect()
    }

    /// Every folder that may contain parts of writes, including those from before the names, or the records, were in a
    /// repository.
    pub(in crate::store) fn undo_folders_ever(&self) -> Vec<PathBuf> {
        let names = self.folder(Kind::Identity);
        let is_inside = Path::new(&names)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let beside = Path::new(PRIVATE).join(UNDO);
        let of_names = match is_inside {
            true => (self.root().to_owned(), Path::new(&names).join(&beside)),
            false => (self.at(&names), beside.clone()),
        };
        // No link may lead away from there.
        let beside = [(self.root().to_owned(), beside), of_names]
            .into_iter()
            .filter(|(base, inside)| no_link(base, inside).is_ok())
            .map(|(base, inside)| base.join(inside));
        let inside = self.state().ok().filter(|_| is_inside);
        let inside = inside.and_then(|state| state.at(&format!("{names}/{UNDO}")).ok());
        let all = self.undo_folders().into_iter().chain(beside).chain(inside);
        all.filter(|folder| !is_link(folder)).collect()
    }

    fn record_of(&self, folder: &Path, number: u64) -> Result<Option<Read>, StoreError> {
        match self.record(&file(folder, number, MADE))? {
            Some(record) => Ok(Some(record)),
            None => self.record(&file(folder, number, PENDING)),
        }
    }

    /// The record of a write at a path, `None` if there is none. One that `peer` would not have made is rejected.
    fn record(&self, path: &Path) -> Result<Option<Read>, StoreError> {
        let Some(text) = current(path)? else {
            return Ok(None);
        };
        let wrong = |why: String| StoreError::Undo(path.to_owned(), why);
        let record: Read = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let mut files = record.files.keys().chain(record.modes.keys());
        if let Some(file) = files.find(|file| !self.is_own(file)) {
            return Err(wrong(format!("`{file}` is not a file that `peer` writes")));
        }
        let mut folders = record.folders.iter();
        if let Some(folder) = folders.find(|folder| !self.is_own_folder(folder)) {
            return Err(wrong(format!(
                "`{folder}` is not a folder that `peer` makes"
            )));
        }
        let mut modes = record.modes.iter();
        if let Some((file, mode)) = modes.find(|(_, mode)| **mode & !MODES != 0) {
            return Err(wrong(format!(
                "`{file}` would get the mode {mode:o}, which `peer` gives no file"
            )));
        }
        Ok(Some(record))
    }

    fn folders_to_make(&self, change: &Change) -> Vec<String> {
        let mut folders = BTreeSet::new();
        for (path, ..) in change.files().filter(|(.., after)| after.is_some()) {
            let mut folder = path;
            while let Some((above, _)) = folder.rsplit_once('/') {
                if above.is_empty() || self.at(above).exists() || !folders.insert(above.to_owned())
                {
                    break;
                }
                folder = above;
            }
        }
        folders.into_iter().collect()
    }

    fn modes_of_removed(&self, change: &Change) -> BTreeMap<String, u32> {
        let removed = change.files().filter(|(.., after)| after.is_none());
        removed
            .filter_map(|(path, ..)| Some((path.to_owned(), mode(&self.at(path))?)))
            .collect()
    }
}

fn undo_in(folder: &Path) -> Result<PathBuf, StoreError> {
    State::of(folder)?.at(UNDO)
}

/// The record of a finished write, in a folder of records.
pub fn made(folder: &Path, number: u64) -> PathBuf {
    file(folder, number, MADE)
}

fn file(folder: &Path, number: u64, ending: &str) -> PathBuf {
    folder.join(format!("{number:08}.{ending}"))
}

/// The numbers of the writes that are kept in a folder.
pub fn numbers(folder: &Path) -> BTreeSet<u64> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeSet::new();
    };
    let number = |path: PathBuf| path.file_stem()?.to_str()?.parse().ok();
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == MADE))
        .filter_map(number)
        .collect()
}

fn write<F: Serialize>(
    state: &State,
    number: u64,
    record: &F,
    disk: &dyn Disk,
) -> Result<(), StoreError> {
    state.make(disk)?;
    let folder = state.at(UNDO)?;
    make_folders(&folder, None, &mut Vec::new(), disk)?;
    let path = file(&folder, number, PENDING);
    let text = serde_json::to_string(record)
        .map_err(|error| StoreError::Journal(path.clone(), error.to_string()))?;
    write_file(&path, text.as_bytes(), disk)
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path)
        .ok()
        .map(|meta| meta.permissions().mode() & MODES)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}
