//! From the rows of a spreadsheet to the records they become.
//!
//! A map says which column is which field; everything else follows from the sheet and the records on file. Nothing is
//! written here and nobody is asked: a [`ImportDecisions`] gives new ids and says who is meant where a name only looks like
//! somebody on file. Only `record`, `register` and `same` are imported; nothing here reads a file or knows a clock.
//!
//! What comes out is a [`Plan`]: records to make, a few lines to add to records on file, and what became of every row.
//! Rows that are on file already add nothing, so that taking the same sheet in twice changes nothing.

pub mod answer;
mod answer_sheet;
mod answers;
mod as_above;
mod boxes;
mod cases;
mod cell;
mod children;
mod companions;
mod consents;
mod dates;
mod day_rows;
mod days_across;
mod docket;
mod enrollments;
mod exchanges;
mod exits;
mod facts;
mod find;
mod from_to;
mod guess;
mod head_counts;
mod headings;
mod hours;
mod in_notes;
mod layout;
mod lengths;
mod marks;
mod meeting;
mod name_cells;
mod names;
mod near;
mod nights;
mod no_row;
mod no_street;
mod not_held;
mod not_kept;
mod numbered;
mod order;
mod own_sheet;
mod people;
mod persons;
mod plain_no;
mod plan;
mod problem;
mod repeats;
mod roster;
mod row_list;
mod senders;
mod sessions;
mod several;
mod sums;
mod titles;
mod told_names;
mod totals;
mod two_things;
mod vague;
mod who_came;
mod words;

use std::collections::BTreeMap;

pub use answer_sheet::answer_sheet;
pub use as_above::fill_down;
pub use cell::clean;
pub use consents::unsigned_consents;
pub use day_rows::put_under_days;
pub use exchanges::exchanges_told;
pub use from_to::put_lengths;
pub use guess::{Guess, guess, name_for};
pub use headings::OUR_COLUMNS;
pub use in_notes::notes_told;
pub use layout::Layout;
pub use not_kept::{days_of_others, not_kept};
pub use order::put_in_order;
pub use own_sheet::own_sheet;
pub use plan::{Addition, Answer, Difference, ImportDecisions, New, Plan, Question, RowOutcome};
pub use problem::Problem;
pub use roster::roster_told;
pub use senders::senders_told;

use crate::record::Day;
use crate::record::intake::IntakeKind;
use crate::register::Register;
use plan::ImportContext;

/// What the rows of a sheet become. Rows that are `refused` already are left out, with the reason they have.
///
/// # Errors
/// The map does not say enough.
pub fn plan(
    layout: &Layout<'_>,
    register: &Register,
    today: Day,
    refused: &BTreeMap<usize, String>,
    decisions: &mut dyn ImportDecisions,
) -> Result<Plan, Problem> {
    let mut all = no_row::no_rows(layout);
    all.extend(refused.clone());
    let context = ImportContext {
        layout,
        register,
        today,
        refused: &all,
    };
    match layout.map.kind {
        IntakeKind::Participants | IntakeKind::Mentors => Ok(persons::plan(&context, decisions)),
        IntakeKind::Answers => Ok(answers::plan(&context, decisions)),
        IntakeKind::Cases => Ok(cases::plan(&context, decisions)),
        IntakeKind::Sessions | IntakeKind::Attendance => sessions::plan(&context, decisions),
    }
}
