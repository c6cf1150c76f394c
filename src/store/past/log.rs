//! The commits of a directory, each with the files that it changed.

use std::path::Path;

use super::super::error::StoreError;
use super::changed::{Commit, files};
use super::merges;
use super::revision::{asked, prefix};
use crate::record::facts::Committed;

/// The commits in a range that changed files at the paths (all files if there are none), oldest first.
pub fn commits(root: &Path, range: &str, paths: &[String]) -> Result<Vec<Commit>, StoreError> {
    let format = "--format=%x01%H%x00%P%x00%cd%x00%an%x00";
    let mut arguments = vec![
        "-c",
        "log.showRoot=true",
        "log",
        "--date-order",
        "--reverse",
        "--full-history",
    ];
    arguments.extend([
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        "--no-show-signature",
    ]);
    arguments.extend([
        "--encoding=UTF-8",
        "--date=format:%Y-%m-%d",
        format,
        range,
        "--",
    ]);
    let within: Vec<&str> = if paths.is_empty() {
        vec!["."]
    } else {
        paths.iter().map(String::as_str).collect()
    };
    arguments.extend(&within);
    // Git has an option for paths relative to a folder, but ignores it for merges.
    let prefix = prefix(root)?;
    let listed = asked(root, &arguments)?;
    let mut commits: Vec<Commit> = listed
        .split('\u{1}')
        .filter_map(|block| commit(block, &prefix))
        .collect();
    merges::fill(root, &mut commits, &within, &prefix)?;
    Ok(commits)
}

fn commit(block: &str, prefix: &str) -> Option<Commit> {
    let mut parts = block.split('\0');
    let (name, parents) = (
        parts.next()?.to_owned(),
        parts.next()?.split_ascii_whitespace().map(str::to_owned),
    );
    let parents = parents.collect();
    let (day, author) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
    let changed = files(parts, prefix).collect();
    Some(Commit {
        about: Committed { name, day, author },
        parents,
        changed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_read_with_the_files_it_changed() {
        let block = "c1|b1 b2|2026-10-12|Ana||:100644 100644 aa bb M|r/a.toml|:000000 100644 00 cc A|r/b.toml||"
            .replace('|', "\0");
        let found = commit(&block, "r/").unwrap();
        assert_eq!(
            (found.about.name.as_str(), found.about.author.as_str()),
            ("c1", "Ana")
        );
        assert_eq!(found.parents, ["b1", "b2"]);
        let paths: Vec<_> = found
            .changed
            .iter()
            .map(|changed| changed.path.as_str())
            .collect();
        assert_eq!(paths, ["a.toml", "b.toml"]);
        assert_eq!(
            (&*found.changed[0].before[0], &*found.changed[0].after),
            ("aa", "bb")
        );
    }
}
