//! The arithmetic behind every rate, interval and duration that a report prints.
//!
//! The code here takes counts and days and returns numbers: it knows no records, opens no files, reads no clock and
//! prints nothing. Who belongs to a cohort, and whether an event counts, is decided by the calling measure. A number
//! that does not exist (a rate of no one, a median that was not reached) is `None`, never NaN and never a guess, and
//! the order of subjects does not change any bit of a result.

mod completeness;
mod estimate;
mod incidence;
mod interval;
mod median;
mod observation;
mod paired;
mod survival;

pub use completeness::completeness;
pub use estimate::{Estimate, Quartiles};
pub use incidence::{AalenJohansen, IncidenceStep};
pub use interval::{Interval, Method, clopper_pearson, proportion_interval, wilson};
pub use median::{median, quartiles};
pub use observation::{DayCount, Observation, Outcome};
pub use paired::{Paired, paired};
pub use survival::{KaplanMeier, SurvivalStep};

#[cfg(test)]
mod laws;
#[cfg(test)]
mod worked_example;
