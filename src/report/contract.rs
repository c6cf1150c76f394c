//! What was promised to funders, and how far it is: `peer explain contract` tells it in full.

use std::collections::BTreeSet;

use super::catalog;
use super::cell::Cell;
use super::chart::Drawing;
use super::column::{Column, Columns, Key, Rank};
use super::disclosure::Disclosure;
use super::list::keys;
use super::query::Query;
use super::record_facts::facts;
use super::request::{Asked, Request};
use super::sheet::{Line, Sheet};
use crate::record::contract::{Contract, Every, Target};
use crate::record::period::{Calendar, Frame};
use crate::record::{Day, Kind, ParticipantId, Period};
use crate::register::Register;

/// Its name, what it is about in a line, and all that it holds.
pub const TEXT: (&str, &str, &str) = (
    "contract",
    "what was promised to funders, and how far it is",
    include_str!("contract.md"),
);

pub(super) const DISCLOSURE: Disclosure = Disclosure {
    not_public: Some("what was promised is between the program and its funder"),
    drawing: Some(Drawing::Targets),
    ..Disclosure::of("contract")
};

/// How far a target is.
struct Progress<'a> {
    contract: &'a Contract,
    target: &'a Target,
    /// The figure of the period.
    value: Option<f64>,
    /// The figure of the contract year so far.
    to_date: Option<f64>,
    /// The share of the target that is reached.
    share: Option<f64>,
    /// The share of the contract year that has gone.
    gone: Option<f64>,
    /// What is needed in each month that is left.
    needed: Option<f64>,
}

/// What was promised, for the contracts that hold in the period.
///
/// # Errors
/// A sentence, where a target asks for what the report does not have.
pub fn sheet(request: &Request<'_>, asked: Asked<'_>) -> Result<Sheet, String> {
    let mut sheet = request.page("contract", "What was promised");
    sheet.disclosure = Some(&DISCLOSURE);
    sheet.rules.push(
        "to date: from the first day of the contract year, people counted once; year gone: the share of the contract year \
         that is over"
            .to_owned(),
    );
    let (first, last) = (request.period.first, request.period.last.min(request.as_of));
    let contracts = &request.register.program().contract;
    let mut rows = Vec::new();
    for contract in contracts.iter().filter(|one| one.is_between(first, last)) {
        for target in &contract.target {
            rows.push(progress(request, asked, contract, target)?);
        }
    }
    if rows.is_empty() {
        sheet.notes.push(
            "no contract of peer.toml holds in these days; `peer explain contract` shows how to write one".to_owned(),
        );
    }
    sheet.fill(columns(), &rows);
    Ok(sheet)
}

fn columns<'a>() -> Columns<'a, Progress<'a>> {
    let figure = |name, title: &str| Column::people(name, Rank::First).titled(title);
    let number = |of: &Progress<'_>, value: Option<f64>| {
        Cell::or_unknown(value, |value| match of.target.measure.is_share() {
            true => Cell::Rate(value),
            false if value.fract() == 0.0 => Cell::Count(value as i64),
            false => Cell::Number(value, 1),
        })
    };
    let rate = |value: Option<f64>| Cell::or_unknown(value, Cell::Rate);
    Columns::new()
        .with(Column::key("contract", Key::Name), |of: &Progress<'a>| {
            of.contract.name.as_str().to_owned()
        })
        .with(Column::key("measure", Key::Name), |of| {
            of.target.measure.to_string()
        })
        .with(Column::key("where", Key::Name), |of| {
            Cell::or_unknown(of.target.terms.as_deref(), Cell::text)
        })
        .with(figure("value", "in the period"), move |of| {
            number(of, of.value)
        })
        .with(figure("to_date", "contract year to date"), move |of| {
            number(of, of.to_date)
        })
        .with(figure("target", "target"), move |of| {
            number(of, Some(of.target.value.0))
        })
        .with(Column::key("each", Key::Label), |of| {
            every(of.target).word()
        })
        .with(figure("share", "share of it"), move |of| rate(of.share))
        .with(figure("year_gone", "year gone"), move |of| rate(of.gone))
        .with(figure("needed_a_month", "needed a month"), |of| {
            Cell::or_unknown(of.needed, |needed| Cell::Number(needed, 1))
        })
}

fn every(target: &Target) -> Every {
    target.by.unwrap_or(Every::Year)
}

/// How far a target is.
fn progress<'a>(
    request: &Request<'_>,
    asked: Asked<'_>,
    contract: &'a Contract,
    target: &'a Target,
) -> Result<Progress<'a>, String> {
    let last = request.period.last.min(request.as_of);
    let year = contract.year_of(last);
    let next = year.plus_months(12);
    let end = contract
        .ends
        .map_or(next, |ends| next.min(ends.plus_days(1)));
    let calendar = Calendar::Program(year.month());
    let to_date = Period::between(year, last.min(end.plus_days(-1)), calendar);
    let value = value(request, asked, target, request.period)?;
    let so_far = self::value(request, asked, target, &to_date)?;
    let promised = target.value.0;
    let is_by_year = every(target) == Every::Year;
    let reached = if is_by_year { so_far } else { value };
    let share = reached
        .filter(|_| promised > 0.0)
        .map(|reached| reached / promised);
    let is_count = is_by_year && !target.measure.is_share();
    let days = |from: Day, to: Day| to.days_since(from) as f64;
    let left = days(last, end.plus_days(-1)) * 12.0 / 365.25;
    Ok(Progress {
        contract,
        target,
        value,
        to_date: so_far,
        share,
        gone: is_count.then(|| days(year, last.plus_days(1)) / days(year, end)),
        needed: so_far
            .filter(|_| is_count && left > 0.0)
            .map(|so_far| (promised - so_far).max(0.0) / left),
    })
}

