//! From the rows of a spreadsheet to the records they become.
//!
//! A map says which column is which field; everything else follows from the sheet and the records on file. Nothing is
//! written here and nobody is asked: a [`Desk`] gives new ids and says who is meant where a name only looks like
//! somebody on file. Only `record` and `register` are imported; nothing here reads a file or knows a clock.
//!
//! What comes out is a [`Plan`]: records to make, a few lines to add to records on file, and what became of every row.
//! Rows that are on file already add nothing, so that taking the same sheet in twice changes nothing.

mod cases;
mod cell;
mod children;
mod dates;
mod facts;
mod find;
mod guess;
mod layout;
mod meeting;
mod names;
mod near;
mod people;
mod persons;
mod sessions;
mod totals;

use std::collections::{BTreeMap, BTreeSet};

pub use guess::{Guess, guess, name_for};
pub use layout::{Layout, OUR_COLUMNS};

use crate::record::intake::IntakeKind;
use crate::record::{Datum, Day, Fields, IdKind, Kind, PersonId};
use crate::register::Register;

/// Why a sheet cannot be taken in at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl Problem {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// A name that looks like others'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The row.
    pub row: usize,
    /// The name in it, given names first.
    pub name: String,
    /// The birth date in it.
    pub born: Option<Day>,
    /// Who it may be, and why.
    pub candidates: Vec<(PersonId, &'static str)>,
    /// The rows that those come from who are not on file yet.
    pub rows: Vec<Option<usize>>,
}

impl Question {
    /// Why the row is refused when nobody answers, by ids alone.
    #[must_use]
    pub fn unclear(&self) -> String {
        let shown = self
            .candidates
            .iter()
            .zip(&self.rows)
            .map(|((id, why), row)| match row {
                Some(row) => format!("the person of row {row}, who {why}"),
                None => format!("{id}, who {why}"),
            });
        let shown: Vec<String> = shown.take(4).collect();
        let more = self.candidates.len().saturating_sub(shown.len());
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("this may be somebody known: {}{more}", shown.join("; "))
    }
}

/// Who is meant by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Somebody new.
    New,
    /// One of the candidates, by place.
    Same(usize),
    /// Nobody can tell now.
    Unclear,
}

/// Who gives new ids and answers questions.
pub trait Desk {
    /// An id for the record that a row makes.
    ///
    /// # Errors
    /// None can be drawn.
    fn id(&mut self, kind: IdKind, row: usize) -> Result<String, String>;

    /// Who is meant by a name that looks like others'.
    fn near(&mut self, question: &Question) -> Answer;

    /// Whether a parent who has a case with other events on file has a second one.
    fn second_case(&mut self) -> bool;
}

/// A record to make.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What it says.
    pub fields: Fields,
    /// The rows that say so.
    pub rows: BTreeSet<usize>,
}

/// Something to add to a record on file.
#[derive(Debug, Clone, PartialEq)]
pub struct Addition {
    /// The kind of the record.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The key.
    pub key: &'static str,
    /// The value, or an item for a list.
    pub value: Datum,
    /// The rows that say so.
    pub rows: BTreeSet<usize>,
}

/// What a row says otherwise than a record on file.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The id of the record.
    pub id: String,
    /// The keys with what the row says: of a list, the items that are not on file.
    pub own: Fields,
    /// The same of the identity.
    pub identity: Fields,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It adds something.
    New,
    /// All of it is on file.
    OnFile,
    /// It says again what an earlier row says.
    Twice(usize),
    /// It says nothing, such as a name without a mark.
    Nothing,
    /// It is not taken, and why.
    Refused(String),
}

/// What a sheet becomes.
#[derive(Debug, Default)]
pub struct Plan {
    /// Records to make.
    pub new: Vec<New>,
    /// What to add to records on file.
    pub additions: Vec<Addition>,
    /// What became of every row, by its number.
    pub fates: BTreeMap<usize, Fate>,
    /// What should be minded, each for a row, without names.
    pub notes: BTreeMap<usize, String>,
    /// What a row says otherwise than the record on file, which is left as it is.
    pub differences: BTreeMap<usize, Difference>,
    /// Marks of people who were expected and did not come, where no record keeps them.
    pub no_shows: usize,
}

impl Plan {
    fn refuse(&mut self, row: usize, why: impl Into<String>) {
        self.fates.insert(row, Fate::Refused(why.into()));
    }

    /// How many rows had a fate.
    #[must_use]
    pub fn count(&self, wanted: impl Fn(&Fate) -> bool) -> usize {
        self.fates.values().filter(|fate| wanted(fate)).count()
    }
}

/// What the rows of a sheet become. Rows that are `refused` already are left out, with the reason they have.
///
/// # Errors
/// The map does not say enough.
pub fn plan(
    layout: &Layout<'_>,
    register: &Register,
    today: Day,
    refused: &BTreeMap<usize, String>,
    desk: &mut dyn Desk,
) -> Result<Plan, Problem> {
    let scene = Scene {
        layout,
        register,
        today,
        refused,
    };
    match layout.map.kind {
        IntakeKind::Participants | IntakeKind::Mentors => Ok(persons::plan(&scene, desk)),
        IntakeKind::Cases => Ok(cases::plan(&scene, desk)),
        IntakeKind::Sessions | IntakeKind::Attendance => sessions::plan(&scene, desk),
    }
}

/// What every plan is made of.
struct Scene<'s> {
    layout: &'s Layout<'s>,
    register: &'s Register,
    today: Day,
    refused: &'s BTreeMap<usize, String>,
}
