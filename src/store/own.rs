//! Which files of a directory are the program's own, and that no link leads away from them.
//!
//! A clone can bring links, and a foreign journal can have any path. So `peer` writes only files that it would create
//! itself, and among the program's files and folders only the identities folder may be a link.

use std::path::{Path, PathBuf};

use super::directory::Directory;
use super::disk::no_link;
use super::error::StoreError;
use super::paths::{BESIDE, is_of_program, is_plain};
use super::state::{PRIVATE, State};
use crate::record::Kind;

impl Directory {
    /// Where the state of this machine is.
    pub(super) fn state(&self) -> Result<State, StoreError> {
        State::of(self.root())
    }

    /// Whether the file at a path from the root is one that `peer` writes.
    #[must_use]
    pub fn is_own(&self, relative: &str) -> bool {
        match self.name_of_identity(relative) {
            Some(name) => {
                let folder = self.folder(Kind::Identity);
                let hides = |part: &str| {
                    [".git", PRIVATE]
                        .iter()
                        .any(|hidden| part.eq_ignore_ascii_case(hidden))
                };
                is_plain(name) && name.ends_with(".toml") && !folder.split(['/', '\\']).any(hides)
            }
            None => {
                BESIDE.contains(&relative)
                    || (relative.split('/').all(is_plain) && is_of_program(relative))
            }
        }
    }

    /// Whether the folder at a path from the root is one that `peer` makes.
    pub(super) fn is_own_folder(&self, relative: &str) -> bool {
        let holds = |kind: &Kind| {
            let folder = self.folder(*kind);
            folder
                .strip_prefix(relative)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        Kind::ALL.iter().any(holds) || self.is_own(&format!("{relative}/2026-01.toml"))
    }

    /// The file at a path from the root, for writing.
    ///
    /// # Errors
    /// `peer` does not write such a file, or a link leads away from it.
    pub(super) fn own(&self, relative: &str) -> Result<PathBuf, StoreError> {
        if self.is_own(relative) {
            self.unlinked(relative)
        } else {
            Err(StoreError::NotOwn(self.shown(relative)))
        }
    }

    /// The file or folder at a path from the root, for reading.
    ///
    /// # Errors
    /// A link leads away from it.
    pub(super) fn unlinked(&self, relative: &str) -> Result<PathBuf, StoreError> {
        match self.name_of_identity(relative) {
            Some(name) => no_link(&self.at(&self.folder(Kind::Identity)), Path::new(name))?,
            None if relative == self.folder(Kind::Identity) => {}
            None => no_link(self.root(), Path::new(relative))?,
        }
        Ok(self.at(relative))
    }

    /// The part of a path from the root after the identities folder.
    fn name_of_identity<'p>(&self, relative: &'p str) -> Option<&'p str> {
        relative
            .strip_prefix(&self.folder(Kind::Identity))?
            .strip_prefix('/')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Program;
    use crate::record::read::record;

    fn directory(identities: &str) -> Directory {
        let text = format!("schema = 1\nname = \"x\"\nidentities = \"{identities}\"\n");
        Directory::of_texts(record::<Program>(&text).unwrap())
    }

    #[test]
    fn what_peer_writes_is_its_own() {
        let inside = directory("identities");
        for path in [
            "peer.toml",
            ".gitignore",
            ".gitattributes",
            "participants/p-a.toml",
            "mentors/m-a.toml",
            "cases/c-a.toml",
            "groups/wednesday.toml",
            "matches/k-a.toml",
            "sessions/2026/2026-03.toml",
            "sessions/2026/2026-03-04-group-wednesday.toml",
            "definitions/own.toml",
            "intake/sign-in.toml",
            "identities/p-a.toml",
        ] {
            assert!(inside.is_own(path), "{path}");
        }
        for identities in ["../vault", "/srv/vault", "private/names", "../../a/vault/"] {
            let folder = identities.trim_end_matches('/');
            assert!(
                directory(identities).is_own(&format!("{folder}/p-a.toml")),
                "{identities}"
            );
        }
    }

    #[test]
    fn no_other_path_is() {
        let directory = directory("../vault");
        for path in [
            "",
            ".",
            "x.toml",
            "notes/x.toml",
            "identities/p-a.toml",
            "/etc/x.toml",
            "/participants/p-a.toml",
            "../participants/p-a.toml",
            "participants/../x.toml",
            "participants/../../x/p-a.toml",
            "./participants/p-a.toml",
            "participants//p-a.toml",
            "participants/sub/p-a.toml",
            "participants/p-a.toml/",
            "participants/.p-a.toml",
            "participants/p-a.sh",
            "participants/a\\..\\b.toml",
            "participants/c:x.toml",
            "participants/a\nb.toml",
            "sessions/../x.toml",
            "sessions/.git/x.toml",
            "sessions/x.toml",
            ".git/hooks/pre-commit",
            ".git/config",
            ".GIT/x.toml",
            ".peer/journal",
            "../vault/../x.toml",
            "../vault/sub/p-a.toml",
            "../vault/.git/x.toml",
            "../vaulted/p-a.toml",
            "peer.toml/x.toml",
        ] {
            assert!(!directory.is_own(path), "{path}");
        }
    }

    #[test]
    fn names_never_lie_where_git_keeps_its_own() {
        for identities in [".git/names", "../x/.GIT", "a\\\\.git", ".peer"] {
            let path = format!("{}/p-a.toml", identities.replace("\\\\", "\\"));
            assert!(!directory(identities).is_own(&path), "{identities}");
        }
    }

    #[test]
    fn only_folders_of_records_are_made() {
        let inside = directory("private/names");
        for folder in [
            "participants",
            "sessions",
            "sessions/2026",
            "private",
            "private/names",
        ] {
            assert!(inside.is_own_folder(folder), "{folder}");
        }
        for folder in [
            "",
            "..",
            ".git",
            "notes",
            "/tmp",
            "participants/x",
            "private/x",
        ] {
            assert!(!inside.is_own_folder(folder), "{folder}");
        }
    }
}
