//! Where in a sheet everything stands: the row of the headers, the columns of the map, the days across, the people down.

use std::collections::{BTreeMap, BTreeSet};

mod of_none;
mod unmarked;
mod without_days;

use super::Problem;
use super::cell::{QUESTION, clean};
use super::dates::Order;
use super::from_to::is_one_of;
use super::headings::{AGAIN, OUR_COLUMNS, header, headers_of, heading, is_unnamed};
use super::lengths::Lengths;
use super::nights;
use super::titles;
use super::totals::is_total;
use super::two_things::{PAIRS, Pair};
use crate::record::intake::{Column, DateStyle, Intake, IntakeKind, SheetRow};
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::{Day, IdKind, Shape, Status};
use crate::register::fold;
use of_none::is_of_none;

/// How words begin that head what tells one child from another, and headers that do.
const OF_A_CHILD: [&str; 7] = ["child", "kid", "twin", "sibling", "hij", "nin", "gemel"];
const MARKS_OF_A_CHILD: [&str; 11] = [
    "first",
    "first name",
    "name",
    "nombre",
    "initial",
    "initials",
    "sex",
    "sexo",
    "gender",
    "genero",
    "age",
];

/// What stands in the reason of a row that was refused for a day of which it is unclear what comes first.
const UNCLEAR: &str = "by `day-first`";

/// Fields that are lengths of time in minutes.
pub(super) const LENGTHS: [&str; 2] = ["minutes", "travel_minutes"];

/// What a person may have several of, kept in one text.
pub(super) const KEPT_TOGETHER: [&str; 2] = ["phone", "email"];

/// A sheet by its map.
#[derive(Debug)]
pub struct Layout<'m> {
    /// The map.
    pub map: &'m Intake,
    /// Today.
    pub(super) today: Day,
    /// The headers as they are.
    pub headers: Vec<String>,
    /// The rows below the headers that say something, totals left out.
    pub rows: Vec<&'m SheetRow>,
    /// The rows that were left out, as they have the totals of others.
    pub totals: Vec<&'m SheetRow>,
    /// Headers of columns that are not taken.
    pub left_out: Vec<String>,
    /// The place of a column `Status` that the map does not name and that says in our words what became of each meeting.
    pub(super) status: Option<usize>,
    /// The columns of the map.
    pub(super) columns: Vec<Placed<'m>>,
    /// The place of each day across.
    pub(super) days: Vec<(usize, Day)>,
    /// The same of days on which nobody met, as the header or the cells below say.
    pub(super) off: Vec<(usize, Day)>,
    /// What headers say beside their day, and what is made of that.
    pub remarks: Vec<String>,
}

/// A column of the map, found in the sheet.
#[derive(Debug)]
pub(super) struct Placed<'m> {
    /// Its place.
    pub place: usize,
    /// What the map says of it.
    pub column: &'m Column,
    /// How days are written in it.
    pub styles: Vec<DateStyle>,
    /// The header and the place of the column whose day a yes is.
    pub day_of: Option<(String, usize)>,
    /// What its cells show together, if they are lengths of time.
    pub lengths: Lengths,
    /// The fields that its cells fill together, if the map names the column for both.
    pub pair: Option<Pair>,
    /// Whether its names have the family name first, as other cells show.
    pub is_turned: bool,
}

impl<'m> Layout<'m> {
    /// Finds everything that the map names.
    ///
    /// # Errors
    /// The headers of the map are not there, or a header with marks below it is no day.
    pub fn new(map: &'m Intake, rows: &'m [SheetRow], today: Day) -> Result<Self, Problem> {
        answered(map)?;
        let wanted: BTreeSet<String> = map
            .column
            .iter()
            .filter(|column| !is_added(column))
            .map(|column| header(&column.header))
            .collect();
        let at = heading(map, rows, &wanted)?;
        let headers = headers_of(rows, at);
        let columns = placed(map, &headers, rows[at].number)?;
        let above = &rows[..at];
        let (totals, rows): (Vec<&SheetRow>, Vec<&SheetRow>) =
            rows[at + 1..].iter().partition(|row| {
                let placed = columns.iter().map(|one| (one.place, one.column));
                is_skipped(map, row) || is_of_none(placed, row)
            });
        let is_left_out = |row: &&SheetRow| map.grid.is_some() && nights::is_left_out(row);
        let (of_nights, rows): (Vec<&SheetRow>, Vec<&SheetRow>) =
            rows.into_iter().partition(is_left_out);
        let mut layout = Self {
            map,
            today,
            headers,
            rows,
            totals,
            left_out: Vec::new(),
            status: None,
            columns,
            days: Vec::new(),
            off: Vec::new(),
            remarks: Vec::new(),
        };
        layout.find_orders(today);
        layout.find_lengths();
        layout.find_turned();
        layout.others(today)?;
        layout.leave_out_sums();
        layout.remarks.extend(layout.unmarked(today));
        layout.tell(above);
        layout.remarks.extend(nights::told(&of_nights));
        Ok(layout)
    }

