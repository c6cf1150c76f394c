//! What the public may know of the figures of a report: with which other reports it shares them, and how they are
//! related, which everybody knows who reads the words of the report.

use super::chart::Drawing;
use crate::measure::By;

/// How a report is masked for the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    /// The report whose figures these are: itself, unless it shows those of another one in other rows.
    pub figures_of: &'static str,
    /// What it is about: reports of one topic have figures of the same days in common.
    pub topic: &'static str,
    /// Breakdowns by people that it has rows for at once, without being asked.
    pub groups: &'static [By],
    /// The report that has these breakdowns one by one, if that is another; it also has one for each fact of the
    /// program.
    pub groups_of: Option<&'static str>,
    /// Whether it is settled after the other reports of its topic, which then need not know of it: everything it shares
    /// with them is theirs.
    pub is_last: bool,
    /// Whether its counts are of different persons, each once in each row: then rows of services do not add up, and
    /// those of days are related by who is new in them.
    pub counts_persons: bool,
    /// How figures are related.
    pub relations: &'static [Relation],
    /// If it has no form for the public: what to ask for instead, in a sentence.
    pub not_public: Option<&'static str>,
    /// The chart of its figures, if it has one: of what is shown, and so drawn last.
    pub drawing: Option<Drawing>,
}

impl Disclosure {
    /// That of a report which shares nothing with others.
    #[must_use]
    pub const fn of(report: &'static str) -> Self {
        Self {
            figures_of: report,
            topic: report,
            groups: &[],
            groups_of: None,
            is_last: false,
            counts_persons: false,
            relations: &[],
            not_public: None,
            drawing: None,
        }
    }
}

/// How figures are related. A figure is a column, or a part of one: `rights_explained.k`; all parts are `missing.*`.
///
/// More is safe here than less, though what a reader does not know costs figures that could have been shown. A relation
/// that does not hold of the numbers at hand is passed over, so it may be declared if it holds for some only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The first is the sum of the others.
    Sum(&'static str, &'static [&'static str]),
    /// Of the first, the others are part: how many are left is a count of people, too.
    Rest(&'static str, &'static [&'static str]),
    /// `k` of the column is part of its `n`; `rest` people are behind what is left.
    Share(&'static str),
    /// Each of the second is part of the first.
    Each(&'static str, &'static str),
    /// They are the same number.
    Same(&'static str, &'static str),
    /// The first is not more than the second.
    AtMost(&'static str, &'static str),
    /// The figure is the sum of those of the same name in the rows of groups of this other report.
    SumOfGroups(&'static str, &'static str),
    /// The figure is part of this figure of this other report.
    PartOf(&'static str, &'static str, &'static str),
    /// The figure of this other report is the sum of these.
    MakeUp(&'static str, &'static str, &'static [&'static str]),
    /// In rows of this unit, which several people may make up, the figure is at most this figure of this other report;
    /// how many are left counts people.
    FewerThan(&'static str, &'static str, &'static str, &'static str),
    /// Of the first figure, the second is part; behind what is left are people as the first column says of this part.
    Left(&'static str, &'static str, &'static str),
    /// In rows of a group, the first figure is the second and some of the second in the row of this word, if those
    /// are who are in several groups.
    Alone(&'static str, &'static str, &'static str),
}
