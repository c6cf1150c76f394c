//! From sheets to figures with relations, and from masks back to sheets.

use std::collections::BTreeMap;

use super::notes;
use super::relations;
use super::roles::{FIRST, Report, Role, role};
use crate::measure::By;
use crate::record::{Day, Period};
use crate::report::masking::{Figures, Index, Kind, Mask};
use crate::report::sheet::{Cell, Column, Sheet};
use crate::report::waits;

/// What stands in place of a number about which nothing may be said.
pub(super) const WITHHELD: &str = "*";

/// Where a figure stands: sheet, line, column, and part of a value with parts.
pub(super) type Place = (usize, usize, usize, usize);

/// A row of a sheet, or its totals as a row after the last.
pub(super) struct Line<'a> {
    pub(super) report: Report,
    pub(super) sheet: usize,
    pub(super) line: usize,
    pub(super) cells: Vec<(&'a Column, &'a Cell)>,
    /// The days that the sheet is about.
    pub(super) period: Option<&'a Period>,
}

impl Line<'_> {
    fn cell(&self, name: &str) -> Option<&Cell> {
        self.cells
            .iter()
            .find(|(column, _)| column.name == name)
            .map(|(_, cell)| *cell)
    }

    /// Which group of a kind the line is about, `all` where it is about everybody. A sheet has a column for the kind, or
    /// says in `by` and `group` which kind and group each of its lines is about.
    pub(super) fn group(&self, kind: &'static str) -> Option<String> {
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

    /// The day in a column.
    pub(super) fn day(&self, name: &str) -> Option<Day> {
        match self.cell(name)? {
            Cell::Day(day) => Some(*day),
            Cell::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// How much later the figures of the line are hidden for others than those of a line about part of the people: what
    /// everybody comes to is asked for first, and the whole period before its parts. `minor` figures gain little by it.
    fn later(&self, minor: bool) -> u8 {
        let groups: Vec<bool> = relations::GROUPS
            .iter()
            .filter_map(|name| self.group(name))
            .map(|group| group == "all")
            .collect();
        let narrowed = groups.iter().filter(|all| !**all).count();
        let everybody = match (narrowed, groups.len()) {
            (0, _) if minor => 2,
            (0, _) => 6,
            (1, 2..) if !minor => 2,
            _ => 0,
        };
        let is = |name: &str, day: Day| self.day(name) == Some(day);
        let whole = self
            .period
            .is_some_and(|period| is("start", period.first) && is("end", period.last));
        everybody + u8::from(whole)
    }
}

/// The figures of all sheets, and where they stand.
pub(super) struct Plan {
    pub(super) figures: Figures,
    places: BTreeMap<Place, Index>,
}

impl Plan {
    /// The figure of a column of a line, where there is one.
    pub(super) fn at(&self, line: &Line<'_>, name: &str) -> Option<Index> {
        self.parts(line, name).first().copied()
    }

    /// The figures of the parts of a column of a line.
    pub(super) fn parts(&self, line: &Line<'_>, name: &str) -> Vec<Index> {
        let Some(column) = line
            .cells
            .iter()
            .position(|(column, _)| column.name == name)
        else {
            return Vec::new();
        };
        let first = (line.sheet, line.line, column, 0);
        let last = (line.sheet, line.line, column, usize::MAX);
        self.places
            .range(first..=last)
            .map(|(_, index)| *index)
            .collect()
    }
}

/// Masks what the public must not see.
pub(super) fn mask(sheets: &mut [Sheet], small_cell: u32) {
    let masks: BTreeMap<Place, Mask>;
    let limit: i64;
    {
        let lines = lines(sheets);
        let mut plan = Plan {
            figures: Figures::new(small_cell),
            places: BTreeMap::new(),
        };
        limit = plan.figures.limit();
        for line in &lines {
            add(&mut plan, line, limit);
        }
        for line in &lines {
            relations::within(&mut plan, line);
        }
        relations::between(&mut plan, &lines);
        let found = plan.figures.mask();
        masks = plan
            .places
            .into_iter()
            .map(|(place, index)| (place, found[index]))
            .collect();
    }
    let hidden = hidden_values(sheets, &masks);
    for (at, sheet) in sheets.iter_mut().enumerate() {
        let Some(report) = Report::of(sheet) else {
            continue;
        };
        let columns: Vec<Column> = sheet.columns.clone();
        let totals: Vec<Column> = sheet
            .totals
            .iter()
            .map(|(column, _)| column.clone())
            .collect();
        for (line, row) in sheet.rows.iter_mut().enumerate() {
            apply(report, (at, line), &columns, row, &masks, limit);
        }
        let mut row: Vec<Cell> = sheet.totals.iter().map(|(_, cell)| cell.clone()).collect();
        apply(
            report,
            (at, sheet.rows.len()),
            &totals,
            &mut row,
            &masks,
            limit,
        );
        for ((_, cell), masked) in sheet.totals.iter_mut().zip(row) {
            *cell = masked;
        }
        sheet.notes = sheet
            .notes
            .iter()
            .map(|note| notes::masked(note, limit, &hidden[at]))
            .collect();
        if sheet
            .rows
            .iter()
            .flatten()
            .chain(sheet.totals.iter().map(|(_, cell)| cell))
            .any(is_masked)
        {
            sheet.notes.push(notes::legend(limit));
        }
    }
}

fn lines(sheets: &[Sheet]) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let Some(report) = Report::of(sheet) else {
            continue;
        };
        let rows = sheet
            .rows
            .iter()
            .map(|row| sheet.columns.iter().zip(row).collect());
        let totals = std::iter::once(
            sheet
                .totals
                .iter()
                .map(|(column, cell)| (column, cell))
                .collect(),
        );
        let period = sheet.period.as_ref();
        let line = |(line, cells): (usize, Vec<_>)| Line {
            report,
            sheet: at,
            line,
            cells,
            period,
        };
        lines.extend(rows.chain(totals).enumerate().map(line));
    }
    lines
}

