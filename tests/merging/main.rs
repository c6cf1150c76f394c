//! Two laptops, one truth: merging by what records say, and the way through git.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on should stop, and say why"
)]

mod any_month;
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod laptops;
mod model;
mod months;
mod moved;
mod odd;
mod oracle;
mod random;
mod setup;
mod text;
