//! From a text to its tree: values, each with its place in the text.
//!
//! The parser is that of the `toml` crates, which only this folder knows. There are two ways into the tree. Almost every
//! text is as simple as `peer` itself writes it, and [`quick`] puts what the parser reports straight into the tree. A
//! text with anything else in it (a dotted key, an inline table, a key given twice, any fault) goes through [`full`].
//! Where both ways lead to a tree, it is the same tree; a property test holds them to that.

pub(super) mod conflict;
pub(super) mod full;
pub(super) mod node;
pub(super) mod quick;

#[cfg(test)]
mod tests;
