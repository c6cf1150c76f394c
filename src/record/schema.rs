//! The shape of a record: its fields, in canonical order, and the plain data they hold.
//!
//! The `record!` macro declares a struct once and derives from it how it is read (with every fault found, not just
//! the first), how it is written, and the [`Schema`] that queries, edits and error messages ask for names.

use std::collections::BTreeMap;

use super::day::Day;
use super::id::IdKind;
use super::read::{Node, Reader};

/// A bound that no count ever reaches: it is not worth telling people.
const MANY: i64 = u32::MAX as i64;

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of free text.
    Text,
    /// Free text of any number of lines, written between triple quotes.
    Prose,
    /// A lower-case word such as `goals-met`.
    Word,
    /// One of a fixed set of words.
    Choice(&'static [&'static str]),
    /// A whole number, both ends allowed.
    Integer(i64, i64),
    /// A length in hours, whole or with a fraction.
    Hours,
    /// A number with or without a fraction, 0 or more.
    Number,
    /// `true` or `false`.
    Bool,
    /// A native TOML date.
    Day,
    /// The id of a record of this kind.
    Id(IdKind),
    /// A child of a case, as `c-2d8nv/a`.
    Child,
    /// A list of scalars, a set in meaning.
    List(&'static Shape),
    /// One sub-table, `[name]`.
    Table(&'static Schema),
    /// Dated entries, `[[name]]`.
    Tables(&'static Schema),
    /// Named sub-tables, `[name.key]`.
    Map(&'static Schema),
}

impl Shape {
    /// Whether the field is written as a table of its own, after all plain keys.
    #[must_use]
    pub const fn is_table(&self) -> bool {
        matches!(self, Self::Table(_) | Self::Tables(_) | Self::Map(_))
    }

    /// What to write in such a field, for error messages and help.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Text => "text in quotes".to_owned(),
            Self::Prose => "text between triple quotes".to_owned(),
            Self::Word => "a lower-case word in quotes, such as \"goals-met\"".to_owned(),
            Self::Choice(words) => format!("one of {}", quoted(words)),
            Self::Integer(0, high) if *high >= MANY => "a whole number, 0 or more".to_owned(),
            Self::Integer(low, high) => format!("a whole number from {low} to {high}"),
            Self::Hours => "a number of hours".to_owned(),
            Self::Number => "a number, 0 or more, such as 0.086".to_owned(),
            Self::Bool => "true or false".to_owned(),
            Self::Day => "a date without quotes, such as 2026-10-07".to_owned(),
            Self::Id(kind) => format!(
                "the id of a {}, such as \"{}\"",
                kind.noun(),
                kind.example()
            ),
            Self::Child => "a child of another case, such as \"c-2d8nv/a\"".to_owned(),
            Self::List(of) => format!("a list in brackets, each item {}", of.describe()),
            Self::Table(_) => "a table".to_owned(),
            Self::Tables(_) => "a list of tables".to_owned(),
            Self::Map(_) => "a table of tables".to_owned(),
        }
    }
}

/// Words joined for a sentence, each in back-ticks.
#[must_use]
pub fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The key, the same in TOML, CSV, JSON and queries.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether a record without it is faulty.
    pub required: bool,
    /// What it means.
    pub doc: &'static str,
}

/// The fields of a record or of a table inside one, in canonical order.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// The fields.
    pub fields: &'static [Field],
}

impl Schema {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The content of a record as plain data, in canonical order.
pub type Fields = Vec<(&'static str, Datum)>;

/// A value of a record, without its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// One line of text, also words and ids.
    Text(String),
    /// Text of several lines.
    Prose(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// A date.
    Day(Day),
    /// A list of scalars.
    List(Vec<Datum>),
    /// A sub-table.
    Table(Fields),
    /// Dated entries.
    Tables(Vec<Fields>),
    /// Named sub-tables.
    Map(Vec<(String, Fields)>),
}

impl std::fmt::Display for Datum {
    /// The value as a query or a table cell shows it: no quotes, lists joined by spaces.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) | Self::Prose(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Float(number) => write!(f, "{number}"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::List(items) => f.write_str(
                &items
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            Self::Table(fields) => {
                let shown: Vec<_> = fields
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                f.write_str(&shown.join(" "))
            }
            Self::Tables(rows) => {
                let shown: Vec<_> = rows
                    .iter()
                    .map(|row| Self::Table(row.clone()).to_string())
                    .collect();
                f.write_str(&shown.join("; "))
            }
            Self::Map(rows) => {
                let shown: Vec<_> = rows
                    .iter()
                    .map(|(key, row)| format!("{key}: {}", Self::Table(row.clone())))
                    .collect();
                f.write_str(&shown.join("; "))
            }
        }
    }
}

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
}

