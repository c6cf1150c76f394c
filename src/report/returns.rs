//! The sheet of [`crate::measure::returns`].

mod answers;
mod notes;
mod sentences;
pub mod who;

use super::cell::Cell;
use super::column::{Basis, Bound, Column, Columns, Key, Rank, Role, ShownIf};
use super::disclosure::{Disclosure, Relation};
use super::estimates::{end, interval};
use super::request::{Asked, Breakdown, Report, Request, Span, Takes};
use super::sheet::{Layout, Sheet};
use crate::measure::By;
use crate::measure::returns::{ReturnsFigures, ReturnsRow};
use crate::measure::statistics::{Estimate, Interval};
use crate::record::Kind;
use answers::{Answer, answers, known_by, rules, title, twelve_months};
use notes::{notes, unpublished};
use sentences::sentences;

/// How many returned to court, by each definition, side by side.
pub const REPORT: Report = Report {
    name: "returns",
    summary: "how many families came back to court after their children came home",
    text: include_str!("../measure/returns.md"),
    // The rules are those of its definitions.
    rules: &[],
    by: By::TIME_AND_PEOPLE,
    reads: &[Kind::Case, Kind::Session, Kind::Participant],
    span: Span::All,
    is_outcome: true,
    takes: &[Takes::Definitions, Takes::Full],
    under: None,
    disclosure: Disclosure {
        relations: &[
            Relation::Sum("cohort", &["mature", "not_yet"]),
            Relation::Rest("mature", &["returned"]),
            Relation::Rest("mature", &["unknown"]),
            Relation::Rest("mature", &["competing"]),
            Relation::Rest("mature", &["returned", "unknown"]),
            Relation::Rest("mature", &["returned", "unknown", "competing"]),
            Relation::Rest("returned", &["boundary_events"]),
        ],
        ..Disclosure::of("returns")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, asked: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let answers = answers(request, asked, breakdown)?;
    let several = answers.len() > 1;
    let mut sheet = request.sheet(&REPORT, &title(asked.definitions));
    for answer in &answers {
        sheet.rules.extend(rules(answer, several));
        let (said, advice) = sentences(answer, several);
        sheet.answer.extend(said);
        sheet.advice.extend(advice);
        let notes = notes(answer, request, breakdown, several);
        sheet.notes.extend(notes);
        sheet.unpublished.extend(unpublished(answer, several));
    }
    sheet.rules.extend(known_by(request.register.program()));
    sheet.advice.dedup();
    if breakdown == Breakdown::default() {
        sheet.layout = Layout::Facts;
    }
    let rows = answers.iter().flat_map(|answer| {
        let rows = answer.result.rows.iter();
        rows.map(move |row| (answer, row))
    });
    sheet.fill(columns(breakdown, several, asked.full), rows);
    Ok(sheet)
}

type Row<'a> = (&'a Answer<'a>, &'a ReturnsRow);

fn columns<'a>(breakdown: Breakdown, several: bool, full: bool) -> Columns<'a, Row<'a>> {
    let is_broken_down = breakdown != Breakdown::default();
    let window = breakdown.window(|(_, row): &Row<'a>| &row.window);
    Columns::new()
        .with(
            Column::key("definition", Key::Name).detail_if(is_broken_down && !several),
            |(answer, _): &Row<'a>| Cell::text(&answer.named.name),
        )
        .with(
            Column::key("unit", Key::Name).detail_if(is_broken_down),
            |(answer, _)| Cell::text(answer.result.unit),
        )
        .with(
            Column::words("rule").with(Role::Open).detail(),
            |(answer, _)| Cell::Text(twelve_months(answer.named.definition.window.months)),
        )
        .and(window, |row| Some(row))
        .with_some(breakdown.group(), |(_, row)| {
            Cell::group(row.group.as_ref())
        })
        .and(counts(is_broken_down), |(_, row)| row.figures.as_ref())
        .and(rates(is_broken_down), |(_, row)| row.figures.as_ref())
        .and(curves(is_broken_down, full), |(_, row)| {
            row.figures.as_ref()
        })
}

