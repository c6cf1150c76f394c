//! The surveys that can be answered, built-in and the program's own, and who answered them.

use std::collections::BTreeMap;

use super::link::Register;
use crate::record::survey::shipped;
use crate::record::{MentorId, ParticipantId, Survey, Word};

impl Register {
    /// Every survey by its name.
    #[must_use]
    pub fn surveys(&self) -> BTreeMap<Word, Survey> {
        let own = self.records().surveys.iter();
        let own = own.map(|entry| (entry.id.clone(), entry.record.clone()));
        shipped().chain(own).collect()
    }

    /// Whether a mentor was ever matched with a parent.
    #[must_use]
    pub fn were_matched(&self, mentor: &MentorId, parent: &ParticipantId) -> bool {
        let person = self.person_index(parent);
        let mut matches = person
            .into_iter()
            .flat_map(|person| self.matches_of_person(person));
        matches.any(|entry| entry.record.mentor == *mentor && entry.record.began.is_some())
    }
}
