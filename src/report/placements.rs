//! The sheet of [`crate::measure::placements`].

use super::request::{ASSOCIATION, Request};
use super::sheet::{Cell, Column, Sheet};
pub use super::stays::BY;
use super::stays::{breakdown, missing, options, row_columns, rows, unit_columns, units};
use crate::measure::placements::{PlacementsFigures, Stay, placements};
use crate::record::counted;

const NAME: &str = "placements";

/// How long children were out of home, and how often they were moved.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn sheet(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = breakdown(request, NAME)?;
    let result = placements(
        request.register,
        request.period,
        request.as_of,
        options(request, breakdown),
    );
    let mut sheet = request.sheet(NAME, "Days out of home");
    sheet.rules = rules();
    let open = result.whole().map_or(0, |figures| figures.open);
    if open > 0 {
        sheet.notes.push(format!(
            "{} without an exit on file: the quartiles count the days so far",
            counted(open, "episode")
        ));
    }
    sheet
        .notes
        .extend(missing(result.without_birth_date, result.without_consent));
    sheet.notes.push(ASSOCIATION.to_owned());
    sheet.columns = row_columns(breakdown);
    sheet
        .columns
        .extend(["episodes", "open"].map(Column::number));
    sheet
        .columns
        .push(Column::number("median_days").titled("median days"));
    sheet
        .columns
        .push(Column::number("q1_days").titled("a quarter by"));
    sheet
        .columns
        .push(Column::number("q3_days").titled("three quarters by"));
    sheet
        .columns
        .push(Column::number("care_days").titled("days out of home"));
    sheet
        .columns
        .push(Column::number("detention_days").titled("days in detention"));
    sheet.columns.push(Column::number("moves"));
    sheet
        .columns
        .push(Column::number("moves_per_1000_days").titled("moves per 1,000 days"));
    sheet
        .columns
        .extend(["episodes", "open", "care_days", "detention_days", "moves"].map(Column::behind));
    sheet.rows = rows(&result, breakdown, figure_cells);
    Ok(sheet)
}

/// The episodes behind each figure.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn who(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = breakdown(request, NAME)?;
    let result = placements(
        request.register,
        request.period,
        request.as_of,
        options(request, breakdown),
    );
    let mut sheet = request.who(NAME, "Days out of home, stay by stay");
    sheet.rules = rules();
    sheet.columns = unit_columns(breakdown);
    sheet
        .columns
        .extend(["unit", "id", "status", "anchor", "event"].map(Column::text));
    sheet
        .columns
        .push(Column::text("event_date").titled("event date"));
    sheet.columns.push(Column::number("days"));
    sheet
        .columns
        .push(Column::number("care_days").titled("days out of home"));
    sheet
        .columns
        .push(Column::number("detention_days").titled("days in detention"));
    sheet.columns.push(Column::number("moves"));
    sheet.columns.push(Column::text("file"));
    sheet.rows = units(&result, unit_cells);
    Ok(sheet)
}

fn figure_cells(figures: &PlacementsFigures) -> Vec<Cell> {
    let days = |value: Option<u32>| Cell::or_unknown(value, |days| Cell::Count(i64::from(days)));
    let children = figures.children;
    let mut cells = vec![
        Cell::count(figures.episodes),
        Cell::count(figures.open),
        days(figures.days.median),
        days(figures.days.q1),
        days(figures.days.q3),
        Cell::Count(figures.care_days),
        Cell::Count(figures.detention_days),
        Cell::count(figures.moves),
        Cell::or_unknown(figures.moves_per_1000_days(), |moves| {
            Cell::Number(moves, 2)
        }),
    ];
    cells.extend(
        [
            children.episodes,
            children.open,
            children.care_days,
            children.detention_days,
            children.moves,
        ]
        .map(|children| Cell::behind([("", children)])),
    );
    cells
}

fn rules() -> Vec<String> {
    vec![
        "episodes: stays out of home that began in the period and last 8 days or more; days until half, a quarter and three \
         quarters had left, without detention (Kaplan-Meier), `-` where not reached"
            .to_owned(),
        "days out of home, days in detention and moves are those in the period, of any stay; trial home visits are out of \
         home; the first setting and a change to detention are no moves"
            .to_owned(),
    ]
}

fn unit_cells(stay: &Stay) -> Vec<Cell> {
    let status = match (stay.in_cohort, stay.exit) {
        (true, Some(_)) => "ended",
        (true, None) => "open",
        (false, _) => "days-only",
    };
    let event = stay.exit.or(stay.followed_to);
    vec![
        Cell::text("child"),
        Cell::text(&stay.id),
        Cell::text(status),
        Cell::Day(stay.start),
        Cell::or_unknown(event, |(_, kind)| Cell::text(kind)),
        Cell::or_unknown(event, |(on, _)| Cell::Day(on)),
        Cell::Count(stay.days),
        Cell::Count(stay.care_days),
        Cell::Count(stay.detention_days),
        Cell::count(stay.moves),
        Cell::or_unknown(stay.file.as_ref(), |file| Cell::text(&file.path)),
    ]
}
