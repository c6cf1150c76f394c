//! People on file whose name is not on this computer, or should not be.

use std::cmp::Reverse;

use super::link::Register;
use crate::record::{Day, ParticipantId, PersonId};

/// A parent or mentor without a name here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nameless {
    /// Who it is.
    pub id: PersonId,
    /// When a parent first enrolled, or a mentor joined.
    pub since: Option<Day>,
}

impl Register {
    /// The remaining ids of people who were forgotten under another id: each with that other id.
    #[must_use]
    pub fn also_forgotten(&self) -> Vec<(PersonId, Box<str>)> {
        let records = self.records();
        let mut also = Vec::new();
        if records.forgotten.is_empty() {
            return also;
        }
        let is_forgotten =
            |id: &PersonId| records.forgotten.iter().any(|one| **one == *id.as_str());
        for person in self.people() {
            let parents = person.ids().cloned().map(PersonId::Participant);
            let is_theirs = |id: &ParticipantId| person.ids().any(|own| own == id);
            let mentors = records.mentors.iter();
            let mentors = mentors
                .filter(|entry| entry.record.participant.as_ref().is_some_and(is_theirs))
                .map(|entry| PersonId::Mentor(entry.id.clone()));
            let all: Vec<PersonId> = parents.chain(mentors).collect();
            if let Some(forgotten) = all.iter().find(|id| is_forgotten(id)) {
                let others = all.iter().filter(|id| !is_forgotten(id));
                also.extend(others.map(|id| (id.clone(), forgotten.as_str().into())));
            }
        }
        also
    }

    /// The parents and mentors without a name on this computer, the latest first. People who were forgotten are left
    /// out, as their names are nowhere.
    #[must_use]
    pub fn nameless(&self) -> Vec<Nameless> {
        let records = self.records();
        let is_forgotten = |id: &str| records.forgotten.iter().any(|forgotten| **forgotten == *id);
        let lacks = |id: &PersonId| self.identity(id).is_none_or(|known| known.name().is_none());
        let parents = self
            .people()
            .iter()
            .filter(|person| !person.ids().any(|id| is_forgotten(id.as_str())));
        let parents = parents.map(|person| Nameless {
            id: PersonId::Participant(person.id.clone()),
            since: person.record.enrollment.iter().map(|time| time.start).min(),
        });
        let mentors = records
            .mentors
            .iter()
            .filter(|entry| !is_forgotten(entry.id.as_str()));
        let mentors = mentors.map(|entry| Nameless {
            id: PersonId::Mentor(entry.id.clone()),
            since: entry.record.joined,
        });
        let mut all: Vec<Nameless> = parents
            .chain(mentors)
            .filter(|one| lacks(&one.id))
            .collect();
        all.sort_by_key(|one| Reverse(one.since));
        all
    }
}

#[cfg(test)]
mod tests {
    use crate::record::PersonId;
    use crate::register::testing::{day, register};

    #[test]
    fn who_has_no_name_here_is_known_by_id_and_day() {
        let register = register(&[
            (
                "participants/p-a.toml",
                "[[enrollment]]\nstart = 2026-05-05\n\n[[enrollment]]\nstart = 2026-08-01\n",
            ),
            ("participants/p-b.toml", ""),
            ("identities/p-b.toml", "given = \"Rosa\"\n"),
            ("participants/p-c.toml", "same_as = \"p-b\"\n"),
            ("participants/p-d.toml", ""),
            ("identities/p-d.toml", "phone = \"520-555-0142\"\n"),
            ("mentors/m-a.toml", "participant = \"p-b\"\ncapacity = 1\n"),
            ("mentors/m-b.toml", "joined = 2026-06-01\ncapacity = 1\n"),
        ]);
        let told: Vec<_> = register
            .nameless()
            .into_iter()
            .map(|one| (one.id.as_str().to_owned(), one.since))
            .collect();
        assert_eq!(
            told,
            [
                ("m-b".to_owned(), Some(day("2026-06-01"))),
                ("p-a".to_owned(), Some(day("2026-05-05"))),
                ("p-d".to_owned(), None),
            ]
        );
        assert!(
            PersonId::place(&register.nameless()[0].id)
                .path
                .contains("m-b")
        );
    }
}
