//! Mentoring, work on the case plan, and supervision.

use clap::Args;

use super::Loggable;
use super::ask::{Asking, Choice};
use super::frame::{Frame, leaders};
use super::words::Words;
use crate::cli::args::{count, listed, word, word_list};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::session::Referral;
use crate::record::{Day, IdKind, Minutes, ParticipantId, Service, Session};
use crate::register::Pairing;

/// Log a meeting of a mentor with a parent
///
/// The match is that of the parent on the day; it must be active then.
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log mentoring rosa 45min --topic visitation -m \"Rehearsed the visit plan.\"\n  \
                        peer log mentoring rosa 20min --mode phone --on yesterday\n  peer log mentoring rosa --status no-show"
)]
pub struct Mentoring {
    /// The parent, or the match
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant, IdKind::Match]))]
    who: Option<String>,
    #[command(flatten)]
    frame: Frame,
}

impl Loggable for Mentoring {
    super::logs!(Mentoring, who);

    fn lacks(&self) -> bool {
        self.who.is_none()
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        let day = asking.day(&self.frame);
        asking.subject(
            &mut self.who,
            "Who met?",
            &active_matches(asking, day),
            "no match is active on that day",
        )?;
        let id = asking.id(self.who.as_ref(), &[IdKind::Match, IdKind::Participant]);
        let about = |session: &Session| {
            let is_match = session.match_id.as_ref().map(|own| own.as_str()) == id.as_deref();
            let is_parent = session
                .participants
                .iter()
                .any(|own| Some(own.as_str()) == id.as_deref());
            session.kind == Service::Mentoring && session.was_held() && (is_match || is_parent)
        };
        let last = asking.last(about);
        asking.length(&mut self.frame, last.and_then(|last| last.minutes))?;
        asking.mode(&mut self.frame, last.and_then(|last| last.mode.as_ref()))?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.who.as_deref(), &[IdKind::Participant, IdKind::Match]);
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let who = super::needed(
            self.who.as_deref(),
            "who met",
            "peer log mentoring rosa 45min",
        )?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Mentoring)?;
        let (register, day) = (&logging.register, logging.day);
        let found = people::find(register, who, &[IdKind::Participant, IdKind::Match])?;
        let (label, who) = (people::label(&found), found.id.clone());
        // A closing talk on the day a match ends still belongs to it.
        let covers = |entry: &&Pairing| {
            entry.record.is_active(day)
                || entry
                    .record
                    .ended
                    .as_ref()
                    .is_some_and(|ended| ended.on == day)
        };
        let entry = if found.kind == IdKind::Match {
            let id = people::parsed(found)?;
            register.match_entry(&id).filter(|entry| covers(entry))
        } else {
            let id: ParticipantId = people::parsed(found)?;
            let person = register.person_index(&id).unwrap_or_default();
            let active = register
                .matches_of_person(person)
                .find(|entry| entry.record.is_active(day));
            active.or_else(|| register.matches_of_person(person).find(covers))
        };
        let entry = entry.ok_or_else(|| {
            Failure::refused(format!(
                "{label} has no active match on {day} [session-outside-match]"
            ))
            .help(format!(
                "`peer match {who}` finds a mentor; for another day say --on DAY"
            ))
        })?;
        let (id, participant, mentor) = (
            entry.id.clone(),
            register.root(&entry.record.participant).clone(),
            entry.record.mentor.clone(),
        );
        logging.session.match_id = Some(id);
        logging.session.participants = vec![participant];
        logging.session.mentors = vec![mentor];
        self.frame.write(peer, logging, None)
    }
}

/// Log work on a parent's case plan: goals, referrals, natural supports
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log casework rosa --goal housing --referral housing-authority\n  \
                        peer log casework rosa 40min --referral food-bank=connected --supports 1\n\n\
                        Outcomes of a referral: connected, declined, unavailable, pending (where none is given).\n\
                        Log the outcome when you learn it: it closes the open referral and counts no second one."
)]
pub struct Casework {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: Option<String>,
    /// A goal that was worked on; may be repeated
    #[arg(long = "goal", value_name = "WORD", add = complete::vocabulary("domains"))]
    goals: Vec<String>,
    /// A referral, with what came of it where it is known: food-bank=connected; may be repeated
    #[arg(long = "referral", value_name = "WHERE[=OUTCOME]", add = complete::vocabulary("resources"))]
    referrals: Vec<String>,
    /// Relatives, friends and others found to stand by the family
    #[arg(long, value_name = "N", value_parser = count)]
    supports: Option<u32>,
    #[command(flatten)]
    frame: Frame,
}

