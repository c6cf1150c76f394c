//! Answers laid out as sheets: titled columns, rows, notes. What they look like on paper or screen is `render`'s.
//!
//! This layer imports `measure`, `matching`, `check`, `register` and `record`, and touches no file.

pub mod chart;
mod masking;
pub mod sheet;

pub use chart::Chart;
pub use sheet::{Align, Audience, Cell, Column, Layout, Sheet};
