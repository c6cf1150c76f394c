//! Full paths.

use std::io;
use std::path::{Path, PathBuf};

/// A full path, without links and `..`, as other programs expect it: on Windows without the prefix `\\\\?\\`, which git
/// does not accept.
///
/// # Errors
/// Nothing exists there, or it cannot be read.
pub fn full_path(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    dunce::canonicalize(path)
}
