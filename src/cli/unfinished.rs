//! Writes that are committed but not finished: what is said about them.

use super::failure::Failure;
use super::peer::Peer;
use crate::store::{Change, Directory, Writer, Written};

impl Peer {
    /// Makes a change, and warns if it is committed but not finished on disk.
    ///
    /// # Errors
    /// It cannot be made: nothing was written.
    pub fn commit(&self, writer: &Writer<'_>, change: &Change) -> Result<(), Failure> {
        self.warn_unfinished(&writer.commit(change)?);
        Ok(())
    }

    /// Warns of a change that is committed but not finished on disk.
    pub fn warn_unfinished(&self, written: &Written) {
        if let Some(unfinished) = &written.unfinished {
            let help = unfinished.help().unwrap_or_default();
            self.screen.note(&format!(
                "{unfinished}. Its changes count: every `peer` command reads them as done, and the next command that can write here finishes them; {help}"
            ));
        }
    }

    /// Finishes an interrupted write, or says that it is read as if it were done.
    ///
    /// # Errors
    /// What that write changes is not known.
    pub fn finish_interrupted_write(&self, directory: &Directory) -> Result<(), Failure> {
        if let Some(unfinished) = directory.finish_interrupted_write()?
            && !self.is_warned.replace(true)
        {
            let help = unfinished.help().unwrap_or_default();
            self.screen.note(&format!(
                "{unfinished}. Its changes are read as done, and the next command that can write here finishes them; {help}"
            ));
        }
        Ok(())
    }
}
