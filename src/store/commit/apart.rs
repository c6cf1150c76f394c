//! The repository of names: a small one of its own in the folder of identities, which that of the records passes over.
//!
//! Only one that `peer` made or was told to use counts: `peer.toml` may be a stranger's and name any folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::run::go;
use super::setup::{SETTINGS, driver_settings};
use super::{Repository, StoreError, said, text_of};
use crate::record::Kind;
use crate::store::directory::Directory;
use crate::store::disk::{discard, remove_empty};
use crate::store::git::{NamesInGit, names_in_git};
use crate::store::state::PRIVATE;
use crate::store::step::DISK;

/// What is peculiar to the repository of names.
#[derive(Debug, Clone)]
pub(super) struct Apart {
    /// The folder of identities, as `peer.toml` names it.
    pub folder: String,
    /// Who commits: whoever commits the records.
    author: Option<[String; 2]>,
}

/// The setting that marks the repository of names.
const MARK: &str = "peer.names";

/// How its branches are called; each has a number after this, and a later one has begun anew.
pub(super) const BRANCH: &str = "names-";

/// What git tells a hook of the repository that it runs in, which is not this one.
const SURROUNDINGS: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// Where a repository is made before it takes its place.
const BESIDE: &str = ".git.new";

impl Apart {
    fn of(directory: &Directory) -> Self {
        Self {
            folder: directory.folder(Kind::Identity),
            author: None,
        }
    }

    /// Has git work in the repository of names, whatever repository it is called from.
    pub fn enter(&self, command: &mut Command) {
        for name in SURROUNDINGS {
            command.env_remove(name);
        }
        if let Some([name, email]) = &self.author {
            command
                .env("GIT_AUTHOR_NAME", name)
                .env("GIT_COMMITTER_NAME", name)
                .env("GIT_AUTHOR_EMAIL", email)
                .env("GIT_COMMITTER_EMAIL", email);
        }
    }

    fn said(&self, folder: &Path, asked: &[&str]) -> Result<Option<String>, StoreError> {
        let mut command = Command::new("git");
        self.enter(&mut command);
        let output = go(command, folder, asked, &[])?;
        Ok(output.status.success().then(|| text_of(&output.stdout)))
    }
}

impl Repository {
    /// The repository of names of a program; `None` where its names lie in a plain folder, with the records, or in a
    /// repository that nobody told `peer` to use.
    ///
    /// # Errors
    /// Git fails.
    pub fn of_names(directory: &Directory) -> Result<Option<Self>, StoreError> {
        let folder = directory.at(&directory.folder(Kind::Identity));
        if !folder.join(".git").exists() {
            return Ok(None);
        }
        let names = Self::at_top(directory, &folder)?;
        let is_marked = |names: &Self| {
            let asked = ["config", "--local", "--type=bool", "--get", MARK];
            Ok::<bool, StoreError>(names.maybe(&asked)?.as_deref() == Some("true"))
        };
        match names {
            Some(names) if is_marked(&names)? => Ok(Some(names)),
            _ => Ok(None),
        }
    }

    /// The repository whose top a folder of identities is.
    fn at_top(directory: &Directory, folder: &Path) -> Result<Option<Self>, StoreError> {
        let apart = Apart::of(directory);
        let asked = ["rev-parse", "--show-toplevel", "--absolute-git-dir"];
        let Some(text) = apart.said(folder, &asked)? else {
            return Ok(None);
        };
        let mut lines = text.lines().map(PathBuf::from);
        let (top, state) = (
            lines.next().unwrap_or_default(),
            lines.next().unwrap_or_default(),
        );
        let is_top = fs::canonicalize(folder).ok() == fs::canonicalize(&top).ok();
        Ok(is_top.then_some(Self {
            top,
            prefix: String::new(),
            state,
            apart: Some(apart),
        }))
    }

    /// Makes the repository of names of a new program, where no names lie yet and git is there; whether it did.
    #[must_use]
    pub fn begin_names(directory: &Directory) -> bool {
        let folder = directory.folder(Kind::Identity);
        let is_new = directory.stems(Kind::Identity).is_empty()
            && fs::symlink_metadata(directory.at(&folder).join(".git")).is_err()
            && names_in_git(directory.root(), &folder) != NamesInGit::Kept;
        is_new && Self::make_names(directory).is_ok()
    }

