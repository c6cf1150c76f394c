//! The slow path from a text to its tree, through the tables of the `toml` crate, which alone decides what is valid and
//! what is wrong.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::{Content, Entries, Key, Node, SyntaxError};

/// The root table of a text, as much of it as could be read, and every error of syntax.
pub(in crate::record) fn parse(text: &str) -> (Entries<'_>, Vec<SyntaxError>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let is_open = errors
        .iter()
        .any(|error| cause(error.message()) == "unclosed array");
    let errors = errors
        .iter()
        .filter(|error| !(is_open && IN_OPEN_LIST.contains(&cause(error.message()))))
        .map(|error| SyntaxError {
            message: plain(error.message()).to_owned(),
            span: error.span().unwrap_or(0..0),
        });
    (entries(root.into_inner()), errors.collect())
}

/// The message for a key that a table has twice.
pub(in crate::record) const TWICE: &str = "this is here twice";

/// What a list without an end makes of the lines after it.
const IN_OPEN_LIST: [&str; 3] = [
    "missing comma between array elements",
    "string values must be quoted",
    "unexpected `=` in array",
];

/// What is wrong, without what the crate expected.
fn cause(message: &str) -> &str {
    message.split(", expected").next().unwrap_or(message)
}

/// What is wrong, with plainer wording than the crate's for common errors.
fn plain(message: &str) -> &str {
    match cause(message) {
        "unclosed array" => "this list has no closing bracket `]`",
        "unclosed table" | "unclosed array table" => "the closing bracket `]` is missing",
        "unclosed inline table" => "the closing bracket `}` is missing",
        "invalid basic string" | "invalid literal string" => {
            "the closing quotation mark is missing"
        }
        "string values must be quoted" => "a value is missing, or is text without quotation marks",
        "key with no value" => "this line has no `=`",
        "unexpected key or value" => "there is something after the value",
        "missing comma between array elements" => "this list lacks a comma",
        "extra comma in array" => "this list has a comma too many",
        "extra `=`" => "this line has a `=` too many",
        "duplicate key" => TWICE,
        "invalid date" => "this is not a date; write it as 2026-01-05",
        _ => message,
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
