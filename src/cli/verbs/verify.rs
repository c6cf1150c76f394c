use std::path::PathBuf;

use clap::{Args, Command, FromArgMatches};
use serde_json::Value;

use super::report::Report;
use crate::cli::args::Output;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::Day;
use crate::render::Format;
use crate::render::seal::{
    BY, Difference, Keys, Sealed, Unsealed, differences, figures, keys, unseal,
};
use crate::report::diff::HEADING;
use crate::report::{Audience, Cell, Column, Sheet};
use crate::store::{Directory, import};

/// Make a saved report again, and check that it is the same
///
/// A report that `peer report … -o FILE` wrote as json, html or markdown contains its command, its commit, its day and
/// a digest of its figures. `verify` makes it again from that commit, and shows whether the file was changed by hand,
/// which figures differ now, and which rows are only in one of the two. A report for the public does not name its
/// commit: it is compared with the last commit of the day it was made, or with --at REV. csv, text and workbooks cannot
/// be verified.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer verify q1.html\n  peer verify served.json --format json\n  \
                        peer verify public.html --at handed-in\n\n\
                        The status is 0 if it is the same, 1 if it differs, and 2 if `peer` cannot compare it."
)]
pub struct Verify {
    /// The report
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    report: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Verify {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let sealed = self.unsealed()?;
        // Changes made by hand are reported in any case.
        let now = match self.again(peer, &sealed) {
            Err(failure) if sealed.whole => return Err(failure),
            now => now,
        };
        let same = sealed.whole && now.as_ref().is_ok_and(|again| again.is_same(&sealed));
        peer.show(&[self.sheet(peer, &sealed, now, same)?], &self.output)?;
        Ok(if same { Done::Yes } else { Done::No })
    }

    /// What the file says about how it was made.
    fn unsealed(&self) -> Result<Sealed, Failure> {
        let shown = self.report.display();
        let without = |format: Format| {
            Failure::new(format!(
                "{shown} does not say how it was made: a {} file cannot",
                format.word()
            ))
            .help("save a report that should be verified as .json, .html or .md")
        };
        let ending = Format::of_file(&self.report);
        if ending == Some(Format::Xlsx) {
            return Err(without(Format::Xlsx));
        }
        let text = import(&self.report)?;
        unseal(&text).map_err(|why| match (why, ending) {
            (Unsealed::Nothing, _) if is_comparison(&text) => {
                Failure::new(format!("{shown} is a comparison of two reports, and a comparison cannot be verified"))
                    .help("make it again with `peer report diff NAME PERIOD --from REV --to REV`")
                    .help("you can verify the two reports if they were saved as .json, .html or .md")
            }
            (Unsealed::Nothing, Some(format @ (Format::Text | Format::Csv))) => without(format),
            (Unsealed::Nothing, _) => Failure::new(format!("{shown} does not say how it was made"))
                .help("`peer report NAME … -o FILE` writes that at the end of json, html and markdown")
                .help("if it was made that way, the end of the file is missing"),
            (Unsealed::Damaged, _) => {
                Failure::new(format!("{shown} is damaged: the part about how it was made cannot be read"))
                    .help("it was cut off or changed after it was made; ask for the file that was handed in")
            }
            (Unsealed::Unknown(by), _) => {
                Failure::new(format!("{shown} was made by {by}, and this is {BY}")).help("verify it with that program")
            }
        })
    }

    /// The report made again.
    fn again(&self, peer: &Peer, sealed: &Sealed) -> Result<Again, Failure> {
        let shown = self.report.display();
        let today: Day = sealed.made.today.parse().map_err(Failure::new)?;
        let named = peer
            .directory()?
            .moment()
            .map(|moment| moment.commit.clone());
        let then = match named.or_else(|| sealed.made.commit.clone()) {
            Some(commit) => peer.at(&commit, today).map_err(|failure| {
                failure.help(format!(
                    "{shown} was made at that commit: verify it on the computer where it was made, or run `git fetch`"
                ))
            })?,
            None if sealed.made.audience == Audience::Public.word() => {
                peer.at(&sealed.made.today, today)?
            }
            None => {
                let failure = Failure::new(format!(
                    "{shown} was made from records that were not under git"
                ));
                return Err(failure
                    .help("the records of that time are not kept; to compare with a commit: --at REV"));
            }
        };
        let report = report(&sealed.made.command).ok_or_else(|| {
            Failure::new(format!(
                "this program cannot make `peer {}`",
                sealed.made.command.join(" ")
            ))
            .help(format!("the report was made by {}", sealed.made.by))
        })?;
        let directory = then.directory()?;
        let sheets = report
            .derive(&then, &directory, report.name())
            .map_err(|failure| failure.located(&then))
            .map_err(|failure| {
                failure.help(
                    "`peer verify` reads only saved records: run `peer save`, then make the report again",
                )
            })?;
        Ok(Again {
            directory,
            figures: figures(&sheets),
            keys: keys(&sheets),
        })
    }

