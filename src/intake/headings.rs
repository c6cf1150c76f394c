//! The headers of a sheet: which row has them, and what each column is called.
//!
//! Headers may stand in two rows, as `Dates` over `Referred` and `Enrolled`: a column without one in the lower row is
//! called as the upper row says. A column that has none at all is called by its letter, `column D`, so that a map can name
//! it and nothing below it is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use super::cell::clean;
use crate::record::Day;
use crate::record::intake::{Intake, SheetRow};
use crate::record::schema::quoted;
use crate::register::fold;

/// Columns that a file of refused rows adds.
pub const OUR_COLUMNS: [&str; 2] = ["row", "error"];

/// What the column is headed that says of a row that it is a further contact of its day.
pub(super) const AGAIN: &str = "again";

/// How far down the headers may stand.
const HEADERS_WITHIN: usize = 40;

/// A header without case, accents and signs, but for the one of a number: `Client #` is no name.
pub(super) fn header(text: &str) -> String {
    let folded = fold(&clean(text).replace('#', " number "));
    if folded.is_empty() {
        clean(text)
    } else {
        folded
    }
}

/// What the columns are called by the row of the headers, and by the one above it where that row says nothing of a column
/// that has something below.
pub(super) fn headers_of(rows: &[SheetRow], at: usize) -> Vec<String> {
    let text = |row: &SheetRow, place: usize| {
        let cell = row
            .cells
            .get(place)
            .map(|cell| clean(cell).replace('\n', " "));
        cell.unwrap_or_default()
    };
    let above = at.checked_sub(1).and_then(|above| rows.get(above));
    let above = above.filter(|above| above.number + 1 == rows[at].number);
    let below = &rows[at + 1..];
    let widest = below.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let months = above.and_then(|above| months_over(above, &rows[at]));
    let name = |place: usize| {
        let own = text(&rows[at], place);
        if let Some(day) = months.as_ref().and_then(|days| days.get(&place)) {
            return day.clone();
        }
        if let Some(group) = above
            .and_then(|above| group_over(above, place))
            .filter(|_| is_vague(&own))
        {
            return format!("{group} {own}");
        }
        if !own.is_empty() || below.iter().all(|row| text(row, place).is_empty()) {
            return own;
        }
        let above = above.map(|above| text(above, place)).unwrap_or_default();
        if above.is_empty() {
            format!("{UNNAMED}{}", letters(place))
        } else {
            above
        }
    };
    (0..rows[at].cells.len().max(widest)).map(name).collect()
}

/// Whether a header says little without the one above it: `Date` below `Referral`.
fn is_vague(header: &str) -> bool {
    const VAGUE: [&str; 5] = ["date", "from", "by", "type", "day"];
    VAGUE.contains(&fold(header).as_str())
}

/// What a row of groups of columns has over a column, as `Referral` over `Date` and `From`. A title alone is no group.
fn group_over(above: &SheetRow, place: usize) -> Option<String> {
    let cells: Vec<String> = above.cells.iter().map(|cell| clean(cell)).collect();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let mut over = cells.iter().take(place + 1).rev();
    let group = over.find(|cell| !cell.is_empty())?;
    let is_group =
        group.split(' ').count() <= 2 && group.chars().all(|c| c.is_alphabetic() || c == ' ');
    (filled > 2 && is_group).then(|| group.clone())
}

/// The days of a row of numbers that has months above it, by their places: `Sept 16` of 16 below `Sept`. A month is that of
/// all columns up to the next one.
fn months_over(above: &SheetRow, row: &SheetRow) -> Option<BTreeMap<usize, String>> {
    let mut month: Option<(String, String)> = None;
    let mut days = BTreeMap::new();
    for (place, cell) in row.cells.iter().enumerate() {
        let over = above.cells.get(place).map(|cell| clean(cell));
        if let Some(over) = over.filter(|over| !over.is_empty()) {
            month = month_and_year(&over);
        }
        let day = clean(cell).parse::<u32>().ok();
        if let (Some((month, year)), Some(day)) = (&month, day.filter(|day| (1..=31).contains(day)))
        {
            days.insert(place, format!("{month} {day}{year}"));
        }
    }
    (days.len() > 1).then_some(days)
}

/// A month, and a year behind it, as a day has it.
fn month_and_year(text: &str) -> Option<(String, String)> {
    let (month, year) = text.split_once(' ').unwrap_or((text, ""));
    let month = month.trim_end_matches(['.', ',']);
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = Day::month_called(month).is_some() && (year.is_empty() || is_year);
    let year = if is_year {
        format!(", {year}")
    } else {
        String::new()
    };
    is_month.then(|| (month.to_owned(), year))
}

/// Whether a row has the numbers of days below months.
pub(super) fn is_below_months(rows: &[SheetRow], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| rows.get(above));
    let above = above.filter(|above| above.number + 1 == rows[at].number);
    above.is_some_and(|above| months_over(above, &rows[at]).is_some())
}

/// What begins the name of a column that has no header.
const UNNAMED: &str = "column ";

/// Whether a column is called by its letter, as it has no header.
pub(super) fn is_unnamed(name: &str, place: usize) -> bool {
    name.strip_prefix(UNNAMED) == Some(&letters(place))
}

/// The place of the row that has the headers.
pub(super) fn heading(
    map: &Intake,
    rows: &[SheetRow],
    wanted: &BTreeSet<String>,
) -> Result<usize, Problem> {
    let is_ours = |row: &SheetRow| {
        OUR_COLUMNS
            .iter()
            .all(|name| row.cells.iter().any(|cell| cell == name))
    };
    // A file of refused rows begins with its headers, wherever they stood in the sheet.
    if let Some(number) = map
        .header_row
        .filter(|_| !rows.first().is_some_and(is_ours))
    {
        let at = rows
            .iter()
            .position(|row| u32::try_from(row.number) == Ok(number));
        return at.ok_or_else(|| {
            let message =
                format!("row {number} is empty, and the map says that it has the headers");
            Problem::new(
                message,
                "correct `header_row` of the map, or take it out to have them found",
            )
        });
    }
    let found = |at: usize| {
        let own: BTreeSet<String> = rows[at].cells.iter().map(|cell| header(cell)).collect();
        let own = wanted.intersection(&own).count();
        let has_days = map.grid.is_some() && is_below_months(rows, at);
        if own == 0 && !has_days {
            return 0;
        }
        let headers = headers_of(rows, at);
        let here: BTreeSet<String> = headers.iter().map(|name| header(name)).collect();
        wanted.intersection(&here).count().max(own) + usize::from(has_days)
    };
    let counts: Vec<usize> = (0..rows.len().min(HEADERS_WITHIN)).map(found).collect();
    let best = counts.iter().copied().max().unwrap_or(0);
    if best == 0 {
        let shown: Vec<&str> = map.column.iter().map(|column| &*column.header).collect();
        return Err(Problem::new(
            format!(
                "none of the headers of the map is there: {}",
                quoted(&shown)
            ),
            "is it the right map? `--map NAME` chooses one, `--map-for FILE` begins one",
        ));
    }
    Ok(counts.iter().position(|count| *count == best).unwrap_or(0))
}

/// A column as spreadsheets call it: `A`, `Z`, `AA`.
fn letters(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    match place / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}
