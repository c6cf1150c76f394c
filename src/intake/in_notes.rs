//! Rows of contacts without a length whose note begins with what became of the contact: `NO SHOW - not home`.

use std::collections::BTreeMap;

use super::cell::{clean, translated};
use super::layout::{Layout, Placed};
use super::not_held::{first_of_all, unmet};
use super::plain_no::is_plain_no;
use super::row_list::rows;
use super::words::is_nothing;
use super::{Plan, RowOutcome};
use crate::record::Status;
use crate::record::intake::{IntakeKind, SheetRow};
use crate::register::fold;

/// What the note of a row says first of all that became of a contact, if no column says it and none has a length.
pub(super) fn status_in_a_note(layout: &Layout<'_>, row: &SheetRow) -> Option<(usize, Status)> {
    if layout.map.kind != IntakeKind::Sessions || has_length(layout, row) || is_said(layout, row) {
        return None;
    }
    let is_free = |place: &usize| {
        let mut named = layout.columns.iter().filter(|one| one.place == *place);
        layout.status != Some(*place) && named.all(|one| &*one.column.field == "note")
    };
    let mut found = layout.of_the_sheet().into_iter().filter(is_free);
    let (place, status) = found.find_map(|place| {
        let cell = clean(row.cells.get(place)?);
        Some((place, first_of_all(&cell)?))
    })?;
    let is_cancelled = matches!(
        status,
        Status::CancelledByParticipant | Status::CancelledByProgram
    );
    // Who calls or texts may cancel something else.
    (!is_cancelled || !is_at_a_distance(layout, row)).then_some((place, status))
}

/// Whether a column says what became of a contact, or the map asks what it says.
fn is_said(layout: &Layout<'_>, row: &SheetRow) -> bool {
    let cell = |place: usize| row.cells.get(place).map(|cell| clean(cell));
    let own = layout.status.and_then(cell);
    let mut columns = layout.columns.iter();
    own.is_some_and(|cell| !cell.is_empty())
        || columns.any(|one| {
            let said = cell(one.place).map(|cell| translated(&cell, one.column));
            let is_asked = matches!(said, Some(Err(_)));
            let said = said.and_then(Result::ok).flatten().unwrap_or_default();
            match &*one.column.field {
                "status" => {
                    is_asked
                        || !said.is_empty()
                            && !is_plain_no(one, &cell(one.place).unwrap_or_default())
                }
                "minutes" => is_asked || said.parse::<Status>().is_ok() || unmet(&said).is_some(),
                _ => false,
            }
        })
}

/// Whether a row is of a call or a text.
fn is_at_a_distance(layout: &Layout<'_>, row: &SheetRow) -> bool {
    let mut modes = layout
        .columns
        .iter()
        .filter(|one| &*one.column.field == "mode");
    modes.any(|one| {
        let cell = row.cells.get(one.place).map(|cell| clean(cell));
        let said = cell.and_then(|cell| translated(&cell, one.column).ok().flatten());
        said.is_some_and(|said| ["phone", "text"].contains(&fold(&said).as_str()))
    })
}

/// Whether a row says how long a contact was: more than nothing.
pub(super) fn has_length(layout: &Layout<'_>, row: &SheetRow) -> bool {
    let minutes = layout.columns.iter();
    let mut minutes = minutes.filter(|placed| &*placed.column.field == "minutes");
    let is_length = |placed: &Placed<'_>| {
        let cell = clean(row.cells.get(placed.place)?);
        let text = translated(&cell, placed.column).ok().flatten()?;
        let read = placed.lengths.read(&placed.column.header, &text).ok()?;
        Some(!is_nothing(&text) && read.parse() != Ok(0.0))
    };
    minutes.any(|placed| is_length(placed) == Some(true))
        || layout.map.constant("minutes").is_some()
}

/// The rows of new sessions of which a note says what became of them.
#[must_use]
pub fn notes_told(layout: &Layout<'_>, plan: &Plan) -> Vec<String> {
    let mut told: BTreeMap<usize, BTreeMap<Status, Vec<usize>>> = BTreeMap::new();
    for row in &layout.rows {
        let is_new = plan.outcomes.get(&row.number) == Some(&RowOutcome::New);
        if let Some((place, status)) = status_in_a_note(layout, row).filter(|_| is_new) {
            let of_place = told.entry(place).or_default();
            of_place.entry(status).or_default().push(row.number);
        }
    }
    let told = told.into_iter().map(|(place, read)| {
        let read = read.into_iter();
        let read = read.map(|(status, numbers)| format!("as {status} in {}", rows(&numbers)));
        let read: Vec<String> = read.collect();
        format!(
            "`{}` begins with what became of the contact: taken {}; a column headed `Status` can say something else",
            layout.headers[place],
            read.join(", ")
        )
    });
    told.collect()
}
