//! `peer` keeps the records of a parent-peer-support program as a directory of TOML files, matches parents with
//! mentors, and answers what courts, counties and funders ask.
//!
//! Data flows one way: files → records → answers → pages. Each layer below may import only the layers in its row, and a
//! test that reads the `use` lines enforces this.
//!
//! | layer | contents | imports |
//! |---|---|---|
//! | [`record`] | what a record is: one type for each file, with ids, days and periods; no files | nothing |
//! | [`store`] | the only place that touches files: find, read all, write all or nothing, keep comments, create ids | `record` |
//! | [`register`] | all records in memory, linked and unduplicated: who belongs to whom, what is true on a day | `record` |
//! | [`same`] | who on file may be the same person, and why | `register`, `record` |
//! | [`check`] | rules over the register that report findings with file, line, column and help | `same`, `register`, `record` |
//! | [`matching`] | eligibility, score, assignment | `register`, `record` |
//! | [`measure`] | the questions: unduplicated, returns, … and [`measure::statistics`] | `register`, `record` |
//! | [`intake`] | from spreadsheet rows and a map to records | `register`, `record` |
//! | [`report`] | answers laid out as sheets: titled columns, rows, notes | `same`, `check`, `measure`, `matching`, `register`, `record` |
//! | [`export`] | the rows behind the figures as tables that others can read: a data package, never a name | `report`, `measure`, `register`, `record` |
//! | [`render`] | sheets as text, csv, json, markdown, html and workbooks; findings as excerpts | `report`, `record` |
//! | [`cli`] | the verbs, and everything that interacts with people | everything |
//!
//! [`measure`], [`matching`], [`intake`] and [`check`] read no clock: today is passed in. So a report can be made from
//! the work tree, from a commit, or from records made in a test, without seeing the difference.
//!
//! A write goes the other way, only through [`store`]: a verb prepares a [`store::Change`] of texts, the rules of
//! [`check`] are applied to the records as they would be, and a [`store::Writer`] makes the change or none of it.
//!
//! [`contributing`] walks through all of this with the names of files, and says how to add a verb, a rule or a report.

pub mod check;
pub mod cli;
pub mod contributing {
    #![doc = include_str!("../CONTRIBUTING.md")]
}
pub mod export;
pub mod intake;
pub mod matching;
pub mod measure;
pub mod record;
pub mod register;
pub mod render;
pub mod report;
pub mod same;
pub mod store;
