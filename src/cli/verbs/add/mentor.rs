use clap::Args;

use super::new_record::NewPerson;
use crate::cli::args::{
    AnyDay, Genders, Keyed, Languages, Needs, PastDay, Ref, Resolve, Roles, Several, WordOf,
    Writing, all, choice, count,
};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::Contact;
use crate::cli::own::{FactArg, facts};
use crate::cli::peer::Peer;
use crate::record::mentor::{OwnCase, OwnOutcome, Training};
use crate::record::schema::Prose;
use crate::record::{About, Day, IdKind, Mentor, MentorId, ParticipantId, PersonId, System, Word};
use crate::store::Scope;

/// Add a mentor (a Peer Parent)
///
/// If the mentor was a parent in the program, use `--participant`; then the name on file is used.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add mentor \"Dana Webb\" --capacity 4 --experience housing --language en\n  \
                        peer add mentor \"Dana Webb\" --training peer-mentor-core=2025-02-20\n  \
                        peer add mentor --participant luis --capacity 2"
)]
pub struct AddMentor {
    /// The name, first name first
    name: Option<String>,
    #[command(flatten)]
    contact: Contact,
    /// The mentor's own record as a participant
    #[arg(long, value_name = "WHO")]
    participant: Option<Ref<ParticipantId>>,
    /// How many parents at most
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = count)]
    capacity: u32,
    /// The day the mentor joined [default: today]
    #[arg(long, value_name = "DAY")]
    joined: Option<PastDay>,
    /// Where the mentor works, such as a zip code
    #[arg(long)]
    area: Option<Box<str>>,
    /// The mentor's gender in the program's words
    #[arg(long, value_name = "WORD")]
    gender: Option<WordOf<Genders>>,
    /// A court system the mentor knows: cps, jpd
    #[arg(long = "system", value_name = "SYSTEM", value_delimiter = ',', value_parser = choice::<System>(),
          hide_possible_values = true)]
    systems: Vec<System>,
    /// A language the mentor speaks
    #[arg(long = "language", value_name = "WORD")]
    languages: Vec<Several<WordOf<Languages>>>,
    /// What the mentor lived through, as needs are
    #[arg(long = "experience", value_name = "WORD")]
    experience: Vec<Several<WordOf<Needs>>>,
    /// When the mentor can meet: wed-evening
    #[arg(long = "available", value_name = "WORD")]
    availability: Vec<Several<Word>>,
    /// What the mentor does, such as facilitator
    #[arg(long = "role", value_name = "WORD")]
    roles: Vec<Several<WordOf<Roles>>>,
    /// The day the mentor's own case was closed
    #[arg(long, value_name = "DAY")]
    closed: Option<PastDay>,
    /// How that case ended, such as reunified
    #[arg(long, value_name = "WORD", value_parser = choice::<OwnOutcome>(), hide_possible_values = true)]
    outcome: Option<OwnOutcome>,
    /// The first day of the mentor's recovery
    #[arg(long, value_name = "DAY")]
    recovery_since: Option<PastDay>,
    /// A training done: peer-mentor-core=2025-02-20
    #[arg(long = "training", value_name = "NAME=DAY")]
    training: Vec<Several<Keyed<Word, AnyDay>>>,
    /// A fact the program asks for, such as race=white
    #[arg(long = "fact", value_name = "NAME=WORD", add = complete::facts(About::Mentor))]
    facts: Vec<FactArg>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<Prose>,
    /// File the mentor under this id instead of a new one
    #[arg(long)]
    id: Option<MentorId>,
    #[command(flatten)]
    writing: Writing,
}

impl AddMentor {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let program = directory.program();
        let own_case = OwnCase {
            closed: self.closed.resolve(&peer.today)?,
            outcome: self.outcome,
            recovery_since: self.recovery_since.resolve(&peer.today)?,
        };
        let has_case = own_case.closed.is_some()
            || own_case.outcome.is_some()
            || own_case.recovery_since.is_some();
        let record = Mentor {
            participant: self.participant.resolve(&register)?,
            joined: Some(self.joined.resolve(&peer.today)?.unwrap_or(peer.today)),
            left: None,
            capacity: self.capacity,
            area: self.area.clone(),
            gender: self.gender.resolve(program)?,
            systems: self.systems.clone(),
            languages: self.languages.resolve(program)?,
            experience: self.experience.resolve(program)?,
            availability: all(&self.availability).cloned().collect(),
            roles: self.roles.resolve(program)?,
            note: self.note.clone(),
            facts: facts(peer, program, About::Mentor, &self.facts)?,
            own_case: has_case.then_some(own_case),
            training: trainings(&self.training, peer.today)?,
            leave: Vec::new(),
            void: None,
        };
        let new = NewPerson {
            peer,
            directory: &directory,
            writer,
            register: &register,
            name: self.name.as_deref(),
            contact: &self.contact,
            asked: None,
        };
        new.write(IdKind::Mentor, self.id.as_ref(), &record, PersonId::Mentor)
    }
}

/// The completed trainings. The day after the last of several in one argument may be meant for all of them.
///
/// # Errors
/// Some trainings in one argument have a day and others do not.
fn trainings(given: &[Several<Keyed<Word, AnyDay>>], today: Day) -> Result<Vec<Training>, Failure> {
    for Several(one) in given {
        let lacking = one.iter().find(|training| training.value.is_none());
        if let Some(lacking) = lacking.filter(|_| one.iter().any(|given| given.value.is_some())) {
            let name = &lacking.key;
            return Err(
                Failure::new(format!("`{name}` has no day, and another training has one"))
                    .help(format!("give each its day: --training {name}=2026-02-20")),
            );
        }
    }
    all(given).map(|given| training(given, today)).collect()
}

/// A training completed on a day, or today.
fn training(given: &Keyed<Word, AnyDay>, today: Day) -> Result<Training, Failure> {
    Ok(Training {
        name: given.key.clone(),
        on: given.value.resolve(&today)?.unwrap_or(today),
        hours: None,
        expires: None,
        void: None,
    })
}
