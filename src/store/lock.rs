//! The lock that a writer holds while it writes, so that two processes lose nothing.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::disk::private;
use super::error::StoreError;
use super::regular::special;
use super::state::State;

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

/// Takes the lock, and that of version 0.1 too, waiting that long for another writer.
pub(super) fn lock(state: &State, patience: Duration) -> Result<Lock, StoreError> {
    let start = Instant::now();
    state.make()?;
    let mut file = held(&state.at(LOCK)?, start, patience)?;
    let old = old_lock(state)
        .map(|path| held(&path, start, patience))
        .transpose()?;
    // Who holds the lock is only told to people; failing to say so harms nothing.
    let _ = file.set_len(0);
    let _ = file.rewind();
    let _ = write!(file, "{}", std::process::id());
    Ok(Lock {
        _file: file,
        _old: old,
    })
}

/// The lock of version 0.1, where that version could take it. What the file says stays: it may have come from anybody.
fn old_lock(state: &State) -> Option<PathBuf> {
    let path = state.old()?.join(LOCK);
    match fs::symlink_metadata(&path) {
        Ok(meta) => meta.is_file().then_some(path),
        Err(_) => Some(path),
    }
}

/// A file that this process has locked.
fn held(path: &Path, start: Instant, patience: Duration) -> Result<File, StoreError> {
    if let Ok(there) = fs::metadata(path)
        && let Some(what) = special(there.file_type())
    {
        let error = io::Error::new(
            io::ErrorKind::Unsupported,
            format!("it is {what}, not a file"),
        );
        return Err(StoreError::io("lock", path)(error));
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private(&mut options);
    let mut file = options.open(path).map_err(StoreError::io("open", path))?;
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
