//! The sheet of [`crate::measure::services`].

use super::request::{Breakdown, Request, window_cells, window_columns};
use super::sheet::{Cell, Column, Sheet};
use crate::measure::By;
use crate::measure::services::{PartialSum, ServicesFigures, ServicesRow, What, services};
use crate::record::schema::Table;
use crate::record::{Service, Session, Shape, Status, counted};

/// The breakdowns it has; its rows are by service always.
pub const BY: &[By] = &[By::Quarter, By::Month, By::Year, By::Service];

const NAME: &str = "services";

/// The figures of which it is known how many people are behind them.
const BEHIND: [&str; 13] = [
    "sessions",
    "no_shows",
    "cancelled",
    "hours",
    "attendances",
    "children_in_childcare",
    "rights_explained",
    "parent_voice",
    "goals_set",
    "goals_met",
    "referrals",
    "referrals_connected",
    "natural_supports",
];

/// What was done.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn sheet(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = breakdown(request)?;
    let result = services(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
        false,
    );
    let mut sheet = request.sheet(NAME, "Services");
    sheet.rules = rules();
    let missing: usize = result
        .rows
        .iter()
        .filter(|row| row.window.whole)
        .map(without_minutes)
        .sum();
    if missing > 0 {
        sheet.notes.push(format!(
            "{} held without `minutes`: hours are too low by as much",
            counted(missing, "session")
        ));
    }
    sheet.columns = window_columns(breakdown.step);
    sheet.columns.push(Column::text("service"));
    sheet.columns.push(Column::number("sessions"));
    sheet
        .columns
        .push(Column::number("no_shows").titled("no-shows"));
    sheet.columns.extend(
        [
            "cancelled",
            "hours",
            "attendances",
            "participants",
            "anonymous",
        ]
        .map(Column::number),
    );
    sheet
        .columns
        .push(Column::number("children_in_childcare").titled("children in childcare"));
    sheet.columns.push(Column::number("mentors"));
    sheet
        .columns
        .push(Column::number("rights_explained").titled("rights explained"));
    sheet
        .columns
        .push(Column::number("parent_voice").titled("parent's voice"));
    sheet
        .columns
        .push(Column::number("goals_set").titled("goals set"));
    sheet
        .columns
        .push(Column::number("goals_met").titled("goals met"));
    sheet.columns.push(Column::number("referrals"));
    sheet
        .columns
        .push(Column::number("referrals_connected").titled("connected"));
    sheet
        .columns
        .push(Column::number("natural_supports").titled("natural supports"));
    sheet.columns.push(Column::number("recommendations"));
    sheet.columns.push(
        Column::text("missing")
            .titled("sessions that do not say")
            .said(),
    );
    sheet.columns.extend(BEHIND.map(Column::behind));
    sheet.columns.push(Column::behind("missing"));
    sheet.rows = result.rows.iter().map(cells).collect();
    Ok(sheet)
}

/// The sessions and goals behind each figure.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn who(request: &Request<'_>) -> Result<Sheet, String> {
    let breakdown = breakdown(request)?;
    let result = services(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
        true,
    );
    let mut sheet = request.who(NAME, "Services, one by one");
    sheet.rules = rules();
    sheet.columns = window_columns(breakdown.step);
    sheet
        .columns
        .extend(["service", "unit", "id", "status", "on"].map(Column::text));
    sheet
        .columns
        .extend(["minutes", "participants", "anonymous"].map(Column::number));
    sheet.columns.push(Column::text("file"));
    for unit in &result.units {
        let mut row = window_cells(&unit.window);
        row.push(Cell::text(unit.service));
        row.extend(unit_cells(&unit.what));
        sheet.rows.push(row);
    }
    Ok(sheet)
}

fn breakdown(request: &Request<'_>) -> Result<Breakdown, String> {
    request.breakdown(NAME, BY)
}

fn without_minutes(row: &ServicesRow) -> usize {
    row.figures
        .as_ref()
        .map_or(0, |figures| figures.minutes.missing)
}

fn cells(row: &ServicesRow) -> Vec<Cell> {
    let mut cells = window_cells(&row.window);
    cells.push(Cell::text(row.service));
    match &row.figures {
        Some(figures) => {
            cells.extend(figure_cells(row.service, figures));
            let behind = |name: &str| {
                let parts = figures.behind.iter().filter(|((of, _), _)| *of == name);
                Cell::behind(parts.map(|((_, part), people)| (*part, *people)))
            };
            cells.extend(BEHIND.map(behind));
            cells.push(behind("missing"));
        }
        None => cells.extend([const { Cell::Unknown }; 18 + BEHIND.len() + 1]),
    }
    cells
}

