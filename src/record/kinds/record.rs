//! What each kind of record does in its own way, with defaults.

use super::program::Program;
use crate::record::day::Day;
use crate::record::read::{Fault, record_of};
use crate::record::schema::{Leaf, Table, Wanted};

/// A record with a file of its own.
pub trait Record: Table + Clone + PartialEq {
    /// Reads the file of that stem.
    ///
    /// # Errors
    /// The faults of the text.
    fn of_file(_stem: &str, text: &str, program: &Program) -> Result<Self, Vec<Fault>> {
        record_of(text, program.schema)
    }

    /// The day of its first fact: before it, the record is on file only if something else names it. `None` if it is on
    /// file at any time.
    fn first_day(&self) -> Option<Day> {
        None
    }

    /// The day that its id begins with, if its kind is stored by year.
    fn named_for(&self) -> Option<Day> {
        None
    }

    /// Removes what is dated after `day`; false when nothing is left.
    fn as_of(&mut self, _day: Day) -> bool {
        true
    }

    /// Reports the id of every record that is on file because this one names it.
    fn brings(&self, show: &mut dyn FnMut(&str)) {
        self.visit_record(Wanted::IDS, &mut |_, leaf| {
            if let Leaf::Id(_, id) = leaf {
                show(id);
            }
        });
    }

    /// The record as if no one had found out since then who is the same person, and whether someone was; `None` if no
    /// one found out anything.
    fn apart(&self, _was: Option<&Self>) -> Option<(Self, bool)> {
        None
    }
}
