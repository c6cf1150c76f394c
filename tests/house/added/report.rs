//! The sheet of [`crate::measure::turnout`].

use crate::measure::turnout::{TurnoutRow, turnout};
use crate::measure::{By, Window};
use crate::record::{Entry, Kind, Session, SessionId};
use crate::report::{
    Asked, Basis, Cell, Column, Columns, Disclosure, Key, Rank, Relation, Report, Request, Sheet,
    Span, group,
};

/// Who came to sessions among those expected, by service and always by weekday.
pub const REPORT: Report = Report {
    name: "turnout",
    summary: "who came to sessions of those who were expected, by service and weekday",
    text: "How many of the people expected at sessions came to one.\n\n\
        Expected is who is listed at a session, and who is listed as missed.\n\n\
        Source: the program's own practice.\n",
    rules: &["expected: who came, or is listed as missed; came: at least once"],
    by: &[By::Quarter, By::Month, By::Year],
    reads: &[Kind::Session, Kind::Participant],
    span: Span::Period,
    is_outcome: false,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        relations: &[Relation::Sum("expected", &["came", "missed"])],
        ..Disclosure::of("turnout")
    },
    rows,
    who,
};

fn rows(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = turnout(register, period, as_of, breakdown.step);
    let mut sheet = request.sheet(&REPORT, "Who came");
    let columns = breakdown
        .window(|row: &TurnoutRow| &row.window)
        .with(group(By::Service), |row| Cell::text(row.service))
        .with(Column::key("weekday", Key::Name), |row| row.weekday)
        .with(Column::people("expected", Rank::Last), |row| row.expected)
        .with(Column::people("came", Rank::Middle), |row| row.came)
        .with(Column::people("missed", Rank::First), |row| row.missed())
        .with(
            Column::derived("rate", Basis::All(&["expected", "came"])),
            |row| row.rate().map(Cell::Rate),
        );
    sheet.fill(columns, &result.rows);
    Ok(sheet)
}

type Behind<'r> = (Window, &'r Entry<SessionId, Session>);

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    let result = turnout(register, period, as_of, breakdown.step);
    let mut sheet = request.who(&REPORT, "Who came, session by session");
    let session = Columns::new()
        .with(Column::text("id"), |(_, entry): &Behind<'_>| {
            Cell::text(&entry.id)
        })
        .with(Column::number("came"), |(_, entry)| {
            entry
                .record
                .was_held()
                .then_some(entry.record.participants.len())
        })
        .with(Column::number("missed"), |(_, entry)| {
            entry.record.missed.len()
        })
        .with(Column::words("file"), |(_, entry)| {
            Cell::text(&entry.place.path)
        });
    let columns = breakdown
        .window(|(window, _): &Behind<'_>| window)
        .and(session, |row| Some(row));
    sheet.fill(columns, result.units);
    Ok(sheet)
}
