//! Matching laid out: the mentors of one parent, and everyone at once.
//!
//! For people, points have two decimals and come with sentences; for csv and json they are the whole hundredths that
//! the weights are counted in, and every row has every part.

mod decisions;
mod everyone;
mod ranking;
mod sentences;
mod voice;
mod what_if;

pub use decisions::decisions;
pub use everyone::everyone;
pub use ranking::{nobody, ranking};
pub use voice::{Voice, decimal};
pub use what_if::what_if;

use voice::{factors, reasons, sides};
