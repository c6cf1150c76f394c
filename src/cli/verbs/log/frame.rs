//! What all kinds of session share: their day, length, people, and how they are written.

use clap::Args;

use crate::cli::args::{On, Writing, listed, parsed, word, word_list};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::mind_namesakes;
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::people;
use crate::record::schema::Prose;
use crate::record::{
    Day, IdKind, Kind, MentorId, Minutes, ParticipantId, PersonId, Service, Session, SessionId,
    Status,
};
use crate::register::Register;
use crate::store::{Change, Directory, Scope, Writer, canonical};

/// The arguments that every kind of session takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Frame {
    /// How long it was: 45min, 1h30 or 2h
    #[arg(value_name = "LENGTH")]
    pub length: Option<String>,
    #[command(flatten)]
    pub on: On,
    /// A parent who was there; may be repeated, or several with commas
    #[arg(long = "present", value_name = "WHO", add = complete::record_list(&[IdKind::Participant]))]
    pub present: Vec<String>,
    /// A mentor who was there; may be repeated
    #[arg(long = "mentor", value_name = "MENTOR", add = complete::record_list(&[IdKind::Mentor]))]
    pub mentors: Vec<String>,
    /// How people met: in-person, phone, video or text
    #[arg(long, value_name = "MODE", add = complete::vocabulary("modes"))]
    pub mode: Option<String>,
    /// Whether it took place: held, no-show, cancelled-by-participant or cancelled-by-program
    #[arg(long, value_name = "STATUS", add = complete::words(Status::WORDS))]
    pub status: Option<String>,
    /// What was talked about; may be repeated
    #[arg(long = "topic", value_name = "WORD", add = complete::vocabulary("topics"))]
    pub topics: Vec<String>,
    /// Anything else; no names
    #[arg(short = 'm', long = "note", value_name = "TEXT")]
    pub note: Option<String>,
    /// It is a further session of this kind on that day
    #[arg(long)]
    pub again: bool,
    /// As last time: who or what it was about, people, length and how they met, unless said otherwise here
    #[arg(long)]
    pub last: bool,
    #[command(flatten)]
    pub writing: Writing,
}

/// A session that is being logged: the directory, the records, and what is known of it so far.
pub struct Logging<'d> {
    pub directory: &'d Directory,
    pub register: RunRegister,
    pub day: Day,
    pub session: Session,
    /// Parents who came for the first time and are put on file with the session, each with the name that was given.
    pub newcomers: Vec<(ParticipantId, String)>,
    /// What is written beside the session.
    pub change: Change,
    writer: Option<Writer<'d>>,
}

