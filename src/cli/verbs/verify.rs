use std::path::PathBuf;

use clap::{Args, FromArgMatches};

use super::Verb;
use super::report::Report;
use crate::cli::Cli;
use crate::cli::args::{Output, parsed};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::Day;
use crate::render::seal::{Difference, Sealed, differences, figures, unseal};
use crate::report::{Audience, Cell, Column, Sheet};
use crate::store::import;

/// Make a saved report again from the commit it was made at, and say whether it is the same
///
/// A report that `peer report … -o FILE` wrote as json, html or markdown carries its command, its commit, its day and a
/// digest of its figures. `verify` finds a file that was changed by hand since, and figures that come out otherwise now.
/// A report for the public does not tell its commit: it is held against the last one of the day it was made, or --at REV.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer verify q1.html\n  peer verify served.json --format json\n  \
                        peer verify public.html --at handed-in\n\n\
                        The status is 0 when it is the same, 1 when it differs, and 2 when that cannot be told.")]
pub struct Verify {
    /// The report
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    report: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Verify {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let shown = self.report.display();
        let sealed = unseal(&import(&self.report)?).ok_or_else(|| {
            Failure::new(format!("{shown} does not say how it was made"))
                .help("`peer report … -o FILE` writes that into json, html and markdown")
        })?;
        let today: Day = parsed(&sealed.made.today)?;
        let named = peer.directory()?.moment().map(|moment| moment.commit.clone());
        let commit = named.or_else(|| sealed.made.commit.clone());
        let then = match &commit {
            Some(commit) => peer.at(commit, today).map_err(|failure| {
                failure.help(format!("{shown} was made at that commit: go to where it was made, or `git fetch`"))
            })?,
            None if sealed.made.audience == Audience::Public.word() => peer.at(&sealed.made.today, today)?,
            None => {
                let failure = Failure::new(format!("{shown} was made from records that were not under git"));
                return Err(failure.help("what they said then is not kept; --at REV holds it against a commit"));
            }
        };
        let report = report(&sealed.made.command).ok_or_else(|| {
            Failure::new(format!("this program cannot make `peer {}`", sealed.made.command.join(" ")))
                .help(format!("the report was made by {}", sealed.made.by))
        })?;
        let now = report.derive(&then, &then.directory()?, report.name())?;
        let differ = differences(&sealed.figures, &figures(&now));
        let same = sealed.whole && sealed.figures == figures(&now);
        peer.show(&[self.sheet(peer, &then, &sealed, &differ, same)?], &self.output)?;
        Ok(if same { Done::Yes } else { Done::No })
    }

    fn sheet(
        &self,
        peer: &Peer,
        then: &Peer,
        sealed: &Sealed,
        differ: &[Difference],
        same: bool,
    ) -> Result<Sheet, Failure> {
        let directory = then.directory()?;
        let mut sheet = Sheet::new("verify", "Verified", &directory.program().name, peer.today);
        let answer = if same { "same" } else { "differs" };
        sheet.totals.push((Column::text("answer"), Cell::text(answer)));
        sheet.totals.push((Column::text("whole"), Cell::Bool(sealed.whole)));
        let commit = directory.moment().map(|moment| format!("{} of {}", moment.short(), moment.day));
        sheet.totals.push((Column::text("commit"), Cell::or_unknown(commit, Cell::Text)));
        sheet.totals.push((Column::text("command"), Cell::Text(format!("peer {}", sealed.made.command.join(" ")))));
        if !differ.is_empty() {
            sheet.columns = ["report", "row", "figure", "then", "now"].map(Column::text).to_vec();
            sheet.rows = differ.iter().map(row).collect();
        }
        if !sealed.whole {
            sheet.notes.push(format!(
                "{} was changed after it was made: its digest does not fit what it says now",
                self.report.display()
            ));
        } else if !same && differ.is_empty() {
            sheet.notes.push("only its notes and rules differ".to_owned());
        }
        if !sealed.made.clean {
            sheet.notes.push(
                "when it was made, the directory had changes that were not committed: only the commit can be compared"
                    .to_owned(),
            );
        }
        Ok(sheet)
    }
}

fn row(difference: &Difference) -> Vec<Cell> {
    let Difference { report, row, figure, then, now } = difference;
    [report, row, figure, then, now].map(Cell::text).to_vec()
}

/// The report that a command asks for; nothing else is ever run.
fn report(command: &[String]) -> Option<Report> {
    let words = std::iter::once("peer").chain(command.iter().map(String::as_str));
    let matches = Cli::described().try_get_matches_from(words).ok()?;
    match Cli::from_arg_matches(&matches).ok()?.verb {
        Verb::Report(report) => Some(report),
        _ => None,
    }
}
