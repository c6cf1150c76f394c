//! What happened to records, commit by commit, judging by the meaning of their files: packing moves a record and
//! changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::error::StoreError;
use super::changed::{Changed, Commit};
use super::error::PastError;
use super::log::commits;
use super::moment::Moment;
use super::revision::of_folder;
use super::turn::{Versions, told, turn};
use super::version::{Contents, Version};
use super::{Blobs, differing, is_known};
use crate::record::Kind;
use crate::record::facts::RecordChange;
use crate::store::Directory;
use crate::store::list::{month_in, packed_file};

impl Directory {
    /// What happened to records of a kind, or to `peer.toml`, oldest first: in each commit up to the one that the
    /// directory is read at; or up to the checked-out commit, followed by uncommitted changes.
    ///
    /// # Errors
    /// Git is not installed, or the directory is not in a repository.
    pub fn history(
        &self,
        kind: Option<Kind>,
        ids: &[String],
    ) -> Result<Vec<RecordChange>, StoreError> {
        let range = match self.moment() {
            Some(moment) => moment.commit.clone(),
            None if is_known(self.root(), "HEAD")
                .map_err(|error| of_folder(error, self.root()))? =>
            {
                "HEAD".to_owned()
            }
            None => return self.uncommitted(None, kind, ids),
        };
        let mut turns = self.turns(&range, kind, ids)?;
        if self.moment().is_none() {
            turns.extend(self.uncommitted(Some("HEAD"), kind, ids)?);
        }
        Ok(turns)
    }

    /// What happened to records of a kind after an earlier commit, oldest first: see [`Directory::history`].
    ///
    /// # Errors
    /// As [`Directory::history`].
    pub fn history_since(
        &self,
        earlier: &Moment,
        kind: Option<Kind>,
        ids: &[String],
    ) -> Result<Vec<RecordChange>, StoreError> {
        let mut turns = self.turns(&self.range_since(earlier), kind, ids)?;
        if self.moment().is_none() {
            turns.extend(self.uncommitted(Some("HEAD"), kind, ids)?);
        }
        Ok(turns)
    }

    fn range_since(&self, earlier: &Moment) -> String {
        let last = self.moment().map_or("HEAD", |moment| &moment.commit);
        format!("{}..{last}", earlier.commit)
    }

    fn turns(
        &self,
        range: &str,
        kind: Option<Kind>,
        ids: &[String],
    ) -> Result<Vec<RecordChange>, StoreError> {
        let mut files: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, id) in ids.iter().enumerate() {
            self.files_of(kind, id)
                .into_iter()
                .for_each(|file| files.entry(file).or_default().push(at));
        }
        // The length of a command line is limited.
        let named: Vec<String> = if files.len() <= MOST_PATHS {
            files.keys().cloned().collect()
        } else {
            Vec::new()
        };
        let commits = commits(self.root(), range, &named)?;
        let versions = self.versions(kind, &commits, &files)?;
        let mut known = HashMap::new();
        let mut turns = Vec::new();
        for commit in &commits {
            let mut touched: BTreeMap<usize, Vec<&Changed>> = BTreeMap::new();
            for changed in &commit.changed {
                let ids = files.get(&changed.path).into_iter().flatten();
                ids.for_each(|at| touched.entry(*at).or_default().push(changed));
            }
            turns.extend(
                touched
                    .iter()
                    .filter_map(|(at, of)| turn(commit, &ids[*at], of, &versions, &mut known)),
            );
        }
        Ok(turns)
    }

    /// The files that a record may be in: its own, and that of its month if its kind can be packed.
    fn files_of(&self, kind: Option<Kind>, id: &str) -> Vec<String> {
        let Some(kind) = kind else {
            return vec![id.to_owned()];
        };
        let own = self.path_of(kind, id);
        let month = month_in(kind, id).filter(|_| kind.is_id(id));
        let packed = month.map(|month| packed_file(&month));
        std::iter::once(own).chain(packed).collect()
    }

    /// What each content said about each record, by object name.
    fn versions(
        &self,
        kind: Option<Kind>,
        commits: &[Commit],
        files: &BTreeMap<String, Vec<usize>>,
    ) -> Result<Versions, StoreError> {
        let mut wanted: BTreeSet<(&str, &str)> = BTreeSet::new();
        for changed in commits.iter().flat_map(|commit| &commit.changed) {
            if files.contains_key(&changed.path) {
                let ids = changed
                    .before
                    .iter()
                    .chain(&changed.bases)
                    .chain([&changed.after]);
                let ids = ids.filter(|id| !is_nothing(id));
                wanted.extend(ids.map(|id| (changed.path.as_str(), id.as_str())));
            }
        }
        let mut blobs = Blobs::open(
            self.root(),
            wanted.iter().map(|(_, id)| (*id).to_owned()).collect(),
        );
        let mut buffer = Vec::new();
        let mut versions = Versions::new();
        for (path, id) in wanted {
            let length = blobs
                .next(&mut buffer)
                .map_err(|error| PastError::Git(error.to_string()))?;
            let contents = Contents::of(self, kind, path, &buffer[..length]);
            versions
                .entry(path.to_owned())
                .or_default()
                .insert(id.to_owned(), contents);
        }
        Ok(versions)
    }

    /// What the work tree says differently from the checked-out commit.
    fn uncommitted(
        &self,
        head: Option<&str>,
        kind: Option<Kind>,
        ids: &[String],
    ) -> Result<Vec<RecordChange>, StoreError> {
        let then = match head.map(|head| self.at_revision(head)) {
            Some(Err(StoreError::Past(PastError::NotThere(..)))) | None => None,
            Some(then) => Some(then?),
        };
        let differing = if head.is_some() {
            Some(differing(self.root())?)
        } else {
            None
        };
        let is_open = |id: &&String| {
            let mut files = self.files_of(kind, id).into_iter();
            differing
                .as_ref()
                .is_none_or(|differing| files.any(|file| differing.contains(&file)))
        };
        let mut turns = Vec::new();
        for id in ids.iter().filter(is_open) {
            let was = then
                .as_ref()
                .map_or(Ok((Version::None, String::new())), |then| {
                    then.version(kind, id)
                })?;
            let now = self.version(kind, id)?;
            let path = if now.0 == Version::None { was.1 } else { now.1 };
            let done = told(&was.0, &now.0);
            turns.extend(done.map(|(change_kind, facts)| RecordChange {
                id: id.clone(),
                path,
                commit: None,
                change_kind,
                facts,
            }));
        }
        Ok(turns)
    }

    /// What a record says, and the file it is in.
    fn version(&self, kind: Option<Kind>, id: &str) -> Result<(Version, String), StoreError> {
        for path in self.files_of(kind, id) {
            let Some(bytes) = self.source().bytes(&path)? else {
                continue;
            };
            let version = Contents::of(self, kind, &path, &bytes).version(id);
            if version != Version::None {
                return Ok((version, path));
            }
        }
        Ok((Version::None, String::new()))
    }
}

/// With more paths than this, git lists everything and the files are picked from the list.
const MOST_PATHS: usize = 400;

/// Whether git's object name means that there is no such file.
fn is_nothing(id: &str) -> bool {
    id.bytes().all(|byte| byte == b'0')
}
