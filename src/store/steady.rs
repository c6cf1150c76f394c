//! Reading while others write: a change of several files is seen completely or not at all.
//!
//! Readers take no lock, so that they never wait for one another and work where nothing may be written. Every change
//! first puts its journal in the state folder and removes it last, and both steps update the modification time of the
//! folder. An existing journal is read through; if the time after reading differs from the one before, the files are
//! read again.

use std::fs;
use std::path::Path;

use super::directory::Directory;
use super::source::Source;

/// How often files are read before they are read with the lock held.
const TRIES: usize = 4;

impl Directory {
    /// The result of `read` at a moment when no one is writing.
    pub(super) fn steadily<T>(&self, read: impl Fn(&Source<'_>) -> T) -> T {
        if self.moment().is_some() {
            // The content of a commit never changes.
            return read(&self.source());
        }
        for _ in 0..TRIES {
            let before = self.last_change();
            if self
                .state()
                .is_ok_and(|state| state.no_old_journal_soon().is_err())
            {
                // No lock would make this journal go away, and a command that holds the lock would wait for itself.
                return read(&self.source());
            }
            let found = read(&self.source());
            if self.last_change() == before {
                return found;
            }
        }
        let _writer = self.writer().ok();
        read(&self.source())
    }

    /// The mark of the last change that was started or finished, by this version and by 0.1; `None` if there was none.
    fn last_change(&self) -> Option<impl PartialEq + use<>> {
        let state = self.state().ok()?;
        let mark = |folder: &Path| fs::metadata(folder).and_then(|folder| folder.modified());
        Some((
            mark(&state.folder()).ok(),
            state.old().and_then(|old| mark(old).ok()),
            state.old_journal().is_some(),
        ))
    }
}
