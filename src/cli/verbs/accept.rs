use clap::Args;

use crate::cli::args::{On, Writing};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::begin;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::{Day, IdKind};
use crate::register::{Pairing, Register};
use crate::store::{Change, Scope};

/// Begin a match that was proposed
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer accept rosa\n  peer accept k-4m9 --on 2026-11-16")]
pub struct Accept {
    /// The parent, or the match
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant, IdKind::Match]))]
    who: String,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

impl Accept {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let on = self.on.day(peer.today)?;
        let entry = proposal(&register, &self.who, None, peer.today)?;
        let mut change = Change::default();
        begin(peer, &directory, entry, on, &mut change)?;
        let done = format!("began {} on {on}", people::match_label(&register, &entry.id));
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// The open proposal of a parent, with a mentor where one was named; or the match that was named.
pub(super) fn proposal<'r>(
    register: &'r Register,
    who: &str,
    mentor: Option<&str>,
    today: Day,
) -> Result<&'r Pairing, Failure> {
    let open = |entry: &&Pairing| entry.record.is_open_proposal(today);
    chosen(register, who, mentor, &open, "an open proposal")
}

/// The one match of a parent that fits, with a mentor where one was named; or the match that was named, if it fits.
pub(super) fn chosen<'r>(
    register: &'r Register,
    who: &str,
    mentor: Option<&str>,
    fits: &dyn Fn(&&'r Pairing) -> bool,
    what: &str,
) -> Result<&'r Pairing, Failure> {
    let found = people::find(register, who, &[IdKind::Participant, IdKind::Match])?;
    let label = people::label(&found);
    let none =
        |label: String| Failure::refused(format!("{label} has not {what}")).help("`peer show` lists the matches");
    if found.kind == IdKind::Match {
        let id = people::parsed(found)?;
        let entry = register.match_entry(&id).filter(|entry| fits(entry));
        return entry.ok_or_else(|| {
            Failure::refused(format!("{label} is not {what}")).help(format!("`peer show {label}` tells its state"))
        });
    }
    let id = people::parsed(found)?;
    let mentor = mentor.map(|typed| people::mentor(register, typed)).transpose()?;
    let person = register.person_index(&id).unwrap_or_default();
    let fitting: Vec<&Pairing> = register
        .matches_of_person(person)
        .filter(|entry| mentor.as_ref().is_none_or(|mentor| entry.record.mentor == *mentor))
        .filter(|entry| fits(entry))
        .collect();
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => Err(none(label)),
        several => {
            let all: Vec<String> = several.iter().map(|entry| people::match_label(register, &entry.id)).collect();
            Err(Failure::new(format!("{label} has {} of them", several.len()))
                .help(format!("say which: {}", all.join("; "))))
        }
    }
}
