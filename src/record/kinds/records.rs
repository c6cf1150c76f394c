//! All records of a directory, each with its id and the place it came from.

use super::program::{Program, SchemaVersion};
use super::record::Record;
use crate::record::AnswerId;
use crate::record::day::Day;
use crate::record::finding::Place;
use crate::record::id::{
    CaseId, GroupId, Id, IdentityId, MatchId, MentorId, ParticipantId, PersonId, SessionId,
};
use crate::record::kind::{Kind, every_kind};
use crate::record::read::{self, Fault};
use crate::record::schema::{Fields, Leaf, Schema, Spot, Table, Wanted};
use crate::record::word::{Word, is_heading};

/// Which of the records stored by year were read, if not all were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The day of the first session on file, whether or not it is among them.
    pub first: Option<Day>,
}

/// A record with its id and place.
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
        self.visit_some(Wanted::ALL, see);
    }

    fn visit_some(&self, wanted: Wanted, see: &mut dyn FnMut(&Place, &Spot<'_>, Leaf<'_>)) {
        let see = &mut |spot: &Spot<'_>, leaf: Leaf<'_>| see(&self.place, spot, leaf);
        self.record.visit_record(wanted, see);
    }
}

impl<I: ToString, T: Table> Entry<I, T> {
    /// Its id, and what it says as plain data.
    fn plain(&self) -> (String, Fields) {
        (self.id.to_string(), self.record.fields())
    }
}

/// Something done to the records of any kind.
pub trait OfKind {
    /// Does it to those of one kind.
    fn list<I: Id, T: Record>(
        &mut self,
        kind: Kind,
        program: &Program,
        list: &mut Vec<Entry<I, T>>,
    );
}

/// Something asked of the records of a kind in two states of the records.
pub trait OfBoth {
    /// Asks about one kind. `held` makes a [`Held`] from an id and the record, or `None`.
    fn lists<I: Id, T: Record>(
        &mut self,
        kind: Kind,
        was: &[Entry<I, T>],
        now: &[Entry<I, T>],
        held: fn(I, Option<Entry<I, T>>) -> Held,
    );
}

