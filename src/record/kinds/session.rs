//! One event on one day: a group, a meeting with a mentor, a team meeting, a day in court.

use super::record::Record;
use crate::record::day::Day;
use crate::record::id::{CaseId, GroupId, MatchId, MentorId, ParticipantId, PersonId, SessionId};
use crate::record::miles::Miles;
use crate::record::minutes::Minutes;
use crate::record::schema::{Field, Leaf, Prose, Table, Void, Wanted, record};
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
        /// A mentor's work without a parent: preparation, paperwork, speaking.
        #[since(2)]
        OtherDuty = "other-duty",
    }
}

impl Service {
    /// The services to participants; the others do not make anyone a served participant.
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
            Self::OtherDuty => "duty",
            other => other.word(),
        }
    }

    /// Whether its subject is free text rather than a record.
    #[must_use]
    pub const fn is_free(self) -> bool {
        matches!(self, Self::Outreach | Self::Consultation | Self::OtherDuty)
    }

    /// Whether a session of this kind may have a key that not all have.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        let field = Session::SCHEMA.field(key);
        field.is_some_and(|field| field.only.contains(&self.word()))
    }
}

words! {
    /// Whether a session took place.
    pub enum Status {
        /// It did.
        Held = "held",
        /// The parent did not come.
        NoShow = "no-show",
        /// The parent canceled it.
        #[also("cancelled by parent", "canceled by parent", "canceled by participant")]
        CancelledByParticipant = "cancelled-by-participant",
        /// The program or the mentor canceled it.
        #[also("cancelled by mentor", "canceled by mentor", "canceled by program")]
        CancelledByProgram = "cancelled-by-program",
        /// The mentor tried to reach the parent, without success.
        Attempted = "attempted",
    }
}

