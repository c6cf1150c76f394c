//! Days as sheets write them, by the styles that a map names. A text that two of them read differently is no day.
//!
//! Whether the month or the day comes first is never told by one cell alone: `7/6/2026` may be either. The cells of the
//! column tell that can only be one of them, see [`Order`].

use crate::record::Day;
use crate::record::intake::DateStyle;

/// What comes first in the days of a column, as far as its cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// No cell speaks for the day.
    Month,
    /// No cell speaks for the month, and enough speak for the day.
    Day,
    /// Cells speak for both, or too few speak for the day: what may be either cannot be read.
    Both,
}

impl Order {
    /// The order of the cells of a column. Of days all over a month every second cell goes beyond 12, so that one among
    /// many that may be either, or among many that can only be the other, is a slip: it is refused alone.
    pub fn of<'c>(cells: impl IntoIterator<Item = &'c str>, today: Day) -> Self {
        let (mut month, mut day, mut either) = (0_usize, 0_usize, 0_usize);
        let (mut by_month, mut by_day) = (Vec::new(), Vec::new());
        for cell in cells {
            let reads = |styles: [DateStyle; 2]| {
                styles
                    .into_iter()
                    .find_map(|style| by_style(cell, style, None, today))
            };
            let read = (
                reads([DateStyle::Us, DateStyle::UsShort]),
                reads([DateStyle::DayFirst, DateStyle::DayFirstShort]),
            );
            by_month.extend(read.0);
            by_day.extend(read.1);
            match read {
                (Some(_), None) => month += 1,
                (None, Some(_)) => day += 1,
                (Some(one), Some(other)) if one != other => either += 1,
                _ => {}
            }
        }
        match (month, day) {
            (_, 0) => Self::Month,
            (0, day) if day * 3 >= either => Self::Day,
            // The rows of a log follow each other.
            (0, _) => match (by_month.is_sorted(), by_day.is_sorted()) {
                (true, false) => Self::Month,
                (false, true) => Self::Day,
                _ => Self::Both,
            },
            (month, day) if month >= day * 2 => Self::Month,
            (month, day) if day >= month * 4 => Self::Day,
            _ => Self::Both,
        }
    }

    /// The styles that may be tried, the safest first.
    pub fn allows(self) -> Vec<DateStyle> {
        let all = [
            DateStyle::Iso,
            DateStyle::Us,
            DateStyle::UsShort,
            DateStyle::DayFirst,
            DateStyle::DayFirstShort,
            DateStyle::Named,
            DateStyle::Serial,
        ];
        all.into_iter()
            .filter(|style| match style {
                DateStyle::Us | DateStyle::UsShort => self != Self::Day,
                DateStyle::DayFirst | DateStyle::DayFirstShort => self != Self::Month,
                _ => true,
            })
            .collect()
    }
}

/// Whether a text is a day and a month without a year, the day first, which no style reads.
pub(super) fn is_day_and_month(text: &str) -> bool {
    let parts: Option<Vec<u32>> = text
        .split(['/', '-', '.'])
        .map(|part| part.trim().parse().ok())
        .collect();
    matches!(parts.as_deref(), Some([13..=31, 1..=12]))
}

/// The day that a header begins with, and what else it says: `10/15` and `Halloween` of `10/15 (Halloween)`.
pub(super) fn day_and_remark(text: &str, is_day: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let is_sign = |c: char| !c.is_alphanumeric();
    let ends = text.char_indices().rev().filter(|(_, c)| is_sign(*c));
    let found = ends.map(|(at, _)| text.split_at(at));
    let mut found =
        found.map(|(day, rest)| (day.trim_end_matches(is_sign), rest.trim_matches(is_sign)));
    found.find(|(day, rest)| !rest.contains(|c: char| c.is_ascii_digit()) && is_day(day))
}

/// The days that a spreadsheet keeps as a number, 1927 to 2119: smaller numbers are counts, larger ones zip codes.
const SERIALS: std::ops::RangeInclusive<u32> = 10_000..=80_000;

/// The day that a text says by one of the styles. A day with the year first can be read in one way, so it is read by any.
///
/// # Errors
/// None of them reads it, or two read it differently.
pub(super) fn day(
    text: &str,
    styles: &[DateStyle],
    year: Option<u32>,
    today: Day,
) -> Result<Day, String> {
    let mut found: Option<(Day, DateStyle)> = None;
    for style in styles {
        let Some(day) = by_style(text, *style, year, today) else {
            continue;
        };
        match found {
            Some((other, first)) if other != day => {
                return Err(format!(
                    "`{text}` is {other} by `{first}` and {day} by `{style}`: write {other} or {day}, or keep one style in `dates` of the map"
                ));
            }
            _ => found = Some((day, *style)),
        }
    }
    let year_first = || by_style(text, DateStyle::Iso, None, today);
    let found = found.map(|(day, _)| day).or_else(year_first);
    found.ok_or_else(|| {
        let words: Vec<&str> = styles.iter().map(|style| style.word()).collect();
        format!(
            "`{text}` is no day by {}",
            crate::record::schema::quoted(&words)
        )
    })
}

