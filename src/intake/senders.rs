//! Who sent parents: of `DCS - Hall` the office is kept, and the name of the worker is not.

use super::cell::{clean, translated};
use super::exits::is_day;
use super::layout::Layout;
use super::row_list::rows;
use super::{Plan, RowOutcome};
use crate::record::word::to_kebab;
use crate::record::{Day, counted};

/// How many rows of new people say more of who sent them than the office that is kept.
#[must_use]
pub fn senders_told(layout: &Layout<'_>, plan: &Plan) -> Vec<String> {
    let columns = layout.columns.iter();
    let columns = columns.filter(|placed| &*placed.column.field == "referral_source");
    let told = columns.flat_map(|placed| {
        let more = layout.rows.iter().filter_map(|row| {
            let cell = clean(row.cells.get(placed.place)?);
            let is_new = plan.outcomes.get(&row.number) == Some(&RowOutcome::New);
            let kept = translated(&cell, placed.column).ok().flatten()?;
            let is_less = is_new && to_kebab(&kept) != to_kebab(&cell);
            is_less.then_some((row.number, cell))
        });
        let more: Vec<(usize, String)> = more.collect();
        let count = more.iter().filter(|(_, cell)| says_more(cell)).count();
        let header = &placed.column.header;
        let names = (count > 0).then(|| {
            format!(
                "`{header}` says more than the office or role in {}, such as the name of a worker: that is not kept",
                counted(count, "row")
            )
        });
        let dated = more.iter().filter(|(_, cell)| has_day(cell, layout.today));
        let dated: Vec<usize> = dated.map(|(row, _)| *row).collect();
        let days = (!dated.is_empty()).then(|| {
            format!(
                "`{header}` has a day in {}, which is not kept: if it is that of the referral, and no other column gives it, \
                 `peer set PARENT referred=DAY` for each",
                rows(&dated)
            )
        });
        names.into_iter().chain(days)
    });
    told.collect()
}

/// Whether a word of a cell is a day.
fn has_day(cell: &str, today: Day) -> bool {
    let mut words = cell.split([' ', '(', ')', ',', ';', '\n']);
    words.any(|word| word.contains(['/', '-', '.']) && is_day(word, today))
}

/// Whether a cell names something behind an office.
fn says_more(cell: &str) -> bool {
    let mut parts = cell.split(['-', '–', '—', '/', '(', ':', ',']);
    let first = parts.next().unwrap_or_default();
    !first.trim().is_empty() && parts.any(|part| part.contains(char::is_alphabetic))
}
