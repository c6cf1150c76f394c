//! Reading the whole directory: every file of every kind, in parallel, with all faults in all files.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::change::Change;
use super::directory::Directory;
use super::gather::{Gathered, Reading};
use super::git::left_out;
use super::list::{Found, list, unreadable};
use super::paths::{Form, MARKER};
use super::source::Source;
use super::utf8::text;
use crate::record::read::record;
use crate::record::{At, Days, Finding, Identity, Kind, Place, Program, Records, unstorable};

/// Which kinds of record a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope(u32);

impl Scope {
    /// Every file, including the maps of spreadsheets, which no answer depends on.
    pub const EVERYTHING: Self = Self(u32::MAX);
    /// Every kind of record.
    pub const ALL: Self = Self::asked(true);
    /// Every kind except those stored by year, such as sessions, which are by far the most.
    pub const PEOPLE: Self = Self::asked(false);

    /// Every kind that answers depend on, with or without those stored by year.
    const fn asked(by_year: bool) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < Kind::ALL.len() {
            let kind = Kind::ALL[at];
            if kind.is_asked() && (by_year || !kind.is_by_year()) {
                bits |= 1 << kind as u32;
            }
            at += 1;
        }
        Self(bits)
    }

    /// These kinds.
    #[must_use]
    pub fn of(kinds: &[Kind]) -> Self {
        Self(kinds.iter().fold(0, |bits, kind| bits | 1 << *kind as u32))
    }

    /// The union of the two.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These kinds except the others.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it includes a kind.
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }
}

/// The cost of opening a file, in bytes that could be parsed in that time.
const OPENING: u64 = 1_000;

/// How many bytes one thread reads in one go.
const CHUNK: u64 = 512 * 1024;

/// The number of files that does not justify another thread.
const FEW: usize = 500;

/// The number of bytes that justifies another thread.
const A_THREAD: u64 = 4 * 1024 * 1024;

impl Directory {
    /// Reads every record of the kinds in `scope`, at a moment when no one is writing.
    #[must_use]
    pub fn read(&self, scope: Scope) -> Reading {
        self.steadily(|source| self.read_now(scope, source))
    }

    fn read_now(&self, scope: Scope, source: &Source<'_>) -> Reading {
        let mut out = self.begin();
        let files = self.take_in(scope, Days::ALL, source, &mut out);
        out.finish_read(files)
    }

    /// What is known before any record is read.
    pub(super) fn begin(&self) -> Gathered {
        let mut out = Gathered::new(self);
        out.findings.extend(self.faults().iter().cloned());
        out.findings.extend(self.left_out());
        let forgotten = self.forgotten().unwrap_or_default().into_iter();
        out.records.forgotten = forgotten.map(String::into_boxed_str).collect();
        out
    }

    /// Adds the records of the kinds in `scope`, for kinds stored by year only those of `days`, and returns the number
    /// of files.
    pub(super) fn take_in(
        &self,
        scope: Scope,
        days: Days,
        source: &Source<'_>,
        out: &mut Gathered,
    ) -> usize {
        let mut files = Vec::new();
        for kind in Kind::ALL.iter().copied().filter(|kind| scope.has(*kind)) {
            list(self, source, kind, days, &mut files, &mut out.findings);
        }
        let bytes: u64 = files.iter().map(weight).sum();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads = cores.min(usize::try_from(bytes / A_THREAD).unwrap_or(cores));
        if threads < 2 {
            self.gather(source, &files, out, &mut Vec::new());
        } else {
            let parts = self.in_parallel(source, &files, threads);
            out.records
                .sessions
                .reserve_exact(parts.iter().map(|part| part.records.sessions.len()).sum());
            parts.into_iter().for_each(|part| out.append(part));
        }
        files.len()
    }

