//! The register itself: every reference is followed once, so that questions are lookups.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::person::Person;
use super::same;
use crate::record::{
    At, Case, CaseId, Day, Entry, Finding, Group, GroupId, IdMap, Identity, IdentityId, Match,
    MatchId, Mentor, MentorId, ParticipantId, PersonId, Program, Records, Session, SessionId,
};

/// All records, linked and unduplicated.
#[derive(Debug)]
pub struct Register {
    records: Records,
    people: Vec<Person>,
    person_of: IdMap<ParticipantId, usize>,
    mentor_of: IdMap<MentorId, usize>,
    matches_of_person: Vec<Vec<usize>>,
    matches_of_mentor: Vec<Vec<usize>>,
    cases_of_person: Vec<Vec<usize>>,
    findings: Vec<Finding>,
    names_hidden: bool,
}

impl Register {
    /// Links the records that count, without void records. A cycle of `same_as`, or a `same_as` to an unknown record,
    /// is a finding; these files then count as separate persons.
    #[must_use]
    pub fn new(records: Records) -> Self {
        Self::whole(records.without_void())
    }

    /// Links the records including everything void, for someone to look at.
    #[must_use]
    pub fn whole(records: Records) -> Self {
        let mut findings = Vec::new();
        let (people, person_of) = unite(&records, &mut findings);
        let mentor_of: IdMap<_, _> = records
            .mentors
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.id.clone(), at))
            .collect();
        let mut matches_of_person = vec![Vec::new(); people.len()];
        let mut matches_of_mentor = vec![Vec::new(); records.mentors.len()];
        for (at, entry) in records.matches.iter().enumerate() {
            if let Some(person) = person_of.get(&entry.record.participant) {
                matches_of_person[*person].push(at);
            }
            if let Some(mentor) = mentor_of.get(&entry.record.mentor) {
                matches_of_mentor[*mentor].push(at);
            }
        }
        let mut cases_of_person = vec![Vec::new(); people.len()];
        for (at, entry) in records.cases.iter().enumerate() {
            let persons: BTreeSet<usize> = entry
                .record
                .participants
                .iter()
                .filter_map(|id| person_of.get(id).copied())
                .collect();
            persons
                .into_iter()
                .for_each(|person| cases_of_person[person].push(at));
        }
        Self {
            records,
            people,
            person_of,
            mentor_of,
            matches_of_person,
            matches_of_mentor,
            cases_of_person,
            findings,
            names_hidden: false,
        }
    }

    /// The register without anyone's name, though people can still be found by theirs.
    #[must_use]
    pub fn names_hidden(self) -> Self {
        Self {
            names_hidden: true,
            ..self
        }
    }

    /// Whether it hides everyone's name.
    #[must_use]
    pub fn are_names_hidden(&self) -> bool {
        self.names_hidden
    }

    /// The records that count, without void records, which are in [`Records::void`].
    #[must_use]
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Returns the records.
    #[must_use]
    pub fn into_records(self) -> Records {
        self.records
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.records.program
    }

    /// What was wrong with the links of `same_as`.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Everyone, in order of the ids that count.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The place in [`Register::people`] of the person that an id leads to.
    #[must_use]
    pub fn person_index(&self, id: &ParticipantId) -> Option<usize> {
        self.person_of.get(id).copied()
    }

    /// The person that an id leads to.
    #[must_use]
    pub fn person(&self, id: &ParticipantId) -> Option<&Person> {
        self.person_index(id).map(|at| &self.people[at])
    }

    /// The id that counts for a participant: that of the person, or its own if no record has it.
    #[must_use]
    pub fn root<'a>(&'a self, id: &'a ParticipantId) -> &'a ParticipantId {
        self.person(id).map_or(id, |person| &person.id)
    }

    /// Whether two ids lead to one person.
    #[must_use]
    pub fn same_person(&self, one: &ParticipantId, other: &ParticipantId) -> bool {
        self.root(one) == self.root(other)
    }

    /// Whether a participant has that id.
    #[must_use]
    pub fn has_participant(&self, id: &str) -> bool {
        self.person_of.contains_key(id)
    }

    /// Whether a mentor has that id.
    #[must_use]
    pub fn has_mentor(&self, id: &str) -> bool {
        self.mentor_of.contains_key(id)
    }

    /// The place of a mentor in the records.
    #[must_use]
    pub fn mentor_index(&self, id: &MentorId) -> Option<usize> {
        self.mentor_of.get(id).copied()
    }

    /// A mentor.
    #[must_use]
    pub fn mentor(&self, id: &MentorId) -> Option<&Entry<MentorId, Mentor>> {
        self.mentor_index(id).map(|at| &self.records.mentors[at])
    }

    /// A case.
    #[must_use]
    pub fn case(&self, id: &CaseId) -> Option<&Entry<CaseId, Case>> {
        by_id(&self.records.cases, id)
    }

    /// A group.
    #[must_use]
    pub fn group(&self, id: &GroupId) -> Option<&Entry<GroupId, Group>> {
        by_id(&self.records.groups, id)
    }

    /// A match.
    #[must_use]
    pub fn match_entry(&self, id: &MatchId) -> Option<&Entry<MatchId, Match>> {
        by_id(&self.records.matches, id)
    }

    /// A session.
    #[must_use]
    pub fn session(&self, id: &SessionId) -> Option<&Entry<SessionId, Session>> {
        by_id(&self.records.sessions, id)
    }

    /// The identity of this record alone, if identities can be read.
    #[must_use]
    pub fn own_identity(&self, id: &PersonId) -> Option<&Identity> {
        self.own_names(|own| match own {
            IdentityId::Case(_) => Ordering::Less,
            IdentityId::Person(own) => own.cmp(id),
            IdentityId::Recipient(_) => Ordering::Greater,
        })
    }

    /// The numbers that others use for a case, if identities can be read.
    #[must_use]
    pub fn docket(&self, id: &CaseId) -> &[Box<str>] {
        let own = self.own_names(|own| match own {
            IdentityId::Case(own) => own.cmp(id),
            IdentityId::Person(_) | IdentityId::Recipient(_) => Ordering::Greater,
        });
        own.map_or(&[], |identity| &identity.docket)
    }

    fn own_names(&self, is: impl Fn(&IdentityId) -> Ordering) -> Option<&Identity> {
        let all = &self.records.identities;
        let at = all.binary_search_by(|entry| is(&entry.id)).ok()?;
        Some(&all[at].record)
    }

    /// The identity of a participant or mentor, if identities can be read, to find them by. For a participant,
    /// duplicates are searched too.
    #[must_use]
    pub fn identity(&self, id: &PersonId) -> Option<&Identity> {
        let direct = |id: &PersonId| self.own_identity(id);
        direct(id).or_else(|| match id {
            PersonId::Participant(participant) => self
                .person(participant)?
                .ids()
                .find_map(|id| direct(&PersonId::Participant(id.clone()))),
            PersonId::Mentor(mentor) => {
                let participant = self.mentor(mentor)?.record.participant.clone()?;
                self.person(&participant)?
                    .ids()
                    .find_map(|id| direct(&PersonId::Participant(id.clone())))
            }
        })
    }

    /// The name of a participant or mentor, if it is known and may be shown.
    #[must_use]
    pub fn name(&self, id: &PersonId) -> Option<String> {
        self.identity(id)
            .filter(|_| !self.names_hidden)
            .and_then(Identity::name)
    }

    /// The matches of a person, who is given by place in [`Register::people`], in order of ids.
    pub fn matches_of_person(&self, person: usize) -> impl Iterator<Item = &Entry<MatchId, Match>> {
        self.matches_of_person
            .get(person)
            .into_iter()
            .flatten()
            .map(|at| &self.records.matches[*at])
    }

    /// The matches of a mentor, who is given by place in the records, in order of ids.
    pub fn matches_of_mentor(&self, mentor: usize) -> impl Iterator<Item = &Entry<MatchId, Match>> {
        self.matches_of_mentor
            .get(mentor)
            .into_iter()
            .flatten()
            .map(|at| &self.records.matches[*at])
    }

    /// The cases of a person, who is given by place in [`Register::people`], in order of ids.
    pub fn cases_of_person(&self, person: usize) -> impl Iterator<Item = &Entry<CaseId, Case>> {
        self.cases_of_person
            .get(person)
            .into_iter()
            .flatten()
            .map(|at| &self.records.cases[*at])
    }

    /// The persons of a case, each once, by place in [`Register::people`].
    #[must_use]
    pub fn people_of_case(&self, case: &Case) -> BTreeSet<usize> {
        case.participants
            .iter()
            .filter_map(|id| self.person_index(id))
            .collect()
    }

    /// The persons at a session, each once, by place in [`Register::people`].
    #[must_use]
    pub fn people_at(&self, session: &Session) -> BTreeSet<usize> {
        session
            .participants
            .iter()
            .filter_map(|id| self.person_index(id))
            .collect()
    }

    /// The day of each person's first countable session, by place in [`Register::people`].
    #[must_use]
    pub fn first_served(&self) -> Vec<Option<Day>> {
        let mut first: Vec<Option<Day>> = vec![None; self.people.len()];
        for entry in self
            .records
            .sessions
            .iter()
            .filter(|entry| entry.record.is_countable())
        {
            for person in entry
                .record
                .participants
                .iter()
                .filter_map(|id| self.person_index(id))
            {
                first[person] =
                    Some(first[person].map_or(entry.record.on, |day| day.min(entry.record.on)));
            }
        }
        first
    }
}

