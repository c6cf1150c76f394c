//! A court case: a family before a court, its children and its dated events. No docket number, no child's name.

use std::collections::BTreeMap;

use super::own::OwnFacts;
use super::record::Record;
pub use super::system::System;
use crate::record::day::Day;
use crate::record::id::{CaseId, ChildKey, ChildRef, ParticipantId};
use crate::record::schema::{Exactly, Prose, Void, record};
use crate::record::word::{Word, words};

record! {
    /// A case, `cases/c-….toml`.
    #[derive(Default)]
    pub struct Case {
        /// The system it is in.
        #[called("system", "case type", "court system", "type of case", "cps jpd", "dependency or probation")]
        pub system: System,
        /// The county of the court.
        #[called("county", "court county", "condado", "jurisdiction")]
        pub county: Option<Word>,
        /// The parents.
        #[called("participants", "attendees", "present", "parents", "who attended", "parent", "parent name",
            "participant", "name", "participant name", "parent s", "parents present", "participant names", "names",
            "client", "client name", "mother", "who came", "attended by", "parent guardian", "padre", "nombre",
            "parents names")]
        pub participants: Vec<ParticipantId>,
        /// The case that this one continues, in another court or county; a transfer is not a return.
        #[since(2)]
        pub continues: Option<CaseId>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
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
        /// Through which day someone looked for events, and in what source.
        #[since(2)]
        pub checked: Vec<Checked>,
    }
}

record! {
    /// A child of a case.
    #[derive(Default)]
    pub struct Child {
        /// The birth date.
        #[called("child dob", "childs dob", "child birth date", "child date of birth", "child born", "dob child",
            "dob of child", "child birthdate", "child birthday", "kid dob", "childs birthday")]
        pub born: Option<Day>,
        /// The same child in another case file.
        #[own]
        #[by_hand]
        pub same_as: Option<ChildRef>,
        /// Children of other case files who are somebody else, though birth date and parent are the same: twins.
        #[since(2)]
        #[own]
        #[by_hand]
        pub not_same_as: Vec<ChildRef>,
        /// What the program asks of children, as `[[fact]]` of peer.toml declares it.
        #[since(2)]
        #[by_hand]
        pub facts: OwnFacts,
    }
}

words! {
    /// What can happen in a case.
    pub enum EventKind {
        /// An investigation or a voluntary case begins, without the court.
        #[also("intake", "case opened")]
        Opened = "opened",
        /// It ends.
        #[also("closure", "case closed")]
        Closed = "closed",
        /// Court supervision begins, or begins again.
        #[also("new petition", "new petition filed", "petition filed", "dependency petition", "filed")]
        Petition = "petition",
        /// A child is taken out of the home.
        #[also("removal", "taken into care", "detained", "entered care")]
        Removed = "removed",
        /// A change of setting.
        #[also("placement", "moved", "new placement", "placement change")]
        Placed = "placed",
        /// A trial home visit begins.
        #[also("trial home visit", "trial reunification", "in-home")]
        HomeVisit = "home-visit",
        /// The child is home again for good.
        #[also("came home", "home", "returned home", "return home", "reunification", "went home", "back home", "reunited")]
        Reunified = "reunified",
        /// A guardian is appointed.
        Guardianship = "guardianship",
        /// The child is adopted.
        #[also("adoption", "adoption finalized")]
        Adopted = "adopted",
        /// The child comes of age.
        #[also("turned 18", "emancipated")]
        AgedOut = "aged-out",
        /// A hearing.
        #[also("court", "court date", "court hearing", "review")]
        Hearing = "hearing",
        /// Court supervision ends.
        #[also("dismissal", "case dismissed", "jurisdiction terminated", "terminated")]
        Dismissed = "dismissed",
        /// The child died.
        Died = "died",
        /// The family is no longer followed.
        Lost = "lost",
        /// A new offense of a child on probation.
        #[also("offense", "new arrest", "arrested", "new charge")]
        NewOffense = "new-offense",
        /// A violation of probation.
        Violation = "violation",
        /// The court supervises a child who lives at home.
        #[since(2)]
        #[also("in-home dependency", "fm", "supervised at home")]
        FamilyMaintenance = "family-maintenance",
        /// Somebody reports abuse or neglect.
        #[since(2)]
        #[also("new report", "hotline call", "referral")]
        Report = "report",
        /// A report is found to be true.
        #[since(2)]
        #[also("founded", "confirmed")]
        Substantiated = "substantiated",
        /// The court ends services to bring the family together again.
        #[since(2)]
        #[also("services terminated", "reunification services ended")]
        ServicesEnded = "services-ended",
        /// The rights of the parent end.
        #[since(2)]
        #[also("tpr", "termination of parental rights", "rights terminated")]
        Severance = "severance",
        /// A young adult stays in care after coming of age.
        #[since(2)]
        ExtendedCare = "extended-care",
        /// A child in care runs away; the stay continues.
        #[since(2)]
        #[also("awol", "ran away")]
        Runaway = "runaway",
        /// The court orders a placement that a child in detention then waits for.
        #[since(2)]
        PlacementOrdered = "placement-ordered",
    }
}

