//! What the public may know about the figures of a report: which other reports have them too, and how they are related,
//! as everyone who reads the report's words knows.

use super::chart::Drawing;
use crate::measure::By;

/// How a report is masked for the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    /// The report that the figures belong to: this one, unless it shows those of another in other rows.
    pub figures_of: &'static str,
    /// Its topic: reports of one topic share figures of the same days.
    pub topic: &'static str,
    /// Breakdowns by people for which it always has rows.
    pub groups: &'static [By],
    /// If it is another one: the report that has these breakdowns one by one; it also has one for each fact of the
    /// program.
    pub groups_of: Option<&'static str>,
    /// Whether it is settled after the other reports of its topic, which then do not need to consider it: everything it
    /// shares with them belongs to them.
    pub is_last: bool,
    /// Whether its counts are of distinct persons, each once per row: then rows of services do not add up, and rows of
    /// days are related by who is new in them.
    pub counts_persons: bool,
    /// How figures are related.
    pub relations: &'static [Relation],
    /// If it has no form for the public: what to request instead, in a sentence.
    pub not_public: Option<&'static str>,
    /// The chart of its figures, if it has one: it shows only what is shown, so it is drawn last.
    pub drawing: Option<Drawing>,
}

impl Disclosure {
    /// The disclosure of a report that shares nothing with others.
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

    /// What is the same for reports that are settled together: all of a topic, but each of the last ones alone.
    #[must_use]
    pub fn settled_with(&self) -> (&'static str, Option<&'static str>) {
        (self.topic, self.is_last.then_some(self.figures_of))
    }
}

/// How figures are related. A figure is a column, or a part of one: `rights_explained.k`; all parts are `missing.*`.
///
/// Declaring more relations is safer than declaring fewer, but a relation that readers do not know hides figures that
/// could have been shown. A relation that does not hold for the actual numbers is skipped, so one that holds only
/// sometimes may be declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The first is the sum of the others.
    Sum(&'static str, &'static [&'static str]),
    /// The others are part of the first: the remainder is also a count of people.
    Rest(&'static str, &'static [&'static str]),
    /// `k` of the column is part of its `n`; `rest` people are behind the remainder.
    Share(&'static str),
    /// Each of the second is part of the first.
    Each(&'static str, &'static str),
    /// They are the same number.
    Same(&'static str, &'static str),
    /// The first is at most the second.
    AtMost(&'static str, &'static str),
    /// The figure is the sum of the figures with the same name in the rows of groups of this other report.
    SumOfGroups(&'static str, &'static str),
    /// The figure is part of this figure of this other report.
    PartOf(&'static str, &'static str, &'static str),
    /// The figure of this other report is the sum of these.
    MakeUp(&'static str, &'static str, &'static [&'static str]),
    /// In rows of this unit, which several people may form, the figure is at most this figure of this other report; the
    /// remainder counts people.
    FewerThan(&'static str, &'static str, &'static str, &'static str),
    /// The second figure is part of the first; the first column says, for this part, how many people are behind the
    /// remainder.
    Left(&'static str, &'static str, &'static str),
    /// In rows of a group, the first figure is the second plus some of the second in the row of this word, if those
    /// people are in several groups.
    Alone(&'static str, &'static str, &'static str),
}
