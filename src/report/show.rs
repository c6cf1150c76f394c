//! One record with what follows from it: the status of a parent, a mentor's load, where a child is.

mod sheets;
mod united;
mod void;

use super::record_facts::{match_status, person_status};
use super::sheet::{Cell, Column, Sheet};
use crate::record::schema::Table;
use crate::record::{
    About, Answer, Case, CaseId, ChildRef, Datum, Day, Entry, GroupId, Kind, MatchId, MentorId,
    ParticipantId, PersonId, Session, SessionId,
};
use crate::register::{ChildPlace, Pairing, Register};
pub(super) use sheets::{Facts, entries};
use sheets::{is_free, table};
use united::{differing, whole_identity};
pub use void::{void, void_entries};

/// How many of the latest sessions are shown.
const LATEST: usize = 10;

pub(super) fn person(register: &Register, id: PersonId) -> String {
    match register.name(&id) {
        Some(name) => format!("{name} ({id})"),
        None => id.to_string(),
    }
}

/// Names, phone and address, if they may be shown.
fn identity(register: &Register, id: &PersonId, facts: &mut Facts, names: bool) {
    if let Some(identity) = register.identity(id).filter(|_| names) {
        facts.fields(&identity.fields());
    }
}

fn matches<'r>(
    register: &Register,
    all: impl Iterator<Item = &'r Pairing>,
    day: Day,
    mentor: bool,
    names: bool,
) -> Option<Sheet> {
    let who = |entry: &Pairing| {
        let id = if mentor {
            PersonId::Participant(register.root(&entry.record.participant).clone())
        } else {
            PersonId::Mentor(entry.record.mentor.clone())
        };
        if names {
            person(register, id)
        } else {
            id.to_string()
        }
    };
    let mut all: Vec<&Pairing> = all.collect();
    all.sort_by_key(|entry| {
        (
            entry.record.began.or(entry.record.proposed),
            entry.id.clone(),
        )
    });
    let rows = all
        .into_iter()
        .map(|entry| {
            let ended = entry.record.ended.as_ref();
            let reason = ended.and_then(|e| e.reason.clone());
            let reason = reason.or_else(|| {
                entry
                    .record
                    .declined
                    .as_ref()
                    .and_then(|d| d.reason.clone())
            });
            vec![
                Cell::text(&entry.id),
                Cell::text(who(entry)),
                Cell::text(match_status(&entry.record, day)),
                Cell::or_unknown(entry.record.began.or(entry.record.proposed), Cell::Day),
                Cell::or_unknown(ended.map(|ended| ended.on), Cell::Day),
                Cell::or_unknown(reason, Cell::text),
            ]
        })
        .collect();
    let with = if mentor { "participant" } else { "mentor" };
    let columns = ["match", with, "status", "since", "ended", "reason"]
        .map(Column::text)
        .to_vec();
    table(register, "Matches", day, columns, rows)
}

fn sessions(register: &Register, day: Day, fits: impl Fn(&Session) -> bool) -> Option<Sheet> {
    let mut all: Vec<_> = register
        .records()
        .sessions
        .iter()
        .filter(|entry| fits(&entry.record))
        .collect();
    all.sort_by(|a, b| (b.record.on, &b.id).cmp(&(a.record.on, &a.id)));
    let count = all.len();
    let rows = all
        .into_iter()
        .take(LATEST)
        .map(|entry| {
            vec![
                Cell::text(&entry.id),
                Cell::text(entry.record.status.map_or("held", |status| status.word())),
                Cell::or_unknown(entry.record.minutes, Cell::text),
                Cell::List(
                    entry
                        .record
                        .topics
                        .iter()
                        .map(ToString::to_string)
                        .collect(),
                ),
            ]
        })
        .collect();
    let columns = ["session", "status", "length", "topics"]
        .map(Column::text)
        .to_vec();
    let mut sheet = table(register, "Sessions", day, columns, rows)?;
    if count > LATEST {
        sheet.notes.push(format!("the latest {LATEST} of {count}"));
    }
    Some(sheet)
}

/// What a person answered to surveys.
fn answers(register: &Register, at: usize, day: Day) -> Option<Sheet> {
    let all = register.records().answers.iter();
    let is_own = |answer: &Answer| {
        let id = answer.participant.as_ref();
        id.and_then(|id| register.person_index(id)) == Some(at)
    };
    let rows = all
        .filter(|entry| is_own(&entry.record))
        .map(|entry| {
            vec![
                Cell::text(&entry.id),
                Cell::text(entry.record.point),
                Cell::count(entry.record.answers.0.len()),
            ]
        })
        .collect();
    let columns = vec![
        Column::text("answers"),
        Column::text("point"),
        Column::number("answered"),
    ];
    table(register, "Surveys", day, columns, rows)
}

