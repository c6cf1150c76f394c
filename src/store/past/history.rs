//! What happened to records, commit by commit, by what their files meant: packing moves a record and changes nothing.

use std::collections::{BTreeSet, HashMap};

use super::error::PastError;
use super::log::{Changed, Commit, commits};
use super::moment::Moment;
use super::version::{Contents, Version};
use super::{Blobs, differing, is_known};
use crate::record::facts::{Committed, Deed, Fact, Turn, compare};
use crate::record::{Kind, SessionId};
use crate::store::Directory;
use crate::store::error::StoreError;

impl Directory {
    /// What happened to records of a kind, the oldest first: by each commit that led to the one the directory is read
    /// at, or to the one checked out and then by what is not committed yet.
    ///
    /// # Errors
    /// git is not there, or the directory is in no repository of it.
    pub fn history(&self, kind: Kind, ids: &[String]) -> Result<Vec<Turn>, StoreError> {
        let range = match self.moment() {
            Some(moment) => moment.commit.clone(),
            None if is_known(self.root(), "HEAD").map_err(|error| error.of_folder(self.root()))? => "HEAD".to_owned(),
            None => return self.uncommitted(None, kind, ids),
        };
        let mut turns = self.turns(&range, kind, ids)?;
        if self.moment().is_none() {
            turns.extend(self.uncommitted(Some("HEAD"), kind, ids)?);
        }
        Ok(turns)
    }

    /// What was done to records of a kind after an earlier commit, the oldest first: as [`Directory::history`].
    ///
    /// # Errors
    /// As [`Directory::history`].
    pub fn history_since(&self, earlier: &Moment, kind: Kind, ids: &[String]) -> Result<Vec<Turn>, StoreError> {
        let mut turns = self.turns(&self.range_since(earlier), kind, ids)?;
        if self.moment().is_none() {
            turns.extend(self.uncommitted(Some("HEAD"), kind, ids)?);
        }
        Ok(turns)
    }

    /// The last commit after an earlier one that changed a file.
    ///
    /// # Errors
    /// As [`Directory::history`].
    pub fn last_change_since(&self, earlier: &Moment, path: &str) -> Result<Option<Committed>, StoreError> {
        let mut commits = commits(self.root(), &self.range_since(earlier), &[path.to_owned()])?;
        Ok(commits.pop().map(|commit| commit.about))
    }

    fn range_since(&self, earlier: &Moment) -> String {
        let last = self.moment().map_or("HEAD", |moment| &moment.commit);
        format!("{}..{last}", earlier.commit)
    }

    fn turns(&self, range: &str, kind: Kind, ids: &[String]) -> Result<Vec<Turn>, StoreError> {
        let files: BTreeSet<String> = ids.iter().flat_map(|id| self.files_of(kind, id)).collect();
        let files: Vec<String> = files.into_iter().collect();
        // A command line holds only so many paths.
        let named = if files.len() <= MOST_PATHS { files.as_slice() } else { &[] };
        let commits = commits(self.root(), range, named)?;
        let versions = self.versions(kind, &commits, &files)?;
        let mut known: HashMap<&str, Version> = HashMap::new();
        let mut turns = Vec::new();
        for commit in &commits {
            for id in ids {
                let files = self.files_of(kind, id);
                turns.extend(turn(commit, id, &files, &versions, &mut known));
            }
        }
        Ok(turns)
    }

    /// The files that a record may lie in: its own, and for a session its month.
    fn files_of(&self, kind: Kind, id: &str) -> Vec<String> {
        let own = self.path_of(kind, id);
        let month = id.get(..7).filter(|_| kind == Kind::Session && id.parse::<SessionId>().is_ok());
        let packed =
            month.map(|month| format!("{}/{}/{month}.toml", kind.folder(), month.get(..4).unwrap_or_default()));
        std::iter::once(own).chain(packed).collect()
    }

    /// What each content said of each record, by what git calls it.
    fn versions(&self, kind: Kind, commits: &[Commit], files: &[String]) -> Result<Versions, PastError> {
        let mut wanted: BTreeSet<(&str, &str)> = BTreeSet::new();
        for changed in commits.iter().flat_map(|commit| &commit.changed) {
            if files.binary_search(&changed.path).is_ok() {
                let ids = changed.before.iter().chain([&changed.after]).filter(|id| !is_nothing(id));
                wanted.extend(ids.map(|id| (changed.path.as_str(), id.as_str())));
            }
        }
        let mut blobs = Blobs::open(self.root(), wanted.iter().map(|(_, id)| (*id).to_owned()).collect());
        let mut buffer = Vec::new();
        let mut versions = Versions::new();
        for (path, id) in wanted {
            let length = blobs.next(&mut buffer).map_err(|error| PastError::Git(error.to_string()))?;
            let contents = Contents::of(self, kind, path, &buffer[..length]);
            versions.entry(path.to_owned()).or_default().insert(id.to_owned(), contents);
        }
        Ok(versions)
    }

