//! What happened to each child, with the birthday on which it leaves the system, and the families that events concern.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{
    Case, CaseId, ChildRef, Day, Entry, Event, EventKind, OwnFacts, Program, System,
};
use crate::register::{Child, ChildEvent, Register};

/// A case of the register.
pub type Family = Entry<CaseId, Case>;

/// The age, in completed years, until which children are followed in cases of these systems: the highest of theirs.
#[must_use]
pub fn until_age(program: &Program, systems: &BTreeSet<System>) -> i32 {
    let ages = systems.iter().map(|system| program.until_age(*system));
    ages.max().unwrap_or_else(|| program.until_age(System::Cps))
}

/// Every child, and lookups from a case to its children and back.
#[derive(Debug)]
pub struct Children<'r> {
    /// The records.
    pub register: &'r Register,
    /// Every child, in order of the ids that count.
    pub all: Vec<Child>,
    place: BTreeMap<ChildRef, usize>,
}

/// An event of a case.
#[derive(Debug, Clone, Copy)]
pub struct CaseEvent<'r> {
    /// The case.
    pub family: &'r Family,
    /// The index of the event in its file.
    pub index: usize,
    /// The event.
    pub event: &'r Event,
}

impl<'r> CaseEvent<'r> {
    /// The order of events: by day, then case file, then position in the file.
    #[must_use]
    pub fn order(&self) -> (Day, &'r CaseId, usize) {
        (self.event.on, &self.family.id, self.index)
    }
}

/// Every event of these cases, in order.
#[must_use]
pub fn events_of<'r>(families: impl IntoIterator<Item = &'r Family>) -> Vec<CaseEvent<'r>> {
    let of = |family: &'r Family| {
        family
            .record
            .event
            .iter()
            .enumerate()
            .map(move |(index, event)| CaseEvent {
                family,
                index,
                event,
            })
    };
    let mut all: Vec<CaseEvent<'r>> = families.into_iter().flat_map(of).collect();
    all.sort_by_key(CaseEvent::order);
    all
}

impl<'r> Children<'r> {
    /// The children of a register.
    #[must_use]
    pub fn new(register: &'r Register) -> Self {
        let all = register.children();
        let own = |(at, child): (usize, &Child)| {
            child
                .refs
                .iter()
                .map(move |name| (name.clone(), at))
                .collect::<Vec<_>>()
        };
        let place = all.iter().enumerate().flat_map(own).collect();
        Self {
            register,
            all,
            place,
        }
    }

    /// The children, by place, that an event of a case concerns, except those not yet born.
    #[must_use]
    pub fn of_event(&self, at: &CaseEvent<'_>) -> BTreeSet<usize> {
        let keys = at
            .family
            .record
            .child
            .keys()
            .filter(|key| at.event.concerns(key));
        keys.filter_map(|key| {
            self.of(&ChildRef {
                case: at.family.id.clone(),
                child: key.clone(),
            })
        })
        .filter(|child| is_born(&self.all[*child], at.event.on))
        .collect()
    }

    /// The place of the child with a name.
    #[must_use]
    pub fn of(&self, name: &ChildRef) -> Option<usize> {
        self.place.get(name).copied()
    }

    /// The cases of a child, in order of ids.
    pub fn cases_of(&self, child: usize) -> impl Iterator<Item = &'r Family> {
        let ids: BTreeSet<&CaseId> = self.all[child].refs.iter().map(|name| &name.case).collect();
        ids.into_iter()
            .filter_map(|id| self.register.case(id))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The persons in the cases of a child, by place in [`Register::people`].
    #[must_use]
    pub fn people_of(&self, child: usize) -> BTreeSet<usize> {
        self.cases_of(child)
            .flat_map(|family| self.register.people_of_case(&family.record))
            .collect()
    }

    /// The events of a case that lists no child, which is treated as a case of one undescribed child.
    #[must_use]
    pub fn of_unlisted(&self, family: &Family) -> Option<Child> {
        let id = ChildRef {
            case: family.id.clone(),
            child: "unlisted".parse().ok()?,
        };
        let event = |at: &CaseEvent<'_>| ChildEvent {
            event: at.event.clone(),
            class: at
                .event
                .setting
                .as_ref()
                .map(|setting| self.register.program().class(setting)),
            case: family.id.clone(),
            system: family.record.system,
            index: at.index,
        };
        family.record.child.is_empty().then(|| Child {
            refs: vec![id.clone()],
            id,
            born: None,
            facts: OwnFacts::default(),
            events: events_of([family]).iter().map(event).collect(),
        })
    }
}

/// Whether a child was born by a day; a child without a birth date counts as born.
fn is_born(child: &Child, on: Day) -> bool {
    child.born.is_none_or(|born| born <= on)
}

/// Whether a child was under an age, in completed years, on a day; a child without a birth date counts as under it.
#[must_use]
pub fn is_under(child: &Child, age: i32, on: Day) -> bool {
    child.born.is_none_or(|born| born.birthday(age) > on)
}

/// Whether, after the events up to `on`, a child who is followed to `age` can no longer come home or leave home: dead,
/// of age, or with other parents. A later removal or reunification shows that the child is back in the family that the
/// case is about.
#[must_use]
pub fn is_gone(
    child: &Child,
    age: i32,
    competing: &[EventKind],
    besides: &[EventKind],
    on: Day,
) -> bool {
    if child
        .comes_of_age(age)
        .is_some_and(|birthday| birthday <= on && competing.contains(&EventKind::AgedOut))
    {
        return true;
    }
    let mut gone = None;
    for entry in child.events.iter().take_while(|entry| entry.event.on <= on) {
        let kind = entry.event.kind;
        let for_good = matches!(gone, Some(EventKind::Died | EventKind::AgedOut));
        let back = kind == EventKind::Removed
            || kind == EventKind::Reunified && gone == Some(EventKind::Guardianship);
        if competing.contains(&kind) && !(entry.event.on == on && besides.contains(&kind)) {
            gone = if for_good { gone } else { Some(kind) };
        } else if back && !for_good {
            gone = None;
        }
    }
    gone.is_some()
}
