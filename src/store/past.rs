//! The directory as of a commit, read from git: no file of the work tree is touched.
//!
//! Git is asked twice, however many files there are: once for the names ([`Past::open`]), once for the contents
//! ([`Blobs`]).

mod blobs;
mod changed;
mod error;
mod history;
mod log;
mod merges;
mod moment;
mod revision;
mod turn;
mod version;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub(super) use blobs::Blobs;
pub use error::PastError;
pub use moment::Moment;
use revision::{asked, differing, is_known, prefix};
pub use revision::{head, is_shallow, revisions};

use super::error::StoreError;
use super::paths::{Form, Name};

/// Everything in a repository at a commit.
#[derive(Debug)]
pub(super) struct Past {
    moment: Moment,
    root: PathBuf,
    /// The folder of the records in the repository, empty or ending in a slash.
    prefix: String,
    folders: HashMap<String, Folder>,
}

/// The content of a folder by name: the object name of a file, or `None` for a folder.
type Folder = HashMap<String, Option<String>>;

/// The assumed size of a file in bytes: to find out, git would have to open each one.
const USUAL: u64 = 256 * 1024;

impl Past {
    /// The commit that a revision names, and what was then in the repository of the folder `root`.
    pub fn open(root: &Path, revision: &str) -> Result<Self, StoreError> {
        let prefix = prefix(root)?;
        let moment = Moment::find(root, revision).map_err(|error| match error {
            StoreError::Past(error @ (PastError::Unknown(_) | PastError::Before(..)))
                if is_shallow(root) =>
            {
                PastError::Shallow(Box::new(error)).into()
            }
            error => error,
        })?;
        let listed = asked(
            root,
            &["ls-tree", "-r", "-z", "--full-tree", &moment.commit],
        )?;
        let mut folders = HashMap::from([(String::new(), Folder::new())]);
        listed
            .split('\0')
            .filter_map(entry)
            .for_each(|(path, blob)| take(&mut folders, path, Some(blob)));
        Ok(Self {
            moment,
            root: root.to_owned(),
            prefix,
            folders,
        })
    }

    /// The commit.
    pub fn moment(&self) -> &Moment {
        &self.moment
    }

    /// What is in a folder, by its path from the root of the records; empty if there was no such folder.
    pub fn names(&self, folder: &str) -> Vec<Name> {
        let kept = self
            .inside(folder)
            .and_then(|path| self.folders.get(&path))
            .into_iter()
            .flatten();
        kept.map(|(name, blob)| Name {
            name: name.clone(),
            form: if blob.is_none() {
                Form::Folder
            } else {
                Form::File
            },
        })
        .collect()
    }

    /// Whether there was such a folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.inside(folder)
            .is_some_and(|path| self.folders.contains_key(&path))
    }

    /// Whether there was such a file.
    pub fn has_file(&self, relative: &str) -> bool {
        self.kept(relative).is_some()
    }

    /// The approximate size in bytes of a file with many records.
    pub fn size(&self, relative: &str) -> u64 {
        self.kept(relative).map_or(0, |_| USUAL)
    }

    /// The object name of a file's content.
    pub fn blob(&self, relative: &str) -> String {
        self.kept(relative).cloned().unwrap_or_default()
    }

    /// The bytes of a file; `None` if there was no such file.
    pub fn read(&self, relative: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(blob) = self.kept(relative) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let length = Blobs::open(&self.root, vec![blob.clone()]).next(&mut bytes);
        bytes.truncate(length.map_err(|error| PastError::Git(error.to_string()))?);
        Ok(Some(bytes))
    }

    /// A file as git names it.
    pub fn shown(&self, relative: &str) -> String {
        let path = self.inside(relative).unwrap_or_else(|| relative.to_owned());
        format!("{}:{path}", self.moment.short())
    }

    fn kept(&self, relative: &str) -> Option<&String> {
        let path = self.inside(relative)?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        self.folders.get(folder)?.get(name)?.as_ref()
    }

    /// Converts a path from the root of the records to one from the root of the repository; `None` if it leads out of
    /// it.
    fn inside(&self, relative: &str) -> Option<String> {
        if Path::new(relative).is_absolute() {
            return None;
        }
        let mut parts: Vec<&str> = self
            .prefix
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        for part in relative
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
        {
            match part {
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}

/// The path and the object name in a line of `git ls-tree`: `100644 blob ID\tPATH`.
fn entry(line: &str) -> Option<(&str, String)> {
    let (facts, path) = line.split_once('\t')?;
    let id = facts.split_ascii_whitespace().nth(2)?;
    Some((path, id.to_owned()))
}

/// Adds a file or folder to its folder, and that to its parent if it is missing there.
fn take(folders: &mut HashMap<String, Folder>, path: &str, blob: Option<String>) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if let Some(known) = folders.get_mut(folder) {
        known.insert(name.to_owned(), blob);
    } else {
        folders.insert(folder.to_owned(), Folder::from([(name.to_owned(), blob)]));
        take(folders, folder, None);
    }
}
