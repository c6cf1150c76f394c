//! From the events of a unit to its anchor and what came after.

use std::collections::BTreeSet;

use super::population::Population;
use super::{Case, Outcome, UnitId};
use crate::measure::children::{CaseEvent, Children, Family, events_of, is_gone, is_under};
use crate::measure::episodes::episodes;
use crate::record::definition::{Definition, Unit};
use crate::record::{Day, EventKind, Period};
use crate::register::Child;

/// Something that may have an anchor.
pub(super) struct Candidate<'r> {
    id: UnitId,
    /// The child, where the unit is one.
    child: Option<usize>,
    /// The people of the unit, by place.
    people: BTreeSet<usize>,
    /// The events that can be its anchor, in order.
    anchors: Vec<CaseEvent<'r>>,
    /// The events that can be its return, in order.
    events: Vec<CaseEvent<'r>>,
}

/// Every unit of that kind with events on file.
pub(super) fn candidates<'r>(children: &Children<'r>, unit: Unit) -> Vec<Candidate<'r>> {
    let register = children.register;
    let of_person = |(at, person): (usize, &crate::register::Person)| {
        let events = events_of(register.cases_of_person(at));
        let id = UnitId::Participant(person.id.clone());
        Candidate {
            id,
            child: None,
            people: BTreeSet::from([at]),
            anchors: events.clone(),
            events,
        }
    };
    let of_family = |family: &'r Family| {
        let people = register.people_of_case(&family.record);
        let mut near: Vec<&Family> = people
            .iter()
            .flat_map(|person| register.cases_of_person(*person))
            .collect();
        near.push(family);
        near.sort_by(|a, b| a.id.cmp(&b.id));
        near.dedup_by(|a, b| a.id == b.id);
        let id = UnitId::Family(family.id.clone());
        Candidate {
            id,
            child: None,
            people,
            anchors: events_of([family]),
            events: events_of(near),
        }
    };
    let of_child = |(at, child): (usize, &Child)| {
        let mut events = events_of(children.cases_of(at));
        events.retain(|event| children.of_event(event).contains(&at));
        let id = UnitId::Child(child.id.clone());
        Candidate {
            id,
            child: Some(at),
            people: children.people_of(at),
            anchors: events.clone(),
            events,
        }
    };
    let mut all: Vec<Candidate<'r>> = match unit {
        Unit::Participant => register
            .people()
            .iter()
            .enumerate()
            .map(of_person)
            .collect(),
        Unit::Family => register.records().cases.iter().map(of_family).collect(),
        Unit::Child => children.all.iter().enumerate().map(of_child).collect(),
    };
    all.retain(|candidate| !candidate.anchors.is_empty());
    all
}

/// The fewest days that so many calendar months can have: 365 for 12.
///
/// Times are cut there, so that nobody is left alone at risk on the day that only some windows have.
pub(super) fn horizon(months: u32) -> u32 {
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    let first = Day::new(2025, 1, 1).unwrap_or(Day::FIRST);
    let lengths = (0..1461)
        .map(|at| first.plus_days(at))
        .map(|on| on.plus_months(months).days_since(on));
    lengths
        .min()
        .and_then(|days| u32::try_from(days).ok())
        .unwrap_or(0)
}

/// What it takes to follow a unit.
pub(super) struct Follow<'a, 'r> {
    pub(super) children: &'a Children<'r>,
    pub(super) definition: &'a Definition,
    pub(super) window: &'a Period,
    pub(super) as_of: Day,
    pub(super) horizon: u32,
}

/// The first anchor of a unit, with the children it concerns.
struct Anchor<'r> {
    event: CaseEvent<'r>,
    children: BTreeSet<usize>,
}

