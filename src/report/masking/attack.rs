//! Readers who try every possible set of numbers.
//!
//! The strongest knows the program itself: every table of a shape is masked, and tables that look the same once masked
//! are indistinguishable to any reader, however clever; so each hidden count must differ among them. This is checked
//! for sums, rests and years of quarters. Larger shapes are checked against a weaker reader: one who knows everything
//! shown, how it is related, that zero is shown, and which counts `<11` means.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// What a reader sees of a table: each mask, with the value if it is shown.
type Look = Vec<(Mask, i64)>;

/// Tables of one shape: the number of free values, the printed values that follow from them, and how these are related.
struct Shape {
    free: usize,
    print: fn(&[i64]) -> Option<Vec<i64>>,
    relate: fn(&mut FigureGraph, &[Index]),
}

impl Shape {
    /// What can be worked out from tables of values from 0 to `most`. Tables with a free value above `most / 2` serve
    /// only as alternatives and are not judged, since their own alternatives may be out of range.
    fn worked_out(&self, most: i64, small_cell: u32) -> Vec<String> {
        let mut alike: BTreeMap<Look, Vec<(bool, Vec<i64>)>> = BTreeMap::new();
        for free in tables(self.free, most) {
            let Some(values) = (self.print)(&free) else {
                continue;
            };
            let masks = self.mask(&values, small_cell);
            let look = |(value, mask): (&i64, &Mask)| {
                (*mask, if *mask == Mask::Shown { *value } else { 0 })
            };
            let judged = free.iter().all(|value| *value <= most / 2);
            alike
                .entry(values.iter().zip(&masks).map(look).collect())
                .or_default()
                .push((judged, values));
        }
        let mut found = Vec::new();
        for (look, tables) in alike
            .iter()
            .filter(|(_, tables)| tables.iter().any(|(judged, _)| *judged))
        {
            for (position, (mask, _)) in look.iter().enumerate() {
                let values: BTreeSet<i64> =
                    tables.iter().map(|(_, table)| table[position]).collect();
                if *mask != Mask::Shown && values.len() < 2 {
                    found.push(format!("{tables:?} at {position}"));
                }
            }
        }
        found
    }

    /// Checks some tables (every `skip`th) with a reader who tries all others that fit what is shown.
    fn keeps_doubt(&self, most: i64, small_cell: u32, skip: usize) {
        let all: Vec<Vec<i64>> = tables(self.free, most)
            .filter_map(|free| (self.print)(&free))
            .collect();
        for truth in tables(self.free, most / 2)
            .filter_map(|free| (self.print)(&free))
            .step_by(skip)
        {
            let masks = self.mask(&truth, small_cell);
            let fits = |table: &&Vec<i64>| {
                (0..truth.len()).all(|at| match masks[at] {
                    Mask::Shown => table[at] == truth[at],
                    Mask::Small => (1..i64::from(small_cell)).contains(&table[at]),
                    Mask::Withheld => table[at] > 0,
                })
            };
            let possible: Vec<&Vec<i64>> = all.iter().filter(fits).collect();
            for at in (0..truth.len()).filter(|at| masks[*at] != Mask::Shown) {
                let values: BTreeSet<i64> = possible.iter().map(|table| table[at]).collect();
                assert!(values.len() > 1, "{truth:?}: {masks:?} at {at}");
            }
        }
    }

    fn mask(&self, values: &[i64], small_cell: u32) -> Vec<Mask> {
        let mut figures = FigureGraph::new(small_cell);
        let printed: Vec<Index> = values
            .iter()
            .map(|value| figures.add(Kind::People, *value, FIRST))
            .collect();
        (self.relate)(&mut figures, &printed);
        figures.mask()
    }

    fn is_safe(&self, most: i64, small_cells: &[u32]) {
        for small_cell in small_cells {
            assert_eq!(
                self.worked_out(most, *small_cell),
                Vec::<String>::new(),
                "{small_cell}"
            );
        }
    }
}

