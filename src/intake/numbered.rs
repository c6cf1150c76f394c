//! Headers that number the meetings, as `Week 1` and `Wk 2`: beside a day, or in a row of their own beside the row of days.

use super::cell::clean;
use super::dates::{self, Order, day_and_remark};
use super::marks::day_called_off;
use crate::record::Day;
use crate::record::intake::{DateStyle, SheetRow};
use crate::register::fold;

/// How far down such rows may be.
const WITHIN: usize = 20;

/// Whether a text numbers a meeting and says nothing else.
pub(super) fn numbers_a_meeting(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "week", "wk", "w", "session", "sess", "meeting", "mtg", "class", "night", "group", "grp",
        "circle", "lesson", "semana", "sem", "sesion", "week no",
    ];
    let folded = fold(text);
    let Some(at) = folded.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let (word, number) = folded.split_at(at);
    WORDS.contains(&word.trim()) && number.parse::<u8>().is_ok_and(|number| number <= 60)
}

/// A header without the number of its meeting: `9/2/26` of `Week 1 (9/2/26)` and of `9/2/26 - Wk 1`.
pub(super) fn without_number(text: &str) -> Option<&str> {
    let is_sign = |c: char| !c.is_alphanumeric();
    let places = text.char_indices().filter(|(_, c)| is_sign(*c));
    let mut splits = places.map(|(at, _)| text.split_at(at));
    splits.find_map(|(one, other)| {
        let (one, other) = (one.trim_matches(is_sign), other.trim_matches(is_sign));
        let pairs = [(one, other), (other, one)].into_iter();
        let mut days = pairs.filter(|(number, day)| numbers_a_meeting(number) && may_be_day(day));
        days.next().map(|(_, day)| day)
    })
}

/// Whether a text may be a day: numbers with signs between them, or a number beside a month.
fn may_be_day(text: &str) -> bool {
    let folded = fold(text);
    let words = || folded.split(' ');
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_ordinal = |word: &str| day_of_month(word).is_some();
    let is_month = |word: &str| Day::month_called(word).is_some();
    let numbers = words()
        .filter(|word| is_number(word) || is_ordinal(word))
        .count();
    let is_plain = words().all(|word| is_number(word) || is_ordinal(word) || is_month(word));
    is_plain && (numbers > 1 || numbers == 1 && words().any(is_month))
}

/// The day of a month in a cell of its own: `9`, `9th`.
pub(super) fn day_of_month(cell: &str) -> Option<u32> {
    let cell = cell.trim().to_lowercase();
    let mut ends = ["st", "nd", "rd", "th"].iter();
    let plain = ends.find_map(|end| cell.strip_suffix(end));
    let day = plain.unwrap_or(&cell).parse().ok()?;
    (1..=31).contains(&day).then_some(day)
}

/// Puts the days of a row below or above one that numbers the meetings into one row with it, so that the days are the
/// headers and no row of people.
pub(super) fn join_numbered(rows: &mut Vec<SheetRow>, today: Day) {
    for at in 0..rows.len().min(WITHIN) {
        let places: Vec<usize> = (0..rows[at].cells.len())
            .filter(|place| numbers_a_meeting(&rows[at].cells[*place]))
            .collect();
        if places.len() < 2 {
            continue;
        }
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let is_of_days = |other: &usize| {
            let row = rows.get(*other);
            let is_below_a_month = rows[..at.min(*other)].iter().any(names_a_month);
            row.is_some_and(|row| has_days(row, &places, (today, is_below_a_month)))
        };
        let Some(other) = beside.into_iter().find(is_of_days) else {
            continue;
        };
        let joined = joined(&rows[at], &rows[other]);
        let (first, last) = (at.min(other), at.max(other));
        rows[first].cells = joined;
        rows.remove(last);
        return;
    }
}

/// Whether a row has days in these places, and nothing else there.
fn has_days(row: &SheetRow, places: &[usize], (today, is_below_a_month): (Day, bool)) -> bool {
    let mut styles = Order::Both.allows();
    styles.push(DateStyle::NoYear);
    let is_day = |text: &str| {
        let mut styles = styles.iter();
        styles.any(|style| dates::by_style(text, *style, Some(2000), today).is_some())
    };
    let cells = places.iter().filter_map(|place| row.cells.get(*place));
    let cells: Vec<String> = cells.map(|cell| clean(cell)).collect();
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let days: Option<Vec<u32>> = filled.iter().map(|cell| day_of_month(cell)).collect();
    let is_of_month = is_below_a_month && days.is_some_and(|days| go_on_by_weeks(&days));
    let is_one = |cell: &&String| {
        is_day(cell)
            || day_and_remark(cell, is_day).is_some()
            || day_called_off(cell, is_day).is_some()
    };
    filled.len() > 1 && (is_of_month || filled.iter().all(is_one))
}

