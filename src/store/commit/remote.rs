//! Syncing with others: fetch, merge, push. Never a rebase, never a forced push.

use std::collections::BTreeSet;
use std::fs;

use super::said::gist;
use super::{Changed, GitError, Repository, StoreError, said};

/// The branch of a remote that a branch follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The remote, such as `origin`.
    pub remote: String,
    /// The branch there.
    pub branch: String,
}

impl Upstream {
    /// As people write it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.remote, self.branch)
    }
}

/// The result of merging the upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// Everything merged cleanly.
    Together,
    /// Some files were left for a person.
    Apart,
}

/// The result of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    /// The remote has what is here.
    Done,
    /// Someone else pushed first.
    Overtaken,
}

impl Repository {
    /// What the branch follows.
    ///
    /// # Errors
    /// There is no remote, or the branch follows none of its branches.
    pub fn upstream(&self, branch: &str) -> Result<Upstream, StoreError> {
        let config = |what: &str| self.config(&format!("branch.{branch}.{what}"));
        match (
            config("remote")?.filter(|remote| remote != "."),
            config("merge")?,
        ) {
            (Some(remote), Some(merge)) => Ok(Upstream {
                remote,
                branch: merge.trim_start_matches("refs/heads/").to_owned(),
            }),
            _ => {
                let remotes = self.said("list the remotes", &["remote"])?;
                let remote = remotes
                    .lines()
                    .find(|name| *name == "origin")
                    .or_else(|| remotes.lines().next());
                let error = match remote {
                    Some(remote) => GitError::NoUpstream {
                        branch: branch.to_owned(),
                        remote: remote.to_owned(),
                    },
                    None => GitError::NoRemote,
                };
                Err(error.into())
            }
        }
    }

    /// Fetches from the remote.
    ///
    /// # Errors
    /// The remote does not answer.
    pub fn fetch(&self, upstream: &Upstream) -> Result<(), StoreError> {
        self.fetch_with(upstream, &[])
    }

    /// The same, with options.
    pub(super) fn fetch_with(
        &self,
        upstream: &Upstream,
        options: &[&str],
    ) -> Result<(), StoreError> {
        let asked = [&["fetch", "--quiet"], options, &[&*upstream.remote]].concat();
        let output = self.run(&asked, &[])?;
        if output.status.success() {
            return Ok(());
        }
        let why = gist(&String::from_utf8_lossy(&output.stderr));
        Err(GitError::Unreachable {
            remote: upstream.remote.clone(),
            why,
        }
        .into())
    }

    /// How many commits are only here, and how many only on the remote; the latter is `None` if the branch does not
    /// exist there yet.
    ///
    /// # Errors
    /// Git fails.
    pub fn apart(&self) -> Result<(usize, Option<usize>), StoreError> {
        let count = |text: &str| text.trim().parse().unwrap_or(0);
        let is_there = self
            .maybe(&["rev-parse", "--verify", "--quiet", "@{upstream}"])?
            .is_some();
        let asked = match (self.has_commit()?, is_there) {
            (false, false) => return Ok((0, None)),
            (true, false) => {
                return Ok((
                    count(&self.said("count", &["rev-list", "--count", "HEAD", "--"])?),
                    None,
                ));
            }
            (false, true) => {
                return Ok((
                    0,
                    Some(count(&self.said(
                        "count",
                        &["rev-list", "--count", "@{upstream}", "--"],
                    )?)),
                ));
            }
            (true, true) => [
                "rev-list",
                "--left-right",
                "--count",
                "HEAD...@{upstream}",
                // A file may have the same name as a branch.
                "--",
            ],
        };
        let text = self.said("count", &asked)?;
        let (here, there) = text.split_once('\t').unwrap_or((&text, "0"));
        Ok((count(here), Some(count(there))))
    }

