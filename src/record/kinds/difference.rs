//! The difference between two states of the records: one step for each record that differs, to be taken one after
//! another.

use std::collections::BTreeSet;
use std::mem;

use super::facts::{Fact, compare};
use super::program::Program;
use super::record::Record;
use super::records::{Entry, Held, OfBoth, Records};
use crate::record::day::Day;
use crate::record::id::Id;
use crate::record::kind::Kind;
use crate::record::schema::{Datum, Fields, Table};
use crate::record::word::words;

words! {
    /// Why a record changes a figure, in the order in which steps are taken.
    pub enum Cause {
        /// `peer.toml` or a definition of returns has another rule.
        Definition = "changed rule",
        /// The record no longer exists.
        Removed = "removed",
        /// It said something different before.
        Corrected = "corrected",
        /// It is about a day before the figures were produced.
        Late = "entered late",
        /// It is about what happened afterwards.
        Since = "happened since",
        /// Two records were found to be the same person or child.
        SamePerson = "found to be the same person",
        /// Two records were found not to be the same person or child after all.
        ToldApart = "separated again",
    }
}

/// The change of one record that has one cause.
#[derive(Debug, Clone)]
pub struct Step {
    /// Why.
    pub cause: Cause,
    /// The kind of record; `None` for `peer.toml`.
    pub kind: Option<Kind>,
    /// The record; its name for `peer.toml`.
    pub id: String,
    /// Its file after the step; before it, if it was removed.
    pub file: String,
    /// The day that its facts are about, if they have one.
    pub on: Option<Day>,
    /// The facts that differ, if the record exists on both sides.
    pub facts: Vec<Fact>,
    other: Other,
}

/// What a record says on the other side of a step.
#[derive(Debug, Clone)]
enum Other {
    Program(Box<Program>),
    Record(Held),
}

impl Step {
    /// Takes the step; taking it again undoes it.
    pub fn take(&mut self, records: &mut Records) {
        match &mut self.other {
            Other::Program(program) => mem::swap(&mut records.program, program),
            Other::Record(held) => held.swap(records),
        }
    }
}

/// The steps that turn the records of `given`, the day on which figures were produced, into later ones: by cause, then
/// by kind and id. A record that moved to another file, such as a packed month, did not change. People's identities are
/// not included.
#[must_use]
pub fn difference(was: &Records, now: &Records, given: Day) -> Vec<Step> {
    let mut steps = Vec::new();
    if was.program != now.program {
        let other = Other::Program(Box::new(now.program.clone()));
        let id = "peer.toml".to_owned();
        let facts = compare(&was.program.fields(), &now.program.fields());
        steps.push(Step {
            cause: Cause::Definition,
            kind: None,
            file: id.clone(),
            id,
            on: None,
            facts,
            other,
        });
    }
    let mut all = Steps { given, steps };
    was.of_both(now, &mut all);
    all.steps
        .sort_by(|a, b| (a.cause, a.kind, &a.id).cmp(&(b.cause, b.kind, &b.id)));
    all.steps
}

struct Steps {
    given: Day,
    steps: Vec<Step>,
}

impl OfBoth for Steps {
    fn lists<I: Id, T: Record>(
        &mut self,
        kind: Kind,
        was: &[Entry<I, T>],
        now: &[Entry<I, T>],
        held: fn(I, Option<Entry<I, T>>) -> Held,
    ) {
        if !kind.is_shown() {
            return;
        }
        let ids: BTreeSet<&I> = was.iter().chain(now).map(|entry| &entry.id).collect();
        for id in ids {
            let of = |all: &[Entry<I, T>]| {
                all.binary_search_by(|entry| entry.id.cmp(id))
                    .ok()
                    .and_then(|at| all.get(at))
                    .cloned()
            };
            let (old, new) = (of(was), of(now));
            let mut step = |cause, on, file: &str, facts, record| {
                let other = Other::Record(held(id.clone(), record));
                let file = file.to_owned();
                self.steps.push(Step {
                    cause,
                    kind: Some(kind),
                    id: id.to_string(),
                    file,
                    on,
                    facts,
                    other,
                });
            };
            let Some(new) = new else {
                if let Some(old) = &old {
                    step(
                        Cause::Removed,
                        first_day(&old.record.fields()),
                        &old.place.path,
                        Vec::new(),
                        None,
                    );
                }
                continue;
            };
            let before = old.as_ref().map(|entry| &entry.record);
            let middle = new.record.apart(before);
            let joined = middle.as_ref().map(|(_, found)| match found {
                true => Cause::SamePerson,
                false => Cause::ToldApart,
            });
            let plain = middle.map_or_else(
                || new.clone(),
                |(record, _)| Entry {
                    record,
                    ..new.clone()
                },
            );
            if before != Some(&plain.record) {
                let facts = before.map_or_else(Vec::new, |was| {
                    compare(&was.fields(), &plain.record.fields())
                });
                let (cause, on) = cause(kind, before.map(|_| &*facts), &plain.record, self.given);
                step(cause, on, &new.place.path, facts, Some(plain));
            }
            if let Some(cause) = joined {
                let path = new.place.path.to_string();
                step(cause, None, &path, Vec::new(), Some(new));
            }
        }
    }
}

/// Why a record is new or says something different, with the day of its new facts.
fn cause<T: Table>(
    kind: Kind,
    differing: Option<&[Fact]>,
    now: &T,
    given: Day,
) -> (Cause, Option<Day>) {
    let fields = now.fields();
    let dated = |on: Option<Day>| {
        if on.is_none_or(|day| day <= given) {
            Cause::Late
        } else {
            Cause::Since
        }
    };
    match differing {
        _ if kind.is_own() => (Cause::Definition, None),
        None => {
            let on = first_day(&fields);
            (dated(on), on)
        }
        Some(facts) => {
            let on = facts.iter().filter_map(|fact| fact.on).min();
            let added = facts.iter().all(|fact| fact.was.is_none()) && on.is_some();
            let of_session = || first_day(&fields).filter(|_| kind.is_by_year());
            (
                if added { dated(on) } else { Cause::Corrected },
                on.or_else(of_session),
            )
        }
    }
}

/// The earliest day in a record; the birth dates of children say nothing about what happened.
fn first_day(fields: &Fields) -> Option<Day> {
    let days = fields.iter().filter_map(|(_, value)| match value {
        Datum::Day(day) => Some(*day),
        Datum::Table(inner) => first_day(inner),
        Datum::Tables(rows) => rows.iter().filter_map(first_day).min(),
        _ => None,
    });
    days.min()
}
