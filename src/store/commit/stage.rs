//! Staging files, and committing nothing else, in time linear in their number.
//!
//! Git compares every file with every path that it is given, so many paths are very slow. If possible, git gets a list
//! to process instead; if it rejects the list, the slow way is used, which also gives the best error message.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Changed, Repository, StoreError, run_in, said};

/// A copy of the index, removed on drop.
pub(super) struct OwnIndex(PathBuf);

impl Drop for OwnIndex {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Repository {
    /// Stages files as they are now.
    pub(super) fn stage(&self, files: &[Changed]) -> Result<(), StoreError> {
        // Git no longer knows a file whose removal is already in the index.
        let paths: Vec<&str> = files
            .iter()
            .filter(|changed| changed.tree != ' ')
            .map(|changed| changed.path.as_str())
            .collect();
        if paths.is_empty() || self.went_through(&paths)? {
            Ok(())
        } else {
            // Git would refuse to add tracked files in an ignored folder; none of these files is itself ignored.
            self.with_paths(&["add", "--all", "--force"], &paths, "add")
        }
    }

    /// Whether git processed the list; if not, it did nothing.
    fn went_through(&self, paths: &[&str]) -> Result<bool, StoreError> {
        // A folder, such as a nested repository, is not a single file.
        if paths.iter().any(|path| path.ends_with('/')) {
            return Ok(false);
        }
        let list: String = paths.iter().map(|path| format!("{path}\0")).collect();
        let asked = [
            "update-index",
            "--add",
            "--remove",
            "--replace",
            "-z",
            "--stdin",
        ];
        Ok(self.run(&asked, list.as_bytes())?.status.success())
    }

    /// A copy of the index in which only these files, at most, differ from the last commit; `None` if others do too. It
    /// is a copy so that what someone stages from now on is not committed too.
    pub(super) fn index_of_just(&self, paths: &[&str]) -> Result<Option<OwnIndex>, StoreError> {
        // In a hook, git may use another index than its own. If someone has started a merge in the meantime, a commit
        // of only these files is not possible; git refuses it when it is given their paths.
        let own = self.state.join("index");
        let asked = ["rev-parse", "--git-path", "index"];
        let used = self.top.join(self.said("find the index", &asked)?);
        let is_own = fs::canonicalize(used).ok() == fs::canonicalize(&own).ok();
        if !is_own || self.state.join("MERGE_HEAD").exists() {
            return Ok(None);
        }
        let copy = format!("next-index-peer-{}", std::process::id());
        let index = OwnIndex(self.state.join(copy));
        if fs::copy(&own, &index.0).is_err() {
            return Ok(None);
        }
        let asked = ["diff", "--cached", "--name-only", "-z", "--no-renames"];
        let output = self.run_with_index(&index.0, &asked)?;
        let said = String::from_utf8_lossy(&output.stdout);
        let paths: HashSet<&str> = paths.iter().copied().collect();
        let mut differing = said.split_terminator('\0');
        let is_just = output.status.success() && differing.all(|path| paths.contains(path));
        Ok(is_just.then_some(index))
    }

    /// Runs a command that must succeed on a copy of the index.
    pub(super) fn with_index(
        &self,
        index: &OwnIndex,
        arguments: &[&str],
        doing: &'static str,
    ) -> Result<(), StoreError> {
        let output = self.run_with_index(&index.0, arguments)?;
        if output.status.success() {
            Ok(())
        } else {
            Err(said::of(doing, &output))
        }
    }

    fn run_with_index(
        &self,
        index: &Path,
        arguments: &[&str],
    ) -> Result<std::process::Output, StoreError> {
        run_in(self.apart.as_ref(), &self.top, arguments, &[], Some(index))
    }
}
