//! The directory of a program, and where each record is in it.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::disk::is_link;
use super::error::StoreError;
use super::full_path::full_path;
use super::past::{Moment, Past, PastError};
use super::paths::MARKER;
use super::regular;
use super::utf8::text;
use crate::record::read::{self, Fault};
use crate::record::{At, Finding, Kind, Place, Program, SchemaVersion};

/// The directory of a program.
#[derive(Debug, Clone)]
pub struct Directory {
    root: PathBuf,
    program: Program,
    faults: Vec<Finding>,
    past: Option<Arc<Past>>,
    is_only_read: bool,
}

/// The files that git reads in a folder: it would wait forever for a pipe.
const OF_GIT: [&str; 6] = [
    ".gitattributes",
    ".gitignore",
    ".git/config",
    ".git/index",
    ".git/info/attributes",
    ".git/info/exclude",
];

/// Checks that git can open its own files at the root of a folder and in each folder of records.
fn opens_for_git(root: &Path) -> Result<(), StoreError> {
    let folders = Kind::ALL.iter().map(|kind| root.join(kind.folder()));
    for folder in folders.chain([root.to_owned()]) {
        for file in OF_GIT {
            let path = folder.join(file);
            if let Ok(there) = std::fs::metadata(&path) {
                regular::no_special(there.file_type()).map_err(StoreError::io("read", &path))?;
            }
        }
    }
    Ok(())
}

impl Directory {
    /// Opens the directory that contains `start`: the nearest folder, `start` itself or above it, that has a
    /// `peer.toml`.
    ///
    /// # Errors
    /// There is none, or `peer.toml` cannot be read.
    pub fn find(start: &Path) -> Result<Self, StoreError> {
        let absolute = std::path::absolute(start).map_err(StoreError::io("find", start))?;
        let above = absolute
            .ancestors()
            .position(|folder| fs::metadata(folder.join(MARKER)).is_ok_and(|meta| !meta.is_dir()));
        match above {
            Some(0) => Self::open(start),
            Some(steps) => {
                Self::open(&(0..steps).fold(start.to_owned(), |path, _| path.join("..")))
            }
            None => Err(StoreError::NoDirectory(absolute)),
        }
    }

