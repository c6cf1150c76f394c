//! `returns`, following MEASURES: units, anchors, events, competing events, and what is known about each.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{Day, a_year_after};
use super::facts::{At, Facts};

/// A shipped definition: its name and its events.
pub const DEFINITIONS: [(&str, &[&str]); 6] = [
    ("return-to-court", &["petition", "removed"]),
    ("return-after-dismissal", &["petition"]),
    ("reentry", &["removed"]),
    (
        "reoffense",
        &["new-offense", "violation", "petition", "removed"],
    ),
    ("jpd-community", &["removed", "new-offense", "violation"]),
    ("new-report", &["substantiated"]),
];

/// The first day of a unit's twelve months.
#[derive(Clone, Default)]
pub struct Anchor {
    pub jpd: bool,
    pub systems: BTreeSet<bool>,
    pub kids: BTreeSet<At>,
    pub people: BTreeSet<usize>,
    pub with: bool,
}

/// A counted unit: its possible anchors and events, and what shows that it is known.
pub struct Unit {
    pub anchors: BTreeMap<Day, Anchor>,
    pub events: Vec<Day>,
    pub lost: Vec<Day>,
    pub cases: BTreeSet<usize>,
    pub people: BTreeSet<usize>,
}

/// What happened to a unit after an anchor.
pub struct Outcome {
    pub end: Day,
    pub event: Option<Day>,
    pub competing: Option<(Day, bool)>,
    pub known: Day,
    /// A birthday that would compete, but no one is known to have followed the children to it.
    pub silent_birthday: bool,
}

/// The question: which definition, for which unit, in which window.
pub struct Question<'a> {
    pub facts: &'a Facts<'a>,
    pub definition: &'static str,
    pub events: &'static [&'static str],
    pub unit: &'static str,
    pub window: (Day, Day),
}