/// A style outside those of a map that reads a text, if it is sure which number is the month.
pub(super) fn other_style(text: &str, styles: &[DateStyle], today: Day) -> Option<DateStyle> {
    let mut others = Order::Month.allows().into_iter();
    others.find(|style| !styles.contains(style) && by_style(text, *style, None, today).is_some())
}

/// Why a text is no day although it is written as one: its month is shorter, as of `9/31` or `2/30/1990`.
pub(super) fn beyond_its_month(text: &str, styles: &[DateStyle]) -> Option<String> {
    let parts: Option<Vec<u32>> = without_weekday(text)
        .split(['/', '-', '.'])
        .map(|part| part.trim().parse().ok())
        .collect();
    let is_day_first =
        |style: &DateStyle| matches!(style, DateStyle::DayFirst | DateStyle::DayFirstShort);
    let (month, day, year) = match *parts?.as_slice() {
        [year, month, day] if year >= 1000 => (month, day, Some(year)),
        [day, month, year] if styles.iter().any(is_day_first) => (month, day, Some(year)),
        [month, day, year] => (month, day, Some(year)),
        [month, day] => (month, day, None),
        _ => return None,
    };
    let is_whole = year.is_some_and(|year| year >= 1000);
    // A short year has the same leap years in this century and in most of the last.
    let year = year.map_or(2000, |year| if year < 100 { 2000 + year } else { year });
    let year = i32::try_from(year).ok()?;
    let first = Day::new(year, month, 1)?;
    let days = (28..=31)
        .rev()
        .find(|day| Day::new(year, month, *day).is_some())?;
    let of_year = if month == 2 && is_whole {
        format!(" in {year}")
    } else {
        String::new()
    };
    (days < day && day <= 31).then(|| format!("{} has {days} days{of_year}", first.month_name()))
}

/// The day that a text says by one style.
pub(super) fn by_style(text: &str, style: DateStyle, year: Option<u32>, today: Day) -> Option<Day> {
    let text = without_weekday(text);
    // Workbooks and databases put a time behind the day.
    let text = text
        .split_once([' ', 'T'])
        .filter(|(_, rest)| is_time(rest))
        .map_or(text, |(day, _)| day);
    match style {
        DateStyle::Iso => text.replace('/', "-").parse().ok(),
        DateStyle::Us => numbers(text).and_then(|[month, day, year]| of(full(year)?, &month, &day)),
        DateStyle::DayFirst => {
            numbers(text).and_then(|[day, month, year]| of(full(year)?, &month, &day))
        }
        DateStyle::UsShort => {
            numbers(text).and_then(|[month, day, year]| of_century(&year, &month, &day, today))
        }
        DateStyle::DayFirstShort => {
            numbers(text).and_then(|[day, month, year]| of_century(&year, &month, &day, today))
        }
        DateStyle::Named => named(text, None, today),
        DateStyle::NoYear => {
            let year = i32::try_from(year?).ok()?;
            let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
            match parts.as_slice() {
                [month, day] if digits(month) && digits(day) => of(year, month, day),
                _ => named(text, Some(year), today),
            }
        }
        DateStyle::Serial => {
            let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
            let number = whole
                .parse::<u32>()
                .ok()
                .filter(|number| SERIALS.contains(number))?;
            // Spreadsheets count from the last day of 1899, and know a 29 February 1900 that never was.
            Some(Day::new(1899, 12, 30)?.plus_days(i64::from(number)))
        }
    }
}

/// A day without the weekday before it: `Wed 10/7` is 10/7.
pub(super) fn without_weekday(text: &str) -> &str {
    const WEEKDAYS: [&str; 7] = [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
    ];
    let end = text.find(|c: char| !c.is_alphabetic());
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    let word = word.to_lowercase();
    let word = word
        .strip_suffix('s')
        .filter(|one| one.len() > 2)
        .unwrap_or(&word);
    let is_weekday = |name: &&str| name.starts_with(word);
    if word.len() < 3 || !WEEKDAYS.iter().any(is_weekday) {
        return text;
    }
    rest.trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn is_time(text: &str) -> bool {
    text.contains(':')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ":.+-APMZapm ".contains(c))
}

