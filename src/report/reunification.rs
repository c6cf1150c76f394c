//! The sheet of [`crate::measure::reunification`].

use super::request::{ASSOCIATION, Breakdown, Request};
use super::sheet::{Cell, Column, Sheet};
pub use super::stays::BY;
use super::stays::{breakdown, missing, options, row_columns, rows, unit_columns, units};
use crate::measure::reunification::{
    Outcome, Reunification, ReunificationFigures, Stay, reunification,
};
use crate::record::counted;

const NAME: &str = "reunification";

/// How many children were home within 12 months of their removal.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn sheet(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = breakdown(request, NAME)?;
    let result = reunification(
        request.register,
        request.period,
        request.as_of,
        options(request, breakdown),
    );
    let mut sheet = request.sheet(NAME, "Reunified within 12 months of removal");
    sheet.rules = rules();
    sheet.notes.extend(notes(&result, breakdown));
    sheet.notes.push(ASSOCIATION.to_owned());
    sheet.columns = row_columns(breakdown);
    sheet
        .columns
        .extend(["cohort", "mature"].map(Column::number));
    sheet
        .columns
        .push(Column::number("not_yet").titled("not yet"));
    sheet
        .columns
        .extend(["unknown", "reunified", "rate"].map(Column::number));
    sheet.columns.push(
        Column::text("ci_method")
            .titled("95 % interval by")
            .said()
            .detail(),
    );
    sheet.columns.push(Column::number("ci_low").titled("from"));
    sheet.columns.push(Column::number("ci_high").titled("to"));
    sheet
        .columns
        .push(Column::number("median_days").titled("median days"));
    sheet
        .columns
        .push(Column::number("q1_days").titled("a quarter by"));
    sheet
        .columns
        .push(Column::number("q3_days").titled("three quarters by"));
    sheet.rows = rows(&result, breakdown, figure_cells);
    Ok(sheet)
}

/// The stays behind each figure.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn who(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = breakdown(request, NAME)?;
    let result = reunification(
        request.register,
        request.period,
        request.as_of,
        options(request, breakdown),
    );
    let mut sheet = request.who(NAME, "Reunified within 12 months of removal, one by one");
    sheet.rules = rules();
    sheet.columns = unit_columns(breakdown);
    sheet
        .columns
        .extend(["unit", "id", "status", "anchor"].map(Column::text));
    sheet
        .columns
        .push(Column::text("window_end").titled("last day"));
    sheet.columns.push(Column::text("event"));
    sheet
        .columns
        .push(Column::text("event_date").titled("event date"));
    sheet.columns.extend(["reason", "file"].map(Column::text));
    sheet.rows = units(&result, unit_cells);
    Ok(sheet)
}

fn figure_cells(figures: &ReunificationFigures) -> Vec<Cell> {
    let rate = |value: Option<f64>| Cell::or_unknown(value, Cell::Rate);
    let days = |value: Option<u32>| Cell::or_unknown(value, |days| Cell::Count(i64::from(days)));
    let interval = figures.interval();
    let counts = [
        figures.cohort,
        figures.mature,
        figures.not_yet(),
        figures.unknown,
        figures.reunified,
    ];
    let mut cells = counts.map(Cell::count).to_vec();
    cells.push(rate(figures.rate()));
    cells.push(Cell::or_unknown(interval, |interval| {
        Cell::text(interval.method.name())
    }));
    cells.push(rate(interval.map(|interval| interval.low)));
    cells.push(rate(interval.map(|interval| interval.high)));
    cells.extend([figures.days.median, figures.days.q1, figures.days.q3].map(days));
    cells
}

fn rules() -> Vec<String> {
    vec![
        "of the children removed in the period for 8 days or more, how many were home within 12 months?".to_owned(),
        "each child by the first such removal; A < reunified <= A + 12 calendar months, and before 18; 29 February becomes \
         28 February; a trial visit of 30 days or more that runs into reunification counts from its day + 30"
            .to_owned(),
        "rate: of those removed 12 months ago or more whose outcome is known; days: by which half, a quarter and three \
         quarters of all were home (Aalen-Johansen), `-` where not reached"
            .to_owned(),
    ]
}

fn notes(result: &Reunification, breakdown: Breakdown) -> Vec<String> {
    let mut notes = Vec::new();
    let figures = result.whole().unwrap_or_default();
    if figures.not_yet() > 0 {
        notes.push(format!(
            "{} removed less than 12 months ago: in no rate",
            counted(figures.not_yet(), "child")
        ));
    }
    if figures.unknown > 0 {
        notes.push(format!(
            "{} lost within 12 months: the rate leaves them out",
            counted(figures.unknown, "child")
        ));
    }
    if figures.dismissed > 0 {
        notes.push(format!(
            "{} with a case dismissed while out of home: where the child went is not on file",
            counted(figures.dismissed, "child")
        ));
    }
    notes.extend(missing(result.without_birth_date, result.without_consent));
    if breakdown.step.is_some() {
        notes.push("each row has the first removal within its own days: rows need not add up to the period".to_owned());
    }
    notes
}

fn unit_cells(stay: &Stay) -> Vec<Cell> {
    let (status, reason) = match (stay.mature, stay.outcome) {
        (false, Outcome::Reunified(_)) => ("not-yet", Some("home, but the last day has not come")),
        (false, Outcome::Competing(..)) => (
            "not-yet",
            Some("left otherwise, but the last day has not come"),
        ),
        (false, Outcome::Lost(_)) => ("not-yet", Some("lost, and the last day has not come")),
        (false, Outcome::StillOut) => ("not-yet", Some("the last day has not come")),
        (true, Outcome::Reunified(on)) if on == stay.window_end => {
            ("reunified", Some("on the last day, which counts"))
        }
        (true, Outcome::Reunified(_)) => ("reunified", None),
        (true, Outcome::Competing(..)) => ("competing", Some("left otherwise before")),
        (true, Outcome::Lost(_)) => ("unknown", Some("lost before the last day")),
        (true, Outcome::StillOut) if stay.end.is_some() => {
            ("not-reunified", Some("left after the last day"))
        }
        (true, Outcome::StillOut) => ("not-reunified", None),
    };
    let event = match (stay.outcome, stay.end) {
        (Outcome::Lost(on), _) => Some((on, "lost")),
        (_, Some((on, kind))) => Some((on, kind.word())),
        _ => None,
    };
    vec![
        Cell::text("child"),
        Cell::text(&stay.id),
        Cell::text(status),
        Cell::Day(stay.anchor),
        Cell::Day(stay.window_end),
        Cell::or_unknown(event, |(_, what)| Cell::text(what)),
        Cell::or_unknown(event, |(on, _)| Cell::Day(on)),
        Cell::or_unknown(reason, Cell::text),
        Cell::or_unknown(stay.file.as_ref(), |file| Cell::text(&file.path)),
    ]
}
