//! Rows of a grid that add up the marks of all others, however they are called: `# present`, `Adults`.

use super::cell::clean;
use super::head_counts::{Counted, counted_as, guests};
use super::headings::header;
use super::layout::{Layout, says};
use super::marks::without_lateness;
use super::nights::head_of;
use crate::record::intake::SheetRow;

/// Words of which a row is headed that counts who was there.
const PRESENT: [&str; 7] = [
    "present",
    "attended",
    "attending",
    "attendance",
    "attendees",
    "here",
    "there",
];
const BESIDE: [&str; 12] = [
    "number",
    "of",
    "in",
    "the",
    "room",
    "who",
    "adults",
    "parents",
    "people",
    "participants",
    "all",
    "signed",
];

/// Whether a row has of each day how many others came: it says so, or it counts people and has as many as there are marks.
pub(super) fn is_sum<'r>(
    row: &SheetRow,
    rows: impl Iterator<Item = &'r SheetRow>,
    places: &[usize],
    is_present: impl Fn(&str) -> bool,
) -> bool {
    let cell = |row: &SheetRow, place: usize| {
        let cell = row.cells.get(place).map(|cell| clean(cell));
        cell.filter(|cell| !cell.is_empty())
    };
    let Some(head) = head_of(row) else {
        return false;
    };
    let cells = places
        .iter()
        .filter_map(|place| Some((*place, cell(row, *place)?)));
    let counts: Option<Vec<(usize, i64)>> = cells
        .map(|(place, cell)| Some((place, cell.parse().ok()?)))
        .collect();
    let Some(counts) = counts.filter(|counts| !counts.is_empty()) else {
        return false;
    };
    let head_words = header(&head);
    let words = || head_words.split(' ');
    if words().any(|word| PRESENT.contains(&word))
        && words().all(|word| PRESENT.contains(&word) || BESIDE.contains(&word))
    {
        return true;
    }
    if counted_as(&head) != Some(Counted::Guests) || guests(&head).is_some() {
        return false;
    }
    let others: Vec<&SheetRow> = rows
        .filter(|other| other.number != row.number)
        .filter(|other| head_of(other).is_none_or(|head| counted_as(&head).is_none()))
        .collect();
    let marks = |place: usize| {
        let cells = others.iter().filter_map(|other| cell(other, place));
        let came = cells.filter(|cell| is_present(&without_lateness(cell).to_lowercase()));
        i64::try_from(came.count()).unwrap_or(i64::MAX)
    };
    counts.iter().any(|(_, count)| *count > 0)
        && counts.iter().all(|(place, count)| marks(*place) == *count)
}

impl Layout<'_> {
    /// Takes the rows that add up the marks of a grid for totals.
    pub(super) fn leave_out_sums(&mut self) {
        let Some(grid) = &self.map.grid else {
            return;
        };
        let places: Vec<usize> = self.days.iter().map(|(place, _)| *place).collect();
        let is_present = |mark: &str| says(&grid.present, mark);
        let all = self.rows.clone();
        let (sums, rows): (Vec<&SheetRow>, Vec<&SheetRow>) = std::mem::take(&mut self.rows)
            .into_iter()
            .partition(|row| is_sum(row, all.iter().copied(), &places, is_present));
        self.rows = rows;
        self.totals.extend(sums);
        self.totals.sort_by_key(|row| row.number);
    }
}
