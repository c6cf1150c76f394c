//! What a name says that a person is called too.

use super::{Facts, join};
use crate::intake::names::nickname;
use crate::record::Datum;
use crate::record::intake::IntakeKind;

impl Facts {
    /// Takes another name inside the name of a person, as `Katie` of `Kathleen "Katie" Boyle`, for one of the aliases.
    pub(super) fn take_nickname(&mut self, kind: IntakeKind, field: &str, text: &str) {
        let is_of_people = matches!(kind, IntakeKind::Participants | IntakeKind::Mentors);
        if !is_of_people || !["name", "given"].contains(&field) {
            return;
        }
        if let Some((_, other)) = nickname(text) {
            let other = Datum::List(vec![Datum::Text(other)]);
            self.faults
                .extend(join(&mut self.identity, "aliases", other).err());
        }
    }
}
