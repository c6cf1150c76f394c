//! Who or what a session is about.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::logging::Logging;
use super::table::SessionKind;
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::record::{
    CaseId, Day, Entry, GroupId, GroupKind, IdKind, MatchId, MentorId, ParticipantId, Service,
    Session, SessionId,
};
use crate::register::{Pairing, Register};

/// Who or what a session is about: as typed, or a record already known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// As typed; for outreach, consultation and other duty, the words themselves.
    Typed(String),
    Group(GroupId),
    Match(MatchId),
    Case(CaseId),
    Parent(ParticipantId),
    Mentor(MentorId),
}

impl FromStr for Subject {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::Typed(text.to_owned()))
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typed(text) => text.fmt(f),
            Self::Group(id) => id.fmt(f),
            Self::Match(id) => id.fmt(f),
            Self::Case(id) => id.fmt(f),
            Self::Parent(id) => id.fmt(f),
            Self::Mentor(id) => id.fmt(f),
        }
    }
}

impl Subject {
    /// The record meant; free words stay unchanged.
    pub(super) fn resolve(&self, kind: &SessionKind, register: &Register) -> Result<Self, Failure> {
        let Self::Typed(text) = self else {
            return Ok(self.clone());
        };
        if kind.is_free() {
            return Ok(self.clone());
        }
        if kind.among == [IdKind::Group] {
            return people::group(register, text).map(Self::Group);
        }
        let found = people::find(register, text, kind.among)?;
        Ok(match found.kind {
            IdKind::Match => Self::Match(people::parsed(found)?),
            IdKind::Case => Self::Case(people::parsed(found)?),
            IdKind::Mentor => Self::Mentor(people::parsed(found)?),
            _ => Self::Parent(register.root(&people::parsed(found)?).clone()),
        })
    }

    /// What a session on file was about.
    pub(super) fn of(entry: &Entry<SessionId, Session>) -> Self {
        let session = &entry.record;
        let parent = || single(&session.participants).map(Self::Parent);
        let known = match session.kind {
            Service::SupportGroup | Service::Committee => session.group.clone().map(Self::Group),
            Service::Mentoring => session.match_id.clone().map(Self::Match),
            Service::TeamMeeting | Service::Court => {
                session.case.clone().map(Self::Case).or_else(parent)
            }
            Service::Casework => parent(),
            Service::Supervision => single(&session.mentors).map(Self::Mentor),
            Service::Outreach | Service::Consultation | Service::OtherDuty => None,
        };
        known.unwrap_or_else(|| {
            let subject = entry.id.key().split_once('-').map(|(_, subject)| subject);
            Self::Typed(subject.unwrap_or_default().to_owned())
        })
    }

    /// Writes to a session what it is about: its group, its match, its case, its people.
    pub(super) fn put(&self, logging: &mut Logging<'_>) -> Result<(), Failure> {
        let session = &mut logging.session;
        match self {
            Self::Typed(_) => {}
            Self::Group(id) => {
                has_kind(&logging.register, id, session.kind)?;
                session.group = Some(id.clone());
            }
            Self::Mentor(id) => also(&mut session.mentors, id),
            Self::Case(id) => about_case(logging, id)?,
            Self::Match(_) => about_match(self, logging)?,
            Self::Parent(id) => match session.kind {
                Service::Mentoring => about_match(self, logging)?,
                Service::Casework => also(&mut session.participants, id),
                _ => about_parent(logging, id),
            },
        }
        Ok(())
    }
}

