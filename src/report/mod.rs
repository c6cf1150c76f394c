//! Answers laid out as sheets: titled columns, rows, notes. What they look like on paper or screen is `render`'s.
//!
//! This layer imports `measure`, `matching`, `check`, `register` and `record`, and touches no file.

pub mod audience;
pub mod chart;
mod draw;
mod eligibility;
pub mod explain;
pub mod list;
mod masking;
pub mod query;
mod request;
pub mod returns;
pub mod sheet;
pub mod show;
pub mod unduplicated;

pub use chart::Chart;
pub use request::Request;
pub use sheet::{Align, Audience, Cell, Column, Layout, Sheet};
