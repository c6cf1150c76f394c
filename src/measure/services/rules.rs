//! What holds for every counted session, and the names of what is added up.

use crate::record::{Field, Session, Units};

/// What holds for every counted session.
pub(super) struct Rules<'r> {
    /// The program's units of time, if it counts any.
    pub(super) units: Option<&'r Units>,
    /// Whether any session says how far somebody went for it; if none does, none lacks it.
    pub(super) has_travel: bool,
}

impl Rules<'_> {
    /// What a session may say that reports add up, and what it says.
    pub(super) fn counts(&self, session: &Session) -> Vec<(&'static Field, Option<u32>)> {
        let mut counts = session.counts();
        counts.retain(|(field, _)| self.has_travel || !TRAVEL.contains(&field.name));
        counts
    }
}

/// The keys of the way to a session.
const TRAVEL: [&str; 2] = ["travel_minutes", "miles"];

pub(super) fn says_travel(session: &Session) -> bool {
    session.travel_minutes.is_some() || session.miles.is_some()
}

/// The figure that adds up what sessions say under a key: its name, except for what is kept in minutes and reported in
/// hours.
#[must_use]
pub fn figure_of(field: &Field) -> &'static str {
    match field.name {
        "travel_minutes" => "travel_hours",
        name => name,
    }
}
