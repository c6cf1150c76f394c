//! The solver against an oracle, against an exhaustive search, and against itself.

mod program;

use proptest::prelude::*;

use super::*;
use program::{Dice, PRIZE, Program};

fn less(new: Worth, old: Worth) -> Worth {
    Worth {
        matched: new.matched - old.matched,
        points: new.points - old.points,
    }
}

fn moved(solution: &Solution, moves: &[Move]) -> Vec<Option<usize>> {
    let mut mentor_of = solution.mentor_of.clone();
    for step in moves {
        assert_eq!(solution.mentor_of[step.parent], step.from);
        mentor_of[step.parent] = step.to;
    }
    mentor_of
}

#[test]
fn five_hundred_random_programs_equal_the_oracle() {
    let mut dice = Dice(1);
    for _ in 0..500 {
        let program = Program::random(&mut dice, 24, 8, 5);
        assert_eq!(program.value(), program.oracle(), "{program:?}");
    }
}

#[test]
fn larger_random_programs_equal_the_oracle() {
    let mut dice = Dice(2);
    for _ in 0..10 {
        let program = Program::random(&mut dice, 150, 40, 6);
        assert_eq!(program.value(), program.oracle());
    }
}

#[test]
fn of_equal_answers_the_smallest_list_is_given() {
    let mut dice = Dice(3);
    for _ in 0..3_000 {
        let program = Program::random(&mut dice, 6, 4, 3);
        assert_eq!(
            program.solve().mentor_of,
            program.smallest_best(),
            "{program:?}"
        );
    }
}

#[test]
fn no_parent_can_have_a_smaller_mentor_without_loss_or_changing_an_earlier_one() {
    let mut dice = Dice(4);
    for _ in 0..20 {
        let mut program = Program::random(&mut dice, 20, 70, 3);
        for row in &mut program.pairs {
            row.iter_mut()
                .for_each(|points| *points = points.map(|points| points / 4_000));
        }
        let solution = program.solve();
        let mut value = solution.value();
        for (parent, &mentor) in solution.mentor_of.iter().enumerate() {
            for smaller in 0..mentor.unwrap_or(program.bonuses.len()) {
                if program.pairs[parent][smaller].is_some() {
                    let mut sought = value;
                    sought.points += PRIZE;
                    assert!(program.insisting(parent, Some(smaller)).value() < sought);
                }
            }
            program = program.insisting(parent, mentor);
            value.points += if mentor.is_some() { PRIZE } else { 0 };
            assert_eq!(program.value(), value);
        }
    }
}

#[test]
fn another_place_is_worth_what_solving_again_gains() {
    let mut dice = Dice(5);
    for _ in 0..300 {
        let program = Program::random(&mut dice, 20, 6, 4);
        let (problem, solution) = (program.problem(), program.solve());
        let explainer = Explainer::new(&problem, &solution);
        for mentor in 0..program.bonuses.len() {
            for bonus in [dice.points(-5, 5), dice.points(-10_000, 10_000)] {
                let changed = program.with_place(mentor, bonus);
                let change = explainer.worth_of_another_place(mentor, bonus).unwrap();
                assert_eq!(
                    change.difference,
                    less(changed.value(), solution.value()),
                    "{program:?} {mentor} {bonus}"
                );
                let after = moved(&solution, &change.moves);
                assert_eq!(changed.worth(&after), Some(changed.value()));
            }
        }
        assert_eq!(
            explainer.worth_of_another_place(program.bonuses.len(), 0),
            None
        );
    }
}

#[test]
fn insisting_costs_what_solving_again_loses() {
    let mut dice = Dice(6);
    for _ in 0..300 {
        let program = Program::random(&mut dice, 12, 5, 3);
        let (problem, solution) = (program.problem(), program.solve());
        let explainer = Explainer::new(&problem, &solution);
        for parent in 0..program.pairs.len() {
            for mentor in 0..program.bonuses.len() {
                let Some(change) = explainer.cost_of_insisting(parent, mentor) else {
                    assert!(
                        program.pairs[parent][mentor].is_none()
                            || program.bonuses[mentor].is_empty()
                    );
                    continue;
                };
                let after = moved(&solution, &change.moves);
                assert_eq!(after[parent], Some(mentor));
                let forced = program.forced(parent, mentor);
                assert_eq!(program.worth(&after), Some(forced));
                assert_eq!(
                    change.difference,
                    less(forced, solution.value()),
                    "{program:?} {parent} {mentor}"
                );
                assert!(change.difference <= Worth::default());
            }
        }
        assert_eq!(explainer.cost_of_insisting(program.pairs.len(), 0), None);
        assert_eq!(explainer.cost_of_insisting(0, program.bonuses.len()), None);
    }
}

