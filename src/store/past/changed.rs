//! The files that a commit changed, as git lists them.

use crate::record::facts::Committed;

/// A commit with the files of the directory that it changed.
#[derive(Debug)]
pub struct Commit {
    pub about: Committed,
    pub parents: Vec<String>,
    pub changed: Vec<Changed>,
}

/// A file that a commit changed; of a merge, a file that is not as in each of its parents.
#[derive(Debug)]
pub struct Changed {
    /// From the root of the records.
    pub path: String,
    /// What git calls its content in each parent of the commit; zeros where it was not there.
    pub before: Vec<String>,
    /// What git calls its content in what the parents of a merge have in common, once for each commit that is the last
    /// such.
    pub bases: Vec<String>,
    /// What git calls its content in the commit.
    pub after: String,
}

/// The files of a list of raw differences.
pub fn files<'a>(
    parts: impl Iterator<Item = &'a str>,
    prefix: &str,
) -> impl Iterator<Item = Changed> {
    let mut parts = parts
        .map(|part| part.trim_start_matches('\n'))
        .filter(|part| !part.is_empty());
    let mut pairs = Vec::new();
    while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
        pairs.extend(path.strip_prefix(prefix).and_then(|path| file(facts, path)));
    }
    pairs.into_iter()
}

/// What a line of raw differences says: `:100644 100644 BEFORE AFTER M`.
fn file(facts: &str, path: &str) -> Option<Changed> {
    let mut ids = facts.split(' ').skip(2).map(str::to_owned);
    let (before, after) = (vec![ids.next()?], ids.next()?);
    Some(Changed {
        path: path.to_owned(),
        before,
        bases: Vec::new(),
        after,
    })
}
