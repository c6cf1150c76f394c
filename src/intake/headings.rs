//! The headers of a sheet: which row has them, and what each column is called.
//!
//! Headers may stand in two rows, as `Dates` over `Referred` and `Enrolled`: a column without one in the lower row is
//! called as the upper row says. A column that has none at all is called by its letter, `column D`, so that a map can name
//! it and nothing below it is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use super::cell::clean;
use super::numbered::{day_of_month, go_on_by_weeks, without_number};
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
    let months = months_over(rows, at);
    let name = |place: usize| {
        let own = text(&rows[at], place);
        let own = without_number(&own).map_or(own.clone(), str::to_owned);
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
/// all columns up to the next one; or a title names it.
fn months_over(rows: &[SheetRow], at: usize) -> Option<BTreeMap<usize, String>> {
    let row = &rows[at];
    let above = at.checked_sub(1).and_then(|above| rows.get(above));
    let above = above.filter(|above| above.number + 1 == row.number);
    let over = |place: usize| {
        let cell = above.and_then(|above| above.cells.get(place));
        cell.map(|cell| clean(cell)).filter(|cell| !cell.is_empty())
    };
    let numbers = row.cells.iter().enumerate();
    let numbers = numbers.filter_map(|(place, cell)| Some((place, day_of_month(&clean(cell))?)));
    let numbers: BTreeMap<usize, u32> = numbers.collect();
    // A month over several columns has the year behind it, and no day.
    let said: Vec<Option<String>> = numbers.keys().map(|place| over(*place)).collect();
    let all: Vec<u32> = numbers.values().copied().collect();
    let ends: BTreeSet<&str> = said
        .iter()
        .flatten()
        .filter_map(|said| said.rsplit(|c: char| !c.is_alphanumeric()).next())
        .collect();
    let is_over_several = ends.len() == 1
        && go_on_by_weeks(&all)
        && (said.contains(&None)
            || said.windows(2).any(|pair| pair[0] == pair[1])
            || said.iter().flatten().any(|said| said.contains(['\'', '’'])));
    let (mut month, mut days) = (None, BTreeMap::new());
    for place in 0..row.cells.len() {
        if let Some(over) = over(place) {
            month = month_and_year(&over, is_over_several);
        }
        if let (Some((month, year)), Some(day)) = (&month, numbers.get(&place)) {
            days.insert(place, format!("{month} {day}{year}"));
        }
    }
    let found = Some(days).filter(|days| days.len() > 1);
    found.or_else(|| months_titled(&rows[..at], &numbers))
}

/// The same if the rows above are titles alone and name the month of the first number, and that after it if the numbers go
/// on in a second one.
fn months_titled(
    above: &[SheetRow],
    numbers: &BTreeMap<usize, u32>,
) -> Option<BTreeMap<usize, String>> {
    const OF_SOMEBODY: [&str; 4] = ["facilitator", "facilitators", "leader", "led"];
    let days: Vec<u32> = numbers.values().copied().collect();
    let titles = above.iter().map(|row| {
        let mut cells = row.cells.iter().filter(|cell| !cell.trim().is_empty());
        cells.next().filter(|_| cells.next().is_none())
    });
    let titles: Option<Vec<&String>> = titles.collect();
    let titles: Vec<String> = titles?.iter().map(|title| clean(title)).collect();
    let words: Vec<&str> = titles
        .iter()
        .flat_map(|title| title.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let is_of_somebody = words
        .iter()
        .any(|word| OF_SOMEBODY.contains(&fold(word).as_str()));
    let mut months = words.iter().enumerate().filter(|(at, word)| {
        let is_of_a_day = words
            .get(*at + 1)
            .is_some_and(|next| day_of_month(next).is_some());
        Day::month_called(word).is_some() && word.starts_with(char::is_uppercase) && !is_of_a_day
    });
    let mut month = months.next().map(|(_, word)| *word)?;
    let is_year =
        |word: &&&str| word.len() == 4 && word.parse::<u32>().is_ok_and(|year| year > 1999);
    let year = words.iter().find(is_year);
    let year = year.map_or_else(String::new, |year| format!(", {year}"));
    if days.len() < 2 || is_of_somebody || !go_on_by_weeks(&days) {
        return None;
    }
    let (mut found, mut last) = (BTreeMap::new(), 0);
    for (place, day) in numbers {
        if *day < last {
            let before = month;
            month = months.next().map(|(_, word)| *word)?;
            // Of January the year is another one.
            if Day::month_called(month) < Day::month_called(before) {
                return None;
            }
        }
        last = *day;
        found.insert(*place, format!("{month} {day}{year}"));
    }
    months.next().is_none().then_some(found)
}

/// A month, and a year behind it, as a day has it. Two digits behind a month over several columns are a year too.
fn month_and_year(text: &str, is_over_several: bool) -> Option<(String, String)> {
    // A spreadsheet may keep `Sept 2026` as the first of the month.
    if let Some(day) = text
        .parse::<Day>()
        .ok()
        .filter(|day| day.day() == 1 && is_over_several)
    {
        return Some((day.month_name(), format!(", {}", day.year())));
    }
    let (month, year) = text.split_once([' ', '-', ',', '.']).unwrap_or((text, ""));
    let is_sign = |c: char| !c.is_alphanumeric();
    let (month, said) = (month.trim_matches(is_sign), year.trim_matches(is_sign));
    let is_year = |size| said.len() == size && said.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = is_year(2) && (is_over_several || year.contains(['\'', '’', '‘']));
    let year = match (is_year(4), is_short) {
        (true, _) => format!(", {said}"),
        (_, true) => format!(", 20{said}"),
        _ => String::new(),
    };
    let is_month = Day::month_called(month).is_some() && (said.is_empty() || !year.is_empty());
    is_month.then(|| (month.to_owned(), year))
}

/// Whether a row has the numbers of days below months.
pub(super) fn is_below_months(rows: &[SheetRow], at: usize) -> bool {
    months_over(rows, at).is_some()
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
