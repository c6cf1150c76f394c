//! Charts as inline SVG, drawn by ourselves, without scripts, fonts or pictures from elsewhere.
//!
//! Every chart has a title and a description for readers who cannot see it, colors that differ in lightness so that
//! they survive a gray printer, and numbers written on it. Sizes are in units of a drawing 640 wide, which the page
//! scales.

mod bars;
mod canvas;
mod curve;
mod spans;

use crate::report::Chart;

/// A chart as an `svg` element; `id` must be unique on the page.
pub(super) fn draw(chart: &Chart, id: &str) -> String {
    match chart {
        Chart::Bars(bars) => bars::draw(bars, id),
        Chart::Curve(curve) => curve::draw(curve, id),
        Chart::Spans(spans) => spans::draw(spans, id),
    }
}

#[cfg(test)]
mod tests;
