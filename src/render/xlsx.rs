//! Sheets as a workbook for Excel, LibreOffice and the like: one worksheet per sheet, with its heading, rules and
//! notes.
//!
//! Numbers, days and rates are formatted values, not words, so that a spreadsheet can calculate with them; an unknown
//! value is an empty cell and a masked one is its words, so that neither counts as 0. A value with parts, such as `{k,
//! n}`, has a cell for each part. The heading and the table's headings stay in view; rules, notes and sources are below
//! the table. A sheet of facts is turned on its side: a line for each column.
//!
//! Words are always written as words: text that begins with `=` is never a formula, and text that looks like an address
//! is never a link. The same sheets give the same bytes: the as-of day is used as the workbook's timestamp.

use std::fmt::Display;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::report::{Align, Cell, Column, Layout, Sheet};

use super::prose::{prose, width};
use super::{Look, csv, escape, shown, text};

/// The line of the table's headings: below the title, the frame and an empty line.
const HEAD: u32 = 3;
/// The maximum number of lines in a worksheet.
const MOST_ROWS: usize = 1_048_576;
/// The maximum length of a worksheet's name.
const MOST_LETTERS: usize = 31;
/// The maximum number of characters in a cell.
const MOST_CHARACTERS: usize = 32_767;
/// The width of the widest column, in digits; longer words are wrapped.
const WIDEST: usize = 60;
/// The width of the narrowest column, in digits.
const NARROWEST: usize = 6;
/// The width of the filter arrow, in digits.
const ARROW: usize = 3;
/// Prose next to and below a table is as wide as on a screen.
const PROSE: Look = Look {
    width: None,
    unicode: true,
    colour: false,
};

/// Sheets as the bytes of a workbook.
///
/// # Errors
/// Returns an error if a worksheet cannot hold that much.
pub(super) fn render(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    if let Some(sheet) = sheets
        .iter()
        .find(|sheet| sheet.rows.len() + 1_000 > MOST_ROWS)
    {
        return Err(format!(
            "a worksheet holds {MOST_ROWS} rows, and this has {}",
            sheet.rows.len()
        ));
    }
    workbook(sheets).map_err(|error| format!("this does not go into a workbook: {error}"))
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    if let Some(first) = sheets.first() {
        let mut properties = DocProperties::new().set_title(escape::line(&first.title));
        properties = properties.set_subject(text::frame(first));
        if let Some(day) = excel_day(&first.as_of) {
            properties = properties.set_creation_datetime(&day);
        }
        workbook.set_properties(&properties);
    }
    let styles = Styles::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = name(&sheet.title, &names);
        let page = workbook.add_worksheet().set_name(&name)?;
        names.push(name);
        fill(page, sheet, &styles)?;
    }
    workbook.save_to_buffer()
}

/// The name of a worksheet: at most 31 letters, without forbidden characters, and different from the others.
fn name(title: &str, taken: &[String]) -> String {
    let plain: String = escape::line(title)
        .chars()
        .map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c })
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = if plain.is_empty() {
        "sheet".to_owned()
    } else {
        plain
    };
    let cut = |room: usize| {
        plain
            .chars()
            .take(room)
            .collect::<String>()
            .trim_end()
            .to_owned()
    };
    // Excel reserves `History`.
    let free = |name: &str| {
        let lower = name.to_lowercase();
        lower != "history" && taken.iter().all(|other| other.to_lowercase() != lower)
    };
    let numbered = (2..).map(|number: u32| {
        let end = format!(" {number}");
        cut(MOST_LETTERS - end.len()) + &end
    });
    let mut names = std::iter::once(cut(MOST_LETTERS)).chain(numbered);
    names.find(|name| free(name)).unwrap_or_default()
}

/// The formats of cells, created once.
struct Styles {
    title: Format,
    frame: Format,
    head: Format,
    number_head: Format,
    words: Format,
    long: Format,
    masked: Format,
    bold: Format,
    day: Format,
    rate: Format,
    hardly: Format,
    nearly: Format,
    numbers: Vec<Format>,
}

impl Styles {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let head = top()
            .set_bold()
            .set_text_wrap()
            .set_border_bottom(FormatBorder::Thin);
        let number = |decimals| match decimals {
            0 => "#,##0".to_owned(),
            decimals => format!("#,##0.{}", "0".repeat(decimals)),
        };
        Self {
            title: Format::new().set_bold().set_font_size(14),
            frame: Format::new().set_font_color(0x0056_666E),
            number_head: head.clone().set_align(FormatAlign::Right),
            head,
            words: top(),
            long: top().set_text_wrap(),
            masked: top().set_italic().set_align(FormatAlign::Right),
            bold: top().set_bold(),
            day: top()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
            rate: top().set_num_format("0.0%"),
            // A rate that is not quite 0 or 1 never looks like it.
            hardly: top().set_num_format("\"<0.1%\""),
            nearly: top().set_num_format("\">99.9%\""),
            numbers: (0..=MOST_DECIMALS)
                .map(|decimals| top().set_num_format(number(decimals)))
                .collect(),
        }
    }

    fn number(&self, decimals: usize) -> &Format {
        &self.numbers[decimals.min(MOST_DECIMALS)]
    }

    fn rate(&self, rate: f64) -> &Format {
        match shown::value(&Cell::Rate(rate)).chars().next() {
            Some('<') => &self.hardly,
            Some('>') => &self.nearly,
            _ => &self.rate,
        }
    }
}

