//! The sheet of [`crate::measure::services`].

use super::cell::Cell;
use super::column::{Basis, Column, Columns, Rank, Role};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Others, Report, Request, Span, group};
use super::sheet::Sheet;
use crate::measure::By;
use crate::measure::services::{
    PartialSum, ServicesFigures, ServicesRow, Unit, What, figure_of, services,
};
use crate::record::classes::ReferralOutcome;
use crate::record::schema::Table;
use crate::record::{Kind, Records, SchemaVersion, Service, Session, Shape, Status, counted};

/// What was done, always by service.
pub const REPORT: Report = Report {
    name: "services",
    summary: "what was done: sessions, hours, attendance, referrals, goals",
    text: include_str!("../measure/services.md"),
    rules: &[
        "sessions: held; hours: once for each session, no matter how many came; attendances: people at each session, added up; participants: different people",
        "rights explained and parent's voice: of the team meetings that recorded yes or no; a value that no session recorded is `-`, not zero",
    ],
    by: &[By::Quarter, By::Month, By::Year, By::Service],
    reads: &[Kind::Session, Kind::Participant],
    span: Span::PeriodUnless(needs_others),
    is_outcome: false,
    takes: &[],
    under: None,
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
            // If one parent came to each session, a reader knows it.
            Relation::Same("attendances", "sessions"),
            Relation::AtMost("participants", "attendances"),
        ],
        ..Disclosure::of("services")
    },
    rows: sheet,
    who,
};

/// An outcome may belong to a referral of any earlier day, and a value that no session ever has is missing from none.
fn needs_others(records: &Records) -> Others {
    let program = &records.program;
    let sessions = || records.sessions.iter().map(|entry| &entry.record);
    let referrals = sessions().flat_map(|session| &session.referral);
    let mut outcomes = referrals.filter_map(|one| one.outcome.as_ref());
    if outcomes.any(|one| program.class::<ReferralOutcome>(one) != ReferralOutcome::Pending) {
        return Others::Needed;
    }
    let mut travel = sessions().map(|one| one.travel_minutes.is_some() || one.miles.is_some());
    let SchemaVersion(version) = program.schema;
    match version < 2 || travel.any(|is_said| is_said) {
        true => Others::Unneeded,
        false => Others::NeededForKeys(&["travel_minutes", "miles"]),
    }
}

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = services(register, period, as_of, breakdown.step, false);
    let mut sheet = request.sheet(&REPORT, "Services");
    let figures = result.rows.iter().filter(|row| row.window.whole);
    let missing = |row: &ServicesRow| row.figures.as_ref().map_or(0, |of| of.minutes.missing);
    let missing: usize = figures.map(missing).sum();
    if missing > 0 {
        sheet.notes.push(format!(
            "{} without `minutes`, which the hours leave out",
            counted(missing, "session")
        ));
    }
    let columns = breakdown
        .window(|row: &ServicesRow| &row.window)
        .with(group(By::Service), |row| Cell::text(row.service));
    let columns = travel(sessions(columns), result.has_travel);
    let columns = match register.program().units {
        Some(_) => columns.with(
            Column::derived("units", Basis::All(&["hours"])),
            figure(|of| of.units.known()),
        ),
        None => columns,
    };
    sheet.fill(referrals(votes(columns)), &result.rows);
    Ok(sheet)
}

/// A cell from the figures of a row.
fn figure<V: Into<Cell>>(read: impl Fn(&ServicesFigures) -> V) -> impl Fn(&ServicesRow) -> Cell {
    move |row| Cell::or_unknown(row.figures.as_ref(), &read)
}

/// A figure that only some services have.
fn only<V: Into<Cell>>(
    has: impl Fn(Service) -> bool,
    read: impl Fn(&ServicesFigures) -> V,
) -> impl Fn(&ServicesRow) -> Cell {
    move |row| match &row.figures {
        Some(figures) if has(row.service) => read(figures).into(),
        _ => Cell::Unknown,
    }
}

/// A figure from a key that not all sessions have.
fn own<V: Into<Cell>>(
    key: &str,
    read: impl Fn(&ServicesFigures) -> V,
) -> impl Fn(&ServicesRow) -> Cell {
    only(move |service| service.has(key), read)
}

fn casework(read: impl Fn(&ServicesFigures) -> usize) -> impl Fn(&ServicesRow) -> Cell {
    only(|service| service == Service::Casework, read)
}

/// How many people are behind a figure.
fn behind(row: &ServicesRow, name: &str) -> Cell {
    let all = row.figures.iter().flat_map(|figures| &figures.behind);
    Cell::behind_figure(all, name)
}

type Rows<'a> = Columns<'a, ServicesRow>;

