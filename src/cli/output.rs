//! Files that someone named for answers: every verb asks here before it writes one.

use std::path::{Path, PathBuf};

use super::args::Output;
use super::failure::Failure;
use super::peer::Peer;
use crate::render::Format;
use crate::store::{Target, TargetFolder};

impl Peer {
    /// Prints an answer that is already rendered, to stdout or a file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn answer(&self, answer: impl AsRef<[u8]>, output: &Output) -> Result<(), Failure> {
        match output.file() {
            None if output.format()? == Format::Text => self.screen.answer_page(answer),
            None => self.screen.answer(answer),
            Some(path) => {
                self.target(path)?.write(answer)?;
                self.screen.say(&format!("wrote {}", path.display()));
                Ok(())
            }
        }
    }

    /// The file named for an answer, if the answer may be written there. Every verb asks here.
    ///
    /// # Errors
    /// It belongs to the program or git, or cannot be written.
    pub fn target(&self, file: &Path) -> Result<Target, Failure> {
        Ok(Target::new(file, self.root().as_deref())?)
    }

    /// The folder named for several answers, if they may be written there.
    ///
    /// # Errors
    /// It belongs to the program or git, it is not empty, or it cannot be created.
    pub fn target_folder(&self, folder: &Path) -> Result<TargetFolder, Failure> {
        Ok(TargetFolder::new(folder, self.root().as_deref())?)
    }

    /// Refuses a file that answers may not be written to, before its folder is created.
    ///
    /// # Errors
    /// It belongs to the program or git.
    pub fn allow_target(&self, file: &Path) -> Result<(), Failure> {
        Ok(Target::allow(file, self.root().as_deref())?)
    }

    /// The root of the current program, if there is one.
    fn root(&self) -> Option<PathBuf> {
        let directory = self.directory().ok()?;
        Some(directory.root().to_owned())
    }
}
