//! What an assumption would change in the assignment.

use super::everyone::sheet;
use super::sentences::difference;
use super::{Voice, decimal};
use crate::matching::{Everyone, compare};
use crate::report::sheet::{Cell, Column, Sheet};

/// What would change from `now`, the records, to `then`, the assumption that `asked` describes.
#[must_use]
pub fn what_if(asked: &str, now: &Everyone<'_>, then: &Everyone<'_>, voice: Voice) -> Sheet {
    let register = now.pool.register;
    let change = compare(now, then);
    let mut sheet = sheet(now, &format!("What if {asked}"));
    sheet.report = "match what-if".to_owned();
    sheet.columns = vec![
        Column::text("participant").titled("parent"),
        Column::text("mentor_now").titled("now"),
        Column::text("mentor_then").titled("then"),
        Column::number("points_now"),
        Column::number("points_then"),
    ];
    for moved in &change.moves {
        let mentor = |at: Option<usize>| {
            Cell::or_unknown(at, |at| Cell::Text(voice.mentor_at(register, at)))
        };
        let points = |everyone: &Everyone<'_>| {
            let found = everyone
                .proposals
                .iter()
                .find(|proposal| proposal.parent == moved.parent);
            Cell::or_unknown(found, |proposal| voice.points(proposal.score.points()))
        };
        let parent = Cell::Text(voice.parent_at(register, moved.parent));
        sheet.rows.push(vec![
            parent,
            mentor(moved.from),
            mentor(moved.to),
            points(now),
            points(then),
        ]);
    }
    if voice.exact {
        sheet.totals = vec![
            (Column::number("matched"), Cell::count(then.proposals.len())),
            (Column::number("total"), Cell::Count(then.total)),
            (Column::number("bound"), Cell::Count(then.bound)),
            (
                Column::number("matched_now"),
                Cell::count(now.proposals.len()),
            ),
            (Column::number("total_now"), Cell::Count(now.total)),
        ];
        return sheet;
    }
    sheet.rules.push(format!(
        "{} of {} could be matched, with {} points; now {}, with {}: this {}.",
        then.proposals.len(),
        then.waiting.len(),
        decimal(then.total),
        now.proposals.len(),
        decimal(now.total),
        difference(&change)
    ));
    if now.pool.weights != then.pool.weights || now.pool.wait_per_month != then.pool.wait_per_month
    {
        sheet
            .notes
            .push("the points of this what-if use the assumed weights".to_owned());
    }
    if change.moves.is_empty() {
        sheet
            .notes
            .push("all proposals would stay the same".to_owned());
    }
    sheet.notes.push("nothing was written".to_owned());
    sheet
}
