//! The sheet of [`crate::measure::people`].

use std::collections::BTreeMap;

use super::cell::Cell;
use super::column::{Column, Columns, Key, Rank, Speech};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Breakdown, Report, Request, Span, Takes};
use super::sheet::Sheet;
use crate::measure::people::{
    Count, Member, OF_PARENTS, Options, People, PeopleRow, SEVERAL, Unit, people,
};
use crate::measure::{By, Window};
use crate::record::{Kind, counted};

/// Who was served, by everything known about them.
pub const REPORT: Report = Report {
    name: "people",
    summary: "who was served: parents, children, families, by age, gender and more",
    text: include_str!("../measure/people.md"),
    rules: &[
        "parents: people who came to a support group, mentoring, team meeting, casework or court day that took place, each counted once; children: of \
         their cases, under the age to which the court follows them; families: parents who share a case or a child",
        "new: no parent of the family was served earlier in the year; continuing: the others",
        "in each block, `served` adds up to the row of all; any: people with that word, alone or with others",
    ],
    by: By::TIME,
    reads: &[Kind::Session, Kind::Participant, Kind::Case, Kind::Identity],
    span: Span::All,
    is_outcome: false,
    takes: &[Takes::New],
    under: None,
    disclosure: Disclosure {
        topic: "services",
        groups: &[By::Gender, By::Area, By::Language],
        groups_of: Some("unduplicated"),
        is_last: true,
        counts_persons: true,
        relations: &[
            Relation::Sum("served", &["new", "continuing"]),
            Relation::Rest("any", &["served"]),
            Relation::Alone("any", "served", SEVERAL),
            Relation::Rest("served", &["one_parent_served"]),
            Relation::FewerThan("families", "served", "unduplicated", "served"),
            Relation::FewerThan("families", "new", "unduplicated", "new"),
            Relation::FewerThan("families", "continuing", "unduplicated", "continuing"),
            Relation::FewerThan("families", "one_parent_served", "unduplicated", "served"),
        ],
        ..Disclosure::of("people")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, asked: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown, asked);
    let mut sheet = request.sheet(&REPORT, "Who was served");
    sheet.notes.extend(notes(&result, asked));
    let blocks = blocks(request);
    sheet.fill(columns(breakdown, &blocks), &result.rows);
    Ok(sheet)
}

/// Everything that may be known, by the name of its block, with the name of the breakdown that other reports have for
/// it: the same for all days, so that sheets for several periods can be placed side by side.
fn blocks(request: &Request<'_>) -> BTreeMap<&'static str, &'static str> {
    let facts = request.register.program().fact.iter();
    let facts = facts.map(|fact| (fact.name.0, By::Fact(fact.name.0).word()));
    let usual = OF_PARENTS.into_iter().map(|(name, ..)| name).chain(["age"]);
    usual.map(|name| (name, name)).chain(facts).collect()
}

fn notes(result: &People, asked: Asked<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if asked.new_only {
        notes.push("only people who are new in the year are counted (--new)".to_owned());
    }
    let whole = |row: &&PeopleRow| row.window.whole && row.value.is_none();
    let whole: Vec<&PeopleRow> = result.rows.iter().filter(whole).collect();
    if let Some(of_one) = whole.iter().find_map(|row| row.one_parent_served) {
        let families = counted(of_one, "family");
        notes.push(format!("{families} with one parent who was served"));
    }
    if result.without_identity > 0 {
        notes.push(format!(
            "ages of parents are not counted: the birth dates of {} are not on this computer",
            counted(result.without_identity, "parent")
        ));
    }
    if result.without_record > 0 {
        let people = counted(result.without_record, "person");
        notes.push(format!(
            "{people} without a participant file: each id counts as a person"
        ));
    }
    notes
}

fn columns<'a>(
    breakdown: Breakdown,
    blocks: &BTreeMap<&'static str, &'static str>,
) -> Columns<'a, PeopleRow> {
    // The mask identifies parents and their groups the way other reports do.
    let by = Column::key("by", Key::Group)
        .spoken(Speech::Words)
        .known_as(None);
    let mut columns = breakdown
        .window(|row: &PeopleRow| &row.window)
        .with(Column::key("unit", Key::Name).known_as(None), |row| {
            row.unit.word()
        })
        .with(by, |row| Cell::group(row.value.as_ref().map(|(by, _)| by)))
        .with(Column::key("value", Key::Group).known_as(None), |row| {
            Cell::group(row.value.as_ref().map(|(_, value)| value))
        })
        .with(Column::key("whom", Key::Name).unprinted(), |row| {
            let unit = Some(row.unit).filter(|unit| *unit != Unit::Parents);
            Cell::or_unknown(unit, |unit| Cell::text(unit.word()))
        });
    for (&block, &breakdown) in blocks {
        let is_of = move |(name, _): &&(&str, String)| *name == block;
        let column = Column::key(breakdown, Key::Group).unprinted();
        columns = columns.with(column, move |row: &PeopleRow| {
            Cell::group(row.value.as_ref().filter(is_of).map(|(_, word)| word))
        });
    }
    columns.and(counts(), |row| row.count.as_ref()).with(
        Column::people("one_parent_served", Rank::First).detail(),
        |row| row.one_parent_served,
    )
}

fn counts<'a>() -> Columns<'a, Count> {
    Columns::new()
        .with(same("served", Rank::Last), |count: &Count| count.served)
        .with(same("new", Rank::Middle), |count| count.new)
        .with(same("continuing", Rank::Middle), |count| count.continuing())
        .with(
            Column::people("any", Rank::First).same_as("unduplicated", "served"),
            |count| count.any,
        )
}

/// A count that `unduplicated` has too.
fn same(name: &'static str, rank: Rank) -> Column {
    Column::people(name, rank).same_as("unduplicated", name)
}

fn who(request: &Request<'_>, asked: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown, asked);
    let mut sheet = request.who(&REPORT, "Who was served, one by one");
    let columns = breakdown
        .window(|(window, _): &(Window, Member)| window)
        .with(Column::text("unit"), |(_, member)| member.unit.word())
        .with(Column::text("id"), |(_, member)| Cell::text(&member.id))
        .with(Column::words("status"), |(_, member)| {
            if member.is_new { "new" } else { "continuing" }
        })
        .with(
            Column::words("first_session").titled("first session in the row"),
            |(_, member)| member.first,
        )
        .with(Column::words("file"), |(_, member)| {
            Cell::or_unknown(member.file.as_ref(), |place| Cell::text(&place.path))
        });
    sheet.fill(columns, &result.units);
    Ok(sheet)
}

fn measured(request: &Request<'_>, breakdown: Breakdown, asked: Asked<'_>) -> People {
    let options = Options {
        step: breakdown.step,
        new_only: asked.new_only,
    };
    people(request.register, request.period, request.as_of, options)
}
