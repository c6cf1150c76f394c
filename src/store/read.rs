//! Reading the whole directory: every file of every kind, in parallel, with all faults of all files.

use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::change::Change;
use super::directory::Directory;
use crate::record::definition::Definition;
use crate::record::read::{Fault, packed, record};
use crate::record::schema::Table;
use crate::record::{At, Entry, Finding, Kind, Place, Records, Session, SessionId};

/// Which kinds of record a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope(u8);

impl Scope {
    /// Every kind.
    pub const ALL: Self = Self(u8::MAX);
    /// Every kind but sessions, which are by far the most.
    pub const PEOPLE: Self = Self(!(1 << Kind::Session as u8));

    /// These kinds.
    #[must_use]
    pub fn of(kinds: &[Kind]) -> Self {
        Self(kinds.iter().fold(0, |bits, kind| bits | 1 << *kind as u8))
    }

    /// Whether a kind is among them.
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }
}

/// What was read: the records, and what is wrong with the files.
#[derive(Debug)]
pub struct Reading {
    /// Every record that could be read.
    pub records: Records,
    /// The faults of all files, in order of place.
    pub findings: Vec<Finding>,
    /// How many files were read.
    pub files: usize,
}

/// The fewest files that make a further thread worth its start.
const FILES_A_THREAD: usize = 10_000;

/// The bytes of a packed month that are parsed at a time: tables stay small, which is what the parser is fast at.
const PIECE: usize = 1024;

impl Directory {
    /// Reads every record of the kinds in `scope`.
    #[must_use]
    pub fn read(&self, scope: Scope) -> Reading {
        let mut out = Gathered::new(self);
        out.findings.extend(self.faults().iter().cloned());
        let mut files = Vec::new();
        for kind in Kind::ALL.iter().copied().filter(|kind| scope.has(*kind)) {
            self.list(kind, &mut files, &mut out.findings);
        }
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let bytes: u64 = if files.len() < FILES_A_THREAD { packed_size(&files) } else { 0 };
        let threads = cores.min(1 + files.len() / FILES_A_THREAD + (bytes / 4_000_000) as usize).max(1);
        if threads == 1 {
            let mut buffer = Vec::new();
            files.iter().for_each(|file| out.read(file, &mut buffer));
        } else {
            let size = if bytes > 0 { 1 } else { 512 };
            let next = std::sync::atomic::AtomicUsize::new(0);
            let work = || {
                let mut part = Gathered::new(self);
                let mut buffer = Vec::new();
                loop {
                    let start = next.fetch_add(size, std::sync::atomic::Ordering::Relaxed);
                    let Some(some) = files.get(start..files.len().min(start + size)).filter(|some| !some.is_empty())
                    else {
                        return part;
                    };
                    some.iter().for_each(|file| part.read(file, &mut buffer));
                }
            };
            let parts: Vec<Gathered> = thread::scope(|scope| {
                let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
                running.into_iter().filter_map(|thread| thread.join().ok()).collect()
            });
            parts.into_iter().for_each(|part| out.append(part));
        }
        out.finish(files.len())
    }

    /// The files of a kind. What lies in its folder and cannot be a record is a finding, never passed over.
    fn list(&self, kind: Kind, files: &mut Vec<Found>, findings: &mut Vec<Finding>) {
        let folder = self.folder(kind);
        for name in names(&self.at(&folder), &folder, findings) {
            let relative = format!("{folder}/{name}");
            let path = self.at(&relative);
            match (kind, path.is_dir()) {
                (Kind::Session, true) => self.list_year(&relative, &name, files, findings),
                (Kind::Session, false) => findings.push(
                    stray(&relative, "sessions lie in a folder by year")
                        .help(format!("move it to {folder}/{}/{name}", name.get(..4).unwrap_or("YEAR"))),
                ),
                (_, true) => findings.push(
                    stray(&relative, "a folder cannot stand here").help(format!("move its files to {folder}/ itself")),
                ),
                (_, false) => match name.strip_suffix(".toml") {
                    Some(_) => files.push(Found { kind, path, relative, packed: false }),
                    None => findings.push(
                        stray(&relative, "this is not a record: records end in `.toml`")
                            .help("give it that ending, or move it out of this folder"),
                    ),
                },
            }
        }
    }

