//! Reports for who they are for: everything for the program, no names and ids for a funder, and no small count for the
//! public.
//!
//! Two reports of the same days give away no more together than each alone: what they share is settled in the same way for
//! both, in `levels`. Reports of other days, or as of another day, know nothing of each other.

mod apply;
mod between;
mod levels;
mod notes;
mod people;
mod plan;
mod relations;
mod roles;
mod suppress;

use super::catalog::Asked;
use super::draw;
use super::masking::FigureGraph;
use super::request::Request;
use super::sheet::{Audience, Cell, Sheet};
use levels::Level;
use roles::Report;

/// Sheets of reports as an audience may see them.
///
/// # Errors
/// A sentence, where a sheet has no form for that audience: the records behind figures, and lists, are internal.
pub fn for_audience(
    sheets: Vec<Sheet>,
    audience: Audience,
    request: &Request<'_>,
    asked: Asked<'_>,
) -> Result<Vec<Sheet>, String> {
    let mut levels: Vec<(Report, Vec<Level>)> = Vec::new();
    for sheet in sheets.iter().filter(|_| audience == Audience::Public) {
        let kin = |report: Report| levels.iter().all(|(one, _)| one.kin() != report.kin());
        if let Some(report) = Report::of(sheet).filter(|report| kin(*report)) {
            levels.push((report, levels::of(&sheet.report, report, request, asked)?));
        }
    }
    masked(
        sheets,
        audience,
        request.register.program().small_cell(),
        &levels,
    )
}

/// The same, where it is known what is settled before.
fn masked(
    sheets: Vec<Sheet>,
    audience: Audience,
    small_cell: u32,
    levels: &[(Report, Vec<Level>)],
) -> Result<Vec<Sheet>, String> {
    let mut sheets = sheets;
    for sheet in &mut sheets {
        sheet.audience = Some(audience);
        if audience != Audience::Internal {
            without_ids(sheet, audience)?;
        }
    }
    if audience == Audience::Public {
        let masks = suppress::masks(&sheets, small_cell, levels);
        let limit = FigureGraph::new(small_cell).limit();
        sheets
            .iter_mut()
            .for_each(|sheet| apply::masks(sheet, &masks, limit));
    }
    let printed = sheets.into_iter().map(Sheet::without_people_behind);
    let mut sheets: Vec<Sheet> = printed.collect();
    sheets.iter_mut().for_each(draw::from_cells);
    Ok(sheets)
}

/// Leaves out all that points at one person or one mentor.
fn without_ids(sheet: &mut Sheet, audience: Audience) -> Result<(), String> {
    if Report::of(sheet).is_none()
        || sheet
            .columns
            .iter()
            .any(|column| roles::IDS.contains(&column.name))
    {
        return Err(format!(
            "the records behind `{}` name people by their ids, which is for internal use only; leave out --audience {audience}",
            sheet.report
        ));
    }
    if let Some(mentor) = sheet
        .columns
        .iter()
        .position(|column| column.name == "mentor")
    {
        if audience == Audience::Funder {
            draw::caseload(sheet, true);
        }
        let rows = sheet.rows.len();
        sheet.rows.retain(|row| {
            row.get(mentor)
                .is_none_or(|cell| *cell == Cell::text("all"))
        });
        if sheet.rows.len() < rows {
            sheet.notes.push(
                "mentors one by one are left out, as few people would know who is meant".to_owned(),
            );
        }
    }
    if audience == Audience::Public {
        sheet.charts.clear();
        sheet.sources.clear();
    }
    Ok(())
}

#[cfg(test)]
mod attack;
#[cfg(test)]
mod tests;
