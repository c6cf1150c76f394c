//! One match, made by name.

use super::Pair;
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::{Made, is_open, make, reason_given, refusal};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::matching::Pool;
use crate::matching::rank::candidate;
use crate::record::{Day, MentorId};
use crate::register::Register;
use crate::report::matching::decimal;
use crate::store::Change;

impl Pair {
    pub(super) fn make(&self, peer: &Peer, who: &str, mentor: &str) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = self.register(peer, &directory)?;
        let on = self.day(peer.today)?;
        let id = people::person(&register, who)?;
        let mentor = people::mentor(&register, mentor)?;
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
            return Err(refusal(&label, &found.broken));
        }
        if found.is_allowed() && force.is_some() {
            peer.screen
                .note("no rule had to be overruled: the match records no force");
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
        let verb = if self.propose { "proposed" } else { "matched" };
        let again = rematch(&register, parent, on);
        let done = format!(
            "{verb} {label} on {on} ({match_id}): {} points for fit{again}",
            decimal(found.score.fit())
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// Why nothing can be made of a parent and a mentor on a day, where the records already say something of them.
pub(super) fn taken(
    register: &Register,
    parent: usize,
    mentor: &MentorId,
    on: Day,
    propose: bool,
) -> Option<Failure> {
    let label = |id| people::match_label(register, id);
    let active = register
        .matches_of_person(parent)
        .find(|entry| entry.record.is_active(on));
    if let Some(entry) = active.filter(|entry| entry.record.mentor == *mentor) {
        return Some(Failure::refused(format!(
            "they are matched already: {}",
            label(&entry.id)
        )));
    }
    if let Some(failure) = begun_later(register, parent, mentor, on) {
        return Some(failure);
    }
    let open = register
        .matches_of_person(parent)
        .find(|entry| is_open(entry, on));
    let entry = open.filter(|entry| propose || entry.record.mentor != *mentor)?;
    let refused = Failure::refused(format!("a proposal is open: {}", label(&entry.id)));
    Some(refused.help(format!(
        "`peer accept {0}` begins it, `peer decline {0} --by program` takes it back",
        entry.id
    )))
}

/// Why nothing can be made of a parent and a mentor on a day before a match of the two began: it would begin twice.
fn begun_later(register: &Register, parent: usize, mentor: &MentorId, on: Day) -> Option<Failure> {
    let of_both = register
        .matches_of_person(parent)
        .filter(|entry| entry.record.mentor == *mentor);
    let (began, id) = of_both
        .filter_map(|entry| Some((entry.record.began?, &entry.id)))
        .filter(|(began, _)| *began > on)
        .min()?;
    let label = people::match_label(register, id);
    Some(
        Failure::refused(format!("they are matched from {began} on: {label}")).help(format!(
            "if that day is wrong, `peer set {id} began={on}` corrects it"
        )),
    )
}

/// That a parent had a mentor before, or has another one later, for the end of a sentence.
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