    fn list_year(&self, folder: &str, year: &str, files: &mut Vec<Found>, findings: &mut Vec<Finding>) {
        for name in names(&self.at(folder), folder, findings) {
            let relative = format!("{folder}/{name}");
            let path = self.at(&relative);
            let stem = name.strip_suffix(".toml");
            let packed = stem.is_some_and(is_month);
            if stem.is_none() || !(packed || stem.is_some_and(|stem| stem.parse::<SessionId>().is_ok())) {
                findings.push(
                    stray(&relative, "this is not the name of a session")
                        .help("a session is named like 2026-10-07-group-wednesday.toml, a packed month 2026-10.toml"),
                );
            } else if name.get(..4) != Some(year) {
                let right = name.get(..4).unwrap_or(year);
                findings.push(
                    stray(&relative, "this session lies in the folder of another year")
                        .help(format!("move it to sessions/{right}/{name}")),
                );
            } else {
                files.push(Found { kind: Kind::Session, path, relative, packed });
            }
        }
    }
}

fn stray(relative: &str, message: &str) -> Finding {
    Finding::error("file-name", &Place::file(relative), At::File, message)
}

/// Whether a stem is a month, as `2025-03`.
fn is_month(stem: &str) -> bool {
    stem.len() == 7 && format!("{stem}-01").parse::<crate::record::Day>().is_ok()
}

/// The visible names in a folder, sorted; a folder that is not there is empty.
fn names(folder: &Path, shown: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            findings.push(unreadable(shown, &error));
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| match entry {
            Ok(entry) => Some(entry.file_name().to_string_lossy().into_owned()),
            Err(error) => {
                findings.push(unreadable(shown, &error));
                None
            }
        })
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    names
}

fn unreadable(shown: &str, error: &io::Error) -> Finding {
    Finding::error("unreadable", &Place::file(shown), At::File, format!("this cannot be read: {error}"))
        .help("check who owns it and whether you may read it")
}

/// A file to read.
struct Found {
    kind: Kind,
    path: PathBuf,
    relative: String,
    packed: bool,
}

fn packed_size(files: &[Found]) -> u64 {
    files
        .iter()
        .filter(|file| file.packed)
        .filter_map(|file| fs::metadata(&file.path).ok())
        .map(|meta| meta.len())
        .sum()
}

/// What one thread has read so far.
struct Gathered {
    records: Records,
    findings: Vec<Finding>,
}

impl Gathered {
    fn new(directory: &Directory) -> Self {
        Self { records: Records::new(directory.program().clone()), findings: Vec::new() }
    }

    fn read(&mut self, file: &Found, buffer: &mut Vec<u8>) {
        buffer.clear();
        if let Err(error) = File::open(&file.path).and_then(|mut open| open.read_to_end(buffer)) {
            self.findings.push(unreadable(&file.relative, &error));
            return;
        }
        let place = Place::file(&file.relative);
        match text(buffer) {
            Err(faults) => self.findings.extend(faults.into_iter().map(|fault| fault.at(&place))),
            Ok(text) if file.packed => self.packed_month(text, &place),
            Ok(text) => self.single(file, text, place),
        }
    }

    fn single(&mut self, file: &Found, text: &str, place: Place) {
        let stem = file.relative.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or("");
        let findings = &mut self.findings;
        let records = &mut self.records;
        match file.kind {
            Kind::Participant => entry(stem, text, place, findings, &mut records.participants),
            Kind::Mentor => entry(stem, text, place, findings, &mut records.mentors),
            Kind::Identity => entry(stem, text, place, findings, &mut records.identities),
            Kind::Case => entry(stem, text, place, findings, &mut records.cases),
            Kind::Group => entry(stem, text, place, findings, &mut records.groups),
            Kind::Match => entry(stem, text, place, findings, &mut records.matches),
            Kind::Session => entry(stem, text, place, findings, &mut records.sessions),
            Kind::Definition => {
                entry_read(stem, Definition::own(stem, text), place, findings, &mut records.definitions);
            }
        }
    }

