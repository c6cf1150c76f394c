//! A repository of names that starts over: a branch without history, so that no object git keeps contains what was
//! forgotten, and merging the branches of others, which have a different history.
//!
//! Nothing is forced on a remote. A later branch has a higher number and replaces the earlier ones, which are removed
//! from the remote.

use std::collections::BTreeSet;
use std::fs;

use super::apart::BRANCH;
use super::remote::{Met, Pushed, Upstream};
use super::{Repository, StoreError, said, text_of};

/// The remote of names.
pub(super) const REMOTE: &str = "origin";

/// The last commit that was the same here and on the remote.
pub(super) const SYNCED: &str = "refs/peer/synced";

/// What others saved and is being merged here; it becomes [`SYNCED`] once the merge is done.
pub(super) const MEETING: &str = "refs/peer/meeting";

/// What a message says before each id that a branch started without.
const WITHOUT: &str = "without: ";

/// A branch on the remote of names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamesBranch {
    /// How many times it has started over, from 1; 0 for a branch that `peer` did not name.
    pub number: u32,
    /// The branch.
    pub name: String,
}

impl NamesBranch {
    /// The branch with this number.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        Self {
            number,
            name: format!("{BRANCH}{number}"),
        }
    }

    /// The branch with this name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let number = name
            .strip_prefix(BRANCH)
            .and_then(|number| number.parse().ok());
        Self {
            number: number.unwrap_or(0),
            name: name.to_owned(),
        }
    }

    /// What git calls the local copy of the remote's branch.
    #[must_use]
    pub fn there(&self) -> String {
        format!("refs/remotes/{REMOTE}/{}", self.name)
    }

    /// The branch as one to push to.
    #[must_use]
    pub fn upstream(&self) -> Upstream {
        Upstream {
            remote: REMOTE.to_owned(),
            branch: self.name.clone(),
        }
    }
}

impl Repository {
    /// The address of the remote of names, if there is one.
    ///
    /// # Errors
    /// Git fails.
    pub fn names_remote(&self) -> Result<Option<String>, StoreError> {
        self.config(&format!("remote.{REMOTE}.url"))
    }

    /// Sets the address of the remote of names.
    ///
    /// # Errors
    /// Git fails.
    pub fn set_names_remote(&self, address: &str) -> Result<(), StoreError> {
        let fetch = format!("+refs/heads/*:refs/remotes/{REMOTE}/*");
        for (key, value) in [("url", address), ("fetch", &fetch)] {
            let key = format!("remote.{REMOTE}.{key}");
            self.said("set its remote", &["config", "--local", &key, value])?;
        }
        Ok(())
    }

    /// Restores the previous address and drops what was fetched from the other one.
    ///
    /// # Errors
    /// Git fails.
    pub fn set_back(&self, before: Option<&str>) -> Result<(), StoreError> {
        self.maybe(&["remote", "remove", REMOTE])?;
        before.map_or(Ok(()), |address| self.set_names_remote(address))
    }

    /// The addresses of all remotes.
    ///
    /// # Errors
    /// Git fails.
    pub fn addresses(&self) -> Result<Vec<String>, StoreError> {
        let told = self.maybe(&["config", "--get-regexp", r"^remote\..*\.url$"])?;
        let address = |line: &str| line.split_once(' ').map(|(_, address)| address.to_owned());
        Ok(told
            .unwrap_or_default()
            .lines()
            .filter_map(address)
            .collect())
    }

    /// Fetches the branches of the remote; the one with the names is the one started last. `None` if there is none.
    ///
    /// # Errors
    /// The remote does not answer.
    pub fn fetch_names(&self) -> Result<Option<NamesBranch>, StoreError> {
        let remote = NamesBranch::numbered(1).upstream();
        self.fetch_with(&remote, &["--prune", "--no-tags", "--no-write-fetch-head"])?;
        Ok(self.names_there()?.pop())
    }

