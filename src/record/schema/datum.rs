//! The content of a record as plain data.

use crate::record::day::Day;

/// The content of a record as plain data, in canonical order.
pub type Fields = Vec<(&'static str, Datum)>;

/// A value of a record, without its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// One line of text, including words and ids.
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

impl Datum {
    /// The fields of a sub-table.
    #[must_use]
    pub fn table(&self) -> Option<&Fields> {
        match self {
            Self::Table(fields) => Some(fields),
            _ => None,
        }
    }
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
