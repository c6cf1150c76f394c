//! Cleaning the repository of names: no object, branch or reflog in it still contains what was forgotten.

use std::collections::BTreeSet;
use std::{fs, io};

use super::anew::{MEETING, SYNCED};
use super::{Repository, StoreError};

/// The list of people whose data was cleaned out of the repository.
const CLEANED: &str = "info/forgotten";

impl Repository {
    /// Whether someone was forgotten whose data was never cleaned out of this repository.
    ///
    /// # Errors
    /// The disk fails.
    pub fn has_to_forget(&self, ids: &BTreeSet<String>) -> Result<bool, StoreError> {
        let path = self.state.join(CLEANED);
        let known = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.map_err(StoreError::io("read", &path))?,
        };
        let known: BTreeSet<&str> = known.lines().collect();
        Ok(!ids.iter().all(|id| known.contains(&**id)))
    }

    /// Deletes every object, reflog and branch except the checked-out branch, the last common commit, the commit being
    /// merged, and remote branches that never had a file of one of these ids.
    ///
    /// # Errors
    /// Git or the disk fails.
    pub fn purge(&self, ids: &BTreeSet<String>) -> Result<(), StoreError> {
        let head = self.maybe(&["symbolic-ref", "--quiet", "HEAD"])?;
        let asked = ["for-each-ref", "--format=%(refname)"];
        for name in self.said("list the branches", &asked)?.lines() {
            let is_own = Some(name) == head.as_deref() || [SYNCED, MEETING].contains(&name);
            let is_clean = name.starts_with("refs/remotes/") && !self.ever_held(name, ids)?;
            if !is_own && !is_clean {
                self.said("forget a branch", &["update-ref", "-d", name])?;
            }
        }
        for left in [
            "ORIG_HEAD",
            "FETCH_HEAD",
            "AUTO_MERGE",
            "MERGE_MSG",
            "COMMIT_EDITMSG",
        ] {
            let _ = fs::remove_file(self.state.join(left));
        }
        let _ = fs::remove_dir_all(self.state.join("logs"));
        self.said(
            "forget its reflogs",
            &["reflog", "expire", "--expire=now", "--all"],
        )?;
        self.said("clean up", &["gc", "--quiet", "--prune=now"])?;
        let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
        let path = self.state.join(CLEANED);
        fs::write(&path, lines).map_err(StoreError::io("write", &path))
    }
}
