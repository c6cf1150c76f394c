//! The rows of a sheet, collected cell by cell, and the limits for every sheet.

use std::collections::BTreeMap;

use super::wrong::Wrong;
use crate::record::intake::SheetRow;

/// The maximum number of rows with content.
const ROWS: usize = 200_000;

/// The maximum number of columns.
const COLUMNS: u64 = 1_000;

/// The maximum number of cells, counted in each row up to the last filled one.
const CELLS: usize = 4_000_000;

/// The maximum number of characters in a cell, which is the limit of spreadsheet programs.
pub(super) const LETTERS: usize = 32_767;

/// The maximum number of bytes of text in all cells.
const TEXT: usize = 64 << 20;

/// What to do about a sheet that exceeds a limit.
const LIMITS: &str = "a sheet has at most 200,000 rows, 1,000 columns, 4,000,000 cells, 32,767 letters in a cell \
                      and 64 MB (200 MB unpacked): \
                      keep only the rows and columns to take in, or split it, then try again";

/// The error for a sheet that exceeds a limit.
pub(super) fn too_much(why: impl Into<String>) -> Wrong {
    Wrong::new(why, LIMITS)
}

/// What was read from a spreadsheet.
#[derive(Debug)]
pub struct Spreadsheet {
    /// The rows with text, each with its number.
    pub rows: Vec<SheetRow>,
    /// The sheet that was read; `None` for a text file, which has only one.
    pub sheet: Option<String>,
    /// The visible sheets that were not read.
    pub others: Vec<String>,
    /// What it shows besides the texts of its cells; only for .xlsx.
    pub beside: Beside,
}

/// The rows of a sheet. Empty cells cost nothing unless there is a filled one to the right of them.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: BTreeMap<u64, Vec<String>>,
    cells: usize,
    text: usize,
    widest: usize,
}

impl Rows {
    /// Puts a text in a cell; rows and columns are counted from 0.
    pub fn put(&mut self, row: u64, column: u64, text: String) -> Result<(), Wrong> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let place = match usize::try_from(column) {
            Ok(place) if column < COLUMNS => place,
            _ => {
                let cell = name(row, column);
                return Err(Wrong::new(
                    format!(
                        "it has text in cell {cell}, beyond column {}",
                        grouped(COLUMNS)
                    ),
                    format!("delete the columns that do not belong to the table; {LIMITS}"),
                ));
            }
        };
        if text.len() > LETTERS && text.chars().count() > LETTERS {
            let cell = name(row, column);
            return Err(too_much(format!(
                "it has more than {} letters in cell {cell}",
                grouped(LETTERS as u64)
            )));
        }
        self.text += text.len();
        if self.text > TEXT {
            return Err(too_much("its cells have more than 64 MB of text"));
        }
        if !self.rows.contains_key(&row) && self.rows.len() == ROWS {
            return Err(too_much(format!(
                "it has more than {} rows",
                grouped(ROWS as u64)
            )));
        }
        let cells = self
            .rows
            .entry(row)
            .or_insert_with(|| Vec::with_capacity(self.widest));
        if place >= cells.len() {
            self.cells += place + 1 - cells.len();
            if self.cells > CELLS {
                return Err(too_much(format!(
                    "it has more than {} cells",
                    grouped(CELLS as u64)
                )));
            }
            cells.resize(place + 1, String::new());
            self.widest = self.widest.max(cells.len());
        }
        cells[place] = text;
        Ok(())
    }

    /// The rows in order, each with the number that a spreadsheet shows next to it.
    pub fn finish(self) -> Vec<SheetRow> {
        let rows = self.rows.into_iter();
        rows.map(|(row, cells)| SheetRow {
            number: usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1),
            cells,
        })
        .collect()
    }
}

/// The maximum number of cells listed by name.
pub(super) const NAMED: usize = 12;

/// Cells with something in common: how many, and the names of the first ones.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct NamedCells {
    /// How many there are.
    pub count: usize,
    /// The names of the first ones.
    pub first: Vec<String>,
}

/// What a sheet shows besides its texts.
#[derive(Debug, Default)]
pub struct Beside {
    /// Cells with a comment.
    pub comments: NamedCells,
    /// Struck-out cells in rows that are not entirely struck out.
    pub struck_cells: NamedCells,
    /// The numbers of the rows in which all cells are struck out.
    pub struck: Vec<usize>,
    /// The numbers of the hidden rows.
    pub hidden: Vec<usize>,
}

impl NamedCells {
    pub(super) fn add(&mut self, cell: String) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(cell);
        }
    }
}

/// A cell name as in spreadsheets, such as `XFD1048576`.
pub(super) fn name(row: u64, column: u64) -> String {
    let mut letters = Vec::new();
    let mut left = u128::from(column) + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().collect();
    format!("{letters}{}", row.saturating_add(1))
}

/// A number with a comma before every three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_a_spreadsheet_shows() {
        for (cell, row, column) in [
            ("A1", 0, 0),
            ("Z3", 2, 25),
            ("AA1", 0, 26),
            ("ALM1", 0, 1_000),
            ("XFD1048576", 1_048_575, 16_383),
        ] {
            assert_eq!(name(row, column), cell);
        }
    }

    #[test]
    fn a_far_cell_costs_its_own_row_alone() {
        let mut rows = Rows::default();
        rows.put(0, 0, "a".to_owned()).unwrap();
        rows.put(1_048_575, 999, "b".to_owned()).unwrap();
        rows.put(2, 16_383, "  ".to_owned()).unwrap();
        let numbers: Vec<(usize, usize)> = rows
            .finish()
            .iter()
            .map(|row| (row.number, row.cells.len()))
            .collect();
        assert_eq!(numbers, [(1, 1), (1_048_576, 1_000)]);
    }

    #[test]
    fn every_limit_is_said() {
        let mut rows = Rows::default();
        let wrong = rows.put(1_048_575, 16_383, "b".to_owned()).unwrap_err();
        assert_eq!(
            wrong.why,
            "it has text in cell XFD1048576, beyond column 1,000"
        );
        assert!(wrong.help.contains("at most 200,000 rows"));

        let mut rows = Rows::default();
        let wide = (0..).find_map(|row| rows.put(row, 999, "x".to_owned()).err());
        assert_eq!(wide.unwrap().why, "it has more than 4,000,000 cells");

        let mut rows = Rows::default();
        let long = (0..).find_map(|row| rows.put(row, 0, "x".to_owned()).err());
        assert_eq!(long.unwrap().why, "it has more than 200,000 rows");

        let mut rows = Rows::default();
        let text = "x".repeat(32_000);
        let heavy = (0..).find_map(|row| rows.put(row, 0, text.clone()).err());
        assert_eq!(heavy.unwrap().why, "its cells have more than 64 MB of text");

        let mut rows = Rows::default();
        let long = rows.put(2, 1, "ñ".repeat(32_768)).unwrap_err();
        assert_eq!(long.why, "it has more than 32,767 letters in cell B3");
        assert!(rows.put(2, 1, "ñ".repeat(32_767)).is_ok());
    }
}
