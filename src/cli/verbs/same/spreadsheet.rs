//! Decisions that a supervisor made in a spreadsheet.

use std::path::Path;

use super::decide::{Decided, Decision};
use crate::cli::failure::Failure;
use crate::cli::filled::decisions;
use crate::cli::people::participant;

/// Reads the decisions in a file. Rows without a decision are ignored.
///
/// # Errors
/// The file cannot be read, or a row cannot be carried out: every such row is named, and nothing must be written.
pub(super) fn read(file: &Path, decided: &mut Decided<'_>) -> Result<(), Failure> {
    let mut faults = Vec::new();
    for row in decisions(file, &["id", "other", "decision"], "peer same")? {
        let line = row.line;
        let [one, other, word] = ["id", "other", "decision"].map(|name| row.cell(name));
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
