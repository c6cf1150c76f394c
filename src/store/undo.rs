//! The last writes of this machine, kept so that they can be taken back.
//!
//! What each write changed lies in the folder `undo` of the [`state`](super::state), a numbered file a write. Texts of
//! people's identities are kept apart, in the state of the identities folder itself: where that folder lies elsewhere,
//! no name leaves it. A record is written before the journal and counts once the write is made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::change::{Change, FileChange};
use super::directory::Directory;
use super::disk::{Disk, current, is_link, make_folder, write_file};
use super::error::StoreError;
use super::state::{IGNORE, State};
use crate::record::Kind;

/// How many writes are kept.
const KEPT: usize = 20;

/// How many bytes are kept at most; the last write is kept whatever its size.
const BYTES: u64 = 64 * 1024 * 1024;

/// The ending of a record of a write that is not made yet.
const PENDING: &str = "pending";

/// The ending of a record of a write that was made.
const MADE: &str = "json";

/// The folder of the records in the state.
const UNDO: &str = "undo";

/// What a mode may allow: reading and writing, never running.
const MODES: u32 = 0o666;

/// What one write changed, as it lies on the disk.
#[derive(Debug, Serialize, Deserialize)]
struct Record<F> {
    files: F,
    /// The folders that the write made, the outer ones first.
    #[serde(default)]
    folders: Vec<String>,
    /// Who may read the files that it removed.
    #[serde(default)]
    modes: BTreeMap<String, u32>,
    /// The identities folder, where some of the files lie in it: their texts are there.
    #[serde(default)]
    apart: Option<String>,
}

/// The last write of this machine that was not taken back.
#[derive(Debug)]
pub struct LastWrite {
    pub(super) number: u64,
    change: Change,
}

/// Why a file keeps a write from being taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// It says something else now.
    Changed,
    /// It is gone.
    Removed,
    /// It is there again.
    Made,
}

impl LastWrite {
    /// What the write did.
    #[must_use]
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// The change that takes it back.
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

    /// The first file that would get a text back in which a merge left its conflict.
    #[must_use]
    pub fn conflicted(&self) -> Option<&str> {
        let has_markers = |text: &str| text.lines().any(|line| line.starts_with("<<<<<<< "));
        self.change
            .files()
            .find(|(_, before, _)| before.is_some_and(has_markers))
            .map(|(path, ..)| path)
    }

    /// The commit that holds all of the write that git keeps; `None` where some of it is not committed, or there is no
    /// git.
    #[must_use]
    pub fn saved_in(&self, directory: &Directory) -> Option<String> {
        // The identities folder may lie outside the repository, where git fails when asked.
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

/// Whether a path from the root stays below it.
fn is_below(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)))
}

impl Directory {
    /// How many writes can be taken back, one after the other.
    #[must_use]
    pub fn writes_kept(&self) -> usize {
        self.numbers().len()
    }

    /// How large the record of the last write is, in bytes; 0 where none is kept.
    #[must_use]
    pub fn last_write_size(&self) -> u64 {
        let last = self.numbers().pop_last();
        let record = last.and_then(|number| {
            let path = file(&self.undo_folder().ok()?, number, MADE);
            fs::metadata(path).ok()
        });
        record.map_or(0, |meta| meta.len())
    }

    /// The last write of this machine; `None` where none is kept.
    ///
    /// # Errors
    /// Its record cannot be read or is not one that `peer` makes, or the identities folder it changed is not here.
    pub fn last_write(&self) -> Result<Option<LastWrite>, StoreError> {
        let Some(number) = self.numbers().pop_last() else {
            return Ok(None);
        };
        let Some(record) = self.record(&file(&self.undo_folder()?, number, MADE))? else {
            return Ok(None);
        };
        let mut files = record.files;
        if let Some(apart) = &record.apart {
            let path = file(&undo_in(&self.at(apart))?, number, MADE);
            let part = self
                .record(&path)?
                .ok_or_else(|| StoreError::Apart(self.shown(apart).into()))?;
            files.extend(part.files);
        }
        Ok(Some(LastWrite {
            number,
            change: Change::of(files),
        }))
    }

    /// Forgets all writes that are kept, by version 0.1 too, with every text they hold.
    ///
    /// # Errors
    /// A record cannot be read or removed.
    pub fn forget_writes(&self) -> Result<usize, StoreError> {
        let _writer = self.writer()?;
        let all = self.numbers();
        all.iter().try_for_each(|number| self.forget(*number))?;
        let identities = self.at(&self.folder(Kind::Identity));
        for folder in [&identities, self.root()].into_iter().filter_map(old_in) {
            numbers(&folder)
                .into_iter()
                .try_for_each(|number| remove(&file(&folder, number, MADE)))?;
        }
        Ok(all.len())
    }

    /// The folder where version 0.1 kept its last writes, which are not read any more, where there are any.
    #[must_use]
    pub fn writes_of_old(&self) -> Option<PathBuf> {
        old_in(self.root()).filter(|old| !numbers(old).is_empty())
    }

    /// The number of the next write.
    pub(super) fn next_write(&self) -> u64 {
        self.numbers()
            .last()
            .map_or(1, |last| last.saturating_add(1))
    }

