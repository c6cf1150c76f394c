//! What a program promised: `[[contract]]` of `peer.toml`, each with the promised figures.

use super::benchmark::{Figure, Number};
use crate::record::day::Day;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, record};
use crate::record::word::{Word, words};

words! {
    /// How often a target must be reached.
    pub enum Every {
        /// Each contract year.
        Year = "year",
        /// Each reported period.
        Quarter = "quarter",
    }
}

record! {
    /// A contract with a funder.
    pub struct Contract {
        /// What it is called.
        pub name: Word,
        /// Who pays.
        pub funder: Option<Box<str>>,
        /// The first day.
        #[ahead]
        pub begins: Day,
        /// The last day.
        #[ahead]
        #[after(begins)]
        pub ends: Option<Day>,
        /// The first month of its contract years [default: the month in which it begins].
        pub year: Option<Month>,
        /// What was promised.
        pub target: Vec<Target>,
    }
}

record! {
    /// A promised figure.
    pub struct Target {
        /// The report and its field, as `unduplicated.served`.
        pub measure: Figure,
        /// The number; a share is a fraction, as 0.8.
        pub value: Number,
        /// How often it must be reached [default: each year].
        pub by: Option<Every>,
        /// Which row of the report, and which people: `service:support-group`, `area:85701`.
        pub terms ["where"]: Option<Box<str>>,
    }
}

/// A month, 1 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(pub u32);

impl Value for Month {
    const SHAPE: Shape = Shape::Integer(1, 12);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.integer(node, 1, 12).map(|month| Self(month as u32))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(self.0)))
    }
}

impl Contract {
    /// The first day of the contract year that holds a day.
    #[must_use]
    pub fn year_of(&self, day: Day) -> Day {
        self.turn(day).max(self.begins)
    }

    /// The first day after the contract year that holds a day, or after the contract.
    #[must_use]
    pub fn next_year(&self, day: Day) -> Day {
        let next = self.turn(day).plus_months(12);
        self.ends.map_or(next, |ends| next.min(ends.plus_days(1)))
    }

    /// The first month of the contract year, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u32 {
        self.year.map_or(self.begins.month(), |month| month.0)
    }

    /// The start of the contract year at or before a day, not limited by the contract.
    fn turn(&self, day: Day) -> Day {
        let before = i32::from(day.month() < self.month());
        Day::new(day.year() - before, self.month(), 1).unwrap_or(self.begins)
    }

    /// Whether any of it is between two days, both inclusive.
    #[must_use]
    pub fn is_between(&self, first: Day, last: Day) -> bool {
        self.begins <= last && self.ends.is_none_or(|ends| first <= ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_year_ends_where_the_next_begins_or_the_contract_does() {
        let contract: Contract = crate::record::read::record(
            "name = \"county\"\nfunder = \"X\"\nbegins = 2025-02-01\nends = 2026-01-31\nyear = 7\n",
        )
        .unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        for (on, year, next) in [
            ("2025-03-31", "2025-02-01", "2025-07-01"),
            ("2025-06-30", "2025-02-01", "2025-07-01"),
            ("2025-07-01", "2025-07-01", "2026-02-01"),
            ("2026-01-31", "2025-07-01", "2026-02-01"),
        ] {
            let on = day(on);
            assert_eq!(
                (contract.year_of(on), contract.next_year(on)),
                (day(year), day(next))
            );
        }
    }
}
