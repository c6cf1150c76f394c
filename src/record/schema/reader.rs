//! Reads typed values from the tree of a text, reporting every fault with its place and what to do.

use std::fmt::Display;
use std::ops::Range;

use super::finding::{At, Finding, Place, Severity};
use super::shape::{Schema, Shape};
use crate::record::day::Day;
use crate::record::text::node::{Content, Entries, Key, Node};
use crate::record::values::version::SchemaVersion;
use crate::record::word::{nearest, quoted};

/// A fault in a text, not yet tied to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule it breaks, a word.
    pub rule: &'static str,
    /// Where in the text, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl Fault {
    /// The fault as a finding about `place`.
    #[must_use]
    pub fn at(self, place: &Place) -> Finding {
        Finding {
            rule: self.rule,
            severity: Severity::Error,
            place: place.clone(),
            at: At::Span(self.span),
            message: self.message,
            help: Some(self.help),
            quiet: false,
        }
    }
}

/// Reads typed values from nodes and gathers what is wrong with them.
#[derive(Debug)]
pub struct Reader {
    pub(super) faults: Vec<Fault>,
    pub(super) schema: SchemaVersion,
}

/// The rule for a key that the format version of `peer.toml` does not have.
pub const NEWER_KEY: &str = "newer-key";

/// The start of the help for a key that resembles no key of its table.
pub(super) const NO_KEY_NEAR: &str = "the fields here are";

impl Reader {
    pub(super) fn new(schema: SchemaVersion) -> Self {
        Self {
            faults: Vec::new(),
            schema,
        }
    }

    /// Reports a key that the format version does not have.
    pub fn since(&mut self, key: &Key<'_>, since: u8) {
        self.since_at(key.span(), format_args!("`{}`", key.name), since);
    }

    /// Reports something that the format version does not have.
    pub fn since_at(&mut self, span: Range<usize>, what: impl Display, since: u8) {
        let SchemaVersion(schema) = self.schema;
        if schema < since {
            self.fault(
                NEWER_KEY,
                span,
                format!("{what} needs schema {since}; peer.toml says `schema = {schema}`"),
                format!(
                    "when everyone who shares these records has a `peer` that can read it, run `peer upgrade`, which writes `schema = {since}`"
                ),
            );
        }
    }

    /// Reports what is wrong at a place, under the name of a rule.
    pub fn fault(&mut self, rule: &'static str, span: Range<usize>, message: String, help: String) {
        self.faults.push(Fault {
            rule,
            span,
            message,
            help,
        });
    }

    /// Reports that a value of the right type is not valid.
    pub fn bad_value(
        &mut self,
        node: &Node<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.fault("bad-value", node.span(), message.into(), help.into());
    }

    fn wrong_type(&mut self, node: &Node<'_>, wanted: &Shape) {
        let found = match &node.content {
            Content::Text(_) => "text",
            Content::Integer(..) | Content::Float(_) => "a number",
            Content::Bool(_) => "true or false",
            Content::Moment(_) => "a date or time",
            Content::List(_) => "a list",
            Content::Table(_) => "a table",
        };
        let help = match (wanted, &node.content) {
            (Shape::Day, Content::Text(text)) if text.parse::<Day>().is_ok() => {
                format!("delete the quotes: {text}")
            }
            (Shape::List(_), Content::Text(text)) => format!("write it as a list: [ \"{text}\", ]"),
            _ => format!("write {}", wanted.describe()),
        };
        self.fault(
            "wrong-type",
            node.span(),
            format!("expected {}, found {found}", wanted.noun()),
            help,
        );
    }

    /// The text of a node, with any number of lines.
    pub fn text<'n>(&mut self, node: &'n Node<'_>, wanted: &Shape) -> Option<&'n str> {
        match &node.content {
            Content::Text(text) => Some(text),
            _ => {
                self.wrong_type(node, wanted);
                None
            }
        }
    }

