//! A parsed text: a tree of values, each with its place in the text.
//!
//! The parser is that of the `toml` crates, which only this module and [`quick`](super::quick) know. There are two ways
//! into the tree. Almost every text is as simple as `peer` itself writes it, and `quick` puts what the parser reports
//! straight into the tree. A text with anything else in it (a dotted key, an inline table, a key given twice, any fault)
//! goes [`in_full`] through the crate's own tables, which alone decide what is valid and what is wrong. Where both ways
//! lead to a tree, it is the same tree; a property test holds them to that.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::quick;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    pub(super) content: Content<'t>,
    pub(super) span: Range<usize>,
}

impl<'t> Node<'t> {
    /// The root table of a text.
    pub(super) fn root(entries: Entries<'t>) -> Self {
        Self {
            content: Content::Table(entries),
            span: 0..0,
        }
    }

    /// The entries, if it is a table.
    pub(super) fn entries(&self) -> impl Iterator<Item = &(Key<'t>, Node<'t>)> {
        match &self.content {
            Content::Table(entries) => entries.0.iter(),
            _ => [].iter(),
        }
    }

    /// Where it stands in the text, in bytes; a table has the place of its heading.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// A key and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) span: Range<usize>,
}

impl Key<'_> {
    /// Where it stands in the text, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content<'t> {
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

/// The entries of a table, in the order of the text; each key stands once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entries<'t>(pub(super) Vec<(Key<'t>, Node<'t>)>);

impl<'t> Entries<'t> {
    /// Every key with its value.
    pub fn iter(&self) -> impl Iterator<Item = &(Key<'t>, Node<'t>)> {
        self.0.iter()
    }

    /// The key of that name, with its value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&(Key<'t>, Node<'t>)> {
        self.0.iter().find(|(key, _)| key.name == name)
    }
}

/// What the parser says is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) message: String,
    pub(super) span: Range<usize>,
}

/// The root table of a text, as much of it as could be read, and every error of syntax.
pub(super) fn parse(text: &str) -> (Entries<'_>, Vec<SyntaxError>) {
    quick::parse(text).map_or_else(|| in_full(text), |root| (root, Vec::new()))
}

/// As [`parse`], by the crate's own tables.
pub(super) fn in_full(text: &str) -> (Entries<'_>, Vec<SyntaxError>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let errors = errors.into_iter().map(|error| SyntaxError {
        message: error.message().to_owned(),
        span: error.span().unwrap_or(0..0),
    });
    (entries(root.into_inner()), errors.collect())
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

#[cfg(test)]
#[path = "../../tests/damage/harm.rs"]
mod harm;

