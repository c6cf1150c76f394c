//! A court case: a family before a court, its children and its dated events. No docket number, no child's name.

use std::collections::BTreeMap;

use super::own::OwnFacts;
use super::record::Record;
use crate::record::day::Day;
use crate::record::id::{ChildKey, ChildRef, ParticipantId};
use crate::record::schema::{Prose, Void, record};
use crate::record::word::{Word, words};

words! {
    /// The system a case is in.
    pub enum System {
        /// Child welfare.
        Cps = "cps",
        /// Juvenile probation.
        Jpd = "jpd",
    }
}

record! {
    /// A case, `cases/c-….toml`.
    pub struct Case {
        /// The system it is in.
        pub system: System,
        /// The county of the court.
        pub county: Option<Word>,
        /// The parents.
        pub participants: Vec<ParticipantId>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        pub void: Option<Void>,
        /// Anything else.
        pub note: Option<Prose>,
        /// What the program asks beside these keys, as `[[fact]]` of peer.toml declares it.
        #[since(2)]
        pub facts: OwnFacts,
        /// The children, each under a short name.
        pub child: BTreeMap<ChildKey, Child>,
        /// What happened, dated.
        pub event: Vec<Event>,
    }
}

record! {
    /// A child of a case.
    #[derive(Default)]
    pub struct Child {
        /// The birth date.
        pub born: Option<Day>,
        /// The same child in another case file.
        #[own]
        pub same_as: Option<ChildRef>,
    }
}

words! {
    /// What can happen in a case.
    pub enum EventKind {
        /// An investigation or a voluntary case begins, without the court.
        Opened = "opened",
        /// It ends.
        Closed = "closed",
        /// Court supervision begins, or begins again.
        Petition = "petition",
        /// A child is taken out of the home.
        Removed = "removed",
        /// A change of setting.
        Placed = "placed",
        /// A trial home visit begins.
        HomeVisit = "home-visit",
        /// The child is home again for good.
        Reunified = "reunified",
        /// A guardian is appointed.
        Guardianship = "guardianship",
        /// The child is adopted.
        Adopted = "adopted",
        /// The child comes of age.
        AgedOut = "aged-out",
        /// A hearing.
        Hearing = "hearing",
        /// Court supervision ends.
        Dismissed = "dismissed",
        /// The child died.
        Died = "died",
        /// The family is no longer followed.
        Lost = "lost",
        /// A new offense of a child on probation.
        NewOffense = "new-offense",
        /// A violation of probation.
        Violation = "violation",
    }
}

record! {
    /// Something that happened in a case.
    pub struct Event {
        /// The day.
        #[ahead(is_planned)]
        pub on: Day,
        /// What happened.
        pub kind: EventKind,
        /// Where the child lives from then on.
        #[words("settings")]
        pub setting: Option<Word>,
        /// The children it concerns; without it, every child.
        pub children: Vec<ChildKey>,
        /// Anything else.
        pub note: Option<Prose>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        pub void: Option<Void>,
    }
}

impl Event {
    /// Whether it is known before it happens.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        self.kind == EventKind::Hearing
    }

    /// Whether it concerns a child.
    #[must_use]
    pub fn concerns(&self, child: &ChildKey) -> bool {
        self.children.is_empty() || self.children.contains(child)
    }
}

impl Record for Case {
    fn first_day(&self) -> Option<Day> {
        self.event.iter().map(|event| event.on).min()
    }

    fn as_of(&mut self, day: Day) -> bool {
        self.event.retain(|event| event.on <= day);
        true
    }

    /// Not its parents: it may be older than their time in the program.
    fn brings(&self, show: &mut dyn FnMut(&str)) {
        let same = self
            .child
            .values()
            .filter_map(|child| child.same_as.as_ref());
        same.for_each(|same| show(same.case.as_str()));
    }

    fn apart(&self, was: Option<&Self>) -> Option<(Self, bool)> {
        let mut case = self.clone();
        for (key, child) in &mut case.child {
            let before = was.and_then(|was| was.child.get(key));
            child.same_as = before.and_then(|child| child.same_as.clone());
        }
        let mut children = self.child.iter();
        let found = children.any(|(key, child)| {
            child.same_as.is_some() && case.child[key].same_as != child.same_as
        });
        (case != *self).then_some((case, found))
    }
}

impl Case {
    /// Its events in order of days, those of one day in file order, each with its place in the file.
    #[must_use]
    pub fn timeline(&self) -> Vec<(usize, &Event)> {
        let mut events: Vec<(usize, &Event)> = self.event.iter().enumerate().collect();
        events.sort_by_key(|(at, event)| (event.on, *at));
        events
    }

    /// Whether it is open on `day`: from `opened` or `petition` to the next `dismissed` or `closed`, half-open.
    #[must_use]
    pub fn is_open(&self, day: Day) -> bool {
        self.timeline()
            .into_iter()
            .filter(|(_, event)| event.on <= day)
            .fold(false, |open, (_, event)| match event.kind {
                EventKind::Opened | EventKind::Petition => true,
                EventKind::Closed | EventKind::Dismissed => false,
                _ => open,
            })
    }
}
