//! The folder that a person names for many answers: it gets all of them, or stays as it was.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{folder_of, make_folders, rename, sync_folder};
use super::error::StoreError;
use super::step::DISK;
use super::target::{Target, allowed, refused};

/// A folder for answers. They are written to a temporary folder next to it, which gets its name at the end and is
/// removed on failure.
#[derive(Debug)]
pub struct TargetFolder {
    named: PathBuf,
    /// Its real path.
    path: PathBuf,
    /// The temporary folder.
    rest: PathBuf,
    root: Option<PathBuf>,
}

impl TargetFolder {
    /// The named folder, if answers may be written there. `root` is the current program's.
    ///
    /// # Errors
    /// It is the program's own or git's, it is not empty, or the disk refuses.
    pub fn new(named: &Path, root: Option<&Path>) -> Result<Self, StoreError> {
        let path = allowed(named, root)?.path;
        // Otherwise a forbidden name would be rejected only after all the work.
        allowed(&path.join("answer.csv"), root)?;
        match fs::read_dir(&path) {
            Ok(inside) => {
                if inside.count() > 0 {
                    let why = "it already has files".to_owned();
                    return Err(refused(named, why, "name a new folder"));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let above = folder_of(&path);
                if !above.is_dir() {
                    let why = format!("there is no folder {}", above.display());
                    return Err(refused(named, why, "make that folder first"));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                let why = "it is a file, not a folder".to_owned();
                return Err(refused(named, why, "name a new folder"));
            }
            Err(error) => return Err(StoreError::io("read", named)(error)),
        }
        let above = folder_of(&path);
        let beside = |number| above.join(format!(".peer-{}-{number}.new", std::process::id()));
        let rest = (0..).map(beside).find(|rest| !rest.exists());
        let rest = rest.unwrap_or_else(|| beside(0));
        make_folders(&rest, None, &mut Vec::new(), DISK)?;
        Ok(Self {
            named: named.to_owned(),
            path,
            rest,
            root: root.map(Path::to_owned),
        })
    }

    /// Writes an answer, which is not visible yet.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn write(&self, name: &str, answer: impl AsRef<[u8]>) -> Result<(), StoreError> {
        Target::new(&self.rest.join(name), self.root.as_deref())?.write(answer)
    }

    /// Gives the folder its name, with all answers in it.
    ///
    /// # Errors
    /// Something has been created there in the meantime, or the disk refuses.
    pub fn finish(self) -> Result<(), StoreError> {
        sync_folder(&self.rest, DISK)?;
        match fs::remove_dir(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io("write", &self.named)(error));
            }
            _ => {}
        }
        rename(&self.rest, &self.path, DISK)?;
        sync_folder(folder_of(&self.path), DISK)
    }
}

impl Drop for TargetFolder {
    fn drop(&mut self) {
        // After `finish` it no longer exists.
        let _ = fs::remove_dir_all(&self.rest);
    }
}
