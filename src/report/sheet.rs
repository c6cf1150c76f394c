//! A sheet: what every report and list is before it is rendered as text, csv, json, markdown or html.

use super::chart::Chart;
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

/// A titled table of answers, with what it takes to read them rightly.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name of the report or list, as on the command line.
    pub report: String,
    /// The heading.
    pub title: String,
    /// The program's name.
    pub program: String,
    /// The days asked about; `None` for a list.
    pub period: Option<Period>,
    /// The day as of which was asked.
    pub as_of: Day,
    /// The commit that the records are of; `None` for the records of now.
    pub origin: Option<Origin>,
    /// Who it is for; `None` for a list.
    pub audience: Option<Audience>,
    /// The definition and the rules, a sentence each, printed under the heading.
    pub rules: Vec<String>,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// Figures of the sheet as a whole, beside the rows: top-level fields in json, lines in text.
    pub totals: Vec<(Column, Cell)>,
    /// Errors of `peer check` in the records behind the figures, by rule; empty where there are none.
    pub errors: Vec<Errors>,
    /// What is missing or to be minded, a sentence each.
    pub notes: Vec<String>,
    /// Where the figures come from: records read, commit; a line each.
    pub sources: Vec<String>,
    /// Charts of the figures, which html draws.
    pub charts: Vec<Chart>,
    /// How text and markdown lay the rows out.
    pub layout: Layout,
    /// The program's own words, which pages say.
    pub words: OwnWords,
}

/// The errors of one rule of `peer check` in the records behind a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors {
    /// The rule, a word such as `date-order`.
    pub rule: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first of them, as `file:line:column`; none in a report for others than the program itself.
    pub places: Vec<String>,
}

/// A commit that records are of.
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
    /// `value`, `before`, `detail`; the title of `before` says what it is before.
    Cards,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field name in json and the heading in csv.
    pub name: &'static str,
    /// The heading in text, markdown and html.
    pub title: String,
    /// Where its values stand.
    pub align: Align,
    /// Whether text and markdown leave it out; csv and json never do.
    pub detail: bool,
    /// Whether its words say something of a row, and are none of those that tell which row it is.
    pub is_said: bool,
    /// Whether it tells how many people are behind the figures of the column of that name: never printed, but what is
    /// hidden from the public depends on it.
    pub is_behind: bool,
}

/// Where values stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

impl Column {
    /// A column of words; the heading is the name with spaces.
    #[must_use]
    pub fn text(name: &'static str) -> Self {
        Self {
            name,
            title: name.replace('_', " "),
            align: Align::Left,
            detail: false,
            is_said: false,
            is_behind: false,
        }
    }

    /// How many people are behind the figures of a column; its values are those of [`Cell::behind`].
    #[must_use]
    pub fn behind(name: &'static str) -> Self {
        Self {
            is_behind: true,
            ..Self::text(name)
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(name: &'static str) -> Self {
        Self {
            align: Align::Right,
            ..Self::text(name)
        }
    }

    /// The column with another heading.
    #[must_use]
    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// Whether its words tell which row it is.
    #[must_use]
    pub fn is_key(&self) -> bool {
        self.align == Align::Left && !self.is_said
    }

    /// The column with words that say something of a row.
    #[must_use]
    pub fn said(mut self) -> Self {
        self.is_said = true;
        self
    }

    /// The column for csv and json alone.
    #[must_use]
    pub fn detail(mut self) -> Self {
        self.detail = true;
        self
    }
}

/// A value of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or not defined: `-` in text, null in json, never 0.
    Unknown,
    /// Hidden from the public; what may be said instead, such as `<11`. Null in json, named in the row's `masked`.
    Masked(String),
    /// Words.
    Text(String),
    /// A whole number of people, sessions, days.
    Count(i64),
    /// A number, shown with so many decimals; json has it whole.
    Number(f64, usize),
    /// A fraction, shown as a percentage; json has the fraction.
    Rate(f64),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Day(Day),
    /// Several words, a list in json.
    List(Vec<String>),
    /// Named parts, an object in json, such as `{k, n}`.
    Parts(Vec<(String, Cell)>),
}

impl Cell {
    /// A count of anything that can be counted.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self::Count(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// A cell of an optional value.
    #[must_use]
    pub fn or_unknown<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Unknown, cell)
    }

    /// Words.
    #[must_use]
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    /// How many people are behind each part of a figure; the part of a figure without parts is empty.
    #[must_use]
    pub fn behind<P: ToString>(parts: impl IntoIterator<Item = (P, usize)>) -> Self {
        let part = |(part, people): (P, usize)| (part.to_string(), Self::count(people));
        Self::Parts(parts.into_iter().map(part).collect())
    }
}

impl Sheet {
    /// What to say of the errors in the records behind the figures: how many of which rules, then where they are.
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
            origin: None,
            audience: None,
            rules: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            totals: Vec::new(),
            errors: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
            charts: Vec::new(),
            layout: Layout::Table,
            words: OwnWords::default(),
        }
    }

    /// The sheet without the columns that are never printed.
    #[must_use]
    pub fn without_people_behind(mut self) -> Self {
        let is_printed: Vec<bool> = self.columns.iter().map(|one| !one.is_behind).collect();
        for row in &mut self.rows {
            let mut printed = is_printed.iter();
            row.retain(|_| printed.next().copied().unwrap_or(true));
        }
        self.columns.retain(|column| !column.is_behind);
        self
    }
}
