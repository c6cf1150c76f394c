//! The key figures of `quarter`, following MEASURES: each is that of the report with its name.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{Day, civil, day};
use super::people::{Clauses, Days, add};
use super::returns::{DEFINITIONS, Question};
use super::stays;
use super::world::Parent;

/// A figure: a number, words, or unknown.
#[derive(Debug, PartialEq)]
pub enum Key {
    Number(Option<f64>),
    Words(String),
}

/// A year earlier; February 29 is not among the requested days.
fn a_year_before(on: Day) -> Day {
    let (year, month, date) = civil(on);
    day(year - 1, month, date)
}

impl Days<'_> {
    fn end(&self) -> Day {
        self.last.min(self.facts.today)
    }

    /// The matches active on a day, by person: neither they nor their people are void.
    fn matched(&self) -> Vec<(usize, Day, Option<Day>)> {
        let world = self.facts.world;
        let live = world
            .matches
            .iter()
            .filter(|one| !one.void && !world.mentors[one.mentor].void);
        let begun = live.filter_map(|one| {
            let began = one.began.filter(|began| *began <= self.end())?;
            let ended = one.ended.filter(|ended| *ended <= self.end());
            Some((self.facts.person(one.parent)?, began, ended))
        });
        begun.collect()
    }

    fn active(&self) -> Vec<usize> {
        let open = self.matched().into_iter().filter(|one| one.2.is_none());
        open.map(|one| one.0).collect()
    }

    /// How many people are waiting for a mentor on the last day.
    fn waiting(&self, clauses: &mut Clauses) -> usize {
        let (end, matched, active) = (self.end(), self.matched(), self.active());
        let files = 0..self.facts.world.parents.len();
        let everybody: BTreeSet<_> = files.filter_map(|file| self.facts.person(file)).collect();
        let mut count = 0;
        for person in everybody {
            let asked = |file: &Parent| file.details.request.map(|on| (on, file.details.withdrawn));
            let requests = self.files(person).filter_map(asked);
            let requests = requests.filter(|(on, _)| *on <= end);
            let (gone, requests): (Vec<_>, Vec<_>) =
                requests.partition(|(_, withdrawn)| withdrawn.is_some_and(|on| on <= end));
            let requests: Vec<Day> = requests.into_iter().map(|(on, _)| on).collect();
            add(clauses, "wait: withdrawn", gone.len());
            let is_met = |on: &Day| matched.iter().any(|one| one.0 == person && one.1 >= *on);
            let open = requests.iter().any(|on| !is_met(on));
            let met = !requests.is_empty() && !open;
            let enrolled = self.is_enrolled(person, end);
            let waits = open && enrolled && !active.contains(&person);
            add(clauses, "wait: met", usize::from(met));
            add(
                clauses,
                "wait: not enrolled",
                usize::from(open && !enrolled),
            );
            add(clauses, "wait: waits", usize::from(waits));
            count += usize::from(waits);
        }
        count
    }

    /// The key figures of this period.
    pub fn keys(&self, clauses: &mut Clauses) -> BTreeMap<&'static str, Key> {
        let unused = &mut Clauses::new();
        let number = |value: usize| Key::Number(Some(value as f64));
        let share = |row: &super::reach::Row, name: &str| {
            let part = |part: &str| row.get(&format!("{name}.{part}")).copied().flatten();
            let (k, n) = (part("k"), part("n").filter(|n| *n > 0.0));
            Key::Number(n.map(|n| k.unwrap_or(0.0) / n))
        };
        let reach = self.reach(unused);
        let meetings = self.meetings(unused);
        let all = &meetings[0].2;
        let groups = self
            .countable()
            .filter(|session| session.kind == "support-group");
        let attendances = groups.map(|session| self.facts.people(&session.parents).len());
        let active = self.active();
        add(clauses, "match: holds on the last day", active.len());
        let averted = all.get("averted.k").copied().flatten().unwrap_or(0.0);
        let says = all
            .get("averted.n")
            .copied()
            .flatten()
            .is_some_and(|n| n > 0.0);
        let averted = Some(averted).filter(|k| *k > 0.0 || says);
        BTreeMap::from([
            ("served", number(self.parents(unused).0)),
            ("children", number(self.children(unused).len())),
            ("families", number(self.families(unused).0.0)),
            ("within_7", share(&reach, "within_7")),
            ("parent_voice", share(all, "voice")),
            ("averted", Key::Number(averted)),
            ("attendances", number(attendances.sum())),
            ("active_at_end", number(active.len())),
            ("waiting_at_end", number(self.waiting(clauses))),
        ])
    }

    /// The figures of the last year of anchors whose twelve months were over by the end of the period.
    pub fn of_a_year(&self, clauses: &mut Clauses) -> BTreeMap<&'static str, Key> {
        let end = a_year_before(self.last);
        let window = (a_year_before(end) + 1, end);
        let (definition, events) = DEFINITIONS[0];
        let question = Question {
            facts: self.facts,
            definition,
            events,
            unit: "participant",
            window,
        };
        let returns = question.figures().values;
        let home = stays::reunification(self.facts, window, "all").values;
        let days = stays::placements(self.facts, window, "all").values;
        let of = |name: &str| returns.get(name).copied().flatten().unwrap_or(0.0);
        let (mature, unknown, returned) = (of("mature"), of("unknown"), of("returned"));
        let is_dark = unknown * 5.0 > mature;
        add(clauses, "returns: bounds", usize::from(is_dark));
        add(
            clauses,
            "returns: a rate",
            usize::from(!is_dark && mature > 0.0),
        );
        let returned = if is_dark {
            Key::Words(format!("{returned} to {} of {mature}", returned + unknown))
        } else {
            Key::Number(returns.get("rate").copied().flatten())
        };
        BTreeMap::from([
            ("returned", returned),
            ("reunified", Key::Number(home["rate"])),
            ("median_days", Key::Number(days["median_days"])),
        ])
    }
}
