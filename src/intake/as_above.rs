//! Cells that say what the cell above says: a ditto mark, or no day below a day.

use std::collections::BTreeSet;

use super::cell::clean;
use super::headings::{OUR_COLUMNS, header, headers_of, heading};
use super::totals::is_total;
use crate::record::Shape;
use crate::record::intake::{Column, Intake, IntakeKind, SheetRow};

/// Whether a cell is a mark for the same as above.
pub(super) fn is_ditto(cell: &str) -> bool {
    const MARKS: [&str; 9] = [
        "\"", "″", "〃", "''", "\"\"", "-\"-", "do.", "ditto", "same",
    ];
    let cell = cell.trim().to_lowercase();
    MARKS.contains(&cell.as_str())
}

/// Whether an empty cell of a field takes the one above, too. A name or anything else that is empty may be left out.
pub(super) fn is_filled_down(kind: IntakeKind, field: &str) -> bool {
    let is_of_meetings = matches!(kind, IntakeKind::Sessions | IntakeKind::Attendance);
    let shape = kind.goal(field).and_then(|goal| goal.shape());
    is_of_meetings && field == "on" && shape == Some(Shape::Day)
}

/// Puts into such cells what the cell above says, in the columns of which the map says so. In a file of refused rows the
/// row above is another one.
pub fn fill_down(map: &Intake, rows: &mut [SheetRow]) {
    let columns: Vec<&Column> = map
        .column
        .iter()
        .filter(|column| column.as_above == Some(true))
        .collect();
    let wanted: BTreeSet<String> = columns
        .iter()
        .map(|column| header(&column.header))
        .collect();
    if columns.is_empty() {
        return;
    }
    let Ok(at) = heading(map, rows, &wanted) else {
        return;
    };
    let headers = headers_of(rows, at);
    if OUR_COLUMNS
        .iter()
        .all(|ours| headers.iter().any(|name| name == ours))
    {
        return;
    }
    for column in columns {
        let is_of_it = |name: &String| header(name) == header(&column.header);
        let Some(place) = headers.iter().position(is_of_it) else {
            continue;
        };
        let fills_empty = is_filled_down(map.kind, &column.field);
        let mut above: Option<String> = None;
        for row in rows[at + 1..]
            .iter_mut()
            .filter(|row| !is_total(&row.cells))
        {
            let cell = row
                .cells
                .get(place)
                .map(|cell| clean(cell))
                .unwrap_or_default();
            let is_as_above = is_ditto(&cell) || fills_empty && cell.is_empty() && !is_empty(row);
            match &above {
                Some(above) if is_as_above => {
                    row.cells
                        .resize(row.cells.len().max(place + 1), String::new());
                    row.cells[place].clone_from(above);
                }
                _ if cell.is_empty() || is_as_above => {}
                _ => above = row.cells.get(place).cloned(),
            }
        }
    }
}

fn is_empty(row: &SheetRow) -> bool {
    row.cells.iter().all(|cell| clean(cell).is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_ditto;

    #[test]
    fn a_ditto_mark_is_told_from_a_word() {
        for cell in ["\"", "''", "do.", "Ditto", " same ", "〃"] {
            assert!(is_ditto(cell), "{cell}");
        }
        for cell in ["", "do", "same day", "-", "'"] {
            assert!(!is_ditto(cell), "{cell}");
        }
    }
}
