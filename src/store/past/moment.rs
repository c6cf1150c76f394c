//! A commit as a moment in the past.

use crate::record::Day;

/// A commit, and its day in the committer's time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The full name of the commit.
    pub commit: String,
    /// The day in the committer's time zone.
    pub day: Day,
}

impl Moment {
    /// The commit shortened to twelve characters.
    #[must_use]
    pub fn short(&self) -> String {
        self.commit.chars().take(12).collect()
    }
}
