//! Lists of records: what each kind shows, and what can be asked of it.

use std::collections::BTreeSet;

use super::query::{Facts, Query};
use super::sheet::{Cell, Column, Sheet};
use crate::record::period::Frame;
use crate::record::schema::Table;
use crate::record::{
    Datum, Day, Fields, Identity, Kind, Match, ParticipantId, PersonId, Program, Session, counted,
};
use crate::register::Register;

/// Where a person or match stands on a day, as a word that `status:` asks for.
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

/// Where a match stands on a day.
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

/// The columns that a list of a kind shows as text; csv and json have them too.
fn shown(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Participant => &[
            "id",
            "status",
            "since",
            "mentor",
            "area",
            "languages",
            "needs",
        ],
        Kind::Mentor => &[
            "id",
            "status",
            "load",
            "capacity",
            "area",
            "languages",
            "systems",
            "experience",
        ],
        Kind::Identity | Kind::Definition | Kind::Intake => &["id"],
        Kind::Case => &[
            "id",
            "status",
            "system",
            "county",
            "participants",
            "children",
            "last_event",
            "last_on",
        ],
        Kind::Group => &["id", "kind", "stage", "meets", "childcare"],
        Kind::Match => &[
            "id",
            "status",
            "participant",
            "mentor",
            "proposed",
            "began",
            "ended",
            "reason",
        ],
        Kind::Session => &["id", "minutes", "status", "present", "anonymous"],
    }
}

/// The columns that only csv and json have beside those.
fn details(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Participant => &["case"],
        Kind::Session => &["kind", "on", "participants", "mentors"],
        _ => &[],
    }
}

/// The keys that are worked out, not written in files.
fn derived(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Participant => &[
            "id", "name", "status", "since", "mentor", "case", "system", "start",
        ],
        Kind::Mentor => &["id", "name", "status", "ready", "load", "free"],
        Kind::Case => &["id", "name", "status", "children", "last_event", "last_on"],
        Kind::Match => &["id", "name", "status", "ended", "declined", "reason"],
        Kind::Session => &["id", "name", "status", "present"],
        Kind::Identity | Kind::Definition | Kind::Intake | Kind::Group => &["id", "name", "status"],
    }
}

/// Everything that can be asked of a kind of record.
#[must_use]
pub fn keys(kind: Kind, program: Option<&Program>) -> Vec<&'static str> {
    let mut keys = derived(kind).to_vec();
    for field in kind.schema().fields {
        if !keys.contains(&field.name) && field.name != "facts" {
            keys.push(field.name);
        }
    }
    keys.extend(program.iter().flat_map(|own| own.fact_names(kind)));
    keys
}

/// Lists the records of a kind that a query asks for. With `names`, people are shown by name too.
#[must_use]
pub fn list(register: &Register, kind: Kind, query: &Query, frame: &Frame, names: bool) -> Sheet {
    let title = format!("{}{}", kind.word()[..1].to_uppercase(), &kind.word()[1..]);
    let mut sheet = Sheet::new(
        &format!("list {kind}"),
        &title,
        &register.program().name,
        frame.as_of,
    );
    let columns = shown(kind);
    let people = matches!(kind, Kind::Participant | Kind::Mentor);
    for name in columns {
        let number = matches!(
            *name,
            "load" | "capacity" | "minutes" | "present" | "anonymous" | "children"
        );
        let column = if number {
            Column::number(name)
        } else {
            Column::text(name)
        };
        sheet.columns.push(column);
        if *name == "id" && people && names {
            sheet.columns.push(Column::text("name"));
        }
    }
    let asked = register.program().fact_names(kind);
    let details = details(kind).iter().copied().chain(asked);
    let details = details.map(|name| Column::text(name).detail());
    sheet.columns.extend(details);
    let all = facts(register, kind, frame.as_of);
    for facts in all.iter().filter(|facts| query.holds(facts, frame)) {
        let values = |name: &str| {
            facts
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, values)| values.as_slice())
        };
        let row = sheet.columns.iter().map(|column| {
            if column.name == "name" {
                // The id is among the names, so that a query finds it; it has a column of its own.
                return values("name")
                    .and_then(|names| names.get(1))
                    .map_or(Cell::Unknown, Cell::text);
            }
            cell(column.name, values(column.name).unwrap_or(&[]))
        });
        let row: Vec<Cell> = row.collect();
        sheet.rows.push(row);
    }
    let count = sheet.rows.len();
    sheet.notes.push(counted(count, "record"));
    if kind == Kind::Session {
        let listed = register
            .records()
            .sessions
            .iter()
            .zip(&all)
            .filter(|(_, facts)| query.holds(facts, frame));
        session_totals(register, listed.map(|(entry, _)| &entry.record), &mut sheet);
    }
    sheet
}

