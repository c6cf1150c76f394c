//! Walking through a record: every value in it, with its place and what its declaration says about it.

use super::finding::Step;
use super::shape::{Field, Shape};
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

    /// The keys that lead to the value from its list entry, or otherwise from the record, such as `ended.on`.
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

/// A place in a record, and what the declaration says about the value there.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'p> {
    /// The path to it.
    pub path: Path<'p>,
    /// The field that holds it; for an item, that of its list.
    pub field: &'static Field,
    /// Whether a day there may be in the future.
    pub is_ahead: bool,
    /// The key and the day that a day there must not be before.
    pub after: Option<(&'static str, Day)>,
}

impl<'p> Spot<'p> {
    /// The place of something in the value here.
    #[must_use]
    pub fn with<'q>(&self, path: Path<'q>) -> Spot<'q> {
        Spot { path, ..*self }
    }
}

/// A value as rules see it.
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
    /// A value that no rule checks.
    Other,
}

/// Which values of a record are wanted: others need not even be visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted(u8);

impl Wanted {
    /// Every value.
    pub const ALL: Self = Self(u8::MAX);
    /// Days.
    pub const DAYS: Self = Self(1);
    /// Words and texts.
    pub const WORDS: Self = Self(1 << 1);
    /// Ids.
    pub const IDS: Self = Self(1 << 2);
    /// Numbers, and yes or no.
    const COUNTS: Self = Self(1 << 3);

    /// What a field with a shape may hold.
    const fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Day => Self::DAYS,
            Shape::Id(_) => Self::IDS,
            Shape::Text | Shape::Prose | Shape::Word | Shape::Choice(_) | Shape::Child => {
                Self::WORDS
            }
            Shape::Integer(..) | Shape::Hours | Shape::Number | Shape::Bool => Self::COUNTS,
            Shape::List(item) => Self::of(item),
            Shape::Table(_) | Shape::Tables(_) | Shape::Map(_) | Shape::Open => Self::ALL,
        }
    }
}

/// Receives each wanted value of a record, and possibly others.
pub struct Visitor<'v> {
    wanted: Wanted,
    see: &'v mut dyn FnMut(&Spot<'_>, Leaf<'_>),
}

impl<'v> Visitor<'v> {
    /// A visitor of what is wanted.
    #[must_use]
    pub fn new(wanted: Wanted, see: &'v mut dyn FnMut(&Spot<'_>, Leaf<'_>)) -> Self {
        Self { wanted, see }
    }

    /// Whether a field with a shape may hold anything wanted.
    #[inline]
    #[must_use]
    pub fn wants(&self, shape: &Shape) -> bool {
        self.wanted.0 & Wanted::of(shape).0 != 0
    }

    /// Shows a value.
    #[inline]
    pub fn show(&mut self, spot: &Spot<'_>, leaf: Leaf<'_>) {
        (self.see)(spot, leaf);
    }
}
