//! Single files and folders on disk: a file is written completely or not at all, through a temporary file next to it
//! that is flushed and renamed. A file that `peer` reads or writes for itself is never a link.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{panic, thread};

use super::error::StoreError;
use super::regular;
use super::sharing::Sharing;
use super::step::{DISK, Disk};

/// The current text of a file, `None` if there is no file; links are rejected.
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

/// Writes a file through a temporary one next to it, flushed, then renamed over it. A link is replaced, never followed.
/// An existing file keeps its owner and permissions; a new one gets those of its folder.
pub(super) fn write_file(path: &Path, bytes: &[u8], disk: &dyn Disk) -> Result<(), StoreError> {
    write_file_as(path, bytes, None, disk)
}

/// [`write_file`] with a given file mode.
pub(super) fn write_file_as(
    path: &Path,
    bytes: &[u8],
    mode: Option<u32>,
    disk: &dyn Disk,
) -> Result<(), StoreError> {
    let fresh = Fresh::write(path, bytes, mode, disk)?;
    let placed = flush(std::slice::from_ref(&fresh), disk).and_then(|()| fresh.take_place(disk));
    if placed.is_err() {
        fresh.discard(disk);
    }
    placed?;
    sync_folder(folder_of(path), disk)
}

/// A new file under a temporary name next to its final place.
#[derive(Debug)]
pub(super) struct Fresh {
    path: PathBuf,
    rest: PathBuf,
}

impl Fresh {
    /// Writes the text of the file at `path` next to it, with a mode if it should differ from the current one.
    pub fn write(
        path: &Path,
        bytes: &[u8],
        mode: Option<u32>,
        disk: &dyn Disk,
    ) -> Result<Self, StoreError> {
        let fresh = Self {
            path: path.to_owned(),
            rest: rest_of(path),
        };
        // The lock is held, so a file of this name was left behind by an interrupted write.
        fresh.discard(disk);
        let written = fresh.fill(bytes, mode, disk);
        if written.is_err() {
            fresh.discard(disk);
        }
        written.map_err(StoreError::io("write", path))?;
        Ok(fresh)
    }

    fn fill(&self, bytes: &[u8], mode: Option<u32>, disk: &dyn Disk) -> io::Result<()> {
        disk.step("make a temporary file")?;
        let mut file = new_file(&self.rest)?;
        let sharing = match fs::symlink_metadata(&self.path) {
            Ok(existing) if existing.is_file() => Some(Sharing::of(&existing)),
            _ => Sharing::file_in(folder_of(&self.path)),
        };
        if let Some(sharing) = sharing {
            sharing.with_mode(mode).give(&file, disk)?;
        }
        disk.step("fill it")?;
        file.write_all(bytes)
    }

    fn flush(&self) -> Result<(), StoreError> {
        let file = OpenOptions::new().write(true).open(&self.rest);
        file.and_then(|file| file.sync_all())
            .map_err(StoreError::io("write", &self.path))
    }

    /// Moves it into place.
    pub fn take_place(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        disk.step("rename it")
            .and_then(|()| patiently(|| fs::rename(&self.rest, &self.path)))
            .map_err(StoreError::io("write", &self.path))
    }

    /// Removes it, if it still exists.
    pub fn discard(&self, disk: &dyn Disk) {
        discard(&self.rest, disk);
    }
}

/// The temporary file next to the one being written.
pub(super) fn rest_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    folder_of(path).join(format!(".{name}.new"))
}

/// Retries, for at most two seconds, what another program may block for a moment on Windows, such as a cloud sync
/// client.
fn patiently<T>(work: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    tried(if cfg!(windows) { 40 } else { 0 }, work)
}

