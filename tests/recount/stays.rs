//! `reunification` and `placements`, following MEASURES: stays out of home, how they end, what is known about them.

use std::collections::BTreeMap;

use super::days::{Day, a_year_after};
use super::facts::{At, Facts};
use super::figures::Figures;
use super::statistics::{Followed, ended_quantile, incidence_quantile, interval};
use super::world::Event;

/// How a stay ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Exit(&'static str),
    Birthday,
    /// No longer followed, or no longer before the court.
    Cut,
    Open,
}

/// Where a child is.
struct Setting {
    from: Day,
    hall: bool,
    /// In detention: the day since which it has waited for an ordered placement.
    waits: Option<Day>,
}

/// A stay out of home.
pub struct Stay {
    kid: At,
    pub start: Day,
    first: Option<&'static str>,
    systems: Vec<bool>,
    pub end: Day,
    how: End,
    settings: Vec<Setting>,
    moves: Vec<Day>,
    visit: Option<Day>,
    lost: Option<Day>,
    /// Home on a long visit before a birthday that came before the reunification.
    home: Option<Day>,
}

const EXITS: [&str; 5] = ["reunified", "guardianship", "adopted", "aged-out", "died"];

impl Stay {
    /// Each setting with the day on which it ends.
    fn parts(&self) -> impl Iterator<Item = (&Setting, Day)> {
        let ends = self.settings.iter().skip(1).map(|next| next.from);
        self.settings.iter().zip(ends.chain([self.end]))
    }

    fn days_in(&self, detention: bool, from: Day, to: Day) -> i64 {
        let parts = self
            .parts()
            .filter(|(setting, _)| setting.hall == detention);
        let days = parts.map(|(setting, end)| end.min(self.end).min(to) - setting.from.max(from));
        days.map(|days| days.max(0)).sum()
    }

    /// Days in detention since the first order without a placement.
    fn hall_wait(&self, from: Day, to: Day) -> i64 {
        let waits = self
            .parts()
            .filter_map(|(setting, end)| Some((setting.waits?, end)));
        let days = waits.map(|(since, end)| end.min(self.end).min(to) - since.max(from));
        days.map(|days| days.max(0)).sum()
    }

    /// Whether it continues.
    pub fn is_open(&self) -> bool {
        self.how == End::Open
    }

    fn is_exit(&self) -> bool {
        matches!(self.how, End::Exit(_) | End::Birthday)
    }
}

/// Finds the stays of a child, with birthdays only up to `known`.
struct Walk<'a> {
    facts: &'a Facts<'a>,
    kid: At,
    known: Day,
    open: Option<Stay>,
    ordered: Option<Day>,
    done: Vec<Stay>,
}

pub fn stays(facts: &Facts<'_>, kid: At, known: Day) -> Vec<Stay> {
    let (open, ordered, done) = (None, None, Vec::new());
    let mut walk = Walk {
        facts,
        kid,
        known,
        open,
        ordered,
        done,
    };
    let mut events = facts.of_kid(kid);
    events.retain(|(at, _)| !facts.transfers.contains(at));
    for (place, (at, event)) in events.iter().enumerate() {
        walk.birthday(&events[place..]);
        walk.take(*at, event);
    }
    walk.birthday(&[]);
    if let Some(mut stay) = walk.open {
        if stay.how == End::Open {
            stay.end = facts.today;
        }
        walk.done.push(stay);
    }
    walk.done
}

