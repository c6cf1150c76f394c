//! A first guess of a map, from the headers of a sheet and a look at its cells.
//!
//! It is a text with remarks for a person to read and correct. Only words that stand in for a fixed set (a gender, a
//! language, a mark) are copied from the cells, never a name or a note.

mod bare;
mod boxes;
mod called;
mod column;
mod contacts;
mod exits;
mod grid;
mod headers;
mod hours;
mod kind;
mod lacking;
mod leaders;
mod left_out;
mod meanings;
mod naming;
mod of_mentor;
mod of_others;
mod pairs;
mod places;
mod roster;
mod senders;
mod styles;
mod tries;
mod turned;
mod unmet;
mod unnamed;
mod values;
mod ways;
mod years;

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use super::cell::clean;
use super::day_rows::by_day;
use super::exchanges::uncounted;
use super::from_to::with_lengths;
use super::headings::{OUR_COLUMNS, header, headers_of, is_below_months};
use super::layout::KEPT_TOGETHER;
use super::sessions::presence::COUNTS;
use super::totals::is_total;
use super::two_things::Pair;
use super::words::is_yes;
use crate::record::intake::{DateStyle, IntakeKind, SheetRow};
use crate::record::word::to_kebab;
use crate::record::{Day, GroupId, MentorId, Program, Shape};
use headers::{Likeness, fields_of};
pub use naming::name_for;
use naming::pattern;
use values::{Ticked, can_be, gathers, is_day, is_of_words, toml};

/// What columns are headed that may have any words: they are taken only for words that the program knows.
const OF_ANYTHING: [&str; 4] = ["code", "codes", "what", "service code"];

/// What is known of a program and a sheet when a map is begun.
#[derive(Debug)]
pub struct Guess<'g> {
    /// The name of the file.
    pub file: &'g str,
    /// The sheet of a workbook that has others, or that was named.
    pub sheet: Option<&'g str>,
    /// What the rows become, where that was said.
    pub kind: Option<IntakeKind>,
    /// The rows.
    pub rows: &'g [SheetRow],
    /// The program.
    pub program: &'g Program,
    /// The groups on file.
    pub groups: &'g [GroupId],
    /// How long the last meeting of each group on file was, in minutes, if it says so.
    pub lengths: &'g BTreeMap<GroupId, i64>,
    /// The mentors on file, each with the names that are known.
    pub mentors: &'g [(MentorId, Vec<String>)],
    /// Today.
    pub today: Day,
}

/// A map as a text with remarks, and what its rows become.
///
/// # Errors
/// No row looks like headers.
pub fn guess(about: &Guess<'_>) -> Result<(IntakeKind, String), Problem> {
    let Some(at) = heading(about) else {
        return Err(Problem::new(
            format!("no row of {} looks like column headings", about.file),
            "give the columns headers such as Name, DOB or Date, or write the map by hand: `peer explain import`",
        ));
    };
    if let Some(found) = with_columns_added(about, at) {
        return Ok(found);
    }
    let sheet = Sheet::of(about, at);
    if let Some(problem) = sheet.unreadable() {
        return Err(problem);
    }
    let kind = about.kind.unwrap_or_else(|| sheet.kind());
    Ok((kind, sheet.write(kind)))
}

/// The same for a sheet of meetings in which rows say the days of those below them, or two columns when each began and
/// ended.
fn with_columns_added(about: &Guess<'_>, at: usize) -> Option<(IntakeKind, String)> {
    let is_of_days = |name: &String| {
        let fields = fields_of(IntakeKind::Sessions, &header(name), about.program);
        fields.iter().any(|(field, _)| field == "on")
    };
    let place = headers_of(about.rows, at).iter().position(is_of_days);
    let by_day = by_day(about.rows, at, place, about.today, false).map(|found| found.rows);
    let timed = with_lengths(by_day.as_deref().unwrap_or(about.rows), at);
    let guess = |rows: &[SheetRow], is_timed: bool| {
        let about = Guess { rows, ..*about };
        let sheet = Sheet::of(&about, at);
        let kind = about.kind.unwrap_or_else(|| sheet.kind());
        let (last, taken) = (sheet.headers.len() - 1, sheet.taken(kind));
        let is_length = |one: &Taken| one.place == last && one.field == "minutes";
        let is_of_contacts = || kind == IntakeKind::Sessions || sheet.is_mentoring(kind, &taken);
        let is_of_meetings = match is_timed {
            true => taken.iter().any(is_length) && is_of_contacts(),
            false => matches!(kind, IntakeKind::Sessions | IntakeKind::Attendance),
        };
        (is_of_meetings && !sheet.has_days_across()).then(|| (kind, sheet.write(kind)))
    };
    let timed = timed.and_then(|rows| guess(&rows, true));
    timed.or_else(|| guess(&by_day?, false))
}

