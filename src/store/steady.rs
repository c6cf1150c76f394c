//! Reading while others write: a change of several files is seen wholly or not at all.
//!
//! Readers take no lock, so that they never wait for one another and work where nothing may be written. Every change
//! puts its journal into the private folder first and takes it out last, and each of the two marks the folder with the
//! time. Where the mark after reading is not the one before, or a journal stands, the files are read again.

use std::fs;

use super::directory::{Directory, PRIVATE};

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
            if self.settle().is_err() {
                break;
            }
            let found = read();
            if self.last_change() == before && !self.is_being_written() {
                return found;
            }
        }
        let _writer = self.writer().ok();
        read()
    }

    /// The mark of the change that was last begun or done; `None` where there has been none.
    fn last_change(&self) -> Option<impl PartialEq + use<>> {
        fs::metadata(self.root().join(PRIVATE))
            .and_then(|folder| folder.modified())
            .ok()
    }
}
