//! Which changed files are the program's own.

use crate::cli::failure::Failure;
use crate::record::Kind;
use crate::store::{Changed, Directory, Repository};

/// The files of a directory that are not as the last commit has them.
#[derive(Debug, Default)]
pub(in crate::cli::verbs) struct Files {
    /// The program's own, which are saved.
    pub own: Vec<Changed>,
    /// Names and addresses that git was never told to keep: they are not saved.
    pub private: Vec<Changed>,
    /// Everything else in the repository.
    pub foreign: Vec<Changed>,
}

/// Files of the program beside its rules and records.
const BESIDE: [&str; 2] = [".gitattributes", ".gitignore"];

impl Files {
    /// Sorts the changed files of a repository.
    pub fn of(repository: &Repository, directory: &Directory) -> Result<Self, Failure> {
        let mut files = Self::default();
        let identities = repository
            .from_top(&directory.folder(Kind::Identity))
            .map(|folder| format!("{folder}/"));
        for changed in repository.changes()? {
            let is_identity = identities
                .as_ref()
                .is_some_and(|folder| changed.path.starts_with(folder));
            let is_own = repository
                .in_directory(&changed.path)
                .is_some_and(is_of_program);
            let is_hidden = changed.path.split('/').any(|part| part == ".peer");
            match () {
                () if is_hidden => {}
                () if is_identity && changed.is_untracked() => files.private.push(changed),
                () if is_identity || is_own => files.own.push(changed),
                () => files.foreign.push(changed),
            }
        }
        Ok(files)
    }
}

/// Whether a path from the root of the directory is that of a file of the program, names and addresses left out.
fn is_of_program(path: &str) -> bool {
    BESIDE.contains(&path) || crate::store::is_of_program(path)
}

#[cfg(test)]
mod tests {
    use super::is_of_program;

    #[test]
    fn only_files_of_the_program_are_saved() {
        for path in [
            "peer.toml",
            "participants/p-a.toml",
            "sessions/2026/2026-03.toml",
            "definitions/own.toml",
        ] {
            assert!(is_of_program(path), "{path}");
        }
        for path in [
            "notes.txt",
            "participants/list.xlsx",
            "identities/p-a.toml",
            "sessions/x.toml",
            "participants/.p-a.toml.new",
        ] {
            assert!(!is_of_program(path), "{path}");
        }
    }
}
