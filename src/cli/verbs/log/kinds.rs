//! One struct a kind of session: its own arguments, and how they fill the record.

use clap::Args;

use super::frame::{Frame, Logging, leaders};
use crate::cli::args::{count, listed, parsed, parsed_list};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::names_somebody;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::session::{Meeting as MeetingKind, Referral, ReferralOutcome};
use crate::record::word::to_kebab;
use crate::record::{GroupKind, IdKind, ParticipantId, Service};
use crate::register::Pairing;

/// Log a support group
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer log group wednesday --present rosa,luis --childcare 5 90min\n  \
                        peer log group wednesday 90min --present rosa --anonymous 2 --led-by dana --on wed\n  \
                        peer log group saturday --status cancelled-by-program")]
pub struct Group {
    /// The group
    #[arg(value_name = "GROUP", add = complete::records(&[IdKind::Group]))]
    group: String,
    #[command(flatten)]
    meeting: GroupMeeting,
    #[command(flatten)]
    frame: Frame,
}

/// What meetings of groups and committees share.
#[derive(Debug, Args)]
struct GroupMeeting {
    /// Who led it; may be repeated. Who came for themselves is named with --present too
    #[arg(long = "led-by", value_name = "WHO", add = complete::record_list(&[IdKind::Participant, IdKind::Mentor]))]
    led_by: Vec<String>,
    /// How many people came who gave no name
    #[arg(long, value_name = "N", value_parser = count)]
    anonymous: Option<u32>,
    /// How many children were looked after
    #[arg(long, value_name = "N", value_parser = count)]
    childcare: Option<u32>,
}

impl GroupMeeting {
    fn fill(&self, group: &str, kind: GroupKind, logging: &mut Logging<'_>) -> Result<(), Failure> {
        let id = people::group(&logging.register, group)?;
        let is = logging.register.group(&id).map(|entry| entry.record.kind);
        if is.is_some_and(|is| is != kind) {
            let (is, verb) =
                if kind == GroupKind::Committee { ("support group", "group") } else { ("committee", "committee") };
            return Err(Failure::new(format!("{id} is a {is}")).help(format!("log it with `peer log {verb} {id} …`")));
        }
        logging.session.group = Some(id);
        logging.session.led_by = leaders(&logging.register, &self.led_by)?;
        logging.session.anonymous = self.anonymous;
        logging.session.children_in_childcare = self.childcare;
        Ok(())
    }
}

impl Group {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::SupportGroup)?;
        self.meeting.fill(&self.group, GroupKind::SupportGroup, &mut logging)?;
        let session = &logging.session;
        if self.frame.was_held() && session.participants.is_empty() && session.anonymous.unwrap_or(0) == 0 {
            return Err(Failure::new("nobody was there").help(
                "say who with --present rosa,luis or --anonymous N; if it did not take place, --status cancelled-by-program",
            ));
        }
        self.frame.write(peer, logging, None)
    }
}

/// Log a committee or workgroup
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer log committee pac 2h --mentor dana --present rosa --recommendations 1\n  \
                        peer log committee pac --anonymous 6 --on 2026-11-02")]
pub struct Committee {
    /// The committee
    #[arg(value_name = "GROUP", add = complete::records(&[IdKind::Group]))]
    group: String,
    /// How many recommendations it made
    #[arg(long, value_name = "N", value_parser = count)]
    recommendations: Option<u32>,
    #[command(flatten)]
    meeting: GroupMeeting,
    #[command(flatten)]
    frame: Frame,
}

impl Committee {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Committee)?;
        self.meeting.fill(&self.group, GroupKind::Committee, &mut logging)?;
        logging.session.recommendations = self.recommendations;
        let session = &logging.session;
        let nobody =
            session.participants.is_empty() && session.mentors.is_empty() && session.anonymous.unwrap_or(0) == 0;
        if self.frame.was_held() && nobody {
            return Err(Failure::new("nobody was there").help("say who with --present, --mentor or --anonymous N"));
        }
        self.frame.write(peer, logging, None)
    }
}

/// Log a meeting of a mentor with a parent
///
/// The match is that of the parent on the day; it must be active then.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer log mentoring rosa 45min --topic visitation -m \"Rehearsed the visit plan.\"\n  \
                        peer log mentoring rosa 20min --mode phone --on yesterday\n  peer log mentoring rosa --status no-show"
)]
pub struct Mentoring {
    /// The parent, or the match
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant, IdKind::Match]))]
    who: String,
    #[command(flatten)]
    frame: Frame,
}

