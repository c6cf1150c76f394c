//! What happened to a sheet, for the screen.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::{Changes, Prepared};
use super::corrections::advice;
use super::decisions::Counter;
use crate::cli::located::unquoted;
use crate::cli::peer::Peer;
use crate::cli::screen::Screen;
use crate::intake::{
    Layout, Plan, RowOutcome, days_of_others, exchanges_told, not_kept, notes_told, roster_told,
    senders_told, unsigned_consents,
};
use crate::record::intake::{Column, IntakeKind};
use crate::record::{Finding, Kind, counted};
use crate::render::escape::line;

/// The largest number of lines of one type that are shown.
const SHOWN: usize = 12;

/// The largest number of refused rows that are shown.
const FAULTS: usize = 100;

/// Says what happened to the rows: which are refused, what to look at, what was left out, and how many.
pub(super) fn say(peer: &Peer, layout: &Layout<'_>, decisions: &Counter<'_>, prepared: &Prepared) {
    let Prepared {
        plan,
        changes,
        doubts,
    } = prepared;
    let screen = &peer.screen;
    refused(screen, decisions, plan, layout);
    noted(screen, plan, layout);
    for alike in by_rule(doubts) {
        let Some(first) = alike.first() else { continue };
        let more = if alike.len() > 1 {
            format!(", and {} more such", alike.len() - 1)
        } else {
            String::new()
        };
        screen.note(&format!("{} [{}]{more}", first.message, first.rule));
    }
    twice(screen, plan, layout);
    left_out(screen, layout, plan);
    changes.lacking.say(screen);
    counts(screen, layout, plan, changes);
}

/// The number of a row as the sheet has it, also if the row comes again in a file of refused rows.
fn number(layout: &Layout<'_>, row: usize) -> String {
    let first = layout.as_first(row);
    first.map_or_else(|| row.to_string(), |(number, _)| number)
}

/// What to look at, by row: the first ones, and all that fill in what a record on file lacks.
fn noted(screen: &Screen, plan: &Plan, layout: &Layout<'_>) {
    let mut left = 0;
    for (at, (row, note)) in plan.notes.iter().enumerate() {
        let differences = plan.differences.get(row).map_or(&[][..], Vec::as_slice);
        if at >= SHOWN && !differences.iter().any(|difference| difference.is_lacking) {
            left += 1;
            continue;
        }
        let taken = differences.iter();
        let taken: String = taken.map(|one| advice(one, screen.names)).collect();
        screen.note(&format!("row {} {note}{taken}", number(layout, *row)));
    }
    if left > 0 {
        screen.note(&format!("and {}", counted(left, "more such row")));
    }
}

/// The rows that repeat others, if they were not mentioned yet.
fn twice(screen: &Screen, plan: &Plan, layout: &Layout<'_>) {
    let again = plan
        .outcomes
        .iter()
        .filter_map(|(row, outcome)| match outcome {
            RowOutcome::Twice(first) if !plan.notes.contains_key(row) => Some((row, first)),
            _ => None,
        });
    let again: Vec<String> = again
        .map(|(row, first)| {
            let (row, first) = (number(layout, *row), number(layout, *first));
            format!("row {row} as row {first}")
        })
        .collect();
    if again.is_empty() {
        return;
    }
    let more = if again.len() > SHOWN { ", …" } else { "" };
    let shown = &again[..again.len().min(SHOWN)];
    screen.note(&format!("taken once: {}{more}", shown.join(", ")));
}

/// The refused rows, each with the reason.
fn refused(screen: &Screen, decisions: &Counter<'_>, plan: &Plan, layout: &Layout<'_>) {
    let refused = plan
        .outcomes
        .iter()
        .filter_map(|(row, outcome)| match outcome {
            RowOutcome::Refused(why) => Some((*row, why)),
            _ => None,
        });
    let refused: Vec<(usize, &String)> = refused.collect();
    for (row, why) in refused.iter().take(FAULTS) {
        let said = decisions.told(*row, why);
        let said = if screen.names { said } else { unquoted(&said) };
        screen.say(&format!("row {}: {}", number(layout, *row), line(&said)));
    }
    if refused.len() > FAULTS {
        screen.say(&format!("and {} more", refused.len() - FAULTS));
    }
}