/// Turns the kinds of record into the types that hold them all, and the operations on records of any kind.
macro_rules! hold {
    ($( $(#[doc = $doc:literal])+ $list:ident: $module:ident::$record:ident, $id:ident, $noun:literal,
        [$($trait:ident),*]; )+) => {
        impl Kind {
            /// The fields of such a record.
            #[must_use]
            pub const fn schema(self) -> &'static Schema {
                match self { $( Self::$record => super::$module::$record::SCHEMA, )+ }
            }

            /// Reads a text as such a record, as plain data.
            ///
            /// # Errors
            /// The faults of the text.
            pub fn read(self, text: &str) -> Result<Fields, Vec<Fault>> {
                match self {
                    $( Self::$record => read::record::<super::$module::$record>(text).map(|one| one.fields()), )+
                }
            }

            /// Reads a text as a packed month of such records, and returns each as plain data, with its heading.
            ///
            /// # Errors
            /// The faults of the text.
            pub fn read_month(self, text: &str) -> Result<Vec<(String, Fields)>, Vec<Fault>> {
                match self { $( Self::$record => month::<super::$module::$record>(text), )+ }
            }
        }

        /// All records of a directory, each kind in order of ids.
        #[derive(Debug, Clone)]
        pub struct Records {
            /// `peer.toml`.
            pub program: Program,
            $( $(#[doc = $doc])+ pub $list: Vec<Entry<$id, super::$module::$record>>, )+
            /// Participants and mentors whose own file has a fault, so that nothing else is known about them.
            pub unread: Vec<PersonId>,
            /// The ids of people whose names were forgotten.
            pub forgotten: Vec<Box<str>>,
            /// As they were read: the records that [`Records::without_void`] removed, and those that it removed entries
            /// from.
            pub void: Vec<Held>,
            /// What was read, if not everything.
            pub part: Option<Part>,
        }

        /// A record of any kind with its id, or that there is no record with that id.
        #[derive(Debug, Clone)]
        pub enum Held {
            $( $(#[doc = $doc])+ $record($id, Option<Box<Entry<$id, super::$module::$record>>>), )+
        }

        impl Held {
            /// The kind of record.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $( Self::$record(..) => Kind::$record, )+ }
            }

            /// The id of the record.
            #[must_use]
            pub fn id(&self) -> &str {
                match self { $( Self::$record(id, _) => id.as_ref(), )+ }
            }

            /// The place of the record, if it exists.
            #[must_use]
            pub fn place(&self) -> Option<&Place> {
                match self { $( Self::$record(_, held) => held.as_ref().map(|entry| &entry.place), )+ }
            }

            /// Why the whole record was wrong, if it was.
            #[must_use]
            pub fn void(&self) -> Option<String> {
                self.fields().into_iter().find(|(name, _)| *name == "void").map(|(_, reason)| reason.to_string())
            }

            /// What the record says as plain data.
            #[must_use]
            pub fn fields(&self) -> Fields {
                match self {
                    $( Self::$record(_, held) => held.as_ref().map_or_else(Fields::new, |entry| entry.record.fields()), )+
                }
            }

            /// Swaps it with the record of the same id.
            pub fn swap(&mut self, records: &mut Records) {
                match self { $( Self::$record(id, other) => swap(&mut records.$list, id, other), )+ }
            }
        }

        impl Records {
            /// A program without records.
            #[must_use]
            pub fn new(program: Program) -> Self {
                Self { program, $( $list: Vec::new(), )+ unread: Vec::new(), forgotten: Vec::new(), void: Vec::new(),
                    part: None }
            }

            /// Shows every value of every record, with its file and its place there.
            pub fn visit(&self, see: &mut dyn FnMut(&Place, &Spot<'_>, Leaf<'_>)) {
                self.visit_some(Wanted::ALL, see);
            }

            /// Shows every value of some kinds, and possibly others.
            pub fn visit_some(&self, wanted: Wanted, see: &mut dyn FnMut(&Place, &Spot<'_>, Leaf<'_>)) {
                $( self.$list.iter().for_each(|entry| entry.visit_some(wanted, see)); )+
            }

            /// Keeps only the records in places that pass.
            pub fn retain(&mut self, keep: impl Fn(&Place) -> bool) {
                $( self.$list.retain(|entry| keep(&entry.place)); )+
                self.unread.retain(|id| keep(&id.place()));
            }

            /// Appends the records that follow.
            pub fn append(&mut self, mut other: Self) {
                $( self.$list.append(&mut other.$list); )+
            }

            /// Removes every void record and every void entry.
            pub(super) fn leave_out_void(&mut self) {
                $( leave_out_void(&mut self.$list, &mut self.void, |id, entry| {
                    Held::$record(id, Some(Box::new(entry)))
                }); )+
            }

            /// Sorts the records of each kind by id.
            pub fn sort(&mut self) {
                // Usually they were read in order, and sorting takes half as much memory again.
                $( if !self.$list.is_sorted_by(|a, b| a.id <= b.id) {
                    self.$list.sort_by(|a, b| a.id.cmp(&b.id));
                } )+
            }

            /// The records of a kind as plain data, each with its id.
            #[must_use]
            pub fn plain(&self, kind: Kind) -> Vec<(String, Fields)> {
                match kind { $( Kind::$record => self.$list.iter().map(Entry::plain).collect(), )+ }
            }

            /// The ids of the records of a kind, in order, each with the place it came from.
            #[must_use]
            pub fn ids(&self, kind: Kind) -> Vec<(&str, &Place)> {
                match kind {
                    $( Kind::$record => {
                        self.$list.iter().map(|entry| (entry.id.as_ref(), &entry.place)).collect()
                    } )+
                }
            }

            /// The place of a record of a kind.
            #[must_use]
            pub fn place(&self, kind: Kind, id: &str) -> Option<&Place> {
                match kind { $( Kind::$record => entry(&self.$list, id).map(|entry| &entry.place), )+ }
            }

            /// A record of a kind as plain data.
            #[must_use]
            pub fn fields(&self, kind: Kind, id: &str) -> Option<Fields> {
                match kind { $( Kind::$record => entry(&self.$list, id).map(|entry| entry.record.fields()), )+ }
            }

            /// Reports the id of every record that is on file because a record here names it.
            pub(super) fn brings(
                &self,
                is_here: &dyn Fn(Kind, &str) -> bool,
                show: &mut dyn FnMut(&str),
            ) {
                $( self.$list
                    .iter()
                    .filter(|entry| is_here(Kind::$record, entry.id.as_ref()))
                    .for_each(|entry| entry.record.brings(show)); )+
            }

            /// Does something to the records of one kind.
            pub fn of_kind(&mut self, kind: Kind, each: &mut impl OfKind) {
                match kind { $( Kind::$record => each.list(kind, &self.program, &mut self.$list), )+ }
            }

            /// Whether any record has its first fact after a day: as of that day, it is on file only if another one
            /// names it.
            #[must_use]
            pub fn has_later(&self, day: Day) -> bool {
                let is_later = |first: Option<Day>| first.is_some_and(|first| first > day);
                false $( || self.$list.iter().any(|entry| is_later(entry.record.first_day())) )+
            }

            /// Does something to the records of every kind.
            pub fn of_each_kind(&mut self, each: &mut impl OfKind) {
                $( each.list(Kind::$record, &self.program, &mut self.$list); )+
            }

            /// Compares the records of every kind with a later state of them.
            pub fn of_both(&self, now: &Self, each: &mut impl OfBoth) {
                $( each.lists(Kind::$record, &self.$list, &now.$list, |id, held| {
                    Held::$record(id, held.map(Box::new))
                }); )+
            }
        }
    };
}

every_kind!(hold);

fn month<T: Table>(text: &str) -> Result<Vec<(String, Fields)>, Vec<Fault>> {
    let mut all = Vec::new();
    let faults = read::packed::<T>(text, SchemaVersion::LATEST, |heading, _, record| {
        all.extend(record.map(|record| (heading.to_owned(), record.fields())));
    });
    match faults.is_empty() {
        true => Ok(all),
        false => Err(faults),
    }
}

/// Removes void records of one kind and their void entries, and keeps what they said.
fn leave_out_void<I: Clone, T: Table + Clone>(
    list: &mut Vec<Entry<I, T>>,
    void: &mut Vec<Held>,
    held: fn(I, Entry<I, T>) -> Held,
) {
    list.retain_mut(|entry| {
        let is_void = entry.record.is_void();
        if is_void || entry.record.has_void() {
            void.push(held(entry.id.clone(), entry.clone()));
            entry.record.leave_out_void();
        }
        !is_void
    });
}

/// The record with that id.
fn entry<'e, I: AsRef<str>, T>(entries: &'e [Entry<I, T>], id: &str) -> Option<&'e Entry<I, T>> {
    let at = entries.binary_search_by(|entry| entry.id.as_ref().cmp(id));
    at.ok().map(|at| &entries[at])
}

fn swap<I: Ord, T>(entries: &mut Vec<Entry<I, T>>, id: &I, other: &mut Option<Box<Entry<I, T>>>) {
    let at = entries.binary_search_by(|entry| entry.id.cmp(id));
    *other = match (at, other.take()) {
        (Ok(at), Some(entry)) => Some(Box::new(std::mem::replace(&mut entries[at], *entry))),
        (Ok(at), None) => Some(Box::new(entries.remove(at))),
        (Err(at), Some(entry)) => {
            entries.insert(at, *entry);
            None
        }
        (Err(_), None) => None,
    };
}

impl Records {
    /// Removes the values that head rows of reports but are not valid headings, because they may identify a person:
    /// such a value counts as not recorded.
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

    /// The first day on which the program did anything: a session, an enrollment, a referral or a match.
    #[must_use]
    pub fn began(&self) -> Option<Day> {
        let people = self.participants.iter().flat_map(|entry| {
            let enrolled = entry
                .record
                .enrollment
                .iter()
                .map(|enrollment| enrollment.start);
            enrolled.chain(entry.record.referred)
        });
        let sessions = self.sessions.iter().map(|entry| entry.record.on);
        let sessions = sessions.chain(self.part.as_ref().and_then(|part| part.first));
        let matches = self
            .matches
            .iter()
            .filter_map(|entry| entry.record.began.or(entry.record.proposed));
        people.chain(sessions).chain(matches).min()
    }

    /// The earliest dated fact: of what the program did, or an event of a case.
    #[must_use]
    pub fn first_fact(&self) -> Option<Day> {
        let cases = self.cases.iter();
        let events = cases.flat_map(|entry| entry.record.event.iter().map(|event| event.on));
        self.began().into_iter().chain(events).min()
    }

    /// The number of records of the kinds that `peer list` lists.
    #[must_use]
    pub fn count(&self) -> usize {
        Kind::those(Kind::is_listed)
            .map(|kind| self.ids(kind).len())
            .sum()
    }
}
