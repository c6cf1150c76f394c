//! The people behind the figures of sessions: a public report hides figures with few people behind them.

use std::collections::BTreeSet;

use super::referrals::Referrals;
use super::rules::{Rules, figure_of};
use crate::record::{MentorId, PersonId, Session, Shape, Status};
use crate::register::Register;

/// A figure, by its name and its part.
pub(super) type Part = (&'static str, &'static str);

/// Whom a session was for and who attended it.
#[derive(Debug, Clone, Default)]
pub(in crate::measure) struct Crowd<'r> {
    pub(in crate::measure) people: BTreeSet<usize>,
    pub(in crate::measure) mentors: BTreeSet<&'r MentorId>,
}

impl Crowd<'_> {
    /// How many people are behind what was done: those it was for, or if there are none, the mentors who did it.
    pub(in crate::measure) fn count(&self) -> usize {
        match self.people.len() {
            0 => self.mentors.len(),
            people => people,
        }
    }
}

/// Whom a session was for: those listed, or if no one is, those of its match or case.
pub(in crate::measure) fn crowd<'r>(
    register: &Register,
    session: &'r Session,
    listed: &[usize],
) -> Crowd<'r> {
    let mut people: BTreeSet<usize> = listed.iter().copied().collect();
    if people.is_empty() {
        let pair = session
            .match_id
            .as_ref()
            .and_then(|id| register.match_entry(id));
        let case = session.case.as_ref().and_then(|id| register.case(id));
        people.extend(pair.and_then(|pair| register.person_index(&pair.record.participant)));
        people.extend(
            case.iter()
                .flat_map(|case| register.people_of_case(&case.record)),
        );
    }
    Crowd {
        people,
        mentors: mentors_at(session).collect(),
    }
}

/// The figures that a session adds to, by name and part.
pub(super) fn touched(session: &Session, referrals: Referrals, rules: &Rules<'_>) -> Vec<Part> {
    match session.status.unwrap_or(Status::Held) {
        Status::Held => {}
        Status::NoShow => return vec![("no_shows", "")],
        Status::CancelledByParticipant | Status::CancelledByProgram => {
            return vec![("cancelled", "")];
        }
        Status::Attempted => return Vec::new(),
    }
    let mut all = vec![("sessions", ""), ("attendances", "")];
    match session.minutes {
        Some(_) => all.push(("hours", "")),
        None => all.push(("missing", "hours")),
    }
    for (field, said) in rules.counts(session) {
        let name = figure_of(field);
        match (field.shape, said) {
            (_, None) => all.push(("missing", name)),
            (Shape::Bool, Some(0)) => all.extend([(name, "rest"), (name, "n")]),
            (Shape::Bool, Some(_)) => all.extend([(name, "k"), (name, "n")]),
            (_, Some(0)) => {}
            (_, Some(_)) => all.push((name, "")),
        }
    }
    all.extend((referrals.made > 0).then_some(("referrals", "")));
    all.extend((referrals.connected > 0).then_some(("referrals_connected", "")));
    all
}

/// The mentors who attended a session or led it; a mentor who did both appears twice.
pub(in crate::measure) fn mentors_at(session: &Session) -> impl Iterator<Item = &MentorId> {
    let led = session.led_by.iter().filter_map(|id| match id {
        PersonId::Mentor(mentor) => Some(mentor),
        PersonId::Participant(_) => None,
    });
    session.mentors.iter().chain(led)
}