    /// In columns of which the map does not say how days are written, a day that can only be day-first makes it unclear
    /// what comes first in the others. So it is for rows that were refused for that, when they come again.
    fn find_orders(&mut self, today: Day) {
        let error = self.headers.iter().position(|name| name == OUR_COLUMNS[1]);
        let was_unclear = self.rows.iter().any(|row| {
            error
                .and_then(|at| row.cells.get(at))
                .is_some_and(|why| why.contains(UNCLEAR))
        });
        let silent = |column: &Column| self.map.dates.is_empty() && column.dates.is_empty();
        for placed in &mut self.columns {
            let goal = self.map.kind.goal(&placed.column.field);
            if !silent(placed.column) || goal.and_then(|goal| goal.shape()) != Some(Shape::Day) {
                continue;
            }
            let cells: Vec<String> = self
                .rows
                .iter()
                .filter_map(|row| row.cells.get(placed.place))
                .map(|cell| clean(cell))
                .collect();
            let order = Order::of(cells.iter().map(String::as_str), today);
            if order != Order::Month || was_unclear {
                placed.styles.push(DateStyle::DayFirst);
            }
        }
    }

    /// What the cells of columns of lengths show together: a bare `1` beside `1 hr` may be an hour as well.
    fn find_lengths(&mut self) {
        for placed in &mut self.columns {
            if !LENGTHS.contains(&&*placed.column.field) {
                continue;
            }
            let cells = self
                .rows
                .iter()
                .filter_map(|row| row.cells.get(placed.place));
            let cells: Vec<String> = cells.map(|cell| clean(cell)).collect();
            placed.lengths = Lengths::of(cells.iter().map(String::as_str));
        }
    }

    /// Tells of days that are left empty, and of what is above the table.
    fn tell(&mut self, above: &[SheetRow]) {
        let columns = self.columns.iter();
        let lacking: Vec<String> = columns
            .filter_map(|placed| self.without_days(placed))
            .collect();
        self.remarks.extend(lacking);
        self.remarks.extend(titles::told(self.map, above));
        self.remarks.extend(self.beside_names());
        self.remarks.extend(self.other_names());
        self.remarks.extend(self.without_a_street());
    }

    /// Sorts the columns that the map does not name into days and those that are left out.
    fn others(&mut self, today: Day) -> Result<(), Problem> {
        let styles = self.styles_across(today);
        let is_of_meetings = matches!(self.map.kind, IntakeKind::Sessions | IntakeKind::Attendance);
        for (place, name) in self.headers.clone().iter().enumerate() {
            let mut ignored = self.map.ignore.iter();
            if name.is_empty()
                || OUR_COLUMNS.contains(&name.as_str())
                || is_of_meetings && header(name) == AGAIN
                || ignored.any(|ignored| header(ignored) == header(name))
                || self
                    .columns
                    .iter()
                    .any(|taken| taken.place == place || is_one_of(&taken.column.header, name))
            {
                continue;
            }
            match self.day_across(place, name, &styles, today)? {
                Some(day) => self.take_day(place, name, day),
                None if self.is_status(place, name) => self.status = Some(place),
                None if is_unnamed(name, place) => {
                    self.left_out.push(format!("{name} (it has no header)"));
                }
                None if self.has_marks(place) => {
                    self.left_out
                        .push(format!("{name} (it has marks, and its header is no day)"));
                }
                None => {
                    self.left_out.push(name.clone());
                    self.tell_called_off(name);
                }
            }
        }
        self.days_make_sense(&styles)
    }

    /// Whether a column of meetings that the map does not name is that which the reasons of refused rows ask for.
    fn is_status(&self, place: usize, name: &str) -> bool {
        let field = "status";
        let cells = self.rows.iter().filter_map(|row| row.cells.get(place));
        let mut said = cells
            .map(|cell| clean(cell))
            .filter(|cell| !cell.is_empty());
        header(name) == field
            && matches!(self.map.kind, IntakeKind::Sessions | IntakeKind::Attendance)
            && self.map.grid.is_none()
            && !self
                .columns
                .iter()
                .any(|placed| &*placed.column.field == field && !self.serves_twice(placed))
            && said.all(|cell| cell.parse::<Status>().is_ok())
    }

