//! The rows behind the figures, as tables that others can read: a Data Package of csv files.
//!
//! This layer imports `report`, `measure`, `register` and `record`, and touches no file. It contains no names, notes,
//! contact data or outside numbers of anyone: columns are derived from the declarations of fields, and fields with free
//! text have none.

mod answers;
mod cases;
mod column;
mod dictionary;
mod facts;
mod follow;
mod ground;
pub mod keep;
mod keys;
mod outcomes;
mod package;
mod people;
mod reader;
mod sessions;
pub mod sql;
mod table;
mod whole;
mod written;

pub use ground::Asked;
pub use keys::Keys;
pub use reader::Reader;
pub use whole::export;
pub use written::{About, Written};