fn tables(size: usize, most: i64) -> impl Iterator<Item = Vec<i64>> {
    let base = most + 1;
    (0..base.pow(size as u32)).map(move |code| {
        (0..size as u32)
            .map(|place| code / base.pow(place) % base)
            .collect()
    })
}

#[test]
fn no_part_of_a_total_can_be_worked_out() {
    let shape = |free| Shape {
        free,
        print: |parts| Some(parts.iter().copied().chain([parts.iter().sum()]).collect()),
        relate: |figures, printed| {
            figures.sum(printed[printed.len() - 1], &printed[..printed.len() - 1])
        },
    };
    shape(2).is_safe(16, &[2, 3, 4, 5]);
    shape(3).is_safe(12, &[3, 4]);
    shape(4).is_safe(6, &[3]);
}

#[test]
fn no_rest_can_be_worked_out() {
    let shape = Shape {
        free: 2,
        print: |free| Some(vec![free[0], free[0] + free[1]]),
        relate: |figures, printed| figures.part_of(&[printed[0]], &[printed[1]]),
    };
    shape.is_safe(26, &[5, 11]);
}

#[test]
fn no_person_of_a_quarter_can_be_worked_out_from_the_year() {
    let shape = |free| Shape {
        free,
        print: |values| {
            let (year, quarters) = values.split_last()?;
            let fits = quarters.iter().sum::<i64>() >= *year
                && quarters.iter().all(|quarter| quarter <= year);
            fits.then(|| values.to_vec())
        },
        relate: |figures, printed| {
            let Some((year, quarters)) = printed.split_last() else {
                return;
            };
            figures.at_most(&[*year], quarters);
            quarters
                .iter()
                .for_each(|quarter| figures.at_most(&[*quarter], &[*year]));
        },
    };
    shape(3).is_safe(12, &[3, 4]);
    shape(4).is_safe(7, &[3]);
}

#[test]
fn no_cell_of_a_table_with_both_margins_can_be_worked_out() {
    let shape = Shape {
        free: 4,
        print: |v| {
            Some(vec![
                v[0],
                v[1],
                v[0] + v[1],
                v[2],
                v[3],
                v[2] + v[3],
                v[0] + v[2],
                v[1] + v[3],
                v.iter().sum(),
            ])
        },
        relate: |figures, at| {
            for [total, left, right] in [
                [2, 0, 1],
                [5, 3, 4],
                [8, 6, 7],
                [6, 0, 3],
                [7, 1, 4],
                [8, 2, 5],
            ] {
                figures.sum(at[total], &[at[left], at[right]]);
            }
        },
    };
    shape.is_safe(6, &[3]);
}

#[test]
fn nobody_new_or_continuing_can_be_worked_out() {
    let shape = Shape {
        free: 4,
        print: |v| {
            Some(vec![
                v[0] + v[1],
                v[0],
                v[1],
                v[2] + v[3],
                v[2],
                v[3],
                v[0] + v[2],
            ])
            .filter(|_| v[3] <= v[0] + v[1])
        },
        relate: |figures, at| {
            figures.sum(at[0], &[at[1], at[2]]);
            figures.sum(at[3], &[at[4], at[5]]);
            figures.sum(at[6], &[at[1], at[4]]);
            figures.at_most(&[at[5]], &[at[0]]);
        },
    };
    shape.keeps_doubt(8, 4, 7);
}

#[test]
fn no_service_can_be_worked_out_from_all() {
    let shape = Shape {
        free: 4,
        print: |v| {
            (v[..3].iter().max()? <= &v[3] && v[..3].iter().sum::<i64>() >= v[3])
                .then(|| v.to_vec())
        },
        relate: |figures, at| {
            figures.at_most(&[at[3]], &at[..3]);
            at[..3]
                .iter()
                .for_each(|service| figures.part_of(&[*service], &[at[3]]));
        },
    };
    shape.keeps_doubt(10, 4, 17);
}
