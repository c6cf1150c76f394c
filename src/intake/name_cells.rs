//! What the cells of a column of names show together, and what beside the names is left out.

use super::cell::clean;
use super::layout::{Layout, Placed};
use super::names::{is_turned_cell, nickname, remark_in};
use crate::record::intake::{IntakeKind, SheetRow};

/// The fields that have whole names.
pub(super) const NAMES: [&str; 2] = ["name", "participants"];

impl Layout<'_> {
    /// Finds the columns whose names have the family name first: more cells say so than have two words in the usual order.
    pub(super) fn find_turned(&mut self) {
        for placed in &mut self.columns {
            if !NAMES.contains(&&*placed.column.field) {
                continue;
            }
            let rows = self.rows.iter();
            let cells = rows.filter_map(|row| row.cells.get(placed.place));
            let cells: Vec<String> = cells.map(|cell| clean(cell)).collect();
            let turned = cells.iter().filter(|cell| is_turned_cell(cell)).count();
            let usual = cells.iter();
            let usual = usual.filter(|cell| cell.contains(' ') && !cell.contains(','));
            placed.is_turned = turned > usual.count();
        }
    }

    /// The rows with another name inside a name, which is kept beside it.
    pub(super) fn other_names(&self) -> Option<String> {
        let is_of_people = matches!(
            self.map.kind,
            IntakeKind::Participants | IntakeKind::Mentors
        );
        let columns = self.columns.iter().filter(|_| is_of_people);
        let columns = columns.filter(|placed| ["name", "given"].contains(&&*placed.column.field));
        let places: Vec<usize> = columns.map(|placed| placed.place).collect();
        let rows = self.rows_where(|row| {
            let mut cells = places.iter().filter_map(|place| row.cells.get(*place));
            cells.any(|cell| nickname(&clean(cell)).is_some())
        })?;
        Some(format!(
            "another name inside the name in {rows}, in brackets or quotes, is kept as one of the `aliases`"
        ))
    }

    /// The rows that say behind a name whom somebody brought or how they met, which is not kept.
    pub(super) fn beside_names(&self) -> Option<String> {
        let is_of_names = |placed: &&Placed<'_>| {
            NAMES.contains(&&*placed.column.field) || &*placed.column.field == "given"
        };
        let places: Vec<usize> = self
            .columns
            .iter()
            .filter(is_of_names)
            .map(|one| one.place)
            .collect();
        let rows = self.rows_where(|row| {
            let mut cells = places.iter().filter_map(|place| row.cells.get(*place));
            cells.any(|cell| remark_in(&clean(cell)).is_some())
        })?;
        Some(format!(
            "what is behind the name in {rows}, such as `(2 kids)`, is no part of it and is not kept"
        ))
    }

    /// `row 3` or `rows 3, 5`: those of which this holds, if any.
    pub(super) fn rows_where(&self, is: impl Fn(&SheetRow) -> bool) -> Option<String> {
        let rows = self.rows.iter().filter(|row| is(row));
        let rows: Vec<String> = rows.map(|row| row.number.to_string()).collect();
        match rows.as_slice() {
            [] => None,
            [one] => Some(format!("row {one}")),
            all => Some(format!("rows {}", all.join(", "))),
        }
    }
}