/// Columns, rows and marks that were not used.
fn left_out(screen: &Screen, layout: &Layout<'_>, plan: &Plan) {
    if !layout.left_out.is_empty() {
        screen.note(&format!(
            "columns that the map does not name: {}",
            line(&layout.left_out.join(", "))
        ));
    }
    let told = [
        not_kept(layout),
        days_of_others(layout, plan),
        roster_told(layout, plan),
        unsigned_consents(layout),
        senders_told(layout, plan),
        notes_told(layout, plan),
        exchanges_told(layout, plan),
    ]
    .concat();
    for remark in layout.remarks.iter().chain(&told) {
        screen.note(&line(remark));
    }
    if !layout.totals.is_empty() {
        let mut columns = layout.map.column.iter();
        let is_skip = |column: &Column| column.values.iter().any(|value| &*value.to == "skip");
        let what = match (layout.map.skip_rows.is_empty(), columns.any(is_skip)) {
            (true, false) => "of totals, of months or of what marks mean",
            (false, _) => "that `skip_rows` names, or of totals, of months or of what marks mean",
            (true, true) => {
                "that the map says to skip, or of totals, of months or of what marks mean"
            }
        };
        screen.note(&format!(
            "skipped: {} {what} ({})",
            counted(layout.totals.len(), "row"),
            row_numbers(
                &layout
                    .totals
                    .iter()
                    .map(|row| row.number)
                    .collect::<Vec<_>>()
            )
        ));
    }
    if !plan.in_capitals.is_empty() {
        let rows = row_numbers(&plan.in_capitals);
        screen.note(&format!(
            "names in capitals are kept in usual letters in {rows}, as `ANNA` would be `Anna`: correct one with \
             `peer edit ID --identity`"
        ));
    }
    if !plan.unsure_names.is_empty() {
        let rows = row_numbers(&plan.unsure_names);
        screen.note(&format!(
            "which words are the family name is a guess in {rows}: look at it, and correct it with `peer edit ID --identity`; \
             in a sheet, `Lopez, Ana` says it surely"
        ));
    }
    if plan.no_shows > 0 {
        let marks = counted(plan.no_shows, "mark");
        screen
            .note(&format!("left out: {marks} of people who did not come, where nobody came or they are not on file"));
    }
}

/// How many rows became what, and what else was made from them.
fn counts(screen: &Screen, layout: &Layout<'_>, plan: &Plan, changes: &Changes) {
    let count = |is: fn(&RowOutcome) -> bool| plan.count(is);
    let always = [
        (count(|row| *row == RowOutcome::New), "new"),
        (count(|row| *row == RowOutcome::OnFile), "on file"),
        (
            count(|row| matches!(row, RowOutcome::Refused(_))),
            "refused",
        ),
    ];
    let others = [
        (
            count(|row| matches!(row, RowOutcome::Twice(_))),
            "twice in the sheet",
        ),
        (count(|row| *row == RowOutcome::Nothing), "without a mark"),
    ];
    let others = others.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = always
        .into_iter()
        .chain(others)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let mut made = made(plan, changes);
    // Rows that are one new person are each new.
    let is_of_people = matches!(
        layout.map.kind,
        IntakeKind::Participants | IntakeKind::Mentors
    );
    let people = [Kind::Participant, Kind::Mentor];
    let people = people.iter().filter_map(|kind| changes.made.get(kind));
    let people: usize = people.sum();
    if (1..count(|row| *row == RowOutcome::New)).contains(&people) && is_of_people {
        let noun = if people == 1 { "person" } else { "people" };
        made.insert(0, format!("{people} new {noun}"));
    }
    let made = made.join(", ");
    let lead = if made.is_empty() { "" } else { "; " };
    screen.say(&format!(
        "{}: {}{lead}{made}",
        counted(layout.rows.len(), "row"),
        parts.join(", ")
    ));
}

/// Rows by their numbers.
pub(super) fn row_numbers(rows: &[usize]) -> String {
    let shown: Vec<String> = rows.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = if rows.len() > SHOWN { ", …" } else { "" };
    let noun = if rows.len() == 1 { "row" } else { "rows" };
    format!("{noun} {}{more}", shown.join(", "))
}

/// Doubtful findings, grouped by rule.
fn by_rule(doubts: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut rules: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for doubt in doubts {
        rules.entry(doubt.rule).or_default().push(doubt);
    }
    rules.into_values().collect()
}

/// What is made from the sheet that does not have a row of its own.
fn made(plan: &Plan, changes: &Changes) -> Vec<String> {
    let new = |kind: Kind| changes.made.get(&kind).copied().unwrap_or_default();
    let added = |is_session: bool| {
        let additions = plan.additions.iter();
        let of_it = additions.filter(|added| (added.kind == Kind::Session) == is_session);
        let ids: BTreeSet<&str> = of_it.map(|added| added.id.as_str()).collect();
        ids.len()
    };
    let parts = [
        (new(Kind::Session), "session", "new"),
        (new(Kind::Case), "case", "new"),
        (new(Kind::Answer), "answer sheet", "new"),
        (added(true), "session", "added to"),
        (added(false), "record", "added to"),
    ];
    parts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, noun, what)| format!("{} {what}", counted(*count, noun)))
        .collect()
}
