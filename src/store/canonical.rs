//! The canonical form of a record: keys in schema order, lists with one item per line, dates without quotes, and `note`
//! last before the first table. `toml_edit` decides how a string is quoted; nothing here does.

use toml_edit::{
    Array, ArrayOfTables, Decor, DocumentMut, InlineTable, Item, RawString, Table as TomlTable,
    Value,
};

use crate::record::schema::Table;
use crate::record::{Datum, Day, Fields};

/// The text of a new file for a record.
#[must_use]
pub fn canonical<T: Table>(record: &T) -> String {
    canonical_fields(&record.fields())
}

/// The text of a new file with this record's content, its fields in schema order.
#[must_use]
pub fn canonical_fields(fields: &Fields) -> String {
    let mut document = DocumentMut::new();
    fill(document.as_table_mut(), fields);
    let text = document.to_string();
    text.trim_start_matches('\n').to_owned()
}

/// Sets every field in a table: plain keys first, with `note` last among them, then the sub-tables.
pub(super) fn fill(table: &mut TomlTable, fields: &Fields) {
    let (tables, plain): (Vec<_>, Vec<_>) = fields.iter().partition(|(_, value)| is_table(value));
    let (notes, plain): (Vec<_>, Vec<_>) = plain
        .into_iter()
        .partition(|(_, value)| matches!(value, Datum::Prose(_)));
    for (name, value) in plain.into_iter().chain(notes).chain(tables) {
        table.insert(name, item(value));
    }
}

fn is_table(value: &Datum) -> bool {
    matches!(value, Datum::Table(_) | Datum::Tables(_) | Datum::Map(_))
}

/// A value as an item of a document, laid out in canonical form.
pub(super) fn item(value: &Datum) -> Item {
    match value {
        Datum::Table(fields) => Item::Table(table(fields)),
        Datum::Tables(rows) => {
            Item::ArrayOfTables(rows.iter().map(table).collect::<ArrayOfTables>())
        }
        Datum::Map(rows) => {
            let mut outer = TomlTable::new();
            outer.set_implicit(true);
            for (key, fields) in rows {
                outer.insert(key, Item::Table(table(fields)));
            }
            Item::Table(outer)
        }
        scalar => Item::Value(self::value(scalar)),
    }
}

/// A table with its heading on its own line, after a blank line.
pub(super) fn table(fields: &Fields) -> TomlTable {
    let mut table = TomlTable::new();
    *table.decor_mut() = Decor::new("\n", "");
    fill(&mut table, fields);
    table
}

/// A scalar or a list.
pub(super) fn value(value: &Datum) -> Value {
    match value {
        Datum::Prose(text) => prose(text),
        Datum::Integer(number) => Value::from(*number),
        Datum::Float(number) => Value::from(*number),
        Datum::Bool(truth) => Value::from(*truth),
        Datum::Day(day) => date(*day),
        Datum::List(items) => Value::Array(list(items)),
        Datum::Table(fields) => Value::InlineTable(inline(fields)),
        text => Value::from(text.to_string()),
    }
}

/// A table in braces.
pub(super) fn inline(fields: &Fields) -> InlineTable {
    let pairs = fields.iter().map(|(key, field)| (*key, value(field)));
    pairs.collect()
}

/// A list with one item per line and a trailing comma, so that two additions merge.
pub(super) fn list(items: &[Datum]) -> Array {
    let mut array: Array = items.iter().map(value).collect();
    lay_out(&mut array);
    array
}

/// Puts every item of a list on its own line.
pub(super) fn lay_out(array: &mut Array) {
    for item in array.iter_mut() {
        *item.decor_mut() = Decor::new("\n    ", "");
    }
    array.set_trailing_comma(!array.is_empty());
    array.set_trailing(if array.is_empty() { "" } else { "\n" });
}

fn date(day: Day) -> Value {
    Value::from(toml_edit::Datetime {
        date: Some(toml_edit::Date {
            year: u16::try_from(day.year()).unwrap_or(0),
            month: u8::try_from(day.month()).unwrap_or(1),
            day: u8::try_from(day.day()).unwrap_or(1),
        }),
        time: None,
        offset: None,
    })
}

/// A note in triple quotes; if it has several lines, its text begins on a new one.
fn prose(text: &str) -> Value {
    let safe = |c: char| c == '\n' || c == '\t' || (c != '\r' && !c.is_control());
    if !text.contains(r#"""""#)
        && !text.ends_with('"')
        && !text.contains('\\')
        && text.chars().all(safe)
    {
        let start = if text.contains('\n') { "\n" } else { "" };
        if let Ok(value) = format!("\"\"\"{start}{text}\"\"\"").parse::<Value>() {
            return value;
        }
    }
    Value::from(text)
}

/// The text of a decoration, or nothing if it has none.
pub(super) fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read;
    use crate::record::{Case, Participant, Session};

    #[test]
    fn a_participant_is_written_as_the_directory_shows_it() {
        let text = "referred = 2026-01-08\nneeds = [\n    \"housing\",\n    \"substance-use\",\n]\n\
                    note = \"\"\"\nFirst line.\nSecond line.\"\"\"\n\n[[enrollment]]\nstart = 2026-01-15\n\
                    end = 2026-09-30\nreason = \"goals-met\"\n\n[[goal]]\nset = 2026-02-01\ndomain = \"housing\"\n\
                    text = \"Own lease\"\n";
        let record: Participant = read::record(text).unwrap();
        assert_eq!(canonical(&record), text);
    }

    #[test]
    fn a_case_keeps_its_children_and_events_apart() {
        let text = "system = \"cps\"\nparticipants = [\n    \"p-4f7kq\",\n]\n\n[child.a]\nborn = 2016-05-01\n\n\
                    [child.b]\n\n[[event]]\non = 2025-03-02\nkind = \"removed\"\nsetting = \"foster-home\"\n";
        let record: Case = read::record(text).unwrap();
        assert_eq!(canonical(&record), text);
    }

    #[test]
    fn any_note_survives_writing_and_reading() {
        for note in [
            "plain",
            "a \"quoted\" \"\"\" mess\\",
            "tab\tand\r\nreturns",
            "\n\nlead",
            "ends in \"",
            "Zoë\u{1}",
        ] {
            let head = "kind = \"outreach\"\non = 2026-01-01\n";
            let mut record: Session = read::record(head).unwrap();
            record.note = Some(crate::record::schema::Prose(note.into()));
            let again: Session = read::record(&canonical(&record)).unwrap();
            assert_eq!(again, record, "{note:?}");
        }
    }
}