fn by_id<'e, I: Ord, T>(entries: &'e [Entry<I, T>], id: &I) -> Option<&'e Entry<I, T>> {
    entries
        .binary_search_by(|entry| entry.id.cmp(id))
        .ok()
        .map(|at| &entries[at])
}

/// Follows `same_as` from every participant to the record that counts.
fn unite(
    records: &Records,
    findings: &mut Vec<Finding>,
) -> (Vec<Person>, IdMap<ParticipantId, usize>) {
    let entries = &records.participants;
    let next = |id: &ParticipantId| {
        let same = by_id(entries, id)?.record.same_as.as_ref()?;
        by_id(entries, same).map(|entry| entry.id.clone())
    };
    let mut root_of: IdMap<&ParticipantId, ParticipantId> = IdMap::default();
    for entry in entries {
        if let Some(message) = same::circle(&entry.id, next) {
            let (rule, at) = ("same-as-cycle", At::key("same_as"));
            let finding = Finding::error(rule, &entry.place, at, message);
            findings.push(finding.help(
                "choose one record as the main one, and delete the line `same_as` in that one only",
            ));
        }
        let root = same::root(&entry.id, next).unwrap_or_else(|_| entry.id.clone());
        root_of.insert(&entry.id, root);
    }
    let all = entries
        .iter()
        .map(|entry| (entry.id.clone(), &entry.record));
    let people: Vec<Person> = same::united(all, |id| root_of[id].clone())
        .into_iter()
        .map(Person::new)
        .collect();
    let person_of = people
        .iter()
        .enumerate()
        .flat_map(|(at, person)| person.ids().map(move |id| (id.clone(), at)))
        .collect();
    (people, person_of)
}

