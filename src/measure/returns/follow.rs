//! From the events of a unit to its anchor and what came after.

use std::collections::BTreeSet;

use super::anchors::Start;
use super::candidates::Candidate;
use super::population::{Population, Standing};
use super::{Case, Counted, Outcome};
use crate::measure::children::{CaseEvent, Children, is_gone, until_age};
use crate::record::definition::Definition;
use crate::record::{Day, EventKind, Period};
use crate::register::Child;

/// The fewest days that this many calendar months can have: 365 for 12.
///
/// Times are capped there, so that no one is alone at risk on a day that only some windows have.
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

/// What is needed to follow a unit.
pub(super) struct Follow<'a, 'r> {
    pub(super) children: &'a Children<'r>,
    pub(super) definition: &'a Definition,
    pub(super) as_of: Day,
    pub(super) horizon: u32,
}

/// The day from which a unit can no longer return, and whether it is a birthday rather than an event in a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Competing {
    on: Day,
    by_age: bool,
}

impl<'r> Follow<'_, 'r> {
    /// The last day on which an event counts after an anchor.
    fn window_end(&self, anchor: Day) -> Day {
        let months = i32::try_from(self.definition.window.months).unwrap_or(i32::MAX);
        anchor.plus_months(months)
    }

    /// The events after an anchor that are returns, in order.
    fn events<'c>(
        &self,
        candidate: &'c Candidate<'r>,
        anchor: Day,
    ) -> impl Iterator<Item = &'c CaseEvent<'r>> {
        let (end, rule) = (self.window_end(anchor), &self.definition.event);
        candidate
            .events
            .iter()
            .filter(move |at| anchor < at.event.on && at.event.on <= end && rule.counts(at.event))
    }

    /// Whom the anchor concerns: the children at risk, and whether the case lists none.
    fn at_risk(&self, start: &Start<'r>) -> (Vec<Child>, bool) {
        let listed = start
            .children
            .iter()
            .map(|at| self.children.all[*at].clone());
        let unlisted = start
            .event
            .and_then(|event| self.children.of_unlisted(event.family));
        let is_unlisted = unlisted.is_some();
        (listed.chain(unlisted).collect(), is_unlisted)
    }

    fn standing(&self, population: &Population, start: &Start<'r>, event: Option<Day>) -> Standing {
        let system = start.event.map(|event| event.family.record.system);
        population.standing(
            &start.people,
            &start.children,
            system,
            self.window_end(start.on),
            event,
        )
    }

    /// The unit with what followed its anchor.
    pub(super) fn case(
        &self,
        candidate: &Candidate<'r>,
        start: &Start<'r>,
        population: &Population,
    ) -> Case {
        let on = start.on;
        let window_end = self.window_end(on);
        let event = self.events(candidate, on).next();
        let (children, is_unlisted) = self.at_risk(start);
        let returned = event.map(|event| (event.event.on, event.event.kind));
        let standing = self.standing(population, start, returned.map(|(on, _)| on));
        let through = candidate.through.clone();
        let followed_by = |known: Option<Day>| self.competing(start, &children, known);
        let competing = followed_by(through.day);
        let outcome = outcome(returned, competing);
        let official = outcome_day(self::outcome(returned, followed_by(through.official)));
        let seen_to = window_end.min(self.as_of);
        let known_to = through.day.map_or(on, |known| known.min(seen_to));
        let ended = outcome_day(outcome);
        let days = |to: Day| {
            let days = u32::try_from(to.days_since(on)).unwrap_or(0);
            days.min(self.horizon)
        };
        let same_day = candidate
            .events
            .iter()
            .any(|at| at.event.on == on && self.definition.event.counts(at.event));
        Case {
            id: candidate.id.clone(),
            anchor: on,
            anchor_kind: start.kind,
            file: start.file.clone(),
            children: children
                .iter()
                .filter(|_| !is_unlisted)
                .map(|child| child.id.clone())
                .collect(),
            window_end,
            mature: window_end <= self.as_of,
            event_file: event
                .filter(|_| matches!(outcome, Outcome::Returned(..)))
                .map(|event| event.family.place.clone()),
            outcome,
            known_official: official.is_some()
                || through.official.is_some_and(|known| known >= window_end),
            through,
            lost: self.lost(candidate, start),
            cut_by_age: matches!(outcome, Outcome::Competing(_))
                && competing.is_some_and(|competing| competing.by_age),
            same_day,
            first_session: standing.first_session,
            counted: standing.counted,
            observed: days(ended.unwrap_or(known_to)),
            possible: days(ended.unwrap_or(seen_to)),
            birth_dates: children.iter().all(|child| child.born.is_some()),
            groups: standing.groups,
        }
    }

    /// The groups of a unit with an event in some days that is a return after any of its anchors; `None` if there is
    /// none.
    pub(super) fn groups_in(
        &self,
        candidate: &Candidate<'r>,
        starts: &[Start<'r>],
        population: &Population,
        days: &Period,
    ) -> Option<BTreeSet<usize>> {
        starts.iter().find_map(|start| {
            let here = |at: &&CaseEvent<'_>| days.contains(at.event.on);
            let mut events = self.events(candidate, start.on).filter(here).peekable();
            events.peek()?;
            let (children, _) = self.at_risk(start);
            let competing = self.competing(start, &children, candidate.through.day);
            events.find_map(|at| {
                let on = at.event.on;
                let is_possible = competing.is_none_or(|competing| competing.on >= on);
                let standing = self.standing(population, start, Some(on));
                let counts = is_possible && standing.counted == Counted::Yes;
                counts.then_some(standing.groups)
            })
        })
    }

    /// The day on which the last of the children at risk could no longer return; `None` if one still can. A birthday
    /// counts only if it is known that nothing came before it.
    fn competing(
        &self,
        start: &Start<'r>,
        children: &[Child],
        known: Option<Day>,
    ) -> Option<Competing> {
        let program = self.children.register.program();
        let age = until_age(program, &start.systems);
        let rule = &self.definition.exclusions.competing;
        let anchors = self.definition.anchor.event_kinds();
        let last = self.window_end(start.on).min(self.as_of);
        let one = |child: &Child| {
            let told = child.events.iter().map(|entry| &entry.event);
            let told = told.filter(|event| rule.contains(&event.kind));
            let told = told.map(|event| Competing {
                on: event.on,
                by_age: false,
            });
            let birthday = child.comes_of_age(age).filter(|birthday| {
                rule.contains(&EventKind::AgedOut) && known.is_some_and(|known| *birthday <= known)
            });
            let birthday = birthday.map(|on| Competing { on, by_age: true });
            told.chain(birthday)
                .filter(|competing| start.on < competing.on && competing.on <= last)
                .min()
        };
        let followed = children
            .iter()
            .filter(|child| !is_gone(child, age, rule, &anchors, start.on));
        let days = followed.map(one).collect::<Option<Vec<Competing>>>()?;
        days.into_iter().max()
    }

    /// The first day after the anchor, and before the end of the window, on which someone recorded that nothing more is
    /// known.
    fn lost(&self, candidate: &Candidate<'r>, start: &Start<'r>) -> Option<Day> {
        let kinds = &self.definition.exclusions.lost;
        let after = |at: &&CaseEvent<'r>| match &start.event {
            Some(anchor) if at.family.id == anchor.family.id => at.order() > anchor.order(),
            _ => at.event.on > start.on,
        };
        let lost = candidate.events.iter().filter(after);
        lost.filter(|at| kinds.contains(&at.event.kind))
            .map(|at| at.event.on)
            .find(|day| *day < self.window_end(start.on))
    }
}

/// Which came first: the event, or the day from which it was impossible.
fn outcome(event: Option<(Day, EventKind)>, competing: Option<Competing>) -> Outcome {
    match (event, competing) {
        (Some((day, _)), Some(competing)) if competing.on < day => Outcome::Competing(competing.on),
        (Some((day, kind)), _) => Outcome::Returned(day, kind),
        (None, Some(competing)) => Outcome::Competing(competing.on),
        (None, None) => Outcome::Nothing,
    }
}

/// The day of an outcome.
fn outcome_day(outcome: Outcome) -> Option<Day> {
    match outcome {
        Outcome::Returned(day, _) | Outcome::Competing(day) => Some(day),
        Outcome::Nothing => None,
    }
}
