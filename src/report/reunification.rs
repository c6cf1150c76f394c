//! The sheet of [`crate::measure::reunification`].

use super::cell::Cell;
use super::column::{Basis, Column, Columns, Rank};
use super::disclosure::{Disclosure, Relation};
use super::estimates::{interval, quartiles};
use super::request::{Asked, Breakdown, Report, Request, Span};
use super::sheet::Sheet;
use super::stays::{self, cut_by_age, missing};
use crate::measure::reunification::{
    Outcome, Reunification, ReunificationFigures, Stay, reunification,
};
use crate::record::{Day, Kind, counted};

/// How many children were home within 12 months of their removal, always by system.
pub const REPORT: Report = Report {
    name: "reunification",
    summary: "how many children were home within 12 months of their removal",
    text: include_str!("../measure/reunification.md"),
    rules: &[
        "of the children removed in the period for 8 days or more, how many were home within 12 months? For those who came home in the period, whenever they were removed: `peer report returns`",
        "each child by the first such removal, A; A < reunified <= A + 12 calendar months, and under age; 29 February becomes \
         28 February; a trial visit of 30 days or more that runs into reunification counts from its day + 30",
        "rate: of those removed 12 months ago or more whose outcome is known; days: by which half, a quarter and three quarters of all were home (Aalen-Johansen), `-` if not reached",
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
        relations: &[
            Relation::Sum("cohort", &["mature", "not_yet"]),
            Relation::Rest("mature", &["reunified"]),
            Relation::Rest("mature", &["unknown"]),
            Relation::Rest("mature", &["reunified", "unknown"]),
            Relation::PartOf("cohort", "placements", "episodes"),
        ],
        ..Disclosure::of("reunification")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let (breakdown, options) = stays::asked(request, &REPORT)?;
    let result = reunification(request.register, request.period, request.as_of, options);
    let mut sheet = request.sheet(&REPORT, "Reunified within 12 months of removal");
    sheet.notes.extend(notes(&result, breakdown));
    sheet.unpublished.extend(unpublished(&result));
    sheet.fill(stays::columns(breakdown, figures()), &result.rows);
    Ok(sheet)
}

fn figures<'a>() -> Columns<'a, ReunificationFigures> {
    const RATE: Basis = Basis::Share(["reunified", "mature", "unknown"]);
    const INTERVAL: Basis = Basis::All(&["reunified", "mature", "unknown"]);
    const DAYS: Basis = Basis::Followed(
        &["cohort", "mature", "not_yet", "unknown", "reunified"],
        "not_yet",
    );
    let columns = Columns::new()
        .with(
            Column::people("cohort", Rank::First),
            |of: &ReunificationFigures| of.cohort,
        )
        .with(Column::people("mature", Rank::Last), |of| of.mature)
        .with(Column::people("not_yet", Rank::First), |of| of.not_yet())
        .with(Column::people("unknown", Rank::Middle), |of| of.unknown)
        .with(Column::people("reunified", Rank::Middle), |of| of.reunified)
        .with(Column::unpublished("unconfirmed"), |of| of.unconfirmed)
        .with(Column::derived("rate", RATE), |of| {
            of.rate().map(Cell::Rate)
        });
    let of_interval = ReunificationFigures::interval;
    interval(columns, INTERVAL, true, of_interval)
        .with(Column::unpublished("worst").detail(), |of| {
            of.worst().map(Cell::Rate)
        })
        .with(Column::unpublished("best").detail(), |of| {
            of.best().map(Cell::Rate)
        })
        .and(quartiles(DAYS), |of| Some(&of.days))
        .with(Column::unpublished("cut_by_age").detail(), |of| {
            of.cut_by_age
        })
}

fn unpublished(result: &Reunification) -> Vec<String> {
    let figures = result.whole().unwrap_or_default();
    let unconfirmed = (figures.unconfirmed > 0).then(|| {
        format!(
            "{} without an end of the stay on file, and not known about to the end of the 12 months: they count as not home",
            counted(figures.unconfirmed, "child")
        )
    });
    let cut = cut_by_age(figures.cut_by_age, "child");
    unconfirmed.into_iter().chain(cut).collect()
}

fn notes(result: &Reunification, breakdown: Breakdown) -> Vec<String> {
    let mut notes = Vec::new();
    let figures = result.whole().unwrap_or_default();
    // How many these are is in the row; beside a table that hides counts, a note has none.
    if figures.not_yet() > 0 {
        notes.push(
            "children removed less than 12 months ago (not yet) are not in the rate".to_owned(),
        );
    }
    if figures.unknown > 0 {
        notes.push("children lost within 12 months (unknown) are not in the rate".to_owned());
    }
    if figures.dismissed > 0 {
        notes.push(format!(
            "{} with a case dismissed while out of home, and no record of where the child went",
            counted(figures.dismissed, "child")
        ));
    }
    notes.extend(missing(result.without_birth_date, result.without_consent));
    if breakdown.step.is_some() {
        notes.push("each row uses the first removal within its own days, so rows may not add up to the period".to_owned());
    }
    notes
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let (breakdown, options) = stays::asked(request, &REPORT)?;
    let result = reunification(request.register, request.period, request.as_of, options);
    let title = "Reunified within 12 months of removal, one by one";
    let mut sheet = request.who(&REPORT, title);
    sheet.fill(stays::units(breakdown, stay()), &result.units);
    Ok(sheet)
}

fn stay<'a>() -> Columns<'a, Stay> {
    Columns::new()
        .with(Column::text("unit"), |_: &Stay| "child")
        .with(Column::text("id"), |stay| Cell::text(&stay.id))
        .with(Column::words("status"), |stay| Cell::text(status(stay).0))
        .with(Column::text("anchor"), |stay| stay.anchor)
        .with(Column::words("window_end").titled("last day"), |stay| {
            stay.window_end
        })
        .with(Column::words("event"), |stay| {
            Cell::or_unknown(event(stay), |(_, what)| Cell::text(what))
        })
        .with(Column::words("event_date"), |stay| {
            Cell::or_unknown(event(stay), |(on, _)| on)
        })
        .with(Column::words("known_through"), |stay| stay.through.day)
        .with(Column::words("known_by"), |stay| {
            Cell::or_unknown(stay.through.known.as_ref(), |known| Cell::text(&known.what))
        })
        .with(Column::words("known_file").detail(), |stay| {
            let known = stay.through.known.as_ref();
            Cell::or_unknown(known, |known| Cell::text(&known.place.path))
        })
        .with(Column::words("reason"), |stay| {
            Cell::or_unknown(status(stay).1, Cell::text)
        })
        .with(Column::words("file"), |stay| {
            Cell::or_unknown(stay.file.as_ref(), |file| Cell::text(&file.path))
        })
}

/// How a stay ended, and when, or that the child was lost.
#[must_use]
pub fn event(stay: &Stay) -> Option<(Day, &'static str)> {
    match (stay.outcome, stay.end) {
        (Outcome::Lost(on), _) => Some((on, "lost")),
        (_, Some((on, kind))) => Some((on, kind.word())),
        _ => None,
    }
}

/// The figure that counts a stay, and why, if that is not obvious.
#[must_use]
pub fn status(stay: &Stay) -> (&'static str, Option<&'static str>) {
    match (stay.mature, stay.outcome) {
        (false, Outcome::Reunified(_)) => {
            ("not-yet", Some("home, but the last day is still ahead"))
        }
        (false, Outcome::Competing(..)) => (
            "not-yet",
            Some("left otherwise, but the last day is still ahead"),
        ),
        (false, Outcome::Lost(_)) => ("not-yet", Some("lost, and the last day is still ahead")),
        (false, Outcome::StillOut) => ("not-yet", Some("the last day is still ahead")),
        (true, Outcome::Reunified(on)) if on == stay.window_end => {
            ("reunified", Some("on the last day, which counts"))
        }
        (true, Outcome::Reunified(_)) => ("reunified", None),
        (true, Outcome::Competing(..)) => ("competing", Some("left otherwise before")),
        (_, Outcome::Unconfirmed) => (
            "not-reunified",
            Some("no end of the stay is on file, and no one looked through the last day"),
        ),
        (true, Outcome::Lost(_)) => ("unknown", Some("lost before the last day")),
        (true, Outcome::StillOut) if stay.end.is_some() => {
            ("not-reunified", Some("left after the last day"))
        }
        (true, Outcome::StillOut) => ("not-reunified", None),
    }
}
