//! Outreach and consultation: sessions whose subject is free words.

use clap::Args;

use super::Loggable;
use super::ask::Asking;
use super::frame::{Frame, leaders};
use super::words::Words;
use crate::cli::args::count;
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::names_somebody;
use crate::cli::peer::Peer;
use crate::record::word::to_kebab;
use crate::record::{IdKind, Service, Session};

/// What outreach and consultation share.
#[derive(Debug, Clone, Default, Args)]
struct Free {
    /// What it was, in a few words; they become part of the file's name, so no names of people
    #[arg(value_name = "SUBJECT")]
    subject: Option<String>,
    /// Who led it; may be repeated
    #[arg(long = "led-by", value_name = "WHO", add = complete::record_list(&[IdKind::Mentor, IdKind::Participant]))]
    led_by: Vec<String>,
    /// How many people were reached who gave no name
    #[arg(long, value_name = "N", value_parser = count)]
    anonymous: Option<u32>,
    #[command(flatten)]
    frame: Frame,
}

impl Free {
    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
        if asking.again || self.subject.is_none() {
            let first = self.subject.clone().unwrap_or_default();
            let help = "a few words such as county-fair; no names of people";
            self.subject = asking.prompt.words("What was it?", &first, help)?;
        }
        if asking.again || self.frame.mentors.is_empty() {
            asking.mentors(&mut self.frame)?;
        }
        asking.count(
            &mut self.anonymous,
            "How many people were reached?",
            "a number; Enter alone where nobody counted",
        )?;
        asking.length(&mut self.frame, None)?;
        asking.note(&mut self.frame)
    }

    fn words(&self, words: &mut Words<'_>) {
        words.subject(self.subject.as_deref(), &[]);
        words.people(
            "--led-by",
            &self.led_by,
            &[IdKind::Mentor, IdKind::Participant],
        );
        words.value("--anonymous", self.anonymous.as_ref());
        words.frame(&self.frame);
    }

    fn run(&self, peer: &Peer, kind: Service) -> Result<Done, Failure> {
        let example = format!("peer log {} county-fair --mentor dana", kind.log_word());
        let subject = super::needed(self.subject.as_deref(), "what it was", &example)?;
        let directory = peer.directory()?;
        let mut logging = self.frame.begin(peer, &directory, kind)?;
        let slug = to_kebab(subject);
        if slug.is_empty() {
            return Err(Failure::new(format!("`{subject}` cannot name a session"))
                .help("use letters and digits, such as county-fair"));
        }
        if names_somebody(&logging.register, subject) {
            return Err(Failure::refused(
                "this subject names a person on file, and would become part of a file's name",
            )
            .help("name the occasion instead, such as county-fair"));
        }
        logging.session.led_by = leaders(&logging.register, &self.led_by)?;
        logging.session.anonymous = self.anonymous;
        self.frame.write(peer, logging, Some(&slug))
    }
}

/// Log outreach: a fair, a visit to another agency
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log outreach county-fair 3h --mentor dana --anonymous 40\n  peer log outreach \"Family Court open house\""
)]
pub struct Outreach {
    #[command(flatten)]
    free: Free,
}

/// Log consultation to another program
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = "Examples:\n  peer log consultation pinal-county 90min --mentor dana")]
pub struct Consultation {
    #[command(flatten)]
    free: Free,
}

macro_rules! free {
    ($name:ident) => {
        impl Loggable for $name {
            fn service(&self) -> Service {
                Service::$name
            }

            fn frame(&mut self) -> &mut Frame {
                &mut self.free.frame
            }

            fn subject(&mut self) -> &mut Option<String> {
                &mut self.free.subject
            }

            fn lacks(&self) -> bool {
                self.free.subject.is_none()
            }

            fn like(&mut self, session: &Session) {
                super::last::led_like(&mut self.free.led_by, session);
            }

            fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure> {
                self.free.ask(asking)
            }

            fn words(&self, words: &mut Words<'_>) {
                self.free.words(words);
            }

            fn run(&self, peer: &Peer) -> Result<Done, Failure> {
                self.free.run(peer, Service::$name)
            }
        }
    };
}

free!(Outreach);
free!(Consultation);
