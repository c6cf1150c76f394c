//! What a row says that a record does not.

use crate::intake::facts::get;
use crate::record::{Datum, Fields};

/// What a row says under a key and the record does not: of a list, the items that it lacks.
pub(in crate::intake) fn lacking(
    record: &Fields,
    (key, said): &(&'static str, Datum),
) -> Option<(&'static str, Datum)> {
    let known = get(record, key);
    let left = match (known, said) {
        _ if holds(known, said) => return None,
        (Some(known), _) if *key == "phone" && has_phones(known, said) => return None,
        (Some(Datum::List(all)), Datum::List(items)) => Datum::List(
            items
                .iter()
                .filter(|item| !all.contains(item))
                .cloned()
                .collect(),
        ),
        _ => said.clone(),
    };
    Some((key, left))
}

/// Whether a record has the phone numbers of a row, however their digits are parted.
fn has_phones(known: &Datum, said: &Datum) -> bool {
    let numbers = |text: &Datum| -> Vec<String> {
        let all = text.to_string();
        let digits = |one: &str| one.chars().filter(char::is_ascii_digit).collect::<String>();
        all.split(" / ").map(digits).collect()
    };
    let known = numbers(known);
    numbers(said).iter().all(|number| known.contains(number))
}

/// Whether a record says what a row says: the same value, or among others all items and entries of it.
pub(in crate::intake) fn holds(record: Option<&Datum>, said: &Datum) -> bool {
    match (record, said) {
        (Some(Datum::List(all)), Datum::List(items)) => items.iter().all(|item| all.contains(item)),
        (Some(Datum::Tables(all)), Datum::Tables(rows)) => rows.iter().all(|row| {
            all.iter()
                .any(|entry| row.iter().all(|(key, value)| holds(get(entry, key), value)))
        }),
        (Some(Datum::Table(all)), Datum::Table(fields)) => fields
            .iter()
            .all(|(key, value)| holds(get(all, key), value)),
        (Some(one), other) => one.to_string() == other.to_string(),
        (None, _) => false,
    }
}
