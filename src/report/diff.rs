//! What moved between two states of the records, figure by figure, and which records moved it.
//!
//! The steps from one state to the other are applied one after another, and the figures are measured in between: a step
//! is the cause of the change of a figure at that step, so the listed causes turn the old figure into the new one by
//! construction. If figures are the same before and after a stretch of steps, it is not examined further.

mod figures;
mod sheets;
mod walk;

pub use figures::{Figures, Key, figures};
pub use sheets::{Comparison, HEADING, Moment, Origins, heading, sheets, table};
pub use walk::{Move, Moved, moved};

#[cfg(test)]
mod tests;
