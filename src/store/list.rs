//! Which files there are to read: what lies in the folders of the records.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::directory::Directory;
use super::paths::{Form, Name};
use super::regular::{self, special};
use crate::record::{At, Day, Finding, Kind, PersonId, Place, SessionId};

/// A file to read.
pub(super) struct Found {
    pub kind: Kind,
    /// From the root of the directory.
    pub path: Arc<str>,
    /// How many bytes it has, where it is a packed month.
    pub packed: Option<u64>,
}

impl Found {
    /// The id that its name gives it.
    pub fn stem(&self) -> &str {
        stem_of(&self.path).unwrap_or_default()
    }
}

/// Lists the files of a kind in order of their ids. What lies in its folder and cannot be a record is a finding, never
/// passed over.
pub(super) fn list(
    directory: &Directory,
    kind: Kind,
    files: &mut Vec<Found>,
    findings: &mut Vec<Finding>,
) {
    let folder = directory.folder(kind);
    for Name { name, form } in names(directory, &folder, findings) {
        let path = format!("{folder}/{name}");
        let is_elses = name
            .strip_suffix(".toml")
            .is_some_and(|stem| misnamed(kind, stem).is_some());
        if let Some(finding) = unread(&path, form).filter(|_| !is_elses) {
            findings.push(finding);
            continue;
        }
        match (kind, form == Form::Folder) {
            (Kind::Session, true) => list_year(directory, &path, &name, files, findings),
            (Kind::Session, false) => findings.push(
                stray(&path, "sessions lie in a folder by year").help(format!(
                    "move it to {folder}/{}/{name}",
                    name.get(..4).unwrap_or("YEAR")
                )),
            ),
            (_, true) => findings.push(
                stray(&path, "a folder cannot stand here")
                    .help(format!("move its files to {folder}/ itself")),
            ),
            (_, false) => match name.strip_suffix(".toml") {
                Some(stem) => match misnamed(kind, stem) {
                    Some(message) => findings.push(
                        stray(&path, &message).help("rename the file: its name is the record's id"),
                    ),
                    None => files.push(Found {
                        kind,
                        path: path.into(),
                        packed: None,
                    }),
                },
                None => findings.push(
                    stray(&path, "this is not a record: records end in `.toml`")
                        .help("give it that ending, or move it out of this folder"),
                ),
            },
        }
    }
}

/// Why a file is not even read: the folder of identities may lie anywhere, and what has not the name of one is somebody
/// else's.
fn misnamed(kind: Kind, stem: &str) -> Option<String> {
    match kind {
        Kind::Identity => stem.parse::<PersonId>().err(),
        _ => None,
    }
}

fn list_year(
    directory: &Directory,
    folder: &str,
    year: &str,
    files: &mut Vec<Found>,
    findings: &mut Vec<Finding>,
) {
    for Name { name, form } in names(directory, folder, findings) {
        let path: Arc<str> = format!("{folder}/{name}").into();
        if let Some(finding) = unread(&path, form) {
            findings.push(finding);
            continue;
        }
        let stem = name.strip_suffix(".toml");
        let packed = stem.is_some_and(is_month);
        if stem.is_none() || !(packed || stem.is_some_and(|stem| SessionId::check(stem).is_ok())) {
            findings.push(
                stray(&path, "this is not the name of a session")
                    .help("a session is named like 2026-10-07-group-wednesday.toml, a packed month 2026-10.toml"),
            );
        } else if name.get(..4) != Some(year) {
            let right = name.get(..4).unwrap_or(year);
            findings.push(
                stray(&path, "this session lies in the folder of another year")
                    .help(format!("move it to sessions/{right}/{name}")),
            );
        } else {
            let packed = packed.then(|| size(directory, &path));
            files.push(Found {
                kind: Kind::Session,
                path,
                packed,
            });
        }
    }
}

fn stray(path: &str, message: &str) -> Finding {
    Finding::error("file-name", &Place::file(path), At::File, message)
}

/// A finding about what is not read, whatever its name says.
fn unread(path: &str, form: Form) -> Option<Finding> {
    match form {
        Form::File | Form::Folder => None,
        Form::Link => Some(linked(path)),
        Form::Special(what) => {
            let message = format!("this is {what}, and only regular files are read");
            let place = Place::file(path);
            let finding = Finding::error("unreadable", &place, At::File, message);
            Some(finding.help("remove it, or put the file itself here"))
        }
        Form::NoText => {
            let message = "the name of this file is not UTF-8 text, so that it cannot be read";
            Some(stray(path, message).help("rename it; `ls -b` shows its bytes"))
        }
    }
}

/// A finding about a link, which could lead out of the directory.
fn linked(path: &str) -> Finding {
    Finding::error(
        "unreadable",
        &Place::file(path),
        At::File,
        "this is a link, and records are not read through links",
    )
    .help("put the file or folder itself here; only the identities folder may be a link")
}

/// A finding about what the system does not give to read.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Finding {
    Finding::error(
        "unreadable",
        &Place::file(path),
        At::File,
        format!("this cannot be read: {error}"),
    )
    .help(regular::help(error).unwrap_or("check who owns it and whether you may read it"))
}

/// The name of a record's file without its ending; `None` where it has another ending.
pub(crate) fn stem_of(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.strip_suffix(".toml")
}

/// The file that holds a month where it is packed.
#[must_use]
pub fn packed_file(month: &str) -> String {
    own_file(month, month)
}

/// The file of a session of a month that has one of its own.
pub(super) fn own_file(month: &str, session: &str) -> String {
    format!(
        "{}/{}/{session}.toml",
        Kind::Session.folder(),
        month.get(..4).unwrap_or(month)
    )
}

/// Whether a text is the name of a session of this month.
pub(super) fn is_session_of(month: &str, text: &str) -> bool {
    text.strip_prefix(month)
        .is_some_and(|rest| rest.starts_with('-'))
        && SessionId::check(text).is_ok()
}

/// Whether a stem is a month, as `2025-03`.
pub(super) fn is_month(stem: &str) -> bool {
    stem.len() == 7 && format!("{stem}-01").parse::<Day>().is_ok()
}

fn size(directory: &Directory, path: &str) -> u64 {
    match directory.past_of(path) {
        Some(past) => past.size(path),
        None => fs::metadata(directory.at(path)).map_or(0, |meta| meta.len()),
    }
}

/// What is visible in a folder, records in order of their ids; a folder that is not there is empty.
fn names(directory: &Directory, folder: &str, findings: &mut Vec<Finding>) -> Vec<Name> {
    let mut names = match directory.past_of(folder) {
        Some(past) => past.names(folder),
        None => match directory.unlinked(folder) {
            Ok(path) => on_disk(&path, folder, findings),
            Err(_) => {
                findings.push(linked(folder));
                return Vec::new();
            }
        },
    };
    names.retain(|entry| !entry.name.starts_with('.'));
    names.sort_unstable_by(|a, b| (a.stem(), &a.name).cmp(&(b.stem(), &b.name)));
    names
}

fn on_disk(folder: &Path, shown: &str, findings: &mut Vec<Finding>) -> Vec<Name> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            findings.push(unreadable(shown, &error));
            return Vec::new();
        }
    };
    let known = entries.filter_map(|entry| match entry {
        Ok(entry) => Some(named(&entry)),
        Err(error) => {
            findings.push(unreadable(shown, &error));
            None
        }
    });
    known.collect()
}

fn named(entry: &DirEntry) -> Name {
    // The folder mostly knows itself what it holds.
    let kind = entry.file_type();
    let form = match kind {
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