#[test]
fn insisting_against_a_match_names_who_is_displaced() {
    let program = Program {
        bonuses: vec![vec![0], vec![0]],
        pairs: vec![vec![Some(9), Some(5)], vec![Some(8), Some(7)]],
    };
    let (problem, solution) = (program.problem(), program.solve());
    assert_eq!(solution.mentor_of, [Some(0), Some(1)]);
    let change = Explainer::new(&problem, &solution)
        .cost_of_insisting(1, 0)
        .unwrap();
    assert_eq!(
        change.difference,
        Worth {
            matched: 0,
            points: -3
        }
    );
    assert_eq!(
        change.moves,
        [
            Move {
                parent: 1,
                from: Some(1),
                to: Some(0)
            },
            Move {
                parent: 0,
                from: Some(0),
                to: Some(1)
            }
        ]
    );
}

#[test]
fn more_matches_beat_any_points() {
    let program = Program {
        bonuses: vec![vec![0], vec![0]],
        pairs: vec![
            vec![Some(MAX_POINTS), Some(-MAX_POINTS)],
            vec![Some(-MAX_POINTS), None],
        ],
    };
    let solution = program.solve();
    assert_eq!(solution.mentor_of, [Some(1), Some(0)]);
    assert_eq!((solution.matched, solution.total), (2, -2 * MAX_POINTS));
}

#[test]
fn a_falling_bonus_spreads_the_load() {
    let bonus = vec![10, 5, 0];
    let program = Program {
        bonuses: vec![bonus.clone(), bonus],
        pairs: vec![vec![Some(50), Some(48)]; 4],
    };
    let solution = program.solve();
    assert_eq!(solution.mentor_of, [Some(0), Some(0), Some(1), Some(1)]);
    assert_eq!(solution.places(), [Some(0), Some(1), Some(0), Some(1)]);
    assert_eq!(solution.total, 4 * 49 + 30);
}

#[test]
fn programs_without_parents_mentors_places_or_allowed_pairs_are_solved() {
    for (bonuses, pairs) in [
        (vec![], vec![]),
        (vec![vec![1, 0]], vec![]),
        (vec![], vec![vec![], vec![]]),
        (vec![vec![], vec![]], vec![vec![Some(5), Some(7)]; 3]),
        (vec![vec![3], vec![2, 1]], vec![vec![None, None]; 3]),
    ] {
        let program = Program { bonuses, pairs };
        let solution = program.solve();
        assert_eq!((solution.matched, solution.total), (0, 0));
        let problem = program.problem();
        let explainer = Explainer::new(&problem, &solution);
        for mentor in 0..program.bonuses.len() {
            let gain = explainer
                .worth_of_another_place(mentor, 4)
                .unwrap()
                .difference;
            assert_eq!(gain, program.with_place(mentor, 4).value());
        }
    }
}

#[test]
fn if_all_are_equal_parents_and_mentors_are_matched_in_order() {
    let program = Program {
        bonuses: vec![vec![0; 2]; 3],
        pairs: vec![vec![Some(7); 3]; 8],
    };
    let expected = [
        Some(0),
        Some(0),
        Some(1),
        Some(1),
        Some(2),
        Some(2),
        None,
        None,
    ];
    assert_eq!(program.solve().mentor_of, expected);
}

