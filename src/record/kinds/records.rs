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
use crate::record::read::{self, Fault};
use crate::record::schema::{Fields, Leaf, Path, Schema, Spot, Table};
use crate::record::word::{Word, is_heading};

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

impl<I: ToString, T: Table> Entry<I, T> {
    /// Its id, and what it says as plain data.
    fn plain(&self) -> (String, Fields) {
        (self.id.to_string(), self.record.fields())
    }
}

/// Declares the kinds of record, each once: the list that holds them in [`Records`], their id, their fields, and the word
/// for one of them. Everything that is done to records of any kind is made of it.
macro_rules! kinds {
    ($( $(#[doc = $doc:literal])+ $list:ident: $record:ident, $id:ident, $noun:literal; )+) => {
        impl Kind {
            /// The fields of such a record.
            #[must_use]
            pub const fn schema(self) -> &'static Schema {
                match self { $( Self::$record => $record::SCHEMA, )+ }
            }

            /// The word for one such record.
            #[must_use]
            pub const fn noun(self) -> &'static str {
                match self { $( Self::$record => $noun, )+ }
            }

            /// Whether a text can be the id of such a record.
            #[must_use]
            pub fn is_id(self, text: &str) -> bool {
                match self { $( Self::$record => text.parse::<$id>().is_ok(), )+ }
            }

            /// Reads a text as such a record, as plain data.
            ///
            /// # Errors
            /// The faults of the text.
            pub fn read(self, text: &str) -> Result<Fields, Vec<Fault>> {
                match self { $( Self::$record => read::record::<$record>(text).map(|one| one.fields()), )+ }
            }
        }

        /// All records of a directory, each kind in order of ids.
        #[derive(Debug, Clone)]
        pub struct Records {
            /// `peer.toml`.
            pub program: Program,
            $( $(#[doc = $doc])+ pub $list: Vec<Entry<$id, $record>>, )+
            /// Participants and mentors whose own file has a fault, so that nothing else is known of them.
            pub unread: Vec<PersonId>,
        }

        impl Records {
            /// A program without records.
            #[must_use]
            pub fn new(program: Program) -> Self {
                Self { program, $( $list: Vec::new(), )+ unread: Vec::new() }
            }

            /// Shows every value of every record, with its file and its place there.
            pub fn visit(&self, see: &mut dyn FnMut(&Place, &Spot<'_>, Leaf<'_>)) {
                $( self.$list.iter().for_each(|entry| entry.visit(see)); )+
            }

            /// Keeps only the records whose place passes.
            pub fn retain(&mut self, keep: impl Fn(&Place) -> bool) {
                $( self.$list.retain(|entry| keep(&entry.place)); )+
                self.unread.retain(|id| keep(&id.place()));
            }

            /// Takes in the records that follow.
            pub fn append(&mut self, mut other: Self) {
                $( self.$list.append(&mut other.$list); )+
            }

            /// Puts the records of each kind in order of ids.
            pub fn sort(&mut self) {
                $( self.$list.sort_by(|a, b| a.id.cmp(&b.id)); )+
            }

            /// The records of a kind as plain data, each with its id.
            #[must_use]
            pub fn plain(&self, kind: Kind) -> Vec<(String, Fields)> {
                match kind { $( Kind::$record => self.$list.iter().map(Entry::plain).collect(), )+ }
            }
        }
    };
}

kinds! {
    /// Parents.
    participants: Participant, ParticipantId, "participant";
    /// Peer Parents.
    mentors: Mentor, MentorId, "mentor";
    /// Who people are; empty where the folder is elsewhere.
    identities: Identity, PersonId, "identity";
    /// Court cases.
    cases: Case, CaseId, "case";
    /// Support groups and committees.
    groups: Group, GroupId, "group";
    /// Mentors with parents.
    matches: Match, MatchId, "match";
    /// What happened.
    sessions: Session, SessionId, "session";
    /// The program's own definitions of returns, each under the name it is asked for by.
    definitions: Definition, Word, "definition";
    /// Maps of spreadsheets, each under its name.
    intake: Intake, Word, "map of a spreadsheet";
}

impl Records {
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
