//! Consecutive days.

use super::day::Day;

/// The days from one to another, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first of them.
    pub first: Day,
    /// The last of them.
    pub last: Day,
}

impl Days {
    /// Every day.
    pub const ALL: Self = Self {
        first: Day::FIRST,
        last: Day::LAST,
    };

    /// No day.
    pub const NONE: Self = Self {
        first: Day::LAST,
        last: Day::FIRST,
    };

    /// The days in both this and another range.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        }
    }

    /// Whether a day is in the range.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether a day in the range may be the day of something with that name: a year, a month or an id that begins with
    /// a day. Anything with another name may be from any day.
    #[must_use]
    pub fn may_have(self, name: &str) -> bool {
        let day = |text: &str| text.parse::<Day>().ok();
        let (first, last) = match name.len() {
            4 => (day(&format!("{name}-01-01")), day(&format!("{name}-12-31"))),
            7 => {
                let first = day(&format!("{name}-01"));
                (first, first.map(Day::end_of_month))
            }
            _ => {
                let on = name.get(..10).and_then(day);
                (on, on)
            }
        };
        self == Self::ALL
            || first.is_none_or(|first| first <= self.last)
                && last.is_none_or(|last| last >= self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_of_some_days_where_its_year_month_or_day_is_or_where_it_says_none() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let days = Days {
            first: day("2025-11-15"),
            last: day("2026-02-10"),
        };
        for yes in [
            "2025",
            "2026",
            "2025-11",
            "2026-01",
            "2026-02",
            "2025-11-15-group-a",
            "2026-02-10-group-a--2",
            "notes",
            "20xx",
            "2026-13",
        ] {
            assert!(days.may_have(yes), "{yes}");
        }
        for no in [
            "2024",
            "2027",
            "2025-10",
            "2026-03",
            "2025-11-14-group-a",
            "2026-02-11-group-a",
        ] {
            assert!(!days.may_have(no), "{no}");
            assert!(Days::ALL.may_have(no) && !Days::NONE.may_have(no), "{no}");
        }
    }
}
