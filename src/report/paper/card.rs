//! A parent's own file, on paper: what is on file about the parent, with nothing computed from it.

use super::page::{called, table};
use crate::record::schema::Table;
use crate::record::{Day, Kind, ParticipantId, PersonId, Service, Session, Status};
use crate::register::{Person, Register};
use crate::report::cell::Cell;
use crate::report::column::Column;
use crate::report::sheet::Sheet;
use crate::report::show::{Facts, entries};

/// A parent's own file as of a day: who they are, what their file says, their mentors, cases and sessions. It names no
/// other parents.
#[must_use]
pub fn card(register: &Register, id: &ParticipantId, day: Day) -> Vec<Sheet> {
    let Some(at) = register.person_index(id) else {
        return Vec::new();
    };
    let person = &register.people()[at];
    let own = PersonId::Participant(person.id.clone());
    let mut facts = Facts::new(register, "print", called(register, &own), day);
    facts.add("id", Cell::text(&person.id));
    if !person.also.is_empty() {
        let also = person.also.iter().map(ToString::to_string);
        facts.add("also", Cell::List(also.collect()));
    }
    if let Some(identity) = register
        .identity(&own)
        .filter(|_| !register.are_names_hidden())
    {
        facts.fields(&identity.fields());
    }
    let fields = person.record.fields();
    facts.fields(&fields);
    let mut sheets = vec![facts.done()];
    sheets.extend(entries(register, day, Kind::Participant, &fields));
    sheets.extend([
        mentors(register, at, day),
        cases(register, at, day),
        sessions(register, at, person, day),
    ]);
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets
}

/// Who walked with the parent, and when.
fn mentors(register: &Register, at: usize, day: Day) -> Sheet {
    let rows = register.matches_of_person(at).filter_map(|entry| {
        let ended = entry.record.ended.as_ref();
        let reason = ended.and_then(|ended| ended.reason.as_ref());
        let began = entry.record.began?;
        Some(vec![
            Cell::text(called(
                register,
                &PersonId::Mentor(entry.record.mentor.clone()),
            )),
            Cell::Day(began),
            Cell::from(ended.map(|ended| ended.on)),
            Cell::or_unknown(reason, Cell::text),
        ])
    });
    let columns = ["mentor", "since", "ended", "reason"]
        .map(Column::text)
        .to_vec();
    table(register, "Mentors", day, columns, rows.collect())
}

/// What happened in the parent's cases.
fn cases(register: &Register, at: usize, day: Day) -> Sheet {
    let rows = register.cases_of_person(at).flat_map(|entry| {
        entry.record.event.iter().map(move |event| {
            let children = event.children.iter().map(ToString::to_string);
            vec![
                Cell::text(&entry.id),
                Cell::text(entry.record.system),
                Cell::Day(event.on),
                Cell::text(event.kind),
                Cell::or_unknown(event.setting.as_ref(), Cell::text),
                Cell::List(children.collect()),
            ]
        })
    });
    let columns = ["case", "system", "on", "what", "setting", "children"]
        .map(Column::text)
        .to_vec();
    table(register, "Cases", day, columns, rows.collect())
}

/// The sessions that the parent attended or missed.
fn sessions(register: &Register, at: usize, person: &Person, day: Day) -> Sheet {
    let is_of = |session: &Session| {
        let listed = session.participants.iter().chain(&session.missed);
        let mut listed = listed.filter_map(|id| register.person_index(id));
        listed.any(|other| other == at)
    };
    let all = register
        .records()
        .sessions
        .iter()
        .map(|entry| &entry.record);
    let rows = all.filter(|session| is_of(session)).map(|session| {
        let came = session
            .participants
            .iter()
            .any(|id| person.ids().any(|own| own == id));
        let status = match session.status {
            None | Some(Status::Held) if !came => "did not come".to_owned(),
            status => status.unwrap_or(Status::Held).to_string(),
        };
        vec![
            Cell::Day(session.on),
            Cell::text(what(session)),
            Cell::or_unknown(session.minutes, Cell::text),
            Cell::text(status),
        ]
    });
    let columns = vec![
        Column::text("on"),
        Column::text("what"),
        Column::number("length"),
        Column::text("status"),
    ];
    table(register, "Sessions", day, columns, rows.collect())
}

fn what(session: &Session) -> String {
    match (&session.group, session.kind) {
        (Some(group), Service::SupportGroup | Service::Committee) => {
            format!("{} {group}", session.kind.log_word())
        }
        _ => session.kind.to_string(),
    }
}
