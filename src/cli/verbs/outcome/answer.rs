use std::path::PathBuf;

use clap::Args;

use super::taken::{Taken, said, take};
use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::verbs::import::{Before, Goal, beside};
use crate::intake::OUR_COLUMNS;
use crate::intake::answer::Reply;
use crate::record::counted;
use crate::store::{Scope, spreadsheet};

/// Enter the answers of a court or county to a question
///
/// Events go into the cases, with their days. A row with a day under `through` and no event means that they looked and
/// found nothing. A row in which nothing is filled in is no answer. It goes to FILE with the ending `.rejected.csv`, as
/// rows with a mistake do, each with the reason.
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
        let Taken { reply, change } =
            take(peer, &directory, &register, &sheet.rows).map_err(|stop| stop.of(&self.file))?;
        if !reply.is_filled {
            return Err(
                Failure::new(format!("{}: nothing is filled in", self.file.display())).help(
                    "fill in what they found; if they found nothing, fill in only `through`, the last day they looked at",
                ),
            );
        }
        let rows = rejected(&reply);
        let goal = if rows.is_empty() || self.writing.dry_run {
            None
        } else {
            let into = beside(&self.file, None)?;
            Some((Goal::of(peer, &into, &rows)?, into))
        };
        mention_silent(peer, &reply);
        // Before the write: if refused rows have nowhere to go, nothing is imported.
        let before = Before::of(goal.as_ref().map(|(goal, _)| goal));
        if let Some((goal, _)) = &goal {
            goal.take(peer, &rows)?;
        }
        if change.is_empty() {
            let said = if reply.families.is_empty() {
                "nothing was taken"
            } else {
                "nothing new: all these answers are already on file"
            };
            peer.screen.say(said);
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

/// Says how many families have no answer in the file.
fn mention_silent(peer: &Peer, reply: &Reply) {
    if reply.blank > 0 {
        peer.screen.note(&format!(
            "rows with nothing filled in: {}; their families stay unknown until `through` says the last day someone looked at",
            reply.blank
        ));
    }
    if reply.absent > 0 {
        peer.screen.note(&format!(
            "families of the question that are not in this file: {}; they stay unknown",
            reply.absent
        ));
    }
}

/// The refused rows unchanged, each with its number and the reason before it; the headers first.
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
