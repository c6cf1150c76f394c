//! What a page leaves out: rows with only zeros and dashes.
//!
//! csv and json always have them: a program that reads them finds the same rows in every quarter.

use super::cell::Cell;
use super::column::Key;
use super::sheet::{Audience, Layout, Line, Sheet};

impl Sheet {
    /// The sheet as people read it: without groups in which nothing is counted, and without days before the program
    /// began or in the future. A public sheet is left alone, as a missing row there would reveal as much as a hidden
    /// one.
    #[must_use]
    pub fn readable(&self) -> Self {
        let mut sheet = self.clone();
        let idle: Vec<Line<'_>> = self.lines().filter(|line| self.is_idle(*line)).collect();
        sheet.retain(|line| !idle.contains(&line));
        let mut gone: Vec<String> = Vec::new();
        for group in idle.iter().filter_map(|line| line.key(Key::Group)) {
            let is_left = sheet
                .lines()
                .any(|line| line.key(Key::Group) == Some(group));
            if let (Cell::Text(word), false) = (group, is_left) {
                gone.extend((!gone.contains(word)).then(|| word.clone()));
            }
        }
        if !gone.is_empty() {
            let none = format!("not shown, as there were none: {}", gone.join(", "));
            sheet.notes.push(none);
        }
        sheet
    }

    /// Whether a row says nothing to the reader of a page.
    pub(super) fn is_idle(&self, line: Line<'_>) -> bool {
        if !matches!(self.audience, Some(Audience::Internal | Audience::Funder)) {
            return false;
        }
        if self.layout == Layout::Cards {
            return has_no_figure(line);
        }
        let is_outside = line.days().is_some_and(|(first, last)| {
            first > self.as_of || self.began.is_some_and(|began| last < began)
        });
        let is_whole = self
            .period
            .as_ref()
            .is_some_and(|period| line.days() == Some((period.first, period.last)));
        let is_group = matches!(line.key(Key::Group), Some(Cell::Text(_)));
        let may_go = is_group || is_outside && !is_whole;
        may_go
            && line
                .cells()
                .all(|(column, cell)| column.is_key() || is_nothing(cell))
    }
}

/// Whether a key figure is unknown both now and before.
fn has_no_figure(line: Line<'_>) -> bool {
    ["value", "before"]
        .iter()
        .all(|name| *line.cell(name) == Cell::Unknown)
}

/// Whether a value is zero, unknown or only words.
fn is_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Unknown | Cell::All | Cell::Text(_) | Cell::Day(_) => true,
        Cell::Count(count) => *count == 0,
        Cell::Number(number, _) | Cell::Rate(number) => *number == 0.0,
        Cell::List(words) => words.is_empty(),
        Cell::Parts(parts) => parts.iter().all(|(_, part)| is_nothing(part)),
        Cell::Masked(_) | Cell::Bool(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Calendar, Period};
    use crate::register::testing::day;
    use crate::report::{Column, Columns, Rank};

    /// A row: its quarter (0 for the whole year), its service, how many were served.
    type Row = (i32, Option<&'static str>, Option<u32>);

    /// A year whose first quarter was before the program and whose last is in the future.
    fn year(audience: Audience) -> Sheet {
        let days = |row: &Row| match row.0 {
            0 => Period::year(Calendar::Common, 2026),
            quarter => Period::quarter(Calendar::Common, 2026, quarter),
        };
        let columns = Columns::new()
            .with(Column::key("start", Key::Start), move |row| days(row).first)
            .with(Column::key("end", Key::End), move |row| days(row).last)
            .with(
                crate::report::group(crate::measure::By::Service),
                |row: &Row| Cell::group(row.1),
            )
            .with(Column::people("served", Rank::First), |row: &Row| {
                Cell::from(row.2)
            });
        let mut sheet = Sheet::new("unduplicated", "People served", "T", day("2026-09-30"));
        sheet.period = Some(Period::year(Calendar::Common, 2026));
        sheet.began = Some(day("2026-04-01"));
        sheet.audience = Some(audience);
        let rows: [Row; 9] = [
            (1, None, Some(0)),
            (1, Some("court"), Some(0)),
            (2, None, Some(0)),
            (2, Some("mentoring"), Some(0)),
            (3, None, Some(4)),
            (3, Some("mentoring"), Some(4)),
            (4, None, None),
            (0, None, Some(4)),
            (0, Some("court"), Some(0)),
        ];
        sheet.fill(columns, rows);
        sheet
    }

    fn shown(sheet: &Sheet) -> Vec<(Cell, Cell, Cell)> {
        let row = |line: Line<'_>| ["start", "service", "served"].map(|key| line.cell(key).clone());
        sheet.lines().map(|line| row(line).into()).collect()
    }

    #[test]
    fn pages_have_no_rows_of_zeros_but_those_that_say_something() {
        for audience in [Audience::Internal, Audience::Funder] {
            let page = year(audience).readable();
            let row = |start: &str, service: Option<&str>, served: u32| {
                (
                    Cell::Day(day(start)),
                    Cell::group(service),
                    Cell::from(served),
                )
            };
            // The second quarter belongs to the program: it is a fact that it served nobody.
            let expected = [
                row("2026-04-01", None, 0),
                row("2026-07-01", None, 4),
                row("2026-07-01", Some("mentoring"), 4),
                row("2026-01-01", None, 4),
            ];
            assert_eq!(shown(&page), expected);
            assert_eq!(page.notes, ["not shown, as there were none: court"]);
        }
    }

    #[test]
    fn the_public_has_every_row() {
        let sheet = year(Audience::Public);
        assert_eq!(sheet.readable(), sheet);
    }
}
