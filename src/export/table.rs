//! A table as written: a header and rows, in an order that reveals nothing about the files.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::column::{Column, Holds};
use crate::record::Day;

/// The content of a cell for a question that does not apply to its row.
pub const NOT_ASKED: &str = "not-asked";

/// The structure of a table.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Its name, and the name of its file without the extension.
    pub name: &'static str,
    /// What one of its rows is.
    pub doc: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many of them, from the first, identify rows.
    pub key: usize,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'v> {
    /// No one recorded it.
    Unknown,
    /// The question does not apply to this row.
    NotAsked,
    /// A word, an id or a text.
    Text(Cow<'v, str>),
    /// A day.
    Day(Day),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Bool(bool),
}

impl<'v> From<&'v str> for Cell<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'v> From<Cow<'v, str>> for Cell<'v> {
    fn from(text: Cow<'v, str>) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl<'v, T: Into<Cell<'v>>> From<Option<T>> for Cell<'v> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Into::into)
    }
}

/// The rows of a table.
#[derive(Debug)]
pub struct Rows {
    /// The table.
    pub layout: Layout,
    /// The words found in each column of words.
    pub found: Vec<BTreeSet<Box<str>>>,
    text: String,
    starts: Vec<usize>,
}

impl Rows {
    /// A table without rows.
    #[must_use]
    pub fn new(layout: Layout) -> Self {
        Self {
            found: vec![BTreeSet::new(); layout.columns.len()],
            layout,
            text: String::new(),
            starts: Vec::new(),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Adds a row, with one cell for each column.
    pub fn add<'v>(&mut self, cells: impl IntoIterator<Item = Cell<'v>>) {
        self.starts.push(self.text.len());
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.put(at, &cell);
        }
        self.text.push('\n');
    }

    fn put(&mut self, at: usize, cell: &Cell<'_>) {
        let text = &mut self.text;
        // Writing to a string cannot fail.
        let _ = match cell {
            Cell::Unknown => Ok(()),
            Cell::NotAsked => text.write_str(NOT_ASKED),
            Cell::Text(value) => {
                if self.layout.columns[at].holds == Holds::Word
                    && !self.found[at].contains(value.as_ref())
                {
                    self.found[at].insert(value.as_ref().into());
                }
                quote(text, value);
                Ok(())
            }
            Cell::Day(day) => write!(text, "{day}"),
            Cell::Integer(number) => write!(text, "{number}"),
            Cell::Number(number) => write!(text, "{number}"),
            Cell::Bool(truth) => write!(text, "{truth}"),
        };
    }

    /// The file: a header, and the rows in alphabetical order, so that new ids do not keep the order of those they
    /// replace.
    #[must_use]
    pub fn file(&self) -> String {
        let names: Vec<&str> = self
            .layout
            .columns
            .iter()
            .map(|c| c.name.as_str())
            .collect();
        let mut file = String::with_capacity(self.text.len() + 256);
        file.push_str(&names.join(","));
        file.push('\n');
        let ends = self.starts.iter().skip(1).copied();
        let ends = ends.chain([self.text.len()]);
        let mut lines: Vec<&str> = self
            .starts
            .iter()
            .zip(ends)
            .map(|(start, end)| &self.text[*start..end])
            .collect();
        if !lines.is_sorted() {
            lines.sort_unstable();
        }
        lines.into_iter().for_each(|line| file.push_str(line));
        file
    }
}

/// Writes a text as csv: in quotes if it could be misread.
fn quote(to: &mut String, text: &str) {
    if !text.contains([',', '"', '\n', '\r']) {
        to.push_str(text);
        return;
    }
    to.push('"');
    to.push_str(&text.replace('"', "\"\""));
    to.push('"');
}
