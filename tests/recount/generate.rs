//! Random programs: families whose cases begin, end, are transferred, are lost and are found again.

use fastrand::Rng;

use super::days::{Day, a_year_after, birthday, day};
use super::world::{Case, Check, Child, Enrollment, Event, Parent, Session, World};

/// No fact is later than this day.
pub fn today() -> Day {
    day(2026, 11, 21)
}

/// The number of families in one program.
const FAMILIES: usize = 12;

struct Maker {
    rng: Rng,
    world: World,
}

/// A random program.
pub fn world(seed: u64) -> World {
    let mut rng = Rng::with_seed(seed);
    let known_by = match rng.u8(..8) {
        0 => Some(vec!["official"]),
        1 => Some(vec!["event", "official"]),
        2 => Some(vec!["contact", "event"]),
        _ => None,
    };
    let until_age = if rng.u8(..6) == 0 { (18, 18) } else { (18, 21) };
    let silence = rng.u8(..15) == 0;
    let world = World {
        known_by,
        silence,
        until_age,
        ..World::default()
    };
    let mut maker = Maker { rng, world };
    for _ in 0..FAMILIES {
        maker.family();
    }
    let mut world = maker.world;
    for case in &mut world.cases {
        case.events.retain(|event| event.on <= today());
        case.events.sort_by_key(|event| event.on);
        case.checks
            .retain(|check| check.on <= today() && check.through <= check.on);
    }
    world.sessions.retain(|session| session.on <= today());
    world
}

/// A random program whose people come again and again.
pub fn busy_world(seed: u64) -> World {
    let mut world = world(seed);
    let mut rng = Rng::with_seed(seed ^ 0xb5);
    for at in 0..world.sessions.len() {
        let mut on = world.sessions[at].on;
        for _ in 0..rng.u8(..6) {
            on += rng.i64(5..110);
            let session = Session {
                on,
                kind: "casework",
                held: rng.u8(..8) > 0,
                void: rng.u8(..15) == 0,
                parents: world.sessions[at].parents.clone(),
                ..Session::default()
            };
            let is_there = |other: &Session| {
                (other.on, other.kind, other.parents[0]) == (on, session.kind, session.parents[0])
            };
            if on <= today() && !world.sessions.iter().any(is_there) {
                world.sessions.push(session);
            }
        }
    }
    world
}