fn sessions(columns: Rows<'_>) -> Rows<'_> {
    let amount = Column::amount;
    columns
        .with(amount("sessions"), figure(|of| of.sessions))
        .behind(behind)
        .with(
            amount("no_shows").titled("no-shows"),
            figure(|of| of.no_shows),
        )
        .behind(behind)
        .with(amount("cancelled"), figure(|of| of.cancelled))
        .behind(behind)
        .with(amount("hours"), figure(|of| hours(&of.minutes)))
        .behind(behind)
        .with(amount("attendances"), figure(|of| of.attendances))
        .behind(behind)
        .with(
            Column::people("participants", Rank::First).same_as("unduplicated", "served"),
            figure(|of| of.participants),
        )
        .with(
            Column::number("anonymous")
                .with(Role::Unnamed(Rank::First))
                .same_as("unduplicated", "anonymous"),
            own("anonymous", |of| of.said("anonymous").known()),
        )
        .with(
            Column::people("children_in_childcare", Rank::First),
            own("children_in_childcare", |of| {
                of.said("children_in_childcare").known()
            }),
        )
        .behind(behind)
        .with(
            Column::people("mentors", Rank::First),
            figure(|of| of.mentors),
        )
}

/// Travel to sessions and back; only csv and json have the columns if no session on file mentions it.
fn travel(columns: Rows<'_>, is_said: bool) -> Rows<'_> {
    let tenths = |tenths: Option<u64>| {
        Cell::or_unknown(tenths, |tenths| Cell::Number(tenths as f64 / 10.0, 1))
    };
    columns
        .with(
            Column::amount("travel_hours").detail_if(!is_said),
            only(move |_| is_said, |of| hours(&of.said("travel_hours"))),
        )
        .behind(behind)
        .with(
            Column::amount("miles").detail_if(!is_said),
            only(move |_| is_said, move |of| tenths(of.said("miles").known())),
        )
        .behind(behind)
}

/// What team meetings say.
fn votes(columns: Rows<'_>) -> Rows<'_> {
    columns
        .with(
            Column::amount("rights_explained"),
            own("rights_explained", |of| share(&of.said("rights_explained"))),
        )
        .behind(behind)
        .with(
            Column::amount("parent_voice").titled("parent's voice"),
            own("parent_voice", |of| share(&of.said("parent_voice"))),
        )
        .behind(behind)
}

/// Results of casework and committees, and what sessions do not say.
fn referrals(columns: Rows<'_>) -> Rows<'_> {
    let amount = Column::amount;
    columns
        .with(amount("goals_set"), casework(|of| of.goals_set))
        .behind(behind)
        .with(amount("goals_met"), casework(|of| of.goals_met))
        .behind(behind)
        .with(amount("referrals"), casework(|of| of.referrals))
        .behind(behind)
        .with(
            amount("referrals_connected").titled("connected"),
            casework(|of| of.referrals_connected),
        )
        .behind(behind)
        .with(
            amount("natural_supports"),
            own("natural_supports", |of| of.said("natural_supports").known()),
        )
        .behind(behind)
        .with(
            Column::number("recommendations").with(Role::Open),
            own("recommendations", |of| of.said("recommendations").known()),
        )
        .with(
            Column::words("missing")
                .with(Role::Amount)
                .titled("sessions without"),
            figure(missing),
        )
        .behind(behind)
}

/// Minutes as hours; unknown if no session has any.
pub(super) fn hours(minutes: &PartialSum) -> Cell {
    Cell::or_unknown(minutes.known(), |minutes| {
        Cell::Number(minutes as f64 / 60.0, 1)
    })
}

/// How many say yes, of those that say yes or no.
fn share(partial: &PartialSum) -> Cell {
    Cell::or_unknown(partial.known(), |k| Cell::share(k, partial.said))
}

/// For each value, how many held sessions leave it out. If some sessions state a count, it is zero in those that leave
/// it out; a count that no session states is missing from all.
fn missing(figures: &ServicesFigures) -> Cell {
    let minutes = ("hours", figures.minutes, true);
    let said = Session::SCHEMA.fields.iter().filter_map(|field| {
        let name = figure_of(field);
        let said = figures.said.get(name)?;
        Some((name, *said, field.shape == Shape::Bool))
    });
    let values = std::iter::once(minutes).chain(said);
    let missing = values.filter(|(_, of, each)| of.missing > 0 && (*each || of.said == 0));
    Cell::behind(missing.map(|(name, of, _)| (name, of.missing)))
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = services(register, period, as_of, breakdown.step, true);
    let mut sheet = request.who(&REPORT, "Services, one by one");
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
        .with(Column::words("on"), |unit| match unit.what {
            What::Session(entry) => entry.record.on,
            What::Goal(_, on, ..) => on,
        })
        .with(Column::number("minutes"), |unit| {
            let minutes = session(unit).and_then(|one| one.minutes);
            Cell::or_unknown(minutes, |minutes| minutes.count())
        })
        .with(Column::number("participants"), |unit| {
            Cell::or_unknown(session(unit), |one| one.participants.len())
        })
        .with(Column::number("anonymous"), |unit| {
            session(unit).and_then(|one| one.anonymous)
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
