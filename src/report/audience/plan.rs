//! Rows of reports, whatever sheets they stand in, and their figures.

use std::collections::BTreeMap;

use super::roles::{GROUPS, Report, Role, role};
use crate::measure::By;
use crate::record::{Day, Period};
use crate::report::masking::{FigureGraph, Index, Mask};
use crate::report::sheet::{Cell, Column, Sheet};
use crate::report::waits;

/// The words and days that say which row of a report a line is, whatever sheet it stands in. What is about everybody has
/// no word for the group.
pub(super) type Keys = BTreeMap<&'static str, String>;

/// A figure of a report: which row, the column, and the part of a value with parts.
pub(super) type Place = (Report, Keys, &'static str, String);

/// What becomes of figures.
pub(super) type Masks = BTreeMap<Place, Mask>;

/// A row of a report.
pub(super) struct Line<'a> {
    pub(super) report: Report,
    pub(super) keys: Keys,
    pub(super) cells: Vec<(&'a Column, &'a Cell)>,
    /// The days that the sheet is about.
    period: Option<&'a Period>,
}

/// The rows of a sheet; `None` for one that is not for the public.
pub(super) fn lines<'a>(sheet: &'a Sheet) -> Vec<Option<Line<'a>>> {
    let mut known: BTreeMap<Keys, usize> = BTreeMap::new();
    let line = |row: &'a Vec<Cell>| {
        let mut line = Line::of(sheet, row)?;
        let times = known.entry(line.keys.clone()).or_default();
        *times += 1;
        // An area may be called `all`.
        if *times > 1 {
            line.keys.insert("row", times.to_string());
        }
        Some(line)
    };
    sheet.rows.iter().map(line).collect()
}

impl<'a> Line<'a> {
    fn of(sheet: &'a Sheet, row: &'a [Cell]) -> Option<Self> {
        let mut line = Line {
            report: Report::of(sheet)?,
            keys: Keys::new(),
            cells: sheet.columns.iter().zip(row).collect(),
            period: sheet.period.as_ref(),
        };
        line.keys = line.own_keys();
        (!line.keys.contains_key("mentor")).then_some(line)
    }

    fn own_keys(&self) -> Keys {
        let key = |(column, cell): &(&Column, &Cell)| {
            let word = match cell {
                Cell::Text(word) => word.clone(),
                Cell::Day(day) => day.to_string(),
                _ => return None,
            };
            let is_key = role(self.report, column.name) == Role::Key
                && !["period", "rule"].contains(&column.name)
                && !GROUPS.contains(&column.name);
            is_key.then_some((column.name, word))
        };
        let mut keys: Keys = self.cells.iter().filter_map(key).collect();
        let groups = GROUPS.iter();
        keys.extend(groups.filter_map(|group| {
            let word = self.group(group).filter(|word| word != "all")?;
            Some((*group, word))
        }));
        keys
    }

