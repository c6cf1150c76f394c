//! From text to records, reporting every fault of a text with its place and what to do.
//!
//! This module walks the tree of a text, and knows nothing of how it was parsed.

use std::ops::Range;

use super::day::Day;
use super::finding::{At, Finding, Place, Severity};
use super::quick;
use super::schema::{Schema, Shape, Table, quoted};
use super::tree::{self, Content, Entries, SyntaxError};

pub use super::tree::{Key, Node};

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
#[derive(Debug, Default)]
pub struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    /// Reports what is wrong at a place, under the name of a rule.
    pub fn fault(&mut self, rule: &'static str, span: Range<usize>, message: String, help: String) {
        self.faults.push(Fault {
            rule,
            span,
            message,
            help,
        });
    }

    /// Reports that a value of the right type cannot be what it says.
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
                format!("take the quotes off: {text}")
            }
            (Shape::List(_), Content::Text(text)) => format!("write it as a list: [ \"{text}\", ]"),
            _ => format!("write {}", wanted.describe()),
        };
        self.fault(
            "wrong-type",
            node.span(),
            format!("{found} cannot stand here"),
            help,
        );
    }

    /// The text of a node, of any number of lines.
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
                "write the value, or take the line out if it is not known",
            );
            return None;
        }
        if text.contains(['\n', '\r']) {
            self.bad_value(
                node,
                "this text has a line break",
                "keep it on one line; longer text belongs in `note`",
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

    /// One of a fixed set of words.
    pub fn choice<T>(
        &mut self,
        node: &Node<'_>,
        words: &'static [&'static str],
        all: &[T],
    ) -> Option<T>
    where
        T: Copy,
    {
        let text = self.text(node, &Shape::Choice(words))?;
        if let Some(at) = words.iter().position(|word| *word == text) {
            return all.get(at).copied();
        }
        let help = match nearest(text, words) {
            Some(near) => format!("did you mean `{near}`? it is one of {}", quoted(words)),
            None => format!("write one of {}", quoted(words)),
        };
        self.bad_value(
            node,
            format!("`{text}` is not a word that can stand here"),
            help,
        );
        None
    }

    /// A whole number between two bounds, both allowed.
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
                "write a day of the calendar, such as 2026-10-07",
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
        match key.name.parse() {
            Ok(parsed) => Some(parsed),
            Err(message) => {
                self.fault(
                    "bad-value",
                    key.span(),
                    message,
                    "write a short lower-case name, such as `a`".to_owned(),
                );
                None
            }
        }
    }

    /// Reports a key that the schema does not have, with the nearest one.
    pub fn unknown_key(&mut self, key: &Key<'_>, schema: &Schema) {
        let name: &str = &key.name;
        let names: Vec<&'static str> = schema.fields.iter().map(|field| field.name).collect();
        let help = match nearest(name, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys here are {}", quoted(&names)),
        };
        self.fault(
            "unknown-key",
            key.span(),
            format!("unknown key `{name}`"),
            help,
        );
    }

    /// Reports a key that must be there and is not.
    pub fn missing_key(&mut self, node: &Node<'_>, schema: &Schema, name: &'static str) {
        let help = schema.field(name).map_or_else(String::new, |field| {
            format!("add `{name} = …`: {}", field.shape.describe())
        });
        let span = node.span();
        let first = span.start..span.start.max(span.end.min(span.start + 1));
        self.fault("missing-key", first, format!("missing key `{name}`"), help);
    }
}

/// The nearest of `words` to what was typed, when it is near enough to be a slip.
#[must_use]
pub fn nearest<'w>(typed: &str, words: &[&'w str]) -> Option<&'w str> {
    words
        .iter()
        .map(|word| (strsim::osa_distance(typed, word), *word))
        .filter(|(distance, word)| *distance <= 1 + word.len().min(typed.len()) / 4)
        .min()
        .map(|(_, word)| word)
}

/// A parsed text: its root table, to be read as a record, or only its faults.
fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Node<'t> {
    if let Some(root) = quick::parse(text) {
        return Node::root(root);
    }
    if let Some(conflict) = conflict(text) {
        faults.push(conflict);
        return Node::root(Entries::default());
    }
    let (root, errors) = tree::in_full(text);
    for SyntaxError { message, span } in errors {
        let help = if message.contains("duplicate key") {
            "a key may stand only once in a table; keep one of the two"
        } else {
            "see https://toml.io for how TOML is written; `peer edit` shows the place"
        };
        faults.push(Fault {
            rule: "syntax",
            span,
            message,
            help: help.to_owned(),
        });
    }
    Node::root(root)
}

/// The first conflict marker that git left in a text.
pub(super) fn conflict(text: &str) -> Option<Fault> {
    // Hardly any text has one, and a stretch of bytes is found much faster than lines are told apart.
    if !["<<<<<<< ", ">>>>>>> ", "======="]
        .iter()
        .any(|marker| text.contains(marker))
    {
        return None;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ")
            || line.starts_with(">>>>>>> ")
            || line.trim_end() == "======="
        {
            return Some(Fault {
                rule: "merge-conflict",
                span: start..start + line.trim_end().len(),
                message: "git left a conflict here".to_owned(),
                help: "finish the merge of this file: keep the right lines, take the markers out"
                    .to_owned(),
            });
        }
        start += line.len();
    }
    None
}

