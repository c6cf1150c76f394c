//! How the case of someone who became a mentor ended.

use crate::record::word::words;

words! {
    /// How a mentor's own case ended.
    pub enum OwnOutcome {
        /// The children came home.
        Reunified = "reunified",
        /// It was resolved another way.
        OtherResolution = "other-resolution",
    }
}
