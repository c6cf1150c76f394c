//! Who was served in time to be counted, and in which groups.

use std::collections::BTreeSet;

use super::{Counted, Options};
use crate::measure::by::{By, Grouping};
use crate::record::classes::ConsentKind;
use crate::record::{About, Day, Service, System};
use crate::register::Register;

/// When each person was first served, by place in [`Register::people`].
pub(super) struct Population {
    first: Vec<Option<Day>>,
    /// By service, if figures by service are requested.
    by_service: Vec<Vec<Option<Day>>>,
    grouping: Option<Grouping>,
    by_system: bool,
    consents: Option<Vec<bool>>,
}

/// How a unit belongs to the population.
pub(super) struct Standing {
    pub(super) counted: Counted,
    pub(super) first_session: Option<Day>,
    pub(super) groups: BTreeSet<usize>,
}

impl Population {
    pub(super) fn new(register: &Register, as_of: Day, options: &Options, unit: About) -> Self {
        let services: &[Service] = if options.group == Some(By::Service) {
            &Service::TO_PARTICIPANTS
        } else {
            &[]
        };
        let consents = || {
            let lives = |person: &crate::register::Person| {
                person
                    .consent(register.program(), ConsentKind::OutcomeReporting, as_of)
                    .is_some()
            };
            register.people().iter().map(lives).collect()
        };
        Self {
            first: register.first_served(),
            by_service: services
                .iter()
                .map(|service| first_served_by(register, *service))
                .collect(),
            grouping: options
                .group
                .filter(|by| *by != By::System)
                .and_then(|by| Grouping::new(register, by, unit)),
            by_system: options.group == Some(By::System),
            consents: options.consenting_only.then(consents),
        }
    }

    /// The names of the groups.
    pub(super) fn groups(&self) -> Vec<String> {
        match &self.grouping {
            Some(grouping) => grouping.values.clone(),
            None if self.by_system => System::WORDS
                .iter()
                .map(|word| (*word).to_owned())
                .collect(),
            None if self.by_service.is_empty() => Vec::new(),
            None => Service::TO_PARTICIPANTS
                .iter()
                .map(|service| service.word().to_owned())
                .collect(),
        }
    }

    /// Whether one of these people had a first countable session on or before `end`, and before the event. The system
    /// is that of the case in which the clock started, if it started in one.
    pub(super) fn standing(
        &self,
        people: &BTreeSet<usize>,
        children: &BTreeSet<usize>,
        system: Option<System>,
        end: Day,
        event: Option<Day>,
    ) -> Standing {
        let in_time = |first: Option<Day>| {
            first.is_some_and(|on| on <= end && event.is_none_or(|event| on < event))
        };
        let first_of = |person: &usize| self.first.get(*person).copied().flatten();
        let first_session = people.iter().filter_map(first_of).min();
        let served: BTreeSet<usize> = people
            .iter()
            .copied()
            .filter(|person| in_time(first_of(person)))
            .collect();
        let counted: BTreeSet<usize> = match &self.consents {
            Some(consents) => served
                .iter()
                .copied()
                .filter(|person| consents[*person])
                .collect(),
            None => served.clone(),
        };
        let reason = match (counted.is_empty(), served.is_empty(), first_session) {
            (false, _, _) => Counted::Yes,
            (true, false, _) => Counted::NoConsent,
            (true, true, Some(first)) if first <= end => Counted::ServedTooLate,
            (true, true, _) => Counted::NotServed,
        };
        let by_service = self.by_service.iter().enumerate().filter(|(_, first)| {
            counted
                .iter()
                .any(|person| in_time(first.get(*person).copied().flatten()))
        });
        let own = self
            .grouping
            .iter()
            .filter(|_| !counted.is_empty())
            .flat_map(|grouping| grouping.of_children(children.iter().copied(), &counted));
        let system = System::ALL
            .iter()
            .position(|one| self.by_system && system == Some(*one));
        Standing {
            counted: reason,
            first_session,
            groups: by_service
                .map(|(at, _)| at)
                .chain(own)
                .chain(system)
                .collect(),
        }
    }
}

/// The day of each person's first countable session of a service.
fn first_served_by(register: &Register, service: Service) -> Vec<Option<Day>> {
    let mut first: Vec<Option<Day>> = vec![None; register.people().len()];
    let sessions = register
        .records()
        .sessions
        .iter()
        .map(|entry| &entry.record);
    for session in sessions.filter(|session| session.is_countable() && session.kind == service) {
        for person in session
            .participants
            .iter()
            .filter_map(|id| register.person_index(id))
        {
            first[person] = Some(first[person].map_or(session.on, |on| on.min(session.on)));
        }
    }
    first
}