impl Mentoring {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Mentoring)?;
        let (register, day) = (&logging.register, logging.day);
        let found = people::find(register, &self.who, &[IdKind::Participant, IdKind::Match])?;
        let (label, who) = (people::label(&found), found.id.clone());
        // A closing talk on the day a match ends still belongs to it.
        let covers = |entry: &&Pairing| {
            entry.record.is_active(day) || entry.record.ended.as_ref().is_some_and(|ended| ended.on == day)
        };
        let entry = if found.kind == IdKind::Match {
            let id = people::parsed(found)?;
            register.match_entry(&id).filter(|entry| covers(entry))
        } else {
            let id: ParticipantId = people::parsed(found)?;
            let person = register.person_index(&id).unwrap_or_default();
            let active = register.matches_of_person(person).find(|entry| entry.record.is_active(day));
            active.or_else(|| register.matches_of_person(person).find(covers))
        };
        let entry = entry.ok_or_else(|| {
            Failure::refused(format!("{label} has no active match on {day} [session-outside-match]"))
                .help(format!("`peer match {who}` finds a mentor; for another day say --on DAY"))
        })?;
        let (id, participant, mentor) =
            (entry.id.clone(), register.root(&entry.record.participant).clone(), entry.record.mentor.clone());
        logging.session.match_id = Some(id);
        logging.session.participants = vec![participant];
        logging.session.mentors = vec![mentor];
        self.frame.write(peer, logging, None)
    }
}

/// Sets who was there from the case or parent that a session is about.
fn about(logging: &mut Logging<'_>, typed: &str) -> Result<(), Failure> {
    let found = people::find(&logging.register, typed, &[IdKind::Case, IdKind::Participant])?;
    let register = &logging.register;
    if found.kind == IdKind::Participant {
        let id: ParticipantId = people::parsed(found)?;
        let root = register.root(&id).clone();
        let open: Vec<_> = register
            .person_index(&root)
            .map(|person| register.cases_of_person(person).filter(|entry| entry.record.is_open(logging.day)).collect())
            .unwrap_or_default();
        if let [one] = open.as_slice() {
            logging.session.case = Some(one.id.clone());
        }
        if !logging.session.participants.contains(&root) {
            logging.session.participants.push(root);
        }
        return Ok(());
    }
    let id = people::parsed(found)?;
    if logging.session.participants.is_empty()
        && let Some(entry) = register.case(&id)
    {
        let persons = register.people_of_case(&entry.record);
        match persons.iter().copied().collect::<Vec<_>>().as_slice() {
            [one] => logging.session.participants.push(register.people()[*one].id.clone()),
            several => {
                let names: Vec<String> =
                    several.iter().map(|at| people::participant_label(register, &register.people()[*at].id)).collect();
                return Err(Failure::new(format!("{id} has {} parents", several.len()))
                    .help(format!("say who was there with --present: {}", names.join(", "))));
            }
        }
    }
    logging.session.case = Some(id);
    Ok(())
}

/// Log a team meeting about a case (TDM or CFT)
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer log meeting c-2d8 --type cft --rights --voice --decision unsupervised-visits\n  \
                        peer log meeting rosa --type tdm --rights --voice=no --averted --mentor dana 60min"
)]
pub struct Meeting {
    /// The case, or the parent
    #[arg(value_name = "CASE", add = complete::records(&[IdKind::Case, IdKind::Participant]))]
    case: String,
    /// Which kind: cft (Child and Family Team) or tdm (Team Decision Making)
    #[arg(long = "type", value_name = "TYPE", add = complete::words(MeetingKind::WORDS))]
    kind: Option<String>,
    /// The parent's rights were explained, or not: --rights=no
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes")]
    rights: Option<String>,
    /// The parent was heard, and it went into the decision, or not: --voice=no
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes")]
    voice: Option<String>,
    /// What was decided
    #[arg(long, value_name = "WORD", add = complete::vocabulary("decisions"))]
    decision: Option<String>,
    /// A placement out of the home was averted, or not: --averted=no
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes")]
    averted: Option<String>,
    #[command(flatten)]
    frame: Frame,
}

fn yes_or_no(text: &str) -> Result<bool, Failure> {
    match text {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        other => Err(Failure::new(format!("`{other}` is neither yes nor no"))),
    }
}

