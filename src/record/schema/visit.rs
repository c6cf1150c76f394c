//! The way through a record: every value that is there, with its place and with what its declaration says of it.

use super::finding::Step;
use super::shape::Field;
use crate::record::day::Day;
use crate::record::id::IdKind;
use crate::record::word::Word;

/// Where a value is in a record, from the inside out.
#[derive(Debug, Clone, Copy)]
pub enum Path<'p> {
    /// The record itself.
    Record,
    /// Under a key.
    Key(&'p Path<'p>, &'p str),
    /// In a list, counted from 0.
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// The steps from the record to the value.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let (above, step) = match self {
            Self::Record => return Vec::new(),
            Self::Key(above, key) => (above, Step::Key((*key).to_owned())),
            Self::Item(above, at) => (above, Step::Item(*at)),
        };
        let mut steps = above.steps();
        steps.push(step);
        steps
    }

    /// The keys that lead to the value from its entry of a list, else from the record, as `ended.on`.
    #[must_use]
    pub fn keys(&self) -> String {
        match self {
            Self::Record | Self::Item(..) => String::new(),
            Self::Key(above, key) => match above.keys() {
                keys if keys.is_empty() => (*key).to_owned(),
                keys => format!("{keys}.{key}"),
            },
        }
    }
}

/// A place in a record, and what the declaration says of the value there.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'p> {
    /// The way to it.
    pub path: Path<'p>,
    /// The field that holds it; of an item, that of its list.
    pub field: &'static Field,
    /// Whether a day there may lie ahead.
    pub is_ahead: bool,
    /// The key and the day that a day there must not come before.
    pub after: Option<(&'static str, Day)>,
}

impl<'p> Spot<'p> {
    /// The place of something inside the value here.
    #[must_use]
    pub fn with<'q>(&self, path: Path<'q>) -> Spot<'q> {
        Spot { path, ..*self }
    }
}

/// A value as rules ask for it.
#[derive(Debug, Clone, Copy)]
pub enum Leaf<'v> {
    /// A day.
    Day(Day),
    /// A word.
    Word(&'v Word),
    /// The id of a record of this kind.
    Id(IdKind, &'v str),
    /// Free text.
    Text(&'v str),
    /// A number of something, or 1 for yes and 0 for no.
    Count(u32),
    /// What no rule asks for.
    Other,
}

/// Is shown each value of a record.
pub type Visitor<'v> = dyn FnMut(&Spot<'_>, Leaf<'_>) + 'v;
