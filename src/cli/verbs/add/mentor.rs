use clap::Args;

use super::new_record::create;
use crate::cli::args::{Writing, any_day, count, listed, parsed, parsed_list, past_day, word_list};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::{Contact, add_identity, mind_namesakes, told};
use crate::cli::own::facts;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::mentor::{OwnCase, Training};
use crate::record::schema::Prose;
use crate::record::{Day, IdKind, Kind, Mentor, MentorId, PersonId};
use crate::store::{Change, Scope};

/// Add a mentor (a Peer Parent)
///
/// A mentor who came up through the program is named by `--participant`; the name on file is then used.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add mentor \"Dana Webb\" --capacity 4 --system cps --language en --experience housing \\\n    \
                        --closed 2023-05-10 --outcome reunified --training peer-mentor-core=2025-02-20\n  \
                        peer add mentor --participant luis --capacity 2"
)]
pub struct AddMentor {
    /// The name, given names first
    name: Option<String>,
    #[command(flatten)]
    contact: Contact,
    /// The mentor's own record as a participant
    #[arg(long, value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    participant: Option<String>,
    /// How many parents the mentor walks with at most
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = count)]
    capacity: u32,
    /// The day the mentor joined [default: today]
    #[arg(long, value_name = "DAY")]
    joined: Option<String>,
    /// Where the mentor works, such as a zip code
    #[arg(long)]
    area: Option<String>,
    /// The mentor's gender in the program's words
    #[arg(long, value_name = "WORD")]
    gender: Option<String>,
    /// A court system the mentor knows: cps or jpd; may be repeated
    #[arg(long = "system", value_name = "SYSTEM", add = complete::words(crate::record::System::WORDS))]
    systems: Vec<String>,
    /// A language the mentor speaks; may be repeated
    #[arg(long = "language", value_name = "WORD")]
    languages: Vec<String>,
    /// What the mentor lived through, in the words of needs; may be repeated
    #[arg(long = "experience", value_name = "WORD", add = complete::vocabulary("needs"))]
    experience: Vec<String>,
    /// When the mentor can meet, such as wed-evening; may be repeated
    #[arg(long = "available", value_name = "WORD")]
    availability: Vec<String>,
    /// What the mentor does, such as facilitator; may be repeated
    #[arg(long = "role", value_name = "WORD", add = complete::vocabulary("roles"))]
    roles: Vec<String>,
    /// The day the mentor's own case was closed
    #[arg(long, value_name = "DAY")]
    closed: Option<String>,
    /// How the mentor's own case ended: reunified or other-resolution
    #[arg(long, value_name = "WORD", add = complete::words(crate::record::mentor::OwnOutcome::WORDS))]
    outcome: Option<String>,
    /// The first day of the mentor's recovery
    #[arg(long, value_name = "DAY")]
    recovery_since: Option<String>,
    /// A training done, with its day: peer-mentor-core=2025-02-20; may be repeated, or several with commas
    #[arg(long = "training", value_name = "NAME=DAY")]
    training: Vec<String>,
    /// A fact that the program asks for, such as race=white; may be repeated
    #[arg(long = "fact", value_name = "NAME=WORD", add = complete::facts(Kind::Mentor))]
    facts: Vec<String>,
    /// Anything else
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    note: Option<String>,
    /// File the mentor under this id instead of a new one
    #[arg(long)]
    id: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl AddMentor {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let program = directory.program();
        let day = |text: &String| past_day(text, peer.today);
        let own_case = OwnCase {
            closed: self.closed.as_ref().map(day).transpose()?,
            outcome: self.outcome.as_deref().map(parsed).transpose()?,
            recovery_since: self.recovery_since.as_ref().map(day).transpose()?,
        };
        let has_case = own_case.closed.is_some()
            || own_case.outcome.is_some()
            || own_case.recovery_since.is_some();
        let record = Mentor {
            participant: self
                .participant
                .as_deref()
                .map(|who| people::person(&register, who))
                .transpose()?,
            joined: Some(
                self.joined
                    .as_ref()
                    .map(day)
                    .transpose()?
                    .unwrap_or(peer.today),
            ),
            left: None,
            capacity: self.capacity,
            area: self.area.as_deref().map(Into::into),
            gender: self.gender.as_deref().map(parsed).transpose()?,
            systems: parsed_list(&self.systems)?,
            languages: parsed_list(&self.languages)?,
            experience: word_list(program, "needs", &self.experience)?,
            availability: parsed_list(&self.availability)?,
            roles: word_list(program, "roles", &self.roles)?,
            note: self.note.as_deref().map(|text| Prose(text.into())),
            facts: facts(program, Kind::Mentor, &self.facts)?,
            own_case: has_case.then_some(own_case),
            training: listed(&self.training)
                .map(|text| training(text, peer.today))
                .collect::<Result<_, _>>()?,
            leave: Vec::new(),
            void: None,
        };
        let mut change = Change::default();
        let id = create::<MentorId>(
            &directory,
            IdKind::Mentor,
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
        let told = format!("added mentor {}{id}", told(peer, self.name.as_deref()));
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

/// Reads `NAME=DAY`, or `NAME` for a training done today.
fn training(text: &str, today: Day) -> Result<Training, Failure> {
    let (name, on) = match text.split_once('=') {
        Some((name, day)) => (name, any_day(day, today)?),
        None => (text, today),
    };
    Ok(Training {
        name: parsed(name)?,
        on,
        hours: None,
        expires: None,
        void: None,
    })
}
