//! The rows behind the figures, as tables that others can read: a Data Package of csv files.
//!
//! This layer imports `report`, `measure`, `register` and `record`, and touches no file. No name, note, contact or number
//! of anybody outside comes in here: columns are made from the declarations of fields, and those of free text make none.

mod cases;
mod column;
mod dictionary;
mod facts;
mod follow;
mod ground;
pub mod keep;
mod keys;
mod package;
mod people;
mod sessions;
mod table;
mod whole;

pub use ground::Asked;
pub use keys::Keys;
pub use whole::{About, Written, export};