/// A participant. With `names`, also what the identities folder contains.
#[must_use]
pub fn participant(register: &Register, id: &ParticipantId, day: Day, names: bool) -> Vec<Sheet> {
    let Some(at) = register.person_index(id) else {
        return Vec::new();
    };
    let known = &register.people()[at];
    let own = PersonId::Participant(known.id.clone());
    let title = if names {
        person(register, own.clone())
    } else {
        known.id.to_string()
    };
    let mut facts = Facts::new(register, "show participant", title, day);
    facts.add("id", Cell::text(&known.id));
    if !known.also.is_empty() {
        facts.add(
            "also",
            Cell::List(known.also.iter().map(ToString::to_string).collect()),
        );
    }
    facts.add("status", Cell::text(person_status(register, at, day)));
    if let Some(whole) = whole_identity(register, known).filter(|_| names) {
        facts.fields(&whole.fields());
    }
    if let Some(waiting) = register.waiting(at, day) {
        facts.add("waiting_since", Cell::Day(waiting.since));
        facts.add(
            "months_waited",
            Cell::Count(i64::from(day.months_since(waiting.since))),
        );
    }
    facts.fields(&known.record.fields());
    let case = |entry: &Entry<CaseId, Case>| {
        let status = entry.record.status(day);
        format!("{} ({}, {status})", entry.id, entry.record.system)
    };
    let cases: Vec<String> = register.cases_of_person(at).map(case).collect();
    if !cases.is_empty() {
        facts.add("cases", Cell::List(cases));
    }
    let mut sheets = vec![facts.done()];
    sheets.extend(differing(register, known, day, names));
    sheets.extend(entries(
        register,
        day,
        Kind::Participant,
        &known.record.fields(),
    ));
    sheets.extend(matches(
        register,
        register.matches_of_person(at),
        day,
        false,
        names,
    ));
    sheets.extend(sessions(register, day, |session| {
        session
            .participants
            .iter()
            .any(|id| register.person_index(id) == Some(at))
    }));
    sheets.extend(answers(register, at, day));
    sheets
}

/// A mentor: whether eligible, and if not, what is missing and when that changes.
#[must_use]
pub fn mentor(register: &Register, id: &MentorId, day: Day, names: bool) -> Vec<Sheet> {
    let Some(at) = register.mentor_index(id) else {
        return Vec::new();
    };
    let entry = &register.records().mentors[at];
    let own = PersonId::Mentor(id.clone());
    let title = if names {
        person(register, own.clone())
    } else {
        id.to_string()
    };
    let mut facts = Facts::new(register, "show mentor", title, day);
    facts.add("id", Cell::text(id));
    let eligibility = register.eligibility(at, day);
    facts.add(
        "eligible",
        Cell::text(super::eligibility::sentence(&eligibility, day)),
    );
    let load = register.load(at, day);
    facts.add(
        "load",
        Cell::text(format!("{load} of {}", entry.record.capacity)),
    );
    identity(register, &own, &mut facts, names);
    facts.fields(&entry.record.fields());
    if let Some(case) = &entry.record.own_case {
        facts.add("own_case", Cell::text(Datum::Table(case.fields())));
    }
    let mut sheets = vec![facts.done()];
    sheets.extend(entries(register, day, Kind::Mentor, &entry.record.fields()));
    sheets.extend(matches(
        register,
        register.matches_of_mentor(at),
        day,
        true,
        names,
    ));
    sheets.extend(sessions(register, day, |session| {
        session.mentors.contains(id)
    }));
    sheets
}

/// A case: its events, and where each child is.
#[must_use]
pub fn case(register: &Register, id: &CaseId, day: Day, names: bool) -> Vec<Sheet> {
    let Some(entry) = register.case(id) else {
        return Vec::new();
    };
    let mut facts = Facts::new(register, "show case", id.to_string(), day);
    facts.add("id", Cell::text(id));
    facts.add("status", Cell::text(entry.record.status(day)));
    facts.fields(&entry.record.fields());
    let docket = register.docket(id);
    if names && !docket.is_empty() {
        let docket = docket.iter().map(ToString::to_string);
        facts.add("docket", Cell::List(docket.collect()));
    }
    if names {
        let parents = entry
            .record
            .participants
            .iter()
            .map(|id| person(register, PersonId::Participant(register.root(id).clone())));
        facts.add("parents", Cell::List(parents.collect()));
    }
    let mut sheets = vec![facts.done()];
    sheets.extend(children_of(register, entry, day));
    sheets.extend(entries(register, day, Kind::Case, &entry.record.fields()));
    sheets.extend(sessions(register, day, |session| {
        session.case.as_ref() == Some(id)
    }));
    sheets
}