/// The maximum number of decimals shown.
const MOST_DECIMALS: usize = 6;

/// A column of the table; values with parts have one for each part.
struct Part<'a> {
    title: String,
    align: Align,
    cells: Vec<&'a Cell>,
}

fn parts(sheet: &Sheet) -> Vec<Part<'_>> {
    let rows: Vec<Vec<&Cell>> = sheet.rows.iter().map(|row| row.iter().collect()).collect();
    let of_column = |(at, column): (usize, &Column)| {
        let cells = || {
            rows.iter()
                .map(move |row| row.get(at).copied().unwrap_or(&Cell::Unknown))
        };
        let title = escape::line(&column.title);
        let names = csv::part_names(&rows, at);
        if names.is_empty() {
            return vec![Part {
                title,
                align: column.align,
                cells: cells().collect(),
            }];
        }
        let part = |name: &str| Part {
            title: part_title(&title, name),
            align: Align::Right,
            cells: cells().map(|cell| part_of(cell, name)).collect(),
        };
        names.into_iter().map(part).collect()
    };
    let mut parts: Vec<Part<'_>> = sheet
        .columns
        .iter()
        .enumerate()
        .flat_map(of_column)
        .collect();
    parts.iter_mut().for_each(|part| {
        if part
            .cells
            .iter()
            .any(|cell| matches!(cell, Cell::All | Cell::Text(_) | Cell::List(_)))
        {
            part.align = Align::Left;
        }
    });
    parts
}

/// `sustained 3` and `sustained 3, of` for `{k, n}`; `ended by reason: moved` for other parts.
fn part_title(title: &str, part: &str) -> String {
    match part {
        "k" => title.to_owned(),
        "n" => format!("{title}, of"),
        part => format!("{title}: {}", escape::line(part)),
    }
}

fn part_of<'a>(cell: &'a Cell, name: &str) -> &'a Cell {
    match cell {
        Cell::Parts(parts) => parts
            .iter()
            .find(|(part, _)| part == name)
            .map_or(&Cell::Unknown, |(_, cell)| cell),
        whole => whole,
    }
}

fn fill(page: &mut Worksheet, sheet: &Sheet, styles: &Styles) -> Result<(), XlsxError> {
    page.set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_footer("&L&A&R&P / &N");
    page.write_string_with_format(0, 0, words(&sheet.title), &styles.title)?;
    page.write_string_with_format(1, 0, words(&text::frame(sheet)), &styles.frame)?;
    let parts = parts(sheet);
    let mut next = match (parts.is_empty(), sheet.layout) {
        (true, _) => HEAD,
        (false, Layout::Facts) => facts(page, &parts, styles)?,
        (false, Layout::Table | Layout::Cards) => table(page, sheet, &parts, styles)?,
    };
    next = totals(page, next, sheet, styles)?;
    remarks(page, next, sheet, styles)
}

