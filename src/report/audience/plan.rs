//! From sheets to figures with relations, and from masks back to sheets.

use std::collections::BTreeMap;

use super::apply;
use super::between;
use super::levels::Level;
use super::relations;
use super::roles::{FIRST, Report, Role, role};
use crate::measure::By;
use crate::record::{Day, Period};
use crate::report::masking::{Figures, Index, Kind, Mask};
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

impl<'a> Line<'a> {
    /// A row of a sheet; `None` for one that is not for the public.
    pub(super) fn of(sheet: &'a Sheet, row: &'a [Cell]) -> Option<Self> {
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
                && !relations::GROUPS.contains(&column.name);
            is_key.then_some((column.name, word))
        };
        let mut keys: Keys = self.cells.iter().filter_map(key).collect();
        let groups = relations::GROUPS.iter();
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
    fn later(&self, minor: bool) -> u8 {
        let groups = relations::GROUPS;
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
    pub(super) figures: Figures,
    lines: Vec<Line<'a>>,
    known: BTreeMap<(Report, Keys), usize>,
    places: BTreeMap<Place, Index>,
    /// The rows of each sheet, by their place in `lines`.
    sheets: Vec<Vec<usize>>,
}

impl<'a> Plan<'a> {
    fn new(small_cell: u32) -> Self {
        Self {
            figures: Figures::new(small_cell),
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

    /// Settles the figures of sheets that are not settled yet, as they were in `own` where that is given.
    fn settle(&mut self, sheets: impl IntoIterator<Item = &'a Sheet>, own: Option<&Masks>) {
        for sheet in sheets {
            let rows = sheet.rows.iter();
            let lines: Vec<Line<'a>> = rows.filter_map(|row| Line::of(sheet, row)).collect();
            let places = lines.into_iter().map(|line| self.add(line, own)).collect();
            self.sheets.push(places);
        }
        let lines = std::mem::take(&mut self.lines);
        for line in &lines {
            relations::within(self, line);
        }
        let sheets: Vec<Vec<&Line<'_>>> = self
            .sheets
            .iter()
            .map(|places| places.iter().map(|at| &lines[*at]).collect())
            .collect();
        between::between(self, &lines, &sheets);
        self.lines = lines;
        self.figures.settle();
    }

    /// Adds a line, or what it says that the line that is known does not; its place.
    fn add(&mut self, line: Line<'a>, own: Option<&Masks>) -> usize {
        for (column, cell) in line.cells.iter().filter(|(column, _)| !column.is_behind) {
            let (kind, rank) = match role(line.report, column.name) {
                Role::People(rank) => (Kind::People, rank),
                Role::Amount | Role::Average => (Kind::Amount, FIRST),
                _ => continue,
            };
            for (part, count) in counts(cell) {
                let place = (line.report, line.keys.clone(), column.name, part);
                if self.places.contains_key(&place) {
                    continue;
                }
                let rank = rank + line.later(rank == FIRST);
                let index = self.figures.add(kind, count, rank);
                // What nobody has said who is behind is nobody else's business.
                let few = match line.behind(column.name, &place.3) {
                    Some(people) => self.is_few(people),
                    None => kind == Kind::Amount,
                };
                if few && count != 0 {
                    self.figures.withhold(index);
                }
                if let Some(mask) = own.and_then(|own| own.get(&place)) {
                    self.figures.decide(index, *mask);
                }
                self.places.insert(place, index);
            }
        }
        let key = (line.report, line.keys.clone());
        let at = *self.known.entry(key).or_insert(self.lines.len());
        if at == self.lines.len() {
            self.lines.push(line);
        }
        at
    }

    fn masks(self) -> Masks {
        let Self {
            figures, places, ..
        } = self;
        let mask = |(place, index)| (place, figures.mask_of(index));
        places.into_iter().map(mask).collect()
    }
}

/// What becomes of the figures of levels, and of sheets that come after them.
fn settled<'a>(
    levels: &'a [Level],
    last: impl IntoIterator<Item = &'a Sheet>,
    small_cell: u32,
) -> Masks {
    let mut plan = Plan::new(small_cell);
    for level in levels {
        let own = level.own.as_ref().map(|own| settled(own, [], small_cell));
        plan.settle(&level.sheets, own.as_ref());
    }
    plan.settle(last, None);
    plan.masks()
}

/// Masks what the public must not see. `levels` are those of the reports that the sheets are of; without any, the sheets
/// are all there is.
pub(super) fn mask(sheets: &mut [Sheet], small_cell: u32, levels: &[(Report, Vec<Level>)]) {
    let mut masks = Masks::new();
    for (report, levels) in levels {
        let is_kin =
            |sheet: &&Sheet| Report::of(sheet).is_some_and(|one| one.kin() == report.kin());
        masks.extend(settled(levels, sheets.iter().filter(is_kin), small_cell));
    }
    if levels.is_empty() {
        masks = settled(&[], sheets.iter(), small_cell);
    }
    let limit = Figures::new(small_cell).limit();
    for sheet in sheets {
        *sheet =
            std::mem::replace(sheet, Sheet::new("", "", "", sheet.as_of)).without_people_behind();
        apply::masks(sheet, &masks, limit);
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
