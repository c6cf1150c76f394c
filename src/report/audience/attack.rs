//! A reader with a public sheet of people served, who knows what the words mean and narrows every hidden number down.
//!
//! The sheets are those of programs drawn at random, so that they hang together as real ones do. What the reader knows is
//! written here a second time, from the measures and not from `relations`.

use proptest::prelude::*;

use super::tests::sheet;
use super::*;
use crate::report::audience::plan::is_masked;

const SERVICES: [&str; 3] = ["support-group", "mentoring", "court"];
const QUARTERS: [&str; 4] = ["SFY2027Q1", "SFY2027Q2", "SFY2027Q3", "SFY2027Q4"];
const DAYS: [(&str, &str); 5] = [
    ("2026-07-01", "2026-09-30"),
    ("2026-10-01", "2026-12-31"),
    ("2027-01-01", "2027-03-31"),
    ("2027-04-01", "2027-06-30"),
    ("2026-07-01", "2027-06-30"),
];
/// The row of the year comes after those of the quarters, the row of all before those of services.
const WINDOWS: usize = 5;
const ROWS: usize = 4;

/// A person: whether known from an earlier year, and a bit for each quarter and service.
type Person = (bool, u16);

fn came(person: Person, quarter: usize, service: usize) -> bool {
    person.1 >> (quarter * 3 + service) & 1 == 1
}

/// Served, new, continuing and new ever, by window and row.
fn counts(people: &[Person]) -> Vec<[i64; 4]> {
    let mut all = Vec::new();
    for window in 0..WINDOWS {
        for row in 0..ROWS {
            let quarters = if window == 4 { 0..4 } else { window..window + 1 };
            let of_row = |person: Person, quarter: usize| {
                (0..3).any(|service| (row == 0 || service + 1 == row) && came(person, quarter, service))
            };
            let mut figures = [0; 4];
            for person in people {
                if quarters.clone().any(|quarter| of_row(*person, quarter)) {
                    let before = (0..quarters.start).any(|quarter| of_row(*person, quarter));
                    figures[0] += 1;
                    figures[1] += i64::from(!before);
                    figures[2] += i64::from(before);
                    figures[3] += i64::from(!before && !person.0);
                }
            }
            all.push(figures);
        }
    }
    all
}

fn published(people: &[Person]) -> Sheet {
    let names = ["period", "start", "end", "service", "served", "new", "continuing", "new_ever"];
    let mut report = sheet("unduplicated", &names, &[]);
    for (at, figures) in counts(people).into_iter().enumerate() {
        let (window, row) = (at / ROWS, at % ROWS);
        let label = if window == 4 { "SFY2027" } else { QUARTERS[window] };
        let service = if row == 0 { "all" } else { SERVICES[row - 1] };
        let words = [label, DAYS[window].0, DAYS[window].1, service].map(Cell::text);
        report.rows.push(words.into_iter().chain(figures.map(Cell::Count)).collect());
    }
    for_audience(vec![report], Audience::Public, 11).unwrap().remove(0)
}

/// The sum of the left is not more than that of the right.
type Rule = (Vec<usize>, Vec<usize>);

/// What the words of the report say, by place: window, row, figure.
fn rules() -> Vec<Rule> {
    let at = |window: usize, row: usize, figure: usize| (window * ROWS + row) * 4 + figure;
    let mut rules: Vec<Rule> = Vec::new();
    let mut equal = |left: Vec<usize>, right: Vec<usize>| {
        rules.push((left.clone(), right.clone()));
        rules.push((right, left));
    };
    for row in 0..ROWS {
        for window in 0..WINDOWS {
            equal(vec![at(window, row, 0)], vec![at(window, row, 1), at(window, row, 2)]);
        }
        for figure in [1, 3] {
            equal(vec![at(4, row, figure)], (0..4).map(|quarter| at(quarter, row, figure)).collect());
        }
        equal(vec![at(4, row, 0)], vec![at(4, row, 1)]);
    }
    for window in 0..WINDOWS {
        for row in 0..ROWS {
            rules.push((vec![at(window, row, 3)], vec![at(window, row, 1)]));
            rules.push((vec![at(window, row, 0)], vec![at(4, row, 0)]));
            rules.push((vec![at(window, row, 0)], vec![at(window, 0, 0)]));
            let earlier = (0..window).map(|quarter| at(quarter, row, 1)).collect();
            rules.push((vec![at(window, row, 2)], if window == 4 { vec![at(4, row, 2)] } else { earlier }));
        }
        for figure in [0, 1, 3] {
            rules.push((vec![at(window, 0, figure)], (1..ROWS).map(|row| at(window, row, figure)).collect()));
        }
    }
    rules
}

