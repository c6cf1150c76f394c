//! What merges combined: each file that differs from at least one parent, as it is in every parent and every merge
//! base.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::thread;

use super::super::error::StoreError;
use super::changed::{Changed, Commit, files};
use super::error::PastError;
use super::revision::asked;
use crate::store::git::command;

/// Fills in the files that each merge commit combined, limited to the paths.
///
/// This includes a file that all parents changed alike: a record that moved out of it on every side was there once.
pub fn fill(
    root: &Path,
    commits: &mut [Commit],
    paths: &[&str],
    prefix: &str,
) -> Result<(), StoreError> {
    let mut merges: Vec<&mut Commit> = commits
        .iter_mut()
        .filter(|commit| commit.parents.len() > 1)
        .collect();
    let parents: Vec<Vec<String>> = merges.iter().map(|merge| merge.parents.clone()).collect();
    let of_parents = differing(root, &merges, &parents, paths, prefix)?;
    let mut together: Vec<Together> = merges.iter().map(|_| Together::new()).collect();
    for ((merge, files), lists) in merges.iter().zip(&mut together).zip(of_parents) {
        for (parent, changed) in lists {
            let (before, file) = known(files, changed, merge.parents.len(), 0);
            file.before[parent] = before;
        }
    }
    let merged = together.iter().zip(&parents).map(|(files, parents)| {
        // The merge bases are looked up only if they are needed.
        if files.is_empty() {
            Ok(Vec::new())
        } else {
            bases(root, parents)
        }
    });
    let bases = merged.collect::<Result<Vec<_>, _>>()?;
    let of_bases = differing(root, &merges, &bases, paths, prefix)?;
    for (((merge, files), bases), lists) in
        merges.iter_mut().zip(together).zip(&bases).zip(of_bases)
    {
        let mut files = files;
        files
            .values_mut()
            .for_each(|file| file.bases = vec![file.after.clone(); bases.len()]);
        for (base, changed) in lists {
            let (before, file) = known(&mut files, changed, merge.parents.len(), bases.len());
            file.bases[base] = before;
        }
        merge.changed = files.into_values().collect();
    }
    Ok(())
}

/// The files that a merge combined, by their paths.
type Together = BTreeMap<String, Changed>;

/// A file of a merge, the same as in all other commits unless they are listed as different, and its content in this
/// one.
fn known(
    files: &mut Together,
    changed: Changed,
    parents: usize,
    bases: usize,
) -> (String, &mut Changed) {
    let before = changed.before.first().cloned().unwrap_or_default();
    let file = files.entry(changed.path.clone()).or_insert_with(|| {
        let as_now = |many: usize| vec![changed.after.clone(); many];
        Changed {
            before: as_now(parents),
            bases: as_now(bases),
            ..changed
        }
    });
    (before, file)
}

/// The files in which each merge differs from other commits, each with the index of the other commit.
fn differing(
    root: &Path,
    merges: &[&mut Commit],
    others: &[Vec<String>],
    paths: &[&str],
    prefix: &str,
) -> Result<Vec<Vec<(usize, Changed)>>, StoreError> {
    let pairs = merges.iter().zip(others);
    let pairs = pairs.flat_map(|(merge, others)| {
        others
            .iter()
            .map(|other| format!("{} {other}", merge.about.name))
    });
    let pairs: Vec<String> = pairs.collect();
    let mut arguments = vec![
        "diff-tree",
        "--stdin",
        "--always",
        "-r",
        "--raw",
        "-z",
        "--no-renames",
        "--no-abbrev",
        "--",
    ];
    arguments.extend(paths);
    let told = answered(
        root,
        &arguments,
        &pairs.iter().map(String::as_str).collect::<Vec<_>>(),
    )?;
    let mut parts = told.split('\0').peekable();
    let mut all = Vec::new();
    for others in others {
        let mut of_merge = Vec::new();
        for other in 0..others.len() {
            // The name of the merge is above each list, even an empty one.
            parts.next();
            let mut listed = Vec::new();
            while let Some(part) = parts.next_if(|part| part.starts_with(':')) {
                listed.extend([part, parts.next().unwrap_or_default()]);
            }
            of_merge.extend(files(listed.into_iter(), prefix).map(|changed| (other, changed)));
        }
        all.push(of_merge);
    }
    Ok(all)
}

/// The merge bases of some commits.
fn bases(root: &Path, commits: &[String]) -> Result<Vec<String>, StoreError> {
    let arguments = ["merge-base", "--octopus", "--all"]
        .into_iter()
        .chain(commits.iter().map(String::as_str));
    match asked(root, &arguments.collect::<Vec<_>>()) {
        Ok(told) => Ok(told.lines().map(str::to_owned).collect()),
        // They have no common ancestor.
        Err(StoreError::Past(PastError::Git(_))) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Git's answers to questions, one per line.
fn answered(root: &Path, arguments: &[&str], questions: &[&str]) -> Result<String, StoreError> {
    if questions.is_empty() {
        return Ok(String::new());
    }
    let failed = |error: std::io::Error| PastError::Git(error.to_string());
    let mut running = command(root);
    running
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = running.spawn().map_err(failed)?;
    let text = questions.join("\n") + "\n";
    let asking = child
        .stdin
        .take()
        .map(|mut to| thread::spawn(move || drop(to.write_all(text.as_bytes()))));
    let output = child.wait_with_output().map_err(failed)?;
    drop(asking);
    if !output.status.success() {
        return Err(PastError::Git("what merges decided cannot be read".to_owned()).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