impl Loggable for Casework {
    super::logs!(Casework, who);

    fn lacks(&self) -> bool {
        self.who.is_none()
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        let parents = asking.parents(asking.day(&self.frame));
        asking.subject(
            &mut self.who,
            "With whom?",
            &parents,
            "no parent is enrolled on that day",
        )?;
        let domains: Vec<Choice> = asking
            .register
            .program()
            .words_for("domains")
            .iter()
            .map(|w| ((*w).to_owned(), (*w).to_owned()))
            .collect();
        if asking.again || (self.goals.is_empty() && self.referrals.is_empty()) {
            self.goals = asking.any("Which goals were worked on?", &domains, &self.goals)?;
        }
        asking.length(&mut self.frame, usual(asking, Service::Casework))?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.who.as_deref(), &[IdKind::Participant]);
        self.goals
            .iter()
            .for_each(|goal| words.value("--goal", Some(goal)));
        self.referrals
            .iter()
            .for_each(|referral| words.value("--referral", Some(referral)));
        words.value("--supports", self.supports.as_ref());
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let who = super::needed(
            self.who.as_deref(),
            "which parent",
            "peer log casework rosa --goal housing",
        )?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Casework)?;
        let id = people::person(&logging.register, who)?;
        logging.session.participants = vec![id];
        logging.session.goals = word_list(directory.program(), "domains", &self.goals)?;
        logging.session.natural_supports = self.supports;
        logging.session.referral = listed(&self.referrals)
            .map(|text| {
                let (resource, outcome) = text.split_once('=').unwrap_or((text, "pending"));
                Ok(Referral {
                    resource: word(directory.program(), "resources", resource)?,
                    outcome: Some(word(directory.program(), "referral_outcomes", outcome)?),
                    void: None,
                })
            })
            .collect::<Result<_, Failure>>()?;
        self.frame.write(peer, logging, None)
    }
}

/// Log supervision of a mentor
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log supervision dana 1h\n  peer log supervision m-9x2 45min --on thu"
)]
pub struct Supervision {
    /// The mentor
    #[arg(value_name = "MENTOR", add = complete::records(&[IdKind::Mentor]))]
    who: Option<String>,
    /// Who gave it; may be repeated
    #[arg(long = "led-by", value_name = "WHO", add = complete::record_list(&[IdKind::Mentor, IdKind::Participant]))]
    led_by: Vec<String>,
    #[command(flatten)]
    frame: Frame,
}

impl Loggable for Supervision {
    super::logs!(Supervision, who);

    fn lacks(&self) -> bool {
        self.who.is_none()
    }

    fn like(&mut self, session: &Session) {
        super::last::led_like(&mut self.led_by, session);
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        let mentors = asking.all_mentors(asking.day(&self.frame));
        asking.subject(
            &mut self.who,
            "Which mentor?",
            &mentors,
            "there is no mentor on file",
        )?;
        asking.length(&mut self.frame, usual(asking, Service::Supervision))?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.who.as_deref(), &[IdKind::Mentor]);
        words.people(
            "--led-by",
            &self.led_by,
            &[IdKind::Mentor, IdKind::Participant],
        );
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let who = super::needed(
            self.who.as_deref(),
            "which mentor",
            "peer log supervision dana 1h",
        )?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Supervision)?;
        let id = people::mentor(&logging.register, who)?;
        logging.session.mentors = vec![id];
        logging.session.led_by = leaders(&logging.register, &self.led_by)?;
        self.frame.write(peer, logging, None)
    }
}

/// The matches that are active on a day.
fn active_matches(asking: &Asking<'_>, day: Day) -> Vec<Choice> {
    let register = &asking.register;
    let active = register
        .records()
        .matches
        .iter()
        .filter(|entry| entry.record.is_active(day));
    let label = |entry: &Pairing| {
        let parent = people::participant_label(register, &entry.record.participant);
        format!(
            "{parent} with {}",
            people::mentor_label(register, &entry.record.mentor)
        )
    };
    let mut choices: Vec<Choice> = active
        .map(|entry| (entry.id.to_string(), label(entry)))
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

/// How long the last session of a kind was.
pub(super) fn usual(asking: &Asking<'_>, kind: Service) -> Option<Minutes> {
    asking
        .last(|session| session.kind == kind && session.was_held())?
        .minutes
}
