//! A unit whose clock started, and its outcome.

use std::collections::BTreeSet;

use crate::measure::by::By;
use crate::measure::known::Through;
use crate::record::anchor::AnchorKind;
use crate::record::period::Step;
use crate::record::{CaseId, ChildRef, Day, EventKind, ParticipantId, Place};

/// What can be asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The parts of the period to count for.
    pub step: Option<Step>,
    /// Groups of people, or services, to count for.
    pub group: Option<By>,
    /// Whether people without a current consent to outcome reporting are left out.
    pub consenting_only: bool,
}

/// What identifies a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitId {
    /// A person, by the id that counts.
    Participant(ParticipantId),
    /// A case.
    Family(CaseId),
    /// A child, by the name that counts.
    Child(ChildRef),
}

impl std::fmt::Display for UnitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Participant(id) => f.pad(id.as_str()),
            Self::Family(id) => f.pad(id.as_str()),
            Self::Child(id) => f.pad(&id.to_string()),
        }
    }
}

/// A unit with an anchor, and what followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which unit.
    pub id: UnitId,
    /// The day that starts the clock.
    pub anchor: Day,
    /// What happened that day.
    pub anchor_kind: AnchorKind,
    /// The file that records it.
    pub file: Place,
    /// The children that the anchor concerns, by the names that count.
    pub children: Vec<ChildRef>,
    /// The last day on which an event counts.
    pub window_end: Day,
    /// Whether that day has passed, or is the as-of day.
    pub mature: bool,
    /// The outcome, as far as is known.
    pub outcome: Outcome,
    /// Until when it is known what happened.
    pub through: Through,
    /// Whether the outcome would be known from official sources and events alone.
    pub known_official: bool,
    /// The day after the anchor on which someone recorded that nothing more is known, if there is one.
    pub lost: Option<Day>,
    /// Whether a birthday, rather than an event in a case, makes a return impossible.
    pub cut_by_age: bool,
    /// Whether an event that would be a return fell on the day of the anchor itself, which does not count.
    pub same_day: bool,
    /// The file that records the event, if there was one.
    pub event_file: Option<Place>,
    /// The first countable session of the people of the unit, if there was one.
    pub first_session: Option<Day>,
    /// Whether it is in the cohort, and if not, why.
    pub counted: Counted,
    /// Days from the anchor to the end of what is known, at most the length of the window.
    pub observed: u32,
    /// Days from the anchor to the end of what could be known, at most the length of the window.
    pub possible: u32,
    pub(super) birth_dates: bool,
    pub(super) groups: BTreeSet<usize>,
}

/// The outcome of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The event happened on this day.
    Returned(Day, EventKind),
    /// The event became impossible on this day.
    Competing(Day),
    /// Neither, as far as is known.
    Nothing,
}

/// Whether a unit with an anchor is in the cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It is.
    Yes,
    /// No one in it had a countable session on or before the last day of the window.
    NotServed,
    /// The first countable session was not before the event.
    ServedTooLate,
    /// No one in it who was served in time has a current consent to outcome reporting.
    NoConsent,
}
