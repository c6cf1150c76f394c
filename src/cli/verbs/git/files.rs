//! Which changed files belong to the program.

use crate::cli::failure::Failure;
use crate::record::{Kind, counted};
use crate::store::{Changed, Directory, Repository};

/// The files of a directory that differ from the last commit.
#[derive(Debug, Default)]
pub(in crate::cli::verbs) struct Files {
    /// The program's own files, which are saved.
    pub own: Vec<Changed>,
    /// Names and addresses that git does not keep, even those that someone staged for the first commit of names: they
    /// are not saved.
    pub private: Vec<Changed>,
    /// Everything else in the repository.
    pub foreign: Vec<Changed>,
    /// The program's own files that git ignores, and so never saves; for those with names that is intended.
    pub ignored: Vec<String>,
}

/// Files of the program besides its rules and records.
const BESIDE: [&str; 2] = [".gitattributes", ".gitignore"];

impl Files {
    /// Sorts the changed files of a repository.
    pub fn of(repository: &Repository, directory: &Directory) -> Result<Self, Failure> {
        let mut files = Self::default();
        let mut keeps = None;
        let mut keeps_names = || match keeps {
            Some(known) => Ok(known),
            None => {
                let known = repository.keeps_names(directory, "HEAD")?
                    || repository.keeps_names(directory, "MERGE_HEAD")?;
                Ok::<bool, Failure>(*keeps.insert(known))
            }
        };
        let is_identity = repository.names_matcher(directory);
        for changed in repository.changes()? {
            let is_identity = is_identity(&changed.path);
            let is_own = repository
                .in_directory(&changed.path)
                .is_some_and(is_of_program);
            let is_hidden = changed.path.split('/').any(|part| part == ".peer");
            match () {
                () if is_hidden => {}
                () if is_identity && changed.is_untracked() => files.private.push(changed),
                () if is_identity && changed.is_new() && !keeps_names()? => {
                    files.private.push(changed);
                }
                () if is_identity || is_own => files.own.push(changed),
                () => files.foreign.push(changed),
            }
        }
        let mut ignored = repository.ignored()?;
        ignored.retain(|path| {
            let inside = repository.in_directory(path);
            !is_identity(path) && inside.is_some_and(is_of_program)
        });
        files.ignored = ignored;
        Ok(files)
    }

    /// Refuses names that someone staged, although git keeps none.
    pub fn without_staged_names(&self, directory: &Directory) -> Result<(), Failure> {
        let staged = self.private.iter().filter(|changed| changed.is_staged());
        let count = staged.count();
        if count == 0 {
            return Ok(());
        }
        let folder = directory.shown(&directory.folder(Kind::Identity));
        Err(Failure::refused(format!(
            "{} with names {} staged for a commit, and git keeps no names so far",
            counted(count, "file"),
            if count == 1 { "is" } else { "are" }
        ))
        .help(format!(
            "`git rm -r --cached {folder}` leaves them out of git; the files stay as they are"
        ))
        .help("to keep names in git, forever and for everyone who can read it: `peer save --with-names`"))
    }
}

/// Whether a path from the root of the directory is a file of the program, other than names and addresses.
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
