//! The sheet of [`crate::measure::matches`].

use super::request::{Breakdown, Request, group_column, window_cells, window_columns};
use super::sheet::{Cell, Column, Layout, Sheet};
use crate::measure::By;
use crate::measure::matches::{
    LENGTHS, Matches, MatchesFigures, MatchesRow, Part, SUSTAINED, Unit, matches,
};
use crate::record::counted;
use crate::register::Pairing;

/// The breakdowns it has.
pub const BY: &[By] = &[
    By::Quarter,
    By::Month,
    By::Year,
    By::System,
    By::Area,
    By::Language,
    By::Gender,
    By::MentorGender,
];

const NAME: &str = "matches";

/// The figures of which it is known how many people are behind them.
const BEHIND: [&str; 10] = [
    "new",
    "rematched",
    "active_at_end",
    "ended",
    "ended_by_reason",
    "declined",
    "requests_met",
    SUSTAINED[0],
    SUSTAINED[1],
    SUSTAINED[2],
];

/// How many matches began, held and ended, and how long parents waited.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn sheet(request: &Request<'_>) -> Result<Sheet, String> {
    let (breakdown, result) = measured(request)?;
    let mut sheet = request.sheet(NAME, "Mentoring matches");
    sheet.rules = rules();
    let whole = |row: &&MatchesRow| row.window.whole && row.group.is_none();
    let without = result
        .rows
        .iter()
        .find(whole)
        .and_then(|row| row.figures.as_ref())
        .map_or(0, |figures| figures.without_request);
    if without > 0 {
        sheet.notes.push(format!(
            "{} began without a request on file: not in the wait",
            counted(without, "match")
        ));
    }
    sheet.notes.extend(without_mentor(request));
    sheet.layout = if breakdown == Breakdown::default() {
        Layout::Facts
    } else {
        Layout::Table
    };
    sheet.columns = window_columns(breakdown.step);
    let group = group_column(breakdown.group);
    sheet.columns.extend(group.clone());
    let number = |name: &'static str, title: &str| Column::number(name).titled(title);
    sheet
        .columns
        .extend(["new", "rematched"].map(Column::number));
    sheet
        .columns
        .push(number("active_at_end", "active at the end"));
    sheet.columns.push(Column::number("ended"));
    sheet.columns.push(
        Column::text("ended_by_reason")
            .titled("ended by reason")
            .said(),
    );
    sheet.columns.push(Column::number("declined"));
    sheet
        .columns
        .push(number("waiting_at_end", "waiting at the end"));
    sheet
        .columns
        .push(number("waiting_days_median", "median days so far"));
    sheet
        .columns
        .push(number("waiting_days_max", "longest so far, days"));
    sheet.columns.push(number("requests_met", "requests met"));
    sheet
        .columns
        .push(number("wait_days_min", "shortest wait, days"));
    sheet
        .columns
        .push(number("wait_days_median", "median wait, days"));
    sheet
        .columns
        .push(number("wait_days_max", "longest wait, days"));
    for (name, months) in SUSTAINED.into_iter().zip(LENGTHS) {
        sheet.columns.push(number(
            name,
            &format!("lasted {}", counted(months, "month")),
        ));
    }
    sheet.columns.extend(BEHIND.map(Column::behind));
    sheet.rows = result
        .rows
        .iter()
        .map(|row| cells(row, group.is_some()))
        .collect();
    Ok(sheet)
}

/// How many of the matches at the end go on though the mentor is gone.
fn without_mentor(request: &Request<'_>) -> Option<String> {
    let register = request.register;
    let end = request.period.last.min(request.as_of);
    let is_away = |entry: &&Pairing| {
        let mentor = register.mentor_index(&entry.record.mentor);
        entry.record.is_active(end)
            && mentor.is_some_and(|at| register.away_since(at, end).is_some())
    };
    match register.records().matches.iter().filter(is_away).count() {
        0 => None,
        1 => Some(
            "1 match that is active at the end has a mentor who left or is on leave without an end"
                .to_owned(),
        ),
        many => Some(format!(
            "{many} matches that are active at the end have a mentor who left or is on leave without an end"
        )),
    }
}

/// The matches behind each figure, and who waits.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn who(request: &Request<'_>) -> Result<Sheet, String> {
    let (breakdown, result) = measured(request)?;
    let mut sheet = request.who(NAME, "Mentoring matches, one by one");
    sheet.rules = rules();
    sheet.columns = window_columns(breakdown.step);
    sheet
        .columns
        .extend(["unit", "id", "participant", "mentor"].map(Column::text));
    sheet
        .columns
        .push(Column::text("counted_in").titled("counted in"));
    sheet
        .columns
        .extend(["requested", "began", "ended", "reason"].map(Column::text));
    sheet
        .columns
        .push(Column::number("wait_days").titled("wait, days"));
    sheet.columns.push(Column::text("file"));
    for (window, unit) in &result.units {
        let mut row = window_cells(window);
        row.extend(unit_cells(unit));
        sheet.rows.push(row);
    }
    Ok(sheet)
}

