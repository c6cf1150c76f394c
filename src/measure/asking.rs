//! Who a question to a court or county is about: reunified families, if it is not known whether they returned and they
//! agreed that someone may ask about them.

use std::collections::BTreeMap;

use super::definition::{DEFAULT, find};
use super::returns::{Counted, Outcome, UnitId, latest};
use crate::record::{Agreement, Asked, CaseId, Day};
use crate::register::Register;

/// Whom a question is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    /// The families, in order of their cases, numbered from 1.
    pub asked: Vec<Asked>,
    /// Parents left out because they did not agree.
    pub without_consent: usize,
}

/// The families to ask about on `today`, for the days up to `through`.
#[must_use]
pub fn asking(register: &Register, today: Day, through: Day, agreement: &Agreement) -> Asking {
    let mut families: BTreeMap<CaseId, Asked> = BTreeMap::new();
    let mut without_consent = 0;
    let definition = find(DEFAULT, &[]).map(|named| named.definition);
    let cases = definition.map(|definition| latest(register, today, &definition));
    for case in cases.into_iter().flatten() {
        let last = case.window_end.min(through);
        let is_open = case.counted == Counted::Yes && case.outcome == Outcome::Nothing;
        let UnitId::Participant(id) = &case.id else {
            continue;
        };
        if !is_open || last <= case.anchor || case.through.reaches(last) {
            continue;
        }
        let mut files = register.records().cases.iter();
        let (Some(at), Some(file)) = (
            register.person_index(id),
            files.find(|entry| entry.place == case.file),
        ) else {
            continue;
        };
        let consents = &register.people()[at].record.consent;
        if !agreement.allows(register.program(), consents, today) {
            without_consent += 1;
            continue;
        }
        let family = families.entry(file.id.clone()).or_insert_with(|| Asked {
            number: 0,
            case: file.id.clone(),
            cases: Vec::new(),
            participants: Vec::new(),
            anchor: case.anchor,
            last,
            answered: None,
        });
        family.participants.push(id.clone());
        (family.anchor, family.last) = (family.anchor.min(case.anchor), family.last.max(last));
        for own in register.cases_of_person(at) {
            if !family.cases.contains(&own.id) {
                family.cases.push(own.id.clone());
            }
        }
    }
    let mut asked: Vec<Asked> = families.into_values().collect();
    for (number, family) in (1..).zip(&mut asked) {
        family.number = number;
        family.cases.sort();
        family.participants.sort();
    }
    Asking {
        asked,
        without_consent,
    }
}
