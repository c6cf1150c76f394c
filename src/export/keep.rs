//! Whose rows are exported: those of a period, or of people who consented.

use std::collections::BTreeSet;

use super::ground::families;
use crate::measure::children::Children;
use crate::record::classes::ConsentKind;
use crate::record::{Day, ParticipantId, Period, PersonId, Records};
use crate::register::Register;

/// The people with a current consent to outcome reporting on a day.
#[must_use]
pub fn consenting(register: &Register, day: Day) -> BTreeSet<usize> {
    let program = register.program();
    let people = register.people().iter().enumerate();
    let agreed = people.filter(|(_, person)| {
        let consent = person.consent(program, ConsentKind::OutcomeReporting, day);
        consent.is_some()
    });
    agreed.map(|(at, _)| at).collect()
}

/// The people of a period: at a session, enrolled, matched, with a goal, or in a case with an event in it; and everyone
/// in their families.
#[must_use]
pub fn of_period(register: &Register, period: &Period) -> BTreeSet<usize> {
    let records = register.records();
    let overlaps =
        |from: Day, to: Option<Day>| from <= period.last && to.is_none_or(|to| period.first <= to);
    let mut people: BTreeSet<usize> = BTreeSet::new();
    let mut cases: BTreeSet<usize> = BTreeSet::new();
    for entry in &records.sessions {
        if period.contains(entry.record.on) {
            people.extend(register.people_at(&entry.record));
        }
    }
    for entry in &records.matches {
        let ended = entry.record.ended.as_ref().map(|ended| ended.on);
        let began = entry.record.began.or(entry.record.proposed);
        if began.is_some_and(|began| overlaps(began, ended)) {
            people.extend(register.person_index(&entry.record.participant));
        }
    }
    for (at, person) in register.people().iter().enumerate() {
        let record = &person.record;
        let mut goals = record
            .goal
            .iter()
            .flat_map(|goal| [Some(goal.set), goal.met]);
        let enrolled = record
            .enrollment
            .iter()
            .any(|one| overlaps(one.start, one.end));
        if enrolled || goals.any(|on| on.is_some_and(|on| period.contains(on))) {
            people.insert(at);
        }
    }
    let count = register.people().len();
    for (at, case) in records.cases.iter().enumerate() {
        if case
            .record
            .event
            .iter()
            .any(|event| period.contains(event.on))
        {
            cases.insert(count + at);
        }
    }
    let joined = families(register, &Children::new(register));
    let both = people.iter().chain(&cases);
    let here: BTreeSet<usize> = both.map(|at| joined.first(*at)).collect();
    (0..count)
        .filter(|at| here.contains(&joined.first(*at)))
        .collect()
}

/// The records without anyone else, and without the sessions, matches and cases that were only about others.
#[must_use]
pub fn keep(register: Register, people: &BTreeSet<usize>) -> Records {
    let ids: BTreeSet<ParticipantId> = people
        .iter()
        .flat_map(|at| register.people()[*at].ids().cloned())
        .collect();
    let mut records = register.into_records();
    records.participants.retain(|entry| ids.contains(&entry.id));
    records.identities.retain(|entry| match entry.id.person() {
        Some(PersonId::Participant(id)) => ids.contains(id),
        _ => true,
    });
    records
        .matches
        .retain(|entry| ids.contains(&entry.record.participant));
    let matches: BTreeSet<_> = records
        .matches
        .iter()
        .map(|entry| entry.id.clone())
        .collect();
    records.cases.retain_mut(|entry| {
        let parents = &mut entry.record.participants;
        let was_empty = parents.is_empty();
        parents.retain(|id| ids.contains(id));
        for event in &mut entry.record.event {
            let lists = event.with.iter_mut().chain(&mut event.present);
            lists.for_each(|list| list.0.retain(|id| ids.contains(id)));
        }
        !was_empty && !parents.is_empty()
    });
    let cases: BTreeSet<_> = records.cases.iter().map(|entry| entry.id.clone()).collect();
    for entry in &mut records.cases {
        entry.record.continues.take_if(|id| !cases.contains(id));
        for child in entry.record.child.values_mut() {
            child.same_as.take_if(|same| !cases.contains(&same.case));
        }
    }
    records.sessions.retain_mut(|entry| {
        let session = &mut entry.record;
        let listed = session.participants.len();
        session.participants.retain(|id| ids.contains(id));
        session.missed.retain(|id| ids.contains(id));
        session.led_by.retain(|id| match id {
            PersonId::Participant(id) => ids.contains(id),
            PersonId::Mentor(_) => true,
        });
        let of_others = session
            .match_id
            .as_ref()
            .is_some_and(|id| !matches.contains(id))
            || session.case.as_ref().is_some_and(|id| !cases.contains(id));
        let is_about = !session.participants.is_empty();
        is_about || listed == 0 && !of_others || session.group.is_some()
    });
    for entry in &mut records.sessions {
        let session = &mut entry.record;
        session.match_id.take_if(|id| !matches.contains(id));
        session.case.take_if(|id| !cases.contains(id));
    }
    records
}
