//! Rows of which something must be said before anything is made of them: they were struck out, they repeat the headers, or
//! they may be about a meeting that did not take place.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes::Boxes;
use super::cell::{clean, translated};
use super::exchanges::{is_times, uncounted};
use super::exits::{exit, is_read_for_exits};
use super::facts::status_for_a_length;
use super::in_notes::{has_length, status_in_a_note};
use super::layout::{LENGTHS, Layout, Placed};
use super::not_held::{
    denies, has_left, heads_those_who_left, is_not_there, is_of_a_try, is_of_exits, is_of_reasons,
    is_of_status, is_open, is_void, is_withdrawn, was_moved,
};
use super::words::{is_no, is_nothing};
use crate::record::intake::{IntakeKind, SheetRow};
use crate::record::schema::quoted;
use crate::register::fold;

/// Why each such row is refused, by its number.
pub(super) fn no_rows(layout: &Layout<'_>) -> BTreeMap<usize, String> {
    let mut refused = BTreeMap::new();
    // The last row that is a heading, and what it says.
    let mut heading: Option<(usize, String)> = None;
    let boxes = Boxes::of(layout);
    for row in &layout.rows {
        if let Some(label) = label(layout, row) {
            let why = format!(
                "`{label}` alone is not a whole name: delete the row if it is a heading; if it is a person, write the whole name"
            );
            refused.insert(row.number, why);
            heading = Some((row.number, label));
            continue;
        }
        let left = heading
            .as_ref()
            .filter(|(_, label)| heads_those_who_left(label) && !has_exit(layout, row));
        let below = left.map(|(at, label)| {
            format!(
                "it is below `{label}` in row {at}, and no day says since when: give the day in a column for `enrollment.end`, \
                 or delete row {at} if it does not mean this person"
            )
        });
        refused.extend(
            why(layout, row, &boxes)
                .or(below)
                .map(|why| (row.number, why)),
        );
    }
    refused
}

/// What a row of a sheet of people says that is a heading for the rows below it: a word and nothing else, or a few that no name has.
fn label(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    const LABELS: [&str; 20] = [
        "list",
        "waitlist",
        "cohort",
        "cases",
        "clients",
        "families",
        "parents",
        "referrals",
        "participants",
        "members",
        "active",
        "inactive",
        "closed",
        "pending",
        "exited",
        "graduated",
        "county",
        "office",
        "month",
        "quarter",
    ];
    /// A list of names alone has fewer columns.
    const FEWEST: usize = 3;
    let places = layout.of_the_sheet();
    let has_columns = places.len() >= FEWEST;
    let cells = places.iter().filter_map(|place| row.cells.get(*place));
    let mut filled = cells
        .map(|cell| clean(cell))
        .filter(|cell| !cell.is_empty());
    let (Some(cell), None) = (filled.next(), filled.next()) else {
        return None;
    };
    let folded = fold(&cell);
    let mut words = folded.split(' ');
    let is_label = !folded.contains(' ')
        || cell.ends_with(':')
        || words.any(|word| LABELS.contains(&word) || word.parse::<u32>().is_ok());
    (is_of_people(layout) && has_columns && is_label).then_some(cell)
}

fn is_of_people(layout: &Layout<'_>) -> bool {
    matches!(
        layout.map.kind,
        IntakeKind::Participants | IntakeKind::Mentors
    )
}

/// What a row of somebody who left lacks, and how to give it: a column, and what the map needs for it.
fn lacking_of_an_exit(layout: &Layout<'_>, row: &SheetRow) -> String {
    if layout.map.kind == IntakeKind::Mentors {
        return "give the day in a column for `left`".to_owned();
    }
    let is_named = |field: &str| layout.columns.iter().any(|one| &*one.column.field == field);
    let fields = ["enrollment.start", "enrollment.end"];
    let lacking: Vec<&str> = fields
        .into_iter()
        .filter(|field| !says(layout, row, field))
        .collect();
    let new: Vec<&str> = lacking
        .iter()
        .copied()
        .filter(|field| !is_named(field))
        .collect();
    let days = match lacking.as_slice() {
        [_] => "the day",
        _ => "the days",
    };
    let styles: BTreeSet<String> = layout
        .columns
        .iter()
        .flat_map(|one| &one.column.dates)
        .map(|style| format!("\"{}\"", style.word()))
        .collect();
    let styles: Vec<String> = styles.into_iter().collect();
    let dates = match styles.is_empty() {
        true => String::new(),
        false => format!(" and `dates = [ {} ]`", styles.join(", ")),
    };
    let map = match new.as_slice() {
        [] => String::new(),
        [one, ..] => format!(
            "; the map needs a [[column]] for each that is new, such as `header = \"{one}\"` with `field = \"{one}\"`{dates}"
        ),
    };
    format!(
        "give {days} in a column for {} (`enrollment.reason` may say why){map}",
        quoted(&lacking).replace(", ", " and ")
    )
}

