//! What everybody knows about how the figures of the reports hang together.
//!
//! More is safe here than less, though what a reader does not know costs figures that could have been shown. A relation
//! that does not hold of the numbers at hand is passed over by [`FigureGraph`](crate::report::masking::Figures), so it may be
//! stated where it holds for some reports only. Those of people served are in [`people`], as they are the most; those
//! between lines are in [`between`].

use super::people;
use super::plan::{Line, Plan};
use super::roles::Report;
use crate::report::masking::Index;

/// How the figures of one line hang together.
pub(super) fn within(plan: &mut Plan<'_>, line: &Line<'_>) {
    match line.report {
        Report::Unduplicated => people::within(plan, line),
        Report::Returns => {
            sum(plan, line, "cohort", &["mature", "not_yet"]);
            for parts in [
                &["returned"][..],
                &["unknown"],
                &["competing"],
                &["returned", "unknown"],
            ] {
                rest(plan, line, "mature", parts);
            }
            rest(plan, line, "mature", &["returned", "unknown", "competing"]);
            rest(plan, line, "returned", &["boundary_events"]);
        }
        Report::Reunification => {
            sum(plan, line, "cohort", &["mature", "not_yet"]);
            for parts in [&["reunified"][..], &["unknown"], &["reunified", "unknown"]] {
                rest(plan, line, "mature", parts);
            }
        }
        Report::Placements => rest(plan, line, "episodes", &["open"]),
        Report::Services => services(plan, line),
        Report::Matches => matches(plan, line),
        Report::Mentors => {}
    }
}

/// What team meetings say or leave out are meetings.
fn services(plan: &mut Plan<'_>, line: &Line<'_>) {
    let amount_of = |plan: &mut Plan<'_>, part: Option<Index>, whole: Option<Index>, name: &str| {
        let few = line
            .behind(name, "rest")
            .is_some_and(|people| plan.is_few(people));
        if let (Some(part), Some(whole)) = (part, whole) {
            plan.figures.amount_of(&[part], &[whole], few);
        }
    };
    let Some(sessions) = plan.at(line, "sessions") else {
        return;
    };
    for name in ["rights_explained", "parent_voice"] {
        let (k, n) = (plan.part(line, name, "k"), plan.part(line, name, "n"));
        amount_of(plan, k, n, name);
        let said: Vec<Index> = n
            .into_iter()
            .chain(plan.part(line, "missing", name))
            .collect();
        plan.figures.sum(sessions, &said);
    }
    for (_, missing) in plan.parts(line, "missing") {
        plan.figures.sum(sessions, &[missing]);
    }
    // Where one parent came to each session, a reader knows it.
    if let Some(attendances) = plan.at(line, "attendances") {
        plan.figures.equal(&[attendances], &[sessions]);
        let participants = plan.at(line, "participants");
        plan.figures
            .at_most(&Vec::from_iter(participants), &[attendances]);
    }
}

fn matches(plan: &mut Plan<'_>, line: &Line<'_>) {
    rest(plan, line, "new", &["rematched"]);
    rest(plan, line, "new", &["requests_met"]);
    if let Some(ended) = plan.at(line, "ended") {
        let reasons = plan.parts(line, "ended_by_reason").into_iter();
        let reasons: Vec<Index> = reasons.map(|(_, index)| index).collect();
        if !reasons.is_empty() {
            plan.figures.sum(ended, &reasons);
        }
    }
    let lengths = ["sustained_3", "sustained_6", "sustained_12"].map(|name| {
        let part = |part: &str| plan.part(line, name, part);
        part("k").zip(part("n"))
    });
    for (kept, could) in lengths.iter().flatten() {
        plan.figures.part_of(&[*kept], &[*could]);
        if let Some(new) = plan.at(line, "new") {
            plan.figures.at_most(&[*could], &[new]);
        }
    }
    for pair in lengths.windows(2) {
        if let [Some(shorter), Some(longer)] = pair {
            plan.figures.at_most(&[longer.0], &[shorter.0]);
            plan.figures.at_most(&[longer.1], &[shorter.1]);
        }
    }
}

pub(super) fn sum(
    plan: &mut Plan<'_>,
    line: &Line<'_>,
    total: &'static str,
    parts: &[&'static str],
) {
    let found: Vec<Index> = parts
        .iter()
        .filter_map(|part| plan.at(line, part))
        .collect();
    if let Some(total) = plan.at(line, total)
        && found.len() == parts.len()
    {
        plan.figures.sum(total, &found);
    }
}

pub(super) fn rest(
    plan: &mut Plan<'_>,
    line: &Line<'_>,
    whole: &'static str,
    parts: &[&'static str],
) {
    let found: Vec<Index> = parts
        .iter()
        .filter_map(|part| plan.at(line, part))
        .collect();
    if let Some(whole) = plan.at(line, whole)
        && found.len() == parts.len()
    {
        plan.figures.part_of(&found, &[whole]);
    }
}
