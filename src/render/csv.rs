//! Sheets as comma-separated values, for spreadsheets and statistics packages.
//!
//! One sheet is a tidy table: a line of field names, then a line for each row. A value with parts, such as `{k, n}`,
//! has a column for each part, named `sustained_3.k`. A sheet with only totals writes them as its one row; if there are
//! rows, totals are left out, as they are not a row of the table (json has both).
//!
//! Several sheets do not share their columns, so they are written long, a line for each value:
//! `report,period,start,end,row,field,value`, where the days are those of the row if it has its own, and `row` names
//! its other words (`service=mentoring`).
//!
//! If the records behind a sheet have errors, `errors.RULE` says how many: a column for each rule, or a line.
//!
//! Unknown is empty, masked is what may be said instead (`<11`), rates are fractions.
//!
//! **Formulas.** A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, even after invisible characters.
//! Records hold words that anyone may have typed, so words that begin this way get an apostrophe in front, which
//! spreadsheets take as the sign of plain text. We write numbers ourselves; they are not words and keep their minus.

use ::csv::{Terminator, WriterBuilder};

use crate::record::is_hidden;
use crate::report::{ALL, Cell, Column, Errors, Key, Line, Sheet};

/// Sheets as csv, in UTF-8 without a byte order mark, with line feeds.
pub(super) fn render(sheets: &[Sheet]) -> String {
    let lines = match sheets {
        [] => return String::new(),
        [sheet] => wide(sheet),
        several => long(several),
    };
    write(&lines)
}

fn write(lines: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    for line in lines {
        // Writing to memory cannot fail.
        let _ = writer.write_record(line);
    }
    writer
        .into_inner()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}

/// Rows of other people's text as csv that no spreadsheet runs. It begins with a byte order mark: the file is to be
/// opened in a spreadsheet, corrected and read again, and without the mark some spreadsheets would corrupt every
/// accent.
#[must_use]
pub fn sheet_of(rows: &[Vec<String>]) -> String {
    let safe: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect();
    format!("\u{feff}{}", write(&safe))
}

/// A line of names and a line for each row.
fn wide(sheet: &Sheet) -> Vec<Vec<String>> {
    let mut columns: Vec<&Column> = sheet.columns.iter().collect();
    let mut rows: Vec<Vec<&Cell>> = sheet.rows.iter().map(|row| row.iter().collect()).collect();
    if columns.is_empty() {
        columns = sheet.totals.iter().map(|(column, _)| column).collect();
        rows = vec![sheet.totals.iter().map(|(_, cell)| cell).collect()];
    }
    let errors = errors(sheet);
    if let Some((column, cell)) = &errors {
        columns.push(column);
        rows.iter_mut().for_each(|row| row.push(cell));
    }
    table(&columns, &rows)
}

/// How many errors of which rules are in the records behind a sheet, a part for each rule.
fn errors(sheet: &Sheet) -> Option<(Column, Cell)> {
    let part = |errors: &Errors| (errors.rule.to_owned(), Cell::count(errors.count));
    let parts: Vec<(String, Cell)> = sheet.errors.iter().map(part).collect();
    (!parts.is_empty()).then(|| (Column::number("errors"), Cell::Parts(parts)))
}

fn table(columns: &[&Column], rows: &[Vec<&Cell>]) -> Vec<Vec<String>> {
    let parts: Vec<Vec<&str>> = (0..columns.len())
        .map(|index| part_names(rows, index))
        .collect();
    let mut header = Vec::new();
    for (column, parts) in columns.iter().zip(&parts) {
        if parts.is_empty() {
            header.push(plain(column.name));
        }
        header.extend(
            parts
                .iter()
                .map(|part| plain(&format!("{}.{part}", column.name))),
        );
    }
    let mut lines = vec![header];
    for row in rows {
        let mut line = Vec::new();
        for (cell, parts) in row.iter().zip(&parts) {
            if parts.is_empty() {
                line.push(value(cell));
            }
            line.extend(parts.iter().map(|part| part_of(cell, part)));
        }
        lines.push(line);
    }
    lines
}

