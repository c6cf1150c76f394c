//! Reading whole files: only regular ones, and only up to a limit.
//!
//! A pipe or a device in the place of a record would keep a reader waiting, or return bytes without end.

use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Error, ErrorKind, Read};
use std::path::Path;

use crate::record::unstorable;

/// The maximum size of a file in bytes: a packed month of 100,000 sessions has 40 MB.
pub(super) const MOST: u64 = 64 << 20;

/// The bytes of a regular file.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, MOST)
}

/// The text of a regular file.
pub(super) fn read_to_string(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?)
        .map_err(|_| Error::new(ErrorKind::InvalidData, "it is not UTF-8 text"))
}

/// The bytes of a regular file that has at most `most` bytes.
pub(super) fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        Err(too_large(most))
    } else {
        Ok(bytes)
    }
}

/// Opens a file for reading. Anything but a regular file is not even opened, because opening a pipe waits for its
/// writer. On Windows, `con.toml` in any folder is the console and no file.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let name = path.file_name().and_then(OsStr::to_str);
    if cfg!(windows) && name.is_some_and(|name| unstorable(name).is_some()) {
        return Err(ErrorKind::NotFound.into());
    }
    no_special(fs::metadata(path)?.file_type())?;
    File::open(path)
}

/// Checks that something is a file, folder or link.
pub(super) fn no_special(kind: FileType) -> io::Result<()> {
    special(kind).map_or(Ok(()), |what| {
        Err(Error::new(
            ErrorKind::Unsupported,
            format!("it is {what}, not a file"),
        ))
    })
}

/// The error for a file that is too large.
pub(super) fn too_large(most: u64) -> Error {
    Error::new(
        ErrorKind::FileTooLarge,
        format!("it has more than {} MB", most >> 20),
    )
}

/// What something is, unless it is a file, folder or link.
pub(super) fn special(kind: FileType) -> Option<&'static str> {
    if kind.is_file() || kind.is_dir() || kind.is_symlink() {
        return None;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some("a pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
    }
    Some("a device")
}

/// What to do about a file that is not read because of its type or size.
pub(super) fn help(error: &Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::Unsupported => {
            Some("records must be regular files: delete it, or replace it with the file itself")
        }
        ErrorKind::FileTooLarge => {
            Some("a file of records can have at most 64 MB: split it, or move it away")
        }
        _ => None,
    }
}
