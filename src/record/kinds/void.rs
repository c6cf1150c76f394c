//! What was wrong is kept but counts nowhere: the records without anything void.
//!
//! A record or an entry with `void = "reason"` is removed here, once, before anything is asked of the records. What was
//! removed is kept separately, so that its id still resolves and a person can be shown it.

use std::collections::BTreeSet;

use super::identity::Identity;
use super::pairing::Match;
use super::records::{Entry, Held, Records};
use crate::record::finding::Place;
use crate::record::id::{IdentityId, MatchId, PersonId};
use crate::record::kind::Kind;
use crate::record::schema::{Datum, Fields};

impl Records {
    /// The records that count: without void records, void entries, and the matches and names of void people. Those stay
    /// in [`Records::void`].
    #[must_use]
    pub fn without_void(mut self) -> Self {
        self.leave_out_void();
        if self.void.is_empty() {
            return self;
        }
        let people = self.void_ids(Kind::is_people);
        let is_void = |id: &str| people.contains(id);
        let matches = self.matches.extract_if(.., |entry| {
            is_void(entry.record.participant.as_str()) || is_void(entry.record.mentor.as_str())
        });
        let held = |entry: Entry<MatchId, Match>| Held::Match(entry.id.clone(), Some(entry.into()));
        self.void.extend(matches.map(held));
        let named = self.void_ids(Kind::has_identity);
        let names = &mut self.identities;
        let names = names.extract_if(.., |entry| named.contains(entry.id.as_str()));
        let held = |entry: Entry<IdentityId, Identity>| {
            Held::Identity(entry.id.clone(), Some(entry.into()))
        };
        self.void.extend(names.map(held));
        self
    }

    /// The ids of the void records of some kinds.
    fn void_ids(&self, is_of: fn(Kind) -> bool) -> BTreeSet<String> {
        let some = self.void.iter().filter(|held| is_of(held.kind()));
        let void = some.filter(|held| held.void().is_some());
        void.map(|held| held.id().to_owned()).collect()
    }

    /// The records as read, including everything void.
    #[must_use]
    pub fn as_read(&self) -> Self {
        let mut all = self.clone();
        for mut held in std::mem::take(&mut all.void) {
            held.swap(&mut all);
        }
        all
    }

    /// A record that was removed, or had an entry removed, as it was read.
    #[must_use]
    pub fn held(&self, kind: Kind, id: &str) -> Option<&Held> {
        self.void
            .iter()
            .find(|held| held.kind() == kind && held.id() == id)
    }

    /// A record that does not count, as it was read.
    #[must_use]
    pub fn left_out(&self, kind: Kind, id: &str) -> Option<&Held> {
        self.held(kind, id)
            .filter(|held| self.place(kind, held.id()).is_none())
    }

    /// The index in its file of an entry of `[[list]]`, as earlier entries may have been removed.
    #[must_use]
    pub fn index_in_file(&self, place: &Place, list: &str, index: usize) -> usize {
        let held = self.void.iter().find(|held| held.place() == Some(place));
        let entries = held.map(Held::fields).unwrap_or_default();
        let entries = entries.iter().find_map(|(name, value)| match value {
            Datum::Tables(entries) if *name == list => Some(entries),
            _ => None,
        });
        let counted = entries.into_iter().flatten().enumerate();
        let mut counted = counted.filter(|(_, entry)| !is_void(entry));
        counted.nth(index).map_or(index, |(at, _)| at)
    }

    /// Removes void people from what they took part in, as if they had not been listed: for figures.
    #[must_use]
    pub fn without_void_people(mut self) -> Self {
        let void = self.void_ids(Kind::is_people);
        if void.is_empty() {
            return self;
        }
        let counts = |id: &str| !void.contains(id);
        for session in self.sessions.iter_mut().map(|entry| &mut entry.record) {
            session.participants.retain(|id| counts(id.as_str()));
            session.missed.retain(|id| counts(id.as_str()));
            session.mentors.retain(|id| counts(id.as_str()));
            session.led_by.retain(|id| counts(PersonId::as_str(id)));
        }
        for case in self.cases.iter_mut().map(|entry| &mut entry.record) {
            case.participants.retain(|id| counts(id.as_str()));
        }
        self
    }
}

/// Whether an entry is void.
#[must_use]
pub fn is_void(entry: &Fields) -> bool {
    entry.iter().any(|(name, _)| *name == "void")
}
