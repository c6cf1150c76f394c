//! The sheet of [`crate::measure::unduplicated`].

use super::request::{Breakdown, Request, group_column, window_cells, window_columns};
use super::sheet::{Cell, Column, Sheet};
use crate::measure::By;
use crate::measure::unduplicated::{Options, Unduplicated, UnduplicatedRow, unduplicated};
use crate::record::{Service, counted};

/// The breakdowns it has; its rows are by service always.
pub const BY: &[By] = &[
    By::Quarter,
    By::Month,
    By::Year,
    By::Service,
    By::System,
    By::Area,
    By::Language,
    By::Gender,
];

const NAME: &str = "unduplicated";
const TITLE: &str = "People served";

/// How many different people were served.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn sheet(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(NAME, BY)?;
    let result = measured(request, breakdown, false);
    let mut sheet = request.sheet(NAME, TITLE);
    sheet.rules = rules(breakdown);
    sheet.notes.extend(notes(request, breakdown, &result));
    sheet.columns = window_columns(breakdown.step);
    sheet.columns.push(Column::text("service"));
    let group = group_column(breakdown.group);
    sheet.columns.extend(group.clone());
    sheet
        .columns
        .extend(["served", "new", "continuing"].map(Column::number));
    sheet
        .columns
        .push(Column::number("new_ever").titled("new ever"));
    sheet.columns.push(Column::number("anonymous"));
    sheet.rows = result
        .rows
        .iter()
        .map(|row| cells(row, group.is_some()))
        .collect();
    Ok(sheet)
}

/// The persons behind each figure.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn who(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(NAME, BY)?;
    let result = measured(request, breakdown, true);
    let mut sheet = request.who(NAME, "People served, one by one");
    sheet.rules = rules(Breakdown::default());
    sheet.columns = window_columns(breakdown.step);
    sheet
        .columns
        .extend(["service", "unit", "id", "status"].map(Column::text));
    sheet
        .columns
        .push(Column::text("first_session").titled("first session in the row"));
    sheet
        .columns
        .push(Column::text("session_before").titled("last session before it"));
    sheet.columns.push(Column::text("file"));
    sheet.rows = result
        .units
        .iter()
        .map(|unit| {
            let status = match (unit.new, unit.before) {
                (_, None) => "new-ever",
                (true, Some(_)) => "new",
                (false, Some(_)) => "continuing",
            };
            let mut row = window_cells(&result.windows[unit.window]);
            row.extend([
                service(unit.service),
                Cell::text("participant"),
                Cell::text(&unit.id),
                Cell::text(status),
                Cell::Day(unit.first),
                Cell::or_unknown(unit.before, Cell::Day),
                Cell::text(&unit.file.path),
            ]);
            row
        })
        .collect();
    Ok(sheet)
}

fn measured(request: &Request<'_>, breakdown: Breakdown, who: bool) -> Unduplicated {
    let group = breakdown.group.filter(|by| *by != By::Service);
    let options = Options {
        step: breakdown.step,
        group,
        who,
    };
    unduplicated(request.register, request.period, request.as_of, options)
}

fn service(service: Option<Service>) -> Cell {
    Cell::text(service.map_or("all", Service::word))
}

fn cells(row: &UnduplicatedRow, grouped: bool) -> Vec<Cell> {
    let mut cells = window_cells(&row.window);
    cells.push(service(row.service));
    if grouped {
        cells.push(Cell::text(row.group.as_deref().unwrap_or("all")));
    }
    let figures = row
        .count
        .map(|count| [count.served, count.new, count.continuing(), count.new_ever]);
    match figures {
        Some(figures) => cells.extend(figures.map(Cell::count)),
        None => cells.extend([const { Cell::Unknown }; 4]),
    }
    cells.push(Cell::or_unknown(row.anonymous, |heads| {
        Cell::Count(i64::try_from(heads).unwrap_or(i64::MAX))
    }));
    cells
}

fn rules(breakdown: Breakdown) -> Vec<String> {
    let mut rules = vec![
        "served: different people at a held support group, mentoring, team meeting, casework or court day, each counted \
         once"
            .to_owned(),
        "new: not served before in that year (by that service, in the row of a service); continuing: the others; new \
         ever: never served before at all"
            .to_owned(),
        "anonymous: heads at sessions without a name; they are not people and are not in `served`".to_owned(),
    ];
    if breakdown.step.is_some() {
        rules.push("the row of the whole period is counted from persons, not added up".to_owned());
    }
    rules
}

fn notes(request: &Request<'_>, breakdown: Breakdown, result: &Unduplicated) -> Vec<String> {
    let mut notes = Vec::new();
    let year = request.period.start_of_year();
    if breakdown.step.is_none() {
        notes.push(format!(
            "new is counted from {year}, when the year began that holds {}",
            request.period.first
        ));
    }
    if result.without_record > 0 {
        notes.push(format!(
            "{} without a participant file: each id counts as a person",
            counted(result.without_record, "person")
        ));
    }
    if breakdown.group.is_some_and(|by| by != By::Service) {
        notes.push(
            "who is in two groups is in the row of each; who has none on file is `not-recorded`"
                .to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Calendar, Period};
    use crate::register::testing::{day, register};

    const SESSION: &str =
        "kind = \"support-group\"\non = 2026-07-10\ngroup = \"wed\"\nparticipants = [\"p-1\"]\n";

    fn asked(by: &[By], work: impl FnOnce(&Request<'_>)) {
        let register = register(&[
            ("participants/p-1.toml", ""),
            ("sessions/2026/2026-07-10-group-wed.toml", SESSION),
        ]);
        let period = Period::year(Calendar::State, 2027);
        let request = Request {
            register: &register,
            period: &period,
            as_of: day("2026-11-21"),
            by,
            consenting_only: false,
        };
        work(&request);
    }

    #[test]
    fn columns_have_the_names_of_the_contract_and_rows_fit_them() {
        asked(&[By::Quarter], |request| {
            let sheet = sheet(request).unwrap();
            let names: Vec<_> = sheet.columns.iter().map(|column| column.name).collect();
            let expected = [
                "period",
                "start",
                "end",
                "service",
                "served",
                "new",
                "continuing",
                "new_ever",
                "anonymous",
            ];
            assert_eq!(names, expected);
            assert_eq!(sheet.rows.len(), 5 * 6);
            assert!(sheet.rows.iter().all(|row| row.len() == names.len()));
            assert_eq!(sheet.rows[0][4], Cell::Count(1));
            assert_eq!(
                sheet.rows[12][4],
                Cell::Unknown,
                "January 2027 is not known in November 2026"
            );
        });
    }

    #[test]
    fn who_names_the_file_and_the_days() {
        asked(&[], |request| {
            let sheet = who(request).unwrap();
            assert_eq!(sheet.rows.len(), 2);
            assert!(
                sheet
                    .rows
                    .iter()
                    .all(|row| row.len() == sheet.columns.len())
            );
            assert_eq!(sheet.rows[0][6], Cell::text("new-ever"));
            assert_eq!(
                sheet.rows[0][9],
                Cell::text("sessions/2026/2026-07-10-group-wed.toml")
            );
        });
    }

    #[test]
    fn two_breakdowns_by_people_are_refused() {
        asked(&[By::Area, By::Gender], |request| {
            assert!(sheet(request).is_err())
        });
        asked(&[By::Area, By::Month], |request| {
            assert_eq!(sheet(request).unwrap().columns[4].name, "area")
        });
    }
}
