//! A probability that rises with time, its band, and how many were still followed.

use super::canvas::{Anchor, Canvas, WIDTH, ticks};
use crate::report::chart::{Curve, CurveStep};

const LEFT: f64 = 52.0;
const RIGHT: f64 = WIDTH - 16.0;
const TOP: f64 = 20.0;
const TALL: f64 = 190.0;
/// The minimum end of the scale, so that a rate of 1 in 200 does not fill the page.
const LEAST: f64 = 0.10;

/// The scales for days and probabilities.
struct Frame {
    horizon: u32,
    /// The end of the scale.
    end: f64,
    base: f64,
}

impl Frame {
    fn x(&self, day: u32) -> f64 {
        let days = f64::from(self.horizon.max(1));
        LEFT + f64::from(day.min(self.horizon)) / days * (RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        self.base - value.clamp(0.0, self.end) / self.end * TALL
    }

    /// The corners of a step curve, up to the last day.
    fn stairs(&self, curve: &Curve, value: impl Fn(&CurveStep) -> Option<f64>) -> Vec<(f64, f64)> {
        let steps = curve.steps.iter();
        let known: Vec<(u32, f64)> = steps
            .filter_map(|step| Some((step.day, value(step)?)))
            .collect();
        let mut points = Vec::new();
        for (index, (day, value)) in known.iter().enumerate() {
            let until = known.get(index + 1).map_or(self.horizon, |next| next.0);
            let y = self.y(*value);
            points.extend([(self.x(*day), y), (self.x(until), y)]);
        }
        points
    }
}

pub(super) fn draw(curve: &Curve, id: &str) -> String {
    let mut canvas = Canvas::new(id, &curve.heading, &curve.summary);
    let tops = curve.steps.iter();
    let highest = tops
        .map(|step| step.band.map_or(step.value, |band| band.1))
        .fold(LEAST, f64::max);
    let scale = ticks(highest.min(1.0), 4, 0.01);
    let frame = Frame {
        horizon: curve.horizon,
        end: scale.last().copied().unwrap_or(1.0),
        base: TOP + TALL,
    };
    axes(&mut canvas, &frame, &scale, &curve.since);
    lines(&mut canvas, &frame, curve);
    let height = followed(&mut canvas, &frame, curve);
    canvas.finish(height)
}

/// The scale on the left, and months below.
fn axes(canvas: &mut Canvas, frame: &Frame, scale: &[f64], since: &str) {
    let whole = |tick: &f64| ((tick * 100.0).round() - tick * 100.0).abs() < 1e-6;
    let decimals = usize::from(!scale.iter().all(whole));
    for tick in scale {
        let y = frame.y(*tick);
        let class = if *tick == 0.0 { "axis" } else { "grid" };
        canvas.line(class, (LEFT, y), (RIGHT, y));
        let percent = format!("{:.*}%", decimals, tick * 100.0);
        canvas.text("tick", Anchor::End, (LEFT - 8.0, y + 4.0), &percent);
    }
    let base = frame.base;
    let months = f64::from(frame.horizon) / 365.25 * 12.0;
    for month in (0..=months.round() as u32).step_by(if months > 24.5 { 12 } else { 3 }) {
        let x = frame.x((f64::from(month) * 365.25 / 12.0).round() as u32);
        canvas.line("axis", (x, base), (x, base + 4.0));
        canvas.text("tick", Anchor::Middle, (x, base + 18.0), &month.to_string());
    }
    let middle = (f64::midpoint(LEFT, RIGHT), base + 36.0);
    canvas.text("caption", Anchor::Middle, middle, since);
}

/// The band, the curve over it, and its end in words.
fn lines(canvas: &mut Canvas, frame: &Frame, curve: &Curve) {
    let high = frame.stairs(curve, |step| step.band.map(|band| band.1));
    let low = frame.stairs(curve, |step| step.band.map(|band| band.0));
    if high.len() > 1 && high.len() == low.len() {
        let around: Vec<(f64, f64)> = high.into_iter().chain(low.into_iter().rev()).collect();
        canvas.path("band", &around, true);
    }
    let first = curve.steps.first().map_or(curve.horizon, |step| step.day);
    let mut line = vec![(frame.x(0), frame.y(0.0)), (frame.x(first), frame.y(0.0))];
    line.extend(frame.stairs(curve, |step| Some(step.value)));
    canvas.path("line-1", &line, false);
    let last = frame.y(curve.steps.last().map_or(0.0, |step| step.value));
    canvas.circle("dot", (RIGHT, last), 3.5);
    canvas.text("value", Anchor::End, (RIGHT - 4.0, last - 9.0), &curve.end);
}

/// How many were still followed on some days; returns where the drawing ends.
fn followed(canvas: &mut Canvas, frame: &Frame, curve: &Curve) -> f64 {
    let base = frame.base;
    if curve.at_risk.is_empty() {
        return base + 46.0;
    }
    canvas.text(
        "caption",
        Anchor::Start,
        (0.0, base + 60.0),
        "still followed",
    );
    for (day, count) in &curve.at_risk {
        let at = (frame.x(*day), base + 78.0);
        canvas.text("tick", Anchor::Middle, at, &count.to_string());
    }
    base + 88.0
}
