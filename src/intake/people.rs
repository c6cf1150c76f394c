//! Who a name in a sheet is: somebody on file, somebody of an earlier row, or nobody yet.

mod given;
mod like;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::unlikely;
use super::near::{Name, alike, keys, short_keys};
use super::{Answer, ImportDecisions, Question};
use crate::record::{Day, Identity, PersonId};
use crate::register::Register;
use crate::same::{Crowd, Described, described};

/// Somebody on file, or of an earlier row.
#[derive(Debug)]
pub(super) struct Known {
    /// The id that counts.
    pub id: PersonId,
    /// The row that made this person; `None` for somebody on file.
    pub row: Option<usize>,
    born: Option<Day>,
    names: Vec<Name>,
    external_ids: BTreeSet<String>,
}

/// What a row says of who it is about.
#[derive(Debug, Default)]
pub(super) struct Who<'w> {
    /// The row.
    pub row: usize,
    /// The name, given names first.
    pub name: &'w str,
    /// The birth date.
    pub born: Option<Day>,
    /// Ids in other systems.
    pub external_ids: &'w [String],
    /// All that the row says of who it is, if it has columns for it.
    pub told: Described,
}

/// Who a row is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// Somebody known, by place; `said` where a person decided so.
    Known { at: usize, said: bool },
    /// Somebody new, who is not one of these.
    New(Vec<PersonId>),
    /// It cannot be told; why.
    Unclear(String),
}

/// Everybody of one kind, found by names and by ids in other systems.
#[derive(Debug, Default)]
pub(super) struct People {
    known: Vec<Known>,
    by_name: HashMap<String, Vec<usize>>,
    names: Vec<(usize, Name)>,
    by_key: HashMap<String, Vec<usize>>,
    by_short_form: HashMap<String, Vec<usize>>,
    by_external_id: HashMap<String, Vec<usize>>,
    /// The same people, to be compared in more than the name.
    crowd: RefCell<Crowd>,
    /// What people are called by what was decided in this sheet.
    decided: BTreeSet<(usize, String)>,
}

impl People {
    /// The participants on file, each under the id that counts.
    pub fn participants(register: &Register) -> Self {
        let mut people = Self::default();
        for person in register.people() {
            let ids = person.ids().map(|id| PersonId::Participant(id.clone()));
            let identities: Vec<&Identity> = ids.filter_map(|id| own(register, &id)).collect();
            let told = described(register, person);
            people.file(PersonId::Participant(person.id.clone()), &identities, &told);
        }
        people
    }

    /// The mentors on file.
    pub fn mentors(register: &Register) -> Self {
        let mut people = Self::default();
        for entry in &register.records().mentors {
            let id = PersonId::Mentor(entry.id.clone());
            let identity = register.identity(&id).into_iter().collect::<Vec<_>>();
            let told = Described::of(&identity);
            people.file(id, &identity, &told);
        }
        people
    }

    fn file(&mut self, id: PersonId, identities: &[&Identity], told: &Described) {
        self.crowd.get_mut().add(told);
        let names: Vec<String> = identities
            .iter()
            .flat_map(|identity| identity.names_to_find())
            .collect();
        let external: Vec<String> = identities
            .iter()
            .flat_map(|identity| &identity.external_ids)
            .map(ToString::to_string)
            .collect();
        let born = identities.iter().find_map(|identity| identity.born);
        let at = self.known.len();
        self.known.push(Known {
            id,
            row: None,
            born,
            names: Vec::new(),
            external_ids: BTreeSet::new(),
        });
        names.iter().for_each(|name| self.know(at, name));
        self.give_ids(at, &external);
    }

    /// Adds somebody new.
    pub fn add(&mut self, id: PersonId, who: &Who<'_>) -> usize {
        self.crowd.get_mut().add(&who.told);
        let at = self.known.len();
        let row = Some(who.row);
        self.known.push(Known {
            id,
            row,
            born: who.born,
            names: Vec::new(),
            external_ids: BTreeSet::new(),
        });
        self.know(at, who.name);
        self.give_ids(at, who.external_ids);
        at
    }

    /// Somebody by place.
    pub fn get(&self, at: usize) -> &Known {
        &self.known[at]
    }

