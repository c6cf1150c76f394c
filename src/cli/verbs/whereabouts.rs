use std::fmt::Display;

use clap::Args;

use super::git::apart;
use crate::cli::args::Output;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::{Kind, Records};
use crate::register::Register;
use crate::report::{Cell, Column, Layout, Sheet};
use crate::store::{Directory, NamesInGit, Repository, Scope, names_in_git, revision};

/// Show which folder is used, what is in it, and which day counts as today
///
/// It also shows where your own settings are; they change how `peer` looks, but never a figure: `peer explain
/// settings`.
#[derive(Debug, Args)]
#[command(
    name = "where",
    after_help = "Examples:\n  peer where\n  peer -C data-examples/saguaro where --format json"
)]
pub struct Where {
    #[command(flatten)]
    output: Output,
}

impl Where {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        peer.finish_interrupted_write(&directory)?;
        let reading = directory.read(Scope::ALL);
        let records = &reading.records;
        let full =
            std::path::absolute(directory.root()).unwrap_or_else(|_| directory.root().to_owned());
        let mut sheet = Sheet::new("where", "Where", &records.program.name, peer.today);
        sheet.layout = Layout::Facts;
        let text =
            |title: &'static str, text: &dyn Display| (Column::text(title), Cell::text(text));
        let count = |title: &'static str, count: usize| (Column::number(title), Cell::count(count));
        let without_name = Register::new(records.clone()).nameless().len();
        let facts = [
            text("directory", &full.display()),
            text("program", &records.program.name),
            (Column::text("today"), Cell::Day(peer.today)),
            count("participants", records.participants.len()),
            count("mentors", records.mentors.len()),
            count("cases", records.cases.len()),
            count("groups", records.groups.len()),
            count("matches", records.matches.len()),
            count("sessions", records.sessions.len()),
            text("identities", &identities(&directory, records)),
            text("names", &names(&directory)),
            count("without_name", without_name),
            text("git", &state(&directory)),
            text("settings", &settings(peer)),
            count("faults", reading.findings.len()),
        ];
        let (columns, row) = facts.into_iter().unzip();
        (sheet.columns, sheet.rows) = (columns, vec![row]);
        if !reading.findings.is_empty() {
            sheet
                .notes
                .push("some files have errors: `peer check` lists them".to_owned());
        }
        sheet
            .notes
            .extend(merged_otherwise(&directory).map(str::to_owned));
        peer.show(&[sheet], &self.output)
    }
}

/// The file of the person's own settings.
fn settings(peer: &Peer) -> String {
    match (&peer.own.file, peer.own.is_there) {
        (Some(file), true) => file.display().to_string(),
        (Some(file), false) => format!("{} (not there)", file.display()),
        (None, _) => "this computer has no place for them".to_owned(),
    }
}

/// Where the identities are, and how many.
fn identities(directory: &Directory, records: &Records) -> String {
    let folder = match directory.identities_outside() {
        Some(folder) => format!("outside, in {}", folder.display()),
        None => directory.folder(Kind::Identity),
    };
    let people = records.identities.iter();
    match people.filter(|entry| entry.id.person().is_some()).count() {
        _ if !directory.has_identities() => {
            format!("{folder} (not here: people are shown by id)")
        }
        1 => format!("{folder} (1 person)"),
        many => format!("{folder} ({many} people)"),
    }
}

/// How names are kept, and whether others have them.
fn names(directory: &Directory) -> String {
    if let Some(state) = apart::state(directory) {
        return format!("in a git repository of their own, {state}");
    }
    match names_in_git(directory.root(), &directory.folder(Kind::Identity)) {
        NamesInGit::Kept => "in git with the records",
        NamesInGit::Exposed => "in a plain folder that git does not ignore",
        NamesInGit::Apart | NamesInGit::Ignored => "in a plain folder",
    }
    .to_owned()
}

/// The commit that the records are from, and whether they changed since.
fn state(directory: &Directory) -> String {
    if let Some(moment) = directory.moment() {
        return format!("commit {} of {}", moment.short(), moment.day);
    }
    match revision(directory.root(), &directory.folder(Kind::Identity)) {
        Some(now) if now.dirty => {
            format!("commit {}, with changes that are not committed", now.commit)
        }
        Some(now) => format!("commit {}", now.commit),
        None => "no commit".to_owned(),
    }
}

/// Why git does not merge all records by their contents, if the program wants it to.
fn merged_otherwise(directory: &Directory) -> Option<&'static str> {
    let repository = Repository::open(directory.root()).ok()?;
    let attributes = repository.attributes(directory).ok()?;
    if attributes.names_driver && repository.driver().is_ok_and(|driver| driver.is_none()) {
        Some("this clone is not set up to merge records: run `peer git setup`")
    } else if !attributes.others.is_empty() {
        Some(
            "git merges some records line by line, which can lose data: `peer git setup` says which",
        )
    } else {
        None
    }
}
