//! Lists of records: what each kind shows, and what can be asked of it.

use std::collections::BTreeSet;

use super::query::Query;
use super::record_facts::facts;
use super::sheet::{Cell, Column, Sheet};
use crate::record::period::Frame;
use crate::record::{Day, Kind, Program, Session, counted};
use crate::register::Register;

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