    /// Opens the directory at `root`. A faulty `peer.toml` still opens; its faults are reported with those of the
    /// records.
    ///
    /// # Errors
    /// There is no `peer.toml`, or it cannot be read.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let path = root.join(MARKER);
        if is_link(&path) {
            return Err(StoreError::Link(path));
        }
        let bytes = match regular::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::NotADirectory(root.to_owned()));
            }
            read => read.map_err(StoreError::io("read", &path))?,
        };
        opens_for_git(root)?;
        let directory = Self::of_program(root, &bytes, None)?;
        // An unfinished write may include this file.
        match directory.text(MARKER) {
            Ok(Some(text)) if text.as_bytes() != bytes => {
                Self::of_program(root, text.as_bytes(), None)
            }
            _ => Ok(directory),
        }
    }

    /// The directory, with writing disabled.
    #[must_use]
    pub fn only_read(self) -> Self {
        Self {
            is_only_read: true,
            ..self
        }
    }

    /// Fails if writing is disabled, before someone types what to write.
    ///
    /// # Errors
    /// It is [only read](Self::only_read).
    pub fn allow_writing(&self) -> Result<(), StoreError> {
        match self.is_only_read {
            true => Err(StoreError::OnlyRead(self.root.clone())),
            false => Ok(()),
        }
    }

    /// The directory as of a commit, a tag or branch, or the last commit of a day: everything reads what git has in
    /// that commit, and nothing can be written. Identities are today's if git does not keep them.
    ///
    /// # Errors
    /// Git is not installed, the folder is not in a repository, there is no such commit, or the records did not exist
    /// then.
    pub fn at_revision(&self, revision: &str) -> Result<Self, StoreError> {
        let past = Past::open(&self.root, revision)?;
        let bytes = past
            .read(MARKER)?
            .ok_or_else(|| PastError::NotThere(past.moment().clone(), self.root.clone()))?;
        Self::of_program(&self.root, &bytes, Some(Arc::new(past)))
    }

    pub(super) fn of_program(
        root: &Path,
        bytes: &[u8],
        past: Option<Arc<Past>>,
    ) -> Result<Self, StoreError> {
        let root = tidy(root);
        let read = text(bytes).map_err(|faults| at_marker(&faults));
        let (program, faults) = match read.and_then(|text| program(&root, text)) {
            Ok(program) => (program, Vec::new()),
            Err(faults) => {
                // In a later version, the rest may mean anything.
                let later = faults.iter().find_map(|fault| match &fault.at {
                    At::Span(span) if fault.rule == SchemaVersion::LATER => Some((fault, span)),
                    _ => None,
                });
                if let Some((later, span)) = later {
                    let before = String::from_utf8_lossy(&bytes[..span.start]);
                    let column = before
                        .rsplit('\n')
                        .next()
                        .map_or(0, |line| line.chars().count());
                    return Err(StoreError::LaterSchema {
                        line: before.matches('\n').count() + 1,
                        column: column + 1,
                        why: later.message.clone(),
                        help: later.help.clone().unwrap_or_default(),
                    });
                }
                // A key that this version does not have still says what it means.
                let text = text(bytes).ok();
                let program = match text.and_then(read::of_any_version) {
                    Some(program) => program,
                    None => read::record("schema = 2\nname = \"-\"\n")
                        .map_err(|_| StoreError::Faulty(Vec::new()))?,
                };
                (program, faults)
            }
        };
        Ok(Self {
            root,
            program,
            faults,
            past,
            is_only_read: false,
        })
    }

    /// The commit that the directory is read at; `None` for the work tree.
    #[must_use]
    pub fn moment(&self) -> Option<&Moment> {
        self.past.as_deref().map(Past::moment)
    }

    /// What git has at a path from the root, if the directory is read at a commit. Identities that are not in that
    /// commit are read from where they are now.
    pub(super) fn past_of(&self, relative: &str) -> Option<&Past> {
        let identities = self.folder(Kind::Identity);
        let inside = relative
            .strip_prefix(&*identities)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.past
            .as_deref()
            .filter(|past| !inside || past.has_folder(&identities))
    }

    /// Whether the directory is read at a commit without identities, so that today's are used.
    #[must_use]
    pub fn has_identities_of_today(&self) -> bool {
        self.past.is_some()
            && self.past_of(&self.folder(Kind::Identity)).is_none()
            && self.has_identities()
    }

    /// The directory, with the content of another `peer.toml`.
    pub(super) fn with_program(&self, program: Program) -> Self {
        Self {
            program,
            ..self.clone()
        }
    }

    /// A directory of this program without files, to read texts as if they were in it; they may be of any version of
    /// the format.
    #[must_use]
    pub fn of_texts(program: Program) -> Self {
        let program = Program {
            schema: SchemaVersion::LATEST,
            ..program
        };
        Self {
            root: PathBuf::new(),
            program,
            faults: Vec::new(),
            past: None,
            is_only_read: false,
        }
    }

    /// The folder, as given.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What `peer.toml` says.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What is wrong with `peer.toml`.
    #[must_use]
    pub fn faults(&self) -> &[Finding] {
        &self.faults
    }

    /// The file of a record, relative to the root.
    #[must_use]
    pub fn path_of(&self, kind: Kind, id: &str) -> String {
        let folder = self.folder(kind);
        if kind.is_by_year() {
            let year = id.get(..4).filter(|_| kind.is_id(id)).unwrap_or("0000");
            return format!("{folder}/{year}/{id}.toml");
        }
        format!("{folder}/{id}.toml")
    }

    /// The folder of a kind of record, relative to the root; identities may be outside the directory.
    #[must_use]
    pub fn folder(&self, kind: Kind) -> String {
        if kind.is_names() {
            return self.program.identities().trim_end_matches('/').to_owned();
        }
        kind.folder().to_owned()
    }

    /// Whether the file at a path from the root identifies a person.
    #[must_use]
    pub fn is_identity(&self, relative: &str) -> bool {
        relative
            .strip_prefix(&self.folder(Kind::Identity))
            .is_some_and(|name| name.starts_with('/'))
    }

    /// The file system path of a path relative to the root.
    #[must_use]
    pub fn at(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path relative to the root, as a person would write it from the working folder; for a commit, as `git show`
    /// takes it.
    #[must_use]
    pub fn shown(&self, relative: &str) -> String {
        if let Some(past) = self.past_of(relative) {
            return past.shown(relative);
        }
        tidy(&self.at(relative))
            .display()
            .to_string()
            .replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// Whether an existing file is inside the directory, with links and `..` resolved.
    #[must_use]
    pub fn holds(&self, file: &Path) -> bool {
        match (full_path(file), full_path(&self.root)) {
            (Ok(file), Ok(root)) => file.starts_with(root),
            _ => false,
        }
    }

    /// The path from the root of an existing file, given from the working folder; `None` if it is outside the
    /// directory.
    #[must_use]
    pub fn inside(&self, file: &Path) -> Option<String> {
        let (file, root) = (full_path(file).ok()?, full_path(&self.root).ok()?);
        Some(
            file.strip_prefix(root)
                .ok()?
                .to_str()?
                .replace(std::path::MAIN_SEPARATOR, "/"),
        )
    }

    /// Whether the identities folder can be read here.
    #[must_use]
    pub fn has_identities(&self) -> bool {
        let folder = self.folder(Kind::Identity);
        self.past_of(&folder).is_some() || self.at(&folder).is_dir()
    }

    /// Where the identities are, with links resolved, if that is outside the directory.
    #[must_use]
    pub fn identities_outside(&self) -> Option<PathBuf> {
        let (root, there) = self.real_identities()?;
        (!there.starts_with(root)).then_some(there)
    }

    /// The folder of identities from the root, with links resolved; `None` if it is outside the directory.
    pub(super) fn identities_inside(&self) -> Option<String> {
        let (root, there) = self.real_identities()?;
        let inside = there.strip_prefix(root).ok()?;
        Some(inside.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// The root and the folder of identities, with links resolved.
    fn real_identities(&self) -> Option<(PathBuf, PathBuf)> {
        let root = full_path(&self.root).ok()?;
        let there = super::real::real(&self.at(&self.folder(Kind::Identity))).ok()?;
        Some((root, there.path))
    }
}

/// The program that the text of a `peer.toml` describes, or its faults. A folder of identities is a fault if a stranger
/// could use it to make `peer` read or write other files.
pub(super) fn program(root: &Path, text: &str) -> Result<Program, Vec<Finding>> {
    let program: Program = read::record(text).map_err(|faults| at_marker(&faults))?;
    match super::real::unfit(root, program.identities()) {
        None => Ok(program),
        Some(why) => {
            let message = format!(
                "`{}` cannot be the identities folder: {why}",
                program.identities()
            );
            let place = Place::file(MARKER);
            Err(vec![
                Finding::error("bad-value", &place, At::key("identities"), message).help(
                    "name a folder only for names, such as \"identities\", or \"../vault\" outside the program's folder",
                ),
            ])
        }
    }
}

fn at_marker(faults: &[Fault]) -> Vec<Finding> {
    let place = Place::file(MARKER);
    faults
        .iter()
        .map(|fault| fault.clone().at(&place))
        .collect()
}

/// A path without `.` parts, so that messages stay short.
fn tidy(path: &Path) -> PathBuf {
    let short: PathBuf = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    if short.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        short
    }
}
