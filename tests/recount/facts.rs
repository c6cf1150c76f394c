//! What is true of a program as of a day: who is one person, which children are one, which records are void, which
//! events are a transfer, through which day a unit is known. Sections 0 and 1a of MEASURES.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{Day, birthday};
use super::world::{Event, World};

/// Where an event is: the case, and its place in the file.
pub type At = (usize, usize);

/// What shows through which day a unit is known.
pub const ALL: [&str; 3] = ["official", "event", "contact"];

/// A program as of a day.
pub struct Facts<'a> {
    pub world: &'a World,
    pub today: Day,
    /// The live files of each child, by the first of them.
    pub kids: BTreeMap<At, Vec<At>>,
    /// The live cases that are one family, by the first of them.
    pub families: BTreeMap<usize, Vec<usize>>,
    /// Events that mean that a case continues elsewhere.
    pub transfers: BTreeSet<At>,
}

fn root<T: Copy + PartialEq>(start: T, next: impl Fn(T) -> Option<T>) -> T {
    let mut at = start;
    while let Some(other) = next(at) {
        at = other;
    }
    at
}

impl<'a> Facts<'a> {
    pub fn new(world: &'a World, today: Day) -> Self {
        let mut facts = Self {
            world,
            today,
            kids: BTreeMap::new(),
            families: BTreeMap::new(),
            transfers: BTreeSet::new(),
        };
        for case in facts.cases().collect::<Vec<_>>() {
            facts
                .families
                .entry(facts.family(case))
                .or_default()
                .push(case);
            for child in 0..world.cases[case].children.len() {
                facts
                    .kids
                    .entry(facts.kid((case, child)))
                    .or_default()
                    .push((case, child));
            }
        }
        facts.transfers = facts
            .cases()
            .flat_map(|case| facts.transfer(case))
            .collect();
        facts
    }

