//! What should happen next and by when: computed from dated facts and `[rhythm]` of `peer.toml`, never stored.
//!
//! Each kind of duty is a small function that looks at the register and returns what is open; this file puts them in
//! order.

mod contacts;
mod duty;
mod families;
mod outcomes;
mod papers;
mod surveys;
mod waits;

use crate::record::Day;
use crate::register::Register;
use duty::Look;

pub use duty::{Due, Duty};

/// How many days to look ahead by default.
pub const USUAL: u32 = 14;

/// Everything due on `today`, or within this many days after it, most urgent first. Without a number, outcomes to look
/// up ahead of their day are included, however far ahead the program says.
#[must_use]
pub fn due(register: &Register, today: Day, within: Option<u32>) -> Vec<Due> {
    let until = today.plus_days(i64::from(within.unwrap_or(USUAL)));
    let look = Look {
        register,
        beat: register.program().beat(),
        today,
        until,
        is_limited: within.is_some(),
    };
    let mut all = Vec::new();
    contacts::due(&look, &mut all);
    waits::due(&look, &mut all);
    families::due(&look, &mut all);
    outcomes::due(&look, &mut all);
    papers::due(&look, &mut all);
    surveys::due(&look, &mut all);
    all.retain(|due| due.on <= until || (due.duty == Duty::Outcome && !look.is_limited));
    all.sort_by(|a, b| {
        (a.urgency(today), &a.mentor, &a.what).cmp(&(b.urgency(today), &b.mentor, &b.what))
    });
    all
}

#[cfg(test)]
mod tests;
