//! The files that a commit changed, as git lists them.

use crate::record::facts::Committed;

/// A commit with the files of the directory that it changed.
#[derive(Debug)]
pub struct Commit {
    pub about: Committed,
    pub parents: Vec<String>,
    pub changed: Vec<Changed>,
}

/// A file that a commit changed; for a merge, a file that differs from at least one parent.
#[derive(Debug)]
pub struct Changed {
    /// From the root of the records.
    pub path: String,
    /// The object name of its content in each parent of the commit; zeros if the file was missing.
    pub before: Vec<String>,
    /// The object name of its content in each merge base of the parents.
    pub bases: Vec<String>,
    /// The object name of its content in the commit.
    pub after: String,
}

/// The files in a list of raw differences.
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

/// Parses a line of raw differences: `:100644 100644 BEFORE AFTER M`.
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
