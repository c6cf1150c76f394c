//! The days that start the clock of a unit.

use std::collections::BTreeSet;

use super::candidates::Candidate;
use crate::measure::children::{CaseEvent, Children, is_gone, is_under, until_age};
use crate::measure::episodes::episodes;
use crate::measure::transfers::Transfers;
use crate::record::anchor::AnchorKind;
use crate::record::definition::Definition;
use crate::record::{Day, Place, System};
use crate::register::Child;

/// A day that starts the clock, whatever happened on it.
pub(super) struct Start<'r> {
    /// The day.
    pub(super) on: Day,
    /// What started it; the first, if several did.
    pub(super) kind: AnchorKind,
    /// The file that records it.
    pub(super) file: Place,
    /// The event that started it; `None` for a moment of a person.
    pub(super) event: Option<CaseEvent<'r>>,
    /// The children it concerns.
    pub(super) children: BTreeSet<usize>,
    /// The people through whom the unit is served.
    pub(super) people: BTreeSet<usize>,
    /// The systems of the cases in which it started.
    pub(super) systems: BTreeSet<System>,
}

/// Finds the anchors of units.
pub(super) struct Anchors<'a, 'r> {
    pub(super) children: &'a Children<'r>,
    pub(super) transfers: &'a Transfers<'r>,
    pub(super) definition: &'a Definition,
    pub(super) as_of: Day,
}

impl<'r> Anchors<'_, 'r> {
    /// Every day that starts the clock of a unit, in order; each once, with the children of all such events of the day.
    pub(super) fn of(&self, candidate: &Candidate<'r>) -> Vec<Start<'r>> {
        let mut all: Vec<Start<'r>> = Vec::new();
        for event in &candidate.anchors {
            let Some((children, people)) = self.started(candidate, event) else {
                continue;
            };
            let on = event.event.on;
            match all.last_mut().filter(|last| last.on == on) {
                Some(last) => {
                    last.children.extend(children);
                    last.people.extend(people);
                    last.systems.insert(event.family.record.system);
                }
                None => all.push(Start {
                    on,
                    kind: AnchorKind::Event(event.event.kind),
                    file: event.family.place.clone(),
                    event: Some(*event),
                    children,
                    people,
                    systems: BTreeSet::from([event.family.record.system]),
                }),
            }
        }
        let moments = candidate.moments.iter().filter(|(_, moment, _)| {
            let kinds = &self.definition.anchor.kinds;
            kinds.contains(&AnchorKind::Moment(*moment))
        });
        all.extend(moments.map(|(on, moment, file)| Start {
            on: *on,
            kind: AnchorKind::Moment(*moment),
            file: file.clone(),
            event: None,
            children: BTreeSet::new(),
            people: candidate.people.clone(),
            systems: BTreeSet::new(),
        }));
        all.sort_by_key(|start| start.on);
        all.dedup_by(|later, first| later.on == first.on);
        all
    }

    /// The children whose clock an event starts, and the people through whom the unit is served; `None` if it starts no
    /// clock.
    fn started(
        &self,
        candidate: &Candidate<'r>,
        at: &CaseEvent<'r>,
    ) -> Option<(BTreeSet<usize>, BTreeSet<usize>)> {
        let rule = &self.definition.anchor;
        let case = &at.family.record;
        let other_system = rule.system.is_some_and(|system| system != case.system);
        if !rule.starts(at.event) || other_system {
            return None;
        }
        let mut children = self.children.of_event(at);
        if let Some(child) = candidate.child {
            children.retain(|one| *one == child);
            children.retain(|one| !self.is_gone(&self.children.all[*one], at));
        }
        if !rule.earlier.is_empty() && !self.has_earlier(at, &children) {
            return None;
        }
        let on = at.event.on;
        if let Some(age) = rule.under_age {
            let age = i32::try_from(age).unwrap_or(i32::MAX);
            children.retain(|child| is_under(&self.children.all[*child], age, on));
        }
        if let Some(days) = rule.stay_days {
            children
                .retain(|child| self.ends_stay(&self.children.all[*child], at, i64::from(days)));
        }
        let is_narrowed =
            candidate.child.is_some() || rule.under_age.is_some() || rule.stay_days.is_some();
        let people = self.through_whom(candidate, at);
        // The children came home to someone else: this is no anchor for these people, the family or the child.
        let is_nobodys = at.event.with.is_some() && people.is_empty();
        let starts_none = is_nobodys || is_narrowed && children.is_empty();
        (!starts_none).then_some((children, people))
    }

    /// The people of a unit to whom the children came home: those that the event names, otherwise all.
    fn through_whom(&self, candidate: &Candidate<'_>, at: &CaseEvent<'_>) -> BTreeSet<usize> {
        let Some(with) = &at.event.with else {
            return candidate.people.clone();
        };
        let register = self.children.register;
        let named = with.0.iter().filter_map(|id| register.person_index(id));
        named
            .filter(|person| candidate.people.contains(person))
            .collect()
    }

    /// Whether the case has an earlier event that the definition requires, for one of these children.
    fn has_earlier(&self, at: &CaseEvent<'r>, children: &BTreeSet<usize>) -> bool {
        let files = self.transfers.files(at.family);
        let listed = files.iter().any(|file| !file.record.child.is_empty());
        let same = |earlier: &CaseEvent<'_>| {
            let mut concerned = self.children.of_event(earlier).into_iter();
            !listed || concerned.any(|child| children.contains(&child))
        };
        let kinds = &self.definition.anchor.earlier;
        let events = self.transfers.events_of(files.iter().copied());
        events.iter().any(|earlier| {
            earlier.order() < at.order() && kinds.contains(&earlier.event.kind) && same(earlier)
        })
    }

    /// Whether an event ends a stay of the child of at least that length.
    fn ends_stay(&self, child: &Child, at: &CaseEvent<'_>, days: i64) -> bool {
        let program = self.children.register.program();
        let child = self.transfers.unmoved(child);
        episodes(&child, program, self.as_of).iter().any(|episode| {
            episode
                .exit
                .as_ref()
                .is_some_and(|exit| exit.on == at.event.on && exit.kind == at.event.kind)
                && episode.days(self.as_of) >= days
        })
    }

    /// Whether a child is gone for good at the end of the day of an event.
    fn is_gone(&self, child: &Child, at: &CaseEvent<'_>) -> bool {
        let program = self.children.register.program();
        let systems = BTreeSet::from([at.family.record.system]);
        is_gone(
            child,
            until_age(program, &systems),
            &self.definition.exclusions.competing,
            &self.definition.anchor.event_kinds(),
            at.event.on,
        )
    }
}
