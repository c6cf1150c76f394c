//! Single files and folders on the disk: a file is written whole or not at all, through a temporary one beside it that is
//! flushed and renamed, and what `peer` reads or writes for itself is never a link.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{panic, thread};

use super::error::StoreError;
use super::regular;

/// Is told of every step on the disk before it is taken. The program's own does nothing; a test can stop there.
pub trait Disk {
    /// A step is about to be taken.
    fn step(&mut self, what: &str);
}

/// Lets every step pass.
pub(super) struct Quiet;

impl Disk for Quiet {
    fn step(&mut self, _: &str) {}
}

/// The text of a file now, `None` where there is none; a link is refused.
pub(super) fn current(path: &Path) -> Result<Option<String>, StoreError> {
    if is_link(path) {
        return Err(StoreError::Link(path.to_owned()));
    }
    match regular::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

/// Writes a file through a temporary one beside it, flushed, then renamed over it. A link is replaced, never followed;
/// the permissions of a file that is there are kept, a new one is its owner's alone.
pub(super) fn write_file(path: &Path, bytes: &[u8], disk: &mut dyn Disk) -> Result<(), StoreError> {
    let fresh = Fresh::write(path, bytes, disk)?;
    let placed = fresh.flush().and_then(|()| fresh.take_place(disk));
    if placed.is_err() {
        fresh.discard();
    }
    placed?;
    sync_folder(folder_of(&fresh.path));
    Ok(())
}

/// A file under a temporary name beside the one it is to be.
pub(super) struct Fresh {
    path: PathBuf,
    rest: PathBuf,
}

impl Fresh {
    /// Writes the text of the file at `path` beside it.
    pub fn write(path: &Path, bytes: &[u8], disk: &mut dyn Disk) -> Result<Self, StoreError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // The lock is held, so a file of this name is one that an interrupted write left behind.
        let rest = folder_of(path).join(format!(".{name}.new"));
        let _ = fs::remove_file(&rest);
        disk.step("write a temporary file");
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        private(&mut options);
        let mut file = options.open(&rest).map_err(StoreError::io("write", path))?;
        let fresh = Self {
            path: path.to_owned(),
            rest,
        };
        disk.step("fill it");
        if let Err(error) = file.write_all(bytes) {
            fresh.discard();
            return Err(StoreError::io("write", path)(error));
        }
        Ok(fresh)
    }

    fn flush(&self) -> Result<(), StoreError> {
        let file = OpenOptions::new().write(true).open(&self.rest);
        file.and_then(|file| file.sync_all())
            .map_err(StoreError::io("write", &self.path))
    }

    /// Puts it where the file is to be.
    pub fn take_place(&self, disk: &mut dyn Disk) -> Result<(), StoreError> {
        let placed = match fs::symlink_metadata(&self.path) {
            Ok(existing) if existing.is_file() => {
                fs::set_permissions(&self.rest, existing.permissions())
            }
            _ => Ok(()),
        };
        disk.step("rename it");
        placed
            .and_then(|()| fs::rename(&self.rest, &self.path))
            .map_err(StoreError::io("write", &self.path))
    }

    /// The folder it is written to.
    pub fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    /// Takes it away.
    pub fn discard(&self) {
        let _ = fs::remove_file(&self.rest);
    }
}

/// How many files wait for the disk at the same time.
const AT_ONCE: usize = 16;

/// Flushes files to the disk. Most of the time goes into waiting, and those that wait together are flushed together.
pub(super) fn flush(files: &[Fresh]) -> Result<(), StoreError> {
    let share = files.len().div_ceil(AT_ONCE).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> = files
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().try_for_each(Fresh::flush)))
            .collect();
        parts.into_iter().try_for_each(|part| {
            part.join()
                .unwrap_or_else(|cause| panic::resume_unwind(cause))
        })
    })
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or_else(|| Path::new("."))
}

/// Flushes a folder, so that renames in it outlive a power cut; not every system can.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Writes a file that a merge is about, wholly or not at all; not one that a person named: see [`Target`](super::Target).
///
/// # Errors
/// The file cannot be written.
pub fn overwrite(path: &Path, text: &str) -> Result<(), StoreError> {
    write_file(path, text.as_bytes(), &mut Quiet)
}

/// Reads a file outside the records, such as a spreadsheet that was filled in; a byte order mark is left out.
///
/// # Errors
/// The file cannot be read, or is no text.
pub fn import(path: &Path) -> Result<String, StoreError> {
    let text = text_at(path)?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Refuses a path of which a part below `base` is a link.
pub(super) fn no_link(base: &Path, inside: &Path) -> Result<(), StoreError> {
    let mut path = base.to_owned();
    for part in inside.components() {
        path.push(part);
        if is_link(&path) {
            return Err(StoreError::Link(path));
        }
    }
    Ok(())
}

/// Whether this is a link itself.
pub(super) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// Makes a folder, and those above it, that only its owner may enter; one that is there stays as it is.
///
/// # Errors
/// The disk refuses.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
        .create(folder)
        .map_err(StoreError::io("make", folder))
}

/// Makes new files readable by their owner alone.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// The text of a file.
pub(super) fn text_at(path: &Path) -> Result<String, StoreError> {
    text_of(
        path,
        regular::read(path).map_err(StoreError::io("read", path))?,
    )
}

/// The text of bytes that were read from a file.
pub(super) fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(bytes)
        .map_err(|error| StoreError::NotText(path.to_owned(), error.utf8_error().valid_up_to()))
}
