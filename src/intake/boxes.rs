//! Columns with a box for each meeting that the map does not read, and boxes that are empty where others are ticked.

use super::cell::{clean, translated};
use super::facts::status_for_a_length;
use super::headings::{OUR_COLUMNS, header};
use super::layout::{Layout, Placed};
use super::not_held::{TookPlace, is_called_off, took_place};
use super::plain_no::{status_of, way_of_a_try};
use super::words::{is_no, is_nothing};
use crate::record::Status;
use crate::record::intake::{IntakeKind, SheetRow};

/// The columns of a sheet of meetings that say of each whether it took place.
pub(super) struct Boxes<'l> {
    layout: &'l Layout<'l>,
    /// Those that the map does not read.
    unread: Vec<(usize, TookPlace)>,
    /// The one that the map reads, if its boxes are ticked or empty and nothing else.
    ticked: Option<&'l Placed<'l>>,
}

impl<'l> Boxes<'l> {
    /// Finds them.
    pub fn of(layout: &'l Layout<'l>) -> Self {
        let is_of_meetings = matches!(
            layout.map.kind,
            IntakeKind::Sessions | IntakeKind::Attendance
        ) && layout.map.grid.is_none();
        let headers = layout.headers.iter().enumerate();
        let unread = headers.filter(|(place, name)| {
            let is_read = layout.columns.iter().any(|one| one.place == *place);
            let mut ignored = layout.map.ignore.iter();
            is_of_meetings
                && !is_read
                && layout.status != Some(*place)
                && !OUR_COLUMNS.contains(&name.as_str())
                && !ignored.any(|ignored| header(ignored) == header(name))
        });
        let unread = unread.filter_map(|(place, name)| {
            let found = took_place(name).filter(|found| found.is_sure)?;
            Some((place, found))
        });
        let ticked = status_of(layout).filter(|placed| {
            let mut means = layout
                .rows
                .iter()
                .filter_map(|row| meaning(placed, row))
                .peekable();
            layout.map.kind == IntakeKind::Sessions
                && took_place(&placed.column.header).is_some_and(|found| found.is_yes)
                && !layout.serves_twice(placed)
                && means.peek().is_some()
                && means.all(|status| status == Some(Status::Held))
        });
        Self {
            layout,
            unread: unread.collect(),
            ticked,
        }
    }

    /// Why a row is refused whose box says that they did not meet, while the map reads nothing of that.
    pub fn why(&self, row: &SheetRow) -> Option<String> {
        let layout = self.layout;
        let own = layout.status.and_then(|place| row.cells.get(place));
        if own.is_some_and(|cell| !clean(cell).is_empty()) {
            return None;
        }
        let placed = status_of(layout).filter(|placed| !layout.serves_twice(placed));
        let said = placed.and_then(|placed| meaning(placed, row).flatten());
        let is_known = |otherwise: Option<Status>| match (said, otherwise) {
            (None | Some(Status::Held), _) => false,
            (Some(said), Some(otherwise)) => said == otherwise,
            (Some(said), None) => said != Status::NoShow,
        };
        let denied = self.unread.iter().find(|(place, found)| {
            let cell = row.cells.get(*place).map(|cell| clean(cell));
            let cell = cell.unwrap_or_default();
            let says_not = match found.is_yes {
                true => is_no(&cell) || is_called_off(&cell),
                false => !cell.is_empty() && !is_no(&cell) && !is_nothing(&cell),
            };
            // A no under `Kept?` goes with any other word for not meeting.
            let goes_with = found.is_yes && said.is_some_and(|said| said != Status::Held);
            says_not && !goes_with && !is_known(found.otherwise)
        });
        if let Some(why) = placed.and_then(|placed| reached_no_one(layout, row, placed)) {
            return Some(why);
        }
        let way = match placed {
            Some(placed) => format!("under `{}`", placed.column.header),
            None => "in a column headed `Status`".to_owned(),
        };
        if let Some((place, _)) = denied {
            let name = &layout.headers[*place];
            return Some(format!(
                "`{name}` says that they did not meet: {way}, write held, no-show, cancelled-by-participant, \
                 cancelled-by-program, or attempted if no one was reached; if `{name}` is about something else, add \
                 `ignore = [ \"{name}\", ]` to the map"
            ));
        }
        let ticked = self.ticked?;
        let is_empty = {
            let mut columns = layout.columns.iter();
            meaning(ticked, row).is_none()
                && !columns.any(|one| status_for_a_length(one, row).is_some())
        };
        is_empty.then(|| {
            format!(
                "`{}` is empty here and marked in other rows: {way}, write held, no-show, cancelled-by-participant, \
                 cancelled-by-program, or attempted if no one was reached",
                ticked.column.header
            )
        })
    }
}

/// What a cell of that column means, if it is filled: the status, or nothing that is one.
fn meaning(placed: &Placed<'_>, row: &SheetRow) -> Option<Option<Status>> {
    let cell = row.cells.get(placed.place).map(|cell| clean(cell))?;
    (!cell.is_empty()).then(|| {
        let said = translated(&cell, placed.column).ok().flatten();
        said.and_then(|said| said.parse().ok())
    })
}

/// Why a row is refused whose box says that they met, beside a way of contact that reached no one: `VM`.
fn reached_no_one(layout: &Layout<'_>, row: &SheetRow, placed: &Placed<'_>) -> Option<String> {
    let is_box = took_place(&placed.column.header).is_some_and(|found| found.is_yes);
    let met = meaning(placed, row).flatten() == Some(Status::Held);
    let way = way_of_a_try(layout, row).filter(|_| is_box && met)?;
    let name = &placed.column.header;
    Some(format!(
        "`{way}` says that no one was reached, and `{name}` that they met: under `{name}`, write attempted, or correct how \
         they met"
    ))
}
