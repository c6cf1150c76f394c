//! Which program the names on a remote belong to: an empty branch there is named after the first commit of the records,
//! which all clones of them share and no other program has.

use super::anew::REMOTE;
use super::{Repository, StoreError};

/// The prefix of such a branch; the first characters of the commit follow.
const PROGRAM: &str = "program-";

/// How many characters of the commit.
const LETTERS: usize = 12;

impl Repository {
    /// The branches that identify the program of these records, one for each first commit, the oldest last. Empty if
    /// there is no commit yet, or if the clone is shallow.
    ///
    /// # Errors
    /// Git fails.
    pub fn programs(&self) -> Result<Vec<String>, StoreError> {
        let is_shallow = ["rev-parse", "--is-shallow-repository"];
        if !self.has_commit()? || self.said("look at the clone", &is_shallow)? == "true" {
            return Ok(Vec::new());
        }
        let asked = ["rev-list", "--max-parents=0", "HEAD", "--"];
        let first = self.said("find the first commit", &asked)?;
        let branch = |commit: &str| format!("{PROGRAM}{}", commit.get(..LETTERS).unwrap_or(commit));
        Ok(first.lines().map(branch).collect())
    }

    /// The program branches at an address; empty if it does not answer.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn programs_at(&self, address: &str) -> Result<Vec<String>, StoreError> {
        let output = self.run(&["ls-remote", "--heads", "--", address], &[])?;
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let names = told
            .lines()
            .filter_map(|line| line.split_once("\trefs/heads/"));
        let names = names.map(|(_, name)| name.to_owned());
        Ok(names.filter(|name| name.starts_with(PROGRAM)).collect())
    }

    /// The known program branches on the remote of names.
    ///
    /// # Errors
    /// Git fails.
    pub fn programs_there(&self) -> Result<Vec<String>, StoreError> {
        let names = self.branches_there()?.into_iter().map(|branch| branch.name);
        Ok(names.filter(|name| name.starts_with(PROGRAM)).collect())
    }

    /// Marks the remote of names as belonging to this program; if someone else was faster, it already is.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn sign_remote(&self, program: &str) -> Result<(), StoreError> {
        let to = format!("{}:refs/heads/{program}", self.blank()?);
        self.run(&["push", "--quiet", REMOTE, &to], &[]).map(drop)
    }

    /// Drops everything that was fetched from the remote of names.
    ///
    /// # Errors
    /// Git fails.
    pub fn let_go(&self) -> Result<(), StoreError> {
        for branch in self.branches_there()? {
            self.said("forget a branch", &["update-ref", "-d", &branch.there()])?;
        }
        self.said("clean up", &["gc", "--quiet", "--prune=now"])
            .map(drop)
    }
}