/// The column that the map does not name and that may say when or why somebody left, if the cell that told of it does not.
fn other_column_of_an_exit(layout: &Layout<'_>, row: &SheetRow, told: &str) -> String {
    let is_named = |place: usize| layout.columns.iter().any(|one| one.place == place);
    let says = |place: usize| {
        let cell = row.cells.get(place).map(|cell| clean(cell));
        cell.is_some_and(|cell| !cell.is_empty() && !is_nothing(&cell))
    };
    let mut others = layout.of_the_sheet().into_iter().filter(|place| {
        let header = &layout.headers[*place];
        header != told && !is_named(*place) && says(*place)
    });
    others
        .find(|place| {
            is_of_exits(&layout.headers[*place]) || is_of_reasons(&layout.headers[*place])
        })
        .map_or_else(String::new, |place| {
            format!("; see `{}` of this row", layout.headers[place])
        })
}

/// Why a row is refused that says when somebody left, and not when they were enrolled.
fn ends_without_a_start(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let end = layout.columns.iter();
    let mut end = end.filter(|one| &*one.column.field == "enrollment.end");
    let end = end.find(|_| says(layout, row, "enrollment.end"))?;
    (!says(layout, row, "enrollment.start")).then(|| {
        format!(
            "`{}` says when the person left, and no day says when they were enrolled: {}",
            end.column.header,
            lacking_of_an_exit(layout, row)
        )
    })
}

/// Whether a row says when somebody left.
fn has_exit(layout: &Layout<'_>, row: &SheetRow) -> bool {
    says(layout, row, "enrollment.end") || says(layout, row, "left")
}

fn why(layout: &Layout<'_>, row: &SheetRow, boxes: &Boxes<'_>) -> Option<String> {
    let places = layout.of_the_sheet();
    let cells = places.into_iter().filter_map(|place| {
        let cell = clean(row.cells.get(place)?);
        (!cell.is_empty()).then(|| (layout.headers[place].as_str(), cell))
    });
    let cells: Vec<(&str, String)> = cells.collect();
    if let Some((_, cell)) = cells.iter().find(|(_, cell)| is_void(cell)) {
        return Some(format!(
            "`{cell}` says that the row is not to count: delete the row, or that cell"
        ));
    }
    if let Some((header, cell)) = left_without_a_day(layout, row) {
        let lacks = match cell.contains(|c: char| c.is_ascii_digit()) {
            true => "a day among other words is not read",
            false => "no day says since when",
        };
        let mut columns = layout.columns.iter();
        let way = match columns
            .any(|one| is_read_for_exits(one) && layout.headers[one.place] == header)
        {
            true => "write the day in the cell, as in `Closed 2026-10-30 - moved away`".to_owned(),
            false => lacking_of_an_exit(layout, row),
        };
        return Some(format!(
            "`{header}` says `{cell}`, and {lacks}: {way}{}, or delete the row if the person was never enrolled",
            other_column_of_an_exit(layout, row, &header)
        ));
    }
    if let Some(why) = ends_without_a_start(layout, row) {
        return Some(why);
    }
    // A number below the number of an item is an answer.
    let is_header = |(header, cell): &&(&str, String)| {
        cell.contains(char::is_alphabetic) && fold(header) == fold(cell)
    };
    if cells.len() > 1 && cells.iter().filter(is_header).count() * 2 > cells.len() {
        return Some("the row repeats the headers: delete it".to_owned());
    }
    let is_of_meetings = match layout.map.kind {
        IntakeKind::Sessions => true,
        IntakeKind::Attendance => layout.map.grid.is_none(),
        _ => false,
    };
    if !is_of_meetings {
        return None;
    }
    let why = heads_contacts(layout, row).or_else(|| is_several(layout, row));
    if let Some(why) = why.or_else(|| boxes.why(row)) {
        return Some(why);
    }
    if says_what_became(layout, row) || status_in_a_note(layout, row).is_some() {
        return None;
    }
    if let Some(why) = of_no_length(layout, row) {
        return Some(why);
    }
    let header = denied_in(layout, row)?;
    Some(format!(
        "`{header}` reads as if they did not meet: in a column headed `Status`, write held, no-show, cancelled-by-participant, \
         cancelled-by-program, or attempted if no one was reached"
    ))
}

