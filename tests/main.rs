//! The whole program under test: one binary, a module for each theme.
//!
//! `cargo test --test all -- cli::` runs one theme. Random cases run a tenth of their number; `PEER_THOROUGH=1` runs
//! them all.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on should stop, and say why"
)]

#[cfg(unix)]
mod attacks;
#[cfg(unix)]
mod attacks_output;
#[cfg(unix)]
mod attacks_sheets;
mod cli;
mod common;
mod damage;
mod errors;
mod facts;
mod golden;
mod history;
mod intake;
mod layers;
mod matching;
mod merging;
mod readme;
mod version01;
mod void;
mod worked;
mod writing;
