//! Whether a column has the marks of who came, so that an empty cell in it says that somebody did not.

use super::cell::clean;
use super::layout::{Layout, Placed};
use super::not_held::{is_of_absence, is_of_presence};
use super::words::{is_no, is_yes};
use crate::record::Status;
use crate::record::intake::IntakeKind;

/// Whether a sheet with a person in each row has a column with the marks of who came: it is headed so, or some mark in it
/// says that somebody came.
pub(super) fn says_who_came(layout: &Layout<'_>) -> bool {
    let mut columns = layout.columns.iter();
    layout.map.kind == IntakeKind::Attendance
        && layout.map.grid.is_none()
        && columns.any(|placed| &*placed.column.field == "status" && marks_who_came(layout, placed))
}

fn marks_who_came(layout: &Layout<'_>, placed: &Placed<'_>) -> bool {
    let (column, held) = (placed.column, Status::Held.word());
    let means = |is: fn(&str) -> bool, status: Status| {
        let mut values = column.values.iter();
        values.any(|value| is(&value.from) && &*value.to == status.word())
    };
    let says_held = || {
        let mut cells = layout
            .rows
            .iter()
            .filter_map(|row| row.cells.get(placed.place));
        cells.any(|cell| clean(cell).eq_ignore_ascii_case(held))
    };
    // A yes under `No show?` marks who did not come.
    !is_of_absence(&column.header)
        && !means(is_yes, Status::NoShow)
        && (is_of_presence(&column.header)
            || means(|from| !is_no(from), Status::Held)
            || says_held())
}