    /// The messages of the commits that are only here, each with the short name of the commit.
    ///
    /// # Errors
    /// Git fails.
    pub fn messages_to_give(&self) -> Result<Vec<(String, String)>, StoreError> {
        let is_there = self
            .maybe(&["rev-parse", "--verify", "--quiet", "@{upstream}"])?
            .is_some();
        let range = if is_there {
            "@{upstream}..HEAD"
        } else {
            "HEAD"
        };
        let asked = [
            "log",
            "--no-show-signature",
            "-z",
            "--format=%h%n%B",
            range,
            "--",
        ];
        let told = self.said("read the messages", &asked)?;
        let both = |one: &str| {
            one.split_once('\n')
                .map(|(commit, text)| (commit.to_owned(), text.to_owned()))
        };
        Ok(told.split('\0').filter_map(both).collect())
    }

    /// The commits that are about to be merged: where the two sides diverged, ours, and theirs; `None` if only one side
    /// has new commits.
    ///
    /// # Errors
    /// Git fails.
    pub fn parted(&self) -> Result<Option<[String; 3]>, StoreError> {
        let Some(base) = self.maybe(&["merge-base", "HEAD", "@{upstream}"])? else {
            return Ok(None);
        };
        let (Some(ours), Some(theirs)) = (
            self.maybe(&["rev-parse", "HEAD"])?,
            self.maybe(&["rev-parse", "@{upstream}"])?,
        ) else {
            return Ok(None);
        };
        Ok((base != ours && base != theirs).then_some([base, ours, theirs]))
    }

    /// The files that both sides added since they diverged.
    ///
    /// # Errors
    /// Git fails.
    pub fn added_by_both(&self) -> Result<Vec<String>, StoreError> {
        let Some(base) = self.maybe(&["merge-base", "HEAD", "@{upstream}"])? else {
            return Ok(Vec::new());
        };
        let added = |tip: &str| {
            let asked = [
                "diff",
                "--name-only",
                "-z",
                "--no-renames",
                "--diff-filter=A",
                &base,
                tip,
                "--",
            ];
            self.said("compare", &asked)
        };
        let (ours, theirs) = (added("HEAD")?, added("@{upstream}")?);
        let theirs: BTreeSet<&str> = theirs.split('\0').collect();
        let both = ours
            .split('\0')
            .filter(|path| !path.is_empty() && theirs.contains(path));
        Ok(both.map(str::to_owned).collect())
    }

    /// Merges the upstream, with this driver for the records; the caller concludes the merge unless `commits` is set. A
    /// file is identified by its name, so no file is treated as a renamed one.
    ///
    /// # Errors
    /// Git cannot start the merge.
    pub fn merge(&self, driver: &str, message: &str, commits: bool) -> Result<Met, StoreError> {
        let driver = format!("merge.peer.driver={driver}");
        let conclude = if commits { "--commit" } else { "--no-commit" };
        // Git before 2.50 ignores the second of these options, but then matches only files with identical text.
        let names = ["-X", "find-renames=100%", "-X", "no-renames"];
        let how = [
            &["merge", "--quiet", "--no-edit", "--ff", conclude][..],
            &names,
            &["-m", message, "@{upstream}"],
        ];
        let before = self.changes()?;
        let output = self.run(&[&["-c", &driver][..], &how.concat()].concat(), &[])?;
        if !output.status.success() && !self.state.join("MERGE_HEAD").exists() {
            self.clear_half_merge(&before)?;
        }
        match output.status.success() {
            true => Ok(Met::Together),
            false if self.state.join("MERGE_HEAD").exists() => match self.has_unmerged()? {
                true => Ok(Met::Apart),
                false => Err(GitError::Unconcluded(gist(&said::said(&output))).into()),
            },
            false if String::from_utf8_lossy(&output.stderr).contains("unrelated histories") => {
                let is_shallow = self.said(
                    "look at the clone",
                    &["rev-parse", "--is-shallow-repository"],
                )? == "true";
                let remote = self.said(
                    "name the remote",
                    &["rev-parse", "--abbrev-ref", "@{upstream}"],
                )?;
                Err(GitError::NoBase { remote, is_shallow }.into())
            }
            false => Err(said::of("merge", &output)),
        }
    }