/// The headings and a line for each row; returns the line after the last.
fn table(
    page: &mut Worksheet,
    sheet: &Sheet,
    parts: &[Part<'_>],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (column, part) in (0u16..).zip(parts) {
        page.write_string_with_format(HEAD, column, words(&part.title), styles.head(part.align))?;
        page.set_column_width(column, width_of(part) as f64)?;
        for (row, cell) in (HEAD + 1..).zip(&part.cells) {
            write(page, row, column, cell, styles)?;
        }
    }
    page.set_freeze_panes(HEAD + 1, 0)?
        .set_repeat_rows(HEAD, HEAD)?;
    let last = HEAD + u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    let right = u16::try_from(parts.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if sheet.rows.is_empty() {
        page.write_string_with_format(HEAD + 1, 0, "none", &styles.words)?;
        return Ok(HEAD + 2);
    }
    page.autofilter(HEAD, 0, last, right)?;
    Ok(last + 1)
}

/// A line for each column, the first as the heading; returns the line after the last.
fn facts(page: &mut Worksheet, parts: &[Part<'_>], styles: &Styles) -> Result<u32, XlsxError> {
    let titles = parts
        .iter()
        .map(|part| width(&part.title))
        .max()
        .unwrap_or(0);
    page.set_column_width(0, titles.clamp(NARROWEST, WIDEST) as f64 + 1.0)?;
    let count = parts.first().map_or(0, |part| part.cells.len());
    for (column, at) in (1u16..).zip(0..count) {
        let widest = parts
            .iter()
            .map(|part| width(&shown::value(part.cells[at])))
            .max()
            .unwrap_or(0);
        page.set_column_width(column, widest.clamp(NARROWEST, WIDEST) as f64 + 1.0)?;
    }
    let mut row = HEAD;
    for part in parts {
        let head = if row == HEAD {
            &styles.head
        } else {
            &styles.long
        };
        page.write_string_with_format(row, 0, words(&part.title), head)?;
        for (column, cell) in (1u16..).zip(&part.cells) {
            if row == HEAD {
                page.write_string_with_format(
                    row,
                    column,
                    words(&shown::value(cell)),
                    &styles.head,
                )?;
            } else {
                write(page, row, column, cell, styles)?;
            }
        }
        row += 1;
    }
    page.set_freeze_panes(HEAD + 1, 1)?;
    Ok(row)
}

/// The figures of the sheet as a whole, after an empty line.
fn totals(
    page: &mut Worksheet,
    mut row: u32,
    sheet: &Sheet,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (column, cell) in &sheet.totals {
        row += 1;
        page.write_string_with_format(row, 0, words(&column.title), &styles.bold)?;
        write(page, row, 1, cell, styles)?;
    }
    Ok(if sheet.totals.is_empty() {
        row
    } else {
        row + 1
    })
}

/// How it is counted, the notes, and the sources, each after an empty line.
fn remarks(
    page: &mut Worksheet,
    mut row: u32,
    sheet: &Sheet,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let of = |all: &[String], lead: &str| {
        all.iter()
            .map(|one| prose(one, lead, &PROSE))
            .collect::<String>()
    };
    let blocks = [
        of(&[sheet.answer.clone(), sheet.rules.clone()].concat(), ""),
        of(&sheet.errors_in_words(), "errors: "),
        of(&sheet.notes, "note: "),
        of(&sheet.sources, "source: "),
    ];
    for (at, block) in blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| !block.is_empty())
    {
        row += 1;
        if at == 0 {
            page.write_string_with_format(row, 0, "How this is counted", &styles.bold)?;
            row += 1;
        }
        for line in block.lines() {
            page.write_string_with_format(row, 0, words(line), &styles.words)?;
            row += 1;
        }
    }
    Ok(())
}

fn write(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Unknown => {}
        Cell::Count(count) => {
            page.write_number_with_format(row, column, *count as f64, styles.number(0))?;
        }
        Cell::Number(number, decimals) if number.is_finite() => {
            page.write_number_with_format(row, column, *number, styles.number(*decimals))?;
        }
        Cell::Rate(rate) if rate.is_finite() => {
            page.write_number_with_format(row, column, *rate, styles.rate(*rate))?;
        }
        Cell::Number(..) | Cell::Rate(_) => {}
        Cell::Bool(truth) => {
            page.write_boolean_with_format(row, column, *truth, &styles.words)?;
        }
        Cell::Day(day) => match excel_day(day) {
            Some(date) => {
                page.write_datetime_with_format(row, column, &date, &styles.day)?;
            }
            None => {
                page.write_string_with_format(row, column, day.to_string(), &styles.words)?;
            }
        },
        Cell::Masked(shown) => {
            page.write_string_with_format(row, column, words(shown), &styles.masked)?;
        }
        Cell::All | Cell::Text(_) | Cell::List(_) | Cell::Parts(_) => {
            let shown = words(&shown::value(cell));
            let style = if width(&shown) > WIDEST {
                &styles.long
            } else {
                &styles.words
            };
            page.write_string_with_format(row, column, shown, style)?;
        }
    }
    Ok(())
}

impl Styles {
    fn head(&self, align: Align) -> &Format {
        match align {
            Align::Left => &self.head,
            Align::Right => &self.number_head,
        }
    }
}

/// A day as spreadsheets store it, from 1900 on.
fn excel_day(day: &impl Display) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&day.to_string()).ok()
}

/// The width of a column: its longest value, or its heading over two lines.
fn width_of(part: &Part<'_>) -> usize {
    let value = |cell: &&Cell| match cell {
        Cell::Count(_) | Cell::Number(..) => width(&shown::grouped(&shown::value(cell))),
        cell => width(&shown::value(cell)),
    };
    let longest = part.cells.iter().map(value).max().unwrap_or(0) + 1;
    let head = width(&part.title);
    let word = part.title.split(' ').map(width).max().unwrap_or(0);
    longest
        .max(word.max(head.div_ceil(2)) + ARROW)
        .clamp(NARROWEST, WIDEST)
}

/// Words that fit in a cell.
fn words(text: &str) -> String {
    let line = escape::line(text);
    if line.chars().count() <= MOST_CHARACTERS {
        return line;
    }
    let kept: String = line.chars().take(MOST_CHARACTERS - 1).collect();
    kept + "…"
}

#[cfg(test)]
mod tests;
