//! The file that a person names for an answer: what may be written there, and how.
//!
//! An existing file is replaced as a whole, with links followed. A device such as `/dev/null`, or something opened by a
//! shell such as `/dev/stdout`, is written into. A named pipe is rejected, because it would make the program wait for a
//! reader, and so is anything that is read as the program's own or belongs to git.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::disk::{folder_of, new_file};
use super::error::StoreError;
use super::full_path::full_path;
use super::owner::owner;
use super::real::{Real, real};
use super::regular;
use super::sharing::Sharing;
use super::step::DISK;

/// A file that an answer may go to.
#[derive(Debug)]
pub struct Target {
    named: PathBuf,
    way: Way,
    /// Whether only its owner may read it, even in a shared folder.
    is_private: bool,
}

/// How the answer gets there.
#[derive(Debug)]
enum Way {
    /// The file at this path, without links, is created or replaced.
    Replace(PathBuf),
    /// It is opened as it is, for appending if `adds` is set, because others may have written to it before.
    Into { adds: bool },
}

impl Target {
    /// Checks whether an answer may be written to a file, whose folder may not exist yet. `root` is the current
    /// program's.
    ///
    /// # Errors
    /// It is the program's own or git's.
    pub fn allow(named: &Path, root: Option<&Path>) -> Result<(), StoreError> {
        allowed(named, root).map(drop)
    }

    /// The named file, if an answer may be written there.
    ///
    /// # Errors
    /// As [`Target::allow`], or it is a folder, its folder does not exist, or it may not be written.
    pub fn new(named: &Path, root: Option<&Path>) -> Result<Self, StoreError> {
        let there = allowed(named, root)?;
        let folder = || refused(named, "it is a folder".to_owned(), "name a file in it");
        let way = match fs::metadata(named) {
            Ok(found) if found.is_dir() => return Err(folder()),
            Ok(found) if is_disk_or_socket(found.file_type()) => {
                let why = "it is a disk or a socket, not a file".to_owned();
                return Err(refused(named, why, "name a file"));
            }
            Ok(found) if !there.is_open && is_pipe(found.file_type()) => {
                let why = "it is a pipe, not a file".to_owned();
                let help = "name a file, or leave out -o and use `|`";
                return Err(refused(named, why, help));
            }
            Ok(found) if there.is_open || !found.is_file() => Way::Into {
                adds: there.is_open,
            },
            Ok(_) => {
                let file = OpenOptions::new().write(true).open(&there.path);
                file.map_err(StoreError::io("write", named))?;
                Way::Replace(there.path)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !ends_in_name(named) {
                    return Err(folder());
                }
                if let Some(folder) = there.path.parent().filter(|folder| !folder.is_dir()) {
                    let why = format!("there is no folder {}", folder.display());
                    return Err(refused(named, why, "make the folder first"));
                }
                Way::Replace(there.path)
            }
            Err(error) => return Err(StoreError::io("write", named)(error)),
        };
        Ok(Self {
            named: named.to_owned(),
            way,
            is_private: false,
        })
    }

    /// The named file for an answer that contains names: only its owner may read it, and it must be outside the program
    /// at `root`.
    ///
    /// # Errors
    /// As [`Target::new`], or it is in the program's directory.
    pub fn private(named: &Path, root: &Path) -> Result<Self, StoreError> {
        let target = Self::new(named, Some(root))?;
        let there = real(named).map_err(StoreError::io("write", named))?;
        let root = full_path(root).map_err(StoreError::io("find", root))?;
        if there.path.starts_with(root) {
            let why = "it would have names, and it is in the program's folder".to_owned();
            return Err(refused(
                named,
                why,
                "name a file elsewhere, such as ../FILE",
            ));
        }
        Ok(Self {
            is_private: true,
            ..target
        })
    }

    /// The same, readable only by its owner: for an answer that may contain names and is next to a file that contains
    /// them.
    #[must_use]
    pub fn for_its_owner(self) -> Self {
        Self {
            is_private: true,
            ..self
        }
    }

    /// Whether it is a regular file, which can be read again later, and not a device or a pipe.
    #[must_use]
    pub fn is_file(&self) -> bool {
        matches!(self.way, Way::Replace(_))
    }

    /// The current content of the file; `None` if there is none.
    #[must_use]
    pub fn now(&self) -> Option<Vec<u8>> {
        match &self.way {
            Way::Replace(path) => regular::read(path).ok(),
            Way::Into { .. } => None,
        }
    }

    /// Restores the file to what it was before the answer, if something that belongs to the answer failed.
    pub fn give_back(&self, before: Option<&[u8]>) {
        if let Way::Replace(path) = &self.way {
            let _ = match before {
                Some(before) => replace(path, before, self.is_private),
                None => fs::remove_file(path),
            };
        }
    }

    /// Writes the answer. A file is replaced completely or not at all; a pipe closed by its reader is not an error.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write(&self, answer: impl AsRef<[u8]>) -> Result<(), StoreError> {
        let answer = answer.as_ref();
        let written = match &self.way {
            Way::Replace(path) => replace(path, answer, self.is_private),
            Way::Into { adds } => OpenOptions::new()
                .write(true)
                .append(*adds)
                .open(&self.named)
                .and_then(|mut file| file.write_all(answer)),
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(StoreError::io("write", &self.named)),
        }
    }
}

pub(super) fn allowed(named: &Path, root: Option<&Path>) -> Result<Real, StoreError> {
    let there = real(named).map_err(StoreError::io("write", named))?;
    match owner(&there.path, root) {
        Some(why) => Err(refused(
            named,
            why,
            "choose a file outside the folders of records",
        )),
        None => Ok(there),
    }
}

/// Whether writing into something would damage what others keep in it, or is impossible.
fn is_disk_or_socket(kind: fs::FileType) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        kind.is_block_device() || kind.is_socket()
    }
    #[cfg(not(unix))]
    {
        let _ = kind;
        false
    }
}

/// Whether opening something waits until someone reads from it.
fn is_pipe(kind: fs::FileType) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        kind.is_fifo()
    }
    #[cfg(not(unix))]
    {
        let _ = kind;
        false
    }
}

pub(super) fn refused(named: &Path, why: String, help: &'static str) -> StoreError {
    StoreError::Target {
        path: named.to_owned(),
        why,
        help,
    }
}

/// Whether a path ends in a file name, and not in a slash or a dot.
pub(super) fn ends_in_name(path: &Path) -> bool {
    path.file_name().is_some_and(|name| {
        path.as_os_str()
            .as_encoded_bytes()
            .ends_with(name.as_encoded_bytes())
    })
}

/// Writes a new file next to its final place, flushes it and renames it. An existing file keeps its permissions; a new
/// one gets those of its folder. A private one is only for its owner.
fn replace(path: &Path, answer: &[u8], is_private: bool) -> io::Result<()> {
    let folder = folder_of(path);
    let mut number = 0;
    let (rest, mut file) = loop {
        let rest = folder.join(format!(".peer-{}-{number}.new", std::process::id()));
        match new_file(&rest) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            opened => break (rest, opened?),
        }
    };
    let sharing = match fs::metadata(path) {
        _ if is_private => None,
        Ok(existing) => Some(Sharing::of(&existing)),
        Err(_) => Sharing::file_in(folder),
    };
    let written = file
        .write_all(answer)
        .and_then(|()| sharing.map_or(Ok(()), |sharing| sharing.give(&file, DISK)))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&rest, path));
    if written.is_err() {
        let _ = fs::remove_file(&rest);
    }
    written
}
