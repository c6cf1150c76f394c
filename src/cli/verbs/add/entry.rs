//! Dated entries of people: requests, goals, consents, trainings, leave.

use clap::Args;

use crate::cli::args::{On, Writing, any_day, parsed, past_day, word};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::mentor::{Leave, Training};
use crate::record::participant::{Consent, Goal, MentorRequest};
use crate::record::schema::Table;
use crate::record::{Datum, IdKind, Kind, ParticipantId};
use crate::register::Register;
use crate::store::{Change, Scope};

/// Adds an entry to the file of a participant or mentor.
fn push<T: Table>(
    peer: &Peer,
    who: &str,
    kind: IdKind,
    table: &str,
    entry: &T,
    writing: &Writing,
) -> Result<Done, Failure> {
    let directory = peer.directory()?;
    let writer = peer.writer(&directory, writing)?;
    let register = peer.register(&directory, Scope::PEOPLE)?;
    let (folder, id, label, elsewhere) = match kind {
        IdKind::Mentor => {
            let id = people::mentor(&register, who)?;
            (
                Kind::Mentor,
                id.to_string(),
                people::mentor_label(&register, &id),
                false,
            )
        }
        _ => {
            let id = people::person(&register, who)?;
            (
                Kind::Participant,
                id.to_string(),
                people::participant_label(&register, &id),
                has_entry(&register, &id, table, entry),
            )
        }
    };
    let mut edit = peer.open(&directory, &directory.path_of(folder, &id), None, folder)?;
    let noun = table.replace('_', " ");
    if elsewhere || edit.has_entry(table, &entry.fields()) {
        return Err(
            Failure::refused(format!("{label} has this very {noun} already"))
                .help("nothing was written"),
        );
    }
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

/// Whether a person has an entry already, in the record that counts or in that of a duplicate.
fn has_entry<T: Table>(register: &Register, id: &ParticipantId, table: &str, entry: &T) -> bool {
    let known = register.person(id).map(|person| person.record.fields());
    known.unwrap_or_default().iter().any(|(name, value)| {
        *name == table
            && matches!(value, Datum::Tables(entries) if entries.contains(&entry.fields()))
    })
}

/// Add a parent's request for a mentor
///
/// From that day the parent waits, until a match begins.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add request rosa\n  peer add request p-4f7 --on 2026-11-02"
)]
pub struct AddRequest {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: String,
    #[command(flatten)]
    on: On,
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
        push(
            peer,
            &self.who,
            IdKind::Participant,
            "mentor_request",
            &entry,
            &self.writing,
        )
    }
}

/// Add a goal of a parent's case plan
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add goal rosa housing --text \"Own lease\"\n  peer add goal rosa visitation --on mon --met today"
)]
pub struct AddGoal {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: String,
    /// What the goal is about
    #[arg(add = complete::vocabulary("domains"))]
    domain: String,
    #[command(flatten)]
    on: On,
    /// The day it was met
    #[arg(long, value_name = "DAY")]
    met: Option<String>,
    /// The goal in words
    #[arg(long)]
    text: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddGoal {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = Goal {
            set: self.on.day(peer.today)?,
            domain: word(peer.directory()?.program(), "domains", &self.domain)?,
            met: self
                .met
                .as_deref()
                .map(|text| past_day(text, peer.today))
                .transpose()?,
            text: self.text.as_deref().map(Into::into),
            void: None,
        };
        push(
            peer,
            &self.who,
            IdKind::Participant,
            "goal",
            &entry,
            &self.writing,
        )
    }
}

/// Add a parent's consent
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add consent rosa outcome-reporting --expires 2027-11-20\n  peer add consent rosa services --on 2026-11-02"
)]
pub struct AddConsent {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: String,
    /// What it is for: services, outcome-reporting or release-of-information
    #[arg(add = complete::vocabulary("consents"))]
    kind: String,
    #[command(flatten)]
    on: On,
    /// The last day it holds
    #[arg(long, value_name = "DAY")]
    expires: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddConsent {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = Consent {
            kind: word(peer.directory()?.program(), "consents", &self.kind)?,
            given: self.on.day(peer.today)?,
            expires: self
                .expires
                .as_deref()
                .map(|text| any_day(text, peer.today))
                .transpose()?,
            withdrawn: None,
            void: None,
        };
        push(
            peer,
            &self.who,
            IdKind::Participant,
            "consent",
            &entry,
            &self.writing,
        )
    }
}

/// Add a training that a mentor has done
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add training dana peer-mentor-core --on 2026-02-20 --hours 24 --expires 2028-02-20\n  \
                        peer add training dana mandatory-reporting"
)]
pub struct AddTraining {
    /// The mentor
    #[arg(value_name = "MENTOR", add = complete::records(&[IdKind::Mentor]))]
    who: String,
    /// The training, in the program's words
    name: String,
    #[command(flatten)]
    on: On,
    /// How many hours it took
    #[arg(long)]
    hours: Option<f64>,
    /// The last day it counts
    #[arg(long, value_name = "DAY")]
    expires: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddTraining {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let hours = match self.hours {
            Some(hours) if !(0.0..=10_000.0).contains(&hours) => {
                return Err(Failure::new(format!("{hours} is not a length in hours"))
                    .help("write --hours 24 or --hours 1.5"));
            }
            Some(hours) => Some(crate::record::Hours {
                minutes: (hours * 60.0).round() as u32,
            }),
            None => None,
        };
        let entry = Training {
            name: parsed(&self.name)?,
            on: self.on.day(peer.today)?,
            hours,
            expires: self
                .expires
                .as_deref()
                .map(|text| any_day(text, peer.today))
                .transpose()?,
            void: None,
        };
        push(
            peer,
            &self.who,
            IdKind::Mentor,
            "training",
            &entry,
            &self.writing,
        )
    }
}

/// Add a time when a mentor is away
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add leave dana --from 2026-12-20 --to 2027-01-03\n  peer add leave dana"
)]
pub struct AddLeave {
    /// The mentor
    #[arg(value_name = "MENTOR", add = complete::records(&[IdKind::Mentor]))]
    who: String,
    /// The first day away [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// The last day away; without it, until further notice
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddLeave {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let entry = Leave {
            start: self
                .from
                .as_deref()
                .map_or(Ok(peer.today), |text| any_day(text, peer.today))?,
            end: self
                .to
                .as_deref()
                .map(|text| any_day(text, peer.today))
                .transpose()?,
            void: None,
        };
        push(
            peer,
            &self.who,
            IdKind::Mentor,
            "leave",
            &entry,
            &self.writing,
        )
    }
}
