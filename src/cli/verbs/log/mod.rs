//! `peer log`: what happened on a day.
//!
//! Each kind of session is a struct of arguments. `--last` fills in what was not said from the previous session, and on a
//! terminal what is missing is asked for; then the session is written as if all had been said on the command line.

mod ask;
mod cases;
mod frame;
mod free;
mod groups;
mod kinds;
mod last;
mod loggable;
mod newcomers;
mod words;

use clap::{Args, Subcommand};

use self::ask::Asking;
use self::loggable::{Loggable, needed};
use self::words::Words;
use crate::cli::args::{On, Writing};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::prompt::{self, Item, Prompt};
use crate::record::{Minutes, Service};
use crate::store::Scope;

/// Log what happened: a group, a meeting with a mentor, a day in court
///
/// On a terminal, what is missing is asked for; `peer log` alone asks for everything. Esc and Ctrl-C write nothing.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    arg_required_else_help = !prompt::possible(),
    after_help = "Examples:\n  peer log group wednesday               asks who was there\n  \
                        peer log --last                        as the previous session, today\n  \
                        peer log group wednesday --present rosa,luis --childcare 5 90min\n  \
                        peer log mentoring rosa 45min --topic visitation -m \"Rehearsed the visit plan.\"\n  \
                        peer log meeting c-2d8 --type cft --rights --voice --decision unsupervised-visits\n  \
                        peer log casework rosa --goal housing --referral housing-authority\n  \
                        peer log court rosa --mentor dana\n  peer log committee pac 2h --mentor dana --recommendations 1\n  \
                        peer log supervision dana 1h\n  peer log outreach county-fair 3h --mentor dana\n\n\
                        Lengths are 45min, 1h30 or 2h. Days are 2026-11-14, today, yesterday, or a weekday (the last one, or today).")]
pub struct Log {
    #[command(subcommand)]
    kind: Option<Kind>,
    /// Repeat the previous session of any kind: who or what it was about, people, length and how they met
    #[arg(long)]
    last: bool,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Debug, Clone, Subcommand)]
enum Kind {
    Group(groups::Group),
    Mentoring(kinds::Mentoring),
    Meeting(cases::Meeting),
    Casework(kinds::Casework),
    Court(cases::Court),
    Committee(groups::Committee),
    Supervision(kinds::Supervision),
    Outreach(free::Outreach),
    Consultation(free::Consultation),
}

/// What every kind of session says of itself: its service, its frame, and the argument that names its subject.
macro_rules! logs {
    ($service:ident, $subject:ident) => {
        fn service(&self) -> Service {
            Service::$service
        }

        fn frame(&mut self) -> &mut Frame {
            &mut self.frame
        }

        fn subject(&mut self) -> &mut Option<String> {
            &mut self.$subject
        }
    };
}
use logs;

impl Kind {
    fn of(service: Service) -> Self {
        match service {
            Service::SupportGroup => Self::Group(groups::Group::default()),
            Service::Mentoring => Self::Mentoring(kinds::Mentoring::default()),
            Service::TeamMeeting => Self::Meeting(cases::Meeting::default()),
            Service::Casework => Self::Casework(kinds::Casework::default()),
            Service::Court => Self::Court(cases::Court::default()),
            Service::Committee => Self::Committee(groups::Committee::default()),
            Service::Supervision => Self::Supervision(kinds::Supervision::default()),
            Service::Outreach => Self::Outreach(free::Outreach::default()),
            Service::Consultation => Self::Consultation(free::Consultation::default()),
        }
    }

    fn into_log(self) -> Box<dyn Loggable> {
        match self {
            Self::Group(log) => Box::new(log),
            Self::Mentoring(log) => Box::new(log),
            Self::Meeting(log) => Box::new(log),
            Self::Casework(log) => Box::new(log),
            Self::Court(log) => Box::new(log),
            Self::Committee(log) => Box::new(log),
            Self::Supervision(log) => Box::new(log),
            Self::Outreach(log) => Box::new(log),
            Self::Consultation(log) => Box::new(log),
        }
    }
}