impl Frame {
    /// Reads the records and what all kinds share. Sessions are not read: there can be very many.
    pub fn begin<'d>(
        &self,
        peer: &Peer,
        directory: &'d Directory,
        kind: Service,
    ) -> Result<Logging<'d>, Failure> {
        let writer = peer.writer(directory, &self.writing)?;
        let register = peer.register(directory, Scope::PEOPLE)?;
        let day = self.on.day(peer.today)?;
        let mut participants: Vec<ParticipantId> = listed(&self.present)
            .map(|who| people::person(&register, who))
            .collect::<Result<_, _>>()?;
        let mut mentors: Vec<MentorId> = listed(&self.mentors)
            .map(|who| people::mentor(&register, who))
            .collect::<Result<_, _>>()?;
        participants.sort();
        participants.dedup();
        mentors.sort();
        mentors.dedup();
        let program = directory.program();
        let session = Session {
            kind,
            on: day,
            minutes: self.length.as_deref().map(parsed::<Minutes>).transpose()?,
            mode: self
                .mode
                .as_deref()
                .map(|text| word(program, "modes", text))
                .transpose()?,
            status: self.status.as_deref().map(parsed).transpose()?,
            participants,
            mentors,
            topics: word_list(program, "topics", &self.topics)?,
            note: self.note.as_deref().map(|text| Prose(text.into())),
            ..Session::default()
        };
        Ok(Logging {
            directory,
            register,
            day,
            session,
            newcomers: Vec::new(),
            change: Change::default(),
            writer,
        })
    }

    /// Writes the session under its natural key, or under `subject` where the kind has a free one.
    pub fn write(
        &self,
        peer: &Peer,
        logging: Logging<'_>,
        subject: Option<&str>,
    ) -> Result<Done, Failure> {
        let Logging {
            directory,
            register,
            day,
            session,
            newcomers,
            mut change,
            writer,
        } = logging;
        let word = session.kind.log_word();
        let key = match subject {
            Some(subject) => Some(SessionId::new(day, word, subject, 1)),
            None => session.natural_key(),
        };
        let key = key.ok_or_else(|| {
            Failure::new("a session needs one parent, or a case, that it is about")
                .help("name it, as in `peer log court rosa`")
        })?;
        let id = self.free(directory, &key)?;
        for participant in &session.participants {
            let enrolled = register
                .person(participant)
                .is_some_and(|person| person.is_active(day));
            if !enrolled {
                let label = people::participant_label(&register, participant);
                peer.screen.note(&format!(
                    "{label} is not enrolled on {day}; `peer enroll` enters it"
                ));
            }
        }
        change.create(
            directory.path_of(Kind::Session, id.as_str()),
            canonical(&session),
        );
        let mut done = format!("logged {id}");
        let label = |id: &ParticipantId| match newcomers.iter().find(|(new, _)| new == id) {
            Some((_, name)) if peer.screen.names => format!("{name} ({id}, new)"),
            Some(_) => format!("{id} (new)"),
            None => people::participant_label(&register, id),
        };
        let present: Vec<String> = session.participants.iter().map(label).collect();
        if !present.is_empty() {
            done.push_str(&format!(": {}", present.join(", ")));
        }
        if !session.missed.is_empty() {
            let missed: Vec<String> = session.missed.iter().map(label).collect();
            done.push_str(&format!("; not there: {}", missed.join(", ")));
        }
        if let Some(minutes) = session.minutes {
            done.push_str(&format!(", {minutes}"));
        }
        if let Some(status) = session.status.filter(|status| *status != Status::Held) {
            done.push_str(&format!(" ({status})"));
        }
        let done = peer.finish(directory, writer.as_ref(), &register, &change, &done)?;
        for (id, name) in &newcomers {
            mind_namesakes(
                peer,
                &register,
                Some(name),
                &PersonId::Participant(id.clone()),
                writer.is_some(),
            );
        }
        Ok(done)
    }

    /// The id for the session: its key, or with a number where there is one of that key already.
    fn free(&self, directory: &Directory, key: &SessionId) -> Result<SessionId, Failure> {
        if !directory.has_session(key)? {
            return Ok(key.clone());
        }
        if !self.again {
            return Err(Failure::refused(format!("{key} is logged already"))
                .help(format!("change it with `peer edit {key}`; if there was a second one that day, say --again")));
        }
        let (word, subject) = key.key().split_once('-').unwrap_or((key.key(), ""));
        let day = key.day().unwrap_or(Day::FIRST);
        for ordinal in 2..1000 {
            let id = SessionId::new(day, word, subject, ordinal);
            if !directory.has_session(&id)? {
                return Ok(id);
            }
        }
        Err(Failure::new(format!(
            "there are a thousand sessions {key} already"
        )))
    }

    /// Whether the session took place.
    pub fn was_held(&self) -> bool {
        self.status
            .as_deref()
            .is_none_or(|status| status == Status::Held.word())
    }
}

/// Who led a session, by ids or names.
pub fn leaders(register: &Register, typed: &[String]) -> Result<Vec<PersonId>, Failure> {
    listed(typed)
        .map(|who| people::anybody(register, who))
        .collect()
}
