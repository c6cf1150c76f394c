//! What can be read from a text and given back as plain data: values, and the tables that hold them.

use std::collections::BTreeMap;

use super::datum::{Datum, Fields};
use super::finding::Step;
use super::reader::Reader;
use super::shape::{Schema, Shape};
use crate::record::text::node::Node;
use crate::record::word::Word;

/// Where a value is in a record, from the inside out.
#[derive(Debug, Clone, Copy)]
pub enum Path<'p> {
    /// The record itself.
    Record,
    /// Under a key.
    Key(&'p Path<'p>, &'p str),
    /// In a list, counted from 0.
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// The steps from the record to the value.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let (above, step) = match self {
            Self::Record => return Vec::new(),
            Self::Key(above, key) => (above, Step::Key((*key).to_owned())),
            Self::Item(above, at) => (above, Step::Item(*at)),
        };
        let mut steps = above.steps();
        steps.push(step);
        steps
    }
}

/// Is shown each word of a record that is from a list of the program's vocabulary: the list, the word, and its place.
pub type WordVisitor<'v> = dyn FnMut(&'static str, &Word, &Path<'_>) + 'v;

/// A type that can stand as the value of a field.
pub trait Value: Sized {
    /// What such a field holds.
    const SHAPE: Shape;
    /// Whether a record must have it.
    const REQUIRED: bool = true;

    /// The value at a node, or `None` after its faults were reported.
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// The value of a field that is not there, where that is allowed.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// The value as plain data; `None` leaves the key out.
    fn datum(&self) -> Option<Datum>;

    /// Shows every word of a vocabulary; `list` is that of the field itself.
    fn each_word(&self, _list: Option<&'static str>, _at: &Path<'_>, _visit: &mut WordVisitor<'_>) {
    }
}

/// A struct made by `record!`.
pub trait Table: Sized {
    /// Its fields.
    const SCHEMA: &'static Schema;

    /// The struct at a table, or `None` after its faults were reported.
    fn read_table(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// Its content in canonical order, without what is absent.
    fn fields(&self) -> Fields;

    /// Shows every word of a vocabulary in it.
    fn words_within(&self, at: &Path<'_>, visit: &mut WordVisitor<'_>);
}

impl<T: Value> Value for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn datum(&self) -> Option<Datum> {
        self.as_ref().and_then(Value::datum)
    }

    fn each_word(&self, list: Option<&'static str>, at: &Path<'_>, visit: &mut WordVisitor<'_>) {
        if let Some(value) = self {
            value.each_word(list, at, visit);
        }
    }
}

impl<T: Value> Value for Vec<T> {
    const SHAPE: Shape = match T::SHAPE {
        Shape::Table(schema) => Shape::Tables(schema),
        _ => Shape::List(&T::SHAPE),
    };
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let items = reader.array(node, &Self::SHAPE)?;
        let mut all = Self::with_capacity(items.len());
        let mut whole = true;
        for item in items {
            match T::read(item, reader) {
                Some(value) => all.push(value),
                None => whole = false,
            }
        }
        whole.then_some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn datum(&self) -> Option<Datum> {
        if self.is_empty() {
            return None;
        }
        let items = self.iter().filter_map(Value::datum);
        if matches!(Self::SHAPE, Shape::Tables(_)) {
            return Some(Datum::Tables(
                items
                    .map(|item| match item {
                        Datum::Table(fields) => fields,
                        _ => Fields::new(),
                    })
                    .collect(),
            ));
        }
        let mut items: Vec<Datum> = items.collect();
        items.sort_by_cached_key(ToString::to_string);
        Some(Datum::List(items))
    }

    fn each_word(&self, list: Option<&'static str>, at: &Path<'_>, visit: &mut WordVisitor<'_>) {
        for (index, item) in self.iter().enumerate() {
            item.each_word(list, &Path::Item(at, index), visit);
        }
    }
}

impl<K: Ord + std::fmt::Display + std::str::FromStr<Err = String>, T: Table> Value
    for BTreeMap<K, T>
{
    const SHAPE: Shape = Shape::Map(T::SCHEMA);
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut all = Self::new();
        let mut whole = true;
        for (key, value) in reader.table(node, &Self::SHAPE)?.iter() {
            let name = reader.key(key);
            match (name, T::read_table(value, reader)) {
                (Some(name), Some(value)) => drop(all.insert(name, value)),
                _ => whole = false,
            }
        }
        whole.then_some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn datum(&self) -> Option<Datum> {
        (!self.is_empty()).then(|| {
            Datum::Map(
                self.iter()
                    .map(|(key, value)| (key.to_string(), value.fields()))
                    .collect(),
            )
        })
    }

    fn each_word(&self, _: Option<&'static str>, at: &Path<'_>, visit: &mut WordVisitor<'_>) {
        for (key, value) in self {
            value.words_within(&Path::Key(at, &key.to_string()), visit);
        }
    }
}

impl Value for bool {
    const SHAPE: Shape = Shape::Bool;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.bool(node)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Bool(*self))
    }
}

impl Value for u32 {
    const SHAPE: Shape = Shape::Integer(0, u32::MAX as i64);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader
            .integer(node, 0, i64::from(Self::MAX))
            .and_then(|number| Self::try_from(number).ok())
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(*self)))
    }
}

impl Value for i64 {
    const SHAPE: Shape = Shape::Integer(0, i64::MAX);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.integer(node, 0, Self::MAX)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(*self))
    }
}

impl Value for Box<str> {
    const SHAPE: Shape = Shape::Text;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.line(node).map(Into::into)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.to_string()))
    }
}

/// Free text of any number of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose(pub Box<str>);

impl Value for Prose {
    const SHAPE: Shape = Shape::Prose;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader
            .text(node, &Self::SHAPE)
            .map(|text| Self(text.into()))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Prose(self.0.to_string()))
    }
}