    /// The known branches of names on the remote, the latest last. A branch with a different name counts only if there
    /// is no numbered one.
    ///
    /// # Errors
    /// Git fails.
    pub fn names_there(&self) -> Result<Vec<NamesBranch>, StoreError> {
        let mut all = self.branches_there()?;
        if all.iter().any(|branch| branch.number > 0) {
            all.retain(|branch| branch.number > 0);
        } else {
            all.retain(|branch| !self.is_blank(&branch.there()));
        }
        Ok(all)
    }

    /// All known branches of the remote, in order.
    ///
    /// # Errors
    /// Git fails.
    pub fn branches_there(&self) -> Result<Vec<NamesBranch>, StoreError> {
        let folder = format!("refs/remotes/{REMOTE}/");
        let asked = ["for-each-ref", "--format=%(refname)", &folder];
        let told = self.said("list the branches", &asked)?;
        let named = told
            .lines()
            .filter_map(|line| line.strip_prefix(&folder))
            .filter(|name| *name != "HEAD");
        let mut all: Vec<NamesBranch> = named.map(NamesBranch::named).collect();
        all.sort();
        Ok(all)
    }

    /// Whether a commit has no files.
    fn is_blank(&self, commit: &str) -> bool {
        self.maybe(&["ls-tree", commit])
            .is_ok_and(|told| told.is_some_and(|told| told.is_empty()))
    }