/// The column with its full title, or the shorter one for use next to many others.
fn titled(column: Column, short: bool, titles: [&str; 2]) -> Column {
    column.titled(titles[usize::from(short)])
}

fn counts<'a>(short: bool) -> Columns<'a, ReturnsFigures> {
    let mature = Column::people("mature", Rank::Last);
    let not_yet = Column::people("not_yet", Rank::First);
    let unknown = Column::people("unknown", Rank::Middle);
    let competing = Column::people("competing", Rank::Middle);
    Columns::new()
        .with(
            titled(
                Column::people("cohort", Rank::First),
                short,
                ["counted", "cohort"],
            ),
            |of: &ReturnsFigures| of.cohort,
        )
        .with(titled(mature, short, ["time is over", "mature"]), |of| {
            of.mature
        })
        .with(
            titled(not_yet, short, ["too early to tell", "not yet"]),
            |of| of.not_yet(),
        )
        .with(
            titled(unknown, short, ["outcome unknown", "unknown"]),
            |of| of.unknown,
        )
        .with(Column::people("returned", Rank::Middle), |of| of.returned)
        .with(
            titled(
                competing,
                short,
                ["another ending came first, such as adoption", "competing"],
            ),
            |of| of.competing,
        )
        .and(more_counts(short), |of| Some(of))
}

/// Counts that the public does not need.
fn more_counts<'a>(short: bool) -> Columns<'a, ReturnsFigures> {
    let detail = |name| Column::unpublished(name).detail();
    let titled = |name, title: &str| Column::unpublished(name).titled(title).detail_if(short);
    Columns::new()
        .with(detail("known"), |of: &ReturnsFigures| of.known())
        .with(
            titled(
                "known_official",
                "confirmed by the county, the court or an event",
            ),
            |of| of.known_official,
        )
        .with(detail("silent"), |of| of.silent)
        .with(
            titled(
                "returned_so_far",
                "returned so far, including those whose time is not over",
            ),
            |of| of.returned_so_far,
        )
        .with(
            titled(
                "events_in_period",
                "returned in the period, no matter when their time began",
            ),
            |of| of.events_in_period,
        )
        .with(detail("cut_by_age"), |of| of.cut_by_age)
}

fn rate(value: Option<f64>) -> Cell {
    Cell::or_unknown(value, Cell::Rate)
}

/// The rate with its interval, and its range if the unknown were known.
fn rates<'a>(short: bool) -> Columns<'a, ReturnsFigures> {
    const RATE: Basis = Basis::Share(["returned", "mature", "unknown"]);
    const RETURNED: Basis = Basis::All(&["returned", "mature", "unknown"]);
    const BEST: Basis = Basis::All(&["returned", "mature"]);
    const FEW_UNKNOWN: ShownIf = ShownIf::AtMostAFifth("unknown", "mature");
    let long = "rate, if time is over and the outcome is known";
    let columns = Columns::new().with(
        titled(Column::derived("rate", RATE), short, [long, "rate"]),
        |of: &ReturnsFigures| rate(of.rate()),
    );
    interval(columns, RETURNED, short, ReturnsFigures::interval)
        .map(|column| column.shown_if(FEW_UNKNOWN))
        .with(
            Column::derived("best", BEST)
                .titled("rate, if none of the unknown returned")
                .detail_if(short),
            |of| rate(of.best()),
        )
        .with(
            Column::derived("worst", RETURNED)
                .titled("rate, if all of the unknown returned")
                .detail_if(short),
            |of| rate(of.worst()),
        )
        .with(
            Column::people("boundary_events", Rank::Middle)
                .titled("events on the last day")
                .detail_if(short),
            |of| of.boundary_events,
        )
}

/// Pages show a curve only if this many were followed to the last event.
const FEW: i64 = 5;

