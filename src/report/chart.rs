//! What a chart shows, before it is drawn. Numbers come with the words that a table would print, so that a masked or
//! unknown value is never drawn as if it were known.

/// A chart of a sheet; only html draws it, as every number is also in the sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Bars, whole or split into parts.
    Bars(Bars),
    /// A curve over the days since something, with its band.
    Curve(Curve),
    /// Spans with a middle, such as quartiles.
    Spans(Spans),
}

/// How the figures of a report are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// A bar for each part of the days or each group: the first column, split into the others, each with its label.
    Bars(&'static str, &'static [(&'static str, &'static str)]),
    /// A span for each group: its low end, its middle and its high end.
    Spans([&'static str; 3]),
    /// A bar for each person: the first column, with a mark at the second.
    Each(&'static str, &'static str),
    /// A bar for each target of a contract.
    Targets,
}

/// A number to draw, and the words for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// How much; `None` if it is unknown or masked.
    pub size: Option<f64>,
    /// What a table prints: `31`, `<11`, `-`.
    pub shown: String,
}

/// Bars next to or below each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The heading.
    pub heading: String,
    /// What the chart shows in a sentence or two, for readers who cannot see it.
    pub summary: String,
    /// What each part of a bar is; empty if bars have no parts.
    pub parts: Vec<String>,
    /// What the mark on each bar is, if there is one, such as `capacity`.
    pub mark: Option<String>,
    /// The direction in which bars grow.
    pub direction: Direction,
    /// The bars, in order.
    pub bars: Vec<Bar>,
}

/// The direction in which bars grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Upward, next to each other: for time.
    Up,
    /// To the right, below each other: for things with names.
    Right,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its label.
    pub label: String,
    /// Its total.
    pub total: Figure,
    /// Its parts, in the chart's order.
    pub parts: Vec<Figure>,
    /// Where its mark is.
    pub mark: Option<f64>,
}

/// A probability over days, as a rising step curve with a band around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The heading.
    pub heading: String,
    /// What the chart shows in a sentence or two, for readers who cannot see it.
    pub summary: String,
    /// What the days are counted from, such as `months since the family was reunified`.
    pub since: String,
    /// The last day drawn.
    pub horizon: u32,
    /// Where the curve steps, by day; it begins at 0 on day 0.
    pub steps: Vec<CurveStep>,
    /// How many had been followed up to selected days.
    pub at_risk: Vec<(u32, usize)>,
    /// The label at the end of the curve, such as `4.1% (1.9% to 7.6%)`.
    pub end: String,
}

/// A step of a curve: from this day on, these values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveStep {
    /// Days since the start.
    pub day: u32,
    /// The probability, 0 to 1.
    pub value: f64,
    /// The band, if there is one.
    pub band: Option<(f64, f64)>,
}

/// Spans below each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Spans {
    /// The heading.
    pub heading: String,
    /// What the chart shows in a sentence or two, for readers who cannot see it.
    pub summary: String,
    /// What is measured, such as `days`.
    pub unit: String,
    /// The spans, in order.
    pub spans: Vec<Span>,
}

/// One span.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Its label.
    pub label: String,
    /// Where it begins.
    pub low: Figure,
    /// Its middle.
    pub middle: Figure,
    /// Where it ends; a size of `None` with a known middle is an open end.
    pub high: Figure,
}

impl Chart {
    /// The heading.
    #[must_use]
    pub fn heading(&self) -> &str {
        match self {
            Self::Bars(bars) => &bars.heading,
            Self::Curve(curve) => &curve.heading,
            Self::Spans(spans) => &spans.heading,
        }
    }

    /// What it shows, in words.
    #[must_use]
    pub fn summary(&self) -> &str {
        match self {
            Self::Bars(bars) => &bars.summary,
            Self::Curve(curve) => &curve.summary,
            Self::Spans(spans) => &spans.summary,
        }
    }
}
