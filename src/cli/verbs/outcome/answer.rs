use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::verbs::import::{Before, Goal, beside};
use crate::intake::OUR_COLUMNS;
use crate::intake::answer::{FamilyAnswer, Reply, has, reply};
use crate::record::schema::Table;
use crate::record::{Datum, Finding, Kind, Place, Severity, counted};
use crate::register::Register;
use crate::store::{Change, Directory, Edit, Proposed, Scope, spreadsheet};

/// Take in what a court or county answered to a question
///
/// Events with their days go into the cases. A row without an event says that they looked and found nothing. Rows that
/// cannot be taken go to FILE with the ending `.rejected.csv`, each with the reason.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer outcome answer ../ask.csv -n           what would be written\n  peer outcome answer ../ask.csv"
)]
pub struct Answer {
    /// The sheet that came back: .csv, .xlsx, .ods
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    writing: Writing,
}

impl Answer {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let sheet = spreadsheet(&self.file, None)?;
        let mut refused = BTreeMap::new();
        let (reply, change) = loop {
            let reply = reply(&sheet.rows, &register, peer.today, &refused)
                .map_err(|problem| wrong(&self.file, problem.message).help(problem.help))?;
            let changes = changes(peer, &directory, &register, &reply)?;
            let more = broken(peer, &directory, &register, &changes)?;
            if more.is_empty() {
                break (reply, changes.change);
            }
            refused.extend(more);
        };
        let rows = rejected(&reply);
        let goal = if rows.is_empty() || self.writing.dry_run {
            None
        } else {
            let into = beside(&self.file, None)?;
            Some((Goal::of(peer, &into, &rows)?, into))
        };
        // Before the write: where refused rows find no place, nothing is taken.
        let before = Before::of(goal.as_ref().map(|(goal, _)| goal));
        if let Some((goal, _)) = &goal {
            goal.take(peer, &rows)?;
        }
        if change.is_empty() {
            peer.screen
                .say("nothing new: all that can be taken is on file already");
        } else {
            let done = said(&register, &reply);
            let written = peer.finish(&directory, writer.as_ref(), &register, &change, &done);
            if written.is_err() {
                before.give_back();
            }
            written?;
        }
        if rows.is_empty() {
            return Ok(Done::Yes);
        }
        let count = reply.refused.len();
        let into = goal.map_or_else(String::new, |(_, into)| format!(": see {}", into.display()));
        peer.screen
            .say(&format!("{} refused{into}", counted(count, "row")));
        Ok(Done::No)
    }
}

fn wrong(file: &Path, message: String) -> Failure {
    Failure::new(format!("{}: {message}", file.display()))
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

/// The refused rows as they came, each with its number and the reason before it; the headers first.
fn rejected(reply: &Reply) -> Vec<Vec<String>> {
    let own: Vec<usize> = (0..reply.headers.len())
        .filter(|at| !OUR_COLUMNS.contains(&reply.headers[*at].as_str()))
        .collect();
    let row = |first: [String; OUR_COLUMNS.len()], cells: &[String]| -> Vec<String> {
        let cell = |at: &usize| cells.get(*at).cloned().unwrap_or_default();
        first.into_iter().chain(own.iter().map(cell)).collect()
    };
    let refused = reply.rows.iter().filter_map(|(number, cells)| {
        let why = reply.refused.get(number)?;
        Some(row([number.to_string(), why.clone()], cells))
    });
    let mut all: Vec<Vec<String>> = refused.collect();
    if !all.is_empty() {
        all.insert(0, row(OUR_COLUMNS.map(str::to_owned), &reply.headers));
    }
    all
}

/// What was taken in.
fn said(register: &Register, reply: &Reply) -> String {
    let new: Vec<&FamilyAnswer> = reply
        .families
        .iter()
        .filter(|answer| !answer.is_on_file(register))
        .collect();
    let events: usize = new.iter().map(|answer| answer.events.len()).sum();
    let nothing = new.iter().filter(|answer| answer.events.is_empty()).count();
    format!(
        "took in answers about {}: {}; nothing was found for {nothing}",
        counted(new.len(), "family"),
        counted(events, "event")
    )
}
