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
mod export;
mod facts;
mod golden;
mod history;
mod house;
mod intake;
mod layers;
mod matching;
mod merging;
mod names;
mod pages;
mod questions;
mod readme;
mod recount;
mod same;
mod version01;
mod void;
mod worked;
mod writing;

// The layers as code in `src` names them, with the report that `house` adds.
#[path = "house/added/measure.rs"]
mod added_measure;
#[path = "house/added/report.rs"]
mod added_report;
use peer::{record, register};
mod measure {
    pub(crate) use crate::added_measure as turnout;
    pub use peer::measure::*;
}
mod report {
    pub(crate) use crate::added_report as turnout;
    pub use peer::report::*;
}
