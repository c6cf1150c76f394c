//! What applies to every counted session, and the names of what is added up.

use crate::record::{Field, Session, Units};

/// What applies to every counted session.
pub(super) struct Rules<'r> {
    /// The program's units of time, if it counts any.
    pub(super) units: Option<&'r Units>,
    /// Whether any session has travel; if none has it, it is missing from none.
    pub(super) has_travel: bool,
}

impl Rules<'_> {
    /// The fields of a session that reports add up, and their values.
    pub(super) fn counts(&self, session: &Session) -> Vec<(&'static Field, Option<u32>)> {
        let mut counts = session.counts();
        counts.retain(|(field, _)| self.has_travel || !TRAVEL.contains(&field.name));
        counts
    }
}

/// The keys for travel to a session.
const TRAVEL: [&str; 2] = ["travel_minutes", "miles"];

pub(super) fn says_travel(session: &Session) -> bool {
    session.travel_minutes.is_some() || session.miles.is_some()
}

/// The figure that adds up a key's values: its name, except for what is stored in minutes and reported in hours.
#[must_use]
pub fn figure_of(field: &Field) -> &'static str {
    match field.name {
        "travel_minutes" => "travel_hours",
        name => name,
    }
}
