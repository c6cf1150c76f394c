//! Who may be the same person: pairs of participants that look alike, how certain that is, and why, in words.
//!
//! The model is that of Fellegi and Sunter (1969), with weights learned from the program's own records by expectation
//! and maximization; `same.md` explains it in plain words. Nothing here decides anything: only what the records say
//! counts in reports. Only `register` and `record` are imported.

mod blocks;
mod children;
mod clusters;
mod compare;
mod compared;
mod crowd;
mod face;
mod model;
mod people;
mod reasons;

pub use children::{ChildrenAlike, children};
pub use compared::groups;
pub use crowd::{Crowd, Like};
pub use face::Described;
pub use people::{Alike, Likeness, beside, described, open, pairs};

/// What `peer explain same` says.
pub const EXPLAINED: &str = include_str!("same.md");

#[cfg(test)]
mod tests;
