//! From a text to a record, with every fault in the text.

use std::ops::Range;

use super::shape::Schema;
use super::value::Table;
use crate::record::text::node::{Content, Entries, Key, Node, SyntaxError};
use crate::record::text::{conflict, full, quick};
use crate::record::values::version::SchemaVersion;

pub use super::finding::Step;
use super::reader::NO_KEY_NEAR;
pub use super::reader::{Fault, NEWER_KEY, Reader};
pub use crate::record::word::nearest;

/// A parsed text: its root table, to be read as a record, or only its faults.
fn parse<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Node<'t> {
    if let Some(root) = quick::parse(text) {
        return Node::root(root);
    }
    if let Some(span) = conflict::find(text) {
        faults.push(Fault {
            rule: "merge-conflict",
            span,
            message: "two people changed this differently, and both versions are still here".to_owned(),
            help: "keep the correct version; delete the other one and the lines with <<<<<<<, ======= and >>>>>>>"
                .to_owned(),
        });
        return Node::root(Entries::default());
    }
    let (root, errors) = full::parse(text);
    for SyntaxError { message, span } in errors {
        let help = if message == full::TWICE {
            "a field can be here only once: keep one of the two"
        } else {
            "look for a missing quote or bracket here; to open a file, type `peer edit` and its id, such as `peer edit p-4f7kq`"
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

/// Reads a text as one record. If there are faults, all of them are returned, sorted by place.
///
/// # Errors
/// Every syntax error, unknown or missing key and impossible value in the text.
pub fn record<T: Table>(text: &str) -> Result<T, Vec<Fault>> {
    record_of(text, SchemaVersion::LATEST)
}

/// Reads a text as one record of a directory of that version; `peer.toml` has its own version.
///
/// # Errors
/// As [`record`], and every key that the version does not have.
pub fn record_of<T: Table>(text: &str, schema: SchemaVersion) -> Result<T, Vec<Fault>> {
    let mut reader = Reader::new(schema);
    let root = parse(text, &mut reader.faults);
    let says = |(key, node): &(Key<'_>, Node<'_>)| match &node.content {
        Content::Integer(digits, _) if key.name == "schema" => digits.parse().ok(),
        _ => None,
    };
    if let Some(own) = root.entries().find_map(says) {
        reader.schema = SchemaVersion(own);
    }
    let broken = !reader.faults.is_empty();
    if broken && root.entries().next().is_none() {
        return Err(reader.faults);
    }
    let record = T::read_table(&root, &mut reader);
    for fault in &mut reader.faults {
        name_record_key(fault, text, T::SCHEMA);
    }
    finish(record, reader, broken)
}

/// For a record's key below the heading of a table, such as at the end of a file, says where it belongs.
fn name_record_key(fault: &mut Fault, text: &str, record: &Schema) {
    let mut lines = text.lines().map(str::trim);
    let is_unlike = fault.rule == "unknown-key" && fault.help.starts_with(NO_KEY_NEAR);
    let (Some(name), Some(first)) = (
        text.get(fault.span.clone()).filter(|_| is_unlike),
        lines.find(|line| line.starts_with('[')),
    ) else {
        return;
    };
    let names: Vec<&str> = record.fields.iter().map(|field| field.name).collect();
    match nearest(name, &names) {
        Some(near) if near == name => {
            fault.help =
                format!("`{name}` is a key of the record: move it above the first `{first}`");
        }
        Some(near) => {
            fault.help =
                format!("did you mean `{near}` of the record? Move it above the first `{first}`");
        }
        None => {}
    }
}

/// Reads a text as one record of the latest version, whatever its version; `None` if it has any other fault.
pub fn of_any_version<T: Table>(text: &str) -> Option<T> {
    let mut reader = Reader::new(SchemaVersion::LATEST);
    let root = parse(text, &mut reader.faults);
    T::read_table(&root, &mut reader).filter(|_| reader.faults.is_empty())
}

fn finish<T>(record: Option<T>, reader: Reader, broken: bool) -> Result<T, Vec<Fault>> {
    let mut faults = reader.faults;
    if broken {
        // A key lost to a syntax error would also be reported as missing.
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

/// Reads a text with several records, each a table with its id as heading, and returns the faults of all of them.
/// `take` gets each heading with its place and record, in text order; `None` for a faulty record.
pub fn packed<T: Table>(
    text: &str,
    schema: SchemaVersion,
    mut take: impl FnMut(&str, Range<usize>, Option<T>),
) -> Vec<Fault> {
    let mut reader = Reader::new(schema);
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

/// Where the values of a text are.
#[derive(Debug)]
pub struct Places<'t>(Node<'t>);

impl<'t> Places<'t> {
    /// The places in a text; for a faulty one, as much as can be read.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self(Node::root(
            quick::parse(text).unwrap_or_else(|| full::parse(text).0),
        ))
    }

    /// Where the value at a path is, or the longest existing part of the path.
    #[must_use]
    pub fn span(&self, path: &[Step]) -> Range<usize> {
        let mut span = 0..0;
        let mut node = &self.0;
        for step in path {
            let next = match (step, &node.content) {
                (Step::Key(name), Content::Table(table)) => table.get(name).map(|(key, value)| {
                    // A table has the place of its heading; a value has its own.
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

/// Where the value at a path is in a text; for several paths, use [`Places::span`].
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
    fn a_key_of_the_record_below_a_table_is_moved_above_it() {
        let below = |key: &str| {
            let text = format!("[[enrollment]]\nstart = 2026-01-05\n{key} = \"woman\"\n");
            record::<Participant>(&text).unwrap_err().remove(0).help
        };
        assert_eq!(
            below("gendr"),
            "did you mean `gender` of the record? Move it above the first `[[enrollment]]`"
        );
        assert_eq!(
            below("gender"),
            "`gender` is a key of the record: move it above the first `[[enrollment]]`"
        );
        assert_eq!(below("reson"), "did you mean `reason`?");
        assert!(below("colour").starts_with("the fields here are"));
    }

    #[test]
    fn a_date_in_quotes_says_to_take_them_off() {
        let found = record::<Participant>("referred = \"2026-01-08\"\n").unwrap_err();
        assert_eq!(found[0].help, "delete the quotes: 2026-01-08");
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
