//! What was promised to funders, and the progress so far: `peer explain contract` describes it in full.

mod columns;
mod quarters;

use std::collections::{BTreeMap, BTreeSet};

use super::audience::for_audience;
use super::catalog;
use super::cell::Cell;
use super::chart::Drawing;
use super::column::{Column, Key};
use super::disclosure::Disclosure;
use super::engagement;
use super::list::keys;
use super::query::Query;
use super::record_facts::facts;
use super::request::{Asked, Request};
use super::sheet::{Audience, Line, Sheet};
use super::values::known;
use crate::record::contract::{Contract, Every, Target};
use crate::record::period::{Calendar, Frame};
use crate::record::{Day, Kind, ParticipantId, Period};
use crate::register::Register;
use columns::{Progress, Value, columns};
use quarters::{Quarters, is_a_quarter};

/// Its name, its summary in a line, and its full text.
pub const TEXT: (&str, &str, &str) = (
    "contract",
    "what was promised to funders, and the progress so far",
    include_str!("contract.md"),
);

pub(super) const DISCLOSURE: Disclosure = Disclosure {
    drawing: Some(Drawing::Targets),
    ..Disclosure::of("contract")
};

/// What a target is compared with.
struct Figures<'a> {
    request: &'a Request<'a>,
    asked: Asked<'a>,
    is_public: bool,
    /// The reports of the period, by name; for the public, as it may see them.
    sheets: BTreeMap<&'static str, Sheet>,
}

/// The promises of the contracts that are in force in the period. For the public, only the figures of the period, as in
/// the public report: next to them, figures of other days would reveal more.
///
/// # Errors
/// Returns a sentence if a target asks for something that the report does not have.
pub fn sheet(request: &Request<'_>, asked: Asked<'_>, audience: Audience) -> Result<Sheet, String> {
    let mut sheet = request.page("contract", "What was promised");
    sheet.disclosure = Some(&DISCLOSURE);
    sheet.rules.push(
        "to date: from the first day of the contract year, people counted once; of the target: for a target each year, the \
         share that the year to date is; year gone: the share of the contract year that is over"
            .to_owned(),
    );
    let (first, last) = (request.period.first, request.period.last.min(request.as_of));
    let contracts = &request.register.program().contract;
    let contracts = || contracts.iter().filter(|one| one.is_between(first, last));
    let mut figures = Figures {
        request,
        asked,
        is_public: audience == Audience::Public,
        sheets: BTreeMap::new(),
    };
    for target in contracts().flat_map(|one| &one.target) {
        let (report, _) = target.measure.parts();
        if figures.sheets.contains_key(report) {
            continue;
        }
        let mut seen = figures.report(report, request)?;
        if figures.is_public {
            let sheets = for_audience(vec![seen], audience, request, asked)?;
            seen = sheets
                .into_iter()
                .next()
                .unwrap_or_else(|| request.page(report, ""));
        }
        figures.sheets.insert(report, seen);
    }
    let mut rows = Vec::new();
    for contract in contracts() {
        for target in &contract.target {
            rows.push(figures.progress(contract, target)?);
        }
        let is_by_quarter = |target: &Target| target.every() == Every::Quarter;
        if contract.target.iter().any(is_by_quarter) && !is_a_quarter(contract, request.period) {
            let note = quarters::note(contract, request, figures.is_public);
            if !sheet.notes.contains(&note) {
                sheet.notes.push(note);
            }
        }
        let last = contract.last_by(last);
        let year = contract.year_of(last);
        if figures.is_public && !figures.is_year_so_far(year) {
            sheet.notes.push(format!(
                "{}: the contract year so far has a public copy of its own, for {year}..{last}",
                contract.name.as_str()
            ));
        }
    }
    if rows.is_empty() {
        sheet.notes.push(
            "no contract of peer.toml holds in these days; `peer explain contract` shows how to write one".to_owned(),
        );
    }
    if !figures.is_public {
        let targets = contracts().flat_map(|one| &one.target);
        sheet.notes.extend(figures.without_referral(targets));
    }
    let quarters = rows.iter().any(|row| row.quarters.is_some());
    sheet.fill(columns(contracts().nth(1).is_some(), quarters), &rows);
    Ok(sheet)
}

impl<'f> Figures<'f> {
    /// A report of some days.
    fn report(&self, report: &str, request: &Request<'_>) -> Result<Sheet, String> {
        let sheet = catalog::sheet(
            report,
            &Request {
                by: &[],
                ..*request
            },
            self.asked,
        );
        sheet.unwrap_or_else(|| Err(format!("there is no report `{report}`")))
    }