impl Meeting {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::TeamMeeting)?;
        about(&mut logging, &self.case)?;
        let answer = |text: &Option<String>| text.as_deref().map(yes_or_no).transpose();
        logging.session.meeting = self.kind.as_deref().map(parsed).transpose()?;
        logging.session.rights_explained = answer(&self.rights)?;
        logging.session.parent_voice = answer(&self.voice)?;
        logging.session.placement_averted = answer(&self.averted)?;
        logging.session.decision = self.decision.as_deref().map(parsed).transpose()?;
        self.frame.write(peer, logging, None)
    }
}

/// Log a day in court with a parent
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer log court rosa --mentor dana 2h\n  peer log court c-2d8 --present rosa,luis --on tue"
)]
pub struct Court {
    /// The case, or the parent
    #[arg(value_name = "CASE", add = complete::records(&[IdKind::Case, IdKind::Participant]))]
    case: String,
    #[command(flatten)]
    frame: Frame,
}

impl Court {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Court)?;
        about(&mut logging, &self.case)?;
        self.frame.write(peer, logging, None)
    }
}

/// Log work on a parent's case plan: goals, referrals, natural supports
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer log casework rosa --goal housing --referral housing-authority\n  \
                        peer log casework rosa 40min --referral food-bank=connected --supports 1\n\n\
                        Outcomes of a referral: connected, declined, unavailable, pending (where none is given).")]
pub struct Casework {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: String,
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

impl Casework {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Casework)?;
        let id = people::person(&logging.register, &self.who)?;
        logging.session.participants = vec![id];
        logging.session.goals = parsed_list(&self.goals)?;
        logging.session.natural_supports = self.supports;
        logging.session.referral = listed(&self.referrals)
            .map(|text| {
                let (resource, outcome) = text.split_once('=').unwrap_or((text, ReferralOutcome::Pending.word()));
                Ok(Referral { resource: parsed(resource)?, outcome: Some(parsed(outcome)?) })
            })
            .collect::<Result<_, Failure>>()?;
        self.frame.write(peer, logging, None)
    }
}

/// Log supervision of a mentor
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer log supervision dana 1h\n  peer log supervision m-9x2 45min --on thu")]
pub struct Supervision {
    /// The mentor
    #[arg(value_name = "MENTOR", add = complete::records(&[IdKind::Mentor]))]
    who: String,
    /// Who gave it; may be repeated
    #[arg(long = "led-by", value_name = "WHO", add = complete::record_list(&[IdKind::Mentor, IdKind::Participant]))]
    led_by: Vec<String>,
    #[command(flatten)]
    frame: Frame,
}

impl Supervision {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Supervision)?;
        let id = people::mentor(&logging.register, &self.who)?;
        logging.session.mentors = vec![id];
        logging.session.led_by = leaders(&logging.register, &self.led_by)?;
        self.frame.write(peer, logging, None)
    }
}

/// What outreach and consultation share: a subject in free words.
#[derive(Debug, Args)]
struct Free {
    /// What it was, in a few words; they become part of the file's name, so no names of people
    #[arg(value_name = "SUBJECT")]
    subject: String,
    /// Who led it; may be repeated
    #[arg(long = "led-by", value_name = "WHO", add = complete::record_list(&[IdKind::Mentor, IdKind::Participant]))]
    led_by: Vec<String>,
    /// How many people were reached who gave no name
    #[arg(long, value_name = "N", value_parser = count)]
    anonymous: Option<u32>,
    #[command(flatten)]
    frame: Frame,
}

impl Free {
    fn run(&self, peer: &Peer, kind: Service) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, kind)?;
        let slug = to_kebab(&self.subject);
        if slug.is_empty() {
            return Err(Failure::new(format!("`{}` cannot name a session", self.subject))
                .help("use letters and digits, such as county-fair"));
        }
        if names_somebody(&logging.register, &self.subject) {
            return Err(Failure::refused(
                "this subject names a person on file, and would become part of a file's name",
            )
            .help("name the occasion instead, such as county-fair"));
        }
        logging.session.led_by = leaders(&logging.register, &self.led_by)?;
        logging.session.anonymous = self.anonymous;
        self.frame.write(peer, logging, Some(&slug))
    }
}

/// Log outreach: a fair, a visit to another agency
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer log outreach county-fair 3h --mentor dana --anonymous 40\n  peer log outreach \"Family Court open house\""
)]
pub struct Outreach {
    #[command(flatten)]
    free: Free,
}

impl Outreach {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        self.free.run(peer, Service::Outreach)
    }
}

/// Log consultation to another program
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer log consultation pinal-county 90min --mentor dana")]
pub struct Consultation {
    #[command(flatten)]
    free: Free,
}

impl Consultation {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        self.free.run(peer, Service::Consultation)
    }
}
