use clap::Args;

use crate::cli::args::Output;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::Kind;
use crate::report::{Cell, Column, Layout, Sheet};
use crate::store::{Directory, Repository, Scope, revision};

/// Say which directory is used, what it holds, and which day counts as today
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
        directory.finish_interrupted_write()?;
        let reading = directory.read(Scope::ALL);
        let records = &reading.records;
        let full =
            std::path::absolute(directory.root()).unwrap_or_else(|_| directory.root().to_owned());
        let identities = match directory.identities_outside() {
            Some(folder) => format!("outside, in {}", folder.display()),
            None => directory.folder(Kind::Identity),
        };
        let state = if directory.has_identities() {
            match records.identities.len() {
                1 => format!("{identities} (1 person)"),
                many => format!("{identities} ({many} people)"),
            }
        } else {
            format!("{identities} (not here: people are shown by id)")
        };
        let git = match (
            directory.moment(),
            revision(directory.root(), &directory.folder(Kind::Identity)),
        ) {
            (Some(moment), _) => format!("commit {} of {}", moment.short(), moment.day),
            (None, Some(revision)) if revision.dirty => {
                format!(
                    "commit {}, with changes that are not committed",
                    revision.commit
                )
            }
            (None, Some(revision)) => format!("commit {}", revision.commit),
            (None, None) => "no commit".to_owned(),
        };
        let mut sheet = Sheet::new("where", "Where", &records.program.name, peer.today);
        sheet.layout = Layout::Facts;
        let mut row = Vec::new();
        let mut fact = |column: Column, cell: Cell| {
            sheet.columns.push(column);
            row.push(cell);
        };
        fact(Column::text("directory"), Cell::text(full.display()));
        fact(Column::text("program"), Cell::text(&records.program.name));
        fact(Column::text("today"), Cell::Day(peer.today));
        fact(
            Column::number("participants"),
            Cell::count(records.participants.len()),
        );
        fact(
            Column::number("mentors"),
            Cell::count(records.mentors.len()),
        );
        fact(Column::number("cases"), Cell::count(records.cases.len()));
        fact(Column::number("groups"), Cell::count(records.groups.len()));
        fact(
            Column::number("matches"),
            Cell::count(records.matches.len()),
        );
        fact(
            Column::number("sessions"),
            Cell::count(records.sessions.len()),
        );
        fact(Column::text("identities"), Cell::text(state));
        fact(Column::text("git"), Cell::text(git));
        fact(
            Column::number("faults"),
            Cell::count(reading.findings.len()),
        );
        sheet.rows.push(row);
        if !reading.findings.is_empty() {
            sheet
                .notes
                .push("some files have faults: `peer check` shows them".to_owned());
        }
        sheet
            .notes
            .extend(merged_otherwise(&directory).map(str::to_owned));
        peer.show(&[sheet], &self.output)
    }
}

/// Why git does not merge all records by what they say, where the program means it to.
fn merged_otherwise(directory: &Directory) -> Option<&'static str> {
    let repository = Repository::open(directory.root()).ok()?;
    let attributes = repository.attributes(directory).ok()?;
    if attributes.names_driver && repository.driver().is_ok_and(|driver| driver.is_none()) {
        Some(
            "records are to be merged by what they say, and this clone does not know how: run `peer git setup`",
        )
    } else if !attributes.others.is_empty() {
        Some(
            "git merges some records in another way, which can lose what they say: `peer git setup` says which",
        )
    } else {
        None
    }
}
