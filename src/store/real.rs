//! Where a path really leads, and which folders there belong to git, `peer` or a program, so that no name is stored
//! where no one looks for it.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use super::full_path::full_path;
use super::paths::MARKER;
use super::state::PRIVATE;
use crate::record::Kind;

/// The folders of records at the root of a program. Later versions make some of them.
pub(super) const FOLDERS: [&str; 13] = [
    "participants",
    "mentors",
    "identities",
    "cases",
    "groups",
    "matches",
    "sessions",
    "definitions",
    "intake",
    "outcomes",
    "surveys",
    "answers",
    "forms",
];

/// Files that are read because of their names, wherever they are: `peer.toml` makes any folder the directory of a
/// program.
pub(super) const FILES: [&str; 4] = [MARKER, ".gitignore", ".gitattributes", ".gitmodules"];

/// How many links in a row are followed.
const LINKS: usize = 40;

/// A path as the system resolves it.
#[derive(Debug)]
pub(super) struct Real {
    /// The path without links and `..`, whether or not it exists.
    pub path: PathBuf,
    /// Whether it goes through a process's open files, like `/dev/stdout`.
    pub is_open: bool,
}

/// Follows the links of a path, including dangling ones.
pub(super) fn real(path: &Path) -> io::Result<Real> {
    let mut path = std::path::absolute(path)?;
    let mut is_open = false;
    for _ in 0..LINKS {
        let Some((folder, name)) = path.parent().zip(path.file_name()) else {
            path = full_path(path)?;
            return Ok(Real { path, is_open });
        };
        let folder = real_folder(folder)?;
        is_open |= folder.starts_with("/proc") || folder.starts_with("/dev/fd");
        let here = folder.join(name);
        match fs::read_link(&here) {
            Ok(next) => path = folder.join(next),
            Err(_) => {
                return Ok(Real {
                    path: here,
                    is_open,
                });
            }
        }
    }
    Err(io::Error::other("its links go in a circle"))
}

/// A folder without links and `..`; missing parts are kept as written.
fn real_folder(folder: &Path) -> io::Result<PathBuf> {
    match full_path(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            match (folder.parent(), folder.file_name()) {
                (Some(above), Some(name)) => Ok(real_folder(above)?.join(name)),
                _ => Err(error),
            }
        }
        found => found,
    }
}

/// Why a path is among what git or `peer` keeps for itself.
pub(super) fn of_git(path: &Path) -> Option<String> {
    let has = |name: &str| {
        path.components()
            .any(|part| matches!(part, Component::Normal(part) if part.eq_ignore_ascii_case(name)))
    };
    if has(".git") || path.ancestors().any(is_repository) {
        Some("it is among git's own files".to_owned())
    } else if has(PRIVATE) {
        Some(format!("it is in `{PRIVATE}`, which is for `peer` itself"))
    } else {
        None
    }
}

/// Whether git takes a folder of any name for a repository.
fn is_repository(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

pub(super) fn is_program(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}

/// The folder of records, at the root of a program, that a path is or is in; on many machines a name in different case
/// is the same folder.
pub(super) fn record_folder(path: &Path, root: &Path) -> Option<String> {
    let first = path.strip_prefix(root).ok()?.components().next()?;
    let first = lower(first.as_os_str());
    FOLDERS.contains(&first.as_str()).then_some(first)
}

pub(super) fn holds(folder: &str) -> String {
    format!("`{folder}` is only for records")
}

/// Why the folder that `peer.toml` names for the identities of the program at `root` is not suitable for names; `None`
/// if it is. It may be outside the directory, and a stranger may have chosen it.
pub(super) fn unfit(root: &Path, folder: &str) -> Option<String> {
    if folder.trim().is_empty() || folder.contains(char::is_control) {
        return Some("it is not the name of a folder".to_owned());
    }
    let root = full_path(root).ok()?;
    let there = match real(&root.join(folder)) {
        Ok(there) => there.path,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return Some(error.to_string()),
    };
    if root.starts_with(&there) {
        return Some("the program's own folder is inside it".to_owned());
    }
    if there.exists() && !there.is_dir() {
        return Some("it is a file".to_owned());
    }
    if let Some(why) = of_git(&there) {
        return Some(why);
    }
    if is_program(&there) {
        return Some("it is the directory of another program".to_owned());
    }
    let folders = there
        .ancestors()
        .skip(1)
        .filter(|above| *above == root || is_program(above));
    folders
        .filter_map(|program| record_folder(&there, program))
        .find(|folder| folder != Kind::Identity.folder())
        .map(|folder| holds(&folder))
}

pub(super) fn lower(name: &std::ffi::OsStr) -> String {
    name.to_string_lossy().to_lowercase()
}
