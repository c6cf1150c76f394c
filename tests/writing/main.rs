//! Writing: a change happens wholly or not at all, whoever else writes and whenever the process dies; and what a person
//! typed stays.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on should stop, and say why"
)]

#[path = "../common/mod.rs"]
mod common;
mod crowd;
mod document;
mod edit;
mod kill;
#[cfg(unix)]
mod modes;
mod packed;
mod reader;
#[cfg(unix)]
mod undo;
