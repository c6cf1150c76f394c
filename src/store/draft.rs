//! Drafts: what a person types in an editor, kept until it is taken.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::directory::Directory;
use super::disk::{make_folder, write_file};
use super::error::StoreError;
use super::state::State;
use super::step::DISK;
use crate::record::Kind;

/// Where they lie.
const DRAFTS: &str = "drafts";

/// A private copy of a text for an editor, in the folder `drafts` of the `state`; that of an identity which lies outside
/// of the directory, in the state of the folder of identities. It stays there until it is discarded.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Makes a draft of the file at `relative`, with the name of that file; an earlier draft of it that was left there is
    /// kept, and this one gets another name.
    ///
    /// # Errors
    /// The draft cannot be written.
    pub fn new(directory: &Directory, relative: &str, text: &str) -> Result<Self, StoreError> {
        // A name that is typed stays where names are put.
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

    /// What it says now.
    ///
    /// # Errors
    /// It cannot be read, or is no text.
    pub fn text(&self) -> Result<String, StoreError> {
        super::disk::text_at(&self.path)
    }

    /// Takes it away, once its text was taken or nothing was typed.
    pub fn discard(&self) {
        // A draft that stays behind is in nobody's way.
        let _ = fs::remove_file(&self.path);
        // Where names lie nothing else is left behind; a folder that holds something stays.
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
