//! A probability that rises with time, its band, and how many were still followed.

use super::canvas::{Anchor, Canvas, WIDTH, ticks};
use crate::report::chart::{Curve, CurveStep};

const LEFT: f64 = 52.0;
const RIGHT: f64 = WIDTH - 16.0;
const TOP: f64 = 20.0;
const TALL: f64 = 190.0;
/// The scale never ends below this, so that a rate of 1 in 200 does not fill the page.
const LEAST: f64 = 0.10;

pub(super) fn draw(curve: &Curve, id: &str) -> String {
    let mut canvas = Canvas::new(id, &curve.heading, &curve.summary);
    let highest = curve
        .steps
        .iter()
        .map(|step| step.band.map_or(step.value, |band| band.1))
        .fold(LEAST, f64::max);
    let scale = ticks(highest.min(1.0), 4, 0.01);
    let end = scale.last().copied().unwrap_or(1.0);
    let whole = |tick: &f64| ((tick * 100.0).round() - tick * 100.0).abs() < 1e-6;
    let decimals = usize::from(!scale.iter().all(whole));
    let base = TOP + TALL;
    let x = |day: u32| {
        LEFT + f64::from(day.min(curve.horizon)) / f64::from(curve.horizon.max(1)) * (RIGHT - LEFT)
    };
    let y = |value: f64| base - value.clamp(0.0, end) / end * TALL;
    for tick in &scale {
        canvas.line(
            if *tick == 0.0 { "axis" } else { "grid" },
            (LEFT, y(*tick)),
            (RIGHT, y(*tick)),
        );
        let percent = format!("{:.*}%", decimals, tick * 100.0);
        canvas.text("tick", Anchor::End, (LEFT - 8.0, y(*tick) + 4.0), &percent);
    }
    let months = f64::from(curve.horizon) / 365.25 * 12.0;
    for month in (0..=months.round() as u32).step_by(if months > 24.5 { 12 } else { 3 }) {
        let day = (f64::from(month) * 365.25 / 12.0).round() as u32;
        canvas.line("axis", (x(day), base), (x(day), base + 4.0));
        canvas.text(
            "tick",
            Anchor::Middle,
            (x(day), base + 18.0),
            &month.to_string(),
        );
    }
    canvas.text(
        "caption",
        Anchor::Middle,
        (f64::midpoint(LEFT, RIGHT), base + 36.0),
        &curve.since,
    );

    let band = |pick: fn((f64, f64)) -> f64| move |step: &CurveStep| step.band.map(pick);
    let high = stairs(curve, band(|band| band.1), x, y);
    let low = stairs(curve, band(|band| band.0), x, y);
    if high.len() > 1 && high.len() == low.len() {
        canvas.path(
            "band",
            &high
                .iter()
                .copied()
                .chain(low.into_iter().rev())
                .collect::<Vec<_>>(),
            true,
        );
    }
    let first = curve.steps.first().map_or(curve.horizon, |step| step.day);
    let mut line = vec![(x(0), y(0.0)), (x(first), y(0.0))];
    line.extend(stairs(curve, |step| Some(step.value), x, y));
    canvas.path("line-1", &line, false);
    let last = curve.steps.last().map_or(0.0, |step| step.value);
    canvas.circle("dot", (RIGHT, y(last)), 3.5);
    canvas.text(
        "value",
        Anchor::End,
        (RIGHT - 4.0, y(last) - 9.0),
        &curve.end,
    );

    let mut height = base + 46.0;
    if !curve.at_risk.is_empty() {
        canvas.text(
            "caption",
            Anchor::Start,
            (0.0, base + 60.0),
            "still followed",
        );
        for (day, count) in &curve.at_risk {
            canvas.text(
                "tick",
                Anchor::Middle,
                (x(*day), base + 78.0),
                &count.to_string(),
            );
        }
        height = base + 88.0;
    }
    canvas.finish(height)
}

/// The corners of a step curve, up to the last day.
fn stairs(
    curve: &Curve,
    value: impl Fn(&CurveStep) -> Option<f64>,
    x: impl Fn(u32) -> f64,
    y: impl Fn(f64) -> f64,
) -> Vec<(f64, f64)> {
    let known: Vec<(u32, f64)> = curve
        .steps
        .iter()
        .filter_map(|step| Some((step.day, value(step)?)))
        .collect();
    let mut points = Vec::new();
    for (index, (day, value)) in known.iter().enumerate() {
        let until = known.get(index + 1).map_or(curve.horizon, |next| next.0);
        points.extend([(x(*day), y(*value)), (x(until), y(*value))]);
    }
    points
}
