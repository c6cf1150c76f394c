//! Which dated entry of one list is which of another: matched by what the entry is about, whatever was added to it
//! since.

use crate::record::{Datum, Fields, Schema, Shape};

/// The keys that identify an entry of `[[table]]`: the required ones, such as the day and the kind of an event.
pub(super) fn identity(table: &str, schema: &Schema) -> Vec<&'static str> {
    match table {
        // On one day, two children may be removed to different places.
        "event" => vec!["on", "kind", "children"],
        "benchmark" => vec!["measure", "definition", "on"],
        "contract" | "fact" => vec!["name"],
        "target" => vec!["measure", "where"],
        "constant" => vec!["field"],
        _ => schema
            .fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.name)
            .collect(),
    }
}

/// What an entry is about, except its day.
fn label<'f>(table: &str, schema: &Schema, entry: &'f Fields) -> Vec<Option<&'f Datum>> {
    let is_day = |key: &&str| {
        schema
            .field(key)
            .is_some_and(|field| field.shape == Shape::Day)
    };
    identity(table, schema)
        .iter()
        .filter(|key| !is_day(key))
        .map(|key| value(entry, key))
        .collect()
}

/// Whether two entries are about the same thing, on any day.
pub(super) fn alike(table: &str, schema: &Schema, one: &Fields, other: &Fields) -> bool {
    label(table, schema, one) == label(table, schema, other)
}

/// The value of a key.
pub(super) fn value<'f>(fields: &'f Fields, key: &str) -> Option<&'f Datum> {
    fields
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, value)| value)
}

/// The keys in which two entries differ.
fn differences(schema: &Schema, one: &Fields, other: &Fields) -> Vec<&'static str> {
    let differs = |key: &&'static str| value(one, key) != value(other, key);
    schema
        .fields
        .iter()
        .map(|field| field.name)
        .filter(differs)
        .collect()
}

/// For each entry of `to`, the entry of `from` that it matches: an equal one; else one with the same identity; else the
/// only one that differs in a single key, which is part of its identity, such as a corrected day.
pub(super) fn align(
    table: &str,
    schema: &Schema,
    from: &[Fields],
    to: &[Fields],
) -> Vec<Option<usize>> {
    let keys = identity(table, schema);
    let mut found: Vec<Option<usize>> = vec![None; to.len()];
    let mut free: Vec<bool> = vec![true; from.len()];
    for (at, entry) in to.iter().enumerate() {
        if let Some(same) = (0..from.len()).find(|old| free[*old] && from[*old] == *entry) {
            found[at] = Some(same);
            free[same] = false;
        }
    }
    for (at, entry) in to
        .iter()
        .enumerate()
        .filter(|(at, _)| found[*at].is_none())
        .collect::<Vec<_>>()
    {
        let same = |old: &usize| {
            free[*old]
                && keys
                    .iter()
                    .all(|key| value(&from[*old], key) == value(entry, key))
        };
        let nearest = (0..from.len())
            .filter(same)
            .min_by_key(|old| differences(schema, &from[*old], entry).len());
        if let Some(old) = nearest {
            found[at] = Some(old);
            free[old] = false;
        }
    }
    let corrected = |old: usize, new: usize| {
        let differing = differences(schema, &from[old], &to[new]);
        matches!(differing.as_slice(), [key] if keys.contains(key))
    };
    let open: Vec<usize> = (0..to.len()).filter(|at| found[*at].is_none()).collect();
    for at in open.iter().copied() {
        let mut olds = (0..from.len()).filter(|old| free[*old] && corrected(*old, at));
        if let (Some(old), None) = (olds.next(), olds.next())
            && open.iter().filter(|new| corrected(old, **new)).count() == 1
        {
            found[at] = Some(old);
        }
    }
    found
}