    /// Takes in the sessions of a packed month, some KB of text at a time.
    fn packed_month(&mut self, text: &str, place: &Place) {
        let (sessions, findings) = (self.records.sessions.len(), self.findings.len());
        for piece in pieces(text) {
            if !self.part_of_month(text, piece, place) {
                // A piece that ends inside a text of several lines has a fault: then the month is read as one.
                self.records.sessions.truncate(sessions);
                self.findings.truncate(findings);
                self.part_of_month(text, 0..text.len(), place);
                return;
            }
        }
    }

    /// Takes in some sessions of a packed month; whether their text has no fault.
    fn part_of_month(&mut self, text: &str, piece: Range<usize>, place: &Place) -> bool {
        let start = piece.start;
        let Self { records, findings } = self;
        let faults =
            packed::<Session>(&text[piece], |heading, span, record| match (heading.parse::<SessionId>(), record) {
                (Ok(id), Some(record)) => {
                    let place = Place { path: Arc::clone(&place.path), section: Some(id.shared()) };
                    records.sessions.push(Entry { id, place, record });
                }
                (Ok(_), None) => {}
                (Err(message), _) => {
                    let at = At::Span(span.start + start..span.end + start);
                    findings.push(
                        Finding::error("file-name", place, at, message)
                            .help("head each session of a packed month with the name its file would have"),
                    );
                }
            });
        let whole = faults.is_empty();
        findings.extend(faults.into_iter().map(|fault| shifted(fault, start).at(place)));
        whole
    }

    fn append(&mut self, mut other: Self) {
        self.records.participants.append(&mut other.records.participants);
        self.records.mentors.append(&mut other.records.mentors);
        self.records.identities.append(&mut other.records.identities);
        self.records.cases.append(&mut other.records.cases);
        self.records.groups.append(&mut other.records.groups);
        self.records.matches.append(&mut other.records.matches);
        self.records.sessions.append(&mut other.records.sessions);
        self.records.definitions.append(&mut other.records.definitions);
        self.findings.append(&mut other.findings);
    }

    fn finish(mut self, files: usize) -> Reading {
        let records = &mut self.records;
        records.participants.sort_by(|a, b| a.id.cmp(&b.id));
        records.mentors.sort_by(|a, b| a.id.cmp(&b.id));
        records.identities.sort_by(|a, b| a.id.cmp(&b.id));
        records.cases.sort_by(|a, b| a.id.cmp(&b.id));
        records.groups.sort_by(|a, b| a.id.cmp(&b.id));
        records.matches.sort_by(|a, b| a.id.cmp(&b.id));
        records.definitions.sort_by(|a, b| a.id.cmp(&b.id));
        records.sessions.sort_by(|a, b| (&a.id, &a.place).cmp(&(&b.id, &b.place)));
        for pair in records.sessions.windows(2) {
            let [first, second] = pair else { continue };
            if first.id == second.id {
                self.findings.push(
                    Finding::error(
                        "duplicate-session",
                        &second.place,
                        At::File,
                        format!("`{}` is also in {}", second.id, first.place.path),
                    )
                    .help("keep one of the two; if both took place, name the second with `--2` at the end"),
                );
            }
        }
        self.findings.sort_by(|a, b| (&a.place, span_start(a)).cmp(&(&b.place, span_start(b))));
        Reading { records: self.records, findings: self.findings, files }
    }
}

fn span_start(finding: &Finding) -> usize {
    match &finding.at {
        At::Span(span) => span.start,
        At::File | At::Key(_) => 0,
    }
}

