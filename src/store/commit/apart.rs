//! The repository of names: a small repository of its own in the folder of identities, which the repository of the
//! records ignores.
//!
//! Only a repository that `peer` made or was told to use counts: `peer.toml` may come from a stranger and name any
//! folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::setup::{SETTINGS, driver_settings};
use super::{Apart, GitError, Repository, StoreError, run_in, said, text_of};
use crate::record::Kind;
use crate::store::directory::Directory;
use crate::store::disk::remove_empty;
use crate::store::full_path::full_path;
use crate::store::git::{NamesInGit, names_in_git};
use crate::store::sharing::Sharing;
use crate::store::state::PRIVATE;
use crate::store::step::DISK;

/// The setting that marks the repository of names.
const MARK: &str = "peer.names";

/// The prefix of its branches, followed by a number; a branch with a higher number was started later.
pub(super) const BRANCH: &str = "names-";

/// Where a repository is made before it is moved into place.
const BESIDE: &str = ".git.new";

fn apart(directory: &Directory) -> Apart {
    Apart {
        folder: directory.folder(Kind::Identity),
        author: None,
    }
}

impl Repository {
    /// The repository of names of a program; `None` if its names are in a plain folder, with the records, or in a
    /// repository that `peer` was never told to use.
    ///
    /// # Errors
    /// Git fails.
    pub fn of_names(directory: &Directory) -> Result<Option<Self>, StoreError> {
        let folder = directory.at(&directory.folder(Kind::Identity));
        if !folder.join(".git").exists() {
            return Ok(None);
        }
        let names = Self::at_top(directory, &folder)?;
        let is_marked = |names: &Self| {
            let asked = ["config", "--local", "--get", MARK];
            Ok::<bool, StoreError>(names.maybe(&asked)? == Some(mark(directory)))
        };
        match names {
            Some(names) if is_marked(&names)? => Ok(Some(names)),
            _ => Ok(None),
        }
    }

    /// The repository that has the folder of identities as its top.
    fn at_top(directory: &Directory, folder: &Path) -> Result<Option<Self>, StoreError> {
        let apart = apart(directory);
        let asked = ["rev-parse", "--show-toplevel", "--absolute-git-dir"];
        let output = run_in(Some(&apart), folder, &asked, &[], None)?;
        if !output.status.success() {
            return Ok(None);
        }
        let text = text_of(&output.stdout);
        let mut lines = text.lines().map(PathBuf::from);
        let (top, state) = (
            lines.next().unwrap_or_default(),
            lines.next().unwrap_or_default(),
        );
        let is_top = full_path(folder).ok() == full_path(&top).ok();
        Ok(is_top.then_some(Self {
            top,
            prefix: String::new(),
            state,
            apart: Some(apart),
        }))
    }