    /// Restores the files that a merge wrote before git failed to start it, for example on a full disk. Earlier
    /// changes, and files outside the merge, are left alone.
    fn clear_half_merge(&self, before: &[Changed]) -> Result<(), StoreError> {
        let theirs = self.differing(Some(["HEAD", "@{upstream}"]))?;
        // Git may have written the merged index. If it held anything a person staged, it is left alone.
        let was_clean = before
            .iter()
            .all(|changed| matches!(changed.index, ' ' | '?'));
        if was_clean && !self.differing(None)?.is_empty() {
            self.said("put back the index", &["read-tree", "HEAD"])?;
        }
        let is_left_over =
            |changed: &Changed| theirs.contains(&changed.path) && !before.contains(changed);
        let (new, changed): (Vec<Changed>, Vec<Changed>) = self
            .changes()?
            .into_iter()
            .filter(is_left_over)
            .partition(|changed| changed.tree == '?');
        for changed in new {
            let path = self.top.join(changed.path);
            fs::remove_file(&path).map_err(|source| StoreError::Io {
                doing: "remove",
                path,
                source,
            })?;
        }
        let paths: Vec<String> = changed.into_iter().map(|changed| changed.path).collect();
        if paths.is_empty() {
            return Ok(());
        }
        let list = paths.join("\0");
        let back = ["checkout-index", "--force", "-z", "--stdin"];
        let output = self.run(&back, list.as_bytes())?;
        match output.status.success() {
            true => Ok(()),
            false => Err(said::of("put back the files of the merge", &output)),
        }
    }

    /// Whether a merge left files for a person.
    fn has_unmerged(&self) -> Result<bool, StoreError> {
        let listed = self.said("list the conflicts", &["ls-files", "--unmerged", "-z"])?;
        Ok(!listed.is_empty())
    }

    /// Pushes to the remote.
    ///
    /// # Errors
    /// The remote does not answer, or rejects the push.
    pub fn push(&self, upstream: &Upstream) -> Result<Pushed, StoreError> {
        self.push_with(upstream, &[])
    }

    /// The same, with options.
    pub(super) fn push_with(
        &self,
        upstream: &Upstream,
        options: &[&str],
    ) -> Result<Pushed, StoreError> {
        let to = format!("HEAD:refs/heads/{}", upstream.branch);
        let asked = [&["push", "--porcelain"], options, &[&upstream.remote, &to]].concat();
        let output = self.run(&asked, &[])?;
        if output.status.success() {
            return Ok(Pushed::Done);
        }
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let refusal = told
            .lines()
            .find(|line| line.starts_with('!'))
            .and_then(|line| line.split('\t').nth(2));
        let overtaken = [
            "fetch first",
            "non-fast-forward",
            "stale info",
            "cannot lock ref",
            "failed to update ref",
        ];
        let remote = upstream.remote.clone();
        match refusal {
            Some(refusal) if overtaken.iter().any(|words| refusal.contains(words)) => {
                Ok(Pushed::Overtaken)
            }
            Some(refusal) => Err(GitError::Refused {
                remote,
                why: told_with(refusal, &output.stderr),
            }
            .into()),
            None => Err(GitError::Unreachable {
                remote,
                why: gist(&String::from_utf8_lossy(&output.stderr)),
            }
            .into()),
        }
    }
}

/// The reason that git gives for a rejection, with the remote's own message.
fn told_with(refusal: &str, stderr: &[u8]) -> String {
    let stderr = String::from_utf8_lossy(stderr);
    let own: Vec<&str> = stderr
        .lines()
        .filter_map(|line| line.strip_prefix("remote: "))
        .map(|line| line.trim().trim_start_matches("error: "))
        .filter(|line| !line.is_empty())
        .collect();
    if own.is_empty() {
        refusal.to_owned()
    } else {
        format!("{refusal}: {}", own.join("; "))
    }
}