/// A struct made by `record!`.
pub trait Table: Sized {
    /// Its fields.
    const SCHEMA: &'static Schema;

    /// The struct at a table, or `None` after its faults were reported.
    fn read_table(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// Its content in canonical order, without what is absent.
    fn fields(&self) -> Fields;
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

/// Declares a record, or a table inside one: the struct, how it is read and written, and its [`Schema`].
///
/// A field whose key is not its Rust name gives the key in brackets: `match_id ["match"]: Option<MatchId>`.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $( $(#[doc = $doc:literal])+ pub $field:ident $([$key:literal])? : $type:ty, )*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[doc = $doc])+ pub $field: $type, )*
        }

        impl $crate::record::schema::Table for $name {
            const SCHEMA: &'static $crate::record::schema::Schema = &$crate::record::schema::Schema {
                fields: &[ $( $crate::record::schema::Field {
                    name: $crate::record::schema::key_of!($field $($key)?),
                    shape: <$type as $crate::record::schema::Value>::SHAPE,
                    required: <$type as $crate::record::schema::Value>::REQUIRED,
                    doc: concat!($($doc, "\n",)+),
                }, )* ],
            };

            fn read_table(
                node: &$crate::record::read::Node<'_>,
                reader: &mut $crate::record::read::Reader,
            ) -> Option<Self> {
                use $crate::record::schema::{key_of, Value};
                let table = reader.table(node, &$crate::record::schema::Shape::Table(Self::SCHEMA))?;
                let mut whole = true;
                $( let mut $field: Option<$type> = None; )*
                for (key, value) in table.iter() {
                    let name = reader.name(key);
                    $( if name == key_of!($field $($key)?) {
                        $field = <$type as Value>::read(value, reader);
                        whole &= $field.is_some();
                        continue;
                    } )*
                    reader.unknown_key(key, Self::SCHEMA);
                    whole = false;
                }
                $( if $field.is_none() {
                    $field = <$type as Value>::absent();
                    if $field.is_none() && table.get(key_of!($field $($key)?)).is_none() {
                        reader.missing_key(node, Self::SCHEMA, key_of!($field $($key)?));
                    }
                } )*
                let record = Self { $( $field: $field?, )* };
                whole.then_some(record)
            }

            fn fields(&self) -> $crate::record::schema::Fields {
                let mut fields = $crate::record::schema::Fields::new();
                $( if let Some(value) = $crate::record::schema::Value::datum(&self.$field) {
                    fields.push(($crate::record::schema::key_of!($field $($key)?), value));
                } )*
                fields
            }
        }

        impl $crate::record::schema::Value for $name {
            const SHAPE: $crate::record::schema::Shape =
                $crate::record::schema::Shape::Table(<Self as $crate::record::schema::Table>::SCHEMA);

            fn read(
                node: &$crate::record::read::Node<'_>,
                reader: &mut $crate::record::read::Reader,
            ) -> Option<Self> {
                <Self as $crate::record::schema::Table>::read_table(node, reader)
            }

            fn datum(&self) -> Option<$crate::record::schema::Datum> {
                Some($crate::record::schema::Datum::Table($crate::record::schema::Table::fields(self)))
            }
        }
    };
}

/// The key of a field: the one given, else its Rust name.
macro_rules! key_of {
    ($field:ident $key:literal) => {
        $key
    };
    ($field:ident) => {
        stringify!($field)
    };
}

pub(crate) use {key_of, record};
