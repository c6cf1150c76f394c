//! The columns that a map does not take, and why.

use super::headers::{fields_of, is_note};
use super::values::{self, is_yes_or_no, toml};
use super::{Sheet, Taken};
use crate::intake::cell::clean;
use crate::intake::from_to::is_one_of;
use crate::intake::headings::{AGAIN, OUR_COLUMNS, header, is_unnamed};
use crate::intake::words::is_no;
use crate::record::intake::{IntakeKind, SheetRow};
use crate::record::schema::quoted;

impl Sheet<'_> {
    /// The columns that are not taken, and what to do about them.
    pub(super) fn left_out(&self, kind: IntakeKind, taken: &[Taken], across: &[&String]) -> String {
        let is_taken = |place: usize, name: &String| {
            across.contains(&name)
                || self.is_mentoring(kind, taken) && self.place_of_who(taken) == Some(place)
                || self.place_of_places(kind, taken) == Some(place)
                || OUR_COLUMNS.contains(&name.as_str())
                || kind == IntakeKind::Sessions && header(name) == AGAIN
                || taken.iter().any(|taken| {
                    let known = &self.headers[taken.place];
                    taken.place == place || header(known) == header(name) || is_one_of(known, name)
                })
        };
        let left: Vec<(usize, &str)> = self
            .headers
            .iter()
            .enumerate()
            .filter(|(place, name)| !name.is_empty() && !is_taken(*place, name))
            .map(|(place, name)| (place, name.as_str()))
            .collect();
        if left.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = left.iter().map(|(_, name)| *name).collect();
        let mut text = String::from("\n");
        text += &self.why_left(kind, &left, taken);
        text += &self.roster(kind, &left, taken);
        if let Some((_, name)) = left.iter().find(|(place, name)| is_unnamed(name, *place)) {
            text += &remark(&format!(
                "`{name}` has no header in the sheet: a [[column]] may name it by `header = {}`.",
                toml(name)
            ));
        }
        for (place, name) in &left {
            let has_lengths = taken.iter().any(|one| one.field == "minutes");
            if self.is_of_times(*place) && values::shape(kind, "minutes").is_some() && !has_lengths
            {
                text += &remark(&self.of_times(name));
            }
            if self.may_be_miles(*place) && values::shape(kind, "miles").is_some() {
                text += &remark(&self.of_ways(name));
            }
            if is_yes_or_no(&self.cells(*place)) && !is_note(&header(name)) {
                text += &remark(&self.without_a_day(*place, name));
            }
        }
        text += &remark(&format!("The fields are {}.", kind.fields().join(", ")));
        if names.iter().any(|name| is_note(&header(name))) {
            text += &remark(
                "Notes may name people, and names belong in identities alone: take them in only if you know them.",
            );
        }
        text
    }

    /// That a zip code, which goes to the address, may be the area too.
    pub(super) fn zip_as_area(&self, taken: &[Taken]) -> String {
        let of = |field: &str| taken.iter().find(|taken| taken.field == field);
        let (Some(zip), None) = (of("zip"), of("area")) else {
            return String::new();
        };
        let zip = &self.headers[zip.place];
        format!(
            "\n{}",
            remark(&format!(
                "`{zip}` goes to the address alone. If your areas are zip codes, it is the area too: add a second [[column]] with header = {} and field = \"area\".",
                toml(zip)
            ))
        )
    }

    /// Why each column is not taken.
    fn why_left(&self, kind: IntakeKind, left: &[(usize, &str)], taken: &[Taken]) -> String {
        let field = |name: &str| {
            fields_of(kind, &header(name), self.about.program)
                .into_iter()
                .next()
        };
        let mut text = String::new();
        let unknown: Vec<&str> = left
            .iter()
            .map(|(_, name)| *name)
            .filter(|name| field(name).is_none())
            .collect();
        if !unknown.is_empty() {
            text += &remark(&format!(
                "Not taken, as no field of {kind} is called so: {}.",
                quoted(&unknown)
            ));
        }
        for (place, name) in left {
            let Some((field, _)) = field(name).filter(|_| !self.may_be_miles(*place)) else {
                continue;
            };
            let other = taken.iter().find(|taken| taken.field == field);
            text += &remark(&match other {
                Some(other) => format!(
                    "Not taken: `{name}`, as `{}` is `{field}` already.",
                    self.headers[other.place]
                ),
                None => format!("Not taken: `{name}`, as most of its cells cannot be `{field}`."),
            });
        }
        text
    }

    /// What a column tells that says yes or no and no day: the rows that say no to what began on a day, such as a consent.
    fn without_a_day(&self, place: usize, name: &str) -> String {
        let header = header(name);
        if !header.split(' ').any(|word| BEGIN.contains(&word)) {
            return format!(
                "`{name}` says yes or no, and no field keeps that: a fact of the program can, see `peer explain facts`."
            );
        }
        let says_no = |row: &&SheetRow| {
            let cell = row.cells.get(place).map(|cell| clean(cell));
            cell.is_some_and(|cell| is_no(&cell))
        };
        let rows = self.below.iter().filter(says_no).take(12);
        let rows: Vec<String> = rows.map(|row| row.number.to_string()).collect();
        if rows.is_empty() {
            return format!("`{name}` says yes in every row.");
        }
        format!(
            "`{name}` says no in row {}, and on which day that began is not in the sheet: ask, then `peer set` it.",
            rows.join(", ")
        )
    }
}

/// Words for what begins or ends on a day.
const BEGIN: [&str; 22] = [
    "active",
    "inactive",
    "open",
    "closed",
    "left",
    "exited",
    "exit",
    "enrolled",
    "enrollment",
    "consent",
    "consented",
    "signed",
    "release",
    "roi",
    "graduated",
    "trained",
    "training",
    "certified",
    "completed",
    "dismissed",
    "reunified",
    "home",
];

/// A remark in lines that fit a screen.
pub(super) fn remark(text: &str) -> String {
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
