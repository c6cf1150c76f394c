//! What can be asked about each record: its own fields, and what follows from them on a day.

use std::collections::BTreeSet;

use super::query::Facts;
use crate::record::schema::Table;
use crate::record::{
    About, Answer, AnswerId, Case, CaseId, Datum, Day, Entry, Fields, Identity, Kind, Match,
    MatchId, ParticipantId, PersonId, Question, Session, SessionId, Word,
};
use crate::register::Register;

/// The status of a person on a day, as a word that `status:` accepts.
#[must_use]
pub fn person_status(register: &Register, person: usize, day: Day) -> &'static str {
    let known = &register.people()[person];
    if register.active_match(person, day).is_some() {
        "matched"
    } else if register.waiting(person, day).is_some() {
        "waiting"
    } else if known.is_active(day) {
        "active"
    } else if known
        .record
        .enrollment
        .iter()
        .any(|enrollment| enrollment.start <= day)
    {
        "exited"
    } else {
        "referred"
    }
}

/// The status of a match on a day.
#[must_use]
pub fn match_status(entry: &Match, day: Day) -> &'static str {
    if entry
        .declined
        .as_ref()
        .is_some_and(|declined| declined.on <= day)
    {
        "declined"
    } else if entry.ended.as_ref().is_some_and(|ended| ended.on <= day) {
        "ended"
    } else if entry.is_active(day) {
        "active"
    } else {
        "proposed"
    }
}

/// The facts of every record of a kind, in order of ids; computed lazily, as there may be millions.
pub(super) fn facts(
    register: &Register,
    kind: Kind,
    day: Day,
) -> Box<dyn Iterator<Item = Facts> + '_> {
    let records = register.records();
    match kind {
        Kind::Participant => Box::new(
            (0..register.people().len()).map(move |person| participant(register, person, day)),
        ),
        Kind::Mentor => {
            Box::new((0..records.mentors.len()).map(move |at| mentor(register, at, day)))
        }
        Kind::Case => Box::new(
            records
                .cases
                .iter()
                .map(move |entry| case(register, entry, day)),
        ),
        Kind::Match => Box::new(
            records
                .matches
                .iter()
                .map(move |entry| pairing(register, entry, day)),
        ),
        Kind::Session => Box::new(
            records
                .sessions
                .iter()
                .map(move |entry| session(register, entry)),
        ),
        Kind::Answer => Box::new(records.answers.iter().map(answer)),
        Kind::Question => Box::new(records.outcomes.iter().map(question)),
        _ => {
            let plain_of = |(id, fields): (String, Fields)| named(plain(&fields), &id);
            Box::new(records.plain(kind).into_iter().map(plain_of))
        }
    }
}

fn answer(entry: &Entry<AnswerId, Answer>) -> Facts {
    let mut facts = named(plain(&entry.record.fields()), entry.id.as_str());
    let answered = entry.record.answers.0.len();
    set(&mut facts, "answered", vec![answered.to_string()]);
    facts
}

fn question(entry: &Entry<Word, Question>) -> Facts {
    let mut facts = named(plain(&entry.record.fields()), entry.id.as_str());
    let families = entry.record.asked.len();
    set(&mut facts, "families", vec![families.to_string()]);
    set(&mut facts, "open", vec![entry.record.open().to_string()]);
    facts
}

