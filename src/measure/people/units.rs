//! Who was served in some days: parents, their children, their families.

use std::collections::{BTreeMap, BTreeSet};

use super::super::children::{Children, is_gone, until_age};
use super::super::roster::Roster;
use super::super::window::Window;
use crate::record::{Case, CaseId, Day, EventKind, ParticipantId, Place, Service, Session, System};
use crate::register::Register;

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Parents who were served.
    Parents,
    /// Their children.
    Children,
    /// Their families.
    Families,
}

impl Unit {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Parents, Self::Children, Self::Families];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Parents => "parents",
            Self::Children => "children",
            Self::Families => "families",
        }
    }
}

/// A parent, a child or a family behind a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What it is.
    pub unit: Unit,
    /// The id of the parent, the name of the child in its case, or the ids of the served parents of a family.
    pub id: String,
    /// Whether it is new in the year.
    pub is_new: bool,
    /// The first countable session in those days, of the parent or of the family.
    pub first: Day,
    /// The file of the parent, of the case of the child, or of the first parent of the family.
    pub file: Option<Place>,
}

/// The days on which each person was served.
pub(super) struct Days {
    /// By place in the roster, each in order.
    of: Vec<Vec<Day>>,
    ids: Vec<ParticipantId>,
    known: usize,
}

impl Days {
    /// The days up to a day, of these services, or of all if none are given.
    pub(super) fn new(register: &Register, last: Day, services: &[Service]) -> Self {
        let mut roster = Roster::new(register);
        let mut of: Vec<Vec<Day>> = vec![Vec::new(); roster.len()];
        let sessions = register
            .records()
            .sessions
            .iter()
            .map(|entry| &entry.record);
        let counts = |one: &&Session| {
            let is_of = services.is_empty() || services.contains(&one.kind);
            is_of && one.is_countable() && one.on <= last
        };
        for session in sessions.filter(counts) {
            for id in &session.participants {
                let person = roster.place(id);
                of.resize_with(of.len().max(person + 1), Vec::new);
                of[person].push(session.on);
            }
        }
        of.iter_mut().for_each(|days| days.sort_unstable());
        Self {
            ids: (0..roster.len())
                .filter_map(|at| roster.id(at).cloned())
                .collect(),
            known: register.people().len(),
            of,
        }
    }

    pub(super) fn without_record(&self) -> usize {
        self.of.len() - self.known
    }

    /// The first day from `first` to `last`, both inclusive.
    fn within(&self, person: usize, first: Day, last: Day) -> Option<Day> {
        let days = self.of.get(person)?;
        let at = days.partition_point(|day| *day < first);
        days.get(at).copied().filter(|day| *day <= last)
    }
}

/// A parent, a child or a family, with its place among its kind.
pub(super) struct One {
    /// For a parent: the place in the roster. For a child: among all children. For a family: its first parent.
    pub(super) at: usize,
    pub(super) is_new: bool,
    /// The first countable session in the days.
    pub(super) first: Day,
    /// The parents who were served: the parent, those of the child, those of the family.
    pub(super) parents: BTreeSet<usize>,
}

/// Who was served in some days.
pub(super) struct Served<'a, 'r> {
    children: &'a Children<'r>,
    days: &'a Days,
    parents: Vec<One>,
    of_children: Vec<One>,
    families: Vec<One>,
}

impl<'a, 'r> Served<'a, 'r> {
    pub(super) fn new(
        children: &'a Children<'r>,
        days: &'a Days,
        window: &Window,
        as_of: Day,
        new_only: bool,
    ) -> Self {
        let (first, last) = (window.period.first, window.end(as_of));
        let year = window.period.start_of_year();
        let was_served = |person: usize| days.within(person, year, first.plus_days(-1)).is_some();
        let served: BTreeMap<usize, Day> = (0..days.of.len())
            .filter_map(|person| Some((person, days.within(person, first, last)?)))
            .collect();
        let one = |at: usize, parents: BTreeSet<usize>, all: &BTreeSet<usize>| One {
            at,
            is_new: !all.iter().copied().any(was_served),
            first: parents
                .iter()
                .map(|parent| served[parent])
                .min()
                .unwrap_or(first),
            parents,
        };
        let parent = |at: &usize| one(*at, [*at].into(), &[*at].into());
        let child = |at: usize| {
            let parents = parents_of(children, at, (first, last), &served)?;
            Some(one(at, parents, &children.people_of(at)))
        };
        let family = |parents: BTreeSet<usize>| {
            let at = parents.first().copied()?;
            let cases = parents
                .iter()
                .flat_map(|parent| children.register.cases_of_person(*parent));
            let mut all: BTreeSet<usize> = cases
                .flat_map(|case| children.register.people_of_case(&case.record))
                .collect();
            all.extend(&parents);
            Some(one(at, parents, &all))
        };
        let mut this = Self {
            children,
            days,
            parents: served.keys().map(parent).collect(),
            of_children: (0..children.all.len()).filter_map(child).collect(),
            families: families(children, &served)
                .into_iter()
                .filter_map(family)
                .collect(),
        };
        for all in [&mut this.parents, &mut this.of_children, &mut this.families] {
            all.retain(|one| one.is_new || !new_only);
        }
        this
    }

