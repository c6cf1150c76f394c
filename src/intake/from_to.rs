//! Two columns of when a contact began and when it ended: one more column has both, `2:00 PM-3:30 PM`, which is read as its
//! length.

use std::collections::BTreeSet;

use super::cell::clean;
use super::headings::{header, headers_of, heading};
use super::lengths::minutes_between;
use super::totals::is_total;
use crate::record::intake::{Intake, SheetRow};

/// What two such columns are headed.
const PAIRS: [(&str, &str); 11] = [
    ("time in", "time out"),
    ("start time", "end time"),
    ("time started", "time ended"),
    ("time start", "time end"),
    ("start time", "stop time"),
    ("begin time", "end time"),
    ("start", "end"),
    ("start", "stop"),
    ("begin", "end"),
    ("from", "to"),
    ("in", "out"),
];

/// Adds the column of both times, if the map names it.
pub fn put_lengths(map: &Intake, rows: &mut Vec<SheetRow>) {
    let lengths = map.column.iter().find(|column| &*column.field == "minutes");
    let wanted: BTreeSet<String> = map
        .column
        .iter()
        .map(|column| header(&column.header))
        .collect();
    let (Some(lengths), Ok(at)) = (lengths, heading(map, rows, &wanted)) else {
        return;
    };
    let is_there = |name: &String| header(name) == header(&lengths.header);
    let headers = headers_of(rows, at);
    if !headers.iter().any(is_there)
        && let Some((name, places)) = pair(&headers)
        && is_there(&name)
    {
        *rows = joined(rows, at, &name, places, |_| true);
    }
}

/// The rows of a sheet with the column of both times, if most of them are such.
pub(super) fn with_lengths(rows: &[SheetRow], at: usize) -> Option<Vec<SheetRow>> {
    let (name, places) = pair(&headers_of(rows, at))?;
    let below = rows[at + 1..].iter().filter(|row| !is_total(&row.cells));
    let both: Vec<String> = below
        .filter_map(|row| both(row, places))
        .filter(|text| text.contains('-'))
        .collect();
    let lengths = both.iter().filter(|text| minutes_between(text).is_some());
    // What one of them alone says is no reason to leave the column out.
    let is_whole = |text: &String| text.contains('-');
    (lengths.count() * 2 > both.len()).then(|| joined(rows, at, &name, places, is_whole))
}

/// The two columns, with what that of both is headed.
fn pair(headers: &[String]) -> Option<(String, (usize, usize))> {
    let place = |wanted: &str| headers.iter().position(|name| header(name) == wanted);
    let mut pairs = PAIRS.into_iter();
    let places = pairs.find_map(|(from, to)| Some((place(from)?, place(to)?)))?;
    let (from, to) = places;
    Some((format!("{} - {}", headers[from], headers[to]), places))
}

/// Whether a column is one of the two that a header of both names.
pub(super) fn is_one_of(both: &str, name: &str) -> bool {
    let mut pairs = PAIRS.into_iter();
    let own = header(name);
    both.split_once(" - ").is_some_and(|(from, to)| {
        let (from, to) = (header(from), header(to));
        (own == from || own == to) && pairs.any(|pair| pair == (from.as_str(), to.as_str()))
    })
}

/// What a row says of both; one alone is no length, and is refused as such.
fn both(row: &SheetRow, (from, to): (usize, usize)) -> Option<String> {
    let cell = |place: usize| row.cells.get(place).map(|cell| clean(cell));
    let both = [from, to].into_iter().filter_map(cell);
    let both: Vec<String> = both.filter(|cell| !cell.is_empty()).collect();
    (!both.is_empty()).then(|| both.join("-"))
}

/// The rows with the column of both, so far as its texts are to be kept.
fn joined(
    rows: &[SheetRow],
    at: usize,
    name: &str,
    places: (usize, usize),
    is_kept: impl Fn(&String) -> bool,
) -> Vec<SheetRow> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut rows = rows.to_vec();
    for (number, row) in rows.iter_mut().enumerate().skip(at) {
        let text = match number == at {
            true => Some(name.to_owned()),
            false if is_total(&row.cells) => None,
            false => both(row, places).filter(&is_kept),
        };
        if let Some(text) = text {
            row.cells.resize(width, String::new());
            row.cells.push(text);
        }
    }
    rows
}
