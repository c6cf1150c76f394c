//! A question to a court or a county: when, about whom by id, which fields; no values.

use super::agreement::AskField;
use super::record::Record;
use crate::record::day::Day;
use crate::record::id::{CaseId, ParticipantId};
use crate::record::schema::{Prose, Void, record};
use crate::record::word::Word;

record! {
    /// A question, `outcomes/….toml`.
    pub struct Question {
        /// The day it was asked.
        pub on: Day,
        /// The agreement, as `peer.toml` calls it.
        pub agreement: Word,
        /// Where they look.
        #[words("outcome_sources")]
        pub source: Word,
        /// The last day that is asked about.
        pub through: Day,
        /// What it told of a family.
        pub fields: Vec<AskField>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[own]
        #[by_hand]
        pub void: Option<Void>,
        /// Anything else.
        pub note: Option<Prose>,
        /// The families it asked about.
        pub asked: Vec<Asked>,
    }
}

record! {
    /// A family that was asked about.
    pub struct Asked {
        /// Its number in this question.
        pub number: u32,
        /// The case that what is found is written to.
        pub case: CaseId,
        /// All cases that were looked up.
        pub cases: Vec<CaseId>,
        /// The parents who agreed to it.
        pub participants: Vec<ParticipantId>,
        /// The day from which on they are followed.
        pub anchor: Day,
        /// The last day that is asked about.
        #[after(anchor)]
        pub last: Day,
        /// The day the answer was taken in.
        pub answered: Option<Day>,
    }
}

impl Question {
    /// How many families nobody has answered for.
    #[must_use]
    pub fn open(&self) -> usize {
        let open = |asked: &&Asked| asked.answered.is_none();
        self.asked.iter().filter(open).count()
    }
}

/// The number of a family as a question to a court or county has it: it says which question, and nothing of the family.
#[must_use]
pub fn number(question: &Word, asked: &Asked) -> String {
    format!("{question}-{}", asked.number)
}

impl Record for Question {
    fn first_day(&self) -> Option<Day> {
        Some(self.on)
    }

    fn as_of(&mut self, day: Day) -> bool {
        for asked in &mut self.asked {
            asked.answered = asked.answered.filter(|answered| *answered <= day);
        }
        self.on <= day
    }

    /// Nobody: it asks about those who are on file.
    fn brings(&self, _show: &mut dyn FnMut(&str)) {}
}
