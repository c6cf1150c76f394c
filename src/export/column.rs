//! What a column of a table is: its name, what it holds, and what it means. Columns of records are derived from the
//! declarations of their fields.

use crate::record::schema::{Field, Schema, Shape};
use crate::record::{EventKind, IdKind};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// An id of a row of that table; `None` if it points to no table.
    Id(Option<&'static str>),
    /// A word.
    Word,
    /// A text that the program chose.
    Text,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A whole number.
    Integer,
    /// A number with or without a fraction.
    Number,
    /// Yes or no.
    Bool,
}

/// Which words a column can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Any.
    Any,
    /// These.
    Fixed(&'static [&'static str]),
    /// The words of a list of the vocabulary.
    List(&'static str),
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name: the field's name, prefixed with the name of the table inside the record that has it.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// The shape of the field that it comes from.
    pub shape: Option<Shape>,
    /// What it means, in a sentence.
    pub doc: String,
    /// Whether every row has a value.
    pub required: bool,
    /// The kinds of row that can have it; empty for all.
    pub asked_of: Vec<&'static str>,
    /// The words allowed in it.
    pub words: Words,
    /// Whether it is a birth date or a birthday, which may be shortened to a month.
    pub is_birth: bool,
    /// What an absent value means, unless it means that no one recorded it.
    pub usual: Option<&'static str>,
}

impl Column {
    /// A column that is not declared by a field of a record.
    #[must_use]
    pub fn new(name: &str, holds: Holds, doc: &str) -> Self {
        Self {
            name: name.to_owned(),
            holds,
            shape: None,
            doc: doc.to_owned(),
            required: false,
            asked_of: Vec::new(),
            words: Words::Any,
            is_birth: false,
            usual: None,
        }
    }

    /// The same column, with a value in every row.
    #[must_use]
    pub fn always(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same column, with only these words.
    #[must_use]
    pub fn of(self, words: &'static [&'static str]) -> Self {
        Self {
            words: Words::Fixed(words),
            ..self
        }
    }

    /// The column of a field with a single value; `None` for lists, the program's own bookkeeping, and text that people
    /// wrote.
    fn of_field(outer: Option<&Field>, field: &Field) -> Option<Self> {
        let (holds, words) = match field.shape {
            Shape::Text if field.heading => (Holds::Text, Words::Any),
            Shape::Word => (Holds::Word, field.words.map_or(Words::Any, Words::List)),
            Shape::Choice(words) => (Holds::Word, Words::Fixed(words)),
            Shape::Integer(..) => (Holds::Integer, Words::Any),
            Shape::Hours | Shape::Number => (Holds::Number, Words::Any),
            Shape::Bool => (Holds::Bool, Words::Any),
            Shape::Day => (Holds::Day, Words::Any),
            Shape::Id(kind) => (Holds::Id(table_of(kind)), Words::Any),
            _ => return None,
        };
        let name = match outer {
            Some(outer) => format!("{}_{}", outer.name, field.name),
            None => field.name.to_owned(),
        };
        let told = |field: &Field| field.doc.split_whitespace().collect::<Vec<_>>().join(" ");
        let doc = match outer {
            Some(outer) => format!("{} {}", told(outer), told(field)),
            None => told(field),
        };
        Some(Self {
            name,
            holds,
            shape: Some(field.shape),
            doc,
            required: field.required && outer.is_none(),
            asked_of: field.only.to_vec(),
            words,
            is_birth: false,
            usual: None,
        })
    }
}

/// The table with the rows for a kind of record.
const fn table_of(kind: IdKind) -> Option<&'static str> {
    match kind {
        IdKind::Participant => Some("people"),
        IdKind::Case => Some("cases"),
        IdKind::Match => Some("matches"),
        IdKind::Session => Some("sessions"),
        IdKind::Mentor | IdKind::Group | IdKind::Person | IdKind::Answer => None,
    }
}

/// The exported fields of a record: single values as columns, lists as rows of `facts`.
#[derive(Debug)]
pub struct Walk {
    /// The columns, in the order of the record.
    pub columns: Vec<Column>,
    /// The key of each column's field, after the key of the table inside the record that has it.
    pub keys: Vec<(Option<&'static str>, &'static str)>,
    /// The list fields.
    pub lists: Vec<(Option<&'static str>, &'static Field)>,
}

impl Walk {
    /// The fields of a record except those in `except`, which a table has in its own form.
    #[must_use]
    pub fn of(schema: &'static Schema, except: &[&str]) -> Self {
        let mut walk = Self {
            columns: Vec::new(),
            keys: Vec::new(),
            lists: Vec::new(),
        };
        for field in schema.fields.iter().filter(|field| !field.by_hand) {
            if except.contains(&field.name) {
                continue;
            }
            match field.shape {
                Shape::Table(inner) => {
                    for one in inner.fields.iter().filter(|one| !one.by_hand) {
                        walk.take(Some(field), one);
                    }
                }
                _ => walk.take(None, field),
            }
        }
        walk
    }

    fn take(&mut self, outer: Option<&'static Field>, field: &'static Field) {
        let name = outer.map(|outer| outer.name);
        if matches!(field.shape, Shape::List(of) if is_listed(of)) {
            self.lists.push((name, field));
        } else if let Some(column) = Column::of_field(outer, field) {
            self.columns.push(column);
            self.keys.push((name, field.name));
        }
    }

    /// The same fields; a missing value of this one means a word.
    #[must_use]
    pub fn usually(mut self, name: &str, word: &'static str) -> Self {
        let named = self.columns.iter_mut().filter(|column| column.name == name);
        named.for_each(|column| column.usual = Some(word));
        self
    }

    /// The same fields, some of which only some kinds of event have.
    #[must_use]
    pub fn of_events(mut self) -> Self {
        for column in &mut self.columns {
            let kinds = EventKind::with_key(&column.name);
            if kinds.len() < EventKind::ALL.len() {
                column.asked_of = kinds;
            }
        }
        self
    }
}

/// Whether the items of a list are exported: words and ids, but no text.
const fn is_listed(of: &Shape) -> bool {
    matches!(of, Shape::Word | Shape::Choice(_) | Shape::Id(_))
}
