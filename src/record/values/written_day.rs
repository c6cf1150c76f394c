//! A day as people write it, relative to today.

use std::fmt;
use std::str::FromStr;

use super::day::Day;

impl Day {
    /// A text parsed as a [`WrittenDay`], relative to `today`.
    ///
    /// # Errors
    /// A sentence that says what can be written.
    pub fn parse_from(text: &str, today: Self) -> Result<Self, String> {
        text.parse::<WrittenDay>()?
            .with_year(today)
            .map(|written| written.on(today))
    }
}

/// A day as people write it: in full, or as a word relative to today. Nothing else is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenDay {
    /// `2026-11-14`.
    Full(Day),
    /// `10/27/2026`.
    American(Day),
    /// `today`.
    Today,
    /// `yesterday`.
    Yesterday,
    /// A weekday, as `mon` to `sun`: the last such day, possibly today.
    Weekday(&'static str),
    /// `last tue`: the last such day before today.
    LastWeekday(&'static str),
    /// A weekday of what is still to come: the next such day, possibly today.
    Coming(&'static str),
    /// `Sept 8`, as month and day: the last such day, possibly today.
    NoYear(u32, u32),
}

/// The forms of a day, for messages and helps.
pub const DAY_FORMS: &str = "2026-11-14, 11/14/2026, today, yesterday, or a weekday";

impl WrittenDay {
    /// The day as written, unless it lacks its year.
    ///
    /// # Errors
    /// It has no year; the sentence says how to write it with one.
    pub fn with_year(self, today: Day) -> Result<Self, String> {
        let Self::NoYear(..) = self else {
            return Ok(self);
        };
        let year = self.on(today).year();
        Err(format!(
            "`{self}` has no year: write it, as in `{self} {year}`"
        ))
    }

    /// The day it means on `today`.
    #[must_use]
    pub fn on(self, today: Day) -> Day {
        match self {
            Self::Full(day) | Self::American(day) => day,
            Self::Today => today,
            Self::Yesterday => today.plus_days(-1),
            Self::Weekday(weekday) => weekday_before(weekday, today),
            Self::LastWeekday(weekday) => weekday_before(weekday, today.plus_days(-1)),
            Self::Coming(weekday) => weekday_before(weekday, today.plus_days(6)),
            Self::NoYear(month, day) => (0..9)
                .filter_map(|back| Day::new(today.year() - back, month, day))
                .find(|day| *day <= today)
                .unwrap_or(today),
        }
    }
}

/// The last day on or before `day` with that weekday.
fn weekday_before(weekday: &str, day: Day) -> Day {
    let mut week = (0..7).map(|back| day.plus_days(-back));
    week.find(|day| day.weekday() == weekday).unwrap_or(day)
}

impl FromStr for WrittenDay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let typed = text.trim().to_lowercase();
        match typed.as_str() {
            "today" => return Ok(Self::Today),
            "yesterday" => return Ok(Self::Yesterday),
            _ => {}
        }
        if let Some(weekday) = Day::weekday_of(&typed) {
            return Ok(Self::Weekday(weekday));
        }
        let last = typed.strip_prefix("last ").map(str::trim);
        if let Some(weekday) = last.and_then(Day::weekday_of) {
            return Ok(Self::LastWeekday(weekday));
        }
        if let Some(day) = american(&typed) {
            return Ok(Self::American(day));
        }
        if let Some(written) = with_month(&typed) {
            return Ok(written);
        }
        typed.parse().map(Self::Full).map_err(|_| {
            format!(
                "`{text}` is not a date: write {DAY_FORMS} such as mon (the most recent Monday)"
            )
        })
    }
}

