//! A first guess of a map, from the headers of a sheet and a look at its cells.
//!
//! It is a text with remarks for a person to read and correct. Only words that stand in for a fixed set (a gender, a
//! language, a mark) are copied from the cells, never a name or a note.

mod called;
mod headers;
mod values;

use std::collections::BTreeSet;

use super::Problem;
use super::cell::clean;
use super::dates::{self, Order};
use super::layout::{OUR_COLUMNS, header};
use super::totals::is_total;
use crate::record::intake::{DateStyle, IntakeKind, SheetRow};
use crate::record::schema::quoted;
use crate::record::word::to_kebab;
use crate::record::{Day, GroupId, Program};
use headers::{field_of, is_note};
use values::{marks, styles, toml, translations};

/// What is known of a program and a sheet when a map is begun.
#[derive(Debug)]
pub struct Guess<'g> {
    /// The name of the file.
    pub file: &'g str,
    /// The sheet of a workbook, where one was named.
    pub sheet: Option<&'g str>,
    /// What the rows become, where that was said.
    pub kind: Option<IntakeKind>,
    /// The rows.
    pub rows: &'g [SheetRow],
    /// The program.
    pub program: &'g Program,
    /// The groups on file.
    pub groups: &'g [GroupId],
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
            format!("no row of {} looks like headers", about.file),
            "give the columns headers such as Name, DOB or Date, or write the map by hand: `peer explain import`",
        ));
    };
    let headers: Vec<String> = about.rows[at]
        .cells
        .iter()
        .map(|cell| clean(cell).replace('\n', " "))
        .collect();
    let sheet = Sheet {
        about,
        headers,
        below: &about.rows[at + 1..],
    };
    let kind = about.kind.unwrap_or_else(|| sheet.kind());
    Ok((kind, sheet.write(kind)))
}

/// The most letters of the name that a map is given.
const LONGEST: usize = 60;

/// A short name for the map of a file: its words, without numbers at the end.
#[must_use]
pub fn name_for(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let word = to_kebab(&crate::register::fold(stem));
    let parts: Vec<&str> = word.split('-').collect();
    let last = parts
        .iter()
        .rposition(|part| part.bytes().all(|byte| byte.is_ascii_alphabetic()) && !part.is_empty());
    let name = last.map_or_else(|| "sheet".to_owned(), |last| parts[..=last].join("-"));
    // It is to be typed, and to be the name of a file.
    let short = name.get(..LONGEST).unwrap_or(&name);
    short.trim_end_matches('-').to_owned()
}

/// The row that most looks like headers.
fn heading(about: &Guess<'_>) -> Option<usize> {
    let score = |row: &SheetRow| {
        let known = row.cells.iter().filter(|cell| {
            let name = header(cell);
            IntakeKind::ALL
                .iter()
                .any(|kind| field_of(*kind, &name, about.program).is_some())
        });
        // Days across say little without a header for the names.
        let known = known.count();
        known * 3
            + if known > 0 {
                row.cells
                    .iter()
                    .filter(|cell| is_day(cell, about.today))
                    .count()
                    .min(20)
            } else {
                0
            }
    };
    let scores: Vec<usize> = about.rows.iter().take(40).map(score).collect();
    let best = scores.iter().copied().max().filter(|best| *best > 0)?;
    scores.iter().position(|score| *score == best)
}

fn is_day(cell: &str, today: Day) -> bool {
    let mut styles = Order::Both.allows();
    styles.push(DateStyle::NoYear);
    styles
        .into_iter()
        .any(|style| dates::by_style(&clean(cell), style, Some(2000), today).is_some())
}

struct Sheet<'g> {
    about: &'g Guess<'g>,
    headers: Vec<String>,
    below: &'g [SheetRow],
}