/// Whether numbers may be the days of weekly meetings, over the end of a month too.
pub(super) fn go_on_by_weeks(days: &[u32]) -> bool {
    /// Counts of people are closer to each other.
    const APART: u32 = 5;
    days.windows(2)
        .all(|pair| pair[1] < pair[0] || pair[0] + APART <= pair[1])
}

/// Whether a cell of a row has the name of a month.
fn names_a_month(row: &SheetRow) -> bool {
    let mut cells = row.cells.iter().map(|cell| fold(cell));
    cells.any(|cell| {
        cell.split(' ')
            .any(|word| Day::month_called(word).is_some())
    })
}

/// The cells of both rows: the days, and of two other cells that which says more than `Week` or `Date`.
fn joined(numbers: &SheetRow, days: &SheetRow) -> Vec<String> {
    const VAGUE: [&str; 10] = [
        "", "week", "weeks", "wk", "date", "dates", "day", "session", "meeting", "number",
    ];
    let cell = |row: &SheetRow, place: usize| row.cells.get(place).cloned().unwrap_or_default();
    let widest = numbers.cells.len().max(days.cells.len());
    let one = |place| {
        let (number, day) = (cell(numbers, place), cell(days, place));
        let is_vague = VAGUE.contains(&fold(&day).as_str());
        let is_told = !number.is_empty() && !numbers_a_meeting(&number);
        if is_vague && (is_told || day.is_empty()) {
            number
        } else {
            day
        }
    };
    (0..widest).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_may_number_its_meeting() {
        for (text, wanted) in [
            ("Week 1 9/2/26", Some("9/2/26")),
            ("Week 2 (9/9/26)", Some("9/9/26")),
            ("Wk 3 - 9/16/26", Some("9/16/26")),
            ("9/23/26 Wk 4", Some("9/23/26")),
            ("Wk5: Sept 30", Some("Sept 30")),
            ("Session #2\nSept 9th", Some("Sept 9th")),
            ("Week 1", None),
            ("Week of 9/2", None),
            ("Session 1 - 2 hours", None),
            ("Group 1 notes", None),
            ("9/2/26", None),
        ] {
            assert_eq!(without_number(text), wanted, "{text}");
        }
        for text in ["Week 1", "Wk. 2", "wk3", "Session #4", "W5", "Mtg 12"] {
            assert!(numbers_a_meeting(text), "{text}");
        }
        for text in ["Week", "Week 1 hours", "Weeks", "1", "Wendy 2", "Week 2026"] {
            assert!(!numbers_a_meeting(text), "{text}");
        }
    }

    #[test]
    fn the_days_beside_numbered_meetings_are_the_headers() {
        let row = |number, cells: &[&str]| SheetRow {
            number,
            cells: cells.iter().map(ToString::to_string).collect(),
        };
        let today = Day::new(2026, 11, 21).unwrap();
        let join = |rows: &[SheetRow]| {
            let mut rows = rows.to_vec();
            join_numbered(&mut rows, today);
            rows.into_iter().map(|row| row.cells).collect::<Vec<_>>()
        };
        let weeks = row(1, &["Name", "Week 1", "Wk 2", "Total"]);
        let days = row(2, &["Date", "9/2", "9/9", ""]);
        let ana = row(3, &["Ana", "x", "", "1"]);
        let wanted = [&["Name", "9/2", "9/9", "Total"][..], &["Ana", "x", "", "1"]];
        assert_eq!(join(&[weeks.clone(), days.clone(), ana.clone()]), wanted);
        let named = row(2, &["Parent", "9/2", "9/9 (late)"]);
        let wanted = [&["Parent", "9/2", "9/9 (late)", "Total"][..]];
        assert_eq!(join(&[named, weeks.clone()]), wanted);
        let month = row(1, &["", "September", "", ""]);
        let weeks = row(2, &["Name", "Week 1", "Wk 2", ""]);
        let days = row(3, &["", "2nd", "9", ""]);
        let wanted = [&["", "September", "", ""][..], &["Name", "2nd", "9", ""]];
        assert_eq!(join(&[month, weeks.clone(), days]), wanted);
        // Neither marks nor counts are days.
        for other in [
            row(2, &["Kids", "3", "4"]),
            row(2, &["Kids", "2", "13", "15"]),
            row(2, &["Ana", "x", "x"]),
        ] {
            let both = [weeks.clone(), other];
            let same: Vec<_> = both.iter().map(|row| row.cells.clone()).collect();
            assert_eq!(join(&both), same, "{same:?}");
        }
    }
}
