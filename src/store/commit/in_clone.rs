//! What a clone needs that git does not copy: settings and hooks. Either all of it is made, or nothing.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Hook, Repository};
use crate::store::disk::{
    current, discard, folder_of, make_folders, new_file, remove, remove_empty, write_file_as,
};
use crate::store::error::StoreError;
use crate::store::full_path::full_path;
use crate::store::step::DISK;

/// The settings and hooks that a clone lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InClone {
    /// Settings of git, each with its value.
    pub settings: Vec<(String, String)>,
    /// Hooks that are missing or outdated.
    pub hooks: Vec<Hook>,
}

impl Repository {
    /// Makes the settings and hooks, then runs `rest`. If anything fails, everything is restored.
    ///
    /// # Errors
    /// Git, the disk or `rest` fails.
    pub fn give<E: From<StoreError>>(
        &self,
        given: &InClone,
        rest: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let mut made = Made::default();
        let done = made.all(self, given).and_then(|()| rest());
        if done.is_err() {
            made.undo();
        }
        done
    }
}

/// What was made, and what each file was before.
#[derive(Debug, Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<(PathBuf, Option<(String, Permissions)>)>,
}

impl Made {
    fn all<E: From<StoreError>>(
        &mut self,
        repository: &Repository,
        given: &InClone,
    ) -> Result<(), E> {
        for hook in &given.hooks {
            if let Hook::Missing(path, text) | Hook::Old(path, text) = hook {
                make_folders(folder_of(path), None, &mut self.folders, DISK)?;
                self.write(path, text, Some(0o700))?;
            }
        }
        if given.settings.is_empty() {
            return Ok(());
        }
        let named = repository.said("find its settings", &["rev-parse", "--git-path", "config"])?;
        let named = repository.top.join(named);
        let config = full_path(&named).map_err(StoreError::io("read", &named))?;
        let copy = config.with_file_name("peer-config");
        let text = settings_in_copy::<E>(repository, &config, &copy, &given.settings);
        discard(&copy, DISK);
        Ok(self.write(&config, &text?, None)?)
    }

    fn write(&mut self, path: &Path, text: &str, mode: Option<u32>) -> Result<(), StoreError> {
        let before = match current(path)? {
            Some(text) => {
                let meta = fs::metadata(path).map_err(StoreError::io("read", path))?;
                Some((text, meta.permissions()))
            }
            None => None,
        };
        self.files.push((path.to_owned(), before));
        write_file_as(path, text.as_bytes(), mode, DISK)
    }

    /// Restores everything, last change first.
    fn undo(&self) {
        for (path, before) in self.files.iter().rev() {
            // What cannot be undone does no harm: without the attributes, git never uses it.
            let _ = match before {
                Some((text, permissions)) => write_file_as(path, text.as_bytes(), None, DISK)
                    .map(|()| drop(fs::set_permissions(path, permissions.clone()))),
                None => remove(path, DISK),
            };
        }
        for folder in self.folders.iter().rev() {
            remove_empty(folder, DISK);
        }
    }
}

/// The text of a clone's settings with these added: git writes them to a copy first, so that all are set or none.
fn settings_in_copy<E: From<StoreError>>(
    repository: &Repository,
    config: &Path,
    copy: &Path,
    settings: &[(String, String)],
) -> Result<String, E> {
    let text = current(config)?.unwrap_or_default();
    discard(copy, DISK);
    let write = || -> io::Result<()> { new_file(copy)?.write_all(text.as_bytes()) };
    write().map_err(StoreError::io("write", copy))?;
    let file = copy.to_string_lossy();
    for (key, value) in settings {
        repository.said(
            "change its settings",
            &["config", "--file", &file, key, value],
        )?;
    }
    Ok(current(copy)?.unwrap_or_default())
}
