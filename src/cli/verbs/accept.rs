use clap::Args;

use crate::cli::args::{On, ParentOrMatch, Ref, Resolve, Writing};
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::{begin, forced, reason_given, refusal};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::matching::rank::candidate;
use crate::matching::{Broken, Pool, Rule};
use crate::record::{Day, MentorId};
use crate::register::{Pairing, Register};
use crate::store::{Change, Scope};

/// Begin a match that was proposed
///
/// The rules are checked again for the day it begins: a training may have expired since, or the place may be taken.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer accept rosa\n  peer accept k-4m9 --on 2026-11-16\n  \
                        peer accept rosa --force \"the training is on Monday\""
)]
pub struct Accept {
    /// The parent, or the match
    #[arg(value_name = "WHO")]
    who: Ref<ParentOrMatch>,
    /// Begin it even if it breaks a rule, and record why
    #[arg(long, value_name = "REASON")]
    force: Option<String>,
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
        let entry = proposal(&register, &self.who.resolve(&register)?, None, peer.today)?;
        if let Some(proposed) = entry.record.proposed.filter(|proposed| *proposed > on) {
            return Err(Failure::refused(format!(
                "{} was proposed on {proposed}, which is after {on}",
                entry.id
            )));
        }
        let mut change = Change::default();
        let forced = overruled(&register, entry, on, self.force.as_deref())?;
        begin(peer, &directory, entry, on, forced.as_deref(), &mut change)?;
        let done = format!(
            "began {} on {on}",
            people::match_label(&register, &entry.id)
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// What `[why]` records about the rules overruled when a proposal begins on a day; empty if it breaks only those that
/// were overruled when it was made.
fn overruled(
    register: &Register,
    entry: &Pairing,
    on: Day,
    force: Option<&str>,
) -> Result<Option<String>, Failure> {
    let places = register
        .person_index(&entry.record.participant)
        .zip(register.mentor_index(&entry.record.mentor));
    let Some((parent, mentor)) = places else {
        return Ok(None);
    };
    let pool = Pool::new(register, on, &[]);
    let before = entry
        .record
        .why
        .as_ref()
        .and_then(|why| why.forced.as_deref());
    let (known, reason) = before
        .and_then(|forced| forced.split_once(':'))
        .unwrap_or(("", ""));
    let is_known = |rule: Rule| known.split(',').any(|word| word.trim() == rule.word());
    let (old, new): (Vec<_>, Vec<_>) = candidate(&pool, parent, mentor)
        .broken
        .into_iter()
        .partition(|broken| is_known(broken.rule));
    if new.is_empty() {
        return Ok(None);
    }
    let Some(force) = reason_given(force)? else {
        return Err(refusal(
            &pool,
            mentor,
            &people::match_label(register, &entry.id),
            &new,
        ));
    };
    let both = if old.is_empty() {
        force.to_owned()
    } else {
        format!("{}; {force}", reason.trim())
    };
    let mut all: Vec<Broken> = old.into_iter().chain(new).collect();
    all.sort_by_key(|broken| broken.rule);
    Ok(forced(&all, &both))
}

/// The open proposal of a parent, with a mentor if one was named; or the named match.
pub(super) fn proposal<'r>(
    register: &'r Register,
    who: &ParentOrMatch,
    mentor: Option<&MentorId>,
    today: Day,
) -> Result<&'r Pairing, Failure> {
    let open = |entry: &&Pairing| entry.record.is_open_proposal(today);
    chosen(register, who, mentor, &open, "open proposed match")
}

/// The one match of a parent that fits, with a mentor if one was named; or the named match, if it fits.
pub(super) fn chosen<'r>(
    register: &'r Register,
    who: &ParentOrMatch,
    mentor: Option<&MentorId>,
    fits: &dyn Fn(&&'r Pairing) -> bool,
    what: &str,
) -> Result<&'r Pairing, Failure> {
    let id = match who {
        ParentOrMatch::Parent(id) => id,
        ParentOrMatch::Match(id) => {
            let entry = register.match_entry(id).filter(|entry| fits(entry));
            return entry.ok_or_else(|| {
                Failure::refused(format!("{id} is not an {what}"))
                    .help(format!("`peer show {id}` shows its state"))
            });
        }
    };
    let label = people::participant_label(register, id);
    let person = register.person_index(id).unwrap_or_default();
    let is_with = |entry: &&Pairing| mentor.is_none_or(|mentor| entry.record.mentor == *mentor);
    let fitting: Vec<&Pairing> = register
        .matches_of_person(person)
        .filter(is_with)
        .filter(|entry| fits(entry))
        .collect();
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => Err(Failure::refused(format!("{label} has no {what}"))
            .help(format!("`peer show {id}` lists the matches"))),
        several => {
            let all: Vec<String> = several
                .iter()
                .map(|entry| people::match_label(register, &entry.id))
                .collect();
            Err(Failure::new(format!("{label} has more than one {what}"))
                .help(format!("choose one: {}", all.join("; "))))
        }
    }
}