    /// Somebody whose id on file a sheet has in place of a name, by place.
    pub fn with_id(&self, register: &Register, text: &str) -> Option<usize> {
        let id: PersonId = text.parse().ok()?;
        let id = match id {
            PersonId::Participant(id) if register.has_participant(text) => {
                PersonId::Participant(register.root(&id).clone())
            }
            id => id,
        };
        self.known.iter().position(|known| known.id == id)
    }

    /// Gives somebody a further name, as was decided in this sheet.
    pub fn call(&mut self, at: usize, name: &str) {
        self.decided.insert((at, Name::of(name).folded));
        self.know(at, name);
    }

    /// Finds somebody by a name.
    fn know(&mut self, at: usize, name: &str) {
        let name = Name::of(name);
        if name.words.is_empty() || self.known[at].names.contains(&name) {
            return;
        }
        let of_these_words = self.by_name.entry(name.sorted.clone()).or_default();
        if !of_these_words.contains(&at) {
            of_these_words.push(at);
        }
        let all: BTreeSet<String> = name.words.iter().flat_map(|word| keys(word)).collect();
        for key in all {
            self.by_key.entry(key).or_default().push(self.names.len());
        }
        for key in short_keys(&name).0 {
            let same = self.by_short_form.entry(key).or_default();
            same.push(self.names.len());
        }
        self.names.push((at, name.clone()));
        self.known[at].names.push(name);
    }

    /// Gives somebody ids in other systems.
    pub fn give_ids(&mut self, at: usize, ids: &[String]) {
        for id in ids {
            if self.known[at].external_ids.insert(id.clone()) {
                self.by_external_id.entry(id.clone()).or_default().push(at);
            }
        }
    }

    /// Gives somebody a birth date.
    pub fn give_birth_date(&mut self, at: usize, born: Day) {
        self.known[at].born = Some(born);
    }

    /// Whether somebody has a birth date.
    pub fn has_birth_date(&self, at: usize) -> bool {
        self.known[at].born.is_some()
    }

    /// Whether anybody goes by a name, but for case, accents and signs.
    pub fn has_name(&self, name: &str) -> bool {
        let of_these_words = self.by_name.get(&Name::of(name).sorted);
        of_these_words
            .into_iter()
            .flatten()
            .any(|at| self.is_called(*at, name))
    }

    /// Whether somebody is known to be born on another day than a row says.
    fn has_other_birth_date(&self, at: usize, who: &Who<'_>) -> bool {
        self.known[at]
            .born
            .zip(who.born)
            .is_some_and(|(one, other)| one != other)
    }

    /// Whether somebody goes by a name, but for case, accents and signs.
    pub fn is_called(&self, at: usize, name: &str) -> bool {
        let name = Name::of(name);
        self.known[at]
            .names
            .iter()
            .any(|known| known.folded == name.folded)
    }

    /// Whether a name looks like that of somebody.
    pub fn looks_like(&self, at: usize, name: &str) -> bool {
        let name = Name::of(name);
        self.known[at].names.iter().any(|known| alike(known, &name))
    }

    /// Whether a name may be that of somebody else too, as `Rosa M.` of Rosa Medina and Rosa Medrano.
    pub fn may_be_others(&self, at: usize, name: &str) -> bool {
        let name = Name::of(name);
        let mut all = self.candidates(&name);
        all.any(|(other, known)| other != at && alike(known, &name))
    }

    /// Whether a text has more words than any name of somebody, and may be of two people or say more than a name.
    pub fn may_be_two(&self, at: usize, text: &str) -> bool {
        let words = Name::of(text).words.len();
        let names = &self.known[at].names;
        names.iter().all(|known| known.words.len() < words)
    }

    /// Whether more than the name says that somebody on file is meant: the birth date, or an id in another system.
    pub fn agrees(&self, at: usize, who: &Who<'_>) -> bool {
        let known = &self.known[at];
        known.born.is_some() && known.born == who.born
            || who
                .external_ids
                .iter()
                .any(|id| known.external_ids.contains(id))
    }

