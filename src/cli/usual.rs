//! The directory in a person's own settings, used if none is named and none is found.

use std::path::Path;

use super::failure::Failure;
use super::peer::Peer;
use super::screen::has_terminal;
use crate::store::Directory;

impl Peer {
    /// The directory from the person's own settings, which is said once; without a terminal it is only read.
    ///
    /// # Errors
    /// It is not a directory of records.
    pub fn of_own_settings(&self) -> Result<Directory, Failure> {
        let folder = self.own.directory().unwrap_or_default();
        let file = self.own.file.as_deref().unwrap_or(Path::new("config.toml"));
        let opened = Directory::open(&folder).map_err(|error| {
            let named = format!("{} names this directory", file.display());
            Failure::from(error).help(named)
        })?;
        if !self.is_named.replace(true) {
            self.screen.say(&format!(
                "in {}, as {} says",
                folder.display(),
                file.display()
            ));
        }
        Ok(match has_terminal() {
            true => opened,
            false => opened.only_read(),
        })
    }
}
