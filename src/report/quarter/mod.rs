#![doc = include_str!("../quarter.md")]

mod cover;
mod said;

use super::audience::for_audience;
use super::column::Key;
use super::request::{Asked, Report, Request};
use super::sheet::{Audience, Layout, Sheet};
use super::{
    contract, court, draw, engagement, matches, meetings, mentors, people, placements, returns,
    reunification, services, surveys, unduplicated, waits,
};
use crate::measure::By;
use crate::measure::definition::{Named, shipped};
use crate::measure::returns::{Options, Returns, returns as measured};
use crate::record::anchor::AnchorKind;
use crate::record::definition::Unit;
use crate::record::period::Step;
use crate::record::{EventKind, Period, counted};

/// Its name, its summary in a line, and its full text.
pub const TEXT: (&str, &str, &str) = (
    "quarter",
    "the outcome report: all of these for one period, on a page",
    include_str!("../quarter.md"),
);

/// How many periods the chart of people served goes back.
const PERIODS: usize = 5;

/// The sheets of the outcome report, its cover first, as an audience may see them.
///
/// # Errors
/// Returns a sentence if a report cannot give what is requested.
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
    let alone = Asked {
        definitions,
        ..asked
    };
    let pages = Pages {
        before: request.period.before(),
        matured: matured(request),
        request: Request {
            by: &[],
            ..*request
        },
        asked: alone,
    };
    let mut returned = pages.outcome(&returns::REPORT)?;
    if audience != Audience::Public && asked.full {
        returned.charts.extend(pages.curves());
    }
    let mut sheets = vec![
        pages.served()?,
        returned,
        pages.outcome(&reunification::REPORT)?.without_idle_groups(),
        pages.outcome(&placements::REPORT)?.without_idle_groups(),
        pages.beside(&services::REPORT)?,
        pages.beside(&matches::REPORT)?,
    ];
    // Groups of waiting parents are small: they would reveal single people.
    if audience == Audience::Internal && asked.full {
        sheets.push(pages.one_by_one(&waits::REPORT)?);
    }
    sheets.push(pages.one_by_one(&mentors::REPORT)?);
    if audience != Audience::Public {
        sheets.extend(pages.not_public(asked.full)?);
    }
    let mut sheets = for_audience(sheets, audience, request, alone)?;
    let came_home = match audience {
        Audience::Public => String::new(),
        Audience::Internal | Audience::Funder => pages.came_home(),
    };
    let (before, matured) = (&pages.before, &pages.matured);
    let mut cover = cover::sheet(request, &sheets, before, matured, came_home, audience);
    if !asked.full {
        sheets.retain(|sheet| sheet.report == contract::TEXT.0);
        sheets
            .iter_mut()
            .chain([&mut cover])
            .for_each(|sheet| sheet.sources.clear());
        sheets.iter_mut().for_each(|sheet| sheet.rules.clear());
    }
    sheets.insert(0, cover);
    Ok(sheets)
}

/// What the pages behind the cover are about.
struct Pages<'a> {
    request: Request<'a>,
    asked: Asked<'a>,
    /// The period before the requested one.
    before: Period,
    /// The days of anchors whose twelve months are over.
    matured: Period,
}

