//! All records in memory, linked and unduplicated: who is the same person, and what is true on a day.
//!
//! A [`Register`] follows `same_as`, so that all code above it sees persons, never duplicate files. It imports only
//! `record`, and reads no file and no clock: every question that depends on a day takes that day. For a question *as
//! of* a day, build it from [`Records::as_of`](crate::record::Records::as_of).

mod eligibility;
mod family;
mod link;
mod lookup;
mod mentoring;
mod nameless;
mod nicknames;
mod pair;
mod person;
mod same;
mod surveys;
mod target;
#[cfg(test)]
pub(crate) mod testing;

pub use eligibility::{Eligibility, Missing, remedies};
pub use family::{Child, ChildEvent, ChildPlace, OUT_OF_HOME_EXITS};
pub use link::Register;
pub use lookup::{Found, Lookup, Named, fold};
pub use mentoring::{Pairing, Waiting};
pub use nameless::Nameless;
pub use nicknames::nicknames;
pub use person::Person;
pub use same::circle;
pub use target::Strange;
