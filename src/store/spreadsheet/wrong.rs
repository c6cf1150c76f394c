//! Why a file is no spreadsheet.

/// Why a file is no spreadsheet that can be read.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The line and the column, counted from 1, where they are known.
    pub(super) at: Option<(usize, usize)>,
    pub(super) why: String,
    pub(super) help: String,
}

impl Wrong {
    pub(super) fn new(why: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            at: None,
            why: why.into(),
            help: help.into(),
        }
    }

    /// A workbook that is damaged, or not made as workbooks are.
    pub(super) fn damaged(error: impl std::fmt::Display) -> Self {
        Self::new(
            format!("it is no workbook that can be read: {error}"),
            "open it in a spreadsheet program, save it again as .xlsx or .csv, then try again",
        )
    }
}
