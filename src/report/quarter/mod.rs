#![doc = include_str!("../quarter.md")]

mod cover;

use super::audience::for_audience;
use super::catalog::Asked;
use super::request::{ASSOCIATION, Request};
use super::sheet::{Audience, Cell, Layout, Sheet};
use super::{
    draw, matches, mentors, placements, returns, reunification, services, unduplicated, waits,
};
use crate::measure::By;
use crate::measure::definition::shipped;
use crate::measure::returns::{Options, returns as measured};
use crate::record::period::Step;
use crate::record::{EventKind, Period};

/// How many periods the chart of people served goes back.
const PERIODS: usize = 5;

/// The sheets of the outcome report, its cover first, as an audience may see them.
///
/// # Errors
/// A sentence, where something is asked for that a report cannot give.
pub fn sheets(
    request: &Request<'_>,
    asked: Asked<'_>,
    audience: Audience,
) -> Result<Vec<Sheet>, String> {
    let usual = shipped();
    let definitions = if asked.definitions.is_empty() {
        &usual[..usual.len().min(1)]
    } else {
        asked.definitions
    };
    let before = request.period.before();
    let matured = matured(request);
    let period = |period: &Period, sheet: &dyn Fn(&Request<'_>) -> Result<Sheet, String>| {
        sheet(&Request {
            register: request.register,
            period,
            by: &[],
            ..*request
        })
    };
    let beside = |sheet: &dyn Fn(&Request<'_>) -> Result<Sheet, String>| {
        Ok::<_, String>(vec![
            period(&before, sheet)?,
            period(request.period, sheet)?,
        ])
    };
    let with_matured = |sheet: &dyn Fn(&Request<'_>) -> Result<Sheet, String>| {
        let mut sheets = beside(sheet)?;
        sheets.insert(0, period(&matured, sheet)?);
        Ok::<_, String>(sheets)
    };
    let sheets = vec![
        joined(request, served(request, &before)?),
        joined(
            request,
            with_matured(&|request| returns::sheet(request, definitions, asked.unit))?,
        ),
        without_idle_systems(joined(request, with_matured(&reunification::sheet)?)),
        without_idle_systems(joined(request, with_matured(&placements::sheet)?)),
        joined(request, beside(&services::sheet)?),
        joined(request, beside(&matches::sheet)?),
        one_by_one_only_now(
            joined(request, beside(&waits::sheet)?),
            "group",
            request.period,
        ),
        one_by_one_only_now(
            joined(request, beside(&mentors::sheet)?),
            "mentor",
            request.period,
        ),
    ];
    // Groups of those who wait are small: to the public they would say nothing, and hide figures that it can see.
    let is_for_all = |sheet: &Sheet| audience != Audience::Public || sheet.report != "waits";
    let sheets = sheets.into_iter().filter(is_for_all).collect();
    let alone = Asked {
        definitions,
        ..asked
    };
    let mut sheets = for_audience(sheets, audience, request, alone)?;
    sheets
        .iter_mut()
        .for_each(|sheet| sheet.notes.retain(|note| note != ASSOCIATION));
    if audience != Audience::Public
        && let Some(sheet) = sheets.iter_mut().find(|sheet| sheet.report == "returns")
    {
        sheet
            .charts
            .extend(curves(request, definitions, asked, &matured));
    }
    sheets.insert(
        0,
        cover::sheet(request, &sheets, &before, &matured, audience),
    );
    Ok(sheets)
}

/// The last year of anchors whose twelve months are over by the end of the period, or by the day as of which is asked.
fn matured(request: &Request<'_>) -> Period {
    let end = request.period.last.min(request.as_of);
    let last = end.plus_months(-12);
    Period::between(
        last.plus_months(-12).plus_days(1),
        last,
        request.period.calendar,
    )
}

/// People served: by service in the period and the one before, and in all for some periods back.
fn served(request: &Request<'_>, before: &Period) -> Result<Vec<Sheet>, String> {
    let by = match request.period.unit {
        Some(Step::Month) => By::Month,
        Some(Step::Year) => By::Year,
        Some(Step::Quarter) => By::Quarter,
        None => return pair(request, before),
    };
    let mut first = request.period.clone();
    for _ in 1..PERIODS {
        first = first.before();
    }
    let all = Period::between(first.first, request.period.last, request.period.calendar);
    let mut sheet = unduplicated::sheet(&Request {
        period: &all,
        by: &[by],
        ..*request
    })?;
    let shown = |row: &Vec<Cell>| {
        let text = |name: &str| {
            sheet
                .columns
                .iter()
                .position(|column| column.name == name)
                .and_then(|at| row.get(at))
        };
        let is = |period: &Period| {
            text("start") == Some(&Cell::Day(period.first))
                && text("end") == Some(&Cell::Day(period.last))
        };
        is(request.period)
            || is(before)
            || (text("service") == Some(&Cell::text("all")) && !is(&all))
    };
    let mut rows: Vec<Vec<Cell>> = sheet
        .rows
        .iter()
        .filter(|row| shown(row))
        .cloned()
        .collect();
    let nobody = |row: &Vec<Cell>| {
        row.iter()
            .all(|cell| !matches!(cell, Cell::Count(count) if *count > 0))
    };
    let begin = rows.iter().position(|row| !nobody(row)).unwrap_or(0);
    let here = |row: &&Vec<Cell>| {
        row.contains(&Cell::Day(request.period.first)) || row.contains(&Cell::Day(before.first))
    };
    let needed = rows.iter().position(|row| here(&row)).unwrap_or(0);
    rows.drain(..begin.min(needed));
    sheet.rows = rows;
    sheet.notes = pair(request, before)?
        .into_iter()
        .flat_map(|sheet| sheet.notes)
        .collect();
    sheet
        .notes
        .retain(|note| !note.starts_with("new is counted from"));
    sheet.notes.dedup();
    sheet.notes.push(
        "new is counted from the beginning of each year: in its first days everybody is new"
            .to_owned(),
    );
    sheet
        .rules
        .retain(|rule| !rule.starts_with("the row of the whole period"));
    Ok(vec![sheet])
}

