//! One match, made by name.

use super::Pair;
use super::taken::taken;
use crate::cli::args::{Ref, Resolve};
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::{Made, end, make, reason_given, refusal};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::matching::Pool;
use crate::matching::rank::candidate;
use crate::record::{Day, MentorId, ParticipantId};
use crate::register::{Pairing, Register};
use crate::report::matching::decimal;
use crate::store::{Change, Scope};

impl Pair {
    pub(super) fn make(
        &self,
        peer: &Peer,
        who: &Ref<ParticipantId>,
        mentor: &Ref<MentorId>,
    ) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = match self.instead {
            // A match that would end before one of its sessions is refused now.
            Some(_) => peer.register(&directory, Scope::ALL)?,
            None => self.register(peer, &directory)?,
        };
        let on = self.day(peer.today)?;
        let id = who.resolve(&register)?;
        let mentor = mentor.resolve(&register)?;
        let parent = register.person_index(&id).unwrap_or_default();
        let at = register.mentor_index(&mentor).unwrap_or_default();
        let pool = Pool::new(&register, on, &[]);
        let found = candidate(&pool, parent, at);
        if let Some(failure) = taken(&register, parent, &mentor, on, self.propose) {
            return Err(failure);
        }
        let label = format!(
            "{} with {}",
            people::participant_label(&register, &id),
            people::mentor_label(&register, &mentor)
        );
        let force = reason_given(self.force.as_deref())?;
        if !found.is_allowed() && force.is_none() {
            return Err(refusal(&pool, at, &label, &found.broken));
        }
        if found.is_allowed() && force.is_some() {
            peer.screen
                .note("the match breaks no rule, so --force was not needed and is not recorded");
        }
        let made = Made {
            parent,
            mentor: at,
            on,
            propose: self.propose,
            force,
        };
        let mut change = Change::default();
        let match_id = make(peer, &directory, &pool, &found, &made, &mut change)?;
        let instead = match &self.instead {
            Some(reason) => {
                let reason = reason.resolve(directory.program())?;
                let before = the_one_before(&register, parent, on)?;
                end(peer, &directory, before, on, &reason, &mut change)?;
                format!("; ended {}", people::match_label(&register, &before.id))
            }
            None => String::new(),
        };
        let verb = if self.propose { "proposed" } else { "matched" };
        let again = match instead.is_empty() {
            true => rematch(&register, parent, on),
            false => instead,
        };
        let done = format!(
            "{verb} {label} on {on} ({match_id}): {} points for fit, not counting points for waiting{again}",
            decimal(found.score.fit())
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// The one match that a parent has on a day, to be replaced by another.
fn the_one_before(register: &Register, parent: usize, on: Day) -> Result<&Pairing, Failure> {
    let holds = |entry: &&Pairing| entry.record.is_active(on) && entry.record.ended.is_none();
    let mut active = register.matches_of_person(parent).filter(holds);
    match (active.next(), active.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(
            Failure::refused(format!("the parent has no mentor on {on}"))
                .help("leave --instead out"),
        ),
        (Some(_), Some(_)) => Err(Failure::refused("the parent has several mentors")
            .help("end one with `peer unmatch`, and leave --instead out")),
    }
}

/// Says that a parent had a mentor before, or has another one later, for the end of a sentence.
fn rematch(register: &Register, parent: usize, on: Day) -> String {
    let others = || {
        register
            .matches_of_person(parent)
            .filter_map(|entry| Some((entry.record.began?, &entry.id)))
    };
    let mut told = match others().filter(|(began, _)| *began < on).count() {
        0 => String::new(),
        1 => "; a re-match, after one earlier match".to_owned(),
        many => format!("; a re-match, after {many} earlier matches"),
    };
    if let Some((began, id)) = others().filter(|(began, _)| *began > on).min() {
        told += &format!("; another match begins on {began} ({id})");
    }
    told
}
