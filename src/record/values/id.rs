//! Ids: the stem of a record's file, a different type for each kind of record.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::day::Day;
use super::interned::Interned;
use super::word::{Word, is_kebab};

/// Declares the kinds of record that an id can name: the prefix of such an id, the word for one such record, and an
/// example id for messages.
macro_rules! id_kinds {
    ($( $(#[doc = $doc:literal])+ $kind:ident = $prefix:literal, $noun:literal, $example:literal; )+) => {
        /// The kinds of record that an id can name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum IdKind {
            $( $(#[doc = $doc])+ $kind, )+
            /// A participant or a mentor.
            Person,
        }

        impl IdKind {
            /// Each kind of record, in the order of its declaration.
            pub const RECORDS: &'static [Self] = &[ $( Self::$kind, )+ ];

            /// The prefix of such an id.
            #[must_use]
            pub const fn prefix(self) -> &'static str {
                match self { $( Self::$kind => $prefix, )+ Self::Person => "" }
            }

            /// The word for such a record.
            #[must_use]
            pub const fn noun(self) -> &'static str {
                match self { $( Self::$kind => $noun, )+ Self::Person => "participant or mentor" }
            }

            /// An example id of this kind, for messages.
            #[must_use]
            pub const fn example(self) -> &'static str {
                match self { $( Self::$kind => $example, )+ Self::Person => "p-4f7kq" }
            }
        }
    };
}

id_kinds! {
    /// A parent, `p-…`.
    Participant = "p-", "participant", "p-4f7kq";
    /// A Peer Parent, `m-…`.
    Mentor = "m-", "mentor", "m-9x2dh";
    /// A court case, `c-…`.
    Case = "c-", "case", "c-2d8nv";
    /// A support group or committee, without a prefix.
    Group = "", "group", "wednesday";
    /// A mentor and a parent, `k-…`.
    Match = "k-", "match", "k-4m9tz";
    /// Something that happened on a day.
    Session = "", "session", "2026-10-07-group-wednesday";
    /// What someone answered to a survey on a day.
    Answer = "", "answer sheet", "2026-10-07-pfs2-p-4f7kq";
}

/// The id of a record.
pub trait Id: FromStr<Err = String> + fmt::Display + AsRef<str> + Clone + Ord {
    /// The kind of record it names; `None` if the program chooses the names.
    const NAMES: Option<IdKind>;

    /// The id as shared text, to keep elsewhere too.
    fn kept(&self) -> Arc<str> {
        self.as_ref().into()
    }

    /// The day it begins with, if its kind is stored by year.
    fn begins_with(&self) -> Option<Day> {
        self.as_ref().get(..10)?.parse().ok()
    }
}

impl Id for Word {
    const NAMES: Option<IdKind> = None;
}

impl Id for PersonId {
    const NAMES: Option<IdKind> = Some(IdKind::Person);
}

impl Id for IdentityId {
    const NAMES: Option<IdKind> = Some(IdKind::Person);
}

impl Id for SessionId {
    const NAMES: Option<IdKind> = Some(IdKind::Session);

    fn kept(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl IdKind {
    fn is(self, text: &str) -> bool {
        let rest = text.strip_prefix(self.prefix());
        rest.is_some_and(|rest| !rest.is_empty()) && is_kebab(text)
    }

    fn wrong(self, text: &str) -> String {
        format!(
            "`{text}` cannot be the id of a {}: it must begin with `{}`, such as `{}`, in small letters and without spaces",
            self.noun(),
            self.prefix(),
            self.example()
        )
    }
}

macro_rules! ids {
    ($( $(#[doc = $doc:literal])+ $name:ident = $kind:ident; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Interned);

        impl $name {
            /// The kind of record it names.
            pub const KIND: IdKind = IdKind::$kind;

            /// Parses a text as an id, without making an error message, because several kinds may be tried.
            fn of(text: &str) -> Option<Self> {
                Self::KIND.is(text).then(|| Self(Interned::new(text)))
            }

            /// The id.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl Id for $name {
            const NAMES: Option<IdKind> = Some(IdKind::$kind);
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::of(text).ok_or_else(|| Self::KIND.wrong(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.0.as_str())
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.0.as_str()
            }
        }

        impl std::borrow::Borrow<str> for $name {
            #[inline]
            fn borrow(&self) -> &str {
                self.0.as_str()
            }
        }
    )+ };
}

ids! {
    /// The id of a participant, such as `p-4f7kq`.
    ParticipantId = Participant;
    /// The id of a mentor, such as `m-9x2dh`.
    MentorId = Mentor;
    /// The id of a case, such as `c-2d8nv`.
    CaseId = Case;
    /// The id of a group, such as `wednesday`.
    GroupId = Group;
    /// The id of a match, such as `k-4m9tz`.
    MatchId = Match;
}

/// The id of a participant or of a mentor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonId {
    /// A mentor.
    Mentor(MentorId),
    /// A participant.
    Participant(ParticipantId),
}

impl PersonId {
    fn of(text: &str) -> Option<Self> {
        let mentor = MentorId::of(text).map(Self::Mentor);
        mentor.or_else(|| ParticipantId::of(text).map(Self::Participant))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mentor(id) => id.as_str(),
            Self::Participant(id) => id.as_str(),
        }
    }
}

impl FromStr for PersonId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::of(text).ok_or_else(|| {
            format!("`{text}` cannot be the id of a participant or mentor: write it like `p-4f7kq` or `m-9x2dh`")
        })
    }
}

