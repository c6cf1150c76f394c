//! Workbooks from LibreOffice and others, .ods.
//!
//! The file says how often a cell or a row is repeated, up to the whole sheet. Empty cells are only counted; all others
//! obey the limits of [`Rows`].

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::numbers::{NO_VALUE, shown};
use super::package::{BETWEEN_TAGS, Package, SHEETS, too_long_a_cell, too_many_sheets};
use super::rows::{Beside, Rows, Spreadsheet};
use super::wrong::{Wrong, choose};
use crate::record::intake::SheetRow;

/// The part with the cells.
const CONTENT: &str = "content.xml";

/// The rows of a sheet. The names of all sheets are read first, because they are nowhere else.
pub(super) fn read(mut package: Package<'_>, sheet: Option<&str>) -> Result<Spreadsheet, Wrong> {
    let sheets = sheets(&mut package)?;
    let sheets: Vec<(&str, bool)> = sheets
        .iter()
        .map(|(name, is_hidden)| (name.as_str(), *is_hidden))
        .collect();
    let (wanted, others) = choose(&sheets, sheet)?;
    let mut found = Spreadsheet {
        rows: Vec::new(),
        sheet: Some(wanted.to_owned()),
        others,
        beside: Beside::default(),
    };
    let mut buffer = Vec::new();
    let mut reader = xml(package.part(CONTENT)?);
    while let Some(event) = next(&mut reader, &mut buffer)? {
        if let Event::Start(tag) = event
            && tag.name().as_ref() == "table:table"
            && attribute(&tag, "table:name").unwrap_or_default() == wanted
        {
            found.rows = table(&mut reader)?;
            break;
        }
    }
    Ok(found)
}

/// The sheets in order, each with whether its style hides it.
fn sheets(package: &mut Package<'_>) -> Result<Vec<(String, bool)>, Wrong> {
    let (mut sheets, mut hidden) = (Vec::new(), BTreeSet::new());
    let mut style = String::new();
    let mut reader = xml(package.part(CONTENT)?);
    let mut buffer = Vec::new();
    while let Some(event) = next(&mut reader, &mut buffer)? {
        let Event::Start(tag) = event else { continue };
        match tag.name().as_ref() {
            "style:style" => style = attribute(&tag, "style:name").unwrap_or_default(),
            "style:table-properties"
                if attribute(&tag, "table:display").as_deref() == Some("false") =>
            {
                hidden.insert(style.clone());
            }
            "table:table" => {
                if sheets.len() == SHEETS {
                    return Err(too_many_sheets());
                }
                let name = attribute(&tag, "table:name").unwrap_or_default();
                let style = attribute(&tag, "table:style-name");
                sheets.push((name, style.is_some_and(|style| hidden.contains(&style))));
            }
            _ => {}
        }
    }
    Ok(sheets)
}

pub(super) fn xml<R: std::io::Read>(part: R) -> Reader<BufReader<R>> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    reader
}

/// The next event in the file; `None` at its end.
pub(super) fn next<'b, R: BufRead>(
    reader: &mut Reader<R>,
    buffer: &'b mut Vec<u8>,
) -> Result<Option<Event<'b>>, Wrong> {
    buffer.clear();
    match reader.read_event_into(buffer).map_err(Wrong::damaged)? {
        Event::Eof => Ok(None),
        event => Ok(Some(event)),
    }
}

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    quick_xml::escape::unescape(&found.value)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
}

/// The rows of the table that just started.
fn table<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<SheetRow>, Wrong> {
    let (mut rows, mut buffer) = (Rows::default(), Vec::new());
    let mut row = 0_u64;
    while let Some(event) = next(reader, &mut buffer)? {
        match event {
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                let times = repeats(&tag, "table:number-rows-repeated");
                let cells = cells(reader)?;
                if !cells.is_empty() {
                    for row in row..row.saturating_add(times) {
                        fill(&mut rows, row, &cells)?;
                    }
                }
                row = row.saturating_add(times);
            }
            Event::End(tag) if tag.name().as_ref() == "table:table" => break,
            _ => {}
        }
    }
    Ok(rows.finish())
}

/// The first column, the number of cells that have the text, and the text.
type Cell = (u64, u64, String);

fn fill(rows: &mut Rows, row: u64, cells: &[Cell]) -> Result<(), Wrong> {
    for (column, times, text) in cells {
        for column in *column..column.saturating_add(*times) {
            rows.put(row, column, text.clone())?;
        }
    }
    Ok(())
}