/// A day as Americans write it, with a four-digit year: `10/27/2026`.
fn american(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split('/').collect();
    let [month, day, year] = parts[..] else {
        return None;
    };
    let number = |part: &str, most: usize| {
        let is_number =
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    let year = number(year, 4).filter(|_| year.len() == 4)?;
    Day::new(year as i32, number(month, 2)?, number(day, 2)?)
}

/// A day with its month as a word: `Sept 8, 2026`, `8 Sep 2026`, `September 8`.
fn with_month(text: &str) -> Option<WrittenDay> {
    let parts = text.split([' ', ',']).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let (one, other, year) = match parts[..] {
        [one, other] => (one, other, None),
        [one, other, year] => (one, other, Some(year)),
        _ => return None,
    };
    let month_of = |part: &str| Day::month_called(part.trim_end_matches('.'));
    let (month, day) = match month_of(one) {
        Some(month) => (month, other),
        None => (month_of(other)?, one),
    };
    let number = |part: &str, most: usize| {
        let is_number = part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    let day = number(day, 2)?;
    match year {
        Some(year) => {
            let year = number(year, 4).filter(|_| year.len() == 4)?;
            Day::new(year as i32, month, day).map(WrittenDay::American)
        }
        // 2024 has every day that a year can have.
        None => Day::new(2024, month, day).map(|_| WrittenDay::NoYear(month, day)),
    }
}

impl fmt::Display for WrittenDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full(day) => day.fmt(f),
            Self::American(day) => {
                write!(f, "{}/{}/{}", day.month(), day.day(), day.year())
            }
            Self::Today => f.pad("today"),
            Self::Yesterday => f.pad("yesterday"),
            Self::Weekday(weekday) | Self::Coming(weekday) => f.pad(weekday),
            Self::LastWeekday(weekday) => write!(f, "last {weekday}"),
            Self::NoYear(month, day) => match Day::new(2024, *month, 1) {
                Some(first) => write!(f, "{} {day}", first.month_name()),
                None => write!(f, "{month}/{day}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn typed_days_lean_to_the_past_and_nothing_is_guessed() {
        let today = day("2026-11-21"); // a Saturday
        assert_eq!(today.weekday(), "sat");
        assert_eq!(Day::parse_from("mon", today), Ok(day("2026-11-16")));
        assert_eq!(Day::parse_from("Saturday", today), Ok(today));
        assert_eq!(
            Day::parse_from("sun", today),
            Ok(day("2026-11-15")),
            "the last one, never the next"
        );
        assert_eq!(Day::parse_from(" WED ", today), Ok(day("2026-11-18")));
        assert_eq!(Day::parse_from("yesterday", today), Ok(day("2026-11-20")));
        for american in ["10/27/2026", " 10/27/2026 "] {
            assert_eq!(Day::parse_from(american, today), Ok(day("2026-10-27")));
        }
        assert_eq!(Day::parse_from("1/5/2026", today), Ok(day("2026-01-05")));
        assert_eq!(
            Day::parse_from("2026-12-24", today),
            Ok(day("2026-12-24")),
            "what is said in full may lie ahead"
        );
        for days in 0..7 {
            let today = today.plus_days(days);
            assert_eq!(
                Day::parse_from(today.weekday(), today),
                Ok(today),
                "today counts where it is that weekday"
            );
        }
        for wrong in [
            "tomorow",
            "11/14/26",
            "27/10/2026",
            "2/30/2026",
            "2026-13-01",
            "2026-1-1",
            "2026-02-30",
            "",
            "+026-01-01",
            "m",
            "weds",
            "tues",
            "next wed",
            "last week",
            "3",
        ] {
            assert!(Day::parse_from(wrong, today).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_last_weekday_is_before_today_and_a_coming_one_is_not() {
        let today = day("2026-11-17"); // a Tuesday
        for last in ["last tue", "Last Tuesday"] {
            assert_eq!(Day::parse_from(last, today), Ok(day("2026-11-10")));
        }
        assert_eq!(
            Day::parse_from("last wed", today),
            Ok(day("2026-11-11")),
            "six days ago"
        );
        assert_eq!(WrittenDay::Coming("tue").on(today), today);
        assert_eq!(WrittenDay::Coming("mon").on(today), day("2026-11-23"));
    }

    #[test]
    fn a_day_with_its_month_as_a_word_needs_its_year() {
        let today = day("2026-11-21");
        for written in [
            "Sept 8 2026",
            "Sep 8, 2026",
            "sep. 8 2026",
            "8 Sept 2026",
            "September 8, 2026",
        ] {
            assert_eq!(
                Day::parse_from(written, today),
                Ok(day("2026-09-08")),
                "{written}"
            );
        }
        assert_eq!(
            Day::parse_from("Sept 8", today),
            Err("`September 8` has no year: write it, as in `September 8 2026`".to_owned())
        );
        assert_eq!(
            "Sept 8"
                .parse::<WrittenDay>()
                .map(|written| written.on(today)),
            Ok(day("2026-09-08"))
        );
        assert_eq!(
            "Feb 29"
                .parse::<WrittenDay>()
                .map(|written| written.on(today)),
            Ok(day("2024-02-29")),
            "the last one that there was"
        );
        for wrong in [
            "Feb 30",
            "Sept 8 26",
            "Sept",
            "8 8",
            "2022",
            "2019-03",
            "Sept 31 2026",
        ] {
            assert!(wrong.parse::<WrittenDay>().is_err(), "{wrong}");
        }
    }
}
