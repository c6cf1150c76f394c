//! All waiting parents, laid out: who is proposed to whom and why, and who stays without a mentor and what would help.

use super::sentences::{blocked, difference, moves, remedies};
use super::{Voice, decimal, factors, reasons, sides};
use crate::matching::{Everyone, Proposal, Reasons, RunnerUp, Unmatched};
use crate::record::counted;
use crate::report::column::Columns;
use crate::report::sheet::{Cell, Column, Sheet};

/// The number of mentors for whom one more place is priced.
const PLACES: usize = 5;

/// The best assignment of all waiting parents.
#[must_use]
pub fn everyone(everyone: &Everyone<'_>, voice: Voice) -> Vec<Sheet> {
    let reasons = Reasons::new(everyone);
    if voice.exact {
        vec![rows(everyone, &reasons, voice)]
    } else {
        pages(everyone, &reasons, voice)
    }
}

/// A waiting parent: with a proposal and its runner-up, or without any.
enum Waiting<'a> {
    Proposed(&'a Proposal, Option<RunnerUp>),
    Alone(&'a Unmatched),
}

impl Waiting<'_> {
    fn parent(&self) -> usize {
        match self {
            Self::Proposed(proposal, _) => proposal.parent,
            Self::Alone(alone) => alone.parent,
        }
    }

    fn proposal(&self) -> Option<&Proposal> {
        match self {
            Self::Proposed(proposal, _) => Some(proposal),
            Self::Alone(_) => None,
        }
    }

    fn runner_up(&self) -> Option<&RunnerUp> {
        match self {
            Self::Proposed(_, runner_up) => runner_up.as_ref(),
            Self::Alone(_) => None,
        }
    }

    fn alone(&self) -> Option<&Unmatched> {
        match self {
            Self::Proposed(..) => None,
            Self::Alone(alone) => Some(alone),
        }
    }
}

/// One row for each waiting parent, for programs: proposals first.
fn rows(everyone: &Everyone<'_>, why: &Reasons<'_>, voice: Voice) -> Sheet {
    let register = everyone.pool.register;
    let mut sheet = sheet(everyone, "Proposals");
    sheet.totals = totals(everyone);
    let (text, number) = (Column::text, Column::number);
    let columns = Columns::new()
        .with(text("participant"), |row: &Waiting<'_>| {
            voice.parent_at(register, row.parent())
        })
        .with(text("mentor"), |row| {
            let proposal = row.proposal();
            proposal.map(|of| voice.mentor_at(register, of.mentor))
        })
        .with(number("points"), |row| {
            row.proposal().map(|of| of.score.points())
        })
        .with(number("fit"), |row| row.proposal().map(|of| of.score.fit()))
        .with(number("waiting"), |row| match row {
            Waiting::Proposed(proposal, _) => proposal.score.waiting,
            Waiting::Alone(alone) => alone.waiting,
        })
        .with(text("factors"), |row| {
            row.proposal().map(|of| factors(&of.score))
        })
        .with(text("reasons"), |row| {
            row.proposal().map(|of| reasons(&of.score))
        })
        .with(text("missing"), |row| {
            let words = |one| missing(one).into_iter().map(str::to_owned).collect();
            row.proposal().map(|one| Cell::List(words(one)))
        })
        .with(number("earlier_matches"), |row| {
            row.proposal().map(|of| of.earlier)
        })
        .with(text("runner_up"), |row| {
            let next = row.runner_up();
            next.map(|next| voice.mentor_at(register, next.mentor))
        })
        .with(number("runner_up_points"), |row| {
            row.runner_up().map(|next| next.points)
        })
        .with(text("runner_up_costs"), |row| {
            let change = row.runner_up()?.insisting.as_ref()?;
            let part = |name: &str, less: i64| (name.to_owned(), Cell::Count(-less));
            Some(Cell::Parts(vec![
                part("matched", change.matched),
                part("points", change.points),
            ]))
        })
        .with(text("blocked_by"), |row| {
            Cell::or_unknown(row.alone().and_then(|of| of.blocked_by), Cell::text)
        })
        .with(number("blocked"), |row| row.alone().map(|of| of.blocked))
        .with(number("mentors"), |row| row.alone().map(|of| of.mentors))
        .with(text("would_help"), |row| {
            row.alone().map(|of| remedies(everyone, why, of, voice))
        });
    let proposals = everyone.proposals.iter().zip(why.runners_up());
    let proposed = proposals.map(|(one, runner_up)| Waiting::Proposed(one, runner_up));
    let alone = everyone.unmatched.iter().map(Waiting::Alone);
    sheet.fill(columns, proposed.chain(alone));
    sheet
}

/// Figures of the whole run, points in hundredths.
fn totals(everyone: &Everyone<'_>) -> Vec<(Column, Cell)> {
    vec![
        (
            Column::number("waiting"),
            Cell::count(everyone.waiting.len()),
        ),
        (
            Column::number("matched"),
            Cell::count(everyone.proposals.len()),
        ),
        (Column::number("total"), Cell::Count(everyone.total)),
        (Column::number("bound"), Cell::Count(everyone.bound)),
        (Column::text("proved_best"), Cell::Bool(everyone.proved)),
    ]
}

/// A sheet for each part, for people.
fn pages(everyone: &Everyone<'_>, why: &Reasons<'_>, voice: Voice) -> Vec<Sheet> {
    let mut sheets = vec![proposals(everyone, why, voice)];
    if !everyone.unmatched.is_empty() {
        sheets.push(without(everyone, why, voice));
    }
    if !why.places().is_empty() {
        sheets.push(places(everyone, why, voice));
    }
    sheets
}

