//! What is known about those who were served, in a block for each thing that a record may say.

use std::collections::BTreeSet;

use super::super::by::{By, Grouping, NOT_RECORDED, words_of};
use super::super::children::Children;
use super::units::{One, Served, Unit};
use crate::record::{About, Day, Identity, OwnFact, ParticipantId, PersonId, Word};
use crate::register::Register;

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Those for whom this word is known, and no other.
    pub served: usize,
    /// Of these, those who are new in the year.
    pub new: usize,
    /// Those for whom it is known, alone or with others; `None` if there can be only one word.
    pub any: Option<usize>,
}

impl Count {
    /// The served who are not new.
    #[must_use]
    pub const fn continuing(&self) -> usize {
        self.served - self.new
    }

    /// Whether anyone is counted.
    #[must_use]
    pub fn is_anybody(&self) -> bool {
        self.served > 0 || self.any.is_some_and(|any| any > 0)
    }
}

/// The age groups of parents, each with its first age.
const AGES: [(i32, &str); 7] = [
    (0, "under-18"),
    (18, "18-24"),
    (25, "25-34"),
    (35, "35-44"),
    (45, "45-54"),
    (55, "55-64"),
    (65, "65+"),
];

/// The same for children.
const AGES_OF_CHILDREN: [(i32, &str); 4] = [(0, "0-5"), (6, "6-12"), (13, "13-17"), (18, "18+")];

/// The row of those with several known words.
pub const SEVERAL: &str = "more-than-one";

/// The blocks of parents besides age, each with whether several words are possible.
pub const OF_PARENTS: [(&str, By, bool); 4] = [
    ("gender", By::Gender, false),
    ("area", By::Area, false),
    ("language", By::Language, true),
    ("need", By::Need, true),
];

/// The words of a block, in order, each with a count; `None` if that cannot be known here.
type Words = Vec<(String, Option<Count>)>;

/// What can be known about whom.
pub(super) struct Blocks<'a, 'r> {
    register: &'r Register,
    children: &'a Children<'r>,
    /// The groupings by what parents say, each with whether several words are possible.
    of_parents: Vec<(&'static str, Grouping, bool)>,
}

impl<'a, 'r> Blocks<'a, 'r> {
    pub(super) fn new(register: &'r Register, children: &'a Children<'r>) -> Self {
        let facts = register.program().facts_of(About::Participant);
        let facts = facts.map(|fact| (fact.name.0, By::Fact(fact.name.0), fact.is_many()));
        let grouped =
            |(name, by, many)| Some((name, Grouping::new(register, by, About::Participant)?, many));
        Self {
            register,
            children,
            of_parents: OF_PARENTS
                .into_iter()
                .chain(facts)
                .filter_map(grouped)
                .collect(),
        }
    }

    /// How many parents who were served have no identity that can be read here.
    pub(super) fn without_identity(&self, served: &Served<'_, '_>) -> usize {
        let parents = served.of(Unit::Parents).iter();
        parents
            .filter(|parent| self.born(parent.at).is_none())
            .count()
    }

    /// The birth date of a parent; `None` if the identity cannot be read here.
    pub(super) fn born(&self, person: usize) -> Option<Option<Day>> {
        let ids = self.register.people()[person].ids();
        let own = |id: &ParticipantId| {
            self.register
                .own_identity(&PersonId::Participant(id.clone()))
        };
        let identities: Vec<&Identity> = ids.filter_map(own).collect();
        let born = identities.iter().find_map(|identity| identity.born);
        (!identities.is_empty()).then_some(born)
    }

