//! A csv file that the program wrote and a person filled in.

use std::path::Path;

use super::failure::Failure;
use crate::store::import;

/// A row with something in the decision column.
pub struct FilledRow {
    /// Its line, from 1.
    pub line: u64,
    names: Vec<String>,
    cells: csv::StringRecord,
}

impl FilledRow {
    /// The cell of a column, without spaces around it; empty if the file does not have the column.
    pub fn cell(&self, name: &str) -> &str {
        let at = self.names.iter().position(|known| known == name);
        let cell = at.and_then(|at| self.cells.get(at));
        cell.unwrap_or_default().trim()
    }
}

/// The rows with a decision. `columns` must be present; `made_by` is the command that writes such a file.
///
/// # Errors
/// The file cannot be read, is not a csv, or lacks a column.
pub fn decisions(file: &Path, columns: &[&str], made_by: &str) -> Result<Vec<FilledRow>, Failure> {
    let text = import(file)?;
    let heading = text.lines().next().unwrap_or_default();
    // Spreadsheets of some countries separate cells with semicolons.
    let delimiter = if heading.contains(';') && !heading.contains(',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let wrong =
        |error: csv::Error| Failure::new(format!("{} is not a csv file: {error}", file.display()));
    let headers = reader.headers().map_err(wrong)?;
    let names: Vec<String> = headers
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let is_missing = |name: &&&str| !names.iter().any(|known| known == **name);
    if let Some(missing) = columns.iter().find(is_missing) {
        return Err(
            Failure::new(format!("{} has no column `{missing}`", file.display()))
                .help(format!("`{made_by} --csv-out FILE` writes one to fill in")),
        );
    }
    let mut rows = Vec::new();
    for cells in reader.records() {
        let cells = cells.map_err(wrong)?;
        let row = FilledRow {
            line: cells.position().map_or(0, csv::Position::line),
            names: names.clone(),
            cells,
        };
        if !row.cell("decision").is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}
