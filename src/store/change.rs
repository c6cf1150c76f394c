//! What to write: files with their texts before and after. Nothing is written yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What happens to some files, by their path from the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    pub(super) files: BTreeMap<String, FileChange>,
}

/// What happens to one file: its text before and after, `None` if there is no file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileChange {
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Change {
    /// Adds a new file.
    pub fn create(&mut self, relative: impl Into<String>, text: impl Into<String>) {
        self.files.insert(
            relative.into(),
            FileChange {
                before: None,
                after: Some(text.into()),
            },
        );
    }

    /// Gives a file a new text.
    pub fn replace(
        &mut self,
        relative: impl Into<String>,
        before: impl Into<String>,
        after: impl Into<String>,
    ) {
        let (before, after) = (Some(before.into()), Some(after.into()));
        if before != after {
            self.files
                .insert(relative.into(), FileChange { before, after });
        }
    }

    /// Removes a file.
    pub fn remove(&mut self, relative: impl Into<String>, before: impl Into<String>) {
        self.files.insert(
            relative.into(),
            FileChange {
                before: Some(before.into()),
                after: None,
            },
        );
    }

    /// The text that a file gets, if it gets one.
    #[must_use]
    pub fn text_of(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.after.as_deref()
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether this change creates a file.
    pub(super) fn makes(&self, path: &str) -> bool {
        self.files
            .get(path)
            .is_some_and(|file| file.before.is_none())
    }

    /// Takes files out of the change.
    pub(super) fn leave_out(&mut self, paths: &[String]) {
        self.files.retain(|path, _| !paths.contains(path));
    }

    /// Each file with its text before and after, in order of paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, Option<&str>, Option<&str>)> {
        self.files
            .iter()
            .map(|(path, turn)| (path.as_str(), turn.before.as_deref(), turn.after.as_deref()))
    }

    /// The change of these files.
    pub(super) fn of(files: BTreeMap<String, FileChange>) -> Self {
        Self { files }
    }

    /// What happens to each file.
    pub(super) fn turns(&self) -> impl Iterator<Item = (&str, &FileChange)> {
        self.files.iter().map(|(path, turn)| (path.as_str(), turn))
    }

    /// The change that undoes this one.
    pub(super) fn inverse(&self) -> Self {
        let back = |turn: &FileChange| FileChange {
            before: turn.after.clone(),
            after: turn.before.clone(),
        };
        Self {
            files: self
                .files
                .iter()
                .map(|(path, turn)| (path.clone(), back(turn)))
                .collect(),
        }
    }

    /// Adds another change to this one; if both touch a file, the later one wins.
    pub fn and(&mut self, other: Self) {
        for (path, turn) in other.files {
            let before = self
                .files
                .get(&path)
                .map_or_else(|| turn.before.clone(), |first| first.before.clone());
            self.files.insert(
                path,
                FileChange {
                    before,
                    after: turn.after,
                },
            );
        }
    }
}
