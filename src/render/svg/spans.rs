//! Spans from a quarter to three quarters, with the middle marked.

use super::canvas::{Anchor, Canvas, WIDTH, number, shorten, ticks, width_of};
use crate::report::chart::{Figure, Span, Spans};

const ROW: f64 = 44.0;
const THICK: f64 = 14.0;
const TOP: f64 = 4.0;

pub(super) fn draw(spans: &Spans, id: &str) -> String {
    let mut canvas = Canvas::new(id, &spans.heading, &spans.summary);
    let left = spans
        .spans
        .iter()
        .map(|span| width_of(&span.label))
        .fold(0.0, f64::max)
        .min(180.0)
        + 12.0;
    let right = WIDTH - 26.0;
    let sizes = |span: &Span| [span.low.size, span.middle.size, span.high.size];
    let most = spans
        .spans
        .iter()
        .flat_map(sizes)
        .flatten()
        .fold(0.0, f64::max);
    let open = spans
        .spans
        .iter()
        .any(|span| span.low.size.or(span.middle.size).is_some() && span.high.size.is_none());
    let scale = ticks(if open { most * 1.2 } else { most }, 6, 1.0);
    let end = scale.last().copied().unwrap_or(1.0);
    let x = |value: f64| left + value / end * (right - left);
    let base = TOP + ROW * spans.spans.len() as f64;
    for tick in &scale {
        canvas.line(
            if *tick == 0.0 { "axis" } else { "grid" },
            (x(*tick), TOP),
            (x(*tick), base),
        );
        canvas.text(
            "tick",
            Anchor::Middle,
            (x(*tick), base + 16.0),
            &number(*tick),
        );
    }
    canvas.text(
        "caption",
        Anchor::Middle,
        (f64::midpoint(left, right), base + 34.0),
        &spans.unit,
    );
    for (index, span) in spans.spans.iter().enumerate() {
        let y = TOP + ROW * (index as f64 + 0.5);
        canvas.text(
            "label",
            Anchor::End,
            (left - 10.0, y + 12.0),
            &shorten(&span.label, left - 10.0),
        );
        one(&mut canvas, span, y, x, right);
    }
    canvas.finish(base + 42.0)
}

fn one(canvas: &mut Canvas, span: &Span, y: f64, x: impl Fn(f64) -> f64, right: f64) {
    let top = y - THICK / 2.0 + 8.0;
    let Some(low) = span.low.size.or(span.middle.size) else {
        canvas.text(
            "value",
            Anchor::Start,
            (x(0.0) + 8.0, y + 12.0),
            &span.middle.shown,
        );
        return;
    };
    match span.high.size {
        Some(high) => canvas.rect("part-2", (x(low), top), (x(high) - x(low), THICK)),
        None => {
            let (tip, end) = (top + THICK / 2.0, top + THICK);
            let points = [
                (x(low), top),
                (right - 8.0, top),
                (right, tip),
                (right - 8.0, end),
                (x(low), end),
            ];
            canvas.path("part-2", &points, true);
        }
    }
    let Some(middle) = span.middle.size else {
        canvas.text("tick", Anchor::Start, (x(low), top - 8.0), &span.low.shown);
        return;
    };
    canvas.line(
        "middle",
        (x(middle), top - 3.0),
        (x(middle), top + THICK + 3.0),
    );
    canvas.text(
        "value",
        Anchor::Middle,
        (x(middle), top - 8.0),
        &span.middle.shown,
    );
    let beside = |canvas: &mut Canvas, anchor: Anchor, figure: &Figure, at: f64| {
        if (x(at) - x(middle)).abs() > width_of(&figure.shown) + width_of(&span.middle.shown) / 2.0
        {
            canvas.text("tick", anchor, (x(at), top - 8.0), &figure.shown);
        }
    };
    if let Some(low) = span.low.size {
        beside(canvas, Anchor::Start, &span.low, low);
    }
    if let Some(high) = span.high.size {
        beside(canvas, Anchor::End, &span.high, high);
    }
}
