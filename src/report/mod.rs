//! Answers laid out as sheets: titled columns, rows, notes. `render` decides how they look on paper or screen.
//!
//! This layer imports `measure`, `matching`, `check`, `same`, `register` and `record`, and touches no file.

pub mod audience;
pub mod benchmark;
pub mod catalog;
mod cell;
pub mod chart;
mod column;
pub mod contract;
pub mod court;
pub mod diff;
mod disclosure;
mod draw;
pub mod due;
pub mod eligibility;
pub mod engagement;
mod estimates;
pub mod explain;
pub mod form;
pub mod history;
pub mod list;
mod listing;
mod masking;
pub mod matches;
pub mod matching;
pub mod meetings;
pub mod mentors;
pub mod paper;
pub mod people;
pub mod placements;
pub mod quarter;
pub mod query;
pub mod question;
mod readable;
mod record_facts;
mod request;
pub mod returns;
pub mod reunification;
pub mod same;
pub mod services;
pub mod sheet;
pub mod show;
pub mod status;
mod stays;
pub mod surveys;
pub mod unduplicated;
pub mod values;
pub mod waits;

pub use crate::record::own::OwnWords;
pub use crate::record::plural;
pub use cell::{ALL, Cell};
pub use chart::Chart;
pub use column::{Align, Basis, Bound, Column, Columns, Key, Rank, Role, Speech};
pub use disclosure::{Disclosure, Relation};
pub use request::{Asked, Breakdown, Others, Report, Request, Span, Takes, group};
pub use sheet::{Audience, Errors, Layout, Line, Origin, PAGE_WITHHELD, Sheet};
