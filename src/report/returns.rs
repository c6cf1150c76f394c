//! The sheet of [`crate::measure::returns`].

mod answers;
mod who;

use super::request::{ASSOCIATION, Breakdown, Request, group_column, window_cells, window_columns};
use super::sheet::{Cell, Column, Layout, Sheet};
use crate::measure::By;
use crate::measure::definition::Named;
use crate::measure::returns::{ReturnsFigures, ReturnsRow};
use crate::record::counted;
use crate::record::definition::Unit;
use answers::{Answer, NAME, answers, rules, title, twelve_months};

pub use answers::BY;
pub use who::who;

/// How many came back to court, by each of the definitions, side by side.
///
/// # Errors
/// A sentence, where a definition is not counted in that unit, or a breakdown is asked for that the report does not have.
pub fn sheet(
    request: &Request<'_>,
    definitions: &[Named],
    unit: Option<Unit>,
) -> Result<Sheet, String> {
    let breakdown = request.breakdown(NAME, BY)?;
    let answers = answers(request, definitions, unit, breakdown)?;
    let mut sheet = request.sheet(NAME, &title(definitions));
    sheet.rules = answers
        .iter()
        .flat_map(|answer| rules(answer, definitions.len() > 1))
        .collect();
    for answer in &answers {
        sheet
            .notes
            .extend(notes(answer, breakdown, definitions.len() > 1));
    }
    sheet.notes.push(ASSOCIATION.to_owned());
    sheet.layout = if breakdown == Breakdown::default() {
        Layout::Facts
    } else {
        Layout::Table
    };
    sheet.columns = columns(breakdown, definitions.len() > 1);
    let grouped = breakdown.group.is_some();
    sheet.rows = answers
        .iter()
        .flat_map(|answer| {
            answer
                .result
                .rows
                .iter()
                .map(move |row| cells(answer, row, grouped))
        })
        .collect();
    Ok(sheet)
}

fn columns(breakdown: Breakdown, several: bool) -> Vec<Column> {
    let broken_down = breakdown != Breakdown::default();
    let shown = |column: Column| if broken_down { column.detail() } else { column };
    let definition = Column::text("definition");
    let mut columns = vec![if several || !broken_down {
        definition
    } else {
        definition.detail()
    }];
    columns.push(shown(Column::text("unit")));
    columns.push(Column::text("rule").said().detail());
    columns.extend(window_columns(breakdown.step));
    columns.extend(match breakdown.group {
        Some(By::Service) => Some(Column::text("service")),
        group => group_column(group),
    });
    let number = |name: &'static str, title: &str| Column::number(name).titled(title);
    columns.extend(["cohort", "mature"].map(Column::number));
    columns.push(number("not_yet", "not yet mature"));
    columns.extend(["unknown", "returned", "competing"].map(Column::number));
    columns.push(number("rate", "rate, of the mature whose outcome is known"));
    columns.push(shown(
        Column::text("ci_method").titled("95 % interval by").said(),
    ));
    columns.push(number("ci_low", "from"));
    columns.push(number("ci_high", "to"));
    columns.push(shown(number("best", "if nobody unknown returned")));
    columns.push(shown(number("worst", "if everybody unknown returned")));
    columns.push(shown(number("boundary_events", "events on the last day")));
    columns.push(number("km", "Kaplan-Meier, everybody"));
    columns.push(shown(number("km_se", "standard error")));
    columns.push(shown(number("km_low", "from")));
    columns.push(shown(number("km_high", "to")));
    columns.push(number("aj", "Aalen-Johansen, everybody"));
    columns.push(shown(number("aj_se", "standard error")));
    columns.push(shown(number("aj_low", "from")));
    columns.push(shown(number("aj_high", "to")));
    columns.push(shown(number("completeness", "follow-up complete")));
    if broken_down {
        let short = |column: Column| match column.name {
            "rate" => column.titled("rate"),
            "km" => column.titled("KM"),
            "aj" => column.titled("AJ"),
            "not_yet" => column.titled("not yet"),
            _ => column,
        };
        columns = columns.into_iter().map(short).collect();
    }
    columns
}

