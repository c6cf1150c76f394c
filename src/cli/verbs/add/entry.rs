//! Dated entries of people: requests, goals, consents, trainings, leave.

use std::fmt::Display;

use clap::Args;

use super::new_record::waits_for_enrollment;
use crate::cli::args::{
    AnyDay, Consents, Domains, On, OnFile, PastDay, Ref, Resolve, WordOf, Writing, hours,
};
use crate::cli::entries::{Sought, Voiding, files_of};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::mentor::{Leave, Training};
use crate::record::participant::{Consent, Goal, MentorRequest};
use crate::record::schema::Table;
use crate::record::{Datum, Day, Fields, Hours, Kind, MentorId, ParticipantId, Word};
use crate::register::Register;
use crate::store::{Change, Scope};

/// A participant or mentor to whose file entries are added.
trait Owner: OnFile + Display {
    /// The folder of the file.
    const KIND: Kind;

    /// The person as people read it.
    fn label(&self, register: &Register) -> String;

    /// The entries of the person in all their files.
    fn fields(&self, register: &Register) -> Fields;
}

impl Owner for ParticipantId {
    const KIND: Kind = Kind::Participant;

    fn label(&self, register: &Register) -> String {
        people::participant_label(register, self)
    }

    fn fields(&self, register: &Register) -> Fields {
        let person = register.person(self).map(|person| person.record.fields());
        person.unwrap_or_default()
    }
}

impl Owner for MentorId {
    const KIND: Kind = Kind::Mentor;

    fn label(&self, register: &Register) -> String {
        people::mentor_label(register, self)
    }

    fn fields(&self, register: &Register) -> Fields {
        let mentor = register.mentor(self).map(|entry| entry.record.fields());
        mentor.unwrap_or_default()
    }
}

/// Adds an entry to the file of a participant or mentor.
fn push<I: Owner>(
    peer: &Peer,
    who: &Ref<I>,
    table: &'static str,
    entry: &impl Table,
    writing: &Writing,
    voiding: (&Voiding, Option<Day>),
) -> Result<Done, Failure> {
    let directory = peer.directory()?;
    let writer = peer.writer(&directory, writing)?;
    let register = peer.register(&directory, Scope::PEOPLE)?;
    let id = who.resolve(&register)?;
    let (label, noun) = (id.label(&register), table.replace('_', " "));
    let (voiding, day) = voiding;
    if voiding.void {
        let sought = sought(I::KIND, &register, id.to_string(), label, table, entry, day);
        return sought.void(peer, &directory, writer.as_ref(), &register, voiding);
    }
    // If a person has several files, any of them may have it.
    let is_there = id.fields(&register).iter().any(|(name, value)| {
        *name == table
            && matches!(value, Datum::Tables(entries) if entries.contains(&entry.fields()))
    });
    if is_there {
        return Err(Failure::refused(format!("{label} already has this {noun}"))
            .help("nothing was written"));
    }
    let path = directory.path_of(I::KIND, &id.to_string());
    let mut edit = peer.open(&directory, &path, None, I::KIND)?;
    edit.push(table, &entry.fields());
    let mut change = Change::default();
    change.replace(edit.path(), edit.original(), edit.text());
    peer.finish(
        &directory,
        writer.as_ref(),
        &register,
        &change,
        &format!("added a {noun} of {label}"),
    )
}

/// What is known about the given entry: its word, such as the name of a training, and its day.
fn sought(
    kind: Kind,
    register: &Register,
    id: String,
    label: String,
    table: &'static str,
    entry: &impl Table,
    day: Option<Day>,
) -> Sought<'static> {
    const WORDS: [&str; 3] = ["kind", "name", "domain"];
    let fields = entry.fields();
    let says = fields.iter().filter(|(key, _)| WORDS.contains(key));
    let says = says.map(|(key, value)| (*key, value.to_string())).collect();
    let day_key = fields.iter().find_map(|(key, value)| match value {
        Datum::Day(_) => Some(*key),
        _ => None,
    });
    let files = id.parse().ok().map(|id| files_of(register, &id));
    Sought {
        kind,
        ids: files.unwrap_or_else(|| vec![id]),
        label,
        table,
        says,
        day_key: match day_key {
            Some("start") => ("start", "--from"),
            key => (key.unwrap_or("on"), "--on"),
        },
        day,
    }
}

/// Add a parent's request for a mentor
///
/// From that day an enrolled parent waits, until a match begins. A parent who is not enrolled is not on the waiting list
/// until `peer enroll`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add request rosa\n  peer add request p-4f7 --on 2026-11-02\n  peer add request rosa --void --on 2026-11-02     it was wrong and does not count"
)]
pub struct AddRequest {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    voiding: Voiding,
    #[command(flatten)]
    writing: Writing,
}