/// The row that most looks like headers, of two rows of them the lower one.
fn heading(about: &Guess<'_>) -> Option<usize> {
    let known = |names: &[String]| {
        let is_known = |name: &&String| {
            let name = header(name);
            let mut kinds = IntakeKind::ALL
                .iter()
                .filter(|kind| **kind != IntakeKind::Answers);
            kinds.any(|kind| !fields_of(*kind, &name, about.program).is_empty())
        };
        names.iter().filter(is_known).count()
    };
    let score = |at: usize| {
        let row = &about.rows[at];
        let own = known(&row.cells);
        let is_of_days = is_below_months(about.rows, at);
        let headers = headers_of(about.rows, at);
        // One word alone may be a cell.
        let both = if own > 1 || is_of_days {
            known(&headers)
        } else {
            own
        };
        // Days across say little without a header for the names, or names below an empty one.
        let cells = if is_of_days { &headers } else { &row.cells };
        let days = cells.iter().filter(|cell| is_day(cell, about.today));
        let days = days.count().min(20);
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let is_of_names =
            || days > 1 && has_names_below(about.rows, at, days > 2 && days * 2 > filled);
        own.max(both) * 3 + if both > 0 || is_of_names() { days } else { 0 }
    };
    let scores: Vec<usize> = (0..about.rows.len().min(40)).map(score).collect();
    let best = scores.iter().copied().max().filter(|best| *best > 0)?;
    scores.iter().position(|score| *score == best)
}

/// Whether a column has no header in a row, or any header where the row is of days, and names below it.
fn has_names_below(rows: &[SheetRow], at: usize, is_of_days: bool) -> bool {
    let cell = |row: &SheetRow, place: usize| row.cells.get(place).map(|cell| clean(cell));
    let is_empty = |place| is_of_days || cell(&rows[at], place).is_none_or(|cell| cell.is_empty());
    let below = |place: usize| {
        let cells = rows[at + 1..].iter().filter_map(|row| cell(row, place));
        cells.filter(|cell| !cell.is_empty()).collect()
    };
    bare::place_of_names(is_empty, below).is_some()
}

/// The likeliest field that cells speak for. `Type` may be the kind of a session or its mode: of such fields that of which
/// the cells say most words.
fn fitting<'c>(
    kind: IntakeKind,
    candidates: &'c [(String, Likeness)],
    cells: &[String],
    about: (&Program, Day),
) -> Option<&'c (String, Likeness)> {
    let fits = |field: &str| can_be(kind, field, cells, about);
    let is_named = |field: &str| is_of_words(kind, field) && fits(field);
    let known = |field: &str| values::known_words(kind, field, cells, about.0);
    // A column of ways may say kinds too, and one of kinds has no place for ways.
    let ways = |(field, _): &&(String, Likeness)| field == "mode" && known(field) > 0;
    match candidates.iter().find(|(field, _)| fits(field)) {
        Some(_) if candidates.iter().any(|one| ways(&one)) => candidates.iter().find(ways),
        Some((field, _)) if is_named(field) => candidates
            .iter()
            .filter(|(field, _)| is_named(field))
            .rev()
            .max_by_key(|(field, _)| known(field)),
        found => found,
    }
}

struct Sheet<'g> {
    about: &'g Guess<'g>,
    headers: Vec<String>,
    /// The rows above the headers, such as a title.
    above: &'g [SheetRow],
    below: &'g [SheetRow],
    /// The number of the row of the headers.
    number: usize,
}

/// A column and the field that it most likely is.
struct Taken {
    place: usize,
    field: String,
    /// Why, for the remark beside it.
    why: &'static str,
    /// The word of a list that a box in this column ticks, as in a column `Housing` of a sheet with needs.
    ticks: Option<Ticked>,
    /// The fields that its cells fill together, if they say two things.
    pair: Option<Pair>,
}

/// Whether a cell is a tick, and no number.
fn is_tick(cell: &str) -> bool {
    is_yes(cell) && cell.parse::<u8>().is_err()
}

