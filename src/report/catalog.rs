//! Every report of one sheet by its name; `quarter` puts several on a page.

use super::request::{ASSOCIATION, Report, Request, Span, Takes};
use super::sheet::Sheet;
use crate::measure::By;
use crate::record::Kind;

pub use super::request::Asked;

/// The reports, in listing order.
pub const REPORTS: &[&Report] = &[
    &super::unduplicated::REPORT,
    &super::people::REPORT,
    &super::engagement::REPORT,
    &super::returns::REPORT,
    &super::reunification::REPORT,
    &super::placements::REPORT,
    &super::services::REPORT,
    &super::surveys::REPORT,
    &super::meetings::REPORT,
    &super::court::REPORT,
    &super::matches::REPORT,
    &super::waits::REPORT,
    &super::mentors::REPORT,
];

/// The report with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Report> {
    REPORTS.iter().copied().find(|report| report.name == name)
}

/// The names of the reports that take this option.
#[must_use]
pub fn taking(what: Takes) -> Vec<&'static str> {
    let all = REPORTS.iter().filter(|report| report.takes.contains(&what));
    all.map(|report| report.name).collect()
}

/// The reports that pages show under this one.
pub fn beneath(name: &str) -> impl Iterator<Item = &'static Report> {
    let all = REPORTS.iter().copied();
    all.filter(move |report| report.under == Some(name))
}

/// The breakdowns of a report; empty if no report has the name.
#[must_use]
pub fn breakdowns(report: &str) -> &'static [By] {
    find(report).map_or(&[], |report| report.by)
}

/// The figures of a report; `None` if no report has the name.
///
/// # Errors
/// Returns a sentence if the report cannot give what is requested.
#[must_use]
pub fn sheet(
    report: &str,
    request: &Request<'_>,
    asked: Asked<'_>,
) -> Option<Result<Sheet, String>> {
    let report = find(report)?;
    Some((report.rows)(request, asked).map(|mut sheet| {
        let association = report.is_outcome.then(|| ASSOCIATION.to_owned());
        sheet.notes.extend(association);
        sheet
    }))
}

/// The records behind each figure of a report; `None` if no report has the name.
///
/// # Errors
/// Returns a sentence if the report cannot give what is requested.
#[must_use]
pub fn who(report: &str, request: &Request<'_>, asked: Asked<'_>) -> Option<Result<Sheet, String>> {
    find(report).map(|report| (report.who)(request, asked))
}

/// The kinds of record that the figures of a report are counted from: errors in other kinds do not affect it. All
/// reports also depend on `peer.toml`. `own_definitions`: a definition of returns is requested by its name, which may
/// be one of the program's own.
#[must_use]
pub fn reads(report: &str, by: &[By], own_definitions: bool) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = match find(report) {
        Some(report) => report.reads.to_vec(),
        None => REPORTS.iter().flat_map(|one| one.reads).copied().collect(),
    };
    let of_cases = |by: &By| matches!(by, By::System | By::Fact(_));
    kinds.extend(by.iter().any(of_cases).then_some(Kind::Case));
    kinds.extend(own_definitions.then_some(Kind::Definition));
    kinds
}

/// Which of the records stored by year the figures of a report are counted from.
#[must_use]
pub fn span(report: &str) -> Span {
    find(report).map_or(Span::All, |report| report.span)
}

#[cfg(test)]
mod tests;
