//! What is merged, and the result.

use super::clash::Clash;

/// The three texts of a merge.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'t> {
    /// The common ancestor; `None` if both sides added the file.
    pub base: Option<&'t str>,
    /// Ours.
    pub ours: &'t str,
    /// Theirs.
    pub theirs: &'t str,
}

/// The result of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// One text with every change of both sides.
    Clean(String),
    /// The same, with conflicts between git's markers.
    Conflict {
        /// The text, which no command reads until a person has decided.
        text: String,
        /// The conflicts.
        clashes: Vec<Clash>,
    },
}

/// Why a file cannot be merged by what it says, which leaves git's own line merge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmergeable {
    /// It is not a file of records.
    #[error("this is not a file of records")]
    NoRecord,
    /// One of the texts has a fault.
    #[error("{whose} text has an error: {fault}")]
    Faulty {
        /// Whose text it is.
        whose: &'static str,
        /// The first fault.
        fault: String,
    },
    /// Its lines have a layout that cannot be edited.
    #[error("its layout cannot be edited automatically")]
    Layout,
}
