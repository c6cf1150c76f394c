//! Sheets as shown on pages: without values that would look more certain there than they are.

use std::borrow::Cow;

use crate::report::{Cell, PAGE_WITHHELD, Sheet};

/// The sheets without those values; csv and json keep them.
pub(super) fn paged(sheets: &[Sheet]) -> Cow<'_, [Sheet]> {
    let all_shown = |sheet: &Sheet| sheet.columns.iter().all(|column| column.shown_if.is_none());
    if sheets.iter().all(all_shown) {
        return Cow::Borrowed(sheets);
    }
    Cow::Owned(sheets.iter().map(page).collect())
}

fn page(sheet: &Sheet) -> Sheet {
    let mut page = sheet.clone();
    for (line, row) in sheet.lines().zip(&mut page.rows) {
        for ((column, _), cell) in line.cells().zip(row) {
            let is_number = matches!(cell, Cell::Rate(_) | Cell::Number(..) | Cell::Text(_));
            if is_number && !line.is_shown(column.name) {
                *cell = Cell::Text(PAGE_WITHHELD.to_owned());
            }
        }
    }
    page
}