    /// A finding if git did not check out every file of the program: then what is read is incomplete.
    fn left_out(&self) -> Option<Finding> {
        if self.moment().is_some() {
            return None;
        }
        let left = left_out(self.root(), &self.folder(Kind::Identity));
        let first = left.first()?;
        let files = match left.len() {
            1 => "1 file of the program is".to_owned(),
            many => format!("{many} files of the program are"),
        };
        let message = format!(
            "{files} missing on this computer, such as {first}: git is set to leave files out"
        );
        // Whatever a report counts would be too low.
        let finding = Finding::error("left-out", &Place::file(MARKER), At::File, message);
        Some(
            finding.help(
                "to get them back, type `git sparse-checkout disable`; if a file is still missing, ask someone who knows git (`git update-index --no-skip-worktree FILE`, then `git checkout FILE`); reports do not run until all are back",
            ),
        )
    }

    /// The identities of some people, in the order of their ids; `None` if a person has no file, a faulty one, or one
    /// that is not `worth` reading, judging by its id and its text.
    #[must_use]
    pub fn identities(
        &self,
        ids: &[String],
        worth: &(dyn Fn(&str, &str) -> bool + Sync),
    ) -> Vec<Option<Identity>> {
        self.from_texts(Kind::Identity, ids, &|id, text| {
            worth(id, text).then(|| record(text).ok()).flatten()
        })
    }

    /// What `make` returns for the texts of records that have their own files, in the order of their ids; `None` if
    /// there is no such file, or it cannot be read.
    #[must_use]
    pub fn from_texts<T: Send>(
        &self,
        kind: Kind,
        ids: &[String],
        make: &(dyn Fn(&str, &str) -> Option<T> + Sync),
    ) -> Vec<Option<T>> {
        let source = self.source();
        let files = files_of(self, &source, kind, ids);
        let some = |(ids, files): (&[String], &[Option<String>])| {
            let mut contents = source.contents(files.iter().flatten().map(String::as_str));
            let mut buffer = Vec::new();
            let mut one = |(id, file): (&String, &Option<String>)| {
                let length = contents.next(file.as_ref()?, &mut buffer).ok()?;
                make(id, text(&buffer[..length]).ok()?)
            };
            ids.iter().zip(files).map(&mut one).collect::<Vec<_>>()
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let part = ids.len().div_ceil(cores).max(FEW);
        thread::scope(|scope| {
            let parts: Vec<_> = ids
                .chunks(part)
                .zip(files.chunks(part))
                .map(|part| scope.spawn(move || some(part)))
                .collect();
            parts
                .into_iter()
                .flat_map(|part| {
                    part.join()
                        .unwrap_or_else(|cause| panic::resume_unwind(cause))
                })
                .collect()
        })
    }

    /// Reads chunks of the files in several threads, and returns them in file order.
    fn in_parallel(&self, source: &Source<'_>, files: &[Found], threads: usize) -> Vec<Gathered> {
        let chunks = chunks(files, self.chunk(files, threads));
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut done, mut buffer) = (Vec::new(), Vec::new());
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(chunk) = chunks.get(at) else {
                    return done;
                };
                let mut part = Gathered::new(self);
                self.gather(source, &files[chunk.clone()], &mut part, &mut buffer);
                done.push((at, part));
            }
        };
        let mut parts: Vec<(usize, Gathered)> = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut all = work();
            for other in others {
                // A thread's results must never be lost silently.
                all.extend(
                    other
                        .join()
                        .unwrap_or_else(|cause| panic::resume_unwind(cause)),
                );
            }
            all
        });
        parts.sort_unstable_by_key(|(at, _)| *at);
        parts.into_iter().map(|(_, part)| part).collect()
    }

    /// How many bytes one thread reads in one go. At a commit, each thread makes a single git call.
    fn chunk(&self, files: &[Found], threads: usize) -> u64 {
        match self.moment() {
            Some(_) => {
                files.iter().map(weight).sum::<u64>() / u64::try_from(threads).unwrap_or(1) + 1
            }
            None => CHUNK,
        }
    }

    pub(super) fn gather(
        &self,
        source: &Source<'_>,
        files: &[Found],
        out: &mut Gathered,
        buffer: &mut Vec<u8>,
    ) {
        let mut contents = source.contents(files.iter().map(|file| &*file.path));
        for file in files {
            match contents.next(&file.path, buffer) {
                Ok(length) => out.take(file, &buffer[..length]),
                Err(error) => out.findings.push(unreadable(&file.path, &error)),
            }
        }
    }
}

