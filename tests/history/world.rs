//! Small programs that change at random: work on two laptops, merges of it, months packed, people found to be one and
//! separated again, events that were late, wrong or too many.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use peer::record::Day;

/// The records of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    parents: BTreeMap<usize, Parent>,
    cases: BTreeMap<usize, Case>,
    /// Who came to each session, by its id.
    sessions: BTreeMap<String, BTreeSet<usize>>,
    /// The packed months, and the small cell of `peer.toml`; each under its own name.
    packed: BTreeMap<String, ()>,
    rules: BTreeMap<(), u8>,
    /// The months of a definition of the program's own.
    ours: BTreeMap<(), u8>,
}

#[derive(Debug, Clone, PartialEq)]
struct Parent {
    same_as: Option<usize>,
    area: u8,
    start: Day,
    end: Option<Day>,
}

#[derive(Debug, Clone, PartialEq)]
struct Case {
    /// The case that also has this parent's child.
    child_of: Option<usize>,
    events: BTreeMap<(Day, &'static str), ()>,
}

const PEOPLE: usize = 6;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn within(rng: &mut Rng, first: &str, days: i64) -> Day {
    day(first).plus_days(rng.i64(0..days))
}

impl Parent {
    fn by_chance(rng: &mut Rng, at: usize) -> Self {
        let start = within(rng, "2024-06-01", 200);
        // Only to an earlier one, so that there are no cycles.
        let same_as = (at > 0 && rng.u8(..4) == 0).then(|| rng.usize(..at));
        let end = (rng.u8(..4) == 0).then(|| start.plus_days(rng.i64(30..500)));
        Self {
            same_as,
            area: rng.u8(..4),
            start,
            end,
        }
    }

    fn change(&mut self, rng: &mut Rng, at: usize) {
        let new = Self::by_chance(rng, at);
        match rng.u8(..5) {
            0 => self.same_as = None,
            1 => self.same_as = new.same_as,
            2 => self.area = new.area,
            3 => self.end = new.end,
            _ => *self = new,
        }
    }

    fn text(&self) -> String {
        let same_as = self
            .same_as
            .map_or_else(String::new, |other| format!("same_as = \"p-{other}\"\n"));
        let end = self
            .end
            .map_or_else(String::new, |end| format!("end = {end}\n"));
        format!(
            "{same_as}area = \"{}\"\n\n[[enrollment]]\nstart = {}\n{end}",
            self.area, self.start
        )
    }
}

impl Case {
    fn by_chance(rng: &mut Rng, at: usize) -> Self {
        let removed = within(rng, "2024-06-01", 200);
        let home = removed.plus_days(rng.i64(100..400));
        let mut events = BTreeMap::from([((removed, "removed"), ()), ((home, "reunified"), ())]);
        if rng.bool() {
            events.insert((home.plus_days(rng.i64(1..420)), "petition"), ());
        }
        Self {
            child_of: (at > 0 && rng.u8(..5) == 0).then(|| rng.usize(..at)),
            events,
        }
    }

    fn change(&mut self, rng: &mut Rng, at: usize) {
        let kinds = ["petition", "removed", "dismissed", "lost", "adopted"];
        let some = self
            .events
            .keys()
            .nth(rng.usize(..self.events.len().max(1)))
            .copied();
        match (rng.u8(..5), some) {
            (0, Some(event)) => drop(self.events.remove(&event)),
            (1, Some(event)) => {
                self.events.remove(&event);
                self.events
                    .insert((event.0.plus_days(rng.i64(-60..60)), event.1), ());
            }
            (2, _) => self.child_of = Self::by_chance(rng, at).child_of,
            _ => {
                let kind = kinds[rng.usize(..kinds.len())];
                self.events
                    .insert((within(rng, "2025-01-01", 700), kind), ());
            }
        }
    }

    fn text(&self, at: usize) -> String {
        let child = self
            .child_of
            .map_or_else(String::new, |other| format!("same_as = \"c-{other}/a\"\n"));
        let event = |((on, kind), ()): (&(Day, &str), &())| {
            let setting = if *kind == "removed" {
                "setting = \"relative\"\n"
            } else {
                ""
            };
            format!("\n[[event]]\non = {on}\nkind = \"{kind}\"\n{setting}")
        };
        let events: String = self.events.iter().map(event).collect();
        format!(
            "system = \"cps\"\nparticipants = [ \"p-{at}\", ]\n\n[child.a]\nborn = 2018-01-01\n{child}{events}"
        )
    }
}

impl World {
    pub fn by_chance(rng: &mut Rng) -> Self {
        let mut world = Self {
            parents: (0..PEOPLE)
                .map(|at| (at, Parent::by_chance(rng, at)))
                .collect(),
            cases: (0..PEOPLE)
                .map(|at| (at, Case::by_chance(rng, at)))
                .collect(),
            sessions: BTreeMap::new(),
            packed: BTreeMap::new(),
            rules: BTreeMap::from([((), 11)]),
            ours: BTreeMap::from([((), 12)]),
        };
        (0..rng.usize(3..15)).for_each(|_| world.meet(rng));
        world
    }

    /// A session with two people, one of whom may have no file.
    fn meet(&mut self, rng: &mut Rng) {
        let on = within(rng, "2024-12-01", 420);
        let who = BTreeSet::from([rng.usize(..PEOPLE), rng.usize(..=PEOPLE)]);
        self.sessions.insert(format!("{on}-group-g"), who);
    }

