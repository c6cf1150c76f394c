//! The lock that a writer holds while it writes, so that two processes lose nothing.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::disk::{folder_of, new_file};
use super::error::StoreError;
use super::regular::special;
use super::sharing::Sharing;
use super::state::State;
use super::step::Disk;

/// How long to wait for another writer.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A held lock; dropping it lets the next writer in.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    _old: Option<File>,
}

/// The file that is locked.
const LOCK: &str = "lock";

/// Takes the lock, and that of version 0.1 too, waiting up to `patience` for another writer.
pub(super) fn lock(state: &State, patience: Duration, disk: &dyn Disk) -> Result<Lock, StoreError> {
    let start = Instant::now();
    state.make(disk)?;
    let mut file = held(&state.at(LOCK)?, start, patience, disk)?;
    let old = old_lock(state)
        .map(|path| held(&path, start, patience, disk))
        .transpose()?;
    // The process id is only shown to people; failing to write it does no harm.
    if disk.step("say who holds the lock").is_ok() {
        let _ = file.set_len(0);
        let _ = file.rewind();
        let _ = write!(file, "{}", std::process::id());
    }
    Ok(Lock {
        _file: file,
        _old: old,
    })
}

/// The lock of version 0.1, if that version could take it. The content of the file is kept: it may have come from
/// anyone.
fn old_lock(state: &State) -> Option<PathBuf> {
    let path = state.old()?.join(LOCK);
    match fs::symlink_metadata(&path) {
        Ok(meta) => meta.is_file().then_some(path),
        Err(_) => Some(path),
    }
}

/// A file that this process has locked.
fn held(
    path: &Path,
    start: Instant,
    patience: Duration,
    disk: &dyn Disk,
) -> Result<File, StoreError> {
    if let Ok(there) = fs::metadata(path)
        && let Some(what) = special(there.file_type())
    {
        let error = io::Error::new(
            io::ErrorKind::Unsupported,
            format!("it is {what}, not a file"),
        );
        return Err(StoreError::io("lock", path)(error));
    }
    let mut file = opened(path, disk).map_err(StoreError::io("open", path))?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                thread::sleep(Duration::from_millis(4))
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                return Err(StoreError::Locked(holder.trim().parse().ok()));
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io("lock", path)(error)),
        }
    }
}

/// The file at a path; a missing file is made.
fn opened(path: &Path, disk: &dyn Disk) -> io::Result<File> {
    let open = || OpenOptions::new().read(true).write(true).open(path);
    match open() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    disk.step("make the lock")?;
    match new_file(path) {
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => open(),
        made => {
            let made = made?;
            if let Some(sharing) = Sharing::file_in(folder_of(path)) {
                sharing.give(&made, disk)?;
            }
            Ok(made)
        }
    }
}
