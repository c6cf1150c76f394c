//! A question to a court or a county: when, about whom by id, which fields; no values.

use super::agreement::{Agreement, AskField};
use super::classes::ConsentKind;
use super::participant::Consent;
use super::program::Program;
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
        /// The last day asked about.
        pub through: Day,
        /// What it said of a family.
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
        /// The last day asked about.
        #[after(anchor)]
        pub last: Day,
        /// The day the answer was taken in.
        pub answered: Option<Day>,
    }
}

impl Agreement {
    /// The kinds of consent that the agreement should require but does not.
    #[must_use]
    pub fn missing(&self, program: &Program) -> Vec<ConsentKind> {
        let release = ConsentKind::ReleaseOfInformation;
        let needed = [ConsentKind::OutcomeReporting]
            .into_iter()
            .chain(self.names_anybody().then_some(release));
        let asked = |kind: &ConsentKind| {
            let mut asked = self.consents.iter();
            asked.any(|word| program.class::<ConsentKind>(word) == *kind)
        };
        needed.filter(|kind| !asked(kind)).collect()
    }

    /// Whether someone with these consents may be asked about on a day.
    #[must_use]
    pub fn allows(&self, program: &Program, consents: &[Consent], day: Day) -> bool {
        let class = |word: &Word| program.class::<ConsentKind>(word);
        let given = |word: &Word| {
            consents.iter().any(|consent| {
                let is_it = consent.kind == *word
                    || class(word) != ConsentKind::Other && class(&consent.kind) == class(word);
                is_it && consent.is_live(day)
            })
        };
        self.consents.iter().all(given)
    }
}

impl Program {
    /// The agreement with that name.
    #[must_use]
    pub fn agreement(&self, name: &str) -> Option<&Agreement> {
        let mut all = self.agreement.iter();
        all.find(|agreement| agreement.name.as_str() == name)
    }
}

impl Question {
    /// How many families have no answer yet.
    #[must_use]
    pub fn open(&self) -> usize {
        let open = |asked: &&Asked| asked.answered.is_none();
        self.asked.iter().filter(open).count()
    }
}

/// The number of a family in a question to a court or county: it identifies the question and says nothing about the
/// family.
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

    /// No one: it asks about people already on file.
    fn brings(&self, _show: &mut dyn FnMut(&str)) {}
}
