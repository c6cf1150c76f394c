//! Columns of a roster that no field of a sheet of people keeps: the status of each, and the mentor. What they say takes
//! a command, so import says so and never takes it silently.

use super::cell::clean;
use super::exits::is_read_for_exits;
use super::headings::header;
use super::layout::Layout;
use super::no_row::says;
use super::not_held::{has_left, is_of_status};
use super::words::{is_no, is_nothing, is_yes};
use super::{Plan, RowOutcome};
use crate::record::counted;
use crate::record::intake::{IntakeKind, SheetRow};
use crate::register::fold;

/// What a status says of somebody who is in the program.
const IN_PROGRAM: [&str; 9] = [
    "active",
    "activo",
    "activa",
    "open",
    "enrolled",
    "current",
    "ongoing",
    "still active",
    "in program",
];

/// What a status says of somebody who waits.
const WAITS: [&str; 22] = [
    "wl",
    "w l",
    "wait list",
    "waitlist",
    "waitlisted",
    "waiting",
    "waiting list",
    "on waitlist",
    "on wait list",
    "on waiting list",
    "waiting for mentor",
    "waiting for a mentor",
    "waiting for match",
    "waiting on mentor",
    "awaiting mentor",
    "awaiting match",
    "needs mentor",
    "needs a mentor",
    "needs match",
    "pending match",
    "pending mentor",
    "unmatched",
];

/// What a column of the mentors of parents is called.
const MENTORS: [&str; 17] = [
    "mentor",
    "mentors",
    "mentor name",
    "mentor assigned",
    "assigned mentor",
    "assigned partner",
    "assigned to",
    "current mentor",
    "matched with",
    "matched to",
    "peer parent",
    "peer parent name",
    "parent partner",
    "peer mentor",
    "peer partner",
    "mentora",
    "pp",
];

/// What a status says of a person, as far as a word tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    InProgram,
    Waits,
    Left,
}

impl Standing {
    pub fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        match folded.as_str() {
            word if IN_PROGRAM.contains(&word) => Some(Self::InProgram),
            word if WAITS.contains(&word) => Some(Self::Waits),
            _ => has_left(text).then_some(Self::Left),
        }
    }
}

/// Whether a column is headed as that of the mentors of parents.
pub(super) fn is_of_mentors(name: &str) -> bool {
    MENTORS.contains(&header(name).as_str())
}

/// What a column of mentors says, and how to take it in; `None` if it names nobody.
pub(super) fn of_mentors(name: &str, cells: &[String]) -> Option<String> {
    // `Mentor?` may be a box.
    let is_name = |cell: &&String| !is_nothing(cell) && !is_yes(cell) && !is_no(cell);
    let count = cells.iter().filter(is_name).count();
    (count > 0).then(|| {
        format!(
            "`{name}` names a mentor in {}, and no match is made from a sheet of people: `peer match PARENT MENTOR --on DAY` \
             for each",
            counted(count, "row")
        )
    })
}

/// What a status says that a sheet gives no day for, and how to take it in, by the rows that say so.
pub(super) fn of_status(name: &str, standings: &[(usize, Standing)]) -> Vec<String> {
    let said = |standing: Standing, what: &str, way: &str| {
        let rows: Vec<String> = standings
            .iter()
            .filter(|(_, one)| *one == standing)
            .map(|(row, _)| row.to_string())
            .collect();
        let shown = rows[..rows.len().min(12)].join(", ");
        let more = if rows.len() > 12 { ", …" } else { "" };
        let noun = if rows.len() == 1 { "row" } else { "rows" };
        (!rows.is_empty()).then(|| {
            format!(
                "`{name}` says that a parent {what} in {noun} {shown}{more}, and no day says since when: {way} for each"
            )
        })
    };
    let enrolled = said(
        Standing::InProgram,
        "is in the program",
        "it enrolled no one; `peer enroll PARENT --on DAY`",
    );
    let waits = said(
        Standing::Waits,
        "waits",
        "`peer add request PARENT --on DAY`",
    );
    enrolled.into_iter().chain(waits).collect()
}

/// What the columns of a roster say of new people that the map does not name.
#[must_use]
pub fn roster_told(layout: &Layout<'_>, plan: &Plan) -> Vec<String> {
    if layout.map.kind != IntakeKind::Participants {
        return Vec::new();
    }
    let is_new = |row: &&&SheetRow| plan.outcomes.get(&row.number) == Some(&RowOutcome::New);
    let rows: Vec<&SheetRow> = layout.rows.iter().filter(is_new).copied().collect();
    let mut told = Vec::new();
    for place in layout.places_left() {
        let name = &layout.headers[place];
        if is_of_status(name) {
            told.extend(of_status(name, &layout.standings(place, &rows)));
        } else if is_of_mentors(name) {
            let cells = rows.iter().filter_map(|row| row.cells.get(place));
            let cells = cells.map(|cell| clean(cell));
            let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
            told.extend(of_mentors(name, &cells));
        }
    }
    for place in layout.places_of_statuses() {
        let mut standings = layout.standings(place, &rows);
        standings.retain(|(_, standing)| *standing == Standing::Waits);
        told.extend(of_status(&layout.headers[place], &standings));
    }
    told
}

impl Layout<'_> {
    /// The places of columns of statuses that the map names for the day of enrollment of those who are in the program.
    pub(super) fn places_of_statuses(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().filter(|placed| {
            &*placed.column.field == "enrollment.start" && is_of_status(&placed.column.header)
        });
        columns.map(|placed| placed.place)
    }

    /// The places of the columns that the map does not name, neither for a field nor as left out without a word. A status
    /// that is read for the days of exits alone is among them.
    pub(super) fn places_left(&self) -> Vec<usize> {
        let is_left = |place: &usize| {
            let name = header(&self.headers[*place]);
            let mut named = self.columns.iter().filter(|placed| placed.place == *place);
            named.all(is_read_for_exits)
                && !self
                    .map
                    .ignore
                    .iter()
                    .any(|ignored| header(ignored) == name)
        };
        self.of_the_sheet().into_iter().filter(is_left).collect()
    }

    /// The rows of which a status says something that no other column gives the day of.
    fn standings(&self, place: usize, rows: &[&SheetRow]) -> Vec<(usize, Standing)> {
        let standing = |row: &&SheetRow| {
            let standing = Standing::of(&clean(row.cells.get(place)?))?;
            let day = match standing {
                Standing::Waits => "mentor_request.on",
                _ => "enrollment.start",
            };
            (!says(self, row, day)).then_some((row.number, standing))
        };
        rows.iter().filter_map(standing).collect()
    }
}
