//! What is merged, and what comes of it.

use super::clash::Clash;

/// The three texts of a merge.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'t> {
    /// What both began from; `None` where both added the file.
    pub base: Option<&'t str>,
    /// Ours.
    pub ours: &'t str,
    /// Theirs.
    pub theirs: &'t str,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// Every change of both sides in one text.
    Clean(String),
    /// The same, with what was changed two ways between git's markers.
    Conflict {
        /// The text, which no command reads before a person has decided.
        text: String,
        /// What was changed two ways.
        clashes: Vec<Clash>,
    },
}

/// Why a file cannot be merged by what it says; git's own merge of lines is left.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmergeable {
    /// It is no file of records.
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
    /// Its lines are laid out in a way that cannot be edited.
    #[error("its layout cannot be edited automatically")]
    Layout,
}
