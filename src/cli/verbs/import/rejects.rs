//! The rows that are refused, as a csv to be corrected and taken in the same way.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::intake::{Fate, Layout, OUR_COLUMNS, Plan};
use crate::render::sheet_of;
use crate::store::{StoreError, import};

/// The ending of a file of refused rows.
pub(super) const ENDING: &str = ".rejected.csv";

/// The file beside a sheet that its refused rows go to.
pub(super) fn beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}{ENDING}"))
}

/// The refused rows as they were, each with its number and the reason before it; the headers first.
pub(super) fn rows(layout: &Layout<'_>, plan: &Plan) -> Vec<Vec<String>> {
    let own: Vec<usize> = (0..layout.headers.len())
        .filter(|at| !OUR_COLUMNS.contains(&layout.headers[*at].as_str()))
        .collect();
    let mut all = Vec::new();
    for row in &layout.rows {
        let Some(Fate::Refused(why)) = plan.fates.get(&row.number) else {
            continue;
        };
        let cells = own
            .iter()
            .map(|at| row.cells.get(*at).cloned().unwrap_or_default());
        all.push(
            [row.number.to_string(), why.clone()]
                .into_iter()
                .chain(cells)
                .collect(),
        );
    }
    if !all.is_empty() {
        let headers = own.iter().map(|at| layout.headers[*at].clone());
        all.insert(
            0,
            OUR_COLUMNS
                .iter()
                .map(|name| (*name).to_owned())
                .chain(headers)
                .collect(),
        );
    }
    all
}

/// The text of a file of refused rows.
pub(super) fn text(rows: &[Vec<String>]) -> String {
    sheet_of(rows)
}

/// Whether a file can be written: true where there is none, false where it says just this already.
///
/// # Errors
/// It says something else, or cannot be read.
pub(super) fn is_free(path: &Path, rows: &[Vec<String>]) -> Result<bool, Failure> {
    let taken = || {
        Failure::new(format!(
            "{} is there already; nothing was written",
            path.display()
        ))
        .help("refused rows would go there: move it away, or name another file with --rejects")
    };
    match import(path) {
        Ok(known) if known == text(rows).trim_start_matches('\u{feff}') => Ok(false),
        Ok(_) | Err(StoreError::NotText(..)) => Err(taken()),
        Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            Ok(true)
        }
        Err(error) => Err(error.into()),
    }
}
