//! A number for every participant that sessions name, so that counting needs no names.

use std::collections::BTreeMap;

use crate::record::ParticipantId;
use crate::register::Register;

/// Everyone on file, in order of the ids that count, then ids without a file, each counted as a separate person: a typo
/// in an id must not silently make a count too low.
#[derive(Debug)]
pub(super) struct Roster<'r> {
    register: &'r Register,
    strangers: BTreeMap<ParticipantId, usize>,
}

impl<'r> Roster<'r> {
    pub(super) fn new(register: &'r Register) -> Self {
        Self {
            register,
            strangers: BTreeMap::new(),
        }
    }

    /// The place of the person with an id.
    pub(super) fn place(&mut self, id: &ParticipantId) -> usize {
        if let Some(person) = self.register.person_index(id) {
            return person;
        }
        let next = self.len();
        match self.strangers.get(id) {
            Some(known) => *known,
            None => *self.strangers.entry(id.clone()).or_insert(next),
        }
    }

    /// How many there are so far.
    pub(super) fn len(&self) -> usize {
        self.register.people().len() + self.strangers.len()
    }

    /// How many ids have no file.
    pub(super) fn without_record(&self) -> usize {
        self.strangers.len()
    }

    /// The id that counts for the person at a place.
    pub(super) fn id(&self, place: usize) -> Option<&ParticipantId> {
        let known = self.register.people().get(place).map(|person| &person.id);
        known.or_else(|| {
            self.strangers
                .iter()
                .find(|(_, at)| **at == place)
                .map(|(id, _)| id)
        })
    }
}
