//! Which paths from the root of a directory belong to its rules and records.

use crate::record::Kind;

/// The file that makes a folder the directory of a program.
pub const MARKER: &str = "peer.toml";

/// The list of people whose names were forgotten, at the root of a program.
pub const FORGOTTEN: &str = "forgotten.toml";

/// Files of the program other than its rules and records.
pub(super) const BESIDE: [&str; 2] = [".gitattributes", ".gitignore"];

/// Whether a path from the root of the directory belongs to its rules, a definition or a record, except names and
/// addresses.
#[must_use]
pub fn is_of_program(path: &str) -> bool {
    let Some((folder, rest)) = path.split_once('/') else {
        return path == MARKER || path == FORGOTTEN;
    };
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let depth = rest.matches('/').count();
    let is_kind = |kind: Kind| !kind.is_names() && depth == usize::from(kind.is_by_year());
    folder.parse().is_ok_and(is_kind) && name.ends_with(".toml") && !name.starts_with('.')
}

/// Whether part of a path is a plain name on every system.
pub(super) fn is_plain(part: &str) -> bool {
    !part.is_empty()
        && !part.starts_with('.')
        && !part.contains(['/', '\\', ':'])
        && !part.chars().any(char::is_control)
}

/// Something in a folder.
pub(super) struct Name {
    pub name: String,
    pub form: Form,
}

/// What something in a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device, in words.
    Special(&'static str),
    /// Anything whose name is not text.
    NoText,
}

impl Name {
    /// Its name without the extension of a record.
    pub fn stem(&self) -> &str {
        self.name.strip_suffix(".toml").unwrap_or(&self.name)
    }
}