    fn sheet(
        &self,
        peer: &Peer,
        sealed: &Sealed,
        now: Result<Again, Failure>,
        same: bool,
    ) -> Result<Sheet, Failure> {
        let mut sheet = Sheet::new(
            "verify",
            "Verified",
            &peer.directory()?.program().name,
            peer.today,
        );
        sheet.totals.push((
            Column::text("answer"),
            Cell::text(if same { "same" } else { "differs" }),
        ));
        sheet
            .totals
            .push((Column::text("whole"), Cell::Bool(sealed.whole)));
        if !sealed.whole {
            let shown = self.report.display();
            sheet
                .rules
                .push(format!("{shown} was changed after it was made"));
        }
        let moment = now.as_ref().ok().and_then(|again| again.directory.moment());
        let commit = moment.map(|moment| format!("{} of {}", moment.short(), moment.day));
        sheet
            .totals
            .push((Column::text("commit"), Cell::or_unknown(commit, Cell::Text)));
        sheet.totals.push((
            Column::text("command"),
            Cell::Text(format!("peer {}", sealed.made.command.join(" "))),
        ));
        match now {
            Ok(again) => again.compare(sealed, same, &mut sheet),
            Err(failure) => {
                sheet
                    .notes
                    .push(format!("it cannot be made again: {}", failure.message));
                sheet.notes.extend(failure.help);
            }
        }
        Ok(sheet)
    }
}

/// A report that was made again.
struct Again {
    /// The records it was made from.
    directory: Directory,
    figures: Value,
    /// The columns that identify its rows.
    keys: Keys,
}

impl Again {
    /// Whether it is the same; for a report of another version, in the figures that both count.
    fn is_same(&self, sealed: &Sealed) -> bool {
        self.figures == sealed.figures
            || sealed.made.by != BY
                && differences(&sealed.figures, &self.figures, &self.keys).is_empty()
    }

    /// How it differs from the file, and what may be the reason.
    fn compare(&self, sealed: &Sealed, same: bool, sheet: &mut Sheet) {
        let differ = differences(&sealed.figures, &self.figures, &self.keys);
        if !differ.is_empty() {
            sheet.columns = ["report", "row", "figure", "then", "now"]
                .map(Column::text)
                .to_vec();
            sheet.rows = differ.iter().map(row).collect();
        } else if self.figures != sealed.figures {
            sheet
                .notes
                .push("no figure differs, only its notes and rules".to_owned());
        }
        let said = |name: &str| {
            sealed.figures[name]
                .as_str()
                .or_else(|| sealed.figures["reports"][0][name].as_str())
        };
        let program = &*self.directory.program().name;
        if let Some(other) = said("program").filter(|other| *other != program) {
            sheet.notes.push(format!(
                "the report is from `{other}`, but these are the records of `{program}`"
            ));
        }
        if sealed.made.by != BY {
            let by = &sealed.made.by;
            sheet.notes.push(if differ.is_empty() {
                format!("it was made by {by}, and again by {BY}")
            } else {
                format!("it was made by {by}; these figures differ: rule changed")
            });
        }
        if !sealed.made.clean {
            sheet.notes.push(
                "when it was made, the records had changes that were not saved: only the saved records can be compared"
                    .to_owned(),
            );
        }
        if let Some(moment) = self
            .directory
            .moment()
            .filter(|_| !same && sealed.made.commit.is_none())
        {
            sheet.notes.push(format!(
                "it does not name its commit, so it is compared with that of {}; to compare with another: --at REV",
                moment.day
            ));
        }
    }
}

fn row(difference: &Difference) -> Vec<Cell> {
    let Difference {
        report,
        row,
        figure,
        then,
        now,
    } = difference;
    [report, row, figure, then, now].map(Cell::text).to_vec()
}

/// Whether a file, which does not say how it was made, is what `peer report diff` writes.
fn is_comparison(text: &str) -> bool {
    text.contains(HEADING) || text.contains("\"report\": \"diff\"")
}

/// The report that a command asks for; nothing else is ever run.
fn report(command: &[String]) -> Option<Report> {
    command.first().filter(|verb| *verb == "report")?;
    let described = Report::augment_args(Command::default().name("report"));
    let matches = described.try_get_matches_from(command).ok()?;
    Report::from_arg_matches(&matches).ok()
}
