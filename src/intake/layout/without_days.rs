//! Rows that are taken without the day of a column.

use super::{Layout, Placed};
use crate::intake::cell::clean;
use crate::intake::{vague, words};
use crate::record::counted;
use crate::record::intake::SheetRow;

impl Layout<'_> {
    /// What is said of the rows that are taken without the day of a column.
    pub(super) fn without_days(&self, placed: &Placed<'_>) -> Option<String> {
        let cell = |row: &SheetRow, place: usize| row.cells.get(place).map(|cell| clean(cell));
        let lacks = |row: &&&SheetRow| {
            let text = cell(row, placed.place).unwrap_or_default();
            let day = placed.day_of.as_ref().filter(|_| words::is_yes(&text));
            let text = day.map_or(Some(text), |(_, place)| cell(row, *place));
            text.is_some_and(|text| vague::is_left_empty(self.map.kind, placed.column, &text))
        };
        let rows: Vec<String> = self
            .rows
            .iter()
            .filter(lacks)
            .map(|row| row.number.to_string())
            .collect();
        if rows.is_empty() {
            return None;
        }
        let noun = if rows.len() == 1 { "row" } else { "rows" };
        Some(format!(
            "`{}`: {} no whole day ({noun} {}), so `{}` is left empty there: write a day such as 2026-09-01 in the sheet",
            placed.column.header,
            match rows.len() {
                1 => "1 cell is".to_owned(),
                more => format!("{} are", counted(more, "cell")),
            },
            rows.join(", "),
            placed.column.field
        ))
    }
}
