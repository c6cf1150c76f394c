//! A mentor's month, to be signed.

use super::page::{called, parent, table};
use crate::measure::month::{KindSum, Month, month as measured};
use crate::record::{
    Entry, GroupId, MentorId, Period, PersonId, Service, Session, SessionId, Status, counted,
};
use crate::register::Register;
use crate::report::cell::Cell;
use crate::report::column::Column;
use crate::report::sheet::Sheet;

/// Space for a signature, and for its date.
const LINES: (&str, &str) = ("______________________________", "____________");

/// What a mentor did in a month: each session, hours by kind, meetings compared with the program's rhythm, trainings
/// and supervision, and lines to sign. The sheet says so if the month is not over.
#[must_use]
pub fn month(
    register: &Register,
    mentor: &MentorId,
    period: &Period,
    today: crate::record::Day,
) -> Vec<Sheet> {
    let found = measured(register, mentor, period);
    let name = called(register, &PersonId::Mentor(mentor.clone()));
    let mut first = sessions(register, &found, period.last.min(today));
    first.title = format!("{name}: {}", period.label);
    first.period = Some(period.clone());
    if period.last > today {
        first
            .notes
            .push(format!("the month is not over: sessions through {today}"));
    }
    let mut sheets = vec![
        first,
        hours(register, &found, today),
        contacts(register, &found, today),
    ];
    sheets.extend(learned(register, mentor, &found, period, today));
    let (line, date) = LINES;
    let signer = |who: &str| vec![Cell::text(who), Cell::text(line), Cell::text(date)];
    let columns = ["who", "signature", "date"].map(Column::text).to_vec();
    sheets.push(table(
        register,
        "Signatures",
        today,
        columns,
        vec![signer(&name), signer("supervisor")],
    ));
    sheets
}

/// Every session, with the people in it.
fn sessions(register: &Register, month: &Month<'_>, day: crate::record::Day) -> Sheet {
    let row = |entry: &&Entry<SessionId, Session>| {
        let session = &entry.record;
        let status = session.status.unwrap_or(Status::Held);
        vec![
            Cell::Day(session.on),
            Cell::text(session.kind.log_word()),
            Cell::text(with(register, entry)),
            Cell::or_unknown(session.minutes, Cell::text),
            Cell::or_unknown(session.travel_minutes, Cell::text),
            Cell::or_unknown(session.miles, Cell::text),
            Cell::or_unknown(session.mode.as_ref(), Cell::text),
            Cell::text(status),
        ]
    };
    let columns = vec![
        Column::text("on"),
        Column::text("kind"),
        Column::text("with"),
        Column::number("length"),
        Column::number("travel"),
        Column::number("miles"),
        Column::text("mode"),
        Column::text("status"),
    ];
    table(
        register,
        "Sessions",
        day,
        columns,
        month.sessions.iter().map(row).collect(),
    )
}

/// The people in a session, or what it was about.
fn with(register: &Register, entry: &Entry<SessionId, Session>) -> String {
    let session = &entry.record;
    if let Some(group) = session.group.as_ref().map(GroupId::to_string) {
        return group;
    }
    if session.kind.is_free() {
        let subject = entry.id.key().split_once('-').map(|(_, subject)| subject);
        return subject.unwrap_or_default().replace('-', " ");
    }
    if session.kind == Service::Supervision {
        return session
            .led_by
            .iter()
            .map(|id| called(register, id))
            .collect::<Vec<_>>()
            .join(", ");
    }
    let parents = session.participants.iter();
    parents
        .map(|id| parent(register, id))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Hours by kind.
fn hours(register: &Register, month: &Month<'_>, day: crate::record::Day) -> Sheet {
    let in_hours = |minutes: u64| Cell::Number(minutes as f64 / 60.0, 2);
    let counts_units = register.program().units.is_some();
    let row = |sum: &KindSum| {
        let mut row = vec![
            Cell::group(sum.kind.map(Service::log_word)),
            Cell::count(sum.held),
            in_hours(sum.minutes),
        ];
        row.extend(counts_units.then(|| Cell::from(sum.units)));
        row.extend([
            in_hours(sum.travel),
            Cell::Number(sum.miles as f64 / 10.0, 1),
        ]);
        row
    };
    let mut columns = vec![
        Column::text("kind"),
        Column::number("held"),
        Column::number("hours"),
    ];
    columns.extend(counts_units.then(|| Column::number("units")));
    columns.extend([Column::number("travel_hours"), Column::number("miles")]);
    let mut sheet = table(
        register,
        "Hours",
        day,
        columns,
        month.kinds.iter().map(row).collect(),
    );
    let missing = month.kinds.last().map_or(0, |all| all.without_length);
    if missing > 0 {
        sheet.notes.push(format!(
            "{} without a length, which the hours leave out",
            counted(missing, "session")
        ));
    }
    sheet
}

/// Meetings compared with the program's rhythm.
fn contacts(register: &Register, month: &Month<'_>, day: crate::record::Day) -> Sheet {
    let rows = month.contacts.iter().map(|one| {
        vec![
            Cell::text(parent(register, &one.pairing.record.participant)),
            Cell::from(one.pairing.record.began),
            Cell::from(one.asked),
            Cell::count(one.held),
            Cell::count(one.missed),
        ]
    });
    let columns = vec![
        Column::text("parent"),
        Column::text("since"),
        Column::number("asked"),
        Column::number("held"),
        Column::number("not_there").titled("did not come"),
    ];
    let mut sheet = table(register, "Contacts", day, columns, rows.collect());
    let beat = register.program().beat();
    sheet.notes.push(format!(
        "contacts expected a month: {} in the first 90 days of a match, {} after that; fewer if the match lasted only part of the month",
        beat.contacts_first_90_days, beat.contacts_after
    ));
    sheet
}

/// Trainings and supervision of the month.
fn learned(
    register: &Register,
    mentor: &MentorId,
    month: &Month<'_>,
    period: &Period,
    day: crate::record::Day,
) -> Option<Sheet> {
    let record = &register.mentor(mentor)?.record;
    let trainings = record.training.iter().filter(|one| period.contains(one.on));
    let mut rows: Vec<Vec<Cell>> = trainings
        .map(|one| {
            vec![
                Cell::text(&one.name),
                Cell::Day(one.on),
                Cell::or_unknown(one.hours, |hours| {
                    Cell::Number(f64::from(hours.minutes) / 60.0, 2)
                }),
                Cell::from(one.expires),
            ]
        })
        .collect();
    let supervised = month
        .sessions
        .iter()
        .filter(|entry| entry.record.kind == Service::Supervision && entry.record.was_held());
    rows.extend(supervised.map(|entry| {
        let hours = entry
            .record
            .minutes
            .map(|length| f64::from(length.count()) / 60.0);
        vec![
            Cell::text("supervision"),
            Cell::Day(entry.record.on),
            Cell::or_unknown(hours, |hours| Cell::Number(hours, 2)),
            Cell::Unknown,
        ]
    }));
    rows.sort_by_key(|row| match row[1] {
        Cell::Day(on) => Some(on),
        _ => None,
    });
    let columns = vec![
        Column::text("what"),
        Column::text("on"),
        Column::number("hours"),
        Column::text("expires"),
    ];
    Some(table(
        register,
        "Training and supervision",
        day,
        columns,
        rows,
    ))
}
