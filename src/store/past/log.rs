//! The commits of a directory, each with the files it changed.

use std::path::Path;

use super::error::PastError;
use super::moment::{asked, prefix};
use crate::record::facts::Committed;

/// A commit with the files of the directory that it changed.
#[derive(Debug)]
pub struct Commit {
    pub about: Committed,
    pub changed: Vec<Changed>,
}

/// A file that a commit changed; a merge is listed where it is like none of its parents.
#[derive(Debug)]
pub struct Changed {
    /// From the root of the records.
    pub path: String,
    /// What git calls its content in each parent of the commit; zeros where it was not there.
    pub before: Vec<String>,
    /// What git calls its content in the commit.
    pub after: String,
}

/// The commits of a range that changed files at the paths, all files where none is named, the oldest first.
pub fn commits(root: &Path, range: &str, paths: &[String]) -> Result<Vec<Commit>, PastError> {
    let format = "--format=%x01%H%x00%cd%x00%an%x00";
    let mut arguments = vec!["-c", "log.showRoot=true", "log", "--date-order", "--reverse", "--full-history", "-c"];
    arguments.extend(["--raw", "-z", "--no-abbrev", "--no-renames", "--no-show-signature"]);
    arguments.extend(["--encoding=UTF-8", "--date=format:%Y-%m-%d", format, range, "--"]);
    match paths {
        [] => arguments.push("."),
        paths => arguments.extend(paths.iter().map(String::as_str)),
    }
    // git has an option for paths from a folder, and forgets it at merges.
    let prefix = prefix(root)?;
    let listed = asked(root, &arguments)?;
    Ok(listed.split('\u{1}').filter_map(|block| commit(block, &prefix)).collect())
}

fn commit(block: &str, prefix: &str) -> Option<Commit> {
    let mut parts = block.split('\0');
    let (name, day, author) = (parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.to_owned());
    let mut parts = parts.map(|part| part.trim_start_matches('\n')).filter(|part| !part.is_empty());
    let mut changed = Vec::new();
    while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
        changed.extend(path.strip_prefix(prefix).and_then(|path| file(facts, path)));
    }
    Some(Commit { about: Committed { name, day, author }, changed })
}

/// What a line of raw differences says: `:100644 100644 BEFORE AFTER M`, for a merge with a colon for each parent.
fn file(facts: &str, path: &str) -> Option<Changed> {
    let parents = facts.bytes().take_while(|byte| *byte == b':').count();
    let mut ids = facts.split(' ').skip(parents + 1).map(str::to_owned);
    let before: Vec<String> = ids.by_ref().take(parents).collect();
    Some(Changed { path: path.to_owned(), before, after: ids.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_read_with_the_files_it_changed() {
        let block =
            "c1|2026-10-12|Ana||:100644 100644 aa bb M|r/a.toml|:000000 100644 00 cc A|r/b.toml||".replace('|', "\0");
        let found = commit(&block, "r/").unwrap();
        assert_eq!((found.about.name.as_str(), found.about.author.as_str()), ("c1", "Ana"));
        let paths: Vec<_> = found.changed.iter().map(|changed| changed.path.as_str()).collect();
        assert_eq!(paths, ["a.toml", "b.toml"]);
        assert_eq!((&*found.changed[0].before[0], &*found.changed[0].after), ("aa", "bb"));
    }

    #[test]
    fn a_merge_has_a_content_for_each_parent() {
        let changed = file("::100644 100644 100644 aa bb cc MM", "a.toml").unwrap();
        assert_eq!((changed.before, &*changed.after), (vec!["aa".to_owned(), "bb".to_owned()], "cc"));
    }
}