fn proposals(everyone: &Everyone<'_>, why: &Reasons<'_>, voice: Voice) -> Sheet {
    let register = everyone.pool.register;
    let mut sheet = sheet(everyone, "Proposals");
    let (matched, waiting) = (everyone.proposals.len(), everyone.waiting.len());
    let offered = everyone
        .pool
        .parents
        .iter()
        .filter(|parent| parent.waiting_since.is_some() && parent.proposed.is_some());
    match offered.count() {
        0 => {}
        1 => sheet
            .notes
            .push("1 more waits and has an open proposal".to_owned()),
        many => sheet
            .notes
            .push(format!("{many} more wait and have open proposals")),
    }
    if waiting == 0 {
        sheet
            .rules
            .push("No one waits for a mentor without an open proposal.".to_owned());
        return sheet;
    }
    let who = format!(
        "{} {}",
        counted(waiting, "parent"),
        if waiting == 1 { "waits" } else { "wait" }
    );
    sheet.rules.push(format!(
        "{who}; {matched} can be matched now, with {} points for fit and waiting.",
        decimal(everyone.total)
    ));
    if everyone.proved {
        sheet.rules.push(
            "Proved best: no other choice matches more parents, or as many with more points (value and bound are equal)."
                .to_owned(),
        );
    } else {
        sheet.rules.push(format!(
            "Not proved best: the bound is {} points.",
            decimal(everyone.bound)
        ));
    }
    sheet.columns = vec![
        Column::text("parent"),
        Column::text("mentor"),
        Column::number("points"),
        Column::text("why"),
        Column::text("runner_up"),
    ];
    for (proposal, runner_up) in everyone.proposals.iter().zip(why.runners_up()) {
        sheet.rows.push(vec![
            Cell::Text(voice.parent_at(register, proposal.parent)),
            Cell::Text(voice.mentor_at(register, proposal.mentor)),
            voice.points(proposal.score.points()),
            Cell::Text(because(proposal)),
            Cell::or_unknown(runner_up, |next| {
                Cell::Text(instead(everyone, &next, voice))
            }),
        ]);
    }
    sheet
}

/// Why a proposal is made, in a sentence.
pub(super) fn because(proposal: &Proposal) -> String {
    let (mut parts, con) = sides(&proposal.score, proposal.unknown);
    if proposal.score.waiting > 0 {
        parts.push(format!("waits {}", counted(proposal.score.months, "month")));
    }
    parts.extend(con);
    match proposal.earlier {
        0 => {}
        1 => parts.push("a re-match, after one earlier match".to_owned()),
        many => parts.push(format!(
            "a re-match, after {}",
            counted(many, "earlier match")
        )),
    }
    parts.join("; ")
}

/// The facts missing for a proposal, in words.
fn missing(proposal: &Proposal) -> Vec<&'static str> {
    proposal
        .score
        .factors
        .iter()
        .filter_map(|factor| factor.missing)
        .chain(proposal.unknown)
        .collect()
}

/// Who would be next, and at what cost.
fn instead(everyone: &Everyone<'_>, next: &RunnerUp, voice: Voice) -> String {
    let who = voice.mentor_at(everyone.pool.register, next.mentor);
    let points = decimal(next.points);
    let Some(change) = &next.insisting else {
        return format!("{who}, {points} points");
    };
    let others = moves(everyone, change.moves.get(1..).unwrap_or_default(), voice);
    let others = if others.is_empty() {
        String::new()
    } else {
        format!("; {others}")
    };
    format!(
        "{who}, {points} points; insisting {}{others}",
        difference(change)
    )
}

fn without(everyone: &Everyone<'_>, why: &Reasons<'_>, voice: Voice) -> Sheet {
    let pool = everyone.pool;
    let mut sheet = sheet(everyone, "Still without a mentor");
    sheet.columns = vec![
        Column::text("parent"),
        Column::text("waits_since"),
        Column::text("rule"),
        Column::text("what_stands_in_the_way"),
        Column::text("what_would_help"),
    ];
    let mut unmatched: Vec<&Unmatched> = everyone.unmatched.iter().collect();
    unmatched.sort_by_key(|alone| pool.parents[alone.parent].waiting_since);
    for alone in unmatched {
        sheet.rows.push(vec![
            Cell::Text(voice.parent_at(pool.register, alone.parent)),
            Cell::or_unknown(pool.parents[alone.parent].waiting_since, Cell::Day),
            Cell::or_unknown(alone.blocked_by, Cell::text),
            Cell::Text(blocked(everyone, alone)),
            Cell::Text(remedies(everyone, why, alone, voice).join("; ")),
        ]);
    }
    sheet
}

fn places(everyone: &Everyone<'_>, why: &Reasons<'_>, voice: Voice) -> Sheet {
    let mut sheet = sheet(everyone, "What one more place would be worth");
    sheet.columns = vec![
        Column::text("mentor"),
        Column::text("worth"),
        Column::text("who_would_move"),
    ];
    for (mentor, change) in why.places().iter().take(PLACES) {
        sheet.rows.push(vec![
            Cell::Text(voice.mentor_at(everyone.pool.register, *mentor)),
            Cell::Text(difference(change)),
            Cell::Text(moves(everyone, &change.moves, voice)),
        ]);
    }
    let more = why.places().len().saturating_sub(PLACES);
    if more > 0 {
        sheet
            .notes
            .push(format!("and {}", counted(more, "more mentor")));
    }
    sheet
}

/// An empty sheet of this report.
pub(super) fn sheet(everyone: &Everyone<'_>, title: &str) -> Sheet {
    Sheet::new(
        "match",
        title,
        &everyone.pool.register.program().name,
        everyone.pool.day,
    )
}