/// Adds the figures of a line. An amount is withheld where its row counts few people.
fn add(plan: &mut Plan, line: &Line<'_>, limit: i64) {
    let few = |name: &str| matches!(line.cell(name), Some(Cell::Count(count)) if (1..limit).contains(count));
    for (at, (column, cell)) in line.cells.iter().enumerate() {
        let (kind, rank, withheld) = match role(line.report, column.name) {
            Role::People(rank) => (Kind::People, rank, false),
            Role::Amount(people) => (Kind::Amount, FIRST, few(people)),
            _ => continue,
        };
        for (part, count) in counts(cell) {
            let index = plan
                .figures
                .add(kind, count, rank + line.later(rank == FIRST));
            if withheld && count != 0 {
                plan.figures.withhold(index);
            }
            plan.places.insert((line.sheet, line.line, at, part), index);
        }
    }
}

/// The whole numbers of a value, by the place of their part.
fn counts(cell: &Cell) -> Vec<(usize, i64)> {
    match cell {
        Cell::Count(count) => vec![(0, *count)],
        Cell::Parts(parts) => {
            let count = |(at, (_, cell)): (usize, &(String, Cell))| match cell {
                Cell::Count(count) => Some((at, *count)),
                _ => None,
            };
            parts.iter().enumerate().filter_map(count).collect()
        }
        _ => Vec::new(),
    }
}

/// The numbers that each sheet hides.
fn hidden_values(sheets: &[Sheet], masks: &BTreeMap<Place, Mask>) -> Vec<Vec<i64>> {
    let mut hidden = vec![Vec::new(); sheets.len()];
    for line in lines(sheets) {
        for (at, (_, cell)) in line.cells.iter().enumerate() {
            let masked = |part: usize| {
                masks
                    .get(&(line.sheet, line.line, at, part))
                    .is_some_and(|m| *m != Mask::Shown)
            };
            let counts = counts(cell).into_iter().filter(|(part, _)| masked(*part));
            hidden[line.sheet].extend(counts.map(|(_, count)| count));
        }
    }
    hidden
}