impl<'r> Follow<'_, 'r> {
    /// The unit with what followed its anchor; `None` where it has no anchor in the window.
    pub(super) fn case(&self, candidate: &Candidate<'r>, population: &Population) -> Option<Case> {
        let anchor = self.anchor(candidate)?;
        let on = anchor.event.event.on;
        let months = i32::try_from(self.definition.window.months).unwrap_or(i32::MAX);
        let window_end = on.plus_months(months);
        let kinds = &self.definition.event.kinds;
        let event = candidate.events.iter().find(|event| {
            on < event.event.on && event.event.on <= window_end && kinds.contains(&event.event.kind)
        });
        let unlisted = self.children.of_unlisted(anchor.event.family);
        let at_risk: Vec<&Child> = anchor
            .children
            .iter()
            .map(|at| &self.children.all[*at])
            .chain(&unlisted)
            .collect();
        let system = anchor.event.family.record.system;
        let standing = population.standing(
            &candidate.people,
            system,
            window_end,
            event.map(|event| event.event.on),
        );
        let outcome = self.outcome(
            &anchor,
            &at_risk,
            window_end,
            event.map(|event| (event.event.on, event.event.kind)),
        );
        let seen_to = window_end.min(self.as_of);
        let (ended, possible) = match outcome {
            Outcome::Returned(day, _) | Outcome::Competing(day) => (day, day),
            Outcome::Lost(day) => (day, seen_to),
            Outcome::Nothing => (seen_to, seen_to),
        };
        let days = |to: Day| {
            u32::try_from(to.days_since(on))
                .unwrap_or(0)
                .min(self.horizon)
        };
        Some(Case {
            id: candidate.id.clone(),
            anchor: on,
            anchor_kind: anchor.event.event.kind,
            file: anchor.event.family.place.clone(),
            children: at_risk
                .iter()
                .filter(|_| unlisted.is_none())
                .map(|child| child.id.clone())
                .collect(),
            window_end,
            mature: window_end <= self.as_of,
            event_file: event
                .filter(|_| matches!(outcome, Outcome::Returned(..)))
                .map(|event| event.family.place.clone()),
            outcome,
            first_session: standing.first_session,
            counted: standing.counted,
            observed: days(ended),
            possible: days(possible),
            birth_dates: at_risk.iter().all(|child| child.born.is_some()),
            groups: standing.groups,
        })
    }

    /// The first event in the window that starts the clock, with the children of every such event of that day.
    fn anchor(&self, candidate: &Candidate<'r>) -> Option<Anchor<'r>> {
        let mut first: Option<Anchor<'r>> = None;
        for event in &candidate.anchors {
            if first
                .as_ref()
                .is_some_and(|first| first.event.event.on < event.event.on)
            {
                break;
            }
            let Some(children) = self.started(candidate, event) else {
                continue;
            };
            match &mut first {
                Some(first) => first.children.extend(children),
                None => {
                    first = Some(Anchor {
                        event: *event,
                        children,
                    })
                }
            }
        }
        first
    }

    /// The children whose clock an event starts; `None` where it starts none.
    fn started(&self, candidate: &Candidate<'r>, at: &CaseEvent<'r>) -> Option<BTreeSet<usize>> {
        let rule = &self.definition.anchor;
        let on = at.event.on;
        if !rule.kinds.contains(&at.event.kind)
            || !self.window.contains(on)
            || rule
                .system
                .is_some_and(|system| system != at.family.record.system)
        {
            return None;
        }
        let mut children = self.children.of_event(at);
        let listed = !at.family.record.child.is_empty();
        if let Some(child) = candidate.child {
            children.retain(|one| *one == child);
            children.retain(|one| !self.is_gone(&self.children.all[*one], on));
        }
        if !rule.earlier.is_empty() {
            let same = |earlier: &CaseEvent<'_>| {
                !listed
                    || self
                        .children
                        .of_event(earlier)
                        .iter()
                        .any(|child| children.contains(child))
            };
            let before = |earlier: &CaseEvent<'_>| {
                earlier.order() < at.order()
                    && rule.earlier.contains(&earlier.event.kind)
                    && same(earlier)
            };
            if !events_of([at.family]).iter().any(before) {
                return None;
            }
        }
        if let Some(age) = rule.under_age {
            let age = i32::try_from(age).unwrap_or(i32::MAX);
            children.retain(|child| is_under(&self.children.all[*child], age, on));
        }
        if let Some(days) = rule.stay_days {
            children
                .retain(|child| self.ends_stay(&self.children.all[*child], at, i64::from(days)));
        }
        let narrowed =
            candidate.child.is_some() || rule.under_age.is_some() || rule.stay_days.is_some();
        (!children.is_empty() || !narrowed).then_some(children)
    }

    /// Whether an event ends a stay of the child of that length.
    fn ends_stay(&self, child: &Child, at: &CaseEvent<'_>, days: i64) -> bool {
        episodes(child, self.as_of).iter().any(|episode| {
            episode
                .exit
                .as_ref()
                .is_some_and(|exit| exit.on == at.event.on && exit.kind == at.event.kind)
                && episode.days(self.as_of) >= days
        })
    }

    fn is_gone(&self, child: &Child, on: Day) -> bool {
        is_gone(
            child,
            &self.definition.exclusions.competing,
            &self.definition.anchor.kinds,
            on,
        )
    }

    /// What came first: the event, the day on which the last child could no longer return, or the day on which the last
    /// of the others was lost.
    fn outcome(
        &self,
        anchor: &Anchor<'_>,
        children: &[&Child],
        window_end: Day,
        event: Option<(Day, EventKind)>,
    ) -> Outcome {
        let on = anchor.event.event.on;
        let followed: Vec<&&Child> = children
            .iter()
            .filter(|child| !self.is_gone(child, on))
            .collect();
        let competing: Vec<Option<Day>> = followed
            .iter()
            .map(|child| self.competing(child, on, window_end))
            .collect();
        let lost: Vec<Option<Day>> = followed
            .iter()
            .zip(&competing)
            .filter(|(_, competing)| competing.is_none())
            .map(|(child, _)| self.lost(child, anchor, window_end))
            .collect();
        let before = |day: Day| event.is_none_or(|(event, _)| day < event);
        let all_competing = competing
            .iter()
            .copied()
            .collect::<Option<Vec<Day>>>()
            .and_then(|days| days.into_iter().max());
        let all_lost = lost
            .into_iter()
            .collect::<Option<Vec<Day>>>()
            .and_then(|days| days.into_iter().max());
        match (all_competing, all_lost, event) {
            (Some(day), _, _) if before(day) => Outcome::Competing(day),
            (None, Some(day), _) if before(day) => Outcome::Lost(day),
            (_, _, Some((day, kind))) => Outcome::Returned(day, kind),
            _ => Outcome::Nothing,
        }
    }

    /// The day, after the anchor and within the window, from which a child cannot have the event any more.
    fn competing(&self, child: &Child, anchor: Day, window_end: Day) -> Option<Day> {
        let kinds = &self.definition.exclusions.competing;
        let told = child
            .events
            .iter()
            .filter(|entry| kinds.contains(&entry.event.kind))
            .map(|entry| entry.event.on);
        let birthday = child
            .comes_of_age()
            .filter(|_| kinds.contains(&EventKind::AgedOut));
        let last = window_end.min(self.as_of);
        told.chain(birthday)
            .filter(|day| anchor < *day && *day <= last)
            .min()
    }

    /// The day, after the anchor and before the end of the window, from which nothing is known of a child.
    fn lost(&self, child: &Child, anchor: &Anchor<'_>, window_end: Day) -> Option<Day> {
        let (on, case, index) = anchor.event.order();
        let after = |entry: &&crate::register::ChildEvent| {
            entry.event.on > on
                || entry.event.on == on && entry.case == *case && entry.index > index
        };
        let kinds = &self.definition.exclusions.lost;
        let lost = child
            .events
            .iter()
            .filter(|entry| kinds.contains(&entry.event.kind))
            .filter(after);
        lost.map(|entry| entry.event.on)
            .filter(|day| *day < window_end)
            .min()
    }
}
