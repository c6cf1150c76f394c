//! What should happen next and by when: worked out from dated facts and `[rhythm]` of `peer.toml`, never stored.
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

/// Everything due on `today`, or within this many days after it, most urgent first.
#[must_use]
pub fn due(register: &Register, today: Day, within: u32) -> Vec<Due> {
    let until = today.plus_days(i64::from(within));
    let look = Look {
        register,
        beat: register.program().beat(),
        today,
        until,
    };
    let mut all = Vec::new();
    contacts::due(&look, &mut all);
    waits::due(&look, &mut all);
    families::due(&look, &mut all);
    outcomes::due(&look, &mut all);
    papers::due(&look, &mut all);
    surveys::due(&look, &mut all);
    // A look at the end of 12 months is asked for ahead, so that somebody can be asked.
    all.retain(|due| due.on <= until || due.duty == Duty::Outcome);
    all.sort_by(|a, b| {
        (a.urgency(today), &a.mentor, &a.what).cmp(&(b.urgency(today), &b.mentor, &b.what))
    });
    all
}

#[cfg(test)]
mod tests;