impl Question<'_> {
    /// Whether an event can be an anchor, by its kind, its case, and what came before it.
    fn anchors(&self, at: At, kind: &str, on: Day, kids: &BTreeSet<At>) -> bool {
        let facts = self.facts;
        let jpd = facts.world.cases[at.0].jpd;
        let earlier = || {
            let family = &facts.families[&facts.family(at.0)];
            let all = family.iter().flat_map(|case| facts.events(*case));
            all.into_iter()
                .filter(|(other, event)| event.kind == "reunified" && (event.on, *other) < (on, at))
                .any(|(other, event)| !facts.concerned(other, event).is_disjoint(kids))
        };
        match self.definition {
            "return-to-court" => kind == "reunified",
            "return-after-dismissal" => kind == "dismissed" && earlier(),
            "reentry" => ["reunified", "guardianship"].contains(&kind),
            "reoffense" => kind == "reunified" && jpd,
            "jpd-community" => kind == "petition" && jpd,
            _ => false,
        }
    }

    /// Adds the anchors in these cases to a unit; `own` says whom an event must be about.
    fn collect(
        &self,
        unit: &mut Unit,
        cases: &BTreeSet<usize>,
        kid: Option<At>,
        person: Option<usize>,
    ) {
        let facts = self.facts;
        for (at, event) in cases.iter().flat_map(|case| facts.events(*case)) {
            let mut kids = facts.concerned(at, event);
            if let Some(kid) = kid {
                kids.retain(|one| {
                    *one == kid && !self.is_gone(*one, event.on, facts.world.cases[at.0].jpd)
                });
            }
            if facts.transfers.contains(&at) || !self.anchors(at, event.kind, event.on, &kids) {
                continue;
            }
            let named = event.with.as_ref().filter(|_| event.kind == "reunified");
            let people = facts.people(named.unwrap_or(&facts.world.cases[at.0].parents));
            let people = match person {
                Some(person) if !people.contains(&person) => continue,
                Some(person) => BTreeSet::from([person]),
                None => people,
            };
            if people.is_empty() || kid.is_some() && kids.is_empty() {
                continue;
            }
            if self.definition == "reentry"
                && !kid.is_some_and(|kid| self.is_discharge(kid, event.on))
            {
                continue;
            }
            let jpd = facts.world.cases[at.0].jpd;
            let anchor = unit.anchors.entry(event.on).or_default();
            anchor.jpd |= jpd;
            anchor.systems.insert(jpd);
            anchor
                .kids
                .extend(kid.map_or(kids, |kid| BTreeSet::from([kid])));
            anchor.people.extend(people);
            anchor.with |= named.is_some();
        }
    }

    /// Whether a child can no longer come back on a day: of age, dead, or adopted or with a guardian and not back
    /// since.
    fn is_gone(&self, kid: At, on: Day, jpd: bool) -> bool {
        if self.facts.of_age(kid, jpd) <= on {
            return true;
        }
        let mut gone = None;
        for (_, event) in self
            .facts
            .of_kid(kid)
            .iter()
            .filter(|(_, event)| event.on <= on)
        {
            match (event.kind, gone) {
                (_, Some("died" | "aged-out")) => {}
                ("guardianship", _) if self.definition == "reentry" => {}
                ("died" | "adopted" | "aged-out" | "guardianship", _) => gone = Some(event.kind),
                ("removed", _) | ("reunified", Some("guardianship")) => gone = None,
                _ => {}
            }
        }
        gone.is_some()
    }

    /// Whether a child who leaves care on this day had been out of home for 8 days or more, and is under age.
    fn is_discharge(&self, kid: At, on: Day) -> bool {
        let events = self.facts.of_kid(kid);
        let mut start = None;
        for (_, event) in &events {
            if event.on >= on {
                break;
            }
            match event.kind {
                "removed" => start = start.or(Some(event.on)),
                "reunified" | "guardianship" | "adopted" | "aged-out" | "died" => start = None,
                _ => {}
            }
        }
        let exits = events.iter().filter(|(_, event)| event.on == on);
        let leaves = exits.filter(|(_, event)| ["reunified", "guardianship"].contains(&event.kind));
        let jpd = leaves
            .map(|(at, _)| self.facts.world.cases[at.0].jpd)
            .max()
            .unwrap_or(false);
        start.is_some_and(|start| on - start >= 8) && on < self.facts.of_age(kid, jpd)
    }

    fn event_days(&self, cases: &BTreeSet<usize>, kid: Option<At>, kinds: &[&str]) -> Vec<Day> {
        let facts = self.facts;
        let all = cases.iter().flat_map(|case| facts.events(*case));
        let own = all
            .filter(|(at, event)| kid.is_none_or(|kid| facts.concerned(*at, event).contains(&kid)));
        let counted =
            own.filter(|(at, event)| kinds.contains(&event.kind) && !facts.transfers.contains(at));
        let mut days: Vec<_> = counted.map(|(_, event)| event.on).collect();
        days.sort_unstable();
        days
    }

    fn unit_of(&self, cases: BTreeSet<usize>, people: BTreeSet<usize>, kid: Option<At>) -> Unit {
        Unit {
            anchors: BTreeMap::new(),
            events: self.event_days(&cases, kid, self.events),
            lost: self.event_days(&cases, kid, &["lost"]),
            cases,
            people,
        }
    }

    pub fn units(&self) -> Vec<Unit> {
        let facts = self.facts;
        let people_of = |case: &usize| facts.people(&facts.world.cases[*case].parents);
        let cases_with = |people: &BTreeSet<usize>| -> BTreeSet<usize> {
            facts
                .cases()
                .filter(|case| !people_of(case).is_disjoint(people))
                .collect()
        };
        let mut units = Vec::new();
        match self.unit {
            "participant" => {
                let all: BTreeSet<_> = (0..facts.world.parents.len())
                    .filter_map(|file| facts.person(file))
                    .collect();
                for person in all {
                    let own = BTreeSet::from([person]);
                    let mut unit = self.unit_of(cases_with(&own), own, None);
                    let cases = unit.cases.clone();
                    self.collect(&mut unit, &cases, None, Some(person));
                    self.completions(&mut unit, person);
                    units.push(unit);
                }
            }
            "family" => {
                for cases in facts.families.values() {
                    let cases: BTreeSet<_> = cases.iter().copied().collect();
                    let people: BTreeSet<_> = cases.iter().flat_map(people_of).collect();
                    let near = &cases_with(&people) | &cases;
                    let mut unit = self.unit_of(near, people, None);
                    self.collect(&mut unit, &cases, None, None);
                    units.push(unit);
                }
            }
            _ => {
                for kid in facts.kids.keys() {
                    let (cases, people) = facts.around(*kid);
                    let mut unit = self.unit_of(cases, people, Some(*kid));
                    let cases = unit.cases.clone();
                    self.collect(&mut unit, &cases, Some(*kid), None);
                    units.push(unit);
                }
            }
        }
        units
    }

    /// The days on which a person completed the program, if that is the anchor.
    fn completions(&self, unit: &mut Unit, person: usize) {
        if self.definition != "new-report" {
            return;
        }
        let files = self.facts.world.parents.iter().enumerate();
        let own = files.filter(|(file, _)| self.facts.person(*file) == Some(person));
        for one in own.flat_map(|(_, file)| &file.enrollments) {
            let end = one.end.filter(|end| *end <= self.facts.today);
            if let Some(end) = end.filter(|_| one.reason == Some("goals-met")) {
                unit.anchors.entry(end).or_default().people.insert(person);
            }
        }
    }

    /// The day within 12 months on which the last of the children can no longer come back, and whether it is a
    /// birthday.
    fn competing(&self, start: Day, anchor: &Anchor, known: Day) -> Option<(Day, bool)> {
        let kids = anchor.kids.iter();
        let each: Option<Vec<_>> = kids
            .filter(|kid| !self.is_gone(**kid, start, anchor.jpd))
            .map(|kid| self.leaves(*kid, start, anchor.jpd, known))
            .collect();
        let last = each?.into_iter().max()?;
        (last.0 <= a_year_after(start)).then_some(last)
    }

    pub fn outcome(&self, unit: &Unit, start: Day, anchor: &Anchor, known: Day) -> Outcome {
        let end = a_year_after(start);
        let event = unit
            .events
            .iter()
            .copied()
            .find(|day| start < *day && *day <= end);
        let before = |last: &(Day, bool)| event.is_none_or(|event| last.0 < event);
        let competing = self.competing(start, anchor, known).filter(before);
        let if_known = self.competing(start, anchor, self.facts.today);
        Outcome {
            end,
            event: event.filter(|_| competing.is_none()),
            competing,
            known,
            silent_birthday: competing.is_none() && if_known.is_some_and(|last| before(&last)),
        }
    }

    /// The day after the anchor on which a child can no longer come back, and whether it is a birthday.
    fn leaves(&self, kid: At, start: Day, jpd: bool, known: Day) -> Option<(Day, bool)> {
        let kinds: &[&str] = match self.definition {
            "reentry" => &["died", "adopted", "aged-out"],
            _ => &["died", "adopted", "aged-out", "guardianship"],
        };
        let all = self.facts.of_kid(kid);
        let said = all
            .iter()
            .find(|(_, event)| event.on > start && kinds.contains(&event.kind));
        let said = said.map(|(_, event)| (event.on, false));
        let day = self.facts.of_age(kid, jpd);
        let counts = start < day && day <= known.min(self.facts.today);
        said.into_iter().chain(counts.then_some((day, true))).min()
    }

    /// Whether one of the people of an anchor was served in time.
    pub fn is_served(&self, anchor: &Anchor, event: Option<Day>, end: Day) -> bool {
        let first = self.facts.first_served(&anchor.people);
        first.is_some_and(|first| first <= end && event.is_none_or(|event| first < event))
    }

    pub fn first_event(&self, unit: &Unit, start: Day) -> Option<Day> {
        unit.events
            .iter()
            .copied()
            .find(|day| start < *day && *day <= a_year_after(start))
    }

    /// Whether an event is in the window, within 12 months after an anchor, of someone served before it, and not after
    /// a competing event.
    pub fn in_period(&self, unit: &Unit, known: Day) -> bool {
        let (first, last) = self.window;
        unit.anchors.iter().any(|(start, anchor)| {
            let end = a_year_after(*start);
            let competing = self.competing(*start, anchor, known);
            unit.events.iter().any(|day| {
                (first..=last).contains(day)
                    && (*start + 1..=end).contains(day)
                    && competing.is_none_or(|competing| *day <= competing.0)
                    && self.is_served(anchor, Some(*day), end)
            })
        })
    }
}