#[test]
fn what_does_not_fit_is_refused() {
    let side = |bonus: &[i64]| MentorSide {
        bonus: bonus.to_vec(),
    };
    let refusal = |sides: Vec<MentorSide>, points: i64| {
        Problem::new(1, sides, |_, _| Some(points)).unwrap_err()
    };
    assert_eq!(
        refusal(vec![side(&[0]), side(&[1, 2])], 0),
        Refusal::BonusRises { mentor: 1 }
    );
    assert_eq!(
        refusal(vec![side(&[MAX_POINTS + 1])], 0),
        Refusal::Bonus { mentor: 0 }
    );
    assert_eq!(
        refusal(vec![side(&[i64::MIN])], 0),
        Refusal::Bonus { mentor: 0 }
    );
    for points in [MAX_POINTS + 1, -MAX_POINTS - 1, i64::MAX, i64::MIN] {
        assert_eq!(
            refusal(vec![side(&[0])], points),
            Refusal::Points {
                parent: 0,
                mentor: 0
            }
        );
    }
    assert_eq!(
        Problem::new(MAX_PEOPLE + 1, vec![], |_, _| None).unwrap_err(),
        Refusal::TooMany
    );
    assert_eq!(
        Problem::new(MAX_PEOPLE, vec![side(&[]); 129], |_, _| None).unwrap_err(),
        Refusal::TooMany
    );
}

#[test]
fn the_largest_points_do_not_overflow() {
    let mut dice = Dice(7);
    let mut extreme = || {
        if dice.below(2) == 0 {
            MAX_POINTS
        } else {
            -MAX_POINTS
        }
    };
    let bonuses = (0..20)
        .map(|_| vec![MAX_POINTS, extreme(), -MAX_POINTS])
        .collect();
    let pairs = (0..100)
        .map(|_| (0..20).map(|_| Some(extreme())).collect())
        .collect();
    let program = Program { bonuses, pairs };
    assert_eq!(program.value(), program.oracle());
}

#[test]
fn more_mentors_than_one_word_and_one_block_hold_are_searched() {
    for mentors in [15, 16, 17, 63, 64, 65, 127, 128, 129] {
        let pairs = (0..mentors)
            .map(|parent| {
                (0..mentors)
                    .map(|mentor| (mentor + parent >= mentors - 1).then_some(1))
                    .collect()
            })
            .collect();
        let program = Program {
            bonuses: vec![vec![0]; mentors],
            pairs,
        };
        let expected: Vec<_> = (0..mentors).rev().map(Some).collect();
        assert_eq!(program.solve().mentor_of, expected);
    }
}

fn program() -> impl Strategy<Value = Program> {
    any::<u64>().prop_map(|seed| Program::random(&mut Dice(seed), 30, 10, 4))
}

proptest! {
    #[test]
    fn numbering_parents_and_mentors_otherwise_keeps_the_value(program in program(), seed: u64) {
        let mut dice = Dice(seed);
        let mut shuffled = |length: usize| {
            let mut order: Vec<usize> = (0..length).collect();
            order.sort_by_cached_key(|_| dice.below(u64::MAX));
            order
        };
        let (parents, mentors) = (shuffled(program.pairs.len()), shuffled(program.bonuses.len()));
        let other = Program {
            bonuses: mentors.iter().map(|&mentor| program.bonuses[mentor].clone()).collect(),
            pairs: parents
                .iter()
                .map(|&parent| mentors.iter().map(|&mentor| program.pairs[parent][mentor]).collect())
                .collect(),
        };
        prop_assert_eq!(other.value(), program.value());
    }

    #[test]
    fn waiting_points_of_everybody_alike_change_no_match_count(program in program(), waiting in 0..500_i64) {
        let mut other = program.clone();
        other.pairs.iter_mut().flatten().for_each(|points| *points = points.map(|points| points + waiting));
        let (before, after) = (program.solve(), other.solve());
        prop_assert_eq!(&after.mentor_of, &before.mentor_of);
        prop_assert_eq!(after.total, before.total + waiting * after.value().matched);
    }

    #[test]
    fn another_place_never_harms(program in program(), bonus in -50..50_i64) {
        for mentor in 0..program.bonuses.len() {
            prop_assert!(program.with_place(mentor, bonus).value() >= program.value());
        }
    }

    #[test]
    fn the_same_problem_has_the_same_solution(program in program()) {
        prop_assert_eq!(program.solve(), program.solve());
    }

    #[test]
    fn order_of_admission_does_not_show(program in program(), seed: u64) {
        let problem = program.problem();
        let mut dice = Dice(seed);
        let mut order: Vec<usize> = (0..problem.parents()).collect();
        order.sort_by_cached_key(|_| dice.below(u64::MAX));
        prop_assert_eq!(solve_in(&problem, &order).mentor_of, program.solve().mentor_of);
    }
}
