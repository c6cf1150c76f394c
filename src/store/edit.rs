//! Editing a file as a person's document: only the affected lines change; comments, order and line breaks stay.
//!
//! The text is the state: each edit parses it, changes it and produces a new text, so that successive edits cannot
//! interfere. What `toml_edit` would move or drop (comments above a removed key, a comment at the end of the file, line
//! breaks) is handled on the lines themselves.

mod deep;
mod lines;
mod list;
#[cfg(test)]
mod tests;

use toml_edit::{DocumentMut, InlineTable, Item, Key, Table, Value};

use super::canonical;
use super::error::StoreError;
use crate::record::{Datum, Fields, Schema};

/// A file that is being edited.
#[derive(Debug, Clone)]
pub struct Edit {
    path: String,
    original: String,
    text: String,
    section: Option<String>,
    schema: &'static Schema,
}

impl Edit {
    /// Opens a text; `section` is the heading of the record in a packed month.
    ///
    /// # Errors
    /// The text is not TOML.
    pub fn open(
        path: &str,
        text: &str,
        section: Option<&str>,
        schema: &'static Schema,
    ) -> Result<Self, StoreError> {
        let wrong = |why: String| StoreError::Uneditable {
            path: path.to_owned(),
            why,
        };
        let body = text.trim_start_matches('\u{feff}');
        let document: DocumentMut = body
            .parse()
            .map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
        if let Some(section) = section
            && !document.get(section).is_some_and(Item::is_table)
        {
            return Err(wrong(format!("it has no table `{section}`")));
        }
        Ok(Self {
            path: path.to_owned(),
            original: text.to_owned(),
            text: document.to_string(),
            section: section.map(str::to_owned),
            schema,
        })
    }

