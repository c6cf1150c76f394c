//! What is known of an export once its tables are written.

use super::table::Layout;

/// What the files say of the whole beside the tables.
#[derive(Debug)]
pub struct About<'a> {
    /// The recipient, if ids were newly made for one.
    pub recipient: Option<&'a str>,
    /// Whether only people are in it who agreed to outcome reporting.
    pub consented: bool,
}

/// A written table.
#[derive(Debug)]
pub struct Written {
    /// The table.
    pub layout: Layout,
    /// The words that each column of words can have, in order; `None` if it can have any.
    pub words: Vec<Option<Vec<String>>>,
    /// How many rows it has.
    pub rows: usize,
    /// The length of its file.
    pub bytes: usize,
    /// The SHA-256 of its file.
    pub hash: String,
}
