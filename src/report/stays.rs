//! What the sheets of measures that count the stays of children share.

use super::request::{Breakdown, Request, group_column, window_cells, window_columns};
use super::sheet::{Cell, Column};
use crate::measure::By;
use crate::measure::stays::{Counted, Options, StaysRow};
use crate::record::{System, counted};

/// The breakdowns they have; their rows are by system always.
pub const BY: &[By] = &[
    By::Quarter,
    By::Month,
    By::Year,
    By::System,
    By::Area,
    By::Language,
    By::Gender,
];

/// The breakdown that is asked for, without systems, which have rows always.
pub(super) fn breakdown(request: &Request<'_>, report: &str) -> Result<Breakdown, String> {
    let asked = request.breakdown(report, BY)?;
    Ok(Breakdown {
        group: asked.group.filter(|by| *by != By::System),
        ..asked
    })
}

/// What the measure is asked.
pub(super) fn options(request: &Request<'_>, breakdown: Breakdown) -> Options {
    Options {
        step: breakdown.step,
        group: breakdown.group,
        consenting_only: request.consenting_only,
    }
}

/// The columns that say which row it is.
pub(super) fn row_columns(breakdown: Breakdown) -> Vec<Column> {
    let mut columns = unit_columns(breakdown);
    columns.extend(group_column(breakdown.group));
    columns
}

/// The columns that say which row a stay is behind.
pub(super) fn unit_columns(breakdown: Breakdown) -> Vec<Column> {
    let mut columns = window_columns(breakdown.step);
    columns.push(Column::text("system"));
    columns
}

/// A row for each row of figures; nothing is known of days that have not begun.
pub(super) fn rows<F: Default, S>(
    result: &Counted<F, S>,
    breakdown: Breakdown,
    cells: fn(&F) -> Vec<Cell>,
) -> Vec<Vec<Cell>> {
    let unknown = || {
        cells(&F::default())
            .into_iter()
            .map(|_| Cell::Unknown)
            .collect()
    };
    let row = |row: &StaysRow<F>| {
        let mut line = window_cells(&row.window);
        line.push(system_cell(row.system));
        if group_column(breakdown.group).is_some() {
            line.push(Cell::text(row.group.as_deref().unwrap_or("all")));
        }
        line.extend(row.figures.as_ref().map_or_else(unknown, cells));
        line
    };
    result.rows.iter().map(row).collect()
}

/// A row for each stay.
pub(super) fn units<F, S>(result: &Counted<F, S>, cells: fn(&S) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let rows = result.units.iter();
    rows.map(|(window, system, stay)| {
        let mut line = window_cells(window);
        line.push(system_cell(*system));
        line.extend(cells(stay));
        line
    })
    .collect()
}

/// A system, or all.
fn system_cell(system: Option<System>) -> Cell {
    Cell::text(system.map_or("all", System::word))
}

/// What is not on file of the children of a report, or left out of it.
pub(super) fn missing(without_birth_date: usize, without_consent: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if without_birth_date > 0 {
        notes.push(format!(
            "{} without a birth date on file: the 18th birthday is not known",
            counted(without_birth_date, "child")
        ));
    }
    if without_consent > 0 {
        notes.push(format!(
            "{} left out: no parent has a live consent to outcome reporting",
            counted(without_consent, "child")
        ));
    }
    notes
}
