//! The pen: shapes with coordinates to a tenth, scales, and ticks at round numbers.

use std::fmt::Write;

use super::super::escape;

/// The width of every chart.
pub(super) const WIDTH: f64 = 640.0;

/// The point at which a piece of text is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing in progress.
pub(super) struct Canvas {
    id: String,
    title: String,
    summary: String,
    body: String,
}

impl Canvas {
    pub(super) fn new(id: &str, title: &str, summary: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            summary: summary.to_owned(),
            body: String::new(),
        }
    }

    pub(super) fn rect(&mut self, class: &str, at: (f64, f64), size: (f64, f64)) {
        let (x, y, width, height) = (
            tenth(at.0),
            tenth(at.1),
            tenth(size.0.max(0.0)),
            tenth(size.1.max(0.0)),
        );
        self.push(&format!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#
        ));
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(tenth);
        self.push(&format!(
            r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#
        ));
    }

    pub(super) fn circle(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let [x, y, radius] = [at.0, at.1, radius].map(tenth);
        self.push(&format!(
            r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#
        ));
    }

    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)], closed: bool) {
        let mut data = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let _ = write!(
                data,
                "{}{} {}",
                if index == 0 { 'M' } else { 'L' },
                tenth(*x),
                tenth(*y)
            );
        }
        if closed {
            data.push('Z');
        }
        self.push(&format!(r#"<path class="{class}" d="{data}"/>"#));
    }

    pub(super) fn text(&mut self, class: &str, anchor: Anchor, at: (f64, f64), text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y, text) = (tenth(at.0), tenth(at.1), xml(text));
        self.push(&format!(
            r#"<text class="{class}" text-anchor="{anchor}" x="{x}" y="{y}">{text}</text>"#
        ));
    }

    /// A legend on one line from the left: the names of what is drawn, each with the class of a small box or a stroke.
    pub(super) fn legend(&mut self, y: f64, from: f64, entries: &[(&str, &str)]) {
        let mut x = from;
        for (class, name) in entries {
            if class.starts_with("line") {
                self.line(class, (x + 1.0, y - 4.0), (x + 11.0, y - 4.0));
            } else if class.starts_with("mark") {
                self.line(class, (x + 6.0, y - 10.0), (x + 6.0, y + 1.0));
            } else {
                self.rect(class, (x, y - 9.5), (11.0, 11.0));
            }
            self.text("legend", Anchor::Start, (x + 17.0, y), name);
            x += 17.0 + width_of(name) + 22.0;
        }
    }

    fn push(&mut self, shape: &str) {
        self.body.push_str(shape);
        self.body.push('\n');
    }

    pub(super) fn finish(self, height: f64) -> String {
        let (id, height) = (xml(&self.id), tenth(height));
        format!(
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-summary\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-summary\">{}</desc>\n{}</svg>",
            xml(&self.title),
            xml(&self.summary),
            self.body
        )
    }
}

/// The approximate width of a text at the size of labels; fonts differ, so it is a little generous.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

/// The approximate width of a letter.
fn advance(letter: char) -> f64 {
    match letter {
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 11.8,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '-' | '.' | ',' | ':' | ';' | '(' | ')'
        | '\'' => 5.2,
        letter if letter.is_uppercase() => 9.0,
        _ => 7.5,
    }
}

/// A text cut to an approximate width.
pub(super) fn shorten(text: &str, width: f64) -> String {
    if width_of(text) <= width {
        return text.to_owned();
    }
    let mut room = width - advance('…');
    let fits = |letter: &char| {
        room -= advance(*letter);
        room >= 0.0
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

fn tenth(number: f64) -> f64 {
    let rounded = (number * 10.0).round() / 10.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn xml(text: &str) -> String {
    escape::line(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Round numbers from 0 to at least `most`, about `count` of them, never closer than `least` apart.
pub(super) fn ticks(most: f64, count: usize, least: f64) -> Vec<f64> {
    let most = if most.is_finite() && most > 0.0 {
        most
    } else {
        least
    };
    let rough = most / count.max(1) as f64;
    let magnitude = 10f64.powf(rough.log10().floor());
    let round = [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * magnitude);
    let whole = |step: &f64| least < 1.0 || (step.fract() == 0.0);
    let step = round
        .into_iter()
        .filter(whole)
        .find(|step| *step >= rough - 1e-9)
        .unwrap_or(least)
        .max(least);
    let last = (most / step - 1e-9).ceil().max(1.0) as usize;
    (0..=last).map(|index| index as f64 * step).collect()
}

/// A number of a scale in words, with commas between thousands.
pub(super) fn number(value: f64) -> String {
    super::super::shown::grouped(&format!("{value:.0}"))
}
