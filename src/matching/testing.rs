//! Small programs for tests: one ready mentor and one waiting parent, and ways to vary them.

use crate::record::Day;
use crate::register::Register;
use crate::register::testing::{day, register};

/// The day on which the tests ask.
pub fn today() -> Day {
    day("2026-11-21")
}

/// Keys that make a mentor eligible; the tables come after everything else.
pub const READY: &str = "joined = 2024-01-01\n";
/// The tables of an eligible mentor.
pub const CLOSED: &str = "[own_case]\nclosed = 2023-05-10\noutcome = \"reunified\"\n";
/// The tables of a parent who has been waiting since August 1.
pub const WAITS: &str = "[[enrollment]]\nstart = 2026-07-01\n[[mentor_request]]\non = 2026-08-01\n";

/// A mentor with these root keys.
pub fn mentor(keys: &str) -> String {
    let capacity = if keys.contains("capacity") {
        ""
    } else {
        "capacity = 4\n"
    };
    format!("{capacity}{READY}{keys}{CLOSED}")
}

/// A parent with these root keys, who has been waiting since 2026-08-01.
pub fn parent(keys: &str) -> String {
    format!("{keys}{WAITS}")
}

/// The register of one parent `p-a` and one mentor `m-a`, with further files.
pub fn two(parent_keys: &str, mentor_keys: &str, more: &[(&str, &str)]) -> Register {
    let (parent, mentor) = (parent(parent_keys), mentor(mentor_keys));
    let mut files = vec![
        ("participants/p-a.toml", parent.as_str()),
        ("mentors/m-a.toml", mentor.as_str()),
    ];
    files.extend_from_slice(more);
    register(&files)
}