fn pairing(register: &Register, entry: &Entry<MatchId, Match>, day: Day) -> Facts {
    let mut facts = plain(&entry.record.fields());
    set(&mut facts, "id", vec![entry.id.to_string()]);
    set(
        &mut facts,
        "name",
        names(register, entry.id.as_str(), &entry.record),
    );
    set(
        &mut facts,
        "status",
        vec![match_status(&entry.record, day).to_owned()],
    );
    let ended = entry.record.ended.as_ref();
    let declined = entry.record.declined.as_ref();
    set(
        &mut facts,
        "ended",
        ended
            .map(|ended| ended.on.to_string())
            .into_iter()
            .collect(),
    );
    set(
        &mut facts,
        "declined",
        declined
            .map(|declined| declined.on.to_string())
            .into_iter()
            .collect(),
    );
    let reason = ended
        .and_then(|e| e.reason.as_ref())
        .or(declined.and_then(|d| d.reason.as_ref()));
    set(
        &mut facts,
        "reason",
        reason.map(ToString::to_string).into_iter().collect(),
    );
    set(
        &mut facts,
        "participant",
        vec![register.root(&entry.record.participant).to_string()],
    );
    facts
}

fn session(register: &Register, entry: &Entry<SessionId, Session>) -> Facts {
    let mut facts = named(plain(&entry.record.fields()), entry.id.as_str());
    let status = entry.record.status.map_or("held", |status| status.word());
    set(&mut facts, "status", vec![status.to_owned()]);
    let roots: BTreeSet<&ParticipantId> = entry
        .record
        .participants
        .iter()
        .map(|id| register.root(id))
        .collect();
    // Who was expected at a session that did not take place was not there.
    let present = if entry.record.was_held() {
        roots.len()
    } else {
        0
    };
    set(&mut facts, "present", vec![present.to_string()]);
    set(
        &mut facts,
        "participants",
        roots.into_iter().map(ToString::to_string).collect(),
    );
    facts
}

fn participant(register: &Register, person: usize, day: Day) -> Facts {
    let known = &register.people()[person];
    let mut facts = plain(&known.record.fields());
    set(&mut facts, "id", vec![known.id.to_string()]);
    let mut names: Vec<String> = vec![known.id.to_string()];
    if let Some(identity) = register.identity(&PersonId::Participant(known.id.clone())) {
        names.extend(identity.names());
    }
    set(&mut facts, "name", names);
    set(
        &mut facts,
        "status",
        vec![person_status(register, person, day).to_owned()],
    );
    let waiting = register.waiting(person, day).map(|waiting| waiting.since);
    let active = register.active_match(person, day);
    let matched = active.and_then(|entry| entry.record.began);
    let enrolled = known.enrollment(day).map(|enrollment| enrollment.start);
    let left = known
        .record
        .enrollment
        .iter()
        .filter_map(|enrollment| enrollment.end)
        .max();
    let since = matched
        .or(waiting)
        .or(enrolled)
        .or(left)
        .or(known.record.referred);
    set(
        &mut facts,
        "since",
        since.map(|day| day.to_string()).into_iter().collect(),
    );
    let starts = known
        .record
        .enrollment
        .iter()
        .map(|enrollment| enrollment.start.to_string())
        .collect();
    set(&mut facts, "start", starts);
    set(
        &mut facts,
        "mentor",
        active
            .map(|entry| entry.record.mentor.to_string())
            .into_iter()
            .collect(),
    );
    set(
        &mut facts,
        "case",
        register
            .cases_of_person(person)
            .map(|entry| entry.id.to_string())
            .collect(),
    );
    let mut systems: Vec<String> = register
        .cases_of_person(person)
        .map(|entry| entry.record.system.to_string())
        .collect();
    systems.sort();
    systems.dedup();
    set(&mut facts, "system", systems);
    facts
}