    /// Changes the table of the record and returns what the change returns.
    fn change<T>(&mut self, change: impl FnOnce(&mut Table, &'static Schema) -> T) -> Option<T> {
        let mut document: DocumentMut = self.text.parse().ok()?;
        let record = match &self.section {
            Some(section) => document.get_mut(section)?.as_table_mut()?,
            None => document.as_table_mut(),
        };
        let said = change(record, self.schema);
        self.text = document.to_string();
        Some(said)
    }

    /// Sets a key of the record.
    pub fn set(&mut self, key: &str, value: &Datum) {
        self.change(|record, schema| put(record, schema, key, value));
    }

    /// Sets a key of a sub-table, such as `closed` of `[own_case]`; a missing sub-table is added.
    pub fn set_inner(&mut self, table: &str, key: &str, value: &Datum) {
        self.change(|record, schema| match record.get_mut(table) {
            Some(Item::Table(inner)) => put(inner, sub_schema(schema, table), key, value),
            Some(Item::Value(Value::InlineTable(inner))) => put_inline(inner, key, value),
            _ => {
                let mut inner = canonical::table(&Fields::new());
                inner.insert(key, canonical::item(value));
                record.insert(table, Item::Table(inner));
            }
        });
    }

    /// Removes a key with its lines; the comments above it stay.
    pub fn unset(&mut self, key: &str) {
        self.cut(&[key]);
    }

    /// Removes a key of a sub-table.
    pub fn unset_inner(&mut self, table: &str, key: &str) {
        self.cut(&[table, key]);
    }

    fn cut(&mut self, path: &[&str]) {
        let whole: Vec<&str> = self
            .section
            .as_deref()
            .into_iter()
            .chain(path.iter().copied())
            .collect();
        if let Some(lines) = lines::of_key(&self.text, &whole) {
            self.text.replace_range(lines, "");
            return;
        }
        let Some((key, tables)) = path.split_last() else {
            return;
        };
        self.change(|record, _| {
            let mut table: Option<&mut dyn toml_edit::TableLike> = Some(record);
            for name in tables {
                table = table
                    .and_then(|table| table.get_mut(name))
                    .and_then(Item::as_table_like_mut);
            }
            table.and_then(|table| table.remove(key))
        });
    }

    /// Adds an item to a list, in sorted order, unless it is there already.
    pub fn include(&mut self, list: &str, item: &Datum) {
        self.change(|record, schema| {
            let Some(array) = record.get_mut(list).and_then(Item::as_array_mut) else {
                put(record, schema, list, &Datum::List(vec![item.clone()]));
                return;
            };
            list::include(array, item);
        });
    }

    /// Removes an item from a list; false if it was not there. A list that becomes empty is removed too.
    #[must_use]
    pub fn exclude(&mut self, list: &str, item: &str) -> bool {
        let left = self.change(|record, _| {
            let array = record.get_mut(list).and_then(Item::as_array_mut)?;
            let at = array.iter().position(|value| plain(value) == item)?;
            list::remove(array, at);
            Some(array.len())
        });
        let left = left.flatten();
        if left == Some(0) {
            self.unset(list);
        }
        left.is_some()
    }

    /// Adds an entry to `[[table]]`, after the existing ones.
    pub fn push(&mut self, table: &str, fields: &Fields) {
        let inline = self.change(|record, _| match record.get_mut(table) {
            Some(Item::Value(Value::Array(entries))) => {
                let at = entries.len();
                list::insert(entries, at, Value::InlineTable(canonical::inline(fields)));
                true
            }
            _ => false,
        });
        let section = self.section.as_deref();
        if inline == Some(true) {
            return;
        }
        let Some(at) = lines::after_entries(&self.text, section, table) else {
            return;
        };
        let entry = self.entry_text(table, fields);
        let (before, after) = self.text.split_at(at);
        let before = if after.is_empty() {
            before.trim_end_matches('\n')
        } else {
            before
        };
        let above = match before {
            "" => "",
            before if before.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let below = if after.is_empty() || after.starts_with('\n') {
            ""
        } else {
            "\n"
        };
        self.text = format!("{before}{above}{entry}{below}{after}");
    }

    /// The lines of an entry of `[[table]]`.
    fn entry_text(&self, table: &str, fields: &Fields) -> String {
        let mut document = DocumentMut::new();
        document.insert(table, canonical::item(&Datum::Tables(vec![fields.clone()])));
        let entry = document.to_string().trim_start_matches('\n').to_owned();
        match &self.section {
            Some(section) => entry.replacen("[[", &format!("[[{section}."), 1),
            None => entry,
        }
    }

    /// Sets a key of the entry at `index` of `[[table]]`.
    pub fn set_entry(&mut self, table: &str, index: usize, key: &str, value: &Datum) {
        self.change(|record, schema| match record.get_mut(table) {
            Some(Item::ArrayOfTables(entries)) => {
                if let Some(entry) = entries.get_mut(index) {
                    put(entry, sub_schema(schema, table), key, value);
                }
            }
            Some(Item::Value(Value::Array(entries))) => {
                if let Some(Value::InlineTable(entry)) = entries.get_mut(index) {
                    put_inline(entry, key, value);
                }
            }
            _ => {}
        });
    }

    /// The edited text.
    #[must_use]
    pub fn text(&self) -> String {
        lines::same_ends(&self.original, &self.text)
    }

    /// The original text.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The file, from the root of the directory.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

fn sub_schema(schema: &'static Schema, table: &str) -> &'static Schema {
    use crate::record::Shape;
    match schema.field(table).map(|field| field.shape) {
        Some(Shape::Table(inner) | Shape::Tables(inner) | Shape::Map(inner)) => inner,
        _ => schema,
    }
}

/// The text of a scalar without quotes.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string().trim().to_owned(), str::to_owned)
}

/// Whether an item is among the plain keys of its table: a value, or dotted keys.
fn is_plain(item: &Item) -> bool {
    item.is_value() || item.as_table().is_some_and(Table::is_dotted)
}

/// Sets a key in a table: in place, keeping the comment after it, or where the schema puts it.
fn put(table: &mut Table, schema: &Schema, key: &str, value: &Datum) {
    let mut item = canonical::item(value);
    if let Some(Item::Value(old)) = table.get_mut(key) {
        if let Item::Value(new) = &mut item {
            *new.decor_mut() = old.decor().clone();
            *old = new.clone();
        }
        return;
    }
    let after: Vec<&str> = schema
        .fields
        .iter()
        .map(|field| field.name)
        .skip_while(|name| *name != key)
        .skip(1)
        .collect();
    let names: Vec<String> = table
        .iter()
        .filter(|(_, item)| is_plain(item))
        .map(|(name, _)| name.to_owned())
        .collect();
    let follows = |name: &String| after.contains(&name.as_str()) || name == "note";
    let at = if item.is_value() {
        names.iter().position(follows)
    } else {
        None
    };
    let moved: Vec<(Key, Item)> = names[at.unwrap_or(names.len())..]
        .iter()
        .filter_map(|name| table.remove_entry(name))
        .collect();
    table.insert(key, item);
    for (name, item) in moved {
        table.insert_formatted(&name, item);
    }
}

/// Sets a key in an inline table.
fn put_inline(table: &mut InlineTable, key: &str, value: &Datum) {
    put_value_inline(table, key, canonical::value(value));
}

fn put_value_inline(table: &mut InlineTable, key: &str, mut value: Value) {
    if let Some(old) = table.get_mut(key) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
        return;
    }
    // The space before the closing brace belongs after the last value.
    let last = table.iter().last().map(|(name, _)| name.to_owned());
    if let Some(last) = last.and_then(|name| table.get_mut(&name)) {
        value
            .decor_mut()
            .set_suffix(canonical::raw(last.decor().suffix()).to_owned());
        last.decor_mut().set_suffix("");
    }
    table.insert(key, value);
}