fn digits(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Three numbers with slashes, dashes or dots between them, all of the same sort.
fn numbers(text: &str) -> Option<[String; 3]> {
    let sign = ['/', '-', '.']
        .into_iter()
        .find(|sign| text.contains(*sign))?;
    let parts: Vec<String> = text
        .split(sign)
        .map(|part| part.trim().to_owned())
        .collect();
    let all: [String; 3] = parts.try_into().ok()?;
    all.iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(all)
}

fn full(year: String) -> Option<i32> {
    year.parse().ok().filter(|_| year.len() == 4)
}

/// The day of a short year: at most a few years ahead, as days in court are, else of the last century.
fn of_century(year: &str, month: &str, day: &str, today: Day) -> Option<Day> {
    const AHEAD: i32 = 10;
    let short = year.parse::<i32>().ok().filter(|_| year.len() == 2)?;
    let year = today.year() / 100 * 100 + short;
    let is_ahead = year > today.year() + AHEAD;
    of(if is_ahead { year - 100 } else { year }, month, day)
}

fn of(year: i32, month: &str, day: &str) -> Option<Day> {
    Day::new(
        year,
        Some(month).filter(|text| digits(text))?.parse().ok()?,
        Some(day).filter(|text| digits(text))?.parse().ok()?,
    )
}

/// `Oct 7, 2026`, `7 October 2026`, `7-Oct-2026`, `7-Oct-26`, also with a weekday before it; without a year the given one.
fn named(text: &str, year: Option<i32>, today: Day) -> Option<Day> {
    let lower = text.to_lowercase();
    let mut parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let month_at = parts
        .iter()
        .position(|part| Day::month_called(part).is_some())
        .filter(|at| *at < 2)?;
    let month = Day::month_called(parts.remove(month_at))?;
    let day = parts
        .first()?
        .trim_end_matches(|c: char| c.is_alphabetic())
        .to_owned();
    if parts.len() > 2 || parts.len() == 1 && lower.contains(['\'', '’']) {
        return None;
    }
    let month = month.to_string();
    match (parts.get(1), year) {
        (Some(year), _) => full((*year).to_owned()).map_or_else(
            || of_century(year, &month, &day, today),
            |year| of(year, &month, &day),
        ),
        (None, year) => of(year?, &month, &day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::day as on;

    fn read(text: &str, style: DateStyle) -> Option<String> {
        by_style(text, style, Some(2026), on("2026-11-21")).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_by_its_style_alone() {
        let same = [
            ("2026-10-07", DateStyle::Iso),
            ("2026-10-07 18:00", DateStyle::Iso),
            ("2026-10-07T18:00:00Z", DateStyle::Iso),
            ("10/7/2026", DateStyle::Us),
            ("10-07-2026", DateStyle::Us),
            ("10/7/2026 6:00 PM", DateStyle::Us),
            ("10/7/26", DateStyle::UsShort),
            ("7/10/2026", DateStyle::DayFirst),
            ("7.10.2026", DateStyle::DayFirst),
            ("7/10/26", DateStyle::DayFirstShort),
            ("Oct 7, 2026", DateStyle::Named),
            ("7 October 2026", DateStyle::Named),
            ("Wed, October 7th 2026", DateStyle::Named),
            ("Wed 10/7/2026", DateStyle::Us),
            ("Weds. 10/7", DateStyle::NoYear),
            ("7-Oct-2026", DateStyle::Named),
            ("7-Oct-26", DateStyle::Named),
            ("10/7", DateStyle::NoYear),
            ("Oct 7", DateStyle::NoYear),
            ("46302", DateStyle::Serial),
            ("46302.75", DateStyle::Serial),
        ];
        for (text, style) in same {
            assert_eq!(
                read(text, style).as_deref(),
                Some("2026-10-07"),
                "{text} by {style}"
            );
        }
        for (text, style) in [
            ("10/7/26", DateStyle::Us),
            ("13/7/2026", DateStyle::Us),
            ("2/30/2026", DateStyle::Us),
            ("10/7-2026", DateStyle::Us),
            ("85705", DateStyle::Serial),
            ("2026", DateStyle::Serial),
            ("Octo 7, 2026", DateStyle::Named),
            ("soon", DateStyle::Named),
            ("", DateStyle::Iso),
        ] {
            assert_eq!(read(text, style), None, "{text} by {style}");
        }
    }

    #[test]
    fn a_header_may_say_more_than_its_day() {
        let is_day = |text: &str| read(text, DateStyle::NoYear).is_some();
        for (header, day, remark) in [
            ("10/15 (Halloween)", "10/15", "Halloween"),
            ("10/8 CANCELLED", "10/8", "CANCELLED"),
            ("Oct 15 - no group", "Oct 15", "no group"),
            ("10/7 (Wed)", "10/7", "Wed"),
        ] {
            assert_eq!(day_and_remark(header, is_day), Some((day, remark)));
        }
        for header in ["10/7", "10/7 & 10/14", "10/7 x2", "Halloween"] {
            assert_eq!(day_and_remark(header, is_day), None, "{header}");
        }
    }

    #[test]
    fn a_day_beyond_its_month_is_told() {
        let told = |text: &str, style| beyond_its_month(text, &[style]).unwrap_or_default();
        assert_eq!(told("9/31", DateStyle::NoYear), "September has 30 days");
        assert_eq!(told("11/31/26", DateStyle::UsShort), "November has 30 days");
        assert_eq!(
            told("2/30/1990", DateStyle::Us),
            "February has 28 days in 1990"
        );
        assert_eq!(told("2/30/90", DateStyle::UsShort), "February has 28 days");
        assert_eq!(
            told("2024-02-30", DateStyle::Iso),
            "February has 29 days in 2024"
        );
        assert_eq!(told("31/4/2026", DateStyle::DayFirst), "April has 30 days");
        for text in ["9/30", "13/7/2026", "soon", "9/32", "520-555-0100"] {
            assert_eq!(beyond_its_month(text, &[DateStyle::Us]), None, "{text}");
        }
    }

    #[test]
    fn a_short_year_lies_at_most_a_few_years_ahead() {
        assert_eq!(
            read("11/22/26", DateStyle::UsShort).as_deref(),
            Some("2026-11-22")
        );
        assert_eq!(
            read("2/2/27", DateStyle::UsShort).as_deref(),
            Some("2027-02-02")
        );
        assert_eq!(
            read("2/2/37", DateStyle::UsShort).as_deref(),
            Some("1937-02-02")
        );
        assert_eq!(
            read("4/12/89", DateStyle::UsShort).as_deref(),
            Some("1989-04-12")
        );
    }

    #[test]
    fn the_cells_that_can_only_be_one_style_tell_the_order_of_a_column() {
        for (cells, order) in [
            (&["7/6/2026", "soon", "2026-07-13"][..], Order::Month),
            (&["7/6/2026", "7/13/2026"], Order::Month),
            (&["06/07/2026", "25/07/2026"], Order::Day),
            (&["06.07.26", "25.07.2026"], Order::Day),
            (&["7/6/2026", "13/07/2026", "7/13/2026"], Order::Both),
            (&["7/6/2026", "13/07/26", "7/13/26"], Order::Both),
            (
                &[
                    "7/6/2026",
                    "8/6/2026",
                    "9/6/2026",
                    "10/6/2026",
                    "13/07/2026",
                ],
                Order::Both,
            ),
            (&["4/4/2026", "31/31/2026"], Order::Month),
            // A slip among days that only the month can come first in.
            (
                &["10/1/26", "10/6/26", "13/10/26", "10/20/26", "10/27/26"],
                Order::Month,
            ),
            (
                &["20/10/26", "21/10/26", "22/10/26", "23/10/26", "10/24/26"],
                Order::Day,
            ),
            // A slip in a log that goes on with the month first, and would go back with the day first.
            (
                &["9/1/26", "9/8/26", "10/1/26", "13/10/26", "10/6/26"],
                Order::Month,
            ),
            (
                &["1/9/26", "8/9/26", "1/10/26", "6/10/26", "13/10/26"],
                Order::Day,
            ),
        ] {
            let found = Order::of(cells.iter().copied(), on("2026-11-21"));
            assert_eq!(found, order, "{cells:?}");
        }
        assert!(is_day_and_month("13/7") && !is_day_and_month("7/13"));
        assert!(!is_day_and_month("13/7/2026") && !is_day_and_month("13/13"));
    }

    #[test]
    fn a_day_with_the_year_first_is_read_by_any_styles() {
        let read = |text, styles: &[DateStyle]| day(text, styles, None, on("2026-11-21"));
        let us = [DateStyle::Us, DateStyle::UsShort];
        assert_eq!(read("1985-02-03", &us), Ok(on("1985-02-03")));
        assert_eq!(
            read("1985-02-03", &[DateStyle::DayFirst]),
            Ok(on("1985-02-03"))
        );
        assert!(read("1985-02-30", &us).is_err());
        assert!(read("Oct 7, 2026", &us).is_err());
    }

    #[test]
    fn what_two_styles_read_differently_is_refused() {
        let both = [DateStyle::Us, DateStyle::DayFirst];
        let read = |text| day(text, &both, None, on("2026-11-21"));
        assert_eq!(read("4/4/2026"), Ok(on("2026-04-04")));
        assert_eq!(read("13/4/2026"), Ok(on("2026-04-13")));
        let wrong = read("3/4/2026").unwrap_err();
        assert_eq!(
            wrong,
            "`3/4/2026` is 2026-03-04 by `us` and 2026-04-03 by `day-first`: write 2026-03-04 or 2026-04-03, or keep one style in `dates` of the map"
        );
    }
}
