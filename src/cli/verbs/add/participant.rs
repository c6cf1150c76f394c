use clap::Args;

use super::new_record::create;
use crate::cli::args::{Writing, listed, parsed, parsed_list, past_day, word, word_list};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::{Contact, add_identity, mind_namesakes, told};
use crate::cli::own::facts;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::participant::{Enrollment, MentorRequest};
use crate::record::schema::Prose;
use crate::record::{IdKind, Kind, Participant, ParticipantId, PersonId};
use crate::store::{Change, Scope};

/// Add a parent
///
/// The name and what follows it go to a file of their own in the identities folder; everything else is filed under a
/// new id. Leave the name out to file a person by id alone.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add participant \"Rosa Medina\" --born 1989-04-12 --need housing --language es,en\n  \
                        peer add participant \"Luis Ortega\" --enroll --request-mentor --area 85713\n  \
                        peer add participant --referred yesterday --source court --need visitation"
)]
pub struct AddParticipant {
    /// The name, given names first
    name: Option<String>,
    #[command(flatten)]
    contact: Contact,
    /// The day the parent was referred [default: today]
    #[arg(long, value_name = "DAY")]
    referred: Option<String>,
    /// Who referred the parent, such as court
    #[arg(long, value_name = "WORD", add = complete::vocabulary("referral_sources"))]
    source: Option<String>,
    /// Where the parent lives, such as a zip code
    #[arg(long)]
    area: Option<String>,
    /// The parent's gender in the program's words
    #[arg(long, value_name = "WORD")]
    gender: Option<String>,
    /// The wish for a mentor of this gender
    #[arg(long, value_name = "WORD")]
    mentor_gender: Option<String>,
    /// A language the parent speaks, such as en or es; may be repeated
    #[arg(long = "language", value_name = "WORD")]
    languages: Vec<String>,
    /// What the parent needs help with; may be repeated
    #[arg(long = "need", value_name = "WORD", add = complete::vocabulary("needs"))]
    needs: Vec<String>,
    /// When the parent can meet, such as wed-evening; may be repeated
    #[arg(long = "available", value_name = "WORD")]
    availability: Vec<String>,
    /// A mentor never to propose; may be repeated
    #[arg(long = "avoid", value_name = "MENTOR", add = complete::records(&[IdKind::Mentor]))]
    avoid: Vec<String>,
    /// Enroll the parent from this day [default where no day is given: today]
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    enroll: Option<String>,
    /// The parent asks for a mentor, from this day [default where no day is given: today]
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    request_mentor: Option<String>,
    /// A fact that the program asks for, such as race=white; may be repeated
    #[arg(long = "fact", value_name = "NAME=WORD", add = complete::facts(Kind::Participant))]
    facts: Vec<String>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<String>,
    /// File the parent under this id instead of a new one
    #[arg(long)]
    id: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddParticipant {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let program = directory.program();
        let day = |text: &String| past_day(text, peer.today);
        let enrolled = self.enroll.as_ref().map(day).transpose()?;
        let requested = self.request_mentor.as_ref().map(day).transpose()?;
        let referred = match &self.referred {
            Some(text) => day(text)?,
            None => enrolled
                .into_iter()
                .chain(requested)
                .min()
                .unwrap_or(peer.today),
        };
        let record = Participant {
            referred: Some(referred),
            referral_source: self
                .source
                .as_deref()
                .map(|text| word(program, "referral_sources", text))
                .transpose()?,
            area: self.area.as_deref().map(Into::into),
            gender: self.gender.as_deref().map(parsed).transpose()?,
            mentor_gender: self.mentor_gender.as_deref().map(parsed).transpose()?,
            languages: parsed_list(&self.languages)?,
            needs: word_list(program, "needs", &self.needs)?,
            availability: parsed_list(&self.availability)?,
            avoid_mentors: listed(&self.avoid)
                .map(|who| people::mentor(&register, who))
                .collect::<Result<_, _>>()?,
            same_as: None,
            not_same_as: Vec::new(),
            declined: None,
            note: self.note.as_deref().map(|text| Prose(text.into())),
            facts: facts(program, Kind::Participant, &self.facts)?,
            consent: Vec::new(),
            enrollment: enrolled
                .map(|start| Enrollment {
                    start,
                    end: None,
                    reason: None,
                    void: None,
                })
                .into_iter()
                .collect(),
            mentor_request: requested
                .map(|on| MentorRequest {
                    on,
                    withdrawn: None,
                    void: None,
                })
                .into_iter()
                .collect(),
            goal: Vec::new(),
            void: None,
        };
        let mut change = Change::default();
        let id = create::<ParticipantId>(
            &directory,
            IdKind::Participant,
            self.id.as_deref(),
            &record,
            &mut change,
        )?;
        let person: PersonId = parsed(&id)?;
        add_identity(
            &directory,
            &person,
            self.name.as_deref(),
            &self.contact,
            peer.today,
            &mut change,
        )?;
        let told = format!("added participant {}{id}", told(peer, self.name.as_deref()));
        let done = peer.finish(&directory, writer.as_ref(), &register, &change, &told)?;
        mind_namesakes(
            peer,
            &register,
            self.name.as_deref(),
            &person,
            writer.is_some(),
        );
        Ok(done)
    }
}
