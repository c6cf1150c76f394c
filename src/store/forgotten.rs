//! The list of people whose names were forgotten, kept with the records: `forgotten.toml`, one line for each id.

use std::collections::BTreeSet;

use super::commit::Repository;
use super::directory::Directory;
use super::error::StoreError;
use super::paths::FORGOTTEN;

/// How the list begins.
const HEAD: &str =
    "# Whose names were forgotten: `peer forget`. What was done with them stays under these ids.\n";

impl Directory {
    /// The ids whose names were forgotten.
    ///
    /// # Errors
    /// The list cannot be read.
    pub fn forgotten(&self) -> Result<BTreeSet<String>, StoreError> {
        Ok(ids(&self.text(FORGOTTEN)?.unwrap_or_default()))
    }

    /// The list with added lines, each an id with the day and the reason: its path, its text before and after.
    ///
    /// # Errors
    /// The list cannot be read.
    pub fn with_forgotten(
        &self,
        more: &[(String, String)],
    ) -> Result<(&'static str, Option<String>, String), StoreError> {
        let before = self.text(FORGOTTEN)?;
        let known = ids(before.as_deref().unwrap_or_default());
        let lines: String = more
            .iter()
            .filter(|(id, _)| !known.contains(id))
            .map(|(id, why)| format!("{id} = {why}\n"))
            .collect();
        let now = united(before.as_deref().unwrap_or(HEAD), &lines);
        Ok((FORGOTTEN, before, now))
    }
}

impl Repository {
    /// The ids whose names were forgotten as of a commit.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn forgotten_in(&self, commit: &str) -> Result<BTreeSet<String>, StoreError> {
        let (Some(path), Some(_)) = (self.from_top(FORGOTTEN), self.commit_of(commit)?) else {
            return Ok(BTreeSet::new());
        };
        let texts = self.texts(vec![format!("{commit}:{path}")])?;
        let text = texts.into_iter().flatten().next();
        Ok(ids(&text.unwrap_or_default()))
    }
}

/// The ids of a list; lines that are not entries are ignored.
fn ids(text: &str) -> BTreeSet<String> {
    let id = |line: &str| Some(line.split_once('=')?.0.trim().to_owned());
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(id).filter(|id| !id.is_empty()).collect()
}

/// Merges two lists: a merge brings no one back. If both have a line for an id, ours stays.
#[must_use]
pub fn united(ours: &str, theirs: &str) -> String {
    let is_line = |line: &&str| !line.starts_with('#') && line.contains('=');
    let mut known = BTreeSet::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in ours.lines().chain(theirs.lines()).filter(is_line) {
        if known.insert(line.split('=').next().unwrap_or_default().trim()) {
            lines.push(line);
        }
    }
    lines.sort_unstable();
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    format!("{HEAD}{lines}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_unite_and_nobody_comes_back() {
        let ours = format!("{HEAD}p-a = {{ on = 2026-11-21, reason = \"asked\" }}\n");
        let theirs = format!("{HEAD}p-b = {{ on = 2026-11-20, reason = \"asked\" }}\n");
        let both = united(&ours, &theirs);
        assert_eq!(
            both,
            format!(
                "{HEAD}p-a = {{ on = 2026-11-21, reason = \"asked\" }}\np-b = {{ on = 2026-11-20, reason = \"asked\" }}\n"
            )
        );
        assert_eq!(ids(&both), ["p-a", "p-b"].map(str::to_owned).into());
        assert_eq!(ids(&united(HEAD, &both)).len(), 2);
    }
}