    /// Of mentors: what to do about one who has the name of a new participant and may be the same person.
    pub fn namesake(&self, register: &Register, name: &str, new: &str) -> Option<String> {
        let all = self.by_name.get(&Name::of(name).sorted)?;
        let mentor = all
            .iter()
            .map(|at| &self.known[*at].id)
            .find(|id| match id {
                PersonId::Mentor(id) => register
                    .mentor(id)
                    .is_some_and(|entry| entry.record.participant.is_none()),
                PersonId::Participant(_) => false,
            })?;
        Some(format!(
            "has the name of the mentor {mentor}; if it is the same person: `peer set {mentor} participant={new}`"
        ))
    }

    /// Who may be meant by a name that nobody has: by the given name alone, an initial, or a slip.
    pub fn perhaps(&self, name: &str) -> Option<&PersonId> {
        let name = Name::of(name);
        if self.by_name.contains_key(&name.sorted) {
            return None;
        }
        let begins = |known: &Name| known.folded.split(' ').next() == Some(name.folded.as_str());
        let mut known = self.known.iter();
        let found = known.find(|one| {
            let mut names = one.names.iter();
            names.any(|known| alike(known, &name) || begins(known))
        });
        found.map(|one| &one.id)
    }

    /// Those of some ids that somebody does not have.
    pub fn lacking(&self, at: usize, ids: &[String]) -> Vec<String> {
        ids.iter()
            .filter(|id| !self.known[at].external_ids.contains(*id))
            .cloned()
            .collect()
    }

    /// Who a row is about. Whoever only looks like it is asked about.
    pub fn who(&self, who: &Who<'_>, decisions: &mut dyn ImportDecisions) -> Is {
        let name = Name::of(who.name);
        let by_id: BTreeSet<usize> = who
            .external_ids
            .iter()
            .filter_map(|id| self.by_external_id.get(id))
            .flatten()
            .copied()
            .collect();
        let mut near: BTreeMap<usize, &'static str> = BTreeMap::new();
        let is_called = |at: usize| self.known[at].names.iter().any(|known| alike(known, &name));
        let called: Vec<usize> = by_id.iter().copied().filter(|at| is_called(*at)).collect();
        match called.as_slice() {
            [one] if !self.has_other_birth_date(*one, who) => {
                return Is::Known {
                    at: *one,
                    said: false,
                };
            }
            _ => near.extend(by_id.iter().map(|at| {
                let why = match (is_called(*at), self.has_other_birth_date(*at, who)) {
                    (true, true) => "has that id in another system, and another birth date",
                    (true, false) => "has that id in another system",
                    (false, _) => "has that id in another system, and another name",
                };
                (*at, why)
            })),
        }
        let same: Vec<usize> = self
            .by_name
            .get(&name.sorted)
            .into_iter()
            .flatten()
            .copied()
            .collect();
        match self.exact(who, &name, &same).as_slice() {
            [one] if near.is_empty() && !self.is_of_others(*one, who, &name) => {
                return Is::Known {
                    at: *one,
                    said: false,
                };
            }
            _ => {}
        }
        let is_an_id = !who.name.contains(' ') && who.external_ids.iter().any(|id| id == who.name);
        if let Some(why) = unlikely(who.name).filter(|_| !is_an_id && same.is_empty()) {
            return Is::Unclear(why);
        }
        for at in same {
            near.entry(at).or_insert_with(|| self.why(who, &name, at));
        }
        for (at, why) in self.much_alike(who) {
            near.entry(at).or_insert(why);
        }
        for (at, known) in self.candidates(&name) {
            let other_birth = self.has_other_birth_date(at, who);
            if !other_birth && !near.contains_key(&at) && alike(known, &name) {
                near.insert(at, "has a name much like it");
            }
        }
        if near.is_empty() {
            Is::New(Vec::new())
        } else {
            self.ask(who, near, decisions)
        }
    }

    /// Names that have, but for a letter or a short form, all words of this name, or of which this name has all words.
    fn candidates(&self, name: &Name) -> impl Iterator<Item = (usize, &Name)> {
        let mut shared: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (nth, word) in name.words.iter().enumerate() {
            for known in keys(word)
                .iter()
                .filter_map(|key| self.by_key.get(key))
                .flatten()
            {
                shared.entry(*known).or_default().insert(nth);
            }
        }
        let asked = name.whole_words();
        let enough =
            move |known: &Name, shared: usize| shared >= asked.min(known.whole_words()).max(1);
        let asked = short_keys(name).1;
        let short = asked.iter().filter_map(|key| self.by_short_form.get(key));
        let short: BTreeSet<usize> = short.flatten().copied().collect();
        let close = shared
            .into_iter()
            .filter_map(move |(at, shared)| enough(&self.names[at].1, shared.len()).then_some(at));
        close.chain(short).map(|at| {
            let (person, known) = &self.names[at];
            (*person, known)
        })
    }

