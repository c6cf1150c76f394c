//! What a record is made of: its fields and their shapes, how each is read from a text with every fault found (not just
//! the first), and the resulting plain data.
//!
//! The `record!` macro declares a struct once and derives how it is read and written, and the [`Schema`] that queries,
//! edits and error messages take names from.

mod called;
mod datum;
pub mod finding;
pub mod read;
mod reader;
mod record;
mod scalars;
mod shape;
mod value;
mod visit;

pub use called::{key_called, names_of_flag};
pub use datum::{Datum, Fields};
pub use reader::{NEWER_KEY, Reader};
pub(crate) use record::{is_ahead_of, is_marked, key_of, record, unite_of};
pub use shape::{Field, Schema, Shape};
pub use value::{Exactly, Prose, Table, Value, Void};
pub use visit::{Leaf, Path, Spot, Visitor, Wanted};

pub use super::text::node::Node;
pub use super::word::quoted;
