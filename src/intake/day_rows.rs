//! Sheets with a block of rows for each day: a row that says the day, and below it those who came or the contacts of that
//! day. The day goes into a column, so that the rows are read as those of any other sheet.

use std::collections::BTreeSet;

use super::Problem;
use super::as_above::is_ditto;
use super::cell::{QUESTION, clean};
use super::dates::{Order, by_style, without_weekday};
use super::headings::{header, headers_of, heading};
use super::marks::says_cancelled;
use super::totals::is_total;
use crate::record::Day;
use crate::record::intake::{DateStyle, Intake, IntakeKind, SheetRow};
use crate::register::fold;

/// What the column is headed that the days go into, if the sheet has none for them.
pub(super) const DATE: &str = "Date";

/// The most words of a day, as in `Wed, October 14, 2026`.
const WORDS_OF_A_DAY: usize = 4;

/// The most words of a remark behind a day: more may be a note.
const WORDS_OF_A_REMARK: usize = 4;

/// Words beside a day in a row that says nothing else.
const BESIDE: [&str; 28] = [
    "date",
    "dates",
    "day",
    "fecha",
    "dia",
    "de",
    "for",
    "of",
    "the",
    "on",
    "week",
    "number",
    "session",
    "meeting",
    "class",
    "group",
    "night",
    "grupo",
    "sign",
    "in",
    "sheet",
    "list",
    "attendance",
    "contacts",
    "contact",
    "log",
    "morning",
    "evening",
];

/// Rows with their days in a column.
pub(super) struct ByDay {
    /// All rows, without those that said a day or repeated the headers below one.
    pub rows: Vec<SheetRow>,
    /// The rows that said the days of those below them, by their numbers, each with the day as it was written.
    pub days: Vec<(usize, String)>,
}

/// Puts the days of rows that say one into the column for the day, in a sheet of meetings without days across. Returns
/// what is said of it.
///
/// # Errors
/// The map has one day for every row.
pub fn put_under_days(
    map: &Intake,
    rows: &mut Vec<SheetRow>,
    today: Day,
) -> Result<Option<String>, Problem> {
    let is_of_meetings = matches!(map.kind, IntakeKind::Sessions | IntakeKind::Attendance);
    let wanted: BTreeSet<String> = map
        .column
        .iter()
        .map(|column| header(&column.header))
        .collect();
    let Ok(at) = heading(map, rows, &wanted) else {
        return Ok(None);
    };
    if !is_of_meetings || map.grid.is_some() {
        return Ok(None);
    }
    let headers = headers_of(rows, at);
    let on = map.column.iter().find(|column| &*column.field == "on");
    let on = on.map(|column| header(&column.header));
    let place = headers
        .iter()
        .position(|name| on.as_ref() == Some(&header(name)));
    let is_added = on == Some(header(DATE)) && place.is_none();
    if place.is_none() && !is_added && on.is_some() {
        return Ok(None);
    }
    let Some(found) = by_day(rows, at, place, today, is_added) else {
        return Ok(None);
    };
    if map.constant("on").is_some() {
        return Err(one_day_for_all(&found, today));
    }
    if on.is_none() {
        return Ok(None);
    }
    let said: Vec<String> = found.days.iter().map(|(row, _)| row.to_string()).collect();
    *rows = found.rows;
    Ok(match said.as_slice() {
        [] => None,
        [row] => Some(format!(
            "row {row} is a day: the rows below it are of that day"
        )),
        rows => Some(format!(
            "rows {} are days: each is that of the rows below it",
            rows.join(", ")
        )),
    })
}

/// Why a sheet is refused that has days among its rows, if the map has one for all.
fn one_day_for_all(found: &ByDay, today: Day) -> Problem {
    let (row, text) = &found.days[0];
    let mut styles = Order::Both.allows();
    styles.push(DateStyle::NoYear);
    let style = styles
        .into_iter()
        .find(|style| by_style(text, *style, Some(2000), today).is_some());
    let dates = style.map_or_else(String::new, |style| {
        format!(" and dates = [ \"{}\" ]", style.word())
    });
    Problem::new(
        format!(
            "row {row} says a day of its own (`{text}`), and the map has one day for every row"
        ),
        format!(
            "in the map, write a [[column]] with header = \"{DATE}\", field = \"on\"{dates} in place of the [[constant]] for `on`"
        ),
    )
}

/// The rows with the day of each in the column at a place, or in one more; `None` if no row says the day of others. With
/// `is_titled`, the day in the title will do.
pub(super) fn by_day(
    rows: &[SheetRow],
    at: usize,
    place: Option<usize>,
    today: Day,
    is_titled: bool,
) -> Option<ByDay> {
    let widest = rows.iter().map(|row| row.cells.len()).max()?;
    let (above, below) = (&rows[..at], &rows[at + 1..]);
    let sheet = Blocks {
        headers: &rows[at],
        above,
        place: place.unwrap_or(widest),
        today,
    };
    let title = above.iter().rev().find_map(|row| sheet.title(row));
    let mut day = title.clone().unwrap_or_default();
    let (mut days, mut is_fresh) = (Vec::new(), false);
    let mut kept = rows[..=at].to_vec();
    if place.is_none() {
        put(&mut kept[at], widest, DATE);
    }
    for (number, row) in below.iter().enumerate() {
        let rest = &below[number + 1..];
        if let Some(text) = sheet.day_of_rows(row, rest) {
            day.clone_from(&text);
            days.push((row.number, text));
            is_fresh = true;
        } else if sheet.repeats_headers(row) {
            // Another block begins, and no row says of which day: its rows are refused.
            if !is_fresh && title.is_some() {
                QUESTION.clone_into(&mut day);
            }
        } else if is_blank(row) || is_total(&row.cells) {
            kept.push(row.clone());
        } else if !sheet.repeats_a_title(row) {
            is_fresh = false;
            let mut row = row.clone();
            sheet.fill(&mut row, &mut day);
            kept.push(row);
        }
    }
    (!days.is_empty() || is_titled && title.is_some()).then_some(ByDay { rows: kept, days })
}

