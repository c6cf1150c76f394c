//! From a text to its tree: values, each with its place in the text.
//!
//! The parser is that of the `toml` crates, which only this folder knows. There are two paths to the tree. Almost every
//! text is as simple as `peer` itself writes it, and [`quick`] builds the tree directly. A text with anything else in
//! it (a dotted key, an inline table, a duplicate key, any fault) uses [`full`]. If both paths produce a tree, it is
//! the same tree, as a property test checks.

pub(super) mod conflict;
pub(super) mod full;
pub(super) mod node;
pub(super) mod quick;

#[cfg(test)]
mod tests;