    /// A single line of text that is not blank.
    pub fn line<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        let text = self.text(node, &Shape::Text)?;
        if text.trim().is_empty() {
            self.bad_value(
                node,
                "this text is empty",
                "write the value, or delete the line if you do not know it",
            );
            return None;
        }
        if text.contains(['\n', '\r']) {
            self.bad_value(
                node,
                "this text has a line break",
                "write it on one line; longer text belongs in `note`",
            );
            return None;
        }
        Some(text)
    }

    /// Text that parses as `T`, whose error says what is wrong and what to write.
    pub fn parsed<T: std::str::FromStr<Err = String>>(
        &mut self,
        node: &Node<'_>,
        wanted: &Shape,
    ) -> Option<T> {
        match self.text(node, wanted)?.parse() {
            Ok(value) => Some(value),
            Err(message) => {
                self.bad_value(node, message, format!("write {}", wanted.describe()));
                None
            }
        }
    }

    /// The index of a value in a fixed set of words.
    pub fn choice(&mut self, node: &Node<'_>, words: &'static [&'static str]) -> Option<usize> {
        let text = self.text(node, &Shape::Choice(words))?;
        let at = words.iter().position(|word| *word == text);
        if at.is_some() {
            return at;
        }
        let help = match nearest(text, words) {
            Some(near) => format!("did you mean `{near}`? it is one of {}", quoted(words)),
            None => format!("write one of {}", quoted(words)),
        };
        self.bad_value(node, format!("`{text}` is not an allowed word here"), help);
        None
    }

    /// A whole number between two bounds, both inclusive.
    pub fn integer(&mut self, node: &Node<'_>, low: i64, high: i64) -> Option<i64> {
        let Content::Integer(digits, radix) = &node.content else {
            self.wrong_type(node, &Shape::Integer(low, high));
            return None;
        };
        match i64::from_str_radix(digits, *radix) {
            Ok(value) if (low..=high).contains(&value) => Some(value),
            _ => {
                let wanted = Shape::Integer(low, high).describe();
                self.bad_value(
                    node,
                    format!("{digits} is out of range"),
                    format!("write {wanted}"),
                );
                None
            }
        }
    }

    /// A number with or without a fraction, 0 or more.
    pub fn number(&mut self, node: &Node<'_>, wanted: &Shape) -> Option<f64> {
        let value = match &node.content {
            Content::Integer(digits, radix) => i64::from_str_radix(digits, *radix)
                .ok()
                .map(|number| number as f64),
            Content::Float(digits) => digits.parse::<f64>().ok(),
            _ => {
                self.wrong_type(node, wanted);
                return None;
            }
        };
        let value = value.filter(|value| value.is_finite() && *value >= 0.0);
        if value.is_none() {
            self.bad_value(
                node,
                "this is not a number of 0 or more",
                format!("write {}", wanted.describe()),
            );
        }
        value
    }

    /// `true` or `false`.
    pub fn bool(&mut self, node: &Node<'_>) -> Option<bool> {
        match &node.content {
            Content::Bool(truth) => Some(*truth),
            _ => {
                self.wrong_type(node, &Shape::Bool);
                None
            }
        }
    }

    /// A date without a time.
    pub fn day(&mut self, node: &Node<'_>) -> Option<Day> {
        let Content::Moment(moment) = &node.content else {
            self.wrong_type(node, &Shape::Day);
            return None;
        };
        let (Some(date), None, None) = (moment.date, moment.time, moment.offset) else {
            self.bad_value(
                node,
                "a date has no time of day",
                "write the date alone, such as 2026-10-07",
            );
            return None;
        };
        let day = Day::new(
            i32::from(date.year),
            u32::from(date.month),
            u32::from(date.day),
        );
        if day.is_none() {
            self.bad_value(
                node,
                format!("there is no day {date}"),
                "write a date that exists, such as 2026-10-07",
            );
        }
        day
    }

    /// The items of a list.
    pub fn array<'n, 'a>(&mut self, node: &'n Node<'a>, wanted: &Shape) -> Option<&'n [Node<'a>]> {
        match &node.content {
            Content::List(items) => Some(items),
            _ => {
                self.wrong_type(node, wanted);
                None
            }
        }
    }

    /// The entries of a table.
    pub fn table<'n, 'a>(&mut self, node: &'n Node<'a>, wanted: &Shape) -> Option<&'n Entries<'a>> {
        match &node.content {
            Content::Table(table) => Some(table),
            _ => {
                self.wrong_type(node, wanted);
                None
            }
        }
    }

    /// The name that a key gives to its value.
    #[must_use]
    pub fn name<'k>(&self, key: &'k Key<'_>) -> &'k str {
        &key.name
    }

    /// A key that must parse as `K`, such as that of `[child.a]`.
    pub fn key<K: std::str::FromStr<Err = String>>(&mut self, key: &Key<'_>) -> Option<K> {
        self.key_or(key, "write a short lower-case name, such as `a`")
    }

    /// The same, with help if it does not parse.
    pub fn key_or<K: std::str::FromStr<Err = String>>(
        &mut self,
        key: &Key<'_>,
        help: &str,
    ) -> Option<K> {
        match key.name.parse() {
            Ok(parsed) => Some(parsed),
            Err(message) => {
                self.fault("bad-value", key.span(), message, help.to_owned());
                None
            }
        }
    }

    /// Reports a key that the schema does not have, with the nearest one.
    pub fn unknown_key(&mut self, key: &Key<'_>, schema: &Schema) {
        let name: &str = &key.name;
        let names: Vec<&'static str> = schema.fields.iter().map(|field| field.name).collect();
        let help = match nearest(name, &names) {
            _ if name == "docket" => {
                "delete it: docket numbers are kept with the names; to add one there: `peer set c-… docket+=NUMBER`"
                    .to_owned()
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("{NO_KEY_NEAR} {}", quoted(&names)),
        };
        self.fault(
            "unknown-key",
            key.span(),
            format!("there is no field `{name}` here"),
            help,
        );
    }

    /// Reports a required key that is missing.
    pub fn missing_key(&mut self, node: &Node<'_>, schema: &Schema, name: &'static str) {
        let help = schema.field(name).map_or_else(String::new, |field| {
            format!("add a line `{name} = …`, with {}", field.shape.describe())
        });
        let span = node.span();
        let first = span.start..span.start.max(span.end.min(span.start + 1));
        self.fault(
            "missing-key",
            first,
            format!("the field `{name}` is missing"),
            help,
        );
    }
}
