//! The lock that a writer holds while it writes, so that two processes lose nothing.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::change::Quiet;
use super::error::StoreError;
use super::fresh::write_file;
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

/// The file that tells git to pass over the folder it lies in, whatever else git is told.
pub(super) const IGNORE: &str = ".gitignore";

/// Makes a folder that git never sees.
pub(super) fn make_private(folder: &Path) -> Result<(), StoreError> {
    make_folder(folder)?;
    let ignore = folder.join(IGNORE);
    if ignore.exists() {
        Ok(())
    } else {
        write_file(&ignore, b"*\n", &mut Quiet)
    }
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
