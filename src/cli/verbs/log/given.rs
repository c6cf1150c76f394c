//! What was given about a session: by arguments, by answers, by the previous session.

use clap::Args;

use super::subject::Subject;
use super::table::SessionKind;
use super::words::Words;
use crate::cli::args::{
    Decisions, Domains, Keyed, Meetings, Modes, On, Ref, ReferralOutcomes, Resolve, Resources,
    Several, Topics, WordOf, Writing, all, choice, count, yes_or_no,
};
use crate::cli::complete;
use crate::cli::failure::Failure;
use crate::record::schema::Prose;
use crate::record::session::Referral;
use crate::record::{
    Day, MentorId, Miles, Minutes, ParticipantId, PersonId, Program, Service, Session, Status,
    counted,
};
use crate::register::Register;

/// A referral, with its outcome.
type GivenReferral = Keyed<WordOf<Resources>, WordOf<ReferralOutcomes>>;

/// The arguments of all kinds of session. One that is named as a field of a session goes with the kinds that have it.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Given {
    /// Who or what it was about
    #[arg(value_name = "SUBJECT")]
    pub subject: Option<Subject>,
    /// How long it was: 45min, 1h30 or 2h
    #[arg(value_name = "LENGTH")]
    pub length: Option<Minutes>,
    /// cft (Child and Family Team) or tdm (Team Decision Making)
    #[arg(long = "type", value_name = "TYPE")]
    pub meeting: Option<WordOf<Meetings>>,
    /// The parent's rights were explained, or =no
    #[arg(long = "rights", value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes",
          value_parser = yes_or_no)]
    pub rights_explained: Option<bool>,
    /// The parent was heard in the decision, or =no
    #[arg(long = "voice", value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes",
          value_parser = yes_or_no)]
    pub parent_voice: Option<bool>,
    /// What was decided
    #[arg(long, value_name = "WORD")]
    pub decision: Option<WordOf<Decisions>>,
    /// A placement out of the home was averted, or =no
    #[arg(long = "averted", value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes",
          value_parser = yes_or_no)]
    pub placement_averted: Option<bool>,
    /// A goal that was worked on
    #[arg(long = "goal", value_name = "WORD")]
    pub goals: Vec<Several<WordOf<Domains>>>,
    /// A referral, and how it ended: food-bank=connected
    #[arg(long, value_name = "WHERE", add = complete::vocabulary("resources"))]
    pub referral: Vec<Several<GivenReferral>>,
    /// Relatives and friends found to help the family
    #[arg(long = "supports", value_name = "N", value_parser = count)]
    pub natural_supports: Option<u32>,
    /// How many recommendations it made
    #[arg(long, value_name = "N", value_parser = count)]
    pub recommendations: Option<u32>,
    /// Who led it; leaders do not count as parents who came, unless you also list them under --present
    #[arg(long = "led-by", value_name = "WHO")]
    pub led_by: Vec<Several<Ref<PersonId>>>,
    /// How many people came whose names you do not have
    #[arg(long, value_name = "N", value_parser = count)]
    pub anonymous: Option<u32>,
    /// How many children were in childcare
    #[arg(long = "childcare", value_name = "N", value_parser = count)]
    pub children_in_childcare: Option<u32>,
    /// A parent who was expected and did not come
    #[arg(long, value_name = "WHO")]
    pub missed: Vec<Several<Ref<ParticipantId>>>,
    /// The name of a parent who is new, to add to the records
    #[arg(long = "new", value_name = "NAME")]
    pub newcomers: Vec<String>,
    #[command(flatten)]
    pub on: On,
    /// Parents who were there, with commas between
    #[arg(long, value_name = "WHO")]
    pub present: Vec<Several<Ref<ParticipantId>>>,
    /// A mentor who was there
    #[arg(long = "mentor", value_name = "MENTOR")]
    pub mentors: Vec<Several<Ref<MentorId>>>,
    /// How people met: in-person, phone, video or text
    #[arg(long, value_name = "MODE")]
    pub mode: Option<WordOf<Modes>>,
    /// held, no-show, cancelled-by-participant, cancelled-by-program, or attempted (reached no one)
    #[arg(long, value_name = "STATUS", value_parser = choice::<Status>(), hide_possible_values = true)]
    pub status: Option<Status>,
    /// What was talked about
    #[arg(long = "topic", value_name = "WORD")]
    pub topics: Vec<Several<WordOf<Topics>>>,
    /// Round-trip travel time, such as 45min or 1h30
    #[arg(long = "travel", value_name = "LENGTH")]
    pub travel_minutes: Option<Minutes>,
    /// Miles driven
    #[arg(long, value_name = "N")]
    pub miles: Option<Miles>,
    /// Anything else; no names
    #[arg(short = 'm', long, value_name = "TEXT")]
    pub note: Option<Prose>,
    /// Enroll the people in --new, from that day
    #[arg(
        long,
        requires = "newcomers",
        num_args = 0,
        default_missing_value = "true"
    )]
    pub enroll: Option<bool>,
    /// Log a second session of this kind on the same day
    #[arg(long)]
    pub again: bool,
    /// Copy last time's session, with the changes you type
    #[arg(long)]
    pub last: bool,
    #[command(flatten)]
    pub writing: Writing,
}

impl Given {
    /// If the subject is left out, a length in its place is used as the length.
    pub(super) fn length_for_subject(&mut self) {
        if let Some(Subject::Typed(text)) = &self.subject
            && let (None, Ok(length)) = (self.length, text.parse())
        {
            (self.length, self.subject) = (Some(length), None);
        }
    }

