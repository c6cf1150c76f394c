//! How a record is shown: a sheet of facts, and tables for its lists.

use crate::record::{Datum, Day, Fields, Kind, Schema, counted};
use crate::register::Register;
use crate::report::sheet::{Cell, Column, Layout, Sheet};

/// A sheet of facts, one per line.
pub(in crate::report) struct Facts {
    sheet: Sheet,
    row: Vec<Cell>,
    /// Whether to leave out what people wrote in their own words, which may contain names.
    pub names_hidden: bool,
}

impl Facts {
    pub fn new(register: &Register, report: &str, title: String, day: Day) -> Self {
        let mut sheet = Sheet::new(report, &title, &register.program().name, day);
        sheet.layout = Layout::Facts;
        Self {
            sheet,
            row: Vec::new(),
            names_hidden: register.are_names_hidden(),
        }
    }

    pub fn add(&mut self, name: &'static str, cell: Cell) {
        if !matches!(cell, Cell::Unknown) {
            self.sheet.columns.push(Column::text(name));
            self.row.push(cell);
        }
    }

    /// Adds the fields of a file that are not tables; tables get their own lines or sheets.
    pub fn fields(&mut self, fields: &Fields) {
        for (name, value) in fields {
            match value {
                _ if self.names_hidden && is_free(name, value) => self.add(name, unsaid(value)),
                Datum::Table(own) if *name == "facts" => self.fields(own),
                Datum::Table(own) if *name == "answers" => {
                    let answers = own.iter().map(|(item, answer)| format!("{item}: {answer}"));
                    self.add(name, Cell::List(answers.collect()));
                }
                Datum::Table(_) | Datum::Tables(_) | Datum::Map(_) => {}
                Datum::List(items) => self.add(
                    name,
                    Cell::List(items.iter().map(ToString::to_string).collect()),
                ),
                Datum::Integer(number) => self.add(name, Cell::Count(*number)),
                Datum::Day(day) => self.add(name, Cell::Day(*day)),
                Datum::Bool(truth) => self.add(name, Cell::Bool(*truth)),
                scalar => self.add(name, Cell::text(scalar)),
            }
        }
    }

    pub fn done(mut self) -> Sheet {
        self.sheet.rows.push(self.row);
        self.sheet
    }
}

/// Whether people write a value in their own words.
pub(super) fn is_free(name: &str, value: &Datum) -> bool {
    matches!(value, Datum::Prose(_)) || matches!(name, "text" | "forced" | "void")
}

/// What is shown in place of a hidden value.
fn unsaid(value: &Datum) -> Cell {
    let lines = value.to_string().lines().count();
    Cell::text(format!(
        "{}, not shown with --no-names",
        counted(lines, "line")
    ))
}

/// A table; left out if empty.
pub(super) fn table(
    register: &Register,
    title: &str,
    day: Day,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> Option<Sheet> {
    let mut sheet = Sheet::new("show", title, &register.program().name, day);
    sheet.columns = columns;
    sheet.rows = rows;
    (!sheet.rows.is_empty()).then_some(sheet)
}

/// Dated entries of a file as a table, with a column for each key that any of them has.
fn table_of(
    register: &Register,
    title: &str,
    day: Day,
    rows: &[Fields],
    schema: &'static Schema,
) -> Option<Sheet> {
    let used: Vec<&'static str> = schema
        .fields
        .iter()
        .map(|field| field.name)
        .filter(|name| {
            rows.iter()
                .any(|row| row.iter().any(|(key, _)| key == name))
        })
        .collect();
    let columns = used.iter().map(|name| Column::text(name)).collect();
    let cells = |row: &Fields| {
        used.iter()
            .map(|name| match row.iter().find(|(key, _)| key == name) {
                Some((_, Datum::Day(day))) => Cell::Day(*day),
                Some((name, value)) if register.are_names_hidden() && is_free(name, value) => {
                    unsaid(value)
                }
                Some((_, value)) => Cell::text(value),
                None => Cell::Unknown,
            })
            .collect()
    };
    table(
        register,
        title,
        day,
        columns,
        rows.iter().map(cells).collect(),
    )
}

/// The dated entries of a record, a table for each list of them.
pub(in crate::report) fn entries(
    register: &Register,
    day: Day,
    kind: Kind,
    fields: &Fields,
) -> impl Iterator<Item = Sheet> {
    fields.iter().filter_map(move |(name, value)| {
        let schema = kind.schema().field(name)?.shape.inside()?;
        let Datum::Tables(rows) = value else {
            return None;
        };
        table_of(register, &heading(name), day, rows, schema)
    })
}

/// The heading of a list of entries, by its key.
fn heading(name: &str) -> String {
    if name == "checked" {
        return "Looked up".to_owned();
    }
    let text = name.replace('_', " ");
    let (first, rest) = text.split_at(1);
    // Someone who is away is on leave, however often.
    let plural = if name == "leave" { "" } else { "s" };
    format!("{}{rest}{plural}", first.to_uppercase())
}
