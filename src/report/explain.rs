//! stub
/// Names.
pub const NAMES: &[&str] = &[];
/// Summary.
#[must_use]
pub fn summary(_name: &str) -> Option<&'static str> {
    None
}
/// Text.
#[must_use]
pub fn explain(_name: &str) -> Option<&'static str> {
    None
}
