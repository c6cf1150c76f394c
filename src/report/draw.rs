//! Charts of the figures of sheets. They are drawn from the cells that the sheet prints, so no chart shows what its table
//! hides; only the curve of returns needs more than a table has, and is not for the public.

use super::chart::{Bar, Bars, Chart, Curve, CurveStep, Direction, Figure, Span, Spans};
use super::sheet::{Audience, Cell, Sheet};
use crate::measure::returns::{Counted, Outcome, Returns};
use crate::measure::statistics::{KaplanMeier, Observation, Outcome as End};

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
struct Row<'a> {
    sheet: &'a Sheet,
    cells: &'a [Cell],
}

impl<'a> Row<'a> {
    fn cell(&self, name: &str) -> &'a Cell {
        let at = self.sheet.columns.iter().position(|column| column.name == name);
        at.and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Unknown)
    }

    fn word(&self, name: &str) -> &'a str {
        match self.cell(name) {
            Cell::Text(word) => word,
            _ => "",
        }
    }
}

fn rows(sheet: &Sheet) -> impl Iterator<Item = Row<'_>> {
    sheet.rows.iter().map(move |cells| Row { sheet, cells })
}

/// Whether rows are broken down by groups of people, which are too many for a chart.
fn is_grouped(sheet: &Sheet) -> bool {
    sheet.columns.iter().any(|column| ["area", "language", "gender"].contains(&column.name))
        || (sheet.report == "unduplicated" && sheet.columns.iter().any(|column| column.name == "system"))
}

fn figure(cell: &Cell) -> Figure {
    let (size, shown) = match cell {
        Cell::Count(count) => (Some(*count as f64), count.to_string()),
        Cell::Number(number, decimals) if number.is_finite() => (Some(*number), format!("{number:.decimals$}")),
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
    let is_plain = |row: &Row<'_>| row.cell("served") != &Cell::Unknown;
    let everybody: Vec<Row<'_>> = rows(sheet).filter(|row| row.word("service") == "all" && is_plain(row)).collect();
    let period = sheet.period.as_ref()?;
    let (whole, parts): (Vec<_>, Vec<_>) = everybody
        .into_iter()
        .partition(|row| row.cell("start") == &Cell::Day(period.first) && row.cell("end") == &Cell::Day(period.last));
    let parts_of = |row: &Row<'_>| vec![figure(row.cell("new")), figure(row.cell("continuing"))];
    let bar = |row: &Row<'_>, label: &str| Bar {
        label: label.to_owned(),
        total: figure(row.cell("served")),
        parts: parts_of(row),
        mark: None,
    };
    let said = |bars: &[Bar]| {
        bars.iter().map(|bar| format!("{} in {}", bar.total.shown, bar.label)).collect::<Vec<_>>().join(", ")
    };
    let (heading, direction, bars, summary) = if parts.len() > 1 {
        let bars: Vec<Bar> = parts.iter().map(|row| bar(row, row.word("period"))).collect();
        let summary = format!("{}.", said(&bars));
        ("People served over time", Direction::Up, bars, summary)
    } else {
        let all = whole.first().or(parts.first())?;
        let same = |row: &Row<'_>| row.cell("start") == all.cell("start") && row.cell("end") == all.cell("end");
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

/// Quartiles of the days out of home, by system, of the whole period.
fn stays(sheet: &Sheet) -> Option<Chart> {
    let period = sheet.period.as_ref()?;
    let whole =
        |row: &Row<'_>| row.cell("start") == &Cell::Day(period.first) && row.cell("end") == &Cell::Day(period.last);
    let spans: Vec<Span> = rows(sheet)
        .filter(|row| whole(row) && !is_grouped(sheet) && row.cell("median_days") != &Cell::Unknown)
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
    let said: Vec<String> =
        spans.iter().map(|span| format!("{}: half had left by day {}", span.label, span.middle.shown)).collect();
    (!spans.is_empty()).then(|| {
        Chart::Spans(Spans {
            heading: "Days out of home".to_owned(),
            summary: format!(
                "From the day by which a quarter had left to that of three quarters; the line is half. {}.",
                said.join("; ")
            ),
            unit: "days since removal, without detention".to_owned(),
            spans,
        })
    })
}

/// Parents per mentor against the places each has; without the ids of mentors where they must not be told.
pub(super) fn caseload(sheet: &mut Sheet, nameless: bool) {
    let Some(period) = sheet.period.clone() else { return };
    let mut bars: Vec<Bar> = rows(sheet)
        .filter(|row| !matches!(row.word("mentor"), "" | "all"))
        .filter(|row| row.cell("start") == &Cell::Day(period.first) || row.cell("start") == &Cell::Unknown)
        .map(|row| Bar {
            label: row.word("mentor").to_owned(),
            total: figure(row.cell("active")),
            parts: Vec::new(),
            mark: figure(row.cell("capacity")).size,
        })
        .collect();
    let order = |bar: &Bar| (bar.total.size.unwrap_or(0.0), bar.mark.unwrap_or(0.0));
    bars.sort_by(|a, b| order(b).partial_cmp(&order(a)).unwrap_or(std::cmp::Ordering::Equal));
    if nameless {
        bars.iter_mut().enumerate().for_each(|(at, bar)| bar.label = (at + 1).to_string());
    }
    if bars.is_empty() {
        return;
    }
    let sum = |pick: fn(&Bar) -> Option<f64>| bars.iter().filter_map(pick).sum::<f64>();
    let summary = format!(
        "{} matches with {} mentors, who have {} places.",
        sum(|bar| bar.total.size),
        bars.len(),
        sum(|bar| bar.mark)
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

/// The curve of returns of the whole period, with its band; `horizon` is the length of the window in days.
pub(super) fn curve(returns: &Returns, heading: &str, since: &str, horizon: u32) -> Option<Chart> {
    let counted = returns.units.iter().filter(|(window, case)| window.whole && case.counted == Counted::Yes);
    let subjects: Vec<Observation> = counted
        .map(|(_, case)| {
            let end = match case.outcome {
                Outcome::Returned(..) => End::Event,
                Outcome::Competing(_) => End::Competing,
                Outcome::Lost(_) | Outcome::Nothing => End::Censored,
            };
            Observation::new(case.observed, end)
        })
        .collect();
    if subjects.is_empty() {
        return None;
    }
    let curve = KaplanMeier::new(&subjects);
    let events = curve.steps().iter().filter(|step| step.count.events > 0).map(|step| step.count.day);
    let days = std::iter::once(0).chain(events.filter(|day| *day > 0));
    let step = |day: u32| {
        let estimate = curve.incidence_at(day)?;
        let band = estimate.interval.map(|interval| (interval.low, interval.high));
        Some(CurveStep { day, value: estimate.value, band })
    };
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let last = curve.incidence_at(horizon)?;
    let interval = last.interval.map(|interval| format!(" ({} to {})", percent(interval.low), percent(interval.high)));
    let end = percent(last.value) + &interval.unwrap_or_default();
    let quarters = (0..=4u32).map(|quarter| horizon * quarter / 4);
    Some(Chart::Curve(Curve {
        heading: heading.to_owned(),
        summary: format!(
            "Kaplan-Meier of {} followed: {end} by the end; the band is the 95 % interval.",
            subjects.len()
        ),
        since: since.to_owned(),
        horizon,
        steps: days.filter_map(step).collect(),
        at_risk: quarters.filter_map(|day| Some((day, curve.incidence_at(day)?.at_risk))).collect(),
        end,
    }))
}
