//! Why a command did not do what was asked, and what to do next.

use crate::record::Finding;
use crate::render::findings::Shown;
use crate::store::{Moment, StoreError};

/// How a command ended without a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It did what was asked: status 0.
    Yes,
    /// The answer is no: status 1.
    No,
}

/// Why a command stopped.
#[derive(Debug)]
pub struct Failure {
    /// The exit status: 1 if the answer is no, 2 if the question was wrong or could not be answered.
    pub status: u8,
    /// What is wrong.
    pub message: String,
    /// What to do next, one line each.
    pub help: Vec<String>,
    /// The findings that are the reason.
    pub findings: Vec<Finding>,
    /// The same findings, with lines and columns.
    pub shown: Vec<Shown>,
}

impl Failure {
    /// A wrong question, or one that could not be answered: status 2.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            status: 2,
            message: message.into(),
            help: Vec::new(),
            findings: Vec::new(),
            shown: Vec::new(),
        }
    }

    /// The answer is no: status 1.
    #[must_use]
    pub fn refused(message: impl Into<String>) -> Self {
        Self {
            status: 1,
            ..Self::new(message)
        }
    }

    /// Adds a line on what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// A failure because files cannot be read.
    #[must_use]
    pub fn faulty(findings: Vec<Finding>) -> Self {
        let files: std::collections::BTreeSet<_> =
            findings.iter().map(|finding| &finding.place.path).collect();
        let message = match files.len() {
            1 => "1 file has an error; fix it and try again".to_owned(),
            many => format!("{many} files have errors; fix them and try again"),
        };
        let help = match files.iter().next() {
            // There is no file to edit.
            _ if findings.iter().any(|finding| finding.rule == "left-out") => {
                "to bring the files back: `git sparse-checkout disable`, or for one file `git update-index --no-skip-worktree FILE` and `git checkout FILE`; then `peer check`"
                    .to_owned()
            }
            Some(file) if files.len() == 1 => {
                format!("fix it with `peer edit {file}`; then run `peer check`")
            }
            _ => "fix them with `peer edit FILE`; then run `peer check`".to_owned(),
        };
        Self {
            findings,
            ..Self::new(message)
        }
        .help(help)
    }

    /// A failure because files of a commit could not be read.
    #[must_use]
    pub fn faulty_then(findings: Vec<Finding>, moment: &Moment) -> Self {
        let said = format!(
            "commit {} of {} has files with errors: no report can be made of it",
            moment.short(),
            moment.day
        );
        let help = "choose another commit, tag or day, such as one after the errors were fixed";
        Self {
            findings,
            ..Self::new(said)
        }
        .help(help)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if let StoreError::Faulty(findings) = error {
            let message = "this would leave an error in a file; nothing was written";
            return Self {
                findings,
                ..Self::new(message)
            };
        }
        let help = error.help();
        let failure = Self::new(error.to_string());
        match help {
            Some(help) => failure.help(help),
            None => failure,
        }
    }
}
