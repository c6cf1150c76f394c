//! The history of records, laid out: a row for each fact that was added, changed or removed.

use super::sheet::{Cell, Column, Sheet};
use super::show::person;
use crate::record::facts::{ChangeKind, Committed, Fact, RecordChange};
use crate::record::{Day, PersonId};
use crate::register::Register;

/// The facts of some changes as rows, the oldest first, for the records with these ids. With `names`, people are also
/// shown by name.
#[must_use]
pub fn history(
    register: &Register,
    ids: &[String],
    turns: &[RecordChange],
    names: bool,
    today: Day,
) -> Sheet {
    let called = |id: &str| match id.parse::<PersonId>() {
        Ok(id) if names => person(register, id),
        _ => id.to_owned(),
    };
    let whose: Vec<String> = ids.iter().map(|id| called(id)).collect();
    let title = format!("What happened to {}", whose.join(", "));
    let mut sheet = Sheet::new("history", &title, &register.program().name, today);
    let id = Column::text("id");
    sheet.columns = vec![
        Column::text("day"),
        Column::text("commit"),
        Column::text("author"),
        if ids.len() > 1 { id } else { id.detail() },
        Column::text("done"),
        Column::text("fact"),
        Column::text("entry").detail(),
        Column::text("was"),
        Column::text("now"),
        Column::text("file").detail(),
    ];
    sheet.rows = turns.iter().flat_map(|turn| rows(turn, called)).collect();
    if turns.iter().any(|turn| turn.commit.is_none()) {
        sheet
            .notes
            .push("entries without a commit are in the files, but not saved yet".to_owned());
    }
    if turns
        .iter()
        .any(|turn| turn.change_kind == ChangeKind::Decided)
    {
        sheet.notes.push(
            "decided: the two sides of a merge differed, and the merge chose this".to_owned(),
        );
    }
    if turns
        .iter()
        .any(|turn| matches!(turn.change_kind, ChangeKind::Kept | ChangeKind::LetGo))
    {
        sheet.notes.push(
            "decided: one side of a merge had removed it and the other had not, and the merge chose this"
                .to_owned(),
        );
    }
    if turns
        .iter()
        .any(|turn| turn.change_kind == ChangeKind::Broken)
    {
        sheet.notes.push(
            "if a version cannot be read, the next one is compared with the one before it"
                .to_owned(),
        );
    }
    sheet
}

fn rows(turn: &RecordChange, called: impl Fn(&str) -> String) -> Vec<Vec<Cell>> {
    let commit = turn.commit.as_ref();
    let value = |said: Option<&String>| Cell::or_unknown(said, |said| Cell::Text(called(said)));
    let row = |fact: Option<&Fact>| {
        vec![
            Cell::or_unknown(commit, |commit| Cell::Day(commit.day)),
            Cell::or_unknown(commit, |commit| Cell::Text(short(commit))),
            Cell::or_unknown(commit, |commit| Cell::text(&commit.author)),
            Cell::text(&turn.id),
            Cell::text(turn.change_kind.word()),
            Cell::or_unknown(fact, |fact| Cell::Text(named(fact))),
            Cell::or_unknown(fact.and_then(|fact| fact.entry.as_ref()), Cell::text),
            value(fact.and_then(|fact| fact.was.as_ref())),
            value(fact.and_then(|fact| fact.now.as_ref())),
            Cell::text(&turn.path),
        ]
    };
    if turn.facts.is_empty() {
        vec![row(None)]
    } else {
        turn.facts.iter().map(|fact| row(Some(fact))).collect()
    }
}

/// A commit's name in its short form.
#[must_use]
pub fn short(commit: &Committed) -> String {
    commit.name.chars().take(12).collect()
}

fn named(fact: &Fact) -> String {
    match &fact.entry {
        Some(entry) => format!("{} of {entry}", fact.key),
        None => fact.key.clone(),
    }
}