impl Maker {
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(..100) < percent
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.rng.usize(..words.len())]
    }

    fn after(&mut self, start: Day, least: i64, most: i64) -> Day {
        start + self.rng.i64(least..=most)
    }

    fn parent(&mut self, near: Day) -> usize {
        let at = self.world.parents.len();
        let same_as = (at > 0 && self.chance(8)).then(|| self.rng.usize(..at));
        let mut enrollments = Vec::new();
        if self.chance(70) {
            let start = self.after(near, -60, 60).min(today());
            let end = self.after(start, 20, 400);
            let end = (end <= today()).then_some(end);
            let reason = end.map(|_| {
                if self.chance(75) {
                    "goals-met"
                } else {
                    "moved-away"
                }
            });
            enrollments.push(Enrollment {
                start,
                end,
                reason,
                void: false,
            });
        }
        let void = self.chance(4);
        self.world.parents.push(Parent {
            same_as,
            void,
            enrollments,
            ..Parent::default()
        });
        at
    }

    fn family(&mut self) {
        let start = self.after(day(2023, 9, 1), 0, 950);
        let jpd = self.chance(45);
        let mut parents = vec![self.parent(start)];
        if self.chance(25) {
            parents.push(self.parent(start));
        } else if self.chance(15) && parents[0] > 0 {
            parents.push(self.rng.usize(..parents[0]));
        }
        let first = self.world.cases.len();
        let children: Vec<_> = (0..self.rng.usize(1..=3))
            .map(|_| self.child(start, jpd))
            .collect();
        let case = Case {
            jpd,
            parents: parents.clone(),
            children,
            void: self.chance(3),
            ..Case::default()
        };
        self.world.cases.push(case);
        self.sessions(&parents, start);
        let home = self.stay(first, start);
        match self.rng.u8(..100) {
            0..18 => self.transferred(first, home),
            18..36 => self.in_two_systems(first),
            _ => self.later(first, home),
        }
        for case in first..self.world.cases.len() {
            self.checks(case, home);
            self.void_something(case);
        }
    }

    /// A child, often close to the day on which courts stop following it.
    fn child(&mut self, start: Day, jpd: bool) -> Child {
        let near = if jpd && self.chance(50) { 21 } else { 18 };
        let born = if self.chance(45) {
            birthday(self.after(start, 0, 700), -near)
        } else {
            let years = if jpd {
                self.rng.i64(13..=17)
            } else {
                self.rng.i64(0..=16)
            };
            start - years * 365 - self.rng.i64(1..365)
        };
        Child {
            born,
            ..Child::default()
        }
    }

    fn put(&mut self, case: usize, on: Day, kind: &'static str) -> &mut Event {
        let events = &mut self.world.cases[case].events;
        events.push(Event {
            on,
            kind,
            ..Event::default()
        });
        events.last_mut().unwrap()
    }

    fn setting(&mut self, case: usize) -> Option<&'static str> {
        let jpd = self.world.cases[case].jpd;
        Some(if jpd {
            self.pick(&["detention", "detention", "group-home", "relative"])
        } else {
            self.pick(&["foster-home", "relative", "group-home"])
        })
    }

    /// Petition, removal, changes, and often the return home; returns the day of that, or of the petition.
    fn stay(&mut self, case: usize, start: Day) -> Day {
        self.put(case, start, "petition");
        let removed = self.after(start, 0, 3);
        let setting = self.setting(case);
        let most = self.world.cases[case].children.len();
        let some = (most > 1 && self.chance(25)).then(|| vec![self.rng.usize(..most)]);
        if self.chance(12) {
            return self.after(start, 1, 30);
        }
        *self.put(case, removed, "removed") = Event {
            on: removed,
            kind: "removed",
            setting,
            children: some.clone(),
            ..Event::default()
        };
        let length = if self.chance(8) {
            self.rng.i64(1..12)
        } else {
            self.rng.i64(12..500)
        };
        let home = removed + length;
        let mut last = removed;
        for _ in 0..self.rng.u8(..3) {
            let on = self.rng.i64(last + 1..home.max(last + 2));
            last = on;
            let setting = self.setting(case);
            *self.put(case, on, "placed") = Event {
                on,
                kind: "placed",
                setting,
                children: some.clone(),
                ..Event::default()
            };
        }
        if self.world.cases[case].jpd && self.chance(60) {
            let on = self.rng.i64(removed..home);
            self.put(case, on, "placement-ordered").children = some.clone();
        }
        if self.chance(20) {
            let on = self.after(removed, 0, 400);
            self.put(case, on, "extended-care");
        }
        if length > 20 && self.chance(30) {
            let on = home - self.rng.i64(1..length.min(90));
            self.put(case, on, "home-visit").children = some.clone();
        }
        let kind = match self.rng.u8(..100) {
            0..62 => "reunified",
            62..67 => "guardianship",
            67..70 => "adopted",
            70..72 => "died",
            72..78 => return self.lose(case, removed),
            78..84 => {
                let on = self.after(removed, 1, 300);
                self.put(case, on, "dismissed");
                return start;
            }
            _ => return start,
        };
        let with = kind == "reunified" && self.chance(22);
        let with = with.then(|| {
            let parents = self.world.cases[case].parents.clone();
            parents
                .into_iter()
                .filter(|_| self.rng.u8(..10) > 2)
                .collect()
        });
        *self.put(case, home, kind) = Event {
            on: home,
            kind,
            children: some,
            with,
            ..Event::default()
        };
        home
    }

    fn lose(&mut self, case: usize, removed: Day) -> Day {
        let on = self.after(removed, 1, 300);
        self.put(case, on, "lost");
        removed
    }

    /// What happens after the children are home.
    fn later(&mut self, case: usize, home: Day) {
        let end = a_year_after(home);
        if self.chance(25) {
            let on = self.after(home, 1, 600);
            self.put(case, on, "hearing");
        }
        if self.chance(22) {
            let on = self.after(home, 1, 360);
            self.put(case, on, "lost");
        }
        if self.chance(45) {
            let on = self.after(home, 20, 300);
            self.put(case, on, "dismissed");
        }
        if self.chance(6) {
            let on = self.after(home, 5, 300);
            let kind = self.pick(&["died", "adopted", "guardianship", "aged-out"]);
            self.put(case, on, kind);
        }
        for _ in 0..2 {
            if !self.chance(22) {
                continue;
            }
            let kind = self.pick(&[
                "petition",
                "removed",
                "new-offense",
                "violation",
                "substantiated",
            ]);
            let on = match self.rng.u8(..6) {
                0 => end,
                1 => end + 1,
                _ => self.after(home, 1, 500),
            };
            let setting = self.setting(case).filter(|_| kind == "removed");
            self.put(case, on, kind).setting = setting;
            if kind == "removed" && self.chance(50) {
                let on = self.after(on, 2, 200);
                self.put(case, on, "reunified");
            }
        }
    }

    /// Another county continues the case.
    fn transferred(&mut self, earlier: usize, home: Day) {
        let ends = self.after(home, 5, 200);
        self.put(earlier, ends, "dismissed");
        let next = self.world.cases.len();
        let from = &self.world.cases[earlier];
        let children = from.children.iter().enumerate();
        let children = children
            .map(|(at, child)| Child {
                born: child.born,
                same_as: Some((earlier, at)),
                ..Child::default()
            })
            .collect();
        let mut case = Case {
            jpd: from.jpd,
            parents: from.parents.clone(),
            children,
            ..Case::default()
        };
        case.continues = Some(earlier);
        self.world.cases.push(case);
        let on = self.after(ends, 0, 60);
        self.put(next, on, "petition");
        if self.chance(20) {
            self.put(next, on, "opened");
        }
        self.later(next, on);
    }

    /// The same children in the other court, removed and home on the same days.
    fn in_two_systems(&mut self, first: usize) {
        let from = &self.world.cases[first];
        let children = from.children.iter().enumerate();
        let children = children
            .map(|(at, child)| Child {
                born: child.born,
                same_as: Some((first, at)),
                ..Child::default()
            })
            .collect();
        let events = from
            .events
            .iter()
            .filter(|event| ["removed", "reunified"].contains(&event.kind));
        let mut events: Vec<_> = events.cloned().collect();
        let case = Case {
            jpd: !from.jpd,
            parents: from.parents.clone(),
            children,
            ..Case::default()
        };
        if self.chance(30) {
            let other = self.pick(&["group-home", "relative"]);
            events
                .iter_mut()
                .filter(|event| event.kind == "removed")
                .for_each(|event| event.setting = Some(other));
        }
        let next = self.world.cases.len();
        self.world.cases.push(case);
        let home = events
            .iter()
            .find(|event| event.kind == "reunified")
            .map(|event| event.on);
        self.world.cases[next].events = events;
        if let Some(home) = home {
            self.later(next, home);
        }
    }

    fn checks(&mut self, case: usize, home: Day) {
        for _ in 0..2 {
            if !self.chance(40) {
                continue;
            }
            let end = a_year_after(home);
            let through = match self.rng.u8(..5) {
                0 => end,
                1 => end - 1,
                _ => self.after(home, -60, 700),
            };
            let through = through.min(today());
            let on = self.after(through, 0, 120).min(today());
            let source = self.pick(&[
                "court-records",
                "county-match",
                "probation-records",
                "parent",
                "mentor",
            ]);
            let void = self.chance(8);
            self.world.cases[case].checks.push(Check {
                on,
                through,
                source,
                void,
            });
        }
    }

    fn sessions(&mut self, parents: &[usize], start: Day) {
        let mut days = Vec::new();
        if self.chance(92) {
            days.push(self.after(start, -40, 160));
        }
        for _ in 0..self.rng.u8(..3) {
            days.push(self.after(start, 0, 900));
        }
        for on in days {
            let kind = self.pick(&["court", "casework", "committee"]);
            let (held, void) = (self.chance(85), self.chance(5));
            let parents: Vec<_> = parents
                .iter()
                .copied()
                .filter(|_| self.rng.u8(..10) > 1)
                .collect();
            if !parents.is_empty() {
                self.world.sessions.push(Session {
                    on,
                    kind,
                    held,
                    void,
                    parents,
                    ..Session::default()
                });
            }
        }
    }

    fn void_something(&mut self, case: usize) {
        if self.chance(8) {
            let events = &mut self.world.cases[case].events;
            if !events.is_empty() {
                let at = self.rng.usize(..events.len());
                events[at].void = true;
            }
        }
    }
}
