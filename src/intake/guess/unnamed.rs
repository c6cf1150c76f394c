//! Columns of which the cells say more than the header: names below none, and a `Time` that is a length.

use super::bare::place_of_names;
use super::values::{shape, toml};
use super::{Sheet, Taken};
use crate::intake::cell::clean;
use crate::intake::headings::{header, is_unnamed};
use crate::intake::lengths::{Lengths, TIMES, can_be_length, is_range, is_span, roughly};
use crate::intake::words::is_nothing;
use crate::record::intake::IntakeKind;

impl Sheet<'_> {
    /// Takes a column for the names that has no header, if no other column has them. In a sheet of attendance, its header
    /// may be anything, such as the name of the group.
    pub(super) fn take_names(&self, kind: IntakeKind, taken: &mut Vec<Taken>) {
        let field = match kind {
            IntakeKind::Cases | IntakeKind::Sessions => "participants",
            _ => "name",
        };
        let has_names = taken
            .iter()
            .any(|one| ["name", "given", "family", "participants"].contains(&one.field.as_str()));
        let is_bare = |place: usize| {
            let name = self.headers.get(place);
            name.is_some_and(|name| is_unnamed(name, place))
        };
        let is_free = |place: usize| {
            let is_taken = taken.iter().any(|one| one.place == place);
            is_bare(place) || kind == IntakeKind::Attendance && !is_taken
        };
        let place = place_of_names(is_free, |place| self.cells(place));
        let Some(place) = place.filter(|_| !has_names) else {
            return;
        };
        taken.insert(
            0,
            Taken {
                place,
                field: field.to_owned(),
                why: if is_bare(place) {
                    "it has no header, and its cells look like names: is it?"
                } else {
                    "its cells look like names: is it?"
                },
                ticks: None,
                pair: None,
            },
        );
    }

    /// Takes a column `Time` for lengths, if its cells are and no other column is one.
    pub(super) fn take_lengths(&self, kind: IntakeKind, taken: &mut Vec<Taken>) {
        let field = "minutes";
        if shape(kind, field).is_none() || taken.iter().any(|one| one.field == field) {
            return;
        }
        let mut places = (0..self.headers.len()).filter(|place| self.is_of_times(*place));
        if let (Some(place), None) = (places.next(), places.next())
            && self.has_lengths(place)
            && !taken.iter().any(|one| one.place == place)
        {
            taken.push(Taken {
                place,
                field: field.to_owned(),
                why: "its cells are lengths, and no times of day",
                ticks: None,
                pair: None,
            });
        }
    }

    /// Whether a column is headed as one of lengths or of times of day.
    pub(super) fn is_of_times(&self, place: usize) -> bool {
        TIMES.contains(&header(&self.headers[place]).as_str())
    }

    /// Leaves out a column of ways that may be minutes or miles, unless another column has the miles.
    pub(super) fn leave_out_ways(&self, taken: &mut Vec<Taken>) {
        let has_miles = taken.iter().any(|one| one.field == "miles");
        taken.retain(|one| has_miles || !self.may_be_miles(one.place));
    }

    /// Whether a column is of ways, as bare numbers that may be minutes or miles.
    pub(super) fn may_be_miles(&self, place: usize) -> bool {
        const WAYS: [&str; 4] = ["drive", "driving", "travel", "trip"];
        let cells = self.cells(place);
        WAYS.contains(&header(&self.headers[place]).as_str())
            && cells.iter().all(|cell| cell.parse::<f64>().is_ok())
    }

    /// What is said of such a column.
    pub(super) fn of_ways(&self, name: &str) -> String {
        format!(
            "`{name}` may be minutes or miles: a [[column]] may name it by `header = {}`, and by `field = \"travel_minutes\"` \
             or `field = \"miles\"`.",
            toml(name)
        )
    }

    /// Whether no cell can be a time of day, and most are lengths.
    fn has_lengths(&self, place: usize) -> bool {
        let cells = self.cells(place);
        let said: Vec<&String> = cells.iter().filter(|cell| !is_nothing(cell)).collect();
        let is_length = |cell: &&&String| {
            let cell = roughly(cell);
            can_be_length(cell) || cell.parse::<u32>().is_ok()
        };
        let lengths = Lengths::of(said.iter().map(|cell| cell.as_str()));
        let is_time =
            |cell: &str| is_time_of_day(cell) && !lengths.reads_clock(cell) && !is_span(cell);
        // A range of lengths is refused with its row.
        let is_time = |cell: &str| is_time(cell) && !is_range(cell);
        !said.is_empty()
            && !said.iter().any(|cell| is_time(cell))
            && said.iter().filter(is_length).count() * 2 >= said.len()
    }

    /// The row of the headers, if they can only be found by it: no header of a column that is taken is written, or only in
    /// a title above.
    pub(super) fn header_row(&self, taken: &[Taken]) -> String {
        let is_title = |name: &str| {
            let mut cells = self.above.iter().flat_map(|row| &row.cells);
            cells.any(|cell| clean(cell) == name)
        };
        let is_written = |one: &Taken| {
            let name = &self.headers[one.place];
            !is_unnamed(name, one.place) && !is_title(name)
        };
        if taken.is_empty() || taken.iter().any(is_written) {
            return String::new();
        }
        format!(
            "header_row = {} # the names have no header to find it by\n",
            self.number
        )
    }

    /// What is said of a column `Time` that is not taken.
    pub(super) fn of_times(&self, name: &str) -> String {
        format!(
            "`{name}` may be a time of day, which no field keeps, or a length: if it is, a [[column]] may name it by \
             `header = {}`, `field = \"minutes\"`.",
            toml(name)
        )
    }
}

/// Whether a text may be a time of day: `10:00`, `2 pm`, `6-7:30`.
fn is_time_of_day(text: &str) -> bool {
    let text = text.to_lowercase();
    let is_of_a_half = |half: &str| {
        let before = text.trim_end_matches('.').strip_suffix(half);
        before.is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()))
    };
    // `:45` is a length, and no hour.
    !text.starts_with(':') && text.contains(':')
        || ["am", "pm", "a.m", "p.m", "noon"]
            .into_iter()
            .any(is_of_a_half)
        || text.contains("noon")
        || text.contains('-')
}