/// The names of the parts in a column, in order of appearance; empty for a column without parts.
pub(super) fn part_names<'a>(rows: &[Vec<&'a Cell>], index: usize) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for cell in rows.iter().filter_map(|row| row.get(index)) {
        if let Cell::Parts(parts) = cell {
            for (name, _) in parts {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
    }
    names
}

fn part_of(cell: &Cell, part: &str) -> String {
    match cell {
        Cell::Parts(parts) => parts
            .iter()
            .find(|(name, _)| name == part)
            .map(|(_, cell)| value(cell))
            .unwrap_or_default(),
        whole => value(whole),
    }
}

/// A line for each value of each sheet, its totals last.
fn long(sheets: &[Sheet]) -> Vec<Vec<String>> {
    let names = ["report", "period", "start", "end", "row", "field", "value"];
    let mut lines = vec![names.map(str::to_owned).to_vec()];
    for sheet in sheets {
        let place = |row: Option<Line<'_>>| {
            let own = |key| row.and_then(|row| row.key(key));
            let period = sheet.period.as_ref();
            let day =
                |key, of_sheet: Option<String>| own(key).map(raw).or(of_sheet).unwrap_or_default();
            [
                plain(&sheet.report),
                own(Key::Period)
                    .map(value)
                    .or_else(|| Some(plain(&period?.label)))
                    .unwrap_or_default(),
                day(Key::Start, period.map(|period| period.first.to_string())),
                day(Key::End, period.map(|period| period.last.to_string())),
            ]
        };
        let mut push = |place: &[String; 4], row: &str, name: &str, cell: &Cell| {
            for (field, value) in fields(name, cell) {
                lines.push(
                    place
                        .iter()
                        .cloned()
                        .chain([plain(row), plain(&field), value])
                        .collect(),
                );
            }
        };
        if let Some((column, cell)) = errors(sheet) {
            push(&place(None), "", column.name, &cell);
        }
        for row in sheet.lines() {
            let (place, named) = (place(Some(row)), row_name(row));
            for (column, cell) in row.cells().filter(|(column, cell)| !is_name(column, cell)) {
                push(&place, &named, column.name, cell);
            }
        }
        for (column, cell) in &sheet.totals {
            push(&place(None), "", column.name, cell);
        }
    }
    lines
}

/// Whether a value identifies the row rather than saying something about it.
fn is_name(column: &Column, cell: &Cell) -> bool {
    column.is_key() && matches!(cell, Cell::All | Cell::Text(_) | Cell::Day(_))
}

