//! A value of a sheet.

use crate::record::Day;

/// A value of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or not defined: `-` in text, null in json, never 0.
    Unknown,
    /// In a key: the row is about everyone, not about one group. Written `all`.
    All,
    /// Hidden from the public, with what may be said instead, such as `<11`. Null in json, named in the row's `masked`.
    Masked(String),
    /// Words.
    Text(String),
    /// A whole number of people, sessions or days.
    Count(i64),
    /// A number, shown with this many decimals; json has all of them.
    Number(f64, usize),
    /// A fraction, shown as a percentage; json has the fraction.
    Rate(f64),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Day(Day),
    /// Several words, a list in json.
    List(Vec<String>),
    /// Named parts, an object in json, such as `{k, n}`.
    Parts(Vec<(String, Cell)>),
}

/// How [`Cell::All`] is written.
pub use crate::measure::ALL;

impl Cell {
    /// A count of anything.
    #[must_use]
    pub fn count(number: impl TryInto<i64>) -> Self {
        Self::Count(number.try_into().unwrap_or(i64::MAX))
    }

    /// The cell of an optional value.
    #[must_use]
    pub fn or_unknown<T, V: Into<Self>>(value: Option<T>, cell: impl FnOnce(T) -> V) -> Self {
        value.map_or(Self::Unknown, |value| cell(value).into())
    }

    /// Words.
    #[must_use]
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    /// The group that a row is about, or everyone.
    #[must_use]
    pub fn group(group: Option<impl ToString>) -> Self {
        group.map_or(Self::All, Self::text)
    }

    /// `k` of `n`.
    #[must_use]
    pub fn share(k: impl TryInto<i64>, n: impl TryInto<i64>) -> Self {
        let part = |name: &str, cell| (name.to_owned(), cell);
        Self::Parts(vec![part("k", Self::count(k)), part("n", Self::count(n))])
    }

    /// How many people are behind each part of a figure; if a figure has no parts, its part is empty.
    #[must_use]
    pub fn behind<P: ToString>(parts: impl IntoIterator<Item = (P, usize)>) -> Self {
        let part = |(part, people): (P, usize)| (part.to_string(), Self::count(people));
        Self::Parts(parts.into_iter().map(part).collect())
    }

    /// How many people are behind a figure, selected from what is known by figure and part.
    #[must_use]
    pub fn behind_figure<'a, P: ToString + 'a>(
        all: impl IntoIterator<Item = (&'a (&'static str, P), &'a usize)>,
        name: &str,
    ) -> Self {
        let parts = all.into_iter().filter(|((of, _), _)| *of == name);
        Self::behind(parts.map(|((_, part), people)| (part.to_string(), *people)))
    }

    /// Whether a value, or a part of it, is masked.
    #[must_use]
    pub fn is_masked(&self) -> bool {
        match self {
            Self::Masked(_) => true,
            Self::Parts(parts) => parts.iter().any(|(_, cell)| cell.is_masked()),
            _ => false,
        }
    }
}

/// Declares the plain values that convert directly to cells.
macro_rules! cells {
    ($( $value:ty => $cell:expr, )+) => {
        $( impl From<$value> for Cell {
            fn from(value: $value) -> Self {
                $cell(value)
            }
        } )+
    };
}

cells! {
    usize => Cell::count,
    u64 => Cell::count,
    u32 => Cell::count,
    i64 => Cell::Count,
    Day => Cell::Day,
    &str => Cell::text,
    String => Cell::Text,
    Vec<String> => Cell::List,
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Into::into)
    }
}
