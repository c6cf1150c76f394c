//! What a rule is.

use super::context::Context;
use crate::record::{Finding, Severity};

/// A rule that records must follow.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its word, as in findings.
    pub name: &'static str,
    /// The severity of breaking it; an error that only the past can show may be reported as a warning.
    pub severity: Severity,
    /// What it ensures, in one sentence.
    pub summary: &'static str,
    pub(super) run: fn(&Context<'_>, &mut Vec<Finding>),
}

impl Rule {
    pub(super) const fn error(
        name: &'static str,
        summary: &'static str,
        run: fn(&Context<'_>, &mut Vec<Finding>),
    ) -> Self {
        Self {
            name,
            severity: Severity::Error,
            summary,
            run,
        }
    }

    pub(super) const fn warning(
        name: &'static str,
        summary: &'static str,
        run: fn(&Context<'_>, &mut Vec<Finding>),
    ) -> Self {
        Self {
            name,
            severity: Severity::Warning,
            summary,
            run,
        }
    }
}