record! {
    /// A session, `sessions/YEAR/DATE-WORD-SUBJECT.toml`.
    #[derive(Default)]
    pub struct Session {
        /// What it is.
        #[called("type", "kind", "service", "service type", "session type", "activity", "session kind",
            "kind of service", "type of service")]
        pub kind: Service,
        /// The day.
        #[ahead(was_called_off)]
        #[called("date", "session date", "day", "meeting date", "group date", "date of service", "fecha",
            "visit date", "on", "when", "session", "date of session", "contact date", "service date", "meeting day",
            "group session date", "date held", "dia", "fecha de sesion", "visit", "date of contact", "date of visit",
            "date of meeting", "date met", "date seen", "contacted on", "met on", "date of group")]
        pub on: Day,
        /// The group or committee that met.
        #[only("support-group", "committee")]
        #[called("group", "group name", "support group", "committee", "which group", "group attended", "grupo",
            "group id", "class")]
        pub group: Option<GroupId>,
        /// The match that met.
        #[only("mentoring")]
        pub match_id ["match"]: Option<MatchId>,
        /// The case it was about.
        #[only("team-meeting", "casework", "court")]
        pub case: Option<CaseId>,
        /// Which kind of team meeting.
        #[words("meetings")]
        #[only("team-meeting")]
        pub meeting: Option<Word>,
        /// How long it was.
        #[called("minutes", "length", "duration", "mins", "length minutes", "duration minutes", "time minutes",
            "how long", "total minutes", "duracion", "minutos", "time spent", "session length", "length of session",
            "length of visit", "length min", "duration min", "hours", "hrs", "time hours", "length hours",
            "duration hours", "hours spent", "service hours", "total hours", "horas", "length of meeting",
            "length of contact", "length of call", "number min", "number mins", "number minutes",
            "number of minutes", "min", "number hours", "number hrs", "number of hours", "total time")]
        pub minutes: Option<Minutes>,
        /// How long the way there and back was, in minutes; not part of the session's own.
        #[since(2)]
        #[counted]
        #[called("travel minutes", "travel time", "travel", "drive time", "driving time", "minutes of travel",
            "travel min", "tiempo de viaje",
            "drive", "drive min", "driving", "drive mins")]
        pub travel_minutes: Option<Minutes>,
        /// Miles driven.
        #[since(2)]
        #[counted]
        #[called("miles", "mileage", "miles driven", "total miles", "distance", "round trip miles", "millas",
            "mi", "rt miles", "rt mi", "miles rt")]
        pub miles: Option<Miles>,
        /// How people met.
        #[words("modes")]
        #[called("mode", "how", "contact type", "format", "type", "how met", "mode of contact", "method",
            "contact method", "meeting type", "contact", "type of contact", "via", "format of meeting", "where",
            "how held", "in person or phone", "modo")]
        pub mode: Option<Word>,
        /// Whether it took place; absent means held.
        #[called("status", "present", "presence", "present absent", "attendance status", "held", "no show",
            "no shows", "show", "attended", "attendance", "outcome", "session status", "result", "did they come",
            "came", "estado", "appointment status", "showed up", "showed", "show up", "kept appointment", "kept appt",
            "did they show", "was there", "here", "there", "who was here", "here today", "present today", "attended today",
            "came today", "asistio", "vino", "presente")]
        pub status: Option<Status>,
        /// Who led it; who came for themselves is listed below too.
        #[only("support-group", "committee", "supervision", "outreach", "consultation")]
        #[called("led by", "facilitator", "facilitators", "leader", "lead", "leaders", "facilitated by", "led",
            "group leader", "facilitator s")]
        pub led_by: Vec<PersonId>,
        /// The parents who were there.
        #[called("participants", "attendees", "present", "parents", "who attended", "parent", "parent name",
            "participant", "name", "participant name", "parent s", "parents present", "participant names", "names",
            "client", "client name", "mother", "who came", "attended by", "parent guardian", "padre", "nombre",
            "parents names", "family", "families", "family seen", "who was seen", "who", "with whom", "met with",
            "person seen", "quien")]
        pub participants: Vec<ParticipantId>,
        /// The mentors who were there.
        #[called("mentors", "mentor", "pm", "pp", "peer parent", "mentor name", "peer parents", "with mentor", "peer",
            "peer mentor", "parent partner", "staff", "peer partner", "partner", "partner name", "assigned partner")]
        pub mentors: Vec<MentorId>,
        /// Parents who were expected at a group and did not come: they are counted nowhere.
        #[only("support-group", "committee")]
        pub missed: Vec<ParticipantId>,
        /// People who gave no name: counted apart, never unduplicated.
        #[only("support-group", "committee", "outreach", "consultation")]
        #[counted]
        #[called("anonymous", "unnamed", "walk ins", "visitors", "guests", "walk in", "number of visitors",
            "no name")]
        pub anonymous: Option<u32>,
        /// Children looked after meanwhile.
        #[only("support-group", "committee")]
        #[counted]
        #[called("childcare", "children in childcare", "kids in childcare", "children", "kids", "kids in care",
            "number of children", "number of kids", "number kids", "number children", "how many kids",
            "how many children", "children in care", "child care", "children in child care",
            "ninos")]
        pub children_in_childcare: Option<u32>,
        /// What was talked about.
        #[words("topics")]
        #[called("topic", "topics", "subject matter", "discussed", "topics discussed", "what was discussed", "temas",
            "tema", "topic s", "what we talked about", "talked about", "what we discussed", "topic discussed")]
        pub topics: Vec<Word>,
        /// Whether the parent's rights were explained.
        #[only("team-meeting")]
        #[counted]
        pub rights_explained: Option<bool>,
        /// Whether the parent's concerns were heard and taken into the decision.
        #[only("team-meeting")]
        #[counted]
        pub parent_voice: Option<bool>,
        /// What was decided.
        #[words("decisions")]
        #[only("team-meeting")]
        pub decision: Option<Word>,
        /// Whether a placement out of the home was averted.
        #[only("team-meeting")]
        pub placement_averted: Option<bool>,
        /// Goals worked on, by domain.
        #[words("domains")]
        #[only("casework")]
        pub goals: Vec<Word>,
        /// Relatives, friends and others found to stand by the family.
        #[only("casework")]
        #[counted]
        pub natural_supports: Option<u32>,
        /// Recommendations that the committee made.
        #[only("committee")]
        #[counted]
        pub recommendations: Option<u32>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
        /// The session it became when it was moved to another day.
        #[since(2)]
        #[by_hand]
        pub moved_to: Option<SessionId>,
        /// The session it was before it was moved to its day.
        #[since(2)]
        #[by_hand]
        pub moved_from: Option<SessionId>,
        /// What that session said when it was moved, as a number that a change of it would change.
        #[since(2)]
        #[by_hand]
        pub moved_check: Option<Box<str>>,
        /// Anything else.
        pub note: Option<Prose>,
        /// Referrals to other help.
        #[only("casework")]
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
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
    }
}

