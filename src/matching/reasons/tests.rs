use super::*;
use crate::matching::Assumption;
use crate::matching::testing::{mentor, parent, today};
use crate::register::Register;
use crate::register::testing::{day, register};

/// Two parents who both want the mentor nearby, and another mentor farther away for one of them.
fn program(near: &str, far: &str) -> Register {
    let (a, b) = (
        parent("area = \"1\"\n"),
        parent("area = \"1\"\n").replace("2026-08-01", "2026-10-01"),
    );
    let (near, far) = (
        mentor(&format!("area = \"1\"\n{near}")),
        mentor(&format!("area = \"2\"\n{far}")),
    );
    register(&[
        ("participants/p-a.toml", &a),
        ("participants/p-b.toml", &b),
        ("mentors/m-far.toml", &far),
        ("mentors/m-near.toml", &near),
    ])
}

const FAR: usize = 0;
const NEAR: usize = 1;

fn asked<T>(register: &Register, question: impl FnOnce(&Everyone<'_>, &Reasons<'_>) -> T) -> T {
    let pool = Pool::new(register, today(), &[]);
    let everyone = Everyone::at_once(&pool, |_, _| {}).unwrap();
    let reasons = Reasons::new(&everyone);
    question(&everyone, &reasons)
}

#[test]
fn insisting_on_the_runner_up_tells_what_it_costs_and_whom_it_moves() {
    let register = program("capacity = 1\n", "capacity = 1\n");
    asked(&register, |everyone, reasons| {
        // One of the two must take the far mentor. Both have the same fit, so the first by id gets the smaller mentor's
        // id, m-far.
        assert_eq!(
            (everyone.mentor_of(0), everyone.mentor_of(1)),
            (Some(FAR), Some(NEAR))
        );
        let next = reasons.runners_up()[0].clone().unwrap();
        assert_eq!(next.mentor, NEAR);
        let change = next.insisting.unwrap();
        assert_eq!(
            (change.matched, change.points),
            (0, 0),
            "the two only change places"
        );
        let other = Moved {
            parent: 1,
            from: Some(NEAR),
            to: Some(FAR),
        };
        assert_eq!(
            change.moves,
            [
                Moved {
                    parent: 0,
                    from: Some(FAR),
                    to: Some(NEAR)
                },
                other
            ]
        );
    });
}

#[test]
fn insisting_is_as_dear_as_the_best_answer_that_has_the_pair() {
    let register = program("capacity = 2\n", "capacity = 2\n");
    asked(&register, |everyone, reasons| {
        // Near: 1500 for the area, and 1000 or 500 for load; far: 0 and 1000.
        assert_eq!(
            (everyone.mentor_of(0), everyone.mentor_of(1)),
            (Some(NEAR), Some(NEAR))
        );
        let change = reasons.insisting(1, FAR).unwrap();
        assert_eq!((change.matched, change.points), (0, -1000));
        assert_eq!(
            change.moves,
            [Moved {
                parent: 1,
                from: Some(NEAR),
                to: Some(FAR)
            }]
        );
        let next = reasons.runners_up()[1].clone().unwrap();
        // 1000 and 750 for the system and the times, which are not on file; 1500 and 1000 for needs and no wish; 500
        // for waiting; 1000 for load.
        assert_eq!(
            (next.mentor, next.points),
            (FAR, 1500 + 1000 + 750 + 1000 + 500 + 1000)
        );
    });
}

#[test]
fn one_more_place_is_worth_what_it_would_add() {
    let register = program("capacity = 1\n", "capacity = 0\n");
    asked(&register, |everyone, reasons| {
        assert_eq!(everyone.proposals.len(), 1);
        let (mentor, change) = &reasons.places()[0];
        assert_eq!((*mentor, change.matched), (NEAR, 1));
        assert_eq!(change.moves.last().map(|moved| moved.from), Some(None));
        let remedies = reasons.remedies(&everyone.unmatched[0]);
        assert!(
            matches!(&remedies[..], [Remedy::Place { mentor: NEAR, .. }]),
            "{remedies:?}"
        );
    });
}

#[test]
fn time_that_frees_a_mentor_is_told_with_its_day() {
    let away = "capacity = 2\n";
    let (a, m) = (
        parent(""),
        mentor(away) + "[[leave]]\nstart = 2026-11-01\nend = 2026-11-30\n",
    );
    let register = register(&[("participants/p-a.toml", &a), ("mentors/m-a.toml", &m)]);
    asked(&register, |everyone, reasons| {
        let remedies = reasons.remedies(&everyone.unmatched[0]);
        assert_eq!(
            remedies,
            [Remedy::From {
                mentor: 0,
                day: day("2026-12-01")
            }]
        );
    });
}

#[test]
fn the_one_rule_that_keeps_a_free_mentor_away_is_told() {
    let (a, m) = (
        parent("languages = [\"vi\"]\n"),
        mentor("languages = [\"en\"]\n"),
    );
    let register = register(&[("participants/p-a.toml", &a), ("mentors/m-a.toml", &m)]);
    asked(&register, |everyone, reasons| {
        let remedies = reasons.remedies(&everyone.unmatched[0]);
        assert_eq!(
            remedies,
            [Remedy::Rule {
                mentor: 0,
                rule: Rule::NoSharedLanguage
            }]
        );
    });
}

#[test]
fn an_assumption_is_compared_with_the_records() {
    let register = program("capacity = 1\n", "capacity = 0\n");
    let pool = Pool::new(&register, today(), &[]);
    let assumed = Pool::new(&register, today(), &[Assumption::Capacity(FAR, 1)]);
    let now = Everyone::at_once(&pool, |_, _| {}).unwrap();
    let then = Everyone::at_once(&assumed, |_, _| {}).unwrap();
    let change = compare(&now, &then);
    assert_eq!((change.matched, change.points), (1, then.total - now.total));
    assert!(compare(&now, &now).moves.is_empty());
    let ignored = Pool::new(&register, today(), &[Assumption::Without(NEAR)]);
    assert!(
        Everyone::at_once(&ignored, |_, _| {})
            .unwrap()
            .proposals
            .is_empty()
    );
}

#[test]
fn in_a_very_large_program_the_runner_up_is_the_one_with_the_most_points() {
    let register = program("capacity = 1\n", "capacity = 1\n");
    asked(&register, |everyone, reasons| {
        let next = reasons.next_by_points();
        for (proposal, other) in everyone.proposals.iter().zip([NEAR, FAR]) {
            let points = reasons.points_then(proposal.parent, other);
            let expected = RunnerUp {
                mentor: other,
                points,
                insisting: None,
            };
            assert_eq!(next[proposal.parent], Some(expected));
        }
    });
}
