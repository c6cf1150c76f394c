//! What reading the files and linking the records finds, listed with the other rules.

use super::{Context, Rule};
use crate::record::Finding;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "unreadable",
        "Every file and folder can be opened; none is a link, a pipe, a socket, a device or larger than 64 MB.",
        elsewhere,
    ),
    Rule::error(
        "left-out",
        "Git was not told to leave out a file of the program (a sparse checkout, a skip-worktree mark).",
        elsewhere,
    ),
    Rule::error("syntax", "Every file is TOML in UTF-8.", elsewhere),
    Rule::error(
        "merge-conflict",
        "No file holds a conflict that git left.",
        elsewhere,
    ),
    Rule::error(
        "file-name",
        "Every file lies in the right folder and its name is the id of its record.",
        elsewhere,
    ),
    Rule::error(
        "unknown-key",
        "Every key is one that such a record has.",
        elsewhere,
    ),
    Rule::error(
        "missing-key",
        "No key is missing that such a record must have.",
        elsewhere,
    ),
    Rule::error(
        "wrong-type",
        "Every value is of the type of its key: a date is a date, a list a list.",
        elsewhere,
    ),
    Rule::error(
        "bad-value",
        "Every value is one that can stand there.",
        elsewhere,
    ),
    Rule::error(
        "duplicate-session",
        "No session is entered twice, alone and in a packed month.",
        elsewhere,
    ),
    Rule::error(
        "duplicate-answers",
        "No answer sheet is entered twice, alone and in a packed month.",
        elsewhere,
    ),
    Rule::error(
        "same-as-cycle",
        "`same_as` leads to a record that counts, never in a circle.",
        cycles,
    ),
];

/// Found where files are read.
fn elsewhere(_: &Context<'_>, _: &mut Vec<Finding>) {}

/// Participants in a circle are found where records are linked; children here.
fn cycles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(context.register.findings().iter().cloned());
    super::duplicates::child_cycles(context, findings);
}
