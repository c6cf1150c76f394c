//! A sheet: what every report and list is before it is rendered as text, csv, json, markdown or html.

pub use super::cell::Cell;
use super::chart::Chart;
pub use super::column::Column;
use super::column::{Columns, Key, Role, ShownIf};
use super::disclosure::Disclosure;
use crate::record::own::OwnWords;
use crate::record::word::words;
use crate::record::{Day, Period, counted};

words! {
    /// Who a report is for.
    pub enum Audience {
        /// The program itself: everything.
        Internal = "internal",
        /// A funder: no id and no name.
        Funder = "funder",
        /// Everybody: no id, no name, and small counts masked.
        Public = "public",
    }
}

/// A titled table of answers, with what is needed to read them correctly.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name of the report or list, as on the command line.
    pub report: String,
    /// The heading.
    pub title: String,
    /// The program's name.
    pub program: String,
    /// The requested days; `None` for a list.
    pub period: Option<Period>,
    /// The as-of day.
    pub as_of: Day,
    /// The first day on which the program did anything; `None` for a list, and if nothing is on file.
    pub began: Option<Day>,
    /// The commit that the records are of; `None` for the current records.
    pub origin: Option<Origin>,
    /// Who it is for; `None` for a list.
    pub audience: Option<Audience>,
    /// The sender's own introduction, one paragraph each, before everything else, on pages only.
    pub foreword: Vec<String>,
    /// What comes first: the answer in words, one sentence each. The public has only the table.
    pub answer: Vec<String>,
    /// What the program itself can do next, one sentence each; others do not see it.
    pub advice: Vec<String>,
    /// The definition and the rules, one sentence each, printed under the heading.
    pub rules: Vec<String>,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// Figures of the sheet as a whole, in addition to the rows: top-level fields in json, lines in text.
    pub totals: Vec<(Column, Cell)>,
    /// Errors of `peer check` in the records behind the figures, by rule; empty if there are none.
    pub errors: Vec<Errors>,
    /// What is missing or needs care, one sentence each.
    pub notes: Vec<String>,
    /// Notes that count things the public has no column for, and that might reveal one it has. They join the others
    /// when the audience is known.
    pub unpublished: Vec<String>,
    /// Where the figures come from: records read, commit; one line each.
    pub sources: Vec<String>,
    /// How its figures may be disclosed; `None` if they are only for the program itself, as for records and lists.
    pub disclosure: Option<&'static Disclosure>,
    /// Charts of the figures, which html draws.
    pub charts: Vec<Chart>,
    /// How text and markdown lay the rows out.
    pub layout: Layout,
    /// The program's own words for use on pages.
    pub words: OwnWords,
}

/// The errors of one rule of `peer check` in the records behind a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors {
    /// The rule, a word such as `date-order`.
    pub rule: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first of them, as `file:line:column`; empty in a report for anyone but the program itself.
    pub places: Vec<String>,
}

/// A commit that contains records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its name, shortened.
    pub commit: String,
    /// The day on which it was made.
    pub day: Day,
}

/// How text lays rows out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A table, a line for each row.
    Table,
    /// A block for each row, a line for each column: for rows with many columns.
    Facts,
    /// The key figures of a report on its cover: a table in text, and cards in html. Its columns are `figure`, `label`,
    /// `value`, `before`, `detail`; the title of `before` names the earlier period.
    Cards,
}

/// A note that a period is not over, if it is not.
pub(super) fn not_over(period: &Period, as_of: Day) -> Option<String> {
    if period.first > as_of {
        Some(format!(
            "the period begins after {as_of}, the as-of day, so there are no figures yet"
        ))
    } else if period.last > as_of {
        Some(format!(
            "the period is not over: figures go through {as_of}"
        ))
    } else {
        None
    }
}

impl Sheet {
    /// A note that the period is not over, if it is not; a public report also says why it ends where it does.
    #[must_use]
    pub fn not_over(&self) -> Option<String> {
        let note = not_over(self.period.as_ref()?, self.as_of)?;
        Some(match self.audience {
            Some(Audience::Public) => format!(
                "{note}, as a public report ends with a whole month; what happened later is not in it yet"
            ),
            _ => note,
        })
    }

    /// What to say about the errors in the records behind the figures: how many for which rules, then where they are.
    #[must_use]
    pub fn errors_in_words(&self) -> Vec<String> {
        let total: usize = self.errors.iter().map(|errors| errors.count).sum();
        if total == 0 {
            return Vec::new();
        }
        let rules: Vec<String> = self
            .errors
            .iter()
            .map(|errors| format!("{} {}", errors.rule, errors.count))
            .collect();
        let are = if total == 1 { "is" } else { "are" };
        let all = format!(
            "{} of `peer check` {are} in the records behind these figures: {}",
            counted(total, "error"),
            rules.join(", ")
        );
        let place = |errors: &Errors| {
            let more = errors.count - errors.places.len().min(errors.count);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!("{} at {}{more}", errors.rule, errors.places.join(", "))
        };
        let places = self
            .errors
            .iter()
            .filter(|errors| !errors.places.is_empty());
        std::iter::once(all).chain(places.map(place)).collect()
    }