    /// Writes down what a write is about to change.
    pub(super) fn prepare_undo(
        &self,
        number: u64,
        change: &Change,
        disk: &mut dyn Disk,
    ) -> Result<(), StoreError> {
        let identities = self.folder(Kind::Identity);
        let (here, there) = (self.state()?, State::of(&self.at(&identities)));
        for state in [Some(&here), there.as_ref().ok()].into_iter().flatten() {
            if let Ok(folder) = state.at(UNDO) {
                clear(&folder);
            }
        }
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
            write(&there?, number, &part, disk)?;
        }
        write(&here, number, &record, disk)
    }

    /// Lets the record of a write count, now that it is made.
    pub(super) fn keep_undo(&self, number: u64) -> Result<(), StoreError> {
        let here = self.undo_folder()?;
        let there = undo_in(&self.at(&self.folder(Kind::Identity))).ok();
        for folder in there.into_iter().chain([here.clone()]) {
            let pending = file(&folder, number, PENDING);
            if pending.exists() {
                fs::rename(&pending, file(&folder, number, MADE))
                    .map_err(StoreError::io("keep", &pending))?;
            }
        }
        let mut bytes = 0;
        for (at, number) in numbers(&here).into_iter().rev().enumerate() {
            bytes += fs::metadata(file(&here, number, MADE)).map_or(0, |meta| meta.len());
            if at > 0 && (at >= KEPT || bytes > BYTES) {
                self.forget(number)?;
            }
        }
        Ok(())
    }

    /// Ends the taking back of a write, once its files are as they were: modes and folders too, and the record is gone.
    pub(super) fn end_undo(&self, number: u64) -> Result<(), StoreError> {
        let path = file(&self.undo_folder()?, number, MADE);
        let Some(record) = self.record(&path)? else {
            return Ok(());
        };
        for (path, mode) in &record.modes {
            set_mode(&self.own(path)?, *mode)?;
        }
        if let Some(apart) = &record.apart {
            forget_apart(&self.at(apart), number)?;
        }
        for folder in record.folders.iter().rev() {
            // A folder that holds something by now stays.
            let _ = fs::remove_dir(self.at(folder));
        }
        remove(&path)
    }

    /// Removes the record of a write.
    fn forget(&self, number: u64) -> Result<(), StoreError> {
        let path = file(&self.undo_folder()?, number, MADE);
        if let Ok(Some(Record {
            apart: Some(apart), ..
        })) = self.record(&path)
        {
            forget_apart(&self.at(&apart), number)?;
        }
        remove(&path)
    }

    fn undo_folder(&self) -> Result<PathBuf, StoreError> {
        self.state()?.at(UNDO)
    }

    fn numbers(&self) -> BTreeSet<u64> {
        self.undo_folder()
            .map_or_else(|_| BTreeSet::new(), |folder| numbers(&folder))
    }

    /// The record of a write at a path, `None` where there is none. One that `peer` would not have made is refused.
    fn record(
        &self,
        path: &Path,
    ) -> Result<Option<Record<BTreeMap<String, FileChange>>>, StoreError> {
        let Some(text) = current(path)? else {
            return Ok(None);
        };
        let wrong = |why: String| StoreError::Undo(path.to_owned(), why);
        let record: Record<BTreeMap<String, FileChange>> =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
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

/// Where version 0.1 kept the writes of a folder in a git work tree.
fn old_in(folder: &Path) -> Option<PathBuf> {
    let old = State::of(folder).ok()?.old()?.join(UNDO);
    (!is_link(&old)).then_some(old)
}

fn file(folder: &Path, number: u64, ending: &str) -> PathBuf {
    folder.join(format!("{number:08}.{ending}"))
}

/// The numbers of the writes that are kept in a folder.
fn numbers(folder: &Path) -> BTreeSet<u64> {
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

/// Removes what an interrupted write left behind.
fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_rest = |ending| ending == PENDING || ending == "new";
        if path.extension().is_some_and(is_rest) {
            let _ = fs::remove_file(path);
        }
    }
}

fn write<F: Serialize>(
    state: &State,
    number: u64,
    record: &F,
    disk: &mut dyn Disk,
) -> Result<(), StoreError> {
    state.make()?;
    let folder = state.at(UNDO)?;
    make_folder(&folder)?;
    let path = file(&folder, number, PENDING);
    let text = serde_json::to_string(record)
        .map_err(|error| StoreError::Journal(path.clone(), error.to_string()))?;
    write_file(&path, text.as_bytes(), disk)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Removes the part of a record that lies in the identities folder, and the folders it lay in where it was the last.
fn forget_apart(identities: &Path, number: u64) -> Result<(), StoreError> {
    let folder = undo_in(identities)?;
    remove(&file(&folder, number, MADE))?;
    if fs::remove_dir(&folder).is_ok()
        && let Some(private) = folder.parent()
    {
        let _ = fs::remove_file(private.join(IGNORE));
        let _ = fs::remove_dir(private);
    }
    Ok(())
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

fn set_mode(path: &Path, mode: u32) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
            .map_err(StoreError::io("protect", path))?;
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}
