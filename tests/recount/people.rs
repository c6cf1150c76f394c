//! `people`, and the parts of `engagement` about people served and enrolled, following MEASURES: who was served, who is
//! new, which children and families are theirs, how often people came, how long they stayed.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{Day, civil, day};
use super::facts::{At, Facts};
use super::world::{Enrollment, Session};

/// The kinds of session that serve a participant.
const SERVING: [&str; 5] = [
    "support-group",
    "mentoring",
    "team-meeting",
    "casework",
    "court",
];

/// Counts: `served` and `new`.
pub type Count = (usize, usize);

/// Some days of a program.
pub struct Days<'a> {
    pub facts: &'a Facts<'a>,
    /// The first day of the year that decides who is new.
    pub year: Day,
    pub first: Day,
    pub last: Day,
}

/// How many met each clause.
pub type Clauses = BTreeMap<&'static str, usize>;

pub fn add(clauses: &mut Clauses, name: &'static str, count: usize) {
    *clauses.entry(name).or_default() += count;
}

impl Days<'_> {
    /// The countable sessions in the period.
    pub fn countable(&self) -> impl Iterator<Item = &Session> {
        let end = self.last.min(self.facts.today);
        let sessions = self.facts.world.sessions.iter();
        sessions.filter(move |one| {
            one.held
                && !one.void
                && self.first <= one.on
                && one.on <= end
                && SERVING.contains(&one.kind)
        })
    }

    /// The days of the countable sessions of each person, up to the last day.
    pub fn came(&self) -> BTreeMap<usize, Vec<Day>> {
        let mut came: BTreeMap<usize, Vec<Day>> = BTreeMap::new();
        let end = self.last.min(self.facts.today);
        let sessions = self.facts.world.sessions.iter();
        for session in sessions.filter(|one| one.held && !one.void && one.on <= end) {
            if SERVING.contains(&session.kind) {
                for person in self.facts.people(&session.parents) {
                    came.entry(person).or_default().push(session.on);
                }
            }
        }
        came
    }

    pub fn is_in(&self, on: Day) -> bool {
        self.first <= on && on <= self.last
    }

    pub fn served(&self) -> BTreeSet<usize> {
        let came = self.came().into_iter();
        came.filter(|(_, days)| days.iter().any(|on| self.is_in(*on)))
            .map(|(person, _)| person)
            .collect()
    }

    /// People who had come in the year before the first day.
    pub fn earlier(&self) -> BTreeSet<usize> {
        let came = self.came().into_iter();
        came.filter(|(_, days)| days.iter().any(|on| self.year <= *on && *on < self.first))
            .map(|(person, _)| person)
            .collect()
    }

    /// A case whose entries are all after the as-of day does not exist yet.
    pub fn is_there(&self, case: usize) -> bool {
        let case = &self.facts.world.cases[case];
        let checks = case.checks.iter().filter(|check| !check.void);
        let checks = checks.map(|check| check.on);
        let events = case.events.iter().filter(|event| !event.void);
        let mut days = events.map(|event| event.on).chain(checks).peekable();
        days.peek().is_none() || days.any(|on| on <= self.facts.today)
    }

    pub fn people_of(&self, case: usize) -> BTreeSet<usize> {
        if !self.is_there(case) {
            return BTreeSet::new();
        }
        self.facts.people(&self.facts.world.cases[case].parents)
    }

    pub fn parents(&self, clauses: &mut Clauses) -> Count {
        let (served, earlier) = (self.served(), self.earlier());
        let new = served.difference(&earlier).count();
        add(clauses, "parent: new", new);
        add(clauses, "parent: continuing", served.len() - new);
        let files = self.facts.world.parents.iter().enumerate();
        let double = files.filter(|(at, file)| {
            file.same_as.is_some()
                && self
                    .facts
                    .person(*at)
                    .is_some_and(|one| served.contains(&one))
        });
        add(clauses, "parent: two files", double.count());
        (served.len(), new)
    }

    /// The children, each with whether it is new.
    pub fn children(&self, clauses: &mut Clauses) -> Vec<(At, bool)> {
        let (served, earlier) = (self.served(), self.earlier());
        let mut all = Vec::new();
        for (kid, files) in &self.facts.kids {
            let cases = files.iter().map(|file| file.0);
            let cases: BTreeSet<usize> = cases.filter(|case| self.is_there(*case)).collect();
            let end = self.last;
            let begun = |case: &&usize| {
                self.facts
                    .events(**case)
                    .iter()
                    .any(|(_, event)| event.on <= end)
            };
            let of_served = |case: &&usize| !self.people_of(**case).is_disjoint(&served);
            if !cases.iter().any(|case| of_served(&case)) {
                continue;
            }
            if !cases.iter().filter(begun).any(|case| of_served(&case)) {
                add(clauses, "child: no case had begun", 1);
                continue;
            }
            if self.born(*kid) > self.last
                || self.is_of_age(*kid, &cases, clauses)
                || self.is_gone(*kid, clauses)
            {
                continue;
            }
            let theirs: BTreeSet<usize> = cases
                .iter()
                .flat_map(|case| self.people_of(*case))
                .collect();
            let new = theirs.is_disjoint(&earlier);
            add(clauses, "child: new", usize::from(new));
            add(clauses, "child: continuing", usize::from(!new));
            add(
                clauses,
                "child: several files",
                usize::from(files.len() > 1),
            );
            all.push((*kid, new));
        }
        all
    }

    fn born(&self, kid: At) -> Day {
        self.facts.world.cases[kid.0].children[kid.1].born
    }

    /// Whether it is of age on the first day; if in both courts, by the higher age.
    fn is_of_age(&self, kid: At, cases: &BTreeSet<usize>, clauses: &mut Clauses) -> bool {
        let systems: BTreeSet<bool> = cases
            .iter()
            .map(|case| self.facts.world.cases[*case].jpd)
            .collect();
        let day = systems.iter().map(|jpd| self.facts.of_age(kid, *jpd)).max();
        let is = day.is_some_and(|day| day <= self.first);
        add(clauses, "child: of age", usize::from(is));
        add(
            clauses,
            "child: two courts",
            usize::from(systems.len() == 2),
        );
        is
    }

    /// Whether it had died, or been adopted and not come home since. A removal in a case of these parents was from
    /// their home, as in `returns`.
    fn is_gone(&self, kid: At, clauses: &mut Clauses) -> bool {
        let (mut gone, mut dead) = (false, false);
        for (_, event) in self.facts.of_kid(kid) {
            if event.on < self.first {
                dead |= event.kind == "died";
                gone = match event.kind {
                    "adopted" => true,
                    "reunified" | "removed" => false,
                    _ => gone,
                };
            }
        }
        let gone = gone || dead;
        add(clauses, "child: died or adopted", usize::from(gone));
        gone
    }

    /// The children by their age on the first day.
    pub fn ages(&self, children: &[(At, bool)]) -> BTreeMap<&'static str, Count> {
        let mut ages: BTreeMap<&'static str, Count> = BTreeMap::new();
        for (kid, new) in children {
            let (born, on) = (civil(self.born(*kid)), civil(self.first));
            let had = (on.1, on.2) >= (born.1, born.2);
            let band = match on.0 - born.0 - i64::from(!had) {
                ..=5 => "0-5",
                6..=12 => "6-12",
                13..=17 => "13-17",
                18.. => "18+",
            };
            let count = ages.entry(band).or_default();
            *count = (count.0 + 1, count.1 + usize::from(*new));
        }
        ages
    }

    /// The families, and how many of them have just one served parent.
    pub fn families(&self, clauses: &mut Clauses) -> (Count, usize) {
        let families = self.joined();
        let new = families.iter().filter(|family| family.1).count();
        let single = families.iter().filter(|family| family.0.len() == 1).count();
        add(clauses, "family: new", new);
        add(clauses, "family: continuing", families.len() - new);
        add(clauses, "family: one parent", single);
        add(clauses, "family: several parents", families.len() - single);
        ((families.len(), new), single)
    }

    /// The served parents of each family, and whether it is new.
    pub fn joined(&self) -> Vec<(BTreeSet<usize>, bool)> {
        let (served, earlier) = (self.served(), self.earlier());
        let of_case = |cases: Vec<usize>| -> BTreeSet<usize> {
            cases
                .into_iter()
                .flat_map(|case| self.people_of(case))
                .collect()
        };
        let by_case = self
            .facts
            .families
            .values()
            .map(|cases| of_case(cases.clone()));
        let by_child = self
            .facts
            .kids
            .values()
            .map(|files| of_case(files.iter().map(|file| file.0).collect()));
        let groups: Vec<BTreeSet<usize>> = by_case.chain(by_child).collect();
        let mut families: Vec<BTreeSet<usize>> =
            served.iter().map(|person| [*person].into()).collect();
        for group in &groups {
            let (joined, rest): (Vec<_>, Vec<_>) = families
                .into_iter()
                .partition(|family| !family.is_disjoint(group));
            families = rest;
            let joined: BTreeSet<usize> = joined.into_iter().flatten().collect();
            families.extend((!joined.is_empty()).then_some(joined));
        }
        let is_new = |family: &&BTreeSet<usize>| {
            let own = groups.iter().filter(|group| !group.is_disjoint(family));
            own.flatten()
                .chain(family.iter())
                .all(|person| !earlier.contains(person))
        };
        let all = families
            .iter()
            .map(|family| (family.clone(), is_new(&family)));
        all.collect()
    }

    /// The figures of `engagement` about people served and enrolled, by their names in the contract.
    pub fn engagement(&self, clauses: &mut Clauses) -> BTreeMap<&'static str, Option<f64>> {
        let today = self.facts.today;
        let (mut figures, mut times, mut first_90) = (BTreeMap::new(), Vec::new(), Vec::new());
        // Sessions after the window also count, as far as they are known.
        let later = Days {
            last: today,
            ..*self
        }
        .came();
        for (person, days) in self.came() {
            let within = days.iter().filter(|on| self.is_in(**on)).count();
            times.extend((within > 0).then_some(within));
            let first = days.iter().min().copied();
            if let Some(first) = first.filter(|first| self.is_in(*first) && first + 90 <= today) {
                first_90.push(later[&person].iter().filter(|on| **on < first + 90).count());
            }
        }
        let share =
            |from: usize, to: usize| times.iter().filter(|n| (from..=to).contains(*n)).count();
        let shares = [share(1, 1), share(2, 5), share(6, usize::MAX)];
        for (name, clause, count) in [
            ("came_once", "came once", shares[0]),
            ("came_2_to_5", "came 2 to 5 times", shares[1]),
        ] {
            add(clauses, clause, count);
            figures.insert(name, Some(count as f64));
        }
        figures.insert("came_6_or_more", Some(shares[2] as f64));
        add(clauses, "first 90 days", first_90.len());
        figures.insert("sessions_median", median(&mut times));
        figures.insert("first_90_people", Some(first_90.len() as f64));
        figures.insert("first_90", median(&mut first_90));
        figures
    }

    /// Enrollments that begin in the period: those that lasted this many months, among those that began long enough
    /// ago; and those that end in it, with how many were completed.
    pub fn stayed(&self, clauses: &mut Clauses) -> BTreeMap<String, usize> {
        let today = self.facts.today;
        let files = self.facts.world.parents.iter().filter(|file| !file.void);
        let all: Vec<_> = files
            .flat_map(|file| &file.enrollments)
            .filter(|one| one.start <= today && !one.void)
            .collect();
        let mut counts = BTreeMap::new();
        for months in [3, 6, 12] {
            let (mut k, mut n) = (0, 0);
            for one in all.iter().filter(|one| self.is_in(one.start)) {
                let over = after_months(one.start, months);
                if over <= today {
                    n += 1;
                    k += usize::from(one.end.is_none_or(|end| end >= over));
                }
            }
            add(clauses, "enrollment: retained", k);
            add(clauses, "enrollment: not retained", n - k);
            counts.insert(format!("retained_{months}"), k);
            counts.insert(format!("retained_{months}_of"), n);
        }
        let ended = |one: &&&Enrollment| one.end.is_some_and(|end| end <= today && self.is_in(end));
        let ends: Vec<_> = all.iter().filter(ended).collect();
        add(clauses, "enrollment: ended", ends.len());
        counts.insert("exits".to_owned(), ends.len());
        counts.insert(
            "completed".to_owned(),
            ends.iter()
                .filter(|one| one.reason == Some("goals-met"))
                .count(),
        );
        counts
    }
}

/// This many calendar months later, or the last day of that month.
fn after_months(start: Day, months: i64) -> Day {
    let (year, month, date) = civil(start);
    let month = month - 1 + months;
    let (year, month) = (year + month / 12, month % 12 + 1);
    let next = if month == 12 {
        day(year + 1, 1, 1)
    } else {
        day(year, month + 1, 1)
    };
    (day(year, month, 1) + date - 1).min(next - 1)
}

/// The median (type 2 in R).
fn median(values: &mut [usize]) -> Option<f64> {
    values.sort_unstable();
    let n = values.len();
    (n > 0).then(|| (values[(n - 1) / 2] + values[n / 2]) as f64 / 2.0)
}
