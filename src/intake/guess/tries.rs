//! A column that says how people met, or that they did not: `F2F`, `TC`, `LM`, `no ans`.

use std::collections::BTreeSet;

use super::values::{toml, word_of};
use super::{Sheet, Taken};
use crate::intake::not_held::{called_off_by, is_attempt, is_of_a_try};
use crate::record::Status;
use crate::record::intake::IntakeKind;
use crate::register::fold;

impl Sheet<'_> {
    /// The column of modes once more, for the status, if some of its cells say that they did not meet.
    pub(super) fn tries_among_modes(&self, kind: IntakeKind, taken: &[Taken]) -> String {
        let has_status = taken.iter().any(|taken| taken.field == "status");
        let mode = taken.iter().find(|taken| taken.field == "mode");
        let Some(mode) = mode.filter(|_| !has_status) else {
            return String::new();
        };
        let cells: BTreeSet<String> = self.cells(mode.place).into_iter().collect();
        if !cells.iter().any(|cell| is_of_a_try(cell)) {
            return String::new();
        }
        let line = |cell: &String| {
            let no_show = || {
                let word = word_of(kind, "status", cell, self.about.program);
                word.is_some_and(|word| word == Status::NoShow.word()) || says_no_show(cell)
            };
            let means = match called_off_by(cell) {
                _ if is_attempt(cell) => Status::Attempted.word(),
                Some(status) => status.word(),
                None if no_show() => Status::NoShow.word(),
                None if is_of_a_try(cell) => "?",
                None => "",
            };
            let choice = match means {
                "?" => format!(
                    " # they did not meet: write {}",
                    Status::WORDS[1..].join(", ")
                ),
                _ => String::new(),
            };
            format!("    {},{choice}\n", toml(&format!("{cell} -> {means}")))
        };
        let lines: String = cells.iter().map(line).collect();
        format!(
            "\n[[column]]\nheader = {}\nfield = \"status\" # some cells say that they did not meet\nvalues = [\n{lines}]\n",
            toml(&self.headers[mode.place])
        )
    }
}

/// Whether a cell says beside how they meant to meet that somebody did not come: `HV - no show`.
fn says_no_show(cell: &str) -> bool {
    const NO_SHOW: [&str; 6] = [
        "no show",
        "no showed",
        "noshow",
        "ns",
        "n s",
        "never showed",
    ];
    let padded = format!(" {} ", fold(cell));
    let has = |words: &&str| padded.contains(&format!(" {words} "));
    NO_SHOW.iter().any(has) && !padded.contains("cancel")
}
