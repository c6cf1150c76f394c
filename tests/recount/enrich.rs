//! Random programs with what the reports on reach, meetings, court and people need in addition to court cases.

use fastrand::Rng;

use super::days::{Day, birthday, day};
use super::details::{Details, Match, Mentor};
use super::generate::{busy_world, today};
use super::world::{Case, Enrollment, Event, Parent, Session, World};

struct Maker {
    rng: Rng,
    world: World,
}

/// A random program with everything.
pub fn full_world(seed: u64) -> World {
    let world = busy_world(seed);
    let rng = Rng::with_seed(seed ^ 0xf011);
    let mut maker = Maker { rng, world };
    maker.world.names = maker.chance(80);
    maker.world.cft_days = maker.chance(25).then_some(30);
    maker.nameless();
    maker.mentors();
    // Someone who was referred and never came.
    for _ in 0..maker.rng.u8(..3) {
        maker.world.parents.push(Parent::default());
    }
    for parent in 0..maker.world.parents.len() {
        maker.details(parent);
        maker.pair(parent);
    }
    for at in 0..maker.world.sessions.len() {
        maker.session(at);
    }
    maker.date();
    let says_no = maker.chance(60);
    for case in 0..maker.world.cases.len() {
        maker.facts(case);
        maker.hearings(case);
        for _ in 0..maker.rng.u8(..4) {
            maker.meeting(case, says_no);
        }
    }
    for _ in 0..20 {
        maker.group();
    }
    let Maker { rng, mut world } = maker;
    world.sessions.retain(|session| session.on <= today());
    for case in &mut world.cases {
        case.events.retain(|event| event.on <= today());
        case.events.sort_by_key(|event| event.on);
    }
    _ = rng;
    world
}

