//! Bars with parts, vertical for time or horizontal for things with names.

use super::canvas::{Anchor, Canvas, WIDTH, number, shorten, ticks, width_of};
use crate::report::chart::{Bar, Bars, Direction};

/// The class of each part of a bar, darkest first.
const PARTS: [&str; 4] = ["part-1", "part-2", "part-3", "part-4"];

pub(super) fn draw(bars: &Bars, id: &str) -> String {
    let mut canvas = Canvas::new(id, &bars.heading, &bars.summary);
    let top = legend(&mut canvas, bars);
    let height = match bars.direction {
        Direction::Up => upright(&mut canvas, bars, top),
        Direction::Right => lying(&mut canvas, bars, top),
    };
    canvas.finish(height)
}

fn legend(canvas: &mut Canvas, bars: &Bars) -> f64 {
    let mut entries: Vec<(&str, &str)> = PARTS
        .into_iter()
        .zip(bars.parts.iter().map(String::as_str))
        .collect();
    entries.extend(bars.mark.as_deref().map(|mark| ("mark", mark)));
    if entries.is_empty() {
        return 14.0;
    }
    canvas.legend(
        14.0,
        if bars.direction == Direction::Up {
            44.0
        } else {
            0.0
        },
        &entries,
    );
    36.0
}

/// The largest number to draw.
fn most(bars: &Bars) -> f64 {
    let sizes = |bar: &Bar| [bar.total.size, Some(parts_of(bar)), bar.mark];
    bars.bars
        .iter()
        .flat_map(sizes)
        .flatten()
        .fold(0.0, f64::max)
}

fn parts_of(bar: &Bar) -> f64 {
    bar.parts.iter().filter_map(|part| part.size).sum()
}

/// A piece of a bar, and its label.
struct Piece<'a> {
    class: &'static str,
    from: f64,
    size: f64,
    label: Option<&'a str>,
}

/// The pieces of a bar: its parts if every part is known, otherwise one.
fn pieces<'a>(bars: &Bars, bar: &'a Bar) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    if bar.parts.is_empty() || bar.parts.iter().any(|part| part.size.is_none()) {
        let class = if bars.parts.is_empty() {
            "part-1"
        } else {
            "whole"
        };
        pieces.extend(bar.total.size.map(|size| Piece {
            class,
            from: 0.0,
            size,
            label: None,
        }));
        return pieces;
    }
    for (class, part) in PARTS.into_iter().zip(&bar.parts) {
        pieces.push(Piece {
            class,
            from: reached(&pieces),
            size: part.size.unwrap_or(0.0),
            label: Some(&part.shown),
        });
    }
    pieces
}

/// Where a bar ends.
fn reached(pieces: &[Piece<'_>]) -> f64 {
    pieces.last().map_or(0.0, |last| last.from + last.size)
}

/// The class of the line at a tick.
fn rule(tick: f64) -> &'static str {
    if tick == 0.0 { "axis" } else { "grid" }
}

fn upright(canvas: &mut Canvas, bars: &Bars, top: f64) -> f64 {
    const LEFT: f64 = 44.0;
    const TALL: f64 = 190.0;
    let scale = ticks(most(bars), 4, 1.0);
    let end = scale.last().copied().unwrap_or(1.0);
    let top = top + 12.0;
    let base = top + TALL;
    let y = |value: f64| base - value / end * TALL;
    for tick in &scale {
        canvas.line(rule(*tick), (LEFT, y(*tick)), (WIDTH, y(*tick)));
        canvas.text(
            "tick",
            Anchor::End,
            (LEFT - 8.0, y(*tick) + 4.0),
            &number(*tick),
        );
    }
    let slot = (WIDTH - LEFT) / bars.bars.len().max(1) as f64;
    let wide = (slot * 0.56).min(84.0);
    for (index, bar) in bars.bars.iter().enumerate() {
        let middle = LEFT + slot * (index as f64 + 0.5);
        let left = middle - wide / 2.0;
        let pieces = pieces(bars, bar);
        let reached = reached(&pieces);
        for piece in pieces {
            let tall = piece.size / end * TALL;
            let top = y(piece.from + piece.size);
            canvas.rect(piece.class, (left, top), (wide, tall));
            if let Some(label) = piece.label.filter(|_| tall >= 15.0) {
                let at = (middle, y(piece.from + piece.size / 2.0) + 4.0);
                canvas.text(&format!("on-{}", piece.class), Anchor::Middle, at, label);
            }
        }
        if let Some(mark) = bar.mark {
            canvas.line("mark", (left - 6.0, y(mark)), (left + wide + 6.0, y(mark)));
        }
        canvas.text(
            "value",
            Anchor::Middle,
            (middle, y(reached) - 7.0),
            &bar.total.shown,
        );
        canvas.text(
            "label",
            Anchor::Middle,
            (middle, base + 19.0),
            &shorten(&bar.label, slot),
        );
    }
    base + 28.0
}

fn lying(canvas: &mut Canvas, bars: &Bars, top: f64) -> f64 {
    const ROW: f64 = 26.0;
    const THICK: f64 = 14.0;
    let widest = |words: fn(&Bar) -> &str| {
        let widths = bars.bars.iter().map(|bar| width_of(words(bar)));
        widths.fold(0.0, f64::max)
    };
    let left = widest(|bar| &bar.label).min(180.0) + 12.0;
    let right = WIDTH - widest(|bar| &bar.total.shown) - 14.0;
    let scale = ticks(most(bars), 6, 1.0);
    let end = scale.last().copied().unwrap_or(1.0);
    let x = |value: f64| left + value / end * (right - left);
    let base = top + ROW * bars.bars.len() as f64;
    for tick in &scale {
        canvas.line(rule(*tick), (x(*tick), top), (x(*tick), base));
        canvas.text(
            "tick",
            Anchor::Middle,
            (x(*tick), base + 16.0),
            &number(*tick),
        );
    }
    for (index, bar) in bars.bars.iter().enumerate() {
        let y = top + ROW * index as f64 + (ROW - THICK) / 2.0;
        let baseline = y + THICK / 2.0 + 4.0;
        canvas.text(
            "label",
            Anchor::End,
            (left - 10.0, baseline),
            &shorten(&bar.label, left - 10.0),
        );
        let pieces = pieces(bars, bar);
        let mut reached = reached(&pieces);
        for piece in pieces {
            let size = (x(piece.size) - x(0.0), THICK);
            canvas.rect(piece.class, (x(piece.from), y), size);
        }
        if let Some(mark) = bar.mark {
            canvas.line("mark", (x(mark), y - 4.0), (x(mark), y + THICK + 4.0));
            let room = x(mark) - x(reached);
            if (-4.0..width_of(&bar.total.shown) + 12.0).contains(&room) {
                reached = mark;
            }
        }
        canvas.text(
            "value",
            Anchor::Start,
            (x(reached) + 7.0, baseline),
            &bar.total.shown,
        );
    }
    base + 24.0
}