/// The cells with text in the row that just started.
fn cells<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<Cell>, Wrong> {
    let (mut cells, mut buffer) = (Vec::new(), Vec::new());
    let mut column = 0_u64;
    while let Some(event) = next(reader, &mut buffer)? {
        match event {
            Event::Start(tag)
                if matches!(
                    tag.name().as_ref(),
                    "table:table-cell" | "table:covered-table-cell"
                ) =>
            {
                let times = repeats(&tag, "table:number-columns-repeated");
                let attribute_type = attribute(&tag, "office:value-type");
                let said = value(&tag);
                let has_formula = attribute(&tag, "table:formula").is_some();
                let mut text = as_read(said, text(reader)?);
                if has_formula && text.is_empty() && attribute_type.is_none() {
                    text = NO_VALUE.to_owned();
                }
                if !text.trim().is_empty() {
                    cells.push((column, times, text));
                }
                column = column.saturating_add(times);
            }
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => break,
            _ => {}
        }
    }
    Ok(cells)
}

/// The stored value of a cell that is not text; the displayed one may be rounded, or be a day without its year.
enum Held {
    Number(String),
    Other(String),
}

fn value(tag: &BytesStart<'_>) -> Option<Held> {
    let said = |name| attribute(tag, name);
    Some(match said("office:value-type")?.as_str() {
        "float" => Held::Number(said("office:value")?),
        "percentage" | "currency" => Held::Other(said("office:value")?),
        "date" => {
            let day = said("office:date-value")?;
            Held::Other(
                day.strip_suffix("T00:00:00")
                    .map_or(day.clone(), str::to_owned),
            )
        }
        "time" => {
            let time = said("office:time-value")?;
            Held::Other(hours_and_minutes(&time).unwrap_or(time))
        }
        "boolean" => Held::Other(said("office:boolean-value")?),
        _ => return None,
    })
}

/// A cell as a person reads it. If a number is displayed with leading zeros, as in `00117`, it is not an amount and is
/// kept that way.
fn as_read(held: Option<Held>, text: String) -> String {
    match held {
        None => text,
        Some(Held::Other(value)) => value,
        Some(Held::Number(value)) => {
            let digits = |text: &str| {
                text.chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>()
            };
            let all = digits(&text);
            let is_padded = all.starts_with('0') && all.len() > value.len();
            if is_padded && all.trim_start_matches('0') == value.trim_start_matches('0') {
                return text;
            }
            value.parse().map_or(value, |number| shown(number, None))
        }
    }
}

/// A duration such as `PT01H15M00S`, as `1:15`.
fn hours_and_minutes(time: &str) -> Option<String> {
    let (hours, rest) = time.strip_prefix("PT")?.split_once('H')?;
    let minutes = rest.split_once('M')?.0;
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    Some(format!("{hours}:{minutes:02}"))
}

/// The text of the cell that just started, one line per paragraph, without its comments.
fn text<R: BufRead>(reader: &mut Reader<R>) -> Result<String, Wrong> {
    let (mut text, mut buffer) = (String::new(), Vec::new());
    let (mut paragraphs, mut inside, mut remarks) = (0, 0_usize, 0_usize);
    while let Some(event) = next(reader, &mut buffer)? {
        // A tag of a few bytes can stand for a thousand spaces.
        if text.len() > BETWEEN_TAGS {
            return Err(too_long_a_cell());
        }
        match event {
            Event::Start(tag) => match tag.name().as_ref() {
                "office:annotation" => remarks += 1,
                _ if remarks > 0 => {}
                "text:p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    inside += 1;
                }
                "text:s" => {
                    let spaces = repeats(&tag, "text:c").min(1_000);
                    (0..spaces).for_each(|_| text.push(' '));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "office:annotation" => remarks = remarks.saturating_sub(1),
                "text:p" if remarks == 0 => inside = inside.saturating_sub(1),
                "table:table-cell" | "table:covered-table-cell" => break,
                _ => {}
            },
            Event::Text(piece) if inside > 0 && remarks == 0 => {
                text.push_str(&piece.xml10_content());
            }
            Event::CData(piece) if inside > 0 && remarks == 0 => {
                text.push_str(&piece.xml10_content());
            }
            Event::GeneralRef(name) if inside > 0 && remarks == 0 => {
                let named = quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned);
                let numbered = || name.resolve_char_ref().ok().flatten().map(String::from);
                text.push_str(&named.or_else(numbered).unwrap_or_default());
            }
            _ => {}
        }
    }
    Ok(text)
}
