//! The sheet of [`crate::measure::mentors`].

use super::cell::Cell;
use super::chart::Drawing;
use super::column::{Basis, Column, Columns, Key, Rank, Role};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Report, Request, Span};
use super::services::hours;
use super::sheet::Sheet;
use crate::measure::mentors::{MentorsFigures, MentorsRow, Unit, mentors};
use crate::measure::{By, Window};
use crate::record::{Kind, MentorId};

/// How many parents each mentor walks with, and the work involved: all mentors, then each.
pub const REPORT: Report = Report {
    name: "mentors",
    summary: "how many parents each mentor walks with, sessions, trainings, eligibility",
    text: include_str!("../measure/mentors.md"),
    rules: &[
        "active: matches on the last day, or the day as of which is asked if earlier; average: days of matches over the days \
         from the first to that day",
        "eligible: can take a parent on that day by the program's rules; missing: what the mentor still needs, and what is not on file",
    ],
    by: By::TIME,
    reads: &[Kind::Mentor, Kind::Match, Kind::Session],
    span: Span::Period,
    is_outcome: false,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        topic: "services",
        relations: &[
            Relation::SumOfGroups("sessions", "services"),
            Relation::SumOfGroups("hours", "services"),
        ],
        drawing: Some(Drawing::Each("active", "capacity")),
        ..Disclosure::of("mentors")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = mentors(register, period, as_of, breakdown.step, false);
    let mut sheet = request.sheet(&REPORT, "Mentors");
    let columns = breakdown
        .window(|row: &MentorsRow| &row.window)
        .with(Column::key("mentor", Key::Person), |row| {
            Cell::group(row.mentor.as_ref())
        });
    sheet.fill(figures(columns), &result.rows);
    Ok(sheet)
}

/// A cell from the figures of a row.
fn figure<V: Into<Cell>>(read: impl Fn(&MentorsFigures) -> V) -> impl Fn(&MentorsRow) -> Cell {
    move |row| Cell::or_unknown(row.figures.as_ref(), &read)
}

/// How many people are behind a figure.
fn behind(row: &MentorsRow, name: &str) -> Cell {
    let figures = row.figures.as_ref();
    let people = figures.and_then(|of| of.behind.get(name));
    Cell::behind(people.map(|people| ("", *people)))
}

fn figures(columns: Columns<'_, MentorsRow>) -> Columns<'_, MentorsRow> {
    let eligible = |row: &MentorsRow| match &row.mentor {
        Some(_) => figure(|of| Cell::Bool(of.eligible > 0))(row),
        None => figure(|of| of.eligible)(row),
    };
    columns
        .with(
            Column::people("active", Rank::First)
                .of_a_day()
                .same_as("matches", "active_at_end"),
            figure(|of| of.active),
        )
        .behind(behind)
        .with(
            Column::amount("capacity").of_a_day(),
            figure(|of| of.capacity),
        )
        .behind(behind)
        .with(
            Column::number("average").with(Role::Average),
            figure(|of| Cell::or_unknown(of.average(), |average| Cell::Number(average, 2))),
        )
        .behind(behind)
        .with(Column::amount("sessions"), figure(|of| of.sessions))
        .behind(behind)
        .with(Column::amount("hours"), figure(|of| hours(&of.minutes)))
        .behind(behind)
        .with(
            Column::amount("training_hours"),
            figure(|of| hours(&of.training_minutes)),
        )
        .behind(behind)
        .with(
            Column::words("eligible")
                .with(Role::People(Rank::First))
                .of_a_day(),
            eligible,
        )
        .with(
            Column::words("missing").with(Role::Derived(Basis::All(&["active", "eligible"]))),
            figure(|of| Cell::List(of.missing())),
        )
}

type Behind<'r> = (Window, MentorId, Unit<'r>);

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = mentors(register, period, as_of, breakdown.step, true);
    let mut sheet = request.who(&REPORT, "Mentors, one by one");
    let columns = breakdown
        .window(|(window, ..): &Behind<'_>| window)
        .with(Column::text("mentor"), |(_, mentor, _)| Cell::text(mentor))
        .and(unit(), |(.., unit)| Some(unit));
    sheet.fill(columns, &result.units);
    Ok(sheet)
}

/// The record behind a figure, of any kind.
fn unit<'r>() -> Columns<'r, Unit<'r>> {
    Columns::new()
        .with(Column::text("unit"), |unit: &Unit<'r>| {
            Cell::text(match unit {
                Unit::Match(..) => "match",
                Unit::Session(_) => "session",
                Unit::Training(..) => "training",
            })
        })
        .with(Column::text("id"), |unit| match unit {
            Unit::Match(entry, _) => Cell::text(&entry.id),
            Unit::Session(entry) => Cell::text(&entry.id),
            Unit::Training(entry, at) => Cell::text(&entry.record.training[*at].name),
        })
        .with(Column::text("from"), |unit| match unit {
            Unit::Match(entry, _) => entry.record.began,
            Unit::Session(entry) => Some(entry.record.on),
            Unit::Training(entry, at) => Some(entry.record.training[*at].on),
        })
        .with(Column::text("until"), |unit| match unit {
            Unit::Match(entry, _) => entry.record.ended.as_ref().map(|ended| ended.on),
            Unit::Session(entry) => Some(entry.record.on),
            Unit::Training(entry, at) => entry.record.training[*at].expires,
        })
        .with(Column::number("days"), |unit| match unit {
            Unit::Match(_, days) => Cell::Count(*days),
            Unit::Session(_) | Unit::Training(..) => Cell::Unknown,
        })
        .with(Column::number("minutes"), |unit| match unit {
            Unit::Match(..) => None,
            Unit::Session(entry) => entry.record.minutes.map(|minutes| minutes.count()),
            Unit::Training(entry, at) => entry.record.training[*at].hours.map(|one| one.minutes),
        })
        .with(Column::words("file"), |unit| {
            Cell::text(match unit {
                Unit::Match(entry, _) => &entry.place.path,
                Unit::Session(entry) => &entry.place.path,
                Unit::Training(entry, _) => &entry.place.path,
            })
        })
}