    fn cell(&self, name: &str) -> Option<&'a Cell> {
        let mut cells = self.cells.iter();
        cells
            .find(|(column, _)| column.name == name && !column.is_behind)
            .map(|(_, cell)| *cell)
    }

    /// How many people are behind a part of a figure, where that is known.
    pub(super) fn behind(&self, name: &str, part: &str) -> Option<i64> {
        let mut cells = self.cells.iter();
        let (_, cell) = cells.find(|(column, _)| column.name == name && column.is_behind)?;
        let Cell::Parts(parts) = cell else {
            return None;
        };
        match parts.iter().find(|(label, _)| label == part) {
            Some((_, Cell::Count(people))) => Some(*people),
            _ => Some(0),
        }
    }

    /// Which group of a kind the line is about, `all` where it is about everybody. A sheet has a column for the kind, or
    /// says in `by` and `group` which kind and group each of its lines is about.
    fn group(&self, kind: &'static str) -> Option<String> {
        let word = |name: &str| match self.cell(name)? {
            Cell::Text(word) => Some(word.clone()),
            _ => None,
        };
        match (word(kind), word("by"), word("group")) {
            (None, Some(by), Some(group)) if waits::KINDS.iter().any(|by| by.column() == kind) => {
                let is_kind = by.parse::<By>().is_ok_and(|by| by.column() == kind);
                Some(if is_kind { group } else { "all".to_owned() })
            }
            (own, ..) => own,
        }
    }

    /// The first and last day of the line.
    pub(super) fn days(&self) -> Option<(Day, Day)> {
        let day = |name: &str| self.keys.get(name)?.parse().ok();
        Some((day("start")?, day("end")?))
    }

    /// The first day of the year that a day lies in, by the calendar that the report was asked in.
    pub(super) fn year_of(&self, day: Day) -> Option<Day> {
        let calendar = self.period?.calendar;
        Some(calendar.first_of(calendar.year_of(day)))
    }

    /// How much later the figures of the line are hidden for others than those of a line about part of the people: what
    /// everybody comes to is asked for first, and the whole period before its parts. `minor` figures gain little by it.
    pub(super) fn later(&self, minor: bool) -> u8 {
        let groups = GROUPS;
        let here = groups.iter().filter(|name| self.group(name).is_some());
        let narrowed = groups.iter().filter(|name| self.keys.contains_key(*name));
        let everybody = match (narrowed.count(), here.count()) {
            (0, _) if minor => 2,
            (0, _) => 6,
            (1, 2..) if !minor => 2,
            _ => 0,
        };
        let whole = self.period.map(|period| (period.first, period.last));
        everybody + u8::from(whole.is_some() && self.days() == whole)
    }
}

/// The rows of several sheets, each once, with their figures.
pub(super) struct Plan<'a> {
    pub(super) figures: FigureGraph,
    pub(super) lines: Vec<Line<'a>>,
    pub(super) known: BTreeMap<(Report, Keys), usize>,
    pub(super) places: BTreeMap<Place, Index>,
    /// The rows of each sheet, by their place in `lines`.
    pub(super) sheets: Vec<Vec<usize>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(small_cell: u32) -> Self {
        Self {
            figures: FigureGraph::new(small_cell),
            lines: Vec::new(),
            known: BTreeMap::new(),
            places: BTreeMap::new(),
            sheets: Vec::new(),
        }
    }

    /// The figure of a column of a line, where there is one.
    pub(super) fn at(&self, line: &Line<'_>, name: &'static str) -> Option<Index> {
        self.part(line, name, "")
    }

    /// The figure of a part of a column of a line.
    pub(super) fn part(&self, line: &Line<'_>, name: &'static str, part: &str) -> Option<Index> {
        let place = (line.report, line.keys.clone(), name, part.to_owned());
        self.places.get(&place).copied()
    }

    /// The figures of the parts of a column of a line, by part.
    pub(super) fn parts(&self, line: &Line<'_>, name: &'static str) -> Vec<(String, Index)> {
        let first = (line.report, line.keys.clone(), name, String::new());
        let parts = self.places.range(first..);
        parts
            .take_while(|((report, keys, column, _), _)| {
                *report == line.report && *keys == line.keys && *column == name
            })
            .map(|((.., part), index)| (part.clone(), *index))
            .collect()
    }

    /// Whether this is a number of people that must not be told.
    pub(super) fn is_few(&self, people: i64) -> bool {
        (1..self.figures.limit()).contains(&people)
    }
}

/// The whole numbers of a value, by their part: hours in minutes.
pub(super) fn counts(cell: &Cell) -> Vec<(String, i64)> {
    match cell {
        Cell::Count(count) => vec![(String::new(), *count)],
        Cell::Number(number, _) => vec![(String::new(), (number * 60.0).round() as i64)],
        Cell::Parts(parts) => {
            let count = |(part, cell): &(String, Cell)| match cell {
                Cell::Count(count) => Some((part.clone(), *count)),
                _ => None,
            };
            parts.iter().filter_map(count).collect()
        }
        _ => Vec::new(),
    }
}
