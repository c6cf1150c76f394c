//! What a duty is, and what is looked at to find one.

use crate::record::rhythm::Beat;
use crate::record::word::words;
use crate::record::{CaseId, Day, MatchId, MentorId, ParticipantId};
use crate::register::Register;

words! {
    /// What should happen.
    pub enum Duty {
        /// Someone asks after a parent who did not come.
        NoShow = "no-show",
        /// A parent whose mentor is gone gets another one.
        WithoutMentor = "without-mentor",
        /// A mentor meets a parent for the first time.
        FirstContact = "first-contact",
        /// A mentor meets a parent again.
        Contact = "contact",
        /// A parent is proposed a mentor.
        Waiting = "waiting",
        /// A proposal is answered.
        Proposal = "proposal",
        /// Someone asks how a reunified family is.
        FollowUp = "follow-up",
        /// Someone checks whether a family came back to court.
        Outcome = "outcome",
        /// A court or county answers a question.
        Question = "question",
        /// The parent is not alone in court.
        Hearing = "hearing",
        /// A consent is given again.
        Consent = "consent",
        /// A training is done again.
        Training = "training",
        /// A mentor is supervised.
        Supervision = "supervision",
        /// A parent is asked to answer a survey.
        Survey = "survey",
    }
}

/// One thing that should happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The day by which it should have happened.
    pub on: Day,
    /// What it is.
    pub duty: Duty,
    /// The day of the fact that it follows from: a match began, someone met, someone asked.
    pub since: Day,
    /// The parent it is about.
    pub participant: Option<ParticipantId>,
    /// The mentor it is for.
    pub mentor: Option<MentorId>,
    /// The match it is about.
    pub match_id: Option<MatchId>,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// What should happen and why, in a sentence without names.
    pub what: String,
}

impl Due {
    pub(super) fn new(duty: Duty, on: Day, since: Day, what: String) -> Self {
        Self {
            on,
            duty,
            since,
            participant: None,
            mentor: None,
            match_id: None,
            case: None,
            what,
        }
    }

    /// How many days late it is on a day; negative if there is still time.
    #[must_use]
    pub fn late(&self, today: Day) -> i64 {
        today.days_since(self.on)
    }

    /// The order on a day: parents who missed a session and were not asked after in time, then people who were let down,
    /// then late papers, then what is coming up; each by day.
    pub(super) fn urgency(&self, today: Day) -> (u8, Day, Duty, Option<&str>) {
        let order = match self.duty {
            _ if self.on > today => 3,
            Duty::NoShow => 0,
            Duty::Consent | Duty::Outcome | Duty::Question => 2,
            Duty::Training | Duty::Supervision | Duty::Survey => 2,
            _ => 1,
        };
        (
            order,
            self.on,
            self.duty,
            self.participant.as_ref().map(ParticipantId::as_str),
        )
    }
}

/// What is asked, and for which day.
#[derive(Debug)]
pub(super) struct Look<'r> {
    pub register: &'r Register,
    pub beat: Beat,
    pub today: Day,
    /// The last day to look ahead to.
    pub until: Day,
    /// Whether someone gave a limit: then no later day is shown.
    pub is_limited: bool,
}
