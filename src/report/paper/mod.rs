//! Printed pages: a sign-in sheet, a mentor's month, a parent's own file, a survey. They call people by their names and
//! are for the people who work with them, so none of them is a report.

mod card;
mod month;
mod page;
mod sign_in;
mod survey;

pub use card::card;
pub use month::month;
pub use sign_in::{LED_BY, ROOM, SignIn, VISITORS, sign_in};
pub use survey::survey;
