//! Whether a mentor can take a parent, in a sentence.

use crate::record::Day;
use crate::register::Eligibility;

/// `yes`, or from when and what is missing.
#[must_use]
pub fn sentence(eligibility: &Eligibility, day: Day) -> String {
    if eligibility.missing.is_empty() {
        return "yes".to_owned();
    }
    let missing: Vec<String> = eligibility.missing.iter().map(ToString::to_string).collect();
    match eligibility.from {
        Some(from) if from > day => format!("on {from}; missing: {}", missing.join(", ")),
        _ => format!("no; missing: {}", missing.join(", ")),
    }
}
