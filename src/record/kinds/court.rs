//! What there is to say of a case before a court: its system, and how that of somebody who became a mentor ended.

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

words! {
    /// How a mentor's own case ended.
    pub enum OwnOutcome {
        /// The children came home.
        Reunified = "reunified",
        /// It was resolved another way.
        OtherResolution = "other-resolution",
    }
}
