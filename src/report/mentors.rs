//! The sheet of [`crate::measure::mentors`].

use super::request::{Request, window_cells, window_columns};
use super::services::hours;
use super::sheet::{Cell, Column, Sheet};
use crate::measure::By;
use crate::measure::mentors::{MentorsRow, Unit, mentors};

/// The breakdowns it has; its rows are mentors always.
pub const BY: &[By] = &[By::Quarter, By::Month, By::Year];

const NAME: &str = "mentors";

/// The figures of which it is known how many people are behind them.
const BEHIND: [&str; 6] = [
    "active",
    "capacity",
    "average",
    "sessions",
    "hours",
    "training_hours",
];

/// How many parents each mentor walks with, and what it took.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn sheet(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(NAME, BY)?;
    let result = mentors(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
        false,
    );
    let mut sheet = request.sheet(NAME, "Mentors");
    sheet.rules = rules();
    sheet.columns = window_columns(breakdown.step);
    sheet.columns.push(Column::text("mentor"));
    sheet
        .columns
        .extend(["active", "capacity", "average", "sessions", "hours"].map(Column::number));
    sheet
        .columns
        .push(Column::number("training_hours").titled("training hours"));
    sheet.columns.push(Column::text("eligible").said());
    sheet.columns.push(Column::text("missing").said());
    sheet.columns.extend(BEHIND.map(Column::behind));
    sheet.rows = result.rows.iter().map(cells).collect();
    Ok(sheet)
}

/// The matches, sessions and trainings behind each figure.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn who(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(NAME, BY)?;
    let result = mentors(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
        true,
    );
    let mut sheet = request.who(NAME, "Mentors, one by one");
    sheet.rules = rules();
    sheet.columns = window_columns(breakdown.step);
    sheet
        .columns
        .extend(["mentor", "unit", "id", "from", "until"].map(Column::text));
    sheet
        .columns
        .extend(["days", "minutes"].map(Column::number));
    sheet.columns.push(Column::text("file"));
    for (window, mentor, unit) in &result.units {
        let mut row = window_cells(window);
        row.push(Cell::text(mentor));
        row.extend(unit_cells(unit));
        sheet.rows.push(row);
    }
    Ok(sheet)
}

fn cells(row: &MentorsRow) -> Vec<Cell> {
    let mut cells = window_cells(&row.window);
    cells.push(Cell::text(
        row.mentor.as_ref().map_or("all", |mentor| mentor.as_str()),
    ));
    let Some(figures) = &row.figures else {
        cells.extend([const { Cell::Unknown }; 8 + BEHIND.len()]);
        return cells;
    };
    let eligible = if row.mentor.is_some() {
        Cell::Bool(figures.eligible > 0)
    } else {
        Cell::count(figures.eligible)
    };
    cells.extend([
        Cell::count(figures.active),
        Cell::Count(i64::try_from(figures.capacity).unwrap_or(i64::MAX)),
        Cell::or_unknown(figures.average(), |average| Cell::Number(average, 2)),
        Cell::count(figures.sessions),
        hours(&figures.minutes),
        hours(&figures.training_minutes),
        eligible,
        Cell::List(figures.missing()),
    ]);
    cells.extend(
        BEHIND.map(|name| Cell::behind(figures.behind.get(name).map(|people| ("", *people)))),
    );
    cells
}

fn rules() -> Vec<String> {
    vec![
        "active: matches on the last day, or the day as of which is asked if earlier; average: days of matches over the days \
         from the first to that day"
            .to_owned(),
        "eligible: may take a parent on that day by the program's rules; missing: what that takes, and what is not on file"
            .to_owned(),
    ]
}

fn unit_cells(unit: &Unit<'_>) -> Vec<Cell> {
    match unit {
        Unit::Match(entry, days) => vec![
            Cell::text("match"),
            Cell::text(&entry.id),
            Cell::or_unknown(entry.record.began, Cell::Day),
            Cell::or_unknown(entry.record.ended.as_ref(), |ended| Cell::Day(ended.on)),
            Cell::Count(*days),
            Cell::Unknown,
            Cell::text(&entry.place.path),
        ],
        Unit::Session(entry) => vec![
            Cell::text("session"),
            Cell::text(entry.id.as_str()),
            Cell::Day(entry.record.on),
            Cell::Day(entry.record.on),
            Cell::Unknown,
            Cell::or_unknown(entry.record.minutes, |minutes| {
                Cell::Count(i64::from(minutes.count()))
            }),
            Cell::text(&entry.place.path),
        ],
        Unit::Training(entry, at) => {
            let training = &entry.record.training[*at];
            vec![
                Cell::text("training"),
                Cell::text(&training.name),
                Cell::Day(training.on),
                Cell::or_unknown(training.expires, Cell::Day),
                Cell::Unknown,
                Cell::or_unknown(training.hours, |hours| {
                    Cell::Count(i64::from(hours.minutes))
                }),
                Cell::text(&entry.place.path),
            ]
        }
    }
}