fn mentor(register: &Register, mentor: usize, day: Day) -> Facts {
    let entry = &register.records().mentors[mentor];
    let mut facts = plain(&entry.record.fields());
    set(&mut facts, "id", vec![entry.id.to_string()]);
    let mut names: Vec<String> = vec![entry.id.to_string()];
    if let Some(identity) = register.identity(&PersonId::Mentor(entry.id.clone())) {
        names.extend(identity.names());
    }
    set(&mut facts, "name", names);
    let load = register.load(mentor, day);
    let capacity = usize::try_from(entry.record.capacity).unwrap_or(usize::MAX);
    let eligible = register.eligibility(mentor, day).missing.is_empty();
    let status = if entry.record.left.is_some_and(|left| left <= day) {
        "left"
    } else if entry.record.leave.iter().any(|leave| leave.is_live(day)) {
        "on-leave"
    } else if !eligible {
        "not-eligible"
    } else if load >= capacity {
        "full"
    } else {
        "ready"
    };
    set(&mut facts, "status", vec![status.to_owned()]);
    set(
        &mut facts,
        "ready",
        vec![if status == "ready" { "yes" } else { "no" }.to_owned()],
    );
    set(&mut facts, "load", vec![load.to_string()]);
    set(
        &mut facts,
        "free",
        vec![capacity.saturating_sub(load).to_string()],
    );
    facts
}

fn case(register: &Register, entry: &Entry<CaseId, Case>, day: Day) -> Facts {
    let mut facts = named(plain(&entry.record.fields()), entry.id.as_str());
    let status = entry.record.status(day);
    set(&mut facts, "status", vec![status.to_string()]);
    set(
        &mut facts,
        "children",
        vec![entry.record.child.len().to_string()],
    );
    for fact in register.program().facts_of(About::Child) {
        let name = fact.name.0;
        let children = entry.record.child.values();
        let said = children.flat_map(|child| child.facts.words(name));
        let said: BTreeSet<String> = said.map(ToString::to_string).collect();
        set(&mut facts, name, said.into_iter().collect());
    }
    let last = entry
        .record
        .timeline()
        .into_iter()
        .rfind(|(_, event)| event.on <= day);
    set(
        &mut facts,
        "last_event",
        last.map(|(_, event)| event.kind.to_string())
            .into_iter()
            .collect(),
    );
    set(
        &mut facts,
        "last_on",
        last.map(|(_, event)| event.on.to_string())
            .into_iter()
            .collect(),
    );
    let roots: BTreeSet<&ParticipantId> = entry
        .record
        .participants
        .iter()
        .map(|id| register.root(id))
        .collect();
    set(
        &mut facts,
        "participants",
        roots.into_iter().map(ToString::to_string).collect(),
    );
    facts
}

fn names(register: &Register, id: &str, entry: &Match) -> Vec<String> {
    let people = [
        PersonId::Participant(entry.participant.clone()),
        PersonId::Mentor(entry.mentor.clone()),
    ];
    let mut names = vec![id.to_owned()];
    for person in people {
        names.push(person.to_string());
        names.extend(register.identity(&person).and_then(Identity::name));
    }
    names
}

fn named(mut facts: Facts, id: &str) -> Facts {
    set(&mut facts, "id", vec![id.to_owned()]);
    set(&mut facts, "name", vec![id.to_owned()]);
    facts
}

fn set(facts: &mut Facts, key: &'static str, values: Vec<String>) {
    match facts.iter_mut().find(|(known, _)| *known == key) {
        Some((_, old)) => *old = values,
        None => facts.push((key, values)),
    }
}

/// The fields of a file as values; a list has one for each item, a table entry one for each of its dates.
fn plain(fields: &Fields) -> Facts {
    let values = |value: &Datum| match value {
        Datum::List(items) => items.iter().map(ToString::to_string).collect(),
        Datum::Tables(rows) => rows
            .iter()
            .flatten()
            .map(|(_, value)| value.to_string())
            .collect(),
        Datum::Table(inner) => inner.iter().map(|(_, value)| value.to_string()).collect(),
        Datum::Map(rows) => rows.iter().map(|(key, _)| key.clone()).collect(),
        scalar => vec![scalar.to_string()],
    };
    let own = fields.iter().find(|(name, _)| *name == "facts");
    let own = own.and_then(|(_, value)| value.table()).into_iter();
    fields
        .iter()
        .chain(own.flatten())
        .map(|(name, value)| (*name, values(value)))
        .collect()
}