fn cells(answer: &Answer<'_>, row: &ReturnsRow, grouped: bool) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(&answer.named.name),
        Cell::text(answer.result.unit),
        Cell::Text(twelve_months(answer.named.definition.window.months)),
    ];
    cells.extend(window_cells(&row.window));
    if grouped {
        cells.push(Cell::text(row.group.as_deref().unwrap_or("all")));
    }
    match &row.figures {
        Some(figures) => cells.extend(figure_cells(figures)),
        None => cells.extend(std::iter::repeat_n(Cell::Unknown, 22)),
    }
    cells
}

fn figure_cells(figures: &ReturnsFigures) -> Vec<Cell> {
    let rate = |value: Option<f64>| Cell::or_unknown(value, Cell::Rate);
    let interval = figures.interval();
    let mut cells = [
        figures.cohort,
        figures.mature,
        figures.not_yet(),
        figures.unknown,
        figures.returned,
        figures.competing,
    ]
    .map(Cell::count)
    .to_vec();
    cells.push(rate(figures.rate()));
    cells.push(Cell::or_unknown(interval, |interval| {
        Cell::text(interval.method.name())
    }));
    cells.push(rate(interval.map(|interval| interval.low)));
    cells.push(rate(interval.map(|interval| interval.high)));
    cells.push(rate(figures.best()));
    cells.push(rate(figures.worst()));
    cells.push(Cell::count(figures.boundary_events));
    for estimate in [figures.km, figures.aj] {
        let interval = estimate.and_then(|estimate| estimate.interval);
        cells.push(rate(estimate.map(|estimate| estimate.value)));
        cells.push(Cell::or_unknown(
            estimate.and_then(|estimate| estimate.se),
            |se| Cell::Number(se, 4),
        ));
        cells.push(rate(interval.map(|interval| interval.low)));
        cells.push(rate(interval.map(|interval| interval.high)));
    }
    cells.push(rate(figures.completeness));
    cells
}

