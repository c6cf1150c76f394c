//! Editing a text until it says other facts, keeping every line that the change does not affect.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::Table;

use super::align::{align, value};
use super::facts::is_set;
use super::form::{Facts, Form};
use super::pieces::Pieces;
use crate::record::read::Step;
use crate::record::{Datum, Fields, Schema, Shape};
use crate::store::Edit;
use crate::store::section::{month_text, own_table, parse};

/// A text that says `says`, edited so that it says `target`; a session that is new in a packed month is taken from
/// `donor` with its comments. `None` if the text cannot be edited.
pub(super) fn amended(
    form: &Form,
    path: &str,
    text: &str,
    says: &Facts,
    target: &Facts,
    donor: &str,
) -> Option<String> {
    let changes = changes(says, target);
    let text = edited(form, path, text, &changes, form.is_month)?;
    if form.is_month {
        sections(path, &text, target, donor)
    } else {
        Some(text)
    }
}

/// A record that must change: its heading, what it says, and what it should say.
type Turn<'f> = (&'f str, &'f Fields, &'f Fields);

/// The records that are in both but say different things.
fn changes<'f>(says: &'f Facts, target: &'f Facts) -> Vec<Turn<'f>> {
    let changed = target.iter().filter_map(|(heading, fields)| {
        let old = says.get(heading).filter(|old| *old != fields)?;
        Some((heading.as_str(), old, fields))
    });
    changed.collect()
}

/// The text with these changes made, piece by piece if it can be cut.
fn edited(
    form: &Form,
    path: &str,
    text: &str,
    changes: &[Turn<'_>],
    in_pieces: bool,
) -> Option<String> {
    let change = |text: &str, (heading, old, fields): Turn<'_>| {
        let section = (!heading.is_empty()).then_some(heading);
        let mut edit = Edit::open(path, text, section, form.schema).ok()?;
        amend(&mut edit, &[], form.schema, old, fields);
        Some(edit.text())
    };
    let by_pieces = || {
        let mut pieces = Pieces::of(text)?;
        for turn in changes {
            pieces.edit(turn.0, |piece| change(piece, *turn))?;
        }
        Some(pieces.text())
    };
    if in_pieces
        && changes.len() > 1
        && let Some(text) = by_pieces()
    {
        return Some(text);
    }
    let mut changes = changes.iter();
    changes.try_fold(text.to_owned(), |text, turn| change(&text, *turn))
}

/// The text of a packed month with only the sessions of `target`.
fn sections(path: &str, text: &str, target: &Facts, donor: &str) -> Option<String> {
    let has = |document: &toml_edit::DocumentMut, heading: &str| document.contains_key(heading);
    let mine = parse(path, text).ok()?;
    if mine.iter().count() == target.len() && target.keys().all(|heading| has(&mine, heading)) {
        return Some(text.to_owned());
    }
    let mut other = parse(path, donor).ok()?;
    let rest = mine.trailing().as_str().unwrap_or("").to_owned();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (heading, item) in mine.into_table() {
        if target.contains_key(&heading) {
            tables.insert(heading.clone(), own_table(path, &heading, item).ok()?);
        }
    }
    for heading in target.keys() {
        if !tables.contains_key(heading) {
            let item = std::mem::take(other.get_mut(heading)?);
            tables.insert(heading.clone(), own_table(path, heading, item).ok()?);
        }
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
                        // A table with dotted keys would vanish with its last key.
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
    // An entry that changes its place is removed and added again.
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

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: &str = "sessions/2026/2026-10.toml";

    /// A month of six sessions with random content, and comments and gaps at random places.
    fn month(dice: &mut fastrand::Rng) -> String {
        let mut text = ["", "# our month\n", "\n# a\n\n# b\n"][dice.usize(..3)].to_owned();
        for day in 1..=6 {
            let id = format!("2026-10-{day:02}-casework-p-a");
            let mut maybe = |line: &str| {
                let behind = ["", "", " # by phone"][dice.usize(..3)];
                let above = ["", "", "# above\n"][dice.usize(..3)];
                match dice.bool() {
                    true => format!("{above}{line}{behind}\n"),
                    false => String::new(),
                }
            };
            text += &format!("[{id}]\nkind = \"casework\"\non = 2026-10-{day:02}\n");
            text += &maybe("minutes = 45");
            text += &maybe("mode = \"in-person\"");
            text += "participants = [ \"p-a\" ]\n";
            text += &maybe("goals = [\n    \"housing\",\n    \"work\",\n]");
            text += &maybe("# nothing");
            text += &maybe("note = \"\"\"One line\n[and another]\"\"\"");
            for resource in ["food-bank", "housing-authority"] {
                text += &maybe(&format!(
                    "\n[[{id}.referral]]\nresource = \"{resource}\"\noutcome = \"pending\""
                ));
            }
            text += ["", "\n", "\n\n", "\n# below\n"][dice.usize(..4)];
        }
        text
    }

    #[test]
    fn a_month_is_edited_in_pieces_as_it_is_as_a_whole() {
        let form = Form::of(MONTH, "identities").unwrap();
        for seed in 0..500 {
            let mut dice = fastrand::Rng::with_seed(seed);
            let (text, other) = (month(&mut dice), month(&mut dice));
            let (says, target) = (form.read(&text).unwrap(), form.read(&other).unwrap());
            assert!(Pieces::of(&text).is_some_and(|pieces| pieces.text() == text));
            let changes = changes(&says, &target);
            let pieces = edited(&form, MONTH, &text, &changes, true);
            let whole = edited(&form, MONTH, &text, &changes, false);
            assert_eq!(pieces, whole, "seed {seed} of\n{text}");
        }
    }

    #[test]
    fn what_is_not_in_one_piece_is_not_cut() {
        let scattered = "[a]\nk = 1\n[b]\nk = 1\n[[a.referral]]\nr = 1\n";
        for text in [
            "a.k = 1\n",
            "a = { k = 1 }\n",
            "[a.own]\nk = 1\n",
            scattered,
            "[a]\r\n",
            "",
        ] {
            assert!(Pieces::of(text).is_none(), "{text}");
        }
    }
}