/// Narrows each number down by every rule, again and again.
fn narrow(known: &mut [(i64, i64)], rules: &[Rule]) {
    let mut again = true;
    while again {
        again = false;
        for (left, right) in rules {
            let least: i64 = left.iter().map(|at| known[*at].0).sum();
            let most: i64 = right.iter().map(|at| known[*at].1).sum();
            for at in left {
                let bound = most - (least - known[*at].0);
                again |= bound < known[*at].1;
                known[*at].1 = known[*at].1.min(bound);
            }
            for at in right {
                let bound = least - (most - known[*at].1);
                again |= bound > known[*at].0;
                known[*at].0 = known[*at].0.max(bound);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_count_of_people_can_be_narrowed_down_to_one(
        people in prop::collection::vec((any::<bool>(), any::<u16>(), any::<u16>()), 1..140),
    ) {
        let people: Vec<Person> = people.into_iter().map(|(known, a, b)| (known, a & b & 0xfff)).collect();
        let truth: Vec<i64> = counts(&people).into_iter().flatten().collect();
        let public = published(&people);
        let cells: Vec<&Cell> = public.rows.iter().flat_map(|row| &row[4..8]).collect();
        let mut known: Vec<(i64, i64)> = cells.iter().zip(&truth).map(|(cell, truth)| match cell {
            Cell::Masked(text) if text == "<11" => (1, 10),
            Cell::Masked(_) => (1, 10_000),
            _ => (*truth, *truth),
        }).collect();
        let rules = rules();
        narrow(&mut known, &rules);
        for ((cell, (least, most)), truth) in cells.iter().zip(&known).zip(&truth) {
            prop_assert!(is_masked(cell) || *truth == 0 || *truth > 10, "{truth} is shown");
            prop_assert!(!is_masked(cell) || least < most, "{truth} can be worked out: {public:?}");
            prop_assert!(*least <= *truth && truth <= most, "the rules are wrong: {truth}");
        }
    }
}

#[test]
fn seven_new_people_of_thousands_cost_six_numbers() {
    let people: Vec<Person> =
        (0..4000u32).map(|n| (n % 5 == 0, (n.wrapping_mul(2_654_435_761) >> 16) as u16 & 0xfff)).collect();
    let public = published(&people);
    let masked: Vec<(usize, usize)> = (0..public.rows.len())
        .flat_map(|row| (4..8).map(move |column| (row, column)))
        .filter(|(row, column)| is_masked(&public.rows[*row][*column]))
        .collect();
    assert_eq!(
        masked,
        [(8, 5), (8, 6), (8, 7), (12, 5), (12, 6), (12, 7)],
        "new, continuing and new ever of two quarters"
    );
}

#[test]
fn a_middling_program_keeps_most_of_its_numbers() {
    let people: Vec<Person> = (0..160u32)
        .map(|n| (n % 3 == 0, (n.wrapping_mul(2_654_435_761) >> 16) as u16 & (n * 7919) as u16 & 0xfff))
        .collect();
    let public = published(&people);
    let masked = public.rows.iter().flatten().filter(|cell| is_masked(cell)).count();
    assert!(masked * 2 < counts(&people).len() * 4, "{masked} of {}", counts(&people).len() * 4);
    assert!(!is_masked(&public.rows[16][4]), "the year is shown");
}
