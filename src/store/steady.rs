//! Reading while others write: a change of several files is seen wholly or not at all.
//!
//! Readers take no lock, so that they never wait for one another and work where nothing may be written. Every change
//! puts its journal into the folder of the state first and takes it out last, and each of the two marks the folder with
//! the time. Where the mark after reading is not the one before, or a journal stands, the files are read again.

use std::fs;
use std::path::Path;

use super::directory::Directory;
use super::error::StoreError;

/// How often files are read again before they are read with the lock held.
const TRIES: usize = 4;

impl Directory {
    /// What `read` gives at a moment when nobody writes.
    pub(super) fn steadily<T>(&self, read: impl Fn() -> T) -> T {
        if self.moment().is_some() {
            // What git keeps of a commit is never written again.
            return read();
        }
        for _ in 0..TRIES {
            let before = self.last_change();
            // Waits for a change that is being made. Where that cannot be, what can be read is still read.
            match self.finish_interrupted_write() {
                Ok(()) => {}
                // No lock makes this one end.
                Err(StoreError::OldJournal(_)) => return read(),
                Err(_) => break,
            }
            let found = read();
            if self.last_change() == before && !self.is_being_written() {
                return found;
            }
        }
        let _writer = self.writer().ok();
        read()
    }

    /// The mark of the change that was last begun or done, by this version and by 0.1; `None` where there has been none.
    fn last_change(&self) -> Option<impl PartialEq + use<>> {
        let state = self.state().ok()?;
        let mark = |folder: &Path| fs::metadata(folder).and_then(|folder| folder.modified());
        Some((
            mark(&state.folder()).ok(),
            state.old().and_then(|old| mark(old).ok()),
        ))
    }

    /// Whether a change is being made, or was interrupted.
    fn is_being_written(&self) -> bool {
        self.state()
            .is_ok_and(|state| state.has_journal() || state.old_journal().is_some())
    }
}