/// Reads a text as one record. All its faults come back, sorted by place, when there are any.
///
/// # Errors
/// Every syntax error, unknown or missing key and impossible value in the text.
pub fn record<T: Table>(text: &str) -> Result<T, Vec<Fault>> {
    let mut reader = Reader::default();
    let root = parse(text, &mut reader.faults);
    let broken = !reader.faults.is_empty();
    if broken && root.entries().next().is_none() {
        return Err(reader.faults);
    }
    let record = T::read_table(&root, &mut reader);
    finish(record, reader, broken)
}

fn finish<T>(record: Option<T>, reader: Reader, broken: bool) -> Result<T, Vec<Fault>> {
    let mut faults = reader.faults;
    if broken {
        // What a syntax error swallowed would be reported again as missing.
        faults.retain(|fault| fault.rule != "missing-key");
    }
    match record {
        Some(record) if faults.is_empty() => Ok(record),
        _ => {
            faults.sort_by_key(|fault| fault.span.start);
            Err(faults)
        }
    }
}

/// Reads a text that holds several records, each a table headed by its id, and gives back the faults of all of them.
/// `take` is given each heading with its place and its record, in the order of the text; `None` where it is faulty.
pub fn packed<T: Table>(
    text: &str,
    mut take: impl FnMut(&str, Range<usize>, Option<T>),
) -> Vec<Fault> {
    let mut reader = Reader::default();
    let root = parse(text, &mut reader.faults);
    let broken = !reader.faults.is_empty();
    for (heading, section) in root.entries() {
        take(
            &heading.name,
            heading.span(),
            T::read_table(section, &mut reader),
        );
    }
    finish::<()>(None, reader, broken).err().unwrap_or_default()
}

/// One step on the way to a value inside a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value of this key.
    Key(String),
    /// The item at this place of a list, counted from 0.
    Item(usize),
}

/// Where the values of a text stand.
#[derive(Debug)]
pub struct Places<'t>(Node<'t>);

impl<'t> Places<'t> {
    /// The places in a text; of a faulty one, of as much of it as can be read.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self(Node::root(tree::parse(text).0))
    }

    /// Where the value at a path stands; the longest part of the path that exists counts.
    #[must_use]
    pub fn span(&self, path: &[Step]) -> Range<usize> {
        let mut span = 0..0;
        let mut node = &self.0;
        for step in path {
            let next = match (step, &node.content) {
                (Step::Key(name), Content::Table(table)) => table.get(name).map(|(key, value)| {
                    // A table has the place of its heading; a value its own.
                    (
                        if matches!(value.content, Content::Table(_)) {
                            key.span()
                        } else {
                            value.span()
                        },
                        value,
                    )
                }),
                (Step::Item(at), Content::List(items)) => {
                    items.get(*at).map(|value| (value.span(), value))
                }
                _ => None,
            };
            let Some((place, value)) = next else { break };
            span = place;
            node = value;
        }
        span
    }
}

/// Where in a text the value at a path stands, as [`Places::span`] tells for several.
#[must_use]
pub fn span_of(text: &str, path: &[Step]) -> Range<usize> {
    Places::of(text).span(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Participant;

    fn faults(text: &str) -> Vec<(&'static str, String)> {
        record::<Participant>(text)
            .unwrap_err()
            .into_iter()
            .map(|fault| (fault.rule, fault.message))
            .collect()
    }

    #[test]
    fn every_fault_of_a_text_is_reported_at_once() {
        let text =
            "refered = 2026-01-08\nneeds = \"housing\"\n[[enrollment]]\nend = \"2026-01-01\"\n";
        let rules: Vec<_> = faults(text).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(
            rules,
            ["unknown-key", "wrong-type", "missing-key", "wrong-type"]
        );
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let found = record::<Participant>("refered = 2026-01-08\n").unwrap_err();
        assert_eq!(found[0].help, "did you mean `referred`?");
        assert_eq!(found[0].span, 0..7);
    }

    #[test]
    fn a_date_in_quotes_says_to_take_them_off() {
        let found = record::<Participant>("referred = \"2026-01-08\"\n").unwrap_err();
        assert_eq!(found[0].help, "take the quotes off: 2026-01-08");
    }

    #[test]
    fn conflict_markers_are_recognised() {
        let found =
            faults("area = \"a\"\n<<<<<<< HEAD\narea = \"b\"\n=======\narea = \"c\"\n>>>>>>> x\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "merge-conflict");
    }

    #[test]
    fn a_path_leads_to_its_place() {
        let text = "area = \"x\"\n[[goal]]\nset = 2026-01-01\ndomain = \"housing\"\n";
        let path = [
            Step::Key("goal".into()),
            Step::Item(0),
            Step::Key("domain".into()),
        ];
        assert_eq!(&text[span_of(text, &path)], "\"housing\"");
    }
}