impl Log {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let mut log = match &self.kind {
            Some(kind) => kind.clone().into_log(),
            None => self.any_kind(peer)?,
        };
        mind_length(&mut *log);
        if log.frame().last {
            repeat(peer, &mut *log)?;
        }
        if log.lacks() && prompt::possible() {
            converse(peer, &mut *log)
        } else {
            log.run(peer)
        }
    }

    /// A session whose kind was not said: that of the previous one, or the one that is chosen.
    fn any_kind(&self, peer: &Peer) -> Result<Box<dyn Loggable>, Failure> {
        let service = if self.last {
            let directory = peer.directory()?;
            let register = peer.register(&directory, Scope::ALL)?;
            let entry = last::previous(&register, None, None)?;
            let mut log = Kind::of(entry.record.kind).into_log();
            last::repeat(&mut *log, entry);
            peer.screen.say(&format!("as {}", entry.id));
            (log.frame().on, log.frame().writing) = (self.on.clone(), self.writing.clone());
            return Ok(log);
        } else if prompt::possible() {
            let items: Vec<Item> = Service::ALL
                .iter()
                .map(|service| Item::named(service.log_word()))
                .collect();
            Service::ALL[Prompt::new(&peer.screen).choose("What happened?", &items, 0)?]
        } else {
            return Err(
                Failure::new("say what happened, such as `peer log group wednesday`")
                    .help("`peer log --help` lists the kinds, with examples"),
            );
        };
        let mut log = Kind::of(service).into_log();
        (log.frame().on, log.frame().writing) = (self.on.clone(), self.writing.clone());
        Ok(log)
    }
}

/// A length that stands where the subject is left out is the length.
fn mind_length(log: &mut dyn Loggable) {
    let is_length = log
        .subject()
        .as_deref()
        .is_some_and(|typed| typed.parse::<Minutes>().is_ok());
    if is_length && log.frame().length.is_none() {
        log.frame().length = log.subject().take();
    }
}

/// Fills in what was not said from the previous session of the same kind.
fn repeat(peer: &Peer, log: &mut dyn Loggable) -> Result<(), Failure> {
    let directory = peer.directory()?;
    let register = peer.register(&directory, Scope::ALL)?;
    let kind = log.service();
    let entry = last::previous(&register, Some(kind), log.subject().clone().as_deref())?;
    last::repeat(log, entry);
    peer.screen.say(&format!("as {}", entry.id));
    Ok(())
}

/// Asks for what is missing until the session is written or somebody stops. What was answered is never lost: after an
/// error it stands there to be changed, and who stops then is given it as a command line.
fn converse(peer: &Peer, log: &mut dyn Loggable) -> Result<Done, Failure> {
    let directory = peer.directory()?;
    let register = peer.register(&directory, Scope::ALL)?;
    let mut asking = Asking {
        peer,
        prompt: Prompt::new(&peer.screen),
        register,
        again: false,
    };
    loop {
        let asked = log.ask(&asking);
        let failure = match asked {
            Ok(()) => match log.run(peer) {
                Ok(done) => return Ok(done),
                Err(failure) => failure.located(peer),
            },
            Err(stopped) if !asking.again => return Err(stopped),
            Err(stopped) => return Err(repeatable(peer, log, &asking, stopped)),
        };
        peer.screen.fail(&failure);
        if !asking
            .prompt
            .agrees("Go through it again, with your answers?")
            .unwrap_or(false)
        {
            return Err(repeatable(
                peer,
                log,
                &asking,
                Failure::refused("nothing was written"),
            ));
        }
        asking.again = true;
    }
}

/// The failure, after all that was answered was given as a command: on a line of its own that no margin breaks.
fn repeatable(
    peer: &Peer,
    log: &mut dyn Loggable,
    asking: &Asking<'_>,
    failure: Failure,
) -> Failure {
    let day = asking.day(log.frame());
    let mut words = Words::new(
        &asking.register,
        day,
        peer.named_directory(),
        log.service().log_word(),
    );
    log.words(&mut words);
    match peer.screen.answer(format!("{}\n", words.line())) {
        Ok(()) => failure.help("the command above says all that you answered"),
        Err(unprinted) => unprinted,
    }
}
