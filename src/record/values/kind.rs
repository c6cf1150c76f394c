//! The kinds of record.

use super::id::IdKind;
use super::word::words;

words! {
    /// The kinds of record, by the folder they lie in.
    pub enum Kind {
        /// Parents.
        Participant = "participants",
        /// Peer Parents.
        Mentor = "mentors",
        /// Who people are.
        Identity = "identities",
        /// Court cases.
        Case = "cases",
        /// Support groups and committees.
        Group = "groups",
        /// Mentors with parents.
        Match = "matches",
        /// What happened.
        Session = "sessions",
        /// The program's own definitions of returns.
        Definition = "definitions",
        /// Maps of spreadsheets.
        Intake = "intake",
    }
}

impl From<IdKind> for Kind {
    /// The kind of record whose file such an id names; a person without a kind is taken for a participant.
    fn from(id: IdKind) -> Self {
        match id {
            IdKind::Participant | IdKind::Person => Self::Participant,
            IdKind::Mentor => Self::Mentor,
            IdKind::Case => Self::Case,
            IdKind::Group => Self::Group,
            IdKind::Match => Self::Match,
            IdKind::Session => Self::Session,
        }
    }
}

impl Kind {
    /// The folder its files lie in.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        self.word()
    }
}
