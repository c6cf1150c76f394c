//! Where the files of a directory are read: in the work tree, or from a commit in git.
//!
//! A committed write that is not finished is read through: its new texts replace the files. So no reader waits for a
//! stopped writer, needs a writable disk, or sees half of a change.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::directory::Directory;
use super::disk::text_of;
use super::error::StoreError;
use super::past::Blobs;
use super::paths::{Form, Name};
use super::regular::{self, MOST, special, too_large};
use crate::record::{IdKind, Kind};

/// The files of a directory at one moment.
pub(super) struct Source<'d> {
    directory: &'d Directory,
    /// The texts of an unfinished write; `None` for a file that it removes.
    over: BTreeMap<String, Option<String>>,
}

/// Why a folder cannot be listed.
pub(super) enum Unlisted {
    /// It is a link.
    Link,
    /// The system refuses.
    Unreadable(io::Error),
}

impl Directory {
    /// The current files. Problems with an unfinished write are reported by [`Directory::finish_interrupted_write`].
    pub(super) fn source(&self) -> Source<'_> {
        let open = self.open_write().ok().flatten();
        Source {
            directory: self,
            over: open.map_or_else(BTreeMap::new, |open| open.texts(self)),
        }
    }

    /// The text of a file of the directory, by its path from the root; `None` if there is no such file.
    ///
    /// # Errors
    /// It cannot be read, or is not text.
    pub fn text(&self, relative: &str) -> Result<Option<String>, StoreError> {
        self.source().text(relative)
    }

    /// The texts of files at paths from the root; `None` for a file that is missing or cannot be read.
    pub fn texts<'p>(&self, relatives: impl Iterator<Item = &'p str>) -> Vec<Option<String>> {
        let source = self.source();
        relatives
            .map(|relative| source.text(relative).unwrap_or_default())
            .collect()
    }

    /// Whether there is a file at a path from the root.
    #[must_use]
    pub fn has_file(&self, relative: &str) -> bool {
        self.source().has_file(relative)
    }

    /// The ids of all records of a kind that have their own file, by file name, in order.
    #[must_use]
    pub fn stems(&self, kind: Kind) -> Vec<String> {
        self.source().stems(kind)
    }

    /// An id of a kind that no file has yet.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn mint(&self, kind: IdKind) -> Result<String, StoreError> {
        let source = self.source();
        super::mint::mint(kind, |id| source.has_file(&self.path_of(kind.into(), id)))
    }
}

