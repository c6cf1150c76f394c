//! Figures of others to compare with: `[[benchmark]]` of `peer.toml`, each with its source and day. None is built in.

use crate::record::day::Day;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, record};
use crate::record::word::{Word, words};

words! {
    /// The figures that a benchmark can stand beside, as `report.field`.
    pub enum Figure {
        /// The rate of a definition of returns.
        ReturnsRate = "returns.rate",
        /// Its incidence by Kaplan-Meier.
        ReturnsKm = "returns.km",
        /// Its incidence by Aalen-Johansen.
        ReturnsAj = "returns.aj",
        /// Children home within 12 months.
        ReunificationRate = "reunification.rate",
        /// Days until half of the children were home.
        ReunificationMedian = "reunification.median_days",
        /// Days out of home, of half of the stays.
        PlacementsMedian = "placements.median_days",
        /// Moves for 1,000 days out of home.
        PlacementsMoves = "placements.moves_per_1000_days",
        /// Days that parents wait for a mentor.
        MatchesWait = "matches.wait_days_median",
    }
}

impl Figure {
    /// The report and its field.
    #[must_use]
    pub fn parts(self) -> (&'static str, &'static str) {
        self.word().split_once('.').unwrap_or((self.word(), ""))
    }

    /// Whether it is a fraction, shown as a percentage.
    #[must_use]
    pub const fn is_rate(self) -> bool {
        matches!(
            self,
            Self::ReturnsRate | Self::ReturnsKm | Self::ReturnsAj | Self::ReunificationRate
        )
    }
}

record! {
    /// A figure of others: a state, a county, a study.
    pub struct Benchmark {
        /// The figure it stands beside, as `reunification.rate`.
        pub measure: Figure,
        /// The definition of returns it goes with; the usual one where none is named.
        pub definition: Option<Word>,
        /// Its value; a rate is a fraction, as 0.086.
        pub value: Number,
        /// The day it was published, or the last day it is about.
        pub on: Day,
        /// Where it was published.
        pub source: Box<str>,
        /// What to mind.
        pub note: Option<Box<str>>,
    }
}

/// A number with or without a fraction, 0 or more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(pub f64);

impl Value for Number {
    const SHAPE: Shape = Shape::Number;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.number(node, &Self::SHAPE).map(Self)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Float(self.0))
    }
}
