//! The tree of a text: values and keys, each with its place in it.

use std::borrow::Cow;
use std::ops::Range;

use toml::value::Datetime;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    pub(in crate::record) content: Content<'t>,
    pub(in crate::record) span: Range<usize>,
}

impl<'t> Node<'t> {
    /// The root table of a text.
    pub(in crate::record) fn root(entries: Entries<'t>) -> Self {
        Self {
            content: Content::Table(entries),
            span: 0..0,
        }
    }

    /// The entries, if it is a table.
    pub(in crate::record) fn entries(&self) -> impl Iterator<Item = &(Key<'t>, Node<'t>)> {
        match &self.content {
            Content::Table(entries) => entries.0.iter(),
            _ => [].iter(),
        }
    }

    /// Whether it is a list.
    pub(in crate::record) fn is_list(&self) -> bool {
        matches!(self.content, Content::List(_))
    }

    /// Where it is in the text, in bytes; a table has the place of its heading.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// A key and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key<'t> {
    pub(in crate::record) name: Cow<'t, str>,
    pub(in crate::record) span: Range<usize>,
}

impl Key<'_> {
    /// Where it is in the text, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// The content of a value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::record) enum Content<'t> {
    /// Text, without its quotes and escapes.
    Text(Cow<'t, str>),
    /// The digits of a whole number, and their radix.
    Integer(Cow<'t, str>, u32),
    /// The digits of a number with a fraction.
    Float(Cow<'t, str>),
    /// `true` or `false`.
    Bool(bool),
    /// A date, a time, or both.
    Moment(Datetime),
    /// A list, or the tables under a heading such as `[[goal]]`.
    List(Vec<Node<'t>>),
    /// A table.
    Table(Entries<'t>),
}

/// The entries of a table, in text order; each key is there once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entries<'t>(pub(in crate::record) Vec<(Key<'t>, Node<'t>)>);

impl<'t> Entries<'t> {
    /// Every key with its value.
    pub fn iter(&self) -> impl Iterator<Item = &(Key<'t>, Node<'t>)> {
        self.0.iter()
    }

    /// The key with that name, with its value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&(Key<'t>, Node<'t>)> {
        self.0.iter().find(|(key, _)| key.name == name)
    }
}

/// An error of the parser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::record) struct SyntaxError {
    pub(in crate::record) message: String,
    pub(in crate::record) span: Range<usize>,
}
