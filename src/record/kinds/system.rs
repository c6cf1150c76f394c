//! The system that a case is in.

use crate::record::word::words;

words! {
    /// The system a case is in.
    pub enum System {
        /// Child welfare.
        Cps = "cps",
        /// Juvenile probation.
        Jpd = "jpd",
    }
}
