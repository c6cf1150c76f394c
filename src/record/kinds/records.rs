//! All records of a directory, each with its id and the place it came from.

use super::case::Case;
use super::definition::Definition;
use super::group::Group;
use super::identity::Identity;
use super::intake::Intake;
use super::mentor::Mentor;
use super::pairing::Match;
use super::participant::Participant;
use super::program::Program;
use super::session::Session;
use crate::record::day::Day;
use crate::record::finding::Place;
use crate::record::id::{CaseId, GroupId, MatchId, MentorId, ParticipantId, PersonId, SessionId};
use crate::record::kind::Kind;
use crate::record::schema::{Leaf, Path, Schema, Spot, Table};
use crate::record::word::{Word, is_heading};

impl Kind {
    /// The fields of such a record.
    #[must_use]
    pub const fn schema(self) -> &'static Schema {
        match self {
            Self::Participant => Participant::SCHEMA,
            Self::Mentor => Mentor::SCHEMA,
            Self::Identity => Identity::SCHEMA,
            Self::Case => Case::SCHEMA,
            Self::Group => Group::SCHEMA,
            Self::Match => Match::SCHEMA,
            Self::Session => Session::SCHEMA,
            Self::Definition => Definition::SCHEMA,
            Self::Intake => Intake::SCHEMA,
        }
    }
}

/// A record with its id and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<I, T> {
    /// The stem of its file.
    pub id: I,
    /// Its file.
    pub place: Place,
    /// What the file says.
    pub record: T,
}

impl<I, T: Table> Entry<I, T> {
    /// Shows every value of the record.
    pub fn visit(&self, see: &mut dyn FnMut(&Place, &Spot<'_>, Leaf<'_>)) {
        let see = &mut |spot: &Spot<'_>, leaf: Leaf<'_>| see(&self.place, spot, leaf);
        self.record.visit_fields(&Path::Record, None, see);
    }
}

/// All records of a directory, each kind in order of ids.
#[derive(Debug, Clone)]
pub struct Records {
    /// `peer.toml`.
    pub program: Program,
    /// Parents.
    pub participants: Vec<Entry<ParticipantId, Participant>>,
    /// Peer Parents.
    pub mentors: Vec<Entry<MentorId, Mentor>>,
    /// Who people are; empty where the folder is elsewhere.
    pub identities: Vec<Entry<PersonId, Identity>>,
    /// Court cases.
    pub cases: Vec<Entry<CaseId, Case>>,
    /// Support groups and committees.
    pub groups: Vec<Entry<GroupId, Group>>,
    /// Mentors with parents.
    pub matches: Vec<Entry<MatchId, Match>>,
    /// What happened.
    pub sessions: Vec<Entry<SessionId, Session>>,
    /// The program's own definitions of returns, each under the name it is asked for by.
    pub definitions: Vec<Entry<Word, Definition>>,
    /// Maps of spreadsheets, each under its name.
    pub intake: Vec<Entry<Word, Intake>>,
    /// Participants and mentors whose own file has a fault, so that nothing else is known of them.
    pub unread: Vec<PersonId>,
}

impl Records {
    /// A program without records.
    #[must_use]
    pub fn new(program: Program) -> Self {
        Self {
            program,
            participants: Vec::new(),
            mentors: Vec::new(),
            identities: Vec::new(),
            cases: Vec::new(),
            groups: Vec::new(),
            matches: Vec::new(),
            sessions: Vec::new(),
            definitions: Vec::new(),
            intake: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Without the values that head rows of reports and are no headings, as they may say who somebody is: such a value
    /// counts as one that nobody recorded.
    #[must_use]
    pub fn with_headings_alone(mut self) -> Self {
        let word = |value: &mut Option<Word>| {
            *value = value.take().filter(|word| is_heading(word.as_str()))
        };
        for entry in &mut self.participants {
            let record = &mut entry.record;
            record.area = record.area.take().filter(|area| is_heading(area));
            word(&mut record.gender);
            word(&mut record.mentor_gender);
            word(&mut record.referral_source);
            record
                .languages
                .retain(|language| is_heading(language.as_str()));
            record
                .enrollment
                .iter_mut()
                .for_each(|time| word(&mut time.reason));
        }
        for entry in &mut self.matches {
            let record = &mut entry.record;
            record
                .ended
                .iter_mut()
                .for_each(|ended| word(&mut ended.reason));
            record
                .declined
                .iter_mut()
                .for_each(|declined| word(&mut declined.reason));
        }
        self
    }

    /// Shows every value of every record that people keep, with its file and its place there.
    pub fn visit(&self, see: &mut dyn FnMut(&Place, &Spot<'_>, Leaf<'_>)) {
        self.participants.iter().for_each(|entry| entry.visit(see));
        self.mentors.iter().for_each(|entry| entry.visit(see));
        self.identities.iter().for_each(|entry| entry.visit(see));
        self.cases.iter().for_each(|entry| entry.visit(see));
        self.groups.iter().for_each(|entry| entry.visit(see));
        self.matches.iter().for_each(|entry| entry.visit(see));
        self.sessions.iter().for_each(|entry| entry.visit(see));
    }

    /// Keeps only the records whose place passes.
    pub fn retain(&mut self, keep: impl Fn(&Place) -> bool) {
        self.participants.retain(|entry| keep(&entry.place));
        self.mentors.retain(|entry| keep(&entry.place));
        self.identities.retain(|entry| keep(&entry.place));
        self.cases.retain(|entry| keep(&entry.place));
        self.groups.retain(|entry| keep(&entry.place));
        self.matches.retain(|entry| keep(&entry.place));
        self.sessions.retain(|entry| keep(&entry.place));
        self.definitions.retain(|entry| keep(&entry.place));
        self.intake.retain(|entry| keep(&entry.place));
        self.unread.retain(|id| keep(&id.place()));
    }

    /// The earliest dated fact: of a session, an enrollment, a referral, an event or a match.
    #[must_use]
    pub fn first_fact(&self) -> Option<Day> {
        let people = self.participants.iter().flat_map(|entry| {
            let enrolled = entry
                .record
                .enrollment
                .iter()
                .map(|enrollment| enrollment.start);
            enrolled.chain(entry.record.referred)
        });
        let sessions = self.sessions.iter().map(|entry| entry.record.on);
        let events = self
            .cases
            .iter()
            .flat_map(|entry| entry.record.event.iter().map(|event| event.on));
        let matches = self
            .matches
            .iter()
            .filter_map(|entry| entry.record.began.or(entry.record.proposed));
        people.chain(sessions).chain(events).chain(matches).min()
    }

    /// How many records there are, people's identities and `peer.toml` left out.
    #[must_use]
    pub fn count(&self) -> usize {
        self.participants.len()
            + self.mentors.len()
            + self.cases.len()
            + self.groups.len()
            + self.matches.len()
            + self.sessions.len()
    }
}
