//! Readers of public sheets of people served who try to work out what is hidden; and what must still be shown to them.

mod facts;
mod few;
mod measured;
mod program;
mod reader;
mod together;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::measure::By;
use program::{FIGURES, Person, Program};
use reader::Reader;

/// Numbers that a reader works out though they are secret.
fn worked_out(program: &Program) -> Vec<String> {
    let cells = program.published();
    let reader = Reader::of(program, &cells);
    for (at, cell) in cells.iter().enumerate() {
        let is_small = (1..11).contains(&reader.truth[at]);
        assert!(
            cell.is_masked() || !is_small,
            "shown: {}",
            reader.name(program, at)
        );
    }
    let found = reader.worked_out(|at| reader.is_secret(at, &cells));
    found
        .into_iter()
        .map(|at| reader.name(program, at))
        .collect()
}

/// How many cases to try: a tenth, unless `PEER_THOROUGH=1` asks for all.
fn tried(all: u32) -> u32 {
    match is_thorough() {
        true => all,
        false => all.div_ceil(10),
    }
}

fn is_thorough() -> bool {
    std::env::var_os("PEER_THOROUGH").is_some_and(|set| set == "1")
}

/// How many programs to draw; `PEER_PROGRAMS=3000` asks each test for as many.
fn cases(all: u32) -> ProptestConfig {
    let asked = std::env::var("PEER_PROGRAMS").ok();
    ProptestConfig {
        cases: asked
            .and_then(|asked| asked.parse().ok())
            .unwrap_or(tried(all)),
        rng_seed: RngSeed::Fixed(2026),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn no_quarter_of_a_lifelike_program_gives_a_person_away(seed: u64, people in 10usize..300, services in 2usize..6) {
        let program = Program::lifelike(seed, people, 4, services);
        prop_assert_eq!(worked_out(&program), Vec::<String>::new());
    }

    #[test]
    fn no_quarter_of_a_wild_program_gives_a_person_away(
        people in prop::collection::vec((any::<bool>(), any::<u16>(), any::<u16>()), 1..140),
    ) {
        let program = three_services(people.into_iter().map(|(known, a, b)| (known, a & b)));
        prop_assert_eq!(worked_out(&program), Vec::<String>::new());
    }

    #[test]
    fn the_row_of_all_stays_where_none_of_its_counts_is_small(seed: u64, people in 160usize..400) {
        let program = Program::lifelike(seed, people, 4, 5);
        prop_assert_eq!(needless(&program, &program.published()), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn no_month_of_a_lifelike_program_gives_a_person_away(seed: u64, people in 10usize..300) {
        let program = Program::lifelike(seed, people, 12, 5);
        prop_assert_eq!(worked_out(&program), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn no_report_of_a_measured_program_gives_a_person_away(seed: u64, families in 8usize..160) {
        let register = measured::program(seed, families);
        for ask in chosen(seed, tried(5)) {
            prop_assert_eq!(together::worked_out(&register, &[&ask]), Vec::<String>::new());
        }
    }

    #[test]
    fn no_two_reports_of_the_same_days_give_a_person_away(seed: u64, families in 8usize..160) {
        let register = measured::program(seed, families);
        for pair in chosen(seed, 2 * tried(4)).chunks(2) {
            let pair: Vec<&facts::Ask> = pair.iter().collect();
            prop_assert_eq!(together::worked_out(&register, &pair), Vec::<String>::new());
        }
    }

    #[test]
    fn no_amount_of_few_people_is_printed(seed: u64, families in 4usize..90) {
        let register = measured::program(seed, families);
        for step in [None, Some(By::Quarter)] {
            prop_assert_eq!(few::printed(&register, step), Vec::<String>::new());
        }
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn no_report_of_people_and_meetings_gives_a_person_away(seed: u64, families in 8usize..120) {
        let register = measured::program(seed, families);
        let one: [facts::Ask; 4] = ["people", "engagement", "meetings", "court"].map(|name| (name, vec![]));
        let beside: [facts::Ask; 4] = [
            ("unduplicated", vec![By::Language]),
            ("unduplicated", vec![]),
            ("services", vec![]),
            ("services", vec![]),
        ];
        for (one, other) in one.iter().zip(&beside) {
            prop_assert_eq!(together::worked_out(&register, &[one, other]), Vec::<String>::new());
        }
    }
}

/// Some reports, requested in randomly chosen ways.
fn chosen(seed: u64, count: u32) -> Vec<facts::Ask> {
    let mut dice = fastrand::Rng::with_seed(seed);
    dice.choose_multiple(facts::asks(is_thorough()), count as usize)
}

/// Figures in the rows of everyone that are hidden without need: people served, if no small count depends on them; new
/// and continuing, if no count of these rows is small and no small count can be worked out from them.
fn needless(program: &Program, cells: &[Cell]) -> Vec<String> {
    let counts = program.counts();
    let at = |window: usize, figure: usize| program.at(window, 0, figure);
    let year = program.parts;
    let few = |count: i64| (1..11).contains(&count);
    let parts = 0..year;
    let is_apart = parts
        .clone()
        .any(|window| few(counts[at(year, 0)] - counts[at(window, 0)]));
    let is_small = parts.clone().any(|window| {
        let earlier: i64 = (0..window).map(|before| counts[at(before, 1)]).sum();
        few(counts[at(window, 1)])
            || few(counts[at(window, 2)])
            || few(earlier - counts[at(window, 2)])
    });
    let figures = match (is_apart, is_small) {
        (true, _) => 0..0,
        (false, true) => 0..1,
        (false, false) => 0..3,
    };
    let all = (0..=year).flat_map(|window| figures.clone().map(move |figure| (window, figure)));
    all.filter(|(window, figure)| {
        counts[at(*window, *figure)] > 10 && cells[at(*window, *figure)].is_masked()
    })
    .map(|(window, figure)| format!("figure {figure} of window {window} of {counts:?}"))
    .collect()
}

#[test]
fn seven_new_people_of_thousands_cost_six_numbers() {
    let bits = |n: u32| (n.wrapping_mul(2_654_435_761) >> 16) as u16;
    let program = three_services((0..4000).map(|n| (n % 5 == 0, bits(n))));
    let cells = program.published();
    let masked = (0..cells.len()).filter(|at| cells[*at].is_masked());
    let masked: Vec<(usize, usize)> = masked.map(|at| (at / FIGURES, at % FIGURES)).collect();
    assert_eq!(
        masked,
        [(8, 1), (8, 2), (8, 3), (12, 1), (12, 2), (12, 3)],
        "new, continuing and new ever of two quarters"
    );
}

#[test]
fn a_middling_program_keeps_most_of_its_numbers() {
    let bits = |n: u32| (n.wrapping_mul(2_654_435_761) >> 16) as u16 & (n * 7919) as u16;
    let program = three_services((0..160).map(|n| (n % 3 == 0, bits(n))));
    let cells = program.published();
    let masked = cells.iter().filter(|cell| cell.is_masked()).count();
    assert!(masked * 2 < cells.len(), "{masked} of {}", cells.len());
    for window in 0..=4 {
        assert!(
            !cells[program.at(window, 0, 0)].is_masked(),
            "people served are shown"
        );
    }
}

/// People by whether they were known before, and a bit for each quarter and service.
fn three_services(people: impl Iterator<Item = (bool, u16)>) -> Program {
    let came = |bits: u16| (0..4).map(|part| (bits >> (part * 3) & 7) as u8).collect();
    let people = people
        .map(|(known, bits)| Person {
            known,
            came: came(bits),
        })
        .collect();
    Program {
        people,
        parts: 4,
        services: 3,
    }
}

/// Nothing can be worked out from these reports of a program that was drawn.
fn hides_all(seed: u64, families: usize, asks: &[facts::Ask]) {
    let register = measured::program(seed, families);
    let asks: Vec<&facts::Ask> = asks.iter().collect();
    assert_eq!(together::worked_out(&register, &asks), Vec::<String>::new());
}

/// A program of which a count of 9 could be worked out as 21 less 12: those served without a support group.
#[test]
fn people_without_a_service_cannot_be_worked_out_beside_settled_figures() {
    hides_all(
        6_281_786_532_340_028_839,
        63,
        &[("unduplicated", vec![By::Quarter])],
    );
}

/// A program where 13 of 19 parents have the only need on file: the 6 without one could be worked out.
#[test]
fn those_without_the_only_group_cannot_be_worked_out() {
    hides_all(
        9_369_560_473_947_963_982,
        26,
        &[("people", vec![]), ("unduplicated", vec![By::Language])],
    );
}

/// A program where 8 answers about rights are the sum of 8 hidden ones, so that each is 1: this is not for the public.
#[test]
fn answers_that_are_as_many_as_hidden_ones_are_not_given() {
    let register = measured::program(6_056_340_095_325_622_892, 121);
    let ask: facts::Ask = ("meetings", vec![By::Quarter]);
    assert_eq!(
        together::worked_out(&register, &[&ask]),
        Vec::<String>::new()
    );
    assert!(facts::seen(&register, &ask).public.is_empty());
}

/// A program where the whole year of `people` was hidden otherwise alone than beside its quarters.
#[test]
fn a_year_is_hidden_alike_alone_and_beside_its_quarters() {
    hides_all(
        4_604_838_559_312_240_949,
        69,
        &[vec![By::Quarter], vec![]].map(|by| ("people", by)),
    );
}

/// A program where 17 episodes of men less 15 first ones were printed in two reports: 2 later stays.
#[test]
fn later_stays_cannot_be_worked_out_from_two_reports_by_the_same_groups() {
    hides_all(
        13_217_126_352_442_206_965,
        80,
        &["reunification", "placements"].map(|report| (report, vec![By::Gender])),
    );
}