impl Record for Session {
    fn named_for(&self) -> Option<Day> {
        Some(self.on)
    }

    fn as_of(&mut self, day: Day) -> bool {
        self.on <= day
    }
}

impl Session {
    /// Whether it took place.
    #[must_use]
    pub fn was_held(&self) -> bool {
        self.status.is_none_or(|status| status == Status::Held)
    }

    /// Whether it was canceled before it could be held.
    #[must_use]
    pub fn was_called_off(&self) -> bool {
        matches!(
            self.status,
            Some(Status::CancelledByParticipant | Status::CancelledByProgram)
        )
    }

    /// Whether its participants were served by it: held, and a service to participants.
    #[must_use]
    pub fn is_countable(&self) -> bool {
        self.was_held() && self.kind.serves()
    }

    /// The values that reports add up for this kind of session, each with this session's value, if it has one.
    #[must_use]
    pub fn counts(&self) -> Vec<(&'static Field, Option<u32>)> {
        let kind = self.kind.word();
        let fields = Self::SCHEMA.fields.iter();
        let has = |field: &&Field| field.only.is_empty() || field.only.contains(&kind);
        let counted = fields.filter(|field| field.counted && has(field));
        let mut counts: Vec<_> = counted.map(|field| (field, None)).collect();
        self.visit_record(Wanted::ALL, &mut |spot, leaf| {
            let of = |(field, _): &&mut (&Field, _)| field.name == spot.field.name;
            if let (Leaf::Count(count), Some((_, said))) = (leaf, counts.iter_mut().find(of)) {
                *said = Some(count);
            }
        });
        counts
    }

    /// Its subject as in its file name; `None` if the subject is free text (outreach, consultation, other duty),
    /// missing, or one of several people.
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
            Service::Outreach | Service::Consultation | Service::OtherDuty => None,
        }
    }

    /// The name its file should have, except for the number of a second one that day; `None` without a
    /// [`subject`](Self::subject).
    #[must_use]
    pub fn natural_key(&self) -> Option<SessionId> {
        self.subject()
            .map(|subject| SessionId::new(self.on, self.kind.log_word(), subject, 1))
    }

    /// A number that changes when the session changes; its day and the record of its moves do not count.
    #[must_use]
    pub fn digest(&self) -> String {
        const ASIDE: [&str; 5] = ["on", "void", "moved_to", "moved_from", "moved_check"];
        let fields = self.fields();
        let said = fields.iter().filter(|(key, _)| !ASIDE.contains(key));
        // 32-bit FNV-1a: a session is only compared with its own earlier content.
        let digest = said
            .flat_map(|(key, value)| format!("{key}={value}\n").into_bytes())
            .fold(0x811c_9dc5_u32, |hash, byte| {
                (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
            });
        format!("{digest:08x}")
    }

    /// The first key that is set but does not belong to this kind of session.
    #[must_use]
    pub fn foreign_key(&self) -> Option<&'static str> {
        let (kind, mut foreign) = (self.kind.word(), None);
        self.visit_record(Wanted::ALL, &mut |spot, _| {
            let only = spot.field.only;
            if foreign.is_none() && !only.is_empty() && !only.contains(&kind) {
                foreign = Some(spot.field.name);
            }
        });
        foreign
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_not_all_have_are_of_kinds_that_there_are() {
        for field in Session::SCHEMA.fields {
            let known = |word: &&str| Service::WORDS.contains(word);
            assert!(field.only.iter().all(known), "{}", field.name);
        }
        assert!(Service::Court.has("case") && !Service::Court.has("meeting"));
    }
}
