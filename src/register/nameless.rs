//! People on file whose name is not on this computer.

use std::cmp::Reverse;

use super::link::Register;
use crate::record::{Day, PersonId};

/// A parent or mentor without a name here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nameless {
    /// Who it is.
    pub id: PersonId,
    /// When a parent was enrolled first, or a mentor joined.
    pub since: Option<Day>,
}

impl Register {
    /// The parents and mentors without a name on this computer, but for those who were forgotten: their names are
    /// nowhere. The one who came last stands first.
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
