//! Tables for a page. If a sheet has more columns than fit on paper, its table is turned on its side.

use serde::Serialize;

use crate::report::{Align, Bound, Cell, Column, Layout, Sheet, Speech};

use super::super::{escape, shown};

/// A table with more columns than this is turned on its side if that makes it narrower.
const MOST_COLUMNS: usize = 9;

#[derive(Debug, Clone, Serialize)]
pub(super) struct Table {
    kind: &'static str,
    caption: Option<String>,
    /// Lines of column heads.
    head: Vec<Vec<Shown>>,
    rows: Vec<HtmlRow>,
}

#[derive(Debug, Clone, Serialize)]
struct HtmlRow {
    class: &'static str,
    cells: Vec<Shown>,
}

#[derive(Debug, Clone, Serialize)]
struct Shown {
    text: String,
    class: &'static str,
    head: bool,
    /// How many columns it spans.
    span: usize,
}

impl Shown {
    const fn new(text: String, class: &'static str, head: bool) -> Self {
        Self {
            text,
            class,
            head,
            span: 1,
        }
    }
}

/// The rows and the totals of a sheet.
pub(super) fn tables(sheet: &Sheet) -> Vec<Table> {
    let open: Vec<(usize, &Column)> = sheet
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !column.detail)
        .collect();
    let names = open.iter().filter(|(_, column)| column.is_key()).count();
    let mut tables = Vec::new();
    if sheet.layout == Layout::Facts {
        let of = |row: &Vec<Cell>| {
            facts(
                open.iter()
                    .filter_map(|(at, column)| Some((*column, row.get(*at)?))),
            )
        };
        tables.extend(sheet.rows.iter().map(of));
    } else if !sheet.rows.is_empty()
        && open.len() > MOST_COLUMNS
        && sheet.rows.len() + 1 < open.len()
        && names > 0
    {
        tables.extend(turned_tables(sheet, &open));
    } else if !sheet.rows.is_empty() && !open.is_empty() {
        tables.push(upright(sheet, &open));
    }
    if !sheet.totals.is_empty() {
        tables.push(facts(
            sheet.totals.iter().map(|(column, cell)| (column, cell)),
        ));
    }
    tables
}

fn facts<'a>(pairs: impl Iterator<Item = (&'a Column, &'a Cell)>) -> Table {
    let mut rows = Vec::new();
    let mut pairs = pairs.peekable();
    while let Some((column, cell)) = pairs.next() {
        let low = shown(column, cell, Align::Right, false);
        let cells = match pairs.next_if(|(next, _)| is_range(column, next)) {
            Some((_, high)) => vec![interval(), range(&low, cell, high)],
            None => vec![title(column, true, ""), low],
        };
        rows.push(HtmlRow { class: "", cells });
    }
    Table {
        kind: "facts",
        caption: None,
        head: Vec::new(),
        rows,
    }
}

fn upright(sheet: &Sheet, open: &[(usize, &Column)]) -> Table {
    let head = vec![
        open.iter()
            .map(|(_, column)| title(column, true, class(column.align)))
            .collect(),
    ];
    let mut before: Option<&Cell> = None;
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let first = open.first().and_then(|(at, _)| row.get(*at));
        let grouped = open.len() > 1 && open[1].1.is_key();
        let again = grouped && first.is_some() && first == before;
        let starts = grouped && before.is_some() && !again;
        let cells = open.iter().enumerate().filter_map(|(place, (at, column))| {
            let mut cell = shown(
                column,
                row.get(*at)?,
                column.align,
                column.is_key() && place == 0,
            );
            if again && place == 0 {
                cell.class = "again";
            }
            Some(cell)
        });
        rows.push(HtmlRow {
            class: row_class(row, open, starts),
            cells: cells.collect(),
        });
        before = first;
    }
    Table {
        kind: "rows",
        caption: None,
        head,
        rows,
    }
}

/// The class of a row: the row of everyone is highlighted, and so is the first of each period.
fn row_class(row: &[Cell], open: &[(usize, &Column)], starts: bool) -> &'static str {
    let all = open.iter().any(|(at, _)| row.get(*at) == Some(&Cell::All));
    match (all, starts) {
        (true, true) => "all part",
        (true, false) => "all",
        (false, true) => "part",
        (false, false) => "",
    }
}

/// One turned table, or if that is still too wide, one for each word of the first column.
fn turned_tables(sheet: &Sheet, open: &[(usize, &Column)]) -> Vec<Table> {
    let rows: Vec<&Vec<Cell>> = sheet.rows.iter().collect();
    let Some((first, column)) = open.first().filter(|(_, column)| column.is_key()) else {
        return vec![turned(&rows, open)];
    };
    if rows.len() <= MOST_COLUMNS {
        return vec![turned(&rows, open)];
    }
    let of_one = |rows: &[&Vec<Cell>]| Table {
        caption: rows
            .first()
            .and_then(|row| row.get(*first))
            .map(|cell| spoken(column, cell)),
        ..turned(rows, &open[1..])
    };
    rows.chunk_by(|a, b| a.get(*first) == b.get(*first))
        .map(of_one)
        .collect()
}

