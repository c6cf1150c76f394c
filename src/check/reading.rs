//! Findings of reading files and linking records, listed with the other rules.

use super::{Context, Rule};
use crate::record::Finding;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "unreadable",
        "Every file and folder can be opened, is not a link (a shortcut), and is no larger than 64 MB.",
        elsewhere,
    ),
    Rule::error(
        "left-out",
        "No record file is missing on this computer (git can be set to leave some out).",
        elsewhere,
    ),
    Rule::error(
        "syntax",
        "Every file is plain text (UTF-8) in the form that all records use, which is called TOML.",
        elsewhere,
    ),
    Rule::error(
        "merge-conflict",
        "If two people changed the same thing, someone must choose which version to keep.",
        elsewhere,
    ),
    Rule::error(
        "file-name",
        "Every file is in the right folder, and its name is the id of its record.",
        elsewhere,
    ),
    Rule::error(
        "unknown-key",
        "A record has only fields that belong to its kind of record.",
        elsewhere,
    ),
    Rule::error(
        "missing-key",
        "Every record has all of its required fields.",
        elsewhere,
    ),
    Rule::error(
        "wrong-type",
        "A date field has a date, a number field a number, a list field a list, and so on.",
        elsewhere,
    ),
    Rule::error(
        "bad-value",
        "Fields with fixed choices have one of those choices.",
        elsewhere,
    ),
    Rule::error(
        "duplicate-session",
        "No session is saved both in its own file and in the file of a whole month.",
        elsewhere,
    ),
    Rule::error(
        "duplicate-answers",
        "No completed survey is saved both in its own file and in the file of a whole month.",
        elsewhere,
    ),
    Rule::error(
        "same-as-cycle",
        "When records are marked as the same person, one of them is the main record.",
        cycles,
    ),
];

/// Found when files are read.
fn elsewhere(_: &Context<'_>, _: &mut Vec<Finding>) {}

/// Cycles of participants are found when records are linked; cycles of children are found here.
fn cycles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(context.register.findings().iter().cloned());
    super::duplicates::child_cycles(context, findings);
}