/// A sheet in which rows may say the day of those below them.
struct Blocks<'r> {
    headers: &'r SheetRow,
    above: &'r [SheetRow],
    /// The place of the column for the day.
    place: usize,
    today: Day,
}

impl Blocks<'_> {
    /// The day that a row says of the rows below it, which have none of their own.
    fn day_of_rows(&self, row: &SheetRow, rest: &[SheetRow]) -> Option<String> {
        let mut filled = rest.iter().filter(|row| !is_blank(row));
        let begins_a_block = filled.next().is_some_and(|row| self.repeats_headers(row));
        let text = match begins_a_block {
            true => self.title(row),
            false => self.day(row),
        }?;
        let is_of_somebody = |row: &&SheetRow| {
            !is_blank(row)
                && !is_total(&row.cells)
                && !self.repeats_headers(row)
                && self.day(row).is_none()
        };
        let next = rest.iter().find(is_of_somebody)?;
        let own = next.cells.get(self.place).map(|cell| clean(cell));
        own.is_none_or(|own| own.is_empty()).then_some(text)
    }

    /// The day that a row says and nothing else, as it is written there.
    fn day(&self, row: &SheetRow) -> Option<String> {
        const MOST_CELLS: usize = 3;
        let cells: Vec<String> = row.cells.iter().map(|cell| clean(cell)).collect();
        let filled: Vec<&str> = cells
            .iter()
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        if filled.is_empty() || filled.len() > MOST_CELLS {
            return None;
        }
        let text = filled.join(" ");
        let (_, day, rest) = day_within(&text, |text| self.is_day(text).then_some(()))?;
        let is_beside = |word: &str| {
            BESIDE.contains(&word)
                || without_weekday(word).is_empty()
                || word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit())
        };
        if fold(&rest)
            .split(' ')
            .all(|word| word.is_empty() || is_beside(word))
        {
            return Some(day);
        }
        let words = rest.split_whitespace().count();
        let begins = filled.len() == 1
            && !cells[0].is_empty()
            && text.starts_with(&day)
            && words <= WORDS_OF_A_REMARK;
        // Of a day on which they did not meet there is nobody: rows below it are refused with the words.
        begins.then_some(if says_cancelled(&rest) { text } else { day })
    }

    /// The day in a title, among any words.
    fn title(&self, row: &SheetRow) -> Option<String> {
        let among = || {
            let mut cells = row.cells.iter();
            cells.find_map(|cell| {
                let is_whole = |text: &str| is_whole_day(text, self.today).then_some(());
                day_within(&clean(cell), is_whole).map(|(_, day, _)| day)
            })
        };
        self.day(row).or_else(among)
    }

    fn is_day(&self, text: &str) -> bool {
        is_whole_day(text, self.today)
            || by_style(text, DateStyle::NoYear, Some(2000), self.today).is_some()
    }

    /// Whether a row is that of the headers again.
    fn repeats_headers(&self, row: &SheetRow) -> bool {
        let own = |row: &SheetRow, place: usize| row.cells.get(place).map(|cell| header(cell));
        let mut filled = (0..row.cells.len()).filter(|place| !clean(&row.cells[*place]).is_empty());
        !is_blank(row) && filled.all(|place| own(row, place) == own(self.headers, place))
    }

    /// Whether a row says what one above the table says.
    fn repeats_a_title(&self, row: &SheetRow) -> bool {
        let said = |row: &SheetRow| -> Vec<String> {
            let cells = row.cells.iter().map(|cell| fold(cell));
            cells.filter(|cell| !cell.is_empty()).collect()
        };
        let own = said(row);
        self.above.iter().any(|above| said(above) == own)
    }

    /// Puts the day into a row that has none; a day of its own is that of the next rows.
    fn fill(&self, row: &mut SheetRow, day: &mut String) {
        let own = row.cells.get(self.place).map(|cell| clean(cell));
        match own.filter(|own| !own.is_empty() && !is_ditto(own)) {
            Some(own) => *day = own,
            None if day.is_empty() => {}
            None => put(row, self.place, day),
        }
    }
}

/// The day somewhere in a text, as `read` reads it and as it is written there, and the words beside it.
pub(super) fn day_within<T>(
    text: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<(T, String, String)> {
    let text = clean(text).replace(['(', ')', ';', '\n'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let longest = WORDS_OF_A_DAY.min(words.len());
    for length in (1..=longest).rev() {
        for at in 0..=words.len() - length {
            let day = words[at..at + length].join(" ");
            let day = day.trim_matches([',', '.', ':', '-', ' ']);
            if let Some(found) = read(day) {
                let rest = [&words[..at], &words[at + length..]].concat().join(" ");
                return Some((found, day.to_owned(), rest));
            }
        }
    }
    None
}

/// Whether a text is a day with its year. A number alone is of anything.
fn is_whole_day(text: &str, today: Day) -> bool {
    let styles = Order::Both.allows().into_iter();
    let mut styles = styles.filter(|style| *style != DateStyle::Serial);
    styles.any(|style| by_style(text, style, None, today).is_some())
}

fn is_blank(row: &SheetRow) -> bool {
    row.cells.iter().all(|cell| clean(cell).is_empty())
}

fn put(row: &mut SheetRow, place: usize, text: &str) {
    let width = row.cells.len().max(place + 1);
    row.cells.resize(width, String::new());
    text.clone_into(&mut row.cells[place]);
}
