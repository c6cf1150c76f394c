//! What is written when someone decides about two people: one line, and lines that contradict it are removed.

use std::collections::BTreeMap;

use crate::cli::failure::Failure;
use crate::cli::peer::Peer;
use crate::cli::people::participant_label;
use crate::record::word::words;
use crate::record::{Datum, Kind, ParticipantId};
use crate::register::Register;
use crate::store::{Change, Directory, Edit};

words! {
    /// A decision about two people.
    pub enum Decision {
        /// They are one person.
        Same = "same",
        /// They are two people.
        Not = "not",
        /// It is not clear yet.
        Later = "later",
    }
}

/// Decisions, with the edits that they need.
pub(super) struct Decided<'p> {
    peer: &'p Peer,
    directory: &'p Directory,
    register: &'p Register,
    edits: BTreeMap<ParticipantId, Edit>,
    /// The ids that count for people who were joined here.
    joined: BTreeMap<ParticipantId, ParticipantId>,
    done: Vec<String>,
}

impl<'p> Decided<'p> {
    pub(super) fn new(peer: &'p Peer, directory: &'p Directory, register: &'p Register) -> Self {
        Self {
            peer,
            directory,
            register,
            edits: BTreeMap::new(),
            joined: BTreeMap::new(),
            done: Vec::new(),
        }
    }

    pub(super) fn register(&self) -> &'p Register {
        self.register
    }

    /// The id that counts for a person, after what was decided here.
    fn root(&self, id: &ParticipantId) -> ParticipantId {
        let mut at = self.register.root(id).clone();
        while let Some(next) = self.joined.get(&at) {
            at = next.clone();
        }
        at
    }

    /// Whether two are already one person, after what was decided here.
    pub(super) fn is_settled(&self, one: &ParticipantId, other: &ParticipantId) -> bool {
        self.root(one) == self.root(other)
    }

    /// Makes a decision about two people.
    ///
    /// # Errors
    /// They are one record, it is so already, or a file cannot be edited.
    pub(super) fn take(
        &mut self,
        decision: Decision,
        one: &ParticipantId,
        other: &ParticipantId,
    ) -> Result<(), Failure> {
        if one == other {
            let label = participant_label(self.register, one);
            return Err(
                Failure::new(format!("you named the same record twice, {label}")).help(
                    "give two different ids; `peer same` lists people who may be the same person",
                ),
            );
        }
        match decision {
            Decision::Same => self.same(one, other),
            Decision::Not => self.not(one, other),
            Decision::Later => self.later(one, other),
        }
    }

    fn labels(&self, one: &ParticipantId, other: &ParticipantId) -> (String, String) {
        let label = |id| participant_label(self.register, id);
        (label(one), label(other))
    }

    fn same(&mut self, one: &ParticipantId, other: &ParticipantId) -> Result<(), Failure> {
        let (a, b) = (self.root(one), self.root(other));
        let (first, second) = self.labels(one, other);
        if a == b {
            return Err(Failure::refused(format!(
                "{first} and {second} are already one person; nothing was written"
            )));
        }
        let (root, duplicate) = if a < b { (a, b) } else { (b, a) };
        self.forget(&root, &duplicate)?;
        let value = Datum::Text(root.to_string());
        self.edit(&duplicate)?.set("same_as", &value);
        self.done.push(format!(
            "{first} and {second} are one person: {root} counts, as its id comes first; `peer show {root}` has the facts of both"
        ));
        self.joined.insert(duplicate, root);
        Ok(())
    }

    fn not(&mut self, one: &ParticipantId, other: &ParticipantId) -> Result<(), Failure> {
        if self.is_settled(one, other) {
            self.part(one, other)?;
        }
        self.forget(one, other)?;
        self.list("not_same_as", one, other)?;
        let (first, second) = self.labels(one, other);
        self.done
            .push(format!("{first} and {second} are two people"));
        Ok(())
    }

    fn later(&mut self, one: &ParticipantId, other: &ParticipantId) -> Result<(), Failure> {
        if self.is_settled(one, other) {
            self.part(one, other)?;
        }
        self.forget(one, other)?;
        self.list("maybe_same", one, other)?;
        let (first, second) = self.labels(one, other);
        self.done.push(format!(
            "{first} and {second} may be one person: reports give a range"
        ));
        Ok(())
    }

    /// Writes the smaller id into a list of the greater one, so that two laptops write the same line.
    fn list(
        &mut self,
        key: &str,
        one: &ParticipantId,
        other: &ParticipantId,
    ) -> Result<(), Failure> {
        let (small, great) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        let item = Datum::Text(small.to_string());
        self.edit(great)?.include(key, &item);
        Ok(())
    }

    /// Removes the line that makes two records one person.
    fn part(&mut self, one: &ParticipantId, other: &ParticipantId) -> Result<(), Failure> {
        let says = |from: &ParticipantId, to: &ParticipantId| {
            let all = &self.register.records().participants;
            let entry = all.iter().find(|entry| entry.id == *from);
            entry.is_some_and(|entry| entry.record.same_as.as_ref() == Some(to))
        };
        let duplicate = match (says(one, other), says(other, one)) {
            (true, _) => one,
            (_, true) => other,
            _ => {
                let (first, second) = self.labels(one, other);
                return Err(Failure::refused(format!(
                    "{first} and {second} are one person through a third record; nothing was written"
                ))
                .help(format!(
                    "`peer show {one}` lists the records: separate the two that are not the same person"
                )));
            }
        };
        let duplicate = duplicate.clone();
        self.edit(&duplicate)?.unset("same_as");
        Ok(())
    }

    /// Removes what was decided about two people before.
    fn forget(&mut self, one: &ParticipantId, other: &ParticipantId) -> Result<(), Failure> {
        let files = |id: &ParticipantId| -> Vec<ParticipantId> {
            let person = self.register.person(id);
            person.map_or_else(
                || vec![id.clone()],
                |person| person.ids().cloned().collect(),
            )
        };
        let (ours, theirs) = (files(one), files(other));
        let pairs = ours
            .iter()
            .flat_map(|a| theirs.iter().flat_map(move |b| [(a, b), (b, a)]));
        let mut out = Vec::new();
        for (from, to) in pairs {
            let all = &self.register.records().participants;
            let Some(entry) = all.iter().find(|entry| entry.id == *from) else {
                continue;
            };
            for (key, list) in [
                ("not_same_as", &entry.record.not_same_as),
                ("maybe_same", &entry.record.maybe_same),
            ] {
                if list.contains(to) {
                    out.push((from.clone(), key, to.clone()));
                }
            }
        }
        for (from, key, to) in out {
            let _ = self.edit(&from)?.exclude(key, to.as_str());
        }
        Ok(())
    }

    fn edit(&mut self, id: &ParticipantId) -> Result<&mut Edit, Failure> {
        if !self.edits.contains_key(id) {
            let path = self.directory.path_of(Kind::Participant, id.as_str());
            let edit = self
                .peer
                .open(self.directory, &path, None, Kind::Participant)?;
            self.edits.insert(id.clone(), edit);
        }
        self.edits
            .get_mut(id)
            .ok_or_else(|| Failure::new(format!("{id} cannot be edited")))
    }

    /// The change, and the decisions in words.
    pub(super) fn finish(self) -> (Change, String) {
        let mut change = Change::default();
        for edit in self.edits.values() {
            change.replace(edit.path(), edit.original(), edit.text());
        }
        (change, self.done.join("\n"))
    }
}
