//! What the rules share: the register, the day, and lookups that several of them need.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::known_contacts::Contacts;
use super::known_names::Names;
use crate::record::{Day, Entry, Finding, Kind, Match, Participant, ParticipantId};
use crate::register::{Child, Pairing, Register};

/// The input of a rule.
pub(super) struct Context<'r> {
    pub register: &'r Register,
    pub today: Day,
    /// Every child, combined over case files.
    pub children: Vec<Child>,
    /// The match that each session names, if it is on file, in order of the sessions.
    pub match_of_session: Vec<Option<&'r Pairing>>,
    names: OnceCell<Names<'r>>,
    contacts: OnceCell<Contacts<'r>>,
    /// The names of files that could not be read as records, without their ending.
    pub unread: HashSet<&'r str>,
}

impl<'r> Context<'r> {
    pub fn new(register: &'r Register, today: Day, faults: &'r [Finding]) -> Self {
        let unread = faults
            .iter()
            .filter_map(|fault| unread(&fault.place.path))
            .collect();
        let sessions = register.records().sessions.iter();
        let match_of_session = sessions
            .map(|entry| {
                entry
                    .record
                    .match_id
                    .as_ref()
                    .and_then(|id| register.match_entry(id))
            })
            .collect();
        let (names, contacts) = (OnceCell::new(), OnceCell::new());
        Self {
            register,
            today,
            children: register.children(),
            match_of_session,
            names,
            contacts,
            unread,
        }
    }

    /// Every name on file.
    pub fn names(&self) -> &Names<'r> {
        self.names.get_or_init(|| Names::of(self.register))
    }

    /// Every phone number, address and number in another system on file.
    pub fn contacts(&self) -> &Contacts<'r> {
        self.contacts.get_or_init(|| Contacts::of(self.register))
    }

    /// The file of a participant.
    pub fn participant(&self, id: &ParticipantId) -> Option<&'r Entry<ParticipantId, Participant>> {
        let all = &self.register.records().participants;
        all.binary_search_by(|entry| entry.id.cmp(id))
            .ok()
            .map(|at| &all[at])
    }

    /// The matches whose mentor and person are both on file, with their places.
    pub fn pairs(&self) -> impl Iterator<Item = Pair<'r>> {
        let register = self.register;
        register.records().matches.iter().filter_map(|entry| {
            let mentor = register.mentor_index(&entry.record.mentor)?;
            let person = register.person_index(&entry.record.participant)?;
            Some(Pair {
                entry,
                mentor,
                person,
            })
        })
    }

    /// Whether a match is active today, or is an unanswered proposal.
    pub fn is_present(&self, record: &Match) -> bool {
        record.is_active(self.today) || record.is_open_proposal(self.today)
    }
}

/// A match with the places of its mentor and person.
pub(super) struct Pair<'r> {
    pub entry: &'r Pairing,
    /// In the records.
    pub mentor: usize,
    /// In the people of the register.
    pub person: usize,
}

/// The day on which a match takes a place with its mentor: that of the proposal, otherwise of its beginning.
pub(super) fn taken(record: &Match) -> Option<Day> {
    record.proposed.into_iter().chain(record.began).min()
}

/// The rules that a match says were overruled when it was made: `forced = "rule: reason"`, with several rules before
/// the colon separated by commas.
pub(super) fn overruled(record: &Match) -> impl Iterator<Item = &str> {
    let forced = record.why.as_ref().and_then(|why| why.forced.as_deref());
    let rules = forced.and_then(|forced| forced.split(':').next());
    rules
        .into_iter()
        .flat_map(|rules| rules.split(','))
        .map(str::trim)
}

/// Whether a match says that a rule was overruled when it was made.
pub(super) fn is_forced(record: &Match, rule: &str) -> bool {
    overruled(record).any(|named| named == rule)
}

/// The id of the record that the file at `path` should hold.
fn unread(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let root = folder.split('/').next()?;
    let is_record = Kind::ALL
        .iter()
        .any(|kind| *kind != Kind::Identity && kind.folder() == root);
    name.strip_suffix(".toml").filter(|_| is_record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read;

    #[test]
    fn a_forced_match_names_the_rules_it_overrules() {
        let forced = |text: &str| -> Match {
            let text =
                format!("participant = \"p-a\"\nmentor = \"m-a\"\n[why]\nforced = \"{text}\"\n");
            read::record(&text).unwrap()
        };
        assert!(is_forced(
            &forced("same-case: cousins, both asked for it"),
            "same-case"
        ));
        assert!(is_forced(
            &forced("same-case, mentor-over-capacity: asked"),
            "mentor-over-capacity"
        ));
        assert!(!is_forced(
            &forced("same-case: mentor-over-capacity"),
            "mentor-over-capacity"
        ));
    }
}
