//! Charts of the figures of sheets. They are drawn from the cells that the sheet prints, so no chart shows what its
//! table hides; only the curve of returns needs more than a table has, and it is not for the public.

use super::cell::Cell;
use super::chart::{Bar, Bars, Chart, Curve, CurveStep, Direction, Drawing, Figure, Span, Spans};
use super::column::Key;
use super::sheet::{Audience, Line, Sheet};
use crate::measure::Window;
use crate::measure::returns::{Case, Counted, Returns, observation};
use crate::measure::statistics::{KaplanMeier, Observation};
use crate::record::{Day, counted};

/// Adds the chart of a sheet's cells. The chart of single mentors is only for the program itself.
pub(super) fn from_cells(sheet: &mut Sheet) {
    let chart = match sheet.disclosure.and_then(|disclosure| disclosure.drawing) {
        Some(Drawing::Bars(total, parts)) => bars(sheet, total, parts),
        Some(Drawing::Spans(ends)) => spans(sheet, ends),
        Some(Drawing::Each(..)) if sheet.audience == Some(Audience::Internal) => each(sheet),
        Some(Drawing::Targets) => targets(sheet),
        Some(Drawing::Each(..)) | None => None,
    };
    sheet.charts.extend(chart);
}

/// Whether rows are broken down by a second kind of group, which is too much for a chart.
fn is_grouped(sheet: &Sheet) -> bool {
    let groups = sheet.columns.iter().filter(|column| column.is(Key::Group));
    groups.count() > 1
}

/// The word of a key; `None` in the row of everyone.
fn word<'a>(line: &Line<'a>, key: Key) -> Option<&'a str> {
    match line.key(key)? {
        Cell::Text(word) => Some(word),
        _ => None,
    }
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

/// People served, new and continuing: by parts of the period if the sheet has them, otherwise by service.
fn bars(sheet: &Sheet, total: &str, parts: &[(&str, &str)]) -> Option<Chart> {
    if is_grouped(sheet) {
        return None;
    }
    let known = || {
        sheet
            .lines()
            .filter(|line| *line.cell(total) != Cell::Unknown && !sheet.is_idle(*line))
    };
    let mut everybody: Vec<Line<'_>> = known().filter(|line| line.is_of_all()).collect();
    let start = |line: &Line<'_>| line.key(Key::Start).cloned();
    if let [first, .., whole] = &everybody[..]
        && start(first) == start(whole)
    {
        everybody.pop();
    }
    let bar = |line: Line<'_>, label: String| Bar {
        label,
        total: figure(line.cell(total)),
        parts: parts
            .iter()
            .map(|(name, _)| figure(line.cell(name)))
            .collect(),
        mark: None,
    };
    let said = |bars: &[Bar]| {
        bars.iter()
            .map(|bar| format!("{} in {}", bar.total.shown, bar.label))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (heading, direction, bars, summary) = if everybody.len() > 1 {
        let label = |line: &Line<'_>| word(line, Key::Period).unwrap_or_default().to_owned();
        let bars: Vec<Bar> = everybody
            .iter()
            .map(|line| bar(*line, label(line)))
            .collect();
        let summary = format!("{}.", said(&bars));
        ("People served over time", Direction::Up, bars, summary)
    } else {
        let all = everybody.first()?;
        let group = |line: Line<'_>| {
            let group = word(&line, Key::Group).filter(|_| line.days() == all.days())?;
            Some(bar(line, group.replace('-', " ")))
        };
        let bars: Vec<Bar> = known().filter_map(group).collect();
        let summary = format!(
            "{} in all; {}. People who had two services are in both bars.",
            figure(all.cell(total)).shown,
            said(&bars)
        );
        ("People served, by service", Direction::Right, bars, summary)
    };
    (!bars.is_empty()).then(|| {
        Chart::Bars(Bars {
            heading: heading.to_owned(),
            summary,
            parts: parts.iter().map(|(_, what)| (*what).to_owned()).collect(),
            mark: None,
            direction,
            bars,
        })
    })
}

/// Quartiles of the days out of home, by system: of the period, or if it is too young for a median, of the earliest
/// days that have one.
fn spans(sheet: &Sheet, [low, middle, high]: [&str; 3]) -> Option<Chart> {
    let period = sheet.period.as_ref()?;
    let known = |line: &Line<'_>| {
        let middle = figure(line.cell(middle)).size;
        middle.or(figure(line.cell(low)).size).is_some()
    };
    let of_all = sheet.lines().filter(|line| line.is_of_all() && known(line));
    let mut days: Vec<(Day, Day)> = of_all.filter_map(Line::days).collect();
    days.sort_by_key(|days| *days != (period.first, period.last));
    let days = *days.first().filter(|_| !is_grouped(sheet))?;
    let here = sheet.lines().filter(|line| line.days() == Some(days));
    let spans: Vec<Span> = here
        .filter(known)
        .map(|line| Span {
            label: word(&line, Key::Group)
                .map_or_else(|| "all children".to_owned(), str::to_uppercase),
            low: figure(line.cell(low)),
            middle: figure(line.cell(middle)),
            high: figure(line.cell(high)),
        })
        .collect();
    let half = |span: &Span| match span.middle.size {
        Some(_) => format!("{}: half by day {}", span.label, span.middle.shown),
        None => format!(
            "{}: a quarter by day {}, half not reached",
            span.label, span.low.shown
        ),
    };
    let halves: Vec<String> = spans.iter().map(half).collect();
    (!spans.is_empty()).then(|| {
        Chart::Spans(Spans {
            heading: format!("Days out of home, of stays begun {} to {}", days.0, days.1),
            summary: format!(
                "Each bar runs from the day by which a quarter had left to the day by which three quarters had; the line \
                 is half. {}.",
                halves.join("; ")
            ),
            unit: "days since removal, without detention".to_owned(),
            spans,
        })
    })
}