impl Maker {
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(..100) < percent
    }

    fn pick<T: Copy>(&mut self, words: &[T]) -> T {
        words[self.rng.usize(..words.len())]
    }

    /// One of these words, or none.
    fn maybe(&mut self, percent: u32, words: &[&'static str]) -> Option<&'static str> {
        self.chance(percent).then(|| self.pick(words))
    }

    /// Some of these words.
    fn some(&mut self, percent: u32, words: &[&'static str]) -> Vec<&'static str> {
        let words = words.iter().copied();
        words.filter(|_| self.rng.u32(..100) < percent).collect()
    }

    /// Someone with one file whose names are elsewhere.
    fn nameless(&mut self) {
        let parents = &self.world.parents;
        let at = self.rng.usize(..parents.len());
        let shared = parents.iter().any(|file| file.same_as == Some(at));
        let alone = parents[at].same_as.is_none() && !shared;
        self.world.nameless = Some(at).filter(|_| alone && self.chance(25));
    }

    /// Adds a day to every case: without one, no one can know since when it exists.
    fn date(&mut self) {
        for at in 0..self.world.cases.len() {
            let cases = &self.world.cases;
            let first = |case: &Case| {
                let live = case.events.iter().find(|event| !event.void);
                live.map(|event| event.on)
            };
            if first(&cases[at]).is_some() {
                continue;
            }
            let other = cases[at].children.first().and_then(|child| child.same_as);
            let on = other.and_then(|(case, _)| first(&cases[case]));
            self.world.cases[at].events.push(Event {
                on: on.unwrap_or(day(2025, 2, 1)),
                kind: "hearing",
                ..Event::default()
            });
        }
    }

    fn says(&mut self, yes: u32, no: u32) -> Option<bool> {
        let roll = self.rng.u32(..100);
        (roll < yes + no).then_some(roll < yes)
    }

    fn mentors(&mut self) {
        for _ in 0..5 {
            let start = day(2024, 6, 1) + self.rng.i64(0..700);
            let leave = self.chance(30).then(|| (start, start + 40));
            let left = self.chance(15).then_some(start + 100);
            let void = self.chance(20);
            self.world.mentors.push(Mentor { void, leave, left });
        }
    }

    /// The first day of the case or the time in the program of a parent.
    fn begin(&mut self, parent: usize) -> Day {
        let file = &self.world.parents[parent];
        let mut cases = self.world.cases.iter();
        let case = cases.find(|case| case.parents.contains(&parent));
        let event = case.and_then(|case| case.events.first());
        let first = file.enrollments.first().map(|one| one.start);
        let other = event.map_or(day(2025, 1, 1), |event| event.on);
        first.unwrap_or(other)
    }

    fn details(&mut self, parent: usize) {
        let begin = self.begin(parent);
        let day_of = |rng: &mut Rng, least, most| begin + rng.i64(least..most);
        let before = |on: &Day| *on <= today();
        let referred = Some(day_of(&mut self.rng, -50, 25)).filter(before);
        let mut referred = referred.filter(|_| self.chance(85));
        let ended = self.world.parents[parent]
            .enrollments
            .first()
            .and_then(|one| one.end);
        if let Some(ended) = ended.filter(|_| self.chance(12)) {
            referred = Some(ended + self.rng.i64(0..3)).filter(before);
        }
        let declined = Some(day_of(&mut self.rng, -10, 200)).filter(before);
        let request = Some(day_of(&mut self.rng, 0, 100)).filter(before);
        let age = self.rng.i64(16..70);
        let near = day(2025, 4, 1) + self.rng.i64(-200..300);
        let declined_race = self.chance(15);
        let mut races = self.some(35, &["black", "latino", "white"]);
        if declined_race {
            races.push("not-said");
        }
        self.world.parents[parent].details = Details {
            referred,
            source: self.maybe(75, &["attorney", "court", "self"]),
            declined: declined.filter(|_| self.chance(15)),
            gender: self.maybe(80, &["man", "nonbinary", "woman", "woman"]),
            area: self.maybe(70, &["85701", "85705"]),
            languages: self.some(55, &["en", "es"]),
            needs: self.some(40, &["housing", "mental-health", "visitation"]),
            races,
            income: self.maybe(70, &["low", "middle", "not-said"]),
            born: Some(birthday(near, -age)).filter(|_| self.chance(88)),
            request: request.filter(|_| self.chance(50)),
            withdrawn: request
                .map(|on| on + self.rng.i64(10..200))
                .filter(before)
                .filter(|_| self.chance(25)),
        };
        self.enrollments(parent, begin);
    }

    /// More times in the program, some void, some that end without a reason.
    fn enrollments(&mut self, parent: usize, begin: Day) {
        let all = &mut self.world.parents[parent].enrollments;
        let ended = all.last().and_then(|one| one.end);
        if ended.is_some() && self.rng.u8(..5) == 0 {
            all[0].reason = None;
        }
        let after = ended.map_or_else(|| all.is_empty().then_some(begin), |end| Some(end + 1));
        let Some(after) = after.filter(|_| self.chance(30)) else {
            return;
        };
        let start = after + self.rng.i64(0..60);
        let end = Some(start + self.rng.i64(10..400)).filter(|end| *end <= today());
        let reason = end.and_then(|_| self.maybe(80, &["goals-met", "lost-contact", "moved-away"]));
        let void = self.chance(35);
        if start <= today() {
            let all = &mut self.world.parents[parent].enrollments;
            all.push(Enrollment {
                start,
                end,
                reason,
                void,
            });
        }
    }

    fn pair(&mut self, parent: usize) {
        if !self.chance(40) {
            return;
        }
        let on = self.begin(parent) + self.rng.i64(0..120);
        let ended = Some(on + self.rng.i64(10..500)).filter(|end| *end <= today());
        let is_declined = self.chance(20);
        if on > today() {
            return;
        }
        let mentor = self.rng.usize(..self.world.mentors.len());
        let void = self.chance(8);
        self.world.matches.push(Match {
            parent,
            mentor,
            began: (!is_declined).then_some(on),
            ended: ended.filter(|_| !is_declined),
            declined: is_declined.then_some(on),
            void,
        });
        if is_declined {
            return;
        }
        let pair = self.world.matches.len() - 1;
        for _ in 0..self.rng.u8(..4) {
            let on = on + self.rng.i64(0..200);
            let (held, void) = (self.chance(70), self.chance(5));
            let cancelled = self.maybe(50, &["cancelled-by-participant", "cancelled-by-program"]);
            self.world.sessions.push(Session {
                on,
                kind: "mentoring",
                held,
                cancelled,
                void,
                parents: vec![parent],
                mentors: vec![mentor],
                of_match: Some(pair),
                ..Session::default()
            });
        }
    }

    /// Further facts of a session.
    fn session(&mut self, at: usize) {
        let minutes = [20, 30, 45, 60, 90, 125];
        let minutes = self.chance(75).then(|| self.pick(&minutes));
        let cancelled = self.maybe(40, &["cancelled-by-participant", "cancelled-by-program"]);
        let mentors = self.with_mentor(30);
        let of_case = self.chance(50);
        let session = &mut self.world.sessions[at];
        session.minutes = minutes;
        session.cancelled = session.cancelled.or(cancelled);
        if session.kind == "court" {
            session.mentors = mentors;
            let (parent, on) = (session.parents[0], session.on);
            let mut cases = self.world.cases.iter();
            let case = cases.position(|case| {
                let has_begun = case.events.first().is_some_and(|event| event.on <= on);
                case.parents.contains(&parent) && has_begun
            });
            session.case = case.filter(|_| of_case);
        }
    }

    fn with_mentor(&mut self, percent: u32) -> Vec<usize> {
        let mentor = self.rng.usize(..self.world.mentors.len());
        let mentors = self.chance(percent).then_some(mentor);
        mentors.into_iter().collect()
    }

    fn facts(&mut self, case: usize) {
        for at in 0..self.world.cases[case].events.len() {
            let setting = self.world.cases[case].events[at].setting;
            if setting == Some("group-home") && self.chance(30) {
                self.world.cases[case].events[at].setting = Some("strtp");
            }
        }
        self.world.cases[case].home = self.maybe(65, &["own", "rented"]);
        for child in 0..self.world.cases[case].children.len() {
            let tribes = self.some(35, &["north", "south"]);
            self.world.cases[case].children[child].tribes = tribes;
        }
    }

    /// A day on or after the first event of a case; sometimes that of another event.
    fn day_of(&mut self, case: usize) -> Option<Day> {
        let days: Vec<_> = self.world.cases[case]
            .events
            .iter()
            .map(|event| event.on)
            .collect();
        let first = *days.first()?;
        let on = if self.chance(30) {
            self.pick(&days)
        } else {
            first + self.rng.i64(0..700)
        };
        Some(on).filter(|on| *on <= today())
    }

    fn hearings(&mut self, case: usize) {
        for _ in 0..self.rng.u8(..5) {
            let Some(on) = self.day_of(case) else {
                return;
            };
            let parents = self.world.cases[case].parents.clone();
            let present = match self.rng.u8(..10) {
                0..2 => None,
                2 => Some(Vec::new()),
                _ => {
                    let there = parents.iter().copied();
                    Some(there.filter(|_| self.rng.u8(..10) > 1).collect())
                }
            };
            let void = self.chance(5);
            if self.chance(85) {
                self.world.cases[case].events.push(Event {
                    on,
                    kind: "hearing",
                    present,
                    void,
                    ..Event::default()
                });
            }
            // The court that takes over the case sits on the same day.
            let mut others = self.world.cases.iter();
            let next = others.position(|one| one.continues == Some(case));
            if let Some(next) = next.filter(|_| self.chance(40)) {
                self.world.cases[next].events.push(Event {
                    on,
                    kind: "hearing",
                    ..Event::default()
                });
            }
            if self.chance(45) {
                self.court(case, on, &parents);
            }
        }
    }

    fn court(&mut self, case: usize, on: Day, parents: &[usize]) {
        let (held, void) = (self.chance(65), self.chance(8));
        let cancelled = self.maybe(40, &["cancelled-by-participant", "cancelled-by-program"]);
        let mentors = self.with_mentor(50);
        let of_case = self.chance(70).then_some(case);
        let minutes = self.chance(70).then_some(60);
        let one = self.pick(parents);
        let is_there = |other: &Session| {
            (other.on, other.kind, other.case) == (on, "court", of_case)
                && (of_case.is_some() || other.parents[0] == one)
        };
        if self.world.sessions.iter().any(is_there) {
            return;
        }
        self.world.sessions.push(Session {
            on,
            kind: "court",
            held,
            cancelled,
            void,
            parents: vec![one],
            mentors,
            case: of_case,
            minutes,
            ..Session::default()
        });
    }

    fn meeting(&mut self, case: usize, says_no: bool) {
        let removed = self.world.cases[case].events.iter();
        let removed = removed.filter(|event| event.kind == "removed" && !event.void);
        let removed: Vec<_> = removed.map(|event| event.on).collect();
        let on = if removed.is_empty() || self.chance(40) {
            self.day_of(case)
        } else {
            let late = [-1, 0, 1, 30, 59, 60, 61];
            let days = if self.chance(50) {
                self.pick(&late)
            } else {
                self.rng.i64(2..90)
            };
            Some(self.pick(&removed) + days)
        };
        // Sometimes just before an as-of day.
        let late = day(2025, 8, 15) - self.rng.i64(0..8);
        let first = self.world.cases[case].events.first().map(|event| event.on);
        let has_begun = first.is_some_and(|first| first <= late);
        let on = if has_begun && self.chance(8) {
            Some(late)
        } else {
            on
        };
        let Some(on) = on.filter(|on| *on <= today()) else {
            return;
        };
        let parents = self.world.cases[case].parents.clone();
        let mentors = self.with_mentor(40);
        let minutes = self.chance(75).then(|| self.pick(&[45, 60, 90]));
        let no = if says_no { 15 } else { 0 };
        let session = Session {
            on,
            kind: "team-meeting",
            held: self.chance(88),
            cancelled: self.maybe(40, &["cancelled-by-participant", "cancelled-by-program"]),
            void: self.chance(6),
            parents: vec![self.pick(&parents)],
            mentors,
            minutes,
            case: self.chance(92).then_some(case),
            meeting: self.maybe(96, &["cft", "cft", "tdm"]),
            rights: self.says(55, 25),
            voice: self.says(50, 25),
            averted: self.says(30, no),
            decision: self.maybe(60, &["home-visit", "no-decision", "safety-plan"]),
            ..Session::default()
        };
        self.world.sessions.push(session);
    }

    fn group(&mut self) {
        let on = day(2024, 9, 1) + self.rng.i64(0..700);
        let count = self.world.parents.len();
        let mut parents: Vec<_> = (0..self.rng.u8(1..7))
            .map(|_| self.rng.usize(..count))
            .collect();
        parents.sort_unstable();
        parents.dedup();
        let session = Session {
            on,
            kind: "support-group",
            held: self.chance(90),
            void: self.chance(5),
            parents,
            minutes: self.chance(85).then_some(90),
            childcare: self.chance(50).then(|| self.rng.i64(0..6)),
            ..Session::default()
        };
        self.world.sessions.push(session);
    }
}