impl Walk<'_> {
    fn take(&mut self, at: At, event: &Event) {
        let jpd = self.facts.world.cases[at.0].jpd;
        match (event.kind, &mut self.open) {
            ("removed", None) => self.begin(event, jpd),
            ("removed", Some(stay)) if matches!(stay.how, End::Cut) => {
                self.done.extend(self.open.take());
                self.begin(event, jpd);
            }
            ("removed", Some(stay)) if stay.start == event.on && stay.first == event.setting => {
                stay.systems.push(jpd);
            }
            ("removed", Some(stay)) => {
                if stay.start == event.on {
                    stay.systems.push(jpd);
                }
                self.change(event);
            }
            ("placed", Some(_)) => self.change(event),
            ("home-visit", Some(stay)) => {
                stay.visit = stay.visit.or(Some(event.on));
                stay.how = End::Open;
                stay.settings.push(Setting {
                    from: event.on,
                    hall: false,
                    waits: None,
                });
            }
            ("placement-ordered", stay) => {
                let since = *self.ordered.get_or_insert(event.on);
                let last = stay.as_mut().and_then(|stay| stay.settings.last_mut());
                if let Some(last) = last.filter(|last| last.hall) {
                    last.waits.get_or_insert(since);
                }
            }
            ("lost", Some(stay)) => {
                stay.lost = stay.lost.or(Some(event.on));
                if stay.how == End::Open {
                    (stay.end, stay.how) = (event.on, End::Cut);
                }
            }
            ("dismissed", Some(stay)) if stay.how == End::Open && stay.systems.contains(&jpd) => {
                (stay.end, stay.how) = (event.on, End::Cut);
            }
            (kind, Some(stay)) if EXITS.contains(&kind) => {
                (stay.end, stay.how) = (event.on, End::Exit(kind));
                self.ordered = None;
                self.done.extend(self.open.take());
            }
            _ => {}
        }
    }

    fn setting(&mut self, event: &Event) -> Setting {
        let hall = event.setting == Some("detention");
        if !hall {
            self.ordered = None;
        }
        let waits = self.ordered.map(|ordered| ordered.max(event.on));
        Setting {
            from: event.on,
            hall,
            waits,
        }
    }

    /// The day on which a child in these systems is of age.
    fn of_age(&self, systems: &[bool]) -> Day {
        self.facts.of_age(self.kid, systems.contains(&true))
    }

    fn begin(&mut self, event: &Event, jpd: bool) {
        let events = self.facts.of_kid(self.kid);
        let that_day = events
            .iter()
            .filter(|(_, other)| other.kind == "removed" && other.on == event.on);
        let systems: Vec<_> = that_day
            .map(|(at, _)| self.facts.world.cases[at.0].jpd)
            .collect();
        if self.of_age(&systems) <= event.on {
            return;
        }
        let settings = vec![self.setting(event)];
        let (start, first, systems) = (event.on, event.setting, vec![jpd]);
        self.open = Some(Stay {
            kid: self.kid,
            start,
            first,
            systems,
            end: start,
            how: End::Open,
            settings,
            moves: Vec::new(),
            visit: None,
            lost: None,
            home: None,
        });
    }

    fn change(&mut self, event: &Event) {
        let setting = self.setting(event);
        if let Some(stay) = &mut self.open {
            stay.visit = None;
            stay.how = End::Open;
            if !setting.hall {
                stay.moves.push(event.on);
            }
            stay.settings.push(setting);
        }
    }

    /// Ends a stay on the child's birthday, if that is before the next fact in the files, and the child was followed
    /// that far.
    fn birthday(&mut self, rest: &[(At, &Event)]) {
        let Some(stay) = &self.open else {
            return;
        };
        let day = self.of_age(&stay.systems);
        if day > self.known.min(self.facts.today)
            || rest.first().is_some_and(|(_, next)| next.on < day)
        {
            return;
        }
        let tells = |kind: &&str| {
            ["removed", "placed", "home-visit"].contains(kind) || EXITS.contains(kind)
        };
        let next = rest.iter().map(|(_, event)| event.kind).find(tells);
        let cut = matches!(stay.how, End::Cut) && stay.end < day;
        self.ordered = None;
        if let Some(mut stay) = self.open.take() {
            if !cut || next.is_some_and(|kind| kind != "removed") {
                (stay.end, stay.how) = (day, End::Birthday);
                let home = stay.visit.filter(|_| next == Some("reunified"));
                stay.home = home.map(|visit| visit + 30).filter(|home| *home < day);
            }
            self.done.push(stay);
        }
    }
}

/// The figures of `reunification` for `all`, `cps` or `jpd`.
pub fn reunification(facts: &Facts<'_>, window: (Day, Day), system: &str) -> Figures {
    let mut n = BTreeMap::<&'static str, usize>::new();
    let mut curve: Vec<Followed> = Vec::new();
    for kid in facts.kids.keys() {
        let (cases, people) = facts.around(*kid);
        let known = facts.known_here(&cases, &people);
        let all = stays(facts, *kid, known);
        let cohort = |stay: &&Stay| {
            (window.0..=window.1).contains(&stay.start)
                && stay.end - stay.start >= 8
                && stay.start < facts.of_age(*kid, stay.systems.contains(&true))
        };
        let Some(stay) = all.iter().find(cohort) else {
            continue;
        };
        if system == "all" || stay.systems.contains(&(system == "jpd")) {
            curve.push(child(facts, stay, known, &mut n));
        }
    }
    let of = |name: &str| n.get(name).copied().unwrap_or(0);
    let (mature, unknown, home, unconfirmed) = (
        of("mature"),
        of("unknown"),
        of("reunified"),
        of("unconfirmed"),
    );
    let share = |k: usize, n: usize| (n > 0).then(|| k as f64 / n as f64);
    let range = (mature > unknown).then(|| interval(home as i64, (mature - unknown) as i64));
    let names = [
        "cohort",
        "mature",
        "not_yet",
        "unknown",
        "reunified",
        "unconfirmed",
        "cut_by_age",
    ];
    let mut values: BTreeMap<_, _> = names
        .into_iter()
        .map(|name| (name, Some(of(name) as f64)))
        .collect();
    values.insert("rate", share(home, mature - unknown));
    values.insert("ci_low", range.map(|range| range.0));
    values.insert("ci_high", range.map(|range| range.1));
    values.insert("worst", share(home, mature));
    values.insert("best", share(home + unconfirmed + unknown, mature));
    for (name, part) in [("q1_days", 0.25), ("median_days", 0.5), ("q3_days", 0.75)] {
        values.insert(
            name,
            incidence_quantile(&curve, part).map(|days| days as f64),
        );
    }
    Figures {
        values,
        clauses: BTreeMap::new(),
    }
}

