//! The version of the directory's format.

/// The version of the directory's format: version 1 is what version 0.1 wrote, and is read unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchemaVersion(pub u8);

impl SchemaVersion {
    /// The version that this program writes.
    pub const LATEST: Self = Self(2);
    /// The rule that a later version breaks; nothing else in such a directory is judged.
    pub const LATER: &'static str = "later-schema";
}