impl AddRequest {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = MentorRequest {
            on: self.on.day(peer.today)?,
            withdrawn: None,
            void: None,
        };
        let day = self.on.on.resolve(&peer.today)?;
        let voiding = (&self.voiding, day);
        push(
            peer,
            &self.who,
            "mentor_request",
            &entry,
            &self.writing,
            voiding,
        )?;
        if !self.voiding.void && !self.writing.dry_run {
            self.mind_enrollment(peer)?;
        }
        Ok(Done::Yes)
    }

    /// Says what to do if the parent is not on the waiting list.
    fn mind_enrollment(&self, peer: &Peer) -> Result<(), Failure> {
        let register = peer.register(&peer.directory()?, Scope::PEOPLE)?;
        let id = self.who.resolve(&register)?;
        let at = register.person_index(&id).unwrap_or_default();
        let is_enrolled = register.people()[at].is_active(peer.today);
        let asked = register.open_request(at, peer.today);
        if let Some(asked) = asked.filter(|_| !is_enrolled) {
            peer.screen.note(&waits_for_enrollment(&id, asked));
        }
        Ok(())
    }
}

/// Add a goal from a parent's case plan
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add goal rosa housing --text \"Own lease\"\n  peer add goal rosa visitation --on mon --met today\n  \
                        peer goal met rosa housing\n  peer add goal rosa housing --void     it was wrong and does not count"
)]
pub struct AddGoal {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    /// What the goal is about
    domain: WordOf<Domains>,
    #[command(flatten)]
    on: On,
    /// The day it was met
    #[arg(long, value_name = "DAY")]
    met: Option<PastDay>,
    /// The goal in words
    #[arg(long)]
    text: Option<Box<str>>,
    #[command(flatten)]
    voiding: Voiding,
    #[command(flatten)]
    writing: Writing,
}

impl AddGoal {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = Goal {
            set: self.on.day(peer.today)?,
            domain: self.domain.resolve(peer.directory()?.program())?,
            met: self.met.resolve(&peer.today)?,
            text: self.text.clone(),
            void: None,
        };
        let day = self.on.on.resolve(&peer.today)?;
        let voiding = (&self.voiding, day);
        push(peer, &self.who, "goal", &entry, &self.writing, voiding)
    }
}

/// Add a parent's consent
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add consent rosa outcome-reporting --expires 2027-11-20\n  peer add consent rosa services --on 2026-11-02\n  \
                        peer add consent rosa services --void --on 2026-11-02     it was wrong and does not count"
)]
pub struct AddConsent {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    /// What it is for: services, outcome-reporting or release-of-information
    kind: WordOf<Consents>,
    #[command(flatten)]
    on: On,
    /// The last day it holds
    #[arg(long, value_name = "DAY")]
    expires: Option<AnyDay>,
    #[command(flatten)]
    voiding: Voiding,
    #[command(flatten)]
    writing: Writing,
}

impl AddConsent {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = Consent {
            kind: self.kind.resolve(peer.directory()?.program())?,
            given: self.on.day(peer.today)?,
            expires: self.expires.resolve(&peer.today)?,
            withdrawn: None,
            void: None,
        };
        let day = self.on.on.resolve(&peer.today)?;
        let voiding = (&self.voiding, day);
        push(peer, &self.who, "consent", &entry, &self.writing, voiding)
    }
}

/// Add a training that a mentor has done
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add training dana peer-mentor-core --on 2026-02-20 --hours 24 --expires 2028-02-20\n  \
                        peer add training dana mandatory-reporting\n  \
                        peer add training dana mandatory-reporting --void --on 2026-02-20     it was wrong and does not count"
)]
pub struct AddTraining {
    /// The mentor
    #[arg(value_name = "MENTOR")]
    who: Ref<MentorId>,
    /// The training; `required_training` in peer.toml names those a mentor needs
    #[arg(value_name = "TRAINING")]
    name: Word,
    #[command(flatten)]
    on: On,
    /// How many hours it took
    #[arg(long, value_parser = hours)]
    hours: Option<Hours>,
    /// The last day it counts
    #[arg(long, value_name = "DAY")]
    expires: Option<AnyDay>,
    #[command(flatten)]
    voiding: Voiding,
    #[command(flatten)]
    writing: Writing,
}

impl AddTraining {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = Training {
            name: self.name.clone(),
            on: self.on.day(peer.today)?,
            hours: self.hours,
            expires: self.expires.resolve(&peer.today)?,
            void: None,
        };
        let day = self.on.on.resolve(&peer.today)?;
        let voiding = (&self.voiding, day);
        push(peer, &self.who, "training", &entry, &self.writing, voiding)
    }
}

/// Add a leave of absence for a mentor
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add leave dana --from 2026-12-20 --to 2027-01-03\n  peer add leave dana\n  peer add leave dana --void --from 2026-12-20     it was wrong and does not count"
)]
pub struct AddLeave {
    /// The mentor
    #[arg(value_name = "MENTOR")]
    who: Ref<MentorId>,
    /// The first day away [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<AnyDay>,
    /// The last day away; without it, until further notice
    #[arg(long, value_name = "DAY")]
    to: Option<AnyDay>,
    #[command(flatten)]
    voiding: Voiding,
    #[command(flatten)]
    writing: Writing,
}

impl AddLeave {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = Leave {
            start: self.from.resolve(&peer.today)?.unwrap_or(peer.today),
            end: self.to.resolve(&peer.today)?,
            void: None,
        };
        let day = self.from.resolve(&peer.today)?;
        let voiding = (&self.voiding, day);
        push(peer, &self.who, "leave", &entry, &self.writing, voiding)
    }
}
