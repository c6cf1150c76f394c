//! A new directory: `peer.toml`, the folders, and what git should know.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::change::Change;
use super::directory::Directory;
use super::disk::{make_folder, private};
use super::error::StoreError;
use super::paths::MARKER;
use crate::record::Kind;

/// What git should ignore: what `peer` kept for itself before the directory came to git, files half written, and rows of
/// a sheet that were refused, with names.
pub const GITIGNORE: &str = "/.peer/\n.*.new\n*.rejected.csv\n";

/// Line ends stay as they are, so that the same records have the same bytes on every machine.
pub const GITATTRIBUTES: &str = "*.toml text eol=lf\n";

/// Makes a new directory at `root` with the text of its `peer.toml`; an existing empty folder, or one that git made,
/// is fine.
///
/// # Errors
/// There is a `peer.toml` already, or the disk refuses.
pub fn init(root: &Path, program: &str) -> Result<Directory, StoreError> {
    let marker = root.join(MARKER);
    if fs::symlink_metadata(&marker).is_ok() {
        return Err(StoreError::Exists(marker));
    }
    make_folder(root)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    options
        .open(&marker)
        .and_then(|mut file| file.write_all(program.as_bytes()))
        .map_err(StoreError::io("write", &marker))?;
    let made = finish(root);
    if made.is_err() {
        // A directory half made would look whole: without its marker it can be made again.
        let _ = fs::remove_file(&marker);
    }
    made
}

fn finish(root: &Path) -> Result<Directory, StoreError> {
    let directory = Directory::open(root)?;
    if !directory.faults().is_empty() {
        return Err(StoreError::Faulty(directory.faults().to_vec()));
    }
    for kind in Kind::ALL
        .iter()
        .filter(|kind| !matches!(kind, Kind::Definition | Kind::Intake))
    {
        make_folder(&directory.at(&directory.folder(*kind)))?;
    }
    let mut change = Change::default();
    for (name, text) in [(".gitignore", GITIGNORE), (".gitattributes", GITATTRIBUTES)] {
        if !directory.at(name).exists() {
            change.create(name, text);
        }
    }
    directory.writer()?.commit_for_good(&change)?;
    Ok(directory)
}
