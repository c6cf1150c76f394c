//! Tables for a page: beside the plain table, one turned on its side where a sheet has more columns than paper has room.

use serde::Serialize;

use crate::report::{Align, Cell, Column, Layout, Sheet};

use super::super::{escape, shown};

/// A table with more columns than this is turned on its side where that makes it narrower.
const MOST_COLUMNS: usize = 9;

#[derive(Debug, Clone, Serialize)]
pub(super) struct Table {
    kind: &'static str,
    head: Vec<Shown>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    class: &'static str,
    cells: Vec<Shown>,
}

#[derive(Debug, Clone, Serialize)]
struct Shown {
    text: String,
    class: &'static str,
    head: bool,
}

/// The rows and the totals of a sheet.
pub(super) fn tables(sheet: &Sheet) -> Vec<Table> {
    let open: Vec<(usize, &Column)> = sheet.columns.iter().enumerate().filter(|(_, column)| !column.detail).collect();
    let names = open.iter().filter(|(_, column)| column.align == Align::Left).count();
    let mut tables = Vec::new();
    if sheet.layout == Layout::Facts {
        let of = |row: &Vec<Cell>| facts(open.iter().filter_map(|(at, column)| Some((*column, row.get(*at)?))));
        tables.extend(sheet.rows.iter().map(of));
    } else if !sheet.rows.is_empty() && open.len() > MOST_COLUMNS && sheet.rows.len() + 1 < open.len() && names > 0 {
        tables.push(turned(sheet, &open));
    } else if !sheet.rows.is_empty() && !open.is_empty() {
        tables.push(upright(sheet, &open));
    }
    if !sheet.totals.is_empty() {
        tables.push(facts(sheet.totals.iter().map(|(column, cell)| (column, cell))));
    }
    tables
}

fn facts<'a>(pairs: impl Iterator<Item = (&'a Column, &'a Cell)>) -> Table {
    let row = |(column, cell): (&Column, &Cell)| Row {
        class: "",
        cells: vec![title(column, true, ""), shown(column, cell, Align::Right, false)],
    };
    Table { kind: "facts", head: Vec::new(), rows: pairs.map(row).collect() }
}

fn upright(sheet: &Sheet, open: &[(usize, &Column)]) -> Table {
    let head = open.iter().map(|(_, column)| title(column, true, class(column.align))).collect();
    let mut before: Option<&Cell> = None;
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let first = open.first().and_then(|(at, _)| row.get(*at));
        let grouped = open.len() > 1 && open[1].1.align == Align::Left;
        let again = grouped && first.is_some() && first == before;
        let starts = grouped && before.is_some() && !again;
        let cells = open.iter().enumerate().filter_map(|(place, (at, column))| {
            let mut cell = shown(column, row.get(*at)?, column.align, column.align == Align::Left && place == 0);
            if again && place == 0 {
                cell.class = "again";
            }
            Some(cell)
        });
        rows.push(Row { class: row_class(row, open, starts), cells: cells.collect() });
        before = first;
    }
    Table { kind: "rows", head, rows }
}

/// How a row looks: that of `all` stands out, and so does the first of each period.
fn row_class(row: &[Cell], open: &[(usize, &Column)], starts: bool) -> &'static str {
    let named: Vec<&Cell> =
        open.iter().filter(|(_, column)| column.align == Align::Left).filter_map(|(at, _)| row.get(*at)).collect();
    let all = named.iter().any(|cell| matches!(cell, Cell::Text(word) if word == "all"));
    match (all, starts) {
        (true, true) => "all part",
        (true, false) => "all",
        (false, true) => "part",
        (false, false) => "",
    }
}

/// A line for each column and a column for each row.
fn turned(sheet: &Sheet, open: &[(usize, &Column)]) -> Table {
    let (names, figures): (Vec<_>, Vec<_>) = open.iter().partition(|(_, column)| column.align == Align::Left);
    let name = |row: &Vec<Cell>| {
        let words: Vec<String> = names.iter().filter_map(|(at, column)| Some(spoken(column, row.get(*at)?))).collect();
        Shown { text: words.join(" "), class: "number", head: true }
    };
    let corner = Shown { text: String::new(), class: "", head: true };
    let head = [corner].into_iter().chain(sheet.rows.iter().map(name)).collect();
    let line = |(at, column): &(usize, &Column)| {
        let cells = sheet.rows.iter().filter_map(|row| Some(shown(column, row.get(*at)?, Align::Right, false)));
        Row { class: "", cells: [title(column, true, "")].into_iter().chain(cells).collect() }
    };
    Table { kind: "turned", head, rows: figures.iter().map(line).collect() }
}

fn title(column: &Column, head: bool, class: &'static str) -> Shown {
    Shown { text: escape::line(&column.title), class, head }
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
        (_, align) => class(align),
    };
    Shown { text: spoken(column, cell), class, head }
}

/// A value as the page shows it: thousands apart, and a proper dash where it is not known.
pub(super) fn words(cell: &Cell) -> String {
    match cell {
        Cell::Unknown => "–".to_owned(),
        Cell::Count(_) | Cell::Number(..) => shown::grouped(&shown::value(cell)),
        cell => shown::value(cell),
    }
}

/// A value in the words of people, where a column holds words of ours: `support group`, `CPS`.
fn spoken(column: &Column, cell: &Cell) -> String {
    match (column.name, cell) {
        ("service", Cell::Text(word)) => escape::line(&word.replace('-', " ")),
        ("system", Cell::Text(word)) if word.len() == 3 && word != "all" => escape::line(&word.to_uppercase()),
        (_, cell) => words(cell),
    }
}
