//! How long people stayed in the program, and how they left.

use std::collections::BTreeMap;

use super::super::by::NOT_RECORDED;
use super::super::meetings::Share;
use super::super::window::Window;
use crate::record::Day;
use crate::record::classes::ExitReason;
use crate::register::Register;

/// The lengths of enrollment that are reported, in months.
pub const MONTHS: [i32; 3] = [3, 6, 12];

/// How long people stayed, and how they left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stay {
    /// For each of [`MONTHS`], enrollments that lasted, out of those that could have.
    pub retained: [Share; 3],
    /// Enrollments that ended.
    pub exits: usize,
    /// The same by reason.
    pub by_reason: BTreeMap<String, usize>,
    /// Those that count as completed, out of those with a reason.
    pub completed: Share,
}

/// Counts the enrollments that began or ended in some days.
pub(super) fn stay(register: &Register, window: &Window, as_of: Day) -> Stay {
    let mut stay = Stay::default();
    let times = register
        .people()
        .iter()
        .flat_map(|person| &person.record.enrollment);
    for time in times {
        if window.period.contains(time.start) {
            for (share, months) in stay.retained.iter_mut().zip(MONTHS) {
                let day = time.start.plus_months(months);
                let lasted = time.end.is_none_or(|end| day <= end);
                share.add((day <= as_of).then_some(lasted));
            }
        }
        if time
            .end
            .is_some_and(|end| window.period.contains(end) && end <= as_of)
        {
            stay.exits += 1;
            let reason = time.reason.as_ref();
            let word = reason.map_or(NOT_RECORDED, |reason| reason.as_str());
            *stay.by_reason.entry(word.to_owned()).or_default() += 1;
            let class = reason.map(|word| register.program().class::<ExitReason>(word));
            stay.completed
                .add(class.map(|class| class == ExitReason::Completed));
        }
    }
    stay
}