fn tried<T>(mut again: usize, mut work: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match work() {
            Err(error) if again > 0 && is_held(&error) => {
                again -= 1;
                thread::sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}

/// Whether Windows reports that a file is in use: access denied, a sharing violation, a lock.
fn is_held(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// Removes a harmless leftover file, if it exists.
pub(super) fn discard(path: &Path, disk: &dyn Disk) {
    if fs::symlink_metadata(path).is_ok() && disk.step("remove what is left over").is_ok() {
        let _ = fs::remove_file(path);
    }
}

/// Removes a file; a missing file is fine.
pub(super) fn remove(path: &Path, disk: &dyn Disk) -> Result<(), StoreError> {
    match disk
        .step("remove a file")
        .and_then(|()| patiently(|| fs::remove_file(path)))
    {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Renames a file within its folder.
pub(super) fn rename(from: &Path, to: &Path, disk: &dyn Disk) -> Result<(), StoreError> {
    disk.step("rename a file")
        .and_then(|()| patiently(|| fs::rename(from, to)))
        .map_err(StoreError::io("keep", from))
}

/// Removes a folder if it is empty.
pub(super) fn remove_empty(folder: &Path, disk: &dyn Disk) -> bool {
    disk.step("remove a folder")
        .and_then(|()| fs::remove_dir(folder))
        .is_ok()
}

/// How many files are flushed at the same time.
const AT_ONCE: usize = 16;

/// Flushes files to disk. Most of the time is spent waiting, and files that wait together are flushed together.
pub(super) fn flush(files: &[Fresh], disk: &dyn Disk) -> Result<(), StoreError> {
    for file in files {
        disk.step("flush it")
            .map_err(StoreError::io("write", &file.path))?;
    }
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
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Flushes a folder, so that what was created, renamed and removed in it survives a power failure; not every system
/// can.
pub(super) fn sync_folder(folder: &Path, disk: &dyn Disk) -> Result<(), StoreError> {
    let failed = StoreError::io("flush", folder);
    if let Err(error) = disk.step("flush a folder") {
        return Err(failed(error));
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if !cannot_flush(&error) => Err(failed(error)),
        _ => Ok(()),
    }
}

/// Whether this system, or this kind of disk, cannot flush folders.
fn cannot_flush(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}

/// Writes a file in a merge, completely or not at all; for a file that a person named, see [`Target`](super::Target).
///
/// # Errors
/// The file cannot be written.
pub fn overwrite(path: &Path, text: &str) -> Result<(), StoreError> {
    write_file(path, text.as_bytes(), DISK)
}

/// Reads a file outside the records, such as a spreadsheet someone filled in, without its byte order mark.
///
/// # Errors
/// The file cannot be read, or is not text.
pub fn import(path: &Path) -> Result<String, StoreError> {
    let text = text_at(path)?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Rejects a path with a link in any part below `base`.
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

/// Whether the path itself is a link.
pub(super) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// Makes a folder and any missing parents, each with the permissions of its parent; existing folders are not changed.
///
/// # Errors
/// The disk refuses.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    make_folders(folder, None, &mut Vec::new(), DISK)
}

/// [`make_folder`], with the permissions of another folder if one is given. New folders are added to `made`, outermost
/// first.
pub(super) fn make_folders(
    folder: &Path,
    like: Option<&Path>,
    made: &mut Vec<PathBuf>,
    disk: &dyn Disk,
) -> Result<(), StoreError> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && !above.is_dir())
        .collect();
    for folder in missing.into_iter().rev() {
        let sharing = Sharing::folder_in(like.unwrap_or_else(|| folder_of(folder)));
        match make_one(folder, sharing, disk) {
            Ok(true) => made.push(folder.to_owned()),
            Ok(false) => continue,
            Err(error) => return Err(StoreError::io("make", folder)(error)),
        }
        sync_folder(folder_of(folder), disk)?;
    }
    Ok(())
}

/// Makes new folders that only their owner can open.
fn private_folder() -> fs::DirBuilder {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        let mut builder = fs::DirBuilder::new();
        builder.mode(0o700);
        builder
    }
    #[cfg(not(unix))]
    fs::DirBuilder::new()
}

/// Makes one folder; `false` if someone else just made it.
fn make_one(folder: &Path, sharing: Option<Sharing>, disk: &dyn Disk) -> io::Result<bool> {
    let builder = private_folder();
    disk.step("make a folder")?;
    match builder.create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {
            return Ok(false);
        }
        made => made?,
    }
    let given = sharing.map_or(Ok(()), |sharing| sharing.give_folder(folder, disk));
    if given.is_err() {
        remove_empty(folder, disk);
    }
    given.map(|()| true)
}

/// Makes a file that only its owner may read; an existing file or link is rejected.
pub(super) fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    private(&mut options);
    options.open(path)
}

/// Makes new files readable only by their owner.
fn private(options: &mut OpenOptions) {
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

/// The text of the bytes read from a file.
pub(super) fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(bytes)
        .map_err(|error| StoreError::NotText(path.to_owned(), error.utf8_error().valid_up_to()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_program_holds_for_a_moment_is_tried_again() {
        let mut times = 0;
        let mut held = |error: i32| {
            tried(2, || {
                times += 1;
                match times {
                    3 => Ok(times),
                    _ => Err(io::Error::from_raw_os_error(error)),
                }
            })
        };
        assert_eq!(held(32).unwrap(), 3);
        let mut times = 0;
        let failed = tried(2, || {
            times += 1;
            Err::<(), _>(io::Error::from_raw_os_error(2))
        });
        assert!(
            failed.is_err() && times == 1,
            "only what is held is tried again"
        );
    }
}
