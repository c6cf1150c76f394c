//! Team meetings and days in court: sessions about a case.

use clap::Args;

use super::Loggable;
use super::ask::{Asking, Choice};
use super::frame::{Frame, Logging};
use super::kinds::usual;
use super::words::Words;
use crate::cli::args::{word, yes_or_no};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::{Day, IdKind, ParticipantId, Service};

/// The answers to a question of yes or no.
const ANSWERS: &[&str] = &["yes", "no"];

/// The parents who are enrolled on a day, those with an open case first.
fn families(asking: &Asking<'_>, day: Day) -> Vec<Choice> {
    let register = &asking.register;
    let has_case = |choice: &Choice| {
        let person = choice
            .0
            .parse()
            .ok()
            .and_then(|id: ParticipantId| register.person_index(&id));
        person.is_some_and(|person| {
            register
                .cases_of_person(person)
                .any(|entry| entry.record.is_open(day))
        })
    };
    let mut choices = asking.parents(day);
    choices.sort_by_key(|choice| !has_case(choice));
    choices
}

/// Sets who was there from the case or parent that a session is about.
fn about(logging: &mut Logging<'_>, typed: &str) -> Result<(), Failure> {
    let found = people::find(
        &logging.register,
        typed,
        &[IdKind::Case, IdKind::Participant],
    )?;
    let register = &logging.register;
    if found.kind == IdKind::Participant {
        let id: ParticipantId = people::parsed(found)?;
        let root = register.root(&id).clone();
        let open: Vec<_> = register
            .person_index(&root)
            .map(|person| {
                register
                    .cases_of_person(person)
                    .filter(|entry| entry.record.is_open(logging.day))
                    .collect()
            })
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
            [one] => logging
                .session
                .participants
                .push(register.people()[*one].id.clone()),
            several => {
                let names: Vec<String> = several
                    .iter()
                    .map(|at| people::participant_label(register, &register.people()[*at].id))
                    .collect();
                return Err(
                    Failure::new(format!("{id} has {} parents", several.len())).help(format!(
                        "say who was there with --present: {}",
                        names.join(", ")
                    )),
                );
            }
        }
    }
    logging.session.case = Some(id);
    Ok(())
}

/// Log a team meeting about a case (TDM or CFT)
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log meeting c-2d8 --type cft --rights --voice --decision unsupervised-visits\n  \
                        peer log meeting rosa --type tdm --rights --voice=no --averted --mentor dana 60min"
)]
pub struct Meeting {
    /// The case, or the parent
    #[arg(value_name = "CASE", add = complete::records(&[IdKind::Case, IdKind::Participant]))]
    case: Option<String>,
    /// Which kind: cft (Child and Family Team) or tdm (Team Decision Making)
    #[arg(long = "type", value_name = "TYPE", add = complete::vocabulary("meetings"))]
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

impl Loggable for Meeting {
    super::logs!(TeamMeeting, case);

    fn lacks(&self) -> bool {
        self.case.is_none()
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        let day = asking.day(&self.frame);
        asking.subject(
            &mut self.case,
            "Whose meeting?",
            &families(asking, day),
            "no parent is enrolled on that day",
        )?;
        asking.word(
            &mut self.kind,
            "Which kind of meeting?",
            &asking.register.program().words_for("meetings"),
            None,
        )?;
        asking.word(
            &mut self.rights,
            "Were the parent's rights explained?",
            ANSWERS,
            None,
        )?;
        asking.word(
            &mut self.voice,
            "Was the parent heard, and did it go into the decision?",
            ANSWERS,
            None,
        )?;
        let words = asking.register.program().words_for("decisions");
        asking.word(&mut self.decision, "What was decided?", &words, None)?;
        asking.length(&mut self.frame, usual(asking, Service::TeamMeeting))?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.case.as_deref(), &[IdKind::Case, IdKind::Participant]);
        words.value("--type", self.kind.as_ref());
        words.answer("--rights", self.rights.as_ref());
        words.answer("--voice", self.voice.as_ref());
        words.value("--decision", self.decision.as_ref());
        words.answer("--averted", self.averted.as_ref());
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let case = super::needed(
            self.case.as_deref(),
            "which case or parent",
            "peer log meeting c-2d8 --type cft",
        )?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::TeamMeeting)?;
        about(&mut logging, case)?;
        let program = directory.program();
        let answer = |text: &Option<String>| text.as_deref().map(yes_or_no).transpose();
        logging.session.meeting = self
            .kind
            .as_deref()
            .map(|text| word(program, "meetings", text))
            .transpose()?;
        logging.session.rights_explained = answer(&self.rights)?;
        logging.session.parent_voice = answer(&self.voice)?;
        logging.session.placement_averted = answer(&self.averted)?;
        logging.session.decision = self
            .decision
            .as_deref()
            .map(|text| word(program, "decisions", text))
            .transpose()?;
        self.frame.write(peer, logging, None)
    }
}

/// Log a day in court with a parent
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log court rosa --mentor dana 2h\n  peer log court c-2d8 --present rosa,luis --on tue"
)]
pub struct Court {
    /// The case, or the parent
    #[arg(value_name = "CASE", add = complete::records(&[IdKind::Case, IdKind::Participant]))]
    case: Option<String>,
    #[command(flatten)]
    frame: Frame,
}

impl Loggable for Court {
    super::logs!(Court, case);

    fn lacks(&self) -> bool {
        self.case.is_none()
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        let day = asking.day(&self.frame);
        asking.subject(
            &mut self.case,
            "Whose day in court?",
            &families(asking, day),
            "no parent is enrolled on that day",
        )?;
        asking.length(&mut self.frame, None)?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.case.as_deref(), &[IdKind::Case, IdKind::Participant]);
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let case = super::needed(
            self.case.as_deref(),
            "which case or parent",
            "peer log court rosa 2h",
        )?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, Service::Court)?;
        about(&mut logging, case)?;
        self.frame.write(peer, logging, None)
    }
}