impl Sheet<'_> {
    fn days_across(&self) -> Vec<&String> {
        self.headers
            .iter()
            .filter(|name| is_day(name, self.about.today))
            .collect()
    }

    /// What the rows look like: the kind of which most columns are fields, in doubt participants.
    fn kind(&self) -> IntakeKind {
        if self.days_across().len() > 1 {
            return IntakeKind::Attendance;
        }
        let file = header(self.about.file);
        let hints = [
            (IntakeKind::Mentors, "mentor"),
            (IntakeKind::Mentors, "peer parents"),
            (IntakeKind::Cases, "case"),
            (IntakeKind::Attendance, "sign"),
            (IntakeKind::Attendance, "attend"),
            (IntakeKind::Sessions, "session"),
            (IntakeKind::Participants, "participant"),
        ];
        let score = |kind: IntakeKind| {
            let known =
                |name: &&String| field_of(kind, &header(name), self.about.program).is_some();
            let hinted = hints
                .iter()
                .any(|(of, word)| *of == kind && file.contains(word));
            2 * self.headers.iter().filter(known).count() + 3 * usize::from(hinted)
        };
        let tried = [
            IntakeKind::Participants,
            IntakeKind::Attendance,
            IntakeKind::Mentors,
            IntakeKind::Cases,
            IntakeKind::Sessions,
        ];
        tried
            .into_iter()
            .rev()
            .max_by_key(|kind| score(*kind))
            .unwrap_or(IntakeKind::Participants)
    }

    /// The cells of a column, cleaned, without empty ones.
    fn cells(&self, place: usize) -> Vec<String> {
        let rows = self.below.iter().filter(|row| !is_total(&row.cells));
        let cells = rows
            .filter_map(|row| row.cells.get(place))
            .map(|cell| clean(cell));
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
        let mut text = format!(
            "# How {} becomes {kind}. This is a first guess: read it, correct it, then try `peer import FILE -n`.\n\
             # What can be written here: `peer explain import`.\n\
             kind = {}\nfiles = [\n    {},\n]\n",
            about.file,
            toml(kind.word()),
            toml(&pattern(about.file)),
        );
        if let Some(sheet) = about.sheet {
            text += &format!("sheet = {}\n", toml(sheet));
        }
        let across = if kind == IntakeKind::Attendance {
            self.days_across()
        } else {
            Vec::new()
        };
        let by_month = |name: &&String| {
            Order::Both
                .allows()
                .into_iter()
                .all(|style| dates::by_style(name, style, None, about.today).is_none())
        };
        if across.iter().any(by_month) {
            text += &format!(
                "year = {} # of days that are written without one\n",
                about.today.year()
            );
        }
        if kind == IntakeKind::Attendance {
            text += "new_people = false # true: people whom nobody on file is like become participants\n";
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut left: Vec<&str> = Vec::new();
        for (place, name) in self
            .headers
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
        {
            let field = field_of(kind, &header(name), about.program)
                .filter(|field| field != "child" || self.has_letters(place))
                .filter(|field| taken.insert(field.clone()));
            match field {
                Some(field) => text += &self.column(kind, place, name, &field),
                None if across.contains(&name) || OUR_COLUMNS.contains(&name.as_str()) => {}
                None => left.push(name),
            }
        }
        text += &self.constants(kind, &taken);
        if !across.is_empty() {
            text += &self.grid(&across);
        }
        if !left.is_empty() {
            text += "\n";
            text += &remark(&format!(
                "Not taken, as no field of {kind} is called so: {}.",
                quoted(&left)
            ));
            text += &remark(&format!("The fields are {}.", kind.fields().join(", ")));
            if left.iter().any(|name| is_note(&header(name))) {
                text += &remark(
                    "Notes may name people, and names belong in identities alone: take them in only if you know them.",
                );
            }
        }
        text
    }

    fn column(&self, kind: IntakeKind, place: usize, name: &str, field: &str) -> String {
        let mut text = format!(
            "\n[[column]]\nheader = {}\nfield = {}\n",
            toml(name),
            toml(field)
        );
        let cells = self.cells(place);
        if values::is_day(kind, field) {
            let (styles, unread) = styles(&cells, self.about.today);
            let words: Vec<String> = styles.iter().map(|style| toml(style.word())).collect();
            text += &format!("dates = [ {}, ]", words.join(", "));
            let has = |order: [DateStyle; 2]| order.iter().any(|style| styles.contains(style));
            text += match (
                has([DateStyle::Us, DateStyle::UsShort]),
                has([DateStyle::DayFirst, DateStyle::DayFirstShort]),
            ) {
                (true, true) => {
                    " # both orders occur: a row with a day that could be either is refused; if one is right, keep that one"
                }
                (false, true) => " # the first number goes beyond 12",
                _ => "",
            };
            text += "\n";
            if unread > 0 {
                text += &format!(
                    "# {unread} of its {} cells are no day by these\n",
                    cells.len()
                );
            }
        }
        if field == "external_ids" {
            let system = to_kebab(&header(name).replace("id", " "));
            text += &format!(
                "system = {} # the system that gave these ids\n",
                toml(if system.is_empty() { "sheet" } else { &system })
            );
        }
        text + &translations(kind, field, &cells, self.about.program)
    }

    /// What no column says and every record must.
    fn constants(&self, kind: IntakeKind, taken: &BTreeSet<String>) -> String {
        let constant = |field: &str, value: &str, remark: &str| {
            format!(
                "\n[[constant]]\nfield = {}\nvalue = {} # {remark}\n",
                toml(field),
                toml(value)
            )
        };
        match kind {
            IntakeKind::Mentors if !taken.contains("capacity") => constant(
                "capacity",
                "3",
                "how many parents each walks with at most; is it right?",
            ),
            IntakeKind::Cases if !taken.contains("system") => constant("system", "cps", "or jpd"),
            IntakeKind::Attendance | IntakeKind::Sessions
                if !taken.contains("group") && !taken.contains("kind") =>
            {
                let titles = self.about.rows.iter().take(5).flat_map(|row| &row.cells);
                let told: Vec<String> = titles
                    .chain([&self.about.file.to_owned()])
                    .map(|cell| to_kebab(cell))
                    .collect();
                let named =
                    |group: &&GroupId| told.iter().any(|text| text.contains(group.as_str()));
                let ids: Vec<&str> = self.about.groups.iter().map(GroupId::as_str).collect();
                match (self.about.groups.iter().find(named), ids.as_slice()) {
                    (Some(group), _) => constant("group", group.as_str(), "the file or its title names it"),
                    (None, [one]) => constant("group", one, "the only group on file"),
                    (None, []) => "\n# [[constant]]\n# field = \"group\"\n# value = \"\" # there is no group on file yet: peer add group NAME\n".to_owned(),
                    (None, _) => format!("\n# [[constant]]\n# field = \"group\"\n# value = \"\" # which one met? {}\n", quoted(&ids)),
                }
            }
            _ => String::new(),
        }
    }

    fn grid(&self, across: &[&String]) -> String {
        let names: Vec<String> = across.iter().map(|name| (*name).clone()).collect();
        let (mut styles, unread) = styles(&names, self.about.today);
        if unread > 0 {
            styles.push(DateStyle::NoYear);
        }
        let words: Vec<String> = styles.iter().map(|style| toml(style.word())).collect();
        let places = self
            .headers
            .iter()
            .enumerate()
            .filter(|(_, name)| across.contains(name));
        let cells: Vec<String> = places.flat_map(|(place, _)| self.cells(place)).collect();
        format!(
            "\n[grid]\n{}dates = [ {}, ]\n",
            marks(&cells),
            words.join(", ")
        )
    }
}

/// The name of a file with `*` for its numbers.
fn pattern(file: &str) -> String {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "csv"));
    let mut pattern = String::new();
    for c in stem.chars() {
        match c {
            c if c.is_ascii_digit() && pattern.ends_with('*') => {}
            c if c.is_ascii_digit() => pattern.push('*'),
            c => pattern.push(c),
        }
    }
    format!("{}*.{ending}", pattern.trim_end_matches('*'))
}

/// A remark in lines that fit a screen.
fn remark(text: &str) -> String {
    let mut lines = String::from("#");
    let mut width = 1;
    for word in text.split(' ') {
        if width + word.chars().count() > 98 {
            lines.push_str("\n#");
            width = 1;
        }
        lines.push(' ');
        lines.push_str(word);
        width += 1 + word.chars().count();
    }
    lines + "\n"
}
