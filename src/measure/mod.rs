//! The questions that a court, a county or a funder asks, each a pure function from a register to typed figures.
//!
//! A measure takes a [`Register`](crate::register::Register) built from the records as of a day, the days asked about,
//! and that day, and returns every figure together with the units behind it: who is in the cell, and the dates that
//! put them there. It imports only `register` and `record`, touches no file, reads no clock and prints nothing; how a
//! figure is laid out is `report`'s.

pub mod asking;
pub mod by;
pub mod children;
pub mod court;
pub mod definition;
pub mod due;
pub mod engagement;
pub mod episodes;
pub mod known;
#[cfg(test)]
mod laws;
pub mod matches;
pub mod meetings;
pub mod mentors;
pub mod month;
pub mod people;
pub mod placements;
pub mod regulars;
pub mod returns;
pub mod reunification;
mod roster;
pub mod services;
pub mod statistics;
pub mod stays;
pub mod surveys;
mod transfers;
mod undecided;
pub mod unduplicated;
pub mod week;
pub mod window;

pub use by::{ALL, By, Grouping};
pub use window::Window;
