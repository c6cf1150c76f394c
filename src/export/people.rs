//! The tables of parents: `people`, `enrollments`, `requests` and `goals`.

use super::column::{Column, Holds, Walk};
use super::facts::Facts;
use super::ground::Ground;
use super::table::{Cell, Layout, Rows};
use crate::record::participant::{Goal, MentorRequest};
use crate::record::schema::{Schema, Table};
use crate::record::{About, Identity, Participant, PersonId};

/// Fills the tables of parents.
#[must_use]
pub fn fill(ground: &Ground<'_>, facts: &mut Facts) -> Vec<Rows> {
    vec![
        people(ground, facts),
        entries(
            ground,
            ("enrollments", "enrollment", "A time in the program."),
            |record| &record.enrollment,
            |one| ground.has_part(one.start, one.end),
        ),
        entries(
            ground,
            ("requests", "request", "A request for a mentor."),
            |record| &record.mentor_request,
            |one: &MentorRequest| ground.has_part(one.on, None),
        ),
        entries(
            ground,
            ("goals", "goal", "A goal of a case plan."),
            |record| &record.goal,
            |one: &Goal| ground.has(one.set) || one.met.is_some_and(|met| ground.has(met)),
        ),
    ]
}

/// The column of the parent that a row belongs to.
#[must_use]
pub fn participant() -> Column {
    Column::new("participant", Holds::Id(Some("people")), "The parent.").always()
}

fn people(ground: &Ground<'_>, facts: &mut Facts) -> Rows {
    let walk = Walk::of(Participant::SCHEMA, &[]);
    let mut columns = vec![
        Column::new(
            "participant",
            Holds::Id(None),
            "The parent: one row for each person, however many files.",
        )
        .always(),
    ];
    columns.extend(walk.columns.iter().cloned());
    columns.extend([
        born(ground, "born", "The birth date"),
        Column::new(
            "first_session",
            Holds::Day,
            "The first countable session ever, in or before the days of this export.",
        ),
    ]);
    let mut rows = Rows::new(Layout {
        name: "people",
        doc: "A parent who is or was served, or was referred.",
        columns,
        key: 1,
    });
    let register = ground.register();
    let first = register.first_served();
    for (at, person) in register.people().iter().enumerate() {
        let (id, shift) = (ground.person(&person.id), ground.days_of_person(at));
        let fields = person.record.fields();
        let own = PersonId::Participant(person.id.clone());
        let born = register.identity(&own).and_then(|one: &Identity| one.born);
        let mut cells = vec![Cell::Text(id.clone())];
        cells.extend(ground.cells(&walk, &fields, "", shift));
        cells.push(ground.born(born, shift));
        cells.push(first[at].map(|on| on.plus_days(-shift)).into());
        rows.add(cells);
        facts.lists(ground, About::Participant.word(), &id, &walk, &fields);
        facts.own(ground, About::Participant, &id, &person.record.facts);
    }
    rows
}

/// The column of a birth date or a birthday, or of its month.
#[must_use]
pub fn born(ground: &Ground<'_>, name: &str, what: &str) -> Column {
    let (holds, doc) = match ground.asked.birth_dates {
        true => (Holds::Day, format!("{what}.")),
        false => (Holds::Month, format!("{what}: the month.")),
    };
    Column {
        is_birth: true,
        ..Column::new(name, holds, &doc)
    }
}

/// A table of the dated entries of parents, in order of days.
fn entries<T: Table>(
    ground: &Ground<'_>,
    (name, key, doc): (&'static str, &str, &'static str),
    of: impl Fn(&Participant) -> &Vec<T>,
    is_asked: impl Fn(&T) -> bool,
) -> Rows {
    let schema: &'static Schema = T::SCHEMA;
    let walk = Walk::of(schema, &[]);
    let own = format!("The {key}: the parent, and a number.");
    let mut columns = vec![
        Column::new(key, Holds::Id(None), &own).always(),
        participant(),
    ];
    columns.extend(walk.columns.iter().cloned());
    let mut rows = Rows::new(Layout {
        name,
        doc,
        columns,
        key: 1,
    });
    for (at, person) in ground.register().people().iter().enumerate() {
        let (id, shift) = (ground.person(&person.id), ground.days_of_person(at));
        for (number, entry) in (1..).zip(of(&person.record)) {
            if !is_asked(entry) {
                continue;
            }
            let fields = entry.fields();
            let mut cells = vec![Cell::from(format!("{id}#{number}")), Cell::Text(id.clone())];
            cells.extend(ground.cells(&walk, &fields, "", shift));
            rows.add(cells);
        }
    }
    rows
}
