//! What a program promised: `[[contract]]` of `peer.toml`, each with the figures that were promised.

use super::benchmark::{Figure, Number};
use crate::record::day::Day;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, record};
use crate::record::word::{Word, words};

words! {
    /// How often a target is to be reached.
    pub enum Every {
        /// Each contract year.
        Year = "year",
        /// Each period that is reported.
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
        /// The first month of its years; that in which it begins where none is said.
        pub year: Option<Month>,
        /// What was promised.
        pub target: Vec<Target>,
    }
}

record! {
    /// A figure that was promised.
    pub struct Target {
        /// The report and its field, as `unduplicated.served`.
        pub measure: Figure,
        /// The number; a share is a fraction, as 0.8.
        pub value: Number,
        /// How often; each year where nothing is said.
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
        let month = self.year.map_or(self.begins.month(), |month| month.0);
        let year = if day.month() < month {
            day.year() - 1
        } else {
            day.year()
        };
        let first = Day::new(year, month, 1).unwrap_or(self.begins);
        first.max(self.begins)
    }

    /// Whether any of it lies between two days, both in.
    #[must_use]
    pub fn is_between(&self, first: Day, last: Day) -> bool {
        self.begins <= last && self.ends.is_none_or(|ends| first <= ends)
    }
}
