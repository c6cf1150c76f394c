//! Reading spreadsheets that were made elsewhere: workbooks, and text whose cells are parted by a comma, a semicolon, a
//! tab or a bar, in UTF-8, UTF-16 or Windows-1252.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};

use super::error::StoreError;
use crate::record::intake::Row;

/// How workbooks begin: those of today are zip archives, those of before 2007 compound files.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// What may part the cells of a line, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many lines tell what parts the cells.
const ENOUGH: usize = 50;

/// The rows of a spreadsheet as text, each with its number. Of a workbook the sheet of that name is read, without a name
/// the first one. Days are given as `2026-10-07`, and rows without any text are left out.
///
/// # Errors
/// The file cannot be read, is no spreadsheet, or has no such sheet.
pub fn spreadsheet(path: &Path, sheet: Option<&str>) -> Result<Vec<Row>, StoreError> {
    let bytes = std::fs::read(path).map_err(StoreError::io("read", path))?;
    let rows = if WORKBOOKS.iter().any(|magic| bytes.starts_with(magic)) {
        workbook(bytes, sheet)
    } else {
        delimited(&decoded(&bytes))
    };
    let mut rows = rows.map_err(|(why, help)| StoreError::Spreadsheet {
        path: path.to_owned(),
        why,
        help,
    })?;
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

type Wrong = (String, String);

/// The text of a file by its byte order mark, else UTF-8, else as old spreadsheets for Windows write it.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

fn delimited(text: &str) -> Result<Vec<Row>, Wrong> {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err((
            "it is no text and no workbook".into(),
            "save it as .csv or .xlsx, then try again".into(),
        ));
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let best = DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| evenness(&text, *delimiter));
    let mut reader = reader(&text, best.unwrap_or(b','));
    let mut record = csv::StringRecord::new();
    let (mut rows, mut inner) = (Vec::new(), 0);
    // Text that was read already cannot fail to be read or to be UTF-8.
    while let Ok(true) = reader.read_record(&mut record) {
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let breaks: usize = cells.iter().map(|cell| cell.matches('\n').count()).sum();
        let after = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let number = after.saturating_sub(1 + breaks + inner);
        inner += breaks;
        // The last line end belongs to the cell where a quotation mark is open.
        let number = rows
            .last()
            .map_or(number, |last: &Row| number.max(last.number + 1));
        rows.push(Row { number, cells });
    }
    if let Some(row) = rows
        .last()
        .filter(|row| row.cells.last().is_some_and(|cell| cell.ends_with('\n')))
        && (text.matches('"').count() % 2 == 1 || !text.trim_end().ends_with('"'))
    {
        let why = format!("a quotation mark in row {} is never closed", row.number);
        return Err((
            why,
            "close it, or take it out, and save the file again".into(),
        ));
    }
    Ok(rows)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// How many cells the first lines have in the usual width, if a delimiter parts them; 0 where it parts none.
fn evenness(text: &str, delimiter: u8) -> usize {
    let widths: Vec<usize> = reader(text, delimiter)
        .records()
        .take(ENOUGH)
        .flatten()
        .map(|line| line.len())
        .collect();
    let rows = |width: usize| widths.iter().filter(|other| **other == width).count();
    widths
        .iter()
        .filter(|width| **width > 1)
        .map(|width| rows(*width) * width)
        .max()
        .unwrap_or(0)
}

fn workbook(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Vec<Row>, Wrong> {
    let mend = || {
        "open it in a spreadsheet program, save it again as .xlsx or .csv, then try again"
            .to_owned()
    };
    let mut book: Sheets<_> = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| {
        (
            format!("it is no workbook that can be read: {error}"),
            mend(),
        )
    })?;
    let names = book.sheet_names();
    let wanted = match sheet {
        None => names.first(),
        Some(sheet) => names
            .iter()
            .find(|name| name.trim().eq_ignore_ascii_case(sheet.trim())),
    };
    let Some(name) = wanted else {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let why = sheet.map_or_else(
            || "it has no sheet".to_owned(),
            |sheet| format!("it has no sheet `{sheet}`"),
        );
        return Err((
            why,
            format!(
                "its sheets are {}; `sheet` of the map names one",
                names.join(", ")
            ),
        ));
    };
    let range = book
        .worksheet_range(name)
        .map_err(|error| (format!("`{name}` cannot be read: {error}"), mend()))?;
    let first = range.start().map_or(0, |(row, _)| row as usize) + 1;
    let rows = range.rows().enumerate();
    Ok(rows
        .map(|(at, cells)| Row {
            number: first + at,
            cells: cells.iter().map(text_of).collect(),
        })
        .collect())
}

/// A cell as a person reads it.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(moment) if moment.is_duration() => moment.as_f64().to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            let time = if (hour, minute) == (0, 0) {
                String::new()
            } else {
                format!(" {hour:02}:{minute:02}")
            };
            format!("{year:04}-{month:02}-{day:02}{time}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        delimited(text)
            .unwrap()
            .into_iter()
            .map(|row| (row.number, row.cells))
            .collect()
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        let text = "\n\nname,note\nRosa,\"two\nlines\"\n\nLuis,x\r\nAna,y";
        let numbers: Vec<usize> = rows(text).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [3, 4, 6, 7]);
    }

    #[test]
    fn cells_are_parted_by_what_parts_most_of_them_evenly() {
        assert_eq!(
            rows("a;b\n\"Medina, Rosa\";1\nOrtega, Luis;2\n")[2].1,
            ["Ortega, Luis", "2"]
        );
        assert_eq!(rows("a\tb\nx, y\tz\n")[1].1, ["x, y", "z"]);
        assert_eq!(rows("a|b|c\n1|2|3\n")[1].1, ["1", "2", "3"]);
        assert_eq!(rows("alone\nRosa\n")[1].1, ["Rosa"]);
    }

    #[test]
    fn old_and_wide_encodings_are_read() {
        assert_eq!(decoded(b"Jos\xe9 Mu\xf1oz \x96"), "José Muñoz –");
        assert_eq!(decoded("\u{feff}José".as_bytes()), "José");
        let wide: Vec<u8> = "\u{feff}José"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decoded(&wide), "José");
    }

    #[test]
    fn a_quotation_mark_left_open_does_not_swallow_the_rest() {
        let (why, _) = delimited("a,b\nRosa,\"x\nLuis,y\n").unwrap_err();
        assert_eq!(why, "a quotation mark in row 2 is never closed");
        assert!(delimited("a,b\nRosa,5'2\"\n").is_ok());
    }
}
