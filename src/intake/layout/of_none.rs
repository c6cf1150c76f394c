//! Rows that the map says are about no session.

use crate::intake::cell::{clean, translated};
use crate::record::intake::{Column, SheetRow};

/// Whether the map says of a word for the kind of a session that its rows are none: `CW -> skip`.
pub(super) fn is_of_none<'c>(
    mut columns: impl Iterator<Item = (usize, &'c Column)>,
    row: &SheetRow,
) -> bool {
    columns.any(|(place, column)| {
        if &*column.field != "kind" {
            return false;
        }
        let cell = row.cells.get(place).map(|cell| clean(cell));
        let said = cell.and_then(|cell| translated(&cell, column).ok().flatten());
        said.as_deref() == Some("skip")
    })
}
