//! Putting files up for a commit, and a commit of nothing else, in time that grows with their number.
//!
//! Git compares each file with each path that it is given, so that many paths take it very long. Where it can, it is
//! therefore given a list to go through; what it refuses then is asked the other way, which also says best what is wrong.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Changed, Repository, StoreError, run_in, said};

/// A copy of the index, which goes with it.
pub(super) struct OwnIndex(PathBuf);

impl Drop for OwnIndex {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Repository {
    /// Puts files up for the next commit as they are now.
    pub(super) fn stage(&self, files: &[Changed]) -> Result<(), StoreError> {
        // Of a removal that is in the index already, git knows nothing any more.
        let paths: Vec<&str> = files
            .iter()
            .filter(|changed| changed.tree != ' ')
            .map(|changed| changed.path.as_str())
            .collect();
        if paths.is_empty() || self.went_through(&paths)? {
            Ok(())
        } else {
            // Git would not add what it keeps in a folder that it ignores; what it ignores is not among these files.
            self.with_paths(&["add", "--all", "--force"], &paths, "add")
        }
    }

    /// Whether git could go through the list; where it could not, it did nothing.
    fn went_through(&self, paths: &[&str]) -> Result<bool, StoreError> {
        // A folder, such as a repository within this one, is no single file.
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

    /// A copy of the index in which just these files differ from the last commit, as far as any does; `None` where
    /// others do too. A copy, so that what somebody puts up from now on is not committed with them.
    pub(super) fn index_of_just(&self, paths: &[&str]) -> Result<Option<OwnIndex>, StoreError> {
        // Within a hook git may work with another index than its own. A merge that somebody began meanwhile is no commit
        // of just these files: git refuses that, asked for them by their paths.
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

    /// Runs a command that must succeed, on a copy of the index.
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
