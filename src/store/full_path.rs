//! Paths in full.

use std::io;
use std::path::{Path, PathBuf};

/// A path in full, without links and `..`, as programs beside this one know it: on Windows without the prefix `\\\\?\\`,
/// which git does not take.
///
/// # Errors
/// Nothing is there, or it cannot be read.
pub fn full_path(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    dunce::canonicalize(path)
}