/// Counts one child, and returns how long it is followed, and to what.
fn child(
    facts: &Facts<'_>,
    stay: &Stay,
    known: Day,
    n: &mut BTreeMap<&'static str, usize>,
) -> Followed {
    let mut add =
        |name: &'static str, holds: bool| *n.entry(name).or_default() += usize::from(holds);
    let end = a_year_after(stay.start);
    let mature = end <= facts.today;
    let home = match (stay.how, stay.visit) {
        (End::Birthday, _) if stay.home.is_some() => stay.home.unwrap(),
        (End::Exit("reunified"), Some(visit)) if stay.end - visit >= 30 => visit + 30,
        _ => stay.end,
    };
    let of_age = facts.of_age(stay.kid, stay.systems.contains(&true));
    let is_home = stay.home.is_some() || stay.how == End::Exit("reunified") && home < of_age;
    let lost = stay.lost.is_some_and(|day| day < end);
    let dark = mature && !stay.is_exit() && known < end;
    add("cohort", true);
    add("mature", mature);
    add("not_yet", !mature);
    add("reunified", mature && is_home && home <= end);
    add("unknown", dark && lost);
    add("unconfirmed", dark && !lost);
    add("cut_by_age", stay.how == End::Birthday && !is_home);
    match stay.how {
        _ if is_home => (home - stay.start, 1),
        End::Exit(_) | End::Birthday => (stay.end - stay.start, 2),
        End::Cut | End::Open => (stay.end - stay.start, 0),
    }
}

/// The figures of `placements` for `all`, `cps` or `jpd`.
pub fn placements(facts: &Facts<'_>, window: (Day, Day), system: &str) -> Figures {
    let mut n = BTreeMap::<&'static str, i64>::new();
    let mut add = |name: &'static str, count: i64| *n.entry(name).or_default() += count;
    let mut curve: Vec<Followed> = Vec::new();
    let (from, to) = (window.0, (window.1 + 1).min(facts.today));
    for kid in facts.kids.keys() {
        let (cases, people) = facts.around(*kid);
        let known = facts.known_here(&cases, &people);
        for stay in stays(facts, *kid, Day::MAX) {
            if system != "all" && !stay.systems.contains(&(system == "jpd")) {
                continue;
            }
            add("care_days", stay.days_in(false, from, to));
            add("detention_days", stay.days_in(true, from, to));
            add("hall_wait_days", stay.hall_wait(from, to));
            add(
                "moves",
                stay.moves
                    .iter()
                    .filter(|day| (from..=window.1).contains(*day))
                    .count() as i64,
            );
            if !(from..=window.1).contains(&stay.start) || stay.end - stay.start < 8 {
                continue;
            }
            add("episodes", 1);
            add("open", i64::from(!stay.is_exit()));
            add("cut_by_age", i64::from(stay.how == End::Birthday));
            add(
                "open_unconfirmed",
                i64::from(stay.how == End::Open && known < facts.today - 90),
            );
            curve.push((
                stay.days_in(false, Day::MIN / 2, Day::MAX / 2),
                u8::from(stay.is_exit()),
            ));
        }
    }
    let names = [
        "care_days",
        "detention_days",
        "hall_wait_days",
        "moves",
        "episodes",
        "open",
        "cut_by_age",
        "open_unconfirmed",
    ];
    let of = |name: &str| n.get(name).copied().unwrap_or(0) as f64;
    let mut values: BTreeMap<_, _> = names
        .into_iter()
        .map(|name| (name, Some(of(name))))
        .collect();
    let care = of("care_days");
    values.insert(
        "moves_per_1000_days",
        (care > 0.0).then(|| of("moves") / care * 1000.0),
    );
    for (name, part) in [("q1_days", 0.25), ("median_days", 0.5), ("q3_days", 0.75)] {
        values.insert(name, ended_quantile(&curve, part).map(|days| days as f64));
    }
    Figures {
        values,
        clauses: BTreeMap::new(),
    }
}
