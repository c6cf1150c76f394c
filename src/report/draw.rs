//! Charts of the figures of sheets. They are drawn from the cells that the sheet prints, so no chart shows what its table
//! hides; only the curve of returns needs more than a table has, and is not for the public.

use super::chart::{Bar, Bars, Chart, Curve, CurveStep, Direction, Figure, Span, Spans};
use super::sheet::{Audience, Cell, Sheet};
use crate::measure::returns::{Counted, Outcome, Returns};
use crate::measure::statistics::{KaplanMeier, Observation, Outcome as End};
use crate::record::{Day, counted};

/// Adds the charts that the cells of a sheet give.
pub(super) fn from_cells(sheet: &mut Sheet) {
    let chart = match sheet.report.as_str() {
        "unduplicated" => served(sheet),
        "placements" => stays(sheet),
        "mentors" if sheet.audience == Some(Audience::Internal) => {
            caseload(sheet, false);
            None
        }
        _ => None,
    };
    sheet.charts.extend(chart);
}

/// A row by the names of its columns.
struct ChartRow<'a> {
    sheet: &'a Sheet,
    cells: &'a [Cell],
}

impl<'a> ChartRow<'a> {
    fn cell(&self, name: &str) -> &'a Cell {
        let at = self
            .sheet
            .columns
            .iter()
            .position(|column| column.name == name);
        at.and_then(|at| self.cells.get(at))
            .unwrap_or(&Cell::Unknown)
    }

    fn word(&self, name: &str) -> &'a str {
        match self.cell(name) {
            Cell::Text(word) => word,
            _ => "",
        }
    }
}

fn rows(sheet: &Sheet) -> impl Iterator<Item = ChartRow<'_>> {
    sheet
        .rows
        .iter()
        .map(move |cells| ChartRow { sheet, cells })
}

/// Whether rows are broken down by groups of people, which are too many for a chart.
fn is_grouped(sheet: &Sheet) -> bool {
    sheet
        .columns
        .iter()
        .any(|column| ["area", "language", "gender", "fact"].contains(&column.name))
        || (sheet.report == "unduplicated"
            && sheet.columns.iter().any(|column| column.name == "system"))
}

fn figure(cell: &Cell) -> Figure {
    let (size, shown) = match cell {
        Cell::Count(count) => (Some(*count as f64), count.to_string()),
        Cell::Number(number, decimals) if number.is_finite() => {
            (Some(*number), format!("{number:.decimals$}"))
        }
        Cell::Masked(shown) => (None, shown.clone()),
        _ => (None, "-".to_owned()),
    };
    Figure { size, shown }
}

/// People served, new and continuing: beside each other where the sheet has parts of the period, else by service.
fn served(sheet: &Sheet) -> Option<Chart> {
    if is_grouped(sheet) {
        return None;
    }
    let is_plain = |row: &ChartRow<'_>| row.cell("served") != &Cell::Unknown;
    let mut everybody: Vec<ChartRow<'_>> = rows(sheet)
        .filter(|row| row.word("service") == "all" && is_plain(row))
        .collect();
    if let [parts @ .., whole] = &everybody[..]
        && parts
            .first()
            .is_some_and(|first| first.cell("start") == whole.cell("start"))
    {
        everybody.pop();
    }
    let parts_of =
        |row: &ChartRow<'_>| vec![figure(row.cell("new")), figure(row.cell("continuing"))];
    let bar = |row: &ChartRow<'_>, label: &str| Bar {
        label: label.to_owned(),
        total: figure(row.cell("served")),
        parts: parts_of(row),
        mark: None,
    };
    let said = |bars: &[Bar]| {
        bars.iter()
            .map(|bar| format!("{} in {}", bar.total.shown, bar.label))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (heading, direction, bars, summary) = if everybody.len() > 1 {
        let bars: Vec<Bar> = everybody
            .iter()
            .map(|row| bar(row, row.word("period")))
            .collect();
        let summary = format!("{}.", said(&bars));
        ("People served over time", Direction::Up, bars, summary)
    } else {
        let all = everybody.first()?;
        let same = |row: &ChartRow<'_>| {
            row.cell("start") == all.cell("start") && row.cell("end") == all.cell("end")
        };
        let bars: Vec<Bar> = rows(sheet)
            .filter(|row| is_plain(row) && same(row) && row.word("service") != "all")
            .map(|row| bar(&row, &row.word("service").replace('-', " ")))
            .collect();
        let summary = format!(
            "{} in all; {}. Who had two services stands in both bars.",
            figure(all.cell("served")).shown,
            said(&bars)
        );
        ("People served, by service", Direction::Right, bars, summary)
    };
    (!bars.is_empty()).then(|| {
        Chart::Bars(Bars {
            heading: heading.to_owned(),
            summary,
            parts: vec!["new in the year".to_owned(), "continuing".to_owned()],
            mark: None,
            direction,
            bars,
        })
    })
}

