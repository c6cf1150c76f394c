//! What a sheet says that no record keeps, told once.

use std::collections::BTreeMap;

use super::cell::{clean, is_translated, translated};
use super::exits::exit;
use super::headings::header;
use super::layout::{Layout, Placed, says};
use super::marks::{says_more, without_lateness};
use super::not_held::is_of_status;
use super::repeats::is_a_repeat;
use super::roster::Standing;
use super::row_list::rows as numbers;
use super::words::{is_nothing, is_yes};
use super::{Plan, RowOutcome};
use crate::record::intake::{IntakeKind, SheetRow};
use crate::record::schema::quoted;

/// The most letters of a word that is shown: a remark may name people.
const LONG: usize = 12;

/// The notes about what of a sheet is not kept.
#[must_use]
pub fn not_kept(layout: &Layout<'_>) -> Vec<String> {
    [ways(layout), status(layout)]
        .into_iter()
        .flatten()
        .collect()
}

/// How many consents have the day of another column, as a cell says only yes.
#[must_use]
pub fn days_of_others(layout: &Layout<'_>, plan: &Plan) -> Vec<String> {
    let is_new = |row: &&&SheetRow| plan.outcomes.get(&row.number) == Some(&RowOutcome::New);
    let note = |placed: &Placed<'_>| {
        let name = placed.column.field.strip_prefix("consent.")?;
        let (header, place) = placed.day_of.as_ref()?;
        let mut others = layout.columns.iter();
        if others.any(|one| one.place == *place && one.column.field == placed.column.field) {
            return None;
        }
        let says_yes = |row: &&&SheetRow| {
            let cell = row.cells.get(placed.place).map(|cell| clean(cell));
            let said = cell.and_then(|cell| translated(&cell, placed.column).ok().flatten());
            said.is_some_and(|said| is_yes(&said))
        };
        let rows = layout.rows.iter().filter(is_new);
        let count = rows.filter(says_yes).count();
        let (have, those) = match count {
            0 => return None,
            1 => (
                "consent",
                "has the day of {}: correct it if it was signed on another day",
            ),
            _ => (
                "consents",
                "have the day of {}: correct those signed on another day",
            ),
        };
        let those = those.replace("{}", &format!("`{header}`"));
        Some(format!("{count} {have} `{name}` {those}"))
    };
    layout.columns.iter().filter_map(note).collect()
}

/// The marks of a grid that say how or when somebody came.
fn ways(layout: &Layout<'_>) -> Option<String> {
    let grid = layout.map.grid.as_ref()?;
    let is_present =
        |text: &String| says(&grid.present, text) || says(&grid.present, without_lateness(text));
    let marks = distinct(
        layout,
        layout.days.iter().map(|(place, _)| *place),
        |text| is_present(text) && says_more(text),
    );
    (!marks.is_empty()).then(|| {
        format!(
            "how or when people came is not kept: these marks are read as present: {}",
            shown(&marks)
        )
    })
}

/// The words of a column of the status of parents, but for those that say where they stand.
fn status(layout: &Layout<'_>) -> Option<String> {
    if layout.map.kind != IntakeKind::Participants {
        return None;
    }
    let mut left = layout.places_left().into_iter();
    let left = left.find(|place| is_of_status(&header(&layout.headers[*place])));
    let place = left.or_else(|| layout.places_of_statuses().next())?;
    let mut columns = layout.columns.iter();
    let column = columns.find(|placed| {
        left.is_none() && placed.place == place && &*placed.column.field == "enrollment.start"
    });
    let words = distinct(layout, [place].into_iter(), |text| {
        Standing::of(text).is_none()
            && exit(text, layout.today).is_none()
            && !is_nothing(text)
            && !is_a_repeat(text, &layout.headers[place])
            && column.is_none_or(|placed| is_translated(text, placed.column))
    });
    let name = &layout.headers[place];
    if words.is_empty() {
        return None;
    }
    Some(match column {
        Some(_) => format!(
            "of `{name}` the enrollment is kept that the map says, and not what else it says: {}",
            shown(&words)
        ),
        None => format!(
            "`{name}` is not kept: {}; enter the day on which a parent began to wait for a mentor in a column for \
             `mentor_request.on`, of enrollment in one for `enrollment.start`, of an exit in one for `enrollment.end`, and \
             of a no in one for `declined.on`",
            shown(&words)
        ),
    })
}

/// The different texts in some columns that are of a sort, each as it is first written, with the first row that has it.
fn distinct(
    layout: &Layout<'_>,
    places: impl Iterator<Item = usize>,
    is: impl Fn(&String) -> bool,
) -> Vec<(String, usize)> {
    let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for place in places {
        for row in &layout.rows {
            let text = row.cells.get(place).map(|cell| clean(cell));
            if let Some(text) = text.filter(|text| !text.is_empty() && is(text)) {
                found
                    .entry(text.to_lowercase())
                    .or_insert((text, row.number));
            }
        }
    }
    found.into_values().collect()
}

/// The texts that are short, in quotes, and where to read the longer ones.
fn shown(texts: &[(String, usize)]) -> String {
    let (short, long): (Vec<_>, Vec<_>) = texts
        .iter()
        .partition(|(text, _)| text.chars().count() <= LONG);
    let mut rows: Vec<usize> = long.iter().map(|(_, row)| *row).collect();
    rows.sort_unstable();
    let short: Vec<&str> = short.iter().map(|(text, _)| text.as_str()).collect();
    match rows.as_slice() {
        [] => quoted(&short),
        rows if short.is_empty() => format!("what it says in {}", numbers(rows)),
        rows => format!("{}, and what it says in {}", quoted(&short), numbers(rows)),
    }
}
