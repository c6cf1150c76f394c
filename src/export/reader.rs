//! The lines that load the tables into statistics software, with their labels.

use crate::record::word::words;

words! {
    /// The software that loads the tables.
    pub enum Reader {
        /// R, with the package jsonlite.
        R = "r",
        /// Python, with pandas.
        Python = "python",
        /// Stata.
        Stata = "stata",
    }
}

impl Reader {
    /// The lines.
    #[must_use]
    pub const fn lines(self) -> &'static str {
        match self {
            Self::R => include_str!("readers/read.R"),
            Self::Python => include_str!("readers/read.py"),
            Self::Stata => include_str!("readers/read.do"),
        }
    }
}
