//! Which mentor a row means, by the matches of the parent in it.

use std::collections::BTreeSet;

use super::SessionImport;
use crate::intake::cell::clean;
use crate::intake::facts::get;
use crate::intake::meeting::Part;
use crate::intake::several::has_several;
use crate::intake::{Answer, ImportDecisions, Question};
use crate::record::intake::SheetRow;
use crate::record::{Datum, IdKind, ParticipantId, Service};
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

impl SessionImport<'_> {
    /// Refuses a session of one match whose cell names two mentors as one says it: it may have been the one or the other.
    pub(super) fn names_one_mentor(&self, row: &SheetRow, part: &Part) -> Result<(), String> {
        let is_mentoring = get(&part.fields, "kind")
            .is_some_and(|kind| kind.to_string() == Service::Mentoring.word());
        let (Some(Datum::List(mentors)), Some(pairing)) =
            (get(&part.fields, "mentors"), get(&part.fields, "match"))
        else {
            return Ok(());
        };
        let mut columns = self.context.layout.columns.iter();
        let names_several = columns.any(|placed| {
            &*placed.column.field == "mentors"
                && row
                    .cells
                    .get(placed.place)
                    .is_some_and(|cell| has_several(&clean(cell)))
        });
        if !is_mentoring || !names_several || mentors.len() < 2 {
            return Ok(());
        }
        let mentors: Vec<String> = mentors.iter().map(ToString::to_string).collect();
        Err(format!(
            "the row names {}, and {pairing} has one mentor: write the one who was there, or `{}` if both were",
            mentors.join(" and "),
            mentors.join("; ")
        ))
    }
}
