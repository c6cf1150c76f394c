//! `returns`, read from MEASURES: units, anchors, events, competing events, and what is known of each.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{Day, a_year_after};
use super::facts::{ALL, At, Facts};
use super::statistics::{Followed, aalen_johansen, interval, kaplan_meier};

/// A definition that ships: its name and its events.
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
struct Anchor {
    jpd: bool,
    systems: BTreeSet<bool>,
    kids: BTreeSet<At>,
    people: BTreeSet<usize>,
    with: bool,
}

/// Who is counted: what can be their anchor and their event, and what says that they are known.
struct Unit {
    anchors: BTreeMap<Day, Anchor>,
    events: Vec<Day>,
    lost: Vec<Day>,
    cases: BTreeSet<usize>,
    people: BTreeSet<usize>,
}

/// What became of a unit after an anchor.
struct Outcome {
    end: Day,
    event: Option<Day>,
    competing: Option<(Day, bool)>,
    known: Day,
    /// A birthday that would compete, but to which nobody is known to have followed the children.
    silent_birthday: bool,
}

/// The figures, by the names of the contract, and how many units met each clause.
#[derive(Default)]
pub struct Figures {
    pub values: BTreeMap<&'static str, Option<f64>>,
    pub clauses: BTreeMap<&'static str, usize>,
}

