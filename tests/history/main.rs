//! The records as git keeps them: what they said at a commit, what happened to each, and whether an old report can be
//! had again. Real git, on fixed days.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what cannot go on should stop, and say why"
)]

mod at;
#[path = "../common/mod.rs"]
mod common;
mod diff;
mod merged;
mod random;
mod repo;
mod told;
mod told_back;
mod verify;
mod world;