    /// Those of the same name who cannot be anybody else: the birth date is the same too, or there is none in the sheet
    /// and the words stand in the same order.
    fn exact(&self, who: &Who<'_>, name: &Name, same: &[usize]) -> Vec<usize> {
        let of_one_system = |at: usize| {
            let system = |id: &str| id.split_once(':').map(|(system, _)| system.to_owned());
            let known: BTreeSet<_> = self.known[at]
                .external_ids
                .iter()
                .filter_map(|id| system(id))
                .collect();
            who.external_ids
                .iter()
                .any(|id| system(id).is_some_and(|system| known.contains(&system)))
        };
        let same = || same.iter().copied().filter(|at| !of_one_system(*at));
        let alike = |at: &usize| {
            self.known[*at]
                .names
                .iter()
                .any(|known| known.folded == name.folded)
        };
        match who.born {
            Some(born) => same()
                .filter(|at| self.known[*at].born == Some(born))
                .collect(),
            None => same().filter(alike).collect(),
        }
    }

    fn why(&self, who: &Who<'_>, name: &Name, at: usize) -> &'static str {
        let known = &self.known[at];
        let in_order = known.names.iter().any(|known| known.folded == name.folded);
        match (known.born, who.born) {
            (Some(one), Some(other)) if one != other => "has the same name and another birth date",
            (None, Some(_)) if in_order => "has the same name and no birth date on file",
            _ if in_order => "has the same name",
            _ => "has the same names in another order",
        }
    }

    fn ask(
        &self,
        who: &Who<'_>,
        near: BTreeMap<usize, &'static str>,
        decisions: &mut dyn ImportDecisions,
    ) -> Is {
        let places: Vec<usize> = near.keys().copied().collect();
        let candidates = near
            .iter()
            .map(|(at, why)| (self.known[*at].id.clone(), *why))
            .collect();
        let rows = places.iter().map(|at| self.known[*at].row).collect();
        let question = Question {
            row: who.row,
            name: who.name.to_owned(),
            born: who.born,
            candidates,
            rows,
        };
        match decisions.near(&question) {
            Answer::New => Is::New(near.keys().map(|at| self.known[*at].id.clone()).collect()),
            Answer::Same(nth) => match places.get(nth) {
                Some(at) if self.has_other_birth_date(*at, who) => {
                    let id = &self.known[*at].id;
                    Is::Unclear(format!(
                        "{id} has another birth date: correct it in the sheet or on file"
                    ))
                }
                Some(at) => Is::Known {
                    at: *at,
                    said: true,
                },
                None => Is::Unclear(question.unclear()),
            },
            Answer::Unclear => Is::Unclear(question.unclear()),
        }
    }
}

/// The identity of a participant's own file.
fn own<'r>(register: &'r Register, id: &PersonId) -> Option<&'r Identity> {
    register.own_identity(id)
}

#[cfg(test)]
mod tests {
    use super::People;
    use crate::register::testing::register;

    #[test]
    fn a_name_that_may_be_that_of_two_people_is_not_the_name_of_one() {
        let register = register(&[
            ("participants/p-one.toml", ""),
            (
                "identities/p-one.toml",
                "given = \"Rosa\"\nfamily = \"Medina\"\n",
            ),
            ("participants/p-two.toml", ""),
            (
                "identities/p-two.toml",
                "given = \"Rosa\"\nfamily = \"Medrano\"\n",
            ),
        ]);
        let people = People::participants(&register);
        let medina = (0..2)
            .find(|at| people.get(*at).id.as_str() == "p-one")
            .unwrap();
        assert!(people.may_be_others(medina, "Rosa M."));
        assert!(!people.may_be_others(medina, "Rosa Medina Cruz"));
    }
}