record! {
    /// Something that happened in a case.
    #[derive(Default)]
    pub struct Event {
        /// The day.
        #[ahead(is_planned)]
        pub on: Day,
        /// What happened.
        #[entry(on)]
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
        #[by_hand]
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
        #[by_hand]
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

    /// The words of the kinds of event that may have a key.
    #[must_use]
    pub fn with_key(key: &str) -> Vec<&'static str> {
        let fitting = Self::ALL.iter().filter(|kind| kind.has(key));
        fitting.map(|kind| kind.word()).collect()
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
    /// The day of its first event, or on which someone first looked; `None` if nothing has happened yet.
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
        self.continues.iter().for_each(|from| show(from.as_str()));
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

words! {
    /// Whether a case is open on a day.
    pub enum CaseStatus {
        /// From `opened` or `petition` on.
        Open = "open",
        /// From `dismissed` or `closed` on.
        Closed = "closed",
        /// It has events, but none of them opens or closes it.
        NotOpened = "not-opened",
        /// It has no event yet.
        NoEvents = "no-events",
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
        self.status(day) == CaseStatus::Open
    }

    /// What its events up to `day` say of it.
    #[must_use]
    pub fn status(&self, day: Day) -> CaseStatus {
        self.timeline()
            .into_iter()
            .filter(|(_, event)| event.on <= day)
            .fold(CaseStatus::NoEvents, |status, (_, event)| {
                match event.kind {
                    EventKind::Opened | EventKind::Petition => CaseStatus::Open,
                    EventKind::Closed | EventKind::Dismissed => CaseStatus::Closed,
                    _ if status == CaseStatus::NoEvents => CaseStatus::NotOpened,
                    _ => status,
                }
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read::{self, record};
    use crate::record::schema::{Datum, Table};

    const WHOLE: &str = "system = \"cps\"\ncontinues = \"c-1\"\n[child.a]\n\
        [[event]]\non = 2026-02-01\nkind = \"reunified\"\nwith = [\"p-a\"]\n\
        [[event]]\non = 2026-03-01\nkind = \"reunified\"\nwith = []\n\
        [[event]]\non = 2026-04-01\nkind = \"hearing\"\ntype = \"review\"\npresent = []\n\
        [[event]]\non = 2026-05-01\nkind = \"violation\"\nsustained = true\n\
        [[checked]]\non = 2026-10-05\nthrough = 2026-09-30\nsource = \"court-records\"\n\
        county = \"pima\"\nreference = \"list 4\"\n";

    #[test]
    fn nobody_is_not_the_same_as_everybody() {
        let case: Case = record(WHOLE).unwrap();
        let with: Vec<Option<usize>> = case
            .event
            .iter()
            .map(|event| event.with.as_ref().map(|with| with.0.len()))
            .collect();
        assert_eq!(with, [Some(1), Some(0), None, None]);
        let fields = case.event[1].fields();
        assert!(fields.contains(&("with", Datum::List(Vec::new()))));
        assert!(case.event[2].present.is_some() && case.event[3].present.is_none());
    }

    #[test]
    fn who_looks_later_has_not_looked_yet() {
        let checked = |day: &str| {
            let mut case: Case = record(WHOLE).unwrap();
            case.as_of(day.parse().unwrap());
            case.checked.len()
        };
        assert_eq!((checked("2026-10-04"), checked("2026-10-05")), (0, 1));
    }

    #[test]
    fn what_the_second_version_added_is_refused_in_the_first() {
        let rules = |text: &str| -> Vec<&str> {
            let schema = crate::record::SchemaVersion(1);
            let read = read::record_of::<Case>(text, schema);
            let faults = read.err().into_iter().flatten();
            faults.map(|fault| fault.rule).collect()
        };
        let event = |kind: &str, more: &str| {
            rules(&format!(
                "system = \"cps\"\n[[event]]\non = 2026-02-01\nkind = \"{kind}\"\n{more}"
            ))
        };
        assert!(event("reunified", "").is_empty());
        for kind in [
            "family-maintenance",
            "report",
            "substantiated",
            "services-ended",
            "severance",
            "extended-care",
            "runaway",
            "placement-ordered",
        ] {
            assert_eq!(event(kind, ""), ["newer-key"], "{kind}");
        }
        assert_eq!(event("reunified", "with = []\n"), ["newer-key"]);
        assert_eq!(
            rules("system = \"cps\"\ncontinues = \"c-1\"\n"),
            ["newer-key"]
        );
    }
}
