//! One thing that happened on one day: a group, a meeting with a mentor, a team meeting, a day in court.

use crate::record::day::Day;
use crate::record::id::{CaseId, GroupId, MatchId, MentorId, ParticipantId, PersonId, SessionId};
use crate::record::minutes::Minutes;
use crate::record::schema::{Prose, record};
use crate::record::word::{Word, words};

words! {
    /// What a session is.
    pub enum Service {
        /// A support group.
        SupportGroup = "support-group",
        /// A mentor with a parent.
        Mentoring = "mentoring",
        /// A team meeting about the case, where parents know their rights and have a voice.
        TeamMeeting = "team-meeting",
        /// Work on the case plan: goals, resources, natural supports.
        Casework = "casework",
        /// A hearing attended with the parent.
        Court = "court",
        /// A committee or workgroup.
        Committee = "committee",
        /// Supervision of a mentor.
        Supervision = "supervision",
        /// Outreach.
        Outreach = "outreach",
        /// Consultation to another program.
        Consultation = "consultation",
    }
}

impl Service {
    /// The services to participants; the others make nobody a served participant.
    pub const TO_PARTICIPANTS: [Self; 5] = [
        Self::SupportGroup,
        Self::Mentoring,
        Self::TeamMeeting,
        Self::Casework,
        Self::Court,
    ];

    /// Whether it is a service to participants.
    #[must_use]
    pub fn serves(self) -> bool {
        Self::TO_PARTICIPANTS.contains(&self)
    }

    /// The word of `peer log` and of file names.
    #[must_use]
    pub const fn log_word(self) -> &'static str {
        match self {
            Self::SupportGroup => "group",
            Self::TeamMeeting => "meeting",
            other => other.word(),
        }
    }

    /// The keys that sessions of this kind may have beside those that all share.
    #[must_use]
    pub const fn own_keys(self) -> &'static [&'static str] {
        match self {
            Self::SupportGroup => &[
                "group",
                "led_by",
                "missed",
                "anonymous",
                "children_in_childcare",
            ],
            Self::Mentoring => &["match"],
            Self::TeamMeeting => &[
                "case",
                "meeting",
                "rights_explained",
                "parent_voice",
                "decision",
                "placement_averted",
            ],
            Self::Casework => &["case", "goals", "natural_supports", "referral"],
            Self::Court => &["case"],
            Self::Committee => &[
                "group",
                "led_by",
                "missed",
                "anonymous",
                "children_in_childcare",
                "recommendations",
            ],
            Self::Supervision => &["led_by"],
            Self::Outreach | Self::Consultation => &["led_by", "anonymous"],
        }
    }
}

impl Service {
    /// Whether a session of this kind may have a key that not all have.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        self.own_keys().contains(&key)
    }
}

/// The keys of every kind of session.
const SHARED_KEYS: &[&str] = &[
    "kind",
    "on",
    "participants",
    "mentors",
    "minutes",
    "mode",
    "status",
    "topics",
    "note",
];

words! {
    /// Whether a session took place.
    pub enum Status {
        /// It did.
        Held = "held",
        /// The parent did not come.
        NoShow = "no-show",
        /// The parent called it off.
        CancelledByParticipant = "cancelled-by-participant",
        /// The program called it off.
        CancelledByProgram = "cancelled-by-program",
    }
}