/// Quartiles of the days out of home, by system: of the period, or where it is too young for a median of the first days
/// that have one.
fn stays(sheet: &Sheet) -> Option<Chart> {
    let period = sheet.period.as_ref()?;
    let days = |row: &ChartRow<'_>| Some((day(row.cell("start"))?, day(row.cell("end"))?));
    let known = |row: &ChartRow<'_>| {
        figure(row.cell("median_days"))
            .size
            .or(figure(row.cell("q1_days")).size)
            .is_some()
    };
    let mut told: Vec<(Day, Day)> = rows(sheet)
        .filter(|row| row.word("system") == "all" && known(row))
        .filter_map(|row| days(&row))
        .collect();
    told.sort_by_key(|days| *days != (period.first, period.last));
    let (first, last) = *told.first().filter(|_| !is_grouped(sheet))?;
    let spans: Vec<Span> = rows(sheet)
        .filter(|row| days(row) == Some((first, last)) && known(row))
        .map(|row| Span {
            label: match row.word("system") {
                "all" => "all children".to_owned(),
                system => system.to_uppercase(),
            },
            low: figure(row.cell("q1_days")),
            middle: figure(row.cell("median_days")),
            high: figure(row.cell("q3_days")),
        })
        .collect();
    let half = |span: &Span| match span.middle.size {
        Some(_) => format!("{}: half by day {}", span.label, span.middle.shown),
        None => format!(
            "{}: a quarter by day {}, half not reached",
            span.label, span.low.shown
        ),
    };
    let said: Vec<String> = spans.iter().map(half).collect();
    (!spans.is_empty()).then(|| {
        Chart::Spans(Spans {
            heading: format!("Days out of home, of stays begun {first} to {last}"),
            summary: format!(
                "Each bar runs from the day by which a quarter had left to the day by which three quarters had; the line \
                 is half. {}.",
                said.join("; ")
            ),
            unit: "days since removal, without detention".to_owned(),
            spans,
        })
    })
}

fn day(cell: &Cell) -> Option<Day> {
    match cell {
        Cell::Day(day) => Some(*day),
        _ => None,
    }
}

/// Parents per mentor against the places each has; without the ids of mentors where they must not be told.
pub(super) fn caseload(sheet: &mut Sheet, nameless: bool) {
    let Some(period) = sheet.period.clone() else {
        return;
    };
    let mut bars: Vec<Bar> = rows(sheet)
        .filter(|row| !matches!(row.word("mentor"), "" | "all"))
        .filter(|row| {
            row.cell("start") == &Cell::Day(period.first) || row.cell("start") == &Cell::Unknown
        })
        .map(|row| Bar {
            label: row.word("mentor").to_owned(),
            total: figure(row.cell("active")),
            parts: Vec::new(),
            mark: figure(row.cell("capacity")).size,
        })
        .collect();
    let order = |bar: &Bar| (bar.total.size.unwrap_or(0.0), bar.mark.unwrap_or(0.0));
    bars.sort_by(|a, b| {
        order(b)
            .partial_cmp(&order(a))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    if nameless {
        bars.iter_mut()
            .enumerate()
            .for_each(|(at, bar)| bar.label = format!("mentor {}", at + 1));
    }
    if bars.is_empty() {
        return;
    }
    let sum = |pick: fn(&Bar) -> Option<f64>| bars.iter().filter_map(pick).sum::<f64>();
    let summary = format!(
        "{} with {}, {} in all.",
        counted(sum(|bar| bar.total.size), "match"),
        counted(bars.len(), "mentor"),
        counted(sum(|bar| bar.mark), "place")
    );
    sheet.charts.push(Chart::Bars(Bars {
        heading: "Matches of each mentor on the last day".to_owned(),
        summary,
        parts: Vec::new(),
        mark: Some("places".to_owned()),
        direction: Direction::Right,
        bars,
    }));
}

/// The curve of returns of the whole period, with its band, to the end of the longest window.
pub(super) fn curve(returns: &Returns, heading: &str, since: &str) -> Option<Chart> {
    let cohort = || {
        returns
            .units
            .iter()
            .filter(|(window, case)| window.whole && case.counted == Counted::Yes)
    };
    let possible = cohort().map(|(_, case)| case.possible).max()?;
    let subjects: Vec<Observation> = cohort()
        .map(|(_, case)| {
            let end = match case.outcome {
                Outcome::Returned(..) => End::Event,
                Outcome::Competing(_) => End::Competing,
                Outcome::Lost(_) | Outcome::Nothing => End::Censored,
            };
            Observation::new(case.observed, end)
        })
        .collect();
    let curve = KaplanMeier::new(&subjects);
    // What nobody was followed to is not drawn: the last value carried on is a guess.
    let seen = subjects.iter().map(|subject| subject.days).max()?;
    let horizon = if curve.at(possible)?.past_follow_up {
        seen
    } else {
        possible
    };
    let whole = returns
        .rows
        .iter()
        .rfind(|row| row.group.is_none())
        .and_then(|row| row.figures);
    let until = if whole.is_some_and(|figures| figures.km.is_none()) {
        let days = counted(horizon, "day");
        format!("after {days}, the longest that anybody was followed")
    } else {
        "by the end".to_owned()
    };
    let events = curve
        .steps()
        .iter()
        .filter(|step| step.count.events > 0)
        .map(|step| step.count.day);
    let days = std::iter::once(0).chain(events.filter(|day| *day > 0));
    let step = |day: u32| {
        let estimate = curve.incidence_at(day)?;
        let band = estimate
            .interval
            .map(|interval| (interval.low, interval.high));
        Some(CurveStep {
            day,
            value: estimate.value,
            band,
        })
    };
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let last = curve.incidence_at(horizon)?;
    let interval = last
        .interval
        .map(|interval| format!(" ({} to {})", percent(interval.low), percent(interval.high)));
    let end = percent(last.value) + &interval.unwrap_or_default();
    let quarters = (0..=4u32).map(|quarter| horizon * quarter / 4);
    Some(Chart::Curve(Curve {
        heading: heading.to_owned(),
        summary: format!(
            "Kaplan-Meier of {} followed: {end} {until}; the band is the 95 % interval.",
            subjects.len()
        ),
        since: since.to_owned(),
        horizon,
        steps: days.filter_map(step).collect(),
        at_risk: quarters
            .filter_map(|day| Some((day, curve.incidence_at(day)?.at_risk)))
            .collect(),
        end,
    }))
}
