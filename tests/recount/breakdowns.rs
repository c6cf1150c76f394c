//! The breakdowns of `people`, following MEASURES: of parents, children and families, by one answer or by several.

use std::collections::{BTreeMap, BTreeSet};

use super::days::civil;
use super::facts::At;
use super::people::{Clauses, Days, add};
use super::world::Parent;

/// What is counted for one value: alone, new, alone or with others.
#[derive(Default, PartialEq, Debug, Clone, Copy)]
pub struct Tally {
    pub served: usize,
    pub new: usize,
    pub any: usize,
}

/// The rows of a block.
pub type Block = BTreeMap<String, Tally>;

/// A block if one answer is possible.
fn single<T>(units: &[(T, bool)], answer: impl Fn(&T) -> Option<String>) -> Block {
    let mut block = Block::new();
    for (unit, new) in units {
        let word = answer(unit).unwrap_or_else(|| "not-recorded".to_owned());
        let tally = block.entry(word).or_default();
        tally.served += 1;
        tally.new += usize::from(*new);
    }
    block
}

/// A block if several are possible; next to another word, the one for declined does not count.
fn several<T>(
    units: &[(T, bool)],
    declined: &str,
    clauses: &mut Clauses,
    answers: impl Fn(&T) -> BTreeSet<&'static str>,
) -> Block {
    let mut block = Block::new();
    for (unit, new) in units {
        let mut words = answers(unit);
        if words.len() > 1 && words.remove(declined) {
            add(clauses, "several: declined beside another", 1);
        }
        let alone = match words.len() {
            0 => "not-recorded",
            1 => words.first().unwrap(),
            _ => "more-than-one",
        };
        add(
            clauses,
            "several: more than one",
            usize::from(words.len() > 1),
        );
        add(
            clauses,
            "several: not recorded",
            usize::from(words.is_empty()),
        );
        add(clauses, "several: declined", usize::from(alone == declined));
        let tally = block.entry(alone.to_owned()).or_default();
        tally.served += 1;
        tally.new += usize::from(*new);
        for word in words {
            block.entry(word.to_owned()).or_default().any += 1;
        }
        if alone == "not-recorded" {
            block.entry(alone.to_owned()).or_default().any += 1;
        }
    }
    block
}

impl Days<'_> {
    /// The single value of a person: that of the root, otherwise of the first duplicate that has one.
    pub fn value<T>(&self, person: usize, value: impl Fn(&Parent) -> Option<T>) -> Option<T> {
        let root = value(&self.facts.world.parents[person]);
        root.or_else(|| self.files(person).find_map(value))
    }

    /// The combined lists of a person.
    fn list(
        &self,
        person: usize,
        words: impl Fn(&Parent) -> &Vec<&'static str>,
    ) -> BTreeSet<&'static str> {
        let files = self.files(person);
        files.flat_map(|file| words(file).clone()).collect()
    }

    fn parents_served(&self) -> Vec<(usize, bool)> {
        let earlier = self.earlier();
        let served = self.served().into_iter();
        served
            .map(|person| (person, !earlier.contains(&person)))
            .collect()
    }

    /// The blocks of parents and children, by unit and breakdown.
    pub fn blocks(&self, clauses: &mut Clauses) -> BTreeMap<(&'static str, &'static str), Block> {
        let parents = self.parents_served();
        let children = self.children(&mut Clauses::new());
        let mut blocks = BTreeMap::new();
        let words = |word: Option<&'static str>| word.map(str::to_owned);
        let gender = |at: &usize| words(self.value(*at, |file| file.details.gender));
        let area = |at: &usize| words(self.value(*at, |file| file.details.area));
        let income = |at: &usize| words(self.value(*at, |file| file.details.income));
        blocks.insert(("parents", "gender"), single(&parents, gender));
        blocks.insert(("parents", "area"), single(&parents, area));
        blocks.insert(("parents", "income"), single(&parents, income));
        let languages = |at: &usize| self.list(*at, |file| &file.details.languages);
        let needs = |at: &usize| self.list(*at, |file| &file.details.needs);
        let races = |at: &usize| self.list(*at, |file| &file.details.races);
        blocks.insert(
            ("parents", "language"),
            several(&parents, "", clauses, languages),
        );
        blocks.insert(("parents", "need"), several(&parents, "", clauses, needs));
        let races = several(&parents, "not-said", clauses, races);
        blocks.insert(("parents", "race"), races);
        let tribes = |kid: &At| self.tribes(*kid);
        let tribes = several(&children, "", clauses, tribes);
        blocks.insert(("children", "tribe"), tribes);
        let homes = |family: &BTreeSet<usize>| self.home(family);
        blocks.insert(("families", "home"), single(&self.joined(), homes));
        let nameless = self
            .facts
            .world
            .nameless
            .and_then(|file| self.facts.person(file));
        let hidden = parents.iter().any(|one| Some(one.0) == nameless);
        let ages = if self.facts.world.names && !hidden {
            self.ages_of_parents(&parents, clauses)
        } else {
            add(clauses, "names: not all here", 1);
            Block::new()
        };
        blocks.insert(("parents", "age"), ages);
        blocks
    }

    fn tribes(&self, kid: At) -> BTreeSet<&'static str> {
        let files = self.facts.kids[&kid].iter();
        let cases = &self.facts.world.cases;
        files
            .filter(|(case, _)| self.is_there(*case))
            .flat_map(|(case, child)| cases[*case].children[*child].tribes.clone())
            .collect()
    }

    /// The answer in the cases of a family; if they differ, there is more than one answer.
    fn home(&self, family: &BTreeSet<usize>) -> Option<String> {
        let own = |case: &usize| !self.people_of(*case).is_disjoint(family);
        let cases = self.facts.cases().filter(own);
        let homes: BTreeSet<_> = cases
            .filter_map(|case| self.facts.world.cases[case].home)
            .collect();
        match homes.len() {
            ..2 => homes.first().map(|home| (*home).to_owned()),
            _ => Some("more-than-one".to_owned()),
        }
    }

    /// By age on the day of the first session in the period.
    fn ages_of_parents(&self, parents: &[(usize, bool)], clauses: &mut Clauses) -> Block {
        let came = self.came();
        let band = |person: &usize| {
            let born = civil(self.value(*person, |file| file.details.born)?);
            let first = came[person].iter().filter(|on| self.is_in(**on)).min();
            let on = civil(*first.unwrap());
            let years = on.0 - born.0 - i64::from((on.1, on.2) < (born.1, born.2));
            Some(
                match years {
                    ..18 => "under-18",
                    18..25 => "18-24",
                    25..35 => "25-34",
                    35..45 => "35-44",
                    45..55 => "45-54",
                    55..65 => "55-64",
                    65.. => "65+",
                }
                .to_owned(),
            )
        };
        let block = single(parents, band);
        for (word, clause) in [
            ("under-18", "parent: under 18"),
            ("65+", "parent: 65 and more"),
            ("not-recorded", "parent: age not recorded"),
        ] {
            add(
                clauses,
                clause,
                block.get(word).map_or(0, |tally| tally.served),
            );
        }
        block
    }
}
