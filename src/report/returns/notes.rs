//! What is missing from the figures of returns, or needs care.

use super::answers::Answer;
use crate::measure::By;
use crate::measure::returns::ReturnsFigures;
use crate::record::definition::Unit;
use crate::record::{SchemaVersion, counted};
use crate::report::request::{Breakdown, Request};

/// The notes under the figures of a definition, with its name if there are several.
pub(super) fn notes(
    answer: &Answer<'_>,
    request: &Request<'_>,
    breakdown: Breakdown,
    several: bool,
) -> Vec<String> {
    let result = &answer.result;
    let whole = result.rows.iter().rfind(|row| row.group.is_none());
    let Some(figures) = whole.and_then(|row| row.figures) else {
        return Vec::new();
    };
    let noun = noun(result.unit);
    let months = counted(answer.named.definition.window.months, "month");
    let mut notes = on_the_last_day(&figures, &months);
    notes.extend(not_followed(&figures, &months));
    if result.without_birth_date > 0 {
        notes.push(format!(
            "{} with a child whose birth date is not on file, so it is unknown how long the court follows the child",
            counted(result.without_birth_date, noun)
        ));
    }
    if figures.unknown > 0 && request.register.program().schema == SchemaVersion(1) {
        notes.push(
            "version 0.1 counted a family that no one had looked up as one that did not return. It now counts as unknown, so the rate became a range: `peer explain outcomes` shows how to narrow it"
                .to_owned(),
        );
    }
    if result.without_consent > 0 {
        notes.push(format!(
            "{} left out, without a current consent to outcome reporting",
            counted(result.without_consent, noun)
        ));
    }
    if breakdown.step.is_some() {
        notes.push(
            "each row uses the first start within its own days, so rows may not add up to the period"
                .to_owned(),
        );
    }
    let program = request.register.program();
    let overlaps = |by: By| result.unit != Unit::Participant || by.overlaps(program);
    if breakdown
        .group
        .is_some_and(|by| by != By::System && overlaps(by))
    {
        notes.push("people in two groups are counted in both rows".to_owned());
    }
    named(notes, answer, several)
}

/// Events that do not count because of their day, and birthdays that ended the time: the public has no columns for
/// them.
pub(super) fn unpublished(answer: &Answer<'_>, several: bool) -> Vec<String> {
    let result = &answer.result;
    let whole = result.rows.iter().rfind(|row| row.group.is_none());
    let cut_by_age = whole
        .and_then(|row| row.figures)
        .map_or(0, |figures| figures.cut_by_age);
    let months = counted(answer.named.definition.window.months, "month");
    let counts = [
        (
            result.served_too_late,
            "left out: first served after they had returned; `--who` lists them".to_owned(),
        ),
        (
            result.same_day,
            "with such an event on the first day, which does not count".to_owned(),
        ),
        (
            cut_by_age,
            format!(
                "with a birthday that ended the {months}: the court follows children only to that age"
            ),
        ),
    ];
    let notes = counts.into_iter().filter(|(count, _)| *count > 0);
    let notes = notes.map(|(count, what)| format!("{} {what}", counted(count, noun(result.unit))));
    named(notes.collect(), answer, several)
}

/// Notes with the name of their definition, if there are several.
fn named(mut notes: Vec<String>, answer: &Answer<'_>, several: bool) -> Vec<String> {
    if several {
        let name = &answer.named.name;
        for note in &mut notes {
            *note = format!("{name}: {note}");
        }
    }
    notes
}

fn noun(unit: Unit) -> &'static str {
    match unit {
        Unit::Participant => "participant",
        Unit::Family => "family",
        Unit::Child => "child",
    }
}

fn on_the_last_day(figures: &ReturnsFigures, months: &str) -> Vec<String> {
    let events = figures.boundary_events;
    let some = (events > 0).then(|| {
        format!(
            "{} fell exactly on the last day of the {months}, which counts",
            counted(events, "event")
        )
    });
    some.into_iter().collect()
}

/// The people not followed to the end, and which figures count them all the same.
fn not_followed(figures: &ReturnsFigures, months: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let curves = [(figures.km, "Kaplan-Meier"), (figures.aj, "Aalen-Johansen")];
    let given = |there: bool| {
        let names = curves
            .iter()
            .filter(|(estimate, _)| estimate.is_some() == there)
            .map(|(_, name)| *name);
        names.collect::<Vec<_>>()
    };
    // How many these are is in the row; beside a table that hides counts, a note has none.
    if figures.not_yet() > 0 {
        let also = match given(true).as_slice() {
            [] => String::new(),
            [one] => format!(", but in the {one} figure"),
            names => format!(", but in the {} figures", names.join(" and ")),
        };
        notes.push(format!(
            "those too early to tell, whose {months} are not over, are not in the rate{also}"
        ));
    }
    if figures.unknown > 0 {
        notes.push(format!(
            "those whose outcome is unknown, with no news to the end of the {months}, are not in the rate"
        ));
    }
    if figures.cohort > 0
        && let without @ [first, ..] = given(false).as_slice()
    {
        let what = match without {
            [_] => format!("{first} figure"),
            _ => "estimated chance".to_owned(),
        };
        notes.push(format!(
            "no {what} of a return yet: no one has been followed for all of the {months}"
        ));
    }
    notes
}
