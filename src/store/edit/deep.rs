//! Edits at any depth of a record: keys of sub-tables and entries, and adding and removing entries.

use std::ops::Range;

use toml_edit::{Document, InlineTable, Item, Table, Value};

use super::{Edit, lines, list, plain, put, put_inline, put_value_inline, sub_schema};
use crate::record::read::Step;
use crate::record::{Datum, Fields, Schema};
use crate::store::canonical;

/// A table that holds keys, in either notation.
enum Host<'t> {
    Table(&'t mut Table),
    Inline(&'t mut InlineTable),
}

impl Edit {
    /// Sets a key of the table at `path`.
    pub(in crate::store) fn set_at(&mut self, path: &[Step], key: &str, value: &Datum) {
        self.change(|record, schema| match in_table(record, path) {
            Some(Host::Table(table)) => put(table, schema_at(schema, path), key, value),
            Some(Host::Inline(table)) => put_inline(table, key, value),
            None => {}
        });
    }

    /// Removes a key from the entry at `index` of `[[table]]`.
    pub fn unset_entry(&mut self, table: &str, index: usize, key: &str) {
        self.remove_at(&[Step::Key(table.to_owned()), Step::Item(index)], key);
    }

    /// Adds a child to a case, as `[child.b]`.
    pub fn insert_child(&mut self, key: &str, fields: &Fields) {
        self.insert_table(&[Step::Key("child".to_owned())], key, fields);
    }

    /// Sets keys of a child of a case, and of its sub-tables.
    pub fn set_child(&mut self, child: &str, fields: &Fields) {
        let path = ["child", child].map(|step| Step::Key(step.to_owned()));
        self.set_fields(&path, fields);
    }

    fn set_fields(&mut self, path: &[Step], fields: &Fields) {
        for (key, value) in fields {
            match value {
                Datum::Table(inner) => {
                    let table = [path, &[Step::Key((*key).to_owned())]].concat();
                    self.set_fields(&table, inner);
                }
                value => self.set_in(path, key, value),
            }
        }
    }

    /// Removes a key of the table at `path`, whether a value or a table, with its lines.
    pub(in crate::store) fn remove_at(&mut self, path: &[Step], key: &str) {
        let whole = [path, &[Step::Key(key.to_owned())]].concat();
        if self.cut_lines(&whole) {
            return;
        }
        self.change(|record, _| match in_table(record, path) {
            Some(Host::Table(table)) => drop(table.remove(key)),
            Some(Host::Inline(table)) => drop(table.remove(key)),
            None => {}
        });
    }

    /// Adds an item to a list of the table at `path`, in sorted order, unless it is there already.
    pub(in crate::store) fn include_at(&mut self, path: &[Step], key: &str, item: &Datum) {
        self.change(|record, _| {
            if let Some(Value::Array(array)) = value_at(record, path, key) {
                list::include(array, item);
            }
        });
    }

    /// Whether there is a table at `path`.
    #[must_use]
    pub fn has_table(&self, path: &[Step]) -> bool {
        let mut copy = self.clone();
        copy.change(|record, _| in_table(record, path).is_some()) == Some(true)
    }

    /// Sets a key of the table at `path`; a missing table is added.
    pub fn set_in(&mut self, path: &[Step], key: &'static str, value: &Datum) {
        match path {
            [above @ .., Step::Key(table)] if !self.has_table(path) => {
                self.insert_table(above, table, &vec![(key, value.clone())]);
            }
            _ => self.set_at(path, key, value),
        }
    }

    /// Removes a key of the table at `path`.
    pub fn unset_in(&mut self, path: &[Step], key: &str) {
        self.remove_at(path, key);
    }

    /// Adds an item to a list of the table at `path`, in sorted order, unless it is there already; a single value
    /// becomes a list.
    pub fn include_in(&mut self, path: &[Step], key: &'static str, item: &Datum) {
        let said = self.change(|record, _| match value_at(record, path, key) {
            Some(Value::Array(_)) => None,
            Some(single) => Some(vec![Datum::Text(plain(single))]),
            None => Some(Vec::new()),
        });
        match said.flatten() {
            None => self.include_at(path, key, item),
            Some(said) if said.contains(item) => {}
            Some(mut items) => {
                items.push(item.clone());
                items.sort_by_cached_key(ToString::to_string);
                self.set_in(path, key, &Datum::List(items));
            }
        }
    }

    /// Removes an item from a list of the table at `path`; false if it was not there. A list that becomes empty is
    /// removed too.
    #[must_use]
    pub fn exclude_in(&mut self, path: &[Step], key: &str, item: &str) -> bool {
        let left = self.change(|record, _| {
            let items: Vec<String> = match value_at(record, path, key)? {
                Value::Array(array) => array.iter().map(plain).collect(),
                single => vec![plain(single)],
            };
            items
                .iter()
                .any(|known| known == item)
                .then_some(items.len() - 1)
        });
        match left.flatten() {
            None => return false,
            Some(0) => self.unset_in(path, key),
            Some(_) => self.exclude_at(path, key, item),
        }
        true
    }

    /// Removes an item from a list of the table at `path`.
    pub(in crate::store) fn exclude_at(&mut self, path: &[Step], key: &str, item: &str) {
        self.change(|record, _| {
            let Some(Value::Array(array)) = value_at(record, path, key) else {
                return;
            };
            let at = array.iter().position(|value| plain(value) == item);
            at.into_iter().for_each(|at| list::remove(array, at));
        });
    }

    /// Adds a table under a key of the table at `path`, such as `[child.b]`.
    pub(in crate::store) fn insert_table(&mut self, path: &[Step], key: &str, fields: &Fields) {
        self.change(|record, _| {
            if let [Step::Key(outer)] = path
                && !record.contains_key(outer)
            {
                record.insert(
                    outer,
                    canonical::item(&Datum::Map(vec![(key.to_owned(), fields.clone())])),
                );
                return;
            }
            let inline = || canonical::inline(fields);
            match in_table(record, path) {
                Some(Host::Table(table)) if table.is_dotted() => {
                    table.insert(key, Item::Value(Value::InlineTable(inline())));
                }
                Some(Host::Table(table)) => {
                    drop(table.insert(key, Item::Table(canonical::table(fields))))
                }
                Some(Host::Inline(table)) => {
                    put_value_inline(table, key, Value::InlineTable(inline()))
                }
                None => {}
            }
        });
    }

    /// Inserts an entry at `index` of `[[table]]`.
    pub(in crate::store) fn insert_entry(&mut self, table: &str, index: usize, fields: &Fields) {
        let inline = self.change(|record, _| match record.get_mut(table) {
            Some(Item::Value(Value::Array(entries))) if index < entries.len() => {
                let entry = Value::InlineTable(canonical::inline(fields));
                list::insert(entries, index, entry);
                true
            }
            _ => false,
        });
        if inline == Some(true) {
            return;
        }
        let Some(at) = lines::before_entry(&self.text, self.section.as_deref(), table, index)
        else {
            self.push(table, fields);
            return;
        };
        let entry = self.entry_text(table, fields);
        self.text.insert_str(at, &format!("{entry}\n"));
    }

    /// Removes the entry at `index` of `[[table]]`.
    pub(in crate::store) fn remove_entry(&mut self, table: &str, index: usize) {
        if self.cut_lines(&[Step::Key(table.to_owned()), Step::Item(index)]) {
            return;
        }
        self.change(|record, _| {
            if let Some(Item::Value(Value::Array(entries))) = record.get_mut(table)
                && index < entries.len()
            {
                list::remove(entries, index);
            }
        });
    }

    /// Removes the lines of what is at a path; false if it has no lines of its own.
    fn cut_lines(&mut self, path: &[Step]) -> bool {
        let section = self
            .section
            .iter()
            .map(|section| Step::Key(section.clone()));
        let whole: Vec<Step> = section.chain(path.iter().cloned()).collect();
        let Ok(document) = Document::parse(self.text.as_str()) else {
            return false;
        };
        let Some(mut ranges) = lines::at(&self.text, document.as_table(), &whole) else {
            return false;
        };
        ranges.sort_by_key(|range| std::cmp::Reverse(range.start));
        for Range { start, end } in ranges {
            let is_gap = self.text[..start].ends_with("\n\n") || start == 0;
            let rest = &self.text[end..];
            let blank = if is_gap && rest.starts_with('\n') {
                1
            } else {
                0
            };
            self.text.replace_range(start..end + blank, "");
        }
        true
    }
}

fn schema_at(schema: &'static Schema, path: &[Step]) -> &'static Schema {
    path.iter().fold(schema, |schema, step| match step {
        Step::Key(name) => sub_schema(schema, name),
        Step::Item(_) => schema,
    })
}

fn in_table<'t>(table: &'t mut Table, path: &[Step]) -> Option<Host<'t>> {
    match path {
        [] => Some(Host::Table(table)),
        [Step::Key(name), rest @ ..] => in_item(table.get_mut(name)?, rest),
        _ => None,
    }
}

fn in_item<'t>(item: &'t mut Item, path: &[Step]) -> Option<Host<'t>> {
    match (item, path) {
        (Item::Table(table), path) => in_table(table, path),
        (Item::ArrayOfTables(entries), [Step::Item(at), rest @ ..]) => {
            in_table(entries.get_mut(*at)?, rest)
        }
        (Item::Value(value), path) => in_value(value, path),
        _ => None,
    }
}

fn in_value<'t>(value: &'t mut Value, path: &[Step]) -> Option<Host<'t>> {
    match (value, path) {
        (Value::InlineTable(table), []) => Some(Host::Inline(table)),
        (Value::InlineTable(table), [Step::Key(name), rest @ ..]) => {
            in_value(table.get_mut(name)?, rest)
        }
        (Value::Array(items), [Step::Item(at), rest @ ..]) => in_value(items.get_mut(*at)?, rest),
        _ => None,
    }
}

fn value_at<'t>(record: &'t mut Table, path: &[Step], key: &str) -> Option<&'t mut Value> {
    match in_table(record, path)? {
        Host::Table(table) => table.get_mut(key)?.as_value_mut(),
        Host::Inline(table) => table.get_mut(key),
    }
}
