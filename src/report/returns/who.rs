//! The units behind the figures, one by one.

use super::answers::{Answer, rules};
use crate::measure::Window;
use crate::measure::returns::{Case, Counted, Outcome};
use crate::record::Day;
use crate::report::cell::Cell;
use crate::report::column::{Column, Columns};
use crate::report::request::Breakdown;
use crate::report::sheet::Sheet;

/// A unit, with its days and what counts it.
type Row<'a> = (&'a Answer<'a>, &'a (Window, Case));

/// Lays out the units behind each figure, and those with an anchor that are not counted.
pub(super) fn fill(sheet: &mut Sheet, answers: &[Answer<'_>], breakdown: Breakdown) {
    let several = answers.len() > 1;
    let all = answers.iter().flat_map(|answer| rules(answer, several));
    sheet.rules = all.collect();
    let rows = answers.iter().flat_map(|answer| {
        let units = answer.result.units.iter();
        units.map(move |unit| (answer, unit))
    });
    let window = breakdown.window(|(window, _): &(Window, Case)| window);
    let columns = Columns::new()
        .with(
            Column::text("definition").detail_if(!several),
            |(answer, _): &Row<'_>| Cell::text(&answer.named.name),
        )
        .and(window, |(_, unit)| Some(*unit))
        .with(Column::text("unit"), |(answer, _)| {
            Cell::text(answer.result.unit)
        })
        .and(unit(), |(_, (_, case))| Some(case));
    sheet.fill(columns, rows);
}

fn unit<'a>() -> Columns<'a, Case> {
    Columns::new()
        .with(Column::text("id"), |case: &Case| Cell::text(&case.id))
        .with(Column::words("status"), |case| Cell::text(status(case).0))
        .with(Column::text("anchor").titled("starting on"), |case| {
            case.anchor
        })
        .with(Column::words("anchor_event").detail(), |case| {
            Cell::text(case.anchor_kind)
        })
        .with(Column::words("window_end").titled("last day"), |case| {
            case.window_end
        })
        .with(Column::words("first_session"), |case| case.first_session)
        .with(Column::words("event"), |case| {
            Cell::or_unknown(event(case), |(_, what)| Cell::text(what))
        })
        .with(Column::words("event_date"), |case| {
            Cell::or_unknown(event(case), |(on, _)| on)
        })
        .with(Column::words("known_through").titled("last news"), |case| {
            case.through.day
        })
        .with(Column::words("known_by"), |case| {
            Cell::or_unknown(case.through.known.as_ref(), |known| Cell::text(&known.what))
        })
        .with(Column::words("known_file").detail(), |case| {
            let known = case.through.known.as_ref();
            Cell::or_unknown(known, |known| Cell::text(&known.place.path))
        })
        .with(Column::words("reason"), |case| {
            Cell::or_unknown(status(case).1, Cell::text)
        })
        .with(Column::words("children").detail(), |case| {
            Cell::List(case.children.iter().map(ToString::to_string).collect())
        })
        .with(Column::words("file"), |case| Cell::text(&case.file.path))
        .with(Column::words("event_file").detail(), |case| {
            Cell::or_unknown(case.event_file.as_ref(), |file| Cell::text(&file.path))
        })
}

/// What happened to a unit, and when: the event that counts, what made it impossible, or the end of follow-up.
#[must_use]
pub fn event(case: &Case) -> Option<(Day, &'static str)> {
    match case.outcome {
        Outcome::Returned(on, kind) => Some((on, kind.word())),
        Outcome::Competing(on) => Some((on, "competing")),
        Outcome::Nothing => case.lost.map(|on| (on, "lost")),
    }
}

/// The figure that counts a unit, and why, if that is not obvious.
#[must_use]
pub fn status(case: &Case) -> (&'static str, Option<&'static str>) {
    let reason = match case.counted {
        Counted::Yes => None,
        Counted::NotServed => Some("no countable session on or before the last day"),
        Counted::ServedTooLate => Some("the first countable session was not before the event"),
        Counted::NoConsent => Some("no current consent to outcome reporting"),
    };
    if reason.is_some() {
        return ("excluded", reason);
    }
    match (case.mature, case.outcome) {
        (false, Outcome::Returned(..)) => {
            ("not-yet", Some("returned, but the last day is still ahead"))
        }
        (false, Outcome::Competing(_)) => (
            "not-yet",
            Some("can no longer return, but the last day is still ahead"),
        ),
        (false, Outcome::Nothing) => ("not-yet", Some("the last day is still ahead")),
        (true, Outcome::Returned(..)) if case.is_on_boundary() => {
            ("returned", Some("on the last day, which counts"))
        }
        (true, Outcome::Returned(..)) => ("returned", None),
        (true, Outcome::Competing(_)) => (
            "competing",
            Some("the last of the children could no longer return"),
        ),
        (true, Outcome::Nothing) if !case.is_unknown() => ("not-returned", None),
        (true, Outcome::Nothing) if case.lost.is_some() => {
            ("unknown", Some("lost before the last day"))
        }
        (true, Outcome::Nothing) => ("unknown", Some("no one looked through the last day")),
    }
}