/// The figure that a target asks for, in some days; `None` where it is not known or withheld.
fn value(
    request: &Request<'_>,
    asked: Asked<'_>,
    target: &Target,
    period: &Period,
) -> Result<Option<f64>, String> {
    let figure = target.measure;
    let (report, field) = figure.parts();
    let terms: Vec<String> = target
        .terms
        .iter()
        .flat_map(|terms| terms.split_whitespace())
        .map(str::to_owned)
        .collect();
    let of = |request: &Request<'_>| {
        let request = Request {
            period,
            by: &[],
            ..*request
        };
        let sheet = catalog::sheet(report, &request, asked);
        sheet.unwrap_or_else(|| Err(format!("there is no report `{report}`")))
    };
    let sheet = of(request)?;
    let is_of_row = |term: &String| {
        let key = term.split_once(':').map_or("", |(key, _)| key);
        sheet
            .columns
            .iter()
            .any(|column| column.is_key() && column.is_printed && column.name == key)
    };
    let (rows, people): (Vec<String>, Vec<String>) = terms.into_iter().partition(is_of_row);
    let sheet = if people.is_empty() {
        sheet
    } else {
        let register = narrowed(request, &people)?;
        of(&Request {
            register: &register,
            ..*request
        })?
    };
    let is_meant = |line: &Line<'_>| is_meant(*line, period, &rows);
    let line = sheet
        .lines()
        .find(is_meant)
        .ok_or_else(|| format!("a target on `{figure}` picks no row: `{}`", rows.join(" ")))?;
    let number = match line.cell(field) {
        _ if !line.is_shown(field) => None,
        Cell::Count(count) => Some(*count as f64),
        Cell::Number(number, _) | Cell::Rate(number) => Some(*number),
        Cell::Parts(parts) => match parts.as_slice() {
            [(_, Cell::Count(k)), (_, Cell::Count(n))] if *n > 0 => Some(*k as f64 / *n as f64),
            _ => None,
        },
        _ => None,
    };
    Ok(number)
}

/// Whether a row is that of a period and of these words, and of all in what they do not say.
fn is_meant(line: Line<'_>, period: &Period, terms: &[String]) -> bool {
    let days = line
        .days()
        .is_none_or(|days| days == (period.first, period.last));
    let asked = |name: &str| {
        terms
            .iter()
            .find_map(|term| term.split_once(':').filter(|(key, _)| *key == name))
    };
    days && line
        .cells()
        .filter(|(column, _)| column.is_key() && column.is_printed)
        .all(|(column, cell)| match (asked(column.name), cell) {
            (Some((_, word)), Cell::Text(text)) => text == word,
            (Some((_, word)), Cell::All) => word == "all",
            (Some(_), _) => false,
            (None, cell) => !column.is(Key::Group) || *cell == Cell::All,
        })
}

/// The records without the people that a query does not ask for.
fn narrowed(request: &Request<'_>, terms: &[String]) -> Result<Register, String> {
    let register = request.register;
    let query = Query::parse(terms, &keys(Kind::Participant, Some(register.program())))
        .map_err(|(message, help)| format!("{message}; {help}"))?
        .in_words(Kind::Participant, register.program());
    let frame = Frame {
        as_of: request.as_of,
        fiscal_year_starts: register.program().fiscal_year_starts(),
        first_fact: None,
    };
    let all = facts(register, Kind::Participant, request.as_of);
    let people = register
        .people()
        .iter()
        .zip(all)
        .filter(|(_, facts)| query.holds(facts, &frame));
    let kept: BTreeSet<&ParticipantId> = people.flat_map(|(person, _)| person.ids()).collect();
    let mut records = register.records().clone();
    records
        .participants
        .retain(|entry| kept.contains(&entry.id));
    records
        .matches
        .retain(|entry| kept.contains(&entry.record.participant));
    records
        .sessions
        .retain_mut(|entry| only(&mut entry.record.participants, &kept));
    records
        .cases
        .retain_mut(|entry| only(&mut entry.record.participants, &kept));
    Ok(Register::new(records))
}

/// Keeps those who count; false where there was somebody and nobody is left.
fn only(people: &mut Vec<ParticipantId>, kept: &BTreeSet<&ParticipantId>) -> bool {
    let anybody = !people.is_empty();
    people.retain(|id| kept.contains(id));
    !anybody || !people.is_empty()
}

#[cfg(test)]
mod tests;