    /// The cases that are not void.
    pub fn cases(&self) -> impl Iterator<Item = usize> + use<'a> {
        let world = self.world;
        (0..world.cases.len()).filter(|case| !world.cases[*case].void)
    }

    /// The person a file is about, unless it is void.
    pub fn person(&self, file: usize) -> Option<usize> {
        let files = &self.world.parents;
        let next = |at: usize| files[at].same_as.filter(|other| !files[*other].void);
        (!files[file].void).then(|| root(file, next))
    }

    pub fn people(&self, files: &[usize]) -> BTreeSet<usize> {
        files.iter().filter_map(|file| self.person(*file)).collect()
    }

    pub fn kid(&self, child: At) -> At {
        let cases = &self.world.cases;
        root(child, |(case, child)| {
            cases[case].children[child]
                .same_as
                .filter(|(other, _)| !cases[*other].void)
        })
    }

    pub fn family(&self, case: usize) -> usize {
        let cases = &self.world.cases;
        root(case, |at| {
            cases[at].continues.filter(|other| !cases[*other].void)
        })
    }

    /// The events of a case that exist, with where they are.
    pub fn events(&self, case: usize) -> Vec<(At, &'a Event)> {
        let events = self.world.cases[case].events.iter().enumerate();
        let live = events.filter(|(_, event)| !event.void && event.on <= self.today);
        live.map(|(at, event)| ((case, at), event)).collect()
    }

    /// The children an event is about: none before its birth.
    pub fn concerned(&self, at: At, event: &Event) -> BTreeSet<At> {
        let children = &self.world.cases[at.0].children;
        let named = |child: &usize| {
            event
                .children
                .as_ref()
                .is_none_or(|named| named.contains(child))
        };
        let all = (0..children.len()).filter(named);
        let born = all.filter(|child| children[*child].born <= event.on);
        born.map(|child| self.kid((at.0, child))).collect()
    }

    /// The events about a child, by day, then in the order of the files.
    pub fn of_kid(&self, kid: At) -> Vec<(At, &'a Event)> {
        let cases: BTreeSet<_> = self.kids[&kid].iter().map(|file| file.0).collect();
        let all = cases.into_iter().flat_map(|case| self.events(case));
        let mut own: Vec<_> = all
            .filter(|(at, event)| self.concerned(*at, event).contains(&kid))
            .collect();
        own.sort_by_key(|(at, event)| (event.on, *at));
        own
    }

    /// The first petition and first `opened` of a case that continues another, and the end of that one by then.
    fn transfer(&self, case: usize) -> Vec<At> {
        let cases = &self.world.cases;
        let Some(earlier) = cases[case].continues.filter(|other| !cases[*other].void) else {
            return Vec::new();
        };
        let by_day = |case: usize, kinds: [&str; 2]| {
            let mut found: Vec<_> = self
                .events(case)
                .into_iter()
                .filter(|(_, event)| kinds.contains(&event.kind))
                .collect();
            found.sort_by_key(|(at, event)| (event.on, *at));
            found
        };
        let starts = by_day(case, ["petition", "opened"]);
        let Some((_, first)) = starts.first() else {
            return Vec::new();
        };
        let first_of = |kind: &str| starts.iter().find(|(_, event)| event.kind == kind);
        let begun = ["petition", "opened"].into_iter().filter_map(first_of);
        let mut all: Vec<_> = begun.map(|(at, _)| *at).collect();
        let ends = by_day(earlier, ["dismissed", "closed"]);
        all.extend(
            ends.iter()
                .rev()
                .find(|(_, event)| event.on <= first.on)
                .map(|(at, _)| *at),
        );
        all
    }

    /// The birthday at which a child is of age, for the system of a case.
    pub fn of_age(&self, kid: At, jpd: bool) -> Day {
        let (cps, probation) = self.world.until_age;
        let age = if jpd { probation } else { cps };
        let born = self.world.cases[kid.0].children[kid.1].born;
        let day = birthday(born, age);
        let extended = |(_, event): (At, &Event)| event.kind == "extended-care" && event.on <= day;
        if age < 21 && self.of_kid(kid).into_iter().any(extended) {
            birthday(born, 21)
        } else {
            day
        }
    }

    fn class(&self, source: &str) -> &'static str {
        match source {
            "court-records" | "county-match" | "probation-records" => "official",
            "parent" | "mentor" => "contact",
            _ => "none",
        }
    }

    /// K: the latest day through which these cases, and what these people came to, are known, by these classes.
    pub fn known(&self, cases: &BTreeSet<usize>, people: &BTreeSet<usize>, by: &[&str]) -> Day {
        let mut days = Vec::new();
        for case in cases {
            for check in &self.world.cases[*case].checks {
                if !check.void && check.on <= self.today && by.contains(&self.class(check.source)) {
                    days.push(check.through);
                }
            }
            if by.contains(&"event") {
                days.extend(self.events(*case).into_iter().map(|(_, event)| event.on));
            }
        }
        if by.contains(&"contact") {
            let held = self
                .world
                .sessions
                .iter()
                .filter(|session| session.held && !session.void);
            let theirs = held.filter(|session| !self.people(&session.parents).is_disjoint(people));
            days.extend(theirs.map(|session| session.on));
        }
        days.into_iter()
            .filter(|day| *day <= self.today)
            .max()
            .unwrap_or(Day::MIN)
    }

    /// K by the rules of the program.
    pub fn known_here(&self, cases: &BTreeSet<usize>, people: &BTreeSet<usize>) -> Day {
        if self.world.silence {
            return self.today;
        }
        self.known(
            cases,
            people,
            self.world.known_by.as_deref().unwrap_or(&ALL),
        )
    }

    /// The cases of a child, and the people in them.
    pub fn around(&self, kid: At) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let cases: BTreeSet<_> = self.kids[&kid].iter().map(|file| file.0).collect();
        let people = cases
            .iter()
            .flat_map(|case| self.people(&self.world.cases[*case].parents))
            .collect();
        (cases, people)
    }

    /// The first countable session of any of these people.
    pub fn first_served(&self, people: &BTreeSet<usize>) -> Option<Day> {
        let serving = [
            "court",
            "casework",
            "mentoring",
            "team-meeting",
            "support-group",
        ];
        let counted = self.world.sessions.iter().filter(|session| {
            session.held
                && !session.void
                && session.on <= self.today
                && serving.contains(&session.kind)
        });
        let theirs = counted.filter(|session| !self.people(&session.parents).is_disjoint(people));
        theirs.map(|session| session.on).min()
    }
}
