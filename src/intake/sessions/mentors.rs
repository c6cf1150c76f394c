//! Which mentor a row means, by the matches of the parent in it.

use std::collections::BTreeSet;

use crate::intake::people::People;
use crate::intake::{Answer, ImportDecisions, Question};
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
