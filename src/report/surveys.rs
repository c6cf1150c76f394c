//! The sheet of [`crate::measure::surveys`].

use super::cell::Cell;
use super::column::{Basis, Bound, Column, Columns, Key, OfOne, Rank, Role, Speech};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Breakdown, Report, Request, Span};
use super::sheet::Sheet;
use crate::measure::surveys::{
    Best, Change, Figures, Part, Sheets, SurveyRow, SurveyUnit, Surveys, Used, surveys,
};
use crate::measure::{By, Window};
use crate::record::{Kind, Program, counted};

/// What parents answered to surveys, and what changed.
pub const REPORT: Report = Report {
    name: "surveys",
    summary: "what parents answered to surveys: who did, and what changed",
    text: include_str!("../measure/surveys.md"),
    rules: &[
        "answered: different people, out of those who got a sheet in the period or answered one",
        "change: for people who answered twice, from their first answers before to their last ones after; this does not prove that the program caused it",
        "improved, same, worse: by the smallest change that counts, from the form; best: one of the two best answers",
    ],
    by: &[
        By::Quarter,
        By::Month,
        By::Year,
        By::System,
        By::Area,
        By::Language,
        By::Gender,
    ],
    reads: &[Kind::Answer, Kind::Survey, Kind::Participant, Kind::Match],
    span: Span::All,
    is_outcome: true,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        relations: &[
            Relation::Rest("given", &["answered"]),
            Relation::Sum("paired", &["improved", "same", "worse"]),
            Relation::Rest("best.n", &["best.k"]),
        ],
        ..Disclosure::of("surveys")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.sheet(&REPORT, "What parents answered to surveys");
    sheet
        .notes
        .extend(notes(&result, breakdown, request.register.program()));
    let columns = breakdown
        .window(|row: &SurveyRow| &row.window)
        .with(Column::key("survey", Key::Name), |row| {
            Cell::text(&row.survey)
        })
        .with(Column::key("point", Key::Name), |row| Cell::text(row.point))
        .with(
            Column::key("part", Key::Name).spoken(Speech::Words),
            |row| Cell::text(part(&row.part)),
        )
        .with_some(breakdown.group(), |row| Cell::group(row.group.as_ref()))
        .and(given(), |row| match &row.figures {
            Some(Figures::Sheets(sheets)) => Some(sheets),
            _ => None,
        })
        .and(change(), |row| match &row.figures {
            Some(Figures::Change(change)) => Some(change),
            _ => None,
        })
        .and(best(), |row| match &row.figures {
            Some(Figures::Best(best)) => Some(best),
            _ => None,
        });
    sheet.fill(columns, &result.rows);
    Ok(sheet)
}

/// The name of a part of a survey.
fn part(part: &Part) -> String {
    match part {
        Part::Sheets => "sheets".to_owned(),
        Part::Scale(name) => name.to_string(),
        Part::Item(number) => format!("item-{number}"),
    }
}

fn notes(result: &Surveys<'_>, breakdown: Breakdown, program: &Program) -> Vec<String> {
    let mut notes = Vec::new();
    if result.rows.is_empty() {
        notes.push(
            "no answers to surveys are on file; enter them with `peer log survey` or `peer import`"
                .to_owned(),
        );
    }
    let whole = result
        .rows
        .iter()
        .filter(|row| row.window.whole && row.group.is_none());
    for row in whole {
        let Some(Figures::Sheets(sheets)) = &row.figures else {
            continue;
        };
        if let Some(count) = sheets.only_before.filter(|count| *count > 0) {
            notes.push(format!(
                "{} of {} answered before but not after, so they are not in the change",
                counted(count, "parent"),
                row.survey
            ));
        }
    }
    if let Some(by) = breakdown.group {
        let several = match by.overlaps(program) {
            true => "people in two groups are counted in both rows; ",
            false => "",
        };
        notes.push(format!("{several}sheets without a name are in none"));
    }
    notes
}

