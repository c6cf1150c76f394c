//! What is void: wrong records and entries, which are kept and never counted.

use super::sheets::is_free;
use crate::record::void::is_void;
use crate::record::{Datum, Day, Days, Fields, Held, Kind, ParticipantId};
use crate::register::Register;
use crate::report::sheet::{Cell, Column, Sheet};

/// The void records of a kind, and the void entries of those that count, of some days.
#[must_use]
pub fn void(register: &Register, kind: Kind, day: Day, days: Days) -> Sheet {
    let title = format!("Void {kind}");
    let mut sheet = sheet(register, &format!("list {kind} --void"), &title, day);
    let mut all: Vec<&Held> = register.records().void.iter().collect();
    all.retain(|held| held.kind() == kind);
    all.sort_by_key(|held| held.id());
    for held in all {
        match held.void() {
            Some(reason) => sheet.rows.push(whole(register, held, &reason)),
            None => sheet.rows.extend(entries(register, held)),
        }
    }
    let is_asked =
        |cell: &Cell| matches!(cell, Cell::Day(on) if days.first <= *on && *on <= days.last);
    sheet
        .rows
        .retain(|row| days == Days::ALL || is_asked(&row[2]));
    sheet.notes.push(match sheet.rows.len() {
        0 => "nothing is void".to_owned(),
        _ => format!("{kind} count without these"),
    });
    sheet
}

/// The void entries of a record that counts; for a person, those in every file. `None` if there are none.
#[must_use]
pub fn void_entries(register: &Register, kind: Kind, id: &str, day: Day) -> Option<Sheet> {
    let person = (kind == Kind::Participant)
        .then(|| id.parse::<ParticipantId>().ok())
        .flatten();
    let ids: Vec<String> = match person.and_then(|id| register.person(&id)) {
        Some(person) => person.ids().map(ToString::to_string).collect(),
        None => vec![id.to_owned()],
    };
    let mut sheet = sheet(register, "show", "Void", day);
    for id in ids {
        let held = register.records().held(kind, &id);
        if let Some(held) = held.filter(|held| held.void().is_none()) {
            sheet.rows.extend(entries(register, held));
        }
    }
    (!sheet.rows.is_empty()).then_some(sheet)
}

fn sheet(register: &Register, report: &str, title: &str, day: Day) -> Sheet {
    let mut sheet = Sheet::new(report, title, &register.program().name, day);
    sheet.columns = ["id", "entry", "on", "what", "void", "moved_to"]
        .map(Column::text)
        .to_vec();
    sheet
}

fn whole(register: &Register, held: &Held, reason: &str) -> Vec<Cell> {
    let fields = held.fields();
    let mut row = line(register, held.id(), None, &fields);
    row[4] = reason_cell(register, reason);
    row
}

/// A line for each void entry of a record.
fn entries(register: &Register, held: &Held) -> Vec<Vec<Cell>> {
    let fields = held.fields();
    let mut rows = Vec::new();
    for (list, value) in &fields {
        if let Datum::Tables(entries) = value {
            let void = entries.iter().filter(|entry| is_void(entry));
            rows.extend(void.map(|entry| line(register, held.id(), Some(list), entry)));
        }
    }
    rows
}

fn line(register: &Register, id: &str, list: Option<&str>, fields: &Fields) -> Vec<Cell> {
    let value = |key: &str| fields.iter().find(|(name, _)| *name == key);
    let first_day = fields.iter().find_map(|(_, value)| match value {
        Datum::Day(day) => Some(*day),
        _ => None,
    });
    let what = fields.iter().find_map(|(name, value)| match value {
        Datum::Text(text) if !is_free(name, value) => Some(text.clone()),
        _ => None,
    });
    vec![
        Cell::text(id),
        Cell::or_unknown(list, |list| Cell::text(list.replace('_', " "))),
        Cell::or_unknown(first_day, Cell::Day),
        Cell::or_unknown(what, Cell::text),
        Cell::or_unknown(value("void"), |(_, reason)| {
            reason_cell(register, &reason.to_string())
        }),
        Cell::or_unknown(value("moved_to"), |(_, to)| Cell::text(to)),
    ]
}

/// The reason, unless people's own words are hidden.
fn reason_cell(register: &Register, reason: &str) -> Cell {
    if register.are_names_hidden() {
        Cell::text("not shown with --no-names")
    } else {
        Cell::text(reason)
    }
}
