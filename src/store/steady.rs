//! Reading while others write: a change of several files is seen wholly or not at all.
//!
//! Readers take no lock, so that they never wait for one another and work where nothing may be written. Every change
//! puts its journal into the folder of the state first and takes it out last, and each of the two marks the folder with
//! the time. A journal that is there is read through; where the mark after reading is not the one before, the files are
//! read again.

use std::fs;
use std::path::Path;

use super::directory::Directory;
use super::source::Source;

/// How often files are read again before they are read with the lock held.
const TRIES: usize = 4;

impl Directory {
    /// What `read` gives at a moment when nobody writes.
    pub(super) fn steadily<T>(&self, read: impl Fn(&Source<'_>) -> T) -> T {
        if self.moment().is_some() {
            // What git keeps of a commit is never written again.
            return read(&self.source());
        }
        for _ in 0..TRIES {
            let before = self.last_change();
            if self
                .state()
                .is_ok_and(|state| state.no_old_journal_soon().is_err())
            {
                // No lock makes this one end, and a command that holds the lock would wait for itself.
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

    /// The mark of the change that was last begun or done, by this version and by 0.1; `None` where there has been none.
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