    /// Makes the repository of names for a new program, if it has no names yet and git is installed; whether it did.
    ///
    /// # Errors
    /// Git or the disk fails.
    pub fn begin_names(directory: &Directory) -> Result<bool, StoreError> {
        let folder = directory.folder(Kind::Identity);
        let is_new = directory.stems(Kind::Identity).is_empty()
            && fs::symlink_metadata(directory.at(&folder).join(".git")).is_err()
            && names_in_git(directory.root(), &folder) != NamesInGit::Kept;
        if !is_new {
            return Ok(false);
        }
        match Self::make_names(directory) {
            Ok(_) => Ok(true),
            // Under `sudo`, git refuses to work in another user's folder.
            Err(StoreError::Git(GitError::NoGit | GitError::NoRepository(_))) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes the repository of names, or marks an existing one. If making it fails, nothing is left behind.
    ///
    /// # Errors
    /// Git or the disk fails.
    pub fn make_names(directory: &Directory) -> Result<Self, StoreError> {
        let folder = directory.at(&directory.folder(Kind::Identity));
        if let Some(names) = Self::at_top(directory, &folder)? {
            names.dress(directory)?;
            return Ok(names);
        }
        let beside = folder.join(BESIDE);
        let _ = fs::remove_dir_all(&beside);
        let made = begin(directory, &folder);
        if made.is_err() {
            let _ = fs::remove_dir_all(&beside);
        }
        made?;
        remove_empty(&beside, DISK);
        let opened = Self::at_top(directory, &folder)?;
        Ok(opened.ok_or_else(|| GitError::NoRepository(folder.clone()))?)
    }

    /// Writes the settings of the repository of names, the mark last.
    fn dress(&self, directory: &Directory) -> Result<(), StoreError> {
        let info = self.state.join("info");
        let write = |name: &str, text: &str| {
            let path = info.join(name);
            fs::create_dir_all(&info)
                .and_then(|()| fs::write(&path, text))
                .map_err(StoreError::io("write", &path))
        };
        // `peer` writes these in every clone, so that the folder contains nothing but names.
        write("exclude", "/*\n!/*.toml\n.*\n")?;
        write("attributes", "*.toml text eol=lf merge=peer\n")?;
        let mark = mark(directory);
        let fixed = [("core.logAllRefUpdates", "false"), (MARK, &mark)];
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let all = driver_settings()
            .into_iter()
            .chain(SETTINGS.map(owned))
            .chain(fixed.map(owned));
        for (key, value) in all {
            self.said("change its settings", &["config", "--local", &key, &value])?;
        }
        Ok(())
    }

    /// This repository, committing in the name of the person who commits in `records`.
    ///
    /// # Errors
    /// Git fails.
    pub fn by_author_of(mut self, records: &Self) -> Result<Self, StoreError> {
        let named = records.maybe(&["var", "GIT_COMMITTER_IDENT"])?;
        let author = named.as_deref().and_then(|named| {
            let (name, rest) = named.split_once(" <")?;
            let (email, _) = rest.split_once('>')?;
            Some([name.to_owned(), email.to_owned()])
        });
        if let Some(apart) = &mut self.apart {
            apart.author = author;
        }
        Ok(self)
    }

    /// Whether it is the repository of names.
    #[must_use]
    pub fn is_of_names(&self) -> bool {
        self.apart.is_some()
    }
}

/// What marks the repository of names of a program. Outside the directory it includes the path of the directory,
/// because a stranger's `peer.toml` may name the folder of another program.
fn mark(directory: &Directory) -> String {
    let root = directory
        .identities_outside()
        .and_then(|_| full_path(directory.root()).ok());
    root.map_or_else(|| "true".to_owned(), |root| root.display().to_string())
}

/// Makes an empty repository next to its final place, with its settings, and moves it there.
fn begin(directory: &Directory, folder: &Path) -> Result<(), StoreError> {
    let branch = format!("--initial-branch={BRANCH}1");
    let mut asked = vec!["init", "--quiet", "--template=", &branch];
    if is_shared(folder) {
        asked.push("--shared=0660");
    }
    asked.push(BESIDE);
    let beside = folder.join(BESIDE);
    fs::create_dir(&beside).map_err(StoreError::io("make", &beside))?;
    let output = run_in(Some(&apart(directory)), folder, &asked, &[], None)?;
    if !output.status.success() {
        return Err(said::of("make the repository of names", &output));
    }
    if let Some(names) = Repository::at_top(directory, &beside)? {
        names.dress(directory)?;
    }
    let (made, place) = (beside.join(".git"), folder.join(".git"));
    give_all(&made, folder).map_err(StoreError::io("make", &made))?;
    // The undo history of names outside the directory is kept with the names, so it moves along.
    let _ = fs::rename(folder.join(PRIVATE), made.join("peer"));
    let renamed = fs::rename(&made, &place).map_err(StoreError::io("rename", &made));
    if renamed.is_err() {
        let _ = fs::rename(made.join("peer"), folder.join(PRIVATE));
    }
    renamed
}

/// Shares everything in a folder with those who share another folder.
fn give_all(made: &Path, sharing: &Path) -> io::Result<()> {
    let (of_folder, of_file) = (Sharing::folder_in(sharing), Sharing::file_in(sharing));
    let mut folders = vec![made.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            match path.is_dir() {
                true => folders.push(path),
                false => of_file.map_or(Ok(()), |given| given.give(&File::open(&path)?, DISK))?,
            }
        }
        of_folder.map_or(Ok(()), |given| given.give_folder(&folder, DISK))?;
    }
    Ok(())
}

#[cfg(unix)]
fn is_shared(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).is_ok_and(|meta| meta.mode() & 0o020 != 0)
}

#[cfg(not(unix))]
fn is_shared(_: &Path) -> bool {
    false
}
