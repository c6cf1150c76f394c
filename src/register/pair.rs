//! What separates a mentor and a parent on any day: being the same person or in one case, languages, wishes, refusals.

use super::link::Register;
use super::mentoring::Pairing;
use crate::record::pairing::DeclinedBy;
use crate::record::{Case, CaseId, Day, Entry};

impl Register {
    /// The place in [`Register::people`] of a mentor's own record as a participant, if there is one.
    #[must_use]
    pub fn person_of_mentor(&self, mentor: usize) -> Option<usize> {
        let own = self
            .records()
            .mentors
            .get(mentor)?
            .record
            .participant
            .as_ref()?;
        self.person_index(own)
    }

    /// Whether a mentor is that person, through `participant` and `same_as`.
    #[must_use]
    pub fn is_same_person(&self, mentor: usize, person: usize) -> bool {
        self.person_of_mentor(mentor) == Some(person)
    }

    /// The first case that a mentor, as a participant, shares with another person.
    #[must_use]
    pub fn shared_case(&self, mentor: usize, person: usize) -> Option<&Entry<CaseId, Case>> {
        let own = self.person_of_mentor(mentor).filter(|own| *own != person)?;
        self.cases_of_person(own).find(|case| {
            self.cases_of_person(person)
                .any(|other| other.id == case.id)
        })
    }

    /// Whether a mentor and a person share a language; `None` if either list is missing.
    #[must_use]
    pub fn shares_language(&self, mentor: usize, person: usize) -> Option<bool> {
        let spoken = &self.records().mentors.get(mentor)?.record.languages;
        let wanted = &self.people().get(person)?.record.languages;
        (!spoken.is_empty() && !wanted.is_empty())
            .then(|| spoken.iter().any(|language| wanted.contains(language)))
    }

    /// Whether a person asked never to be matched with a mentor.
    #[must_use]
    pub fn avoids(&self, person: usize, mentor: usize) -> bool {
        let asked = self
            .people()
            .get(person)
            .map_or(&[] as &[_], |person| &person.record.avoid_mentors);
        self.records()
            .mentors
            .get(mentor)
            .is_some_and(|mentor| asked.contains(&mentor.id))
    }

    /// The first proposal of this pair that the parent or the mentor had declined by `day`; one that the program called
    /// off does not count.
    #[must_use]
    pub fn declined_before(&self, mentor: usize, person: usize, day: Day) -> Option<&Pairing> {
        let mentor = &self.records().mentors.get(mentor)?.id;
        self.matches_of_person(person).find(|entry| {
            let declined = entry.record.declined.as_ref();
            entry.record.mentor == *mentor
                && declined.is_some_and(|declined| {
                    declined.on <= day && declined.by != DeclinedBy::Program
                })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::register::testing::{day, register};

    #[test]
    fn a_mentor_is_kin_to_the_own_record_and_to_those_in_the_same_case() {
        let register = register(&[
            ("participants/p-a.toml", ""),
            ("participants/p-b.toml", "same_as = \"p-a\"\n"),
            ("participants/p-c.toml", ""),
            ("mentors/m-a.toml", "capacity = 1\nparticipant = \"p-b\"\n"),
            (
                "cases/c-a.toml",
                "system = \"cps\"\nparticipants = [\"p-a\", \"p-c\"]\n",
            ),
        ]);
        assert!(register.is_same_person(0, 0) && !register.is_same_person(0, 1));
        assert!(register.shared_case(0, 1).is_some());
        assert!(
            register.shared_case(0, 0).is_none(),
            "that is the same person"
        );
    }

    #[test]
    fn a_missing_list_of_languages_says_nothing() {
        let register = register(&[
            ("participants/p-a.toml", "languages = [\"es\"]\n"),
            ("participants/p-b.toml", ""),
            ("participants/p-c.toml", "languages = [\"en\", \"es\"]\n"),
            ("mentors/m-a.toml", "capacity = 1\nlanguages = [\"en\"]\n"),
        ]);
        let shared: Vec<_> = (0..3)
            .map(|person| register.shares_language(0, person))
            .collect();
        assert_eq!(shared, [Some(false), None, Some(true)]);
    }

    #[test]
    fn a_refusal_counts_from_its_day_and_only_when_one_of_the_two_said_no() {
        let declined = |by: &str| {
            format!(
                "participant = \"p-a\"\nmentor = \"m-a\"\n[declined]\non = 2026-02-01\nby = \"{by}\"\n"
            )
        };
        let with = |by: &str| {
            register(&[
                ("participants/p-a.toml", "avoid_mentors = [\"m-a\"]\n"),
                ("mentors/m-a.toml", "capacity = 1\n"),
                ("matches/k-a.toml", &declined(by)),
            ])
        };
        assert!(
            with("mentor")
                .declined_before(0, 0, day("2026-02-01"))
                .is_some()
        );
        assert!(
            with("mentor")
                .declined_before(0, 0, day("2026-01-31"))
                .is_none()
        );
        assert!(
            with("program")
                .declined_before(0, 0, day("2026-03-01"))
                .is_none()
        );
        assert!(with("mentor").avoids(0, 0));
    }
}