/// Why a row of a log is refused that has words in place of a day, and nothing else: it may head the rows below it.
fn heads_contacts(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let on = layout
        .columns
        .iter()
        .find(|one| &*one.column.field == "on")?;
    let places = layout.of_the_sheet().into_iter();
    let filled = places.filter_map(|place| Some((place, clean(row.cells.get(place)?))));
    let mut filled = filled.filter(|(_, cell)| !cell.is_empty());
    let (Some((place, cell)), None) = (filled.next(), filled.next()) else {
        return None;
    };
    let has_digits = cell.contains(|c: char| c.is_ascii_digit());
    let is_label = place == on.place && !has_digits && cell.contains(char::is_alphabetic);
    is_label.then(|| {
        format!(
            "`{cell}` alone is no contact: delete the row if it is a title of the rows below it; if it names their mentor, write the \
             name into each of them, in a column headed `Mentor`"
        )
    })
}

/// Why a row is refused that is of several contacts.
fn is_several(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let cell = several_at_once(layout, row)?;
    Some(format!(
        "`{cell}` is more than one contact: write a row for each, with its own length; number rows that are alike, 1 and 2, \
         in a column headed `Again`"
    ))
}

/// The header of the column in which a row says that they did not meet. A word in place of a length is read with it.
fn denied_in<'l>(layout: &'l Layout<'_>, row: &SheetRow) -> Option<&'l str> {
    let has_length = has_length(layout, row);
    let is_named = |place: usize, fields: &[&str]| {
        let mut columns = layout.columns.iter();
        columns.any(|one| one.place == place && fields.contains(&&*one.column.field))
    };
    let denied = |place: &usize| {
        let cell = row.cells.get(*place).map(|cell| clean(cell));
        let cell = cell.unwrap_or_default();
        let is_way = !has_length && is_named(*place, &["mode", "kind"]);
        // A call may have been about the visit that was put off.
        let was_put_off = || has_length && !is_call(layout, row) && was_moved(&cell);
        let says_so = is_way && is_of_a_try(&cell) || denies(&cell, has_length) || was_put_off();
        // A cell that says so and nothing else is read as a mark.
        let is_mark = layout.map.kind == IntakeKind::Attendance && is_not_there(&cell);
        says_so && !is_mark && !is_named(*place, &LENGTHS)
    };
    let place = layout.of_the_sheet().into_iter().find(denied)?;
    Some(&layout.headers[place])
}

/// What a row says in the column of a field, in the words of the map, with that column.
fn said<'l>(
    layout: &'l Layout<'_>,
    row: &SheetRow,
    field: &str,
) -> Option<(&'l Placed<'l>, String)> {
    let mut columns = layout.columns.iter();
    columns.find_map(|placed| {
        let cell = clean(row.cells.get(placed.place)?);
        let is_said = &*placed.column.field == field && !cell.is_empty();
        let means = translated(&cell, placed.column).ok().flatten();
        means.filter(|_| is_said).map(|means| (placed, means))
    })
}

/// How people met, by a row.
fn way(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    said(layout, row, "mode").map(|(_, mode)| fold(&mode))
}

/// Whether they talked or wrote, so that no one had to come.
fn is_call(layout: &Layout<'_>, row: &SheetRow) -> bool {
    way(layout, row).is_some_and(|mode| ["phone", "text", "email"].contains(&mode.as_str()))
}

/// Why a row is refused that says that a contact took no time at all. A text may.
fn of_no_length(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let (placed, length) = said(layout, row, "minutes")?;
    let read = placed.lengths.read(&placed.column.header, &length).ok()?;
    let is_text = way(layout, row).is_some_and(|mode| ["text", "email"].contains(&mode.as_str()));
    (read.parse() == Ok(0.0) && !is_text).then(|| {
        format!(
            "`{}` says 0: if they did not meet, write no-show, cancelled-by-participant, cancelled-by-program or attempted \
             in a column headed `Status`; if they did, write how long, or leave it empty",
            placed.column.header
        )
    })
}