impl<'d> Source<'d> {
    /// The bytes of a file, by its path from the root; `None` if there is no such file.
    pub fn bytes(&self, relative: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(past) = self.directory.past_of(relative) {
            return past.read(relative);
        }
        if let Some(text) = self.over.get(relative) {
            return Ok(text.clone().map(String::into_bytes));
        }
        let path = self.directory.unlinked(relative)?;
        match regular::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io("read", &path)(error)),
        }
    }

    /// The text of a file; `None` if there is no such file.
    pub fn text(&self, relative: &str) -> Result<Option<String>, StoreError> {
        let text = self
            .bytes(relative)?
            .map(|bytes| text_of(&self.directory.at(relative), bytes));
        text.transpose()
    }

    /// Whether there is such a file.
    pub fn has_file(&self, relative: &str) -> bool {
        match (self.directory.past_of(relative), self.over.get(relative)) {
            (Some(past), _) => past.has_file(relative),
            (None, Some(text)) => text.is_some(),
            (None, None) => self.directory.at(relative).exists(),
        }
    }

    /// The size of a file in bytes; an estimate if it is read from git.
    pub fn size(&self, relative: &str) -> u64 {
        match (self.directory.past_of(relative), self.over.get(relative)) {
            (Some(past), _) => past.size(relative),
            (None, Some(text)) => text.as_ref().map_or(0, |text| text.len() as u64),
            (None, None) => fs::metadata(self.directory.at(relative)).map_or(0, |meta| meta.len()),
        }
    }

    /// What is in a folder, including hidden files; a missing folder is empty.
    pub fn names(&self, folder: &str) -> Result<Vec<Name>, Unlisted> {
        if let Some(past) = self.directory.past_of(folder) {
            return Ok(past.names(folder));
        }
        let path = self
            .directory
            .unlinked(folder)
            .map_err(|_| Unlisted::Link)?;
        let mut names = on_disk(&path).map_err(Unlisted::Unreadable)?;
        for (path, text) in &self.over {
            let Some(inside) = path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/'))
            else {
                continue;
            };
            let (name, is_folder) = match inside.split_once('/') {
                Some((name, _)) => (name, true),
                None => (inside, false),
            };
            if !is_folder {
                names.retain(|known| known.name != name);
            }
            if text.is_some() && !names.iter().any(|known| known.name == name) {
                names.push(Name {
                    name: name.to_owned(),
                    form: if is_folder { Form::Folder } else { Form::File },
                });
            }
        }
        Ok(names)
    }

    /// [`Directory::stems`] at this moment.
    pub fn stems(&self, kind: Kind) -> Vec<String> {
        let folder = self.directory.folder(kind);
        let visible = |folder: &str| {
            let mut names = self.names(folder).unwrap_or_default();
            names.retain(|name| {
                matches!(name.form, Form::File | Form::Folder) && !name.name.starts_with('.')
            });
            names
        };
        let folders = match kind.is_by_year() {
            true => visible(&folder)
                .into_iter()
                .filter(|name| name.form == Form::Folder)
                .map(|name| format!("{folder}/{}", name.name))
                .collect(),
            false => vec![folder],
        };
        let mut stems: Vec<String> = folders
            .iter()
            .flat_map(|folder| visible(folder))
            .filter_map(|name| Some(name.name.strip_suffix(".toml")?.to_owned()))
            .collect();
        stems.sort();
        stems
    }

    /// The contents of files, one after the other in this order.
    pub fn contents<'f>(&self, files: impl Iterator<Item = &'f str>) -> Contents<'_> {
        let kept = files.filter_map(|file| {
            let past = self.directory.past_of(file)?;
            Some(past.blob(file))
        });
        let at_commit = self.directory.moment().is_some();
        Contents {
            source: self,
            kept: at_commit.then(|| Blobs::open(self.directory.root(), kept.collect())),
        }
    }
}

/// The contents of files, read in sequence.
pub(super) struct Contents<'s> {
    source: &'s Source<'s>,
    /// The contents that are read from git, in file order.
    kept: Option<Blobs>,
}

impl Contents<'_> {
    /// Reads the content of the next file into the start of the buffer and returns its length.
    pub fn next(&mut self, relative: &str, buffer: &mut Vec<u8>) -> io::Result<usize> {
        let directory = self.source.directory;
        if let (Some(kept), Some(_)) = (&mut self.kept, directory.past_of(relative)) {
            return kept.next(buffer);
        }
        match self.source.over.get(relative) {
            Some(Some(text)) => {
                let length = text.len();
                buffer.resize(buffer.len().max(length), 0);
                buffer[..length].copy_from_slice(text.as_bytes());
                Ok(length)
            }
            _ => read_whole(&directory.at(relative), buffer),
        }
    }
}

/// Reads a file into the start of the buffer and returns its length. Unlike `read_to_end`, it does not ask for the size
/// first, which is costly for very many small files.
fn read_whole(path: &Path, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut open = File::open(path)?;
    let mut length = 0;
    loop {
        if length as u64 > MOST {
            return Err(too_large(MOST));
        }
        if length == buffer.len() {
            buffer.resize((2 * length).max(64 * 1024), 0);
        }
        match open.read(&mut buffer[length..]) {
            Ok(0) => return Ok(length),
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn on_disk(folder: &Path) -> io::Result<Vec<Name>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries
            .map(|entry| entry.map(|entry| named(&entry)))
            .collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn named(entry: &DirEntry) -> Name {
    // Usually the directory listing already has the type.
    let form = match entry.file_type() {
        Ok(kind) if kind.is_dir() => Form::Folder,
        Ok(kind) if kind.is_symlink() => Form::Link,
        Ok(kind) => special(kind).map_or(Form::File, Form::Special),
        Err(_) => Form::File,
    };
    match entry.file_name().into_string() {
        Ok(name) => Name { name, form },
        Err(name) => Name {
            name: name.to_string_lossy().into_owned(),
            form: Form::NoText,
        },
    }
}
