//! Decisions that a supervisor made in a spreadsheet.

use std::path::Path;

use super::decide::{Decided, Decision};
use crate::cli::failure::Failure;
use crate::cli::people::participant;
use crate::store::import;

/// Takes the decisions of a file. Rows without a decision decide nothing.
///
/// # Errors
/// The file cannot be read, or a row cannot be followed: every such row is named, and nothing is to be written.
pub(super) fn read(file: &Path, decided: &mut Decided<'_>) -> Result<(), Failure> {
    let text = import(file)?;
    let heading = text.lines().next().unwrap_or_default();
    // Spreadsheets of some countries part cells by semicolons.
    let delimiter = if heading.contains(';') && !heading.contains(',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let wrong = |error: csv::Error| Failure::new(format!("{} is no csv: {error}", file.display()));
    let names: Vec<String> = reader
        .headers()
        .map_err(wrong)?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let column = |name: &str| {
        names.iter().position(|known| known == name).ok_or_else(|| {
            Failure::new(format!("{} has no column `{name}`", file.display()))
                .help("`peer same --csv-out FILE` writes one to fill in")
        })
    };
    let columns = [column("id")?, column("other")?, column("decision")?];
    let mut faults = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let line = record.position().map_or(0, csv::Position::line);
        let [one, other, word] = columns.map(|at| record.get(at).unwrap_or_default().trim());
        if word.is_empty() {
            continue;
        }
        if let Err(failure) = follow(decided, one, other, word) {
            faults.push((failure.status, format!("line {line}: {}", failure.message)));
        }
    }
    let Some((_, first)) = faults.first() else {
        return Ok(());
    };
    let message = format!("{}: {first}; nothing was written", file.display());
    let failure = if faults.iter().any(|(status, _)| *status != 1) {
        Failure::new(message)
    } else {
        Failure::refused(message)
    };
    Err(faults.iter().skip(1).fold(failure, |failure, (_, fault)| {
        failure.help(format!("also: {fault}"))
    }))
}

fn follow(decided: &mut Decided<'_>, one: &str, other: &str, word: &str) -> Result<(), Failure> {
    let decision: Decision = word.to_lowercase().parse().map_err(Failure::new)?;
    let one = participant(decided.register(), one)?;
    let other = participant(decided.register(), other)?;
    decided.take(decision, &one, &other)
}
