//! All reports of a period, written at once.

use std::collections::BTreeSet;
use std::path::Path;

use super::Report;
use crate::cli::args::Output;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::progress::Progress;
use crate::record::counted;
use crate::render::Format;
use crate::report::explain::REPORTS;
use crate::report::quarter;

/// The formats that each report is written in, with their file endings.
const FORMATS: [(Format, &str); 4] = [
    (Format::Html, "html"),
    (Format::Xlsx, "xlsx"),
    (Format::Json, "json"),
    (Format::Csv, "csv"),
];

impl Report {
    /// Writes all reports into a new folder, or none of them. The records are read once, so that all reports are about
    /// the same ones.
    pub(super) fn write_all(&self, peer: &Peer, folder: &Path) -> Result<Done, Failure> {
        self.ends_a_month(peer)?;
        let directory = peer.directory()?;
        let target = peer.target_folder(folder)?;
        // The page of a quarter is made from all others, and reads everything that any of them reads.
        let page = self.one(quarter::TEXT.0, "html");
        let records = page.counted(peer, &directory, quarter::TEXT.0)?;
        let state = peer.state(&directory);
        let files = REPORTS.len() * FORMATS.len();
        let progress = Progress::new(&peer.screen, "writing reports");
        let mut limits = BTreeSet::new();
        for (at, name) in REPORTS.iter().enumerate() {
            for (format_at, (format, ending)) in FORMATS.into_iter().enumerate() {
                progress.at(at * FORMATS.len() + format_at, files);
                let one = self.one(name, ending);
                let sheets = one.laid_out(peer, &directory, name, &records)?;
                let command = one.command(&sheets);
                let text = peer.sealed(&sheets, format, &directory, &state, command)?;
                target.write(&format!("{name}.{ending}"), text)?;
                if let Some(first) = sheets.first() {
                    limits.extend(first.not_over());
                    limits.extend(first.errors_in_words().into_iter().take(1));
                }
            }
        }
        drop(progress);
        target.finish()?;
        let (all, what) = (counted(REPORTS.len(), "report"), folder.display());
        peer.screen.say(&format!(
            "wrote {all} into {what}, each as html, xlsx, json and csv"
        ));
        limits.iter().for_each(|line| peer.screen.note(line));
        peer.note_unsaved(&state);
        Ok(Done::Yes)
    }

    /// The question for one report. With --all, the first word on the command line is the period.
    fn one(&self, name: &str, ending: &str) -> Self {
        Self {
            name: Some(name.to_owned()),
            period: Some(
                self.name
                    .clone()
                    .unwrap_or_else(|| "last-quarter".to_owned()),
            ),
            all: None,
            output: Output::to(format!("{name}.{ending}").into()),
            ..self.clone()
        }
    }
}