    /// Whether the session took place.
    pub(super) fn was_held(&self) -> bool {
        self.status.is_none_or(|status| status == Status::Held)
    }

    /// Whether it cannot be written without asking: there is no subject, or, for a meeting, no one who was there.
    pub(super) fn lacks(&self, kind: &SessionKind) -> bool {
        let is_group = kind.service.has("group");
        self.subject.is_none() || is_group && self.was_held() && !self.names_anybody(kind)
    }

    /// Whether it says who came to a group: parents, people without names, and, for a committee, mentors.
    fn names_anybody(&self, kind: &SessionKind) -> bool {
        !self.present.is_empty()
            || !self.newcomers.is_empty()
            || self.anonymous.unwrap_or(0) > 0
            || kind.service == Service::Committee && !self.mentors.is_empty()
    }

    /// The session on a day, held or not, without its subject.
    pub(super) fn session(
        &self,
        kind: &SessionKind,
        on: Day,
        register: &Register,
        program: &Program,
    ) -> Result<Session, Failure> {
        Ok(Session {
            kind: kind.service,
            on,
            group: None,
            match_id: None,
            case: None,
            meeting: self.meeting.resolve(program)?,
            minutes: self.length,
            travel_minutes: self.travel_minutes,
            miles: self.miles,
            mode: self.mode.resolve(program)?,
            status: self.status,
            led_by: self.led_by.resolve(register)?,
            participants: sorted(self.present.resolve(register)?),
            mentors: sorted(self.mentors.resolve(register)?),
            missed: sorted(self.missed.resolve(register)?),
            anonymous: self.anonymous,
            children_in_childcare: self.children_in_childcare,
            topics: self.topics.resolve(program)?,
            rights_explained: self.rights_explained,
            parent_voice: self.parent_voice,
            decision: self.decision.resolve(program)?,
            placement_averted: self.placement_averted,
            goals: self.goals.resolve(program)?,
            natural_supports: self.natural_supports,
            recommendations: self.recommendations,
            moved_to: None,
            moved_from: None,
            moved_check: None,
            void: None,
            note: self.note.clone(),
            referral: all(&self.referral)
                .map(|given| referral(given, program))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Fills in what was not given from another session: people, length, how they met. Leaves out who is missed now, and
    /// returns who was copied beside the parents.
    pub(super) fn repeat(
        &mut self,
        session: &Session,
        is_missed: impl Fn(&ParticipantId) -> bool,
    ) -> Vec<String> {
        let mut copied = Vec::new();
        let mut tell = |count: usize, noun: &str| {
            copied.extend((count > 0).then(|| counted(count, noun)));
        };
        if self.present.is_empty() {
            let mut present = session.participants.clone();
            present.retain(|id| !is_missed(id));
            self.present = known(&present);
        }
        if self.mentors.is_empty() {
            tell(session.mentors.len(), "mentor");
            self.mentors = known(&session.mentors);
        }
        if self.led_by.is_empty() {
            tell(session.led_by.len(), "leader");
            self.led_by = known(&session.led_by);
        }
        self.length = self.length.or(session.minutes);
        if self.mode.is_none() {
            self.mode = session.mode.clone().map(WordOf::from);
        }
        copied
    }

    /// The arguments as they would be typed.
    pub(super) fn words(&self, kind: &SessionKind, words: &mut Words<'_>) {
        words.subject(self.subject.as_ref(), kind);
        words.value("--type", self.meeting.as_ref());
        words.answer("--rights", self.rights_explained);
        words.answer("--voice", self.parent_voice);
        words.value("--decision", self.decision.as_ref());
        words.answer("--averted", self.placement_averted);
        words.values("--goal", all(&self.goals));
        let referrals = all(&self.referral).map(|given| match &given.value {
            Some(outcome) => format!("{}={outcome}", given.key),
            None => given.key.to_string(),
        });
        words.values("--referral", referrals);
        words.value("--supports", self.natural_supports.as_ref());
        words.value("--recommendations", self.recommendations.as_ref());
        words.people("--led-by", &self.led_by);
        words.people("--missed", &self.missed);
        words.value("--anonymous", self.anonymous.as_ref());
        words.value("--childcare", self.children_in_childcare.as_ref());
        words.values("--new", &self.newcomers);
        words.word(self.length.as_ref());
        words.day();
        words.people("--present", &self.present);
        words.people("--mentor", &self.mentors);
        words.value("--mode", self.mode.as_ref());
        words.value("--status", self.status.as_ref());
        words.values("--topic", all(&self.topics));
        words.value("--travel", self.travel_minutes.as_ref());
        words.value("--miles", self.miles.as_ref());
        words.value("-m", self.note.as_ref().map(|note| &note.0));
        words.word(self.enroll.map(|_| "--enroll"));
        words.word(self.again.then_some("--again"));
    }
}

/// Known records, as if they had been named.
pub(super) fn known<I: Clone>(ids: &[I]) -> Vec<Several<Ref<I>>> {
    let all: Vec<Ref<I>> = ids.iter().cloned().map(Ref::Known).collect();
    if all.is_empty() {
        Vec::new()
    } else {
        vec![Several(all)]
    }
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all.dedup();
    all
}

fn referral(given: &GivenReferral, program: &Program) -> Result<Referral, Failure> {
    let pending = || "pending".parse().map_err(Failure::from);
    let outcome = given.value.clone().map_or_else(pending, Ok)?;
    Ok(Referral {
        resource: given.key.resolve(program)?,
        outcome: Some(outcome.resolve(program)?),
        void: None,
    })
}
