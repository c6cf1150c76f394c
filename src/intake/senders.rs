//! Who sent parents: of `DCS - Hall` the office is kept, and the name of the worker is not.

use super::cell::{clean, translated};
use super::layout::Layout;
use super::{Plan, RowOutcome};
use crate::record::counted;
use crate::record::word::to_kebab;

/// How many rows of new people say more of who sent them than the office that is kept.
#[must_use]
pub fn senders_told(layout: &Layout<'_>, plan: &Plan) -> Vec<String> {
    let columns = layout.columns.iter();
    let columns = columns.filter(|placed| &*placed.column.field == "referral_source");
    let told = columns.filter_map(|placed| {
        let rows = layout.rows.iter().filter(|row| {
            let cell = row.cells.get(placed.place).map(|cell| clean(cell));
            let is_new = plan.outcomes.get(&row.number) == Some(&RowOutcome::New);
            is_new && cell.is_some_and(|cell| {
                let kept = translated(&cell, placed.column).ok().flatten();
                says_more(&cell) && kept.is_some_and(|kept| to_kebab(&kept) != to_kebab(&cell))
            })
        });
        let count = rows.count();
        (count > 0).then(|| {
            format!(
                "`{}` says more than the office or role in {}, such as the name of a worker: that is not kept",
                placed.column.header,
                counted(count, "row")
            )
        })
    });
    told.collect()
}

/// Whether a cell names something behind an office.
fn says_more(cell: &str) -> bool {
    let mut parts = cell.split(['-', '–', '—', '/', '(', ':', ',']);
    let first = parts.next().unwrap_or_default();
    !first.trim().is_empty() && parts.any(|part| part.contains(char::is_alphabetic))
}