/// The cell of a way of contact that counts several, as `Phone x2`. So many tries to reach somebody are one row.
fn several_at_once(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let mut columns = layout.columns.iter();
    columns.find_map(|placed| {
        let cell = clean(row.cells.get(placed.place)?);
        let is_way = ["mode", "kind"].contains(&&*placed.column.field);
        (is_way && counts_several(&cell) && uncounted(&cell).is_none()).then_some(cell)
    })
}

/// Whether a way of contact counts several, as `Phone x2`.
pub(super) fn counts_several(cell: &str) -> bool {
    fold(cell).split(' ').any(is_times) && !is_of_a_try(cell)
}

/// Whether a row says what became of the meeting: in a column for that alone, or as another word than held.
fn says_what_became(layout: &Layout<'_>, row: &SheetRow) -> bool {
    // What the map asks of a word in place of a length is the reason of its row.
    let is_asked = |placed: &Placed<'_>| {
        let cell = row.cells.get(placed.place).map(|cell| clean(cell));
        LENGTHS.contains(&&*placed.column.field)
            && cell.is_some_and(|cell| translated(&cell, placed.column).is_err())
    };
    let mut columns = layout.columns.iter();
    if columns.any(|one| status_for_a_length(one, row).is_some() || is_asked(one)) {
        return true;
    }
    let of_status = |placed: &&Placed<'_>| &*placed.column.field == "status";
    let is_more_than_held = |placed: &Placed<'_>| {
        let cell = row.cells.get(placed.place).map(|cell| clean(cell));
        let said = cell.map(|cell| translated(&cell, placed.column));
        said.is_some_and(|said| {
            said.is_err() || said.is_ok_and(|word| word.is_some_and(|word| word != "held"))
        })
    };
    match layout.columns.iter().find(of_status) {
        Some(placed) if layout.serves_twice(placed) => {
            let own = layout.status.and_then(|place| row.cells.get(place));
            is_more_than_held(placed) || own.is_some_and(|cell| !clean(cell).is_empty())
        }
        _ => says(layout, row, "status"),
    }
}

/// What a column of a sheet of people that the map does not name says of somebody who left, where no column has the day.
fn left_without_a_day(layout: &Layout<'_>, row: &SheetRow) -> Option<(String, String)> {
    if !is_of_people(layout) || has_exit(layout, row) {
        return None;
    }
    let columns = layout.columns.iter().filter(|one| !is_read_for_exits(one));
    let named: Vec<usize> = columns.map(|placed| placed.place).collect();
    let mut others = layout.of_the_sheet().into_iter();
    others.find_map(|place| {
        let header = &layout.headers[place];
        let cell = clean(row.cells.get(place)?);
        let is_left = is_withdrawn(&cell)
            || is_of_status(header) && has_left(&cell)
            || is_of_exits(header) && !is_nothing(&cell) && !is_no(&cell) && !is_open(&cell);
        let mut ignored = layout.map.ignore.iter();
        // A status may be named for the day of another column, for those who are in the program.
        let is_other = (!named.contains(&place) || is_of_status(header) && has_left(&cell))
            && !ignored.any(|ignored| fold(ignored) == fold(header));
        (is_other && is_left).then(|| (header.clone(), cell))
    })
}

/// Whether a row fills a field.
pub(super) fn says(layout: &Layout<'_>, row: &SheetRow, field: &str) -> bool {
    let own = layout.status.filter(|_| field == "status");
    let places = layout.columns.iter();
    let places = places.filter(|placed| &*placed.column.field == field);
    // A length of nothing is none.
    let is_filled = |place: usize, column: Option<&Placed<'_>>| {
        let cell = row.cells.get(place).map(|cell| clean(cell));
        cell.is_some_and(|cell| {
            let is_open = field == "enrollment.end" && is_open(&cell);
            let means_nothing = column.is_some_and(|one| translated(&cell, one.column) == Ok(None))
                || column.is_some_and(is_read_for_exits) && exit(&cell, layout.today).is_none();
            !cell.is_empty() && !is_nothing(&cell) && cell != "0" && !is_open && !means_nothing
        })
    };
    let places = places.map(|placed| (placed.place, Some(placed)));
    let own = own.map(|place| (place, None));
    places
        .chain(own)
        .any(|(place, column)| is_filled(place, column))
        || layout.map.constant(field).is_some()
}
