//! A new directory: `peer.toml`, the folders, and the git files.

use std::fs;
use std::path::{Path, PathBuf};

use super::change::Change;
use super::directory::Directory;
use super::disk::{make_folders, remove_empty};
use super::error::StoreError;
use super::git::{NamesInGit, names_in_git};
use super::paths::MARKER;
use super::step::DISK;
use super::writer::Written;
use crate::record::Kind;

/// What git should ignore: what `peer` kept for itself before the directory was in git, half-written files, and
/// rejected rows of a spreadsheet, which have names.
pub const GITIGNORE: &str = "/.peer/\n.*.new\n*.rejected.csv\n";

/// The file that tells git what to ignore.
const IGNORE: &str = ".gitignore";

/// The file that tells git how to treat files.
const ATTRIBUTES: &str = ".gitattributes";

/// Why names are ignored, for readers of `.gitignore`.
const WHY: &str =
    "# Names and addresses: what git was once given stays in every copy of it for ever.\n";

/// Line breaks stay the same, so that the same records have the same bytes on every machine.
pub const GITATTRIBUTES: &str = "*.toml text eol=lf\n";

/// Makes a new directory at `root` with the text of its `peer.toml`; an existing folder is fine, and what git already
/// ignores in it stays ignored.
///
/// # Errors
/// There is already a `peer.toml`, or the disk refuses; then nothing was made.
pub fn init(root: &Path, program: &str) -> Result<(Directory, Written), StoreError> {
    // A dangling link counts as existing too.
    let marker = root.join(MARKER);
    if fs::symlink_metadata(&marker).is_ok() {
        return Err(StoreError::Exists(marker));
    }
    let mut folders = Vec::new();
    let made = make(root, program, &mut folders);
    if made.is_err() {
        for folder in folders.iter().rev() {
            remove_empty(folder, DISK);
        }
    }
    made
}

fn make(
    root: &Path,
    program: &str,
    folders: &mut Vec<PathBuf>,
) -> Result<(Directory, Written), StoreError> {
    make_folders(root, None, folders, DISK)?;
    let directory = Directory::of_program(root, program.as_bytes(), None)?;
    if !directory.faults().is_empty() {
        return Err(StoreError::Faulty(directory.faults().to_vec()));
    }
    let writer = directory.writer()?;
    for kind in Kind::those(|kind| !kind.is_own()) {
        make_folders(&directory.at(&directory.folder(kind)), None, folders, DISK)?;
    }
    let mut change = Change::default();
    change.create(MARKER, program);
    add_lines(&directory, GITIGNORE, &mut change)?;
    ignore_names(&directory, &mut change)?;
    if !directory.at(ATTRIBUTES).exists() {
        change.create(ATTRIBUTES, GITATTRIBUTES);
    }
    let written = writer.commit_for_good(&change)?;
    drop(writer);
    Ok((directory, written))
}

/// What happened when git was to ignore names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ignored {
    /// Git keeps some of them, as the program chose.
    Kept,
    /// They are outside the directory, where its `.gitignore` has no effect.
    Elsewhere,
    /// The change adds this line to `.gitignore`, unless it is there.
    By(String),
}

/// Makes git ignore the folder of identities, unless it already tracks names.
///
/// # Errors
/// `.gitignore` cannot be read.
pub fn ignore_names(directory: &Directory, change: &mut Change) -> Result<Ignored, StoreError> {
    if names_in_git(directory.root(), &directory.folder(Kind::Identity)) == NamesInGit::Kept {
        return Ok(Ignored::Kept);
    }
    let Some(inside) = directory.identities_inside() else {
        return Ok(Ignored::Elsewhere);
    };
    let line = format!("/{}", escaped(&inside));
    let with_slash = format!("{line}/");
    let text = ignore_text(directory, change)?;
    if !text
        .lines()
        .any(|known| known == line || known == with_slash)
    {
        add_lines(directory, &format!("{WHY}{line}\n"), change)?;
    }
    Ok(Ignored::By(line))
}

/// Adds the missing lines to `.gitignore`.
fn add_lines(directory: &Directory, lines: &str, change: &mut Change) -> Result<(), StoreError> {
    let text = ignore_text(directory, change)?;
    let missing = lines
        .lines()
        .filter(|line| !text.lines().any(|known| known == *line));
    let added: String = missing.map(|line| format!("{line}\n")).collect();
    let gap = match text.is_empty() || text.ends_with('\n') {
        true => "",
        false => "\n",
    };
    let now = format!("{text}{gap}{added}");
    match directory.text(IGNORE)? {
        Some(before) => change.replace(IGNORE, before, now),
        None => change.create(IGNORE, now),
    }
    Ok(())
}

/// The text of `.gitignore` after the change.
fn ignore_text(directory: &Directory, change: &Change) -> Result<String, StoreError> {
    let changed = change.files().find(|(path, ..)| *path == IGNORE);
    match changed.and_then(|(.., after)| after) {
        Some(text) => Ok(text.to_owned()),
        None => Ok(directory.text(IGNORE)?.unwrap_or_default()),
    }
}

/// A path escaped for `.gitignore`.
fn escaped(path: &str) -> String {
    let mut text = String::new();
    for sign in path.chars() {
        if matches!(sign, '\\' | '*' | '?' | '[' | ' ') {
            text.push('\\');
        }
        text.push(sign);
    }
    text
}