impl Pages<'_> {
    /// What has no form for the public: who the people are, how they were reached, what meetings achieved, what parents
    /// answered, and what was promised. Days in court only if `full`.
    fn not_public(&self, full: bool) -> Result<Vec<Sheet>, String> {
        let engaged = self.beside(&engagement::REPORT)?;
        let mut promised = contract::sheet(&self.request, self.asked, Audience::Funder)?;
        // The cover says it.
        promised
            .notes
            .retain(|note| !engaged.unpublished.contains(note));
        let mut sheets = vec![
            self.beside(&people::REPORT)?,
            engaged,
            self.beside(&meetings::REPORT)?,
        ];
        if full {
            sheets.push(self.beside(&court::REPORT)?);
        }
        // Not every program conducts surveys.
        let surveyed = self.beside(&surveys::REPORT)?;
        sheets.extend((!surveyed.rows.is_empty()).then_some(surveyed));
        sheets.extend((!promised.rows.is_empty()).then_some(promised));
        Ok(sheets)
    }

    fn of(&self, report: &Report, period: &Period) -> Result<Sheet, String> {
        let request = Request {
            period,
            ..self.request
        };
        (report.rows)(&request, self.asked)
    }

    /// A report for the period and the one before.
    fn beside(&self, report: &Report) -> Result<Sheet, String> {
        let before = self.of(report, &self.before)?;
        Ok(self.joined(vec![before, self.of(report, self.request.period)?]))
    }

    /// The same, but only everyone's row for the period before.
    fn one_by_one(&self, report: &Report) -> Result<Sheet, String> {
        let mut before = self.of(report, &self.before)?;
        before.retain(|line| line.is_of_all());
        Ok(self.joined(vec![before, self.of(report, self.request.period)?]))
    }

    /// The same, preceded by the days whose twelve months are over.
    fn outcome(&self, report: &Report) -> Result<Sheet, String> {
        let periods = [&self.matured, &self.before, self.request.period];
        let sheets = periods.map(|period| self.of(report, period));
        let sheets: Vec<Sheet> = sheets.into_iter().collect::<Result<_, _>>()?;
        let label = &self.matured.label;
        let said = sheets[0].answer.iter();
        let answer = said.map(|one| format!("{label}: {one}")).collect();
        let advice = sheets[0].advice.clone();
        Ok(Sheet {
            answer,
            advice,
            ..self.joined(sheets)
        })
    }

    /// People served: by service in the period and the one before, and in total for some earlier periods.
    fn served(&self) -> Result<Sheet, String> {
        let by = match self.request.period.unit {
            Some(Step::Month) => By::Month,
            Some(Step::Year) => By::Year,
            Some(Step::Quarter) => By::Quarter,
            None => return self.beside(&unduplicated::REPORT),
        };
        let period = self.request.period;
        let mut first = period.clone();
        for _ in 1..PERIODS {
            first = first.before();
        }
        let all = Period::between(first.first, period.last, period.calendar);
        let request = Request {
            period: &all,
            by: &[by],
            ..self.request
        };
        let sheet = unduplicated::at_last(&request, &self.before, period)?;
        Ok(self.joined(vec![sheet]))
    }

    /// Sheets of one report for several periods as one sheet, with the period of each row.
    fn joined(&self, sheets: Vec<Sheet>) -> Sheet {
        let mut sheets = sheets.into_iter().rev();
        let mut whole = sheets
            .next()
            .unwrap_or_else(|| self.request.page("quarter", ""));
        let several = sheets.len() > 0;
        for sheet in sheets {
            debug_assert!(
                whole
                    .columns
                    .iter()
                    .map(|one| one.name)
                    .eq(sheet.columns.iter().map(|one| one.name)),
                "rows of one report have the same columns for all days"
            );
            whole.rows.splice(0..0, sheet.rows);
            let label = sheet.period.map_or_else(String::new, |period| period.label);
            let join = |whole: &mut Vec<String>, notes: Vec<String>| {
                let new = notes.into_iter().filter(|note| !whole.contains(note));
                let new: Vec<String> = new.map(|note| format!("{label}: {note}")).collect();
                whole.extend(new);
            };
            join(&mut whole.notes, sheet.notes);
            join(&mut whole.unpublished, sheet.unpublished);
        }
        if several {
            whole.layout = Layout::Table;
            let mut columns = whole.columns.iter_mut();
            let label = columns.find(|column| column.is(Key::Period));
            label.into_iter().for_each(|column| column.detail = false);
        }
        whole.period = Some(self.request.period.clone());
        whole
    }

    /// The curves of returns, a chart for each definition.
    fn curves(&self) -> impl Iterator<Item = super::Chart> {
        let definitions = self.asked.definitions.iter();
        definitions.filter_map(|named| self.curve(named))
    }

    /// How many families and children the parents are whose children came home in the period: `12 families, 15
    /// children`; empty for a definition that does not follow both.
    fn came_home(&self) -> String {
        let of = |unit: Unit, noun: &str| {
            let named = self.asked.definitions.first()?;
            let unit = named.unit(Some(unit)).ok()?;
            let result = self.followed(named, self.request.period, unit);
            let all = result
                .rows
                .iter()
                .find(|row| row.window.whole && row.group.is_none());
            let cohort = all?.figures.as_ref()?.cohort;
            Some(counted(cohort, noun))
        };
        let both = [of(Unit::Family, "family"), of(Unit::Child, "child")];
        both.into_iter()
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default()
            .join(", ")
    }

    fn followed(&self, named: &Named, period: &Period, unit: Unit) -> Returns {
        let options = Options {
            consenting_only: self.request.consenting_only,
            ..Options::default()
        };
        measured(
            self.request.register,
            period,
            self.request.as_of,
            &named.definition,
            unit,
            options,
        )
    }

    fn curve(&self, named: &Named) -> Option<super::Chart> {
        let unit = named.unit(self.asked.unit).ok()?;
        let result = self.followed(named, &self.matured, unit);
        let kinds = named.definition.anchor.kinds.iter();
        let anchors: Vec<&str> = kinds.map(|kind| noun(*kind)).collect();
        let heading = format!(
            "{}: those of {} to {}",
            named.definition.title, self.matured.first, self.matured.last
        );
        draw::curve(
            &result,
            &heading,
            &format!("months since {}", anchors.join(" or ")),
        )
    }
}

/// The last year of anchors whose twelve months are over by the end of the period, or by the as-of day.
fn matured(request: &Request<'_>) -> Period {
    let end = request.period.last.min(request.as_of);
    let last = end.plus_months(-12);
    Period::between(
        last.plus_months(-12).plus_days(1),
        last,
        request.period.calendar,
    )
}

/// What an event is called after `since`.
const fn noun(kind: AnchorKind) -> &'static str {
    match kind {
        AnchorKind::Event(EventKind::Reunified) => "reunification",
        AnchorKind::Event(EventKind::Dismissed) => "dismissal",
        kind => kind.word(),
    }
}

#[cfg(test)]
mod tests;
