//! From masks back to sheets: what the public reads.

use super::notes::{self, WITHHELD};
use super::plan::{Line, Masks, lines};
use crate::report::cell::Cell;
use crate::report::column::{Basis, Column, Key, Role, ShownIf};
use crate::report::masking::Mask;
use crate::report::sheet::{PAGE_WITHHELD, Sheet};

/// Puts masks in place of hidden values, in rows and notes.
pub(super) fn masks(sheet: &mut Sheet, masks: &Masks, limit: i64) {
    let masked: Vec<Vec<Cell>> = lines(sheet)
        .iter()
        .map(|line| {
            line.as_ref()
                .map_or_else(Vec::new, |line| masked(line, masks, limit))
        })
        .collect();
    sheet.rows = masked;
    for (at, column) in sheet.columns.iter().enumerate() {
        let is_average = column.role == Role::Average;
        if is_average && sheet.rows.iter().any(|row| row[at].is_masked()) {
            let known = sheet.rows.iter_mut().map(|row| &mut row[at]);
            known
                .filter(|cell| **cell != Cell::Unknown)
                .for_each(|cell| *cell = withheld());
        }
    }
    let hides = sheet.rows.iter().flatten().any(Cell::is_masked);
    if let Some(not_over) = sheet.not_over() {
        let begins = |note: &&mut String| not_over.starts_with(note.as_str());
        sheet
            .notes
            .iter_mut()
            .filter(begins)
            .for_each(|note| note.clone_from(&not_over));
    }
    for note in &mut sheet.notes {
        *note = notes::masked(note, limit, hides);
    }
    if hides {
        sheet.notes.push(notes::legend(limit));
    }
    withhold_guesses(sheet);
}

/// Takes out rates of what is known, if too little is known: pages never show them, and the public has no other copy.
fn withhold_guesses(sheet: &mut Sheet) {
    let is_guess = |column: &Column| matches!(column.shown_if, Some(ShownIf::AtMostAFifth(..)));
    let guesses: Vec<Vec<usize>> = sheet
        .lines()
        .map(|line| {
            let columns = sheet.columns.iter().enumerate();
            let guesses = columns.filter(|(_, one)| is_guess(one) && !line.is_shown(one.name));
            guesses.map(|(at, _)| at).collect()
        })
        .collect();
    for (row, guesses) in sheet.rows.iter_mut().zip(guesses) {
        for at in guesses {
            if matches!(row[at], Cell::Rate(_) | Cell::Text(_)) {
                row[at] = Cell::Masked(PAGE_WITHHELD.to_owned());
            }
        }
    }
}

fn withheld() -> Cell {
    Cell::Masked(WITHHELD.to_owned())
}

fn masked(line: &Line<'_>, masks: &Masks, limit: i64) -> Vec<Cell> {
    let columns: Vec<&Column> = line.cells.iter().map(|(column, _)| *column).collect();
    let truth: Vec<Cell> = line.cells.iter().map(|(_, cell)| (*cell).clone()).collect();
    let mut row = truth.clone();
    for (column, cell) in columns.iter().zip(&mut row) {
        let mask = |part: &str| {
            let place = (line.report, line.keys.clone(), column.name, part.to_owned());
            masks.get(&place).copied()
        };
        match cell {
            Cell::Parts(parts) => parts
                .iter_mut()
                .for_each(|(part, cell)| put(cell, mask(part), limit)),
            cell => put(cell, mask(""), limit),
        }
    }
    let hidden = |row: &[Cell], names: &[&str]| {
        let mut cells = columns.iter().zip(row);
        cells.any(|(column, cell)| names.contains(&column.name) && cell.is_masked())
    };
    let value = |name: &str| columns.iter().position(|column| column.name == name);
    for at in 0..row.len() {
        let hide = match columns[at].role {
            Role::Derived(Basis::All(names)) => hidden(&row, names),
            // Whether someone has not been followed to the end yet.
            Role::Derived(Basis::Followed(names, not_yet)) => {
                let followed = value(not_yet).is_some_and(|at| truth[at] == Cell::Count(0));
                hidden(&row, names) || !followed
            }
            Role::Derived(Basis::Share(names)) => hidden(&row, &names),
            Role::Private | Role::Key(Key::Record | Key::Person) => true,
            _ => false,
        };
        if hide && ![Cell::Unknown, Cell::All].contains(&row[at]) {
            let bound = match columns[at].role {
                Role::Derived(Basis::Share(names)) => {
                    let places = names.map(value);
                    let cell = |name: &str| value(name).and_then(|at| row.get(at));
                    is_certain(columns[at].shown_if, cell, limit)
                        .then(|| bound(places, &row, &truth, limit))
                        .flatten()
                }
                _ => None,
            };
            row[at] = bound.unwrap_or_else(withheld);
        }
    }
    row
}

/// Whether what is shown leaves no doubt that pages show a value: few of 63 are 10 at most, less than a fifth; few of 46
/// may be more.
fn is_certain<'c>(
    shown_if: Option<ShownIf>,
    cell: impl Fn(&str) -> Option<&'c Cell>,
    limit: i64,
) -> bool {
    let Some(ShownIf::AtMostAFifth(part, whole)) = shown_if else {
        return true;
    };
    let most = match cell(part) {
        Some(Cell::Count(count)) => *count,
        Some(Cell::Masked(shown)) if shown != WITHHELD => limit - 1,
        _ => return false,
    };
    matches!(cell(whole), Some(Cell::Count(whole)) if most * 5 <= *whole)
}

/// `<5.5%` for a small count of 200, all of them known; `<32.4%` for a small count of 44, of whom a small count is
/// unknown: fewer than 11 of at least 34; `>44.8%` for 39 of 87, of whom some are unknown. All of these follow from
/// what is shown, so they reveal nothing more.
fn bound(
    [part, whole, less]: [Option<usize>; 3],
    row: &[Cell],
    truth: &[Cell],
    limit: i64,
) -> Option<Cell> {
    let at = [part?, whole?, less?];
    let [part, whole, less] = at.map(|at| match truth.get(at) {
        Some(Cell::Count(count)) => *count,
        _ => 0,
    });
    let shown = at.map(|at| row.get(at).is_some_and(|cell| !cell.is_masked()));
    let small = at.map(|at| matches!(row.get(at), Some(Cell::Masked(shown)) if shown != WITHHELD));
    let percent = |mille: i64| format!("{}.{}%", mille / 10, mille % 10);
    // Rounded up here and down below: rounded the other way, a bound could be untrue.
    let less_than = |known: i64| {
        (known >= limit)
            .then(|| Cell::Masked(format!("<{}", percent((limit * 1000 + known - 1) / known))))
    };
    match shown {
        [false, true, true] if small[0] => less_than(whole - less),
        [false, true, false] if small[0] && small[2] => less_than(whole - (limit - 1)),
        [true, true, false] if whole >= limit && part > 0 => {
            Some(Cell::Masked(format!(">{}", percent(part * 1000 / whole))))
        }
        _ => None,
    }
}

fn put(cell: &mut Cell, mask: Option<Mask>, limit: i64) {
    match mask {
        Some(Mask::Small) => *cell = Cell::Masked(format!("<{limit}")),
        Some(Mask::Withheld) => *cell = withheld(),
        Some(Mask::Shown) | None => {}
    }
}
