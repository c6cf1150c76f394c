//! Families: the children of cases, combined if two files are about one child, and where each child is on a day.

use super::link::Register;
use super::same::{self, United};
use crate::record::case::{self, Event, EventKind};
use crate::record::{CaseId, ChildRef, Day, OwnFacts, Setting, System, Word};

/// The events that end a stay out of the home.
pub const OUT_OF_HOME_EXITS: [EventKind; 5] = [
    EventKind::Reunified,
    EventKind::Guardianship,
    EventKind::Adopted,
    EventKind::AgedOut,
    EventKind::Died,
];

/// The age at which extended care ends, in completed years.
const EXTENDED: i32 = 21;

/// A child, from one or more case files.
#[derive(Debug, Clone)]
pub struct Child {
    /// The child's reference in the file that counts.
    pub id: ChildRef,
    /// Every case and short name of the child, in order.
    pub refs: Vec<ChildRef>,
    /// The birth date, if a file has it.
    pub born: Option<Day>,
    /// What the program asks about children, combined from all files.
    pub facts: OwnFacts,
    /// What happened to the child, by day, then by case file and line. No event is before the birth of the child.
    pub events: Vec<ChildEvent>,
}

/// Something that happened to a child.
#[derive(Debug, Clone)]
pub struct ChildEvent {
    /// The event.
    pub event: Event,
    /// The class of its setting.
    pub class: Option<Setting>,
    /// The case file that says so.
    pub case: CaseId,
    /// The system of that case.
    pub system: System,
    /// Its place among the events of that file.
    pub index: usize,
}

/// Where a child is on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChildPlace {
    /// At home, as far as the events show.
    Home,
    /// Out of the home, in this setting if it is known.
    Out(Option<Word>),
    /// On a trial home visit; still counted as out of the home.
    Visiting,
    /// With a guardian, adopted, of age, or dead: the event that ended the stay.
    Left(EventKind),
}

impl Child {
    /// The birthday on which the child leaves the system, which follows children to an age in completed years; `None`
    /// if the birth date is unknown. `extended-care` on or before it moves it to the 21st.
    #[must_use]
    pub fn comes_of_age(&self, age: i32) -> Option<Day> {
        let born = self.born?;
        let birthday = born.birthday(age);
        let extends = |entry: &ChildEvent| {
            entry.event.kind == EventKind::ExtendedCare && entry.event.on <= birthday
        };
        Some(if self.events.iter().any(extends) {
            born.birthday(age.max(EXTENDED))
        } else {
            birthday
        })
    }

    /// Where the child is at the end of `day`.
    #[must_use]
    pub fn place(&self, day: Day) -> ChildPlace {
        let mut place = ChildPlace::Home;
        for entry in self.events.iter().take_while(|entry| entry.event.on <= day) {
            let out = matches!(place, ChildPlace::Out(_) | ChildPlace::Visiting);
            place = match entry.event.kind {
                EventKind::Removed => ChildPlace::Out(entry.event.setting.clone()),
                EventKind::Placed if out => ChildPlace::Out(entry.event.setting.clone()),
                EventKind::HomeVisit if out => ChildPlace::Visiting,
                EventKind::Reunified => ChildPlace::Home,
                kind if OUT_OF_HOME_EXITS.contains(&kind) => ChildPlace::Left(kind),
                _ => place,
            };
        }
        place
    }
}

impl Register {
    /// Every child, in order of the ids that count.
    #[must_use]
    pub fn children(&self) -> Vec<Child> {
        let records = self.records().cases.iter().flat_map(|entry| {
            entry.record.child.iter().map(|(key, child)| {
                let own = ChildRef {
                    case: entry.id.clone(),
                    child: key.clone(),
                };
                (own, child)
            })
        });
        let united = same::united(records, |own| self.child_root(own));
        united.into_iter().map(|child| self.child(child)).collect()
    }

    fn child(&self, united: United<ChildRef, case::Child>) -> Child {
        let born = united.record.born;
        let mut events: Vec<ChildEvent> = united
            .ids
            .iter()
            .filter_map(|own| Some((own, self.case(&own.case)?)))
            .flat_map(|(own, entry)| {
                let told = entry.record.event.iter().enumerate();
                let concerned = told.filter(move |(_, event)| {
                    event.concerns(&own.child) && born.is_none_or(|born| born <= event.on)
                });
                concerned.map(|(index, event)| ChildEvent {
                    event: event.clone(),
                    class: event
                        .setting
                        .as_ref()
                        .map(|setting| self.program().class(setting)),
                    case: entry.id.clone(),
                    system: entry.record.system,
                    index,
                })
            })
            .collect();
        events.sort_by(|a, b| (a.event.on, &a.case, a.index).cmp(&(b.event.on, &b.case, b.index)));
        Child {
            id: united.id,
            refs: united.ids,
            born,
            facts: united.record.facts,
            events,
        }
    }

    /// The first file of a case that a file belongs to, after following `continues`; a cycle counts as its smallest id.
    #[must_use]
    pub fn case_root(&self, case: &CaseId) -> CaseId {
        let next = |at: &CaseId| {
            let from = self.case(at)?.record.continues.clone()?;
            self.case(&from).map(|entry| entry.id.clone())
        };
        same::root(case, next).unwrap_or_else(|smallest| smallest)
    }

    /// The reference that counts for a child, after following `same_as`; a cycle or a dead end counts as itself.
    #[must_use]
    pub fn child_root(&self, child: &ChildRef) -> ChildRef {
        let next = |at: &ChildRef| {
            let case = self.case(&at.case)?;
            let same = case.record.child.get(&at.child)?.same_as.clone()?;
            self.case(&same.case)?
                .record
                .child
                .contains_key(&same.child)
                .then_some(same)
        };
        same::root(child, next).unwrap_or_else(|smallest| smallest)
    }
}