    /// The blocks of a unit, by name.
    pub(super) fn count(
        &self,
        unit: Unit,
        served: &Served<'_, '_>,
        first: Day,
    ) -> Vec<(&'static str, Words)> {
        let all = served.of(unit);
        match unit {
            Unit::Parents => {
                let grouped = self.of_parents.iter().map(|(name, grouping, many)| {
                    let of = all.iter().map(|one| (one, grouping.of(one.at).collect()));
                    let mut words = counted(&grouping.values, of, *many);
                    if !matches!(grouping.by, By::Fact(_)) {
                        words.retain(|(_, count)| count.is_some_and(|one| one.is_anybody()));
                    }
                    (*name, words)
                });
                grouped.chain([("age", self.ages(served))]).collect()
            }
            Unit::Children => {
                let born = |one: &One| self.children.all[one.at].born;
                let age = |one: &One| band(&AGES_OF_CHILDREN, born(one), first);
                let ages = ("age", banded(&AGES_OF_CHILDREN, all, age));
                let said = |one: &One, name| words_of(&self.children.all[one.at].facts, name);
                let facts = self.of_facts(About::Child, all, said);
                std::iter::once(ages).chain(facts).collect()
            }
            Unit::Families => self.of_facts(About::Case, all, |family, name| {
                let parents = family.parents.iter();
                let cases = parents.flat_map(|parent| self.register.cases_of_person(*parent));
                cases
                    .flat_map(|case| words_of(&case.record.facts, name))
                    .collect()
            }),
        }
    }

    /// The ages of parents on the day of their first session.
    fn ages(&self, served: &Served<'_, '_>) -> Words {
        let all = served.of(Unit::Parents);
        let age = |one: &One| band(&AGES, self.born(one.at).flatten(), one.first);
        let mut words = banded(&AGES, all, age);
        if self.without_identity(served) > 0 {
            words.iter_mut().for_each(|(_, count)| *count = None);
        }
        words
    }

    /// Counts by each fact asked about such units, by the words given.
    fn of_facts(
        &self,
        about: About,
        all: &[One],
        said: impl Fn(&One, &'static str) -> BTreeSet<Word>,
    ) -> Vec<(&'static str, Words)> {
        let of = |fact: &OwnFact| {
            let name = fact.name.0;
            let words = all.iter().map(|one| said(one, name)).collect();
            let grouping = Grouping::of_words(name, Some(fact), words);
            let groups = (0..all.len()).map(|at| grouping.of(at).collect());
            let words = counted(&grouping.values, all.iter().zip(groups), fact.is_many());
            (name, words)
        };
        self.register.program().facts_of(about).map(of).collect()
    }
}

/// How many have each word; those with several words have their own row, the last.
fn counted<'o>(
    words: &[String],
    all: impl Iterator<Item = (&'o One, Vec<usize>)>,
    many: bool,
) -> Words {
    let any = many.then_some(0);
    let mut counts = vec![
        Count {
            any,
            ..Count::default()
        };
        words.len()
    ];
    let mut several = Count::default();
    for (one, of) in all {
        for at in &of {
            counts[*at].any.iter_mut().for_each(|any| *any += 1);
        }
        let count = match of[..] {
            [alone] => &mut counts[alone],
            _ => &mut several,
        };
        count.served += 1;
        count.new += usize::from(one.is_new);
    }
    let rows = words.iter().cloned().zip(counts.into_iter().map(Some));
    let several = (many || several.served > 0).then(|| (SEVERAL.to_owned(), Some(several)));
    rows.chain(several).collect()
}

/// The index of a birth date's age group; the last is for those without one.
fn band(bands: &[(i32, &str)], born: Option<Day>, on: Day) -> usize {
    let Some(born) = born else {
        return bands.len();
    };
    let age = born.age_on(on);
    bands
        .iter()
        .rposition(|(from, _)| *from <= age)
        .unwrap_or(0)
}

fn banded(bands: &[(i32, &str)], all: &[One], band: impl Fn(&One) -> usize) -> Words {
    let words = bands.iter().map(|(_, word)| (*word).to_owned());
    let words: Vec<String> = words.chain([NOT_RECORDED.to_owned()]).collect();
    counted(&words, all.iter().map(|one| (one, vec![band(one)])), false)
}
