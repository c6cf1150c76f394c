//! Reports for who they are for: everything for the program, no names and ids for a funder, and no small count for the
//! public.
//!
//! All sheets that are published together go through here together, so that none gives away what another hides. Two
//! reports published apart cannot know of each other: who publishes several for the same days should publish `quarter`,
//! which holds them all.

mod notes;
mod people;
mod plan;
mod relations;
mod roles;

use super::draw;
use super::sheet::{Audience, Cell, Sheet};
use roles::Report;

/// Sheets of reports as an audience may see them; `small_cell` is that of the program's `[privacy]`.
///
/// # Errors
/// A sentence, where a sheet has no form for that audience: the records behind figures, and lists, are internal.
pub fn for_audience(
    sheets: Vec<Sheet>,
    audience: Audience,
    small_cell: u32,
) -> Result<Vec<Sheet>, String> {
    let mut sheets = sheets;
    for sheet in &mut sheets {
        sheet.audience = Some(audience);
        if audience != Audience::Internal {
            without_ids(sheet, audience)?;
        }
    }
    if audience == Audience::Public {
        plan::mask(&mut sheets, small_cell);
    }
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
