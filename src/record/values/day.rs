//! A day of the calendar, written as a native TOML date.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A day of the calendar, years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Default for Day {
    /// The earliest possible day, for a record that is filled in later.
    fn default() -> Self {
        Self::FIRST
    }
}

impl Day {
    /// The first day that can be written.
    pub const FIRST: Self = Self::known(0, 1, 1);
    /// The last day that can be written.
    pub const LAST: Self = Self::known(9999, 12, 31);

    const fn known(year: i32, month: u32, day: u32) -> Self {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Self(date),
            None => Self(NaiveDate::MIN),
        }
    }

    /// The day of that year, month and day of month, if the calendar has it.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|_| (0..=9999).contains(&year))
            .map(Self)
    }

    /// The current day, by the clock of this machine.
    #[must_use]
    pub fn today() -> Self {
        Self(chrono::Local::now().date_naive())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Whether of two days written without a year, one after the other, the second is of the next year.
    #[must_use]
    pub fn is_new_year_after(self, before: Self) -> bool {
        before.month() >= 10 && self.month() <= 3
    }

    /// The month and the day in it, to compare days of any year.
    #[must_use]
    pub fn month_and_day(self) -> (u32, u32) {
        (self.month(), self.0.day())
    }

    /// The month, 1 to 12, of an English month name: in full, its first three letters, or `sept`.
    #[must_use]
    pub fn month_called(word: &str) -> Option<u32> {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let word = word.to_lowercase();
        let word = if word == "sept" { "sep" } else { &*word };
        let is_meant = |name: &&str| *name == word || word.len() == 3 && name.starts_with(word);
        (1..)
            .zip(&MONTHS)
            .find(|(_, name)| is_meant(name))
            .map(|(at, _)| at)
    }

    /// Its month as people say it: `July`.
    #[must_use]
    pub fn month_name(self) -> String {
        self.0.format("%B").to_string()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The same day `months` later (or earlier, when negative), clamped to the end of the month:
    /// 29 February and 12 months is 28 February.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let size = Months::new(months.unsigned_abs());
        let moved = if months < 0 {
            self.0.checked_sub_months(size)
        } else {
            self.0.checked_add_months(size)
        };
        moved
            .map_or(if months < 0 { Self::FIRST } else { Self::LAST }, Self)
            .clamp(Self::FIRST, Self::LAST)
    }

    /// The day `days` later, or earlier when negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let size = Days::new(days.unsigned_abs());
        let moved = if days < 0 {
            self.0.checked_sub_days(size)
        } else {
            self.0.checked_add_days(size)
        };
        moved
            .map_or(if days < 0 { Self::FIRST } else { Self::LAST }, Self)
            .clamp(Self::FIRST, Self::LAST)
    }

    /// How many days after `earlier` this is; negative when it is before.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// Full months between `earlier` and this day, 0 when it is before.
    #[must_use]
    pub fn months_since(self, earlier: Self) -> i32 {
        let months =
            (self.year() - earlier.year()) * 12 + self.month() as i32 - earlier.month() as i32;
        let whole = if earlier.plus_months(months) > self {
            months - 1
        } else {
            months
        };
        whole.max(0)
    }

    /// The day on which someone born on this day completes `years` years; someone born on 29 February does so on 1
    /// March in other years.
    #[must_use]
    pub fn birthday(self, years: i32) -> Self {
        let year = self.year() + years;
        Self::new(year, self.month(), self.day())
            .or_else(|| Self::new(year, 3, 1))
            .unwrap_or(Self::LAST)
    }

    /// The age on `day`, in completed years, of someone born on this day.
    #[must_use]
    pub fn age_on(self, day: Self) -> i32 {
        let years = day.year() - self.year();
        if self.birthday(years) > day {
            years - 1
        } else {
            years
        }
    }

    /// The last day of this month.
    #[must_use]
    pub fn end_of_month(self) -> Self {
        Self::new(self.year(), self.month(), 1)
            .map_or(self, |first| first.plus_months(1).plus_days(-1))
    }

    /// The weekday, as `mon` to `sun`.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        match self.0.weekday() {
            Weekday::Mon => "mon",
            Weekday::Tue => "tue",
            Weekday::Wed => "wed",
            Weekday::Thu => "thu",
            Weekday::Fri => "fri",
            Weekday::Sat => "sat",
            Weekday::Sun => "sun",
        }
    }

    /// The weekday in full, as `Monday` to `Sunday`.
    #[must_use]
    pub fn weekday_name(self) -> &'static str {
        match self.0.weekday() {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            Weekday::Thu => "Thursday",
            Weekday::Fri => "Friday",
            Weekday::Sat => "Saturday",
            Weekday::Sun => "Sunday",
        }
    }

    /// The weekday named by a word, in full or by its first three letters, as `mon` to `sun`.
    #[must_use]
    pub fn weekday_of(word: &str) -> Option<&'static str> {
        const NAMES: [(&str, &str); 7] = [
            ("mon", "monday"),
            ("tue", "tuesday"),
            ("wed", "wednesday"),
            ("thu", "thursday"),
            ("fri", "friday"),
            ("sat", "saturday"),
            ("sun", "sunday"),
        ];
        let typed = word.to_lowercase();
        NAMES
            .into_iter()
            .find(|(short, long)| typed == *short || typed == *long)
            .map(|(short, _)| short)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date: write it as 2026-11-14");
        let bytes = text.as_bytes();
        let number = |digits: std::ops::Range<usize>| {
            bytes[digits].iter().try_fold(0, |sum, byte| {
                let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
                Some(10 * sum + digit)
            })
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(wrong());
        }
        let (Some(y), Some(m), Some(d)) = (number(0..4), number(5..7), number(8..10)) else {
            return Err(wrong());
        };
        Self::new(y as i32, m, d).ok_or_else(|| format!("there is no day {text} in the calendar"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn twelve_months_clamp_to_the_end_of_february() {
        assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
        assert_eq!(day("2023-02-28").plus_months(12), day("2024-02-28"));
        assert_eq!(day("2025-01-15").plus_months(12), day("2026-01-15"));
    }

    #[test]
    fn a_leapling_comes_of_age_on_the_first_of_march() {
        let born = day("2008-02-29");
        assert_eq!(born.birthday(18), day("2026-03-01"));
        assert_eq!(born.age_on(day("2026-02-28")), 17);
        assert_eq!(born.age_on(day("2026-03-01")), 18);
    }

    #[test]
    fn full_months_are_counted_to_the_day() {
        assert_eq!(day("2026-03-14").months_since(day("2026-01-15")), 1);
        assert_eq!(day("2026-03-15").months_since(day("2026-01-15")), 2);
        assert_eq!(day("2026-02-28").months_since(day("2026-01-31")), 1);
        assert_eq!(day("2025-01-01").months_since(day("2026-01-31")), 0);
    }
}
