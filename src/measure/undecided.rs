//! Pairs of people who may be the same person according to `maybe_same`, among those whom a figure counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::register::Register;

/// The pairs, and where each of their people is counted.
#[derive(Debug, Default)]
pub(super) struct Undecided {
    /// Places in [`Register::people`], the smaller first.
    pairs: BTreeSet<(usize, usize)>,
    people: BTreeSet<usize>,
    /// Which of them are counted in which cell.
    counted: BTreeMap<usize, BTreeSet<usize>>,
}

impl Undecided {
    /// The undecided pairs. People who are one person by `same_as`, or two by `not_same_as`, are decided.
    pub(super) fn new(register: &Register) -> Self {
        let mut pairs = BTreeSet::new();
        for (at, person) in register.people().iter().enumerate() {
            for other in &person.record.maybe_same {
                let Some(other) = register.person_index(other).filter(|other| *other != at) else {
                    continue;
                };
                let says_not = |one: usize, two: usize| {
                    let list = &register.people()[one].record.not_same_as;
                    list.iter().any(|id| register.person_index(id) == Some(two))
                };
                if !says_not(at, other) && !says_not(other, at) {
                    pairs.insert((at.min(other), at.max(other)));
                }
            }
        }
        let people = pairs
            .iter()
            .flat_map(|(one, other)| [*one, *other])
            .collect();
        Self {
            pairs,
            people,
            counted: BTreeMap::new(),
        }
    }

    /// Counts a person in a cell.
    pub(super) fn serve(&mut self, person: usize, cell: usize) {
        if self.people.contains(&person) {
            self.counted.entry(cell).or_default().insert(person);
        }
    }

    /// How many pairs have both people in a cell, and how many fewer people there are if each such pair is one person.
    pub(super) fn of(&self, cell: usize) -> (usize, usize) {
        let Some(here) = self.counted.get(&cell) else {
            return (0, 0);
        };
        let mut group: BTreeMap<usize, usize> = here.iter().map(|at| (*at, *at)).collect();
        let (mut pairs, mut fewer) = (0, 0);
        for (one, other) in &self.pairs {
            let (Some(&left), Some(&right)) = (group.get(one), group.get(other)) else {
                continue;
            };
            pairs += 1;
            if left != right {
                fewer += 1;
                let joined = group.values_mut().filter(|group| **group == right);
                joined.for_each(|group| *group = left);
            }
        }
        (pairs, fewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::register;

    /// Pairs and how many fewer, if the first three of four are counted.
    fn of(files: &[(&str, &str)]) -> (usize, usize) {
        let register = register(files);
        let mut undecided = Undecided::new(&register);
        (0..3).for_each(|person| undecided.serve(person, 7));
        assert_eq!(undecided.of(8), (0, 0));
        undecided.of(7)
    }

    #[test]
    fn a_range_counts_each_group_of_pairs_once_and_only_among_the_counted() {
        let files = |b: &'static str, c: &'static str, d: &'static str| {
            [
                ("participants/p-a.toml", ""),
                ("participants/p-b.toml", b),
                ("participants/p-c.toml", c),
                ("participants/p-d.toml", d),
            ]
        };
        let (a, b, ab) = (
            "maybe_same = [\"p-a\"]\n",
            "maybe_same = [\"p-b\"]\n",
            "maybe_same = [\"p-a\", \"p-b\"]\n",
        );
        assert_eq!(of(&files("", "", "")), (0, 0));
        assert_eq!(of(&files(a, "", "")), (1, 1));
        assert_eq!(of(&files(a, b, "")), (2, 2));
        assert_eq!(
            of(&files(a, ab, "")),
            (3, 2),
            "three pairs of three people: one at least"
        );
        assert_eq!(of(&files("", "", a)), (0, 0), "p-d is not counted");
        let decided = "maybe_same = [\"p-a\"]\nnot_same_as = [\"p-a\"]\n";
        assert_eq!(of(&files(decided, "", "")), (0, 0));
    }
}