    /// An empty sheet of a list.
    #[must_use]
    pub fn new(report: &str, title: &str, program: &str, as_of: Day) -> Self {
        Self {
            report: report.to_owned(),
            title: title.to_owned(),
            program: program.to_owned(),
            period: None,
            as_of,
            began: None,
            origin: None,
            audience: None,
            foreword: Vec::new(),
            answer: Vec::new(),
            advice: Vec::new(),
            rules: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            totals: Vec::new(),
            errors: Vec::new(),
            notes: Vec::new(),
            unpublished: Vec::new(),
            sources: Vec::new(),
            disclosure: None,
            charts: Vec::new(),
            layout: Layout::Table,
            words: OwnWords::default(),
        }
    }

    /// Adds columns, and a row for each row of a measure.
    pub fn fill<'a, R: 'a>(
        &mut self,
        columns: Columns<'a, R>,
        rows: impl IntoIterator<Item = impl std::borrow::Borrow<R>>,
    ) {
        (self.columns, self.rows) = columns.read(rows);
    }

    /// The sheet without the columns that are never printed.
    #[must_use]
    pub fn printed(mut self) -> Self {
        let is_printed: Vec<bool> = self.columns.iter().map(|one| one.is_printed).collect();
        for row in &mut self.rows {
            let mut printed = is_printed.iter();
            row.retain(|_| printed.next().copied().unwrap_or(true));
        }
        self.columns.retain(|column| column.is_printed);
        self
    }

    /// Keeps the columns that match.
    pub fn keep(&mut self, is_kept: impl Fn(&Column) -> bool) {
        let kept: Vec<bool> = self.columns.iter().map(is_kept).collect();
        for row in &mut self.rows {
            let mut kept = kept.iter();
            row.retain(|_| kept.next().copied().unwrap_or(true));
        }
        let mut kept = kept.iter();
        self.columns
            .retain(|_| kept.next().copied().unwrap_or(true));
    }

    /// Keeps the rows that match.
    pub fn retain(&mut self, is_kept: impl Fn(Line<'_>) -> bool) {
        let columns = &self.columns;
        self.rows.retain(|cells| is_kept(Line { columns, cells }));
    }

    /// Leaves out the rows of groups in which nothing is counted, and that of the only group, as it equals the total.
    #[must_use]
    pub fn without_idle_groups(mut self) -> Self {
        let Some(at) = self.columns.iter().position(|one| one.is(Key::Group)) else {
            return self;
        };
        let is_busy = |cell: &Cell| matches!(cell, Cell::Count(1..));
        let mut busy: Vec<Cell> = Vec::new();
        for row in self.rows.iter().filter(|row| row.iter().any(is_busy)) {
            if row[at] != Cell::All && !busy.contains(&row[at]) {
                busy.push(row[at].clone());
            }
        }
        let several = busy.len() > 1;
        self.rows
            .retain(|row| row[at] == Cell::All || several && busy.contains(&row[at]));
        self.columns[at].detail |= !several;
        self
    }

    /// The rows, each with the columns.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let columns = &self.columns;
        self.rows.iter().map(move |cells| Line { columns, cells })
    }
}

/// What a page prints in place of a value that it does not show.
pub const PAGE_WITHHELD: &str = "withheld";

/// A row with its columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line<'a> {
    columns: &'a [Column],
    cells: &'a [Cell],
}

impl<'a> Line<'a> {
    /// The columns with their cells.
    pub fn cells(self) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(self.cells)
    }

    /// The figure or word with this name; unknown if there is none.
    #[must_use]
    pub fn cell(self, name: &str) -> &'a Cell {
        let mut cells = self.cells();
        let found = cells.find(|(column, _)| column.name == name && column.role != Role::Behind);
        found.map_or(&Cell::Unknown, |(_, cell)| cell)
    }

    /// Whether pages show the value of a column.
    #[must_use]
    pub fn is_shown(self, name: &str) -> bool {
        let mut columns = self.columns.iter();
        let condition = columns
            .find(|column| column.name == name)
            .and_then(|column| column.shown_if);
        let count = |name: &str| match self.cell(name) {
            Cell::Count(count) => Some(*count),
            _ => None,
        };
        match condition {
            None => true,
            Some(ShownIf::AtMostAFifth(part, whole)) => match (count(part), count(whole)) {
                (Some(part), Some(whole)) => part * 5 <= whole,
                _ => true,
            },
            Some(ShownIf::AtLeast(name, least)) => count(name).is_none_or(|count| count >= least),
        }
    }

    /// The value of the first key of a kind.
    #[must_use]
    pub fn key(self, key: Key) -> Option<&'a Cell> {
        let found = self.cells().find(|(column, _)| column.is(key));
        found.map(|(_, cell)| cell)
    }

    /// The first and last of its days.
    #[must_use]
    pub fn days(self) -> Option<(Day, Day)> {
        match (self.key(Key::Start)?, self.key(Key::End)?) {
            (Cell::Day(first), Cell::Day(last)) => Some((*first, *last)),
            _ => None,
        }
    }

    /// Whether it is about everyone, not about a group or one person.
    #[must_use]
    pub fn is_of_all(self) -> bool {
        let is_one = |column: &Column| column.is(Key::Group) || column.is(Key::Person);
        self.cells()
            .all(|(column, cell)| !is_one(column) || *cell == Cell::All)
    }
}
