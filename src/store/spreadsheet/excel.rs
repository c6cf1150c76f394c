//! Excel workbooks, .xlsx.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};

use super::beside::{Struck, of_excel};
use super::numbers::{NO_VALUE, NumberShape, clock, shown};
use super::package::Package;
use super::rows::{Beside, Rows, Spreadsheet};
use super::wrong::{Wrong, choose};

/// The rows of a sheet, read cell by cell: a range would allocate every cell up to the last corner.
pub(super) fn read(
    bytes: &[u8],
    sheet: Option<&str>,
    mut package: Package<'_>,
) -> Result<Spreadsheet, Wrong> {
    let has_formulas = package.has_formulas();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(Wrong::damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    let sheets: Vec<(&str, bool)> = sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.visible != SheetVisible::Visible))
        .collect();
    let (name, others) = choose(&sheets, sheet)?;
    let unread = |error: XlsxError| Wrong::damaged(format!("`{name}`: {error}"));
    let mut rows = Rows::default();
    let found = |rows: Rows, beside: Beside| Spreadsheet {
        rows: rows.finish(),
        sheet: Some(name.to_owned()),
        others: others.clone(),
        beside,
    };
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart sheet has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(found(rows, Beside::default())),
        Err(error) => return Err(unread(error)),
    };
    let shapes: Vec<Option<NumberShape>> = cells
        .styles()
        .iter()
        .map(|style| NumberShape::of(&style.number_format.as_ref()?.format_code))
        .collect();
    let is_struck: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| style.font.as_ref().is_some_and(|font| font.strikethrough))
        .collect();
    let mut struck = Struck::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(unread)? {
        let (row, column) = cell.get_position();
        let shape = shapes.get(style).and_then(Option::as_ref);
        if let Some(text) = text_of(cell.get_value(), shape) {
            if !text.trim().is_empty() {
                let is_struck = is_struck.get(style).is_some_and(|is_struck| *is_struck);
                struck.look(row.into(), column.into(), is_struck);
            }
            rows.put(row.into(), column.into(), text)?;
        }
    }
    drop(cells);
    if has_formulas {
        let mut cells = book.worksheet_cells_reader(name).map_err(unread)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(unread)? {
            if cell.formula.is_some() && cell.value == DataRef::Empty {
                let (row, column) = cell.pos;
                rows.put(row.into(), column.into(), NO_VALUE.to_owned())?;
            }
        }
    }
    let mut beside = of_excel(&mut package, name);
    struck.tell(&mut beside);
    Ok(found(rows, beside))
}

/// A cell as a person reads it.
fn text_of(cell: &DataRef<'_>, shape: Option<&NumberShape>) -> Option<String> {
    Some(match cell {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown(*number, shape),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(moment) => day_of(moment),
    })
}

/// A day, with its time if it has one. Less than a day is a time or a duration; an empty day copied by a formula is the
/// number 0, not a day in 1899.
fn day_of(moment: &ExcelDateTime) -> String {
    let number = moment.as_f64();
    if moment.is_duration() || number > 0.0 && number < 1.0 {
        return clock(number);
    }
    if number < 1.0 {
        return number.to_string();
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let time = if (hour, minute) == (0, 0) {
        String::new()
    } else {
        format!(" {hour:02}:{minute:02}")
    };
    format!("{year:04}-{month:02}-{day:02}{time}")
}
