//! `peer log`: what happened on a day.
//!
//! Each kind of session is a struct of arguments. `--last` fills in what was not given from the previous session, and
//! on a terminal `peer` asks for what is missing; then the session is written as if everything had been given on the
//! command line.

mod ask;
mod asking;
mod attendance;
mod entry;
mod given;
mod last;
mod logging;
mod more;
mod newcomers;
mod subject;
mod survey;
mod table;
mod words;

use clap::{Arg, ArgMatches, Args, FromArgMatches, Subcommand};

use self::asking::Asking;
use self::given::Given;
use self::subject::Subject;
use self::survey::LogSurvey;
use self::table::{KINDS, SessionKind};
use self::words::Words;
use crate::cli::args::{Mistyped, On, Resolve, Writing};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::prompt::{self, Item, Prompt};
use crate::record::{ParticipantId, Service};
use crate::store::Scope;

/// Log what happened: a group, a meeting with a mentor, a day in court
///
/// If you leave something out, `peer` asks for it; Esc or Ctrl-C cancels without saving.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    arg_required_else_help = !prompt::possible(),
    after_help = "Examples:\n  peer log group wednesday               asks who was there\n  \
                        peer log --last                        the last session again, with today's date\n  \
                        peer log group wednesday --present rosa,luis --childcare 5 90min\n  \
                        peer log mentoring rosa 45min --topic visitation -m \"Rehearsed it.\"\n  \
                        peer log meeting c-2d8 --type cft --rights --voice\n  \
                        peer log survey rosa pfs2 --point pre  asks item by item\n\n\
                        `peer help log group` has the options for a group, and so on.\nWrite lengths as 45min, 1h30 or 2h; dates as 2026-11-14, 11/14/2026, today or\na weekday: `wed` is the most recent Wednesday, today included.")]
