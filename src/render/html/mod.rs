//! Sheets as one self-contained html page, without scripts, links, fonts or pictures from elsewhere.
//!
//! The page is designed to be read on a screen and printed on Letter or A4. The template engine escapes its words; the
//! only unescaped markup is our own charts.

mod table;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, HtmlEscape, UndefinedBehavior, context};
use serde::Serialize;

use crate::report::{Cell, Layout, Line, Sheet};

use super::paged::paged;
use super::wording::worded;
use super::{Look, escape, shown, svg, text};
use table::Table;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");

/// Sheets as a page, named after the first.
pub(super) fn render(sheets: &[Sheet]) -> String {
    let sheets = &*paged(sheets);
    let sheets = &*worded(sheets);
    page(sheets).unwrap_or_else(|_| plain(sheets))
}

fn page(sheets: &[Sheet]) -> Result<String, minijinja::Error> {
    let Some(first) = sheets.first() else {
        return Ok(String::new());
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(
        syntax
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.add_filter("days", |text: &str| {
        minijinja::Value::from_safe_string(days(text))
    });
    environment.add_template("page.html", PAGE)?;
    let sections: Vec<Section> = sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| Section::new(sheet, index, first))
        .collect();
    let mut sources: Vec<String> = Vec::new();
    for source in sheets
        .iter()
        .flat_map(|sheet| &sheet.sources)
        .map(|source| escape::line(source))
    {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    environment.get_template("page.html")?.render(context! {
        title => escape::line(&first.title),
        program => escape::line(&first.program),
        frame => shown::frame(first),
        style => minijinja::Value::from_safe_string(STYLE.trim_end().to_owned()),
        sections => minijinja::Value::from(Serde(sections)),
        sources,
    })
}

/// A text as html in which no line breaks inside a day: `2026-07-01`.
fn days(text: &str) -> String {
    let is_day = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
        bare.len() >= 10
            && bare
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.')
    };
    let word = |word: &str| {
        let safe = HtmlEscape(word).to_string();
        if is_day(word) {
            format!("<span class=\"day\">{safe}</span>")
        } else {
            safe
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The figures without a layout, in case the template ever fails: they are what matters.
fn plain(sheets: &[Sheet]) -> String {
    let text = text::render(
        sheets,
        &Look {
            width: None,
            unicode: true,
            colour: false,
        },
    );
    let safe = HtmlEscape(&text);
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>peer</title><pre>{safe}</pre></html>\n"
    )
}

#[derive(Debug, Clone, Serialize)]
struct Section {
    title: String,
    /// The days, if they differ from those of the page.
    frame: Option<String>,
    cover: bool,
    empty: bool,
    cards: Vec<Card>,
    charts: Vec<Drawing>,
    tables: Vec<Table>,
    foreword: Vec<String>,
    answer: Vec<String>,
    rules: Vec<String>,
    errors: Vec<String>,
    notes: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Card {
    label: String,
    value: String,
    detail: Option<String>,
    before: Option<String>,
    masked: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Drawing {
    heading: String,
    summary: String,
    svg: String,
}

impl Section {
    fn new(sheet: &Sheet, index: usize, page: &Sheet) -> Self {
        let lines = |lines: &[String]| lines.iter().map(|line| escape::line(line)).collect();
        let cover = sheet.layout == Layout::Cards;
        let draw = |(at, chart): (usize, &crate::report::Chart)| Drawing {
            heading: escape::line(chart.heading()),
            summary: escape::line(chart.summary()),
            svg: svg::draw(chart, &format!("c{index}-{at}")),
        };
        let tables = if cover {
            Vec::new()
        } else {
            table::tables(sheet)
        };
        Self {
            title: escape::line(&sheet.title),
            frame: (sheet.period != page.period).then(|| shown::frame(sheet).join(" · ")),
            cover,
            empty: !cover && tables.is_empty(),
            cards: if cover { cards(sheet) } else { Vec::new() },
            charts: sheet.charts.iter().enumerate().map(draw).collect(),
            tables,
            foreword: lines(&sheet.foreword),
            answer: lines(&[sheet.answer.clone(), sheet.advice.clone()].concat()),
            rules: lines(&sheet.rules),
            errors: lines(&sheet.errors_in_words()),
            notes: lines(&sheet.notes),
        }
    }
}

/// The rows of a cover.
fn cards(sheet: &Sheet) -> Vec<Card> {
    let mut columns = sheet.columns.iter();
    let before = columns.find(|column| column.name == "before");
    let before = before.map_or_else(String::new, |column| escape::line(&column.title));
    let card = |row: Line<'_>| {
        let known = |name: &str| {
            let cell = Some(row.cell(name)).filter(|cell| **cell != Cell::Unknown);
            cell.map(table::words)
        };
        Card {
            label: table::words(row.cell("label")),
            value: table::words(row.cell("value")),
            detail: known("detail"),
            before: known("before").map(|value| format!("{before}: {value}")),
            masked: row.cell("value").is_masked(),
        }
    };
    sheet.lines().map(card).collect()
}

#[cfg(test)]
mod tests;
