use clap::Args;

use super::new_record::NewPerson;
use crate::cli::args::{
    Genders, Languages, Needs, PastDay, Ref, ReferralSources, Resolve, Several, WordOf, Writing,
    all,
};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::Contact;
use crate::cli::own::{FactArg, facts};
use crate::cli::peer::Peer;
use crate::record::participant::{Enrollment, MentorRequest};
use crate::record::schema::Prose;
use crate::record::{About, IdKind, MentorId, Participant, ParticipantId, PersonId, Word};
use crate::store::Scope;

/// Add a parent
///
/// The name, birth date, phone and address go to a file in the identities folder; everything else goes under a new id.
/// Leave out the name to add a person by id only.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add participant \"Rosa Medina\" --born 1989-04-12 --language es,en\n  \
                        peer add participant \"Luis Ortega\" --enroll --request-mentor --area 85713\n  \
                        peer add participant --referred yesterday --source court --need visitation"
)]
pub struct AddParticipant {
    /// The name, first name first
    name: Option<String>,
    #[command(flatten)]
    contact: Contact,
    /// The day the parent was referred [default: today]
    #[arg(long, value_name = "DAY")]
    referred: Option<PastDay>,
    /// Who referred the parent, such as court
    #[arg(long, value_name = "WORD")]
    source: Option<WordOf<ReferralSources>>,
    /// Where the parent lives, such as a zip code
    #[arg(long)]
    area: Option<Box<str>>,
    /// The parent's gender
    #[arg(long, value_name = "WORD")]
    gender: Option<WordOf<Genders>>,
    /// Preferred gender of the mentor
    #[arg(long, value_name = "WORD")]
    mentor_gender: Option<WordOf<Genders>>,
    /// A language the parent speaks, such as en or es
    #[arg(long = "language", value_name = "WORD")]
    languages: Vec<Several<WordOf<Languages>>>,
    /// What the parent needs help with
    #[arg(long = "need", value_name = "WORD")]
    needs: Vec<Several<WordOf<Needs>>>,
    /// When the parent can meet, such as wed-evening
    #[arg(long = "available", value_name = "WORD")]
    availability: Vec<Several<Word>>,
    /// A mentor this parent should not be matched with
    #[arg(long = "avoid", value_name = "MENTOR")]
    avoid: Vec<Several<Ref<MentorId>>>,
    /// Enroll the parent too, on this date (without a date: today)
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    enroll: Option<PastDay>,
    /// The parent also asked for a mentor, on this date (without a date: today); once enrolled, the parent is on the waiting list
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    request_mentor: Option<PastDay>,
    /// Other information, such as race=white
    #[arg(long = "fact", value_name = "NAME=WORD", add = complete::facts(About::Participant))]
    facts: Vec<FactArg>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<Prose>,
    /// Use this id for the parent instead of a new one
    #[arg(long)]
    id: Option<ParticipantId>,
    #[command(flatten)]
    writing: Writing,
}

impl AddParticipant {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let program = directory.program();
        let enrolled = self.enroll.resolve(&peer.today)?;
        let requested = self.request_mentor.resolve(&peer.today)?;
        let first = enrolled.into_iter().chain(requested).min();
        let referred = self.referred.resolve(&peer.today)?.or(first);
        let record = Participant {
            referred: Some(referred.unwrap_or(peer.today)),
            referral_source: self.source.resolve(program)?,
            area: self.area.clone(),
            gender: self.gender.resolve(program)?,
            mentor_gender: self.mentor_gender.resolve(program)?,
            languages: self.languages.resolve(program)?,
            needs: self.needs.resolve(program)?,
            availability: all(&self.availability).cloned().collect(),
            avoid_mentors: self.avoid.resolve(&register)?,
            same_as: None,
            not_same_as: Vec::new(),
            maybe_same: Vec::new(),
            declined: None,
            note: self.note.clone(),
            facts: facts(peer, program, About::Participant, &self.facts)?,
            consent: Vec::new(),
            enrollment: Vec::from_iter(enrolled.map(|start| Enrollment {
                start,
                end: None,
                reason: None,
                void: None,
            })),
            mentor_request: Vec::from_iter(requested.map(|on| MentorRequest {
                on,
                withdrawn: None,
                void: None,
            })),
            goal: Vec::new(),
            void: None,
        };
        let new = NewPerson {
            peer,
            directory: &directory,
            writer,
            register: &register,
            name: self.name.as_deref(),
            contact: &self.contact,
            asked: requested.filter(|_| enrolled.is_none()),
        };
        new.write(
            IdKind::Participant,
            self.id.as_ref(),
            &record,
            PersonId::Participant,
        )
    }
}
