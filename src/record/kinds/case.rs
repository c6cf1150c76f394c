//! A court case: a family before a court, its children and its dated events. No docket number, no child's name.

use std::collections::BTreeMap;

use super::own::OwnFacts;
use super::record::Record;
use crate::record::day::Day;
use crate::record::id::{CaseId, ChildKey, ChildRef, ParticipantId};
use crate::record::schema::{Exactly, Prose, Void, record};
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
        /// The case that this one goes on with, in another court or county: a transfer is no return.
        #[since(2)]
        pub continues: Option<CaseId>,
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
        /// Until when somebody looked for events, and where.
        #[since(2)]
        pub checked: Vec<Checked>,
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
        /// The court supervises a child who lives at home.
        #[since(2)]
        FamilyMaintenance = "family-maintenance",
        /// Somebody reports abuse or neglect.
        #[since(2)]
        Report = "report",
        /// A report is found to be true.
        #[since(2)]
        Substantiated = "substantiated",
        /// The court ends services to bring the family together again.
        #[since(2)]
        ServicesEnded = "services-ended",
        /// The rights of the parent end.
        #[since(2)]
        Severance = "severance",
        /// A young adult stays in care after coming of age.
        #[since(2)]
        ExtendedCare = "extended-care",
        /// A child in care runs away; the stay goes on.
        #[since(2)]
        Runaway = "runaway",
        /// The court orders a placement that a child in detention then waits for.
        #[since(2)]
        PlacementOrdered = "placement-ordered",
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
        /// What kind of petition or hearing it is.
        #[since(2)]
        pub event_type ["type"]: Option<Word>,
        /// Where the child lives from then on.
        #[words("settings")]
        pub setting: Option<Word>,
        /// The children it concerns; without it, every child.
        pub children: Vec<ChildKey>,
        /// The parents whom the children came home to; without it, every parent of the case; empty, none of them.
        #[since(2)]
        pub with: Option<Exactly<ParticipantId>>,
        /// The parents who were at a hearing; empty, none of them.
        #[since(2)]
        pub present: Option<Exactly<ParticipantId>>,
        /// Whether the court found an offense or a violation to be true.
        #[since(2)]
        pub sustained: Option<bool>,
        /// Whether a relative who is the guardian is paid to be.
        #[since(2)]
        pub kin_gap: Option<bool>,
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

record! {
    /// Somebody looked whether there were events up to a day.
    pub struct Checked {
        /// The day somebody looked.
        #[after(through)]
        pub on: Day,
        /// The last day that was looked at.
        pub through: Day,
        /// Where, or whom somebody asked, such as `court-records` or `parent`.
        #[words("outcome_sources")]
        pub source: Word,
        /// The county whose records were looked at, if it is not that of the case.
        pub county: Option<Word>,
        /// What proves it: the number of a letter, a question or a list, never a name.
        pub reference: Option<Box<str>>,
        /// Why the entry was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        pub void: Option<Void>,
    }
}

impl EventKind {
    /// The keys that only some kinds of event have, each with these kinds.
    pub const KEYS_OF_SOME: [(&'static str, &'static [Self]); 5] = [
        ("type", &[Self::Petition, Self::Hearing]),
        ("with", &[Self::Reunified]),
        ("present", &[Self::Hearing]),
        ("sustained", &[Self::NewOffense, Self::Violation]),
        ("kin_gap", &[Self::Guardianship]),
    ];

    /// Whether an event of this kind may have a key that not all have.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        Self::KEYS_OF_SOME
            .iter()
            .all(|(name, kinds)| *name != key || kinds.contains(&self))
    }

    /// The list of the vocabulary that the type of such an event is from.
    #[must_use]
    pub const fn type_list(self) -> &'static str {
        match self {
            Self::Hearing => "hearings",
            _ => "petitions",
        }
    }
}

impl Record for Case {
    /// The day of its first event, or on which somebody first looked; `None` where nothing has happened yet.
    fn first_day(&self) -> Option<Day> {
        let events = self.event.iter().map(|event| event.on);
        let checked = self.checked.iter().map(|checked| checked.on);
        events.chain(checked).min()
    }

    fn as_of(&mut self, day: Day) -> bool {
        self.event.retain(|event| event.on <= day);
        self.checked.retain(|checked| checked.on <= day);
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
