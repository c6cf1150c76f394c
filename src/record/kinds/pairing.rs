//! A match: a mentor and a parent, with its first and last day.

use super::record::Record;
use crate::record::day::Day;
use crate::record::id::{MentorId, ParticipantId};
use crate::record::schema::{Prose, Void, record};
use crate::record::word::{Word, words};

record! {
    /// A match, `matches/k-….toml`.
    pub struct Match {
        /// The parent.
        pub participant: ParticipantId,
        /// The mentor.
        pub mentor: MentorId,
        /// The day it was proposed.
        pub proposed: Option<Day>,
        /// The day it began; absent while only proposed.
        #[after(proposed)]
        pub began: Option<Day>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
        /// Anything else.
        pub note: Option<Prose>,
        /// When and why it ended.
        #[after(began, proposed)]
        pub ended: Option<Ended>,
        /// Who said no to the proposal.
        #[after(proposed)]
        pub declined: Option<Declined>,
        /// Why it was made, written at that time.
        pub why: Option<Why>,
    }
}

record! {
    /// The end of a match.
    pub struct Ended {
        /// The first day it no longer holds.
        pub on: Day,
        /// Why it ended.
        #[words("reasons")]
        pub reason: Option<Word>,
    }
}

words! {
    /// Who declined a proposal.
    pub enum DeclinedBy {
        /// The parent.
        Participant = "participant",
        /// The mentor.
        Mentor = "mentor",
        /// The program.
        Program = "program",
    }
}

record! {
    /// A proposal declined.
    pub struct Declined {
        /// The day.
        pub on: Day,
        /// Who said no.
        pub by: DeclinedBy,
        /// Why.
        #[words("reasons")]
        pub reason: Option<Word>,
    }
}

record! {
    /// Why a match was made.
    pub struct Why {
        /// Points for fit, in hundredths.
        pub score: Option<i64>,
        /// `rule: reason` if a rule was overruled.
        pub forced: Option<Box<str>>,
        /// Needs of the parent that the mentor has experience of.
        pub experience: Vec<Word>,
    }
}

impl Match {
    /// Whether it holds on `day`: half-open, from the day it began to the day it ended.
    #[must_use]
    pub fn is_active(&self, day: Day) -> bool {
        self.began.is_some_and(|began| began <= day)
            && self.ended.as_ref().is_none_or(|ended| day < ended.on)
    }

    /// Whether a talk on `day` can belong to it: a closing talk on the day it ends still can.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        self.is_active(day) || self.ended.as_ref().is_some_and(|ended| ended.on == day)
    }

    /// Whether it is a proposal without an answer on `day`.
    #[must_use]
    pub fn is_open_proposal(&self, day: Day) -> bool {
        self.proposed
            .or(self.began)
            .is_none_or(|first| first <= day)
            && self.began.is_none_or(|began| began > day)
            && self
                .declined
                .as_ref()
                .is_none_or(|declined| declined.on > day)
            && self.ended.as_ref().is_none_or(|ended| ended.on > day)
    }
}

impl Record for Match {
    fn as_of(&mut self, day: Day) -> bool {
        self.began = self.began.filter(|began| *began <= day);
        self.ended = self.ended.take().filter(|ended| ended.on <= day);
        self.declined = self.declined.take().filter(|declined| declined.on <= day);
        self.began.is_some() || self.proposed.is_some_and(|proposed| proposed <= day)
    }
}