    /// Whether another field is read from the same column.
    pub(super) fn serves_twice(&self, placed: &Placed<'_>) -> bool {
        let same = self.columns.iter();
        same.filter(|other| other.place == placed.place).count() > 1
    }

    /// Whether the file is one of refused rows.
    pub(super) fn has_refused_rows(&self) -> bool {
        let has = |ours: &&str| self.headers.iter().any(|name| name == ours);
        OUR_COLUMNS.iter().all(has)
    }

    /// A row as the sheet has it: its number there, also if it comes again in a file of refused rows, and its cells.
    #[must_use]
    pub fn as_first(&self, row: usize) -> Option<(String, Vec<&str>)> {
        let row = self.rows.iter().find(|known| known.number == row)?;
        let cell = |place: usize| row.cells.get(place).map_or("", String::as_str);
        let ours = self.headers.iter().position(|name| name == OUR_COLUMNS[0]);
        let number = ours.filter(|_| self.has_refused_rows()).map(cell);
        let number = number.map_or_else(|| row.number.to_string(), str::to_owned);
        Some((number, self.of_the_sheet().into_iter().map(cell).collect()))
    }

    /// The places of the columns that are the sheet's own, without those that a file of refused rows adds.
    pub(super) fn of_the_sheet(&self) -> Vec<usize> {
        let named = self.headers.iter().enumerate();
        named
            .filter(|(_, name)| !name.is_empty() && !OUR_COLUMNS.contains(&name.as_str()))
            .map(|(place, _)| place)
            .collect()
    }

    /// The places of the columns that are not taken and tell one child from another, by what they are called.
    pub(super) fn marks_of_a_child(&self) -> Vec<usize> {
        let is_mark = |place: &usize| {
            let name = header(&self.headers[*place]);
            let mut words = name.split(' ');
            !self.columns.iter().any(|placed| placed.place == *place)
                && (MARKS_OF_A_CHILD.contains(&name.as_str())
                    || words.any(|word| OF_A_CHILD.iter().any(|begin| word.starts_with(begin))))
        };
        self.of_the_sheet().into_iter().filter(is_mark).collect()
    }
}

/// The columns of the map, found among the headers in a row of that number.
fn placed<'m>(
    map: &'m Intake,
    headers: &[String],
    number: usize,
) -> Result<Vec<Placed<'m>>, Problem> {
    let folded: Vec<String> = headers.iter().map(|text| header(text)).collect();
    let mut columns = Vec::new();
    for column in &map.column {
        let name = header(&column.header);
        let mut places = folded
            .iter()
            .enumerate()
            .filter(|(_, known)| **known == name)
            .map(|(place, _)| place);
        let Some(place) = places.next() else {
            if is_added(column) {
                continue;
            }
            return Err(missing(&column.header, headers, number));
        };
        let others: Vec<usize> = places.collect();
        if !others.is_empty() && !gathers(map, column) {
            let message = format!("two columns are headed `{}`", headers[place]);
            return Err(Problem::new(
                message,
                "give one of them another header in the sheet",
            ));
        }
        let (styles, day_of) = days_of(map, column, &folded).ok_or_else(|| {
            missing(
                column.day_of.as_deref().unwrap_or_default(),
                headers,
                number,
            )
        })?;
        columns.extend([place].into_iter().chain(others).map(|place| Placed {
            place,
            column,
            styles: styles.clone(),
            day_of: day_of.clone(),
            lengths: Lengths::default(),
            pair: None,
            is_turned: false,
        }));
    }
    find_pairs(map.kind, &mut columns);
    // The parent in the row tells which mentor of a name is meant, so the parent is read first.
    columns.sort_by_key(|placed| is_mentor(map, placed.column));
    Ok(columns)
}

