//! The sheet of [`crate::measure::court`].

use super::cell::Cell;
use super::column::{Basis, Column, Columns, Key, Role};
use super::disclosure::{Disclosure, Relation};
use super::meetings::share;
use super::request::{Asked, Breakdown, Report, Request, Span};
use super::sheet::Sheet;
use crate::measure::court::{Court, CourtFigures, CourtRow, Hearing, court};
use crate::measure::{By, Window};
use crate::record::{Kind, Service};

/// How many hearings parents had and attended.
pub const REPORT: Report = Report {
    name: "court",
    summary: "days in court: hearings, how many parents were there, and with a mentor",
    text: include_str!("../measure/court.md"),
    rules: &[
        "hearings: days of a case of a parent who was served, with a hearing or a court day that was logged",
        "attended: of the hearings for which someone recorded whether a parent was there; the share is shown if they are at least 80 % of all; with a mentor: of those attended",
    ],
    by: By::TIME,
    reads: &[Kind::Session, Kind::Participant, Kind::Case],
    span: Span::Period,
    is_outcome: false,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        topic: "services",
        is_last: true,
        relations: &[
            Relation::Same("hearings", "attended.of"),
            Relation::Share("attended"),
            Relation::Left("attended.of", "attended.n", "silent"),
            Relation::Left("attended.of", "attended.k", "not"),
            Relation::Same("with_mentor.n", "attended.k"),
            Relation::Share("with_mentor"),
            // If every hearing on file has a logged court day, the two are the same.
            Relation::MakeUp("services", "sessions", &["attended.k"]),
        ],
        ..Disclosure::of("court")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.sheet(&REPORT, "Days in court");
    let whole = result.rows.iter().filter(|row| row.window.whole);
    if let Some(of) = whole
        .filter_map(|row| row.figures.as_ref())
        .find(|of| !of.is_share_known())
    {
        sheet.notes.push(format!(
            "for {} of {} hearings, no one recorded whether a parent was there, so no share is shown; to record it: `peer event CASE hearing --present WHO`",
            of.hearings - of.attended.n,
            of.hearings
        ));
    }
    let columns = breakdown
        .window(|row: &CourtRow| &row.window)
        // The service that has the court days in `services`.
        .with(Column::key("service", Key::Name).unprinted(), |_| {
            Cell::text(Service::Court)
        })
        .and(figures(), |row| row.figures.as_ref());
    sheet.fill(columns, &result.rows);
    Ok(sheet)
}

fn figures<'a>() -> Columns<'a, CourtFigures> {
    Columns::new()
        .with(Column::amount("hearings"), |of: &CourtFigures| of.hearings)
        .behind(behind)
        .with(Column::words("attended").with(Role::Amount), |of| {
            let part = |name: &str, count| (name.to_owned(), Cell::count(count));
            Cell::Parts(vec![
                part("k", of.attended.k),
                part("n", of.attended.n),
                part("of", of.hearings),
            ])
        })
        .behind(behind)
        .with(
            Column::derived("attended_share", Basis::All(&["attended"])).titled("share"),
            |of| {
                let share = of.attended;
                let rate = of.is_share_known() && share.n > 0;
                Cell::or_unknown(rate.then(|| share.k as f64 / share.n as f64), Cell::Rate)
            },
        )
        .with(Column::amount("with_mentor"), |of| share(of.with_mentor))
        .behind(behind)
}

/// How many parents are behind a figure.
fn behind(figures: &CourtFigures, name: &str) -> Cell {
    Cell::behind_figure(&figures.behind, name)
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.who(&REPORT, "Days in court, one by one");
    let columns = breakdown
        .window(|(window, _): &(Window, Hearing<'_>)| window)
        .with(Column::words("on"), |(_, hearing)| hearing.on)
        .with(Column::text("id"), |(_, hearing)| {
            Cell::text(&hearing.case.id)
        })
        .with(Column::words("attended"), |(_, hearing)| {
            Cell::or_unknown(hearing.attended, Cell::Bool)
        })
        .with(Column::words("mentor"), |(_, hearing)| {
            Cell::Bool(hearing.with_mentor)
        })
        .with(Column::words("file"), |(_, hearing)| {
            Cell::text(&hearing.case.place.path)
        });
    sheet.fill(columns, &result.units);
    Ok(sheet)
}

fn measured<'r>(request: &Request<'r>, breakdown: Breakdown) -> Court<'r> {
    court(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
    )
}