/// The files of some records, by their paths from the root, if they exist and are not links. Each folder is listed
/// once, because checking each file takes as long as reading it.
fn files_of(
    directory: &Directory,
    source: &Source<'_>,
    kind: Kind,
    ids: &[String],
) -> Vec<Option<String>> {
    let mut folders: HashMap<String, HashSet<String>> = HashMap::new();
    let mut is_there = |path: &str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some(names) = folders.get(folder) {
            return names.contains(name);
        }
        let mut names = source.names(folder).unwrap_or_default();
        names.retain(|name| name.form == Form::File);
        let names: HashSet<String> = names.into_iter().map(|name| name.name).collect();
        let is_there = names.contains(name);
        folders.insert(folder.to_owned(), names);
        is_there
    };
    let paths = ids.iter().map(|id| directory.path_of(kind, id));
    paths.map(|path| is_there(&path).then_some(path)).collect()
}

/// The estimated work for a file, in bytes.
fn weight(file: &Found) -> u64 {
    OPENING + file.packed.unwrap_or(0)
}

/// Consecutive files in chunks of about equal work.
fn chunks(files: &[Found], size: u64) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        bytes += weight(file);
        if bytes >= size {
            chunks.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    chunks.push(start..files.len());
    chunks
}

/// The faults that a text would have as the file at `relative`, before it is written.
#[must_use]
pub fn check_text(directory: &Directory, relative: &str, content: &str) -> Vec<Finding> {
    if relative == MARKER {
        return super::directory::program(directory.root(), content)
            .err()
            .unwrap_or_default();
    }
    let mut part = Gathered::new(directory);
    part.file_of(directory, relative, content);
    part.findings
}

/// The program after a change.
fn program_after(directory: &Directory, change: &Change) -> Program {
    let written = change.files().find(|(path, ..)| *path == MARKER);
    written
        .and_then(|(_, _, text)| record::<Program>(text?).ok())
        .unwrap_or_else(|| directory.program().clone())
}

/// The faults that the files of a change would have.
#[must_use]
pub fn faults_of(directory: &Directory, change: &Change) -> Vec<Finding> {
    let directory = &directory.with_program(program_after(directory, change));
    let mut read = Gathered::new(directory);
    take(directory, change, &mut read);
    read.findings
}

/// Reads the files that a change writes, and finds everything in them that must not be written.
fn take(directory: &Directory, change: &Change, all: &mut Gathered) {
    for (path, before, text) in change.files() {
        match text {
            Some(text) if path == MARKER => all.findings.extend(check_text(directory, path, text)),
            Some(text) => all.file_of(directory, path, text),
            None => continue,
        }
        let new = before.is_none().then_some(path);
        all.findings.extend(new.and_then(device));
    }
}

/// A finding if Windows cannot store a file of that name, because it is the name of a device.
fn device(path: &str) -> Option<Finding> {
    let place = Place::file(path);
    let message = unstorable(path)?;
    Some(Finding::error("name-for-windows", &place, At::File, message).help("choose another id"))
}

/// The records after a change.
#[must_use]
pub fn after(directory: &Directory, records: &Records, change: &Change) -> Records {
    read_after(directory, records, change).records
}

/// The records after a change, with the faults of the changed files, each of which is read once.
pub(super) fn read_after(directory: &Directory, records: &Records, change: &Change) -> Reading {
    let directory = &directory.with_program(program_after(directory, change));
    let changed: std::collections::BTreeSet<&str> = change.files().map(|(path, ..)| path).collect();
    let mut all = Gathered {
        records: records.as_read(),
        findings: Vec::new(),
    };
    if changed.contains(MARKER) {
        all.records.program = directory.program().clone();
    }
    all.records.retain(|place| !changed.contains(&*place.path));
    take(directory, change, &mut all);
    all.finish(0)
}