record! {
    /// A session, `sessions/YEAR/DATE-WORD-SUBJECT.toml`.
    pub struct Session {
        /// What it is.
        pub kind: Service,
        /// The day.
        pub on: Day,
        /// The group or committee that met.
        pub group: Option<GroupId>,
        /// The match that met.
        pub match_id ["match"]: Option<MatchId>,
        /// The case it was about.
        pub case: Option<CaseId>,
        /// Which kind of team meeting.
        #[words("meetings")]
        pub meeting: Option<Word>,
        /// How long it was.
        pub minutes: Option<Minutes>,
        /// How people met.
        #[words("modes")]
        pub mode: Option<Word>,
        /// Whether it took place; absent means held.
        pub status: Option<Status>,
        /// Who led it; who came for themselves is listed below too.
        pub led_by: Vec<PersonId>,
        /// The parents who were there.
        pub participants: Vec<ParticipantId>,
        /// The mentors who were there.
        pub mentors: Vec<MentorId>,
        /// Parents who were expected at a group and did not come: they are counted nowhere.
        pub missed: Vec<ParticipantId>,
        /// People who gave no name: counted apart, never unduplicated.
        pub anonymous: Option<u32>,
        /// Children looked after meanwhile.
        pub children_in_childcare: Option<u32>,
        /// What was talked about.
        #[words("topics")]
        pub topics: Vec<Word>,
        /// Whether the parent's rights were explained.
        pub rights_explained: Option<bool>,
        /// Whether the parent's concerns were heard and taken into the decision.
        pub parent_voice: Option<bool>,
        /// What was decided.
        #[words("decisions")]
        pub decision: Option<Word>,
        /// Whether a placement out of the home was averted.
        pub placement_averted: Option<bool>,
        /// Goals worked on, by domain.
        #[words("domains")]
        pub goals: Vec<Word>,
        /// Relatives, friends and others found to stand by the family.
        pub natural_supports: Option<u32>,
        /// Recommendations that the committee made.
        pub recommendations: Option<u32>,
        /// Anything else.
        pub note: Option<Prose>,
        /// Referrals to other help.
        pub referral: Vec<Referral>,
    }
}

record! {
    /// A referral to other help.
    pub struct Referral {
        /// Where to.
        #[words("resources")]
        pub resource: Word,
        /// What came of it; absent means pending.
        #[words("referral_outcomes")]
        pub outcome: Option<Word>,
    }
}

impl Session {
    /// Whether it took place.
    #[must_use]
    pub fn was_held(&self) -> bool {
        self.status.is_none_or(|status| status == Status::Held)
    }

    /// Whether its participants were served by it: held, and a service to participants.
    #[must_use]
    pub fn is_countable(&self) -> bool {
        self.was_held() && self.kind.serves()
    }

    /// What it was about, as its file's name has it; `None` where that is free (outreach and consultation), missing, or
    /// one of several people.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        let person = || match self.participants.as_slice() {
            [one] => Some(one.as_str()),
            _ => None,
        };
        match self.kind {
            Service::SupportGroup | Service::Committee => self.group.as_ref().map(GroupId::as_str),
            Service::Mentoring => self.match_id.as_ref().map(MatchId::as_str),
            Service::TeamMeeting | Service::Court => {
                self.case.as_ref().map(CaseId::as_str).or_else(person)
            }
            Service::Casework => person(),
            Service::Supervision => match self.mentors.as_slice() {
                [one] => Some(one.as_str()),
                _ => None,
            },
            Service::Outreach | Service::Consultation => None,
        }
    }

    /// The name its file should have but for the number of a second one that day; `None` without a
    /// [`subject`](Self::subject).
    #[must_use]
    pub fn natural_key(&self) -> Option<SessionId> {
        self.subject()
            .map(|subject| SessionId::new(self.on, self.kind.log_word(), subject, 1))
    }

    /// The first key that is set and does not belong to a session of this kind.
    #[must_use]
    pub fn foreign_key(&self) -> Option<&'static str> {
        let own = self.kind.own_keys();
        let set: [(&'static str, bool); 15] = [
            ("group", self.group.is_some()),
            ("match", self.match_id.is_some()),
            ("case", self.case.is_some()),
            ("meeting", self.meeting.is_some()),
            ("led_by", !self.led_by.is_empty()),
            ("missed", !self.missed.is_empty()),
            ("anonymous", self.anonymous.is_some()),
            (
                "children_in_childcare",
                self.children_in_childcare.is_some(),
            ),
            ("rights_explained", self.rights_explained.is_some()),
            ("parent_voice", self.parent_voice.is_some()),
            ("decision", self.decision.is_some()),
            ("placement_averted", self.placement_averted.is_some()),
            ("goals", !self.goals.is_empty()),
            ("natural_supports", self.natural_supports.is_some()),
            ("recommendations", self.recommendations.is_some()),
        ];
        let referral = [("referral", !self.referral.is_empty())];
        set.iter()
            .chain(&referral)
            .find(|(name, is_set)| *is_set && !own.contains(name) && !SHARED_KEYS.contains(name))
            .map(|(name, _)| *name)
    }
}