/// A table with a line for each column and a column for each row, under the words in which rows differ.
fn turned(all: &[&Vec<Cell>], open: &[(usize, &Column)]) -> Table {
    let differs = |at: usize| all.iter().any(|row| row.get(at) != all[0].get(at));
    let (names, figures): (Vec<_>, Vec<_>) = open
        .iter()
        .partition(|(at, column)| column.is_key() && differs(*at));
    let told =
        |(at, column): &&(usize, &Column)| !column.is_key() || all[0].get(*at) != Some(&Cell::All);
    let figures: Vec<_> = figures.into_iter().filter(told).collect();
    let heads = names
        .iter()
        .enumerate()
        .map(|(level, _)| heads(all, &names[..=level], level + 1 == names.len()));
    let mut rows = Vec::new();
    let mut figures = figures.into_iter().peekable();
    while let Some((at, column)) = figures.next() {
        let high = figures
            .next_if(|(_, next)| is_range(column, next))
            .map(|(high, _)| *high);
        let cells = all.iter().filter_map(|row| {
            let low = shown(column, row.get(*at)?, Align::Right, false);
            Some(high.map_or_else(|| low.clone(), |high| range(&low, &row[*at], &row[high])))
        });
        let name = if high.is_some() {
            interval()
        } else {
            title(column, true, "")
        };
        rows.push(HtmlRow {
            class: "",
            cells: std::iter::once(name).chain(cells).collect(),
        });
    }
    Table {
        kind: if all.len() > 6 {
            "turned dense"
        } else {
            "turned"
        },
        caption: None,
        head: heads.collect(),
        rows,
    }
}

/// The words over the columns of a turned table: each level but the last spans the rows that share it and those above.
fn heads(all: &[&Vec<Cell>], names: &[&(usize, &Column)], last: bool) -> Vec<Shown> {
    let Some((at, column)) = names.last() else {
        return Vec::new();
    };
    let mut heads = vec![Shown::new(String::new(), "", true)];
    let mut before: Option<Vec<&Cell>> = None;
    for row in all {
        let path: Vec<&Cell> = names.iter().filter_map(|(at, _)| row.get(*at)).collect();
        if !last && before.as_ref() == Some(&path) {
            if let Some(head) = heads.last_mut() {
                head.span += 1;
            }
            continue;
        }
        let class = if last { "number" } else { "group" };
        heads.push(Shown::new(
            row.get(*at)
                .map(|cell| spoken(column, cell))
                .unwrap_or_default(),
            class,
            true,
        ));
        before = Some(path);
    }
    heads
}

/// Whether two columns are the ends of one interval.
fn is_range(low: &Column, high: &Column) -> bool {
    (low.bound, high.bound) == (Some(Bound::Low), Some(Bound::High))
}

fn range(low: &Shown, from: &Cell, to: &Cell) -> Shown {
    match (from, to) {
        (Cell::Unknown | Cell::Masked(_), _) | (_, Cell::Unknown | Cell::Masked(_)) => low.clone(),
        _ => Shown {
            text: format!("{} to {}", words(from), words(to)),
            ..low.clone()
        },
    }
}

fn interval() -> Shown {
    Shown::new("95 % interval".to_owned(), "sub", true)
}

fn title(column: &Column, head: bool, class: &'static str) -> Shown {
    Shown::new(escape::line(&column.title), class, head)
}

const fn class(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => "number",
    }
}

fn shown(column: &Column, cell: &Cell, align: Align, head: bool) -> Shown {
    let class = match (cell, align) {
        (Cell::Unknown, Align::Right) => "number unknown",
        (Cell::Unknown, Align::Left) => "unknown",
        (Cell::Masked(_), Align::Right) => "number masked",
        (Cell::Masked(_), Align::Left) => "masked",
        (Cell::Text(_) | Cell::List(_) | Cell::Parts(_), Align::Right) => "number words",
        (_, align) => class(align),
    };
    Shown::new(spoken(column, cell), class, head)
}

/// A value as the page shows it: with thousands separators, and a real dash if unknown.
pub(super) fn words(cell: &Cell) -> String {
    match cell {
        Cell::Unknown => "–".to_owned(),
        Cell::Count(_) | Cell::Number(..) => shown::grouped(&shown::value(cell)),
        cell => shown::value(cell),
    }
}

/// A value as people say it, if a column holds our own words: `support group`, `CPS`.
fn spoken(column: &Column, cell: &Cell) -> String {
    match (column.speech, cell) {
        (Speech::Words, Cell::Text(word)) => escape::line(&word.replace('-', " ")),
        (Speech::Initials, Cell::Text(word)) if word.len() == 3 => {
            escape::line(&word.to_uppercase())
        }
        (_, Cell::Parts(_)) => words(cell).replace('_', " "),
        (_, cell) => words(cell),
    }
}
