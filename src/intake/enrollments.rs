//! What a further row of a person says of the enrollment: an exit, or that the person came back.

use super::facts::get;
use crate::record::participant::Enrollment;
use crate::record::schema::Table;
use crate::record::{Datum, Day, Fields};

/// The key of a participant that has the enrollments.
pub(super) const KEY: &str = "enrollment";

/// Why somebody left, where no day says when.
pub(super) fn without_an_end(own: &Fields) -> Option<String> {
    let Some(Datum::Tables(entries)) = get(own, KEY) else {
        return None;
    };
    let mut entries = entries.iter().filter(|entry| day(entry, "end").is_none());
    entries.find_map(|entry| get(entry, "reason").map(ToString::to_string))
}

fn day(entry: &Fields, key: &str) -> Option<Day> {
    match get(entry, key) {
        Some(Datum::Day(day)) => Some(*day),
        _ => None,
    }
}

/// Takes in what a further row says of the enrollments that earlier rows told of: the exit of one of them, or one that
/// lies wholly before or after the others. Whether that is anything new.
///
/// # Errors
/// It is neither, and why.
pub(super) fn take_in(known: &mut Vec<Fields>, said: &Fields) -> Result<bool, String> {
    let (Some(start), end) = (day(said, "start"), day(said, "end")) else {
        return Ok(false);
    };
    if let Some(end) = end.filter(|end| *end < start) {
        return Err(format!(
            "the exit on {end} is before the enrollment on {start}"
        ));
    }
    if let Some(same) = known
        .iter_mut()
        .find(|entry| day(entry, "start") == Some(start))
    {
        return complete(same, said, start);
    }
    let apart = |entry: &Fields| {
        let before = |end: Option<Day>, start: Option<Day>| {
            end.zip(start).is_some_and(|(end, start)| end < start)
        };
        before(day(entry, "end"), Some(start)) || before(end, day(entry, "start"))
    };
    if let Some(other) = known.iter().find(|entry| !apart(entry)) {
        let other_start = day(other, "start").map_or_else(String::new, |day| day.to_string());
        return Err(match day(other, "end") {
            None => format!(
                "it says enrolled on {start}, and an earlier row on {other_start} without an exit before that day"
            ),
            Some(exit) => format!(
                "it says enrolled on {start}, within the enrollment of an earlier row from {other_start} to {exit}"
            ),
        });
    }
    known.push(said.clone());
    known.sort_by_key(|entry| day(entry, "start"));
    Ok(true)
}

/// Adds what an enrollment lacks, as the exit.
fn complete(known: &mut Fields, said: &Fields, start: Day) -> Result<bool, String> {
    let differs =
        |(key, value): &&(&'static str, Datum)| get(known, key).is_some_and(|one| one != value);
    if let Some((key, value)) = said.iter().find(differs) {
        return Err(format!(
            "it says another `{key}` of the enrollment on {start}, {value}, than an earlier row"
        ));
    }
    let new: Fields = said
        .iter()
        .filter(|(key, _)| get(known, key).is_none())
        .cloned()
        .collect();
    let adds = !new.is_empty();
    known.extend(new);
    super::facts::sort(known, Enrollment::SCHEMA);
    Ok(adds)
}

/// The commands that take over what a row says of the enrollments of somebody on file.
pub(super) fn commands(id: &str, known: &[Fields], said: &[Fields]) -> Vec<String> {
    let mut all = Vec::new();
    for entry in said {
        let mut known = known.to_vec();
        let Some(start) = day(entry, "start") else {
            continue;
        };
        let is_there = known.iter().any(|one| day(one, "start") == Some(start));
        if !matches!(take_in(&mut known, entry), Ok(true)) {
            continue;
        }
        if !is_there {
            all.push(format!("peer enroll {id} --on {start}"));
        }
        if let Some(end) = day(entry, "end") {
            let reason =
                get(entry, "reason").map_or_else(|| "WORD".to_owned(), ToString::to_string);
            all.push(format!("peer exit {id} --on {end} --reason {reason}"));
        }
    }
    all
}
