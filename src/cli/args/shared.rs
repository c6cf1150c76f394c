//! Arguments that many verbs share.

use std::path::{Path, PathBuf};

use clap::Args;

use super::resolve::Resolve;
use super::when::{AsOfDay, LatelyDay};
use crate::cli::failure::Failure;
use crate::record::Day;
use crate::render::Format;

/// How an answer is given.
#[derive(Debug, Clone, Default, Args)]
pub struct Output {
    /// Give the answer as text, csv, json, markdown, html or xlsx (a workbook)
    #[arg(long, value_name = "FORMAT", hide_short_help = true)]
    pub format: Option<Format>,
    /// Write the answer to FILE; its ending chooses the format; `-` is the screen
    #[arg(short = 'o', long = "output", value_name = "FILE", value_hint = clap::ValueHint::FilePath,
          hide_short_help = true)]
    named: Option<PathBuf>,
}

impl Output {
    /// Output to a file, in the format of its ending.
    #[must_use]
    pub fn to(file: PathBuf) -> Self {
        Self {
            format: None,
            named: Some(file),
        }
    }

    /// The file that the answer is written to; `None` if it is written to stdout.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.named.as_deref().filter(|file| !is_stdout(file))
    }

    /// The format of the answer: the one asked for, else that of the file's ending, else text.
    ///
    /// # Errors
    /// The file's ending is not that of a format, or a workbook would be written to the screen.
    pub fn format(&self) -> Result<Format, Failure> {
        match (self.format, self.file()) {
            (Some(Format::Xlsx), None) if self.named.is_none() => {
                Err(Failure::new("a workbook cannot be shown on the screen")
                    .help("name a file: -o answer.xlsx"))
            }
            (Some(format), _) => Ok(format),
            (None, None) => Ok(Format::Text),
            (None, Some(path)) => Format::of_file(path).ok_or_else(|| {
                Failure::new(format!(
                    "`peer` cannot write a file like {}",
                    path.display()
                ))
                .help("choose a name that ends in .txt, .csv, .json, .md, .html or .xlsx, or use --format")
            }),
        }
    }
}

/// Whether an answer calls people by their names.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Naming {
    /// Show names even if the answer does not go to a terminal, as with `| less`; a file made with `>` then has names
    #[arg(long, hide_short_help = true)]
    pub names: bool,
}

/// Whether a named file means stdout.
#[must_use]
pub fn is_stdout(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// Whether anything is written.
#[derive(Debug, Clone, Default, Args)]
pub struct Writing {
    /// Show what would be written, and write nothing
    #[arg(short = 'n', long, hide_short_help = true)]
    pub dry_run: bool,
}

/// The day of a fact.
#[derive(Debug, Clone, Default, Args)]
pub struct On {
    /// The day it happened: 2026-11-14, 11/14/2026, today, mon
    #[arg(long, value_name = "DAY")]
    pub on: Option<LatelyDay>,
}

impl On {
    /// The day, today if none was given.
    ///
    /// # Errors
    /// It is after today.
    pub fn day(&self, today: Day) -> Result<Day, Failure> {
        Ok(self.on.resolve(&today)?.unwrap_or(today))
    }
}

/// The day as of which something is asked.
#[derive(Debug, Clone, Default, Args)]
pub struct AsOf {
    /// As of this day: later facts do not count
    #[arg(long, value_name = "DAY", hide_short_help = true)]
    as_of: Option<AsOfDay>,
}

impl AsOf {
    /// The day, if one was given.
    ///
    /// # Errors
    /// It is after today.
    pub fn day(&self, today: Day) -> Result<Option<Day>, Failure> {
        self.as_of.resolve(&today)
    }
}
