//! Which files there are to read in the folders of the records.

use std::io;
use std::sync::Arc;

use super::directory::Directory;
use super::paths::{Form, Name};
use super::regular;
use super::source::{Source, Unlisted};
use crate::record::{At, Day, Days, Finding, IdKind, IdentityId, Kind, Place};

/// What to do about a file whose name is no id.
pub(super) const RENAME_TO_ID: &str = "rename the file to an id that no one has: `p-` and five letters or digits, such as p-4f7kq.toml; if this person already has a file, copy what is new into it, and delete this one";

/// A file to read.
pub(super) struct Found {
    pub kind: Kind,
    /// From the root of the directory.
    pub path: Arc<str>,
    /// Its size in bytes, if it is a packed month.
    pub packed: Option<u64>,
}

impl Found {
    /// The id in its file name.
    pub fn stem(&self) -> &str {
        stem_of(&self.path).unwrap_or_default()
    }
}

/// Lists the files of a kind in order of their ids; for a kind stored by year, only those that may hold a record of
/// `days`. Anything else in its folder that cannot be a record is a finding, never skipped silently.
pub(super) fn list(
    directory: &Directory,
    source: &Source<'_>,
    kind: Kind,
    days: Days,
    files: &mut Vec<Found>,
    findings: &mut Vec<Finding>,
) {
    let folder = directory.folder(kind);
    for Name { name, form } in names(source, &folder, findings) {
        let path = format!("{folder}/{name}");
        let is_elses = name
            .strip_suffix(".toml")
            .is_some_and(|stem| misnamed(kind, stem).is_some());
        if let Some(finding) = unread(&path, form).filter(|_| !is_elses) {
            findings.push(finding);
            continue;
        }
        match (kind.is_by_year(), form == Form::Folder) {
            (true, true) if !days.may_have(&name) => {}
            (true, true) => list_year(source, kind, (&path, &name), days, files, findings),
            (true, false) => findings.push(
                stray(&path, &format!("{kind} belong in a folder for their year")).help(format!(
                    "move it to {folder}/{}/{name}",
                    name.get(..4).unwrap_or("YEAR")
                )),
            ),
            (false, true) => findings.push(
                stray(&path, "there cannot be a folder here")
                    .help(format!("move its files to {folder}/ itself")),
            ),
            (false, false) => match name.strip_suffix(".toml") {
                Some(stem) => match misnamed(kind, stem) {
                    Some(message) => findings.push(stray(&path, &message).help(RENAME_TO_ID)),
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

/// Why a file is not read at all: the identities folder may be anywhere, and a file whose name is not an identity's
/// belongs to someone else.
fn misnamed(kind: Kind, stem: &str) -> Option<String> {
    kind.is_names()
        .then(|| stem.parse::<IdentityId>().err())
        .flatten()
}

fn list_year(
    source: &Source<'_>,
    kind: Kind,
    (folder, year): (&str, &str),
    days: Days,
    files: &mut Vec<Found>,
    findings: &mut Vec<Finding>,
) {
    for Name { name, form } in names(source, folder, findings) {
        if !days.may_have(name.strip_suffix(".toml").unwrap_or(&name)) {
            continue;
        }
        let path: Arc<str> = format!("{folder}/{name}").into();
        if let Some(finding) = unread(&path, form) {
            findings.push(finding);
            continue;
        }
        let stem = name.strip_suffix(".toml");
        let packed = kind.packs() && stem.is_some_and(is_month);
        if !packed && !stem.is_some_and(|stem| kind.is_id(stem)) {
            let noun = kind.noun();
            let month = if kind.packs() {
                ", a packed month 2026-10.toml"
            } else {
                ""
            };
            let example = kind.id_kind().map_or("2026-10-07-name", IdKind::example);
            findings.push(
                stray(&path, &format!("this is not the name of a {noun}"))
                    .help(format!("a {noun} is named like {example}.toml{month}")),
            );
        } else if name.get(..4) != Some(year) {
            let right = name.get(..4).unwrap_or(year);
            findings.push(
                stray(
                    &path,
                    &format!("this {} is in the folder of another year", kind.noun()),
                )
                .help(format!("move it to {}/{right}/{name}", kind.folder())),
            );
        } else {
            let packed = packed.then(|| source.size(&path));
            files.push(Found { kind, path, packed });
        }
    }
}

fn stray(path: &str, message: &str) -> Finding {
    Finding::error("file-name", &Place::file(path), At::File, message)
}

/// A finding about something that is not read, whatever its name.
fn unread(path: &str, form: Form) -> Option<Finding> {
    match form {
        Form::File | Form::Folder => None,
        Form::Link => Some(linked(path)),
        Form::Special(what) => {
            let message = format!("this is {what}, but records must be regular files");
            let place = Place::file(path);
            let finding = Finding::error("unreadable", &place, At::File, message);
            Some(finding.help("delete it, or replace it with the file itself"))
        }
        Form::NoText => {
            let message = "the name of this file is not UTF-8 text, so the file cannot be read";
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
        "this is a link (a shortcut), not the file or folder itself",
    )
    .help("delete this link, and put a copy of the real file or folder in its place, with the same name; only the identities folder can be a link")
}

/// A finding about what the system cannot read.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Finding {
    Finding::error(
        "unreadable",
        &Place::file(path),
        At::File,
        format!("this cannot be read: {error}"),
    )
    .help(regular::help(error).unwrap_or("check who owns it and whether you may read it"))
}

/// The name of a record's file without its extension; `None` if the extension is different.
pub(crate) fn stem_of(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.strip_suffix(".toml")
}

/// The month of a record, if its kind can be packed: the path of the packed file without its extension, such as
/// `sessions/2026/2026-10`.
#[must_use]
pub fn month_in(kind: Kind, id: &str) -> Option<String> {
    let month = id.get(..7).filter(|_| kind.packs())?;
    Some(format!("{}/{}/{month}", kind.folder(), month.get(..4)?))
}

/// The kind of record of a month, and the month alone, such as `2026-10`.
#[must_use]
pub fn parts_of_month(month: &str) -> (Kind, &str) {
    let folder = month.split('/').next().unwrap_or_default();
    let kind = Kind::those(Kind::packs).find(|kind| kind.folder() == folder);
    let name = month.rsplit('/').next().unwrap_or(month);
    (kind.unwrap_or(Kind::Session), name)
}

/// The file of a packed month.
#[must_use]
pub fn packed_file(month: &str) -> String {
    format!("{month}.toml")
}

/// The file of a record that has its own in a month.
pub(super) fn own_file(month: &str, record: &str) -> String {
    let folder = month.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{record}.toml")
}

/// Whether a text is the name of a record of this month.
pub(super) fn is_record_of(month: &str, text: &str) -> bool {
    let (kind, month) = parts_of_month(month);
    text.strip_prefix(month)
        .is_some_and(|rest| rest.starts_with('-'))
        && kind.is_id(text)
}

/// Whether a stem is a month, such as `2025-03`.
pub(super) fn is_month(stem: &str) -> bool {
    stem.len() == 7 && format!("{stem}-01").parse::<Day>().is_ok()
}

/// What is visible in a folder, records in order of their ids; a missing folder is empty.
fn names(source: &Source<'_>, folder: &str, findings: &mut Vec<Finding>) -> Vec<Name> {
    let mut names = match source.names(folder) {
        Ok(names) => names,
        Err(Unlisted::Link) => {
            findings.push(linked(folder));
            return Vec::new();
        }
        Err(Unlisted::Unreadable(error)) => {
            findings.push(unreadable(folder, &error));
            return Vec::new();
        }
    };
    names.retain(|entry| !entry.name.starts_with('.'));
    names.sort_unstable_by(|a, b| (a.stem(), &a.name).cmp(&(b.stem(), &b.name)));
    names
}
