//! Names in what is pushed and pulled: git keeps forever what it was once given, so both sides must have chosen to.

use std::collections::BTreeSet;
use std::path::Path;

use super::{GitError, Repository, StoreError};
use crate::record::read::record;
use crate::record::{Kind, Program};
use crate::store::directory::Directory;
use crate::store::git::holds_names;
use crate::store::paths::MARKER;
use crate::store::real::real;

impl Repository {
    /// The folders that hold names, from the top of the repository and ending in a slash: the one that `peer.toml`
    /// names, here and in the commits to push and pull; where it leads, if it is a link; and the default one.
    fn folders_of_names(&self, directory: &Directory) -> BTreeSet<String> {
        self.folders_in(directory, &["HEAD", "@{upstream}"])
    }

    /// The same, for these commits alone.
    fn folders_in(&self, directory: &Directory, commits: &[&str]) -> BTreeSet<String> {
        let folder = directory.folder(Kind::Identity);
        let linked = real(&directory.at(&folder)).ok().and_then(|there| {
            let inside = there.path.strip_prefix(Path::new(&self.top)).ok()?;
            Some(
                inside
                    .to_string_lossy()
                    .replace(std::path::MAIN_SEPARATOR, "/"),
            )
        });
        let named = commits
            .iter()
            .filter_map(|commit| self.identities_of(commit));
        let named = named.chain([folder, Kind::Identity.folder().to_owned()]);
        let folders = named
            .filter_map(|folder| self.from_top(&folder))
            .chain(linked);
        folders
            .filter(|folder| !folder.is_empty())
            .map(|folder| format!("{folder}/"))
            .collect()
    }

    /// The folder of identities that the `peer.toml` of a commit names.
    #[must_use]
    pub fn identities_of(&self, commit: &str) -> Option<String> {
        let rules = format!("{commit}:{}{MARKER}", self.prefix);
        let text = self.maybe(&["cat-file", "blob", &rules]).ok()??;
        let program = record::<Program>(&text).ok()?;
        Some(program.identities().to_owned())
    }