/// A sum of what sessions say; unknown where none does.
fn sum(told: &PartialSum) -> Cell {
    Cell::or_unknown(told.known(), |sum| {
        Cell::Count(i64::try_from(sum).unwrap_or(i64::MAX))
    })
}

/// Hours of minutes; unknown where no session says any.
pub(super) fn hours(minutes: &PartialSum) -> Cell {
    Cell::or_unknown(minutes.known(), |minutes| {
        Cell::Number(minutes as f64 / 60.0, 1)
    })
}

fn figure_cells(service: Service, figures: &ServicesFigures) -> [Cell; 18] {
    let own = |key: &str, cell: Cell| {
        if service.has(key) {
            cell
        } else {
            Cell::Unknown
        }
    };
    let casework = |count: usize| {
        if service == Service::Casework {
            Cell::count(count)
        } else {
            Cell::Unknown
        }
    };
    let share = |told: &PartialSum| match told.known() {
        Some(k) => Cell::Parts(vec![
            (
                "k".to_owned(),
                Cell::Count(i64::try_from(k).unwrap_or(i64::MAX)),
            ),
            ("n".to_owned(), Cell::count(told.said)),
        ]),
        None => Cell::Unknown,
    };
    [
        Cell::count(figures.sessions),
        Cell::count(figures.no_shows),
        Cell::count(figures.cancelled),
        hours(&figures.minutes),
        Cell::count(figures.attendances),
        Cell::count(figures.participants),
        own("anonymous", sum(&figures.said("anonymous"))),
        own(
            "children_in_childcare",
            sum(&figures.said("children_in_childcare")),
        ),
        Cell::count(figures.mentors),
        own("rights_explained", share(&figures.said("rights_explained"))),
        own("parent_voice", share(&figures.said("parent_voice"))),
        casework(figures.goals_set),
        casework(figures.goals_met),
        casework(figures.referrals),
        casework(figures.referrals_connected),
        own("natural_supports", sum(&figures.said("natural_supports"))),
        own("recommendations", sum(&figures.said("recommendations"))),
        missing(figures),
    ]
}

/// For each value, how many held sessions do not say it. A count that some sessions say was none where others leave it
/// out; one that no session says is missing from all.
fn missing(figures: &ServicesFigures) -> Cell {
    let minutes = ("hours", figures.minutes, true);
    let told = Session::SCHEMA.fields.iter().filter_map(|field| {
        let said = figures.said.get(field.name)?;
        Some((field.name, *said, field.shape == Shape::Bool))
    });
    let told = std::iter::once(minutes).chain(told);
    let missing = told.filter(|(_, told, each)| told.missing > 0 && (*each || told.said == 0));
    Cell::Parts(
        missing
            .map(|(name, told, _)| (name.to_owned(), Cell::count(told.missing)))
            .collect(),
    )
}

fn rules() -> Vec<String> {
    vec![
        "sessions: held; hours: once for each session, however many came; attendances: distinct people of each session, \
         added up; participants: distinct people"
            .to_owned(),
        "rights explained and parent's voice: of the team meetings that say so or say not so; a value that no session says \
         is `-`, not zero"
            .to_owned(),
    ]
}

fn unit_cells(what: &What<'_>) -> Vec<Cell> {
    match what {
        What::Session(entry) => {
            let session = &entry.record;
            vec![
                Cell::text("session"),
                Cell::text(entry.id.as_str()),
                Cell::text(session.status.unwrap_or(Status::Held)),
                Cell::Day(session.on),
                Cell::or_unknown(session.minutes, |minutes| {
                    Cell::Count(i64::from(minutes.count()))
                }),
                Cell::count(session.participants.len()),
                Cell::or_unknown(session.anonymous, |heads| Cell::Count(i64::from(heads))),
                Cell::text(&entry.place.path),
            ]
        }
        What::Goal(id, on, status, place) => vec![
            Cell::text("goal"),
            Cell::text(id),
            Cell::text(status),
            Cell::Day(*on),
            Cell::Unknown,
            Cell::Unknown,
            Cell::Unknown,
            Cell::text(&place.path),
        ],
    }
}
