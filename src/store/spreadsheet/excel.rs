//! Workbooks of Excel, .xlsx.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};

use super::rows::Rows;
use super::wrong::{Wrong, choose};
use crate::record::intake::SheetRow;

/// The rows of a sheet, read cell by cell: a range would have room for every cell up to the last corner.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<SheetRow>, Wrong> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(Wrong::damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    let sheets: Vec<(&str, bool)> = sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.visible != SheetVisible::Visible))
        .collect();
    let name = choose(&sheets, sheet)?;
    let unread = |error: XlsxError| Wrong::damaged(format!("`{name}`: {error}"));
    let mut rows = Rows::default();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet that is one chart has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(unread(error)),
    };
    while let Some(cell) = cells.next_cell().map_err(unread)? {
        let (row, column) = cell.get_position();
        if let Some(text) = text_of(cell.get_value()) {
            rows.put(row.into(), column.into(), text)?;
        }
    }
    Ok(rows.finish())
}

/// A cell as a person reads it.
fn text_of(cell: &DataRef<'_>) -> Option<String> {
    Some(match cell {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(moment) => day_of(moment),
    })
}

fn day_of(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let time = if (hour, minute) == (0, 0) {
        String::new()
    } else {
        format!(" {hour:02}:{minute:02}")
    };
    format!("{year:04}-{month:02}-{day:02}{time}")
}