fn notes(answer: &Answer<'_>, breakdown: Breakdown, several: bool) -> Vec<String> {
    let result = &answer.result;
    let mut notes = Vec::new();
    let noun = match result.unit {
        Unit::Participant => "participant",
        Unit::Family => "family",
        Unit::Child => "child",
    };
    let Some(figures) = result
        .rows
        .iter()
        .rfind(|row| row.group.is_none())
        .and_then(|row| row.figures)
    else {
        return notes;
    };
    let months = counted(answer.named.definition.window.months, "month");
    notes.push(match figures.boundary_events {
        0 => format!("no event fell exactly on the last day of the {months}"),
        events => {
            format!(
                "{} fell exactly on the last day of the {months}, which counts",
                counted(events, "event")
            )
        }
    });
    let curves = [(figures.km, "Kaplan-Meier"), (figures.aj, "Aalen-Johansen")];
    let given = |there: bool| {
        let names = curves
            .iter()
            .filter(|(estimate, _)| estimate.is_some() == there)
            .map(|(_, name)| *name);
        names.collect::<Vec<_>>()
    };
    if figures.not_yet() > 0 {
        let also = match given(true).as_slice() {
            [] => String::new(),
            [one] => format!(", but in the {one} figure"),
            names => format!(", but in the {} figures", names.join(" and ")),
        };
        notes.push(format!(
            "{} not followed for {months} yet: in no rate{also}",
            counted(figures.not_yet(), noun)
        ));
    }
    if figures.unknown > 0 {
        notes.push(format!(
            "{} lost before the {months} were over: the rate leaves them out",
            counted(figures.unknown, noun)
        ));
    }
    if figures.cohort > 0
        && let without @ [first, ..] = given(false).as_slice()
    {
        let what = match without {
            [_] => format!("{first} figure"),
            _ => "probability".to_owned(),
        };
        notes.push(format!(
            "nobody was followed for all of the {months}, so no {what} can be given"
        ));
    }
    if result.without_birth_date > 0 {
        notes.push(format!(
            "{} with a child whose birth date is not on file: its 18th birthday is not known",
            counted(result.without_birth_date, noun)
        ));
    }
    if result.without_consent > 0 {
        notes.push(format!(
            "{} left out, without a live consent to outcome reporting",
            counted(result.without_consent, noun)
        ));
    }
    if breakdown.step.is_some() {
        notes.push(
            "each row has the first anchor within its own days: rows need not add up to the period"
                .to_owned(),
        );
    }
    if breakdown.group.is_some_and(|by| by != By::System) {
        notes.push("who is in two groups is in the row of each".to_owned());
    }
    if several {
        notes
            .iter_mut()
            .for_each(|note| *note = format!("{}: {note}", answer.named.name));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::definition::find;
    use crate::record::{Calendar, Period};
    use crate::register::testing::{day, register};

    const CASE: &str = "system = \"cps\"\nparticipants = [\"p-1\"]\n[child.a]\nborn = 2016-01-01\n\
        [[event]]\non = 2025-03-10\nkind = \"reunified\"\n[[event]]\non = 2026-03-10\nkind = \"petition\"\n";
    const SESSION: &str =
        "kind = \"support-group\"\non = 2025-01-10\ngroup = \"wed\"\nparticipants = [\"p-1\"]\n";

    fn asked(by: &[By], work: impl FnOnce(&Request<'_>, &[Named])) {
        let register = register(&[
            ("participants/p-1.toml", ""),
            ("cases/c-1.toml", CASE),
            ("sessions/2025/2025-01-10-group-wed.toml", SESSION),
        ]);
        let period = Period::year(Calendar::Common, 2025);
        let request = Request {
            register: &register,
            period: &period,
            as_of: day("2026-11-21"),
            by,
            consenting_only: false,
        };
        work(
            &request,
            &[
                find("return-to-court", &[]).unwrap(),
                find("reentry", &[]).unwrap(),
            ],
        );
    }

    #[test]
    fn fields_have_the_names_and_order_of_the_contract() {
        asked(&[], |request, definitions| {
            let sheet = sheet(request, &definitions[..1], None).unwrap();
            let names: Vec<_> = sheet.columns.iter().map(|column| column.name).collect();
            let expected = "definition, unit, rule, period, start, end, cohort, mature, not_yet, unknown, returned, \
                competing, rate, ci_method, ci_low, ci_high, best, worst, boundary_events, km, km_se, km_low, km_high, \
                aj, aj_se, aj_low, aj_high, completeness";
            assert_eq!(names.join(", "), expected);
            assert_eq!(sheet.rows.len(), 1);
            assert_eq!(sheet.rows[0].len(), names.len());
            assert_eq!(
                sheet.rows[0][10..13],
                [Cell::Count(1), Cell::Count(0), Cell::Rate(1.0)]
            );
            assert!(
                sheet
                    .notes
                    .iter()
                    .any(|note| note.starts_with("1 event fell exactly on the last day"))
            );
        });
    }

    #[test]
    fn definitions_stand_side_by_side_and_parts_of_the_period_in_rows() {
        asked(&[By::Quarter], |request, definitions| {
            let sheet = sheet(request, definitions, None).unwrap();
            assert_eq!(sheet.rows.len(), 2 * 5);
            assert!(
                sheet
                    .rows
                    .iter()
                    .all(|row| row.len() == sheet.columns.len())
            );
            assert_eq!(sheet.rows[0][6], Cell::Count(1));
            assert!(sheet.rules[0].starts_with("return-to-court: "));
        });
    }

    #[test]
    fn who_says_which_days_put_a_unit_where_it_is() {
        asked(&[], |request, definitions| {
            let sheet = who(request, &definitions[..1], Some(Unit::Family)).unwrap();
            let cell = |name: &str| {
                let at = sheet
                    .columns
                    .iter()
                    .position(|column| column.name == name)
                    .unwrap();
                sheet.rows[0][at].clone()
            };
            assert_eq!(sheet.rows[0].len(), sheet.columns.len());
            assert_eq!(cell("id"), Cell::text("c-1"));
            assert_eq!(cell("window_end"), Cell::Day(day("2026-03-10")));
            assert_eq!(cell("status"), Cell::text("returned"));
            assert_eq!(cell("file"), Cell::text("cases/c-1.toml"));
        });
    }

    #[test]
    fn a_unit_that_a_definition_does_not_count_is_refused() {
        asked(&[], |request, definitions| {
            assert!(sheet(request, definitions, Some(Unit::Family)).is_err())
        });
    }
}
