//! The shape of a record: its fields, in canonical order.

use crate::record::id::IdKind;
use crate::record::word::quoted;

/// A bound that no count ever reaches, so messages leave it out.
const MANY: i64 = u32::MAX as i64;

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of free text.
    Text,
    /// Free text of any number of lines, in triple quotes.
    Prose,
    /// A lower-case word such as `goals-met`.
    Word,
    /// One of a fixed set of words.
    Choice(&'static [&'static str]),
    /// A whole number, both ends inclusive.
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
    /// A child of a case, such as `c-2d8nv/a`.
    Child,
    /// A list of scalars, a set in meaning.
    List(&'static Shape),
    /// One sub-table, `[name]`.
    Table(&'static Schema),
    /// Dated entries, `[[name]]`.
    Tables(&'static Schema),
    /// Named sub-tables, `[name.key]`.
    Map(&'static Schema),
    /// A table whose keys the program chooses, each with a word, words or another such table.
    Open,
}

impl Shape {
    /// Whether the field is written as a table of its own, after all plain keys.
    #[must_use]
    pub const fn is_table(&self) -> bool {
        matches!(
            self,
            Self::Table(_) | Self::Tables(_) | Self::Map(_) | Self::Open
        )
    }

    /// The fields of the tables in it.
    #[must_use]
    pub const fn inside(&self) -> Option<&'static Schema> {
        match self {
            Self::Table(schema) | Self::Tables(schema) | Self::Map(schema) => Some(schema),
            _ => None,
        }
    }

    /// What it holds, in few words, for messages about a wrong type.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Text | Self::Prose => "text",
            Self::Word | Self::Choice(_) => "a word",
            Self::Integer(..) | Self::Hours | Self::Number => "a number",
            Self::Bool => "true or false",
            Self::Day => "a date",
            Self::Id(_) => "an id",
            Self::Child => "a child of a case",
            Self::List(_) => "a list",
            Self::Tables(_) => "a list of tables",
            Self::Table(_) | Self::Map(_) | Self::Open => "a table",
        }
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
            Self::Open => "a table of words".to_owned(),
        }
    }
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
    /// The first version of the format that has it.
    pub since: u8,
    /// Whether its text may head the rows of a report; any other text stays in the records.
    pub heading: bool,
    /// The list of the program's vocabulary that its words are from.
    pub words: Option<&'static str>,
    /// The kinds of session that have it, by their words; empty for all.
    pub only: &'static [&'static str],
    /// Whether reports add up its values in sessions.
    pub counted: bool,
    /// If it names its entry of a table: the key of the day of such an entry.
    pub entry: Option<&'static str>,
    /// Whether only people set it, never a column of a sheet.
    pub by_hand: bool,
    /// The headers of the columns that fill it, besides its own name.
    pub called: &'static [&'static str],
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
