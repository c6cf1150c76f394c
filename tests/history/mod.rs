//! The records in git: what they said at a commit, what happened to each, and whether an old report can be reproduced.
//! Real git, on fixed days.

mod at;
mod diff;
mod merged;
mod random;
pub mod repo;
mod told;
mod told_back;
mod verify;
mod world;
