//! What merges brought together: each file that is not as in every parent, in each of them and in what they have in common.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::thread;

use super::error::PastError;
use super::log::{Changed, Commit, files};
use super::moment::asked;
use crate::store::git::command;

/// What git calls the content of a file that is not there.
const NOTHING: &str = "0000000000000000000000000000000000000000";

/// Gives the merges among the commits the files that they brought together, as far as they lie at the paths.
pub fn fill(root: &Path, commits: &mut [Commit], paths: &[&str], prefix: &str) -> Result<(), PastError> {
    let mut merges: Vec<&mut Commit> = commits.iter_mut().filter(|commit| commit.parents.len() > 1).collect();
    if merges.is_empty() {
        return Ok(());
    }
    compare_with_parents(root, &mut merges, paths, prefix)?;
    let mut asking: Vec<(&mut Changed, String)> = Vec::new();
    for merge in &mut merges {
        if merge.changed.is_empty() {
            continue;
        }
        let bases = bases(root, &merge.parents)?;
        for changed in &mut merge.changed {
            changed.bases = vec![NOTHING.to_owned(); bases.len()];
            let name = bases.iter().map(|base| format!("{base}:{prefix}{}", changed.path)).collect::<Vec<_>>();
            asking.push((changed, name.join("\n")));
        }
    }
    let names: Vec<&str> = asking.iter().map(|(_, name)| name.as_str()).filter(|name| !name.is_empty()).collect();
    let told = answered(root, &["cat-file", "--batch-check"], &names)?;
    let mut told = told.lines();
    for base in asking.iter_mut().flat_map(|(changed, _)| &mut changed.bases) {
        let line = told.next().unwrap_or_default();
        if let Some((id, _)) = line.split_once(" blob ") {
            id.clone_into(base);
        }
    }
    Ok(())
}

/// Notes for each merge the files in which it is not like every parent.
fn compare_with_parents(
    root: &Path,
    merges: &mut [&mut Commit],
    paths: &[&str],
    prefix: &str,
) -> Result<(), PastError> {
    let pairs: Vec<String> = merges
        .iter()
        .flat_map(|merge| merge.parents.iter().map(|parent| format!("{} {parent}", merge.about.name)))
        .collect();
    let mut arguments =
        vec!["diff-tree", "--stdin", "--always", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--"];
    arguments.extend(paths);
    let told = answered(root, &arguments, &pairs.iter().map(String::as_str).collect::<Vec<_>>())?;
    let mut parts = told.split('\0').peekable();
    for merge in merges {
        let mut together: BTreeMap<String, Changed> = BTreeMap::new();
        for parent in 0..merge.parents.len() {
            // The name of the merge stands above each list, also above an empty one.
            parts.next();
            let mut listed = Vec::new();
            while let Some(part) = parts.next_if(|part| part.starts_with(':')) {
                listed.extend([part, parts.next().unwrap_or_default()]);
            }
            for mut changed in files(listed.into_iter(), prefix) {
                let before = changed.before.pop().unwrap_or_default();
                let known = together.entry(changed.path.clone()).or_insert_with(|| {
                    // As in every parent that it is not told to differ from.
                    Changed { before: vec![changed.after.clone(); merge.parents.len()], ..changed }
                });
                known.before[parent] = before;
            }
        }
        merge.changed = together.into_values().collect();
    }
    Ok(())
}

/// The last commits that lead to all of some.
fn bases(root: &Path, commits: &[String]) -> Result<Vec<String>, PastError> {
    let arguments = ["merge-base", "--octopus", "--all"].into_iter().chain(commits.iter().map(String::as_str));
    match asked(root, &arguments.collect::<Vec<_>>()) {
        Ok(told) => Ok(told.lines().map(str::to_owned).collect()),
        // They have nothing in common.
        Err(PastError::Git(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// What git answers to questions, one a line.
fn answered(root: &Path, arguments: &[&str], questions: &[&str]) -> Result<String, PastError> {
    if questions.is_empty() {
        return Ok(String::new());
    }
    let failed = |error: std::io::Error| PastError::Git(error.to_string());
    let mut running = command(root);
    running.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = running.spawn().map_err(failed)?;
    let text = questions.join("\n") + "\n";
    let asking = child.stdin.take().map(|mut to| thread::spawn(move || drop(to.write_all(text.as_bytes()))));
    let output = child.wait_with_output().map_err(failed)?;
    drop(asking);
    if !output.status.success() {
        return Err(PastError::Git("what merges decided cannot be read".to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
