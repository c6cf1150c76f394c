//! Rows that the map says are about no session.

use super::Placed;
use crate::intake::cell::{clean, translated};
use crate::record::intake::SheetRow;

/// Whether the map says of a word for the kind of a session that its rows are none: `CW -> skip`.
pub(super) fn is_of_none(columns: &[Placed<'_>], row: &SheetRow) -> bool {
    let mut kinds = columns.iter().filter(|one| &*one.column.field == "kind");
    kinds.any(|placed| {
        let cell = row.cells.get(placed.place).map(|cell| clean(cell));
        let said = cell.and_then(|cell| translated(&cell, placed.column).ok().flatten());
        said.as_deref() == Some("skip")
    })
}