fn measured<'r>(request: &Request<'r>) -> Result<(Breakdown, Matches<'r>), String> {
    let breakdown = request.breakdown(NAME, BY)?;
    let result = matches(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
        breakdown.group,
    );
    Ok((breakdown, result))
}

fn cells(row: &MatchesRow, grouped: bool) -> Vec<Cell> {
    let mut cells = window_cells(&row.window);
    if grouped {
        cells.push(Cell::text(row.group.as_deref().unwrap_or("all")));
    }
    match &row.figures {
        Some(figures) => cells.extend(figure_cells(figures)),
        None => cells.extend([const { Cell::Unknown }; 16 + BEHIND.len()]),
    }
    cells
}

fn figure_cells(figures: &MatchesFigures) -> Vec<Cell> {
    let (wait, waiting) = (figures.wait_days(), figures.waiting_days());
    let days = |days: u32| Cell::Count(i64::from(days));
    let reasons = figures
        .ended_by_reason
        .iter()
        .map(|(reason, count)| (reason.clone(), Cell::count(*count)));
    let mut cells = vec![
        Cell::count(figures.new),
        Cell::count(figures.rematched),
        Cell::count(figures.active_at_end),
        Cell::count(figures.ended),
        Cell::Parts(reasons.collect()),
        Cell::count(figures.declined),
        Cell::count(figures.waiting.len()),
        Cell::or_unknown(waiting, |(median, _)| Cell::Number(median, 1)),
        Cell::or_unknown(waiting, |(_, max)| days(max)),
        Cell::count(figures.waits.len()),
        Cell::or_unknown(wait, |(min, ..)| days(min)),
        Cell::or_unknown(wait, |(_, median, _)| Cell::Number(median, 1)),
        Cell::or_unknown(wait, |(.., max)| days(max)),
    ];
    cells.extend(figures.sustained.map(|(k, n)| {
        Cell::Parts(vec![
            ("k".to_owned(), Cell::count(k)),
            ("n".to_owned(), Cell::count(n)),
        ])
    }));
    cells.extend(BEHIND.map(|name| {
        let parts = figures.behind.iter().filter(|((of, _), _)| *of == name);
        Cell::behind(parts.map(|((_, part), people)| (part, *people)))
    }));
    cells
}

fn rules() -> Vec<String> {
    vec![
        "new: matches that began in the period; at the end: on its last day, or the day as of which is asked if earlier; a \
         match does not hold any more on the day it ended"
            .to_owned(),
        "wait: days from the request to the match, of those that began in the period; so far: days since the request of \
         those who wait at the end; lasted: of those that began in the period and could have by now"
            .to_owned(),
    ]
}

fn unit_cells(unit: &Unit<'_>) -> Vec<Cell> {
    match unit {
        Unit::Waiting(id, since, days, place) => vec![
            Cell::text("participant"),
            Cell::text(id),
            Cell::text(id),
            Cell::Unknown,
            Cell::List(vec!["waiting_at_end".to_owned()]),
            Cell::Day(*since),
            Cell::Unknown,
            Cell::Unknown,
            Cell::Unknown,
            Cell::Count(i64::from(*days)),
            Cell::text(&place.path),
        ],
        Unit::Match(entry, part) => {
            let record = &entry.record;
            let ended = record
                .ended
                .as_ref()
                .map(|ended| (ended.on, ended.reason.as_ref()));
            let declined = record
                .declined
                .as_ref()
                .map(|declined| (declined.on, declined.reason.as_ref()));
            let over = ended.or(declined);
            let wait = part
                .requested
                .zip(record.began)
                .map(|(requested, began)| began.days_since(requested));
            vec![
                Cell::text("match"),
                Cell::text(&entry.id),
                Cell::text(&record.participant),
                Cell::text(&record.mentor),
                Cell::List(counted_in(part)),
                Cell::or_unknown(part.requested, Cell::Day),
                Cell::or_unknown(record.began, Cell::Day),
                Cell::or_unknown(over, |(on, _)| Cell::Day(on)),
                Cell::or_unknown(over.and_then(|(_, reason)| reason), Cell::text),
                Cell::or_unknown(wait, Cell::Count),
                Cell::text(&entry.place.path),
            ]
        }
    }
}

/// The figures that a match is in; `sustained_3.n` alone is one that could have lasted and did not.
fn counted_in(part: &Part) -> Vec<String> {
    let flags = [
        (part.new, "new"),
        (part.rematched, "rematched"),
        (part.requested.is_some(), "requests_met"),
        (part.active, "active_at_end"),
        (part.ended, "ended"),
        (part.declined, "declined"),
    ];
    let mut names: Vec<String> = flags
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| (*name).to_owned())
        .collect();
    for (name, lasted) in SUSTAINED.into_iter().zip(part.sustained) {
        match lasted {
            Some(true) => names.extend([format!("{name}.k"), format!("{name}.n")]),
            Some(false) => names.push(format!("{name}.n")),
            None => {}
        }
    }
    names
}