/// The question: which definition, of which unit, in which window.
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

    /// Takes the anchors in these cases into a unit; `own` says who an event must concern.
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

    /// Whether a child can no longer come back on a day: of age, dead, or adopted or with a guardian and not back since.
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

    fn units(&self) -> Vec<Unit> {
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

    /// The days on which a person completed the program, where that is the anchor.
    fn completions(&self, unit: &mut Unit, person: usize) {
        if self.definition != "new-report" {
            return;
        }
        let files = self.facts.world.parents.iter().enumerate();
        let own = files.filter(|(file, _)| self.facts.person(*file) == Some(person));
        for (end, completed) in
            own.flat_map(|(_, file)| file.enrollments.iter().filter_map(|one| one.1))
        {
            if completed && end <= self.facts.today {
                unit.anchors.entry(end).or_default().people.insert(person);
            }
        }
    }

    /// The day within 12 months on which the last of the children can no longer come back, and whether it is a birthday.
    fn competing(&self, start: Day, anchor: &Anchor, known: Day) -> Option<(Day, bool)> {
        let kids = anchor.kids.iter();
        let each: Option<Vec<_>> = kids
            .filter(|kid| !self.is_gone(**kid, start, anchor.jpd))
            .map(|kid| self.leaves(*kid, start, anchor.jpd, known))
            .collect();
        let last = each?.into_iter().max()?;
        (last.0 <= a_year_after(start)).then_some(last)
    }

    fn outcome(&self, unit: &Unit, start: Day, anchor: &Anchor, known: Day) -> Outcome {
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
    fn is_served(&self, anchor: &Anchor, event: Option<Day>, end: Day) -> bool {
        let first = self.facts.first_served(&anchor.people);
        first.is_some_and(|first| first <= end && event.is_none_or(|event| first < event))
    }

    fn first_event(&self, unit: &Unit, start: Day) -> Option<Day> {
        unit.events
            .iter()
            .copied()
            .find(|day| start < *day && *day <= a_year_after(start))
    }

    /// Whether an event lies in the window, within 12 months after an anchor, of somebody served before it, and not
    /// after a competing event.
    fn in_period(&self, unit: &Unit, known: Day) -> bool {
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

/// Adds one, where it holds.
fn add(counts: &mut BTreeMap<&'static str, usize>, name: &'static str, holds: bool) {
    *counts.entry(name).or_default() += usize::from(holds);
}

impl Question<'_> {
    /// Every figure.
    pub fn figures(&self) -> Figures {
        let (first, last) = self.window;
        let today = self.facts.today;
        let (mut n, mut clauses) = (BTreeMap::new(), BTreeMap::new());
        let (mut curve, mut observed, mut possible): (Vec<Followed>, i64, i64) = Default::default();
        for unit in self.units() {
            let known = self.facts.known_here(&unit.cases, &unit.people);
            add(&mut n, "events_in_period", self.in_period(&unit, known));
            let Some((start, anchor)) = unit.anchors.range(first..=last).next() else {
                continue;
            };
            let outcome = self.outcome(&unit, *start, anchor, known);
            if !self.is_served(anchor, self.first_event(&unit, *start), outcome.end) {
                continue;
            }
            self.count(&mut n, &unit, *start, anchor, &outcome);
            self.clauses(&mut clauses, &unit, *start, anchor, &outcome);
            let closed = outcome.event.or(outcome.competing.map(|end| end.0));
            let follow = closed
                .unwrap_or(outcome.known.min(outcome.end).min(today))
                .max(*start)
                - start;
            let kind = if outcome.event.is_some() {
                1
            } else {
                2 * u8::from(outcome.competing.is_some())
            };
            curve.push((follow.min(365), kind));
            observed += follow.min(365);
            possible += (closed.unwrap_or(outcome.end.min(today)) - start).min(365);
        }
        let mut figures = Figures {
            values: rates(&n),
            clauses,
        };
        figures
            .values
            .extend(n.iter().map(|(name, count)| (*name, Some(*count as f64))));
        let complete = (possible > 0).then(|| observed as f64 / possible as f64);
        figures.values.insert("completeness", complete);
        figures.values.extend(curves(&curve));
        figures
    }

    fn count(
        &self,
        n: &mut BTreeMap<&'static str, usize>,
        unit: &Unit,
        start: Day,
        anchor: &Anchor,
        outcome: &Outcome,
    ) {
        let mature = outcome.end <= self.facts.today;
        let unknown = |outcome: &Outcome| {
            mature
                && outcome.event.is_none()
                && outcome.competing.is_none()
                && outcome.known < outcome.end
        };
        let official = self
            .facts
            .known(&unit.cases, &unit.people, &["official", "event"]);
        let official = self.outcome(unit, start, anchor, official);
        let lost = unit
            .lost
            .iter()
            .any(|day| start < *day && *day <= outcome.end);
        add(n, "cohort", true);
        add(n, "mature", mature);
        add(n, "not_yet", !mature);
        add(n, "unknown", unknown(outcome));
        add(n, "known", mature && !unknown(outcome));
        add(n, "known_official", mature && !unknown(&official));
        add(n, "silent", unknown(outcome) && !lost);
        add(n, "returned", mature && outcome.event.is_some());
        add(n, "returned_so_far", outcome.event.is_some());
        add(n, "competing", mature && outcome.competing.is_some());
        add(n, "boundary_events", outcome.event == Some(outcome.end));
        add(n, "cut_by_age", outcome.competing.is_some_and(|end| end.1));
    }

    fn clauses(
        &self,
        all: &mut BTreeMap<&'static str, usize>,
        unit: &Unit,
        start: Day,
        anchor: &Anchor,
        outcome: &Outcome,
    ) {
        let facts = self.facts;
        let lost = unit
            .lost
            .iter()
            .any(|day| start < *day && *day < outcome.end);
        let found = outcome.event.is_some() || outcome.known >= outcome.end;
        let without = |by: &[&str]| facts.known(&unit.cases, &unit.people, by);
        let inside = |day: Day| start < day && day <= outcome.end;
        let transfer = |at: &&At| {
            unit.cases.contains(&at.0) && inside(facts.world.cases[at.0].events[at.1].on)
        };
        let void = |case: &usize| {
            let case = &facts.world.cases[*case];
            case.events.iter().any(|event| event.void)
                || case.checks.iter().any(|check| check.void)
                || case
                    .parents
                    .iter()
                    .any(|parent| facts.world.parents[*parent].void)
                || case
                    .continues
                    .is_some_and(|other| facts.world.cases[other].void)
        };
        let dark = |known: Day| {
            outcome.event.is_none() && outcome.competing.is_none() && known < outcome.end
        };
        let differs = dark(without(&["official", "event"])) && !dark(without(&ALL));
        add(all, "lost and found again", lost && found);
        add(
            all,
            "continues",
            facts.transfers.iter().any(|at| transfer(&at)),
        );
        add(all, "with", anchor.with);
        add(all, "void", unit.cases.iter().any(void));
        add(
            all,
            "cut by age",
            outcome.competing.is_some_and(|end| end.1),
        );
        add(all, "two systems", anchor.systems.len() == 2);
        add(
            all,
            "official against contact",
            outcome.end <= facts.today && differs,
        );
        add(all, "silent birthday", outcome.silent_birthday);
    }
}

/// The rate, its interval, and its bounds.
fn rates(n: &BTreeMap<&'static str, usize>) -> BTreeMap<&'static str, Option<f64>> {
    let of = |name: &str| n.get(name).copied().unwrap_or(0);
    let (mature, unknown, returned) = (of("mature"), of("unknown"), of("returned"));
    let known = mature - unknown;
    let share = |k: usize, n: usize| (n > 0).then(|| k as f64 / n as f64);
    let range = (known > 0).then(|| interval(returned as i64, known as i64));
    BTreeMap::from([
        ("rate", share(returned, known)),
        ("ci_low", range.map(|range| range.0)),
        ("ci_high", range.map(|range| range.1)),
        ("best", share(returned, mature)),
        ("worst", share(returned + unknown, mature)),
    ])
}

/// Kaplan-Meier and Aalen-Johansen at 12 months: null where nobody is followed so far and the curve has not ended.
fn curves(units: &[Followed]) -> Vec<(&'static str, Option<f64>)> {
    let events_only: Vec<_> = units
        .iter()
        .map(|(t, kind)| (*t, u8::from(*kind == 1)))
        .collect();
    let any: Vec<_> = units
        .iter()
        .map(|(t, kind)| (*t, u8::from(*kind > 0)))
        .collect();
    let reached = units.iter().any(|unit| unit.0 >= 365);
    let (s, se) = kaplan_meier(&events_only);
    let (i, i_se) = aalen_johansen(units);
    let km = reached || s < 1e-12;
    let aj = reached || kaplan_meier(&any).0 < 1e-12;
    vec![
        ("km", km.then_some(1.0 - s)),
        ("km_se", (reached && s > 1e-12).then_some(se)),
        ("aj", aj.then_some(i)),
        ("aj_se", aj.then_some(i_se)),
    ]
}