fn pair(request: &Request<'_>, before: &Period) -> Result<Vec<Sheet>, String> {
    let of = |period: &Period| {
        unduplicated::sheet(&Request {
            period,
            by: &[],
            ..*request
        })
    };
    Ok(vec![of(before)?, of(request.period)?])
}

/// Sheets of one report for several periods as one sheet, with the period of each row.
fn joined(request: &Request<'_>, sheets: Vec<Sheet>) -> Sheet {
    let mut sheets = sheets.into_iter().rev();
    let mut whole = sheets
        .next()
        .unwrap_or_else(|| request.sheet("quarter", ""));
    let several = sheets.len() > 0;
    for sheet in sheets {
        whole.rows.splice(0..0, sheet.rows);
        let label = sheet.period.map_or_else(String::new, |period| period.label);
        let new: Vec<String> = sheet
            .notes
            .into_iter()
            .filter(|note| !whole.notes.contains(note))
            .collect();
        whole
            .notes
            .extend(new.into_iter().map(|note| format!("{label}: {note}")));
    }
    if several {
        whole.layout = Layout::Table;
        whole
            .columns
            .iter_mut()
            .filter(|column| column.name == "period")
            .for_each(|column| column.detail = false);
    }
    whole.period = Some(request.period.clone());
    whole
}

/// Leaves out systems that the program has nothing to do with, and the only other one, as it is all there is.
fn without_idle_systems(mut sheet: Sheet) -> Sheet {
    let Some(system) = sheet
        .columns
        .iter()
        .position(|column| column.name == "system")
    else {
        return sheet;
    };
    let name = |row: &Vec<Cell>| row.get(system).cloned();
    let all = Some(Cell::text("all"));
    let busy = |cell: &Cell| matches!(cell, Cell::Count(count) if *count > 0);
    let mut systems: Vec<Cell> = Vec::new();
    for row in sheet.rows.iter().filter(|row| row.iter().any(busy)) {
        systems
            .extend(name(row).filter(|name| Some(name) != all.as_ref() && !systems.contains(name)));
    }
    let several = systems.len() > 1;
    sheet.rows.retain(|row| {
        name(row) == all || (several && name(row).is_some_and(|name| systems.contains(&name)))
    });
    if !several {
        sheet.columns[system].detail = true;
    }
    sheet
}

/// Mentors and groups one by one stand for the period alone, all of them for the period before as well.
fn one_by_one_only_now(mut sheet: Sheet, one: &str, period: &Period) -> Sheet {
    let at = |name: &str| sheet.columns.iter().position(|column| column.name == name);
    let (one, start) = (at(one), at("start"));
    sheet.rows.retain(|row| {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at));
        cell(one) == Some(&Cell::text("all")) || cell(start) == Some(&Cell::Day(period.first))
    });
    sheet
}

fn curves(
    request: &Request<'_>,
    definitions: &[crate::measure::definition::Named],
    asked: Asked<'_>,
    matured: &Period,
) -> Vec<super::Chart> {
    let curve = |named: &crate::measure::definition::Named| {
        let unit = named.unit(asked.unit).ok()?;
        let options = Options {
            step: None,
            group: None,
            consenting_only: request.consenting_only,
        };
        let result = measured(
            request.register,
            matured,
            request.as_of,
            &named.definition,
            unit,
            options,
        );
        let anchors: Vec<&str> = named
            .definition
            .anchor
            .kinds
            .iter()
            .map(|kind| noun(*kind))
            .collect();
        let anchor = anchors.join(" or ");
        let heading = format!(
            "{}: those of {} to {}",
            named.definition.title, matured.first, matured.last
        );
        draw::curve(&result, &heading, &format!("months since {anchor}"))
    };
    definitions.iter().filter_map(curve).collect()
}

/// What an event is called after `since`.
const fn noun(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Reunified => "reunification",
        EventKind::Dismissed => "dismissal",
        kind => kind.word(),
    }
}

#[cfg(test)]
mod tests;
