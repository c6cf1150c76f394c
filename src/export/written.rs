//! What is known about an export once its tables are written.

use super::table::Layout;

/// What the files say about the whole export.
#[derive(Debug)]
pub struct About<'a> {
    /// The recipient, if ids were replaced for one.
    pub recipient: Option<&'a str>,
    /// Whether it includes only people who consented to outcome reporting.
    pub consented: bool,
}

/// A written table.
#[derive(Debug)]
pub struct Written {
    /// The table.
    pub layout: Layout,
    /// The words allowed in each column of words, in order; `None` if any are.
    pub words: Vec<Option<Vec<String>>>,
    /// How many rows it has.
    pub rows: usize,
    /// The length of its file.
    pub bytes: usize,
    /// The SHA-256 of its file.
    pub hash: String,
}
