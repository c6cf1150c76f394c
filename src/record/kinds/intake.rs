//! A map of a spreadsheet: which column is which field, how days are written, and what cells mean.
//!
//! A map says nothing about any person, so it is kept with the records; the spreadsheet itself is not.

mod files;
mod goal;
mod marks;

use std::fmt;
use std::str::FromStr;

use super::group::GroupKind;
use super::program::Program;
use super::record::Record;
use super::session::Service;
use crate::record::read::{self, Fault, Step, nearest, span_of};
use crate::record::schema::{Datum, Node, Prose, Reader, Shape, Value, quoted, record};
use crate::record::word::words;

pub use goal::{Goal, IntakeKind};

words! {
    /// How a day is written in a sheet.
    pub enum DateStyle {
        /// `2026-10-07`, also with a time after it.
        Iso = "iso",
        /// `10/7/2026`, the month first.
        Us = "us",
        /// `10/7/26`, the month first; the century is the latest one that is not in the future.
        UsShort = "us-short",
        /// `7/10/2026`, the day first.
        DayFirst = "day-first",
        /// `7/10/26`, the day first; the century is the latest one that is not in the future.
        DayFirstShort = "day-first-short",
        /// `Oct 7, 2026` or `7 October 2026`.
        Named = "named",
        /// `10/7` or `Oct 7`, in the `year` of the map.
        NoYear = "no-year",
        /// The number that a spreadsheet keeps for a day, as `46302`.
        Serial = "serial",
    }
}

record! {
    /// A map of a spreadsheet, `intake/….toml`.
    pub struct Intake {
        /// What its rows become.
        pub kind: IntakeKind,
        /// The names of the files it is for; `*` is any text.
        pub files: Vec<Box<str>>,
        /// The sheet of a workbook; without it the first one.
        pub sheet: Option<Box<str>>,
        /// The row that has the headers, counted from 1; without it the first that has all of them.
        pub header_row: Option<u32>,
        /// Rows are left out whose first filled cell begins with one of these, as are rows of totals such as `Total: 6`.
        pub skip_rows: Vec<Box<str>>,
        /// How days are written, in every column that does not say so itself.
        pub dates: Vec<DateStyle>,
        /// The year of days that are written without one.
        pub year: Option<u32>,
        /// Whether a sheet of attendance adds people who are like no one on file as new participants.
        pub new_people: Option<bool>,
        /// Columns that are left out without a word.
        pub ignore: Vec<Box<str>>,
        /// Anything else.
        pub note: Option<Prose>,
        /// Which column is which field.
        pub column: Vec<Column>,
        /// What every row says that no column does.
        pub constant: Vec<Constant>,
        /// Days across and people down.
        pub grid: Option<Grid>,
    }
}

record! {
    /// A column of a sheet.
    pub struct Column {
        /// Its header, however it is spelled.
        pub header: Box<str>,
        /// The field it fills, as `born` or `enrollment.start`.
        pub field: Box<str>,
        /// Whether a row without it is refused.
        pub required: Option<bool>,
        /// How days are written in it.
        pub dates: Vec<DateStyle>,
        /// Whether a ditto mark, and an empty cell below the day of a session, says what the cell above says.
        pub as_above: Option<bool>,
        /// The header of the column that has the day, if this column says yes or no: yes is that day, no is nothing.
        pub day_of: Option<Box<str>>,
        /// What parts the items of a list; without it a comma, a semicolon, a line break, and between words a slash, `&`
        /// and `and`.
        pub separator: Option<Box<str>>,
        /// What cells and the items in them say and what that means, as `F -> woman`; nothing after the arrow means
        /// nothing, and a `?` is a question: a row that says so is refused until the map answers.
        pub values: Vec<Translation>,
        /// The system that ids are from, as the `dcs` of `dcs:0042187`.
        pub system: Option<Box<str>>,
    }
}

record! {
    /// A field that every row has alike.
    pub struct Constant {
        /// The field.
        pub field: Box<str>,
        /// What it says, as a cell would.
        pub value: Box<str>,
    }
}

record! {
    /// A sheet with people down and days across.
    pub struct Grid {
        /// Marks of who was there, in any case.
        pub present: Vec<Box<str>>,
        /// Marks of who was expected and did not come.
        pub no_show: Vec<Box<str>>,
        /// Marks of who was not there; an empty cell is one.
        pub absent: Vec<Box<str>>,
        /// What other marks mean, as `C -> absent`: present, no-show or absent; a `?` is a question.
        #[since(2)]
        pub values: Vec<Translation>,
        /// What rows are headed that count, a day each, the people who gave no name.
        pub anonymous: Vec<Box<str>>,
        /// What rows are headed that count the children who were looked after.
        pub children: Vec<Box<str>>,
        /// What rows are headed that name, a day each, who led the group.
        pub led_by: Vec<Box<str>>,
        /// How the days across are written; without it as `dates` says.
        pub dates: Vec<DateStyle>,
    }
}

/// What a cell says and what that means, written `F -> woman`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// What the cell says, in any case.
    pub from: Box<str>,
    /// What it means; empty for nothing.
    pub to: Box<str>,
}