    /// What the work tree says differently from the commit that is checked out.
    fn uncommitted(&self, head: Option<&str>, kind: Kind, ids: &[String]) -> Result<Vec<Turn>, StoreError> {
        let then = match head.map(|head| self.at_revision(head)) {
            Some(Err(StoreError::Past(PastError::NotThere(..)))) | None => None,
            Some(then) => Some(then?),
        };
        let differing = if head.is_some() { Some(differing(self.root())?) } else { None };
        let is_open = |id: &&String| {
            let mut files = self.files_of(kind, id).into_iter();
            differing.as_ref().is_none_or(|differing| files.any(|file| differing.contains(&file)))
        };
        let mut turns = Vec::new();
        for id in ids.iter().filter(is_open) {
            let was = then.as_ref().map_or(Ok((Version::None, String::new())), |then| then.version(kind, id))?;
            let now = self.version(kind, id)?;
            let path = if now.0 == Version::None { was.1 } else { now.1 };
            turns.extend(told(id, path, &[was.0], &now.0).map(|turn| Turn { commit: None, ..turn }));
        }
        Ok(turns)
    }

    /// What a record says, and the file that says it.
    fn version(&self, kind: Kind, id: &str) -> Result<(Version, String), StoreError> {
        for path in self.files_of(kind, id) {
            let Some(bytes) = self.bytes(&path)? else { continue };
            let version = Contents::of(self, kind, &path, &bytes).version(id);
            if version != Version::None {
                return Ok((version, path));
            }
        }
        Ok((Version::None, String::new()))
    }
}

/// More paths than this are looked for among all that git lists.
const MOST_PATHS: usize = 400;

/// What the contents of each file say, by what git calls them.
type Versions = HashMap<String, HashMap<String, Contents>>;

/// Whether git means that there is no such file.
fn is_nothing(id: &str) -> bool {
    id.bytes().all(|byte| byte == b'0')
}

/// What a commit did to a record; `known` has what each record said when it could last be read.
fn turn<'i>(
    commit: &Commit,
    id: &'i str,
    files: &[String],
    versions: &Versions,
    known: &mut HashMap<&'i str, Version>,
) -> Option<Turn> {
    let of = |changed: &Changed, content: Option<&String>| {
        let contents = content.and_then(|content| versions.get(&changed.path)?.get(content));
        contents.map_or(Version::None, |contents| contents.version(id))
    };
    let touched: Vec<_> = commit.changed.iter().filter(|changed| files.contains(&changed.path)).collect();
    let parents = touched.iter().map(|changed| changed.before.len()).max()?;
    let said = |versions: Vec<Version>| versions.into_iter().find(|one| *one != Version::None).unwrap_or(Version::None);
    let mut before = Vec::new();
    for parent in 0..parents {
        before.push(said(touched.iter().map(|changed| of(changed, changed.before.get(parent))).collect()));
    }
    let after = said(touched.iter().map(|changed| of(changed, Some(&changed.after))).collect());
    for one in before.iter_mut().filter(|one| **one == Version::Broken) {
        *one = known.get(id).cloned().unwrap_or(Version::None);
    }
    if !matches!(after, Version::Broken) {
        known.insert(id, after.clone());
    } else if let Some(good) = before.first() {
        known.insert(id, good.clone());
    }
    let holds = |changed: &&&Changed| of(changed, Some(&changed.after)) != Version::None;
    let path = touched.iter().find(holds).or(touched.first())?.path.clone();
    let turn = told(id, path, &before, &after)?;
    Some(Turn { commit: Some(commit.about.clone()), ..turn })
}

/// What became of a record. A merge did only what none of its parents had done.
fn told(id: &str, path: String, before: &[Version], after: &Version) -> Option<Turn> {
    let turn = |deed, facts| Some(Turn { id: id.to_owned(), path, commit: None, deed, facts });
    if before.iter().any(|before| before == after) {
        return None;
    }
    match after {
        Version::Broken => turn(Deed::Broken, Vec::new()),
        Version::None => turn(Deed::Removed, Vec::new()),
        Version::Said(now) => {
            let mut differ = before.iter().map(|before| match before {
                Version::Said(was) => compare(was, now),
                _ => compare(&Vec::new(), now),
            });
            let mut facts: Vec<Fact> = differ.next().unwrap_or_default();
            differ.for_each(|other| facts.retain(|fact| other.contains(fact)));
            let entered = before.iter().all(|before| *before == Version::None);
            let deed = if entered { Deed::Entered } else { Deed::Changed };
            if facts.is_empty() && !entered { None } else { turn(deed, facts) }
        }
    }
}