/// How much was done in the sessions of a list: counted as `report services` counts it.
fn session_totals<'s>(
    register: &Register,
    listed: impl Iterator<Item = &'s Session>,
    sheet: &mut Sheet,
) {
    let held: Vec<&Session> = listed.filter(|session| session.was_held()).collect();
    let lengths: Vec<i64> = held
        .iter()
        .filter_map(|session| session.minutes)
        .map(|minutes| i64::from(minutes.count()))
        .collect();
    let present: Vec<BTreeSet<usize>> = held
        .iter()
        .map(|session| register.people_at(session))
        .collect();
    let persons: BTreeSet<&usize> = present.iter().flatten().collect();
    let hours = lengths.iter().sum::<i64>() as f64 / 60.0;
    sheet.totals = vec![
        (Column::number("held"), Cell::count(held.len())),
        (Column::number("hours"), Cell::Number(hours, 1)),
        (
            Column::number("attendances"),
            Cell::count(present.iter().map(BTreeSet::len).sum()),
        ),
        (
            Column::number("different_participants"),
            Cell::count(persons.len()),
        ),
    ];
    match held.len() - lengths.len() {
        0 => {}
        1 => sheet
            .notes
            .push("1 held session says no length: the hours are those of the others".to_owned()),
        many => sheet.notes.push(format!(
            "{many} held sessions say no length: the hours are those of the others"
        )),
    }
}

fn cell(name: &str, values: &[String]) -> Cell {
    match values {
        [] => Cell::Unknown,
        [one] => match (name, one.parse::<i64>(), one.parse::<Day>()) {
            ("area" | "id", ..) => Cell::text(one),
            (_, Ok(number), _) => Cell::Count(number),
            (_, _, Ok(day)) => Cell::Day(day),
            _ => Cell::text(one),
        },
        several => Cell::List(several.to_vec()),
    }
}

/// The facts of every record of a kind, in order of ids.
pub(super) fn facts(register: &Register, kind: Kind, day: Day) -> Vec<Facts> {
    let records = register.records();
    match kind {
        Kind::Participant => (0..register.people().len())
            .map(|person| participant(register, person, day))
            .collect(),
        Kind::Mentor => (0..records.mentors.len())
            .map(|mentor| self::mentor(register, mentor, day))
            .collect(),
        Kind::Case => records
            .cases
            .iter()
            .map(|entry| case(register, entry, day))
            .collect(),
        Kind::Match => records
            .matches
            .iter()
            .map(|entry| {
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
            })
            .collect(),
        Kind::Group => records
            .groups
            .iter()
            .map(|entry| named(plain(&entry.record.fields()), entry.id.as_str()))
            .collect(),
        Kind::Session => records
            .sessions
            .iter()
            .map(|entry| {
                let mut facts = named(plain(&entry.record.fields()), entry.id.as_str());
                let status = entry.record.status.map_or("held", |status| status.word());
                set(&mut facts, "status", vec![status.to_owned()]);
                let roots: BTreeSet<&ParticipantId> = entry
                    .record
                    .participants
                    .iter()
                    .map(|id| register.root(id))
                    .collect();
                set(&mut facts, "present", vec![roots.len().to_string()]);
                set(
                    &mut facts,
                    "participants",
                    roots.into_iter().map(ToString::to_string).collect(),
                );
                facts
            })
            .collect(),
        Kind::Identity | Kind::Definition | Kind::Intake => Vec::new(),
    }
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

fn case(
    register: &Register,
    entry: &crate::record::Entry<crate::record::CaseId, crate::record::Case>,
    day: Day,
) -> Facts {
    let mut facts = named(plain(&entry.record.fields()), entry.id.as_str());
    set(
        &mut facts,
        "status",
        vec![
            if entry.record.is_open(day) {
                "open"
            } else {
                "closed"
            }
            .to_owned(),
        ],
    );
    set(
        &mut facts,
        "children",
        vec![entry.record.child.len().to_string()],
    );
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

/// The fields of a file as values; a list has one for each item, an entry of a table one for each of its dates.
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
