//! Why a command did not do what was asked, and what to do next.

use crate::record::Finding;
use crate::render::findings::Shown;
use crate::store::{Moment, StoreError};

/// How a command ended well.
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
    /// The exit status: 1 when the answer is no, 2 when it was asked wrongly or could not be done.
    pub status: u8,
    /// What is wrong.
    pub message: String,
    /// What to do next, a line each.
    pub help: Vec<String>,
    /// The findings that prevent it.
    pub findings: Vec<Finding>,
    /// The same, with lines and columns.
    pub shown: Vec<Shown>,
}

impl Failure {
    /// Asked wrongly, or could not: status 2.
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

    /// The failure with what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Files that cannot be read prevent it.
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

    /// Files that could not be read prevent what is asked of a commit.
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
