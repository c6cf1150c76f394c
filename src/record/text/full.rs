//! The slow path from a text to its tree, through the tables of the `toml` crate, which alone decides what is valid and
//! what is wrong.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::{Content, Entries, Key, Node, SyntaxError};

/// The root table of a text, as much of it as could be read, and every error of syntax.
pub(in crate::record) fn parse(text: &str) -> (Entries<'_>, Vec<SyntaxError>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let errors = errors.into_iter().map(|error| SyntaxError {
        message: plain(error.message()).to_owned(),
        span: error.span().unwrap_or(0..0),
    });
    (entries(root.into_inner()), errors.collect())
}

/// What is wrong, with plainer wording than the crate's for common errors.
fn plain(message: &str) -> &str {
    match message {
        "unclosed array, expected `]`" => "this list has no closing bracket `]`",
        "invalid basic string, expected `\"`" => "the closing quotation mark is missing",
        other => other,
    }
}

fn entries(table: DeTable<'_>) -> Entries<'_> {
    let mut all: Vec<_> = table
        .into_iter()
        .map(|(key, value)| {
            (
                Key {
                    span: key.span(),
                    name: key.into_inner(),
                },
                node(value),
            )
        })
        .collect();
    all.sort_by_key(|(key, _)| key.span.start);
    Entries(all)
}

fn node(value: Spanned<DeValue<'_>>) -> Node<'_> {
    let span = value.span();
    let content = match value.into_inner() {
        DeValue::String(text) => Content::Text(text),
        DeValue::Integer(number) => {
            Content::Integer(number.as_str().to_owned().into(), number.radix())
        }
        DeValue::Float(number) => Content::Float(number.as_str().to_owned().into()),
        DeValue::Boolean(truth) => Content::Bool(truth),
        DeValue::Datetime(moment) => Content::Moment(moment),
        DeValue::Array(items) => Content::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => Content::Table(entries(table)),
    };
    Node { content, span }
}
