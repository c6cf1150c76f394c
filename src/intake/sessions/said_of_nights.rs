//! What rows of a grid say of nights, kept until all rows were read.

use std::collections::BTreeSet;

use crate::record::{Datum, SessionId};

/// What rows say of nights and of nobody by name.
#[derive(Default)]
pub(super) struct Nights {
    /// What a row says of a session: the key and the value.
    pub said: Vec<(SessionId, &'static str, Datum, usize)>,
    /// Rows of people without a name that have marks, each with how many they are.
    pub guests: Vec<(usize, i64)>,
    /// Whether what a meeting on file does not say is filled in.
    pub fills: bool,
    /// The rows that fill in something.
    pub filled: BTreeSet<usize>,
}

impl Nights {
    /// Nothing is said yet.
    pub fn new(fills: bool) -> Self {
        Self {
            fills,
            ..Self::default()
        }
    }
}
