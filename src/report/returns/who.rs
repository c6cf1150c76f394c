//! The units behind the figures, one by one.

use super::super::request::{Request, window_cells, window_columns};
use super::super::sheet::{Cell, Column, Sheet};
use super::answers::{BY, NAME, answers, rules, title};
use crate::measure::definition::Named;
use crate::measure::returns::{Case, Counted, Outcome};
use crate::record::Day;
use crate::record::definition::Unit;

/// The units behind each figure, and those with an anchor that are not counted, with the days that put them there.
///
/// # Errors
/// A sentence, where a definition is not counted in that unit, or a breakdown is asked for that the report does not have.
pub fn who(
    request: &Request<'_>,
    definitions: &[Named],
    unit: Option<Unit>,
) -> Result<Sheet, String> {
    let breakdown = request.breakdown(NAME, BY)?;
    let answers = answers(request, definitions, unit, breakdown)?;
    let mut sheet = request.who(NAME, &format!("{}, one by one", title(definitions)));
    sheet.rules = answers
        .iter()
        .flat_map(|answer| rules(answer, definitions.len() > 1))
        .collect();
    let definition = Column::text("definition");
    sheet.columns.push(if definitions.len() > 1 {
        definition
    } else {
        definition.detail()
    });
    sheet.columns.extend(window_columns(breakdown.step));
    sheet
        .columns
        .extend(["unit", "id", "status", "anchor"].map(Column::text));
    sheet
        .columns
        .push(Column::text("anchor_event").titled("anchor event").detail());
    sheet
        .columns
        .push(Column::text("window_end").titled("last day"));
    sheet
        .columns
        .push(Column::text("first_session").titled("first session"));
    sheet.columns.push(Column::text("event"));
    sheet
        .columns
        .push(Column::text("event_date").titled("event date"));
    sheet.columns.push(Column::text("reason"));
    sheet.columns.push(Column::text("children").detail());
    sheet.columns.push(Column::text("file"));
    sheet
        .columns
        .push(Column::text("event_file").titled("event file").detail());
    for answer in &answers {
        for (window, case) in &answer.result.units {
            let mut row = vec![Cell::text(&answer.named.name)];
            row.extend(window_cells(window));
            row.extend(unit_cells(answer.result.unit, case));
            sheet.rows.push(row);
        }
    }
    Ok(sheet)
}

fn unit_cells(unit: Unit, case: &Case) -> Vec<Cell> {
    let (status, reason) = status(case);
    let event: Option<(Day, &str)> = match case.outcome {
        Outcome::Returned(on, kind) => Some((on, kind.word())),
        Outcome::Competing(on) => Some((on, "competing")),
        Outcome::Lost(on) => Some((on, "lost")),
        Outcome::Nothing => None,
    };
    vec![
        Cell::text(unit),
        Cell::text(&case.id),
        Cell::text(status),
        Cell::Day(case.anchor),
        Cell::text(case.anchor_kind),
        Cell::Day(case.window_end),
        Cell::or_unknown(case.first_session, Cell::Day),
        Cell::or_unknown(event, |(_, what)| Cell::text(what)),
        Cell::or_unknown(event, |(on, _)| Cell::Day(on)),
        Cell::or_unknown(reason, Cell::text),
        Cell::List(case.children.iter().map(ToString::to_string).collect()),
        Cell::text(&case.file.path),
        Cell::or_unknown(case.event_file.as_ref(), |file| Cell::text(&file.path)),
    ]
}

/// The figure that a unit is counted in, and why where that needs saying.
fn status(case: &Case) -> (&'static str, Option<&'static str>) {
    let reason = match case.counted {
        Counted::Yes => None,
        Counted::NotServed => Some("no countable session on or before the last day"),
        Counted::ServedTooLate => Some("the first countable session was not before the event"),
        Counted::NoConsent => Some("no live consent to outcome reporting"),
    };
    if reason.is_some() {
        return ("excluded", reason);
    }
    match (case.mature, case.outcome) {
        (false, Outcome::Returned(..)) => {
            ("not-yet", Some("returned, but the last day has not come"))
        }
        (false, Outcome::Competing(_)) => (
            "not-yet",
            Some("can no longer return, but the last day has not come"),
        ),
        (false, Outcome::Lost(_)) => ("not-yet", Some("lost, and the last day has not come")),
        (false, Outcome::Nothing) => ("not-yet", Some("the last day has not come")),
        (true, Outcome::Returned(..)) if case.is_on_boundary() => {
            ("returned", Some("on the last day, which counts"))
        }
        (true, Outcome::Returned(..)) => ("returned", None),
        (true, Outcome::Competing(_)) => (
            "competing",
            Some("the last of the children could no longer return"),
        ),
        (true, Outcome::Lost(_)) => ("unknown", Some("lost before the last day")),
        (true, Outcome::Nothing) => ("not-returned", None),
    }
}
