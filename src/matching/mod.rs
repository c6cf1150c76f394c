//! Which mentor should walk with which parent. What is proposed, and why, is explained below, as in `peer explain
//! matching`.
//!
//! Everything here is computed from a [`Register`](crate::register::Register) on a given day; nothing is read, written
//! or laid out. [`Pool`] holds the people of that day in a form that can be compared ten million times a second;
//! [`rules`] and [`score`] say what forbids a pair and what speaks for it; [`mod@rank`] puts the mentors of one parent
//! in order, [`everyone`] finds the best assignment of all waiting parents, and [`reasons`] says why. Sentences name no
//! person: names are added when they are laid out.
//!
//! # How it works
//!
#![doc = include_str!("matching.md")]

pub mod assignment;
pub mod everyone;
pub mod factors;
mod pair;
mod pool;
pub mod rank;
pub mod reasons;
mod rows;
mod rule;
pub mod rules;
pub mod score;
#[cfg(test)]
mod testing;
mod words;

pub use everyone::{Everyone, Proposal, Unmatched};
pub use factors::{FACTORS, Factor};
pub use pair::{Mentor, Pair, Parent};
pub use pool::{Assumption, Pool};
pub use rank::{Candidate, rank};
pub use reasons::{Difference, Moved, Reasons, Remedy, RunnerUp, compare};
pub use rule::Rule;
pub use rules::Broken;
pub use score::{Points, Score};