impl FromStr for Translation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once("->") {
            Some((from, to)) if !from.trim().is_empty() => Ok(Self {
                from: from.trim().into(),
                to: to.trim().into(),
            }),
            _ => Err(format!("`{text}` has no arrow")),
        }
    }
}

impl fmt::Display for Translation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}", self.from, self.to)
    }
}

impl Value for Translation {
    const SHAPE: Shape = Shape::Text;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = reader.line(node)?;
        match text.parse() {
            Ok(translation) => Some(translation),
            Err(message) => {
                reader.bad_value(
                    node,
                    message,
                    "write what the cell says, an arrow and its meaning: \"F -> woman\"",
                );
                None
            }
        }
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.to_string()))
    }
}

/// The faults of the text of a map.
struct Faults<'t> {
    text: &'t str,
    all: Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, path: Vec<Step>, message: &str, help: &str) {
        self.all.push(Fault {
            rule: "bad-value",
            span: span_of(self.text, &path),
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

/// A row of a sheet as read: its number, counted from 1, and its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The number that a spreadsheet shows next to it.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Record for Intake {
    fn of_file(_stem: &str, text: &str, program: &Program) -> Result<Self, Vec<Fault>> {
        Self::parse(text, program)
    }
}

impl Intake {
    /// Reads a map, with every fault in the text. A field named like a fact of the program, such as `race`, is the
    /// field `facts.race`.
    ///
    /// # Errors
    /// The faults of any record, and those of a map that cannot fill anything.
    pub fn parse(text: &str, program: &Program) -> Result<Self, Vec<Fault>> {
        let mut map: Self = read::record(text)?;
        map.name_facts(program);
        if let Some(grid) = &mut map.grid {
            grid.sort_marks();
        }
        let mut faults = Faults {
            text,
            all: Vec::new(),
        };
        map.check_fields(program, &mut faults);
        map.check_days(&mut faults);
        map.check_grid(&mut faults);
        if map.column.is_empty() {
            faults.add(
                vec![],
                "this map has no columns",
                "add [[column]] with `header` and `field`, or start over with `peer import --map-for FILE`",
            );
        }
        if map.header_row == Some(0) {
            faults.add(
                vec![key("header_row")],
                "rows are counted from 1",
                "write 1 for the first",
            );
        }
        faults.all.sort_by_key(|fault| fault.span.start);
        if faults.all.is_empty() {
            Ok(map)
        } else {
            Err(faults.all)
        }
    }

    /// Checks that each column and each constant fills a field that such records have.
    fn check_fields(&self, program: &Program, faults: &mut Faults<'_>) {
        let columns = self.column.iter().map(|column| &column.field);
        let constants = self.constant.iter().map(|constant| &constant.field);
        let columns = columns.enumerate().map(|named| ("column", named));
        let constants = constants.enumerate().map(|named| ("constant", named));
        let kind = self.kind.kind();
        for (table, (at, field)) in columns.chain(constants) {
            let goal = self.kind.goal(field);
            if goal.is_some_and(|goal| goal.is_in(kind, program)) {
                continue;
            }
            let mut known = self.kind.fields();
            known.extend(program.fact_names(kind).map(str::to_owned));
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let help = match nearest(field, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the fields of {} are {}", self.kind, quoted(&known)),
            };
            let path = vec![key(table), Step::Item(at), key("field")];
            faults.add(
                path,
                &format!("{} have no field `{field}`", self.kind),
                &help,
            );
        }
    }

    /// Checks that days written without a year get one from elsewhere.
    fn check_days(&self, faults: &mut Faults<'_>) {
        for (at, column) in self.column.iter().enumerate() {
            let goal = self.kind.goal(&column.field);
            if column.day_of.is_some() && goal.is_some_and(|goal| goal.shape() != Some(Shape::Day))
            {
                faults.add(
                    vec![key("column"), Step::Item(at), key("day_of")],
                    &format!("`{}` is not a day", column.field),
                    "`day_of` is only for a field that is a day: delete it",
                );
            }
        }
        let mut without = |path: Vec<Step>| {
            faults.add(
                path,
                "the days have no year",
                "add `year = 2026` at the top",
            );
        };
        if self.year.is_some() {
            return;
        }
        for (at, column) in self.column.iter().enumerate() {
            if column.dates.contains(&DateStyle::NoYear) {
                without(vec![key("column"), Step::Item(at), key("dates")]);
            }
        }
        if self.grid.is_some() && self.day_styles().contains(&DateStyle::NoYear) {
            without(vec![key("grid"), key("dates")]);
        }
    }

    /// Checks that days across are for attendance, and that some mark says who was there.
    fn check_grid(&self, faults: &mut Faults<'_>) {
        let Some(grid) = &self.grid else {
            return;
        };
        if self.kind != IntakeKind::Attendance {
            faults.add(
                vec![key("grid")],
                "[grid] is only for attendance sheets, which have days across the top",
                "write `kind = \"attendance\"`, or delete [grid]",
            );
        }
        let unknown = grid.values.iter().find(|value| &*value.to != "?");
        if let Some(value) = unknown {
            faults.add(
                vec![key("grid"), key("values")],
                &format!("`{}` is no meaning of a mark", value.to),
                "write present, no-show or absent behind the arrow",
            );
        }
        if grid.present.is_empty() {
            faults.add(
                vec![key("grid"), key("present")],
                "the marks for people who came are missing",
                "list the marks: present = [ \"x\", ]",
            );
        }
    }

    fn name_facts(&mut self, program: &Program) {
        let kind = self.kind;
        let columns = self.column.iter_mut().map(|column| &mut column.field);
        let constants = self.constant.iter_mut().map(|constant| &mut constant.field);
        for field in columns.chain(constants) {
            if kind.goal(field).is_none() && program.fact(kind.kind(), field).is_some() {
                *field = format!("facts.{field}").into();
            }
        }
    }

    /// How the days across a grid are written.
    #[must_use]
    pub fn day_styles(&self) -> &[DateStyle] {
        match &self.grid {
            Some(grid) if !grid.dates.is_empty() => &grid.dates,
            _ => self.styles(&[]),
        }
    }

    /// How days are written in a column with the styles `own`.
    #[must_use]
    pub fn styles<'s>(&'s self, own: &'s [DateStyle]) -> &'s [DateStyle] {
        match (own, self.dates.as_slice()) {
            ([], []) => &[
                DateStyle::Iso,
                DateStyle::Us,
                DateStyle::Named,
                DateStyle::Serial,
            ],
            ([], all) => all,
            (own, _) => own,
        }
    }

    /// What a constant says.
    #[must_use]
    pub fn constant(&self, field: &str) -> Option<&str> {
        self.constant
            .iter()
            .find(|constant| &*constant.field == field)
            .map(|constant| &*constant.value)
    }
}

impl From<GroupKind> for Service {
    /// The service that a meeting of such a group is.
    fn from(kind: GroupKind) -> Self {
        match kind {
            GroupKind::SupportGroup => Self::SupportGroup,
            GroupKind::Committee => Self::Committee,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "kind = \"participants\"\nfiles = [ \"parents*.csv\", ]\n\n\
        [[column]]\nheader = \"DOB\"\nfield = \"born\"\ndates = [ \"us\", \"iso\", ]\n\n\
        [[column]]\nheader = \"Sex\"\nfield = \"gender\"\nvalues = [ \"F -> woman\", \"? ->\", ]\n";

    fn faults(text: &str) -> Vec<(String, String)> {
        let faults =
            Intake::parse(text, &read::record("schema = 2\nname = \"T\"\n").unwrap()).unwrap_err();
        faults
            .into_iter()
            .map(|fault| {
                (
                    text[fault.span].to_owned(),
                    format!("{}: {}", fault.message, fault.help),
                )
            })
            .collect()
    }

    #[test]
    fn a_map_is_read_as_any_record() {
        let map =
            Intake::parse(TEXT, &read::record("schema = 2\nname = \"T\"\n").unwrap()).unwrap();
        assert_eq!(map.column[1].values[0], "F -> woman".parse().unwrap());
        assert_eq!(&*map.column[1].values[1].to, "");
        assert!(map.fits("Parents 2026.csv") && !map.fits("mentors.csv"));
        let wrong = TEXT.replace("header = \"Sex\"", "heder = \"Sex\"");
        let found = faults(&wrong);
        assert!(
            found.contains(&(
                "heder".to_owned(),
                "there is no field `heder` here: did you mean `header`?".to_owned()
            )),
            "{found:?}"
        );
    }

    #[test]
    fn a_field_that_is_not_there_is_refused_with_the_nearest() {
        let found = faults(&TEXT.replace("\"born\"", "\"borm\""));
        assert_eq!(
            found,
            [(
                "\"borm\"".to_owned(),
                "participants have no field `borm`: did you mean `born`?".to_owned()
            )]
        );
    }

    #[test]
    fn entries_are_named_by_their_field() {
        let goal = |kind: IntakeKind, field| kind.goal(field);
        let named = goal(IntakeKind::Cases, "event.petition").unwrap();
        assert!(
            matches!(&named, Goal::Inner { entry: Some(entry), field, .. } if entry == "petition" && field.name == "on")
        );
        let setting = goal(IntakeKind::Cases, "event.removed.setting").unwrap();
        assert!(matches!(&setting, Goal::Inner { field, .. } if field.name == "setting"));
        assert!(goal(IntakeKind::Cases, "event.petitions").is_none());
        assert!(goal(IntakeKind::Mentors, "training.peer-mentor-core.hours").is_some());
        assert!(goal(IntakeKind::Participants, "enrollment.start").is_some());
        for wrong in [
            "same_as",
            "enrollment",
            "enrollment.begin",
            "name.x",
            "same_case",
            "",
        ] {
            assert!(goal(IntakeKind::Participants, wrong).is_none(), "{wrong}");
        }
        for kind in IntakeKind::ALL {
            assert!(
                kind.fields().iter().all(|field| kind.goal(field).is_some()),
                "{kind}: {:?}",
                kind.fields()
            );
        }
    }
}