fn given<'a>() -> Columns<'a, Sheets> {
    Columns::new()
        .with(
            Column::people("given", Rank::Middle).titled("given a sheet"),
            |of: &Sheets| of.given,
        )
        .with(Column::people("answered", Rank::Last), |of| of.answered)
        .with(
            Column::derived("response", Basis::All(&["given", "answered"])),
            |of| {
                let rate = (of.given > 0).then(|| of.answered as f64 / of.given as f64);
                Cell::or_unknown(rate, Cell::Rate)
            },
        )
        .with(
            Column::number("anonymous_given")
                .with(Role::Unnamed(Rank::First))
                .detail(),
            |of| of.anonymous_given,
        )
        .with(
            Column::number("anonymous")
                .with(Role::Unnamed(Rank::First))
                .titled("without a name"),
            |of| of.anonymous,
        )
        .with(
            Column::people("only_before", Rank::First).titled("only before"),
            |of| of.only_before,
        )
}

fn change<'a>() -> Columns<'a, Change> {
    const BASIS: Basis = Basis::All(&["paired"]);
    let number = |name| Column::derived(name, BASIS).of_one(OfOne::Where("paired"));
    let cell = |value: Option<f64>| Cell::or_unknown(value, |value| Cell::Number(value, 2));
    Columns::new()
        .with(
            Column::people("paired", Rank::Last).titled("answered twice"),
            |of: &Change| of.paired,
        )
        .with(number("before"), move |of| cell(of.before))
        .with(number("after"), move |of| cell(of.after))
        .with(number("change"), move |of| {
            cell(of.change.map(|change| change.mean))
        })
        .with(
            number("change_low").titled("95 % from").bound(Bound::Low),
            move |of| cell(of.change.and_then(|change| Some(change.interval?.0))),
        )
        .with(
            number("change_high").titled("to").bound(Bound::High),
            move |of| cell(of.change.and_then(|change| Some(change.interval?.1))),
        )
        .with(number("change_sd").titled("SD").detail(), move |of| {
            cell(of.change.and_then(|change| change.sd))
        })
        .with(number("standardized").detail(), move |of| {
            cell(of.change.and_then(|change| change.standardized))
        })
        .with(Column::people("improved", Rank::Middle), |of| of.improved)
        .with(Column::people("same", Rank::First), |of| of.same)
        .with(Column::people("worse", Rank::First), |of| of.worse)
}

fn best<'a>() -> Columns<'a, Best> {
    const BASIS: Basis = Basis::All(&["best"]);
    let end = |name, title: &str, bound| Column::derived(name, BASIS).titled(title).bound(bound);
    Columns::new()
        .with(
            Column::people("best", Rank::Last).titled("best answers"),
            |of: &Best| Cell::or_unknown((of.n > 0).then_some(of), |of| Cell::share(of.k, of.n)),
        )
        .with(end("best_low", "best, 95 % from", Bound::Low), |of| {
            Cell::or_unknown(of.interval, |ends| Cell::Rate(ends.low))
        })
        .with(end("best_high", "to", Bound::High), |of| {
            Cell::or_unknown(of.interval, |ends| Cell::Rate(ends.high))
        })
        .with(
            Column::words("best_method").with(Role::Open).detail(),
            |of| Cell::or_unknown(of.interval, |ends| Cell::text(ends.method.name())),
        )
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.who(&REPORT, "Answer sheets, one by one");
    let columns = breakdown
        .window(|(window, _): &(Window, SurveyUnit<'_>)| window)
        .with(Column::text("id"), |(_, unit)| Cell::text(&unit.sheet.id))
        .with(Column::words("survey"), |(_, unit)| {
            Cell::text(&unit.sheet.record.survey)
        })
        .with(Column::words("participant"), |(_, unit)| {
            Cell::or_unknown(unit.sheet.record.participant.as_ref(), |id| {
                Cell::text(request.register.root(id))
            })
        })
        .with(Column::words("point"), |(_, unit)| {
            Cell::text(unit.sheet.record.point)
        })
        .with(Column::words("on"), |(_, unit)| unit.sheet.record.on)
        .with(Column::words("used"), |(_, unit)| {
            Cell::text(match unit.used {
                Used::Before => "before",
                Used::After => "after",
                Used::Answered => "answered",
                Used::Given => "given",
            })
        })
        .with(Column::number("items"), |(_, unit)| {
            unit.sheet.record.answers.0.len()
        })
        .with(Column::words("file"), |(_, unit)| {
            Cell::text(&unit.sheet.place.path)
        });
    sheet.fill(columns, &result.units);
    Ok(sheet)
}

fn measured<'r>(request: &Request<'r>, breakdown: Breakdown) -> Surveys<'r> {
    surveys(
        request.register,
        request.period,
        request.as_of,
        breakdown.step,
        breakdown.group,
    )
}
