//! The sheet of [`crate::measure::services`].

use super::cell::Cell;
use super::column::{Column, Columns, Rank, Role};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Report, Request, group};
use super::sheet::Sheet;
use crate::measure::By;
use crate::measure::services::{PartialSum, ServicesFigures, ServicesRow, Unit, What, services};
use crate::record::{Kind, Service, Status, counted};

/// What was done, by service always.
pub const REPORT: Report = Report {
    name: "services",
    summary: "what was done: sessions, hours, attendance, referrals, goals",
    text: include_str!("../measure/services.md"),
    by: &[By::Quarter, By::Month, By::Year, By::Service],
    reads: &[Kind::Session, Kind::Participant],
    is_outcome: false,
    disclosure: Disclosure {
        topic: "services",
        relations: &[
            Relation::Share("rights_explained"),
            Relation::Sum(
                "sessions",
                &["rights_explained.n", "missing.rights_explained"],
            ),
            Relation::Share("parent_voice"),
            Relation::Sum("sessions", &["parent_voice.n", "missing.parent_voice"]),
            Relation::Each("sessions", "missing.*"),
            // Where one parent came to each session, a reader knows it.
            Relation::Same("attendances", "sessions"),
            Relation::AtMost("participants", "attendances"),
        ],
        ..Disclosure::of("services")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = services(register, period, as_of, breakdown.step, false);
    let mut sheet = request.sheet(&REPORT, "Services");
    sheet.rules = rules();
    let figures = result.rows.iter().filter(|row| row.window.whole);
    let missing = |row: &ServicesRow| row.figures.as_ref().map_or(0, |of| of.minutes.missing);
    let missing: usize = figures.map(missing).sum();
    if missing > 0 {
        sheet.notes.push(format!(
            "{} held without `minutes`: hours are too low by as much",
            counted(missing, "session")
        ));
    }
    let columns = breakdown
        .window(|row: &ServicesRow| &row.window)
        .with(group(By::Service), |row| Cell::text(row.service));
    sheet.fill(referrals(votes(sessions(columns))), &result.rows);
    Ok(sheet)
}

/// A figure that is read from the figures of a row.
fn figure(read: impl Fn(&ServicesFigures) -> Cell) -> impl Fn(&ServicesRow) -> Cell {
    move |row| Cell::or_unknown(row.figures.as_ref(), &read)
}

/// A figure that only some services have.
fn own(
    has: impl Fn(Service) -> bool,
    read: impl Fn(&ServicesFigures) -> Cell,
) -> impl Fn(&ServicesRow) -> Cell {
    let read = figure(read);
    move |row| {
        if has(row.service) {
            read(row)
        } else {
            Cell::Unknown
        }
    }
}

/// How many people are behind a figure.
fn behind(name: &'static str) -> impl Fn(&ServicesRow) -> Cell {
    figure(move |figures| {
        let parts = figures.behind.iter().filter(|((of, _), _)| *of == name);
        Cell::behind(parts.map(|((_, part), people)| (*part, *people)))
    })
}

type Rows<'a> = Columns<'a, ServicesRow>;

fn sessions(columns: Rows<'_>) -> Rows<'_> {
    let amount = Column::amount;
    columns
        .with(amount("sessions"), figure(|of| Cell::count(of.sessions)))
        .behind(behind("sessions"))
        .with(
            amount("no_shows").titled("no-shows"),
            figure(|of| Cell::count(of.no_shows)),
        )
        .behind(behind("no_shows"))
        .with(amount("cancelled"), figure(|of| Cell::count(of.cancelled)))
        .behind(behind("cancelled"))
        .with(amount("hours"), figure(|of| hours(&of.minutes)))
        .behind(behind("hours"))
        .with(
            amount("attendances"),
            figure(|of| Cell::count(of.attendances)),
        )
        .behind(behind("attendances"))
        .with(
            Column::people("participants", Rank::First).same_as("unduplicated", "served"),
            figure(|of| Cell::count(of.participants)),
        )
        .with(
            Column::number("anonymous")
                .with(Role::Heads(Rank::First))
                .same_as("unduplicated", "anonymous"),
            own(|one| one.has("anonymous"), |of| sum(&of.anonymous)),
        )
        .with(
            Column::people("children_in_childcare", Rank::First),
            own(
                |one| one.has("children_in_childcare"),
                |of| sum(&of.children_in_childcare),
            ),
        )
        .behind(behind("children_in_childcare"))
        .with(
            Column::people("mentors", Rank::First),
            figure(|of| Cell::count(of.mentors)),
        )
}

/// What team meetings say.
fn votes(columns: Rows<'_>) -> Rows<'_> {
    columns
        .with(
            Column::amount("rights_explained"),
            own(
                |one| one.has("rights_explained"),
                |of| share(&of.rights_explained),
            ),
        )
        .behind(behind("rights_explained"))
        .with(
            Column::amount("parent_voice").titled("parent's voice"),
            own(|one| one.has("parent_voice"), |of| share(&of.parent_voice)),
        )
        .behind(behind("parent_voice"))
}

/// What came of casework and committees, and what sessions do not say.
fn referrals(columns: Rows<'_>) -> Rows<'_> {
    let casework = |service| service == Service::Casework;
    let amount = Column::amount;
    columns
        .with(
            amount("goals_set"),
            own(casework, |of| Cell::count(of.goals_set)),
        )
        .behind(behind("goals_set"))
        .with(
            amount("goals_met"),
            own(casework, |of| Cell::count(of.goals_met)),
        )
        .behind(behind("goals_met"))
        .with(
            amount("referrals"),
            own(casework, |of| Cell::count(of.referrals)),
        )
        .behind(behind("referrals"))
        .with(
            amount("referrals_connected").titled("connected"),
            own(casework, |of| Cell::count(of.referrals_connected)),
        )
        .behind(behind("referrals_connected"))
        .with(
            amount("natural_supports"),
            own(
                |one| one.has("natural_supports"),
                |of| sum(&of.natural_supports),
            ),
        )
        .behind(behind("natural_supports"))
        .with(
            Column::number("recommendations").with(Role::Open),
            own(
                |one| one.has("recommendations"),
                |of| sum(&of.recommendations),
            ),
        )
        .with(
            Column::words("missing")
                .with(Role::Amount)
                .titled("sessions that do not say"),
            figure(missing),
        )
        .behind(behind("missing"))
}

/// A sum of what sessions say; unknown where none does.
fn sum(partial: &PartialSum) -> Cell {
    Cell::or_unknown(partial.known(), Cell::count)
}

/// Hours of minutes; unknown where no session says any.
pub(super) fn hours(minutes: &PartialSum) -> Cell {
    Cell::or_unknown(minutes.known(), |minutes| {
        Cell::Number(minutes as f64 / 60.0, 1)
    })
}

/// How many say so, of those that say so or say not so.
fn share(partial: &PartialSum) -> Cell {
    Cell::or_unknown(partial.known(), |k| Cell::share(k, partial.said))
}

/// For each value, how many held sessions do not say it. A count that some sessions say was none where others leave it
/// out; one that no session says is missing from all.
fn missing(figures: &ServicesFigures) -> Cell {
    let values = [
        ("hours", figures.minutes, true),
        ("anonymous", figures.anonymous, false),
        (
            "children_in_childcare",
            figures.children_in_childcare,
            false,
        ),
        ("rights_explained", figures.rights_explained, true),
        ("parent_voice", figures.parent_voice, true),
        ("natural_supports", figures.natural_supports, false),
        ("recommendations", figures.recommendations, false),
    ];
    let missing = values
        .into_iter()
        .filter(|(_, of, each)| of.missing > 0 && (*each || of.said == 0));
    Cell::behind(missing.map(|(name, of, _)| (name, of.missing)))
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

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = services(register, period, as_of, breakdown.step, true);
    let mut sheet = request.who(&REPORT, "Services, one by one");
    sheet.rules = rules();
    let columns = breakdown
        .window(|unit: &Unit<'_>| &unit.window)
        .with(group(By::Service), |unit| Cell::text(unit.service))
        .with(Column::text("unit"), |unit| {
            Cell::text(match unit.what {
                What::Session(_) => "session",
                What::Goal(..) => "goal",
            })
        })
        .with(Column::text("id"), |unit| match unit.what {
            What::Session(entry) => Cell::text(&entry.id),
            What::Goal(id, ..) => Cell::text(id),
        })
        .with(Column::words("status"), |unit| match unit.what {
            What::Session(entry) => Cell::text(entry.record.status.unwrap_or(Status::Held)),
            What::Goal(_, _, status, _) => Cell::text(status),
        })
        .with(Column::words("on"), |unit| {
            Cell::Day(match unit.what {
                What::Session(entry) => entry.record.on,
                What::Goal(_, on, ..) => on,
            })
        })
        .with(Column::number("minutes"), |unit| {
            let minutes = session(unit).and_then(|one| one.minutes);
            Cell::or_unknown(minutes, |minutes| Cell::count(minutes.count()))
        })
        .with(Column::number("participants"), |unit| {
            Cell::or_unknown(session(unit), |one| Cell::count(one.participants.len()))
        })
        .with(Column::number("anonymous"), |unit| {
            let heads = session(unit).and_then(|one| one.anonymous);
            Cell::or_unknown(heads, Cell::count)
        })
        .with(Column::words("file"), |unit| {
            Cell::text(match unit.what {
                What::Session(entry) => &entry.place.path,
                What::Goal(.., place) => &place.path,
            })
        });
    sheet.fill(columns, &result.units);
    Ok(sheet)
}

fn session<'r>(unit: &Unit<'r>) -> Option<&'r crate::record::Session> {
    match unit.what {
        What::Session(entry) => Some(&entry.record),
        What::Goal(..) => None,
    }
}
