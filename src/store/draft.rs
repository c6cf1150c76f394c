//! Drafts: what a person types in an editor, kept until it is accepted.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::directory::Directory;
use super::disk::{make_folder, write_file};
use super::error::StoreError;
use super::state::State;
use super::step::DISK;
use crate::record::Kind;

/// The folder of drafts.
const DRAFTS: &str = "drafts";

/// A private copy of a text for an editor, in the folder `drafts` of the `state`; for an identity outside the
/// directory, in the state of the identities folder. It stays there until it is discarded.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Makes a draft of the file at `relative`, with the same file name; if an earlier draft was left there, it is kept
    /// and this one gets another name.
    ///
    /// # Errors
    /// The draft cannot be written.
    pub fn new(directory: &Directory, relative: &str, text: &str) -> Result<Self, StoreError> {
        // A typed name stays where names are kept.
        let state =
            match directory.is_identity(relative) && directory.identities_outside().is_some() {
                true => State::of(&directory.at(&directory.folder(Kind::Identity)))?,
                false => directory.state()?,
            };
        state.make(DISK)?;
        let folder = state.at(DRAFTS)?;
        make_folder(&folder)?;
        let name = relative.rsplit('/').next().unwrap_or(relative);
        let named = |n: u32| {
            folder.join(if n == 0 {
                name.to_owned()
            } else {
                format!("{n}-{name}")
            })
        };
        let path = (0..)
            .map(named)
            .find(|path| fs::symlink_metadata(path).is_err())
            .unwrap_or_else(|| folder.join(name));
        write_file(&path, text.as_bytes(), DISK)?;
        Ok(Self { path })
    }

    /// The file to open.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its current text.
    ///
    /// # Errors
    /// It cannot be read, or is not text.
    pub fn text(&self) -> Result<String, StoreError> {
        super::disk::text_at(&self.path)
    }

    /// Removes it, once its text was accepted or nothing was typed.
    pub fn discard(&self) {
        // A leftover draft does no harm.
        let _ = fs::remove_file(&self.path);
        // Leave nothing else behind where names are; a folder that is not empty stays.
        let _ = self.path.parent().map(fs::remove_dir);
    }
}

impl Directory {
    /// Removes all drafts.
    pub(super) fn forget_drafts(&self) -> Result<(), StoreError> {
        let identities = self.at(&self.folder(Kind::Identity));
        for state in [self.state()?, State::of(&identities)?] {
            let folder = state.at(DRAFTS)?;
            match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(StoreError::io("remove", &folder)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
