//! The kinds of record, each declared once.

use super::answer::AnswerId;
use super::id::{
    CaseId, GroupId, Id, IdKind, IdentityId, MatchId, MentorId, ParticipantId, SessionId,
};
use super::word::{Word, words};

/// Every kind of record, for a macro that does something with each: its folder, its record type, its id type and the
/// word for one of them, followed by how it differs from most kinds; see [`Traits`].
macro_rules! every_kind {
    ($make:ident) => {
        $make! {
            /// Parents.
            participants: participant::Participant, ParticipantId, "participant", [people];
            /// Peer Parents.
            mentors: mentor::Mentor, MentorId, "mentor", [people];
            /// Who people are; empty if the folder is elsewhere.
            identities: identity::Identity, IdentityId, "identity", [names, unlisted];
            /// Court cases.
            cases: case::Case, CaseId, "case", [];
            /// Support groups and committees.
            groups: group::Group, GroupId, "group", [];
            /// Mentors with parents.
            matches: pairing::Match, MatchId, "match", [];
            /// What happened.
            sessions: session::Session, SessionId, "session", [by_year, packs];
            /// What people answered to surveys.
            answers: answer::Answer, AnswerId, "answer sheet", [by_year, packs];
            /// Questions to courts and counties.
            outcomes: question::Question, Word, "question", [];
            /// The program's own definitions of returns, each under the name used to ask for it.
            definitions: definition::Definition, Word, "definition", [unlisted];
            /// What funders' forms ask, each under the name used to ask for it.
            forms: form::Form, Word, "form", [unlisted];
            /// Forms of surveys, each under its name.
            surveys: survey::Survey, Word, "survey", [unlisted];
            /// Maps of spreadsheets, each under its name.
            intake: intake::Intake, Word, "map of a spreadsheet", [unlisted, unasked];
        }
    };
}

/// How a kind differs from most kinds of record.
#[derive(Debug, Clone, Copy)]
struct Traits {
    /// They are about people, who have names.
    people: bool,
    /// They are the names: in a folder that may be elsewhere, in no answer and no history.
    names: bool,
    /// Their files are in a folder per year, by the day that their ids begin with.
    by_year: bool,
    /// A closed month of them can be packed into one file.
    packs: bool,
    /// `peer list` does not list them.
    unlisted: bool,
    /// No answer depends on them.
    unasked: bool,
}

impl Traits {
    /// The most common values.
    const MOST: Self = Self {
        people: false,
        names: false,
        by_year: false,
        packs: false,
        unlisted: false,
        unasked: false,
    };
}

macro_rules! kinds {
    ($( $(#[doc = $doc:literal])+ $folder:ident: $module:ident::$kind:ident, $id:ident, $noun:literal,
        [$($trait:ident),*]; )+) => {
        words! {
            /// The kinds of record, by their folder.
            pub enum Kind { $( $(#[doc = $doc])+ $kind = stringify!($folder), )+ }
        }

        impl Kind {
            const fn traits(self) -> Traits {
                match self { $( Self::$kind => Traits { $($trait: true,)* ..Traits::MOST }, )+ }
            }

            /// The word for one such record.
            #[must_use]
            pub const fn noun(self) -> &'static str {
                match self { $( Self::$kind => $noun, )+ }
            }

            /// Whether a text can be the id of such a record.
            #[must_use]
            pub fn is_id(self, text: &str) -> bool {
                match self { $( Self::$kind => text.parse::<$id>().is_ok(), )+ }
            }

            /// What their ids name; `None` if the program chooses the names.
            #[must_use]
            pub const fn id_kind(self) -> Option<IdKind> {
                match self { $( Self::$kind => <$id as Id>::NAMES, )+ }
            }
        }
    };
}

every_kind!(kinds);

pub(crate) use every_kind;

impl From<IdKind> for Kind {
    /// The kind of record whose file such an id names; a person of unknown kind is taken for a participant.
    fn from(id: IdKind) -> Self {
        let of = |kind: &Self| !kind.is_names() && kind.id_kind() == Some(id);
        Self::ALL
            .iter()
            .copied()
            .find(of)
            .unwrap_or(Self::Participant)
    }
}

impl Kind {
    /// The folder of its files.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        self.word()
    }

    /// Whether they are about people, who have names.
    #[must_use]
    pub const fn is_people(self) -> bool {
        self.traits().people
    }

    /// Whether an identity file says who they are: people by their names, cases by the numbers that others gave them.
    #[must_use]
    pub const fn has_identity(self) -> bool {
        self.is_people() || matches!(self, Self::Case)
    }

    /// Whether they are the names: in a folder that may be elsewhere, in no answer and no history.
    #[must_use]
    pub const fn is_names(self) -> bool {
        self.traits().names
    }

    /// Whether their files are in a folder per year, by the day that their ids begin with.
    #[must_use]
    pub const fn is_by_year(self) -> bool {
        self.traits().by_year
    }

    /// Whether a closed month of them can be packed into one file.
    #[must_use]
    pub const fn packs(self) -> bool {
        self.traits().packs
    }

    /// Whether `peer list` lists them.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        !self.traits().unlisted
    }

    /// Whether `peer show` shows them as records of their own.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        self.is_asked() && !self.is_names()
    }

    /// Whether an answer may depend on them.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        !self.traits().unasked
    }

    /// Whether the program chooses their names, and has the folder only once there is one of them.
    #[must_use]
    pub const fn is_own(self) -> bool {
        self.id_kind().is_none()
    }

    /// The kinds that pass, in the order of their declaration.
    pub fn those(passes: impl Fn(Self) -> bool) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |kind| passes(*kind))
    }
}
