//! Editing a text until it says other facts, so that every line stays that the change does not concern.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::Table;

use super::align::{align, value};
use super::facts::is_set;
use super::form::{Facts, Form};
use crate::record::read::Step;
use crate::record::{Datum, Fields, Schema, Shape};
use crate::store::Edit;
use crate::store::section::{month_text, own_table, parse};

/// A text that says `says`, edited so that it says `target`; a session that comes to a packed month is taken from
/// `donor` with its comments. `None` where the text cannot be edited.
pub(super) fn amended(
    form: &Form,
    path: &str,
    text: &str,
    says: &Facts,
    target: &Facts,
    donor: &str,
) -> Option<String> {
    let mut text = text.to_owned();
    for (heading, fields) in target {
        let Some((_, old)) = says.iter().find(|(own, _)| own == heading) else {
            continue;
        };
        let section = (!heading.is_empty()).then_some(heading.as_str());
        let mut edit = Edit::open(path, &text, section, form.schema).ok()?;
        amend(&mut edit, &[], form.schema, old, fields);
        text = edit.text();
    }
    if form.is_month {
        sections(path, &text, target, donor)
    } else {
        Some(text)
    }
}

/// The text of a packed month with just the sessions of `target`.
fn sections(path: &str, text: &str, target: &Facts, donor: &str) -> Option<String> {
    let has = |document: &toml_edit::DocumentMut, heading: &str| document.contains_key(heading);
    let mine = parse(path, text).ok()?;
    if mine.iter().count() == target.len() && target.iter().all(|(heading, _)| has(&mine, heading))
    {
        return Some(text.to_owned());
    }
    let mut other = parse(path, donor).ok()?;
    let rest = mine.trailing().as_str().unwrap_or("").to_owned();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (heading, item) in mine.into_table() {
        if target.iter().any(|(wanted, _)| *wanted == heading) {
            tables.insert(heading.clone(), own_table(path, &heading, item).ok()?);
        }
    }
    for (heading, _) in target
        .iter()
        .filter(|(heading, _)| !tables.contains_key(heading))
        .cloned()
        .collect::<Facts>()
    {
        let item = other.remove(&heading)?;
        tables.insert(heading.clone(), own_table(path, &heading, item).ok()?);
    }
    Some(month_text(tables, &rest))
}

/// Edits the table at `path`, which says `from`, until it says `to`.
fn amend(edit: &mut Edit, path: &[Step], schema: &'static Schema, from: &Fields, to: &Fields) {
    for field in schema.fields {
        let (old, new) = (value(from, field.name), value(to, field.name));
        if old != new {
            amend_key(edit, path, field.name, &field.shape, old, new);
        }
    }
}

fn amend_key(
    edit: &mut Edit,
    path: &[Step],
    key: &str,
    shape: &Shape,
    old: Option<&Datum>,
    new: Option<&Datum>,
) {
    let inside = |name: &str| [path, &[Step::Key(name.to_owned())]].concat();
    match (shape, old, new) {
        (_, Some(_), None) => edit.remove_at(path, key),
        (Shape::Table(_) | Shape::Open, None, Some(Datum::Table(fields))) => {
            edit.insert_table(path, key, fields);
        }
        (Shape::Table(schema), Some(Datum::Table(from)), Some(Datum::Table(to))) => {
            amend(edit, &inside(key), schema, from, to);
        }
        (Shape::Open, Some(Datum::Table(from)), Some(Datum::Table(to))) => {
            let names: BTreeSet<&str> = from.iter().chain(to).map(|(name, _)| *name).collect();
            for name in names {
                let (old, new) = (value(from, name), value(to, name));
                if old != new {
                    amend_key(edit, &inside(key), name, &Shape::Open, old, new);
                }
            }
        }
        (Shape::Open, Some(Datum::List(from)), Some(Datum::List(to))) => {
            amend_set(edit, path, key, from, to);
        }
        (Shape::Map(_), None, Some(map)) => edit.set_at(path, key, map),
        (Shape::Map(schema), Some(Datum::Map(from)), Some(Datum::Map(to))) => {
            let of =
                |rows: &[(String, Fields)], name: &str| rows.iter().any(|(own, _)| own == name);
            for (name, fields) in to {
                let within = [inside(key), vec![Step::Key(name.clone())]].concat();
                match from.iter().find(|(own, _)| own == name) {
                    Some((_, old)) if fields.is_empty() && !old.is_empty() => {
                        // Without its last key, a table that is written with dots would be gone.
                        edit.remove_at(&inside(key), name);
                        edit.insert_table(&inside(key), name, fields);
                    }
                    Some((_, old)) => amend(edit, &within, schema, old, fields),
                    None => edit.insert_table(&inside(key), name, fields),
                }
            }
            from.iter()
                .filter(|(name, _)| !of(to, name))
                .for_each(|(name, _)| edit.remove_at(&inside(key), name));
        }
        (Shape::Tables(schema), old, Some(Datum::Tables(to))) => {
            let from = match old {
                Some(Datum::Tables(rows)) => rows.as_slice(),
                _ => &[],
            };
            amend_entries(edit, key, schema, from, to);
        }
        (Shape::List(_), Some(Datum::List(from)), Some(Datum::List(to))) if is_set(key, shape) => {
            amend_set(edit, path, key, from, to);
        }
        (_, _, Some(new)) => edit.set_at(path, key, new),
        (_, None, None) => {}
    }
}

fn amend_set(edit: &mut Edit, path: &[Step], key: &str, from: &[Datum], to: &[Datum]) {
    to.iter()
        .filter(|item| !from.contains(item))
        .for_each(|item| edit.include_at(path, key, item));
    let gone = from.iter().filter(|item| !to.contains(item));
    gone.for_each(|item| edit.exclude_at(path, key, &item.to_string()));
}

fn amend_entries(
    edit: &mut Edit,
    table: &str,
    schema: &'static Schema,
    from: &[Fields],
    to: &[Fields],
) {
    let mut kept = align(table, schema, from, to);
    // What changes its place goes and comes again.
    let mut last = None;
    for old in &mut kept {
        if old.is_some() && *old <= last {
            *old = None;
        }
        last = last.max(*old);
    }
    for at in (0..from.len())
        .rev()
        .filter(|at| !kept.contains(&Some(*at)))
    {
        edit.remove_entry(table, at);
    }
    for (at, (old, entry)) in kept.iter().zip(to).enumerate() {
        match old {
            Some(old) => amend(
                edit,
                &[Step::Key(table.to_owned()), Step::Item(at)],
                schema,
                &from[*old],
                entry,
            ),
            None => edit.insert_entry(table, at, entry),
        }
    }
}
