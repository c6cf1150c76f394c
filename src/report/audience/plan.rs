//! Rows of reports and their figures, from any sheet.

use std::collections::BTreeMap;

use crate::record::{Day, Period};
use crate::report::cell::Cell;
use crate::report::column::{Column, Key, Role};
use crate::report::disclosure::Disclosure;
use crate::report::masking::{FigureGraph, Index, Mask};
use crate::report::sheet::{self, Sheet};

/// The words and days that say which row of a report a line is, in any sheet. A row about everyone has no word for the
/// group.
pub(super) type Keys = BTreeMap<&'static str, String>;

/// A figure of a report: the row, the column, and the part of a value with parts.
pub(super) type Place = (&'static str, Keys, &'static str, String);

/// The mask of each figure.
pub(super) type Masks = BTreeMap<Place, Mask>;

/// A row of a report.
pub(super) struct Line<'a> {
    /// The report that these figures belong to.
    pub(super) report: &'static str,
    pub(super) disclosure: &'static Disclosure,
    pub(super) keys: Keys,
    pub(super) cells: Vec<(&'a Column, &'a Cell)>,
    row: sheet::Line<'a>,
    /// The days that the sheet is about.
    period: Option<&'a Period>,
}

/// The rows of a sheet; `None` for a row that is not for the public.
pub(super) fn lines(sheet: &Sheet) -> Vec<Option<Line<'_>>> {
    sheet.lines().map(|row| Line::of(sheet, row)).collect()
}

impl<'a> Line<'a> {
    fn of(sheet: &'a Sheet, row: sheet::Line<'a>) -> Option<Self> {
        let disclosure = sheet.disclosure?;
        let is_of_one = row.key(Key::Person).is_some_and(|cell| *cell != Cell::All);
        let key = |(column, cell): (&'a Column, &'a Cell)| {
            let is_key = [Key::Start, Key::End, Key::Group, Key::Name].map(|key| column.is(key));
            let word = match cell {
                Cell::Text(word) => word.clone(),
                Cell::Day(day) => day.to_string(),
                _ => return None,
            };
            let name = column.known_as.filter(|_| is_key.contains(&true));
            name.map(|name| (name, word))
        };
        (!is_of_one).then(|| Line {
            report: disclosure.figures_of,
            disclosure,
            keys: row.cells().filter_map(key).collect(),
            cells: row.cells().collect(),
            row,
            period: sheet.period.as_ref(),
        })
    }

    /// The columns of figures, with their values.
    pub(super) fn figures(&self) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        let cells = self.cells.iter().copied();
        cells.filter(|(column, _)| column.role != Role::Behind)
    }

    /// The names of the columns that are this kind of key.
    pub(super) fn names(&self, key: Key) -> impl Iterator<Item = &'static str> {
        let keys = self.cells.iter().filter(move |(column, _)| column.is(key));
        keys.filter_map(|(column, _)| column.known_as)
    }

    /// How many people are behind a part of a figure, if known.
    pub(super) fn behind(&self, name: &str, part: &str) -> Option<i64> {
        let mut cells = self.cells.iter();
        let (_, cell) =
            cells.find(|(column, _)| column.name == name && column.role == Role::Behind)?;
        let Cell::Parts(parts) = cell else {
            return None;
        };
        match parts.iter().find(|(label, _)| label == part) {
            Some((_, Cell::Count(people))) => Some(*people),
            _ => Some(0),
        }
    }

    /// The first and last day of the line.
    pub(super) fn days(&self) -> Option<(Day, Day)> {
        self.row.days()
    }

    /// The first day of the year that contains a day, in the calendar that was requested.
    pub(super) fn year_of(&self, day: Day) -> Option<Day> {
        let calendar = self.period?.calendar;
        Some(calendar.first_of(calendar.year_of(day)))
    }

    /// How much later figures of this line are hidden for the sake of others than those of a line about part of the
    /// people: readers ask first for the figures of everyone, and for the whole period before its parts. `minor`
    /// figures gain little by it.
    pub(super) fn later(&self, minor: bool) -> u8 {
        let one_of = [Key::Group, Key::Person];
        let here = || one_of.into_iter().flat_map(|key| self.names(key));
        let narrowed = here().filter(|name| self.keys.contains_key(name));
        let everybody = match (narrowed.count(), here().count()) {
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
    pub(super) known: BTreeMap<(&'static str, Keys), usize>,
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

    /// The figure of a column of a line, if there is one.
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

    /// Whether this is a number of people that must not be shown.
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