    pub(super) fn of(&self, unit: Unit) -> &[One] {
        match unit {
            Unit::Parents => &self.parents,
            Unit::Children => &self.of_children,
            Unit::Families => &self.families,
        }
    }

    /// How many families have exactly one parent who was served.
    pub(super) fn families_of_one(&self) -> usize {
        self.families
            .iter()
            .filter(|family| family.parents.len() == 1)
            .count()
    }

    /// A parent, child or family as listed.
    pub(super) fn member(&self, unit: Unit, one: &One) -> Member {
        let id = |person: &usize| self.days.ids.get(*person).map(ToString::to_string);
        Member {
            unit,
            id: match unit {
                Unit::Children => self.children.all[one.at].id.to_string(),
                Unit::Parents | Unit::Families => one
                    .parents
                    .iter()
                    .filter_map(id)
                    .collect::<Vec<_>>()
                    .join(" "),
            },
            is_new: one.is_new,
            first: one.first,
            file: match unit {
                Unit::Children => {
                    let case = self.children.cases_of(one.at).next();
                    case.map(|case| case.place.clone())
                }
                Unit::Parents | Unit::Families => {
                    let people = self.children.register.people();
                    people.get(one.at).map(|person| person.place.clone())
                }
            },
        }
    }
}

/// The parents of a child who were served, if the child counts: in a case of theirs that had begun, born by the last
/// day, and on the first day neither of age, dead nor adopted.
fn parents_of(
    children: &Children<'_>,
    at: usize,
    (first, last): (Day, Day),
    served: &BTreeMap<usize, Day>,
) -> Option<BTreeSet<usize>> {
    let child = &children.all[at];
    let has_begun = |case: &Case| case.event.iter().any(|event| event.on <= last);
    let cases = children.cases_of(at).filter(|case| has_begun(&case.record));
    let people = cases.flat_map(|case| children.register.people_of_case(&case.record));
    let parents: BTreeSet<usize> = people
        .filter(|person| served.contains_key(person))
        .collect();
    let systems: BTreeSet<System> = children
        .cases_of(at)
        .map(|case| case.record.system)
        .collect();
    let age = until_age(children.register.program(), &systems);
    let ends = [EventKind::Died, EventKind::Adopted];
    let counts = !parents.is_empty()
        && child.born.is_none_or(|born| born <= last)
        && child
            .comes_of_age(age)
            .is_none_or(|birthday| birthday > first)
        && !is_gone(child, age, &ends, &[], first.plus_days(-1));
    counts.then_some(parents)
}

/// The parents who were served, grouped by shared cases or children.
fn families(children: &Children<'_>, served: &BTreeMap<usize, Day>) -> Vec<BTreeSet<usize>> {
    let mut family: BTreeMap<usize, usize> =
        served.keys().map(|person| (*person, *person)).collect();
    let mut join = |people: BTreeSet<usize>| {
        let names: BTreeSet<usize> = people
            .iter()
            .filter_map(|person| family.get(person).copied())
            .collect();
        if let Some(name) = names.first().copied().filter(|_| names.len() > 1) {
            family
                .values_mut()
                .filter(|one| names.contains(one))
                .for_each(|one| *one = name);
        }
    };
    let register = children.register;
    let mut cases: BTreeMap<CaseId, BTreeSet<usize>> = BTreeMap::new();
    for case in &register.records().cases {
        let people = cases.entry(register.case_root(&case.id)).or_default();
        people.extend(register.people_of_case(&case.record));
    }
    cases.into_values().for_each(&mut join);
    for child in 0..children.all.len() {
        join(children.people_of(child));
    }
    let mut families: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (person, name) in family {
        families.entry(name).or_default().insert(person);
    }
    families.into_values().collect()
}
