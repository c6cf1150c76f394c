//! Days as arguments: each as it was written, to be resolved once today is known.

use std::str::FromStr;

use super::keyed::Keyed;
use super::mistyped::Mistyped;
use super::resolve::{Resolve, Several};
use crate::cli::failure::Failure;
use crate::record::{Day, WrittenDay};

macro_rules! days {
    ($( $(#[doc = $doc:literal])+ pub struct $name:ident; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name(pub WrittenDay);

        impl FromStr for $name {
            type Err = Mistyped;

            fn from_str(text: &str) -> Result<Self, Mistyped> {
                Ok(Self(text.parse()?))
            }
        }

        impl From<Day> for $name {
            fn from(day: Day) -> Self {
                Self(WrittenDay::Full(day))
            }
        }

        impl WithDay for $name {
            fn written(&self) -> Vec<WrittenDay> {
                vec![self.0]
            }
        }
    )+ };
}

days! {
    /// A day on which something happened: today or before.
    pub struct PastDay;
    /// A day that may be in the future, such as the last one of a consent.
    pub struct AnyDay;
    /// The as-of day of a question: today or before.
    pub struct AsOfDay;
    /// The day of what is recorded now: today or before, and not long ago if no year is given.
    pub struct LatelyDay;
}

/// A day of a meeting that is still to come: a weekday is the next one, possibly today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComingDay(WrittenDay);

impl FromStr for ComingDay {
    type Err = Mistyped;

    fn from_str(text: &str) -> Result<Self, Mistyped> {
        Ok(Self(match text.parse()? {
            WrittenDay::Weekday(weekday) => WrittenDay::Coming(weekday),
            other => other,
        }))
    }
}

impl WithDay for ComingDay {
    fn written(&self) -> Vec<WrittenDay> {
        vec![self.0]
    }
}

impl Resolve for ComingDay {
    type With = Day;
    type Meaning = Day;

    fn resolve(&self, today: &Day) -> Result<Day, Failure> {
        AnyDay(self.0).resolve(today)
    }
}

impl Resolve for LatelyDay {
    type With = Day;
    type Meaning = Day;

    fn resolve(&self, today: &Day) -> Result<Day, Failure> {
        let day = self.0.on(*today);
        let is_long_ago = today.days_since(day) > LATELY;
        if is_long_ago && matches!(self.0, WrittenDay::NoYear(..)) {
            dated(self.0, *today)?;
        }
        PastDay(WrittenDay::Full(day)).resolve(today)
    }
}

/// How many days ago a day without a year may be: after that, one that lies ahead may be meant.
const LATELY: i64 = 183;

impl Resolve for PastDay {
    type With = Day;
    type Meaning = Day;

    fn resolve(&self, today: &Day) -> Result<Day, Failure> {
        not_ahead(dated(self.0, *today)?.on(*today), *today, "")
            .map_err(|ahead| ahead.help("log it after it happens, or correct the date"))
    }
}

impl Resolve for AnyDay {
    type With = Day;
    type Meaning = Day;

    fn resolve(&self, today: &Day) -> Result<Day, Failure> {
        Ok(dated(self.0, *today)?.on(*today))
    }
}

impl Resolve for AsOfDay {
    type With = Day;
    type Meaning = Day;

    fn resolve(&self, today: &Day) -> Result<Day, Failure> {
        not_ahead(
            dated(self.0, *today)?.on(*today),
            *today,
            ", so there are no records of that day yet",
        )
        .map_err(|ahead| ahead.help("leave out --as-of to use today"))
    }
}

/// The day as written, which must have its year.
fn dated(written: WrittenDay, today: Day) -> Result<WrittenDay, Failure> {
    written.with_year(today).map_err(Failure::new)
}

/// The day, if it is today or before.
fn not_ahead(day: Day, today: Day, why: &str) -> Result<Day, Failure> {
    if day <= today {
        return Ok(day);
    }
    Err(Failure::new(format!("{day} is after today, {today}{why}")))
}

/// An argument that may contain a day written as a word.
pub trait WithDay {
    /// The days as they were written.
    fn written(&self) -> Vec<WrittenDay>;
}

impl<K, D: WithDay> WithDay for Keyed<K, D> {
    fn written(&self) -> Vec<WrittenDay> {
        self.value.as_ref().map(D::written).unwrap_or_default()
    }
}

impl<T: WithDay> WithDay for Several<T> {
    fn written(&self) -> Vec<WrittenDay> {
        self.0.iter().flat_map(T::written).collect()
    }
}