#[cfg(test)]
#[path = "../../tests/common/sample/files.rs"]
mod sample;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::harm::{Dice, HARMS, harmed};
    use super::{Content, in_full, quick, sample};
    use crate::record::read::conflict;

    /// Whether the short way reads a text; where it does, both ways must agree in every value and place.
    fn is_quick(text: &str) -> bool {
        let Some(root) = quick::parse(text) else {
            return false;
        };
        let (full, errors) = in_full(text);
        assert_eq!(errors, [], "{text:?}");
        assert_eq!(root, full, "{text:?}");
        assert_eq!(conflict(text), None, "{text:?}");
        true
    }

    #[test]
    fn texts_as_the_program_writes_them_are_read_the_short_way() {
        for (path, text) in sample::FILES {
            // Two of the samples are written by hand, with inline tables.
            let plain = !text.contains('{');
            assert_eq!(is_quick(text), plain, "{path}");
            assert_eq!(is_quick(&text.replace('\n', "\r\n")), plain, "{path}");
        }
        assert!(is_quick(""));
        assert!(is_quick(
            "[2025-03-14-casework-p-a]\non = 2025-03-14\n[[2025-03-14-casework-p-a.referral]]\nx = 1\n"
        ));
        assert!(is_quick(
            "\u{feff}a = 'x' # one\n\n[b.c]\nd = [ 1, -2.5, true, ]\n[b.e]\n[[b.f]]\n[b.f.g]\n[[b.f]]\n"
        ));
    }

    #[test]
    fn what_takes_a_rule_to_judge_is_read_in_full() {
        let texts = [
            "a.b = 1",
            "a = { b = 1 }",
            "a = [ [ 1 ] ]",
            "a = [ { b = 1 } ]",
            "a = 1\na = 2",
            "[a]\n[a]",
            "[a.b]\n[a]",
            "[a]\n[[a]]",
            "[[a]]\n[a]",
            "a = []\n[[a]]",
            "a = [ 1 ]\n[[a]]",
            "a = 1\n[a.b]",
            "a",
            "a =",
            "= 1",
            "a = x",
            "[a",
            "a = 1 b = 2",
            "a = 2026-02-30",
            "a = 1\r",
            "# \u{1}",
            "\"\"\"a\"\"\" = 1",
            "[]",
            "[a.]",
            "a = [ 1 2 ]",
        ];
        for text in texts {
            assert!(!is_quick(text), "{text}");
        }
        let many: String = (0..1_000).map(|at| format!("k{at} = 1\n")).collect();
        assert!(!is_quick(&many));
    }

    #[test]
    fn damaged_texts_are_read_in_full_or_alike() {
        let (mut quick, mut full) = (0, 0);
        for at in 0..3_000 {
            let (_, text) = sample::FILES[at % sample::FILES.len()];
            let harm = HARMS[(at / sample::FILES.len()) % HARMS.len()];
            let bytes = harmed(harm, text, &mut Dice::new(at as u64));
            if let Ok(text) = std::str::from_utf8(&bytes) {
                *(if is_quick(text) {
                    &mut quick
                } else {
                    &mut full
                }) += 1;
            }
        }
        assert!(
            quick > 300 && full > 300,
            "{quick} the short way and {full} in full: the damages are of one kind only"
        );
    }

    /// Lines that are each right somewhere, in any order.
    fn lines() -> impl Strategy<Value = String> {
        let key = prop::sample::select(vec![
            "a", "b", "c", "\"a\"", "'b'", "a.b", "\"\"", "é", " a ", "a-1",
        ]);
        let value = prop::sample::select(vec![
            "1",
            "+0x1F",
            "0x1f",
            "1_000",
            "-1.5e3",
            "inf",
            "true",
            "2026-10-07",
            "2026-10-07T10:00:00Z",
            "10:00:00",
            "\"x\"",
            "'x'",
            "\"\\u00e9\\n\"",
            "\"\"\"\nx\n\"\"\"",
            "\"\"\"\n=======\n\"\"\"",
            "[]",
            "[ 1, ]",
            "[ 1, \"a\" ]",
            "\"\"\"\n<<<<<<< a\n\"\"\"",
            "[ # x\n 1,\n\n 2 ]",
            "[ [ 1 ] ]",
            "{}",
            "{ a = 1 }",
            "[ { a = 1 } ]",
            "x",
            "",
        ]);
        let heading = prop::collection::vec(
            prop::sample::select(vec!["a", "b", "c", "\"a\"", " b "]),
            1..4,
        );
        let line = prop_oneof![
            4 => (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
            2 => heading.clone().prop_map(|keys| format!("[{}]", keys.join("."))),
            2 => heading.prop_map(|keys| format!("[[{}]] # x", keys.join("."))),
            1 => Just("# a comment".to_owned()),
            1 => prop::sample::select(vec!["<<<<<<< HEAD", "=======", "======= ", ">>>>>>> x"]).prop_map(str::to_owned),
            1 => ".{0,12}",
        ];
        let end = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\n\n", ""]);
        prop::collection::vec((line, end).prop_map(|(line, end)| line + end), 0..9)
            .prop_map(|lines| lines.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_ways_into_the_tree_lead_to_the_same(text in lines()) {
            is_quick(&text);
        }
    }

    #[test]
    fn the_entries_of_a_table_keep_the_order_of_the_text() {
        let (root, _) = in_full("b = 1\na = 2\n[d]\n[c.e]\n");
        let names: Vec<&str> = root.iter().map(|(key, _)| &*key.name).collect();
        assert_eq!(names, ["b", "a", "d", "c"]);
        assert!(
            matches!(&root.get("c").unwrap().1.content, Content::Table(table) if table.get("e").is_some())
        );
    }
}