impl AsRef<str> for PersonId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whose names or numbers an identity file holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityId {
    /// A case, by the numbers that others gave it.
    Case(CaseId),
    /// A person.
    Person(PersonId),
    /// A recipient of exports, `r-…`, with the secret that its ids are made with.
    Recipient(Box<str>),
}

/// The prefix of a recipient's id.
const RECIPIENT: &str = "r-";

impl IdentityId {
    /// The id of a recipient of exports.
    #[must_use]
    pub fn recipient(name: &Word) -> Self {
        Self::Recipient(format!("{RECIPIENT}{name}").into())
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Case(id) => id.as_str(),
            Self::Person(id) => id.as_str(),
            Self::Recipient(id) => id,
        }
    }

    /// The person, if it is one.
    #[must_use]
    pub const fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Case(_) | Self::Recipient(_) => None,
            Self::Person(id) => Some(id),
        }
    }
}

impl FromStr for IdentityId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.strip_prefix(RECIPIENT).is_some_and(is_kebab) {
            return Ok(Self::Recipient(text.into()));
        }
        let case = CaseId::of(text).map(Self::Case);
        let known = case.or_else(|| PersonId::of(text).map(Self::Person));
        known.ok_or_else(|| {
            format!(
                "`{text}` cannot be the id of a participant, mentor or case: write it like `p-4f7kq`, `m-9x2dh` \
                 or `c-2d8nv`"
            )
        })
    }
}

impl AsRef<str> for IdentityId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for IdentityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The short name of a child inside its case, such as `a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChildKey(Box<str>);

impl ChildKey {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ChildKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if is_kebab(text) {
            Ok(Self(text.into()))
        } else {
            Err(format!("`{text}` cannot be the key of a child"))
        }
    }
}

impl fmt::Display for ChildKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A child of a case, such as `c-2d8nv/a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChildRef {
    /// The case.
    pub case: CaseId,
    /// The child in it.
    pub child: ChildKey,
}

impl FromStr for ChildRef {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split_once('/')
            .and_then(|(case, child)| {
                Some(Self {
                    case: case.parse().ok()?,
                    child: child.parse().ok()?,
                })
            })
            .ok_or_else(|| format!("`{text}` is not a child of a case: write the case and the child, such as `c-2d8nv/a`"))
    }
}

impl fmt::Display for ChildRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.case, self.child)
    }
}

/// The id of a session, which is its natural key: `DATE-WORD-SUBJECT`, with `--2` for a second one that day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(Arc<str>);

impl SessionId {
    /// The id made from its parts; `ordinal` counts sessions with that key on that day from 1.
    #[must_use]
    pub fn new(on: Day, word: &str, subject: &str, ordinal: u32) -> Self {
        let key = format!("{on}-{word}-{subject}");
        Self(
            if ordinal > 1 {
                format!("{key}--{ordinal}")
            } else {
                key
            }
            .into(),
        )
    }

    /// Checks whether a text is such a name.
    ///
    /// # Errors
    /// A sentence that says what such a name looks like.
    pub fn check(text: &str) -> Result<(), String> {
        let wrong = || {
            format!(
                "`{text}` is not the name of a session: such a name looks like `{}`",
                IdKind::Session.example()
            )
        };
        let day = text.get(..10).ok_or_else(wrong)?;
        day.parse::<Day>().map_err(|_| wrong())?;
        let rest = text
            .get(10..)
            .and_then(|rest| rest.strip_prefix('-'))
            .ok_or_else(wrong)?;
        let key = match at_dashes(rest) {
            Some((key, number))
                if number.parse::<u32>().is_ok_and(|n| n > 1)
                    && !number.starts_with(['0', '+']) =>
            {
                key
            }
            Some(_) => return Err(wrong()),
            None => rest,
        };
        if is_kebab(key) && key.contains('-') {
            Ok(())
        } else {
            Err(wrong())
        }
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day it begins with.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.0.get(..10)?.parse().ok()
    }

    /// What follows the day, without the number of a second session.
    #[must_use]
    pub fn key(&self) -> &str {
        let rest = self.0.get(11..).unwrap_or("");
        at_dashes(rest).map_or(rest, |(key, _)| key)
    }
}

/// What is before and after the first double dash. This runs for every session, so a general text search is too slow.
fn at_dashes(text: &str) -> Option<(&str, &str)> {
    let at = text.as_bytes().windows(2).position(|two| two == b"--")?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

impl FromStr for SessionId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::check(text).map(|()| Self(text.into()))
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for SessionId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_the_prefix_of_its_kind() {
        assert!("p-4f7kq".parse::<ParticipantId>().is_ok());
        assert!("p-rosa-2".parse::<ParticipantId>().is_ok());
        for wrong in ["m-4f7kq", "p-", "p", "p-A", "p-a--b", "../p-x", "p-a/b", ""] {
            assert!(wrong.parse::<ParticipantId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_session_is_named_by_day_word_and_subject() {
        let id: SessionId = "2026-10-07-group-wednesday--2".parse().unwrap();
        assert_eq!(id.day(), "2026-10-07".parse().ok());
        assert_eq!(id.key(), "group-wednesday");
        assert_eq!(
            SessionId::new("2026-10-07".parse().unwrap(), "group", "wednesday", 2),
            id
        );
        for wrong in [
            "2026-10-07",
            "2026-10-07-group",
            "2026-10-07-group-x--1",
            "2026-10-07-group-x--02",
            "group-x",
        ] {
            assert!(wrong.parse::<SessionId>().is_err(), "{wrong}");
        }
    }
}