/// The children of a case, where each is, and the facts about them.
fn children_of(register: &Register, entry: &Entry<CaseId, Case>, day: Day) -> Option<Sheet> {
    let children = register.children();
    let asked = register.program().facts_of(About::Child);
    let asked: Vec<&'static str> = asked.map(|fact| fact.name.0).collect();
    let rows = entry
        .record
        .child
        .iter()
        .map(|(key, child)| {
            let own = ChildRef {
                case: entry.id.clone(),
                child: key.clone(),
            };
            let known = children.iter().find(|child| child.refs.contains(&own));
            let place = known.map(|child| match child.place(day) {
                ChildPlace::Home => "at home".to_owned(),
                ChildPlace::Out(Some(setting)) => format!("out of home: {setting}"),
                ChildPlace::Out(None) => "out of home".to_owned(),
                ChildPlace::Visiting => "on a home visit".to_owned(),
                ChildPlace::Left(kind) => kind.to_string(),
            });
            let own = [
                Cell::text(key),
                Cell::or_unknown(child.born.or(known.and_then(|child| child.born)), Cell::Day),
                Cell::or_unknown(child.born.map(|born| born.age_on(day)), |age| {
                    Cell::Count(i64::from(age))
                }),
                Cell::or_unknown(place, Cell::text),
            ];
            let said = asked.iter().map(|name| match child.facts.words(name) {
                [] => Cell::Unknown,
                words => Cell::List(words.iter().map(ToString::to_string).collect()),
            });
            own.into_iter().chain(said).collect()
        })
        .collect();
    let mut columns = vec![
        Column::text("child"),
        Column::text("born"),
        Column::number("age"),
        Column::text("place"),
    ];
    columns.extend(asked.iter().copied().map(Column::text));
    table(register, "Children", day, columns, rows)
}

/// A match, with what was recorded when it was made.
#[must_use]
pub fn pairing(register: &Register, id: &MatchId, day: Day, names: bool) -> Vec<Sheet> {
    let Some(entry) = register.match_entry(id) else {
        return Vec::new();
    };
    let mut facts = Facts::new(register, "show match", id.to_string(), day);
    facts.add("id", Cell::text(id));
    facts.add("status", Cell::text(match_status(&entry.record, day)));
    if names {
        facts.add(
            "parent",
            Cell::text(person(
                register,
                PersonId::Participant(register.root(&entry.record.participant).clone()),
            )),
        );
        facts.add(
            "peer_parent",
            Cell::text(person(
                register,
                PersonId::Mentor(entry.record.mentor.clone()),
            )),
        );
    }
    facts.fields(&entry.record.fields());
    for (name, value) in entry.record.fields() {
        if let Datum::Table(mut inner) = value {
            inner.retain(|(name, value)| !(facts.names_hidden && is_free(name, value)));
            facts.add(name, Cell::text(Datum::Table(inner)));
        }
    }
    let mut sheets = vec![facts.done()];
    sheets.extend(sessions(register, day, |session| {
        session.match_id.as_ref() == Some(id)
    }));
    sheets
}

/// A record from which nothing follows: the content of its file.
#[must_use]
pub fn record(register: &Register, kind: Kind, id: &str, day: Day) -> Vec<Sheet> {
    let Some(fields) = register.records().fields(kind, id) else {
        return Vec::new();
    };
    let report = format!("show {}", kind.noun());
    let mut facts = Facts::new(register, &report, id.to_owned(), day);
    facts.add("id", Cell::text(id));
    facts.fields(&fields);
    let mut sheets = vec![facts.done()];
    sheets.extend(entries(register, day, kind, &fields));
    sheets
}

/// A group with its latest meetings.
#[must_use]
pub fn group(register: &Register, id: &GroupId, day: Day) -> Vec<Sheet> {
    let mut sheets = record(register, Kind::Group, id.as_str(), day);
    sheets.extend(sessions(register, day, |session| {
        session.group.as_ref() == Some(id)
    }));
    sheets
}

/// A session.
#[must_use]
pub fn session(register: &Register, id: &SessionId, day: Day, names: bool) -> Vec<Sheet> {
    let Some(entry) = register.session(id) else {
        return Vec::new();
    };
    let mut facts = Facts::new(register, "show session", id.to_string(), day);
    facts.add("id", Cell::text(id));
    facts.fields(&entry.record.fields());
    if names {
        let present = entry
            .record
            .participants
            .iter()
            .map(|id| PersonId::Participant(register.root(id).clone()));
        let all = present.chain(entry.record.mentors.iter().cloned().map(PersonId::Mentor));
        let all: Vec<String> = all.map(|id| person(register, id)).collect();
        let missed = entry
            .record
            .missed
            .iter()
            .map(|id| PersonId::Participant(register.root(id).clone()));
        let missed: Vec<String> = missed.map(|id| person(register, id)).collect();
        for (name, people) in [("who", all), ("who_missed", missed)] {
            if !people.is_empty() {
                facts.add(name, Cell::List(people));
            }
        }
    }
    let mut sheets = vec![facts.done()];
    sheets.extend(entries(
        register,
        day,
        Kind::Session,
        &entry.record.fields(),
    ));
    sheets
}