    /// Whether git ignores a path from the root of the directory.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn passes_over(&self, path: &str) -> Result<bool, StoreError> {
        let Some(path) = self.from_top(path) else {
            return Ok(true);
        };
        let asked = ["check-ignore", "--quiet", "--", &path];
        Ok(self.maybe(&asked)?.is_some())
    }

    /// Commits that git no longer tracks a folder of the directory; its files stay.
    ///
    /// # Errors
    /// Something else is staged, or git refuses.
    pub fn untrack(&self, folder: &str, message: &str) -> Result<(), StoreError> {
        if let Some(staged) = self.differing(None)?.first() {
            return Err(GitError::Staged(staged.clone()).into());
        }
        let path = self.from_top(folder).unwrap_or_default();
        let asked = [
            "--literal-pathspecs",
            "rm",
            "-r",
            "--cached",
            "--quiet",
            "--",
            &path,
        ];
        self.said("take names out", &asked)?;
        // A commit limited to these paths would add the files again, because they still exist.
        self.make_commit(|| {
            self.said("commit", &["commit", "--quiet", "-m", message])
                .map(drop)
        })
        .map(drop)
    }

    /// A predicate on paths from the top of the repository: whether a file may hold names.
    pub fn names_matcher(&self, directory: &Directory) -> impl Fn(&str) -> bool + use<> {
        let folders = self.folders_of_names(directory);
        move |path| {
            folders
                .iter()
                .any(|folder| path.starts_with(folder) && holds_names(path))
        }
    }

    /// Whether a commit has names; a missing commit has none.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn keeps_names(&self, directory: &Directory, commit: &str) -> Result<bool, StoreError> {
        let kept = self.names_of(&self.folders_of_names(directory), commit)?;
        Ok(kept.split('\0').any(holds_names))
    }

    fn names_of(&self, folders: &BTreeSet<String>, commit: &str) -> Result<String, StoreError> {
        let asked = ["ls-tree", "-r", "-z", "--name-only", commit, "--"].into_iter();
        let asked: Vec<&str> = asked.chain(folders.iter().map(String::as_str)).collect();
        Ok(self.maybe(&asked)?.unwrap_or_default())
    }

    /// The files with names that a push would add to a remote branch that has none.
    ///
    /// # Errors
    /// Git fails.
    pub fn names_to_give(&self, directory: &Directory) -> Result<Vec<String>, StoreError> {
        if !self.is_known("HEAD")? || self.keeps_names(directory, "@{upstream}")? {
            return Ok(Vec::new());
        }
        let range = match self.is_known("@{upstream}")? {
            true => "@{upstream}..HEAD",
            false => "HEAD",
        };
        self.names_added(directory, range)
    }

    /// The files with names that a pull would add to a branch without any here. This includes a folder pulled earlier
    /// that held no names by the rules of the time, if `peer.toml` now says that it holds them.
    ///
    /// # Errors
    /// Git fails.
    pub fn names_to_take(&self, directory: &Directory) -> Result<Vec<String>, StoreError> {
        let here = self.folders_in(directory, &["HEAD"]);
        if !self.is_known("@{upstream}")?
            || self.names_of(&here, "HEAD")?.split('\0').any(holds_names)
        {
            return Ok(Vec::new());
        }
        let range = match self.is_known("HEAD")? {
            true => "HEAD..@{upstream}",
            false => "@{upstream}",
        };
        let mut names: BTreeSet<String> = self.names_added(directory, range)?.into_iter().collect();
        let there = self.names_of(&self.folders_of_names(directory), "@{upstream}")?;
        let kept = there.split('\0').filter(|path| holds_names(path));
        names.extend(kept.map(str::to_owned));
        Ok(names.into_iter().collect())
    }

    /// The ignored files here that a merge of the upstream would overwrite or remove: git does not protect files that
    /// it ignores.
    ///
    /// # Errors
    /// Git fails.
    pub fn ignored_in_the_way(&self) -> Result<Vec<String>, StoreError> {
        if !self.is_known("@{upstream}")? {
            return Ok(Vec::new());
        }
        let added = match self.is_known("HEAD")? {
            true => {
                let added = [
                    "--no-renames",
                    "--diff-filter=A",
                    "HEAD",
                    "@{upstream}",
                    "--",
                ];
                let asked = [&["diff", "--name-only", "-z"][..], &added].concat();
                self.said("compare", &asked)?
            }
            false => {
                let asked = ["ls-tree", "-r", "-z", "--name-only", "@{upstream}"];
                self.said("list the files", &asked)?
            }
        };
        let added: Vec<&str> = added.split('\0').filter(|path| !path.is_empty()).collect();
        // A file in the place of a folder is in the way too.
        let is_there = |path: &&str| {
            let found = std::fs::symlink_metadata(self.top.join(path));
            !found.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        };
        // Usually nothing exists yet where a new file goes.
        if !added.iter().any(is_there) {
            return Ok(Vec::new());
        }
        let ignored = self.ignored()?;
        let meets = |file: &&String| {
            let file = Path::new(file.as_str());
            let mut there = added.iter().map(Path::new);
            there.any(|there| file.starts_with(there) || there.starts_with(file))
        };
        Ok(ignored.iter().filter(meets).cloned().collect())
    }

    /// Every file of the repository that git ignores, by its path from the top.
    ///
    /// # Errors
    /// Git fails.
    pub fn ignored(&self) -> Result<Vec<String>, StoreError> {
        let asked = [
            "ls-files",
            "--others",
            "--ignored",
            "--exclude-standard",
            "-z",
        ];
        let listed = self.said("list the files", &asked)?;
        let files = listed.split('\0').filter(|path| !path.is_empty());
        Ok(files
            .map(|path| path.trim_end_matches('/').to_owned())
            .collect())
    }

    /// The untracked files with names here, by paths from the root of the directory, that a pull would overwrite: git
    /// does not protect files that it ignores.
    ///
    /// # Errors
    /// Git fails.
    pub fn names_in_the_way(&self, directory: &Directory) -> Result<Vec<String>, StoreError> {
        let folders = self.folders_of_names(directory);
        let theirs = self.names_of(&folders, "@{upstream}")?;
        let listed = ["--literal-pathspecs", "ls-files", "-z", "--"].into_iter();
        let listed: Vec<&str> = listed.chain(folders.iter().map(String::as_str)).collect();
        let ours = self.said("list the files", &listed)?;
        let ours: BTreeSet<&str> = ours.split('\0').collect();
        let is_there = |path: &str| {
            let file = self.top.join(path);
            file.exists() || file.parent().is_some_and(Path::is_symlink)
        };
        let lost = theirs
            .split('\0')
            .filter(|path| holds_names(path) && !ours.contains(path) && is_there(path));
        Ok(lost.map(str::to_owned).collect())
    }

    /// The files with names that any commit in a range adds, even if a later commit removes them or a merge commit adds
    /// them itself.
    fn names_added(&self, directory: &Directory, range: &str) -> Result<Vec<String>, StoreError> {
        let folders = self.folders_of_names(directory);
        let asked = [
            "-c",
            "log.showRoot=true",
            "-c",
            "log.diffMerges=separate",
            "--literal-pathspecs",
            "log",
            "--no-show-signature",
            "--full-history",
            "-m",
            "-z",
            "--format=",
            "--name-only",
            "--no-renames",
            "--diff-filter=A",
            range,
            "--",
        ];
        let asked: Vec<&str> = asked
            .into_iter()
            .chain(folders.iter().map(String::as_str))
            .collect();
        let added = self.said("look for names", &asked)?;
        let paths = added.split('\0').map(|path| path.trim_start_matches('\n'));
        let paths: BTreeSet<&str> = paths.filter(|path| holds_names(path)).collect();
        Ok(paths.into_iter().map(str::to_owned).collect())
    }

    fn is_known(&self, commit: &str) -> Result<bool, StoreError> {
        let asked = ["rev-parse", "--verify", "--quiet", commit];
        Ok(self.maybe(&asked)?.is_some())
    }
}