fn shifted(mut fault: Fault, by: usize) -> Fault {
    fault.span = fault.span.start + by..fault.span.end + by;
    fault
}

fn entry<I: std::str::FromStr<Err = String>, T: Table>(
    stem: &str,
    text: &str,
    place: Place,
    findings: &mut Vec<Finding>,
    into: &mut Vec<Entry<I, T>>,
) {
    entry_read(stem, record::<T>(text), place, findings, into);
}

fn entry_read<I: std::str::FromStr<Err = String>, T>(
    stem: &str,
    read: Result<T, Vec<Fault>>,
    place: Place,
    findings: &mut Vec<Finding>,
    into: &mut Vec<Entry<I, T>>,
) {
    let id = stem.parse::<I>().map_err(|message| {
        findings.push(
            Finding::error("file-name", &place, At::File, message).help("rename the file: its name is the record's id"),
        );
    });
    match (id, read) {
        (Ok(id), Ok(record)) => into.push(Entry { id, place, record }),
        (Err(()), Ok(_)) => {}
        (_, Err(faults)) => findings.extend(faults.into_iter().map(|fault| fault.at(&place))),
    }
}

/// The text of a file, or the place where it stops being one.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Vec<Fault>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        vec![Fault {
            rule: "syntax",
            span: at..at,
            message: "this is not UTF-8 text".to_owned(),
            help: "save the file as UTF-8 in your editor".to_owned(),
        }]
    })
}

/// Where a packed month can be cut: before a heading that names a session, some KB apart.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut from = PIECE;
    while from < text.len() {
        match text.get(from..).map(|rest| rest.find("\n[2")) {
            Some(Some(found)) => {
                cuts.push(from + found + 1);
                from += found + PIECE;
            }
            Some(None) => break,
            // In the middle of a character.
            None => from += 1,
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The faults that a text would have as the file at `relative`, before it is written.
#[must_use]
pub fn check_text(directory: &Directory, relative: &str, content: &str) -> Vec<Finding> {
    if relative == super::directory::MARKER {
        let place = Place::file(relative);
        return match record::<crate::record::Program>(content) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(|fault| fault.at(&place)).collect(),
        };
    }
    let mut part = Gathered::new(directory);
    part.file_of(directory, relative, content);
    part.findings
}

/// The records as they would be after a change of files.
#[must_use]
pub fn after(directory: &Directory, records: &Records, change: &Change) -> Records {
    let changed: std::collections::BTreeSet<&str> = change.files().map(|(path, ..)| path).collect();
    let mut all = Gathered { records: records.clone(), findings: Vec::new() };
    all.records.retain(|place| !changed.contains(&*place.path));
    for (path, _, text) in change.files() {
        if let Some(text) = text {
            all.file_of(directory, path, text);
        }
    }
    all.finish(0).records
}

impl Gathered {
    /// Takes in a text as the file at `relative` from the root.
    fn file_of(&mut self, directory: &Directory, relative: &str, content: &str) {
        let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let of = |kind: &Kind| match kind {
            Kind::Session => folder.starts_with("sessions/"),
            kind => directory.folder(*kind) == folder,
        };
        let Some(kind) = Kind::ALL.iter().copied().find(of) else { return };
        let stem = relative.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or("");
        let place = Place::file(relative);
        if kind == Kind::Session && is_month(stem) {
            self.packed_month(content, &place);
        } else {
            let file = Found { kind, path: directory.at(relative), relative: relative.to_owned(), packed: false };
            self.single(&file, content, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_month_is_cut_only_before_headings() {
        let one = "[2025-03-14-group-wednesday]\nkind = \"support-group\"\n";
        let text = one.repeat(200);
        let cut = pieces(&text);
        assert!(cut.len() > 1);
        assert_eq!(cut.iter().map(|piece| &text[piece.clone()]).collect::<String>(), text);
        assert!(cut.iter().all(|piece| text[piece.clone()].starts_with("[2025")));
    }
}
