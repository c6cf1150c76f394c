//! A finding: something wrong or doubtful in a record, where it is, and what to do.

use std::ops::Range;
use std::sync::Arc;

use crate::record::id::PersonId;
use crate::record::kind::Kind;

/// The file that a record came from, and the heading if a packed file has several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path as people know it, from the root of the directory, with forward slashes.
    pub path: Arc<str>,
    /// The heading inside a packed month.
    pub section: Option<Arc<str>>,
}

impl Place {
    /// A file that holds one record.
    #[must_use]
    pub fn file(path: &str) -> Self {
        Self {
            path: path.into(),
            section: None,
        }
    }

    /// Whether it is a file of such records.
    #[must_use]
    pub fn is_of(&self, kind: Kind) -> bool {
        self.path.split('/').next() == Some(kind.folder())
    }
}

impl PersonId {
    /// The file of the record.
    #[must_use]
    pub fn place(&self) -> Place {
        let kind = match self {
            Self::Mentor(_) => Kind::Mentor,
            Self::Participant(_) => Kind::Participant,
        };
        Place::file(&format!("{}/{}.toml", kind.folder(), self.as_str()))
    }
}

/// One step on the path to a value in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value of this key.
    Key(String),
    /// The item at this index of a list, counted from 0.
    Item(usize),
}

/// Where a finding points in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// The file as a whole.
    File,
    /// Bytes of its text.
    Span(Range<usize>),
    /// The value of a key, located by its path when it is shown.
    Key(Vec<Step>),
}

impl At {
    /// The value of a root key.
    #[must_use]
    pub fn key(name: &str) -> Self {
        Self::Key(vec![Step::Key(name.to_owned())])
    }

    /// A key of a sub-table, such as `own_case.closed`.
    #[must_use]
    pub fn inner(table: &str, name: &str) -> Self {
        Self::Key(vec![
            Step::Key(table.to_owned()),
            Step::Key(name.to_owned()),
        ])
    }

    /// The item at `index` of a list.
    #[must_use]
    pub fn item(list: &str, index: usize) -> Self {
        Self::Key(vec![Step::Key(list.to_owned()), Step::Item(index)])
    }

    /// A key of the entry at `index` of `[[table]]`.
    #[must_use]
    pub fn entry(table: &str, index: usize, name: &str) -> Self {
        Self::Key(vec![
            Step::Key(table.to_owned()),
            Step::Item(index),
            Step::Key(name.to_owned()),
        ])
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The record cannot be right; figures from it would be wrong.
    Error,
    /// The record may be right, and a person should look.
    Warning,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something wrong or doubtful in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule, a word such as `session-outside-match`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub place: Place,
    /// Where inside it.
    pub at: At,
    /// What is wrong, without names of people.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// Whether the lines must not be shown, because they may contain a name.
    pub quiet: bool,
}

impl Finding {
    /// An error of a record.
    #[must_use]
    pub fn error(rule: &'static str, place: &Place, at: At, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            place: place.clone(),
            at,
            message: message.into(),
            help: None,
            quiet: false,
        }
    }

    /// A warning about a record.
    #[must_use]
    pub fn warning(rule: &'static str, place: &Place, at: At, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(rule, place, at, message)
        }
    }

    /// The finding with what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The finding without the lines it points at.
    #[must_use]
    pub fn quietly(mut self) -> Self {
        self.quiet = true;
        self
    }
}