pub struct Log {
    #[command(subcommand)]
    said: Option<Said>,
    /// Repeat the last session, of any kind
    #[arg(long)]
    last: bool,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

/// The word of a survey, which is not a session.
const SURVEY: &str = "survey";

/// What to log.
#[derive(Debug, Clone)]
enum Said {
    /// A session of a kind, and what was given about it.
    Session(&'static SessionKind, Box<Given>),
    /// The answers to a survey.
    Survey(Box<LogSurvey>),
}

impl Subcommand for Said {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        let survey = clap::Command::default().name(SURVEY);
        command
            .subcommands(KINDS.iter().map(subcommand))
            .subcommand(LogSurvey::augment_args(survey))
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        name == SURVEY || kind_of(name).is_some()
    }
}

impl FromArgMatches for Said {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        if name == SURVEY {
            let survey = LogSurvey::from_arg_matches(matches)?;
            return Ok(Self::Survey(Box::new(survey)));
        }
        let kind = kind_of(name).ok_or_else(missing)?;
        let given = Given::from_arg_matches(matches)?;
        Ok(Self::Session(kind, Box::new(given)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn kind_of(name: &str) -> Option<&'static SessionKind> {
    KINDS.iter().find(|kind| kind.service.log_word() == name)
}

/// The command that logs a kind of session, with the options of the kind.
fn subcommand(kind: &'static SessionKind) -> clap::Command {
    let word = kind.service.log_word();
    let mut command = Given::augment_args(clap::Command::default().name(word))
        .about(kind.about)
        .aliases(Some(kind.service.word()).filter(|name| *name != word))
        .after_help(kind.examples);
    if !kind.more.is_empty() {
        command = command.long_about(format!("{}\n\n{}", kind.about, kind.more));
    }
    command.mut_args(|argument| of_kind(kind, argument))
}

/// An argument in the form that a kind of session uses.
fn of_kind(kind: &'static SessionKind, argument: Arg) -> Arg {
    if argument.get_id() == "subject" {
        let (name, help) = kind.subject;
        let argument = argument.value_name(name).help(help);
        return if kind.is_free() {
            argument
        } else {
            argument.add(complete::records(kind.among))
        };
    }
    let Some(others) = elsewhere(kind, argument.get_id().as_str()) else {
        return match (kind.service, argument.get_id().as_str()) {
            (Service::Mentoring, "present") => {
                argument.help("Other parents who came too, with commas between")
            }
            (Service::Mentoring, "mentors") => argument.help("Another mentor who came too"),
            _ => argument,
        };
    };
    // It is known as an option of `peer log`; the message says that it does not apply to this kind.
    let word = kind.service.log_word();
    argument.hide(true).value_parser(move |_: &str| {
        Err::<String, _>(Mistyped::from(format!(
            "`peer log {word}` does not have this option; these do: {others}"
        )))
    })
}

/// The kinds of session that an option applies to, if it does not apply to `kind`: those that have the field.
fn elsewhere(kind: &SessionKind, id: &str) -> Option<String> {
    // Someone new can come if someone can be missed.
    let field = match id {
        "newcomers" | "enroll" => "missed",
        id => id,
    };
    let has = |service: &Service| service.has(field);
    let others: Vec<String> = KINDS
        .iter()
        .filter(|other| has(&other.service))
        .map(|other| format!("`peer log {}`", other.service.log_word()))
        .collect();
    (!others.is_empty() && !has(&kind.service)).then(|| others.join(", "))
}

impl Log {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let said = match &self.said {
            Some(said) => said.clone(),
            None => self.any_kind(peer)?,
        };
        let (kind, mut given) = match said {
            Said::Session(kind, given) => (kind, *given),
            Said::Survey(survey) => return survey.run(peer),
        };
        given.length_for_subject();
        if given.last {
            repeat(peer, Some(kind), &mut given)?;
        }
        if given.lacks(kind) && prompt::possible() {
            converse(peer, kind, given)
        } else {
            entry::write(peer, kind, &given)
        }
    }

    /// A session whose kind was not given: the kind of the previous one, or a chosen one.
    fn any_kind(&self, peer: &Peer) -> Result<Said, Failure> {
        let mut given = Given {
            on: self.on.clone(),
            writing: self.writing.clone(),
            ..Given::default()
        };
        if self.last {
            let kind = SessionKind::of(repeat(peer, None, &mut given)?);
            return Ok(Said::Session(kind, Box::new(given)));
        }
        if !prompt::possible() {
            return Err(
                Failure::new("say what happened, such as `peer log group wednesday`")
                    .help("`peer log --help` lists the kinds, with examples"),
            );
        }
        let words = KINDS.iter().map(|kind| kind.service.log_word());
        let items: Vec<Item> = words.chain([SURVEY]).map(Item::named).collect();
        let at = Prompt::new(&peer.screen).choose("What happened?", &items, 0)?;
        Ok(match KINDS.get(at) {
            Some(kind) => Said::Session(kind, Box::new(given)),
            None => Said::Survey(Box::new(LogSurvey::on(given.on, given.writing))),
        })
    }
}

/// Fills in what was not given from the previous session, of this kind if there is one; returns its kind.
fn repeat(peer: &Peer, kind: Option<&SessionKind>, given: &mut Given) -> Result<Service, Failure> {
    let directory = peer.directory()?;
    let register = peer.register(&directory, Scope::ALL)?;
    let entry = last::previous(&register, kind, given.subject.as_ref())?;
    given.subject.get_or_insert_with(|| Subject::of(entry));
    let missed = given.missed.resolve(&register)?;
    let is_missed = |id: &ParticipantId| missed.iter().any(|one| register.same_person(one, id));
    let copied = given.repeat(&entry.record, is_missed);
    // The line of a group's session says the parents alone.
    let with = match copied.is_empty() || entry.record.group.is_none() {
        true => String::new(),
        false => format!(", with its {}", copied.join(" and ")),
    };
    peer.screen.say(&format!("copied from {}{with}", entry.id));
    Ok(entry.record.kind)
}

/// Asks for what is missing until the session is written or someone stops. Answers are never lost: after an error they
/// are shown again to be changed; a person who then stops gets them as a command line.
fn converse(peer: &Peer, kind: &'static SessionKind, mut given: Given) -> Result<Done, Failure> {
    let directory = peer.directory()?;
    let register = peer.register(&directory, Scope::ALL)?;
    let mut asking = Asking {
        peer,
        prompt: Prompt::new(&peer.screen),
        register,
        kind,
        again: false,
    };
    loop {
        let failure = match asking.ask(&mut given) {
            Ok(()) => match entry::write(peer, kind, &given) {
                Ok(done) => return Ok(done),
                Err(failure) => failure.located(peer),
            },
            Err(stopped) if !asking.again => return Err(stopped),
            Err(stopped) => return Err(repeatable(&asking, &given, stopped)),
        };
        peer.screen.fail(&failure);
        let goes_on = asking
            .prompt
            .agrees("Go through it again with your answers?");
        if !goes_on.unwrap_or(false) {
            let refused = Failure::refused("nothing was written");
            return Err(repeatable(&asking, &given, refused));
        }
        asking.again = true;
    }
}

/// The failure, after all answers are printed as a command: on a line of its own that is not wrapped.
fn repeatable(asking: &Asking<'_>, given: &Given, failure: Failure) -> Failure {
    let (peer, day) = (asking.peer, asking.day(given));
    let folder = peer.named_directory();
    let mut words = Words::new(&asking.register, day, folder, asking.kind);
    given.words(asking.kind, &mut words);
    match peer.screen.answer(format!("{}\n", words.line())) {
        Ok(()) => failure.help("the command above has all your answers"),
        Err(unprinted) => unprinted,
    }
}
