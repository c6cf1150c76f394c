//! Months in a merge that are packed on at least one side: their files in the commits, and writing the result of their
//! merge to the work tree and the index.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::{Repository, StoreError, said, text_of};
use crate::record::Kind;
use crate::store::disk::{make_folder, no_link, overwrite, remove};
use crate::store::list::{own_file, packed_file};
use crate::store::merge::{Joined, MonthFiles, marked, month_of, names};
use crate::store::step::DISK;

/// The three commits of a merge: where the two sides diverged, ours, and theirs.
pub type Commits = [String; 3];

impl Repository {
    /// The commits of the current merge; `None` if there is none, or if it merges several branches.
    ///
    /// # Errors
    /// Git fails.
    pub fn merging(&self) -> Result<Option<Commits>, StoreError> {
        let heads = fs::read_to_string(self.state.join("MERGE_HEAD")).unwrap_or_default();
        let mut heads = heads.lines();
        let (Some(theirs), None) = (heads.next(), heads.next()) else {
            return Ok(None);
        };
        let Some(ours) = self.tip()? else {
            return Ok(None);
        };
        self.with_base(ours, theirs.to_owned())
    }

    /// The merges of two branches among the commits in `range`, each with what it merged, the latest first. If `unless`
    /// is given: at most the latest ten whose message does not begin with it.
    ///
    /// # Errors
    /// Git fails.
    pub fn merges(
        &self,
        range: &str,
        unless: Option<&str>,
    ) -> Result<Vec<(String, Commits)>, StoreError> {
        let but = unless.map(|begin| format!("--grep=^{begin}"));
        let mut asked = vec!["rev-list", "--merges", "--max-parents=2", "--parents"];
        if let Some(but) = &but {
            asked.extend(["--max-count=10", "--invert-grep", but]);
        }
        asked.extend([range, "--"]);
        let mut all = Vec::new();
        for line in self.said("list the merges", &asked)?.lines() {
            let mut words = line.split(' ').map(str::to_owned);
            if let (Some(merge), Some(ours), Some(theirs)) =
                (words.next(), words.next(), words.next())
                && let Some(commits) = self.with_base(ours, theirs)?
            {
                all.push((merge, commits));
            }
        }
        Ok(all)
    }

    /// The checked-out commit, if there is one.
    ///
    /// # Errors
    /// Git fails.
    pub fn tip(&self) -> Result<Option<String>, StoreError> {
        self.maybe(&["rev-parse", "--verify", "--quiet", "HEAD"])
    }

    /// The first line of the message of a commit.
    ///
    /// # Errors
    /// Git fails.
    pub fn subject(&self, commit: &str) -> Result<String, StoreError> {
        self.said(
            "read a message",
            &[
                "log",
                "-1",
                "--no-show-signature",
                "--format=%s",
                commit,
                "--",
            ],
        )
    }

    fn with_base(&self, ours: String, theirs: String) -> Result<Option<Commits>, StoreError> {
        let base = self.maybe(&["merge-base", &ours, &theirs])?;
        Ok(base.map(|base| [base, ours, theirs]))
    }

    /// The months that both sides of a merge changed and that at least one of the three commits has packed, with their
    /// files in each commit. A month that is completely packed in all three is left to the merge of its file.
    ///
    /// # Errors
    /// Git fails.
    pub fn mixed_months(
        &self,
        [base, ours, theirs]: &Commits,
    ) -> Result<BTreeMap<String, [MonthFiles; 3]>, StoreError> {
        let changed = |side: &str| -> Result<BTreeSet<String>, StoreError> {
            let paths = self.differing(Some([base, side]))?;
            Ok(paths
                .iter()
                .filter_map(|path| month_of(self.in_directory(path)?))
                .map(str::to_owned)
                .collect())
        };
        let both: BTreeSet<String> = changed(ours)?
            .intersection(&changed(theirs)?)
            .cloned()
            .collect();
        let mut months = BTreeMap::new();
        if both.is_empty() {
            return Ok(months);
        }
        let mut sides = Vec::new();
        for commit in [base, ours, theirs] {
            sides.push(self.names_of_months(commit, &both)?);
        }
        for month in both {
            let packed = packed_file(&month);
            let names = [0, 1, 2].map(|at| sides[at].get(&month).cloned().unwrap_or_default());
            let is_mixed = names.iter().any(|names| names.contains(&packed))
                && names
                    .iter()
                    .any(|names| names.iter().any(|name| *name != packed));
            if !is_mixed {
                continue;
            }
            let mut files = Vec::new();
            for (commit, names) in [base, ours, theirs].into_iter().zip(names) {
                files.push(self.texts_at(commit, names)?);
            }
            if let Ok(files) = <[MonthFiles; 3]>::try_from(files) {
                months.insert(month, files);
            }
        }
        Ok(months)
    }

