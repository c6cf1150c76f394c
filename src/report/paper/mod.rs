//! Pages that are printed: a sheet to sign in on, a mentor's month, a parent's own file. They call people by their names
//! and are for the people who work with them, so none of them is a report.

mod card;
mod month;
mod sign_in;

pub use card::card;
pub use month::month;
pub use sign_in::{ROOM, SignIn, VISITORS, sign_in};

use super::cell::Cell;
use super::column::Column;
use super::sheet::Sheet;
use crate::record::{Day, ParticipantId, PersonId};
use crate::register::Register;

/// A table of a page.
fn table(
    register: &Register,
    title: &str,
    day: Day,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> Sheet {
    let mut sheet = Sheet::new("print", title, &register.program().name, day);
    (sheet.columns, sheet.rows) = (columns, rows);
    sheet
}

/// A person by the name, where it may be told, else by the id.
fn called(register: &Register, id: &PersonId) -> String {
    register.name(id).unwrap_or_else(|| id.to_string())
}

fn parent(register: &Register, id: &ParticipantId) -> String {
    called(register, &PersonId::Participant(register.root(id).clone()))
}