/// The only item of a list.
fn single<T: Clone>(all: &[T]) -> Option<T> {
    match all {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// Refuses a committee when a support group is logged, and vice versa.
fn has_kind(register: &Register, id: &GroupId, service: Service) -> Result<(), Failure> {
    let is = register.group(id).map(|entry| entry.record.kind);
    let (is, verb) = match (is, service) {
        (Some(GroupKind::SupportGroup), Service::Committee) => ("support group", "group"),
        (Some(GroupKind::Committee), Service::SupportGroup) => ("committee", "committee"),
        _ => return Ok(()),
    };
    Err(Failure::new(format!("{id} is a {is}"))
        .help(format!("log it with `peer log {verb} {id} …`")))
}

/// A parent was there, and it was about their case if they have only one open case.
fn about_parent(logging: &mut Logging<'_>, id: &ParticipantId) {
    let register = &logging.register;
    let open: Vec<_> = register
        .person_index(id)
        .into_iter()
        .flat_map(|person| register.cases_of_person(person))
        .filter(|entry| entry.record.is_open(logging.day))
        .collect();
    if let [one] = open.as_slice() {
        logging.session.case = Some(one.id.clone());
    }
    also(&mut logging.session.participants, id);
}

/// Adds someone who is not there yet.
fn also<T: Clone + PartialEq>(all: &mut Vec<T>, one: &T) {
    if !all.contains(one) {
        all.push(one.clone());
    }
}

/// It was about a case; its parent was there, if there is only one and no one else was named.
fn about_case(logging: &mut Logging<'_>, id: &CaseId) -> Result<(), Failure> {
    let register = &logging.register;
    if logging.session.participants.is_empty()
        && let Some(entry) = register.case(id)
    {
        let parents: Vec<&ParticipantId> = register
            .people_of_case(&entry.record)
            .iter()
            .map(|at| &register.people()[*at].id)
            .collect();
        let [one] = parents.as_slice() else {
            let names: Vec<String> = parents
                .iter()
                .map(|parent| people::participant_label(register, parent))
                .collect();
            return Err(
                Failure::new(format!("{id} has {} parents", parents.len())).help(format!(
                    "say who was there with --present: {}",
                    names.join(", ")
                )),
            );
        };
        logging.session.participants.push((*one).clone());
    }
    logging.session.case = Some(id.clone());
    Ok(())
}

/// The matches that a session on a day may belong to, and their names.
fn matches_on<'r>(
    subject: &Subject,
    register: &'r Register,
    day: Day,
) -> (Vec<&'r Pairing>, String) {
    // A closing talk on the day a match ends still belongs to it.
    let covers = |entry: &&Pairing| {
        let ended = entry.record.ended.as_ref();
        entry.record.is_active(day) || ended.is_some_and(|ended| ended.on == day)
    };
    match subject {
        Subject::Match(id) => {
            let named = register.match_entry(id).filter(covers);
            (named.into_iter().collect(), id.to_string())
        }
        Subject::Parent(id) => {
            let person = register.person_index(id).unwrap_or_default();
            let all = || register.matches_of_person(person);
            let active: Vec<&Pairing> = all().filter(|entry| entry.record.is_active(day)).collect();
            let found = match active.is_empty() {
                true => all().filter(covers).collect(),
                false => active,
            };
            (found, people::participant_label(register, id))
        }
        _ => (Vec::new(), subject.to_string()),
    }
}

/// The right one of several matches: the one with a named mentor, if one is named.
fn the_one<'r>(
    register: &Register,
    mut found: Vec<&'r Pairing>,
    label: &str,
    day: Day,
    named: &[MentorId],
) -> Result<Option<&'r Pairing>, Failure> {
    if let Some(first) = found.first().filter(|_| !named.is_empty()) {
        let other = people::mentor_label(register, &first.record.mentor);
        found.retain(|entry| named.contains(&entry.record.mentor));
        if found.is_empty() {
            return Err(Failure::refused(format!(
                "{label} was matched with {other} on {day}, not with the mentor after --mentor"
            ))
            .help("leave out --mentor; if another mentor met the parent, type `peer log casework` with --mentor"));
        }
    }
    if let [_, _, ..] = found.as_slice() {
        let ids: Vec<&str> = found.iter().map(|entry| entry.id.as_str()).collect();
        return Err(
            Failure::refused(format!("{label} had {} active matches on {day}", ids.len())).help(
                format!(
                    "name the mentor with --mentor, or one of the matches: {}",
                    ids.join(", ")
                ),
            ),
        );
    }
    Ok(found.pop())
}

/// The two people of a match met: the named match, or the parent's match on that day.
fn about_match(subject: &Subject, logging: &mut Logging<'_>) -> Result<(), Failure> {
    let (register, day) = (&logging.register, logging.day);
    let (found, label) = matches_on(subject, register, day);
    let entry = the_one(register, found, &label, day, &logging.session.mentors)?;
    let later = || match subject {
        Subject::Match(id) => register.match_entry(id).into_iter().collect::<Vec<_>>(),
        Subject::Parent(id) => {
            let person = register.person_index(id).unwrap_or_default();
            register.matches_of_person(person).collect()
        }
        _ => Vec::new(),
    };
    let begins = || {
        let begin = later()
            .into_iter()
            .filter_map(|entry| Some((entry.record.began?, entry)));
        begin
            .filter(|(began, _)| *began > day)
            .min_by_key(|(began, _)| *began)
    };
    let entry = entry.ok_or_else(|| {
        let failure = Failure::refused(format!(
            "{label} had no active match on {day} [session-outside-match]"
        ));
        failure.help(match begins() {
            Some((began, entry)) => format!(
                "the match {id} started on {began}; if it started earlier, type `peer set {id} began={day}`; if the date is wrong, give the right one with --on",
                id = entry.id
            ),
            None => format!("to find a mentor, type `peer match {subject}`; if the date is wrong, give the right one with --on"),
        })
    })?;
    let session = &mut logging.session;
    session.match_id = Some(entry.id.clone());
    also(
        &mut session.participants,
        register.root(&entry.record.participant),
    );
    also(&mut session.mentors, &entry.record.mentor);
    Ok(())
}
