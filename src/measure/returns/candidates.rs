//! Every unit that may have an anchor, with everything on file about it.

use std::collections::BTreeSet;

use super::UnitId;
use crate::measure::children::{CaseEvent, Children, Family};
use crate::measure::known::{Knowledge, Through};
use crate::measure::transfers::Transfers;
use crate::record::anchor::Moment;
use crate::record::classes::ExitReason;
use crate::record::definition::Unit;
use crate::record::{Day, Place};
use crate::register::{Child, Person};

/// Something that may have an anchor.
pub(super) struct Candidate<'r> {
    pub(super) id: UnitId,
    /// The child, if the unit is one.
    pub(super) child: Option<usize>,
    /// The people of the unit, by place.
    pub(super) people: BTreeSet<usize>,
    /// The events that can be its anchor, in order.
    pub(super) anchors: Vec<CaseEvent<'r>>,
    /// The moments of the person, if the unit is one, in order.
    pub(super) moments: Vec<(Day, Moment, Place)>,
    /// The events that can be its return, in order.
    pub(super) events: Vec<CaseEvent<'r>>,
    /// Until when it is known what happened.
    pub(super) through: Through,
}

/// What units are built from.
pub(super) struct Source<'a, 'r> {
    pub(super) children: &'a Children<'r>,
    pub(super) transfers: &'a Transfers<'r>,
    pub(super) knowledge: &'a Knowledge<'r>,
}

impl<'r> Source<'_, 'r> {
    /// Every unit of that kind with something on file that could start the clock.
    pub(super) fn candidates(&self, unit: Unit) -> Vec<Candidate<'r>> {
        let register = self.children.register;
        let mut all: Vec<Candidate<'r>> = match unit {
            Unit::Participant => {
                let first = register.first_served();
                let people = register.people().iter().enumerate();
                people
                    .map(|(at, person)| self.of_person(at, person, first[at]))
                    .collect()
            }
            Unit::Family => self
                .transfers
                .cases()
                .map(|(id, files)| self.of_family(UnitId::Family(id.clone()), files))
                .collect(),
            Unit::Child => {
                let children = self.children.all.iter().enumerate();
                children
                    .map(|(at, child)| self.of_child(at, child))
                    .collect()
            }
        };
        all.retain(|candidate| !candidate.anchors.is_empty() || !candidate.moments.is_empty());
        all
    }

    fn of_person(&self, at: usize, person: &Person, first: Option<Day>) -> Candidate<'r> {
        let register = self.children.register;
        let events = self.transfers.events_of(register.cases_of_person(at));
        let people = BTreeSet::from([at]);
        Candidate {
            id: UnitId::Participant(person.id.clone()),
            child: None,
            through: self.knowledge.of(register.cases_of_person(at), &people),
            people,
            anchors: events.clone(),
            moments: self.moments(person, first),
            events,
        }
    }

    fn moments(&self, person: &Person, first: Option<Day>) -> Vec<(Day, Moment, Place)> {
        let program = self.children.register.program();
        let is_completed = |reason| program.class::<ExitReason>(reason) == ExitReason::Completed;
        let times = &person.record.enrollment;
        let enrolled = times.iter().map(|time| (time.start, Moment::Enrolled));
        let completed = times
            .iter()
            .filter(|time| time.reason.as_ref().is_some_and(is_completed))
            .filter_map(|time| Some((time.end?, Moment::Completed)));
        let first = first.map(|on| (on, Moment::FirstSession));
        let mut all: Vec<_> = enrolled
            .chain(completed)
            .chain(first)
            .map(|(on, moment)| (on, moment, person.place.clone()))
            .collect();
        all.sort();
        all
    }

    fn of_family(&self, id: UnitId, files: &[&'r Family]) -> Candidate<'r> {
        let register = self.children.register;
        let people: BTreeSet<usize> = files
            .iter()
            .flat_map(|file| register.people_of_case(&file.record))
            .collect();
        let cases = people
            .iter()
            .flat_map(|person| register.cases_of_person(*person));
        let mut near: Vec<&Family> = cases.chain(files.iter().copied()).collect();
        near.sort_by(|a, b| a.id.cmp(&b.id));
        near.dedup_by(|a, b| a.id == b.id);
        Candidate {
            id,
            child: None,
            through: self.knowledge.of(near.iter().copied(), &people),
            people,
            anchors: self.transfers.events_of(files.iter().copied()),
            moments: Vec::new(),
            events: self.transfers.events_of(near),
        }
    }

    fn of_child(&self, at: usize, child: &Child) -> Candidate<'r> {
        let mut events = self.transfers.events_of(self.children.cases_of(at));
        events.retain(|event| self.children.of_event(event).contains(&at));
        let people = self.children.people_of(at);
        Candidate {
            id: UnitId::Child(child.id.clone()),
            child: Some(at),
            through: self.knowledge.of(self.children.cases_of(at), &people),
            people,
            anchors: events.clone(),
            moments: Vec::new(),
            events,
        }
    }
}