/// Finds the columns that the map names twice, for two things that a cell says. What is a day is written there as the
/// column for the day says.
fn find_pairs(kind: IntakeKind, columns: &mut [Placed<'_>]) {
    let is_day = |field: &str| {
        let goal = kind.goal(field);
        goal.and_then(|goal| goal.shape()) == Some(Shape::Day)
    };
    let named: BTreeMap<(usize, &str), Vec<DateStyle>> = columns
        .iter()
        .map(|placed| ((placed.place, &*placed.column.field), placed.styles.clone()))
        .collect();
    for placed in columns {
        let styles = |field: &'static str| named.get(&(placed.place, field));
        let is_own = |(one, other): &Pair| [*one, *other].contains(&&*placed.column.field);
        let mut pairs = PAIRS.into_iter().filter(is_own);
        let pair = pairs.find(|(one, other)| styles(one).is_some() && styles(other).is_some());
        let day = pair.and_then(|(one, other)| [one, other].into_iter().find(|one| is_day(one)));
        if let Some(styles) = day.and_then(styles) {
            placed.styles.clone_from(styles);
        }
        placed.pair = pair;
    }
}

/// Refuses a map that still asks something about every row.
fn answered(map: &Intake) -> Result<(), Problem> {
    let constants = map
        .constant
        .iter()
        .filter(|constant| &*constant.value == QUESTION)
        .map(|constant| format!("what `{}` is", constant.field));
    let days = map
        .column
        .iter()
        .filter(|column| column.day_of.as_deref() == Some(QUESTION))
        .map(|column| format!("which column has the day of `{}`", column.header));
    let headers = map
        .column
        .iter()
        .filter(|column| &*column.header == QUESTION)
        .map(|column| format!("which column is `{}`", column.field));
    constants
        .chain(days)
        .chain(headers)
        .next()
        .map_or(Ok(()), |asked| {
            Err(Problem::new(
                format!("the map asks {asked}"),
                "write it for the `?` in the map; what is behind it says what it may be",
            ))
        })
}

/// Whether a column is one that a reason of a refused row asks to add, headed as its field is called, such as
/// `enrollment.end`: the sheet itself may lack it.
fn is_added(column: &Column) -> bool {
    column.field.contains('.') && header(&column.header) == header(&column.field)
}

/// Whether a field takes what several columns say.
fn gathers(map: &Intake, column: &Column) -> bool {
    let shape = map.kind.goal(&column.field).and_then(|goal| goal.shape());
    matches!(shape, Some(Shape::List(_) | Shape::Prose)) || KEPT_TOGETHER.contains(&&*column.field)
}

fn is_mentor(map: &Intake, column: &Column) -> bool {
    let shape = map.kind.goal(&column.field).and_then(|goal| goal.shape());
    shape.is_some_and(|shape| match shape {
        Shape::List(item) => *item == Shape::Id(IdKind::Mentor),
        shape => shape == Shape::Id(IdKind::Mentor),
    })
}

/// How days are written in a column, and where the day is that a yes in it means; `None` where no column is headed so.
#[allow(
    clippy::type_complexity,
    reason = "two plain things that are used on the next line"
)]
fn days_of(
    map: &Intake,
    column: &Column,
    headers: &[String],
) -> Option<(Vec<DateStyle>, Option<(String, usize)>)> {
    let mut styles = map.styles(&column.dates).to_vec();
    let Some(wanted) = &column.day_of else {
        return Some((styles, None));
    };
    let place = headers.iter().position(|known| *known == header(wanted))?;
    let other = map
        .column
        .iter()
        .find(|other| header(&other.header) == header(wanted));
    for style in other.map_or(&[][..], |other| map.styles(&other.dates)) {
        if !styles.contains(style) {
            styles.push(*style);
        }
    }
    Some((styles, Some((wanted.to_string(), place))))
}

/// Whether a list of marks holds a text, in any case.
pub(super) fn says(marks: &[Box<str>], text: &str) -> bool {
    marks
        .iter()
        .any(|mark| mark.to_lowercase() == text.to_lowercase())
}

fn missing(wanted: &str, headers: &[String], row: usize) -> Problem {
    let known: Vec<&str> = headers
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    let help = match nearest(wanted, &known) {
        Some(near) => format!("is it `{near}` now? then correct `header` in the map"),
        None => format!("the headers are {}", quoted(&known)),
    };
    Problem::new(
        format!("there is no column `{wanted}` in row {row}, where the headers are"),
        help,
    )
}

/// Whether a row is none of those to take in: it has totals of others, or begins with words that the map says.
fn is_skipped(map: &Intake, row: &SheetRow) -> bool {
    // Rows of answers have no name: their first words may be anything.
    if map.kind != IntakeKind::Answers && is_total(&row.cells) {
        return true;
    }
    let mut texts = row.cells.iter().map(|cell| fold(cell));
    let Some(first) = texts.find(|text| !text.is_empty()) else {
        return false;
    };
    let begins = |said: &str| {
        let rest = first.strip_prefix(said).filter(|_| !said.is_empty());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    map.skip_rows.iter().any(|said| begins(&fold(said)))
}