/// The figures of everyone followed for any length of time: for statisticians.
fn curves<'a>(short: bool, full: bool) -> Columns<'a, ReturnsFigures> {
    let detail = short || !full;
    let km = titled(followed("km"), short, ["Kaplan-Meier, everyone", "KM"]);
    let aj = titled(followed("aj"), short, ["Aalen-Johansen, everyone", "AJ"]);
    let km = km.detail_if(!full);
    let aj = aj.detail_if(!full);
    let km = estimate(km, ["km_se", "km_low", "km_high"], detail);
    let aj = estimate(aj, ["aj_se", "aj_low", "aj_high"], detail);
    Columns::new()
        .and(km, |of: &ReturnsFigures| Some(&of.km))
        .and(aj, |of| Some(&of.aj))
        .with(
            followed("completeness")
                .titled("follow-up complete")
                .detail_if(short),
            |of| rate(of.completeness),
        )
        .with(
            Column::unpublished("at_risk")
                .titled("followed to the last event")
                .detail_if(detail),
            |of| Cell::or_unknown(of.at_risk, Cell::count),
        )
}

/// What the figures of everyone followed so far are computed from.
const COHORT: Basis = Basis::Followed(
    &[
        "cohort",
        "mature",
        "not_yet",
        "unknown",
        "returned",
        "competing",
    ],
    "not_yet",
);

fn followed(name: &'static str) -> Column {
    Column::derived(name, COHORT)
}

fn estimate<'a>(
    value: Column,
    [se, low, high]: [&'static str; 3],
    short: bool,
) -> Columns<'a, Option<Estimate>> {
    let interval = |of: &Option<Estimate>| -> Option<Interval> { of.and_then(|of| of.interval) };
    const FOLLOWED: ShownIf = ShownIf::AtLeast("at_risk", FEW);
    let value = value.shown_if(FOLLOWED);
    let detail = |column: Column| column.shown_if(FOLLOWED).detail_if(short);
    Columns::new()
        .with(value, |of: &Option<Estimate>| rate(of.map(|of| of.value)))
        .with(detail(followed(se)).titled("standard error"), |of| {
            Cell::or_unknown(of.and_then(|of| of.se), |se| Cell::Number(se, 4))
        })
        .with(detail(end(low, COHORT, Bound::Low)), move |of| {
            rate(interval(of).map(|one| one.low))
        })
        .with(detail(end(high, COHORT, Bound::High)), move |of| {
            rate(interval(of).map(|one| one.high))
        })
}

/// The units behind each figure, and those with an anchor that are not counted, with the days that decide it.
fn who(request: &Request<'_>, asked: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let answers = answers(request, asked, breakdown)?;
    let title = format!("{}, one by one", title(asked.definitions));
    let mut sheet = request.who(&REPORT, &title);
    who::fill(&mut sheet, &answers, breakdown);
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::definition::Named;
    use crate::measure::definition::find;
    use crate::record::definition::Unit;
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

    fn asked_of(definitions: &[Named], unit: Option<Unit>) -> Asked<'_> {
        Asked {
            definitions,
            unit,
            full: false,
            new_only: false,
        }
    }

    #[test]
    fn fields_have_the_names_and_order_of_the_contract() {
        asked(&[], |request, definitions| {
            let sheet = sheet(request, asked_of(&definitions[..1], None)).unwrap();
            let names: Vec<_> = sheet.columns.iter().map(|column| column.name).collect();
            let expected = "definition, unit, rule, period, start, end, cohort, mature, not_yet, unknown, returned, \
                competing, known, known_official, silent, returned_so_far, events_in_period, cut_by_age, rate, \
                ci_method, ci_low, ci_high, best, worst, boundary_events, km, km_se, km_low, km_high, \
                aj, aj_se, aj_low, aj_high, completeness, at_risk";
            assert_eq!(names.join(", "), expected);
            assert_eq!(sheet.rows.len(), 1);
            assert_eq!(sheet.rows[0].len(), names.len());
            assert_eq!(
                sheet.rows[0][10..13],
                [Cell::Count(1), Cell::Count(0), Cell::Count(1)]
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
            let sheet = sheet(request, asked_of(definitions, None)).unwrap();
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
            let sheet = who(request, asked_of(&definitions[..1], Some(Unit::Family))).unwrap();
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
            assert!(sheet(request, asked_of(definitions, Some(Unit::Family))).is_err())
        });
    }
}