fn row_name(row: Line<'_>) -> String {
    let has_a_place =
        |column: &Column| [Key::Period, Key::Start, Key::End].map(|key| column.is(key));
    let named = |(column, cell): &(&Column, &Cell)| {
        is_name(column, cell) && !has_a_place(column).contains(&true)
    };
    let words = row.cells().filter(named);
    words
        .map(|(column, cell)| format!("{}={}", column.name, raw(cell)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn fields(name: &str, cell: &Cell) -> Vec<(String, String)> {
    match cell {
        Cell::Parts(parts) => parts
            .iter()
            .map(|(part, cell)| (format!("{name}.{part}"), value(cell)))
            .collect(),
        cell => vec![(name.to_owned(), value(cell))],
    }
}

/// A value that a spreadsheet can read safely.
fn value(cell: &Cell) -> String {
    match cell {
        Cell::Text(_) | Cell::Masked(_) | Cell::List(_) | Cell::Parts(_) => plain(&raw(cell)),
        cell => raw(cell),
    }
}

fn raw(cell: &Cell) -> String {
    match cell {
        Cell::Unknown => String::new(),
        Cell::All => ALL.to_owned(),
        Cell::Masked(text) | Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number, _) | Cell::Rate(number) if !number.is_finite() => String::new(),
        Cell::Number(number, decimals) => format!("{number:.decimals$}"),
        Cell::Rate(rate) => rate.to_string(),
        Cell::Bool(yes) => yes.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::List(words) => words.join(" "),
        Cell::Parts(parts) => parts
            .iter()
            .map(|(name, cell)| format!("{name}={}", raw(cell)))
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Words that no spreadsheet runs as a formula.
fn plain(text: &str) -> String {
    let shows_nothing = |c: char| c.is_whitespace() || is_hidden(c);
    let first = text.trim_start_matches(shows_nothing).chars().next();
    let runs = |c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    if first.is_some_and(runs) || text.trim_start_matches(' ').starts_with(['\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_table_has_one_line_of_names_and_one_for_each_row() {
        assert_eq!(
            render(&[sample::table()]),
            "period,start,service,served,new,rate\n\
             SFY2027Q1,2026-07-01,all,200,,1\n\
             SFY2027Q1,2026-07-01,mentoring,<11,0,<5.5%\n"
        );
    }

    #[test]
    fn parts_have_a_column_each() {
        assert_eq!(
            render(&[sample::facts()]),
            "definition,cohort,rate,km,sustained_3.k,sustained_3.n\n\
             return-to-court,15,0.36363636363636365,0.4653,<11,40\n"
        );
    }

    #[test]
    fn several_sheets_are_written_long() {
        let text = render(&[sample::facts(), sample::table()]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "report,period,start,end,row,field,value");
        assert_eq!(
            lines[1],
            "returns,CY2025,2025-01-01,2025-12-31,definition=return-to-court,cohort,15"
        );
        assert!(lines.contains(
            &"unduplicated,SFY2027Q1,2026-07-01,2026-09-30,service=mentoring,served,<11"
        ));
        assert_eq!(
            lines.last(),
            Some(&"unduplicated,SFY2027Q1,2026-07-01,2026-09-30,,anonymous,2")
        );
    }

    #[test]
    fn what_is_said_of_a_row_is_a_value_of_it() {
        let mut sheet = sample::table();
        sheet.columns = vec![Column::text("figure"), Column::words("why")];
        sheet.rows = vec![vec![Cell::text("served"), Cell::text("1 entered late")]];
        let text = render(&[sample::table(), sheet]);
        assert!(
            text.contains(",figure=served,why,1 entered late\n"),
            "{text}"
        );
    }

    #[test]
    fn words_that_a_spreadsheet_would_run_are_words() {
        let typed = [
            "=1+1",
            "+1-520-555-0142",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "＝1",
            "plain",
            "a=b",
        ];
        let written = typed.map(|text| value(&Cell::text(text)));
        for (typed, written) in typed.iter().zip(&written).take(8) {
            assert_eq!(*written, format!("'{typed}"));
        }
        assert_eq!(written[8..], ["plain", "a=b"]);
        assert_eq!(value(&Cell::List(vec!["=x".to_owned()])), "'=x");
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(value(&Cell::Count(-3)), "-3");
        assert_eq!(value(&Cell::Number(-0.25, 2)), "-0.25");
        assert_eq!(value(&Cell::Unknown), "");
        assert_eq!(value(&Cell::Rate(f64::NAN)), "");
    }

    #[test]
    fn what_was_written_is_read_back() {
        let mut sheet = sample::table();
        sheet.columns = vec![Column::text("note")];
        sheet.rows = vec![
            vec![Cell::text("a \"quoted\", word\nand a line")],
            vec![Cell::text("")],
        ];
        let text = render(&[sheet]);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let back: Vec<_> = reader
            .records()
            .map(|record| record.unwrap()[0].to_owned())
            .collect();
        assert_eq!(back, ["a \"quoted\", word\nand a line", ""]);
    }
}