    /// Performs one action.
    pub fn act(&mut self, rng: &mut Rng) {
        let at = rng.usize(..PEOPLE);
        let session = self
            .sessions
            .keys()
            .nth(rng.usize(..self.sessions.len().max(1)))
            .cloned();
        match (rng.u8(..12), session) {
            (0 | 1, _) => self
                .cases
                .entry(at)
                .or_insert_with(|| Case::by_chance(rng, at))
                .change(rng, at),
            (2 | 3, _) => self
                .parents
                .entry(at)
                .or_insert_with(|| Parent::by_chance(rng, at))
                .change(rng, at),
            (4, Some(id)) => drop(self.sessions.remove(&id)),
            (5, Some(id)) => drop(
                self.sessions
                    .insert(id, BTreeSet::from([at, rng.usize(..PEOPLE)])),
            ),
            (6, Some(id)) => drop(self.packed.insert(id[..7].to_owned(), ())),
            (7, _) => drop(self.packed.pop_first()),
            (8, _) => drop(self.rules.insert((), rng.u8(3..15))),
            (9, _) => drop(self.ours.insert((), 6 * rng.u8(1..5))),
            (10, _) if rng.u8(..4) == 0 => drop(self.cases.remove(&at)),
            _ => self.meet(rng),
        }
    }

    /// The result of merging two worlds that came from this one. If both changed a record, someone decides: for either
    /// one, or for a third if there is one.
    pub fn merged(&self, rng: &mut Rng, one: &Self, other: &Self, third: &Self) -> Self {
        Self {
            parents: merged(
                rng,
                &self.parents,
                &one.parents,
                &other.parents,
                &third.parents,
            ),
            cases: merged(rng, &self.cases, &one.cases, &other.cases, &third.cases),
            sessions: merged(
                rng,
                &self.sessions,
                &one.sessions,
                &other.sessions,
                &third.sessions,
            ),
            packed: merged(rng, &self.packed, &one.packed, &other.packed, &third.packed),
            rules: merged(rng, &self.rules, &one.rules, &other.rules, &third.rules),
            ours: merged(rng, &self.ours, &one.ours, &other.ours, &third.ours),
        }
    }

    /// Removes every id of a missing record, as no report can be made from records with one.
    pub fn resolve(&mut self) {
        for who in self.sessions.values_mut() {
            who.retain(|at| self.parents.contains_key(at));
        }
        let cases: BTreeSet<usize> = self.cases.keys().copied().collect();
        for case in self.cases.values_mut() {
            case.child_of = case.child_of.filter(|at| cases.contains(at));
        }
    }

    /// Unpacks every packed month.
    pub fn unpack(&mut self) {
        self.packed.clear();
    }

    /// The number of records, including the group but not `peer.toml`.
    pub fn count(&self) -> usize {
        self.parents.len() + self.cases.len() + self.sessions.len() + self.ours.len() + 1
    }

    /// The files, by their paths from the root.
    pub fn files(&self) -> BTreeMap<String, String> {
        let cell = self.rules[&()];
        let rules = format!("schema = 1\nname = \"Test\"\n\n[privacy]\nsmall_cell = {cell}\n");
        let mut files = BTreeMap::from([("peer.toml".to_owned(), rules)]);
        if let Some(months) = self.ours.get(&()) {
            let text = include_str!("../../src/measure/definitions/return-to-court.toml");
            let text = text.replace("months = 12", &format!("months = {months}"));
            files.insert("definitions/ours.toml".to_owned(), text);
        }
        files.extend(
            self.parents
                .iter()
                .map(|(at, parent)| (format!("participants/p-{at}.toml"), parent.text())),
        );
        files.extend(
            self.cases
                .iter()
                .map(|(at, case)| (format!("cases/c-{at}.toml"), case.text(*at))),
        );
        for (id, who) in &self.sessions {
            let people: String = who.iter().map(|at| format!("    \"p-{at}\",\n")).collect();
            let on = &id[..10];
            let text = format!(
                "kind = \"support-group\"\non = {on}\ngroup = \"g\"\nparticipants = [\n{people}]\n"
            );
            let (year, month) = (&id[..4], &id[..7]);
            if self.packed.contains_key(month) {
                let file = files
                    .entry(format!("sessions/{year}/{month}.toml"))
                    .or_default();
                file.push_str(&format!("[{id}]\n{text}\n"));
            } else {
                files.insert(format!("sessions/{year}/{id}.toml"), text);
            }
        }
        files.insert(
            "groups/g.toml".to_owned(),
            "kind = \"support-group\"\nstage = \"both\"\n".to_owned(),
        );
        files
    }
}

fn merged<K: Ord + Clone, V: Clone + PartialEq>(
    rng: &mut Rng,
    base: &BTreeMap<K, V>,
    one: &BTreeMap<K, V>,
    other: &BTreeMap<K, V>,
    third: &BTreeMap<K, V>,
) -> BTreeMap<K, V> {
    let keys: BTreeSet<&K> = base.keys().chain(one.keys()).chain(other.keys()).collect();
    let mut all = BTreeMap::new();
    for key in keys {
        let [base, one, other, third] = [base, one, other, third].map(|map| map.get(key));
        let both = one != base && other != base && one != other;
        let value = match rng.u8(..3) {
            0 if both => one,
            1 if both => other,
            2 if both => third,
            _ if one == base => other,
            _ => one,
        };
        all.extend(value.map(|value| (key.clone(), value.clone())));
    }
    all
}