#[cfg(test)]
mod tests {
    use crate::register::testing::{day, register};

    #[test]
    fn a_chain_of_same_as_is_one_person_with_everything_united() {
        let register = register(&[
            (
                "participants/p-a.toml",
                "needs = [\"housing\"]\narea = \"1\"\n",
            ),
            (
                "participants/p-b.toml",
                "same_as = \"p-a\"\nneeds = [\"visitation\"]\narea = \"2\"\n",
            ),
            (
                "participants/p-c.toml",
                "same_as = \"p-b\"\ngender = \"man\"\n[[enrollment]]\nstart = 2026-01-01\n",
            ),
        ]);
        assert_eq!(register.people().len(), 1);
        let person = register.person(&"p-c".parse().unwrap()).unwrap();
        assert_eq!(person.id.as_str(), "p-a");
        assert_eq!(person.record.needs.len(), 2);
        assert_eq!(person.record.area.as_deref(), Some("1"));
        assert!(person.is_active(day("2026-05-05")));
    }

    #[test]
    fn a_circle_of_same_as_is_found_and_loses_nobody() {
        let register = register(&[
            ("participants/p-a.toml", "same_as = \"p-b\"\n"),
            ("participants/p-b.toml", "same_as = \"p-a\"\n"),
            ("participants/p-c.toml", ""),
        ]);
        assert_eq!(register.findings().len(), 2);
        assert_eq!(register.people().len(), 3);
    }
}
