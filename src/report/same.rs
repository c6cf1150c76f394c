//! Pairs of people who may be the same person, laid out for someone to decide.

use super::column::Columns;
use super::matching::Voice;
use super::sheet::{Cell, Column, Sheet};
use crate::record::{Day, counted};
use crate::register::Register;
use crate::same::{Alike, ChildrenAlike};

const TITLE: &str = "Who may be one person";

/// The pairs, undecided ones first.
#[must_use]
pub fn pairs(register: &Register, all: &[Alike], today: Day, voice: Voice) -> Sheet {
    let mut sheet = Sheet::new("same", TITLE, &register.program().name, today);
    let text = Column::text;
    let columns = Columns::new()
        .with(text("id"), |pair: &Alike| {
            voice.participant(register, &pair.one)
        })
        .with(text("other"), |pair| {
            voice.participant(register, &pair.other)
        })
        .with(Column::number("certainty"), percent)
        .with(text("group"), |pair| Cell::from(pair.group))
        .with(text("state"), |pair| Cell::text(state(pair)))
        .with(text("reasons").titled("for"), |pair| {
            Cell::Text(pair.reasons.join("; "))
        })
        .with(text("against"), |pair| Cell::Text(pair.against.join("; ")));
    sheet.fill(columns, all);
    sheet.rules.push(
        "Pairs of parents who may be the same person, the most certain first. You decide."
            .to_owned(),
    );
    let open = all.iter().filter(|pair| !pair.relatives).count();
    sheet.notes.push(match open {
        0 => "no two parents look like the same person".to_owned(),
        open => format!(
            "{} to decide: `peer same ID OTHER`, or with --not or --later; more: `peer explain same`",
            counted(open, "pair")
        ),
    });
    if all.iter().any(|pair| pair.relatives) {
        sheet
            .notes
            .push("relatives are likely two people of one family or household, so there is nothing to decide".to_owned());
    }
    sheet
}

/// Children in two case files who may be the same child.
#[must_use]
pub fn children(register: &Register, all: &[ChildrenAlike], today: Day, voice: Voice) -> Sheet {
    let title = "Children who may be one";
    let mut sheet = Sheet::new("same children", title, &register.program().name, today);
    let parents = |pair: &ChildrenAlike| {
        let entry = register.case(&pair.one.case);
        let parents = entry
            .into_iter()
            .flat_map(|entry| &entry.record.participants);
        let called = parents.map(|id| voice.participant(register, id));
        Cell::List(called.collect())
    };
    let columns = Columns::new()
        .with(Column::text("child"), |pair: &ChildrenAlike| {
            Cell::text(&pair.one)
        })
        .with(Column::text("other"), |pair| Cell::text(&pair.other))
        .with(Column::text("born"), |pair| Cell::Day(pair.born))
        .with(Column::text("parents"), parents)
        .with(Column::text("twins"), |pair| {
            Cell::text(if pair.twins { "yes" } else { "no" })
        });
    sheet.fill(columns, all);
    sheet.notes.push(format!(
        "{} to decide: `peer same CHILD OTHER`, or with --not; for twins, check which child is which",
        counted(all.len(), "pair")
    ));
    sheet
}

/// The undecided pairs, as a file to be decided in a spreadsheet: ids only.
#[must_use]
pub fn decisions(register: &Register, all: &[Alike], today: Day) -> Sheet {
    let mut sheet = Sheet::new("same", TITLE, &register.program().name, today);
    let text = Column::text;
    let columns = Columns::new()
        .with(text("id"), |pair: &&Alike| Cell::text(&pair.one))
        .with(text("other"), |pair| Cell::text(&pair.other))
        .with(Column::number("certainty"), |pair| percent(pair))
        .with(text("reasons"), |pair| Cell::Text(pair.reasons.join("; ")))
        .with(text("against"), |pair| Cell::Text(pair.against.join("; ")))
        .with(text("decision"), |pair| {
            Cell::text(if pair.later { "later" } else { "" })
        });
    let open: Vec<&Alike> = all.iter().filter(|pair| !pair.relatives).collect();
    sheet.fill(columns, &open);
    sheet
}

/// Certainty in whole percent, from 1 to 99.
fn percent(pair: &Alike) -> Cell {
    let percent = (pair.certainty * 100.0).round().clamp(1.0, 99.0);
    Cell::Number(percent, 0)
}

fn state(pair: &Alike) -> &'static str {
    match (pair.relatives, pair.later) {
        (true, _) => "relatives",
        (false, true) => "later",
        (false, false) => "open",
    }
}
