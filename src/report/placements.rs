//! The sheet of [`crate::measure::placements`].

use super::cell::Cell;
use super::chart::Drawing;
use super::column::{Basis, Column, Columns, Rank};
use super::disclosure::{Disclosure, Relation};
use super::estimates::quartiles;
use super::request::{Asked, Report, Request, Span};
use super::sheet::Sheet;
use super::stays::{self, cut_by_age, missing};
use crate::measure::placements::{PlacementsFigures, Stay, placements};
use crate::record::{Kind, counted};

/// How long children were out of home, and how often they were moved, always by system.
pub const REPORT: Report = Report {
    name: "placements",
    summary: "how long children were out of home, and how often they were moved",
    text: include_str!("../measure/placements.md"),
    rules: &[
        "episodes: stays out of home that began in the period and last 8 days or more; days until half, a quarter and three quarters had left, without detention (Kaplan-Meier), `-` if not reached",
        "days out of home, days in detention and moves are those in the period, of any stay; trial home visits are out of \
         home; the first setting and a change to detention are no moves",
    ],
    by: stays::BY,
    // Sessions of a family's parents also show until when it is known about.
    reads: &[Kind::Case, Kind::Session, Kind::Participant],
    span: Span::All,
    is_outcome: true,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        topic: "stays",
        relations: &[Relation::Rest("episodes", &["open"])],
        drawing: Some(Drawing::Spans(["q1_days", "median_days", "q3_days"])),
        ..Disclosure::of("placements")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let (breakdown, options) = stays::asked(request, &REPORT)?;
    let result = placements(request.register, request.period, request.as_of, options);
    let mut sheet = request.sheet(&REPORT, "Days out of home");
    let open = result.whole().map_or(0, |figures| figures.open);
    if open > 0 {
        sheet.notes.push(format!(
            "{} without an exit on file: the quartiles use the days so far",
            counted(open, "episode")
        ));
    }
    let whole = result.whole().unwrap_or_default();
    if whole.open_unconfirmed > 0 {
        sheet.unpublished.push(format!(
            "{} still open on file, with no news in the last 90 days",
            counted(whole.open_unconfirmed, "episode")
        ));
    }
    sheet
        .unpublished
        .extend(cut_by_age(whole.cut_by_age, "episode"));
    sheet
        .notes
        .extend(missing(result.without_birth_date, result.without_consent));
    sheet.fill(stays::columns(breakdown, figures()), &result.rows);
    Ok(sheet)
}

fn behind(children: usize) -> Cell {
    Cell::behind([("", children)])
}

fn figures<'a>() -> Columns<'a, PlacementsFigures> {
    const EPISODES: Basis = Basis::All(&["episodes", "open"]);
    Columns::new()
        .with(
            Column::people("episodes", Rank::Last),
            |of: &PlacementsFigures| of.episodes,
        )
        .behind(|of, _| behind(of.children.episodes))
        .with(Column::people("open", Rank::First), |of| of.open)
        .behind(|of, _| behind(of.children.open))
        .with(Column::unpublished("open_unconfirmed").detail(), |of| {
            of.open_unconfirmed
        })
        .with(Column::unpublished("cut_by_age").detail(), |of| {
            of.cut_by_age
        })
        .and(quartiles(EPISODES), |of| Some(&of.days))
        .with(
            Column::amount("care_days").titled("days out of home"),
            |of| of.care_days,
        )
        .behind(|of, _| behind(of.children.care_days))
        .with(
            Column::amount("detention_days").titled("days in detention"),
            |of| of.detention_days,
        )
        .behind(|of, _| behind(of.children.detention_days))
        .with(
            Column::unpublished("hall_wait_days").titled("of these, waiting for a placement"),
            |of| of.hall_wait_days,
        )
        .with(Column::amount("moves"), |of| of.moves)
        .behind(|of, _| behind(of.children.moves))
        .with(
            Column::derived("moves_per_1000_days", Basis::All(&["moves", "care_days"]))
                .titled("moves per 1,000 days"),
            |of| Cell::or_unknown(of.moves_per_1000_days(), |moves| Cell::Number(moves, 2)),
        )
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let (breakdown, options) = stays::asked(request, &REPORT)?;
    let result = placements(request.register, request.period, request.as_of, options);
    let mut sheet = request.who(&REPORT, "Days out of home, stay by stay");
    sheet.fill(stays::units(breakdown, stay()), &result.units);
    Ok(sheet)
}

fn stay<'a>() -> Columns<'a, Stay> {
    let event = |stay: &Stay| stay.exit.or(stay.followed_to);
    Columns::new()
        .with(Column::text("unit"), |_: &Stay| "child")
        .with(Column::text("id"), |stay| Cell::text(&stay.id))
        .with(Column::words("status"), |stay| {
            Cell::text(match (stay.in_cohort, stay.exit) {
                (true, Some(_)) => "ended",
                (true, None) => "open",
                (false, _) => "days-only",
            })
        })
        .with(Column::text("anchor"), |stay| stay.start)
        .with(Column::words("event"), move |stay| {
            Cell::or_unknown(event(stay), |(_, kind)| Cell::text(kind))
        })
        .with(Column::words("event_date"), move |stay| {
            Cell::or_unknown(event(stay), |(on, _)| on)
        })
        .with(Column::number("days"), |stay| stay.days)
        .with(
            Column::number("care_days").titled("days out of home"),
            |stay| stay.care_days,
        )
        .with(
            Column::number("detention_days").titled("days in detention"),
            |stay| stay.detention_days,
        )
        .with(
            Column::number("hall_wait_days").titled("of these, waiting for a placement"),
            |stay| stay.hall_wait_days,
        )
        .with(Column::words("known_through"), |stay| stay.through.day)
        .with(Column::words("known_by"), |stay| {
            Cell::or_unknown(stay.through.known.as_ref(), |known| Cell::text(&known.what))
        })
        .with(Column::number("moves"), |stay| stay.moves)
        .with(Column::words("file"), |stay| {
            Cell::or_unknown(stay.file.as_ref(), |file| Cell::text(&file.path))
        })
}
