//! Where answers go: to the screen, or to a file that somebody named.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::peer::Peer;
use crate::render::Format;
use crate::store::Target;

/// How an answer is given.
#[derive(Debug, Clone, Default, Args)]
pub struct Output {
    /// Give the answer as text, csv, json, markdown, html or xlsx (a workbook)
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Write the answer to FILE; its ending chooses the format; `-` is the screen
    #[arg(short = 'o', long = "output", value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    named: Option<PathBuf>,
}

impl Output {
    /// The file that the answer goes to; `None` where it goes to stdout.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.named.as_deref().filter(|file| !is_stdout(file))
    }

    /// The format of the answer: the one asked for, else that of the file's ending, else text.
    ///
    /// # Errors
    /// The file's ending names none, or a workbook would go to the screen.
    pub fn format(&self) -> Result<Format, Failure> {
        match (self.format, self.file()) {
            (Some(Format::Xlsx), None) if self.named.is_none() => {
                Err(Failure::new("a workbook is no text to print")
                    .help("say where it goes: -o answer.xlsx"))
            }
            (Some(format), _) => Ok(format),
            (None, None) => Ok(Format::Text),
            (None, Some(path)) => Format::of_file(path).ok_or_else(|| {
                Failure::new(format!("the ending of {} names no format", path.display()))
                    .help("end it in .txt, .csv, .json, .md, .html or .xlsx, or say --format")
            }),
        }
    }
}

/// Whether a file that was named means stdout.
#[must_use]
pub fn is_stdout(file: &Path) -> bool {
    file.as_os_str() == "-"
}

impl Peer {
    /// Gives an answer that is rendered already, on stdout or in a file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn answer(&self, answer: impl AsRef<[u8]>, output: &Output) -> Result<(), Failure> {
        match output.file() {
            None => self.screen.answer(answer),
            Some(path) => {
                self.target(path)?.write(answer)?;
                self.screen.say(&format!("wrote {}", path.display()));
                Ok(())
            }
        }
    }

    /// A file that was named for an answer, where it may go there. Every verb asks here.
    ///
    /// # Errors
    /// It is the program's own or git's, or cannot be written.
    pub fn target(&self, file: &Path) -> Result<Target, Failure> {
        Ok(Target::new(file, self.root().as_deref())?)
    }

    /// Refuses a file that no answer may go to, before its folder is made.
    ///
    /// # Errors
    /// It is the program's own or git's.
    pub fn allow_target(&self, file: &Path) -> Result<(), Failure> {
        Ok(Target::allow(file, self.root().as_deref())?)
    }

    /// The root of the program at work, where there is one.
    fn root(&self) -> Option<PathBuf> {
        let directory = self.directory().ok()?;
        Some(directory.root().to_owned())
    }
}
