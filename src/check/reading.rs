//! What reading the files and linking the records finds, listed with the other rules.

use super::{Context, Rule};
use crate::record::Finding;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "unreadable",
        "Every file and folder opens; none is a link, a pipe, a socket, a device or larger than 64 MB.",
        elsewhere,
    ),
    Rule::error(
        "left-out",
        "Git leaves no file of the program out (by a sparse checkout or a skip-worktree mark).",
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
        "Every file is in the right folder, and its name is the id of its record.",
        elsewhere,
    ),
    Rule::error(
        "unknown-key",
        "Every key is one that this kind of record has.",
        elsewhere,
    ),
    Rule::error(
        "missing-key",
        "Every record has the keys that its kind must have.",
        elsewhere,
    ),
    Rule::error(
        "wrong-type",
        "Every value has the type that its key asks for, such as a date, a number or a list.",
        elsewhere,
    ),
    Rule::error(
        "bad-value",
        "Every value is one that its key allows.",
        elsewhere,
    ),
    Rule::error(
        "duplicate-session",
        "No session is entered twice, in a file of its own and in a packed month.",
        elsewhere,
    ),
    Rule::error(
        "duplicate-answers",
        "No answer sheet is entered twice, in a file of its own and in a packed month.",
        elsewhere,
    ),
    Rule::error(
        "same-as-cycle",
        "`same_as` leads to the record that counts, and never in a circle.",
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
