//! What a report can be broken down by.

use std::collections::BTreeSet;

use crate::record::period::Step;
use crate::record::word::words;
use crate::register::{Person, Register};

words! {
    /// A breakdown of a report, as `--by` names it.
    pub enum By {
        /// Quarters of the calendar that the period was named in.
        Quarter = "quarter",
        /// Months.
        Month = "month",
        /// Years of that calendar.
        Year = "year",
        /// The service that people had.
        Service = "service",
        /// The court system of people's cases.
        System = "system",
        /// Where people live.
        Area = "area",
        /// The languages people speak.
        Language = "language",
        /// People's gender, in the program's words.
        Gender = "gender",
        /// The gender that people wish for in a mentor.
        MentorGender = "mentor-gender",
    }
}

/// What stands where a record does not have the value that a report is broken down by.
pub const NOT_RECORDED: &str = "not-recorded";

/// What stands for people who did not say what gender they wish for in a mentor: whoever it is will do.
const NO_WISH: &str = "no-wish";

impl By {
    /// The unit of the calendar, for a breakdown by time.
    #[must_use]
    pub const fn step(self) -> Option<Step> {
        match self {
            Self::Quarter => Some(Step::Quarter),
            Self::Month => Some(Step::Month),
            Self::Year => Some(Step::Year),
            Self::Service
            | Self::System
            | Self::Area
            | Self::Language
            | Self::Gender
            | Self::MentorGender => None,
        }
    }

    /// The name of the column that says which group a row is about.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Self::MentorGender => "mentor_gender",
            by => by.word(),
        }
    }
}

/// The groups that people fall into. A person may be in several, as who speaks two languages, so groups need not sum to
/// the whole; who has no value on file is [`NOT_RECORDED`], or has no wish.
#[derive(Debug, Clone)]
pub struct Grouping {
    /// What people are grouped by.
    pub by: By,
    /// The name of each group, in order, those without a value last.
    pub values: Vec<String>,
    of_person: Vec<Vec<usize>>,
}

impl Grouping {
    /// The groups of everybody on file; `None` for a breakdown that is not one of people.
    #[must_use]
    pub fn new(register: &Register, by: By) -> Option<Self> {
        let of: fn(&Register, usize, &Person) -> BTreeSet<String> = match by {
            By::Area => |_, _, person| person.record.area.iter().map(ToString::to_string).collect(),
            By::Gender => |_, _, person| {
                person
                    .record
                    .gender
                    .iter()
                    .map(ToString::to_string)
                    .collect()
            },
            By::MentorGender => |_, _, person| {
                person
                    .record
                    .mentor_gender
                    .iter()
                    .map(ToString::to_string)
                    .collect()
            },
            By::Language => |_, _, person| {
                person
                    .record
                    .languages
                    .iter()
                    .map(ToString::to_string)
                    .collect()
            },
            By::System => |register, at, _| {
                register
                    .cases_of_person(at)
                    .map(|case| case.record.system.word().to_owned())
                    .collect()
            },
            By::Quarter | By::Month | By::Year | By::Service => return None,
        };
        let of_people: Vec<BTreeSet<String>> = register
            .people()
            .iter()
            .enumerate()
            .map(|(at, person)| of(register, at, person))
            .collect();
        let names: BTreeSet<&String> = of_people.iter().flatten().collect();
        let mut values: Vec<String> = names.into_iter().cloned().collect();
        let none = values.len();
        let place = |name: &String| values.binary_search(name).unwrap_or(none);
        let of_person = of_people
            .iter()
            .map(|names| {
                if names.is_empty() {
                    vec![none]
                } else {
                    names.iter().map(place).collect()
                }
            })
            .collect();
        let unsaid = if by == By::MentorGender {
            NO_WISH
        } else {
            NOT_RECORDED
        };
        values.push(unsaid.to_owned());
        Some(Self {
            by,
            values,
            of_person,
        })
    }

    /// The groups of a person, by place in [`Register::people`]; of somebody without a record, the last.
    pub fn of(&self, person: usize) -> impl Iterator<Item = usize> {
        let known = self.of_person.get(person).map(Vec::as_slice);
        let last = self.values.len() - 1;
        known
            .unwrap_or(&[])
            .iter()
            .copied()
            .chain(known.is_none().then_some(last))
    }
}