    /// What targets on those who were referred leave out.
    fn without_referral<'t>(
        &self,
        targets: impl IntoIterator<Item = &'t Target>,
    ) -> Option<String> {
        let is_of_referral = |target: &Target| {
            let (report, field) = target.measure.parts();
            report == engagement::REPORT.name && engagement::OF_REFERRED.contains(&field)
        };
        let engaged = self.sheets.get(engagement::REPORT.name)?;
        let is_said = targets.into_iter().any(is_of_referral);
        is_said.then(|| engagement::without_referral(engaged))?
    }

    /// Whether the period asked for is the contract year so far, and counts who is new from its beginning.
    fn is_year_so_far(&self, year: Day) -> bool {
        let period = self.request.period;
        period.first == year && period.start_of_year() == year
    }

    /// The progress of a target.
    fn progress<'a>(
        &self,
        contract: &'a Contract,
        target: &'a Target,
    ) -> Result<Progress<'a>, String> {
        let request = self.request;
        let last = contract.last_by(request.period.last.min(request.as_of));
        let year = contract.year_of(last);
        let end = contract.next_year(last);
        let calendar = Calendar::Program(contract.month());
        let days = Period::between(year, last.min(end.plus_days(-1)), calendar);
        // New people are those new since the first day of the contract year, in any calendar.
        let asked = request.period;
        let own = Period::between(asked.first, asked.last, calendar);
        let is_own = self.is_public || own.start_of_year() == asked.start_of_year();
        let value = self.value(target, if is_own { asked } else { &own })?;
        let to_date = match self.is_public {
            true if self.is_year_so_far(year) => value,
            true => Value::Withheld,
            false => self.value(target, &days)?,
        };
        let promised = target.value.0;
        let is_by_year = target.every() == Every::Year;
        let figure = |quarter: &Period| match self.value(target, quarter)? {
            Value::Known(reached) => Ok(Some(reached)),
            _ => Ok(None),
        };
        // Each quarter is a report of its own: together with these days it would tell the public more.
        let figure = Some(figure).filter(|_| !self.is_public);
        let quarters = (!is_by_year && !is_a_quarter(contract, asked))
            .then(|| Quarters::of(contract, target, request, figure))
            .transpose()?;
        let reached = match (&quarters, is_by_year) {
            (Some(_), _) => Value::Unknown,
            (None, true) => to_date,
            (None, false) => value,
        };
        let share = reached.then(|reached| (promised > 0.0).then(|| reached / promised));
        let is_count = is_by_year && !target.measure.is_share();
        let days = |from: Day, to: Day| to.days_since(from) as f64;
        let left = days(last, end.plus_days(-1)) * 12.0 / 365.25;
        let needed = |so_far: f64| (promised - so_far).max(0.0) / left;
        Ok(Progress {
            contract,
            target,
            label: self.label(target)?,
            value,
            to_date,
            share,
            is_over: last
                >= if is_by_year {
                    end.plus_days(-1)
                } else {
                    contract.last_by(request.period.last)
                },
            quarters,
            gone: is_count.then(|| days(year, last.plus_days(1)) / days(year, end)),
            needed: match is_count && left > 0.0 {
                true => to_date.then(|so_far| Some(needed(so_far))),
                false => Value::Unknown,
            },
        })
    }

    /// What readers call the promised figure.
    fn label(&self, target: &Target) -> Result<String, String> {
        let (report, field) = target.measure.parts();
        let no_report = || format!("there is no report `{report}`");
        let sheet = self.sheets.get(report).ok_or_else(no_report)?;
        let column = sheet.columns.iter().find(|column| column.name == field);
        let column = column.map_or_else(|| field.replace('_', " "), |one| one.title.clone());
        let is_said = sheet.title.to_lowercase().contains(&column);
        let mut label = match is_said {
            true => sheet.title.clone(),
            false => format!("{}: {column}", sheet.title),
        };
        if let Some(terms) = &target.terms {
            let terms: Vec<String> = terms.split_whitespace().map(in_words).collect();
            label += &format!(" ({})", terms.join(", "));
        }
        Ok(label)
    }

    /// Refuses a term with a word that no record has, and a term for several rows, as a target is about one.
    fn refuse_strange(&self, target: &Target, rows: &[&str]) -> Result<(), String> {
        let measure = target.measure;
        let terms = target.terms.as_deref().unwrap_or("").split_whitespace();
        for term in terms {
            if let Some(strange) = self.request.register.strange(target, term) {
                let help = strange.help;
                return Err(format!(
                    "the target `{measure}` cannot be counted, because there is no `{term}`; {help}"
                ));
            }
        }
        match rows.iter().find(|term| term.contains(',')) {
            Some(term) => Err(format!(
                "a target on `{measure}` picks no row: `{term}`; write a target for each word"
            )),
            None => Ok(()),
        }
    }

    /// The figure of a target for some days.
    fn value(&self, target: &Target, period: &Period) -> Result<Value, String> {
        let (report, _) = target.measure.parts();
        let request = Request {
            period,
            ..*self.request
        };
        let terms: Vec<&str> = target
            .terms
            .iter()
            .flat_map(|terms| terms.split_whitespace())
            .collect();
        let seen;
        let is_asked = std::ptr::eq(period, self.request.period);
        let sheet = match self.sheets.get(report).filter(|_| is_asked) {
            Some(sheet) => sheet,
            None => {
                seen = self.report(report, &request)?;
                &seen
            }
        };
        let is_of_row = |term: &&str| {
            let key = term.split_once(':').map_or("", |(key, _)| key);
            let mut keys = sheet.columns.iter().filter(|one| is_printed_key(one));
            keys.any(|column| column.name == key)
        };
        let (rows, people): (Vec<&str>, Vec<&str>) = terms.into_iter().partition(is_of_row);
        self.refuse_strange(target, &rows)?;
        if people.is_empty() {
            return figure(sheet, target, period, &rows);
        }
        let people: Vec<String> = people.into_iter().map(str::to_owned).collect();
        let register = narrowed(&request, &people)?;
        // The people left out could be worked out from the report of everyone.
        if self.is_public {
            return Ok(Value::Withheld);
        }
        let request = Request {
            register: &register,
            ..request
        };
        figure(&self.report(report, &request)?, target, period, &rows)
    }
}

