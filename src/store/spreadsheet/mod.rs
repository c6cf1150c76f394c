//! Reading spreadsheets from elsewhere: workbooks, and text with cells separated by a comma, a semicolon, a tab or a
//! bar, in UTF-8, UTF-16 or Windows-1252.
//!
//! A sheet can come from anyone, so every format is read cell by cell into [`Rows`], which enforces the limits: a small
//! file cannot take more memory than a large one of the kind that programs have.

mod beside;
mod excel;
mod numbers;
mod opendocument;
mod package;
mod rows;
mod text;
mod wrong;

use std::io::ErrorKind;
use std::path::Path;

use super::error::StoreError;
use super::regular;
use package::Package;
pub use rows::{Beside, NamedCells, Spreadsheet};
use wrong::Wrong;

/// How zip archives begin: modern workbooks.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// How compound files begin: workbooks from before 2007, and those with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// The maximum size of a file in bytes.
const FILE: u64 = 64 << 20;

/// The rows of a spreadsheet as text. In a workbook, the sheet with that name is read, or the first visible one if
/// there is no name. A cell is returned as a person reads it: a day as `2026-10-07`, a time as `18:30`, a number with
/// the zeros that its format shows. A formula without a stored value is returned as `=?`.
///
/// # Errors
/// The file cannot be read, is not a spreadsheet, has no such sheet, or exceeds a limit.
pub fn spreadsheet(path: &Path, sheet: Option<&str>) -> Result<Spreadsheet, StoreError> {
    let bytes = match regular::read_up_to(path, FILE) {
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            Err(rows::too_much("it has more than 64 MB"))
        }
        bytes => Ok(bytes.map_err(StoreError::io("read", path))?),
    };
    let rows = bytes.and_then(|bytes| match path.extension() {
        Some(end) if end == "docx" || end == "doc" => Err(Wrong::new(
            "it is a Word document, not a spreadsheet",
            "copy its table into a spreadsheet, save that as .xlsx or .csv, then try again",
        )),
        _ => read(bytes, sheet),
    });
    rows.map_err(|wrong| StoreError::Spreadsheet {
        path: path.to_owned(),
        at: wrong
            .at
            .map_or_else(String::new, |(line, column)| format!(":{line}:{column}")),
        why: wrong.why,
        help: wrong.help,
    })
}

fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Spreadsheet, Wrong> {
    if bytes.starts_with(COMPOUND) {
        return Err(Wrong::new(
            "it is a workbook from before 2007 (.xls), or one with a password",
            "open it in a spreadsheet program, save it without a password as .xlsx or .csv, then try again",
        ));
    }
    if !bytes.starts_with(ARCHIVE) {
        return Ok(Spreadsheet {
            rows: text::read(bytes)?,
            sheet: None,
            others: Vec::new(),
            beside: Beside::default(),
        });
    }
    let package = Package::open(&bytes)?;
    if package.has("content.xml") {
        opendocument::read(package, sheet)
    } else {
        excel::read(&bytes, sheet, package)
    }
}
