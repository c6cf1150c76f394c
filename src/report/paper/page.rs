//! What the pages have in common.

use crate::record::{Day, ParticipantId, PersonId};
use crate::register::Register;
use crate::report::cell::Cell;
use crate::report::column::Column;
use crate::report::sheet::Sheet;

/// A table of a page.
pub(super) fn table(
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

/// A person's name, if it may be shown, otherwise the id.
pub(super) fn called(register: &Register, id: &PersonId) -> String {
    register.name(id).unwrap_or_else(|| id.to_string())
}

/// The name of a parent, by the one record that remains after a merge.
pub(super) fn parent(register: &Register, id: &ParticipantId) -> String {
    called(register, &PersonId::Participant(register.root(id).clone()))
}
