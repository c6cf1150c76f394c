//! Records as arguments: an id, the start of one, or a name.

use std::str::FromStr;

use super::mistyped::Mistyped;
use super::resolve::Resolve;
use crate::cli::failure::Failure;
use crate::cli::people::{self, ANY};
use crate::record::{CaseId, GroupId, IdKind, MatchId, MentorId, ParticipantId, PersonId};
use crate::register::{Named, Register};

/// Something on file that an argument can name.
pub trait OnFile: Clone + Send + Sync + 'static {
    /// The kinds of record that it may name.
    const AMONG: &'static [IdKind];

    /// What a text means.
    ///
    /// # Errors
    /// No record fits, or several do; the close ones are listed.
    fn find(register: &Register, typed: &str) -> Result<Self, Failure>;
}

/// A record that an argument names: as typed, or already known because it was chosen from a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ref<I> {
    /// As it was typed.
    Typed(String),
    /// Known.
    Known(I),
}

impl<I> FromStr for Ref<I> {
    type Err = Mistyped;

    fn from_str(text: &str) -> Result<Self, Mistyped> {
        Ok(Self::Typed(text.to_owned()))
    }
}

impl<I: OnFile> Resolve for Ref<I> {
    type With = Register;
    type Meaning = I;

    fn resolve(&self, register: &Register) -> Result<I, Failure> {
        match self {
            Self::Typed(text) => I::find(register, text),
            Self::Known(id) => Ok(id.clone()),
        }
    }
}

/// A parent, or one of their matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParentOrMatch {
    /// A parent.
    Parent(ParticipantId),
    /// A match.
    Match(MatchId),
}

/// A case, or a parent in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseOrParent {
    /// A case.
    Case(CaseId),
    /// A parent.
    Parent(ParticipantId),
}

macro_rules! on_file {
    ($( $name:ty: $among:expr, $find:expr; )+) => { $(
        impl OnFile for $name {
            const AMONG: &'static [IdKind] = $among;

            fn find(register: &Register, typed: &str) -> Result<Self, Failure> {
                $find(register, typed)
            }
        }
    )+ };
}

on_file! {
    ParticipantId: &[IdKind::Participant], people::person;
    MentorId: &[IdKind::Mentor], people::mentor;
    PersonId: &[IdKind::Participant, IdKind::Mentor], people::anybody;
    CaseId: &[IdKind::Case, IdKind::Participant], people::case;
    GroupId: &[IdKind::Group], people::group;
    Named: ANY, |register, typed| people::find(register, typed, ANY);
    ParentOrMatch: &[IdKind::Participant, IdKind::Match], |register: &Register, typed| {
        let found = people::find(register, typed, Self::AMONG)?;
        Ok(match found.kind {
            IdKind::Match => Self::Match(people::parsed(found)?),
            _ => Self::Parent(people::parsed(found)?),
        })
    };
    CaseOrParent: &[IdKind::Case, IdKind::Participant], |register: &Register, typed| {
        let found = people::find(register, typed, Self::AMONG)?;
        Ok(match found.kind {
            IdKind::Case => Self::Case(people::parsed(found)?),
            _ => Self::Parent(register.root(&people::parsed(found)?).clone()),
        })
    };
}
