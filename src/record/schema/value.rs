//! What can be read from a text and written as plain data: values, and the tables that hold them.

use std::collections::BTreeMap;

use super::datum::{Datum, Fields};
use super::reader::Reader;
use super::shape::{Schema, Shape};
use super::visit::{Leaf, Path, Spot, Visitor, Wanted};
use crate::record::day::Day;
use crate::record::text::node::Node;

/// Up to how many items two lists are compared pairwise when they are united.
const FEW: usize = 64;

/// A type that can be the value of a field.
pub trait Value: Sized + Clone + PartialEq {
    /// What such a field holds.
    const SHAPE: Shape;
    /// Whether a record must have it.
    const REQUIRED: bool = true;

    /// The value at a node, or `None` after its faults were reported.
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// The value of a missing field, if it may be missing.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// The value as plain data; `None` leaves the key out.
    fn datum(&self) -> Option<Datum>;

    /// Shows every value here.
    #[inline]
    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Other);
    }

    /// Takes in what another record of the same person says: lists are united, and a single value is taken if there is
    /// none yet.
    fn unite(&mut self, _other: &Self) {}

    /// The day, if this is one.
    fn day(&self) -> Option<Day> {
        None
    }

    /// Whether it says that its table was wrong.
    #[inline]
    fn voids(&self) -> bool {
        false
    }

    /// Whether it is a table that was wrong.
    fn is_void(&self) -> bool {
        false
    }

    /// Whether there is an entry in it that was wrong.
    fn has_void(&self) -> bool {
        false
    }

    /// Leaves out every entry that was wrong.
    fn leave_out_void(&mut self) {}
}

/// A struct made by `record!`.
pub trait Table: Sized {
    /// Its fields.
    const SCHEMA: &'static Schema;

    /// Reads the struct from a table, or returns `None` after reporting its faults.
    fn read_table(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// Its content in canonical order, without what is absent.
    fn fields(&self) -> Fields;

    /// Whether it is void: it then counts nowhere, and no rule checks it.
    fn is_void(&self) -> bool;

    /// Whether it has a void entry.
    fn has_void(&self) -> bool;

    /// Removes every void entry.
    fn leave_out_void(&mut self);

    /// Takes in what another record of the same person says, field by field.
    fn unite_fields(&mut self, other: &Self);

    /// Shows every wanted value in it.
    fn visit_record(&self, wanted: Wanted, see: &mut dyn FnMut(&Spot<'_>, Leaf<'_>)) {
        self.visit_fields(&Path::Record, None, &mut Visitor::new(wanted, see));
    }

    /// Shows every value in it. `above` is the place of the table in another table: days in it must not be before that
    /// table's.
    fn visit_fields(&self, path: &Path<'_>, above: Option<&Spot<'_>>, see: &mut Visitor<'_>);
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

    // Most fields of a record are absent.
    #[inline]
    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        if let Some(value) = self {
            value.visit(spot, see);
        }
    }

    fn unite(&mut self, other: &Self) {
        if self.is_none() {
            self.clone_from(other);
        }
    }

    fn day(&self) -> Option<Day> {
        self.as_ref().and_then(Value::day)
    }

    #[inline]
    fn voids(&self) -> bool {
        self.as_ref().is_some_and(Value::voids)
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

    #[inline]
    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        for (index, item) in self.iter().enumerate() {
            item.visit(&spot.with(Path::Item(&spot.path, index)), see);
        }
    }

    fn unite(&mut self, other: &Self) {
        if self.len() + other.len() <= FEW {
            for item in other {
                if !self.contains(item) {
                    self.push(item.clone());
                }
            }
            return;
        }
        // Equal items have equal texts, which are used to search a long list.
        let text = |item: &T| item.datum().map(|datum| datum.to_string());
        let mut known: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, item) in self.iter().enumerate() {
            known.entry(text(item)).or_default().push(at);
        }
        for item in other {
            let same = known.entry(text(item)).or_default();
            if !same.iter().any(|at| self[*at] == *item) {
                same.push(self.len());
                self.push(item.clone());
            }
        }
    }

    fn has_void(&self) -> bool {
        self.iter().any(Value::is_void)
    }

    fn leave_out_void(&mut self) {
        self.retain(|item| !item.is_void());
    }
}

/// A list that means something even when empty: `with = []` is no one, but without `with` everyone is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exactly<T>(pub Vec<T>);

impl<T: Value> Value for Exactly<T> {
    const SHAPE: Shape = Vec::<T>::SHAPE;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        Vec::read(node, reader).map(Self)
    }

    fn datum(&self) -> Option<Datum> {
        self.0.datum().or(Some(Datum::List(Vec::new())))
    }

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        self.0.visit(spot, see);
    }
}

impl<K, T: Table + Clone + PartialEq> Value for BTreeMap<K, T>
where
    K: Ord + Clone + std::fmt::Display + std::str::FromStr<Err = String>,
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

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        for (key, value) in self {
            value.visit_fields(&Path::Key(&spot.path, &key.to_string()), Some(spot), see);
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

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Count(u32::from(*self)));
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

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Count(*self));
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

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Text(self));
    }
}

/// Free text of any number of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose(pub Box<str>);

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

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

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Text(&self.0));
    }
}

/// Why a record or an entry was wrong: it is kept, but counts nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Void(pub Box<str>);

impl Value for Void {
    const SHAPE: Shape = Shape::Text;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.line(node).map(|reason| Self(reason.into()))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.0.to_string()))
    }

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Text(&self.0));
    }

    fn voids(&self) -> bool {
        true
    }
}
