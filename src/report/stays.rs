//! What the reports of measures that count children's stays share.

use super::cell::Cell;
use super::column::Columns;
use super::request::{Breakdown, Report, Request, group};
use crate::measure::stays::{Options, StaysRow};
use crate::measure::{By, Window};
use crate::record::{System, counted};

/// Their breakdowns; their rows are always by system.
pub(super) const BY: &[By] = &[
    By::Quarter,
    By::Month,
    By::Year,
    By::System,
    By::Area,
    By::Language,
    By::Gender,
];

/// What to ask the measure, and the columns to show.
pub(super) fn asked(
    request: &Request<'_>,
    report: &Report,
) -> Result<(Breakdown, Options), String> {
    let breakdown = request.breakdown(report)?.beside(By::System);
    let options = Options {
        step: breakdown.step,
        group: breakdown.group,
        consenting_only: request.consenting_only,
    };
    Ok((breakdown, options))
}

/// The columns of rows of figures; unknown for days that have not begun.
pub(super) fn columns<'a, F: 'a>(
    breakdown: Breakdown,
    figures: Columns<'a, F>,
) -> Columns<'a, StaysRow<F>> {
    breakdown
        .window(|row: &StaysRow<F>| &row.window)
        .with(group(By::System), |row| Cell::group(row.system))
        .with_some(breakdown.group(), |row| Cell::group(row.group.as_ref()))
        .and(figures, |row| row.figures.as_ref())
}

/// The columns of stays.
pub(super) fn units<'a, S: 'a>(
    breakdown: Breakdown,
    stay: Columns<'a, S>,
) -> Columns<'a, (Window, Option<System>, S)> {
    breakdown
        .window(|(window, ..): &(Window, Option<System>, S)| window)
        .with(group(By::System), |(_, system, _)| Cell::group(*system))
        .and(stay, |(.., stay)| Some(stay))
}

/// How many units ended by a birthday.
pub(super) fn cut_by_age(count: usize, noun: &str) -> Option<String> {
    (count > 0).then(|| {
        format!(
            "{} ended by the birthday after which the court no longer follows children",
            counted(count, noun)
        )
    })
}

/// What is missing on file about the children of a report, or left out of it.
pub(super) fn missing(without_birth_date: usize, without_consent: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if without_birth_date > 0 {
        notes.push(format!(
            "{} without a birth date on file, so it is unknown how long the court follows them",
            counted(without_birth_date, "child")
        ));
    }
    if without_consent > 0 {
        notes.push(format!(
            "{} left out: no parent has a current consent to outcome reporting",
            counted(without_consent, "child")
        ));
    }
    notes
}
