//! Proposals as a file to be decided in a spreadsheet: ids only, and empty columns to fill in.

use super::Voice;
use crate::matching::{Everyone, Proposal};
use crate::report::sheet::{Cell, Column, Sheet};

/// The voice of the file.
const VOICE: Voice = Voice {
    names: false,
    exact: true,
};

/// New proposals, each proposed by default; then open ones, and parents who stay without a mentor, with nothing
/// decided.
#[must_use]
pub fn decisions(everyone: &Everyone<'_>) -> Sheet {
    let (pool, register) = (everyone.pool, everyone.pool.register);
    let mut sheet = super::everyone::sheet(everyone, "Decisions");
    let names = [
        "participant",
        "mentor",
        "decision",
        "by",
        "reason",
        "force",
        "points",
        "fit",
        "waiting",
        "why",
    ];
    sheet.columns = names.into_iter().map(Column::text).collect();
    for proposal in &everyone.proposals {
        sheet.rows.push(new(everyone, proposal));
    }
    for (parent, known) in pool.parents.iter().enumerate() {
        if let Some(entry) = register.open_proposal(parent, pool.day) {
            let mut row = vec![Cell::Text(String::new()); names.len()];
            row[0] = Cell::text(&known.person.id);
            row[1] = Cell::text(&entry.record.mentor);
            row[7] = Cell::or_unknown(
                entry.record.why.as_ref().and_then(|why| why.score),
                Cell::Count,
            );
            row[9] = Cell::Text(format!("open proposal {}", entry.id));
            sheet.rows.push(row);
        }
    }
    for alone in &everyone.unmatched {
        let mut row = vec![Cell::Text(String::new()); names.len()];
        row[0] = Cell::Text(VOICE.parent_at(register, alone.parent));
        row[8] = Cell::Count(alone.waiting);
        row[9] = Cell::Text(super::sentences::blocked(everyone, alone));
        sheet.rows.push(row);
    }
    sheet
}

fn new(everyone: &Everyone<'_>, proposal: &Proposal) -> Vec<Cell> {
    let register = everyone.pool.register;
    let empty = || Cell::Text(String::new());
    vec![
        Cell::Text(VOICE.parent_at(register, proposal.parent)),
        Cell::Text(VOICE.mentor_at(register, proposal.mentor)),
        Cell::text("propose"),
        empty(),
        empty(),
        empty(),
        Cell::Count(proposal.score.points()),
        Cell::Count(proposal.score.fit()),
        Cell::Count(proposal.score.waiting),
        Cell::Text(super::everyone::because(proposal)),
    ]
}
