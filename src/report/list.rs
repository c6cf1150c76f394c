//! Lists of records: what each kind shows, and which queries it supports.

use std::collections::BTreeSet;

use super::listing::Listing;
use super::query::Query;
use super::record_facts::facts;
use super::sheet::{Cell, Column, Sheet};
use super::show::person;
use crate::record::period::Frame;
use crate::record::{Day, Kind, PersonId, Program, Session, counted};
use crate::register::Register;

/// The column of the people at a session.
const WHO: &str = "who";

/// The maximum number of names in one row.
const A_FEW: usize = 3;

/// Every key that a query for a kind of record can use.
#[must_use]
pub fn keys(kind: Kind, program: Option<&Program>) -> Vec<&'static str> {
    let derived = Listing::of(kind).derived.iter().map(|(name, _)| *name);
    let mut keys: Vec<&'static str> = ["id", "name"].into_iter().chain(derived).collect();
    for field in kind.schema().fields {
        if !keys.contains(&field.name) && field.name != "facts" {
            keys.push(field.name);
        }
    }
    keys.extend(program.iter().flat_map(|own| own.fact_names(kind)));
    keys
}

/// Lists the requested records of a kind. With `names`, people are also shown by name, and sessions say who was there.
#[must_use]
pub fn list(register: &Register, kind: Kind, query: &Query, frame: &Frame, names: bool) -> Sheet {
    let title = format!("{}{}", kind.word()[..1].to_uppercase(), &kind.word()[1..]);
    let mut sheet = Sheet::new(
        &format!("list {kind}"),
        &title,
        &register.program().name,
        frame.as_of,
    );
    let listing = Listing::of(kind);
    for name in listing.shown(kind) {
        let is_number = listing.is_number(kind, name);
        let of = if is_number {
            Column::number
        } else {
            Column::text
        };
        sheet.columns.push(of(name));
        if name == "id" && kind.is_people() && names {
            sheet.columns.push(Column::text("name"));
        }
    }
    if kind == Kind::Session && names {
        sheet.columns.push(Column::text(WHO));
    }
    let asked = register.program().fact_names(kind);
    let details = listing.details.iter().copied().chain(asked);
    let details = details.map(|name| Column::text(name).detail());
    sheet.columns.extend(details);
    let mut listed = Vec::new();
    let all = facts(register, kind, frame.as_of).enumerate();
    for (at, facts) in all.filter(|(_, facts)| query.holds(facts, frame)) {
        listed.push(at);
        let values = |name: &str| {
            facts
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, values)| values.as_slice())
        };
        let row = sheet.columns.iter().map(|column| {
            if column.name == "name" {
                // The id is one of the names, so that a query finds it; it has its own column.
                return values("name")
                    .and_then(|names| names.get(1))
                    .map_or(Cell::Unknown, Cell::text);
            }
            if column.name == WHO {
                let there = ["participants", "mentors"].into_iter();
                return who(register, there.filter_map(values).flatten());
            }
            let is_text = listing.is_text(kind, column.name);
            let values = values(column.name).unwrap_or(&[]);
            if names && column.name != "id" {
                return cell(is_text, &with_names(register, values));
            }
            cell(is_text, values)
        });
        let row: Vec<Cell> = row.collect();
        sheet.rows.push(row);
    }
    let count = sheet.rows.len();
    sheet.notes.push(counted(count, "record"));
    if kind == Kind::Session {
        let sessions = &register.records().sessions;
        let listed = listed.iter().map(|at| &sessions[*at].record);
        session_totals(register, listed, &mut sheet);
    }
    sheet
}

/// The values, with the name next to each id of a person.
fn with_names(register: &Register, values: &[String]) -> Vec<String> {
    let with_name = |value: &String| match value.parse::<PersonId>() {
        Ok(id) => person(register, id),
        Err(_) => value.clone(),
    };
    values.iter().map(with_name).collect()
}

/// The names of the first few people, and how many more there are.
fn who<'v>(register: &Register, ids: impl Iterator<Item = &'v String>) -> Cell {
    let called = |id: &String| {
        let id: PersonId = id.parse().ok()?;
        let id = match id {
            PersonId::Participant(id) => PersonId::Participant(register.root(&id).clone()),
            mentor => mentor,
        };
        Some(register.name(&id).unwrap_or_else(|| id.to_string()))
    };
    let mut names: Vec<String> = ids.filter_map(called).collect();
    if names.len() > A_FEW {
        let others = names.len() + 1 - A_FEW;
        names.truncate(A_FEW - 1);
        names.push(format!("and {others} more"));
    }
    match names.is_empty() {
        true => Cell::Unknown,
        false => Cell::List(names),
    }
}

/// How much was done in the sessions of a list, counted the way `report services` counts it.
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
            Cell::count(present.iter().map(BTreeSet::len).sum::<usize>()),
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
            .push("1 session has no length and is not in the hours".to_owned()),
        many => sheet.notes.push(format!(
            "{many} sessions have no length and are not in the hours"
        )),
    }
}

fn cell(is_text: bool, values: &[String]) -> Cell {
    match values {
        [] => Cell::Unknown,
        [one] if is_text => Cell::text(one),
        [one] => match (one.parse::<i64>(), one.parse::<Day>()) {
            (Ok(number), _) => Cell::Count(number),
            (_, Ok(day)) => Cell::Day(day),
            _ => Cell::text(one),
        },
        several => Cell::List(several.to_vec()),
    }
}
