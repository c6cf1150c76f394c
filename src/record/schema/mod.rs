//! What a record is made of: its fields and their shapes, how each is read from a text with every fault found (not just
//! the first), and the plain data that it gives back.
//!
//! The `record!` macro declares a struct once and derives from it how it is read, how it is written, and the [`Schema`]
//! that queries, edits and error messages ask for names.

mod datum;
pub mod finding;
pub mod read;
mod reader;
mod record;
mod scalars;
mod shape;
mod value;

pub use datum::{Datum, Fields};
pub use reader::{NEWER_KEY, Reader};
pub(crate) use record::{key_of, record, since_of, words_of};
pub use shape::{Field, Schema, Shape};
pub use value::{Path, Prose, Table, Value, WordVisitor};

pub use super::text::node::Node;
pub use super::word::quoted;
