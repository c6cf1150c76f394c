//! What a row says in one column, as a text.

use crate::intake::as_above::is_ditto;
use crate::intake::cell::{clean, is_translated, translated};
use crate::intake::consents::own_day;
use crate::intake::dates;
use crate::intake::exchanges::uncounted;
use crate::intake::exits::{day_or_month, exit, is_read_for_exits};
use crate::intake::layout::{LENGTHS, Placed};
use crate::intake::name_cells::NAMES;
use crate::intake::names::are_two;
use crate::intake::not_held::{is_of_status, unmet};
use crate::intake::two_things::{EXIT, Pair, apart, unclear};
use crate::intake::words;
use crate::record::intake::SheetRow;
use crate::record::{Day, Status};

/// What a row says in a column, in the words of the map; `None` for nothing.
pub(super) fn said(
    placed: &Placed<'_>,
    row: &SheetRow,
    (year, today): (Option<u32>, Day),
) -> Result<Option<String>, String> {
    let column = placed.column;
    let cell = |place: usize| {
        let cell = row.cells.get(place).map(|cell| clean(cell));
        cell.unwrap_or_default()
    };
    let text = cell(placed.place);
    if text.is_empty() {
        return Ok(None);
    }
    let text = match is_translated(&text, column) {
        true => text,
        false => own_part(placed, text, (year, today))?,
    };
    let Some(text) = translated(&text, column)? else {
        return Ok(None);
    };
    if is_ditto(&text) {
        return Err("a mark for the same as above: write it again, or add `as_above = true` to this column in the map".to_owned());
    }
    if let Some(why) = words::failed(&text).or_else(|| match &*column.field {
        "phone" | "zip" | "external_ids" | "same_case" | "docket" => words::rounded(&text),
        _ => None,
    }) {
        return Err(why);
    }
    if NAMES.contains(&&*column.field) && !placed.is_turned && are_two(&text) {
        return Err(
            "the name may be of two people (a comma): give each person a row; one person with two family names is \
             written with the given name first, or with the two in columns of their own"
                .to_owned(),
        );
    }
    if let Some((header, place)) = &placed.day_of {
        if words::is_no(&text) {
            return Ok(None);
        }
        if words::is_yes(&text) {
            let day = Some(cell(*place)).filter(|day| !day.is_empty());
            return day.map(Some).ok_or_else(|| {
                format!("`{text}` takes the day of `{header}`, and there is none in this row")
            });
        }
    }
    if LENGTHS.contains(&&*column.field) {
        return placed.lengths.read(&column.header, &text).map(Some);
    }
    if &*column.field == "external_ids" {
        if let Some(why) = words::became_a_day(&text, today) {
            return Err(why);
        }
        if let Some(system) = column.system.as_deref().filter(|_| !text.contains(':')) {
            return Ok(Some(format!("{system}:{text}")));
        }
    }
    Ok(Some(text))
}

/// What the map says that a cell of a column of lengths means, if it is no length and tells what became of the contact.
pub(in crate::intake) fn status_for_a_length(
    placed: &Placed<'_>,
    row: &SheetRow,
) -> Option<Status> {
    if &*placed.column.field != "minutes" {
        return None;
    }
    let cell = clean(row.cells.get(placed.place)?);
    let status = translated(&cell, placed.column).ok().flatten()?;
    status.parse().ok().filter(|status| *status != Status::Held)
}

/// Whether a cell has no length, as they did not meet.
pub(super) fn is_unmet(placed: &Placed<'_>, row: &SheetRow) -> bool {
    let cell = row.cells.get(placed.place).map(|cell| clean(cell));
    LENGTHS.contains(&&*placed.column.field) && cell.is_some_and(|cell| unmet(&cell).is_some())
}

/// What of a cell is of the field of a column, in the words of the sheet; empty for nothing.
fn own_part(
    placed: &Placed<'_>,
    text: String,
    (year, today): (Option<u32>, Day),
) -> Result<String, String> {
    let column = placed.column;
    if is_read_for_exits(placed) {
        let (day, why) = exit(&text, today).unwrap_or_default();
        if *column.field != *EXIT.0 {
            return Ok(why);
        }
        let either = day_or_month(&day, today).filter(|_| !is_translated(&day, column));
        return either.map_or(Ok(day.clone()), |either| {
            Err(format!(
                "`{day}` may be {either}: write the day with its year"
            ))
        });
    }
    if let Some(pair) = placed.pair {
        return part(placed, pair, &text, (year, today));
    }
    if let Some(day) = own_day(&column.field, &text, today) {
        return Ok(day.to_owned());
    }
    // Who left was in the program, since the day that the map says.
    let is_of_a_status = placed.day_of.is_some() && is_of_status(&column.header);
    if is_of_a_status && exit(&text, today).is_some() {
        return Ok("yes".to_owned());
    }
    let is_way = ["mode", "kind", "meeting", "status"].contains(&&*column.field);
    let one = uncounted(&text).filter(|_| is_way);
    Ok(one.unwrap_or(text))
}

/// What a cell that says two things says of the field of a column; empty for nothing.
fn part(
    placed: &Placed<'_>,
    pair: Pair,
    text: &str,
    (year, today): (Option<u32>, Day),
) -> Result<String, String> {
    // The day may be written in the style of the other column of the two.
    let is_day = |text: &str| dates::day(text, &placed.styles, year, today).is_ok();
    let is_first = *placed.column.field == *pair.0;
    let exit = exit(text, today).filter(|_| pair == EXIT);
    match exit.or_else(|| apart(pair, text, is_day)) {
        Some((one, other)) => Ok(if is_first { one } else { other }),
        None if is_first => Err(unclear(pair, text)),
        None => Ok(String::new()),
    }
}
