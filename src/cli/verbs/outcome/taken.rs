//! Turns an answer into changes of the records: rows that would break a rule are refused, and the others are imported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::peer::Peer;
use crate::intake::Problem;
use crate::intake::answer::{FamilyAnswer, Reply, has, reply};
use crate::record::intake::SheetRow;
use crate::record::schema::Table;
use crate::record::{Datum, Finding, Kind, Place, Severity, counted};
use crate::register::Register;
use crate::store::{Change, Directory, Edit, Proposed};

/// What is imported from an answer, as one change.
pub(super) struct Taken {
    pub reply: Reply,
    pub change: Change,
}

/// Why nothing is imported from an answer.
pub(super) enum Stop {
    Problem(Problem),
    Failure(Box<Failure>),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

impl Stop {
    /// The failure for the sheet in a file.
    pub fn of(self, file: &Path) -> Failure {
        match self {
            Self::Problem(Problem { message, help, .. }) => {
                Failure::new(format!("{}: {message}", file.display())).help(help)
            }
            Self::Failure(failure) => *failure,
        }
    }
}

/// Reads an answer until none of its rows breaks a rule.
///
/// # Errors
/// It lacks a column, or a rule is broken, but not by any of its rows.
pub(super) fn take(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    sheet: &[SheetRow],
) -> Result<Taken, Stop> {
    let mut refused = BTreeMap::new();
    loop {
        let reply = reply(sheet, register, peer.today, &refused).map_err(Stop::Problem)?;
        let changes = changes(peer, directory, register, &reply)?;
        let more = broken(peer, directory, register, &changes)?;
        if more.is_empty() {
            return Ok(Taken {
                reply,
                change: changes.change,
            });
        }
        refused.extend(more);
    }
}

/// What is written, and which rows each file comes from.
#[derive(Default)]
struct Changes {
    change: Change,
    rows: BTreeMap<String, BTreeSet<usize>>,
}

fn changes(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    reply: &Reply,
) -> Result<Changes, Failure> {
    let mut edits: BTreeMap<String, Edit> = BTreeMap::new();
    let mut changes = Changes::default();
    for answer in reply
        .families
        .iter()
        .filter(|answer| !answer.is_on_file(register))
    {
        let ids: BTreeSet<_> = answer.cases.iter().chain([&answer.case]).collect();
        for entry in ids.into_iter().filter_map(|id| register.case(id)) {
            let edit = opened(peer, directory, &mut edits, &entry.place, Kind::Case)?;
            let rows = changes
                .rows
                .entry(entry.place.path.to_string())
                .or_default();
            rows.extend(&answer.rows);
            if entry.id == answer.case {
                let events = answer.events.iter();
                let new = events.filter(|event| !has(&entry.record, event));
                new.for_each(|event| edit.push("event", &event.fields()));
            }
            if !answer.is_checked(&entry.record) {
                edit.push("checked", &answer.checked.fields());
            }
        }
        let path = directory.path_of(Kind::Question, answer.question.as_str());
        let edit = opened(
            peer,
            directory,
            &mut edits,
            &Place::file(&path),
            Kind::Question,
        )?;
        edit.set_entry("asked", answer.index, "answered", &Datum::Day(peer.today));
    }
    for edit in edits.values() {
        changes
            .change
            .replace(edit.path(), edit.original(), edit.text());
    }
    Ok(changes)
}

fn opened<'e>(
    peer: &Peer,
    directory: &Directory,
    edits: &'e mut BTreeMap<String, Edit>,
    place: &Place,
    kind: Kind,
) -> Result<&'e mut Edit, Failure> {
    let path = place.path.to_string();
    if !edits.contains_key(&path) {
        edits.insert(path.clone(), peer.open_place(directory, place, kind)?);
    }
    let missing = || Failure::new(format!("there is no file {path} any more"));
    edits.get_mut(&path).ok_or_else(missing)
}

/// The rows that break a rule, each with the rule.
fn broken(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    changes: &Changes,
) -> Result<BTreeMap<usize, String>, Failure> {
    let mut refused = BTreeMap::new();
    if changes.change.is_empty() {
        return Ok(refused);
    }
    let Proposed { after, .. } = Proposed::read(directory, register.records(), &changes.change)?;
    let findings = if after.findings.is_empty() {
        peer.findings_of(register, after.records)
    } else {
        after.findings
    };
    let contradicts =
        |found: &&Finding| found.severity == Severity::Error || found.rule == "removed-while-out";
    for error in findings.iter().filter(contradicts) {
        let rows = changes.rows.get(&*error.place.path);
        let Some(rows) = rows.filter(|rows| !rows.is_empty()) else {
            return Err(Failure::refused(format!(
                "{} [{}]; nothing was written",
                error.message, error.rule
            )));
        };
        let why = format!("{} [{}]", error.message, error.rule);
        refused.extend(rows.iter().map(|row| (*row, why.clone())));
    }
    Ok(refused)
}

/// What was imported, in a sentence.
pub(super) fn said(register: &Register, reply: &Reply) -> String {
    let new: Vec<&FamilyAnswer> = reply
        .families
        .iter()
        .filter(|answer| !answer.is_on_file(register))
        .collect();
    let events: usize = new.iter().map(|answer| answer.events.len()).sum();
    let nothing = new.iter().filter(|answer| answer.events.is_empty()).count();
    format!(
        "entered answers about {}: {}; no return was found for {nothing}",
        counted(new.len(), "family"),
        counted(events, "event")
    )
}
