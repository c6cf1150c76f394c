//! Rows of a grid that are about each night and no person: how long it was, what it was about, who came without a name. And
//! what fills in the meetings of a group on file.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Mark, SessionImport};
use crate::intake::cell::clean;
use crate::intake::facts::{Facts, get};
use crate::intake::head_counts::{guests, without_children};
use crate::intake::headings::header;
use crate::intake::hours;
use crate::intake::lengths::Lengths;
use crate::intake::meeting::set;
use crate::intake::nights::{counts_guests, is_of_lengths, is_of_topics};
use crate::intake::persons::lacking;
use crate::intake::{ImportDecisions, RowOutcome};
use crate::record::intake::SheetRow;
use crate::record::schema::Table;
use crate::record::{Datum, Fields, Kind, SessionId};

/// The fields of a name.
const NAMES: [&str; 5] = ["name", "given", "family", "participants", "aliases"];

impl SessionImport<'_> {
    /// How a row begins and what it has for a name, in a grid.
    pub(super) fn labels(&self, row: &SheetRow) -> Vec<String> {
        let layout = self.context.layout;
        let cell = |place: usize| row.cells.get(place).map(|cell| clean(cell));
        let places = layout.of_the_sheet().into_iter();
        let mut first = places.filter_map(cell).filter(|cell| !cell.is_empty());
        let columns = layout.columns.iter();
        let names = columns.filter(|placed| NAMES.contains(&&*placed.column.field));
        let names = names.filter_map(|placed| cell(placed.place));
        let names: Vec<String> = names.filter(|cell| !cell.is_empty()).collect();
        let name = (!names.is_empty()).then(|| names.join(" "));
        first.next().into_iter().chain(name).collect()
    }

    /// How many people without a name a mark in a row of a grid is of, if the row says so in place of a name.
    pub(super) fn guests(&self, row: &SheetRow) -> Option<i64> {
        self.context.layout.map.grid.as_ref()?;
        let head = self.labels(row).pop()?;
        guests(&head).filter(|_| !self.people.has_name(&head))
    }

    /// Whether a row is of people without a name, and of none whom another row counts already.
    pub(super) fn is_of_guests(&self, row: &SheetRow) -> bool {
        let layout = self.context.layout;
        let places: Vec<usize> = layout.days.iter().map(|(place, _)| *place).collect();
        let all = || layout.rows.iter().copied();
        let is_own = || counts_guests(std::iter::once(row), &places);
        self.guests(row).is_some() && (is_own() || !counts_guests(all(), &places))
    }

    /// The name of a row that has children beside it, as `Ana Rey (2 kids)`.
    fn brings(&self, row: &SheetRow) -> Option<String> {
        let layout = self.context.layout;
        let mut columns = layout.columns.iter();
        let place = columns
            .find(|placed| &*placed.column.field == "name")?
            .place;
        let cell = row.cells.get(place)?;
        let name = without_children(cell).filter(|name| guests(name).is_none());
        name.map(str::to_owned)
    }

    /// A row without what it has in place of a name, if it is about the nights of a grid.
    pub(super) fn without_head<'r>(&self, row: &'r SheetRow) -> Cow<'r, SheetRow> {
        let layout = self.context.layout;
        let is_of_nights = || {
            let labels = self.labels(row);
            let is_said = labels
                .iter()
                .any(|head| is_of_lengths(head) || is_of_topics(head));
            is_said && !labels.iter().any(|head| self.people.has_name(head))
                || self.led(row).is_some()
                || self.is_counted(row).is_some()
        };
        let is_of_nights = layout.map.grid.is_some() && is_of_nights();
        if layout.map.grid.is_none() || !is_of_nights && self.brings(row).is_none() {
            return Cow::Borrowed(row);
        }
        let mut plain = row.clone();
        let columns = layout.columns.iter();
        for placed in columns.filter(|placed| NAMES.contains(&&*placed.column.field)) {
            if let Some(cell) = plain.cells.get_mut(placed.place) {
                let name = without_children(cell).filter(|_| !is_of_nights);
                *cell = name.unwrap_or_default().to_owned();
            }
        }
        Cow::Owned(plain)
    }

    /// Takes in a row that says of each night who led, how long it was or what it was about; `None` of any other.
    pub(super) fn of_nights(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        decisions: &mut dyn ImportDecisions,
    ) -> Option<Result<(), String>> {
        let layout = self.context.layout;
        layout.map.grid.as_ref()?;
        if let Some(head) = self.led(row) {
            return Some(self.lead(row, facts, &head, decisions));
        }
        let labels = self.labels(row);
        if facts.full_name().is_some() {
            if self.brings(row).is_some() {
                let note = "names children beside the person: they are not counted, as no mark says when they came";
                self.note(row.number, note);
            }
            return None;
        }
        let lengths = labels.iter().find(|head| is_of_lengths(head));
        let topic = labels.iter().find(|head| is_of_topics(head));
        let (key, head) = match (lengths, topic) {
            (Some(head), _) => ("minutes", head),
            (_, Some(head)) => ("note", head),
            _ => return None,
        };
        let days = layout.days.iter();
        let cells = days.filter_map(|(place, day)| Some((*day, clean(row.cells.get(*place)?))));
        let cells: Vec<_> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
        let all = Lengths::of(cells.iter().map(|(_, cell)| cell.as_str()));
        let (mut said, mut faults) = (Vec::new(), Vec::new());
        for (day, cell) in &cells {
            let value = match key {
                "minutes" => length(all, head, cell).map(Datum::Integer),
                _ => Ok(Datum::Prose(format!(
                    "{}: {cell}",
                    head.trim_end_matches(':')
                ))),
            };
            match value {
                Ok(value) => said.push((*day, value)),
                Err(why) if !layout.is_off(cell) => faults.push(format!("{day}: {why}")),
                Err(_) => {}
            }
        }
        if !faults.is_empty() {
            return Some(Err(faults.join("; ")));
        }
        for (day, value) in said {
            match self.part(facts, day, Mark::Present, &BTreeSet::new()) {
                Ok(Some(part)) => self.nights.said.push((part.id, key, value, row.number)),
                Ok(None) => {}
                Err(why) => return Some(Err(why)),
            }
        }
        Some(Ok(()))
    }

    /// Gives the sessions of the sheet what rows say of their nights, once all rows were read.
    pub(super) fn tell_nights(&mut self) {
        for (id, key, value, row) in std::mem::take(&mut self.nights.said) {
            let outcome = self.plan.outcomes.entry(row);
            let outcome = outcome.or_insert(RowOutcome::OnFile);
            if let Some(wanted) = self.wanted.get_mut(&id) {
                *outcome = RowOutcome::New;
                wanted.rows.push(row);
                set(&mut wanted.fields, key, value);
                continue;
            }
            let there = self.there(&id);
            let [entry] = there.as_slice() else {
                let day = id.day().map(|day| day.to_string()).unwrap_or_default();
                let note =
                    format!("says `{key}` of {day}, when nobody came by this sheet: not taken");
                self.note(row, &note);
                continue;
            };
            let (known, session) = (entry.record.fields(), entry.id.clone());
            if let Some(more) = lacking(&known, &(key, value)) {
                self.tell_difference(row, &session, vec![more]);
            }
        }
        self.tell_guests();
    }

    /// Tells how many people are counted whose rows have marks and no name.
    fn tell_guests(&mut self) {
        let guests = std::mem::take(&mut self.nights.guests);
        let all: i64 = guests.iter().map(|(_, count)| count).sum();
        let Some((first, _)) = guests.first().copied().filter(|_| all > 0) else {
            return;
        };
        let names = match guests.len() {
            1 => "names nobody".to_owned(),
            2 => "and 1 more row name nobody".to_owned(),
            many => format!("and {} more rows name nobody", many - 1),
        };
        let note = format!("{names}: their marks are counted under `anonymous`, {all} in all");
        self.note(first, &note);
    }

    /// Fills in what a meeting of a group on file does not say; what is left is to be told.
    pub(super) fn fill(&mut self, row: usize, session: &SessionId, lacks: Fields) -> Fields {
        if !self.nights.fills || !self.is_of_a_group(session) {
            return lacks;
        }
        for (key, value) in lacks {
            self.add(Kind::Session, session.as_str(), key, value, row);
            self.nights.filled.insert(row);
            let outcome = self.plan.outcomes.get_mut(&row);
            outcome
                .into_iter()
                .for_each(|known| *known = RowOutcome::New);
        }
        Fields::new()
    }

    /// Whether a session on file is a meeting of a group.
    pub(super) fn is_of_a_group(&self, session: &SessionId) -> bool {
        let entry = self.context.register.session(session);
        entry.is_some_and(|entry| get(&entry.record.fields(), "group").is_some())
    }
}

/// The minutes of a cell of such a row: a length, or the hours from and to.
fn length(all: Lengths, head: &str, cell: &str) -> Result<i64, String> {
    // Of `Time`, `6-7` is from and to.
    let is_clock = header(head).contains("time") && !cell.contains(char::is_alphabetic);
    let times = if is_clock {
        format!("{cell} pm")
    } else {
        cell.to_owned()
    };
    let said: Vec<i64> = hours::lengths(&times).into_keys().collect();
    if let ([one], true) = (said.as_slice(), cell.contains(['-', '–', '—'])) {
        return Ok(*one);
    }
    let read = all.read(&header(head), cell)?;
    let number = read
        .parse::<f64>()
        .map_err(|_| format!("`{cell}` is no length"))?;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "it is compared with the number"
    )]
    let whole = number as i64;
    let is_whole = (whole as f64 - number).abs() < f64::EPSILON && (1..=24 * 60).contains(&whole);
    is_whole
        .then_some(whole)
        .ok_or_else(|| format!("`{cell}` is no length in whole minutes"))
}
