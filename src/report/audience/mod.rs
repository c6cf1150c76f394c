//! Reports for their audiences: everything for the program, no names and ids for a funder, and no small count for the
//! public.
//!
//! Two reports of the same days reveal no more together than each alone: what they share is settled in the same way for
//! both, in `levels`. Reports of other days, or as of another day, do not take each other into account.

mod apply;
mod between;
mod levels;
mod notes;
mod people;
mod plan;
mod relations;
mod suppress;

use super::cell::Cell;
use super::column::{Column, Key, OfOne, Role};
use super::disclosure::Disclosure;
use super::draw;
use super::masking::FigureGraph;
use super::request::{Asked, Request};
use super::sheet::{Audience, Line, Sheet};
use crate::measure::By;
use crate::measure::unduplicated::{Options, unduplicated};
use levels::Level;

/// Sheets of reports as an audience may see them.
///
/// # Errors
/// Returns a sentence if a sheet has no form for that audience: lists, and the records behind figures, are internal; or
/// if a hidden figure could be worked out, whatever is hidden beside it.
pub fn for_audience(
    sheets: Vec<Sheet>,
    audience: Audience,
    request: &Request<'_>,
    asked: Asked<'_>,
) -> Result<Vec<Sheet>, String> {
    let mut levels: Vec<(&Disclosure, Vec<Level>)> = Vec::new();
    let public = sheets.iter().filter(|_| audience == Audience::Public);
    let refused = public
        .clone()
        .find_map(|sheet| Some((sheet, sheet.disclosure?.not_public?)));
    if let Some((sheet, instead)) = refused {
        return Err(format!("`{}` has no public copy: {instead}", sheet.report));
    }
    for own in public.filter_map(|sheet| sheet.disclosure) {
        has_enough_for_parts(request)?;
        if levels
            .iter()
            .all(|(one, _)| one.settled_with() != own.settled_with())
        {
            levels.push((own, levels::of(own, request, asked)?));
        }
    }
    masked(
        sheets,
        audience,
        request.register.program().small_cell(),
        &levels,
    )
}

/// Whether enough people were served for public figures of parts of the period: on average, as many in each part as may
/// be shown. In a smaller program, rows that are not 0 can leave only one number for each, whatever is hidden. Nor are
/// the parts broken down by groups: two such reports, by different groups, could be compared.
fn has_enough_for_parts(request: &Request<'_>) -> Result<(), String> {
    let period = request.period;
    let parts = |by: By| by.step().map_or(0, |step| period.parts(step).len());
    let Some(by) = request.by.iter().copied().find(|by| parts(*by) > 1) else {
        return Ok(());
    };
    if let Some(group) = request.by.iter().find(|by| by.step().is_none()) {
        return Err(format!(
            "the public gets figures by {} or by {}, not by both, as people could be recognized; leave one out",
            by.word(),
            group.word()
        ));
    }
    let limit = FigureGraph::new(request.register.program().small_cell()).limit();
    let least = usize::try_from(limit).unwrap_or_default() * parts(by);
    let result = unduplicated(request.register, period, request.as_of, Options::default());
    let all = result.rows.first().and_then(|row| row.count);
    if all.is_some_and(|all| all.served >= least) {
        return Ok(());
    }
    let (label, parts, by) = (&period.label, parts(by), by.word());
    Err(format!(
        "fewer than {least} people were served in {label}, which is {limit} for each of the {parts} {by}s: too few for public figures by {by}, as people could be recognized; leave out `--by {by}`, or choose longer parts"
    ))
}

/// The same, given what was settled before.
fn masked(
    sheets: Vec<Sheet>,
    audience: Audience,
    small_cell: u32,
    levels: &[(&Disclosure, Vec<Level>)],
) -> Result<Vec<Sheet>, String> {
    let mut sheets = sheets;
    for sheet in &mut sheets {
        sheet.audience = Some(audience);
        if audience != Audience::Internal {
            without_ids(sheet, audience)?;
        }
        let unpublished = std::mem::take(&mut sheet.unpublished);
        if audience != Audience::Public {
            sheet.notes.extend(unpublished);
        }
    }
    if audience == Audience::Public {
        let settled = suppress::masks(&sheets, small_cell, levels);
        if let Some(report) = settled.given_away {
            return Err(format!(
                "the public gets no `{report}` for these dates and groups, as people could be recognized although small numbers are hidden; choose a longer period, or leave out `--by`"
            ));
        }
        let limit = FigureGraph::new(small_cell).limit();
        sheets
            .iter_mut()
            .for_each(|sheet| apply::masks(sheet, &settled.masks, limit));
    }
    let printed = sheets.into_iter().map(Sheet::printed);
    let mut sheets: Vec<Sheet> = printed.collect();
    sheets.iter_mut().for_each(draw::from_cells);
    Ok(sheets)
}

/// Removes everything that points to one person or one mentor.
fn without_ids(sheet: &mut Sheet, audience: Audience) -> Result<(), String> {
    let is_of_a_record = |column: &Column| column.is(Key::Record);
    if sheet.disclosure.is_none() || sheet.columns.iter().any(is_of_a_record) {
        return Err(format!(
            "the records behind `{}` name people by their ids, which is for internal use only; leave out --audience {audience}",
            sheet.report
        ));
    }
    if sheet.columns.iter().any(|column| column.is(Key::Person)) {
        let rows = sheet.rows.len();
        sheet.retain(|line| line.key(Key::Person) == Some(&Cell::All));
        if sheet.rows.len() < rows {
            sheet.notes.push(
                "mentors one by one are left out, as few people would know who is meant".to_owned(),
            );
        }
    }
    sheet.advice.clear();
    if audience == Audience::Funder {
        without_single_people(sheet);
    }
    if audience == Audience::Public {
        sheet.charts.clear();
        sheet.sources.clear();
        sheet.answer.clear();
        sheet.keep(|column| column.role != Role::Unpublished);
    }
    Ok(())
}

/// Removes values that belong to one person: the longest wait, and the median of one wait.
fn without_single_people(sheet: &mut Sheet) {
    let of_one = |line: Line<'_>, column: &Column| match column.of_one {
        Some(OfOne::Where(count)) => *line.cell(count) == Cell::Count(1),
        _ => false,
    };
    let hidden = |line: Line<'_>| {
        let columns = sheet.columns.iter().enumerate();
        let hidden = columns.filter(|(_, column)| of_one(line, column));
        hidden.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let hidden: Vec<Vec<usize>> = sheet.lines().map(hidden).collect();
    for (row, hidden) in sheet.rows.iter_mut().zip(hidden) {
        hidden.into_iter().for_each(|at| row[at] = Cell::Unknown);
    }
    sheet.keep(|column| column.of_one != Some(OfOne::Always));
}

#[cfg(test)]
mod attack;
#[cfg(test)]
mod tests;
