//! Which mentor a row means, by the matches of the parent in it.

use std::collections::BTreeSet;

use crate::intake::cell::{clean, translated};
use crate::intake::layout::Layout;
use crate::intake::meeting::is_of_a_case;
use crate::intake::people::People;
use crate::intake::several::names_in;
use crate::intake::{Answer, ImportDecisions, Question};
use crate::record::intake::SheetRow;
use crate::record::{IdKind, ParticipantId};
use crate::register::Register;

/// Takes for a name that is not quite a mentor's the one of them who walks with a parent of the row.
pub(super) struct AmongThese<'m>(pub &'m BTreeSet<String>);

impl ImportDecisions for AmongThese<'_> {
    fn id(&mut self, _: IdKind, _: usize) -> Result<String, String> {
        Err("no new record can be made here".to_owned())
    }

    fn near(&mut self, question: &Question) -> Answer {
        let candidates = question.candidates.iter().enumerate();
        let theirs: Vec<usize> = candidates
            .filter(|(_, (id, _))| self.0.contains(id.as_str()))
            .map(|(at, _)| at)
            .collect();
        match theirs.as_slice() {
            [one] => Answer::Same(*one),
            _ => Answer::Unclear,
        }
    }

    fn second_case(&mut self) -> bool {
        false
    }
}

/// The mentors whose given name alone is in a row of a hearing or a meeting about a case, if no other mentor has it: who
/// was there need not be the mentor of the match.
pub(super) fn named_at_a_case(
    layout: &Layout<'_>,
    row: &SheetRow,
    mentors: &People,
) -> BTreeSet<String> {
    let said = |field: &str| {
        let columns = layout.columns.iter();
        let columns = columns.filter(|placed| &*placed.column.field == field);
        let cells =
            columns.filter_map(|placed| Some((placed, clean(row.cells.get(placed.place)?))));
        let words = cells.filter_map(|(placed, cell)| translated(&cell, placed.column).ok()?);
        let constant = layout.map.constant(field).map(str::to_owned);
        words.chain(constant).collect::<Vec<String>>()
    };
    let mut kinds = said("kind").into_iter();
    if !kinds.any(|kind| kind.parse().is_ok_and(is_of_a_case)) {
        return BTreeSet::new();
    }
    let all = said("mentors");
    let names = all.iter().flat_map(|cell| match names_in(cell) {
        names if names.is_empty() => vec![cell.as_str()],
        names => names,
    });
    let one = |name: &str| {
        let mut given = mentors.given(name);
        given.next().filter(|_| given.next().is_none())
    };
    names.filter_map(one).map(ToString::to_string).collect()
}

/// The mentors of the matches that a parent has or had.
pub(super) fn mentors_of(register: &Register, id: &str) -> Vec<String> {
    let person = id
        .parse::<ParticipantId>()
        .ok()
        .and_then(|id| register.person_index(&id));
    let matches = person
        .into_iter()
        .flat_map(|person| register.matches_of_person(person));
    matches
        .map(|entry| entry.record.mentor.to_string())
        .collect()
}

/// Why a mentor who is named by the given name alone is not found for a parent, and how to enter the row if only one
/// mentor has that name.
pub(super) fn without_a_match(mentors: &People, (name, parent): (&str, &str), why: &str) -> String {
    let mut given = mentors.given(name);
    let way = match (given.next(), given.next()) {
        (Some(id), None) => {
            format!("; if it was {id}: `peer log casework {parent} --mentor {id} --on DAY`")
        }
        _ => String::new(),
    };
    format!("the parent has no match with a mentor `{name}`: {why}{way}")
}