/// `Nombre` beside a column for the family name is the given name.
fn name_given(taken: &mut [Taken]) {
    if taken.iter().any(|taken| taken.field == "family")
        && !taken.iter().any(|taken| taken.field == "given")
        && let Some(name) = taken.iter_mut().find(|taken| taken.field == "name")
    {
        name.field = "given".to_owned();
        name.why = "beside a column for the family name";
    }
}

impl<'g> Sheet<'g> {
    /// A sheet with its headers in that row.
    fn of(about: &'g Guess<'g>, at: usize) -> Self {
        Self {
            about,
            headers: headers_of(about.rows, at),
            above: &about.rows[..at],
            below: &about.rows[at + 1..],
            number: about.rows[at].number,
        }
    }
}

impl Sheet<'_> {
    /// The columns that are fields of a kind: each the likeliest field that its cells speak for and no earlier column is.
    fn taken(&self, kind: IntakeKind) -> Vec<Taken> {
        let (program, today) = (self.about.program, self.about.today);
        // One number beside days across says nothing of each day.
        let is_of_days = kind == IntakeKind::Attendance && self.days_across().len() > 1;
        let ways = self.boxes_of_ways(kind);
        let mut taken: Vec<Taken> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (place, name) in self.headers.iter().enumerate() {
            let name = header(name);
            if name.is_empty() || OUR_COLUMNS.contains(&name.as_str()) || !seen.insert(name.clone())
            {
                continue;
            }
            let cells = self.cells(place);
            // A box `Closed?` may stand beside the column with the day.
            let is_box = values::is_yes_or_no(&cells);
            let is_ticked = is_box && cells.iter().any(|cell| is_tick(cell));
            let is_free = |field: &str| {
                let other = |known: &Taken| {
                    values::shape(kind, field) != Some(Shape::Day)
                        || values::is_yes_or_no(&self.cells(known.place)) == is_box
                };
                gathers(kind, field)
                    || !taken
                        .iter()
                        .any(|known| known.field == field && other(known))
            };
            if let Some(ways) = ways.get(&place) {
                taken.extend(ways.iter().map(|way| self.box_of_a_way(place, way)));
                continue;
            }
            let candidates: Vec<_> = fields_of(kind, &name, program)
                .into_iter()
                .filter(|(field, _)| is_free(field))
                .filter(|(field, _)| field != "child" || self.has_letters(place))
                .filter(|(field, _)| !values::is_who(kind, field) || !self.has_roles(place))
                // A tick is no phone number.
                .filter(|(field, _)| !(is_ticked && KEPT_TOGETHER.contains(&field.as_str())))
                .filter(|(field, _)| !(is_of_days && COUNTS.contains(&field.as_str())))
                .collect();
            let fitting = fitting(kind, &candidates, &cells, (program, today));
            // Words that the program does not have are questions, and no reason to leave a column out.
            let asked = || {
                let mut candidates = candidates.iter();
                let is_of_anything = OF_ANYTHING.contains(&name.as_str());
                candidates.find(|(field, _)| is_of_words(kind, field) && !is_of_anything)
            };
            if let Some((field, likeness)) = fitting.or_else(asked) {
                taken.push(Taken {
                    place,
                    field: field.clone(),
                    why: likeness.told(),
                    ticks: None,
                    pair: None,
                });
            } else if candidates.is_empty() && values::is_mostly_boxes(&cells) {
                taken.extend(self.ticked(kind, place, &name));
            }
        }
        self.leave_out_ways(&mut taken);
        self.take_both_consents(kind, &mut taken);
        self.take_lengths(kind, &mut taken);
        self.take_pairs(kind, &mut taken);
        self.take_names(kind, &mut taken);
        name_given(&mut taken);
        taken
    }

    /// A column of boxes whose header is a word of a list that a field holds, or is like one.
    fn ticked(&self, kind: IntakeKind, place: usize, name: &str) -> Option<Taken> {
        let fields = kind.fields();
        let lists = fields
            .iter()
            .filter(|field| gathers(kind, field) && is_of_words(kind, field));
        let lists: Vec<&String> = lists.collect();
        let program = self.about.program;
        let find = |is_asked: bool| {
            let word = |field: &str| match is_asked {
                false => values::word_of(kind, field, name, program),
                true => values::word_like(kind, field, name, program),
            };
            lists.iter().find_map(|field| {
                let word = word(field)?;
                Some(Taken {
                    place,
                    field: (*field).clone(),
                    why: "a box for each word of it",
                    ticks: Some(Ticked { word, is_asked }),
                    pair: None,
                })
            })
        };
        find(false).or_else(|| find(true))
    }

    /// The cells of a column, cleaned, without empty ones.
    fn cells(&self, place: usize) -> Vec<String> {
        let rows = self.below.iter().filter(|row| !is_total(&row.cells));
        let cells = rows
            .filter_map(|row| row.cells.get(place))
            .map(|cell| clean(cell))
            .map(|cell| uncounted(&cell).unwrap_or(cell));
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    /// Whether a column of children has a letter or a number for each, and not a name.
    fn has_letters(&self, place: usize) -> bool {
        self.cells(place)
            .iter()
            .all(|cell| to_kebab(cell).len() <= 2)
    }

    fn write(&self, kind: IntakeKind) -> String {
        let about = self.about;
        let mut taken = self.taken(kind);
        self.take_boxes(kind, &mut taken);
        let across = if kind == IntakeKind::Attendance {
            self.days_across()
        } else {
            Vec::new()
        };
        let named = self.headers.iter().filter(|name| !name.is_empty()).count();
        let places: BTreeSet<usize> = taken.iter().map(|one| one.place).collect();
        let days = if across.is_empty() {
            String::new()
        } else {
            format!(" and {} are days", across.len())
        };
        let mut text = format!(
            "# How {} becomes {kind}. This is a guess; beside each line is why. A `?` in quotes is a\n\
             # question: write the answer for it, then try `peer import FILE -n`. See `peer explain import`.\n\
             kind = {} # {} of its {named} columns are fields of {kind}{days}\nfiles = [\n    {},\n]\n",
            about.file,
            toml(kind.word()),
            places.len(),
            toml(&pattern(about.file)),
        );
        if let Some(sheet) = about.sheet {
            text += &format!("sheet = {}\n", toml(sheet));
        }
        text += &self.header_row(&taken);
        text += &match across.is_empty() {
            true if self.has_days_without_year(kind, &taken) => self.year_in_titles(),
            true => self.year_of_others(kind, &taken).unwrap_or_default(),
            false => self.year(&across),
        };
        if kind == IntakeKind::Attendance {
            text += "new_people = false # true: people whom nobody on file is like become participants\n";
        }
        let is_of_a_group = kind == IntakeKind::Attendance
            && !taken
                .iter()
                .any(|taken| ["kind", "mentors"].contains(&taken.field.as_str()));
        let columns = taken
            .iter()
            .map(|one| self.column(kind, one, &taken, is_of_a_group));
        text += &columns.collect::<String>();
        text += &self.starts_of_exits(&taken);
        text += &self.zip_as_area(&taken);
        text += &self.lacking(kind, &taken, !across.is_empty());
        text += &self.constants(kind, &taken);
        text += &self.hours(kind, &taken, is_of_a_group);
        text += &self.leaders(kind, &taken, is_of_a_group);
        text += &self.meetings_among_kinds(kind, &taken);
        let tries = self.tries_among_modes(kind, &taken);
        if tries.is_empty() {
            text += &self.boxes_asked(kind, &mut taken);
        }
        text += &tries;
        text += &self.modes_by_place(kind, &taken);
        if !across.is_empty() {
            text += &self.grid(&across);
        }
        text + &self.left_out(kind, &taken, &across)
    }

    /// Whether a column has days that are all written without a year.
    fn has_days_without_year(&self, kind: IntakeKind, taken: &[Taken]) -> bool {
        let mut days = taken
            .iter()
            .filter(|one| values::shape(kind, &one.field) == Some(Shape::Day));
        days.any(|one| {
            let cells = self.dated_cells(kind, one, taken);
            let mut styles = styles::Styles::of(&cells, self.about.today);
            styles.without_year(self.about.today);
            styles
                .counts
                .iter()
                .any(|(style, _)| *style == DateStyle::NoYear)
        })
    }

    /// What the file, its sheet and the rows above the headers are called.
    fn titles(&self) -> Vec<String> {
        let above = self.above.iter().flat_map(|row| &row.cells);
        let sheet = self.about.sheet.map(str::to_owned);
        let file = self
            .about
            .file
            .rsplit_once('.')
            .map_or(self.about.file, |(stem, _)| stem);
        let all = sheet
            .into_iter()
            .chain(above.cloned())
            .chain([file.to_owned()]);
        all.map(|text| header(&text)).collect()
    }

    fn titled(&self, words: &[&str]) -> bool {
        let titles = self.titles();
        let has = |title: &String| title.split(' ').any(|word| words.contains(&word));
        titles.iter().any(has)
    }
}
