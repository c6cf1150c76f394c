//! What the rows of a sheet become, and who is asked about them.

use std::collections::BTreeMap;

use super::layout::Layout;
use crate::record::{Datum, Day, Fields, IdKind, Kind, PersonId};
use crate::register::Register;

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
pub trait ImportDecisions {
    /// An id for the record that a row makes.
    ///
    /// # Errors
    /// None can be drawn.
    fn id(&mut self, kind: IdKind, row: usize) -> Result<String, String>;

    /// Who is meant by a name that looks like others'.
    fn near(&mut self, question: &Question) -> Answer;

    /// Whether a row of a grid, with a name that nobody is found by, is of somebody without a name.
    fn is_unnamed(&mut self, _row: usize, _name: &str) -> bool {
        false
    }

    /// Which of these mentors led, if a row says so by a name that none of them has, by place.
    fn led(&mut self, _row: usize, _name: &str, _mentors: &[PersonId]) -> Option<usize> {
        None
    }

    /// Whether a parent who has a case with other events on file has a second one.
    fn second_case(&mut self) -> bool;

    /// Whether what a record of a person on file does not say is taken over.
    fn fills(&self) -> bool {
        false
    }
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
    pub rows: Vec<usize>,
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
    pub rows: Vec<usize>,
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
    /// Commands that take over what no key alone says, such as an exit.
    pub commands: Vec<String>,
    /// Whether the record says nothing of it: then every such command is shown.
    pub is_lacking: bool,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
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
    pub outcomes: BTreeMap<usize, RowOutcome>,
    /// What should be minded, each for a row, without names.
    pub notes: BTreeMap<usize, String>,
    /// What a row says otherwise than records on file, which are left as they are.
    pub differences: BTreeMap<usize, Vec<Difference>>,
    /// The rows of new people whose names are in capitals alone, and are kept in usual letters.
    pub in_capitals: Vec<usize>,
    /// The rows of new people of whose name nobody can be sure which words are the family name.
    pub unsure_names: Vec<usize>,
    /// Marks of people who were expected and did not come, where no record keeps them.
    pub no_shows: usize,
}

impl Plan {
    pub(super) fn refuse(&mut self, row: usize, why: impl Into<String>) {
        self.outcomes.insert(row, RowOutcome::Refused(why.into()));
    }

    /// How many rows had a fate.
    #[must_use]
    pub fn count(&self, wanted: impl Fn(&RowOutcome) -> bool) -> usize {
        self.outcomes
            .values()
            .filter(|outcome| wanted(outcome))
            .count()
    }
}

/// What every plan is made of.
#[derive(Clone, Copy)]
pub(super) struct ImportContext<'s> {
    pub layout: &'s Layout<'s>,
    pub register: &'s Register,
    pub today: Day,
    pub refused: &'s BTreeMap<usize, String>,
}