/// The figure in the report's row that a target means.
fn figure(sheet: &Sheet, target: &Target, period: &Period, rows: &[&str]) -> Result<Value, String> {
    let (_, field) = target.measure.parts();
    let Some(line) = sheet.lines().find(|line| is_meant(*line, period, rows)) else {
        // A report has no row for something nobody did in those days.
        return Ok(match target.measure.is_share() {
            true => Value::Unknown,
            false => Value::Known(0.0),
        });
    };
    if sheet.columns.iter().all(|column| column.name != field) {
        return Ok(Value::Withheld);
    }
    Ok(match line.cell(field) {
        cell if cell.is_masked() => Value::Withheld,
        _ if !line.is_shown(field) => Value::Unknown,
        Cell::Count(count) => Value::Known(*count as f64),
        Cell::Number(number, _) | Cell::Rate(number) => Value::Known(*number),
        Cell::Parts(parts) => match parts.as_slice() {
            [(_, Cell::Count(k)), (_, Cell::Count(n))] if *n > 0 => {
                Value::Known(*k as f64 / *n as f64)
            }
            _ => Value::Unknown,
        },
        _ => Value::Unknown,
    })
}

/// `service support group` for `service:support-group`.
fn in_words(term: &str) -> String {
    term.replace([':', '_', '-'], " ")
}

fn is_printed_key(column: &Column) -> bool {
    column.is_key() && column.is_printed
}

/// Whether a row is about this period and these words, and about everyone in all other respects.
fn is_meant(line: Line<'_>, period: &Period, terms: &[&str]) -> bool {
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
        .filter(|(column, _)| is_printed_key(column))
        .all(|(column, cell)| match (asked(column.name), cell) {
            (Some((_, word)), Cell::Text(text)) => text == word,
            (Some((_, word)), Cell::All) => word == "all",
            (Some(_), _) => false,
            (None, cell) => !column.is(Key::Group) || *cell == Cell::All,
        })
}

/// The records without the people that a query leaves out.
fn narrowed(request: &Request<'_>, terms: &[String]) -> Result<Register, String> {
    let said = |(message, help): (String, String)| format!("{message}; {help}");
    let register = request.register;
    let query = Query::parse(terms, &keys(Kind::Participant, Some(register.program())))
        .map_err(said)?
        .in_words(Kind::Participant, register.program());
    let frame = Frame {
        as_of: request.as_of,
        fiscal_year_starts: register.program().fiscal_year_starts(),
        first_fact: None,
    };
    known(register, Kind::Participant, &query, &frame).map_err(said)?;
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

/// Keeps the people who count; false if there were some and none are left.
fn only(people: &mut Vec<ParticipantId>, kept: &BTreeSet<&ParticipantId>) -> bool {
    let anybody = !people.is_empty();
    people.retain(|id| kept.contains(id));
    !anybody || !people.is_empty()
}

#[cfg(test)]
mod tests;