fn apply(
    report: Report,
    (sheet, line): (usize, usize),
    columns: &[Column],
    row: &mut [Cell],
    masks: &BTreeMap<Place, Mask>,
    limit: i64,
) {
    let truth = row.to_vec();
    let roles: Vec<Role> = columns
        .iter()
        .map(|column| role(report, column.name))
        .collect();
    for (at, cell) in row.iter_mut().enumerate() {
        let mask = |part: usize| masks.get(&(sheet, line, at, part)).copied();
        match cell {
            Cell::Parts(parts) => {
                for (part, (_, cell)) in parts.iter_mut().enumerate() {
                    put(cell, mask(part), limit);
                }
            }
            cell => put(cell, mask(0), limit),
        }
    }
    let named = |row: &[Cell], names: &[&str]| {
        let mut cells = columns
            .iter()
            .zip(row)
            .filter(|(column, _)| names.contains(&column.name));
        cells.any(|(_, cell)| is_masked(cell))
    };
    let withheld = || Cell::Masked(WITHHELD.to_owned());
    for at in 0..row.len() {
        if let Role::SmallWith(names) = roles[at]
            && counts(&row[at])
                .iter()
                .any(|(_, count)| (1..limit).contains(count))
            && named(row, names)
        {
            row[at] = withheld();
        }
    }
    for at in 0..row.len() {
        let hide = match roles[at] {
            Role::With(names) => named(row, names),
            Role::Followed(names) => named(row, names) || unfollowed(columns, &truth),
            Role::RateOf(names) => named(row, &names),
            Role::Never => true,
            Role::Key | Role::Open | Role::People(_) | Role::Amount(_) | Role::SmallWith(_) => {
                false
            }
        };
        if hide && row[at] != Cell::Unknown {
            let bound = match roles[at] {
                Role::RateOf(names) => bound(names, columns, row, &truth, limit),
                _ => None,
            };
            row[at] = bound.unwrap_or_else(withheld);
        }
    }
}

/// Whether somebody of the row is not yet followed to the end.
fn unfollowed(columns: &[Column], truth: &[Cell]) -> bool {
    let not_yet = columns
        .iter()
        .position(|column| column.name == "not_yet")
        .and_then(|at| truth.get(at));
    not_yet != Some(&Cell::Count(0))
}

/// `<5.5%` for a small count of 200, all of them known; `<32.4%` for a small count of 44, of whom a small count is unknown:
/// fewer than 11 of at least 34; `>44.8%` for 39 of 87, of whom some are unknown. All follow from what is shown, so they
/// tell nothing more.
fn bound(
    names: [&str; 3],
    columns: &[Column],
    row: &[Cell],
    truth: &[Cell],
    limit: i64,
) -> Option<Cell> {
    let [part, whole, less] =
        names.map(|name| columns.iter().position(|column| column.name == name));
    let at = [part?, whole?, less?];
    let [part, whole, less] = at.map(|at| match truth.get(at) {
        Some(Cell::Count(count)) => *count,
        _ => 0,
    });
    let shown = at.map(|at| row.get(at).is_some_and(|cell| !is_masked(cell)));
    let small = at.map(|at| matches!(row.get(at), Some(Cell::Masked(shown)) if shown != WITHHELD));
    let percent = |mille: i64| format!("{}.{}%", mille / 10, mille % 10);
    // Rounded up, and below down, as a bound rounded the other way could say what is not so.
    let less_than = |known: i64| {
        (known >= limit)
            .then(|| Cell::Masked(format!("<{}", percent((limit * 1000 + known - 1) / known))))
    };
    match shown {
        [false, true, true] if small[0] => less_than(whole - less),
        [false, true, false] if small[0] && small[2] => less_than(whole - (limit - 1)),
        [true, true, false] if whole >= limit && part > 0 => {
            Some(Cell::Masked(format!(">{}", percent(part * 1000 / whole))))
        }
        _ => None,
    }
}

fn put(cell: &mut Cell, mask: Option<Mask>, limit: i64) {
    match mask {
        Some(Mask::Small) => *cell = Cell::Masked(format!("<{limit}")),
        Some(Mask::Withheld) => *cell = Cell::Masked(WITHHELD.to_owned()),
        Some(Mask::Shown) | None => {}
    }
}

/// Whether a value, or a part of it, is masked.
pub(super) fn is_masked(cell: &Cell) -> bool {
    match cell {
        Cell::Masked(_) => true,
        Cell::Parts(parts) => parts.iter().any(|(_, cell)| is_masked(cell)),
        _ => false,
    }
}
