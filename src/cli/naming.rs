//! Whether an answer calls people by their names: on a terminal, or if asked for.

use super::args::{Naming, Output};
use super::failure::Failure;
use super::peer::Peer;
use crate::record::Kind;
use crate::render::Format;
use crate::store::Directory;

impl Peer {
    /// Whether an answer may call people by their names: on a terminal, or if asked for, as text, if their names are on
    /// file and may be shown.
    ///
    /// # Errors
    /// The format does not fit, or names are asked for in a format that never contains them.
    pub fn names(
        &self,
        directory: &Directory,
        output: &Output,
        naming: Naming,
    ) -> Result<bool, Failure> {
        Ok(self.asks_names(output, naming)? && directory.has_identities())
    }

    fn asks_names(&self, output: &Output, naming: Naming) -> Result<bool, Failure> {
        let is_text = output.file().is_none() && output.format()? == Format::Text;
        match naming.names {
            true if !self.screen.names => Err(Failure::new(
                "--names shows names, and --no-names (or PEER_NO_NAMES) hides them",
            )
            .help("use only one of the two")),
            true if !is_text => Err(Failure::new(
                "names are shown only as text on the screen, never in a file or another format",
            )
            .help("leave out --names: the answer has ids, and `peer show ID` shows who it is")),
            true => Ok(true),
            false => Ok(self.screen.names && self.screen.is_terminal && is_text),
        }
    }

    /// Says where identities should be if an answer needs them and they are missing.
    ///
    /// # Errors
    /// As [`Peer::names`].
    pub fn mind_identities(
        &self,
        directory: &Directory,
        output: &Output,
        naming: Naming,
    ) -> Result<(), Failure> {
        if self.asks_names(output, naming)? && !directory.has_identities() {
            let folder = directory.shown(&directory.folder(Kind::Identity));
            self.screen.note(&format!(
                "{folder} is not on this computer: people are shown by id"
            ));
        } else if directory.has_identities_of_today() {
            let folder = directory.shown(&directory.folder(Kind::Identity));
            self.screen.note(&format!(
                "that commit has no identities: the names shown are those in {folder} today"
            ));
        }
        Ok(())
    }
}
