//! The values that a record is made of: days, periods, words, ids, durations. They know nothing about records, how they
//! are read, or what can be wrong with them.

pub mod answer;
pub(super) mod count;
pub mod day;
pub mod days;
pub(super) mod hidden;
pub mod id;
pub(super) mod interned;
pub mod kind;
pub(super) mod language;
pub mod miles;
pub mod minutes;
pub mod period;
pub(super) mod version;
pub(super) mod windows;
pub mod word;
pub mod written_day;