    /// Whether a commit has a file of that name.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn has_file(&self, commit: &str, name: &str) -> Result<bool, StoreError> {
        let asked = ["cat-file", "-e", &format!("{commit}:{name}")];
        Ok(self.maybe(&asked)?.is_some())
    }

    /// Whether a commit, or one before it, has a file of one of these ids.
    ///
    /// # Errors
    /// Git fails.
    pub fn ever_held(&self, commit: &str, ids: &BTreeSet<String>) -> Result<bool, StoreError> {
        if ids.is_empty() || self.commit_of(commit)?.is_none() {
            return Ok(false);
        }
        let asked = [
            "log",
            "--no-show-signature",
            "-m",
            "--format=",
            "--name-only",
            "--no-renames",
            "-z",
            commit,
            "--",
        ];
        let told = self.said("look for names", &asked)?;
        let stem = |path: &str| {
            path.trim_start_matches('\n')
                .strip_suffix(".toml")
                .map(str::to_owned)
        };
        Ok(told
            .split('\0')
            .filter_map(stem)
            .any(|stem| ids.contains(&stem)))
    }

    /// A commit with the files of another one except those of these ids, and without history.
    ///
    /// # Errors
    /// Git fails.
    pub fn without(&self, commit: &str, ids: &BTreeSet<String>) -> Result<String, StoreError> {
        let listed = self.said("list the files", &["ls-tree", "-z", commit])?;
        let stays = |line: &&str| {
            let name = line.split_once('\t').map_or("", |(_, name)| name);
            !line.is_empty()
                && name
                    .strip_suffix(".toml")
                    .is_none_or(|stem| !ids.contains(stem))
        };
        let left: String = listed
            .split('\0')
            .filter(stays)
            .map(|line| format!("{line}\0"))
            .collect();
        let output = self.run(&["mktree", "-z"], left.as_bytes())?;
        if !output.status.success() {
            return Err(said::of("list the files that stay", &output));
        }
        let tree = text_of(&output.stdout);
        let without: String = ids.iter().map(|id| format!("\n{WITHOUT}{id}")).collect();
        let message = format!("names begin anew\n{without}");
        self.said("begin anew", &["commit-tree", &tree, "-m", &message])
    }

    /// The ids that a branch started over without.
    ///
    /// # Errors
    /// Git fails.
    pub fn forgotten_by(&self, commit: &str) -> Result<BTreeSet<String>, StoreError> {
        let asked = [
            "log",
            "--no-show-signature",
            "--max-parents=0",
            "--format=%B",
            commit,
            "--",
        ];
        let told = self.said("read where it began", &asked)?;
        let ids = told.lines().filter_map(|line| line.strip_prefix(WITHOUT));
        Ok(ids.map(str::to_owned).collect())
    }

    /// Whether two commits have the same files.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn hold_the_same(&self, one: &str, other: &str) -> Result<bool, StoreError> {
        let trees = [one, other].map(|commit| format!("{commit}^{{tree}}"));
        let asked = ["rev-parse", "--verify", "--quiet"];
        let tree = |name: &str| self.maybe(&[&asked[..], &[name]].concat());
        Ok(tree(&trees[0])? == tree(&trees[1])?)
    }

    /// The last commit that was the same here and on the remote.
    ///
    /// # Errors
    /// Git fails.
    pub fn synced(&self) -> Result<Option<String>, StoreError> {
        self.commit_of(SYNCED)
    }

    /// Remembers the commit that is the same here and on the remote, and ends the merge.
    ///
    /// # Errors
    /// Git fails.
    pub fn set_synced(&self, commit: &str) -> Result<(), StoreError> {
        self.said("remember the commit", &["update-ref", SYNCED, commit])?;
        self.said("end the merge", &["update-ref", "-d", MEETING])
            .map(drop)
    }

    /// Remembers the commit from others that is about to be merged.
    ///
    /// # Errors
    /// Git fails.
    pub fn meet(&self, commit: &str) -> Result<(), StoreError> {
        self.said("remember the commit", &["update-ref", MEETING, commit])
            .map(drop)
    }

    /// Makes what was merged the last common commit; an abandoned merge leaves that unchanged.
    ///
    /// # Errors
    /// Git fails.
    pub fn settle(&self) -> Result<(), StoreError> {
        let Some(met) = self.commit_of(MEETING)? else {
            return Ok(());
        };
        match self.is_before(&met, "HEAD")? {
            true => self.set_synced(&met),
            false => self.maybe(&["update-ref", "-d", MEETING]).map(drop),
        }
    }

    /// What git calls a commit; `None` if there is no such commit.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn commit_of(&self, name: &str) -> Result<Option<String>, StoreError> {
        let name = format!("{name}^{{commit}}");
        self.maybe(&["rev-parse", "--verify", "--quiet", &name])
    }

    /// How many commits `of` has that `not` does not have.
    ///
    /// # Errors
    /// Git fails.
    pub fn count(&self, of: &str, not: Option<&str>) -> Result<usize, StoreError> {
        let range = not.map_or_else(|| of.to_owned(), |not| format!("{not}..{of}"));
        let told = self.said("count", &["rev-list", "--count", &range, "--"])?;
        Ok(told.parse().unwrap_or(0))
    }

    /// Whether two commits have a common ancestor.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn are_related(&self, one: &str, other: &str) -> Result<bool, StoreError> {
        Ok(self.maybe(&["merge-base", one, other])?.is_some())
    }

    /// Switches to a branch of this name at a commit, with the files of that commit; every file must be saved.
    ///
    /// # Errors
    /// Git fails.
    pub fn go_to(&self, branch: &NamesBranch, commit: &str) -> Result<(), StoreError> {
        let name = format!("refs/heads/{}", branch.name);
        self.said("make the branch", &["update-ref", &name, commit])?;
        self.said("go to the branch", &["symbolic-ref", "HEAD", &name])?;
        self.said("lay its files", &["reset", "--quiet", "--hard", commit])?;
        self.follow(branch, branch)
    }

    /// Makes a local branch follow one on the remote.
    ///
    /// # Errors
    /// Git fails.
    pub fn follow(&self, here: &NamesBranch, there: &NamesBranch) -> Result<(), StoreError> {
        let merge = format!("refs/heads/{}", there.name);
        for (key, value) in [("remote", REMOTE), ("merge", &merge)] {
            let key = format!("branch.{}.{key}", here.name);
            self.said("follow the branch", &["config", "--local", &key, value])?;
        }
        Ok(())
    }

    /// Merges a commit with a different history, based on the last common commit if it is known.
    ///
    /// # Errors
    /// Git fails.
    pub fn merge_apart(
        &self,
        driver: &str,
        base: Option<&str>,
        theirs: &str,
        message: &str,
    ) -> Result<Met, StoreError> {
        let driver = format!("merge.peer.driver={driver}");
        let nothing = self.nothing()?;
        let base = base.unwrap_or(&nothing);
        let asked = ["-c", &driver, "merge-recursive", base, "--", "HEAD", theirs];
        let output = self.run(&asked, &[])?;
        let head = self.state.join("MERGE_HEAD");
        match output.status.code() {
            Some(0 | 1) => {
                fs::write(&head, format!("{theirs}\n")).map_err(StoreError::io("write", &head))?
            }
            _ => return Err(said::of("merge", &output)),
        }
        if !self.unmerged()?.is_empty() {
            return Ok(Met::Apart);
        }
        self.conclude(&[], message)?;
        Ok(Met::Together)
    }

    /// Pushes the checked-out branch to the remote, if the branch there has not changed since it was last seen.
    ///
    /// # Errors
    /// The remote does not answer, or rejects the push.
    pub fn push_names(&self, branch: &NamesBranch) -> Result<Pushed, StoreError> {
        let known = self.commit_of(&branch.there())?.unwrap_or_default();
        let name = format!("refs/heads/{}", branch.name);
        // This is not a forced push: it is rejected if someone else was faster or removed the branch.
        let lease = format!("--force-with-lease={name}:{known}");
        if !known.is_empty() && !self.is_before(&known, "HEAD")? {
            return Ok(Pushed::Overtaken);
        }
        self.push_with(&branch.upstream(), &[&lease])
    }

    fn is_before(&self, one: &str, other: &str) -> Result<bool, StoreError> {
        let asked = ["merge-base", "--is-ancestor", one, other];
        Ok(self.maybe(&asked)?.is_some())
    }

    /// Starts an empty remote with an empty commit, because a host makes the first branch the default one.
    ///
    /// # Errors
    /// The remote does not answer, or rejects the push.
    pub fn begin_remote(&self) -> Result<(), StoreError> {
        if !self.branches_there()?.is_empty() {
            return Ok(());
        }
        let to = format!("{}:refs/heads/main", self.blank()?);
        let output = self.run(&["push", "--quiet", REMOTE, &to], &[])?;
        match output.status.success() {
            true => Ok(()),
            false => Err(said::of("begin the remote", &output)),
        }
    }

    /// A commit without files.
    pub(super) fn blank(&self) -> Result<String, StoreError> {
        let message = "names are on the branch of the highest number";
        self.said("begin", &["commit-tree", &self.nothing()?, "-m", message])
    }

    /// The empty tree.
    fn nothing(&self) -> Result<String, StoreError> {
        self.said("begin", &["mktree"])
    }

    /// The remote branches that this one replaces: those started before it, and those that ever had a file of one of
    /// these ids.
    ///
    /// # Errors
    /// Git fails.
    pub fn replaced_by(
        &self,
        branch: &NamesBranch,
        ids: &BTreeSet<String>,
    ) -> Result<Vec<NamesBranch>, StoreError> {
        let mut replaced = Vec::new();
        for other in self.branches_there()? {
            let is_before = (1..branch.number).contains(&other.number);
            if is_before || (other != *branch && self.ever_held(&other.there(), ids)?) {
                replaced.push(other);
            }
        }
        Ok(replaced)
    }

    /// Removes a branch from the remote, or empties it if it cannot be removed; whether that worked.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn drop_there(&self, branch: &NamesBranch) -> Result<bool, StoreError> {
        let name = format!("refs/heads/{}", branch.name);
        let push = |to: &str| {
            let output = self.run(&["push", "--quiet", REMOTE, to], &[])?;
            Ok::<bool, StoreError>(output.status.success())
        };
        if push(&format!(":{name}"))? {
            self.maybe(&["update-ref", "-d", &branch.there()])?;
            return Ok(true);
        }
        let blank = self.blank()?;
        let is_emptied = push(&format!("+{blank}:{name}"))?;
        if is_emptied {
            self.maybe(&["update-ref", &branch.there(), &blank])?;
        }
        Ok(is_emptied)
    }
}
