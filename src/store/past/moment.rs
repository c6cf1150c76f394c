//! A commit as a moment of the past.

use crate::record::Day;

/// A commit, and the day on which it was made where it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The whole name of the commit.
    pub commit: String,
    /// The committer's own day.
    pub day: Day,
}

impl Moment {
    /// The commit shortened to twelve characters.
    #[must_use]
    pub fn short(&self) -> String {
        self.commit.chars().take(12).collect()
    }
}