    /// The sessions of packed months that are in the last commit and not in `before`, but had a file of their own once,
    /// each with its month: a rebase can bring back, in a packed month, what someone has removed in the meantime.
    ///
    /// # Errors
    /// Git fails.
    pub fn packed_again(&self, before: &str) -> Result<Vec<(String, String)>, StoreError> {
        let mut all = Vec::new();
        for path in self.differing(Some([before, "HEAD"]))? {
            let Some(relative) = self.in_directory(&path) else {
                continue;
            };
            let Some(month) = month_of(relative).filter(|month| packed_file(month) == relative)
            else {
                continue;
            };
            let (here, there) = (self.month_at("HEAD", month)?, self.month_at(before, month)?);
            for session in names(&here).difference(&names(&there)) {
                let own = own_file(month, session);
                let path = format!("{}{own}", self.prefix);
                let asked = [
                    "log",
                    "-1",
                    "--no-show-signature",
                    "--format=%H",
                    "--diff-filter=D",
                    before,
                    "--",
                    &path,
                ];
                if !here.contains_key(&own) && !self.said("look for a removal", &asked)?.is_empty()
                {
                    all.push((session.clone(), relative.to_owned()));
                }
            }
        }
        Ok(all)
    }

    /// The files of a month at a commit.
    ///
    /// # Errors
    /// Git fails.
    pub fn month_at(&self, commit: &str, month: &str) -> Result<MonthFiles, StoreError> {
        let months = BTreeSet::from([month.to_owned()]);
        let names = self
            .names_of_months(commit, &months)?
            .remove(month)
            .unwrap_or_default();
        self.texts_at(commit, names)
    }

    /// The names of the files of some months at a commit, from the root of the directory.
    fn names_of_months(
        &self,
        commit: &str,
        months: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, BTreeSet<String>>, StoreError> {
        let folder = |kind: Kind| format!("{}{}/", self.prefix, kind.folder());
        let folders: Vec<String> = Kind::those(Kind::packs).map(folder).collect();
        let mut asked = vec!["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit];
        asked.extend(folders.iter().map(String::as_str));
        let listed = self.said("list the records of months", &asked)?;
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for path in listed
            .split('\0')
            .filter_map(|path| self.in_directory(path))
        {
            if let Some(month) = month_of(path).filter(|month| months.contains(*month)) {
                names
                    .entry(month.to_owned())
                    .or_default()
                    .insert(path.to_owned());
            }
        }
        Ok(names)
    }

    /// Texts in a commit, by their paths from the root of the directory.
    fn texts_at(&self, commit: &str, names: BTreeSet<String>) -> Result<MonthFiles, StoreError> {
        let objects = names
            .iter()
            .map(|name| format!("{commit}:{}{name}", self.prefix))
            .collect();
        let texts = self.contents(objects)?.into_iter().map(marked);
        Ok(names.into_iter().zip(texts).collect())
    }

    /// Writes the result of a merge, by paths from the root of the directory, to the work tree and the index.
    ///
    /// # Errors
    /// Git or the disk fails.
    pub fn lay(&self, files: &BTreeMap<String, Joined>) -> Result<(), StoreError> {
        let (mut gone, mut whole, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for (relative, joined) in files {
            let path = format!("{}{relative}", self.prefix);
            let full = self.top.join(&path);
            no_link(&self.top, Path::new(&path))?;
            match joined {
                Joined::Gone => {
                    remove(&full, DISK)?;
                    gone.push(path);
                    continue;
                }
                Joined::Whole(text) | Joined::Open { text, .. } => {
                    full.parent().map_or(Ok(()), make_folder)?;
                    overwrite(&full, text)?;
                }
            }
            match joined {
                Joined::Open { sides, .. } => open.push((path, sides)),
                _ => whole.push(path),
            }
        }
        self.forget(gone.iter().chain(open.iter().map(|(path, _)| path)))?;
        if !whole.is_empty() {
            self.with_paths(
                &["add"],
                &whole.iter().map(String::as_str).collect::<Vec<_>>(),
                "add",
            )?;
        }
        let mut stages = String::new();
        for (path, sides) in &open {
            for (stage, text) in (1..).zip(sides.iter()) {
                if let Some(text) = text {
                    stages += &format!("100644 {} {stage}\t{path}\0", self.kept(path, text)?);
                }
            }
        }
        self.update_index(&["--index-info"], &stages)
    }

    /// Removes paths from the index, whatever their state there.
    fn forget<'p>(&self, paths: impl Iterator<Item = &'p String>) -> Result<(), StoreError> {
        self.update_index(
            &["--force-remove", "--stdin"],
            &paths.map(|path| format!("{path}\0")).collect::<String>(),
        )
    }

    fn update_index(&self, arguments: &[&str], input: &str) -> Result<(), StoreError> {
        if input.is_empty() {
            return Ok(());
        }
        let all = [&["update-index", "-z"], arguments].concat();
        let output = self.run(&all, input.as_bytes())?;
        if output.status.success() {
            Ok(())
        } else {
            Err(said::of("note what is decided", &output))
        }
    }

    /// Stores a text in git and returns its object name.
    fn kept(&self, path: &str, text: &str) -> Result<String, StoreError> {
        let asked = ["hash-object", "-w", "--stdin", "--path", path];
        let output = self.run(&asked, text.as_bytes())?;
        if output.status.success() {
            Ok(text_of(&output.stdout))
        } else {
            Err(said::of("keep a text", &output))
        }
    }
}