    /// Makes the repository of names, or marks the one that is there. It is there wholly or not at all.
    ///
    /// # Errors
    /// Git or the disk refuses.
    pub fn make_names(directory: &Directory) -> Result<Self, StoreError> {
        let folder = directory.at(&directory.folder(Kind::Identity));
        if Self::at_top(directory, &folder)?.is_none() {
            begin(&folder, &Apart::of(directory))?;
        }
        let opened = Self::at_top(directory, &folder)?;
        let names = opened.ok_or_else(|| super::GitError::NoRepository(folder.clone()))?;
        names.dress()?;
        Ok(names)
    }

    /// Gives the repository of names its settings, the mark last.
    fn dress(&self) -> Result<(), StoreError> {
        let info = self.state.join("info");
        let write = |name: &str, text: &str| {
            let path = info.join(name);
            fs::create_dir_all(&info)
                .and_then(|()| fs::write(&path, text))
                .map_err(StoreError::io("write", &path))
        };
        // Every clone gets them from `peer`, so that the folder holds nothing but names.
        write("exclude", "/*\n!/*.toml\n.*\n")?;
        write("attributes", "*.toml text eol=lf merge=peer\n")?;
        let fixed = [("core.logAllRefUpdates", "false"), (MARK, "true")];
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let all = driver_settings()
            .into_iter()
            .chain(SETTINGS.map(owned))
            .chain(fixed.map(owned));
        for (key, value) in all {
            self.said("change its settings", &["config", "--local", &key, &value])?;
        }
        Ok(())
    }

    /// The repository, whose commits are made by whoever commits in another one.
    ///
    /// # Errors
    /// Git fails.
    pub fn by_author_of(mut self, records: &Self) -> Result<Self, StoreError> {
        let named = records.maybe(&["var", "GIT_COMMITTER_IDENT"])?;
        let author = named.as_deref().and_then(|named| {
            let (name, rest) = named.split_once(" <")?;
            let (email, _) = rest.split_once('>')?;
            Some([name.to_owned(), email.to_owned()])
        });
        if let Some(apart) = &mut self.apart {
            apart.author = author;
        }
        Ok(self)
    }

    /// Whether it is the repository of names.
    #[must_use]
    pub fn is_of_names(&self) -> bool {
        self.apart.is_some()
    }
}

/// Makes an empty repository beside its place, and renames it.
fn begin(folder: &Path, apart: &Apart) -> Result<(), StoreError> {
    let beside = folder.join(BESIDE);
    let _ = fs::remove_dir_all(&beside);
    let shared = if is_shared(folder) { "group" } else { "umask" };
    let asked = [
        "init",
        "--quiet",
        "--template=",
        &format!("--initial-branch={BRANCH}1"),
        &format!("--shared={shared}"),
        BESIDE,
    ];
    let mut command = Command::new("git");
    apart.enter(&mut command);
    let output = go(command, folder, &asked, &[])?;
    if !output.status.success() {
        let _ = fs::remove_dir_all(&beside);
        return Err(said::of("make the repository of names", &output));
    }
    let (made, place) = (beside.join(".git"), folder.join(".git"));
    // What can be undone of names outside the directory lies with the names, and moves along.
    let _ = fs::rename(folder.join(PRIVATE), made.join("peer"));
    let renamed = fs::rename(&made, &place).map_err(StoreError::io("rename", &made));
    if renamed.is_err() {
        let _ = fs::rename(made.join("peer"), folder.join(PRIVATE));
        let _ = fs::remove_dir_all(&beside);
    }
    remove_empty(&beside, DISK);
    discard(&beside, DISK);
    renamed
}

#[cfg(unix)]
fn is_shared(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).is_ok_and(|meta| meta.mode() & 0o020 != 0)
}

#[cfg(not(unix))]
fn is_shared(_: &Path) -> bool {
    false
}