/// How much of each target has been reached, with a mark at the share of the year that has passed.
fn targets(sheet: &Sheet) -> Option<Chart> {
    let share = |cell: &Cell| match cell {
        Cell::Rate(share) => Some(*share),
        _ => None,
    };
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    };
    let bars: Vec<Bar> = sheet
        .lines()
        .map(|line| {
            let reached = share(line.cell("share"));
            Bar {
                label: text(line.cell("label")),
                total: Figure {
                    size: reached.map(|reached| reached * 100.0),
                    shown: reached
                        .map_or("-".to_owned(), |reached| format!("{:.0}%", reached * 100.0)),
                },
                parts: Vec::new(),
                mark: share(line.cell("year_gone")).map(|gone| gone * 100.0),
            }
        })
        .collect();
    let summary: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {}", bar.label, bar.total.shown))
        .collect();
    (!bars.is_empty()).then(|| {
        Chart::Bars(Bars {
            heading: "Share of each target that is reached".to_owned(),
            summary: format!("{}.", summary.join(", ")),
            parts: Vec::new(),
            mark: Some("share of the year gone".to_owned()),
            direction: Direction::Right,
            bars,
        })
    })
}

/// Parents per mentor compared with the capacity of each.
fn each(sheet: &Sheet) -> Option<Chart> {
    let period = sheet.period.as_ref()?;
    let Some(Drawing::Each(total, mark)) = sheet.disclosure?.drawing else {
        return None;
    };
    let is_of_period = |line: &Line<'_>| line.days().is_none_or(|days| days.0 == period.first);
    let one = |line: Line<'_>| {
        Some(Bar {
            label: word(&line, Key::Person)?.to_owned(),
            total: figure(line.cell(total)),
            parts: Vec::new(),
            mark: figure(line.cell(mark)).size,
        })
    };
    let mut bars: Vec<Bar> = sheet.lines().filter(is_of_period).filter_map(one).collect();
    let order = |bar: &Bar| (bar.total.size.unwrap_or(0.0), bar.mark.unwrap_or(0.0));
    bars.sort_by(|a, b| {
        order(b)
            .partial_cmp(&order(a))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let sum = |pick: fn(&Bar) -> Option<f64>| bars.iter().filter_map(pick).sum::<f64>();
    let summary = format!(
        "{} with {}, {} in all.",
        counted(sum(|bar| bar.total.size), "match"),
        counted(bars.len(), "mentor"),
        counted(sum(|bar| bar.mark), "place")
    );
    (!bars.is_empty()).then(|| {
        Chart::Bars(Bars {
            heading: "Matches of each mentor on the last day".to_owned(),
            summary,
            parts: Vec::new(),
            mark: Some("places".to_owned()),
            direction: Direction::Right,
            bars,
        })
    })
}

/// The curve of returns for the whole period, with its band, to the end of the longest window.
pub(super) fn curve(returns: &Returns, heading: &str, since: &str) -> Option<Chart> {
    let counted_here =
        |(window, case): &&(Window, Case)| window.whole && case.counted == Counted::Yes;
    let cohort = || {
        returns
            .units
            .iter()
            .filter(counted_here)
            .map(|(_, case)| case)
    };
    let possible = cohort().map(|case| case.possible).max()?;
    let subjects: Vec<Observation> = cohort().map(observation).collect();
    let curve = KaplanMeier::new(&subjects);
    // Nothing is drawn beyond the last follow-up: extending the last value would be a guess.
    let seen = subjects.iter().map(|subject| subject.days).max()?;
    let horizon = if curve.at(possible)?.past_follow_up {
        seen
    } else {
        possible
    };
    let all = returns.rows.iter().rfind(|row| row.group.is_none());
    let whole = all.and_then(|row| row.figures);
    let until = if whole.is_some_and(|figures| figures.km.is_none()) {
        let days = counted(horizon, "day");
        format!("after {days}, the longest follow-up of anyone")
    } else {
        "by the end".to_owned()
    };
    let end = at_end(&curve, horizon)?;
    let quarters = (0..=4u32).map(|quarter| horizon * quarter / 4);
    Some(Chart::Curve(Curve {
        heading: heading.to_owned(),
        summary: format!(
            "Kaplan-Meier of {} followed: {end} {until}; the band is the 95 % interval.",
            subjects.len()
        ),
        since: since.to_owned(),
        horizon,
        steps: steps(&curve),
        at_risk: quarters
            .filter_map(|day| Some((day, curve.incidence_at(day)?.at_risk)))
            .collect(),
        end,
    }))
}

/// Where the curve begins, and each day on which it rises.
fn steps(curve: &KaplanMeier) -> Vec<CurveStep> {
    let steps = curve.steps().iter();
    let events = steps.filter(|step| step.count.events > 0);
    let days = events.map(|step| step.count.day).filter(|day| *day > 0);
    let step = |day: u32| {
        let estimate = curve.incidence_at(day)?;
        let band = estimate.interval.map(|one| (one.low, one.high));
        Some(CurveStep {
            day,
            value: estimate.value,
            band,
        })
    };
    std::iter::once(0).chain(days).filter_map(step).collect()
}

/// The value on the last day, in words: `4.1% (1.9% to 7.6%)`.
fn at_end(curve: &KaplanMeier, horizon: u32) -> Option<String> {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let last = curve.incidence_at(horizon)?;
    let interval = last
        .interval
        .map(|one| format!(" ({} to {})", percent(one.low), percent(one.high)));
    Some(percent(last.value) + &interval.unwrap_or_default())
}
