//! A person: a participant after following `same_as`, with everything in the duplicate files.

use super::same::United;
use crate::record::classes::ConsentKind;
use crate::record::participant::{Consent, Enrollment};
use crate::record::{Day, Participant, ParticipantId, PersonId, Place, Program};

/// A participant, with one or more files.
#[derive(Debug, Clone)]
pub struct Person {
    /// The id that counts: that of the file without `same_as`.
    pub id: ParticipantId,
    /// The ids of the duplicates, in order.
    pub also: Vec<ParticipantId>,
    /// The file of the root record.
    pub place: Place,
    /// What all files say together: lists and dated entries combined, single values from the root, then from the
    /// duplicates in order of ids.
    pub record: Participant,
}

impl Person {
    /// A person from one or more files. What a file lists twice counts once, as it would in two files.
    pub(super) fn new(united: United<ParticipantId, Participant>) -> Self {
        let United {
            id,
            ids: mut also,
            record,
        } = united;
        also.retain(|other| *other != id);
        let place = PersonId::Participant(id.clone()).place();
        Self {
            id,
            also,
            place,
            record,
        }
    }

    /// Every id of the person, the one that counts first.
    pub fn ids(&self) -> impl Iterator<Item = &ParticipantId> {
        std::iter::once(&self.id).chain(&self.also)
    }

    /// The enrollment in effect on `day`.
    #[must_use]
    pub fn enrollment(&self, day: Day) -> Option<&Enrollment> {
        self.record
            .enrollment
            .iter()
            .find(|enrollment| enrollment.is_live(day))
    }

    /// Whether the person is enrolled on `day`.
    #[must_use]
    pub fn is_active(&self, day: Day) -> bool {
        self.enrollment(day).is_some()
    }

    /// A consent of that kind in effect on `day`; the program's words determine its kind.
    #[must_use]
    pub fn consent(&self, program: &Program, kind: ConsentKind, day: Day) -> Option<&Consent> {
        self.record.consent.iter().find(|consent| {
            consent.is_live(day) && program.class::<ConsentKind>(&consent.kind) == kind
        })
    }
}
