//! Groups of which no figure is printed, as one row.

use super::notes::WITHHELD;
use crate::report::cell::Cell;
use crate::report::column::{Column, Key, Role, Speech};
use crate::report::sheet::Sheet;

/// How the row of several groups is called.
pub(in crate::report) const OTHERS: &str = "others";

/// Makes one row of the groups of which nothing is printed, where readers can work out how many these are together: from
/// the row of all, less the groups that are printed. `truth` has the rows as they are.
pub(super) fn gather(sheet: &mut Sheet, truth: &[Vec<Cell>]) {
    // The services and the kinds of meeting are few, and each has its row.
    let is_group = |column: &Column| {
        column.is(Key::Group) && column.is_printed && column.speech == Speech::Plain
    };
    let Some(group) = sheet.columns.iter().rposition(is_group) else {
        return;
    };
    let mut done = vec![false; sheet.rows.len()];
    let mut gathered: Vec<(Vec<usize>, Vec<Cell>)> = Vec::new();
    for first in 0..sheet.rows.len() {
        if done[first] || sheet.rows[first][group] == Cell::All {
            continue;
        }
        let family: Vec<usize> = (0..sheet.rows.len())
            .filter(|at| sheet.rows[*at][group] != Cell::All && is_alike(sheet, first, *at, group))
            .collect();
        family.iter().for_each(|at| done[*at] = true);
        let all = (0..sheet.rows.len())
            .rev()
            .find(|at| sheet.rows[*at][group] == Cell::All && is_alike(sheet, first, *at, group));
        let (hidden, printed): (Vec<usize>, Vec<usize>) = family
            .into_iter()
            .partition(|at| is_hidden(sheet, &sheet.rows[*at]));
        if let (Some(all), 2..) = (all, hidden.len()) {
            let row = together(sheet, truth, group, all, &hidden, &printed);
            gathered.push((hidden, row));
        }
    }
    for (hidden, row) in gathered {
        let last = hidden.last().copied().unwrap_or_default();
        sheet.rows[last] = row;
        hidden[..hidden.len() - 1]
            .iter()
            .rev()
            .for_each(|at| sheet.rows[*at].clear());
    }
    sheet.rows.retain(|row| !row.is_empty());
}

/// Whether two rows differ in their group alone, or one is of all of them.
fn is_alike(sheet: &Sheet, one: usize, other: usize, group: usize) -> bool {
    let all = sheet.rows[other][group] == Cell::All;
    (0..sheet.columns.len())
        .filter(|at| *at != group)
        .all(|at| {
            let (column, cell) = (&sheet.columns[at], &sheet.rows[other][at]);
            // The words of a row of all are fewer.
            let is_open = all && column.is(Key::Group) && *cell == Cell::All;
            !column.is_key() || !column.is_printed || is_open || *cell == sheet.rows[one][at]
        })
}

fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Count(count) => *count != 0,
        Cell::Number(..) | Cell::Rate(_) => true,
        Cell::Parts(parts) => parts.iter().any(|(_, cell)| is_number(cell)),
        _ => false,
    }
}

/// Whether a row has figures that are hidden, and none that is printed.
fn is_hidden(sheet: &Sheet, row: &[Cell]) -> bool {
    let figures = || {
        let cells = sheet.columns.iter().zip(row);
        cells.filter(|(column, _)| adds_up(column))
    };
    figures().any(|(_, cell)| cell.is_masked()) && !figures().any(|(_, cell)| is_number(cell))
}

const fn adds_up(column: &Column) -> bool {
    matches!(
        column.role,
        Role::People(_) | Role::Unnamed(_) | Role::Amount
    )
}

/// The row of groups of which nothing is printed.
fn together(
    sheet: &Sheet,
    truth: &[Vec<Cell>],
    group: usize,
    all: usize,
    hidden: &[usize],
    printed: &[usize],
) -> Vec<Cell> {
    let cell = |at: usize| {
        let column = &sheet.columns[at];
        if at == group {
            return Cell::text(OTHERS);
        }
        let known = |row: &usize| match &sheet.rows[*row][at] {
            Cell::Count(count) => Some(*count),
            _ => None,
        };
        let value = |row: &usize| match &truth[*row][at] {
            Cell::Count(count) => *count,
            _ => 0,
        };
        let groups = || hidden.iter().chain(printed);
        let is_sum = adds_up(column) && groups().map(value).sum::<i64>() == value(&all);
        let shown: Option<i64> = printed.iter().map(known).sum();
        match (known(&all), shown) {
            _ if !hidden.iter().any(|row| sheet.rows[*row][at].is_masked()) => {
                sheet.rows[hidden[0]][at].clone()
            }
            (Some(all), Some(shown)) if is_sum => Cell::Count(all - shown),
            _ => Cell::Masked(WITHHELD.to_owned()),
        }
    };
    (0..sheet.columns.len()).map(cell).collect()
}
