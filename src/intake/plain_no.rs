//! A plain no in a box for whether a meeting took place, beside cells that say what became of it.

use super::cell::clean;
use super::layout::{Layout, Placed};
use super::not_held::{called_off_by, is_attempt, took_place};
use super::words::is_no;
use crate::record::Status;
use crate::record::intake::SheetRow;

/// What a row says of a meeting that a box only denies: a no under `Completed?` beside `VM` is an attempt.
pub(super) fn beside_a_no(layout: &Layout<'_>, row: &SheetRow) -> Option<Status> {
    status_of(layout).filter(|placed| is_plain_no(placed, &cell(row, placed.place)))?;
    match way_of_a_try(layout, row) {
        Some(_) => Some(Status::Attempted),
        None => ways(layout, row).find_map(|way| called_off_by(&way)),
    }
}

/// The way of contact of a row that reached no one: `VM`, `LM`.
pub(super) fn way_of_a_try(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    ways(layout, row).find(|way| is_attempt(way))
}

/// How people met, or were to meet, as the cells of a row say it.
fn ways(layout: &Layout<'_>, row: &SheetRow) -> impl Iterator<Item = String> {
    let columns = layout.columns.iter();
    let ways = columns.filter(|one| ["mode", "kind", "meeting"].contains(&&*one.column.field));
    ways.map(|one| cell(row, one.place))
}

fn cell(row: &SheetRow, place: usize) -> String {
    row.cells
        .get(place)
        .map(|cell| clean(cell))
        .unwrap_or_default()
}

/// Whether a cell is a no in a box for whether a meeting took place.
pub(super) fn is_plain_no(placed: &Placed<'_>, cell: &str) -> bool {
    let is_box = || took_place(&placed.column.header).is_some_and(|found| found.is_yes);
    &*placed.column.field == "status" && is_no(cell) && is_box()
}

/// The column of the map for what became of each meeting.
pub(super) fn status_of<'l>(layout: &'l Layout<'_>) -> Option<&'l Placed<'l>> {
    let mut columns = layout.columns.iter();
    columns.find(|placed| &*placed.column.field == "status")
}
